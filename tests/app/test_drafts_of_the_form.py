"""What is typed in the form survives the browser tab, the device and the sign-in."""

import pytest
import streamlit as st

from cafedata import drafts
from cafedata.web.entry_form import sections
from tests.app.conftest import Open, said
from tests.app.test_record_page import CORRECTION, fill_the_short_path, key, save, unfold
from tests.world import World


def kept(world: World) -> list[drafts.Draft]:
    with world.reading() as session:
        return drafts.mine(session, world.viewer("liaison MIR"))


def test_opening_the_form_keeps_no_draft(sqlite_world: World, open_page: Open) -> None:
    open_page("liaison MIR", "record")
    assert kept(sqlite_world) == []


def test_opening_a_correction_or_a_copy_keeps_no_draft(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record(sqlite_world.entry())
    open_page("liaison MIR", "record", meetup=str(saved.meetup_id)).run()
    open_page("liaison MIR", "record", like=str(saved.meetup_id)).run()
    assert kept(sqlite_world) == []


def test_one_begins_another_cafe_and_the_draft_stays(sqlite_world: World, open_page: Open) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    app.run()
    next(button for button in app.button if button.label == "Commencer à neuf").click().run()
    assert app.number_input(key=key("people", 2)).value is None
    app.number_input(key=key("people", 2)).set_value(30).run()
    assert sorted(draft.typed["people"] for draft in kept(sqlite_world)) == [15, 30]


def test_what_is_typed_comes_back_in_another_browser(sqlite_world: World, open_page: Open) -> None:
    first = fill_the_short_path(open_page("liaison MIR", "record"))
    unfold(first, "notes")
    first.run()
    first.text_area(key=key("notes")).set_value("Beaucoup de monde").run()

    second = open_page("liaison MIR", "record")
    assert second.number_input(key=key("people")).value == 15
    assert "Brouillon gardé" in said(second)
    save(second)
    assert "C'est enregistré." in said(second)
    with sqlite_world.reading() as session:
        from sqlalchemy import select

        from cafedata.model import Meetup

        assert session.scalars(select(Meetup.notes)).all() == ["Beaucoup de monde"]


def test_saving_forgets_the_draft(sqlite_world: World, open_page: Open) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    assert len(kept(sqlite_world)) == 1
    save(app)
    assert kept(sqlite_world) == []


def test_a_refused_entry_stays_in_the_draft(sqlite_world: World, open_page: Open) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    app.number_input(key=key("people")).set_value(-3)
    save(app)
    assert kept(sqlite_world)[0].typed["people"] == -3


def test_a_draft_is_given_up_only_on_purpose(sqlite_world: World, open_page: Open) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    app.run()
    next(button for button in app.button if button.label == "Oui, effacer").click().run()
    assert kept(sqlite_world) == []
    assert app.number_input(key=key("people", 2)).value is None


def test_the_draft_of_a_correction_comes_back_with_its_version(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record()
    first = open_page("liaison MIR", "record", meetup=str(saved.meetup_id))
    first.number_input(key=key("people", CORRECTION)).set_value(40).run()
    sqlite_world.correct(saved, sqlite_world.entry(notes="Entre-temps."))

    second = open_page("liaison MIR", "record", meetup=str(saved.meetup_id))
    assert second.number_input(key=key("people", CORRECTION)).value == 40
    save(second)
    assert "Quelqu'un a modifié ce café" in said(second)


def test_what_is_typed_is_kept_even_if_its_drawing_is_interrupted(
    sqlite_world: World, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("liaison MIR", "record")
    # Somebody who types on makes Streamlit give up the run that draws what they typed before.
    monkeypatch.setattr(sections, "show", lambda *fields, **options: st.stop())
    app.number_input(key=key("people")).set_value(15).run()
    assert kept(sqlite_world)[0].typed["people"] == 15


def test_what_is_typed_before_the_form_is_all_drawn_is_kept(
    sqlite_world: World, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sections, "show", lambda *fields, **options: st.stop())
    app = open_page("liaison MIR", "record")
    app.number_input(key=key("people")).set_value(15).run()
    monkeypatch.undo()
    assert kept(sqlite_world)[0].typed["people"] == 15
