"""The list of meetups, one meetup, and what may be done to it."""

import datetime as dt

import pytest
import streamlit as st
from sqlalchemy import select

from cafedata.model import Meetup
from cafedata.vocabulary import MeetupState
from tests.app.conftest import Open, said
from tests.app.test_my_cafes_page import links
from tests.world import TODAY, World


def test_a_search_finds_by_venue_without_accents(sqlite_world: World, open_page: Open) -> None:
    sqlite_world.record(sqlite_world.entry(venue_name="Crêperie de l'Église"))
    sqlite_world.record(sqlite_world.entry(venue_name="Gare"))
    app = open_page("commander MIR", "meetups")
    app.text_input(key="meetups_text").set_value("CREPERIE").run()
    assert "Crêperie de l'Église" in said(app)
    assert "Mirabel, Gare" not in said(app)


def test_another_service_reads_a_meetup_without_its_notes(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record(sqlite_world.entry(notes="Propos à garder pour nous."))
    app = open_page("liaison STJ", "meetups", meetup=str(saved.meetup_id))
    assert "Café de la Gare" in said(app)
    assert "Propos à garder" not in said(app)
    assert not [button for button in app.button if "annulation" in button.label]


def test_a_liaison_cancels_a_cafe_with_its_reason_and_restores_it(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record()
    app = open_page("liaison MIR", "meetups", meetup=str(saved.meetup_id))
    press = next(button for button in app.button if button.label == "Confirmer l'annulation")
    press.click().run()
    assert "Dites pourquoi" in app.error[0].value
    assert _state(sqlite_world, saved.meetup_id) is MeetupState.held

    app.text_input(key=f"cancel_reason_{saved.meetup_id}").set_value("Tempête")
    press = next(button for button in app.button if button.label == "Confirmer l'annulation")
    press.click().run()
    assert _state(sqlite_world, saved.meetup_id) is MeetupState.cancelled
    assert "Ce café est annulé." in app.toast[0].value

    app.button(key="restore_1").click().run()
    assert not app.exception
    assert _state(sqlite_world, saved.meetup_id) is MeetupState.held
    assert "Cette version est rétablie." in app.toast[0].value


def test_a_cafe_says_its_state_once_with_its_reason(sqlite_world: World, open_page: Open) -> None:
    cancelled = sqlite_world.entry(state="cancelled", state_reason="Verglas")
    saved = sqlite_world.record(cancelled)
    app = open_page("liaison MIR", "meetups", meetup=str(saved.meetup_id))
    written = (*app.main.markdown, *app.main.caption, *app.main.text)
    shown = [text.value for text in written]
    assert sum("Annulée" in text for text in shown) == 1
    assert sum("Verglas" in text for text in shown) == 1


def test_a_cafe_has_a_title_of_its_own_no_filters_and_ways_back(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record()
    app = open_page("liaison MIR", "meetups", meetup=str(saved.meetup_id))
    assert [title.value for title in app.title] == ["Mirabel, vendredi 14 mars 2025"]
    assert not app.sidebar.multiselect
    assert {"Mes cafés", "Toutes les rencontres"} <= links(app).keys()
    app = open_page("liaison MIR", "meetups")
    assert [title.value for title in app.title] == ["Toutes les rencontres"]
    assert app.sidebar.multiselect


def test_the_browsers_tab_names_the_cafe(
    sqlite_world: World, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[str] = []
    monkeypatch.setattr(st, "set_page_config", lambda page_title, **rest: named.append(page_title))
    saved = sqlite_world.record()
    open_page("liaison MIR", "meetups", meetup=str(saved.meetup_id))
    assert named[-1] == "Mirabel, vendredi 14 mars 2025 – Café avec un policier"


def test_a_cafe_postponed_to_a_day_that_is_past_is_asked_about(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record(sqlite_world.planned())
    app = open_page("liaison MIR", "meetups", meetup=str(saved.meetup_id))
    new_date = app.date_input(key=f"postpone_date_{saved.meetup_id}")
    new_date.set_value(TODAY - dt.timedelta(days=1)).run()
    assert "Cette date est passée" in app.warning[0].value
    new_date.set_value(TODAY + dt.timedelta(days=1)).run()
    assert not app.warning


def test_a_meetup_that_is_not_the_viewers_to_read_is_said_not_to_exist(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record(sqlite_world.planned())
    app = open_page("liaison STJ", "meetups", meetup=str(saved.meetup_id))
    assert "Ce café n'existe pas, ou il n'est pas ouvert à votre rôle." in said(app)


def test_a_misspelt_meetup_in_the_address_shows_the_list(open_page: Open) -> None:
    app = open_page("liaison MIR", "meetups", meetup="12; drop table")
    assert not app.exception
    assert "Rien ne correspond" in said(app)


def _state(world: World, meetup_id: int) -> MeetupState:
    with world.reading() as session:
        return session.scalars(select(Meetup.state).where(Meetup.id == meetup_id)).one()
