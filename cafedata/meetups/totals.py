"""The undivided totals of tours: what all the stops counted together, kept with its history."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from cafedata.access import Viewer
from cafedata.entry import Attendance
from cafedata.model import Account, UndividedTotal
from cafedata.vocabulary import CountPrecision

_Later = aliased(UndividedTotal)


def holds_now() -> ColumnElement[bool]:
    """The rows that hold today: the last of each tour, unless it withdraws the total."""
    later = exists().where(
        _Later.tour_id == UndividedTotal.tour_id, _Later.version > UndividedTotal.version
    )
    return ~later & (UndividedTotal.precision != CountPrecision.unknown)


def tours_with_a_total(session: Session, tour_ids: Collection[int | None]) -> set[int | None]:
    """Those of the tours that have an undivided total."""
    if not tour_ids:
        return set()
    found = select(UndividedTotal.tour_id).where(UndividedTotal.tour_id.in_(tour_ids), holds_now())
    return set(session.scalars(found))


def last(session: Session, tour_id: int) -> tuple[Attendance, int]:
    """The total of a tour, unknown where there is none, and its version, 0 where there never was."""
    row = session.scalars(
        select(UndividedTotal)
        .where(UndividedTotal.tour_id == tour_id)
        .order_by(UndividedTotal.version.desc())
        .limit(1)
    ).first()
    if row is None:
        return Attendance(), 0
    return _told(row), row.version


@dataclass(frozen=True)
class PastTotal:
    """A total as it was, from ``at`` until the next one: who wrote it, and what."""

    version: int
    at: dt.datetime
    by: str
    total: Attendance


def past(session: Session, tour_id: int) -> tuple[PastTotal, ...]:
    """The totals that a tour had, newest first: the caller has checked the right."""
    rows = session.execute(
        select(UndividedTotal, Account.name)
        .join(Account, Account.id == UndividedTotal.account_id)
        .where(UndividedTotal.tour_id == tour_id)
        .order_by(UndividedTotal.version.desc())
    )
    return tuple(PastTotal(row.version, row.at, name, _told(row)) for row, name in rows)


def _told(row: UndividedTotal) -> Attendance:
    return Attendance(**{name: getattr(row, name) for name in Attendance.model_fields})


def add_version(
    session: Session, viewer: Viewer, tour_id: int, total: Attendance, version: int
) -> None:
    """Put a total, as this version, after those that the tour had: the caller has checked the right."""
    session.add(
        UndividedTotal(
            tour_id=tour_id,
            version=version,
            account_id=viewer.account_id,
            at=dt.datetime.now(dt.UTC),
            **vars(total),
        )
    )
    session.flush()
