"""A chart on its page: kept for all who may see the same, fresh for everybody, leading on."""

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cafedata import charts, figures, meetups
from cafedata.web import chart, filter_bar, prepared
from tests.app.conftest import Open, said
from tests.world import MIRABEL, SAINT_JEROME, World


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    prepared.clear()


def _findings(app: AppTest) -> list[str]:
    return [element.proto.alt for element in app.get("vega_lite_chart")]


def test_a_meetup_saved_in_one_session_shows_in_another_at_its_next_interaction(
    sqlite_world: World, open_page: Open
) -> None:
    sqlite_world.record()
    app = open_page("commander MIR", "attendance")
    assert _findings(app)[0] == "Environ 15 personnes en 1 rencontre."
    sqlite_world.record(sqlite_world.entry(date="2025-03-02"))
    assert _findings(app.run())[0] == "Environ 30 personnes en 2 rencontres."


def test_what_is_kept_is_made_once_for_all_who_may_see_the_same(
    sqlite_world: World, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite_world.record()
    made: list[str] = []

    def told(*frames: pd.DataFrame) -> str:
        made.append("finding")
        return "Un constat."

    monkeypatch.setattr(charts, "people_met_finding", told)
    app = open_page("commander MIR", "attendance")
    app.run()
    open_page("commander MIR", "attendance")
    assert made == ["finding"]
    open_page("partner Mirabel", "attendance")
    assert made == ["finding", "finding"]


def test_a_partner_never_gets_what_was_kept_for_the_police(
    sqlite_world: World, open_page: Open
) -> None:
    sqlite_world.record()
    sqlite_world.record(sqlite_world.entry(municipality_code="75005", date="2025-03-02"))
    assert "2 rencontres" in _findings(open_page("commander MIR", "attendance"))[0]
    app = open_page("partner Mirabel", "attendance")
    assert "1 rencontre." in _findings(app)[0]
    assert "Voir la rencontre" not in str([link.proto for link in app.get("page_link")])


@pytest.mark.parametrize(
    ("row", "key", "kept"),
    [
        ({"service": "STJ"}, "filter_services", ["STJ"]),
        ({"municipality": MIRABEL}, "filter_municipalities", [MIRABEL]),
        ({"theme": "noise"}, "filter_theme", "noise"),
    ],
)
def test_a_row_of_a_table_narrows_the_filters(
    monkeypatch: pytest.MonkeyPatch, row: dict[str, str], key: str, kept: object
) -> None:
    state: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", state)
    filter_bar.narrow(pd.Series(row))
    assert state[key] == kept


@pytest.mark.parametrize("row", [-1, 7, "0", None, 1.5, [0]])
def test_a_row_that_a_browser_makes_up_narrows_nothing(
    monkeypatch: pytest.MonkeyPatch, row: object
) -> None:
    state: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", state)
    chart._pick(pd.DataFrame({"service": ["MIR", "STJ"]}), row)
    assert state == {}


def test_the_overview_tells_the_seven_advantages_and_what_is_missing(
    sqlite_world: World, open_page: Open
) -> None:
    sqlite_world.record()
    app = open_page("commander MIR", "overview")
    assert not app.exception
    titles = [metric.label for metric in app.metric if metric.label[0].isdigit()]
    assert [title[0] for title in titles] == list("1234567")
    assert "Il manque un sondage" in said(app)


def test_what_changed_since_the_last_visit_is_listed_from_the_second_one_on(
    sqlite_world: World, open_page: Open
) -> None:
    import datetime as dt

    from cafedata import people

    viewer = sqlite_world.viewer("commander MIR")
    assert "première visite" in said(open_page("commander MIR", "overview"))
    sqlite_world.record(sqlite_world.entry(venue_name="Crêperie"))
    with sqlite_world.writing() as session:
        people.begin_visit(session, viewer, dt.datetime.now(dt.UTC))
    assert "Crêperie" in said(open_page("commander MIR", "overview"))


def test_two_services_are_compared_in_words(sqlite_world: World, open_page: Open) -> None:
    for day in range(1, 8):
        sqlite_world.record(sqlite_world.entry(date=f"2025-03-0{day}"))
    app = open_page("commander MIR", "compare")
    assert not app.exception
    assert "trop peu de rencontres pour un intervalle" in said(app)


def test_a_link_leads_to_the_group_of_charts_that_its_sender_saw(
    sqlite_world: World, open_page: Open
) -> None:
    app = open_page("commander MIR", "attendance")
    app.segmented_control(key="group_people").set_value("rates").run()
    assert app.query_params["show"] == "rates"
    other = open_page("commander STJ", "attendance", show="rates")
    assert "Combien de personnes pour 10 000 résidents desservis?" in said(other)
    lost = open_page("commander STJ", "attendance", show="nothing of the kind")
    assert "Combien de personnes viennent à une rencontre?" in said(lost)


def test_a_regional_county_is_chosen_and_left_as_one(sqlite_world: World, open_page: Open) -> None:
    catalog = sqlite_world.catalog()
    county = next(name for name, codes in catalog.mrcs.items() if len(codes) > 1)
    app = open_page("commander MIR", "map")
    app.multiselect(key="filter_municipalities").set_value([MIRABEL]).run()
    app.multiselect(key="filter_mrcs").set_value(["Mirabel", county]).run()
    chosen = app.multiselect(key="filter_municipalities").value
    assert set(chosen) == catalog.mrcs[county] | {MIRABEL}
    assert f"MRC {county}" in said(app)
    app.multiselect(key="filter_mrcs").set_value(["Mirabel"]).run()
    assert app.multiselect(key="filter_municipalities").value == [MIRABEL]
    app.multiselect(key="filter_municipalities").set_value([chosen[0]]).run()
    assert county not in app.multiselect(key="filter_mrcs").value


def test_a_territory_is_whole_whatever_municipalities_are_chosen(
    sqlite_world: World, open_page: Open
) -> None:
    sqlite_world.record()
    app = open_page("commander MIR", "map")
    whole = _findings(app)[-1]
    app.multiselect(key="filter_municipalities").set_value([SAINT_JEROME]).run()
    assert _findings(app)[-1] == whole


def test_a_partner_cannot_filter_by_theme(sqlite_world: World) -> None:
    from dataclasses import replace

    from cafedata.errors import NotAllowed
    from cafedata.selection import Selection
    from tests.world import TODAY

    themed = replace(Selection.last_twelve_months(TODAY), theme="noise")
    with sqlite_world.reading() as session, pytest.raises(NotAllowed):
        figures.attendance_overall(session, sqlite_world.viewer("partner Mirabel"), themed)


def test_a_failed_change_leaves_the_version_of_the_data_alone(sqlite_world: World) -> None:
    def version() -> int:
        with sqlite_world.reading() as session:
            return prepared.data_seen(session).version

    def fail() -> None:
        with sqlite_world.writing() as session:
            meetups.record(session, sqlite_world.viewer("liaison MIR"), sqlite_world.entry())
            raise RuntimeError

    before = version()
    with pytest.raises(RuntimeError):
        fail()
    assert version() == before
    sqlite_world.record()
    assert version() == before + 1
