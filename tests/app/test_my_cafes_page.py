"""The first page of a liaison: what there is to do, each one click from doing it."""

import datetime as dt
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cafedata import drafts
from cafedata.vocabulary import Role
from cafedata.web.pages import PAGES, home_of, in_menu_order
from tests.app.conftest import Open, said
from tests.world import EVERYONE, MIRABEL, TODAY, World

CLEAR = "Tout est à jour"


def links(app: AppTest) -> dict[str, list[str]]:
    """The addresses that the links of the page lead to, by their text."""
    found: dict[str, list[str]] = {}
    elements: list[Any] = list(app.get("page_link"))
    for element in elements:
        link = element.proto
        found.setdefault(link.label, []).append(f"/{link.page}?{link.query_string}".rstrip("?"))
    return found


def keep_draft(world: World, typed: dict[str, Any], **corrects: int) -> None:
    with world.writing() as session:
        viewer = world.viewer("liaison MIR")
        drafts.keep(session, viewer, f"form-{len(typed)}", typed, **corrects)


def test_the_liaison_begins_here_and_nobody_else_opens_it() -> None:
    assert {role for role in Role if home_of(role).address == "my-cafes"} == {Role.liaison}
    assert PAGES["my-cafes"].roles == {Role.liaison}
    assert in_menu_order(Role.liaison)[0].address == "my-cafes"


@pytest.mark.parametrize("who", [who for who in EVERYONE if not who.startswith("liaison")])
def test_the_others_are_told_that_it_is_not_theirs(
    sqlite_world: World, open_page: Open, who: str
) -> None:
    sqlite_world.record(sqlite_world.planned(date="2025-03-19", venue_name="Crêperie"))
    app = open_page(who, "my-cafes")
    assert "n'est pas ouverte à votre rôle" in said(app)
    assert "Crêperie" not in said(app)


def test_with_nothing_to_do_there_is_one_sentence_and_a_button(open_page: Open) -> None:
    app = open_page("liaison MIR", "my-cafes")
    assert CLEAR in said(app)
    assert not app.subheader
    assert "Saisir un café" in [button.label for button in app.button]


def test_the_button_leads_to_the_form(open_page: Open) -> None:
    app = open_page("liaison MIR", "my-cafes")
    next(button for button in app.button if button.label == "Saisir un café").click().run()
    assert app.title[0].value == "Saisir un café"


def test_what_there_is_to_do_comes_in_order_each_with_its_link(
    sqlite_world: World, open_page: Open
) -> None:
    late = sqlite_world.record(sqlite_world.planned(date="2025-03-19"))
    ahead = sqlite_world.record(sqlite_world.planned())
    promise = {"what": "Un radar", "answers_for": "town", "due_on": "2025-03-17"}
    held = sqlite_world.record(sqlite_world.entry(follow_ups=[promise]))
    keep_draft(sqlite_world, {"notes": "Beaucoup de monde"})

    app = open_page("liaison MIR", "my-cafes")
    assert [row.value for row in app.subheader] == [
        "À saisir",
        "Brouillons",
        "À venir",
        "Suivis à rendre",
    ]
    found = links(app)
    assert found["Saisir"] == [f"/record?meetup={late.meetup_id}"]
    assert found["Ouvrir"] == [f"/meetups?meetup={ahead.meetup_id}"]
    assert "/follow-ups" in found["Ouvrir les suivis"]
    assert any(f"/meetups?meetup={held.meetup_id}" in to for to in found.values())
    assert "en retard de 3 jours" in said(app)
    assert CLEAR not in said(app)


def test_an_empty_list_says_so_in_a_line(sqlite_world: World, open_page: Open) -> None:
    sqlite_world.record(sqlite_world.planned())
    told = said(open_page("liaison MIR", "my-cafes"))
    for line in ("Aucun café dont la date est passée.", "Aucun brouillon.", "Aucun suivi à rendre"):
        assert line in told


def test_what_is_held_today_may_be_entered_at_once(sqlite_world: World, open_page: Open) -> None:
    today = sqlite_world.record(sqlite_world.planned(date=TODAY.isoformat()))
    app = open_page("liaison MIR", "my-cafes")
    assert links(app)["Saisir"] == [f"/record?meetup={today.meetup_id}"]


def test_nothing_of_another_service_is_here(sqlite_world: World, open_page: Open) -> None:
    sqlite_world.record(sqlite_world.planned(date="2025-03-19"))
    sqlite_world.record(sqlite_world.planned())
    keep_draft(sqlite_world, {"notes": "Beaucoup de monde"})
    assert CLEAR in said(open_page("liaison STJ", "my-cafes"))


def test_a_draft_says_its_day_and_place_and_is_taken_up_in_one_click(
    sqlite_world: World, open_page: Open
) -> None:
    keep_draft(sqlite_world, {"people": 12})
    typed = {"day": dt.date(2025, 3, 14), "municipality": MIRABEL, "venue_name": "Gare"}
    keep_draft(sqlite_world, {**typed, "people": 15})
    app = open_page("liaison MIR", "my-cafes")
    assert "vendredi 14 mars 2025, Mirabel, Gare" in said(app)
    assert "Ni date ni lieu" in said(app)

    app.button(key="resume_form-1").click().run()
    assert not app.exception
    assert app.title[0].value == "Saisir un café"
    assert [row.value for row in app.number_input] == [12]


def test_the_draft_of_a_correction_opens_the_meetup_that_it_corrects(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record()
    keep_draft(sqlite_world, {"people": 40}, meetup_id=saved.meetup_id, version=1)
    app = open_page("liaison MIR", "my-cafes")
    assert "Correction d'un café" in said(app)
    app.button(key="resume_form-1").click().run()
    assert not app.exception
    assert app.query_params["meetup"] == str(saved.meetup_id)
    assert "Enregistrer la correction" in [button.label for button in app.button]


def test_an_overdue_cafe_is_given_its_report_and_not_a_correction(
    sqlite_world: World, open_page: Open
) -> None:
    for date, button in (
        ("2025-03-13", "Enregistrer le compte rendu"),
        ("2025-03-29", "Enregistrer la correction"),
    ):
        saved = sqlite_world.record(sqlite_world.planned(date=date))
        app = open_page("liaison MIR", "record", meetup=str(saved.meetup_id))
        told = [row.label for row in app.button if row.label.startswith("Enregistrer")]
        assert told == [button]


@pytest.mark.parametrize("typed", [{"day": "elsewhere"}, {"municipality": "nulle part", "day": 3}])
def test_a_draft_that_is_half_filled_or_wrong_is_listed_all_the_same(
    sqlite_world: World, open_page: Open, typed: dict[str, Any]
) -> None:
    keep_draft(sqlite_world, typed)
    app = open_page("liaison MIR", "my-cafes")
    assert not app.exception
    assert "Ni date ni lieu" in said(app)
