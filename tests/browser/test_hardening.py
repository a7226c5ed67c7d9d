"""Every page works within what the server lets a browser do, and nothing is blocked in its console."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, expect

from cafedata.vocabulary import Role
from cafedata.web.pages import PAGES
from tests.browser.conftest import Served, fill_demonstration, served
from tests.browser.test_journey import LATER
from tests.databases import Databases

WHO = {
    Role.liaison: "liaison.mirabel",
    Role.commander: "commandement.saint-jerome",
    Role.partner: "partenaire.mirabel",
    Role.administrator: "administration",
}


@pytest.fixture(scope="module")
def demonstration(databases: Databases) -> Iterator[Served]:
    with databases.blank("sqlite") as url:
        fill_demonstration(url)
        with served(url) as running:
            yield running


def test_no_page_asks_for_more_than_the_content_policy_allows(
    demonstration: Served, new_visitor: Callable[..., BrowserContext]
) -> None:
    blocked: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Permissions policy" in message.text:
            blocked.append(message.text)

    for page in PAGES.values():
        role = next(role for role in WHO if role in page.roles)
        tab = new_visitor().new_page()
        tab.on("console", note)
        tab.on("pageerror", lambda error: blocked.append(str(error)))
        tab.goto(demonstration.sign_in_address(WHO[role], f"/{page.address}"))
        expect(tab.get_by_role("heading", name=page.title).first).to_be_visible(timeout=LATER)
        expect(tab.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=LATER)
        tab.wait_for_load_state("networkidle")
        assert blocked == [], page.address
        tab.close()


def test_the_journal_is_lines_of_json_that_name_nobody(demonstration: Served) -> None:
    assert demonstration.journal()
    written = demonstration.log.read_text().casefold()
    for word in ("demonstration.invalid", "liaison.mirabel", "commandement, "):
        assert word not in written


def test_a_commander_sees_the_site_as_a_partner_and_comes_back(
    demonstration: Served, new_visitor: Callable[..., BrowserContext]
) -> None:
    tab = new_visitor().new_page()
    tab.goto(demonstration.sign_in_address(WHO[Role.commander], "/themes"))
    tab.get_by_role("button", name="Voir comme un partenaire").click(timeout=LATER)
    tab.get_by_role("combobox", name="Municipalité du partenaire").fill("Mirabel")
    tab.get_by_role("option", name="Mirabel", exact=True).first.click()
    tab.get_by_role("button", name="Voir", exact=True).click()
    expect(tab.get_by_text("comme un partenaire (Mirabel)")).to_be_visible(timeout=LATER)
    expect(tab.get_by_text("· les six services · Mirabel")).to_be_visible(timeout=LATER)

    tab.get_by_role("link", name="Fréquentation").click()
    expect(tab.get_by_role("heading", name="Fréquentation")).to_be_visible(timeout=LATER)
    expect(tab.get_by_text("comme un partenaire (Mirabel)")).to_be_visible()

    tab.get_by_role("button", name="Revenir à ma vue").click()
    expect(tab.get_by_text("comme un partenaire (Mirabel)")).to_have_count(0, timeout=LATER)
    expect(tab.get_by_role("button", name="Voir comme un partenaire")).to_be_visible(timeout=LATER)
