"""One line of each file of a region: its columns, and what each may hold."""

import datetime as dt
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from cafedata.vocabulary import CatalogStatus, Clientele, ProgramKind


def _listed(cell: Any) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split(";") if part.strip())


def _iso_day(cell: Any) -> dt.date | None:
    # Pydantic would also take a bare number, as seconds since 1970.
    if cell is None:
        return None
    try:
        return dt.datetime.strptime(cell, "%Y-%m-%d").date()
    except ValueError as error:
        raise PydanticCustomError("date_parsing", "not a day") from error


Code = Annotated[str, Field(max_length=40)]
Line = Annotated[str, Field(max_length=300), BeforeValidator(lambda cell: cell or "")]
RequiredLine = Annotated[str, Field(max_length=300)]
Paragraph = Annotated[str, BeforeValidator(lambda cell: cell or "")]
Codes = Annotated[tuple[Code, ...], BeforeValidator(_listed)]
Year = Annotated[int, Field(ge=1800, le=2200)]
Day = Annotated[dt.date | None, BeforeValidator(_iso_day)]


class Row(BaseModel):
    """One line of a file; the fields have the names of the columns."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    def _in_order(self, first: str, last: str) -> Self:
        start, end = getattr(self, first), getattr(self, last)
        if start is not None and end is not None and end < start:
            raise PydanticCustomError("order", "ends early", {"column": last})
        return self


class Service(Row):
    code: Code
    name: RequiredLine
    short_name: RequiredLine
    is_partner: bool


class Municipality(Row):
    code: Code
    slug: Annotated[Code, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: RequiredLine
    designation: Code
    mrc: RequiredLine
    area_km2: Annotated[float, Field(ge=0)] | None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None


class Population(Row):
    municipality_code: Code
    year: Year
    residents: Annotated[int, Field(ge=0)]
    source: Line


class Coverage(Row):
    service_code: Code
    municipality_code: Code
    starts_on: Day
    ends_on: Day
    confidence: Line
    as_of_year: Year | None
    source: Paragraph
    note: Paragraph

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        return self._in_order("starts_on", "ends_on")


class Theme(Row):
    code: Code
    label_fr: RequiredLine
    label_en: RequiredLine
    family: Code
    duc_codes: Line


class Program(Row):
    code: Code
    kind: ProgramKind
    name_fr: RequiredLine
    name_en: Line
    purpose_fr: Line
    clientele: Annotated[tuple[Clientele, ...], BeforeValidator(_listed)]
    owner: Codes
    status: CatalogStatus
    since: Year | None
    until: Year | None
    successor: Code | None
    themes: Codes
    source_year: Year | None
    verified: Line

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        return self._in_order("since", "until")
