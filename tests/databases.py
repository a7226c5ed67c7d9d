"""Databases made for one test each, as quick copies of a template that is prepared once."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import NullPool, create_engine, make_url

from cafedata.database import engine_for

SERVER_VARIABLE = "CAFE_TEST_POSTGRESQL_URL"
_NO_SERVER = (
    f"{SERVER_VARIABLE} est absente : installez PostgreSQL (« apt install postgresql »), puis "
    f"définissez {SERVER_VARIABLE}=postgresql+psycopg://utilisateur:secret@127.0.0.1/postgres avec "
    "un rôle qui peut créer des bases de données."
)


class _Store(Protocol):
    def create(self, template: str | None) -> str: ...

    def drop(self, url: str) -> None: ...


class _SqliteFiles:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self, template: str | None) -> str:
        path = self._folder / f"{uuid.uuid4().hex}.db"
        if template:
            shutil.copyfile(_file(template), path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        _file(url).unlink(missing_ok=True)


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


class _PostgresqlServer:
    def __init__(self, server: str) -> None:
        self._server = make_url(server)
        self._engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def create(self, template: str | None) -> str:
        name = f"cafe_test_{uuid.uuid4().hex}"
        source = make_url(template).database if template else "template0"
        self._run(f"CREATE DATABASE {name} TEMPLATE {source}")
        return self._server.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        self._run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)


class Databases:
    """The databases of one test process; ``fillings`` says what each kind of template holds."""

    def __init__(self, folder: Path, fillings: dict[str, Callable[[str], None]]) -> None:
        self._stores: dict[str, _Store] = {"sqlite": _SqliteFiles(folder)}
        if server := os.environ.get(SERVER_VARIABLE):
            self._stores["postgresql"] = _PostgresqlServer(server)
        self._fillings = fillings
        self._templates: dict[tuple[str, str], str] = {}

    @contextmanager
    def blank(self, backend: str) -> Iterator[str]:
        """The URL of a database without any table, dropped at the end."""
        with self._created(backend, None) as url:
            yield url

    @contextmanager
    def copy(self, backend: str, filling: str) -> Iterator[str]:
        """The URL of a new database that holds that filling, dropped at the end."""
        with self._created(backend, self._template(backend, filling)) as url:
            yield url

    def drop_templates(self) -> None:
        for (backend, _), url in self._templates.items():
            self._stores[backend].drop(url)

    @contextmanager
    def _created(self, backend: str, template: str | None) -> Iterator[str]:
        store = self._store(backend)
        url = store.create(template)
        try:
            yield url
        finally:
            engine_for(url).dispose()
            store.drop(url)

    def _store(self, backend: str) -> _Store:
        if backend not in self._stores:
            pytest.skip(_NO_SERVER)
        return self._stores[backend]

    def _template(self, backend: str, filling: str) -> str:
        key = (backend, filling)
        if key not in self._templates:
            url = self._store(backend).create(None)
            self._templates[key] = url
            self._fillings[filling](url)
            engine_for(url).dispose()
        return self._templates[key]
