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
from tests.browser.test_journey import tap
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


def test_a_time_and_a_date_are_kept_before_they_are_left(
    form: Page, demonstration_url: str
) -> None:
    form.get_by_text("Heures et formule").click()
    form.get_by_role("spinbutton", name="heure, Début").click()
    form.keyboard.type("0930")
    assert kept_within_the_delay(demonstration_url, "start_time") == {"hour": "09:30:00"}
    tap(form, "Un autre jour")
    form.get_by_role("spinbutton", name="année, Date").click()
    form.keyboard.type("20260314")
    assert kept_within_the_delay(demonstration_url, "other_day") == {"day": "2026-03-14"}


def test_an_hour_left_without_its_minutes_is_that_hour_sharp(
    form: Page, demonstration_url: str
) -> None:
    form.get_by_text("Heures et formule").click()
    form.get_by_role("spinbutton", name="heure, Fin").click()
    form.keyboard.type("11")
    form.get_by_label("Combien de personnes?").click()
    assert kept_within_the_delay(demonstration_url, "end_time") == {"hour": "11:00:00"}
    expect(form.get_by_role("spinbutton", name="minute, Fin")).to_have_text("00")


def test_a_killed_server_has_kept_all_but_the_last_five_seconds_of_typing(
    demonstration_url: str, new_visitor: NewVisitor
) -> None:
    trial = interrupted(demonstration_url, new_visitor, random.Random(1), after=25)
    assert len(trial.due) >= 5
    assert trial.lost == {}
