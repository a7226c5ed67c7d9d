"""The forms that enter several meetups as one: a series that is planned, a tour that was made."""
