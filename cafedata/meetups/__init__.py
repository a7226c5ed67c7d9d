"""Record, correct, cancel, restore, read and search meetups: the only writer of the program.

Every function says who asks. Those that write do so in the caller's transaction
(:func:`cafedata.database.writing`) and leave one row in the history.
"""

from cafedata.meetups.reading import (
    Found,
    KnownVenue,
    MeetupRecord,
    MeetupSummary,
    PastChange,
    history,
    known_venues,
    read,
    search,
)
from cafedata.meetups.writing import (
    Saved,
    cancel,
    close_follow_up,
    correct,
    record,
    record_many,
    restore,
)

__all__ = [
    "Found",
    "KnownVenue",
    "MeetupRecord",
    "MeetupSummary",
    "PastChange",
    "Saved",
    "cancel",
    "close_follow_up",
    "correct",
    "history",
    "known_venues",
    "read",
    "record",
    "record_many",
    "restore",
    "search",
]
