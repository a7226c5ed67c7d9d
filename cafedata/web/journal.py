"""What the server says of itself: one line of JSON per event, on standard output, about nobody.

No line holds a name, an address, a search or anything typed. Of our own events we write words that we
chose; of a library's messages the sentence without what fills it; of an error its kind and where it
happened, without what it says, for a database repeats in its errors what it was asked to store.
"""

import json
import logging
import logging.config
import sys
import threading
import traceback
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import streamlit.logger
import uvicorn.config

from cafedata.errors import CafeError, NotAllowed, NotFound
from cafedata.language import sentence
from cafedata.vocabulary import Role

_EVENTS = logging.getLogger("cafe")
_PACKAGES = str(Path(__file__).parents[2])
_STREAM = "ext://sys.stdout"
_acting: ContextVar[Role | None] = ContextVar("acting", default=None)


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line |= _described(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def install() -> None:
    """Make everything in this process speak in lines of JSON, Streamlit and Uvicorn among it."""
    logging.captureWarnings(True)
    threading.excepthook = _thread_died
    _EVENTS.setLevel(logging.INFO)
    for logger in (logging.getLogger(), _EVENTS):
        _speak_json(logger)
    _EVENTS.propagate = False
    # Streamlit gives each of its loggers a handler of its own, when the logger is first asked for.
    streamlit.logger.setup_formatter = _speak_json
    streamlit.logger.update_formatter()
    uvicorn.config.LOGGING_CONFIG["formatters"]["json"] = {"()": JsonLines}
    uvicorn.config.LOGGING_CONFIG["handlers"] = {
        "json": {"class": "logging.StreamHandler", "stream": _STREAM, "formatter": "json"}
    }
    uvicorn.config.LOGGING_CONFIG["loggers"] = {
        "uvicorn": {"handlers": ["json"], "level": "INFO", "propagate": False}
    }


def acting(role: Role | None) -> None:
    """From here on, this thread acts for somebody of this role, or for nobody known."""
    _acting.set(role)


def signed_in(way: str) -> None:
    """Somebody signed in, by this way."""
    _write("sign_in", way=way)


def refused(what: str, *, where: str) -> None:
    """Something was refused, ``where`` being the function that refused it."""
    _write("refused", level=logging.WARNING, what=what, role=_acting.get(), where=where)


def said(error: CafeError) -> str:
    """The sentence of an error, for the person; what was refused to them is written down here."""
    if isinstance(error, NotAllowed | NotFound):
        refused(type(error).__name__, where=_where(error))
    return sentence(error.message, **error.values)


def _thread_died(died: threading.ExceptHookArgs) -> None:
    described = _described(died.exc_value) if died.exc_value else {}
    _write("thread died", level=logging.ERROR, **described)


def _write(event: str, *, level: int = logging.INFO, **fields: Any) -> None:
    _EVENTS.log(level, event, extra={"fields": fields})


def _speak_json(logger: logging.Logger) -> None:
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    logger.addHandler(handler)


def _described(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "places": places[-12:]}


def _short(path: str) -> str:
    return path.removeprefix(f"{_PACKAGES}/").rpartition("site-packages/")[2]


def _where(error: BaseException) -> str:
    """The function that asked for what was refused: the innermost of ours outside ``access.py``."""
    ours = [
        f"{_short(frame.filename).removesuffix('.py').replace('/', '.')}.{frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "/cafedata/" in frame.filename and not frame.filename.endswith("/access.py")
    ]
    return ours[-1] if ours else "unknown"
