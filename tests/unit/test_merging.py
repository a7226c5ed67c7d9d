"""Two corrections of one meetup come together, and neither side is lost by itself."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cafedata.entry import MeetupEntry, checked
from cafedata.merging import Difference, differences, merged
from cafedata.wording import paragraphs
from tests.world import World, common_cafe

BASE = common_cafe()


def found(world: World, mine: MeetupEntry, theirs: MeetupEntry) -> list[Difference]:
    return differences(BASE, mine, theirs, world.catalog())


def test_every_field_of_an_entry_is_told_once_in_words(sqlite_world: World) -> None:
    told = [name for row in paragraphs(BASE, sqlite_world.catalog()) for name in row.fields]
    assert sorted(told) == sorted(MeetupEntry.model_fields)


def test_what_both_sides_say_alike_is_no_difference(sqlite_world: World) -> None:
    same = common_cafe(notes="La même chose.")
    assert found(sqlite_world, same, same) == []


def test_what_one_side_alone_changed_is_not_to_choose(sqlite_world: World) -> None:
    (difference,) = found(sqlite_world, common_cafe(notes="De moi."), BASE)
    assert (difference.mine_changed, difference.theirs_changed) == (True, False)
    assert not difference.is_to_choose
    assert (difference.mine.lines, difference.theirs.lines) == (("De moi.",), (BASE.notes,))


def test_what_both_sides_changed_is_to_choose(sqlite_world: World) -> None:
    mine, theirs = common_cafe(notes="De moi."), common_cafe(notes="D'elle.")
    (difference,) = found(sqlite_world, mine, theirs)
    assert difference.is_to_choose


def test_merging_takes_the_chosen_fields_from_mine_and_the_rest_from_theirs() -> None:
    mine = common_cafe(notes="De moi.", venue_name="Gare")
    theirs = common_cafe(notes="D'elle.", source="Courriel")
    entry = checked(merged(mine, theirs, ["venue_name"]))
    assert (entry.venue_name, entry.notes, entry.source) == ("Gare", "D'elle.", "Courriel")


_CHANGES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "notes": st.sampled_from(["Un.", "Deux."]),
        "venue_name": st.sampled_from(["Gare", "Parc"]),
        "themes": st.sampled_from([[], [{"theme_code": "noise"}]]),
        "attendance": st.sampled_from([{"value": 3, "precision": "exact"}]),
    },
)


@given(_CHANGES, _CHANGES)
def test_taking_every_change_of_mine_that_they_left_alone_loses_no_side(
    mine_changes: dict[str, Any], their_changes: dict[str, Any]
) -> None:
    mine, theirs = common_cafe(**mine_changes), common_cafe(**their_changes)
    only_mine = mine_changes.keys() - their_changes.keys()
    entry = checked(merged(mine, theirs, only_mine))
    assert entry == common_cafe(**(mine_changes | their_changes))
