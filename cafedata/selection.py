"""The filters as one value, and how they are written in an address."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select

from cafedata.catalog import Catalog
from cafedata.model import (
    ClienteleCount,
    Meetup,
    MeetupService,
    ProgramTheme,
    PromotedProgram,
    RaisedTheme,
)
from cafedata.regrouping import counted_theme
from cafedata.vocabulary import Answer, Clientele, RaisedBy

ADDRESS_NAMES = ("from", "to", "service", "municipality", "clientele", "theme", "program", "answer")
"""The names that filters have in every address, in both languages."""

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2049, 12, 31)
"""The days between which meetups are looked at: a chart of each month of them can still be drawn."""


@dataclass(frozen=True)
class Selection:
    """Which meetups are looked at. Both days are included; an empty tuple leaves nothing out.

    ``theme`` keeps the meetups where citizens raised it, ``program`` those where it was promoted;
    beside them, ``answer`` keeps those where the theme was answered by a program or not, or where the
    program was promoted without any theme that it answers. With neither it says nothing.
    """

    starts_on: dt.date
    ends_on: dt.date
    services: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    clientele: Clientele | None = None
    theme: str | None = None
    program: str | None = None
    answer: Answer | None = None

    @classmethod
    def last_twelve_months(cls, today: dt.date) -> Self:
        """The twelve months that end today: what is looked at when nothing is chosen."""
        return cls.last_years(1, today)

    @classmethod
    def last_years(cls, years: int, today: dt.date) -> Self:
        """So many years, from day to day, that end today."""
        return cls(_years_before(today, years) + dt.timedelta(days=1), today)

    def of_service(self, code: str) -> "Selection":
        return replace(self, services=(code,))

    def previous(self) -> "Selection":
        """The same filters just before: a year earlier for a period of a year, or else the as many
        days that end on the eve."""
        eve = self.starts_on - dt.timedelta(days=1)
        if _years_before(self.ends_on, 1) == eve:
            return replace(self, starts_on=_years_before(self.starts_on, 1), ends_on=eve)
        return replace(self, starts_on=eve - (self.ends_on - self.starts_on), ends_on=eve)

    def to_address(self, catalog: Catalog, today: dt.date) -> dict[str, list[str]]:
        """The address's values, without the period when it is the last twelve months."""
        address: dict[str, list[str]] = {
            "service": [code.lower() for code in self.services],
            "municipality": [catalog.municipalities[code].slug for code in self.municipalities],
            "clientele": [self.clientele] if self.clientele else [],
            "theme": [self.theme] if self.theme else [],
            "program": [self.program] if self.program else [],
            "answer": [self.answer] if self.answer else [],
        }
        usual = Selection.last_twelve_months(today)
        if (self.starts_on, self.ends_on) != (usual.starts_on, usual.ends_on):
            address |= {"from": [self.starts_on.isoformat()], "to": [self.ends_on.isoformat()]}
        return {name: values for name, values in address.items() if values}


def from_address(
    address: Mapping[str, Iterable[str]], catalog: Catalog, today: dt.date
) -> Selection:
    """The selection that an address asks for; what it misspells is left out of the filter."""
    values = {name: list(address.get(name, ())) for name in ADDRESS_NAMES}
    usual = Selection.last_twelve_months(today)
    starts_on = _day(values["from"]) or usual.starts_on
    ends_on = _day(values["to"]) or max(usual.ends_on, starts_on)
    if ends_on < starts_on:
        starts_on, ends_on = ends_on, starts_on
    services = [code.upper() for code in values["service"]]
    found = [catalog.municipality_by_slug(slug) for slug in values["municipality"]]
    return Selection(
        starts_on,
        ends_on,
        tuple(code for code in catalog.partner_services if code in services),
        tuple(sorted({row.code for row in found if row})),
        next((word for word in Clientele if [word] == values["clientele"]), None),
        next((code for code in catalog.themes if [code] == values["theme"]), None),
        next((code for code in catalog.programs if [code] == values["program"]), None),
        next((word for word in Answer if [word] == values["answer"]), None),
    )


def kept_by(selection: Selection) -> list[ColumnElement[bool]]:
    """The meetups that the selection keeps, whatever their state and whoever asks."""
    in_period = Meetup.date.between(selection.starts_on, selection.ends_on)
    conditions: list[ColumnElement[bool]] = [in_period]
    if selection.municipalities:
        conditions.append(Meetup.municipality_code.in_(selection.municipalities))
    if selection.services:
        conditions.append(_has(MeetupService, MeetupService.service_code.in_(selection.services)))
    if selection.clientele:
        is_met = or_(ClienteleCount.value.is_(None), ClienteleCount.value > 0)
        is_the_one = ClienteleCount.clientele == selection.clientele
        conditions.append(_has(ClienteleCount, is_the_one, is_met))
    if selection.theme:
        is_the_theme = counted_theme() == selection.theme
        conditions.append(_has(RaisedTheme, is_the_theme, is_raised(selection)))
    if selection.program:
        is_promoted = PromotedProgram.program_code == selection.program
        conditions.append(_has(PromotedProgram, is_promoted))
    return [*conditions, *_of_answer(selection)]


def is_raised(selection: Selection) -> ColumnElement[bool]:
    """A theme that citizens raised: those of the chosen clientele, or of nobody in particular."""
    by_citizens = RaisedTheme.raised_by == RaisedBy.citizens
    if not selection.clientele:
        return by_citizens
    of_nobody_else = or_(
        RaisedTheme.clientele.is_(None), RaisedTheme.clientele == selection.clientele
    )
    return and_(by_citizens, of_nobody_else)


def _of_answer(selection: Selection) -> list[ColumnElement[bool]]:
    answering = select(ProgramTheme.program_code).where(ProgramTheme.theme_code == selection.theme)
    is_answered = _has(PromotedProgram, PromotedProgram.program_code.in_(answering))
    answered = select(ProgramTheme.theme_code).where(ProgramTheme.program_code == selection.program)
    is_called_for = _has(RaisedTheme, counted_theme().in_(answered), is_raised(selection))
    match selection.answer:
        case Answer.answered if selection.theme:
            return [is_answered]
        case Answer.unanswered if selection.theme:
            return [not_(is_answered)]
        case Answer.answered if selection.program:
            return [is_called_for]
        case Answer.without_demand if selection.program:
            return [not_(is_called_for)]
    return []


def _has(
    table: type[MeetupService | ClienteleCount | RaisedTheme | PromotedProgram],
    *conditions: ColumnElement[bool],
) -> ColumnElement[bool]:
    # The table is looked into anew, even where the statement around this one already joins it.
    return exists().where(table.meetup_id == Meetup.id, *conditions).correlate(Meetup)


def _day(values: list[str]) -> dt.date | None:
    try:
        return min(max(dt.date.fromisoformat(values[0]), EARLIEST), LATEST)
    except (IndexError, ValueError):
        return None


def _years_before(date: dt.date, years: int) -> dt.date:
    try:
        return date.replace(year=date.year - years)
    except ValueError:  # 29 February
        return date.replace(year=date.year - years, day=28)
