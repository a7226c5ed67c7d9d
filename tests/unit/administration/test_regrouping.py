""" "Other" themes counted under a theme of the catalogue, while meetups keep their words."""

from collections.abc import Callable
from typing import Any

import pytest

from cafedata import figures
from cafedata.administration import regrouping
from cafedata.errors import NotFound
from tests.unit.administration.conftest import Act, problems
from tests.unit.test_access import ALWAYS
from tests.world import World


def other(text: str) -> dict[str, Any]:
    return {"theme_code": "other", "other_text": text}


def counted(world: World) -> dict[str, int]:
    viewer = world.viewer("commander MIR")
    with world.reading() as session:
        frame = figures.themes_raised(session, viewer, ALWAYS)
    return dict(zip(frame["theme"], frame["meetups"], strict=True))


def test_other_themes_are_listed_by_their_words_the_most_frequent_first(
    world: World, act: Act
) -> None:
    for themes in ([other("Rodéos")], [other("Rodéos"), other("Drones")], []):
        world.record(world.entry(themes=themes))
    listed = [(row.text, row.meetups, row.theme_code) for row in act(regrouping.other_themes)]
    assert listed == [("Rodéos", 2, None), ("Drones", 1, None)]


def test_a_regrouped_text_counts_under_its_theme_once_per_meetup(world: World, act: Act) -> None:
    world.record(world.entry(themes=[other("Rodéos"), {"theme_code": "speeding"}]))
    world.record(world.entry(themes=[other("Rodéos"), other("Drones")]))
    assert counted(world) == {"other": 2, "speeding": 1}
    act(regrouping.regroup, ["Rodéos"], "speeding")
    assert counted(world) == {"speeding": 2, "other": 1}


def test_what_is_written_later_with_the_same_words_counts_alike(world: World, act: Act) -> None:
    world.record(world.entry(themes=[other("Rodéos")]))
    act(regrouping.regroup, ["Rodéos"], "speeding")
    world.record(world.entry(themes=[other("Rodéos")]))
    assert counted(world) == {"speeding": 2}


def test_regrouping_touches_neither_meetups_nor_history_and_is_undone(
    world: World, act: Act, acts: Callable[[], Any]
) -> None:
    saved = world.record(world.entry(themes=[other("Rodéos")]))
    act(regrouping.regroup, ["Rodéos"], "speeding")
    act(regrouping.regroup, ["Rodéos"], "noise")
    record = world.read(saved.meetup_id)
    assert (record.version, record.entry.themes[0].other_text) == (1, "Rodéos")
    act(regrouping.undo_regrouping, "Rodéos")
    assert counted(world) == {"other": 1}
    with pytest.raises(NotFound):
        act(regrouping.undo_regrouping, "Rodéos")
    told = [(row.before, row.after) for row in acts()]
    assert told == [
        ({"theme": "noise"}, {}),
        ({"theme": "speeding"}, {"theme": "noise"}),
        ({}, {"theme": "speeding"}),
    ]


def test_only_words_that_were_said_go_under_a_theme_of_the_catalogue(
    world: World, act: Act
) -> None:
    world.record(world.entry(themes=[other("Rodéos")]))
    for texts, theme, fields in (
        ([], "speeding", {"texts"}),
        (["Ailleurs"], "speeding", {"texts"}),
        (["Rodéos"], "other", {"theme"}),
        (["Rodéos"], "nowhere", {"theme"}),
    ):
        assert set(problems(act, regrouping.regroup, texts, theme)) == fields


def test_words_beside_a_theme_of_the_catalogue_are_not_regrouped(world: World, act: Act) -> None:
    world.record(world.entry(themes=[other("Rodéos")]))
    world.record(world.entry(themes=[{"theme_code": "noise", "other_text": "Rodéos"}]))
    act(regrouping.regroup, ["Rodéos"], "speeding")
    assert counted(world) == {"noise": 1, "speeding": 1}
