"""A real server on a demonstration, and a real browser: the system's Chromium."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from cafedata import database, people
from tests.databases import Databases

STARTS_WITHIN = 180
"""Seconds that a server may take to answer on a small, busy machine."""


@dataclass(frozen=True)
class Served:
    """A server of ours: where it answers, on which database, its process, and what it wrote."""

    address: str
    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def journal(self) -> list[dict[str, Any]]:
        """The events that it wrote, in their order."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def sign_in_address(self, who: str, page: str = "/") -> str:
        """The link that signs in the demonstration account of this e-mail's first part."""
        with database.reading(self.url) as session:
            found = {row.email: row for row in people.demonstration_people(session)}
        account_id = found[f"{who}@demonstration.invalid"].account_id
        return f"{self.address}/demonstration/{account_id}?{urlencode({'next': page})}"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(
    url: str, port: int | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """A server on this database, from its first answer until the block ends.

    ``settings`` are more environment variables. What it writes is in :attr:`Served.journal`.
    """
    port = port or free_port()
    command = [str(Path(sys.executable).with_name("cafe")), "serve", "--port", str(port)]
    environment = {**os.environ, database.URL_VARIABLE: url, **(settings or {})}
    with (
        NamedTemporaryFile("w+") as log,
        subprocess.Popen(
            [*command, "--database", url], env=environment, stdout=log, stderr=subprocess.STDOUT
        ) as server,
    ):
        try:
            _wait_for(server, log, f"http://127.0.0.1:{port}/healthz")
            yield Served(f"http://127.0.0.1:{port}", url, server, Path(log.name))
        finally:
            server.terminate()


def _wait_for(server: subprocess.Popen[bytes], log: IO[str], address: str) -> None:
    give_up = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up:
        if server.poll() is not None:
            log.seek(0)
            raise AssertionError(f"the server stopped: {log.read()}")
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  our own server
                return
        except OSError:  # not listening yet, or listening and still loading
            time.sleep(0.2)
    raise AssertionError("the server never answered")


def fill_demonstration(url: str) -> None:
    """Fill a database with the demonstration that the browser tests look at."""
    command = [str(Path(sys.executable).with_name("cafe")), "demo", "--no-serve"]
    subprocess.run([*command, "--meetups", "150", "--database", url], check=True)


@pytest.fixture(scope="module")
def server(backend: str, databases: Databases) -> Iterator[Served]:
    """A server on a demonstration of 150 meetups, on both kinds of database."""
    with databases.blank(backend) as url:
        fill_demonstration(url)
        with served(url) as running:
            yield running


def find_chromium() -> str | None:
    """Where the system keeps Chromium, if it has one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def started(chromium: str) -> Iterator[Browser]:
    """This Chromium, until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("Chromium est absent : installez le paquet « chromium » de votre système")
    with started(chromium) as running:
        yield running


Visit = Callable[..., Page]


@pytest.fixture
def new_visitor(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes the browser of one more person, at the size of a desktop or of a phone."""
    opened: list[BrowserContext] = []

    def make(*, phone: bool = False) -> BrowserContext:
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
        context = browser.new_context(viewport=size, locale="fr-CA", has_touch=phone)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def visit(server: Served, new_visitor: Callable[..., BrowserContext]) -> Visit:
    """Opens a page as somebody: ``visit("liaison.mirabel", "/record", phone=True)``."""

    def open_page(who: str | None, page: str, *, phone: bool = False) -> Page:
        tab = new_visitor(phone=phone).new_page()
        tab.goto(server.sign_in_address(who, page) if who else f"{server.address}{page}")
        return tab

    return open_page
