"""Run by Alembic to apply the migrations."""

from typing import Literal

from alembic import context

from cafedata.database import configured_url, engine_for
from cafedata.model import Base, Moment


def _plain_type(kind: str, item: object, _: object) -> str | Literal[False]:
    # A migration must not change when the model's own types do.
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


url = context.config.attributes.get("url") or configured_url()
with engine_for(url).connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_server_default=True,
        render_item=_plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()
