"""The main job, from end to end: a liaison records a café, and others see it in the comparison."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Served, Visit

LATER = 60_000
"""Milliseconds that a page may take on a small, busy machine."""


def tap(page: Page, name: str) -> None:
    """Press what bears this name: a button, a pill or a choice."""
    choice = page.get_by_role("radio", name=name).or_(page.get_by_role("checkbox", name=name))
    page.get_by_role("button", name=name).or_(choice).first.click()


def finding(page: Page, text: str) -> None:
    """Wait until a chart's title says this."""
    expect(page.get_by_role("heading", name=text).first).to_be_visible(timeout=LATER)


def record_a_cafe_in_barkmere(page: Page) -> None:
    expect(page.get_by_role("heading", name="Saisir un café")).to_be_visible(timeout=LATER)
    tap(page, "Aujourd'hui")
    tap(page, "Ailleurs")
    # Letter by letter, as one types: the list closes when the page is drawn anew, and opens at the next.
    page.get_by_role("combobox", name="Municipalité").press_sequentially("Barkmere", delay=100)
    page.get_by_role("option", name="Barkmere").click()
    people = page.get_by_label("Combien de personnes?")
    people.fill("17")
    people.press("Tab")
    tap(page, "environ")
    tap(page, "Animaux")
    tap(page, "Stationnement")
    tap(page, "Parents-Secours")
    tap(page, "Enregistrer le café")
    expect(page.get_by_text("C'est enregistré.")).to_be_visible(timeout=LATER)


def test_a_recorded_cafe_appears_in_the_three_comparisons_of_another_session(visit: Visit) -> None:
    commander = visit("commandement.saint-jerome", "/attendance?municipality=barkmere")
    finding(commander, "Aucune rencontre n'a eu lieu pendant cette période.")
    commander.get_by_role("link", name="Thèmes soulevés").click()
    finding(commander, "Aucun thème à montrer pour cette sélection.")
    commander.get_by_role("link", name="Programmes promus").click()
    finding(commander, "Aucun programme n'a été promu pendant cette période.")

    record_a_cafe_in_barkmere(visit("liaison.mirabel", "/record", phone=True))

    commander.get_by_role("link", name="Fréquentation").click()
    finding(commander, "Environ 17 personnes en 1 rencontre.")
    commander.get_by_role("link", name="Thèmes soulevés").click()
    for theme in ("Animaux", "Stationnement"):
        expect(commander.get_by_text(theme, exact=True).first).to_be_visible(timeout=LATER)
    commander.get_by_role("link", name="Programmes promus").click()
    expect(commander.get_by_text("Parents-Secours").first).to_be_visible(timeout=LATER)


def test_filters_survive_a_change_of_page_a_refresh_and_sharing(visit: Visit) -> None:
    page = visit(
        "commandement.mirabel",
        "/attendance?municipality=mirabel&service=mir&from=2024-01-01&to=2024-12-31",
    )
    said = "du 1er janvier 2024 au 31 décembre 2024 · Mirabel · Mirabel"
    expect(page.get_by_text(said)).to_be_visible(timeout=LATER)

    page.get_by_role("link", name="Thèmes soulevés").click()
    expect(page.get_by_role("heading", name="Thèmes soulevés")).to_be_visible(timeout=LATER)
    expect(page.get_by_text(said)).to_be_visible(timeout=LATER)
    expect(page).to_have_url(re.compile("municipality=mirabel"), timeout=LATER)

    page.reload()
    expect(page.get_by_text(said)).to_be_visible(timeout=LATER)

    filters = parse_qs(urlsplit(page.url).query)
    assert filters == {
        "municipality": ["mirabel"],
        "service": ["mir"],
        "from": ["2024-01-01"],
        "to": ["2024-12-31"],
    }
    shared = visit("partenaire.mirabel", f"/programs?{urlsplit(page.url).query}")
    expect(shared.get_by_text(said)).to_be_visible(timeout=LATER)


def test_the_address_follows_what_is_chosen_in_the_bar(visit: Visit) -> None:
    page = visit("commandement.mirabel", "/attendance")
    expect(page.get_by_role("heading", name="Fréquentation")).to_be_visible(timeout=LATER)
    municipalities = page.get_by_role("combobox", name="Municipalités")
    municipalities.click()  # a list closes where the page scrolls: it scrolls to here first
    municipalities.press_sequentially("Oka")
    page.get_by_role("option", name="Oka", exact=True).click()
    expect(page).to_have_url(re.compile("municipality=oka"), timeout=LATER)

    page.go_back()
    page.goto(page.url.split("?", maxsplit=1)[0] + "?service=sq")
    expect(page.get_by_text("· Sûreté du Québec · toutes les municipalités")).to_be_visible(
        timeout=LATER
    )


def test_a_partner_gains_nothing_by_editing_the_address(visit: Visit) -> None:
    own = visit("partenaire.mirabel", "/overview?from=2024-01-01")
    edited = visit("partenaire.mirabel", "/overview?from=2024-01-01&municipality=saint-jerome")
    for page in (own, edited):
        expect(page.get_by_text("· les six services · Mirabel")).to_be_visible(timeout=LATER)
        expect(page.get_by_text("n = ")).to_be_visible(timeout=LATER)
    assert edited.get_by_text("n = ").inner_text() == own.get_by_text("n = ").inner_text()


def test_a_partner_does_not_open_the_form_by_its_address(visit: Visit) -> None:
    page = visit("partenaire.mirabel", "/record")
    expect(page.get_by_text("Cette page n'est pas ouverte à votre rôle.")).to_be_visible(
        timeout=LATER
    )
    expect(page.get_by_role("button", name="Enregistrer le café")).to_have_count(0)


def test_signing_in_outlives_a_refresh_and_signing_out_ends_it(
    visit: Visit, server: Served
) -> None:
    page = visit("liaison.mirabel", "/meetups")
    expect(page.get_by_role("heading", name="Toutes les rencontres")).to_be_visible(timeout=LATER)
    page.reload()
    expect(page.get_by_role("heading", name="Toutes les rencontres")).to_be_visible(timeout=LATER)
    cookies = page.context.cookies()

    tap(page, "Se déconnecter")
    expect(page.get_by_text("Démonstration : choisissez un rôle")).to_be_visible(timeout=LATER)

    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(f"{server.address}/meetups")
    expect(page.get_by_text("Démonstration : choisissez un rôle")).to_be_visible(timeout=LATER)


def test_bad_input_is_told_beside_the_field_and_nothing_typed_is_lost(visit: Visit) -> None:
    page = visit("liaison.mirabel", "/record")
    expect(page.get_by_role("heading", name="Saisir un café")).to_be_visible(timeout=LATER)
    people = page.get_by_label("Combien de personnes?")
    people.fill("-3")
    people.press("Tab")
    tap(page, "environ")
    page.get_by_text("Notes et source").click()
    notes = page.get_by_label("Notes", exact=True)
    notes.fill("<script>alert(1)</script>")
    notes.press("Tab")
    tap(page, "Enregistrer le café")

    for sentence in (
        "Ce champ est nécessaire.",
        "Le plus petit permis est 0.",
        "Retirez les balises et les signes « < » et « > ».",
    ):
        expect(page.get_by_text(sentence).first).to_be_visible(timeout=LATER)
    expect(people).to_have_value("-3")
    expect(notes).to_have_value("<script>alert(1)</script>")
    expect(page.get_by_text("C'est enregistré.")).to_have_count(0)
