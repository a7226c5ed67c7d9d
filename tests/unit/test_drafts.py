"""Drafts: what is typed and not yet saved."""

import datetime as dt
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafedata import drafts
from cafedata.errors import NotAllowed
from tests.world import EVERYONE, TODAY, World

HALF_FILLED = {
    "day": TODAY,
    "start_time": dt.time(9, 30),
    "people": -3,
    "themes:road": ["speeding"],
    "notes": "Beaucoup de monde dès l'ouver",
    "announcement": {"date": TODAY, "venue_name": "Café de la Gare"},
}


def keep(world: World, who: str, submission: str, typed: dict[str, Any], **corrects: int) -> None:
    with world.writing() as session:
        drafts.keep(session, world.viewer(who), submission, typed, **corrects)


def mine(world: World, who: str) -> list[drafts.Draft]:
    with world.reading() as session:
        return drafts.mine(session, world.viewer(who))


def test_a_draft_is_given_back_as_it_was_typed(world: World) -> None:
    keep(world, "liaison MIR", "form-1", HALF_FILLED)
    (draft,) = mine(world, "liaison MIR")
    assert draft.typed == HALF_FILLED
    assert (draft.meetup_id, draft.version) == (None, None)


def test_what_is_typed_later_takes_the_place_of_what_was_kept(world: World) -> None:
    keep(world, "liaison MIR", "form-1", HALF_FILLED)
    keep(world, "liaison MIR", "form-1", {"notes": "Fini."})
    assert [draft.typed for draft in mine(world, "liaison MIR")] == [{"notes": "Fini."}]


def test_a_draft_is_nobody_elses(world: World) -> None:
    keep(world, "liaison MIR", "form-1", HALF_FILLED)
    assert mine(world, "liaison STJ") == []
    with pytest.raises(NotAllowed):
        keep(world, "liaison STJ", "form-1", {"notes": "À moi."})
    with world.writing() as session:
        drafts.discard(session, world.viewer("liaison STJ"), "form-1")
    assert mine(world, "liaison MIR")[0].typed == HALF_FILLED


@pytest.mark.parametrize("who", [who for who in EVERYONE if not who.startswith("liaison")])
def test_only_those_who_enter_meetups_keep_drafts(sqlite_world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        keep(sqlite_world, who, "form-1", HALF_FILLED)


def test_a_discarded_draft_is_gone_and_the_others_stay(world: World) -> None:
    keep(world, "liaison MIR", "form-1", HALF_FILLED)
    keep(world, "liaison MIR", "form-2", HALF_FILLED)
    with world.writing() as session:
        drafts.discard(session, world.viewer("liaison MIR"), "form-1")
    assert [draft.submission for draft in mine(world, "liaison MIR")] == ["form-2"]


def test_the_draft_of_a_correction_says_of_which_meetup_and_version(world: World) -> None:
    saved = world.record()
    keep(world, "liaison MIR", "form-1", HALF_FILLED, meetup_id=saved.meetup_id, version=1)
    (draft,) = mine(world, "liaison MIR")
    assert (draft.meetup_id, draft.version) == (saved.meetup_id, 1)


_SIMPLE = (
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text() | st.dates() | st.times()
)


@given(st.dictionaries(st.text(min_size=1), _SIMPLE | st.lists(_SIMPLE)))
def test_anything_that_a_widget_may_hold_is_kept_exactly(typed: dict[str, Any]) -> None:
    written = {name: drafts._written(value) for name, value in typed.items()}
    assert {name: drafts._read(value) for name, value in written.items()} == typed


def test_two_forms_never_share_a_draft(sqlite_world: World) -> None:
    for number in range(3):
        keep(sqlite_world, "liaison MIR", str(uuid.uuid4()), {"people": number})
    assert sorted(draft.typed["people"] for draft in mine(sqlite_world, "liaison MIR")) == [0, 1, 2]
