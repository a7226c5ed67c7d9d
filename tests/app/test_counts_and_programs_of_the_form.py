"""The short path: how many people, other themes, and the programs that answer what was said."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cafedata.vocabulary import CountPrecision, OffenceFamily, RaisedBy, Victim
from cafedata.web.entry_form import fields
from tests.app.conftest import Open, said
from tests.app.test_record_page import (
    choose,
    fill_the_short_path,
    key,
    meetups_stored,
    press,
    save,
    unfold,
)
from tests.world import World


def open_form(open_page: Open) -> AppTest:
    return fill_the_short_path(open_page("liaison MIR", "record"))


def tap_size(app: AppTest, size: object) -> AppTest:
    return app.button(key=key(f":button:size:{size}")).click().run()


def typed(app: AppTest, name: str) -> Any:
    return app.session_state[key(name)]


def stored(world: World) -> Any:
    return world.read(1).entry


@pytest.mark.parametrize("before", [None, CountPrecision.exact, CountPrecision.unknown])
def test_a_round_number_tapped_is_about_and_never_exact_by_itself(
    open_page: Open, before: CountPrecision | None
) -> None:
    app = open_form(open_page)
    choose(app, "precision", before)
    tap_size(app.run(), 30)
    assert (typed(app, "people"), typed(app, "precision")) == (30, CountPrecision.about)
    assert "jamais comme un nombre exact" in said(app)


def test_at_least_stays_at_least_when_another_size_is_tapped(open_page: Open) -> None:
    app = tap_size(open_form(open_page), 20)
    choose(app, "precision", CountPrecision.at_least)
    tap_size(app.run(), 30)
    assert (typed(app, "people"), typed(app, "precision")) == (30, CountPrecision.at_least)


def test_exact_takes_a_tap_of_its_own(sqlite_world: World, open_page: Open) -> None:
    app = tap_size(open_form(open_page), 20)
    choose(app, "precision", CountPrecision.exact)
    save(app.run())
    assert stored(sqlite_world).attendance.precision is CountPrecision.exact


def test_dozens_are_kept_in_words_without_a_number(sqlite_world: World, open_page: Open) -> None:
    save(tap_size(open_form(open_page), "dozens"))
    counted = stored(sqlite_world).attendance
    assert (counted.value, counted.words) == (None, "des dizaines")


def test_nobody_is_an_exact_zero(sqlite_world: World, open_page: Open) -> None:
    app = tap_size(open_form(open_page), 0)
    assert (typed(app, "people"), typed(app, "precision")) == (0, CountPrecision.exact)
    save(app)
    counted = stored(sqlite_world).attendance
    assert (counted.value, counted.precision) == (0, CountPrecision.exact)


def send_again(app: AppTest, people: int | None, precision: CountPrecision | None) -> None:
    """Send what the fields showed, as a browser that has not drawn yet what a tap put into them."""
    app.number_input(key=key("people")).set_value(people)
    choose(app, "precision", precision)


def test_the_next_tap_does_not_take_back_a_size_that_the_browser_has_not_drawn_yet(
    sqlite_world: World, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fields, "_CROSSING", 600.0)  # however slow the machine
    app = open_form(open_page)
    shown = typed(app, "people"), typed(app, "precision")
    tap_size(app, 30)
    send_again(app, *shown)
    app.run()
    assert (typed(app, "people"), typed(app, "precision")) == (30, CountPrecision.about)
    send_again(app, *shown)
    save(app)
    counted = stored(sqlite_world).attendance
    assert (counted.value, counted.precision) == (30, CountPrecision.about)


def test_what_a_tap_put_may_be_changed_back_later(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_form(open_page)
    shown = typed(app, "people"), typed(app, "precision")
    tap_size(app, 30)
    monkeypatch.setattr(fields, "_CROSSING", 0.0)
    send_again(app, *shown)
    app.run()
    assert (typed(app, "people"), typed(app, "precision")) == shown


def test_a_number_typed_is_no_tap_on_its_size(open_page: Open) -> None:
    app = open_form(open_page)
    app.number_input(key=key("people")).set_value(20).run()
    choose(app, "precision", CountPrecision.exact)
    app.run()
    assert (typed(app, "people"), typed(app, "precision")) == (20, CountPrecision.exact)


@pytest.mark.parametrize(
    ("button", "raised_by"),
    [
        ("Autre thème des citoyens", RaisedBy.citizens),
        ("Autre sujet de la police", RaisedBy.police),
    ],
)
def test_another_theme_is_one_tap_and_a_line(
    sqlite_world: World, open_page: Open, button: str, raised_by: RaisedBy
) -> None:
    app = press(open_form(open_page), button)
    app.text_input(key=key("other_theme_text:0")).set_value("Les lapins").run()
    save(app)
    (theme,) = stored(sqlite_world).themes
    assert (theme.theme_code, theme.other_text) == ("other", "Les lapins")
    assert theme.raised_by is raised_by


def test_a_line_taken_away_comes_back_blank(open_page: Open) -> None:
    app = press(open_form(open_page), "Autre thème des citoyens")
    app.text_input(key=key("other_theme_text:0")).set_value("Les lapins").run()
    press(press(app, "Oui, retirer"), "Autre sujet de la police")
    assert not app.text_input(key=key("other_theme_text:0")).value


def options(app: AppTest, name: str) -> list[str]:
    found: Any = app.get_by_key(key(name))
    return list(found.options)


def test_the_programs_that_answer_are_proposed_first_and_once(open_page: Open) -> None:
    app = open_form(open_page)
    assert "Échec au crime" in options(app, "programs")
    choose(app, "themes:property", ["break_in"])
    app.run()
    assert options(app, "proposed") == ["Échec au crime", "Citoyens en patrouille"]
    with pytest.raises(KeyError):
        app.get_by_key(key("programs"))


def test_nothing_ticked_moves_when_themes_come_and_go(open_page: Open) -> None:
    app = open_form(open_page)
    choose(app, "programs", ["echec_crime"])
    choose(app, "themes:property", ["break_in"])
    app.run()
    assert options(app, "proposed") == ["Citoyens en patrouille"]
    assert options(app, "programs") == ["Échec au crime"]
    choose(app, "proposed", ["citoyens_patrouille"])
    app.run()
    choose(app, "themes:property", [])
    app.run()
    assert options(app, "proposed") == ["Citoyens en patrouille"]
    assert typed(app, "programs") == ["echec_crime"]


def test_a_proposed_program_and_measure_are_saved(sqlite_world: World, open_page: Open) -> None:
    app = open_form(open_page)
    choose(app, "themes:fraud", ["senior_fraud"])
    app.run()
    choose(app, "proposed", ["measure_call_back"])
    save(app.run())
    assert [row.program_code for row in stored(sqlite_world).programs] == ["measure_call_back"]


def promote_a_retired_program(open_page: Open) -> AppTest:
    app = open_form(open_page)
    app.checkbox(key=key(":button:retired")).check().run()
    choose(app, "retired_programs", ["info_crime"])
    return app.run()


def test_a_retired_program_is_offered_on_demand_with_a_warning(open_page: Open) -> None:
    app = open_form(open_page)
    with pytest.raises(KeyError):
        app.get_by_key(key("retired_programs"))
    app = promote_a_retired_program(open_page)
    assert "retiré" in app.warning[0].value


def test_a_retired_program_is_asked_about_before_it_is_saved(
    sqlite_world: World, open_page: Open
) -> None:
    app = save(promote_a_retired_program(open_page))
    assert meetups_stored(sqlite_world) == 0
    press(app, "Oui, enregistrer")
    assert [row.program_code for row in stored(sqlite_world).programs] == ["info_crime"]


@pytest.mark.parametrize("place", ["short", "question"])
def test_its_successor_takes_its_place_in_one_tap_with_what_was_told(
    sqlite_world: World, open_page: Open, place: str
) -> None:
    app = promote_a_retired_program(open_page)
    unfold(app, "programs")
    app.run().number_input(key=key("people_reached:info_crime")).set_value(7).run()
    if place == "question":
        save(app)
    app.button(key=key(f":button:{place}:info_crime")).click().run()
    assert not app.warning
    save(app)
    (program,) = stored(sqlite_world).programs
    assert (program.program_code, program.people_reached) == ("echec_crime", 7)


def test_an_offence_becomes_a_follow_up_without_a_story(
    sqlite_world: World, open_page: Open
) -> None:
    app = open_form(open_page)
    unfold(app, "offences")
    press(app.run(), "Ajouter un délit entendu")
    choose(app, "offence_family:0", OffenceFamily.fraud)
    choose(app, "offence_victim:0", Victim.merchant)
    app.run().number_input(key=key("offence_count:0")).set_value(2).run()
    press(app, "Créer un suivi de ce délit")
    save(app)
    (promised,) = stored(sqlite_world).follow_ups
    assert promised.what.replace("\xa0", " ") == (
        "Donner suite à 2 délits non déclarés : fraude, commerce"
    )
    assert promised.answers_for == "own_service"
    assert promised.due_on is None


def test_a_folded_section_says_what_it_holds_and_an_open_one_keeps_its_title(
    open_page: Open,
) -> None:
    app = open_form(open_page)
    unfold(app, "notes")
    app.run().text_area(key=key("notes")).set_value("Beaucoup de [monde]").run()
    titles = [fold.label for fold in app.expander]
    # Another title would draw the section anew, under the fingers of whoever types in it.
    assert "Notes et source" in titles
    assert "Heures et formule" in titles
    app.session_state[key("notes:button:open")] = False
    titles = [fold.label for fold in app.run().expander]
    assert [title for title in titles if "Beaucoup de" in title]
    assert app.session_state[key("notes")] == "Beaucoup de [monde]"
