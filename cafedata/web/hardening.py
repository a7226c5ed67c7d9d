"""What stands between the network and Streamlit: who may call, from where, and what a browser may do.

Measured in Chromium on every page (``tests/browser/test_hardening.py``): Streamlit 1.67 needs inline
styles and fonts from ``data:``; images from ``data:`` and ``blob:`` are those that a page makes. It does
without ``unsafe-eval``, for it gives Vega an interpreter of expressions, and without any other site.
"""

import base64
import hashlib
import ipaddress
import os
import re
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cafedata.language import gettext as _
from cafedata.web import browser_cookie, journal, providers, sign_in

HOSTS_VARIABLE = "CAFE_HOSTS"
SIGN_IN_HEADER = "x-cafe-sign-in"
_OWN_HOSTS = ("localhost", "127.0.0.1", "::1")
_OF_PEOPLE_SIGNED_IN = ("/media/", "/_stcore/upload_file")
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
_CLOSED_FOR = {1002: "message that is none", 1009: "message too large"}
"""What Streamlit closes a connection for, by the code with which it says so."""

LIMITS = {
    "server.maxUploadSize": 10,  # MB; the largest spreadsheet of a year of cafés is under 1
    "server.maxMessageSize": 50,
    "server.maxWidgetStateSize": 2,
    # A session may be taken up again only by the browser that began it: knowing its id is not enough.
    "server.trustedUserHeaders": {SIGN_IN_HEADER: "sign_in"},
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.enableAgentApi": False,
    "client.showErrorDetails": "none",
    "logger.enableRich": False,
    "logger.hideWelcomeMessage": True,
}
"""What Streamlit itself limits, in its own options."""


class Hardening:
    """The outermost layer of the server."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts
        self._headers = _headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        if refusal := await self._refusal(connection):
            journal.refused(refusal, where="hardening")
            await _refuse(scope, receive, send)
            return
        _name_the_sign_in(scope, connection)

        async def send_with_headers(message: Message) -> None:
            _note(message)
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    async def _refusal(self, connection: HTTPConnection) -> str:
        """Why this call goes no further, or nothing."""
        host = connection.headers.get("host", "")
        if _hostname(host) not in self._hosts:
            return "foreign host"
        origin = connection.headers.get("origin")
        method = connection.scope.get("method")
        if method not in _READING and not _is_same(origin, host, method):
            return "foreign origin"
        if connection.url.path.startswith(_OF_PEOPLE_SIGNED_IN):
            token = connection.cookies.get(browser_cookie.NAME)
            if not await run_in_threadpool(sign_in.is_signed_in, token):
                return "file without sign-in"
        return ""


def allowed_hosts(address: str) -> frozenset[str]:
    """The names by which this server may be called, without ports.

    ``CAFE_HOSTS`` says them, separated by commas. Without it: this machine's own, the address that
    is served unless that is all of them, and the one that the providers send people back to.
    """
    if named := os.environ.get(HOSTS_VARIABLE):
        return frozenset(_hostname(part) for part in named.split(",") if part.strip())
    hosts = {*_OWN_HOSTS, _hostname(urlsplit(providers.callback()).netloc)}
    if not _is_every_address(address):
        hosts.add(address)
    return frozenset(hosts - {""})


def content_security_policy() -> str:
    """What a page of ours may load and run."""
    scripts = " ".join(["'self'", *_inline_scripts()])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self'",
            "object-src 'none'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def _inline_scripts() -> list[str]:
    """The fingerprints of the scripts that are written inside Streamlit's one page."""
    page = (Path(streamlit.__file__).parent / "static/index.html").read_text(encoding="utf-8")
    written = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in written)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def _headers() -> dict[str, str]:
    headers = {
        "content-security-policy": content_security_policy(),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    if providers.is_served_over_https():
        headers["strict-transport-security"] = "max-age=31536000"
    return headers


def _hostname(host: str) -> str:
    """The name in ``name:port`` in small letters; nothing for what is no name."""
    try:
        parts = urlsplit(f"//{host.strip()}")
        is_plain = parts.port is None or parts.port > 0
    except ValueError:
        return ""
    if not is_plain or parts.username or parts.path or parts.query or parts.fragment:
        return ""
    return (parts.hostname or "").rstrip(".")


def _is_same(origin: str | None, host: str, method: str | None) -> bool:
    """Whether a page of this very site calls. A websocket has no method, and always an origin."""
    if origin is None:
        return method is not None
    return urlsplit(origin).netloc.lower() == host.lower()


def _is_every_address(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_unspecified
    except ValueError:
        return False


def _name_the_sign_in(scope: Scope, connection: HTTPConnection) -> None:
    """Tell Streamlit which sign-in calls, in a header that nobody outside can write."""
    kept = [(name, value) for name, value in scope["headers"] if name != SIGN_IN_HEADER.encode()]
    token = connection.cookies.get(browser_cookie.NAME, "")
    fingerprint = hashlib.sha256(token.encode()).hexdigest()
    scope["headers"] = [*kept, (SIGN_IN_HEADER.encode(), fingerprint.encode())]


def _note(message: Message) -> None:
    """Write down what Streamlit refuses by itself."""
    if message["type"] == "http.response.start" and message["status"] == _TOO_LARGE:
        journal.refused("file too large", where="streamlit")
    if message["type"] == "websocket.close" and message.get("code") in _CLOSED_FOR:
        journal.refused(_CLOSED_FOR[message["code"]], where="streamlit")


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    answer = PlainTextResponse(_("Cette demande n'est pas acceptée."), status_code=403)
    await answer(scope, receive, send)
