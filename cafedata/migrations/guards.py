"""What makes the database itself refuse to touch a history, whoever asks."""

from collections.abc import Iterable

from alembic import op

_REFUSAL = "history rows are never changed or removed"
_ACTS = ("update", "delete")


def _is_postgresql() -> bool:
    return bool(op.get_bind().dialect.name == "postgresql")


def prepare() -> None:
    """Teach PostgreSQL how to refuse; SQLite says it in each trigger."""
    if _is_postgresql():
        op.execute(
            "CREATE FUNCTION refuse_to_touch_history() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
        )


def forget() -> None:
    """Undo :func:`prepare`, and on PostgreSQL every guard with it."""
    if _is_postgresql():
        op.execute("DROP FUNCTION refuse_to_touch_history CASCADE")


def guard(tables: Iterable[str]) -> None:
    """Let no row of these tables be changed or removed."""
    for table in tables:
        if _is_postgresql():
            op.execute(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_touch_history()"
            )
            continue
        for act in _ACTS:
            op.execute(
                f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )


def release(tables: Iterable[str]) -> None:
    """Undo :func:`guard`."""
    for table in tables:
        if _is_postgresql():
            op.execute(f"DROP TRIGGER {table}_stays ON {table}")
            continue
        for act in _ACTS:
            op.execute(f"DROP TRIGGER {table}_no_{act}")
