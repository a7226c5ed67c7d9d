"""A series is planned and a tour recorded in one go: all of it, once, for their own service."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from cafedata import meetups
from cafedata.checking import checked_as
from cafedata.entry import Attendance, MeetupEntry
from cafedata.errors import Conflict, InvalidEntry, NotAllowed, NotFound
from cafedata.figures import attendance_by_month, attendance_overall, undivided_totals
from cafedata.meetups import SavedOuting
from cafedata.model import Change, Meetup, Series, Tour, UndividedTotal
from cafedata.outings import SeriesEntry, TourEntry
from cafedata.selection import Selection
from cafedata.vocabulary import CountPrecision
from tests.world import EVERYONE, MIRABEL, SAINT_COLOMBAN, SAINT_JEROME, TODAY, World

YEAR = Selection(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
NOT_LIAISON_OF_MIRABEL = [who for who in EVERYONE if who != "liaison MIR"]
TOTAL = {"value": 120, "precision": "about"}
PLACES = (MIRABEL, SAINT_COLOMBAN, SAINT_JEROME)


def a_series(world: World, **changes: Any) -> SeriesEntry:
    cafes = [world.planned(date=f"2025-{month:02}-08").model_dump() for month in (4, 5, 6)]
    return checked_as(SeriesEntry, {"title": "Cafés du mardi", "cafes": cafes} | changes)


def a_stop(world: World, place: str, **changes: Any) -> dict[str, Any]:
    alone = {"attendance": {}, "follow_ups": (), "municipality_code": place}
    return world.entry(**alone | changes).model_dump()


def a_tour(world: World, **changes: Any) -> TourEntry:
    stops = [a_stop(world, place) for place in PLACES]
    return checked_as(TourEntry, {"title": "Tournée", "total": TOTAL, "stops": stops} | changes)


def plan(
    world: World, series: SeriesEntry, who: str = "liaison MIR", form: str = ""
) -> SavedOuting:
    with world.writing() as session:
        return meetups.plan_series(session, world.viewer(who), series, submission=form or None)


def record(world: World, tour: TourEntry, who: str = "liaison MIR", form: str = "") -> SavedOuting:
    with world.writing() as session:
        return meetups.record_tour(session, world.viewer(who), tour, submission=form or None)


def rows(world: World, table: Any) -> int:
    with world.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def stored(world: World, saved: SavedOuting) -> list[MeetupEntry]:
    return [world.read(row.meetup_id).entry for row in saved.meetups]


def count(
    world: World, saved: SavedOuting, total: dict[str, Any], version: int, who: str = "liaison MIR"
) -> int:
    with world.writing() as session:
        viewer, attendance = world.viewer(who), checked_as(Attendance, total)
        return meetups.count_tour(session, viewer, saved.outing_id, attendance, version=version)


# Saving


def test_a_series_is_saved_with_each_of_its_cafés_and_their_history(world: World) -> None:
    series = a_series(world)
    saved = plan(world, series)
    assert stored(world, saved) == [
        cafe.model_copy(update={"series_id": saved.outing_id}) for cafe in series.cafes
    ]
    assert rows(world, Change) == rows(world, Meetup) == 3


def test_a_tour_is_saved_with_each_of_its_stops_and_their_history(world: World) -> None:
    tour = a_tour(world)
    saved = record(world, tour)
    assert stored(world, saved) == [
        stop.model_copy(update={"tour_id": saved.outing_id}) for stop in tour.stops
    ]
    assert rows(world, Change) == rows(world, Meetup) == 3
    assert rows(world, UndividedTotal) == 1


def test_a_form_sent_twice_saves_its_series_and_its_tour_once(world: World) -> None:
    assert plan(world, a_series(world), form="one") == plan(world, a_series(world), form="one")
    assert record(world, a_tour(world), form="two") == record(world, a_tour(world), form="two")
    assert rows(world, Meetup) == 6
    assert rows(world, UndividedTotal) == 1
    assert (rows(world, Series), rows(world, Tour)) == (2, 2)


@pytest.mark.parametrize("who", NOT_LIAISON_OF_MIRABEL)
def test_nobody_else_plans_or_tours_for_a_service(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        plan(world, a_series(world), who)
    with pytest.raises(NotAllowed):
        record(world, a_tour(world), who)
    assert (rows(world, Meetup), rows(world, Series), rows(world, Tour)) == (0, 1, 1)


def test_one_wrong_stop_saves_none_and_says_which(world: World) -> None:
    stops = [a_stop(world, MIRABEL), a_stop(world, "99999")]
    with pytest.raises(InvalidEntry) as refused:
        record(world, a_tour(world, stops=stops))
    assert [row.field for row in refused.value.problems] == ["stops.1.municipality_code"]
    assert (rows(world, Meetup), rows(world, Tour), rows(world, UndividedTotal)) == (0, 1, 0)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"cafes": ()}, "cafes"),
        ({"cafes": "twice"}, "cafes"),
        ({"cafes": "held"}, "cafes"),
    ],
)
def test_a_series_that_cannot_be_says_where(
    sqlite_world: World, changes: dict[str, Any], field: str
) -> None:
    lines = {
        "twice": [sqlite_world.planned().model_dump()] * 2,
        "held": [sqlite_world.entry().model_dump()],
    }
    values = {name: lines.get(value, value) for name, value in changes.items()}
    with pytest.raises(InvalidEntry) as refused:
        a_series(sqlite_world, **values)
    assert [row.field for row in refused.value.problems] == [field]


def test_a_total_is_not_said_beside_the_count_of_a_stop(sqlite_world: World) -> None:
    for counted in (
        {"attendance": {"value": 3, "precision": "exact"}},
        {"clienteles": [{"clientele": "population", "value": 3, "precision": "exact"}]},
    ):
        stops = [a_stop(sqlite_world, MIRABEL, **counted), a_stop(sqlite_world, SAINT_COLOMBAN)]
        with pytest.raises(InvalidEntry, match="Corrigez") as refused:
            a_tour(sqlite_world, stops=stops)
        assert [row.field for row in refused.value.problems] == ["total"]
        assert a_tour(sqlite_world, stops=stops, total={}).stops


def test_a_tour_has_two_stops_or_more_on_one_day(sqlite_world: World) -> None:
    for stops in (
        [a_stop(sqlite_world, MIRABEL)],
        [a_stop(sqlite_world, MIRABEL), a_stop(sqlite_world, MIRABEL, date="2025-03-15")],
    ):
        with pytest.raises(InvalidEntry) as refused:
            a_tour(sqlite_world, stops=stops)
        assert [row.field for row in refused.value.problems] == ["stops"]


# Whose tour


def test_a_tour_and_a_series_belong_to_their_service(world: World) -> None:
    for link in ("tour_id", "series_id"):
        with pytest.raises(InvalidEntry) as refused:
            world.record(world.entry(lead_service="STJ", **{link: 1}))
        assert [row.field for row in refused.value.problems] == [link]
    assert world.read(world.record(world.entry(tour_id=1)).meetup_id).entry.tour_id == 1


def test_a_correction_keeps_the_tour_of_another_service_and_attaches_no_other(world: World) -> None:
    saved = world.record(world.entry(lead_service="STJ", other_services=["MIR"]))
    with world.writing() as session:
        session.get_one(Meetup, saved.meetup_id).tour_id = 1
        session.add(Tour(id=7, service_code="MIR", title="Une autre"))
    kept = world.entry(lead_service="STJ", other_services=["MIR"], notes="Mieux.", tour_id=1)
    saved = world.correct(saved, kept)
    assert world.read(saved.meetup_id).entry == kept
    with pytest.raises(InvalidEntry):
        world.correct(saved, kept.model_copy(update={"tour_id": 7}))


# The total


def test_no_stop_takes_a_count_while_its_tour_has_a_total(world: World) -> None:
    first, *_ = record(world, a_tour(world)).meetups
    entry = world.read(first.meetup_id).entry
    counted = entry.model_copy(
        update={"attendance": Attendance(value=3, precision=CountPrecision.exact)}
    )
    for write in (partial(world.correct, first), world.record):
        with pytest.raises(InvalidEntry) as refused:
            write(counted)
        assert [row.field for row in refused.value.problems] == ["attendance.value"]


def test_a_withdrawn_total_leaves_the_stops_their_counts_and_its_history(world: World) -> None:
    saved = record(world, a_tour(world))
    assert count(world, saved, {"value": 100, "precision": "exact"}, 1) == 2
    assert count(world, saved, {}, 2) == 3
    first = saved.meetups[0]
    entry = world.read(first.meetup_id).entry
    counted = entry.model_copy(
        update={"attendance": Attendance(value=3, precision=CountPrecision.exact)}
    )
    world.correct(first, counted)
    with pytest.raises(InvalidEntry, match="déjà son nombre"):
        count(world, saved, TOTAL, 3)
    with world.reading() as session:
        past = session.scalars(select(UndividedTotal).order_by(UndividedTotal.version)).all()
    assert [(row.version, row.value) for row in past] == [(1, 120), (2, 100), (3, None)]


def test_two_people_who_correct_a_total_do_not_overwrite_each_other(world: World) -> None:
    saved = record(world, a_tour(world))
    count(world, saved, {"value": 90, "precision": "about"}, 1)
    with pytest.raises(Conflict):
        count(world, saved, {"value": 80, "precision": "about"}, 1)


@pytest.mark.parametrize("who", NOT_LIAISON_OF_MIRABEL)
def test_nobody_else_changes_a_total(sqlite_world: World, who: str) -> None:
    saved = record(sqlite_world, a_tour(sqlite_world))
    with pytest.raises(NotAllowed):
        count(sqlite_world, saved, {}, 1, who)


def test_a_total_row_cannot_be_rewritten(sqlite_world: World) -> None:
    record(sqlite_world, a_tour(sqlite_world))
    with pytest.raises(IntegrityError, match="history"), sqlite_world.writing() as session:
        session.scalars(select(UndividedTotal)).one().value = 3


# Reading


def test_a_tour_is_read_with_the_stops_and_the_total_that_are_ones_to_read(world: World) -> None:
    planned = world.planned(date="2025-03-14").model_dump()
    saved = record(world, a_tour(world, stops=[a_stop(world, MIRABEL), planned]))
    ids = [row.meetup_id for row in saved.meetups]
    for who, seen in (
        ("liaison MIR", ids),
        ("commander MIR", ids),
        ("administrator", ids),
        ("liaison STJ", ids[:1]),
    ):
        with world.reading() as session:
            tour = meetups.read_tour(session, world.viewer(who), saved.outing_id, TODAY)
        assert sorted(row.meetup_id for row in tour.stops) == seen, who
        assert tour.total == checked_as(Attendance, TOTAL)
        assert tour.may_change == (who == "liaison MIR")


def test_a_partner_reads_no_total_of_stops_that_are_not_theirs_to_read(world: World) -> None:
    ahead = world.planned(date=TODAY).model_dump()
    held = a_stop(world, SAINT_JEROME, date=TODAY.isoformat())
    saved = record(world, a_tour(world, stops=[ahead, held]))
    with world.reading() as session:
        tour = meetups.read_tour(session, world.viewer("partner Mirabel"), saved.outing_id, TODAY)
        assert [row.municipality_code for row in tour.stops] == [MIRABEL]
        assert tour.total == Attendance()


def test_what_holds_nothing_to_read_does_not_exist(sqlite_world: World) -> None:
    saved = plan(sqlite_world, a_series(sqlite_world))
    with sqlite_world.reading() as session:
        other, own = sqlite_world.viewer("liaison STJ"), sqlite_world.viewer("liaison MIR")
        for attempt in (
            lambda: meetups.read_series(session, other, saved.outing_id, TODAY),
            lambda: meetups.read_series(session, own, 99, TODAY),
            lambda: meetups.read_tour(session, own, 1, TODAY),
        ):
            with pytest.raises(NotFound):
                attempt()
        series = meetups.read_series(session, own, saved.outing_id, TODAY)
    assert (series.title, len(series.cafes)) == ("Cafés du mardi", 3)


# Figures


def test_an_undivided_total_enters_no_stop_service_or_month(world: World) -> None:
    record(world, a_tour(world))
    viewer = world.viewer("commander MIR")
    with world.reading() as session:
        overall = attendance_overall(session, viewer, YEAR).iloc[0]
        months = attendance_by_month(session, viewer, YEAR)
    assert (overall["meetups"], overall["counted"], overall["people"]) == (3, 0, 0)
    assert months["people"].isna().all() or months["people"].sum() == 0


def test_an_undivided_total_has_one_row_for_its_tour(world: World) -> None:
    saved = record(world, a_tour(world))
    record(world, a_tour(world, total={}))
    with world.reading() as session:
        frame = undivided_totals(session, world.viewer("commander STJ"), YEAR)
    assert frame.to_dict("records") == [
        {
            "tour": saved.outing_id,
            "title": "Tournée",
            "service": "MIR",
            "name": "Mirabel",
            "date": dt.date(2025, 3, 14),
            "stops": 3,
            "value": 120,
            "precision": "about",
            "unit": "people",
            "words": "",
        }
    ]


@pytest.mark.parametrize(
    "selection",
    [
        Selection(YEAR.starts_on, YEAR.ends_on, municipalities=(MIRABEL,)),
        Selection(YEAR.starts_on, YEAR.ends_on, services=("STJ",)),
        Selection(dt.date(2025, 4, 1), YEAR.ends_on),
    ],
)
def test_a_tour_that_is_not_wholly_selected_has_no_total(
    sqlite_world: World, selection: Selection
) -> None:
    record(sqlite_world, a_tour(sqlite_world))
    with sqlite_world.reading() as session:
        viewer = sqlite_world.viewer("commander MIR")
        assert undivided_totals(session, viewer, selection).empty
        partner = sqlite_world.viewer("partner Mirabel")
        assert undivided_totals(session, partner, YEAR).empty


def test_a_corrected_or_withdrawn_total_is_the_only_one_counted(world: World) -> None:
    saved = record(world, a_tour(world))
    count(world, saved, {"precision": "in_words", "words": "des dizaines"}, 1)
    viewer = world.viewer("commander MIR")
    with world.reading() as session:
        frame = undivided_totals(session, viewer, YEAR)
    assert frame["words"].tolist() == ["des dizaines"]
    assert frame["value"].isna().all()
    count(world, saved, {}, 2)
    with world.reading() as session:
        assert undivided_totals(session, viewer, YEAR).empty
