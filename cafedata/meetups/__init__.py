"""Plan, record, correct, postpone, cancel, restore, read and search meetups: the only writer.

Every function says who asks. Those that write do so in the caller's transaction
(:func:`cafedata.database.writing`) and leave one row in the history.
"""

from cafedata.meetups.outings import (
    SavedOuting,
    SeriesRecord,
    TourRecord,
    count_tour,
    plan_series,
    read_series,
    read_tour,
    record_tour,
)
from cafedata.meetups.postponing import Moves, Postponed, moves, postpone
from cafedata.meetups.reading import (
    Found,
    KnownVenue,
    MeetupRecord,
    MeetupSummary,
    PastChange,
    alike,
    history,
    known_venues,
    latest,
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
    "Moves",
    "PastChange",
    "Postponed",
    "Saved",
    "SavedOuting",
    "SeriesRecord",
    "TourRecord",
    "alike",
    "cancel",
    "close_follow_up",
    "correct",
    "count_tour",
    "history",
    "known_venues",
    "latest",
    "moves",
    "plan_series",
    "postpone",
    "read",
    "read_series",
    "read_tour",
    "record",
    "record_many",
    "record_tour",
    "restore",
    "search",
]
