"""The README's images, taken from the demonstration: ``python -m tests.screenshots``."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from cafedata.vocabulary import Role
from tests.browser import walk
from tests.browser.conftest import fill_demonstration, served

IMAGES = Path(__file__).parents[1] / ".images"
SHOWN = ("attendance",)


def main() -> None:
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/screenshots.db"
        fill_demonstration(url)
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        with served(url) as server:
            for address, page in walk.opened_pages(chromium, server, walk.Reader(Role.commander)):
                if address in SHOWN:
                    page.get_by_role("button", name="Ne plus montrer").click()
                    walk.settle(page)
                    page.screenshot(path=IMAGES / f"{address}.png")


if __name__ == "__main__":
    main()
