"""The README's images, taken from the demonstration: ``python -m tests.screenshots``."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from cafedata.vocabulary import Role
from tests.browser import walk
from tests.browser.conftest import Served, fill_demonstration, find_chromium, served, started
from tests.browser.walk import Reader

IMAGES = Path(__file__).parents[1] / ".images"
SHOWN = {
    Reader(Role.commander): ("overview", "attendance", "programs", "map"),
    Reader(Role.liaison, width=390): ("record",),
}
"""The pages shown, by who reads them and on what screen."""


def main() -> None:
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("Chromium est absent : installez le paquet « chromium » de votre système")
    with TemporaryDirectory() as folder, started(chromium) as browser:
        url = f"sqlite:///{folder}/screenshots.db"
        fill_demonstration(url)
        with served(url) as server:
            for reader in SHOWN:
                _take(browser, server, reader)


def _take(browser: Browser, server: Served, reader: Reader) -> None:
    left = set(SHOWN[reader])
    for address, page in walk.opened_pages(browser, server, reader):
        if address in left:
            left.remove(address)
            _put_the_welcome_aside(page)
            page.screenshot(path=IMAGES / f"{address}.png")
        if not left:
            page.context.close()
            return


def _put_the_welcome_aside(page: Page) -> None:
    welcome = page.get_by_role("button", name="Ne plus montrer")
    if welcome.count():
        welcome.click()
        walk.settle(page)


if __name__ == "__main__":
    main()
