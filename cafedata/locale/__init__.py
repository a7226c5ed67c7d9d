"""The messages for people: where they are written, and the catalogue of their English."""
