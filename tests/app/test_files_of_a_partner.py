"""No file that a partner downloads carries a number that is hidden from them, nor depends on one.

The hidden numbers are large and rare here, with k at 50, so that a number found in a file is the
hidden one and not a tick of an axis.
"""

import csv
import io
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
import streamlit as st
from sqlalchemy import Executable, delete, select, update
from sqlalchemy.orm import Session

from cafedata import database, model
from cafedata.web import prepared
from tests.app.conftest import Open
from tests.app.looking import seen
from tests.recording import record_all
from tests.world import World

Files = dict[str, bytes]
Download = Callable[..., Files]

_MEETUPS, _SMALL_NUMBER = 83, 50
_RAISED, _OFFENCES = 37, 29
"""What is hidden: how many meetups raised a theme, and how many offences were heard of."""
_VIEWS = ("overview", "themes", "themes, offences", "programs")
"""The pages where something is hidden from a partner."""
_COUNTER = re.compile(rb"(clip|gradient_)\d+")
"""A name that the drawing library counts on from one drawing to the next."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SPACES = str.maketrans("", "", " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")


@pytest.fixture
def crowded(sqlite_world: World) -> World:
    """Mirabel held 83 cafés; noise was raised at 37, and an old fraud heard of 29 times."""
    entries = [
        sqlite_world.entry(
            date=f"2025-02-{1 + n % 28:02}",
            themes=[{"theme_code": "noise"}] if n < _RAISED else [],
            unreported_offences=[{"family": "fraud", "victim": "citizen", "count": _OFFENCES}]
            if not n
            else [],
            attendance={"value": 11, "precision": "exact"},
            programs=[{"program_code": "aine_avise"}],
        )
        for n in range(_MEETUPS)
    ]
    with sqlite_world.writing() as session:
        record_all(session, sqlite_world.viewer("liaison MIR"), entries)
        _change(session, update(model.Installation).values(small_number=_SMALL_NUMBER))
    return sqlite_world


def _change(session: Session, statement: Executable) -> None:
    session.execute(statement)
    database.mark_changed(session)


@pytest.fixture
def download(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> Download:
    """Downloads every file that these comparing pages offer the partner, by view and name."""
    offered: Files = {}
    place = ""
    button = st.download_button

    def noted(label: str, make: Callable[[], bytes], **named: Any) -> Any:
        offered[f"{place}: {named['file_name']}"] = make()
        return button(label, make, **named)

    def download_all(*views: str) -> Files:
        nonlocal place
        prepared.clear()
        offered.clear()
        app = open_page("partner Mirabel", "principles")
        with monkeypatch.context() as patch:
            patch.setattr(st, "download_button", noted)
            for place in views or _VIEWS:
                seen(app, monkeypatch, place)
        return dict(offered)

    return download_all


def _numbers(name: str, content: bytes) -> set[str]:
    """Every number that a file says, in words, labels and cells; the place of a mark is no saying."""
    if name.endswith(".csv"):
        cells = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
        said = [cell for line in cells for cell in line]
    elif name.endswith(".svg"):
        nodes = list(ElementTree.fromstring(content).iter())  # noqa: S314  our own file
        said = [text for node in nodes for text in (node.text, node.get("aria-label")) if text]
    else:
        return set()  # an image says nothing that can be read back: its bytes are compared instead
    return {number for text in said for number in _NUMBER.findall(text.translate(_SPACES))}


def _shares_of(share: float) -> set[str]:
    return {f"{share:.2f}", f"{share:.3f}", str(share), f"{100 * share:.1f}"}


def test_no_file_says_a_hidden_number(crowded: World, download: Download) -> None:
    files = download()
    assert {name.rsplit(".")[-1] for name in files} == {"csv", "png", "svg"}
    said = {name: _numbers(name, content) for name, content in files.items()}
    assert any(str(_MEETUPS) in numbers for numbers in said.values())  # numbers are found at all
    hidden = {str(_RAISED), str(_OFFENCES), str(_MEETUPS - _RAISED)}
    hidden |= {number.replace(".", ",") for number in _shares_of(_RAISED / _MEETUPS)}
    assert not {name: numbers & hidden for name, numbers in said.items() if numbers & hidden}


def test_no_file_depends_on_a_hidden_number(crowded: World, download: Download) -> None:
    """Of each file, bytes and all, the hidden numbers could have been others."""
    before = download()
    with crowded.writing() as session:
        some = select(model.RaisedTheme.meetup_id).order_by(model.RaisedTheme.meetup_id).limit(9)
        ids = list(session.scalars(some))
        _change(session, delete(model.RaisedTheme).where(model.RaisedTheme.meetup_id.in_(ids)))
        _change(session, update(model.UnreportedOffence).values(count=_OFFENCES + 8))
    after = download()
    assert before.keys() == after.keys()
    assert not [name for name in after if _still(before[name]) != _still(after[name])]


def _still(content: bytes) -> bytes:
    return _COUNTER.sub(b"", content)


def test_a_file_follows_a_number_once_it_is_shown(crowded: World, download: Download) -> None:
    before = download("themes", "themes, offences")
    with crowded.writing() as session:
        _change(session, update(model.Installation).values(small_number=20))
    after = download("themes", "themes, offences")
    changed = {name for name, content in after.items() if before.get(name) != content}
    assert {name.rsplit(".")[-1] for name in changed} == {"csv", "png", "svg"}
    said = set().union(*(_numbers(name, after[name]) for name in changed))
    assert {str(_RAISED), str(_OFFENCES)} <= said
