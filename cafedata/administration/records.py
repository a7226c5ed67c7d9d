"""The history of administrative acts: each act adds one row, and no row is ever touched again."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from cafedata import database
from cafedata.access import Viewer, require_administrator
from cafedata.model import Account, AdministrativeChange, Change, Meetup, MeetupService
from cafedata.vocabulary import (
    AdministrativeSubject,
    AdministrativeVerb,
    ChangeVerb,
    DatePrecision,
)

Values = Mapping[str, Any]
ON_A_PAGE = 20
"""Rows of one page of history."""
_QUEBEC = ZoneInfo("America/Toronto")


@dataclass(frozen=True)
class Period:
    """Days of Québec, both included; an empty day is open."""

    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


ALWAYS = Period()


@dataclass(frozen=True)
class RegionalChange:
    """One act on a meetup, with enough of it to be recognised."""

    at: dt.datetime
    by: str
    verb: ChangeVerb
    version: int
    meetup_id: int
    date: dt.date
    date_precision: DatePrecision
    municipality_code: str
    venue_name: str
    lead_service: str


@dataclass(frozen=True)
class AdministrativeAct:
    """One act of the administration: ``before`` is what was, ``after`` what is since.

    ``by`` is empty for what the command line did.
    """

    at: dt.datetime
    by: str
    verb: AdministrativeVerb
    subject: AdministrativeSubject
    key: str
    before: Values
    after: Values


def leave(
    session: Session,
    viewer: Viewer,
    verb: AdministrativeVerb,
    subject: AdministrativeSubject,
    key: object,
    *,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Add the row of history of an act, in the caller's transaction.

    Each administrative act passes here: what figures are made of may have changed.
    """
    require_administrator(viewer)
    _add(session, viewer.account_id, verb, subject, key, before, after)


def leave_of_command_line(
    session: Session,
    verb: AdministrativeVerb,
    subject: AdministrativeSubject,
    key: object,
    *,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """As :func:`leave`, for what the command line does, where nobody is signed in."""
    _add(session, None, verb, subject, key, before, after)


def _add(
    session: Session,
    account_id: int | None,
    verb: AdministrativeVerb,
    subject: AdministrativeSubject,
    key: object,
    before: Values | None,
    after: Values | None,
) -> None:
    database.mark_changed(session)
    session.add(
        AdministrativeChange(
            account_id=account_id,
            at=dt.datetime.now(dt.UTC),
            verb=verb,
            subject=subject,
            subject_key=str(key),
            before=_written(before),
            after=_written(after),
        )
    )
    session.flush()


def _written(values: Values | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in values.items()
    }


def meetup_changes(
    session: Session,
    viewer: Viewer,
    *,
    account_id: int | None = None,
    service: str | None = None,
    verb: ChangeVerb | None = None,
    period: Period = ALWAYS,
    page: int = 1,
) -> tuple[tuple[RegionalChange, ...], int]:
    """The acts on meetups across the region, newest first, and how many there are on all pages.

    ``service`` keeps the meetups in which it takes part; ``page`` counts from 1.
    """
    require_administrator(viewer)
    conditions = _within(Change.at, period)
    if account_id is not None:
        conditions.append(Change.account_id == account_id)
    if verb is not None:
        conditions.append(Change.verb == verb)
    if service is not None:
        takes_part = exists().where(
            MeetupService.meetup_id == Change.meetup_id, MeetupService.service_code == service
        )
        # The lead service is joined beside it.
        conditions.append(takes_part.correlate(Change))
    found = (
        select(
            Change.at,
            Account.name,
            Change.verb,
            Change.version,
            Change.meetup_id,
            Meetup.date,
            Meetup.date_precision,
            Meetup.municipality_code,
            Meetup.venue_name,
            MeetupService.service_code,
        )
        .join(Account, Account.id == Change.account_id)
        .join(Meetup, Meetup.id == Change.meetup_id)
        .join(MeetupService, MeetupService.meetup_id == Meetup.id)
        .where(MeetupService.is_lead, *conditions)
        .order_by(Change.id.desc())
    )
    total = session.scalar(select(func.count(Change.id)).where(*conditions)) or 0
    rows = session.execute(_on_page(found, page))
    return tuple(RegionalChange(*row) for row in rows), total


def acts(
    session: Session,
    viewer: Viewer,
    *,
    account_id: int | None = None,
    subject: AdministrativeSubject | None = None,
    period: Period = ALWAYS,
    page: int = 1,
) -> tuple[tuple[AdministrativeAct, ...], int]:
    """The administrative acts, newest first, and how many there are on all pages."""
    require_administrator(viewer)
    row = AdministrativeChange
    conditions = _within(row.at, period)
    if account_id is not None:
        conditions.append(row.account_id == account_id)
    if subject is not None:
        conditions.append(row.subject == subject)
    total = session.scalar(select(func.count(row.id)).where(*conditions)) or 0
    found = (
        select(row, Account.name)
        .outerjoin(Account, Account.id == row.account_id)
        .where(*conditions)
        .order_by(row.id.desc())
    )
    read = (_act(*pair) for pair in session.execute(_on_page(found, page)))
    return tuple(read), total


def _act(row: AdministrativeChange, by: str | None) -> AdministrativeAct:
    before, after = row.before or {}, row.after or {}
    return AdministrativeAct(
        row.at, by or "", row.verb, row.subject, row.subject_key, before, after
    )


def _on_page(found: Select[*tuple[Any, ...]], page: int) -> Select[*tuple[Any, ...]]:
    return found.limit(ON_A_PAGE).offset((max(page, 1) - 1) * ON_A_PAGE)


def _within(moment: Any, period: Period) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if period.starts_on is not None:
        conditions.append(moment >= _midnight(period.starts_on))
    if period.ends_on is not None:
        conditions.append(moment < _midnight(period.ends_on + dt.timedelta(days=1)))
    return conditions


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), _QUEBEC)
