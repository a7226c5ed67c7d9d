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
from cafedata.language import sentence
from cafedata.web import served_page, sign_in
from cafedata.web.pages import PAGES, ROOT


def serve(url: str, *, address: str, port: int) -> None:
    """Serve the dashboard on this database until interrupted."""
    os.environ[database.URL_VARIABLE] = url
    os.chdir(ROOT)  # Streamlit reads .streamlit/config.toml where it is started
    application().run(config={"server.address": address, "server.port": port})


def application() -> Any:
    """The dashboard as an ASGI application, on the database of ``CAFE_DATABASE_URL``."""
    # Until a first session has called st.navigation, Streamlit takes pages/ for pages of its own and
    # answers the first visitor of any address with « Page not found ».
    PagesManager.uses_pages_directory = False
    return st.App(
        ROOT / "dashboard.py",
        lifespan=_warm,
        routes=[
            Route("/healthz", _health),
            Route("/demonstration/{account_id:int}", _sign_in_to_demonstration),
            served_page.ROUTE,
        ],
        middleware=[Middleware(served_page.ServedPage)],
    )


@asynccontextmanager
async def _warm(app: Any) -> AsyncIterator[None]:
    """Have everything in memory before the first visitor, and out of the garbage collector's way:
    Streamlit collects after each run, which would otherwise walk through every library each time."""
    for module in ("cafedata.charts", "cafedata.figures", "cafedata.web.entry_form"):
        import_module(module)
    gc.freeze()
    yield


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
        return PlainTextResponse(sentence(error.message, **error.values), status_code=403)
    except SQLAlchemyError:
        return PlainTextResponse(_("La base de données ne répond pas."), status_code=503)
    response = RedirectResponse(_page_to_open(request), status_code=303)
    response.set_cookie(
        sign_in.COOKIE,
        token,
        max_age=int(people.SIGN_IN_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def _page_to_open(request: Request) -> str:
    """The page that was asked for before signing in: one of ours, and no other site's."""
    path, _mark, filters = request.query_params.get("next", "").partition("?")
    if path.removeprefix("/") not in PAGES:
        return "/"
    return f"{path}?{filters}" if filters else path
