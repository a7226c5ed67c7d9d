"""What the region is made of: services, municipalities, themes and programs, as read-only values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from cafedata import language, model
from cafedata.language import N_, Language
from cafedata.vocabulary import CatalogStatus, ProgramKind

OTHER_OWNERS = {"municipality": N_("Municipalité")}
"""Who, beside the services, may run a program, and what they are called."""


@dataclass(frozen=True)
class Service:
    code: str
    name: str
    short_name: str
    runs_the_program: bool


@dataclass(frozen=True)
class Municipality:
    code: str
    slug: str
    name: str
    mrc: str


@dataclass(frozen=True)
class Theme:
    code: str
    label_fr: str
    label_en: str
    family: str
    status: CatalogStatus
    successor: str | None

    @property
    def label(self) -> str:
        return self.label_en if language.current() is Language.en else self.label_fr


@dataclass(frozen=True)
class Program:
    """``owners`` are service codes or other bodies; empty means that everyone may promote it.

    ``until`` is the last year of a retired one, where it is known.
    """

    code: str
    kind: ProgramKind
    name_fr: str
    name_en: str
    purpose: str
    status: CatalogStatus
    successor: str | None
    owners: frozenset[str]
    answers: frozenset[str]
    until: int | None = None

    def is_over(self, on: date) -> bool:
        """Whether it was retired by that day; the whole of its last year still counts."""
        has_ended = self.until is None or on.year > self.until
        return self.status is CatalogStatus.retired and has_ended

    @property
    def name(self) -> str:
        # Names of programs are proper names: most have no English form.
        return (self.name_en if language.current() is Language.en else "") or self.name_fr


@dataclass(frozen=True, slots=True)
class Coverage:
    """That a service polices a municipality, both days included; an empty day is open."""

    service: str
    municipality: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Catalog:
    """All reference values by code, each in the order in which they are shown."""

    services: dict[str, Service]
    municipalities: dict[str, Municipality]
    themes: dict[str, Theme]
    programs: dict[str, Program]
    coverage: tuple[Coverage, ...]

    @property
    def partner_services(self) -> dict[str, Service]:
        """The six services that run the program."""
        return {code: row for code, row in self.services.items() if row.runs_the_program}

    @property
    def owners(self) -> dict[str, str]:
        """Who may run a program, by code, and what people call them."""
        others = {code: language.gettext(name) for code, name in OTHER_OWNERS.items()}
        return {code: row.short_name for code, row in self.services.items()} | others

    def policed_by(self, service_code: str, on: date) -> list[str]:
        """The codes of the municipalities that the service polices on that day."""
        return [
            row.municipality
            for row in self.coverage
            if row.service == service_code
            and (row.starts_on is None or row.starts_on <= on)
            and (row.ends_on is None or on <= row.ends_on)
        ]

    def municipality_by_slug(self, slug: str) -> Municipality | None:
        return next((row for row in self.municipalities.values() if row.slug == slug), None)

    def programs_answering(self, theme_codes: Iterable[str]) -> list[Program]:
        """The active programs and measures that answer at least one of the themes."""
        wanted = set(theme_codes)
        return [
            program
            for program in self.programs.values()
            if program.status is CatalogStatus.active and program.answers & wanted
        ]

    @cached_property
    def mrcs(self) -> dict[str, frozenset[str]]:
        """The codes of the municipalities of each regional county, by its name, in its order."""
        names = {row.mrc for row in self.municipalities.values()}
        return {
            name: frozenset(code for code, row in self.municipalities.items() if row.mrc == name)
            for name in sorted(names, key=language.sorting_key)
        }

    def whole_mrcs(self, municipalities: Iterable[str]) -> list[str]:
        """The regional counties whose municipalities are all among these codes."""
        given = frozenset(municipalities)
        return [name for name, codes in self.mrcs.items() if codes <= given]


def read(session: Session) -> Catalog:
    """The whole catalogue, a few hundred values."""
    return Catalog(
        services=_services(session),
        municipalities=_municipalities(session),
        themes=_themes(session),
        programs=_programs(session),
        coverage=_coverage(session),
    )


def _services(session: Session) -> dict[str, Service]:
    rows = session.scalars(select(model.Service))
    found = [Service(row.code, row.name, row.short_name, row.is_partner) for row in rows]
    found.sort(key=lambda row: language.sorting_key(row.short_name))
    return {row.code: row for row in found}


def _municipalities(session: Session) -> dict[str, Municipality]:
    rows = session.scalars(select(model.Municipality))
    found = [Municipality(row.code, row.slug, row.name, row.mrc) for row in rows]
    found.sort(key=lambda row: language.sorting_key(row.name))
    return {row.code: row for row in found}


def _coverage(session: Session) -> tuple[Coverage, ...]:
    row = model.Coverage
    found = select(row.service_code, row.municipality_code, row.starts_on, row.ends_on)
    return tuple(Coverage(*values) for values in session.execute(found))


def _themes(session: Session) -> dict[str, Theme]:
    rows = session.scalars(select(model.Theme).order_by(model.Theme.position))
    return {
        row.code: Theme(
            row.code, row.label_fr, row.label_en, row.family, row.status, row.successor_code
        )
        for row in rows
    }


def _programs(session: Session) -> dict[str, Program]:
    owned, answered = model.ProgramOwner, model.ProgramTheme
    owners = _codes_by_program(session.execute(select(owned.program_code, owned.owner)))
    answers = _codes_by_program(session.execute(select(answered.program_code, answered.theme_code)))
    rows = session.scalars(select(model.Program).order_by(model.Program.position))
    return {
        row.code: Program(
            row.code,
            row.kind,
            row.name_fr,
            row.name_en,
            row.purpose_fr,
            row.status,
            row.successor_code,
            frozenset(owners.get(row.code, ())),
            frozenset(answers.get(row.code, ())),
            row.until,
        )
        for row in rows
    }


def _codes_by_program(pairs: Iterable[Row[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for program, code in pairs:
        found.setdefault(program, set()).add(code)
    return found
