"""Spellings of one venue: known by one name, while meetups keep what was written."""

from collections.abc import Callable
from typing import Any

import pytest

from cafedata import doubts, meetups
from cafedata.administration import venues
from cafedata.errors import NotFound
from cafedata.vocabulary import AdministrativeVerb
from tests.unit.administration.conftest import Act, problems
from tests.unit.test_access import ALWAYS
from tests.world import LACHUTE, MIRABEL, SAINT_JEROME, TODAY, World

GARE, RESTO = "Café de la Gare", "Resto du Terminus"


@pytest.fixture
def two_spellings(world: World) -> list[int]:
    """Two cafés of one place, written in two ways."""
    return [
        world.record(world.entry(venue_name=name, date=f"2025-03-1{day}")).meetup_id
        for day, name in enumerate((GARE, RESTO))
    ]


def merge(act: Act, spelling: str, known_as: str) -> None:
    act(venues.merge_venues, MIRABEL, spelling=spelling, known_as=known_as)


def offered(world: World, municipality: str = MIRABEL) -> list[str]:
    viewer = world.viewer("liaison MIR")
    with world.reading() as session:
        return [row.name for row in meetups.known_venues(session, viewer, municipality, TODAY)]


def found(world: World, text: str) -> int:
    viewer = world.viewer("liaison MIR")
    with world.reading() as session:
        return meetups.search(session, viewer, ALWAYS, TODAY, text=text).total


@pytest.mark.usefixtures("two_spellings")
def test_a_merged_spelling_is_offered_under_one_name(world: World, act: Act) -> None:
    merge(act, RESTO, GARE)
    assert offered(world) == [GARE]


@pytest.mark.usefixtures("two_spellings")
@pytest.mark.parametrize("text", ["gare", "terminus", "resto du terminus"])
def test_a_search_for_any_spelling_finds_them_all(world: World, act: Act, text: str) -> None:
    assert found(world, text) == 1
    merge(act, RESTO, GARE)
    assert found(world, text) == 2
    assert found(world, "bibliothèque") == 0


def test_the_same_name_elsewhere_is_another_place(world: World, act: Act) -> None:
    world.record(world.entry(municipality_code=SAINT_JEROME, venue_name=RESTO))
    world.record(world.entry(venue_name=RESTO))
    world.record()
    merge(act, RESTO, GARE)
    assert found(world, "gare") == 2
    assert offered(world, SAINT_JEROME) == [RESTO]


def test_meetups_and_their_history_keep_what_was_written(
    world: World, act: Act, two_spellings: list[int]
) -> None:
    merge(act, RESTO, GARE)
    assert world.read(two_spellings[1]).entry.venue_name == RESTO
    assert world.read(two_spellings[1]).version == 1


@pytest.mark.usefixtures("two_spellings")
def test_a_café_entered_under_another_spelling_is_asked_about(world: World, act: Act) -> None:
    entry = world.entry(venue_name=GARE, date="2025-03-11")
    viewer = world.viewer("liaison MIR")
    with world.reading() as session:
        assert doubts.find_same(session, viewer, entry, TODAY) == []
    merge(act, RESTO, GARE)
    with world.reading() as session:
        assert len(doubts.find_same(session, viewer, entry, TODAY)) == 1


@pytest.mark.usefixtures("two_spellings")
def test_merges_in_a_row_lead_to_the_last_name(world: World, act: Act) -> None:
    world.record(world.entry(venue_name="La Gare"))
    merge(act, RESTO, GARE)
    merge(act, GARE, "La Gare")
    assert offered(world) == ["La Gare"]
    known = {row.name: row.known_as for row in act(venues.written_venues, MIRABEL)}
    assert known == {GARE: "La Gare", RESTO: "La Gare", "La Gare": None}


@pytest.mark.usefixtures("two_spellings")
def test_two_names_never_lead_to_each_other(act: Act) -> None:
    merge(act, RESTO, GARE)
    assert set(problems(merge, act, GARE, RESTO)) == {"known_as"}


@pytest.mark.usefixtures("two_spellings")
def test_only_names_that_were_written_there_are_merged(act: Act) -> None:
    assert set(problems(merge, act, "Ailleurs", GARE)) == {"spelling"}
    assert set(problems(merge, act, GARE, "Ailleurs")) == {"known_as"}
    assert act(venues.written_venues, LACHUTE) == ()


@pytest.mark.usefixtures("two_spellings")
def test_a_merge_is_undone(world: World, act: Act, acts: Callable[[], Any]) -> None:
    merge(act, RESTO, GARE)
    act(venues.separate_venue, MIRABEL, RESTO)
    assert offered(world) == [GARE, RESTO]
    with pytest.raises(NotFound):
        act(venues.separate_venue, MIRABEL, RESTO)
    undone, merged = acts()
    assert (undone.verb, undone.before) == (AdministrativeVerb.undone, {"known_as": GARE})
    assert (merged.key, merged.after) == (f"{MIRABEL}/{RESTO}", {"known_as": GARE})
