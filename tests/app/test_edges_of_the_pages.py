"""Every comparing page on little data, or data with holes: true, and nothing misleading.

Misleading means, here: an interval, a full mark or an order that rests on fewer than five meetups; a
sentence that puts somebody first on so few; a mark where the number is unknown, as if it were 0; a
rate where the population is unknown; a service without a meetup that looks as if it had met nobody.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from cafedata import model
from cafedata.entry import MeetupEntry, checked
from cafedata.language import sorting_key
from cafedata.web import prepared
from tests.app.conftest import Open
from tests.app.looking import VIEWS, Drawing, Page, Row, seen
from tests.recording import record_all
from tests.world import BLAINVILLE, LACHUTE, MIRABEL, SAINT_JEROME, World

_HOMES = {"MIR": MIRABEL, "STJ": SAINT_JEROME, "BLV": BLAINVILLE, "SQ": LACHUTE}
_THEMES = ("speeding", "noise", "break_in")


def _cafes(service: str, times: int, people: int | None = 15) -> list[MeetupEntry]:
    """So many cafés of a service at home; from one to the next, themes and sizes vary."""
    return [_cafe(service, day, people) for day in range(1, times + 1)]


def _cafe(service: str, day: int, people: int | None) -> MeetupEntry:
    values: dict[str, Any] = {
        "state": "held",
        "lead_service": service,
        "date": f"2025-03-{day:02}",
        "municipality_code": _HOMES[service],
        "themes": [{"theme_code": code} for code in _THEMES[: 1 + day % 3]]
        + [{"theme_code": "senior_fraud", "raised_by": "police"}],
        "programs": [{"program_code": "bon_voisin"}, {"program_code": "aine_avise"}],
        "unreported_offences": [{"family": "fraud", "victim": "citizen"}],
        "clienteles": [{"clientele": "population"}, {"clientele": "merchants"}],
        "partners": [{"name": "Maison des aînés", "part": "host"}],
    }
    if people is not None:
        count = {"value": people + day, "precision": "exact"}
        clienteles = [
            {**count, "clientele": "population"},
            {"value": day, "precision": "exact", "clientele": "merchants"},
        ]
        programs = [{**row, "people_reached": people} for row in values["programs"]]
        values |= {"attendance": count, "clienteles": clienteles, "programs": programs}
    return checked(values)


SITUATIONS: dict[str, list[MeetupEntry]] = {
    "no meetup": [],
    "one meetup": _cafes("MIR", 1),
    "four meetups": _cafes("MIR", 4),
    "five meetups": _cafes("MIR", 5),
    "four at each of two services": [*_cafes("MIR", 4), *_cafes("STJ", 4, 40)],
    "five at each of two services": [*_cafes("MIR", 5), *_cafes("STJ", 5, 40)],
    "one service has none": [*_cafes("MIR", 6), *_cafes("STJ", 6, 40), *_cafes("BLV", 6, 60)],
    "a population is unknown": [*_cafes("MIR", 6), *_cafes("SQ", 6, 40)],
    "no count is known": [*_cafes("MIR", 6, None), *_cafes("STJ", 6, None)],
}
UNDER_FIVE = ("no meetup", "one meetup", "four meetups")
FIVE = ("five meetups", "five at each of two services")

See = Callable[..., Page]


@dataclass(frozen=True)
class _Chart:
    """A chart of some page, and the situation in which it was looked at."""

    situation: str
    view: str
    drawing: Drawing

    def __str__(self) -> str:
        return f"{self.drawing.key} ({self.view}), {self.situation}"


_PAGES: dict[tuple[str, str, str], Page] = {}
"""Each view is opened once in each situation, and looked at by several tests."""


@pytest.fixture
def see(sqlite_world: World, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> See:
    """Opens a view in a situation, as the commander of Mirabel or as somebody else."""
    opened: list[AppTest] = []

    def look(situation: str, view: str, who: str = "commander MIR") -> Page:
        if (situation, view, who) not in _PAGES:
            if not opened:
                _fill(sqlite_world, situation)
                opened.append(open_page(who, "principles"))
            _PAGES[situation, view, who] = seen(opened[0], monkeypatch, view)
        return _PAGES[situation, view, who]

    return look


@pytest.fixture
def charts_seen(see: See) -> Callable[[str, str], Iterator[_Chart]]:
    """Draws every chart of every view in a situation: ``charts_seen("no meetup", "commander MIR")``."""

    def draw(situation: str, who: str) -> Iterator[_Chart]:
        for view in VIEWS:
            for drawing in see(situation, view, who).drawings.values():
                yield _Chart(situation, view, drawing)

    return draw


def _fill(world: World, situation: str) -> None:
    prepared.clear()
    officer = world.viewer("liaison MIR")
    with world.writing() as session:
        record_all(session, officer, SITUATIONS[situation])
        for n, code in enumerate((*_HOMES.values(), "75005", "72005")):
            place = {"latitude": 45.6 + n / 10, "longitude": -74 - n / 10}
            municipality = model.Municipality
            session.execute(update(municipality).where(municipality.code == code).values(place))


# Under five meetups

_MEETUPS_OF = {
    "mean_attendance": "counted",
    "rates_of_services": "counted",
    "rates_of_municipalities": "counted",
    "usable_counts": "n",
    "promotion": "n",
    "themes_ranked": "n",
    "offences_acted": "acted_of",
    "theme_over_time": "n",
    "promotion_over_time": "n",
    "compared": "n",
}
"""The charts that show an interval, and the column that says on how many meetups it rests."""
_PUTS_FIRST = re.compile(
    r"le plus souvent|d'abord|le plus grand (?!reste)|en a le plus|en tête|a rejoint au moins|"
    r"s'écartent|diffèrent par|^De \d|fait? de \d",
    re.IGNORECASE,
)
_BY_ALPHABET = (
    "themes_ranked",
    "themes_by",
    "citizens_and_police",
    "themes_answered",
    "programs_called_for",
    "programs_of_services",
    "people_reached",
)
"""The charts whose lines are ranked, once there are meetups enough."""


def _named(key: str, names: Any) -> str | None:
    return next((name for name in names if key.startswith(name)), None)


def _resting_on_few(chart: _Chart) -> list[Row]:
    name = _named(chart.drawing.key, _MEETUPS_OF)
    return [row for row in chart.drawing.rows if name and (row.get(_MEETUPS_OF[name]) or 0) < 5]


LOOKED_AT_BY = [
    *((situation, "commander MIR") for situation in UNDER_FIVE),
    ("four meetups", "partner Mirabel"),
]


@pytest.mark.parametrize(
    ("situation", "who"), [*LOOKED_AT_BY, ("four at each of two services", "commander MIR")]
)
def test_what_rests_on_fewer_than_five_meetups_has_no_interval_and_no_full_mark(
    charts_seen: Callable[..., Iterator[_Chart]], situation: str, who: str
) -> None:
    for chart in charts_seen(situation, who):
        for row in _resting_on_few(chart):
            assert row.get("low") is None, (str(chart), row)
            assert row.get("median_low") is None, (str(chart), row)
        if len(_resting_on_few(chart)) != len(chart.drawing.rows) or not chart.drawing.rows:
            continue  # something here rests on more
        assert not any(mark.spans for mark in chart.drawing.marks), str(chart)
        symbols = [mark for mark in chart.drawing.marks if mark.kind == "symbol"]
        assert all(mark.is_hollow for mark in symbols), str(chart)
        areas = [mark.item for mark in chart.drawing.marks if mark.kind == "area"]
        assert not any(item.get("defined", True) and "y2" in item for item in areas), str(chart)


@pytest.mark.parametrize(("situation", "who"), LOOKED_AT_BY)
def test_under_five_meetups_nothing_is_said_to_come_first_and_lines_follow_the_alphabet(
    charts_seen: Callable[..., Iterator[_Chart]], situation: str, who: str
) -> None:
    for chart in charts_seen(situation, who):
        assert not _PUTS_FIRST.search(chart.drawing.finding), (str(chart), chart.drawing.finding)
        if _named(chart.drawing.key, _BY_ALPHABET):
            order = chart.drawing.order()
            assert order == sorted(order, key=sorting_key), str(chart)


def test_four_at_each_of_two_services_compare_no_services(
    charts_seen: Callable[..., Iterator[_Chart]],
) -> None:
    between_services = ("mean", "attendance_funnel", "rates", "promotion", "compared", "clienteles")
    for chart in charts_seen("four at each of two services", "commander MIR"):
        if _named(chart.drawing.key, between_services):
            said = chart.drawing.finding
            assert not _PUTS_FIRST.search(said), (str(chart), said)


@pytest.mark.parametrize("situation", FIVE)
def test_from_five_meetups_on_there_are_intervals_and_full_marks(see: See, situation: str) -> None:
    """What the tests above refuse is drawn at five: they look at the right place."""
    views = {"attendance, people": "mean_attendance", "attendance, rates": "rates_of_municipal"}
    views |= {"programs, promotion": "promotion", "themes": "themes_ranked"}
    for view, key in views.items():
        drawings = see(situation, view).drawings
        drawing = next(each for name, each in drawings.items() if name.startswith(key))
        assert any(mark.spans for mark in drawing.marks), (view, key)
        symbols = [mark for mark in drawing.marks if mark.kind == "symbol"]
        assert not any(mark.is_hollow for mark in symbols), (view, key)


def test_from_five_meetups_on_the_first_may_be_named(see: See) -> None:
    finding = see("five at each of two services", "attendance, people").findings["mean_attendance"]
    assert finding == "De 18 personnes par rencontre (Mirabel) à 43 (Saint-Jérôme)."
    compared = see("five at each of two services", "compare").findings["compared_services"]
    assert "diffèrent" in compared
    assert "personnes par rencontre" in compared


# Nothing at all


def test_without_a_meetup_each_page_says_so_and_draws_no_mark_of_a_meetup(
    charts_seen: Callable[..., Iterator[_Chart]],
) -> None:
    about_places = ("unvisited", "territories", "map_")
    for chart in charts_seen("no meetup", "commander MIR"):
        if _named(chart.drawing.key, about_places):
            continue  # these say where nobody has been, which is then everywhere
        sized = [mark for mark in chart.drawing.marks if mark.kind in ("symbol", "area", "line")]
        assert not [mark for mark in sized if mark.item.get("defined", True)], str(chart)
        bars = [mark for mark in chart.drawing.marks if mark.kind == "rect"]
        assert all(mark.is_flat for mark in bars), str(chart)
        silent = re.compile(r"^(Aucun|Rien|Trop peu|Il manque|Pour comparer, il faut)")
        assert silent.match(chart.drawing.finding), (str(chart), chart.drawing.finding)


def test_without_a_meetup_the_map_shows_each_municipality_as_one_where_none_was_held(
    see: See,
) -> None:
    drawing = see("no meetup", "map").drawings["map_months_since"]
    assert [mark.text for mark in drawing.marks if mark.kind == "text"] == ["×"] * 6
    assert not [mark for mark in drawing.marks if mark.kind == "symbol"]


# A service without a meetup


def test_a_service_without_a_meetup_is_named_as_such_and_has_no_mark(see: See) -> None:
    page = see("one service has none", "attendance, people")
    words = page.drawings["people_met"].told().split(" | ")
    none = [word for word in words if word == "aucune rencontre"]
    assert len(none) == 3  # Deux-Montagnes, Saint-Eustache and the Sûreté du Québec
    assert not any(re.fullmatch(r"\D*\b0\b\D*", word) for word in words)
    drawn = {
        key: [mark for mark in page.drawings[key].marks if mark.kind in ("symbol", "rect")]
        for key in ("people_met", "mean_attendance", "attendance_funnel")
    }
    assert len(drawn["people_met"]) == len(drawn["attendance_funnel"]) == 3
    assert not any("Sûreté" in str(mark.item) for marks in drawn.values() for mark in marks)


def test_a_service_without_a_meetup_is_left_out_of_what_compares_services(see: See) -> None:
    for view in ("attendance, people", "attendance, rates", "programs, promotion", "themes"):
        for key, finding in see("one service has none", view).findings.items():
            assert "Sûreté" not in finding, key


# Counts that nobody knows


@pytest.mark.parametrize("view", [name for name in VIEWS if name != "overview"])
def test_an_unknown_number_of_people_is_drawn_nowhere(see: See, view: str) -> None:
    of_people = ("people_met", "mean_attendance", "attendance_funnel", "rates", "clienteles_met")
    page = see("no count is known", view)
    for key, drawing in page.drawings.items():
        if _named(key, (*of_people, "people_reached")):
            marks = [mark for mark in drawing.marks if mark.kind in ("symbol", "rect", "rule")]
            assert not marks, key
            assert not re.search(r"\b0 personne", drawing.finding), key
    if view == "attendance, when":
        monthly = page.drawings["monthly_attendance"]
        assert [mark.text for mark in monthly.marks if mark.kind == "text"] == ["×", "×"]
    if view == "attendance, people":
        told = page.drawings["people_met"].told()
        assert told.count("nombre inconnu") == 2
        bars = {row["name"]: row["meetups"] for row in page.drawings["sizes_of_meetups"].rows}
        assert bars.pop("Nombre inconnu") == 12
        assert set(bars.values()) == {0}


def test_an_unknown_number_of_people_is_said_to_be_unknown(see: See) -> None:
    words = see("no count is known", "overview").words
    assert "Personnes connues : nombre inconnu" in words
    assert "Personnes rejointes connues : nombre inconnu" in words
    compared = see("no count is known", "compare").words
    assert "Personnes par rencontre : – (Mirabel), – (Saint-Jérôme)" in compared
    assert "Personnes pour 10 000 résidents : – (Mirabel), – (Saint-Jérôme)" in compared


# A population that nobody knows


def test_without_a_population_there_is_no_rate_and_the_page_says_why(see: See) -> None:
    page = see("a population is unknown", "attendance, rates")
    for key in ("rates_of_services", "rates_of_municipalities"):
        drawing = page.drawings[key]
        (of_lachute,) = [row for row in drawing.rows if row["unknown"]]
        assert of_lachute["rate"] is of_lachute["residents"] is of_lachute["low"] is None
        assert of_lachute["label"].endswith("(population inconnue)")
        marks = [mark for mark in drawing.marks if mark.kind in ("symbol", "rule")]
        assert marks
        assert not any("population inconnue" in str(mark.item) for mark in marks)


def test_without_a_population_the_map_shows_a_hollow_circle(see: See) -> None:
    drawing = see("a population is unknown", "map, rates").drawings["map_per_10k"]
    hollow = {row["name"] for row in drawing.rows if row.get("rate") == "inconnu"}
    assert "Lachute" in hollow
    circles = [mark for mark in drawing.marks if mark.kind == "symbol"]
    assert sorted(mark.is_hollow for mark in circles) == [False, True]
    assert [mark.text for mark in drawing.marks if mark.kind == "text"].count("×") == 4


def test_without_a_population_two_municipalities_are_not_compared_by_rate(
    see: See,
) -> None:
    words = see("a population is unknown", "compare, municipalities").words
    assert "Lachute" in words
    assert "pour 10 000 résidents" not in words
