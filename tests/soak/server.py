"""A server in a process of its own, which saves what it is asked to until it is killed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import ModuleType

from cafedata import meetups, people
from cafedata.access import Viewer
from cafedata.database import reading, writing
from cafedata.entry import MeetupEntry
from cafedata.errors import Conflict
from cafedata.meetups import Saved

_PATIENCE = 60.0
"""Seconds after which a server that says nothing has failed."""


@dataclass(frozen=True)
class Save:
    """What an officer sends: a new meetup, or a correction of the version that they saw."""

    submission: str
    entry: MeetupEntry
    corrects: Saved | None = None


@dataclass(frozen=True)
class Answer:
    """What the server says once the transaction has ended; ``stored`` is what is there then."""

    stored: Saved
    is_conflict: bool = False


class Server:
    """The officer's side of a server that runs."""

    def __init__(self, process: BaseProcess, pipe: "Connection[Save, Answer | None]") -> None:
        self._process = process
        self._pipe = pipe

    def answer(self, save: Save, within: float = _PATIENCE) -> Answer | None:
        """Send this; the answer, or ``None`` when it did not come in that many seconds."""
        self._pipe.send(save)
        return self._pipe.recv() if self._pipe.poll(within) else None

    def kill(self) -> Answer | None:
        """Kill the server with SIGKILL; the last answer that it had sent and nobody had heard."""
        self._process.kill()
        self._process.join()
        try:
            return self._pipe.recv()
        except (EOFError, OSError):
            return None


@contextmanager
def running_server(url: str, account_id: int) -> Iterator[Server]:
    """A server that is ready to save as this account; killed at the end, if it still runs."""
    context = get_context("forkserver")  # a new process each time, that need not import all anew
    context.set_forkserver_preload([__name__])
    pipe, its_pipe = context.Pipe()
    process = context.Process(target=_serve, args=(url, account_id, its_pipe))
    with _no_main_module():
        process.start()
    its_pipe.close()
    server = Server(process, pipe)
    try:
        if not pipe.poll(_PATIENCE):
            raise TimeoutError("the server did not start")
        pipe.recv()
        yield server
    finally:
        server.kill()
        pipe.close()
        process.close()


@contextmanager
def _no_main_module() -> Iterator[None]:
    """A new process runs the main module again, and AppTest leaves the dashboard in its place."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _serve(url: str, account_id: int, pipe: "Connection[Answer | None, Save]") -> None:
    with reading(url) as session:
        viewer = people.viewer_of(session, account_id)
    pipe.send(None)
    while True:
        save = pipe.recv()
        pipe.send(
            _correct(url, viewer, save, save.corrects)
            if save.corrects
            else _record(url, viewer, save)
        )


def _record(url: str, viewer: Viewer, save: Save) -> Answer:
    with writing(url) as session:
        saved = meetups.record(session, viewer, save.entry, submission=save.submission)
    return Answer(saved)


def _correct(url: str, viewer: Viewer, save: Save, seen: Saved) -> Answer:
    try:
        with writing(url) as session:
            saved = meetups.correct(
                session, viewer, seen.meetup_id, save.entry, version=seen.version
            )
    except Conflict as conflict:
        return Answer(Saved(seen.meetup_id, conflict.current_version), is_conflict=True)
    return Answer(saved)
