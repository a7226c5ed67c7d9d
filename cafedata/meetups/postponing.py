"""Put a planned meetup off: it stays as it was announced, and another takes its place."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from cafedata.access import Viewer, may_read, require_writer
from cafedata.entry import MeetupEntry, checked
from cafedata.errors import InvalidEntry, Problem
from cafedata.language import N_
from cafedata.meetups.reading import MeetupSummary, summaries
from cafedata.meetups.writing import Saved, correct, record, stored_and_held
from cafedata.model import Meetup, Postponement
from cafedata.vocabulary import DatePrecision, MeetupState


@dataclass(frozen=True)
class Postponed:
    """The postponed meetup, and the planned one that takes its place where its date is known."""

    meetup: Saved
    moved_to: Saved | None


@dataclass(frozen=True)
class Moves:
    """The meetup that this one replaces and the one that replaces it, if the viewer may read them."""

    moved_from: MeetupSummary | None
    moved_to: MeetupSummary | None


_RESULTS = ("clienteles", "themes", "unreported_offences", "programs", "follow_ups")


def postpone(
    session: Session,
    viewer: Viewer,
    meetup_id: int,
    reason: str,
    *,
    version: int,
    new_date: dt.date | None = None,
) -> Postponed:
    """Mark a planned meetup as postponed, and plan the same one for ``new_date`` where it is known.

    A postponed meetup may be given its new date later. Raises as :func:`correct` does, and
    :class:`InvalidEntry` for a meetup that is neither, for one that already has its new date, and for
    a new date that is the old one.
    """
    before = stored_and_held(session, meetup_id)
    require_writer(viewer, before.lead_service)
    _check(session, meetup_id, before, new_date)
    values = before.model_dump() | {"state": MeetupState.postponed, "state_reason": reason}
    moved = _moved(before, new_date) if new_date else None
    saved = correct(session, viewer, meetup_id, checked(values), version=version)
    if moved is None:
        return Postponed(saved, None)
    moved_to = record(session, viewer, moved)
    link = {"meetup_id": meetup_id, "moved_to_id": moved_to.meetup_id}
    session.execute(insert(Postponement).values(link))
    return Postponed(saved, moved_to)


def moves(session: Session, viewer: Viewer, meetup_id: int, today: dt.date) -> Moves:
    """What a meetup replaces and what replaces it, as far as the viewer may read them."""
    row = Postponement
    before = select(row.meetup_id).where(row.moved_to_id == meetup_id)
    after = select(row.moved_to_id).where(row.meetup_id == meetup_id)
    found = [
        summaries(session, select(Meetup).where(may_read(viewer, today), Meetup.id.in_(ids)))
        for ids in (before, after)
    ]
    return Moves(*(next(iter(some), None) for some in found))


def _check(session: Session, meetup_id: int, before: MeetupEntry, new_date: dt.date | None) -> None:
    if before.state not in (MeetupState.planned, MeetupState.postponed):
        raise _refused("state", N_("Seul un café prévu peut être reporté."))
    if session.get(Postponement, meetup_id):
        raise _refused("new_date", N_("Ce café a déjà sa nouvelle date."))
    if new_date == before.date and before.date_precision is DatePrecision.day:
        raise _refused("new_date", N_("La nouvelle date est celle qui était prévue."))


def _moved(before: MeetupEntry, new_date: dt.date) -> MeetupEntry:
    """The same meetup on its new day: of what happens there nothing is known yet."""
    new = {
        "state": MeetupState.planned,
        "state_reason": "",
        "date": new_date,
        "date_precision": DatePrecision.day,
        "announcement": None,
        "attendance": {},
    }
    return checked(before.model_dump() | new | dict.fromkeys(_RESULTS, ()))


def _refused(field: str, message: str) -> InvalidEntry:
    return InvalidEntry(message, [Problem(field, message)])
