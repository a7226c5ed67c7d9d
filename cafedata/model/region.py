"""The installation and its region: services, municipalities, who polices where, venues."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cafedata.model.columns import Base, Code, Line, Paragraph


class Installation(Base):
    """The one row that says what this database is."""

    __tablename__ = "installation"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("small_number >= 2", name="small_number"),
        CheckConstraint("data_version >= 1", name="data_version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    small_number: Mapped[int] = mapped_column(default=5)
    """Counts about people below this number are masked (k)."""
    data_version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Grows with each saved change of a meetup or of the catalogue: memory follows it."""


class Service(Base):
    """A police service; ``is_partner`` marks the six that run the program."""

    __tablename__ = "service"

    code: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[Line]
    short_name: Mapped[Line]
    is_partner: Mapped[bool]


class Municipality(Base):
    """A municipality; ``slug`` is its readable name in addresses."""

    __tablename__ = "municipality"

    code: Mapped[Code] = mapped_column(primary_key=True)
    slug: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Line]
    designation: Mapped[Code]
    mrc: Mapped[Line]
    area_km2: Mapped[float | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]


class Outline(Base):
    """The outline of a part of the region, named as municipalities name their regional county."""

    __tablename__ = "outline"

    name: Mapped[Line] = mapped_column(primary_key=True)
    geometry: Mapped[dict[str, Any]]
    """A GeoJSON polygon or several (RFC 7946), in degrees."""


class Population(Base):
    """How many residents a municipality had in a year, and who says so."""

    __tablename__ = "population"
    __table_args__ = (CheckConstraint("residents >= 0", name="residents"),)

    municipality_code: Mapped[Code] = mapped_column(
        ForeignKey("municipality.code"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    residents: Mapped[int]
    source: Mapped[Line]


class Coverage(Base):
    """That a service polices a municipality, from a day to a day, both included; empty is open."""

    __tablename__ = "coverage"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="days"),
        UniqueConstraint("municipality_code", "service_code", "starts_on"),
        # An empty first day equals no other for the rule above.
        Index(
            "uq_coverage_from_the_start",
            "municipality_code",
            "service_code",
            unique=True,
            sqlite_where=text("starts_on IS NULL"),
            postgresql_where=text("starts_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_code: Mapped[Code] = mapped_column(ForeignKey("service.code"))
    municipality_code: Mapped[Code] = mapped_column(ForeignKey("municipality.code"), index=True)
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    confidence: Mapped[Line]
    as_of_year: Mapped[int | None]
    source: Mapped[Paragraph]
    note: Mapped[Paragraph]


class VenueSpelling(Base):
    """That a venue of a municipality, as somebody wrote it, is known by another name.

    The meetups keep what was written; lists and searches follow ``known_as``.
    """

    __tablename__ = "venue_spelling"
    __table_args__ = (
        CheckConstraint("spelling <> '' AND known_as <> ''", name="named"),
        CheckConstraint("spelling <> known_as", name="two_names"),
    )

    municipality_code: Mapped[Code] = mapped_column(
        ForeignKey("municipality.code"), primary_key=True
    )
    spelling: Mapped[str] = mapped_column(String(300), primary_key=True)
    known_as: Mapped[Line]
