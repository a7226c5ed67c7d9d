"""What the figures of themes, programs, offences and places leave out, and what they never give back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from cafedata import figures, meetups
from cafedata.access import Viewer
from cafedata.administration import regrouping
from cafedata.entry import MeetupEntry, checked
from cafedata.selection import Selection, from_address
from cafedata.vocabulary import Answer, Grain
from tests.recording import record_all
from tests.world import LACHUTE, MIRABEL, SAINT_JEROME, TODAY, World

Row = dict[str, Any]

YEARS = Selection(dt.date(2023, 1, 1), dt.date(2025, 12, 31))


def _cafe(**changes: Any) -> MeetupEntry:
    values: Row = {
        "state": "held",
        "lead_service": "MIR",
        "date": "2025-03-14",
        "municipality_code": MIRABEL,
    }
    return checked(values | changes)


def _with_offences(count: int, action: str = "none", **changes: Any) -> MeetupEntry:
    row = {"family": "fraud", "victim": "citizen", "count": count, "action": action}
    return _cafe(unreported_offences=[row], **changes)


def _held(world: World, *entries: MeetupEntry) -> None:
    officer = world.viewer("liaison MIR")
    with world.writing() as session:
        record_all(session, officer, entries)


def _read(
    world: World,
    figure: Callable[..., pd.DataFrame],
    *more: Any,
    selection: Selection = YEARS,
    who: str | Viewer = "commander MIR",
) -> list[Row]:
    viewer = world.viewer(who) if isinstance(who, str) else who
    with world.reading() as session:
        rows = figure(session, viewer, selection, *more).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _heard(
    world: World, selection: Selection = YEARS, who: str | Viewer = "commander MIR"
) -> list[Any]:
    return [
        None if pd.isna(row["heard"]) else int(row["heard"])
        for row in _read(world, figures.offences_by_family, selection=selection, who=who)
    ]


# Offences


def test_a_service_knows_the_offences_that_it_heard_of_however_few(world: World) -> None:
    _held(world, _with_offences(1, "report_opened"))
    (row,) = _read(world, figures.offences_by_family, selection=YEARS.of_service("MIR"))
    assert (row["family"], row["heard"], row["acted"], row["acted_of"]) == ("fraud", 1, 1, 1)
    assert (row["is_minimum"], row["share"]) == (False, 1)
    assert pd.isna([row["low"], row["high"]]).all()


def test_few_offences_of_another_service_are_masked_and_five_are_shown(world: World) -> None:
    _held(world, _with_offences(4, lead_service="STJ"))
    assert _heard(world) == []
    assert _heard(world, who="commander STJ") == [4]
    _held(world, _with_offences(1, lead_service="STJ"))
    assert _heard(world) == [5]


def test_the_total_of_several_services_gives_no_masked_one_back(world: World) -> None:
    _held(world, _with_offences(6, lead_service="STJ"), _with_offences(3, lead_service="SQ"))
    _held(world, _with_offences(2))
    assert _heard(world) == [8]
    assert _heard(world, YEARS.of_service("STJ")) == [6]
    assert _heard(world, YEARS.of_service("SQ")) == []
    assert _heard(world, replace(YEARS, services=("SQ", "STJ"))) == [6]


def test_a_joint_meetup_that_one_knows_is_no_part_of_a_masked_cell(world: World) -> None:
    _held(
        world,
        _with_offences(3, lead_service="STJ", other_services=["MIR"]),
        _with_offences(3, lead_service="STJ"),
    )
    # Six were heard by Saint-Jérôme; less the three that Mirabel knows, three would be given away.
    assert _heard(world) == [3]


@pytest.mark.parametrize(
    "cut",
    [
        {"starts_on": dt.date(2025, 3, 1)},
        {"ends_on": dt.date(2025, 3, 14)},
        {"municipalities": (MIRABEL,)},
        {"clientele": "merchants"},
        {"theme": "noise"},
        {"program": "aine_avise"},
    ],
    ids=str,
)
def test_no_filter_cuts_the_cells_of_another_service(world: World, cut: Row) -> None:
    _held(
        world,
        *(_with_offences(3, lead_service="STJ", date=f"2025-0{month}-14") for month in (2, 3)),
    )
    assert _heard(world) == [6]
    assert _heard(world, replace(YEARS, **cut)) in ([6], [])


def test_the_share_that_led_to_an_action_is_masked_where_either_part_is_small(world: World) -> None:
    _held(
        world,
        _with_offences(8, lead_service="STJ"),
        _with_offences(2, "report_opened", lead_service="STJ"),
    )
    (row,) = _read(world, figures.offences_by_family)
    assert row["heard"] == 10
    assert pd.isna([row["acted"], row["acted_of"], row["share"]]).all()
    _held(world, _with_offences(3, "report_opened", lead_service="STJ"))
    (row,) = _read(world, figures.offences_by_family)
    assert (row["heard"], row["acted"], row["acted_of"]) == (13, 5, 13)
    assert row["low"] < row["share"] < row["high"]


def test_a_partners_offences_are_masked_by_year_and_municipality(world: World) -> None:
    _held(
        world,
        _with_offences(4, date="2024-05-01"),
        _with_offences(6),
        _with_offences(9, municipality_code=SAINT_JEROME),
    )
    assert _heard(world, who="partner Mirabel") == [6]
    one_day = Selection(dt.date(2024, 5, 1), dt.date(2024, 5, 1))
    assert _heard(world, one_day, "partner Mirabel") == []


def test_meetups_where_others_heard_of_offences_are_shown_from_six(world: World) -> None:
    _held(world, *(_with_offences(2, lead_service="STJ") for _ in range(5)))
    (row,) = _read(world, figures.offences_by_family)
    assert (row["heard"], row["meetups"]) == (10, None)
    _held(world, _with_offences(2, lead_service="STJ"))
    (row,) = _read(world, figures.offences_by_family)
    assert (row["heard"], row["meetups"]) == (12, 6)


def test_the_administrator_reads_every_offence(world: World) -> None:
    _held(world, _with_offences(1, lead_service="STJ"), _with_offences(1))
    assert _heard(world, who="administrator") == [2]


# Answers


def _talk(*themes: str, programs: tuple[str, ...] = (), **changes: Any) -> MeetupEntry:
    return _cafe(
        themes=[{"theme_code": code} for code in themes],
        programs=[{"program_code": code} for code in programs],
        **changes,
    )


def test_a_theme_is_answered_by_a_program_promoted_at_the_same_meetup(world: World) -> None:
    _held(
        world,
        _talk("break_in", programs=("bon_voisin", "echec_crime")),
        _talk("break_in", programs=("aine_avise",)),
        _talk("break_in"),
        _talk(programs=("bon_voisin",)),
    )
    rows = _read(world, figures.themes_answered)
    assert [(row["answer"], row["meetups"], row["of"]) for row in rows] == [
        (Answer.unanswered, 2, 3),
        (Answer.answered, 1, 3),
    ]
    assert {row["programs"] for row in rows} == {3}


def test_what_the_police_bring_is_no_demand(world: World) -> None:
    brought = [{"theme_code": "break_in", "raised_by": "police"}]
    _held(world, _cafe(themes=brought, programs=[{"program_code": "bon_voisin"}]))
    assert _read(world, figures.themes_answered) == []
    rows = _read(world, figures.programs_called_for)
    assert [(row["answer"], row["meetups"]) for row in rows] == [
        (Answer.without_demand, 1),
        (Answer.answered, 0),
    ]


def test_an_answer_that_exists_and_was_not_given_is_a_pair_with_0(world: World) -> None:
    _held(world, _talk("senior_fraud", programs=("aine_avise",)), _talk("senior_fraud"))
    rows = _read(world, figures.themes_by_program)
    found = {row["program"]: (row["meetups"], row["raised"], row["unanswered"]) for row in rows}
    assert found == {"aine_avise": (1, 2, 1), "measure_call_back": (0, 2, 1)}


def test_words_regrouped_under_a_theme_are_answered_by_its_programs(world: World) -> None:
    told = [{"theme_code": "other", "other_text": "Cambriolages"}]
    _held(world, _cafe(themes=told, programs=[{"program_code": "bon_voisin"}]))
    with world.writing() as session:
        administrator = world.viewer("administrator")
        regrouping.regroup(session, administrator, ["Cambriolages"], "break_in")
    rows = _read(world, figures.themes_answered)
    found = {(row["theme"], row["answer"]): row["meetups"] for row in rows}
    assert found == {("break_in", Answer.unanswered): 0, ("break_in", Answer.answered): 1}
    called_for = _read(world, figures.programs_called_for)
    assert [row["meetups"] for row in called_for] == [0, 1]


def test_a_partner_sees_answers_only_where_no_part_is_small(world: World) -> None:
    answered = _talk("break_in", programs=("bon_voisin",))
    _held(world, *(answered for _ in range(5)), *(_talk("break_in") for _ in range(4)))
    assert _read(world, figures.themes_answered, who="partner Mirabel") == []
    _held(world, _talk("break_in"))
    rows = _read(world, figures.themes_answered, who="partner Mirabel")
    assert [(row["answer"], row["meetups"], row["of"], row["is_minimum"]) for row in rows] == [
        (Answer.unanswered, 5, 10, True),
        (Answer.answered, 5, 10, True),
    ]


def test_answers_stay_hidden_where_their_hiding_would_give_them_away(world: World) -> None:
    quiet = _talk("noise")
    _held(world, quiet, *(_talk("break_in", programs=("bon_voisin",)) for _ in range(5)))
    _held(world, *(_talk("break_in") for _ in range(6)))
    assert _read(world, figures.themes_answered, who="partner Mirabel") == []


def test_a_retired_program_that_is_promoted_comes_with_its_successor(world: World) -> None:
    _held(
        world,
        _talk(programs=("info_crime",), other_services=["STJ"]),
        _talk(programs=("info_crime", "bon_voisin"), date="2025-03-20"),
    )
    (row,) = _read(world, figures.retired_promoted)
    assert (row["label"], row["successor"], row["meetups"]) == ("Info-Crime", "Échec au crime", 2)
    assert (row["services"], row["last_on"]) == (
        "Mirabel et Saint-Jérôme",
        pd.Timestamp(2025, 3, 20),
    )


def test_the_answer_in_an_address_keeps_the_meetups_of_a_mark(world: World) -> None:
    _held(world, _talk("break_in"), _talk("break_in", programs=("bon_voisin",)), _talk("noise"))
    address = {"theme": ["break_in"], "answer": ["unanswered"], "from": ["2023-01-01"]}
    selection = from_address(address, world.catalog(), TODAY)
    assert selection.answer is Answer.unanswered
    with world.reading() as session:
        found = meetups.search(session, world.viewer("commander STJ"), selection, TODAY)
    assert found.total == 1


def test_an_answer_that_is_misspelt_is_left_out(world: World) -> None:
    selection = from_address({"answer": ["unanswered'--"]}, world.catalog(), TODAY)
    assert selection.answer is None


@pytest.mark.parametrize("word", [{"theme": "break_in"}, {"answer": Answer.answered}], ids=str)
def test_a_partner_learns_no_theme_through_a_filter_or_the_search(world: World, word: Row) -> None:
    _held(world, *(_talk("break_in") for _ in range(2)))
    world.record(world.planned())
    partner = world.viewer("partner Mirabel")
    with world.reading() as session:
        for text in ("", "effraction", "vitesse"):
            found = meetups.search(session, partner, replace(YEARS, **word), TODAY, text=text)
            assert {row.state for row in found.summaries} <= {"planned"}
        assert not meetups.search(session, partner, YEARS, TODAY, text="effraction").total
    filtered = _read(world, figures.themes_answered, selection=replace(YEARS, **word), who=partner)
    assert filtered == []


# Over time


def test_under_five_meetups_a_month_has_a_share_and_no_band(world: World) -> None:
    _held(world, *(_talk("noise") for _ in range(5)), _talk("noise", date="2025-02-01"))
    march = Selection(dt.date(2025, 1, 10), dt.date(2025, 3, 31))
    rows = _read(world, figures.theme_over_time, "noise", Grain.month, selection=march)
    assert [(row["meetups"], row["n"]) for row in rows] == [(0, 0), (1, 1), (5, 5)]
    assert pd.isna([rows[0]["share"], rows[1]["low"]]).all()
    assert (rows[1]["share"], rows[2]["high"]) == (1, 1)


def test_a_partners_trend_is_by_year_and_breaks_where_it_is_masked(world: World) -> None:
    _held(
        world,
        *(_talk("noise", date="2024-05-01") for _ in range(5)),
        *(_talk("noise", date="2025-02-01") for _ in range(4)),
    )
    partner = "partner Mirabel"
    rows = _read(world, figures.theme_over_time, "noise", Grain.month, who=partner)
    assert [row["grain"] for row in rows] == ["year"] * 3
    assert [None if pd.isna(row["meetups"]) else row["meetups"] for row in rows] == [None, 5, None]
    assert [row["n"] for row in rows] == [0, 5, 4]


# Places


def test_a_municipality_never_visited_is_told_from_one_visited_long_ago(world: World) -> None:
    _held(
        world,
        _cafe(date="2023-11-05"),
        _cafe(date="2024-03-21", municipality_code=SAINT_JEROME),
        _cafe(state="planned", municipality_code=LACHUTE, date="2025-04-01"),
    )
    rows = _read(world, figures.unvisited_places, TODAY, who="commander STJ")
    months = {row["name"]: row["months_since"] for row in rows}
    assert "Saint-Jérôme" not in months  # eleven whole months
    assert months.pop("Mirabel") == 16
    assert set(months) == {"Blainville", "Lachute", "Saint-Colomban", "Saint-Eustache"}
    assert pd.isna(list(months.values())).all()
    assert rows[-1]["name"] == "Mirabel"


@pytest.mark.parametrize(("precision", "months"), [("day", 14), ("month", 13), ("year", 2)])
def test_a_café_of_an_unknown_day_may_have_been_on_its_last(
    world: World, precision: str, months: int
) -> None:
    _held(world, _cafe(date="2024-01-01", date_precision=precision))
    rows = _read(world, figures.places, TODAY)
    (mirabel,) = (row for row in rows if row["name"] == "Mirabel")
    assert mirabel["months_since"] == months


def test_without_a_population_there_is_no_rate(world: World) -> None:
    people = {"value": 12, "precision": "exact"}
    _held(world, _cafe(attendance=people, municipality_code=LACHUTE), _cafe(attendance=people))
    rows = {row["name"]: row for row in _read(world, figures.places, TODAY)}
    assert rows["Mirabel"]["per_10k"] == pytest.approx(12 / 6.6)
    assert rows["Lachute"]["people"] == 12
    assert pd.isna([rows["Lachute"]["residents"], rows["Lachute"]["per_10k"]]).all()


def test_when_all_counts_are_unknown_no_place_has_a_rate(world: World) -> None:
    _held(world, _cafe(), _cafe())
    rows = _read(world, figures.places, TODAY)
    assert sum(row["meetups"] for row in rows) == 2
    assert pd.isna([row["people"] for row in rows]).all()
    assert pd.isna([row["per_10k"] for row in rows]).all()


def test_a_partner_sees_its_own_municipalities_on_the_map(world: World) -> None:
    _held(world, _cafe(), _cafe(municipality_code=SAINT_JEROME))
    for selection in (YEARS, replace(YEARS, municipalities=(SAINT_JEROME, MIRABEL))):
        rows = _read(world, figures.places, TODAY, selection=selection, who="partner Mirabel")
        assert [row["name"] for row in rows] == ["Mirabel"]
