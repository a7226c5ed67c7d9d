"""The migrations make the tables that the models describe, and can be taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, inspect, select

from cafedata.database import engine_for, is_current, migrate
from cafedata.errors import Unavailable
from cafedata.model import Base, Coverage, Municipality, Service
from tests.databases import Databases


@pytest.fixture
def modelled_url(backend: str, databases: Databases) -> Iterator[str]:
    """A database whose tables come from the models, without any migration."""
    with databases.blank(backend) as url:
        Base.metadata.create_all(engine_for(url))
        yield url


def _tables(url: str) -> set[str]:
    with engine_for(url).connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def _described(url: str) -> dict[str, dict[str, Any]]:
    """All that the database itself says of its tables, in an order that does not matter."""
    with engine_for(url).connect() as connection:
        inspector = inspect(connection)
        return {
            table: {
                "columns": _texts(inspector.get_columns(table)),
                "key": inspector.get_pk_constraint(table),
                "references": _texts(inspector.get_foreign_keys(table)),
                "checks": _texts(inspector.get_check_constraints(table)),
                "uniques": _texts(inspector.get_unique_constraints(table)),
                "indexes": _texts(inspector.get_indexes(table)),
            }
            for table in inspector.get_table_names()
            if table != "alembic_version"
        }


def _texts(parts: list[Any]) -> list[str]:
    return sorted(
        str(sorted((name, _text(value)) for name, value in part.items())) for part in parts
    )


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return str({name: str(option) for name, option in value.items()})
    return str(value)


def test_the_tables_come_up_go_down_and_come_up_again(blank_url: str) -> None:
    migrate(blank_url)
    first = _described(blank_url)
    assert is_current(blank_url)
    migrate(blank_url, "base")
    assert _tables(blank_url) == set()
    assert not is_current(blank_url)
    migrate(blank_url)
    assert _described(blank_url) == first
    assert set(first) == set(Base.metadata.tables)


def test_migrating_a_current_database_changes_nothing(database_url: str) -> None:
    before = _described(database_url)
    migrate(database_url)
    assert _described(database_url) == before


def test_migrations_and_models_do_not_differ_for_alembic(database_url: str) -> None:
    with engine_for(database_url).connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_and_models_make_the_same_columns_checks_and_indexes(
    database_url: str, modelled_url: str
) -> None:
    migrated, modelled = _described(database_url), _described(modelled_url)
    assert migrated.keys() == modelled.keys()
    for table, described in migrated.items():
        assert described == modelled[table], table


def test_the_database_itself_knows_the_checks_and_the_partial_indexes(database_url: str) -> None:
    described = _described(database_url)
    assert "ck_meetup_planned_has_no_count" in str(described["meetup"]["checks"])
    assert "ck_meetup_meetupstate" in str(described["meetup"]["checks"])
    assert "is_lead" in str(described["meetup_service"]["indexes"])
    assert "is_dominant" in str(described["raised_theme"]["indexes"])


def test_a_database_out_of_reach_is_said_without_its_password() -> None:
    with pytest.raises(Unavailable) as caught:
        migrate("postgresql+psycopg://cafe:secret@127.0.0.1:1/nowhere")
    assert "secret" not in str(caught.value.values)
    assert not is_current("postgresql+psycopg://cafe:secret@127.0.0.1:1/nowhere")


def test_a_service_entered_twice_without_a_first_day_is_kept_once(
    blank_url: str,
) -> None:
    migrate(blank_url, "histories_stay")
    with engine_for(blank_url).begin() as connection:
        connection.execute(insert(Service).values(code="MIR", is_partner=True))
        row = {"code": "74005", "slug": "mirabel", "designation": "V"}
        connection.execute(insert(Municipality).values(row))
        twice = [{"service_code": "MIR", "municipality_code": "74005"}] * 2
        connection.execute(insert(Coverage), twice)
    migrate(blank_url)
    with engine_for(blank_url).connect() as connection:
        assert len(connection.execute(select(Coverage.id)).all()) == 1
