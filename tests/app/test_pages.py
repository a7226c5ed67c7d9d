"""Every page, for every role, and for nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cafedata import language
from cafedata.language import Language
from cafedata.web import sign_in
from cafedata.web.pages import PAGES
from tests.app.conftest import Open, said
from tests.world import EVERYONE, World


@pytest.mark.parametrize("address", PAGES)
def test_each_page_alone_and_signed_out_shows_only_how_to_sign_in(
    signed_in: Callable[[str | None], None], address: str
) -> None:
    signed_in(None)
    app = AppTest.from_file(str(PAGES[address].file), default_timeout=60).run()
    assert not app.exception
    assert [title.value for title in app.title] == ["Café avec un policier"]
    assert "Demandez à l'administration" in said(app)
    assert not app.get("vega_lite_chart")


@pytest.mark.parametrize("who", EVERYONE)
@pytest.mark.parametrize("address", PAGES)
def test_each_page_opens_for_the_roles_it_is_for_and_for_no_other(
    sqlite_world: World, open_page: Open, address: str, who: str
) -> None:
    sqlite_world.record()
    app = open_page(who, address)
    assert not app.exception
    is_refused = "Cette page n'est pas ouverte à votre rôle." in said(app)
    assert is_refused == (sqlite_world.viewer(who).role not in PAGES[address].roles)


@pytest.mark.parametrize("address", ["attendance", "themes", "programs"])
def test_a_comparison_has_at_least_two_charts_each_with_its_table_and_its_n(
    sqlite_world: World, open_page: Open, address: str
) -> None:
    for day in range(1, 8):
        sqlite_world.record(sqlite_world.entry(date=f"2025-03-0{day}"))
    app = open_page("commander MIR", address)
    charts, tables = app.get("vega_lite_chart"), app.dataframe
    assert len(charts) >= 2
    assert len(tables) == len(charts)
    assert all({"meetups"} <= set(table.value.columns) for table in tables)


def test_a_page_without_any_meetup_says_so_and_draws_nothing_misleading(open_page: Open) -> None:
    app = open_page("commander MIR", "attendance")
    assert "Aucune rencontre n'a eu lieu pendant cette période" in said(app).replace("\\", "")


def test_a_chart_speaks_its_finding_to_screen_readers(sqlite_world: World, open_page: Open) -> None:
    sqlite_world.record()
    app = open_page("commander MIR", "attendance")
    charts: list[Any] = list(app.get("vega_lite_chart"))
    assert charts[0].proto.alt == "Environ 15 personnes en 1 rencontre."


def test_a_person_reads_in_the_language_they_chose(
    sqlite_world: World, signed_in: Callable[[str | None], None], open_page: Open
) -> None:
    signed_in("commander MIR")
    sign_in.choose_language(Language.en)
    language.use(Language.en)  # AppTest formats the options of widgets in the test's own thread
    app = open_page("commander MIR", "attendance")
    assert app.title[0].value == "Attendance"
    assert sqlite_world.viewer("commander MIR").language is Language.en


def test_an_account_that_was_closed_sees_nothing_at_its_next_interaction(
    sqlite_world: World, open_page: Open
) -> None:
    from sqlalchemy import update

    from cafedata.model import Account

    app = open_page("commander MIR", "attendance")
    assert app.title[0].value == "Fréquentation"
    with sqlite_world.writing() as session:
        session.execute(update(Account).values(is_active=False))
    app.run()
    assert app.title[0].value == "Café avec un policier"
    assert not app.get("vega_lite_chart")
