"""What the charts carry and draw, and that the sentence beside each says what its frame says."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cafedata import charts, figures, language
from cafedata.charts import comparison, look
from cafedata.entry import MeetupEntry, checked
from cafedata.language import Language
from cafedata.selection import Selection
from cafedata.statistics import newcombe_interval, wilson_interval
from cafedata.vocabulary import Standing
from tests.databases import Databases
from tests.recording import record_all
from tests.world import MIRABEL, TODAY, World

Frame = pd.DataFrame
Frames = dict[str, Frame]
Spec = dict[str, Any]
Row = dict[str, Any]

_YEAR = Selection(dt.date(2025, 1, 1), dt.date(2025, 6, 30))
_SERVICES = ["BLV", "DXM", "MIR", "STE", "STJ", "SQ"]

CHARTS: dict[str, Callable[[Frame], Any]] = {
    "people_met": charts.people_met,
    "mean_attendance": charts.mean_attendance,
    "monthly_attendance": charts.monthly_attendance,
    "promotion": charts.promotion,
    "programs_of_services": charts.programs_of_services,
    "attendance_funnel": charts.attendance_funnel,
    "clienteles_met": charts.clienteles_met,
    "compared_pair": charts.compared_pair,
    "rates_of_municipalities": charts.rates_of_municipalities,
    "rates_of_services": charts.rates_of_services,
    "reporting": charts.reporting,
    "sizes_of_meetups": charts.sizes_of_meetups,
    "usable_counts": charts.usable_counts,
    "themes_compared": charts.themes_compared,
    "themes_ranked": charts.themes_ranked,
}
_OF_SERVICES = ("people_met", "mean_attendance", "monthly_attendance", "promotion")
_PUBLIC_COLUMNS = {
    *("service", "name", "month", "month_name", "meetups", "n", "share", "low", "high"),
    *("counted", "uncounted", "nobody", "about", "at_least", "people", "mean", "median"),
    *(
        "program",
        "theme",
        "label",
        "kind",
        "status",
        "family",
        "by_police",
        "police_share",
        "is_minimum",
    ),
    *("people_reached", "reached_known", "state", "standing", "order"),
    *("column", "detail", "shown", "text", "lines", "ground", "sign"),
    *("median_low", "median_high", "deviation", "over_least", "over_least_low", "over_least_high"),
    *(
        "limit",
        "dash",
        "line",
        "word",
        "measure",
        "clientele",
        "named",
        "total",
        "side",
        "value",
        "municipality",
        "colour",
        "shape",
        "position",
        "from",
        "to",
        "end",
    ),
    *("residents", "unknown", "elsewhere", "rate", "size", "least", "most"),
    *("ahead", "next_on", "last_on", "is_expected", *Standing),
}


def _cafe(service: str = "MIR", people: int | None = 15, **changes: Any) -> MeetupEntry:
    values: Row = {
        "state": "held",
        "lead_service": service,
        "date": "2025-03-14",
        "municipality_code": MIRABEL,
        "venue_name": "Café de la Gare",
        "attendance": {"value": people, "precision": "exact"} if people is not None else {},
        "themes": [{"theme_code": "noise"}],
        "programs": [{"program_code": "aine_avise", "people_reached": 3}],
        "unreported_offences": [{"family": "fraud", "victim": "citizen"}],
        "notes": "Confidence reçue.",
    }
    return checked(values | changes)


SITUATIONS: dict[str, list[MeetupEntry]] = {
    "each service has cafés": [_cafe(code, n) for code in _SERVICES for n in range(7)],
    "one service has none": [_cafe(code, n) for code in _SERVICES[:-1] for n in range(7)],
    "one café in all": [_cafe()],
    "no café at all": [],
    "all counts are unknown": [_cafe(code, None) for code in _SERVICES for _ in range(6)],
    "nothing is told but that it was held": [
        _cafe(code, None, themes=(), programs=()) for code in _SERVICES
    ],
    "nothing is held yet": [
        checked(
            {
                "state": "planned",
                "lead_service": "MIR",
                "date": "2025-04-02",
                "municipality_code": MIRABEL,
            }
        )
    ],
}


def _frames(world: World, entries: list[MeetupEntry]) -> Frames:
    officer = world.viewer("liaison MIR")
    with world.writing() as session:
        record_all(session, officer, entries)
    with world.reading() as session:
        asked = (session, officer, _YEAR)
        by_service = figures.attendance_by_service(*asked)
        return {
            "people_met": by_service,
            "mean_attendance": by_service,
            "monthly_attendance": figures.attendance_by_month(*asked),
            "promotion": figures.promotion_by_service(*asked),
            "programs_of_services": figures.programs_by_service(*asked),
            "attendance_funnel": by_service,
            "clienteles_met": figures.clientele_mix(*asked),
            "compared_pair": comparison.with_names(
                figures.compared(*asked, _YEAR.previous()), ("", "2025"), ("", "2024")
            ),
            "rates_of_municipalities": figures.rate_by_municipality(*asked),
            "rates_of_services": figures.rate_by_service(*asked),
            "reporting": figures.reporting_by_service(*asked, today=TODAY),
            "sizes_of_meetups": figures.attendance_by_size(*asked),
            "usable_counts": figures.usable_counts_by_service(*asked),
            "themes_compared": figures.themes_by_service(*asked),
            "themes_ranked": figures.themes_raised(*asked),
        }


@pytest.fixture(scope="module", params=SITUATIONS)
def situation(request: pytest.FixtureRequest, databases: Databases) -> Frames:
    """What each chart is drawn from, in each situation."""
    return _situation(databases, request.param)


@pytest.fixture(scope="module")
def frames(databases: Databases) -> Frames:
    """What each chart is drawn from when every service has cafés."""
    return _situation(databases, "each service has cafés")


def _situation(databases: Databases, name: str) -> Frames:
    with databases.copy("sqlite", "world") as url:
        return _frames(World(url), SITUATIONS[name])


def _drawn(chart: Any) -> Spec:
    """The specification as a browser gets it, checked against the schema of Vega-Lite."""
    spec: Spec = json.loads(json.dumps(chart.to_dict(), allow_nan=False))
    return spec


def _carried(spec: Spec) -> list[Row]:
    return [row for rows in spec["datasets"].values() for row in rows]


def _parts(node: Any, name: str) -> Iterator[Any]:
    """All that is called ``name``, however deep in a specification."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == name:
                yield value
            if key != "datasets":
                yield from _parts(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _parts(value, name)


def _spoken(sentence: str) -> str:
    """A sentence with ordinary spaces in place of unbreakable ones, to be read in a test."""
    return sentence.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_every_chart_tested_here_has_its_sentence() -> None:
    assert set(CHARTS) | {f"{name}_finding" for name in CHARTS} <= set(charts.__all__)


# Charts


def test_every_chart_can_be_drawn(situation: Frames) -> None:
    for name, frame in situation.items():
        spec = _drawn(CHARTS[name](frame))
        assert spec["height"] > 0
        rows = len(frame)
        most = max(2 * rows, rows * len(Standing), 250)
        assert all(len(carried) <= most for carried in spec["datasets"].values()), name


def test_every_chart_of_a_frame_without_rows_can_be_drawn(frames: Frames) -> None:
    for name, frame in frames.items():
        assert _carried(_drawn(CHARTS[name](frame.iloc[:0]))) == [], name


def test_charts_carry_sums_and_nothing_of_a_single_meetup(frames: Frames) -> None:
    for name, frame in frames.items():
        spec = CHARTS[name](frame).to_dict()
        assert {column for row in _carried(spec) for column in row} <= _PUBLIC_COLUMNS
        assert "Confidence" not in json.dumps(spec)
        assert "Café de la Gare" not in json.dumps(spec)


def test_charts_leave_their_frames_as_they_were(frames: Frames) -> None:
    for name, frame in frames.items():
        before = frame.copy(deep=True)
        CHARTS[name](frame)
        pd.testing.assert_frame_equal(frame, before)


def test_every_service_has_one_colour_and_one_shape_of_its_own() -> None:
    assert set(look.SERVICE_COLOURS) == set(look.SERVICE_SHAPES) == set(_SERVICES)
    assert len(set(look.SERVICE_COLOURS.values())) == len(_SERVICES)
    assert len(set(look.SERVICE_SHAPES.values())) == len(_SERVICES)


@pytest.mark.parametrize("name", _OF_SERVICES)
def test_a_service_keeps_its_colour_when_it_is_alone(frames: Frames, name: str) -> None:
    frame = frames[name]
    for chosen in (frame, frame[frame["service"] == "SQ"]):
        spec = _drawn(CHARTS[name](chosen))
        scales = [
            colour["scale"]
            for colour in _parts(spec, "color")
            if isinstance(colour, dict) and colour.get("field") == "service"
        ]
        assert scales
        for scale in scales:
            assert dict(zip(scale["domain"], scale["range"], strict=True)) == look.SERVICE_COLOURS


@pytest.mark.parametrize("name", ["mean_attendance", "promotion"])
def test_a_service_keeps_its_shape_in_grey_print(frames: Frames, name: str) -> None:
    (shape,) = _parts(_drawn(CHARTS[name](frames[name])), "shape")
    scale = shape["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == look.SERVICE_SHAPES


def test_a_service_keeps_its_colour_and_shape_beside_another() -> None:
    frame = comparison.with_names(_compared(), ("STJ", "Saint-Jérôme"), ("DXM", "Deux-Montagnes"))
    rows = _carried(_drawn(charts.compared_pair(frame)))
    assert {(row["side"], row["colour"], row["shape"]) for row in rows} == {
        ("Saint-Jérôme", look.SERVICE_COLOURS["STJ"], look.SERVICE_SHAPES["STJ"]),
        ("Deux-Montagnes", look.SERVICE_COLOURS["DXM"], look.SERVICE_SHAPES["DXM"]),
    }


def test_two_municipalities_take_the_colour_of_no_service() -> None:
    frame = comparison.with_names(_compared(), ("72005", "Lachute"), ("72010", "Oka"))
    colours = {row["colour"] for row in _carried(_drawn(charts.compared_pair(frame)))}
    assert len(colours) == 2
    assert not colours & set(look.SERVICE_COLOURS.values())


def test_each_measure_of_a_pair_has_a_scale_of_its_own_that_starts_at_0() -> None:
    frame = comparison.with_names(_compared(), ("", "2025"), ("", "2024"))
    rows = _carried(_drawn(charts.compared_pair(frame)))
    placed = {(row["label"], row["side"]): (row["position"], row["to"]) for row in rows}
    # 40 is the far end of both intervals of the means, and so the end of their line.
    assert placed["Personnes par rencontre", "2025"] == (10 / 40, 20 / 40)
    assert placed["Personnes par rencontre", "2024"] == (30 / 40, 40 / 40)
    assert placed["Au moins un programme promu", "2025"] == (1.0, None)


def test_a_pair_says_on_what_it_differs_with_both_values() -> None:
    frame = comparison.with_names(_compared(), ("", "cette année"), ("", "l'autre"))
    assert _spoken(charts.compared_pair_finding(frame)) == (
        "Cette année et l'autre diffèrent : personnes par rencontre (10,0 contre 30,0)."
    )
    alike = frame.assign(low=-1.0, high=1.0)
    assert _spoken(charts.compared_pair_finding(alike)) == (
        "Cette année et l'autre : aucune différence concluante."
    )
    (mean, programs) = (_spoken(said) for said in comparison.differences(frame))
    assert "écart −20,0, entre −38,0 et −2,0." in mean
    assert "trop peu de rencontres pour un intervalle" in programs


def _compared() -> Frame:
    """A conclusive difference of means, and shares of too few meetups for any interval."""
    nan = float("nan")
    means = {"first": 10.0, "first_low": 5.0, "first_high": 20.0}
    means |= {"second": 30.0, "second_low": 22.0, "second_high": 40.0}
    shares = {"first": 0.5, "first_low": nan, "first_high": nan}
    shares |= {"second": 0.25, "second_low": nan, "second_high": nan}
    counts = {f"{side}_{n}": 4 for side in ("first", "second") for n in ("meetups", "n")}
    return pd.DataFrame(
        [
            {"measure": "mean", "kind": "people", **means, **counts}
            | {"difference": -20.0, "low": -38.0, "high": -2.0},
            {"measure": "programs", "kind": "share", **shares, **counts}
            | {"difference": 0.25, "low": nan, "high": nan},
        ]
    )


def test_charts_write_numbers_and_months_in_french(frames: Frames) -> None:
    for name, frame in frames.items():
        locale = _drawn(CHARTS[name](frame))["config"]["locale"]
        assert locale["number"]["decimal"] == ","
        assert locale["number"]["thousands"] == "\N{NO-BREAK SPACE}"
        assert locale["number"]["percent"] == "\N{NO-BREAK SPACE}%"
        assert locale["time"]["months"][:2] == ["janvier", "février"]
        assert locale["time"]["days"][0] == "dimanche"


def test_charts_write_numbers_and_months_in_english_to_who_reads_english(frames: Frames) -> None:
    language.use(Language.en)
    for name, frame in frames.items():
        locale = _drawn(CHARTS[name](frame))["config"]["locale"]
        assert (locale["number"]["decimal"], locale["number"]["thousands"]) == (".", ",")
        assert locale["number"]["percent"] == "%"
        assert locale["time"]["months"][:2] == ["January", "February"]


def test_bars_start_at_0(frames: Frames) -> None:
    for name in ("people_met", "themes_ranked"):
        scales = [
            axis["scale"]
            for axis in _parts(_drawn(CHARTS[name](frames[name])), "x")
            if "scale" in axis
        ]
        assert scales
        assert all(scale["domainMin"] == 0 for scale in scales)


def test_no_bar_is_left_to_be_guessed_at() -> None:
    frame = _attendance(
        {"name": "A", "meetups": 0},
        {"name": "B", "meetups": 2, "counted": 0},
        {"name": "C", "meetups": 2, "people": 0},
        {"name": "D", "meetups": 2, "people": 1500},
        {"name": "E", "meetups": 2, "people": 30, "about": 1},
        {"name": "F", "meetups": 2, "people": 30, "at_least": 1},
        {"name": "G", "meetups": 3, "counted": 2, "people": 30},
        {"name": "H", "meetups": 3, "people": 30, "about": 1, "at_least": 1},
    )
    carried = {row["name"]: row for row in _carried(_drawn(charts.people_met(frame)))}
    assert {name: _spoken(row["detail"]) for name, row in carried.items()} == {
        "A": "aucune rencontre",
        "B": "nombre inconnu",
        "C": "0",
        "D": "1 500",
        "E": "environ 30",
        "F": "au moins 30",
        "G": "au moins 30",
        "H": "environ 30 ou plus",
    }
    assert (carried["B"]["shown"], carried["C"]["shown"]) == (None, 0)


def test_each_mean_says_how_many_counts_it_rests_on() -> None:
    frame = _attendance({"name": "Mirabel", "meetups": 9, "counted": 1, "mean": 4.0})
    (row,) = _carried(_drawn(charts.mean_attendance(frame)))
    assert row["label"] == "Mirabel (1 compte)"


def test_a_month_of_unknown_counts_is_marked_and_one_without_meetups_is_not() -> None:
    frame = _months((3, 2, 40), (1, 1, 0), (2, 0, None), (0, 0, None))
    carried = _carried(_drawn(charts.monthly_attendance(frame)))
    assert [row["uncounted"] for row in carried] == [None, None, 0, None]
    assert [row["shown"] for row in carried] == [40, 0, None, None]


def test_none_planned_and_nothing_at_all_are_said_apart() -> None:
    frame = _board(
        {"name": "Mirabel", "held": 3, "ahead": 2},
        {"name": "Saint-Jérôme", "held": 3},
        {"name": "Blainville"},
        {"name": "Saint-Eustache", "held": 1, "is_expected": False},
    )
    carried = _carried(_drawn(charts.reporting(frame)))
    assert {row["name"]: _spoken(row["text"]) for row in carried if "text" in row} == {
        "Mirabel": "2 à venir",
        "Saint-Jérôme": "rien de prévu",
        "Blainville": "rien de prévu ni de saisi",
        "Saint-Eustache": "",
    }


def test_the_four_states_are_never_drawn_alike() -> None:
    frame = _board(
        {"name": "Mirabel", "nobody_came": 1, "not_yet_entered": 2, "cancelled": 3, "ahead": 1}
    )
    spec = _drawn(charts.reporting(frame))
    drawn = {row["state"]: row for row in _carried(spec) if "state" in row}
    assert {state: row["meetups"] for state, row in drawn.items()} == {
        "nobody_came": 1,
        "not_yet_entered": 2,
        "cancelled": 3,
    }
    assert len({row["standing"] for row in drawn.values()}) == 3
    (colour,) = (
        part
        for part in _parts(spec, "color")
        if isinstance(part, dict) and part.get("field") == "standing"
    )
    scale = colour["scale"]
    assert len(set(scale["range"])) == len(scale["domain"]) == len(Standing)
    assert set(colour["legend"]["values"]) == {row["standing"] for row in drawn.values()}


def test_a_size_that_is_unknown_is_not_drawn_as_nobody() -> None:
    frame = pd.DataFrame(
        {
            "size": ["0", "unknown"],
            "least": pd.array([0, None], dtype="Int64"),
            "most": pd.array([0, None], dtype="Int64"),
            "meetups": [1, 4],
        }
    )
    carried = _carried(_drawn(charts.sizes_of_meetups(frame)))
    assert [(row["name"], row["unknown"]) for row in carried] == [
        ("Personne (0)", False),
        ("Nombre inconnu", True),
    ]


def test_a_municipality_without_a_known_population_has_no_rate_and_says_so() -> None:
    row = {"service": "SQ", "name": "SQ", "residents": float("nan"), "unknown": "Lachute"}
    counts = {"meetups": 9, "counted": 9, "people": 90, "elsewhere": 0}
    bounds = dict.fromkeys(("rate", "low", "high"), float("nan"))
    frame = pd.DataFrame([row | counts | bounds])
    (carried,) = _carried(_drawn(charts.rates_of_services(frame)))
    assert carried["label"] == "SQ (population inconnue)"
    assert "aucun taux" in charts.rates_of_services_finding(frame)


def test_what_only_the_police_brought_is_not_drawn_as_raised_by_citizens() -> None:
    frame = _themes(("Bruit", 3, 10), ("Fraude", 0, 10), ("Vitesse", pd.NA, 10))
    carried = _carried(_drawn(charts.themes_ranked(frame)))
    assert [row["label"] for row in carried] == ["Bruit"]


def test_a_chart_shows_the_fifteen_most_frequent_in_their_order() -> None:
    frame = _themes(*((f"Thème {n:02d}", 30 - n, 40) for n in range(20)))
    spec = _drawn(charts.themes_ranked(frame))
    labels = [row["label"] for row in _carried(spec)]
    assert labels == [f"Thème {n:02d}" for n in range(15)]
    assert all(axis["sort"] == labels for axis in _parts(spec, "y"))


def test_a_cell_without_any_meetup_stays_empty() -> None:
    frame = _themes(("Bruit", 3, 10, "Mirabel"), ("Bruit", 0, 10, "Blainville"))
    carried = _carried(_drawn(charts.themes_compared(frame)))
    assert [(row["name"], row["text"]) for row in carried] == [("Mirabel", "30\N{NO-BREAK SPACE}%")]


# Sentences


_UNKNOWN_MEANS = (
    *("mean", "low", "high", "median", "median_low", "median_high", "deviation"),
    *("over_least", "over_least_low", "over_least_high"),
)


def _attendance(*rows: Row) -> Frame:
    """Rows of :func:`cafedata.figures.attendance_by_service`; what is not said is 0, or unknown."""
    counts = dict.fromkeys(("meetups", "uncounted", "nobody", "about", "at_least", "people"), 0)
    unknown = dict.fromkeys(_UNKNOWN_MEANS, float("nan"))
    whole = [{"service": "MIR", "name": "", **counts, **unknown, **row} for row in rows]
    for row in whole:
        row.setdefault("counted", row["meetups"])
        row["uncounted"] = row["meetups"] - row["counted"]
    return pd.DataFrame(whole)


def _means(*rows: tuple[str, int, float, float, float]) -> Frame:
    names = ("name", "meetups", "mean", "over_least_low", "over_least_high")
    return _attendance(*(dict(zip(names, row, strict=True)) for row in rows))


def _months(*rows: tuple[int, int, int | None], name: str = "Mirabel") -> Frame:
    """Months of 2025 from January on: meetups, counted, people."""
    frame = pd.DataFrame(rows, columns=["meetups", "counted", "people"])
    return frame.assign(
        service="MIR",
        name=name,
        month=pd.date_range("2025-01-01", periods=len(rows), freq="MS"),
        people=frame["people"].astype("Int64"),
    )


def _themes(*rows: tuple[Any, ...], is_minimum: bool = False) -> Frame:
    """Label, meetups, n and the service's name, of :func:`cafedata.figures.themes_by_service`."""
    whole = [(*row, "Mirabel")[:4] for row in rows]
    frame = pd.DataFrame(whole, columns=["label", "meetups", "n", "name"])
    frame = frame.astype({"meetups": "Int64"})
    share = (frame["meetups"] / frame["n"]).astype(float)
    return frame.assign(
        service=frame["name"],
        theme=frame["label"],
        by_police=0,
        is_minimum=is_minimum,
        share=share,
        low=share,
        high=share,
    )


def _programs(*rows: tuple[Any, ...]) -> Frame:
    return _themes(*rows).rename(columns={"theme": "program"})


def _shares(*rows: tuple[str, int, int]) -> Frame:
    """Name, meetups and n, of :func:`cafedata.figures.promotion_by_service`."""
    frame = pd.DataFrame(rows, columns=["name", "meetups", "n"])
    low, high = wilson_interval(frame["meetups"], frame["n"])
    return frame.assign(
        share=frame["meetups"] / frame["n"].where(frame["n"] > 0), low=low, high=high
    )


def _board(*rows: Row) -> Frame:
    """Rows of :func:`cafedata.figures.reporting_by_service`; what is not said is 0."""
    counts = dict.fromkeys([word.value for word in Standing], 0)
    others = {"ahead": 0, "is_expected": True}
    whole = [{"service": row["name"], **counts, **others, **row} for row in rows]
    frame = pd.DataFrame(whole)
    return frame.assign(meetups=frame[list(counts)].sum(axis=1))


@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        ({"meetups": 0}, "Aucune rencontre n'a eu lieu pendant cette période."),
        ({"meetups": 3, "people": 45}, "45 personnes en 3 rencontres."),
        ({"meetups": 1, "people": 1}, "1 personne en 1 rencontre."),
        ({"meetups": 2, "people": 0}, "0 personne en 2 rencontres."),
        ({"meetups": 1200, "people": 34567}, "34 567 personnes en 1 200 rencontres."),
        ({"meetups": 3, "people": 45, "about": 1}, "Environ 45 personnes en 3 rencontres."),
        ({"meetups": 3, "people": 45, "at_least": 1}, "Au moins 45 personnes en 3 rencontres."),
        ({"meetups": 3, "counted": 2, "people": 9}, "Au moins 9 personnes en 3 rencontres."),
        (
            {"meetups": 3, "people": 45, "about": 2, "at_least": 1},
            "Environ 45 personnes ou plus en 3 rencontres.",
        ),
        (
            {"meetups": 3, "counted": 0},
            "3 rencontres, sans aucun nombre de personnes utilisable.",
        ),
        (
            {"meetups": 1, "counted": 0},
            "1 rencontre, sans aucun nombre de personnes utilisable.",
        ),
    ],
)
def test_the_people_met_are_told_with_their_precision(total: Row, sentence: str) -> None:
    overall = _attendance(total)
    assert _spoken(charts.people_met_finding(_attendance(total), overall)) == sentence


def test_people_of_joint_meetups_are_told_once() -> None:
    each = _attendance(*({"name": name, "meetups": 1, "people": 20} for name in "AB"))
    overall = _attendance({"meetups": 1, "people": 20})
    assert charts.people_met_finding(each, overall) == "20 personnes en 1 rencontre."


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [
                ("Mirabel", 9, 30.0, 5.0, 31.0),
                ("Saint-Jérôme", 9, 12.0, float("nan"), float("nan")),
            ],
            "De 12 personnes par rencontre (Saint-Jérôme) à 30 (Mirabel).",
        ),
        (
            [
                ("Mirabel", 9, 30.0, -3.0, 40.0),
                ("Saint-Jérôme", 9, 12.0, float("nan"), float("nan")),
            ],
            "De 12 personnes par rencontre (Saint-Jérôme) à 30 (Mirabel) : différence non "
            "concluante.",
        ),
        (
            [
                ("Mirabel", 9, 30.0, 0.0, 40.0),
                ("Saint-Jérôme", 9, 12.0, float("nan"), float("nan")),
            ],
            "De 12 personnes par rencontre (Saint-Jérôme) à 30 (Mirabel) : différence non "
            "concluante.",
        ),
        (
            [
                ("Mirabel", 9, 30.0, 5.0, 31.0),
                ("Saint-Jérôme", 5, 12.0, float("nan"), float("nan")),
                ("Blainville", 4, 80.0, float("nan"), float("nan")),
            ],
            "De 12 personnes par rencontre (Saint-Jérôme) à 30 (Mirabel).",
        ),
        (
            [("Mirabel", 4, 30.0, 25.0, 36.0)],
            "Trop peu de rencontres comptées pour comparer les services.",
        ),
        (
            [("Mirabel", 4, 30.0, 25.0, 36.0), ("Saint-Jérôme", 4, 12.0, 9.0, 15.0)],
            "Trop peu de rencontres comptées pour comparer les services.",
        ),
    ],
)
def test_two_means_are_compared_through_the_interval_of_their_difference(
    rows: list[tuple[str, int, float, float, float]], sentence: str
) -> None:
    assert _spoken(charts.mean_attendance_finding(_means(*rows))) == sentence


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [("Mirabel", 60, 80), ("Saint-Jérôme", 16, 80)],
            "Un programme est promu dans 20 % des rencontres (Saint-Jérôme) à 75 % (Mirabel).",
        ),
        (
            [("Mirabel", 3, 5), ("Saint-Jérôme", 1, 5)],
            "Un programme est promu dans 20 % des rencontres (Saint-Jérôme) à 60 % (Mirabel) : "
            "différence non concluante.",
        ),
        (
            [("Mirabel", 3, 4), ("Saint-Jérôme", 2, 9)],
            "Trop peu de rencontres pour comparer les services.",
        ),
    ],
)
def test_two_shares_are_compared_through_the_interval_of_their_difference(
    rows: list[tuple[str, int, int]], sentence: str
) -> None:
    assert _spoken(charts.promotion_finding(_shares(*rows))) == sentence


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (
            _months((5, 4, 40), (1, 1, 55), (2, 0, None)),
            "Le plus grand nombre connu en un mois : 55 personnes (Mirabel, février 2025).",
        ),
        (
            pd.concat([_months((3, 3, 20)), _months((2, 2, 20), name="Saint-Jérôme")]),
            "Le plus grand nombre connu en un mois : 20 personnes (Mirabel, janvier 2025).",
        ),
        (
            _months((5, 5, 0)),
            "Le plus grand nombre connu en un mois : 0 personne (Mirabel, janvier 2025).",
        ),
        (_months((4, 4, 40)), "Trop peu de rencontres comptées pour comparer les mois."),
        (_months((2, 0, None)), "Aucun mois n'a de nombre de personnes utilisable."),
        (
            _months((0, 0, None)),
            "Aucune rencontre dont le mois est connu pendant cette période.",
        ),
    ],
)
def test_the_month_of_a_service_that_met_most_people_is_told(frame: Frame, sentence: str) -> None:
    assert _spoken(charts.monthly_attendance_finding(frame)) == sentence


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (
            _themes(("Bruit", 6, 20), ("Vitesse", 2, 20)),
            "« Bruit » revient le plus souvent : 30 % des rencontres (6 sur 20).",
        ),
        (
            _themes(("Bruit", 6, 20), ("Vitesse", 6, 20), ("Fraude", 1, 20)),
            "Aucun thème ne se détache : 2 reviennent autant, dans 30 % des rencontres (6 sur 20).",
        ),
        (_themes(("Bruit", 4, 4)), "Trop peu de rencontres pour classer les thèmes."),
        (_themes(("Fraude", 0, 20)), "Aucun thème à montrer pour cette sélection."),
        (_themes().iloc[:0], "Aucun thème à montrer pour cette sélection."),
        (
            _themes(("Bruit", 6, 20), ("Vitesse", pd.NA, 20), is_minimum=True),
            "« Bruit » revient dans au moins 6 rencontres sur 20; les petits nombres ne sont pas "
            "montrés.",
        ),
    ],
)
def test_the_theme_raised_most_often_is_told(frame: Frame, sentence: str) -> None:
    assert _spoken(charts.themes_ranked_finding(frame)) == sentence


_TWO_SERVICES = (
    ("Bruit", 6, 9, "Mirabel"),
    ("Vitesse", 2, 9, "Mirabel"),
    ("Bruit", 3, 5, "Saint-Jérôme"),
)


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (_themes(*_TWO_SERVICES), "« Bruit » vient en tête partout."),
        (
            _themes(*_TWO_SERVICES, ("Vitesse", 3, 5, "Saint-Jérôme")),
            "« Bruit » vient en tête partout.",
        ),
        (
            _themes(*_TWO_SERVICES, ("Vitesse", 4, 5, "Blainville")),
            "« Bruit » vient en tête dans 2 services sur 3.",
        ),
        (
            _themes(*_TWO_SERVICES, ("Vitesse", 4, 4, "Blainville")),
            "« Bruit » vient en tête partout.",
        ),
        (
            _themes(*_TWO_SERVICES, ("Vitesse", 4, 5, "Blainville")).drop(columns="service"),
            "« Bruit » vient en tête dans 2 municipalités sur 3.",
        ),
        (
            _themes(*_TWO_SERVICES[:2]),
            "Pour comparer, il faut au moins deux groupes d'au moins 5 rencontres.",
        ),
        (_themes(("Bruit", 0, 9)), "Aucun thème à comparer pour cette sélection."),
        (
            _themes(*_TWO_SERVICES, is_minimum=True).drop(columns="service"),
            "« Bruit » revient dans au moins 2 municipalités sur 2.",
        ),
    ],
)
def test_the_theme_that_leads_in_most_places_is_told(frame: Frame, sentence: str) -> None:
    assert _spoken(charts.themes_compared_finding(frame)) == sentence


@pytest.mark.parametrize(
    ("overall", "sentence"),
    [
        (
            _programs(("Aîné-Avisé", 6, 20), ("Bon voisin, bon œil", 2, 20)),
            "« Aîné-Avisé » revient le plus souvent : 6 rencontres sur 20, par 2 services.",
        ),
        (
            _programs(("Aîné-Avisé", 1, 5)),
            "« Aîné-Avisé » revient le plus souvent : 1 rencontre sur 5, par 2 services.",
        ),
        (
            _programs(("Aîné-Avisé", 2, 5), ("Échec au crime", 2, 5)),
            "Aucun programme ne se détache : 2 reviennent autant, dans 2 rencontres sur 5.",
        ),
        (_programs(("Aîné-Avisé", 4, 4)), "Trop peu de rencontres pour classer les programmes."),
        (_programs(), "Aucun programme n'a été promu pendant cette période."),
    ],
)
def test_the_program_promoted_most_often_is_told(overall: Frame, sentence: str) -> None:
    by_service = _programs(
        ("Aîné-Avisé", 1, 9, "Mirabel"),
        ("Aîné-Avisé", 1, 9, "Saint-Jérôme"),
        ("Échec au crime", 1, 9, "Mirabel"),
    )
    assert _spoken(charts.programs_of_services_finding(by_service, overall)) == sentence


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (
            _board(
                {"name": "Mirabel", "held": 9, "not_yet_entered": 2, "ahead": 1},
                {"name": "Saint-Jérôme", "not_yet_entered": 1, "ahead": 1},
                {"name": "Blainville", "planned": 4, "ahead": 4},
            ),
            "Des rencontres passées restent à saisir : Mirabel (2) et Saint-Jérôme (1).",
        ),
        (
            _board({"name": "Mirabel", "held": 9, "ahead": 1}, {"name": "Blainville", "held": 1}),
            "Toutes les rencontres dont la date est passée sont saisies. "
            "Rien de prévu d'ici 60 jours : Blainville.",
        ),
        (
            _board(
                {"name": "Mirabel", "held": 9, "ahead": 1},
                {"name": "Saint-Jérôme", "held": 2, "is_expected": False},  # it came along
            ),
            "Toutes les rencontres dont la date est passée sont saisies.",
        ),
        (
            _board({"name": "Mirabel"}, {"name": "Blainville"}),
            "Rien n'est prévu ni saisi pour cette période.",
        ),
    ],
)
def test_the_services_that_are_late_are_told(frame: Frame, sentence: str) -> None:
    assert _spoken(charts.reporting_finding(frame)) == sentence


def test_every_situation_has_its_sentences(situation: Frames) -> None:
    overall = situation["people_met"].iloc[2:3]
    sentences = [
        charts.people_met_finding(situation["people_met"], overall),
        charts.mean_attendance_finding(situation["mean_attendance"]),
        charts.monthly_attendance_finding(situation["monthly_attendance"]),
        charts.promotion_finding(situation["promotion"]),
        charts.reporting_finding(situation["reporting"]),
        charts.attendance_funnel_finding(situation["attendance_funnel"]),
        charts.clienteles_met_finding(situation["clienteles_met"]),
        charts.compared_pair_finding(situation["compared_pair"]),
        charts.rates_of_municipalities_finding(situation["rates_of_municipalities"]),
        charts.rates_of_services_finding(situation["rates_of_services"]),
        charts.sizes_of_meetups_finding(situation["sizes_of_meetups"]),
        charts.usable_counts_finding(situation["usable_counts"], overall),
        charts.themes_compared_finding(situation["themes_compared"]),
        charts.themes_ranked_finding(situation["themes_ranked"]),
        charts.programs_of_services_finding(
            situation["programs_of_services"], situation["programs_of_services"].head(1)
        ),
    ]
    for sentence in sentences:
        assert sentence.endswith(".")
        assert not {"nan", "None", "<NA>", "{", "–"} & set(sentence.replace("(", " ").split())


# Sentences about any frame

_NAMES = ("Blainville", "Deux-Montagnes", "Mirabel", "Saint-Eustache")


@st.composite
def proportions(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(0, 60))
    return draw(st.integers(0, n)), n


@settings(max_examples=80)
@given(st.lists(proportions(), min_size=4, max_size=4))
def test_the_services_named_are_the_least_and_the_most(rows: list[tuple[int, int]]) -> None:
    whole = [(name, *row) for name, row in zip(_NAMES, rows, strict=True)]
    sentence = _spoken(charts.promotion_finding(_shares(*whole)))
    enough = {name: (x, n) for name, x, n in whole if n >= 5}
    if len(enough) < 2:
        assert sentence == "Trop peu de rencontres pour comparer les services."
        return
    least, most = (name.split(")")[0] for name in sentence.split("(")[1:])
    shares = {name: x / n for name, (x, n) in enough.items()}
    assert (shares[least], shares[most]) == (min(shares.values()), max(shares.values()))
    (x, n), (y, m) = enough[most], enough[least]
    pairs = len(enough) * (len(enough) - 1) / 2
    low, _high = newcombe_interval((x, y), (n, m), 1 - 0.05 / pairs)
    assert ("non concluante" in sentence) == (low <= 0)


@settings(max_examples=80)
@given(st.lists(st.integers(0, 6), max_size=5), st.integers(1, 12))
def test_the_theme_named_is_ahead_of_every_other(counts: list[int], more: int) -> None:
    n = max(counts, default=0) + more
    rows = sorted(
        ((f"Thème {i}", count, n) for i, count in enumerate(counts)), key=lambda row: -row[1]
    )
    sentence = _spoken(charts.themes_ranked_finding(_themes(*rows)))
    highest = max(counts, default=0)
    ahead = [label for label, count, _ in rows if count == highest]
    if not highest:
        assert sentence == "Aucun thème à montrer pour cette sélection."
    elif n < 5:
        assert sentence == "Trop peu de rencontres pour classer les thèmes."
    elif len(ahead) > 1:
        assert f": {len(ahead)} reviennent autant" in sentence
    else:
        assert sentence.startswith(f"« {ahead[0]} » revient le plus souvent")
        assert f"({highest} sur {n})" in sentence


@settings(max_examples=80)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(_NAMES), st.sampled_from(["Bruit", "Vitesse", "Fraude"])),
        st.integers(0, 4),
        max_size=9,
    )
)
def test_the_theme_named_leads_in_as_many_services_as_is_said(
    counts: dict[tuple[str, str], int],
) -> None:
    frame = _themes(*((theme, count, 6, name) for (name, theme), count in counts.items()))
    sentence = _spoken(charts.themes_compared_finding(frame))
    highest = {
        name: max(count for (of, _), count in counts.items() if of == name) for name, _ in counts
    }
    places = [name for name, count in highest.items() if count]
    if len(places) < 2:
        assert "à comparer" in sentence or sentence.startswith("Pour comparer")
        return
    theme = sentence.split("«")[1].split("»")[0].strip()
    led = sum(counts.get((name, theme)) == highest[name] for name in places)
    if led == len(places):
        assert sentence.endswith("partout.")
    else:
        assert f"dans {led} service{'s' if led > 1 else ''} sur {len(places)}." in sentence
