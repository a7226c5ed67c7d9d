"""A mark of a chart leads to the meetups behind it, for those who may read them."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_every_page import server  # noqa: F401  on one database, as what is drawn there

LATER = 60_000
"""Milliseconds that a page may take on a small, busy machine."""
PERIOD = "from=2014-05-01&to=2049-12-31"


def card(page: Page, key: str) -> Locator:
    """The card of this chart, once its marks are drawn."""
    found = page.locator(f".st-key-card_{key}")
    expect(found.locator("g.role-mark path").first).to_be_visible(timeout=LATER)
    return found


def way_to_meetups(page: Page) -> Locator:
    """The first link of the page to the meetups behind a chart."""
    link = page.get_by_role("link", name=re.compile(r"Voir l(es|a) .*rencontre")).first
    expect(link).to_be_visible(timeout=LATER)
    return link


def meetups_told(page: Page) -> int:
    """How many meetups that link says that it leads to."""
    return int(re.sub(r"\D", "", way_to_meetups(page).inner_text()) or 1)


def fewer_meetups_told(page: Page, before: int) -> int:
    """How many it says once the page is drawn anew."""
    expect(way_to_meetups(page)).not_to_contain_text(str(before), timeout=LATER)
    now = meetups_told(page)
    assert now < before
    return now


def test_a_bar_filters_the_page_and_leads_to_its_meetups(visit: Visit) -> None:
    page = visit("commandement.mirabel", f"/attendance?{PERIOD}")
    before = meetups_told(page)
    card(page, "people_met").locator("g.mark-rect.role-mark path").first.click()
    expect(page).to_have_url(re.compile("service="), timeout=LATER)
    expect(page.get_by_role("button", name="Revenir aux filtres d'avant")).to_be_visible(
        timeout=LATER
    )
    number = fewer_meetups_told(page, before)

    way_to_meetups(page).click()
    expect(page.get_by_role("heading", name="Toutes les rencontres")).to_be_visible(timeout=LATER)
    expect(page.get_by_text(re.compile(rf"^{number} rencontres?\b")).first).to_be_visible(
        timeout=LATER
    )
    expect(page).to_have_url(re.compile("service="))


def test_a_row_of_the_table_behind_a_chart_filters_as_its_mark_does(visit: Visit) -> None:
    page = visit("commandement.mirabel", f"/attendance?{PERIOD}")
    before = meetups_told(page)
    behind = card(page, "people_met").locator("[data-testid=stExpander]")
    behind.locator("summary").click()
    table = behind.locator("[data-testid=stDataFrame]")
    expect(table).to_be_visible(timeout=LATER)
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 15, box["y"] + 52)  # the box that chooses the first row
    expect(page).to_have_url(re.compile("service="), timeout=LATER)
    expect(page.get_by_role("button", name="Revenir aux filtres d'avant")).to_be_visible(
        timeout=LATER
    )
    fewer_meetups_told(page, before)


def test_a_partner_has_no_way_from_a_chart_to_the_meetups(visit: Visit) -> None:
    page = visit("partenaire.mirabel", f"/attendance?{PERIOD}")
    card(page, "people_met").locator("g.mark-rect.role-mark path").first.click()
    expect(page).to_have_url(re.compile("service="), timeout=LATER)
    expect(page.get_by_role("link", name=re.compile("Voir l(es|a) .*rencontre"))).to_have_count(0)
