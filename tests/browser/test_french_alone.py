"""Where English is taken out, nothing on the page leads to it."""

from playwright.sync_api import Browser, expect

from cafedata.language import Language
from cafedata.vocabulary import Role
from tests.browser import walk
from tests.browser.conftest import fill_demonstration, served
from tests.databases import Databases


def test_without_english_no_button_leads_to_it_and_who_chose_it_reads_french(
    browser: Browser, databases: Databases
) -> None:
    reader = walk.Reader(Role.liaison, Language.en)
    with databases.blank("sqlite") as url:
        fill_demonstration(url)
        with served(url, settings={"CAFE_ENGLISH": "off"}) as server:
            opened = walk.opened_pages(browser, server, reader)
            _address, page = next(opened)
            expect(page.get_by_text("Démonstration : choisissez un rôle")).to_be_visible()
            expect(page.get_by_role("button", name="English")).to_have_count(0)

            next(opened)
            assert page.evaluate("document.documentElement.lang") == Language.fr
            expect(page.get_by_role("button", name="Se déconnecter")).to_be_attached()
            expect(page.get_by_role("button", name="English")).to_have_count(0)
            page.context.close()
