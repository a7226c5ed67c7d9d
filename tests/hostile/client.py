"""A client that speaks Streamlit's own protocol and says whatever it likes.

A browser sends the state of its widgets; so does this one, but the states are its own. It finds
pages and widgets in what the server sends, so that a new page is attacked like the others.
"""

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 30.0
"""Seconds that a run of a page may take on a small, busy machine."""
SILENCE = 10.0
"""Seconds without a word after which a run has died."""
_BROKEN = (b"ce n'est pas votre faute", b"it is not your fault")
_CLOSED = (b"Cette page n'est pas ouverte", b"This page is not open")


@dataclass(frozen=True)
class Widget:
    """A widget that the server drew: its id, what kind it is, and the words on it."""

    id: str
    kind: str
    label: str = ""
    options: tuple[str, ...] = ()


@dataclass
class Answer:
    """What one run sent: the widgets that it drew, the page that it ran, and every byte of it."""

    widgets: dict[str, Widget] = field(default_factory=dict)
    page: str = ""
    sent: bytearray = field(default_factory=bytearray)
    is_closed: bool = False
    is_dead: bool = False
    is_signed_out: bool = False

    @property
    def is_broken(self) -> bool:
        """Whether the run failed: Streamlit keeps a value of the wrong type, and fails at each run."""
        return any(words in self.sent for words in _BROKEN)

    @property
    def says_closed(self) -> bool:
        """Whether the page says that it is not open to this role, in either language."""
        return any(words in self.sent for words in _CLOSED)


class Client:
    """One browser tab of somebody, or of nobody."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.session_id = ""
        self.pages: dict[str, str] = {}

    def run(self, message: BackMsg) -> Answer:
        """Send this and hear the whole run that it starts."""
        answer = Answer()
        try:
            self._socket.send(message.SerializeToString())
            while not self._hear(answer):
                pass
        except ConnectionClosed:
            answer.is_closed = True
        except TimeoutError:
            answer.is_dead = True
        return answer

    def send_raw(self, data: bytes) -> None:
        """Send what is no message at all."""
        self._socket.send(data)

    def hear(self) -> bytes:
        """The next message, whatever it is."""
        received = self._socket.recv(timeout=PATIENCE)
        return received if isinstance(received, bytes) else received.encode()

    def _hear(self, answer: Answer) -> bool:
        """Take in one message; whether it was the last of the run."""
        received = self._socket.recv(timeout=SILENCE if answer.sent else PATIENCE)
        data = received if isinstance(received, bytes) else received.encode()
        answer.sent += data
        message = ForwardMsg()
        message.ParseFromString(data)
        match message.WhichOneof("type"):
            case "new_session":
                self.session_id = message.new_session.initialize.session_id or self.session_id
                answer.page = message.new_session.page_script_hash
            case "navigation":
                rows = message.navigation.app_pages
                self.pages = {row.url_pathname: row.page_script_hash for row in rows}
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                widget = _widget(str(element.WhichOneof("type")), element)
                if widget:
                    answer.widgets[widget.id] = widget
            case "auth_redirect":
                answer.is_signed_out = True
            case "script_finished":
                return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False


def _widget(kind: str, element: Any) -> Widget | None:
    inner: Any = getattr(element, kind, None)
    if not getattr(inner, "id", ""):
        return None
    options = [getattr(row, "content", row) for row in getattr(inner, "options", ())]
    label = str(getattr(inner, "label", ""))
    return Widget(inner.id, kind, label, tuple(row for row in options if isinstance(row, str)))


def rerun(
    page_hash: str = "", states: tuple[WidgetState, ...] = (), query: str = "", fragment: str = ""
) -> BackMsg:
    """The message that asks for a run of this page, with these states of widgets."""
    message = BackMsg()
    message.rerun_script.page_script_hash = page_hash
    message.rerun_script.query_string = query
    message.rerun_script.fragment_id = fragment
    message.rerun_script.widget_states.widgets.extend(states)
    return message


@contextmanager
def connected(address: str, cookie: str | None, *, session_id: str = "") -> Iterator[Client]:
    """A client of the server at ``address``, with this sign-in cookie, resuming this session."""
    host = urlsplit(address).netloc
    protocols = ["streamlit", "no-token", *([session_id] if session_id else [])]
    headers = {"Cookie": f"cafe_sign_in={cookie}"} if cookie else {}
    with connect(
        f"ws://{host}/_stcore/stream",
        origin=Origin(address),
        additional_headers=headers,
        subprotocols=list(map(Subprotocol, protocols)),
        max_size=None,
        close_timeout=2,
    ) as socket:
        yield Client(socket)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **options: Any) -> None:
        return None


def status_of(address: str, **headers: str) -> int:
    """The status of the answer at this address."""
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  our own server
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
