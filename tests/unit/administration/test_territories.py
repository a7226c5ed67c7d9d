"""Territories and populations: dated, never overlapping, never overwritten unnoticed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cafedata.administration import territories
from cafedata.errors import InvalidEntry, NotFound
from tests.databases import Databases
from tests.unit.administration.conftest import Act, problems
from tests.world import LACHUTE, MIRABEL, World

JULY = dt.date(2026, 7, 1)
ONE_DAY = dt.timedelta(days=1)


def policed(act: Act, municipality: str = MIRABEL) -> list[tuple[Any, ...]]:
    return [
        (row.service_code, row.starts_on, row.ends_on)
        for row in act(territories.territories)
        if row.municipality_code == municipality
    ]


def hand_over(act: Act, to_service: str, from_day: dt.date | None) -> None:
    act(territories.hand_over, MIRABEL, to_service=to_service, from_day=from_day)


def add(act: Act, starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    days = {"starts_on": starts_on, "ends_on": ends_on}
    act(territories.add_coverage, MIRABEL, service_code="SQ", **days)


def test_a_new_service_follows_the_old_one_to_the_day(world: World, act: Act) -> None:
    hand_over(act, "SQ", JULY)
    assert policed(act) == [("MIR", None, JULY - ONE_DAY), ("SQ", JULY, None)]
    catalog = world.catalog()
    assert MIRABEL in catalog.policed_by("MIR", JULY - ONE_DAY)
    assert MIRABEL in catalog.policed_by("SQ", JULY)
    assert MIRABEL not in catalog.policed_by("MIR", JULY)


def test_a_service_does_not_follow_itself_and_a_day_is_needed(act: Act) -> None:
    assert set(problems(hand_over, act, "MIR", JULY)) == {"service"}
    assert set(problems(hand_over, act, "SQ", None)) == {"starts_on"}
    assert set(problems(hand_over, act, "nowhere", JULY)) == {"service"}


def test_nobody_takes_over_before_a_change_that_is_already_entered(act: Act) -> None:
    hand_over(act, "SQ", JULY)
    for day in (JULY, JULY - ONE_DAY * 30):
        assert set(problems(hand_over, act, "STJ", day)) == {"starts_on"}


def test_the_same_coverage_with_an_empty_first_day_is_not_entered_twice(act: Act) -> None:
    assert set(problems(add, act, None, None)) == {"starts_on"}
    assert set(problems(add, act, None, JULY)) == {"starts_on"}
    assert len(policed(act)) == 1


def test_days_that_overlap_are_refused_and_days_that_touch_are_not(act: Act) -> None:
    (row,) = [r for r in act(territories.territories) if r.municipality_code == MIRABEL]
    act(territories.correct_days, row.coverage_id, starts_on=JULY, ends_on=None)
    assert set(problems(add, act, None, JULY)) == {"starts_on"}
    add(act, None, JULY - ONE_DAY)
    assert policed(act) == [("SQ", None, JULY - ONE_DAY), ("MIR", JULY, None)]
    grow = {"starts_on": JULY - ONE_DAY, "ends_on": None}
    refused = problems(act, territories.correct_days, row.coverage_id, **grow)
    assert set(refused) == {"starts_on"}


def test_an_end_before_the_beginning_is_refused(act: Act) -> None:
    (row,) = [r for r in act(territories.territories) if r.municipality_code == LACHUTE]
    days = {"starts_on": JULY, "ends_on": JULY - ONE_DAY}
    refused = problems(act, territories.correct_days, row.coverage_id, **days)
    assert "ends_on" in refused


def test_what_does_not_exist_is_not_found(act: Act) -> None:
    with pytest.raises(NotFound):
        act(territories.correct_days, 999, starts_on=None, ends_on=None)
    with pytest.raises(NotFound):
        act(territories.hand_over, "nowhere", to_service="SQ", from_day=JULY)


def test_each_row_that_moves_leaves_its_days_before_and_after(
    act: Act, acts: Callable[[], Any]
) -> None:
    hand_over(act, "SQ", JULY)
    opened, closed = acts()
    assert (opened.key, opened.after["starts_on"]) == (f"{MIRABEL}/SQ", "2026-07-01")
    assert (closed.before["ends_on"], closed.after["ends_on"]) == (None, "2026-06-30")


_days = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2021, 1, 1))
_moves = st.lists(st.tuples(st.sampled_from(["add", "hand over"]), _days, _days), max_size=12)


@settings(max_examples=25, deadline=None)
@given(moves=_moves)
def test_however_territories_move_no_day_has_two_services(
    databases: Databases, moves: list[Any]
) -> None:
    with databases.copy("sqlite", "world") as url:
        world = World(url)
        viewer = world.viewer("administrator")
        for turn, (verb, first, last) in enumerate(moves):
            service = ("SQ", "STJ", "MIR")[turn % 3]
            with world.writing() as session:
                try:
                    _move(session, viewer, verb, service, first, last)
                except InvalidEntry:
                    session.rollback()
        catalog = world.catalog()
        for offset in range(-1, 368, 7):
            day = dt.date(2020, 1, 1) + dt.timedelta(days=offset)
            services = [
                code for code in catalog.services if MIRABEL in catalog.policed_by(code, day)
            ]
            assert len(services) <= 1


def _move(session: Any, viewer: Any, verb: str, service: str, first: Any, last: Any) -> None:
    if verb == "hand over":
        territories.hand_over(session, viewer, MIRABEL, to_service=service, from_day=first)
        return
    days = {"starts_on": first, "ends_on": last}
    territories.add_coverage(session, viewer, MIRABEL, service_code=service, **days)


def test_a_population_is_said_by_year_and_source_and_corrected(
    act: Act, acts: Callable[[], Any]
) -> None:
    say = {"year": 2025, "source": "Décret"}
    act(territories.set_residents, MIRABEL, residents=67_000, **say)
    act(territories.set_residents, MIRABEL, residents=67_100, **say)
    act(territories.set_residents, MIRABEL, residents=67_100, **say)
    years = [
        (row.year, row.residents)
        for row in act(territories.populations)
        if row.municipality_code == MIRABEL
    ]
    assert years == [(2025, 67_100), (2024, 66_000)]
    assert [row.before.get("residents") for row in acts()] == [67_000, None]


def test_a_population_has_a_year_a_number_and_a_source(act: Act) -> None:
    nothing = {"year": None, "residents": -1, "source": ""}
    refused = problems(act, territories.set_residents, MIRABEL, **nothing)
    assert set(refused) == {"year", "residents", "source"}
    with pytest.raises(NotFound):
        act(territories.set_residents, "nowhere", year=2025, residents=1, source="x")
