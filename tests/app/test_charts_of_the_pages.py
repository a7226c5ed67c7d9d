"""A chart on its page: kept for all who may see the same, fresh for everybody, leading on."""

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cafedata import charts, figures, meetups
from cafedata.web import chart, filter_bar, prepared
from tests.app.conftest import Open, said
from tests.world import MIRABEL, World


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
