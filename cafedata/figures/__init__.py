"""The figures of charts, tables, files and reports: the only reader of meetups for all of them.

Each is one question, ``(session, viewer, selection) -> DataFrame``. A *meetup* here is one that took
place (held or interrupted). A joint meetup counts once for the region and once for each of its
services. Only people are added to people; a meetup whose count is unknown, in words or in another
unit has no *usable* count, and is told apart from one where nobody came.
"""

from cafedata.figures.advantages import advantages, new_partners
from cafedata.figures.answers import programs_called_for, themes_answered, themes_by_program
from cafedata.figures.attendance import (
    attendance_by_month,
    attendance_by_municipality,
    attendance_by_service,
    attendance_by_size,
    attendance_overall,
    clientele_mix,
    usable_counts_by_service,
)
from cafedata.figures.cells import partner_years
from cafedata.figures.comparison import compared
from cafedata.figures.offences import offences_by_family, offences_counted, sees_others
from cafedata.figures.outings import undivided_totals
from cafedata.figures.programs import (
    programs_by_service,
    programs_promoted,
    promotion_by_service,
    retired_promoted,
)
from cafedata.figures.rates import rate_by_municipality, rate_by_service
from cafedata.figures.states import meetups_in_each_state, reporting_by_service
from cafedata.figures.territory import outlines, places, territories, unvisited_places
from cafedata.figures.themes import (
    themes_by_clientele,
    themes_by_municipality,
    themes_by_service,
    themes_raised,
)
from cafedata.figures.trends import promotion_over_time, theme_over_time

__all__ = [
    "advantages",
    "attendance_by_month",
    "attendance_by_municipality",
    "attendance_by_service",
    "attendance_by_size",
    "attendance_overall",
    "clientele_mix",
    "compared",
    "meetups_in_each_state",
    "new_partners",
    "offences_by_family",
    "offences_counted",
    "outlines",
    "partner_years",
    "places",
    "programs_by_service",
    "programs_called_for",
    "programs_promoted",
    "promotion_by_service",
    "promotion_over_time",
    "rate_by_municipality",
    "rate_by_service",
    "reporting_by_service",
    "retired_promoted",
    "sees_others",
    "territories",
    "theme_over_time",
    "themes_answered",
    "themes_by_clientele",
    "themes_by_municipality",
    "themes_by_program",
    "themes_by_service",
    "themes_raised",
    "undivided_totals",
    "unvisited_places",
    "usable_counts_by_service",
]
