"""The dashboard run in process, on the small world, as somebody or signed out."""

import datetime as dt
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from cafedata import database, people
from cafedata.web import page, sign_in
from cafedata.web.pages import ROOT
from tests.world import TODAY, World

Open = Callable[..., AppTest]


@pytest.fixture
def signed_in(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], None]:
    """Chooses whose cookie the browser holds from here on."""
    monkeypatch.setenv(database.URL_VARIABLE, sqlite_world.url)
    monkeypatch.setattr(page, "today", lambda: TODAY)

    def hold_cookie_of(who: str | None) -> None:
        token = None
        if who:
            account_id = sqlite_world.viewer(who).account_id
            with sqlite_world.writing() as session:
                token = people.start_sign_in(session, account_id, dt.datetime.now(dt.UTC))
        monkeypatch.setattr(sign_in, "_token", lambda: token)

    return hold_cookie_of


@pytest.fixture
def open_page(signed_in: Callable[[str | None], None]) -> Open:
    """Opens a page of the dashboard: ``open_page("liaison MIR", "record")``."""

    def run(who: str | None, address: str, **query: str | list[str]) -> AppTest:
        signed_in(who)
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        if who:
            app.switch_page(file_of(address))
            for name, value in query.items():
                app.query_params[name] = value
            app.run()
        return app

    return run


def file_of(address: str) -> str:
    from cafedata.web.pages import PAGES

    return str(PAGES[address].file.relative_to(ROOT))


def said(app: AppTest) -> str:
    """All the words on the page, in one text."""
    boxes = (app.error, app.info, app.success)
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.text, *boxes)
    return "\n".join(str(element.value) for kind in kinds for element in kind)
