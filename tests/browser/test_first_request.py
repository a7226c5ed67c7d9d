"""What the very first visitor of a fresh server meets."""

import pytest
from playwright.sync_api import BrowserContext, expect

from cafedata.web.pages import PAGES
from tests.browser.conftest import fill_demonstration, served
from tests.browser.test_journey import LATER
from tests.databases import Databases


@pytest.mark.parametrize("address", ["record", "attendance"])
def test_the_first_request_of_a_fresh_server_reaches_no_page_without_signing_in(
    databases: Databases, new_visitor: object, address: str
) -> None:
    with databases.blank("sqlite") as url:
        fill_demonstration(url)
        with served(url) as running:
            assert callable(new_visitor)
            context: BrowserContext = new_visitor()
            page = context.new_page()
            page.goto(f"{running.address}/{address}")
            expect(page.get_by_text("Démonstration : choisissez un rôle")).to_be_visible(
                timeout=LATER
            )
            expect(page.get_by_role("heading", name=PAGES[address].title)).to_have_count(0)
            expect(page.get_by_text("Page not found")).to_have_count(0)
