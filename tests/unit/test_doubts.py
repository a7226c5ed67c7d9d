"""What is unlikely is asked, never refused."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from cafedata import doubts
from cafedata.catalog import Catalog
from cafedata.doubts import Doubt
from cafedata.entry import MeetupEntry
from cafedata.language import sentence
from tests.world import LACHUTE, TODAY, World, common_cafe, planned_cafe


@pytest.fixture
def catalog(sqlite_world: World) -> Catalog:
    return sqlite_world.catalog()


def asked(entry: MeetupEntry, catalog: Catalog) -> list[str]:
    return [doubt.field for doubt in doubts.about(entry, TODAY, catalog)]


def same(world: World, entry: MeetupEntry, who: str = "liaison MIR", **but: int) -> list[Doubt]:
    with world.reading() as session:
        return doubts.find_same(session, world.viewer(who), entry, TODAY, **but)


def test_a_common_cafe_raises_no_doubt(catalog: Catalog) -> None:
    assert asked(common_cafe(), catalog) == []


def test_a_cafe_held_tomorrow_is_asked_about_and_one_planned_is_not(catalog: Catalog) -> None:
    assert asked(common_cafe(date=TODAY), catalog) == []
    assert asked(common_cafe(date=TODAY + dt.timedelta(days=1)), catalog) == ["date"]
    assert asked(planned_cafe(date=TODAY + dt.timedelta(days=1)), catalog) == []


@pytest.mark.parametrize(("people", "fields"), [(299, []), (300, ["attendance.value"])])
def test_a_great_crowd_is_asked_about(people: int, fields: list[str], catalog: Catalog) -> None:
    assert asked(common_cafe(attendance={"value": people, "precision": "about"}), catalog) == fields


def test_forty_officers_of_all_roles_together_are_asked_about(catalog: Catalog) -> None:
    officers: list[dict[str, Any]] = [
        {"role": "patrol", "value": 25, "precision": "exact"},
        {"role": "cadet", "value": 15, "precision": "about"},
    ]
    assert asked(common_cafe(officers=officers), catalog) == ["officers"]


@pytest.mark.parametrize(
    "venue", ["Café de la Gare", "cafe de la gare", "Cafe de la  Gare", "Gare, Café de la", ""]
)
def test_the_same_day_and_place_with_a_near_name_is_probably_the_same(
    world: World, venue: str
) -> None:
    saved = world.record()
    (doubt,) = same(world, world.entry(venue_name=venue))
    assert doubt.meetup_id == saved.meetup_id
    assert "Café de la Gare" in sentence(doubt.message, **doubt.values)


@pytest.mark.parametrize(
    "changes",
    [
        {"venue_name": "Bibliothèque municipale"},
        {"date": "2025-03-13"},
        {"municipality_code": LACHUTE},
        {"date": "2025-03-01", "date_precision": "month"},
    ],
)
def test_another_day_place_or_name_is_another_meetup(
    sqlite_world: World, changes: dict[str, Any]
) -> None:
    sqlite_world.record()
    assert same(sqlite_world, sqlite_world.entry(**changes)) == []


def test_a_cancelled_cafe_and_the_one_being_corrected_are_no_twins(sqlite_world: World) -> None:
    saved = sqlite_world.record()
    assert same(sqlite_world, sqlite_world.entry(), but=saved.meetup_id) == []
    sqlite_world.correct(saved, sqlite_world.entry(state="cancelled", state_reason="Tempête"))
    assert same(sqlite_world, sqlite_world.entry()) == []


def test_a_twin_that_the_viewer_may_not_read_is_not_given_away(sqlite_world: World) -> None:
    sqlite_world.record(sqlite_world.planned())
    planned = sqlite_world.planned()
    assert same(sqlite_world, planned)
    assert same(sqlite_world, planned, who="liaison STJ") == []


def test_an_answer_holds_for_its_question_and_not_for_another_value(catalog: Catalog) -> None:
    def crowd(people: int) -> list[Doubt]:
        entry = common_cafe(attendance={"value": people, "precision": "about"})
        return doubts.about(entry, TODAY, catalog)

    answered = {doubt.key for doubt in crowd(400)}
    assert doubts.unanswered(crowd(400), answered) == []
    assert doubts.unanswered(crowd(800), answered) == crowd(800)


def _promoting(program: str, date: str = "2025-03-14") -> MeetupEntry:
    return common_cafe(date=date, programs=[{"program_code": program}])


def test_a_retired_program_is_asked_about_with_the_one_that_took_its_place(
    catalog: Catalog,
) -> None:
    (doubt,) = doubts.about(_promoting("info_crime"), TODAY, catalog)
    assert (doubt.field, doubt.program_code) == ("programs", "info_crime")
    told = sentence(doubt.message, **doubt.values)
    assert "Info-Crime" in told
    assert "Échec au crime" in told
    assert asked(_promoting("echec_crime"), catalog) == []


def test_a_program_is_retired_from_the_year_after_its_last(catalog: Catalog) -> None:
    retired = catalog.programs["info_crime"]
    assert retired.is_over(dt.date(2013, 1, 1))
    assert not retired.is_over(dt.date(2012, 12, 31))
    assert dataclasses.replace(retired, until=None).is_over(dt.date(2012, 1, 1))


def test_a_program_retired_without_successor_is_asked_about_too(catalog: Catalog) -> None:
    alone = dataclasses.replace(catalog.programs["info_crime"], successor=None)
    programs = catalog.programs | {"info_crime": alone}
    (doubt,) = doubts.about(
        _promoting("info_crime"), TODAY, dataclasses.replace(catalog, programs=programs)
    )
    assert (doubt.program_code, doubt.values) == ("info_crime", {"program": "Info-Crime"})


def test_what_looks_personal_is_asked_about_by_kind_and_never_repeated(catalog: Catalog) -> None:
    entry = common_cafe(notes="Rappeler Mme Lavoie au 450 555-0142")
    found = doubts.about(entry, TODAY, catalog)
    assert [doubt.field for doubt in found] == ["notes", "notes"]
    assert not any(word in str(found) for word in ("Lavoie", "555"))


def test_words_written_outside_an_entry_are_asked_about_until_they_change() -> None:
    (doubt,) = doubts.about_words({"reason": "Rappeler au 450 555-0142", "outcome": "Fait"})
    assert doubt.field == "reason"
    assert doubts.about_words({"reason": "Rappeler au 450 555-0143"})[0].key != doubt.key
