"""Every page for every role, language and screen, in both themes: half an hour, run by hand."""

import pytest
from playwright.sync_api import Browser

from tests.browser import walk
from tests.browser.conftest import Served, browser  # noqa: F401  fixtures of the browser tests
from tests.browser.test_every_page import read_every_page, server  # noqa: F401
from tests.browser.walk import Reader


@pytest.mark.parametrize("reader", walk.EVERY_READER, ids=str)
def test_every_page_is_clear_to_every_reader(
    browser: Browser,  # noqa: F811
    server: Served,  # noqa: F811
    reader: Reader,
) -> None:
    read_every_page(browser, server, reader)
