"""What is too large, or of no kind that a page knows: refused and written down, without a trace."""

import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosedError

from tests.browser.conftest import Served, served
from tests.databases import Databases
from tests.hostile.client import PATIENCE, Client, connected, rerun, status_of
from tests.hostile.test_forged_states import sign_in
from tests.world import World

MEGABYTE = 1_000_000
LARGEST = 10 * 1024 * 1024
OF_THE_SERVER = (b"Traceback", b"streamlit/", b"cafedata/", b"site-packages", b"/root", b"/home")
"""What only the server's own files would say."""
_MARCH = "from=2025-03-01&to=2025-03-31"


@dataclass(frozen=True)
class Place:
    server: Served
    world: World

    @property
    def address(self) -> str:
        return self.server.address

    def cookie(self, who: str = "liaison MIR") -> str:
        return sign_in(self.world, who)

    def refusals(self) -> list[str]:
        return [row["what"] for row in self.server.journal() if row["event"] == "refused"]


@pytest.fixture(scope="module")
def place(databases: Databases) -> Iterator[Place]:
    with databases.copy("sqlite", "world") as url, served(url) as running:
        yield Place(running, World(url))


def _upload(place: Place, cookie: str, session_id: str, size: int, *, says_so: bool = True) -> int:
    """Send a file as a page of ours would; the status of the answer, or 0 without one.

    Of a file that is too large only the size is sent, or else, in pieces, all of it and no size.
    """
    with urllib.request.urlopen(  # noqa: S310  our own server
        f"{place.address}/_stcore/health", timeout=PATIENCE
    ) as answer:
        token = answer.headers["set-cookie"].split("=", 1)[1].split(";")[0]
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n'
    body = head + b"a" * size + b"\r\n--x--\r\n"
    headers = {
        "Content-Type": "multipart/form-data; boundary=x",
        "Cookie": f"cafe_sign_in={cookie}; _streamlit_xsrf={token}",
        "X-Xsrftoken": token,
        "Origin": place.address,
    }
    pieces = (body[start : start + MEGABYTE] for start in range(0, len(body), MEGABYTE))
    connection = HTTPConnection(urlsplit(place.address).netloc, timeout=PATIENCE)
    path = f"/_stcore/upload_file/{session_id}/1"
    with closing(connection), suppress(ConnectionError):
        if not says_so:
            connection.request("PUT", path, pieces, headers, encode_chunked=True)
        elif size > LARGEST:
            connection.request("PUT", path, b"", headers | {"Content-Length": str(len(body))})
        else:
            connection.request("PUT", path, body, headers)
        answer = connection.getresponse()
        assert answer.read() in (b"", b"File too large")
        return answer.status
    return 0


@pytest.mark.parametrize("says_so", [True, False], ids=["its size said", "in pieces"])
def test_a_file_over_ten_megabytes_is_refused_and_a_smaller_one_is_not(
    place: Place, says_so: bool
) -> None:
    cookie, before = place.cookie(), len(place.refusals())
    with connected(place.address, cookie) as client:
        client.run(rerun())
        owned = (place, cookie, client.session_id)
        assert _upload(*owned, 9 * MEGABYTE, says_so=says_so) == 204
        # The server hangs up on somebody who goes on sending: the answer may not be heard.
        assert _upload(*owned, 2 * LARGEST, says_so=says_so) in ([413] if says_so else [413, 0])
        assert client.run(rerun()).widgets
    assert place.refusals()[before:] == ["file too large"]
    assert status_of(f"{place.address}/healthz") == 200


def test_a_message_over_two_megabytes_closes_its_own_connection_and_no_other(place: Place) -> None:
    with connected(place.address, place.cookie()) as other:
        other.run(rerun())
        with connected(place.address, place.cookie()) as client:
            client.run(rerun())
            large = WidgetState(id="x", string_value="x" * (2 * MEGABYTE))
            assert _closed_by(client, rerun("", (large,)).SerializeToString()) == 1009
        assert other.run(rerun()).widgets
    assert place.refusals()[-1:] == ["message too large"]
    assert status_of(f"{place.address}/healthz") == 200


def test_what_is_no_message_closes_its_own_connection(place: Place) -> None:
    with connected(place.address, place.cookie()) as client:
        client.run(rerun())
        assert _closed_by(client, b"\xff" * 100) == 1002
    assert place.refusals()[-1:] == ["message that is none"]


def _closed_by(client: Client, data: bytes) -> int:
    """The code with which the server closes the connection that sent this."""
    client.send_raw(data)
    try:
        while True:
            client.hear()
    except ConnectionClosedError as closed:
        return closed.rcvd.code if closed.rcvd else 0


@pytest.mark.parametrize("page", ["attendance", "record", "meetups"])
def test_text_under_a_name_of_the_session_breaks_the_senders_page_alone_in_a_sentence(
    place: Place, page: str
) -> None:
    cookie = place.cookie()
    with connected(place.address, cookie) as other, connected(place.address, cookie) as client:
        client.run(rerun())
        other.run(rerun())
        forged = WidgetState(id="preview_municipalities", string_value="74005")
        failed = len(_failures(place))
        answer = client.run(rerun(client.pages[page], (forged,)))
        assert answer.is_broken
        assert not [words for words in OF_THE_SERVER if words in answer.sent]
        assert _failures(place)[failed:] == ["KeyError"]
        assert not other.run(rerun(other.pages[page])).is_broken
        with connected(place.address, cookie) as again:
            again.run(rerun())
            assert not again.run(rerun(again.pages[page])).is_broken
    assert status_of(f"{place.address}/healthz") == 200


@pytest.mark.parametrize("text", ["{", "", "\x00"])
def test_a_forged_selection_in_a_table_breaks_the_senders_page_alone_in_a_sentence(
    place: Place, text: str
) -> None:
    place.world.record()
    with connected(place.address, place.cookie("commander MIR")) as client:
        client.run(rerun())
        page = client.pages["attendance"]
        drawn = client.run(rerun(page, query=_MARCH)).widgets.values()
        table = next(widget for widget in drawn if widget.kind == "dataframe")
        forged = WidgetState(id=table.id, string_value=text)
        answer = client.run(rerun(page, (forged,), query=_MARCH))
        assert answer.is_broken
        assert not [words for words in OF_THE_SERVER if words in answer.sent]
    assert status_of(f"{place.address}/healthz") == 200


def _failures(place: Place) -> list[str]:
    return [row["error"] for row in place.server.journal() if row.get("places")]


def test_the_site_is_driven_by_browsers_alone(place: Place) -> None:
    assert status_of(f"{place.address}/_stcore/agent/interact") in (404, 405)
    assert status_of(f"{place.address}/_stcore/agent/mcp") in (404, 405)
