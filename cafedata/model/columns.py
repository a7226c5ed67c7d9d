"""What the tables are built from: their base, and the kinds of columns."""

import datetime as dt
import enum
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

Code = Annotated[str, mapped_column(String(40))]
Line = Annotated[str, mapped_column(String(300), default="")]
Paragraph = Annotated[str, mapped_column(Text, default="")]


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC. SQLite has no time zones, so the offset is put back when reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            length=24,
            values_callable=lambda members: [member.value for member in members],
        ),
        dt.datetime: Moment,
        dict[str, Any]: JSON(none_as_null=True),
    }


COUNT_HOLDS_TOGETHER = (
    "({prefix}precision IN ('exact', 'about', 'at_least')) = ({prefix}value IS NOT NULL)"
)
