"""Between what is typed in these forms and what their entries hold, without Streamlit."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from cafedata.vocabulary import MeetupState, RaisedBy
from cafedata.web.entry_form.values import Typed, entry_values, rows, widget_of

UNTIL, TIMES = "until", "times"
"""The two ways in which a series ends, and the names of their widgets."""
_OF_A_STOP = (
    "municipality",
    "venue_name",
    "start_time",
    "people",
    "precision",
    "words",
    "themes",
    "other_theme",
)


def recurrence_values(typed: Typed) -> dict[str, Any]:
    """The values of a :class:`~cafedata.planning.Recurrence`, not yet checked."""
    ends = typed.get("ends")
    return {
        "first": typed.get("first_day"),
        "rhythm": typed.get("rhythm"),
        "until": typed.get(UNTIL) if ends == UNTIL else None,
        "times": typed.get(TIMES) if ends == TIMES else None,
    }


def kept_dates(typed: Typed, dates: Sequence[dt.date]) -> list[dt.date]:
    """The dates that nobody excluded."""
    return [date for date in dates if typed.get(date_name(date), True)]


def date_name(date: dt.date) -> str:
    """The name of the box that keeps a date."""
    return f"keep:{date.isoformat()}"


def planned_values(typed: Typed, lead_service: str | None, date: dt.date) -> dict[str, Any]:
    """The values of one planned café, not yet checked."""
    planned = {"state": MeetupState.planned, "day": date}
    return entry_values({**typed, **planned}, lead_service)


def series_values(
    typed: Typed, lead_service: str | None, dates: Sequence[dt.date]
) -> dict[str, Any]:
    """The values of a :class:`~cafedata.outings.SeriesEntry`, not yet checked."""
    cafes = [planned_values(typed, lead_service, date) for date in dates]
    return {"title": typed.get("title"), "cafes": cafes}


def widget_of_series(field: str) -> str:
    """The name of the widget beside which a problem with a series or its dates is told."""
    inner = field.split(".", 2)[-1] if field.startswith("cafes.") else field
    named = {"first": "first_day", "date": "first_day", "cafes": "first_day"}
    return named.get(inner) or widget_of(inner, {})


def tour_values(typed: Typed, lead_service: str | None) -> dict[str, Any]:
    """The values of a :class:`~cafedata.outings.TourEntry`, not yet checked."""
    is_undivided = bool(typed.get("is_undivided"))
    total = entry_values(typed, lead_service).get("attendance", {}) if is_undivided else {}
    uncounted = dict.fromkeys(("people", "precision", "words")) if is_undivided else {}
    stops = [
        entry_values({**_stop_typed(typed, n), **uncounted}, lead_service)
        for n in rows(typed, "stop")
    ]
    return {"title": typed.get("title"), "total": total, "stops": stops}


def _stop_typed(typed: Typed, n: int) -> dict[str, Any]:
    """What one would have typed to enter this stop alone."""
    own = {name: typed.get(stop_name(name, n)) for name in _OF_A_STOP}
    other = {
        "other_theme_rows": 1 if own["other_theme"] else 0,
        "other_theme_raised_by:0": RaisedBy.citizens,
        "other_theme_text:0": own["other_theme"],
    }
    return {**typed, **own, **other, "themes:stop": own["themes"]}


def stop_name(name: str, n: int) -> str:
    """The name of a widget of one stop."""
    return f"stop_{name}:{n}"


def widget_of_tour(field: str, values: dict[str, Any]) -> str:
    """The name of the widget beside which a problem with a tour is told."""
    first, _dot, rest = field.partition(".")
    if first == "total":
        return {"": "people", "value": "people"}.get(rest, rest)
    number, _dot, inner = rest.partition(".")
    if first != "stops" or not number.isdigit():
        return first
    name = widget_of(inner, values["stops"][int(number)])
    if inner.startswith("themes"):
        name = "other_theme" if name.startswith("other_theme") else "themes"
    return stop_name(name, int(number)) if name in _OF_A_STOP else name
