"""Who polices a municipality from which day to which, and how many people live there."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafedata.access import Viewer, require_administrator
from cafedata.administration import records
from cafedata.administration.checks import Checks
from cafedata.errors import NotFound
from cafedata.language import N_
from cafedata.model import Coverage, Municipality, Population, Service
from cafedata.vocabulary import AdministrativeSubject, AdministrativeVerb

FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_RESIDENTS = 5_000_000
_NO_CHOICE = N_("Ce choix n'existe pas : choisissez dans la liste.")
_OVERLAPS = N_("Ces dates chevauchent une autre desserte : corrigez-en le début ou la fin.")
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Policed:
    """That a service polices a municipality, both days included; an empty day is open."""

    coverage_id: int
    municipality_code: str
    service_code: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    source: str


@dataclass(frozen=True)
class Residents:
    """How many people live in a municipality in a year, and who says so."""

    municipality_code: str
    year: int
    residents: int
    source: str


def territories(session: Session, viewer: Viewer) -> tuple[Policed, ...]:
    """All coverage, municipality by municipality, the oldest first."""
    require_administrator(viewer)
    order = (Coverage.municipality_code, Coverage.starts_on.asc().nulls_first(), Coverage.id)
    return tuple(
        Policed(
            row.id,
            row.municipality_code,
            row.service_code,
            row.starts_on,
            row.ends_on,
            row.source,
        )
        for row in session.scalars(select(Coverage).order_by(*order))
    )


def hand_over(
    session: Session,
    viewer: Viewer,
    municipality_code: str,
    *,
    to_service: str,
    from_day: dt.date | None,
    source: str = "",
) -> None:
    """Let another service police a municipality from a day on, after the one that does until then.

    What was before keeps its days, so that past rates do not move. Raises :class:`InvalidEntry` with
    the fields ``service``, ``starts_on`` and ``source``: for the same service, for a day that is not
    after the first of the current service, and where a later service is already entered.
    """
    require_administrator(viewer)
    rows = _held(session, municipality_code)
    checks = Checks()
    source = checks.line("source", source)
    checks.require(session.get(Service, to_service), "service", _NO_CHOICE)
    if from_day is None:
        checks.refuse("starts_on", N_("Choisissez le premier jour."))
    checks.settle()
    current = next((row for row in rows if _covers(row, from_day)), None)
    later = [row for row in rows if row.starts_on is not None and row.starts_on >= from_day]
    same = current is not None and current.service_code == to_service
    checks.require(not same, "service", N_("Ce service dessert déjà la municipalité ce jour-là."))
    checks.require(not later, "starts_on", _OVERLAPS)
    checks.settle()
    if current is not None:
        _move(session, viewer, current, current.starts_on, from_day - _ONE_DAY)
    _add(session, viewer, municipality_code, to_service, from_day, None, source)


def add_coverage(
    session: Session,
    viewer: Viewer,
    municipality_code: str,
    *,
    service_code: str,
    starts_on: dt.date | None,
    ends_on: dt.date | None,
    source: str = "",
) -> None:
    """Enter days of the past, or to come, in which no service is entered yet.

    Raises :class:`InvalidEntry` with the fields ``service``, ``starts_on``, ``ends_on`` and
    ``source``, among others where the days overlap others of the municipality.
    """
    require_administrator(viewer)
    rows = _held(session, municipality_code)
    checks = Checks()
    source = checks.line("source", source)
    checks.require(session.get(Service, service_code), "service", _NO_CHOICE)
    _check_days(checks, rows, starts_on, ends_on)
    checks.settle()
    _add(session, viewer, municipality_code, service_code, starts_on, ends_on, source)


def correct_days(
    session: Session,
    viewer: Viewer,
    coverage_id: int,
    *,
    starts_on: dt.date | None,
    ends_on: dt.date | None,
) -> None:
    """Correct the first and last days of a coverage that was entered wrongly, or end it.

    Raises :class:`NotFound`, or :class:`InvalidEntry` as :func:`add_coverage` does.
    """
    require_administrator(viewer)
    row = session.get(Coverage, coverage_id)
    if row is None:
        raise NotFound(_NO_CHOICE)
    others = [other for other in _held(session, row.municipality_code) if other.id != row.id]
    checks = Checks()
    _check_days(checks, others, starts_on, ends_on)
    checks.settle()
    _move(session, viewer, row, starts_on, ends_on)


def _held(session: Session, municipality_code: str) -> list[Coverage]:
    """The coverage of a municipality, which nobody else changes before this transaction ends."""
    if session.get(Municipality, municipality_code, with_for_update=True) is None:
        raise NotFound(_NO_CHOICE)
    rows = select(Coverage).where(Coverage.municipality_code == municipality_code)
    return list(session.scalars(rows))


def _covers(row: Coverage, day: dt.date) -> bool:
    return (row.starts_on or day) <= day <= (row.ends_on or day)


def _check_days(
    checks: Checks, others: list[Coverage], starts_on: dt.date | None, ends_on: dt.date | None
) -> None:
    first, last = starts_on or dt.date.min, ends_on or dt.date.max
    checks.require(first <= last, "ends_on", N_("La fin vient avant le début."))
    overlaps = any(
        (row.starts_on or dt.date.min) <= last and first <= (row.ends_on or dt.date.max)
        for row in others
    )
    checks.require(not overlaps, "starts_on", _OVERLAPS)


def _add(
    session: Session,
    viewer: Viewer,
    municipality_code: str,
    service_code: str,
    starts_on: dt.date | None,
    ends_on: dt.date | None,
    source: str,
) -> None:
    row = Coverage(
        municipality_code=municipality_code,
        service_code=service_code,
        starts_on=starts_on,
        ends_on=ends_on,
        source=source,
    )
    session.add(row)
    session.flush()
    _leave(session, viewer, AdministrativeVerb.added, row, None)


def _move(
    session: Session,
    viewer: Viewer,
    row: Coverage,
    starts_on: dt.date | None,
    ends_on: dt.date | None,
) -> None:
    before = _told(row)
    row.starts_on, row.ends_on = starts_on, ends_on
    session.flush()
    if _told(row) != before:
        _leave(session, viewer, AdministrativeVerb.changed, row, before)


def _leave(
    session: Session,
    viewer: Viewer,
    verb: AdministrativeVerb,
    row: Coverage,
    before: dict[str, Any] | None,
) -> None:
    subject, key = AdministrativeSubject.coverage, f"{row.municipality_code}/{row.service_code}"
    records.leave(session, viewer, verb, subject, key, before=before, after=_told(row))


def _told(row: Coverage) -> dict[str, Any]:
    return {"starts_on": row.starts_on, "ends_on": row.ends_on, "source": row.source}


def populations(session: Session, viewer: Viewer) -> tuple[Residents, ...]:
    """How many people live in each municipality, the newest year first."""
    require_administrator(viewer)
    order = (Population.municipality_code, Population.year.desc())
    return tuple(
        Residents(row.municipality_code, row.year, row.residents, row.source)
        for row in session.scalars(select(Population).order_by(*order))
    )


def set_residents(
    session: Session,
    viewer: Viewer,
    municipality_code: str,
    *,
    year: int | None,
    residents: int | None,
    source: str,
) -> None:
    """Say how many people live in a municipality in a year, in place of what was said before.

    Raises :class:`NotFound`, or :class:`InvalidEntry` with the fields of the arguments.
    """
    require_administrator(viewer)
    if session.get(Municipality, municipality_code, with_for_update=True) is None:
        raise NotFound(_NO_CHOICE)
    checks = Checks()
    source = checks.required_line("source", source)
    is_year = year is not None and FIRST_YEAR <= year <= LAST_YEAR
    checks.require(is_year, "year", N_("Inscrivez une année, par exemple 2026."))
    is_count = residents is not None and 0 <= residents <= MOST_RESIDENTS
    checks.require(is_count, "residents", N_("Inscrivez un nombre d'habitants."))
    checks.settle()
    stored = session.get(Population, (municipality_code, year))
    before = {"residents": stored.residents, "source": stored.source} if stored else None
    after = {"residents": residents, "source": source}
    if after == before:
        return
    session.merge(Population(municipality_code=municipality_code, year=year, **after))
    verb = AdministrativeVerb.changed if stored else AdministrativeVerb.added
    subject, key = AdministrativeSubject.population, f"{municipality_code}/{year}"
    records.leave(session, viewer, verb, subject, key, before=before, after=after)
