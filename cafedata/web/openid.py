"""Signing in through an OpenID Connect provider, with ``st.login``.

Streamlit speaks with the provider and would then keep the identity in a cookie of its own, for thirty
days, which nothing on the server can end. That cookie never leaves this module: what it says is
exchanged, once, for a sign-in of ours (:mod:`cafedata.people`), which the server ends at will. So
there is one truth about who is signed in, and no identity cookie to copy.
"""

import datetime as dt
import json
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit.auth_util import get_cookie_with_chunks, get_signing_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from cafedata import database, people
from cafedata.errors import NotAllowed
from cafedata.identity import verified_email
from cafedata.web import browser_cookie, journal, providers
from cafedata.web.pages import PAGES
from cafedata.web.sign_in import REFUSAL, Refusal

_NEXT = "next"
_LOGIN, _LOGOUT, _CALLBACK = "/auth/login", "/auth/logout", "/oauth2callback"


def routes() -> list[Route]:
    """The three addresses of Streamlit's own that we answer in its place."""
    theirs = {route.path: route.endpoint for route in create_auth_routes("")}

    async def begin(request: Request) -> Response:
        answer: Response = await theirs[_LOGIN](request)
        request.session[_NEXT] = page_to_open(request.headers.get("referer", ""))
        return answer

    async def finish(request: Request) -> Response:
        answer: Response = await theirs[_CALLBACK](request)
        return await run_in_threadpool(_signed_in, request, _claims_in(answer))

    async def leave(request: Request) -> Response:
        answer = RedirectResponse("/", status_code=303)
        browser_cookie.remove(answer)
        return answer

    return [Route(_LOGIN, begin), Route(_CALLBACK, finish), Route(_LOGOUT, leave)]


def page_to_open(address: str) -> str:
    """The page that was asked for before signing in: one of ours, and no other site's."""
    parts = urlsplit(address)
    if parts.path.removeprefix("/") not in PAGES:
        return "/"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _claims_in(answer: Response) -> dict[str, Any]:
    """What the provider said, from the cookie that Streamlit would have given to the browser."""
    cookies: SimpleCookie = SimpleCookie()
    for header in answer.headers.getlist("set-cookie"):
        cookies.load(header)

    def signed(name: str) -> bytes | None:
        value = cookies[name].value if name in cookies else ""
        return decode_signed_value(get_signing_secret(), name, value)

    read = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    claims = json.loads(read) if read else {}
    return claims if isinstance(claims, dict) else {}


def _signed_in(request: Request, claims: dict[str, Any]) -> Response:
    if not claims:
        return _sent_back(Refusal.unfinished)
    provider = providers.find(str(claims.get("provider")))
    email = verified_email(claims, provider.trust) if provider else None
    if email is None:
        return _sent_back(Refusal.unverified)
    try:
        with database.writing() as session:
            token = people.start_sign_in_by_email(session, email, dt.datetime.now(dt.UTC))
    except NotAllowed:
        return _sent_back(Refusal.unknown)
    except SQLAlchemyError:
        return _sent_back(Refusal.unfinished)
    answer = RedirectResponse(request.session.pop(_NEXT, "/"), status_code=303)
    browser_cookie.give(answer, token, request)
    journal.signed_in("openid")
    return answer


def _sent_back(reason: Refusal) -> Response:
    journal.refused(f"sign-in: {reason.name}", where="openid.finish")
    return RedirectResponse(f"/?{urlencode({REFUSAL: reason})}", status_code=303)
