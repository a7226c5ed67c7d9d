"""A server that is killed while somebody types, and what a new one shows of it afterwards."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Timer

from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import delete

from cafedata import database
from cafedata.model import Draft
from tests.browser.conftest import Served, free_port, served
from tests.browser.typist import Typed, Typist, shown_by_field

LATER = 60_000
"""Milliseconds that a page may take on a small, busy machine."""
BEHIND = 5.0
"""Seconds of typing that a draft may lack (DESIGN section 4)."""

NewVisitor = Callable[..., BrowserContext]


@dataclass(frozen=True)
class Interruption:
    """What was typed before the server was killed, and what another one shows of it."""

    typed: dict[str, Typed]
    killed_at: float
    shown: dict[str, str]

    @property
    def due(self) -> dict[str, str]:
        """What was typed early enough to be there."""
        before = self.killed_at - BEHIND
        return {name: typed.shown for name, typed in self.typed.items() if typed.at < before}

    @property
    def lost(self) -> dict[str, tuple[str, str | None]]:
        """What is due and is not shown as it was typed: that, and what is shown instead."""
        return {
            name: (text, self.shown.get(name))
            for name, text in self.due.items()
            if self.shown.get(name) != text
        }


def interrupted(
    url: str, new_visitor: NewVisitor, chance: random.Random, *, after: float
) -> Interruption:
    """Type everywhere on a new form, the server being killed after so many seconds."""
    with database.writing(url) as session:
        session.execute(delete(Draft))
    port = free_port()
    with served(url, port) as server:
        typist = Typist(_opened(server, new_visitor()), chance)
        killed_at = _killed_while_typing(server, typist, after)
    with served(url, port) as server:
        shown = shown_by_field(_opened(server, new_visitor()))
    return Interruption(typist.typed, killed_at, shown)


def _opened(server: Served, browser: BrowserContext) -> Page:
    page = browser.new_page()
    page.goto(server.sign_in_address("liaison.mirabel", "/record"))
    expect(page.get_by_text("Quel jour?")).to_be_visible(timeout=LATER)
    page.wait_for_timeout(1_500)  # the fields of a draft come one after the other
    for section in page.locator("[class*='-button-open'] summary").all():
        section.click()
        page.wait_for_timeout(500)
    return page


def _killed_while_typing(server: Served, typist: Typist, after: float) -> float:
    killed = Event()
    killed_at = 0.0

    def kill() -> None:
        nonlocal killed_at
        killed_at = time.monotonic()
        server.process.kill()
        killed.set()

    timer = Timer(after, kill)
    timer.start()
    typist.type_everywhere(killed.is_set)
    timer.cancel()
    if not killed.is_set():
        kill()
    return killed_at
