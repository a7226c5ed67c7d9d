"""What is typed and not saved: on the server while it is typed, and there after the server died."""

import random
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from cafedata import database
from cafedata.model import Draft
from tests.browser.conftest import Served, fill_demonstration, served
from tests.browser.interruption import BEHIND, LATER, NewVisitor, interrupted
from tests.databases import Databases


@pytest.fixture(scope="module")
def demonstration_url(databases: Databases) -> Iterator[str]:
    with databases.blank("sqlite") as url:
        fill_demonstration(url)
        yield url


@pytest.fixture
def form(demonstration_url: str, new_visitor: NewVisitor) -> Iterator[Page]:
    with served(demonstration_url) as server:
        yield _opened_form(server, new_visitor)


def _opened_form(server: Served, new_visitor: NewVisitor) -> Page:
    page = new_visitor(phone=True).new_page()
    page.goto(server.sign_in_address("liaison.blainville", "/record"))
    expect(page.get_by_text("Quel jour?")).to_be_visible(timeout=LATER)
    return page


def kept_within_the_delay(url: str, name: str) -> object:
    """What the drafts hold under this name, once they do or once it is too late."""
    give_up = time.monotonic() + BEHIND
    while time.monotonic() < give_up:
        with database.reading(url) as session:
            for typed in session.scalars(select(Draft.typed)):
                if name in typed:
                    return typed[name]
        time.sleep(0.2)
    return None


def test_a_number_and_the_notes_are_kept_while_they_are_being_typed(
    form: Page, demonstration_url: str
) -> None:
    people = form.get_by_label("Combien de personnes?")
    people.click()
    people.press_sequentially("15")
    assert kept_within_the_delay(demonstration_url, "people") == 15
    people.press_sequentially("0")  # the cursor is where it was
    expect(people).to_have_value("150")
    form.get_by_text("Notes et source").click()
    notes = form.get_by_role("textbox", name="Notes")
    notes.click()
    notes.press_sequentially("Beaucoup de monde", delay=20)
    assert kept_within_the_delay(demonstration_url, "notes") == "Beaucoup de monde"


def test_a_killed_server_has_kept_all_but_the_last_five_seconds_of_typing(
    demonstration_url: str, new_visitor: NewVisitor
) -> None:
    trial = interrupted(demonstration_url, new_visitor, random.Random(1), after=25)
    assert len(trial.due) >= 5
    assert trial.lost == {}
