"""What is prepared for one person is kept for those alone who may see the same."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafedata.access import Viewer
from cafedata.selection import Selection
from cafedata.vocabulary import Answer, Clientele, Role
from cafedata.web import prepared
from tests.world import MIRABEL, SAINT_JEROME, TODAY

_DAY = st.sampled_from([TODAY, TODAY - dt.timedelta(days=1)])

_OFFICER = Viewer(99, "Commandement", Role.commander, "MIR")

viewers = st.builds(
    Viewer,
    account_id=st.integers(1, 3),
    name=st.sampled_from(["Ana", "Luc"]),
    role=st.sampled_from(Role),
    service_code=st.sampled_from([None, "MIR", "STJ"]),
    municipality_codes=st.frozensets(st.sampled_from([MIRABEL, SAINT_JEROME])),
    small_number=st.sampled_from([3, 5]),
    preview_of=st.sampled_from([None, _OFFICER]),
)
selections = st.builds(
    Selection,
    _DAY,
    _DAY,
    services=st.sampled_from([(), ("MIR",)]),
    municipalities=st.sampled_from([(), (MIRABEL,)]),
    clientele=st.sampled_from([None, Clientele.merchants]),
    theme=st.sampled_from([None, "noise"]),
    program=st.sampled_from([None, "bon_voisin"]),
    answer=st.sampled_from([None, Answer.answered]),
)
Asked = tuple[Viewer, Selection, dt.date, str]

asked = st.tuples(viewers, selections, _DAY, st.sampled_from(["themes", "offences"]))
versions = st.sampled_from([1, 2])


_PARTS = (
    *("account_id", "role", "service_code", "municipality_codes", "small_number", "preview_of"),
    *("selection", "today", "name of the figure"),
)


@pytest.mark.parametrize("part", _PARTS)
@given(first=asked, other=asked, version=versions, later=versions)
def test_what_is_prepared_for_one_scope_is_never_served_to_another(
    part: str, first: Asked, other: Asked, version: int, later: int
) -> None:
    second = _otherwise(first, other, part)
    own, others = object(), object()
    database = object.__repr__(own)  # nothing is kept from another example
    was = _take(prepared.DataSeen(database, version), first, lambda: own)
    found = _take(prepared.DataSeen(database, later), second, lambda: others)
    assert was is own
    assert (found is own) == ((_scope(first), version) == (_scope(second), later))


@given(asked)
def test_two_people_who_may_see_the_same_share_what_is_prepared(some: Asked) -> None:
    viewer, selection, today, name = some
    own, others = object(), object()
    seen = prepared.DataSeen(object.__repr__(own), 1)
    colleague = replace(viewer, account_id=viewer.account_id + 1, name="Zoé")
    _take(seen, some, lambda: own)
    assert _take(seen, (colleague, selection, today, name), lambda: others) is own


def _otherwise(first: Asked, other: Asked, part: str) -> Asked:
    """What was asked first, with one part of another."""
    match part:
        case "selection":
            return (first[0], other[1], *first[2:])
        case "today":
            return (*first[:2], other[2], first[3])
        case "name of the figure":
            return (*first[:3], other[3])
    viewer = replace(first[0], **{part: getattr(other[0], part)})
    return (viewer, *first[1:])


def _take(seen: prepared.DataSeen, some: Asked, make: Callable[[], object]) -> object:
    viewer, selection, today, name = some
    return prepared.take(seen, viewer, selection, today, name, make)


def _scope(some: Asked) -> Any:
    """All that what is shown depends on: who somebody is, by name or account, is left out."""
    viewer, *rest = some
    preview = viewer.preview_of is not None
    return replace(viewer, account_id=0, name="", preview_of=None), preview, rest
