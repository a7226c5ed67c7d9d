"""The figures of charts, tables, files and reports: the only reader of meetups for all of them.

Each is one question, ``(session, viewer, selection) -> DataFrame``. A *meetup* here is one that took
place (held or interrupted). A joint meetup counts once for the region and once for each of its
services. Only people are added to people; a meetup whose count is unknown, in words or in another
unit has no *usable* count, and is told apart from one where nobody came.
"""

from cafedata.figures.attendance import (
    attendance_by_month,
    attendance_by_municipality,
    attendance_by_service,
    attendance_overall,
)
from cafedata.figures.outings import undivided_totals
from cafedata.figures.programs import (
    programs_by_service,
    programs_promoted,
    promotion_by_service,
)
from cafedata.figures.states import meetups_by_state, meetups_in_each_state
from cafedata.figures.themes import (
    partner_years,
    themes_by_municipality,
    themes_by_service,
    themes_raised,
)

__all__ = [
    "attendance_by_month",
    "attendance_by_municipality",
    "attendance_by_service",
    "attendance_overall",
    "meetups_by_state",
    "meetups_in_each_state",
    "partner_years",
    "programs_by_service",
    "programs_promoted",
    "promotion_by_service",
    "themes_by_municipality",
    "themes_by_service",
    "themes_raised",
    "undivided_totals",
]
