"""What the figures count, what they leave out, and what a partner's hold."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import pytest

from cafedata import figures, model
from cafedata.access import Viewer
from cafedata.checking import FIRST_DAY, LAST_DAY
from cafedata.entry import MeetupEntry, checked
from cafedata.errors import NotAllowed
from cafedata.figures.scope import in_alphabetical_order
from cafedata.selection import Selection
from cafedata.vocabulary import Clientele, Grain, Standing
from tests.recording import record_all
from tests.world import BLAINVILLE, MIRABEL, SAINT_EUSTACHE, SAINT_JEROME, TODAY, World

Row = dict[str, Any]
Figure = Callable[..., Any]

YEARS = Selection(dt.date(2023, 1, 1), dt.date(2025, 12, 31))
MERCHANTS = replace(YEARS, clientele=Clientele.merchants)
SERVICES = ["BLV", "DXM", "MIR", "STE", "STJ", "SQ"]
STATES: dict[str, Figure] = {
    "reporting_by_service": partial(figures.reporting_by_service, today=TODAY),
    "meetups_in_each_state": partial(figures.meetups_in_each_state, today=TODAY),
}
FIGURES: dict[str, Figure] = {
    "usable_counts_by_service": figures.usable_counts_by_service,
    "attendance_by_month": figures.attendance_by_month,
    "attendance_by_municipality": figures.attendance_by_municipality,
    "attendance_by_service": figures.attendance_by_service,
    "attendance_overall": figures.attendance_overall,
    "places": partial(figures.places, today=TODAY),
    "programs_called_for": figures.programs_called_for,
    "programs_by_service": figures.programs_by_service,
    "programs_promoted": figures.programs_promoted,
    "promotion_by_service": figures.promotion_by_service,
    "promotion_over_time": partial(figures.promotion_over_time, grain=Grain.month),
    "territories": partial(figures.territories, today=TODAY),
    "theme_over_time": partial(figures.theme_over_time, theme="noise", grain=Grain.month),
    "themes_answered": figures.themes_answered,
    "themes_by_clientele": figures.themes_by_clientele,
    "themes_by_municipality": figures.themes_by_municipality,
    "themes_by_service": figures.themes_by_service,
    "themes_raised": figures.themes_raised,
    **STATES,
}
TESTED_ELSEWHERE = {
    *("rate_by_municipality", "rate_by_service", "undivided_totals"),
    *("attendance_by_size", "clientele_mix", "compared", "advantages"),
    *("offences_by_family", "retired_promoted", "themes_by_program", "unvisited_places"),
}
"""In ``test_theme_figures.py`` and ``tests/property``: they have other rows than a figure a place."""
NO_FIGURES = {"new_partners", "offences_counted", "outlines", "partner_years", "sees_others"}
NOT_FOR_PARTNERS = {
    *("programs_called_for", "territories", "themes_by_clientele", "themes_by_service"),
}
FOR_PARTNERS = {name: figure for name, figure in FIGURES.items() if name not in NOT_FOR_PARTNERS}


def _cafe(people: int | None = None, precision: str = "exact", **changes: Any) -> MeetupEntry:
    """A café of Mirabel of which nothing is known but how many people came, and these changes."""
    counted = {"value": people, "precision": precision} if people is not None else {}
    values: Row = {
        "state": "held",
        "lead_service": "MIR",
        "date": "2025-03-14",
        "municipality_code": MIRABEL,
        "attendance": counted | changes.pop("attendance", {}),
    }
    return checked(values | changes)


def _with_themes(*codes: str, by: str = "citizens", **changes: Any) -> MeetupEntry:
    themes = [
        {"theme_code": code, "raised_by": by, "other_text": "Stationnement"} for code in codes
    ]
    return _cafe(themes=themes, **changes)


def _with_programs(*codes: str, reached: int | None = None, **changes: Any) -> MeetupEntry:
    programs = [{"program_code": code, "people_reached": reached} for code in codes]
    return _cafe(programs=programs, **changes)


def _full_cafe(**changes: Any) -> MeetupEntry:
    """A café that is in every figure."""
    return _with_themes(
        "noise",
        people=12,
        programs=[{"program_code": "aine_avise", "people_reached": 4}],
        clienteles=[{"clientele": "merchants", "value": 3, "precision": "exact"}],
        **changes,
    )


def _held(world: World, *entries: MeetupEntry) -> None:
    officer = world.viewer("liaison MIR")
    with world.writing() as session:
        record_all(session, officer, entries)


def _read(
    world: World, figure: Figure, selection: Selection = YEARS, who: str | Viewer = "commander STJ"
) -> Any:
    viewer = world.viewer(who) if isinstance(who, str) else who
    with world.reading() as session:
        return figure(session, viewer, selection)


def _every(
    world: World, chosen: dict[str, Figure], selection: Selection, who: str = "commander STJ"
) -> dict[str, pd.DataFrame]:
    """What each of these figures holds, as a frame."""
    viewer = world.viewer(who)
    with world.reading() as session:
        found = {name: figure(session, viewer, selection) for name, figure in chosen.items()}
    return {name: _as_frame(figure) for name, figure in found.items()}


def _as_frame(found: pd.DataFrame | dict[Standing, int]) -> pd.DataFrame:
    if isinstance(found, dict):
        return pd.DataFrame({"state": list(found), "meetups": list(found.values())})
    return found


def _rows(
    world: World,
    figure: Figure,
    key: str,
    selection: Selection = YEARS,
    who: str | Viewer = "commander STJ",
) -> dict[str, Row]:
    frame = _read(world, figure, selection, who)
    return {row[key]: row for row in frame.to_dict("records")}


def _overall(world: World, selection: Selection = YEARS, who: str = "commander STJ") -> Row:
    (row,) = _read(world, figures.attendance_overall, selection, who).to_dict("records")
    return dict(row)


def _meetups(rows: dict[str, Row]) -> dict[str, int]:
    return {key: row["meetups"] for key, row in rows.items() if row["meetups"]}


def test_every_figure_is_tested_here() -> None:
    assert set(FIGURES) == set(figures.__all__) - NO_FIGURES - TESTED_ELSEWHERE


# Which meetups count


def test_a_joint_meetup_counts_once_for_the_region_and_once_for_each_service(
    world: World,
) -> None:
    _held(world, _cafe(20, other_services=["STJ", "SQ"]), _cafe(5))
    by_service = _rows(world, figures.attendance_by_service, "service")
    assert (_overall(world)["meetups"], _overall(world)["people"]) == (2, 25)
    assert _meetups(by_service) == {"MIR": 2, "STJ": 1, "SQ": 1}
    assert (by_service["MIR"]["people"], by_service["STJ"]["people"]) == (25, 20)


def test_nobody_unknown_cancelled_and_planned_are_four_different_things(world: World) -> None:
    _held(
        world,
        _cafe(0),
        _cafe(),
        _cafe(state="cancelled", state_reason="tempête"),
        _cafe(state="planned", date="2025-04-02"),
    )
    overall = _overall(world)
    assert (overall["meetups"], overall["nobody"], overall["uncounted"]) == (2, 1, 1)
    assert (overall["counted"], overall["people"], overall["mean"]) == (1, 0, 0)
    states = _read(world, STATES["meetups_in_each_state"])
    assert states[Standing.nobody_came] == 1
    held = states[Standing.held] + states[Standing.nobody_came]
    assert (held, states[Standing.cancelled], states[Standing.planned]) == (
        2,
        1,
        1,
    )


@pytest.mark.parametrize("precision", ["about", "at_least"])
def test_only_an_exact_0_says_that_nobody_came(sqlite_world: World, precision: str) -> None:
    _held(sqlite_world, _cafe(0, precision))
    assert (_overall(sqlite_world)["nobody"], _overall(sqlite_world)["counted"]) == (0, 1)


def test_an_interrupted_meetup_counts_and_a_postponed_one_does_not(world: World) -> None:
    _held(
        world,
        _cafe(8, state="interrupted", state_reason="alarme"),
        _cafe(9, state="postponed", state_reason="verglas"),
    )
    assert (_overall(world)["meetups"], _overall(world)["people"]) == (1, 8)


def test_the_first_and_the_last_day_of_the_period_are_in_it(world: World) -> None:
    _held(world, *(_cafe(1, date=f"2025-03-{day}") for day in (10, 11, 13, 14)))
    days = Selection(dt.date(2025, 3, 11), dt.date(2025, 3, 13))
    assert _overall(world, days)["meetups"] == 2


def test_a_service_outside_the_program_counts_for_the_region_alone(world: World) -> None:
    _held(world, _cafe(7, lead_service="RIPTB"))
    by_service = _rows(world, figures.attendance_by_service, "service")
    assert _overall(world)["meetups"] == 1
    assert _meetups(by_service) == {}


def test_a_service_filter_keeps_that_service_and_its_joint_meetups(world: World) -> None:
    of_stj = YEARS.of_service("STJ")
    _held(world, _full_cafe(other_services=["STJ"]))
    before = _every(world, FIGURES, of_stj)
    _held(world, _full_cafe(), _full_cafe(lead_service="SQ"))
    after = _every(world, FIGURES, of_stj)
    assert set(after) == set(FIGURES)
    for name, found in after.items():
        pd.testing.assert_frame_equal(found, before[name])
        assert found["meetups"].sum() == 1
        assert set(found.get("service", ["STJ"])) == {"STJ"}


def test_a_municipality_filter_keeps_the_cafes_held_there(world: World) -> None:
    _held(world, _full_cafe(), _full_cafe(municipality_code=BLAINVILLE))
    there = replace(YEARS, municipalities=(BLAINVILLE,))
    for name, found in _every(world, FIGURES, there).items():
        assert (name, found["meetups"].sum()) == (name, 1)


@pytest.mark.parametrize("services", [(), ("MIR",), ("RIPTB",)])
def test_without_any_meetup_every_figure_is_empty_but_whole(
    world: World, services: tuple[str, ...]
) -> None:
    selection = replace(MERCHANTS, services=services)
    without = _every(world, FIGURES, selection)
    _held(world, _full_cafe())
    for name, found in _every(world, FIGURES, YEARS).items():
        assert (name, without[name]["meetups"].sum()) == (name, 0)
        assert list(without[name].columns) == list(found.columns)


def test_services_come_in_alphabetical_order(world: World) -> None:
    _held(world, *(_full_cafe(lead_service=code) for code in SERVICES[::-1]))
    for name, found in _every(world, FIGURES, YEARS).items():
        if name.endswith("by_service"):
            assert (name, list(found["service"])) == (name, SERVICES)


# People


def test_conversations_and_coffees_are_not_added_to_people(world: World) -> None:
    _held(
        world,
        _cafe(12),
        _cafe(40, "at_least", attendance={"unit": "conversations"}),
        _cafe(90, attendance={"unit": "coffees"}),
        _cafe(attendance={"precision": "in_words", "words": "des dizaines"}),
    )
    overall = _overall(world)
    assert (overall["people"], overall["counted"], overall["uncounted"]) == (12, 1, 3)
    assert overall["at_least"] == 0


def test_about_and_at_least_stay_marked_in_the_total(world: World) -> None:
    _held(world, _cafe(10), _cafe(15, "about"), _cafe(20, "about"), _cafe(30, "at_least"))
    overall = _overall(world)
    assert (overall["people"], overall["about"], overall["at_least"]) == (75, 2, 1)


def test_a_clientele_filter_counts_that_clientele_alone(world: World) -> None:
    merchants = [{"clientele": "merchants", "value": 4, "precision": "about"}]
    nobody = [{"clientele": "merchants", "value": 0, "precision": "exact"}]
    _held(
        world,
        _cafe(30, clienteles=merchants, other_services=["STJ"]),
        _cafe(50, clienteles=[{"clientele": "merchants"}]),
        _cafe(70, clienteles=nobody),
        _cafe(90, clienteles=[{"clientele": "population", "value": 90, "precision": "exact"}]),
    )
    overall = _overall(world, MERCHANTS)
    assert (overall["meetups"], overall["people"], overall["about"]) == (2, 4, 1)
    assert (overall["counted"], overall["uncounted"], overall["nobody"]) == (1, 1, 0)
    by_service = _rows(world, figures.attendance_by_service, "service", MERCHANTS)
    assert (by_service["STJ"]["people"], by_service["MIR"]["people"]) == (4, 4)
    months = _read(world, figures.attendance_by_month, MERCHANTS)
    assert months["people"].sum() == 8


def test_five_counts_have_a_mean_a_median_and_an_interval(world: World) -> None:
    _held(world, *(_cafe(people) for people in (4, 6, 10, 20, 60)))
    overall = _overall(world)
    assert (overall["mean"], overall["median"]) == (20, 10)
    assert 4 < overall["low"] < 20 < overall["high"] < 60


def test_under_five_counts_there_is_a_mean_and_no_interval(world: World) -> None:
    _held(world, *(_cafe(10) for _ in range(4)), _cafe(), _cafe())
    overall = _overall(world)
    assert (overall["meetups"], overall["mean"]) == (6, 10)
    assert pd.isna([overall["low"], overall["high"]]).all()


def test_when_all_counts_are_unknown_there_is_no_mean(world: World) -> None:
    _held(world, *(_cafe() for _ in range(6)))
    row = _rows(world, figures.attendance_by_service, "service")["MIR"]
    assert (row["meetups"], row["counted"], row["uncounted"], row["people"]) == (6, 0, 6, 0)
    assert pd.isna([row["mean"], row["median"], row["low"], row["high"]]).all()


def test_a_service_without_a_meetup_is_a_row_of_zeros(world: World) -> None:
    _held(world, _cafe(5))
    by_service = _rows(world, figures.attendance_by_service, "service")
    assert list(by_service) == SERVICES
    row = by_service["SQ"]
    assert (row["name"], row["meetups"], row["people"]) == ("Sûreté du Québec", 0, 0)
    assert pd.isna(row["mean"])


def test_a_meetup_belongs_to_its_municipality_and_not_to_its_services_town(world: World) -> None:
    _held(
        world,
        _cafe(5, municipality_code=SAINT_JEROME),
        _cafe(7, municipality_code=BLAINVILLE, other_services=["STJ", "BLV"]),
    )
    found = _rows(world, figures.attendance_by_municipality, "name")
    assert {name: row["people"] for name, row in found.items()} == {
        "Blainville": 7,
        "Saint-Jérôme": 5,
    }


# Months


def test_months_without_meetups_are_present_with_0_and_no_people(world: World) -> None:
    _held(world, _cafe(5, date="2025-01-31"), _cafe(date="2025-03-01"))
    winter = Selection(dt.date(2025, 1, 15), dt.date(2025, 3, 15), ("MIR", "SQ"))
    frame = _read(world, figures.attendance_by_month, winter)
    assert len(frame) == 2 * 3
    mirabel = frame[frame["service"] == "MIR"]
    assert mirabel["month"].dt.strftime("%Y-%m-%d").tolist() == [
        "2025-01-01",
        "2025-02-01",
        "2025-03-01",
    ]
    assert mirabel["meetups"].tolist() == [1, 0, 1]
    assert mirabel["counted"].tolist() == [1, 0, 0]
    assert mirabel["people"].fillna(-1).tolist() == [5, -1, -1]


def test_a_month_where_nobody_came_has_0_people(world: World) -> None:
    _held(world, _cafe(0))
    march = Selection(dt.date(2025, 3, 1), dt.date(2025, 3, 31), ("MIR",))
    (row,) = _read(world, figures.attendance_by_month, march).to_dict("records")
    assert (row["meetups"], row["counted"], row["people"]) == (1, 1, 0)


def test_a_meetup_known_by_its_year_is_in_the_year_and_in_no_month(world: World) -> None:
    _held(
        world,
        _cafe(40, date="2024-06-01", date_precision="year"),
        _cafe(3, date="2024-06-01", date_precision="month"),
    )
    months = _read(world, figures.attendance_by_month)
    assert (months["meetups"].sum(), months["people"].sum()) == (1, 3)
    assert _overall(world)["people"] == 43


def test_a_joint_meetup_is_in_the_month_of_each_of_its_services(world: World) -> None:
    _held(world, _cafe(20, other_services=["STJ"]))
    months = _read(world, figures.attendance_by_month)
    assert months[months["meetups"] > 0]["service"].tolist() == ["MIR", "STJ"]


# States


def test_a_planned_meetup_whose_day_has_passed_waits_to_be_entered(world: World) -> None:
    _held(
        world,
        _cafe(state="planned", date="2025-03-19"),
        _cafe(state="planned", date=TODAY, other_services=["STJ"]),
    )
    frame = _read(world, STATES["reporting_by_service"]).set_index("service")
    assert frame.loc["MIR", [Standing.not_yet_entered, Standing.planned]].tolist() == [1, 1]
    assert frame.loc["STJ", [Standing.not_yet_entered, Standing.planned]].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("date", "precision", "standing"),
    [
        ("2025-02-01", "month", Standing.not_yet_entered),
        ("2025-03-01", "month", Standing.planned),
        ("2024-01-01", "year", Standing.not_yet_entered),
        ("2025-01-01", "year", Standing.planned),
    ],
)
def test_a_meetup_planned_for_a_month_or_a_year_is_late_once_that_is_over(
    world: World, date: str, precision: str, standing: Standing
) -> None:
    _held(world, _cafe(state="planned", date=date, date_precision=precision))
    assert _read(world, STATES["meetups_in_each_state"])[standing] == 1


def test_a_service_without_any_meetup_is_on_the_board_with_none(world: World) -> None:
    _held(world, _cafe())
    frame = _read(world, STATES["reporting_by_service"])
    others = frame[frame["service"] != "MIR"]
    assert others["service"].tolist() == ["BLV", "DXM", "STE", "STJ", "SQ"]
    assert (others[[*Standing, "meetups", "ahead"]] == 0).all(axis=None)


_OF_SERVICES_CONCERNED: dict[str, Figure] = {
    "reporting_by_service": STATES["reporting_by_service"],
    "attendance_by_service": figures.attendance_by_service,
    "attendance_by_month": figures.attendance_by_month,
    "usable_counts_by_service": figures.usable_counts_by_service,
    "clientele_mix": figures.clientele_mix,
    "rate_by_service": figures.rate_by_service,
    "promotion_by_service": figures.promotion_by_service,
}


@pytest.mark.parametrize(
    ("who", "selection"),
    [
        ("partner Mirabel", YEARS),
        ("commander STJ", replace(YEARS, municipalities=(MIRABEL,))),
    ],
)
@pytest.mark.parametrize("name", _OF_SERVICES_CONCERNED)
def test_figures_of_some_municipalities_keep_the_services_that_are_concerned(
    world: World, who: str, selection: Selection, name: str
) -> None:
    def services() -> list[str]:
        found = _read(world, _OF_SERVICES_CONCERNED[name], selection, who)
        return list(found["service"].unique())

    assert services() == ["MIR"]
    _held(world, _cafe(other_services=["STE"]), _cafe(municipality_code=SAINT_JEROME))
    assert services() == ["MIR", "STE"]
    _police(world, "STJ", MIRABEL, until=dt.date(2022, 12, 31))
    assert services() == ["MIR", "STE"]
    if name == "reporting_by_service":
        board = _read(world, STATES[name], selection, who).set_index("service")
        assert dict(board["is_expected"]) == {"MIR": True, "STE": False}
    _police(world, "SQ", MIRABEL, until=dt.date(2023, 1, 1))
    assert services() == ["MIR", "STE", "SQ"]


def _police(world: World, service: str, municipality: str, until: dt.date) -> None:
    with world.writing() as session:
        spell = {"service_code": service, "municipality_code": municipality, "ends_on": until}
        session.add(model.Coverage(**spell))


def test_each_meetup_has_one_state_for_the_region(world: World) -> None:
    _held(
        world,
        _cafe(other_services=["STJ", "SQ"]),
        _cafe(state="postponed", state_reason="verglas", other_services=["STJ"]),
        _cafe(state="interrupted", state_reason="alarme"),
    )
    states = _read(world, STATES["meetups_in_each_state"])
    assert {state: n for state, n in states.items() if n} == {
        Standing.held: 1,
        Standing.postponed: 1,
        Standing.interrupted: 1,
    }


# Programs


def test_programs_come_with_the_most_often_promoted_first(world: World) -> None:
    _held(
        world,
        _with_programs("bon_voisin"),
        _with_programs("bon_voisin", "info_crime"),
        _cafe(),
        _cafe(state="cancelled", state_reason="tempête", programs=[{"program_code": "info_crime"}]),
    )
    first, second = _read(world, figures.programs_promoted).to_dict("records")
    assert (first["program"], first["meetups"], first["n"]) == ("bon_voisin", 2, 3)
    assert first["share"] == pytest.approx(2 / 3)
    assert (second["label"], second["status"], second["kind"]) == (
        "Info-Crime",
        "retired",
        "program",
    )


def test_only_known_numbers_of_people_reached_are_added(world: World) -> None:
    _held(
        world,
        _with_programs("aine_avise", reached=6),
        _with_programs("aine_avise", reached=0),
        _with_programs("aine_avise", "bon_voisin"),
    )
    found = _rows(world, figures.programs_promoted, "program")
    assert (found["aine_avise"]["people_reached"], found["aine_avise"]["reached_known"]) == (6, 2)
    assert found["bon_voisin"]["reached_known"] == 0
    assert pd.isna([found["bon_voisin"]["people_reached"]]).all()


def test_each_services_programs_are_shares_of_its_own_meetups(world: World) -> None:
    _held(
        world,
        _with_programs("aine_avise", other_services=["STJ"]),
        _cafe(),
        _cafe(),
        _cafe(),
    )
    found = _rows(world, figures.programs_by_service, "service")
    assert {code: (row["meetups"], row["n"], row["share"]) for code, row in found.items()} == {
        "MIR": (1, 4, 0.25),
        "STJ": (1, 1, 1.0),
    }


def test_promotion_counts_meetups_with_a_program_and_not_security_measures(world: World) -> None:
    _held(
        world,
        _with_programs("aine_avise", "bon_voisin", other_services=["STJ"]),
        _with_programs("measure_call_back"),
        *(_cafe() for _ in range(3)),
    )
    found = _rows(world, figures.promotion_by_service, "service")
    assert list(found) == SERVICES
    mirabel, nobody = found["MIR"], found["SQ"]
    assert (mirabel["meetups"], mirabel["n"], mirabel["share"]) == (1, 5, 0.2)
    assert 0 < mirabel["low"] < 0.2 < mirabel["high"] < 1
    assert (nobody["meetups"], nobody["n"]) == (0, 0)
    assert pd.isna([nobody["share"], nobody["low"], nobody["high"]]).all()
    assert found["STJ"]["share"] == 1
    assert pd.isna([found["STJ"]["low"], found["STJ"]["high"]]).all()


# Themes


def test_what_citizens_raise_is_kept_apart_from_what_the_police_bring(world: World) -> None:
    _held(
        world,
        _with_themes("noise", "speeding"),
        _with_themes("noise"),
        _with_themes("noise", "senior_fraud", by="police"),
        _cafe(),
        _cafe(),
    )
    found = _rows(world, figures.themes_raised, "theme")
    assert list(found) == ["noise", "speeding", "senior_fraud"]
    counts = {code: (row["meetups"], row["by_police"]) for code, row in found.items()}
    assert counts == {"noise": (2, 1), "speeding": (1, 0), "senior_fraud": (0, 1)}
    noise = found["noise"]
    assert (noise["label"], noise["family"]) == ("Bruit et paix publique", "living_together")
    assert (noise["n"], noise["share"], noise["is_minimum"]) == (5, 0.4, False)
    assert 0 < noise["low"] < 0.4 < noise["high"] < 1


def test_another_theme_named_twice_in_a_meetup_counts_once(world: World) -> None:
    others = [
        {"theme_code": "other", "other_text": "Chiens"},
        {"theme_code": "other", "other_text": "Neige"},
    ]
    _held(world, _cafe(themes=others, other_services=["STJ"]))
    assert _rows(world, figures.themes_raised, "theme")["other"]["meetups"] == 1
    assert _meetups(_rows(world, figures.themes_by_service, "service")) == {"MIR": 1, "STJ": 1}


def test_under_five_meetups_a_theme_has_a_share_and_no_interval(world: World) -> None:
    _held(world, _with_themes("noise"), _cafe(), _cafe(), _cafe())
    row = _rows(world, figures.themes_raised, "theme")["noise"]
    assert row["share"] == 0.25
    assert pd.isna([row["low"], row["high"]]).all()


def test_a_clientele_filter_keeps_its_themes_and_those_of_nobody_in_particular(
    world: World,
) -> None:
    themes = [
        {"theme_code": "break_in", "clientele": "merchants"},
        {"theme_code": "noise", "clientele": "population"},
        {"theme_code": "speeding"},
    ]
    _held(world, _cafe(themes=themes, clienteles=[{"clientele": "merchants"}]), _cafe())
    found = _rows(world, figures.themes_raised, "theme", MERCHANTS)
    assert set(found) == {"break_in", "speeding"}
    assert found["break_in"]["n"] == 1


def test_each_services_themes_are_shares_of_its_own_meetups(world: World) -> None:
    _held(world, _with_themes("noise", other_services=["STJ"]), _cafe(), _cafe(), _cafe())
    found = _rows(world, figures.themes_by_service, "service")
    assert {code: (row["n"], row["share"]) for code, row in found.items()} == {
        "MIR": (4, 0.25),
        "STJ": (1, 1.0),
    }


def test_themes_of_each_municipality_are_shares_of_the_meetups_held_there(world: World) -> None:
    _held(
        world,
        _with_themes("noise", municipality_code=SAINT_EUSTACHE),
        _cafe(municipality_code=SAINT_EUSTACHE),
        _with_themes("speeding"),
    )
    found = _rows(world, figures.themes_by_municipality, "name")
    assert list(found) == ["Mirabel", "Saint-Eustache"]
    assert (found["Saint-Eustache"]["theme"], found["Saint-Eustache"]["share"]) == ("noise", 0.5)


def test_names_are_ordered_as_in_a_dictionary() -> None:
    frame = pd.DataFrame({"name": ["Brownsburg-Chatham", "Estérel", "Brébeuf", "Amherst"]})
    assert list(in_alphabetical_order(frame)["name"]) == [
        "Amherst",
        "Brébeuf",
        "Brownsburg-Chatham",
        "Estérel",
    ]


# Partners

_FORGED = {
    "nothing chosen": YEARS,
    "another municipality": replace(YEARS, municipalities=(SAINT_JEROME,)),
    "its own and another": replace(YEARS, municipalities=(MIRABEL, SAINT_JEROME)),
    "no such municipality": replace(YEARS, municipalities=("99999", "' OR 1=1 --")),
    "another service": YEARS.of_service("STJ"),
    "everything": Selection(
        FIRST_DAY, LAST_DAY, tuple(SERVICES), (SAINT_JEROME, MIRABEL), Clientele.merchants
    ),
}


@pytest.mark.parametrize("selection", _FORGED.values(), ids=list(_FORGED))
def test_cafes_elsewhere_change_nothing_of_a_partners_figures(
    world: World, selection: Selection
) -> None:
    _held(world, *(_full_cafe() for _ in range(6)))
    before = _every(world, FOR_PARTNERS, selection, "partner Mirabel")
    elsewhere = _full_cafe(municipality_code=SAINT_JEROME, lead_service="STJ")
    _held(world, *(elsewhere for _ in range(9)))
    for name, after in _every(world, FOR_PARTNERS, selection, "partner Mirabel").items():
        pd.testing.assert_frame_equal(after, before[name])


def test_a_partner_reads_the_figures_of_its_own_municipality(world: World) -> None:
    _held(world, *(_full_cafe() for _ in range(6)))
    shown = _every(world, FOR_PARTNERS, YEARS, "partner Mirabel")
    for name in FOR_PARTNERS.keys() - {"themes_answered"}:  # which masks a theme never answered
        assert (name, shown[name]["meetups"].max()) == (name, 6)


@pytest.mark.parametrize("name", sorted(NOT_FOR_PARTNERS))
def test_a_partner_is_refused_what_would_cut_its_themes_further(
    sqlite_world: World, name: str
) -> None:
    with pytest.raises(NotAllowed):
        _read(sqlite_world, FIGURES[name], YEARS, "partner Mirabel")


def test_a_theme_raised_fewer_times_than_the_small_number_is_masked_for_a_partner(
    world: World,
) -> None:
    _held(
        world,
        *(_with_themes("noise", "speeding") for _ in range(4)),
        _with_themes("noise"),
        _cafe(),
    )
    (row,) = _read(world, figures.themes_raised, YEARS, "partner Mirabel").to_dict("records")
    assert (row["theme"], row["meetups"], row["n"], row["is_minimum"]) == ("noise", 5, 6, True)


def test_each_year_is_masked_by_itself_so_that_no_difference_gives_one_back(world: World) -> None:
    _held(
        world,
        *(_with_themes("noise", date="2024-05-01") for _ in range(6)),
        *(_with_themes("noise", date="2025-02-01") for _ in range(4)),
    )
    both = _rows(world, figures.themes_raised, "theme", YEARS, "partner Mirabel")
    only_2025 = replace(YEARS, starts_on=dt.date(2025, 1, 1))
    assert both["noise"]["meetups"] == 6
    assert _rows(world, figures.themes_raised, "theme", only_2025, "partner Mirabel") == {}


def test_a_partners_period_is_widened_to_whole_years(world: World) -> None:
    _held(world, *(_with_themes("noise", date="2024-05-01") for _ in range(5)))
    one_day = Selection(dt.date(2024, 12, 31), dt.date(2024, 12, 31))
    for figure in (figures.themes_raised, figures.themes_by_municipality):
        found = _rows(world, figure, "theme", one_day, "partner Mirabel")
        assert (found["noise"]["meetups"], found["noise"]["n"]) == (5, 5)


def test_a_partner_cannot_cut_its_themes_by_service_or_clientele(world: World) -> None:
    of_ste = _full_cafe(other_services=["STE"])
    _held(world, *(of_ste for _ in range(5)), *(_with_themes("noise") for _ in range(4)))
    whole = _read(world, figures.themes_raised, YEARS, "partner Mirabel")
    cut = replace(MERCHANTS, services=("STE",))
    pd.testing.assert_frame_equal(
        _read(world, figures.themes_raised, cut, "partner Mirabel"), whole
    )
    assert whole["meetups"].tolist() == [9]


def test_a_partner_of_two_municipalities_gets_no_total_that_gives_a_masked_one_back(
    world: World,
) -> None:
    partner = replace(
        world.viewer("partner Mirabel"), municipality_codes=frozenset({MIRABEL, BLAINVILLE})
    )
    _held(
        world,
        *(_with_themes("noise") for _ in range(5)),
        *(_with_themes("noise", municipality_code=BLAINVILLE) for _ in range(4)),
    )
    assert _rows(world, figures.themes_raised, "theme", YEARS, partner)["noise"]["meetups"] == 5
    by_municipality = _rows(world, figures.themes_by_municipality, "name", YEARS, partner)
    assert _meetups(by_municipality) == {"Mirabel": 5}


def test_what_is_masked_for_a_partner_is_not_shown_as_0(world: World) -> None:
    _held(
        world,
        *(_with_themes("noise", by="police") for _ in range(5)),
        _with_themes("noise"),
    )
    row = _rows(world, figures.themes_raised, "theme", YEARS, "partner Mirabel")["noise"]
    assert row["by_police"] == 5
    assert pd.isna([row["meetups"], row["share"]]).all()


def test_a_partners_share_is_a_least_and_has_no_interval(world: World) -> None:
    _held(world, *(_with_themes("noise") for _ in range(8)), _cafe(), _cafe())
    row = _rows(world, figures.themes_raised, "theme", YEARS, "partner Mirabel")["noise"]
    assert row["share"] == 0.8
    assert pd.isna([row["low"], row["high"]]).all()


def test_the_small_number_is_the_viewers(world: World) -> None:
    _held(world, *(_with_themes("noise") for _ in range(3)))
    partner = world.viewer("partner Mirabel")
    assert _read(world, figures.themes_raised, YEARS, partner).empty
    lower = replace(partner, small_number=3)
    assert _read(world, figures.themes_raised, YEARS, lower)["meetups"].tolist() == [3]
