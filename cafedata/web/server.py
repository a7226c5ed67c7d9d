"""The server of ``cafe serve``: the dashboard, and beside it the addresses that are no page."""

import datetime as dt
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from cafedata import database, people
from cafedata.errors import CafeError
from cafedata.language import gettext as _
from cafedata.web import browser_cookie, hardening, journal, openid, providers, served_page
from cafedata.web.pages import ROOT


def serve(url: str, *, address: str, port: int) -> None:
    """Serve the dashboard on this database until interrupted.

    Raises :class:`~cafedata.errors.Unavailable` for settings that would not work.
    """
    people.sign_in_lasts()
    os.environ[database.URL_VARIABLE] = url
    os.chdir(ROOT)  # Streamlit reads .streamlit/config.toml where it is started
    app = application(address)
    journal.install()
    config = {**hardening.LIMITS, "server.address": address, "server.port": port}
    app.run(config=config)


def application(address: str = "127.0.0.1") -> Any:
    """The dashboard as an ASGI application, on the database of ``CAFE_DATABASE_URL``."""
    # Until a first session has called st.navigation, Streamlit takes pages/ for pages of its own and
    # answers the first visitor of any address with « Page not found ».
    PagesManager.uses_pages_directory = False
    return st.App(
        ROOT / "dashboard.py",
        secrets=providers.secrets(),
        lifespan=_warm,
        middleware=[
            Middleware(hardening.Hardening, hosts=hardening.allowed_hosts(address)),
            Middleware(served_page.ServedPage),
        ],
        routes=[
            Route("/healthz", _health),
            Route("/demonstration/{account_id:int}", _sign_in_to_demonstration),
            served_page.ROUTE,
            *openid.routes(),
        ],
        on_script_error=_tell,
    )


@asynccontextmanager
async def _warm(app: Any) -> AsyncIterator[None]:
    """Have everything in memory before the first visitor, and out of the garbage collector's way:
    Streamlit collects after each run, which would otherwise walk through every library each time."""
    for module in ("cafedata.charts", "cafedata.figures", "cafedata.web.entry_form"):
        import_module(module)
    gc.freeze()
    yield


def _tell(error: Exception) -> bool:
    """Say what nobody foresaw in a sentence; where it happened is in the journal."""
    st.error(
        journal.said(error)
        if isinstance(error, CafeError)
        else _("Cela n'a pas fonctionné, et ce n'est pas votre faute. Rechargez la page.")
    )
    return True


def _health(request: Request) -> Response:
    """200 when the database answers and has the newest tables, 503 otherwise."""
    current = database.is_current(database.configured_url())
    return JSONResponse({"database": current}, status_code=200 if current else 503)


def _sign_in_to_demonstration(request: Request) -> Response:
    """Give the cookie of a demonstration account, on a database marked as one and on no other."""
    now = dt.datetime.now(dt.UTC)
    account_id = request.path_params["account_id"]
    try:
        with database.writing() as session:
            if account_id not in {row.account_id for row in people.demonstration_people(session)}:
                return PlainTextResponse(_("Ce compte n'existe pas."), status_code=404)
            token = people.start_sign_in(session, account_id, now)
    except CafeError as error:
        return PlainTextResponse(journal.said(error), status_code=403)
    except SQLAlchemyError:
        return PlainTextResponse(_("La base de données ne répond pas."), status_code=503)
    page = openid.page_to_open(request.query_params.get("next", ""))
    response = RedirectResponse(page, status_code=303)
    browser_cookie.give(response, token, request)
    journal.signed_in("demonstration")
    return response
