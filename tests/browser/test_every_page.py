"""Every page, as its readers meet it: in their language, without a barrier, on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from cafedata.language import Language
from cafedata.vocabulary import Role
from tests.browser import reading, walk
from tests.browser.conftest import Served, fill_demonstration, served
from tests.browser.walk import Reader
from tests.databases import Databases

# Those who enter on a phone and those who read English: tests/soak reads as every role.
READERS = [
    Reader(Role.liaison, Language.fr, 390),
    Reader(Role.partner, Language.en, 390),
]
IN_FRENCH_ANYWAY = frozenset({"english"})
"""The button that leads to English says so in English."""
IN_ENGLISH_ANYWAY = frozenset({"français"})
"""The button that leads to French says so in French."""
IN_BOTH_LANGUAGES = ("administration?section=themes", "administration?section=programs")
"""Where the catalogue is kept: its tables show each name in both languages."""


@pytest.fixture(scope="module")
def server(databases: Databases) -> Iterator[Served]:
    """One database is enough here: what is looked at is drawn from the same figures on both."""
    with databases.blank("sqlite") as url:
        fill_demonstration(url)
        with served(url) as running:
            yield running


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_every_page_speaks_one_language_and_bars_nobody(
    browser: Browser, server: Served, reader: Reader
) -> None:
    read_every_page(browser, server, reader)


def test_what_is_laid_over_a_page_has_the_theme_of_the_page(
    browser: Browser, server: Served
) -> None:
    page = browser.new_context(color_scheme="dark").new_page()
    page.goto(server.sign_in_address("commandement.saint-jerome", "/overview"))
    page.get_by_role("button", name="Voir comme un partenaire").click()
    chosen = page.get_by_role("combobox", name="Municipalité du partenaire")
    chosen.click()
    page.get_by_role("option").first.click()
    chosen.focus()
    walk.settle(page)
    assert walk.faint_edges(page) == []
    page.context.close()


def read_every_page(browser: Browser, server: Served, reader: Reader) -> None:
    """Fail on all that bars this reader or speaks another language, of all pages together."""
    found: list[str] = []
    if reader.language is Language.fr:
        lexicon, allowed = reading.english_words(), IN_FRENCH_ANYWAY
    else:
        lexicon, allowed = reading.french_words(), IN_ENGLISH_ANYWAY
    names, both = (
        reading.names(server.url, reader.language, in_both=in_both) for in_both in (False, True)
    )
    for address, page in walk.opened_pages(browser, server, reader):
        walk.unfold(page)
        assert page.evaluate("document.documentElement.lang") == reader.language
        found += [f"/{address}: {fault}" for fault in walk.faults_in_both_themes(page)]
        if walk.scrolls_sideways(page):
            found.append(f"/{address} scrolls sideways at {reader.width}")
        texts = reading.told(page)
        for menu in walk.opened_menus(page):
            texts |= reading.told(page)
            found += [f"/{address}, {menu} open: {fault}" for fault in walk.faults_laid_over(page)]
        shown = both if address in IN_BOTH_LANGUAGES else names
        found += [f"/{address}: {text}" for text in reading.foreign(texts, lexicon, shown, allowed)]
        found += [f"/{address}: {text}" for text in reading.ill_written(texts, reader.language)]
    if found:
        pytest.fail("\n".join(found), pytrace=False)
