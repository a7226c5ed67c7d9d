"""The common café, recorded with a thumb right after it."""

import time

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from cafedata import database
from cafedata.model import Meetup
from tests.browser.conftest import Served, Visit
from tests.browser.test_journey import LATER, tap

MOST_TAPS = 10
MOST_SECONDS = 90


class Thumb:
    """Taps on a phone's page, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, name: str) -> None:
        self.taps += 1
        tap(self.page, name)

    def tap_size(self, number: str) -> None:
        self.taps += 1
        self.page.get_by_role("button", name=number, exact=True).click()


def record_the_common_cafe(thumb: Thumb, venue: str) -> None:
    thumb.tap("Aujourd'hui")
    thumb.tap("Mirabel")
    thumb.tap(venue)
    thumb.tap_size("15")
    for theme in ("Vitesse et conduite imprudente", "Stationnement", "Animaux"):
        thumb.tap(theme)
    for program in ("Citoyens en patrouille", "Parents-Secours"):
        thumb.tap(program)
    thumb.tap("Enregistrer le café")


def a_known_venue(server: Served) -> str:
    with database.reading(server.url) as session:
        uses = func.count(Meetup.id)
        names = (
            select(Meetup.venue_name)
            .where(Meetup.municipality_code == "74005", Meetup.venue_name != "")
            .group_by(Meetup.venue_name)
            .order_by(uses.desc())
        )
        return session.scalars(names).first() or ""


def test_the_common_cafe_takes_at_most_twelve_taps_and_ninety_seconds(
    visit: Visit, server: Served
) -> None:
    page = visit("liaison.mirabel", "/record", phone=True)
    expect(page.get_by_text("Quel jour?")).to_be_visible(timeout=LATER)
    venue = a_known_venue(server)
    thumb = Thumb(page)
    started = time.monotonic()
    record_the_common_cafe(thumb, venue)
    expect(page.get_by_text("C'est enregistré.")).to_be_visible(timeout=LATER)
    seconds = time.monotonic() - started
    print(f"taps: {thumb.taps}, seconds: {seconds:.0f}")
    assert thumb.taps <= MOST_TAPS
    assert seconds <= MOST_SECONDS
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide, "the page scrolls sideways"
