"""Recording a café without a mouse, on a wide screen and at the width that a zoom of 400 % leaves."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cafedata.vocabulary import Role
from tests.browser import walk
from tests.browser.conftest import Served, fill_demonstration, served
from tests.browser.keyboard import Keyboard
from tests.browser.walk import LATER, settle
from tests.databases import Databases

NARROWEST = 320
"""Pixels of CSS: what is left of 1280 at 400 %."""


@pytest.fixture(scope="module")
def server(databases: Databases) -> Iterator[Served]:
    """One kind of database is enough: only what the page draws is looked at."""
    with databases.blank("sqlite") as url:
        fill_demonstration(url)
        with served(url) as running:
            yield running


@pytest.fixture
def screen(browser: Browser) -> Iterator[Callable[[int], Page]]:
    """Opens a blank page of this width, for somebody who asks for no animation."""
    opened: list[BrowserContext] = []

    def open_at(width: int) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, locale="fr-CA", reduced_motion="reduce"
        )
        context.set_default_timeout(LATER)
        opened.append(context)
        return context.new_page()

    yield open_at
    for context in opened:
        context.close()


@pytest.fixture
def form(server: Served, screen: Callable[[int], Page]) -> Callable[[int], Page]:
    """Opens the entry form at this width, as a liaison who records nothing else here."""

    def open_at(width: int) -> Page:
        page = screen(width)
        page.goto(server.sign_in_address("liaison.blainville", "/record"))
        titled(page, "Saisir un café")
        return page

    return open_at


def titled(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible(timeout=LATER)
    settle(page)


@pytest.mark.parametrize(("width", "day"), [(1280, "Aujourd'hui"), (NARROWEST, "Hier")])
def test_a_cafe_is_recorded_and_read_by_the_keyboard_alone(
    server: Served, screen: Callable[[int], Page], width: int, day: str
) -> None:
    page = screen(width)
    page.goto(server.address)
    titled(page, "Café avec un policier")
    keyboard = Keyboard(page)
    keyboard.activate("Mirabel")
    titled(page, "Mes cafés")
    if width == NARROWEST:
        keyboard.activate("Ouvrir le menu")
        settle(page)
    keyboard.activate("Saisir un café")
    titled(page, "Saisir un café")

    for choice in (day, "Mirabel", "Crêperie"):
        keyboard.activate(choice, "Space")
        settle(page)
    keyboard.reach("Combien de personnes?")
    page.keyboard.type("17", delay=30)
    for choice in ("environ", "Vitesse", "Animaux", "Parents-Secours"):
        keyboard.activate(choice, "Space")
        settle(page)
    assert not walk.scrolls_sideways(page)
    keyboard.activate("Enregistrer le café")
    expect(page.get_by_text("C'est enregistré.")).to_be_visible(timeout=LATER)
    settle(page)

    keyboard.activate("Voir ce café")
    expect(page.get_by_text("environ 17 personnes").first).to_be_visible(timeout=LATER)
    settle(page)
    assert not walk.scrolls_sideways(page)


def test_no_page_of_a_liaison_is_wider_than_the_narrowest_screen(
    browser: Browser, server: Served
) -> None:
    reader = walk.Reader(Role.liaison, width=NARROWEST)
    found = []
    for address, page in walk.opened_pages(browser, server, reader):
        walk.unfold(page)
        if walk.scrolls_sideways(page):
            found.append(address)
    assert not found


def test_every_control_of_the_form_shows_that_it_has_the_focus(form: Callable[[int], Page]) -> None:
    page = form(1280)
    walk.unfold(page)
    keyboard = Keyboard(page)
    hidden, met = [], 0
    keyboard.reach("Saisir un café")
    while (stop := keyboard.stop) and not stop.name.startswith("Enregistrer le café"):
        met += 1
        if not keyboard.leaves_a_trace():
            hidden.append(stop.name)
    assert met > 40
    assert not hidden


def test_nothing_moves_for_somebody_who_asked_for_no_animation(form: Callable[[int], Page]) -> None:
    page = form(1280)
    lasting = """() => [...document.querySelectorAll("*")].filter((element) => {
        const style = getComputedStyle(element);
        const times = `${style.animationDuration},${style.transitionDuration}`.split(",");
        return times.some((time) => parseFloat(time) > 0.01);
    }).map((element) => element.outerHTML.slice(0, 100))"""
    assert page.evaluate(lasting) == []
    endless = "document.getAnimations().filter((each) => each.playState === 'running').length"
    page.wait_for_timeout(200)
    assert page.evaluate(endless) == 0


def test_an_error_is_announced_where_it_stands_and_bars_nobody(form: Callable[[int], Page]) -> None:
    page = form(NARROWEST)
    keyboard = Keyboard(page)
    keyboard.activate("Enregistrer le café")
    told = page.get_by_text("Ce champ est nécessaire.")
    expect(told.first).to_be_visible(timeout=LATER)
    settle(page)
    assert told.evaluate_all("all => all.every((each) => each.closest('[role=alert]'))")
    assert walk.faults_in_both_themes(page) == []
    assert not walk.scrolls_sideways(page)
