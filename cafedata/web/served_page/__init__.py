"""The page that Streamlit serves, corrected: in the reader's language before any script runs, and with
our scripts and our style beside Streamlit's.

Streamlit has no setting for the language of its own words. The scripts of this folder put them in
French; they are files, so that a policy that refuses scripts written into a page lets them through.
The style mends what some could not read or would be made dizzy by.
"""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cafedata import language
from cafedata.language import Language
from cafedata.language import gettext as _

COOKIE = "cafe_language"
"""The cookie by which the page tells the server what its reader speaks; the scripts write it."""

SCRIPTS = ("language.js", "repairs.js", "typing.js")
"""What a page starts, in order; each may import the other files of this folder."""

STYLE = "page.css"

_FOLDER = Path(__file__).parent
_KINDS = {".js": "text/javascript", ".css": "text/css"}
_FILES = {path.name: path for path in sorted(_FOLDER.iterdir()) if path.suffix in _KINDS}
_FOR_GOOD = "public, max-age=31536000, immutable"
_MARK_OF_STREAMLIT = '<div id="root"></div>'


@cache
def version() -> str:
    """Names the files as they are now: part of their address, so that they may be kept for good."""
    return sha256(b"\0".join(path.read_bytes() for path in _FILES.values())).hexdigest()[:12]


def _file(request: Request) -> Response:
    path = _FILES.get(request.path_params["name"])
    if path is None or request.path_params["version"] != version():
        return PlainTextResponse(_("Cette adresse ne mène à rien."), status_code=404)
    return FileResponse(path, media_type=_KINDS[path.suffix], headers={"Cache-Control": _FOR_GOOD})


ROUTE = Route("/page/{version}/{name}", _file)
"""Where the scripts and the style lie."""


def corrected(html: str) -> str:
    """Streamlit's page in the current language, its scripts served as files, and ours before them."""
    scripts = "".join(
        f'<script type="module" src="/page/{version()}/{name}"></script>' for name in SCRIPTS
    )
    helpers = "".join(
        f'<link rel="modulepreload" href="/page/{version()}/{name}">'
        for name in _FILES
        if name not in SCRIPTS and name != STYLE
    )
    style = f'<link rel="stylesheet" href="/page/{version()}/{STYLE}">'
    program = _("Café avec un policier")
    told = _("Activez JavaScript dans votre navigateur pour ouvrir cette page.")
    for found, put in (
        (r'<html lang="[^"]*">', f'<html lang="{language.current()}">'),
        (r"<title>.*?</title>", f"<title>{program}</title>"),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{told}</p></noscript>"),
        (
            r"<script>\s*window\.prerenderReady = false\s*</script>",
            "",
        ),  # it serves hosts that we are not
        (r'(?=<script type="module")', f"{style}{helpers}{scripts}"),
    ):
        html = re.sub(found, lambda _match, put=put: put, html, count=1, flags=re.DOTALL)  # type: ignore[misc]
    return html


def language_of(request: HTTPConnection) -> Language:
    """What the reader spoke when they last had a page open; French for a first visit."""
    said = request.cookies.get(COOKIE, "")
    return Language(said) if said in language.offered() else Language.fr


class ServedPage:
    """Corrects Streamlit's page on its way out, and lets all else through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _may_be_a_page(scope):
            await self._app(scope, receive, send)
            return
        answer = _Answer(scope, receive, send)
        await self._app(_in_full(scope), receive, answer.send)


class _Answer:
    """One answer: held back while it may be Streamlit's page, passed on as it comes otherwise."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._pass_on = scope, receive, send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._pass_on(message)
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        html = self._body.decode()
        if _MARK_OF_STREAMLIT not in html and self._scope["method"] != "HEAD":
            await self._pass_on(start)
            await self._pass_on({"type": "http.response.body", "body": self._body})
            return
        language.use(language_of(HTTPConnection(self._scope)))
        page = HTMLResponse(
            corrected(html),
            headers={"Cache-Control": "no-cache", "Vary": "Cookie"},
        )
        await page(self._scope, self._receive, self._pass_on)


def _may_be_a_page(scope: Scope) -> bool:
    """Pages have no file's ending, and Streamlit's own addresses begin by an underscore."""
    path = scope["path"]
    return (
        scope["method"] in {"GET", "HEAD"}
        and not path.startswith("/_stcore/")
        and "." not in path.rpartition("/")[2]
    )


def _is_html(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith("text/html")


def _in_full(scope: Scope) -> Scope:
    """The request without what would make its answer partial, packed, absent or a file's path."""
    headers = MutableHeaders(raw=list(scope["headers"]))
    for name in ("accept-encoding", "if-none-match", "if-modified-since", "range"):
        del headers[name]
    return {**scope, "headers": headers.raw, "extensions": {}}
