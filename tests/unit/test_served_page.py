"""The page that Streamlit serves, as it leaves our server."""

import re
from pathlib import Path
from typing import Any

import pytest
import streamlit
from anyio.from_thread import start_blocking_portal
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse
from starlette.routing import Route, Router
from starlette.types import Message, Scope

from cafedata import language
from cafedata.language import Language
from cafedata.web import served_page

INDEX = Path(streamlit.__file__).parent / "static/index.html"


async def _page(request: Any) -> FileResponse:
    return FileResponse(INDEX)


async def _report(request: Any) -> HTMLResponse:
    return HTMLResponse("<p>Upload</p>")


async def _health(request: Any) -> PlainTextResponse:
    return PlainTextResponse("ok", headers={"etag": "kept"})


APP = served_page.ServedPage(
    Router(
        [
            served_page.ROUTE,
            Route("/report", _report),
            Route("/health", _health),
            Route("/{page}", _page),
        ]
    )
)


def asked(path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    """The status, the headers and the text that a request gets."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "asgi": {"spec_version": "2.4"},
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
    }
    with start_blocking_portal() as portal:  # Playwright keeps a loop of its own in this thread
        portal.call(APP, scope, receive, send)
    start, *bodies = sent
    said = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], said, b"".join(body["body"] for body in bodies).decode()


def test_a_page_is_in_french_before_any_script_runs() -> None:
    _status, headers, html = asked("/record")
    assert '<html lang="fr">' in html
    assert "<title>Café avec un policier</title>" in html
    assert "Activez JavaScript" in html
    assert "You need to enable" not in html
    assert headers["content-length"] == str(len(html.encode()))


def test_a_page_is_in_english_for_whoever_read_english_last() -> None:
    _status, _headers, html = asked("/record", cookie=f"{served_page.COOKIE}=en")
    assert '<html lang="en">' in html
    assert "<title>Coffee with a Cop</title>" in html


@pytest.mark.parametrize("said", ["de", "", '"><script>'])
def test_an_unknown_language_is_french(said: str) -> None:
    assert '<html lang="fr">' in asked("/record", cookie=f"{served_page.COOKIE}={said}")[2]


def test_english_is_not_served_where_it_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAFE_ENGLISH", "off")
    assert '<html lang="fr">' in asked("/record", cookie=f"{served_page.COOKIE}=en")[2]


def test_a_page_holds_no_script_that_a_strict_policy_would_refuse() -> None:
    assert re.findall(r"<script(?![^>]*\bsrc=)", asked("/record")[2]) == []


def test_our_scripts_start_before_streamlits() -> None:
    _status, _headers, html = asked("/record")
    sources = re.findall(r'<script type="module"[^>]* src="([^"]+)"', html)
    ours = [f"/page/{served_page.version()}/{name}" for name in served_page.SCRIPTS]
    assert sources[: len(ours)] == ours
    assert sources[len(ours)].startswith("./static/js/index.")


def test_a_page_is_never_answered_as_unchanged_or_in_part() -> None:
    etag = {"if_none_match": f'"{"0" * 32}"', "if_modified_since": "Wed, 25 Nov 2099 00:00:00 GMT"}
    status, headers, html = asked("/record", **etag, range="bytes=0-10")
    assert status == 200
    assert html.rstrip().endswith("</html>")
    assert "etag" not in headers


def test_other_answers_pass_as_they_are() -> None:
    assert asked("/report")[2] == "<p>Upload</p>"
    assert asked("/health")[1]["etag"] == "kept"


def test_a_head_request_gets_the_headers_alone() -> None:
    status, headers, html = asked("/record", method="HEAD")
    assert (status, html) == (200, "")
    assert headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("name", "kind"),
    [*((name, "text/javascript") for name in served_page.SCRIPTS), (served_page.STYLE, "text/css")],
)
def test_a_file_is_kept_for_good_under_an_address_that_names_its_version(
    name: str, kind: str
) -> None:
    address = f"/page/{served_page.version()}/{name}"
    assert address in asked("/record")[2]
    status, headers, _text = asked(address)
    assert status == 200
    assert headers["content-type"].startswith(kind)
    assert "immutable" in headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/page/0123/language.js", "/page/{version}/none.js", "/page/{version}/__init__.py"]
)
def test_no_other_file_is_served(path: str) -> None:
    status, headers, _text = asked(path.format(version=served_page.version()))
    assert status == 404
    assert "immutable" not in headers.get("cache-control", "")


def test_every_correction_still_finds_its_place_in_streamlits_page() -> None:
    language.use(Language.fr)
    html = INDEX.read_text("utf-8")
    for found in ('lang="en"', "<title>Streamlit</title>", "You need to enable JavaScript"):
        assert found in html
        assert found not in served_page.corrected(html)
