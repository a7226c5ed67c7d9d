"""The form: what it saves, what it refuses, and what it never loses."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from cafedata.model import Meetup
from cafedata.vocabulary import CountPrecision, MeetupState
from tests.app.conftest import Open, said
from tests.world import MIRABEL, TODAY, World

CORRECTION = 1
"""The form that a tab opens to correct a meetup, after the empty one of its first page."""


def key(name: str, form: int = 1) -> str:
    """The key of a widget of the tab's first form, or of a later one."""
    return f"entry_form:{form}:{name}"


def choose(app: AppTest, name: str, value: object) -> None:
    widget: Any = app.get_by_key(key(name))
    widget.set_value(value)


def fill_the_short_path(app: AppTest) -> AppTest:
    choose(app, "day", TODAY)
    choose(app, "municipality", MIRABEL)
    app.number_input(key=key("people")).set_value(15)
    choose(app, "precision", CountPrecision.about)
    return app.run()


def unfold(app: AppTest, *sections: str, form: int = 1) -> None:
    for section in sections:
        app.session_state[key(f"{section}:button:open", form)] = True


def save(app: AppTest) -> AppTest:
    return next(button for button in app.button if "Enregistrer" in button.label).click().run()


def press(app: AppTest, words: str) -> AppTest:
    """Press the button whose label has these words."""
    return next(button for button in app.button if words in button.label).click().run()


def meetups_stored(world: World) -> int:
    with world.reading() as session:
        return session.scalar(select(func.count(Meetup.id))) or 0


def test_the_short_path_saves_a_cafe(sqlite_world: World, open_page: Open) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    choose(app, "themes:road", ["speeding"])
    choose(app, "programs", ["echec_crime"])
    save(app)
    assert not app.exception
    assert "C'est enregistré." in said(app)
    with sqlite_world.reading() as session:
        meetup_id = session.scalars(select(Meetup.id)).one()
    entry = sqlite_world.read(meetup_id).entry
    assert (entry.date, entry.municipality_code, entry.lead_service) == (TODAY, MIRABEL, "MIR")
    assert (entry.attendance.value, entry.attendance.precision) == (15, CountPrecision.about)
    assert [theme.theme_code for theme in entry.themes] == ["speeding"]
    assert [program.program_code for program in entry.programs] == ["echec_crime"]


def test_saving_leaves_an_empty_form(sqlite_world: World, open_page: Open) -> None:
    app = save(fill_the_short_path(open_page("liaison MIR", "record")))
    assert app.number_input(key=key("people", form=2)).value is None


def test_a_form_sent_twice_saves_once(sqlite_world: World, open_page: Open) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    form = app.session_state["entry_form"]
    save(app)
    app.session_state["entry_form"] = form
    app.run()
    save(app)
    assert meetups_stored(sqlite_world) == 1


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("people", -3, "Le plus petit permis est 0."),
        ("people", 10**9, "Le plus grand permis est 5\u00a0000."),
        ("notes", "x" * 10_000, "Le texte est trop long\u00a0: au plus 2\u00a0000 caractères."),
        ("notes", "<script>alert(1)</script>", "Retirez les balises"),
        ("notes", "Bravo \N{PARTY POPPER}", "Retirez les émojis"),
    ],
)
def test_bad_input_is_told_kept_and_not_stored(
    sqlite_world: World, open_page: Open, name: str, value: object, sentence: str
) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    unfold(app, "hours", "notes")
    app.run()
    choose(app, name, value)
    save(app)
    assert sentence in said(app)
    assert app.session_state[key(name)] == value
    assert meetups_stored(sqlite_world) == 0


def test_an_end_before_the_start_is_told_beside_the_end(
    sqlite_world: World, open_page: Open
) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    unfold(app, "hours", "notes")
    app.run()
    app.time_input(key=key("start_time")).set_value(dt.time(15, 0))
    app.time_input(key=key("end_time")).set_value(dt.time(14, 0))
    save(app)
    assert "La fin doit venir après le début." in said(app)
    assert meetups_stored(sqlite_world) == 0


def test_what_is_hidden_while_a_cafe_is_cancelled_comes_back_when_it_was_held(
    open_page: Open,
) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    choose(app, "state", MeetupState.cancelled)
    app.run()
    choose(app, "state", MeetupState.held)
    app.run()
    assert app.number_input(key=key("people")).value == 15


def test_correcting_starts_from_what_is_stored_and_saves_over_it(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record()
    app = open_page("liaison MIR", "record", meetup=str(saved.meetup_id))
    assert app.number_input(key=key("people", CORRECTION)).value == 15
    app.number_input(key=key("people", CORRECTION)).set_value(40)
    save(app)
    assert "C'est enregistré." in said(app)
    before, after = sqlite_world.entry(), sqlite_world.read(saved.meetup_id).entry
    assert after.attendance.value == 40
    assert after.model_copy(update={"attendance": before.attendance}) == before


def test_a_cafe_corrected_by_somebody_else_meanwhile_is_not_overwritten(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record()
    app = open_page("liaison MIR", "record", meetup=str(saved.meetup_id))
    sqlite_world.correct(saved, sqlite_world.entry(notes="D'abord moi."))
    app.number_input(key=key("people", CORRECTION)).set_value(40)
    save(app)
    assert "Quelqu'un a modifié ce café" in said(app)
    assert app.number_input(key=key("people", CORRECTION)).value == 40
    assert sqlite_world.read(saved.meetup_id).entry.notes == "D'abord moi."


def test_an_unlikely_crowd_is_asked_about_then_saved(sqlite_world: World, open_page: Open) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    app.number_input(key=key("people")).set_value(800)
    save(app)
    assert "Vraiment 800 personnes?" in [warning.value for warning in app.warning]
    assert meetups_stored(sqlite_world) == 0

    next(button for button in app.button if button.label == "Oui, enregistrer").click().run()
    assert "C'est enregistré." in said(app)
    assert meetups_stored(sqlite_world) == 1


def test_a_probable_twin_is_shown_before_saving_and_may_be_another(
    sqlite_world: World, open_page: Open
) -> None:
    sqlite_world.record(sqlite_world.entry(date=TODAY))
    app = save(fill_the_short_path(open_page("liaison MIR", "record")))
    assert app.warning[0].value.startswith("Une rencontre est déjà inscrite ce jour-là")
    assert [link.label for link in app.page_link if "même" in link.label]
    assert "Beaucoup" not in said(app)
    assert "Café de la Gare" in said(app)
    assert meetups_stored(sqlite_world) == 1

    press(app, "C'est une autre")
    assert "C'est enregistré." in said(app)
    assert meetups_stored(sqlite_world) == 2


def test_a_conflict_shows_both_sides_and_saves_what_was_chosen(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record()
    app = open_page("liaison MIR", "record", meetup=str(saved.meetup_id))
    sqlite_world.correct(
        saved, sqlite_world.entry(source="Courriel", attendance={"value": 30, "precision": "about"})
    )
    app.number_input(key=key("people", CORRECTION)).set_value(40)
    save(app)
    assert "Deux corrections du même café" in said(app)
    assert "environ 40" in said(app)
    assert "environ 30" in said(app)

    settle = "Continuer avec ces choix"
    next(button for button in app.button if button.label == settle).click().run()
    assert "Choisissez une version pour chaque ligne." in said(app)

    choice: Any = app.get_by_key(key(":button:choose:attendance", CORRECTION))
    choice.set_value("mine").run()
    next(button for button in app.button if button.label == settle).click().run()
    save(app)
    entry = sqlite_world.read(saved.meetup_id).entry
    assert (entry.attendance.value, entry.source) == (40, "Courriel")


def test_what_looks_personal_is_warned_about_beside_the_field_and_never_blocks(
    sqlite_world: World, open_page: Open
) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    unfold(app, "hours", "notes")
    app.run()
    app.text_area(key=key("notes")).set_value("Rappeler au 450-555-1234.")
    save(app)
    warned = "On dirait un numéro de téléphone\u00a0: retirez-le ou confirmez."
    assert [warning.value for warning in app.warning] == [warned, warned]
    assert meetups_stored(sqlite_world) == 0

    next(button for button in app.button if button.label == "Oui, enregistrer").click().run()
    assert meetups_stored(sqlite_world) == 1
