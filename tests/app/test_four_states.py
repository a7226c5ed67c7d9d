"""« Held with 0 people », « not yet entered », « cancelled » and « none planned » in every chart.

Each of the four is another service's, at home, beside a café whose number is unknown; whatever draws
or counts one of them as another is found by the service's name.
"""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from cafedata import model
from cafedata.entry import MeetupEntry, checked
from cafedata.web import prepared
from tests.app.conftest import Open
from tests.app.looking import VIEWS, Mark, Page, seen
from tests.recording import record_all
from tests.world import BLAINVILLE, LACHUTE, MIRABEL, SAINT_EUSTACHE, SAINT_JEROME, World

NOBODY_CAME, NOT_ENTERED, CANCELLED, NONE_PLANNED = (
    "Mirabel",
    "Saint-Jérôme",
    "Blainville",
    "Lachute",
)
UNKNOWN = "Saint-Eustache"
_NEVER_HELD = (NOT_ENTERED, CANCELLED, NONE_PLANNED, "Sûreté du Québec")
_PLACES = (MIRABEL, SAINT_JEROME, BLAINVILLE, LACHUTE, SAINT_EUSTACHE)


def _cafe(service: str, place: str, **values: Any) -> MeetupEntry:
    common = {"lead_service": service, "municipality_code": place, "date": "2025-03-04"}
    return checked({**common, "state": "held", **values})


FOUR_STATES = [
    _cafe(
        "MIR",
        MIRABEL,
        attendance={"value": 0, "precision": "exact"},
        programs=[{"program_code": "aine_avise", "people_reached": 0}],
        themes=[{"theme_code": "noise"}],
    ),
    _cafe("STJ", SAINT_JEROME, state="planned"),
    _cafe("BLV", BLAINVILLE, state="cancelled", state_reason="verglas"),
    _cafe("STE", SAINT_EUSTACHE, attendance={"precision": "unknown"}),
]

See = Callable[[str], Page]
_PAGES: dict[str, Page] = {}


@pytest.fixture
def see(sqlite_world: World, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> See:
    """Opens a view as the commander of Mirabel, once for all the tests that look at it."""
    opened: list[Any] = []

    def look(view: str) -> Page:
        if view not in _PAGES:
            if not opened:
                _fill(sqlite_world)
                opened.append(open_page("commander MIR", "principles"))
            _PAGES[view] = seen(opened[0], monkeypatch, view)
        return _PAGES[view]

    return look


def _fill(world: World) -> None:
    prepared.clear()
    with world.writing() as session:
        record_all(session, world.viewer("liaison MIR"), FOUR_STATES)
        for n, code in enumerate(_PLACES):
            place = {"latitude": 45.6 + n / 10, "longitude": -74 - n / 10}
            municipality = model.Municipality
            session.execute(update(municipality).where(municipality.code == code).values(place))


def _of(page: Page, key: str, name: str, *kinds: str) -> list[Mark]:
    """The marks of a chart whose description names a service or a municipality."""
    marks = page.drawings[key].marks
    return [mark for mark in marks if mark.kind in kinds and name in str(mark.item)]


def test_the_board_draws_each_state_in_its_own_way(see: See) -> None:
    page = see("overview")
    drawn = {
        name: {(mark.said["standing"], mark.item["fill"]) for mark in marks}
        for name in (NOBODY_CAME, NOT_ENTERED, CANCELLED, "Sûreté du Québec", UNKNOWN)
        if (marks := _of(page, "reporting", name, "rect"))
    }
    words = {name: {word for word, _colour in pairs} for name, pairs in drawn.items()}
    assert words == {
        NOBODY_CAME: {"Tenue, personne n'est venu (0)"},
        NOT_ENTERED: {"À saisir (date passée)"},
        CANCELLED: {"Annulée"},
        UNKNOWN: {"Tenue"},
    }
    colours = [colour for pairs in drawn.values() for _word, colour in pairs]
    assert len(set(colours)) == len(colours)
    rows = {row["name"]: row["text"] for row in page.drawings["reporting"].rows if "text" in row}
    assert rows["Sûreté du Québec"] == "rien de prévu ni de saisi"
    assert {rows[name] for name in (NOBODY_CAME, NOT_ENTERED, CANCELLED)} == {"rien de prévu"}


def test_the_tiles_count_each_state_once(see: See) -> None:
    assert (
        see("overview").metrics.items()
        >= {
            "Tenues": "1",
            "Personne n'est venu": "1",
            "À saisir": "1",
            "Annulées": "1",
            "Sans café prévu": "6",
        }.items()
    )


_ABOUT_GAPS = ("reporting", "unvisited", "territories", "map_months_since", "map_per_10k")
"""The charts that are about what was not held."""


@pytest.mark.parametrize("view", VIEWS)
def test_what_was_not_held_is_counted_and_drawn_nowhere_else(see: See, view: str) -> None:
    page = see(view)
    for key in page.drawings.keys() - set(_ABOUT_GAPS):
        for name in _NEVER_HELD:
            assert not [
                mark for mark in _of(page, key, name, "symbol", "rule", "rect") if not mark.is_flat
            ], (key, name)
    for key, frames in page.frames.items():
        if key in _ABOUT_GAPS or "name" not in frames[0]:
            continue
        not_held = frames[0][frames[0]["name"].isin(_NEVER_HELD)]
        for column in ("meetups", "n", "counted", "people", "uncounted", "nobody"):
            if column in not_held:
                assert not not_held[column].fillna(0).any(), (key, column)


@pytest.mark.parametrize("view", [name for name in VIEWS if "compare" not in name])
def test_every_page_rests_on_the_two_cafes_that_were_held(see: See, view: str) -> None:
    words = see(view).words
    assert "n = 2 rencontres, dont 1 sans nombre de personnes utilisable." in words


def test_nobody_came_is_a_number_and_no_absence(see: See) -> None:
    page = see("attendance, people")
    told = {row["name"]: row["detail"] for row in page.drawings["people_met"].rows}
    assert told[NOBODY_CAME] == "0"
    assert told[UNKNOWN] == "nombre inconnu"
    assert {told[name] for name in (NOT_ENTERED, CANCELLED, "Sûreté du Québec")} == {
        "aucune rencontre"
    }
    for key in ("mean_attendance", "attendance_funnel"):
        (symbol,) = [mark for mark in page.drawings[key].marks if mark.kind == "symbol"]
        assert NOBODY_CAME in str(symbol.item)
    sizes = {row["name"]: row["meetups"] for row in page.drawings["sizes_of_meetups"].rows}
    assert {name: n for name, n in sizes.items() if n} == {"Personne (0)": 1, "Nombre inconnu": 1}


def test_a_side_that_held_nothing_is_left_empty_and_nobody_is_a_zero(see: See) -> None:
    drawing = see("compare").drawings["compared_services"]
    symbols = [mark for mark in drawing.marks if mark.kind == "symbol"]
    assert {(mark.said["side"], mark.is_hollow) for mark in symbols} == {(NOBODY_CAME, True)}
    shown = {(row["label"], row["side"]): row["shown"] for row in drawing.rows}
    assert shown["Personnes par rencontre", NOBODY_CAME] == "0,0"
    assert shown["Personnes par rencontre", NOT_ENTERED] == "–"
    written = [mark.text for mark in drawing.marks if mark.kind == "text"]
    assert "0,0" in written
    assert "–" not in written


def test_a_month_where_nobody_came_is_marked_otherwise_than_one_without_a_cafe(see: See) -> None:
    drawing = see("attendance, when").drawings["monthly_attendance"]
    written = {(mark.said["name"], mark.text) for mark in drawing.marks if mark.kind == "text"}
    assert written == {(NOBODY_CAME, "0"), (UNKNOWN, "×")}


def test_the_map_and_the_rates_tell_nobody_from_no_cafe(see: See) -> None:
    page = see("map, rates")
    crosses = [mark for mark in page.drawings["map_per_10k"].marks if mark.text == "×"]
    assert len(crosses) == 3  # Saint-Jérôme, Blainville and Lachute
    (hollow,) = [
        mark
        for mark in page.drawings["map_per_10k"].marks
        if mark.kind == "symbol" and mark.is_hollow
    ]
    assert hollow.item["size"]  # the café whose number is unknown
    waiting = {row["name"] for row in page.drawings["unvisited"].rows}
    assert waiting == {NOT_ENTERED, CANCELLED, NONE_PLANNED, "Saint-Colomban"}
    rates = see("attendance, rates").drawings["rates_of_services"]
    (symbol,) = [mark for mark in rates.marks if mark.kind == "symbol"]
    assert NOBODY_CAME in str(symbol.item)
