"""The charts of themes, programs, offences and places draw what their frame says, and no more."""

import datetime as dt
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import pytest

from cafedata import charts, figures, language, model
from cafedata.charts import look
from cafedata.entry import MeetupEntry, checked
from cafedata.language import Language
from cafedata.selection import Selection
from cafedata.vocabulary import Answer, Grain, RaisedBy
from tests.databases import Databases
from tests.recording import record_all
from tests.world import LACHUTE, MIRABEL, TODAY, World

Frame = pd.DataFrame
Frames = dict[str, Frame]
Row = dict[str, Any]

_YEAR = Selection(dt.date(2024, 7, 1), dt.date(2025, 6, 30))
_OUTLINE: dict[str, dict[str, Any]] = {
    "Argenteuil": {
        "type": "MultiPolygon",
        "coordinates": [[[[-74.4, 45.5], [-74.2, 45.5], [-74.2, 45.8], [-74.4, 45.5]]]],
    },
    "Mirabel": {
        "type": "Polygon",
        "coordinates": [[[-74.2, 45.5], [-74.0, 45.5], [-74.0, 46.8], [-74.2, 45.5]]],
    },
}

CHARTS: dict[str, Callable[[Frame], Any]] = {
    "themes_answered": charts.themes_answered,
    "programs_called_for": charts.programs_called_for,
    "themes_by_program": charts.themes_by_program,
    "retired_promoted": charts.retired_promoted,
    "people_reached": charts.people_reached,
    "citizens_and_police": charts.citizens_and_police,
    "themes_compared": charts.themes_compared,
    "theme_over_time": charts.share_over_time,
    "promotion_over_time": charts.share_over_time,
    "offences_heard": charts.offences_heard,
    "offences_acted": charts.offences_acted,
    "months_map": charts.months_map(_OUTLINE),
    "per_10k_map": charts.per_10k_map({}),
    "unvisited": charts.unvisited,
    "territories": charts.territories,
}
FINDINGS: dict[str, Callable[..., str]] = {
    "themes_answered": charts.themes_answered_finding,
    "programs_called_for": charts.programs_called_for_finding,
    "themes_by_program": charts.themes_by_program_finding,
    "retired_promoted": charts.retired_promoted_finding,
    "people_reached": charts.people_reached_finding,
    "citizens_and_police": charts.citizens_and_police_finding,
    "themes_compared": charts.themes_compared_finding,
    "theme_over_time": partial(charts.theme_over_time_finding, name="Bruit"),
    "promotion_over_time": partial(charts.promotion_over_time_finding, name=""),
    "offences_heard": charts.offences_heard_finding,
    "offences_acted": charts.offences_acted_finding,
    "months_map": charts.places_finding,
    "per_10k_map": charts.places_finding,
    "territories": charts.territories_finding,
}


def _cafe(**changes: Any) -> MeetupEntry:
    values: Row = {
        "state": "held",
        "lead_service": "MIR",
        "date": "2025-03-14",
        "municipality_code": MIRABEL,
        "attendance": {"value": 12, "precision": "exact"},
        "clienteles": [{"clientele": "merchants", "value": 3, "precision": "exact"}],
        "themes": [{"theme_code": "break_in"}, {"theme_code": "noise", "raised_by": "police"}],
        "programs": [{"program_code": "info_crime", "people_reached": 4}],
        "unreported_offences": [
            {"family": "fraud", "victim": "citizen", "count": 2, "action": "report_opened"}
        ],
        "notes": "Confidence reçue.",
    }
    return checked(values | changes)


_UNTOLD: Row = dict.fromkeys(("themes", "programs", "unreported_offences", "clienteles"), ())
SITUATIONS: dict[str, list[MeetupEntry]] = {
    "none": [],
    "one": [_cafe()],
    "four": [_cafe() for _ in range(4)],
    "five": [_cafe() for _ in range(5)],
    "answered": [_cafe(programs=[{"program_code": "bon_voisin"}]) for _ in range(6)],
    "joint, in two places": [
        _cafe(other_services=["STJ"], municipality_code=code)
        for code in (MIRABEL, LACHUTE)
        for _ in range(6)
    ],
    "no population": [_cafe(municipality_code=LACHUTE, lead_service="SQ") for _ in range(6)],
    "no count": [_cafe(attendance={}, clienteles=()) for _ in range(6)],
    "nothing told": [_cafe(attendance={}, **_UNTOLD) for _ in range(6)],
    "known by its year": [_cafe(date="2025-01-01", date_precision="year") for _ in range(6)],
}


def _frames(world: World, entries: list[MeetupEntry], who: str = "commander MIR") -> Frames:
    officer, viewer = world.viewer("liaison MIR"), world.viewer(who)
    with world.writing() as session:
        record_all(session, officer, entries)
        for number, row in enumerate(session.query(model.Municipality)):
            row.latitude, row.longitude = 45.5 + number / 10, -74.3 + number / 10
    with world.reading() as session:
        asked = (session, viewer, _YEAR)
        offences, places = figures.offences_by_family(*asked), figures.places(*asked, TODAY)
        raised = figures.themes_raised(*asked)
        return {
            "themes_answered": figures.themes_answered(*asked),
            "programs_called_for": figures.programs_called_for(*asked),
            "themes_by_program": figures.themes_by_program(*asked),
            "retired_promoted": figures.retired_promoted(*asked),
            "people_reached": figures.programs_promoted(*asked),
            "citizens_and_police": raised,
            "themes_compared": figures.themes_by_clientele(*asked),
            "theme_over_time": figures.theme_over_time(*asked, "noise", Grain.month),
            "promotion_over_time": figures.promotion_over_time(*asked, Grain.quarter),
            "offences_heard": offences,
            "offences_acted": offences,
            "months_map": places,
            "per_10k_map": places,
            "unvisited": figures.unvisited_places(*asked, TODAY),
            "territories": figures.territories(*asked, TODAY),
        }


def _situation(databases: Databases, name: str) -> Frames:
    with databases.copy("sqlite", "world") as url:
        return _frames(World(url), SITUATIONS[name])


@pytest.fixture(scope="module", params=SITUATIONS)
def situation(request: pytest.FixtureRequest, databases: Databases) -> Frames:
    return _situation(databases, request.param)


@pytest.fixture(scope="module")
def frames(databases: Databases) -> Frames:
    return _situation(databases, "joint, in two places")


def _drawn(name: str, frame: Frame) -> Row:
    spec: Row = json.loads(json.dumps(CHARTS[name](frame).to_dict(), allow_nan=False))
    return spec


def _carried(spec: Row) -> list[Row]:
    return [row for rows in spec.get("datasets", {}).values() for row in rows]


def _said(name: str, frames: Frames) -> str:
    if name == "unvisited":
        text = charts.unvisited_finding(frames["unvisited"], frames["months_map"])
    else:
        text = FINDINGS[name](frames[name])
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_every_chart_can_be_drawn_and_told_in_every_situation(situation: Frames) -> None:
    for name, frame in situation.items():
        assert _drawn(name, frame)["height"] > 0, name
        said = _said(name, situation)
        assert said.endswith("."), name
        assert not any(odd in said for odd in ("nan", "None", "<NA>", "{")), said


def test_every_chart_of_a_frame_without_rows_can_be_drawn(frames: Frames) -> None:
    for name, frame in frames.items():
        assert _carried(_drawn(name, frame.iloc[:0])) == [], name


def test_charts_leave_their_frames_as_they_were(frames: Frames) -> None:
    for name, frame in frames.items():
        before = frame.copy()
        CHARTS[name](frame)
        pd.testing.assert_frame_equal(frame, before)


def test_charts_carry_nothing_of_a_single_meetup(frames: Frames) -> None:
    for name, frame in frames.items():
        assert "Confidence" not in json.dumps(_drawn(name, frame))


def test_charts_write_numbers_in_english_to_who_reads_english(frames: Frames) -> None:
    language.use(Language.en)
    for name in frames:
        assert _drawn(name, frames[name])["config"]["locale"]["number"]["decimal"] == "."
    assert charts.share_over_time(frames["promotion_over_time"]).to_json().count("'Q'")


def test_under_five_meetups_nothing_is_ranked_and_no_band_is_drawn(databases: Databases) -> None:
    four = _situation(databases, "four")
    for name in ("themes_answered", "programs_called_for", "themes_by_program"):
        assert "Trop peu" in _said(name, four) or "Aucun" in _said(name, four)
    assert "Trop peu" in _said("citizens_and_police", four)
    assert "trop peu de rencontres pour une tendance" in _said("promotion_over_time", four)
    rows = _carried(_drawn("promotion_over_time", four["promotion_over_time"]))
    assert all(row["low"] is None and not row["is_enough"] for row in rows)


def test_without_any_meetup_every_page_says_so(databases: Databases) -> None:
    none = _situation(databases, "none")
    assert {name: _said(name, none) for name in ("months_map", "theme_over_time")} == {
        "months_map": "Aucune rencontre n'a eu lieu pendant cette période.",
        "theme_over_time": "Aucune rencontre dont la date est connue pendant cette période.",
    }
    assert (
        _said("unvisited", none) == "6 municipalités sans café récent, sur 6 : 6 jamais visitées."
    )
    assert _said("offences_heard", none).startswith("Aucun délit")


def test_what_is_unanswered_is_told_with_how_often_it_was_raised(frames: Frames) -> None:
    assert _said("themes_answered", frames) == (
        "« Introduction par effraction » reste le plus souvent sans réponse : 12 fois sur 12 (100 %)."
    )
    assert _said("retired_promoted", frames) == (
        "« Info-Crime », retiré, est encore promu dans 12 rencontres; « Échec au crime » l'a remplacé."
    )
    assert _said("themes_by_program", frames).startswith("Aucun programme qui y répond n'est promu")


def test_where_all_is_answered_the_chart_says_so(databases: Databases) -> None:
    answered = _situation(databases, "answered")
    expected = "Chaque thème auquel un programme répond a eu sa réponse le jour même."
    assert _said("themes_answered", answered) == expected
    expected = "Chaque programme promu répondait à un thème soulevé le même jour."
    assert _said("programs_called_for", answered) == expected


def test_a_theme_that_no_program_answers_is_left_to_the_table(databases: Databases) -> None:
    with databases.copy("sqlite", "world") as url:
        noise = [_cafe(themes=[{"theme_code": "noise"}]) for _ in range(6)]
        frame = _frames(World(url), noise)["themes_answered"]
    assert len(frame) == 2
    assert _carried(_drawn("themes_answered", frame)) == []
    expected = "Aucun programme du catalogue ne répond aux thèmes soulevés."
    assert charts.themes_answered_finding(frame) == expected


def test_an_answer_that_was_not_given_is_a_hollow_0_and_not_a_gap(frames: Frames) -> None:
    rows = _carried(_drawn("themes_by_program", frames["themes_by_program"]))
    assert {(row["label"], row["text"]) for row in rows} == {
        ("Bon voisin, bon œil", "0"),
        ("Citoyens en patrouille", "0"),
        ("Échec au crime", "0"),
    }


def test_a_municipality_without_a_café_is_a_cross_without_a_size(frames: Frames) -> None:
    spec = _drawn("months_map", frames["months_map"])
    crosses, circles = spec["layer"][1], spec["layer"][2]
    assert crosses["mark"]["text"] == "×"
    assert "size" not in crosses["encoding"]
    datasets = spec["datasets"]
    assert {row["meetups"] for row in datasets[crosses["data"]["name"]]} == {0}
    assert {row["meetups"] for row in datasets[circles["data"]["name"]]} == {6}


def test_a_rate_that_is_unknown_has_no_colour(databases: Databases) -> None:
    frame = _situation(databases, "no population")["per_10k_map"]
    spec = _drawn("per_10k_map", frame)
    circle = next(row for row in _carried(spec) if row["name"] == "Lachute")
    assert (circle["measure"], circle["rate"]) == (None, "inconnu")
    colour = spec["layer"][1]["encoding"]["color"]
    assert colour["condition"]["test"] == "isValid(datum.measure)"


def test_outlines_stay_near_the_municipalities_and_never_jump(frames: Frames) -> None:
    spec = _drawn("months_map", frames["months_map"])
    corners = spec["datasets"][spec["layer"][0]["data"]["name"]]
    assert max(row["latitude"] for row in corners) < 46.2  # a corner lies at 46.8
    assert len({row["line"] for row in corners}) == 3  # that of Mirabel is in two pieces


def test_a_cafe_held_outside_of_the_territory_is_drawn_and_told(frames: Frames) -> None:
    places = frames["months_map"].reset_index(drop=True)
    far = places["name"] == "Lachute"
    places = places.assign(
        is_chosen=places["name"] == "Blainville",
        meetups=far.astype(int) * 3,
        latitude=45.6 + far * 1.0,
        longitude=-74.0 - far * 1.0,
    )
    drawn = {row["name"] for row in _carried(_drawn("months_map", places)) if "name" in row}
    assert {"Lachute", "Blainville"} <= drawn
    assert charts.places_finding(places) == "1 municipalité sur 2 avec au moins un café."


def test_a_municipality_whose_place_is_unknown_is_told_and_not_drawn(frames: Frames) -> None:
    places = frames["months_map"].assign(latitude=float("nan"))
    assert _carried(_drawn("months_map", places)) == []
    assert charts.places_finding(places) == "2 municipalités sur 6 avec au moins un café."


def _trend(*rows: tuple[int, int]) -> Frame:
    from cafedata.figures.scope import with_shares

    meetups, n = zip(*rows, strict=True)
    starts = pd.date_range("2025-01-01", periods=len(rows), freq="MS")
    frame = pd.DataFrame({"starts_on": starts, "grain": "month", "meetups": meetups, "n": n})
    return with_shares(frame).assign(is_minimum=False)


@pytest.mark.parametrize(
    ("rows", "end"),
    [
        ([(2, 20), (18, 20)], "; de 10 % (janvier 2025) à 90 % (février 2025)."),
        ([(8, 20), (10, 20)], "à 50 % (février 2025) : différence non concluante."),
        ([(8, 20), (2, 2), (10, 20), (0, 0)], "à 50 % (mars 2025) : différence non concluante."),
        ([(8, 20), (1, 4)], "; trop peu de rencontres pour une tendance."),
    ],
)
def test_a_trend_is_told_through_the_interval_of_the_difference(
    rows: list[tuple[int, int]], end: str
) -> None:
    said = charts.theme_over_time_finding(_trend(*rows), "Bruit")
    assert said.replace("\N{NO-BREAK SPACE}", " ").endswith(end)


def test_a_partner_reads_of_a_masked_trend_that_small_numbers_are_not_shown() -> None:
    masked = _trend((3, 20)).assign(is_minimum=True, meetups=pd.array([pd.NA], dtype="Int64"))
    said = charts.theme_over_time_finding(masked, "Bruit").replace("\N{NO-BREAK SPACE}", " ")
    assert said == "« Bruit » : les petits nombres ne sont pas montrés."


def test_offences_of_others_are_told_as_the_least_there_were() -> None:
    row = {"label": "Fraude", "heard": 7, "acted": 5, "acted_of": 12, "is_minimum": True}
    frame = pd.DataFrame([row])
    assert charts.offences_heard_finding(frame).startswith("Au moins 7 délits non déclarés")
    assert (
        charts.offences_acted_finding(frame)
        .replace("\N{NO-BREAK SPACE}", " ")
        .startswith("42 % des délits")
    )


def test_each_side_and_each_answer_has_a_colour_of_its_own_and_each_side_a_shape() -> None:
    assert len(set(look.ANSWER_COLOURS.values())) == len(Answer)
    assert len(set(look.RAISED_COLOURS.values())) == len(set(look.RAISED_SHAPES.values()))
    assert set(look.RAISED_SHAPES) == set(RaisedBy)
