"""What is typed in the forms of a series and of a tour becomes their entries, field by field."""

import datetime as dt
from typing import Any

import pytest

from cafedata.checking import checked_as
from cafedata.errors import InvalidEntry
from cafedata.outings import SeriesEntry, TourEntry
from cafedata.vocabulary import CountPrecision
from cafedata.web.outing_forms.values import (
    kept_dates,
    recurrence_values,
    series_values,
    tour_values,
    widget_of_series,
    widget_of_tour,
)
from tests.world import MIRABEL, SAINT_COLOMBAN, TODAY

TOUR: dict[str, Any] = {
    "state": "held",
    "day": TODAY,
    "title": "Tournée",
    "stop_rows": 2,
    "stop_municipality:0": MIRABEL,
    "stop_people:0": 5,
    "stop_precision:0": "exact",
    "stop_municipality:1": SAINT_COLOMBAN,
    "stop_venue_name:1": "Gare",
    "stop_start_time:1": dt.time(10),
    "stop_themes:1": ["speeding"],
    "programs": ["aine_avise"],
    "role:patrol": 2,
    "role_precision:patrol": "exact",
}


def test_each_stop_has_its_own_and_all_share_the_rest() -> None:
    tour = checked_as(TourEntry, tour_values(TOUR, "MIR"))
    first, second = tour.stops
    assert (first.municipality_code, first.attendance.value, first.venue_name) == (MIRABEL, 5, "")
    assert (second.venue_name, second.start_time) == ("Gare", dt.time(10))
    assert second.attendance.precision is CountPrecision.unknown
    assert [len(stop.themes) for stop in tour.stops] == [0, 1]
    assert {stop.officers[0].value for stop in tour.stops} == {2}
    assert tour.total.precision is CountPrecision.unknown


def test_one_total_leaves_no_count_to_any_stop() -> None:
    typed = {**TOUR, "is_undivided": True, "people": 80, "precision": "at_least"}
    tour = checked_as(TourEntry, tour_values(typed, "MIR"))
    assert (tour.total.value, tour.total.precision) == (80, CountPrecision.at_least)
    assert not any(stop.has_people_counted for stop in tour.stops)


@pytest.mark.parametrize(
    ("changes", "widget"),
    [
        ({"stop_municipality:1": None}, "stop_municipality:1"),
        ({"stop_people:0": -1}, "stop_people:0"),
        ({"stop_venue_name:1": "<b>"}, "stop_venue_name:1"),
        ({"day": None}, "day"),
        ({"title": "<b>"}, "title"),
        ({"is_undivided": True, "people": -1, "precision": "exact"}, "people"),
        ({"stop_rows": 1}, "stops"),
    ],
)
def test_what_is_wrong_with_a_tour_is_told_beside_its_widget(
    changes: dict[str, Any], widget: str
) -> None:
    values = tour_values({**TOUR, **changes}, "MIR")
    with pytest.raises(InvalidEntry) as refused:
        checked_as(TourEntry, values)
    assert {widget_of_tour(row.field, values) for row in refused.value.problems} == {widget}


def test_a_series_has_the_dates_that_nobody_excluded() -> None:
    dates = [dt.date(2025, 4, 1), dt.date(2025, 5, 6)]
    typed = {"title": "Mardis", "municipality": MIRABEL, "keep:2025-05-06": False}
    kept = kept_dates(typed, dates)
    series = checked_as(SeriesEntry, series_values(typed, "MIR", kept))
    assert [cafe.date for cafe in series.cafes] == dates[:1]


def test_a_series_ends_only_in_the_way_that_was_chosen() -> None:
    typed = {"until": TODAY, "times": 3}
    assert recurrence_values({**typed, "ends": "times"})["until"] is None
    assert recurrence_values({**typed, "ends": "until"})["times"] is None


@pytest.mark.parametrize(
    ("field", "widget"),
    [
        ("first", "first_day"),
        ("cafes.3.date", "first_day"),
        ("cafes.0.municipality_code", "municipality"),
        ("cafes.0.end_time", "end_time"),
        ("title", "title"),
        ("until", "until"),
    ],
)
def test_what_is_wrong_with_a_series_is_told_beside_its_widget(field: str, widget: str) -> None:
    assert widget_of_series(field) == widget


def test_the_other_theme_of_a_stop_is_raised_by_citizens_there_and_nowhere_else() -> None:
    typed = {"stop_rows": 2, "stop_other_theme:1": "Les chats errants", "day": None}
    first, second = tour_values(typed, "MIR")["stops"]
    assert "themes" not in first
    assert second["themes"] == [
        {"theme_code": "other", "raised_by": "citizens", "other_text": "Les chats errants"}
    ]
    values = tour_values(typed, "MIR")
    assert widget_of_tour("stops.1.themes.0.other_text", values) == "stop_other_theme:1"
