"""A monthly series planned and a tour recorded with a thumb."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from cafedata import database
from cafedata.model import Meetup, Series, Tour
from tests.browser.conftest import Served, Visit
from tests.browser.test_journey import LATER, tap

STOPS = ("Mirabel", "Saint-Colomban", "Barkmere")


@pytest.fixture(scope="module")
def backend() -> str:
    """On one kind of database: the other meets the same verbs in the unit tests."""
    return "sqlite"


def type_date(page: Page, field: str, date: dt.date) -> None:
    page.get_by_role("spinbutton", name=f"année, {field}").click()
    page.keyboard.type(f"{date:%Y%m%d}")


def saved(page: Page) -> None:
    expect(page.get_by_text("C'est enregistré.")).to_be_visible(timeout=LATER)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_monthly_series_is_planned_without_the_date_excluded(
    visit: Visit, server: Served
) -> None:
    page = visit("liaison.mirabel", "/my-cafes", phone=True)
    main = page.get_by_test_id("stMain")
    main.get_by_role("link", name="Planifier").click(timeout=LATER)
    expect(page.get_by_text("Dans quelle municipalité?")).to_be_visible(timeout=LATER)
    tap(page, "Saint-Colomban")
    type_date(page, "Première date", dt.date(2031, 4, 1))
    tap(page, "Chaque mois, le même jour de la semaine")
    tap(page, "Après un nombre de fois")
    times = page.get_by_label("Nombre de cafés")
    times.fill("4")
    times.press("Tab")
    title = page.get_by_label("Nom de la série")
    title.fill("Premiers mardis")
    title.press("Tab")
    holiday = page.get_by_text("mardi 1er juillet 2031 — jour férié")
    expect(holiday).to_be_visible(timeout=LATER)

    page.reload()
    expect(holiday).to_be_visible(timeout=LATER)
    holiday.click()
    expect(page.get_by_role("button", name="Planifier 3 cafés")).to_be_visible(timeout=LATER)
    assert fits(page)
    tap(page, "Planifier 3 cafés")
    saved(page)

    with database.reading(server.url) as session:
        dates = session.scalars(
            select(Meetup.date)
            .join(Series, Series.id == Meetup.series_id)
            .where(Series.title == "Premiers mardis")
            .order_by(Meetup.date)
        ).all()
    assert dates == [dt.date(2031, 4, 1), dt.date(2031, 5, 6), dt.date(2031, 6, 3)]


def settled(page: Page) -> None:
    """Wait until the server has answered: a list that opens before then is closed by the answer."""
    page.wait_for_timeout(1_500)  # a typed line is sent after a pause of one second
    state = page.locator("[data-test-script-state]").first
    expect(state).to_have_attribute("data-test-script-state", "notRunning", timeout=LATER)


def choose_municipality(page: Page, n: int, name: str) -> None:
    settled(page)
    field = page.get_by_role("combobox", name="Municipalité").nth(n)
    field.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # the list closes when the page scrolls under it
    field.fill(name)
    page.get_by_role("option", name=name, exact=True).click()


def test_a_tour_of_three_stops_is_recorded_and_read_from_one_of_them(
    visit: Visit, server: Served
) -> None:
    page = visit("liaison.mirabel", "/tour", phone=True)
    expect(page.get_by_text("Arrêt 2")).to_be_visible(timeout=LATER)
    tap(page, "Hier")
    title = page.get_by_label("Nom de la tournée")
    title.fill("Tournée du canal")
    title.press("Tab")
    tap(page, "Ajouter un arrêt")
    expect(page.get_by_text("Arrêt 3")).to_be_visible(timeout=LATER)
    for n, name in enumerate(STOPS):
        choose_municipality(page, n, name)
    people = page.get_by_label("Combien de personnes?")
    for n in range(len(STOPS)):
        people.nth(n).fill(str(10 + n))
        people.nth(n).press("Tab")
        page.get_by_role("radio", name="exact").or_(page.get_by_role("button", name="exact")).nth(
            n
        ).click()
    assert fits(page)
    tap(page, "Enregistrer la tournée")
    again = page.get_by_role("button", name="C'est une autre")
    expect(page.get_by_text("C'est enregistré.").or_(again).first).to_be_visible(timeout=LATER)
    if again.is_visible():
        again.click()
    saved(page)

    with database.reading(server.url) as session:
        stops = session.execute(
            select(Meetup.id, Meetup.attendance_value)
            .join(Tour, Tour.id == Meetup.tour_id)
            .where(Tour.title == "Tournée du canal")
            .order_by(Meetup.id)
        ).all()
    assert [stop.attendance_value for stop in stops] == [10, 11, 12]

    expect(page.get_by_role("link", name=STOPS[1])).to_be_visible(timeout=LATER)
    page.goto(f"{server.address}/meetups?meetup={stops[0].id}")
    expect(page.get_by_text("Tournée : Tournée du canal")).to_be_visible(timeout=LATER)
    expect(page.get_by_text(STOPS[2])).to_be_visible(timeout=LATER)


def test_a_new_date_is_typed_without_closing_the_box_that_asks_for_it(visit: Visit) -> None:
    page = visit("liaison.mirabel", "/my-cafes", phone=True)
    page.get_by_role("link", name="Ouvrir", exact=True).first.click(timeout=LATER)
    page.get_by_role("button", name="Reporter ce café").click(timeout=LATER)
    page.get_by_label("Pourquoi?").fill("Salle fermée")
    type_date(page, "Nouvelle date, si elle est connue", dt.date(2031, 5, 6))
    settled(page)
    expect(page.get_by_label("Pourquoi?")).to_have_value("Salle fermée")

    page.get_by_label("Pourquoi?").click()  # elsewhere in the box: the calendar closes
    page.get_by_role("button", name="Confirmer le report").click()
    expect(page.get_by_text("C'est reporté au mardi 6 mai 2031.")).to_be_visible(timeout=LATER)
