"""Engine, sessions and migrations, for SQLite and PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

import platformdirs
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, select, update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from cafedata.errors import Unavailable
from cafedata.language import N_
from cafedata.model import Installation

URL_VARIABLE = "CAFE_DATABASE_URL"
_WRITES = "cafe_writes"
_CHANGED = "cafe_data_changed"
_SQLITE_TURN = RLock()
"""SQLite has no queue: those who wait try again now and then, and the unlucky are refused."""


def configured_url() -> str:
    """The SQLAlchemy URL in ``CAFE_DATABASE_URL``, or a SQLite file in the user's data directory."""
    return os.environ.get(URL_VARIABLE) or file_url("cafe.db")


def file_url(name: str) -> str:
    """The URL of a SQLite file of that name in the user's data directory, which is made if absent."""
    folder = platformdirs.user_data_path("cafe-avec-un-policier", ensure_exists=True)
    return f"sqlite:///{folder / name}"


@cache
def engine_for(url: str) -> Engine:
    """The one engine of this process for that URL."""
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_engine(url, pool_pre_ping=True)
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_postgresql(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    # The statements of figures look dear to the planner and are short: PostgreSQL spent more time
    # compiling them than running them.
    cursor = connection.cursor()
    cursor.execute("SET jit = off")
    cursor.close()
    connection.commit()


def _prepare_sqlite(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    # The driver would otherwise open transactions by itself, too late to choose their kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    # Without recursive_triggers, INSERT OR REPLACE would remove a row of history unnoticed.
    for pragma in (
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "journal_mode = WAL",
        "busy_timeout = 10000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A reader that becomes a writer half-way fails at once in WAL mode, without waiting its turn;
    # a writer therefore takes its place from the start.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(url: str | None = None) -> Iterator[Session]:
    """A session to read with, on one consistent view of the data; nothing is saved at its end."""
    with _session(url or configured_url(), writes=False) as session:
        yield session


@contextmanager
def writing(url: str | None = None) -> Iterator[Session]:
    """A session to write with, in one transaction: saved when the block ends, or not at all."""
    url = url or configured_url()
    with _turn_to_write(url), _session(url, writes=True) as session:
        yield session
        if session.info.pop(_CHANGED, False):
            _advance_data_version(session)
        session.commit()


def mark_changed(session: Session) -> None:
    """Say that this transaction changes what figures are made of: meetups or the catalogue.

    Every writer of either calls it; :func:`data_version` then differs once the transaction is saved.
    """
    session.info[_CHANGED] = True


def data_version(session: Session) -> int:
    """A number that grows with each saved change of a meetup or of the catalogue; 0 before any.

    It belongs to the same view of the data as everything else that the session reads, so that what
    is kept under it can never be older than it says.
    """
    found = session.scalar(select(Installation.data_version).where(Installation.id == 1))
    return found or 0


def _advance_data_version(session: Session) -> None:
    # Ids of history rows are given before they are saved, in any order: the highest one says nothing
    # of a slower transaction. This row is taken last of all, so that writers wait for one another
    # only while they commit and never in a circle.
    session.execute(
        update(Installation)
        .values(data_version=Installation.data_version + 1)
        .execution_options(synchronize_session=False)
    )


def _turn_to_write(url: str) -> AbstractContextManager[object]:
    """Where the threads of this process wait for one another before they write."""
    is_sqlite = make_url(url).get_backend_name() == "sqlite"
    return _SQLITE_TURN if is_sqlite else nullcontext()


@contextmanager
def _session(url: str, *, writes: bool) -> Iterator[Session]:
    engine = engine_for(url)
    options: dict[str, Any] = {_WRITES: writes}
    if not writes and engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with Session(engine.execution_options(**options), expire_on_commit=False) as session:
        yield session


def _alembic(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", "cafedata:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` up, or down, to ``revision``."""
    try:
        if revision == "base":
            command.downgrade(_alembic(url), revision)
        else:
            command.upgrade(_alembic(url), revision)
    except SQLAlchemyError as error:
        raise Unavailable(N_("La base de données ne répond pas : {url}"), url=_safe(url)) from error


def is_current(url: str) -> bool:
    """Whether the database at ``url`` answers and has the newest tables."""
    newest = ScriptDirectory.from_config(_alembic(url)).get_current_head()
    try:
        with engine_for(url).connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == newest
    except SQLAlchemyError:
        return False


def _safe(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def sqlite_path(url: str) -> Path | None:
    """The file behind a SQLite URL, or ``None`` for another kind of database."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return Path(parsed.database)
