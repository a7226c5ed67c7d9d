"""What was promised at cafés: read it with its due date, and say what became of it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, select
from sqlalchemy.orm import Session, aliased

from cafedata import meetups
from cafedata.access import (
    Viewer,
    closes_follow_ups_for,
    may_count,
    may_read_whole,
    takes_part,
)
from cafedata.meetups import Saved
from cafedata.model import Account, Change, FollowUp, Meetup, MeetupService
from cafedata.vocabulary import AnswersFor, DatePrecision, FollowUpState, MeetupState

DAYS_AHEAD = 14
"""How far ahead a follow-up is due."""
MOST_LISTED = 15
"""Follow-ups of one list."""


@dataclass(frozen=True)
class PromisedFollowUp:
    """A follow-up with the meetup that it comes from, in its ``version``.

    ``position`` is its place among the follow-ups of that meetup. ``is_late`` is true for an open one
    whose day is past; ``may_close`` says whether the viewer may close it or open it again.
    ``said_by`` and ``said_at`` are of the last change to this follow-up, its promise if there was
    none.
    """

    meetup_id: int
    position: int
    version: int
    date: dt.date
    date_precision: DatePrecision
    municipality_code: str
    venue_name: str
    lead_service: str
    what: str
    answers_for: AnswersFor
    due_on: dt.date | None
    state: FollowUpState
    outcome: str
    public_sentence: str
    is_late: bool
    may_close: bool
    said_by: str
    said_at: dt.datetime


@dataclass(frozen=True)
class PublicSentence:
    """What a municipality may bring back to its citizens, and nothing else of the follow-up."""

    municipality_code: str
    sentence: str


def promised(
    session: Session,
    viewer: Viewer,
    today: dt.date,
    *,
    states: Collection[FollowUpState] = (FollowUpState.open,),
    answers_for: Collection[AnswersFor] = (),
    services: Collection[str] = (),
    page: int = 1,
    page_size: int = MOST_LISTED,
) -> tuple[PromisedFollowUp, ...]:
    """The follow-ups in these states: late ones first, then by due date, then those without any.

    The police read those of their own service's meetups and the administrator all; a partner reads
    none here, see :func:`public_sentences`. Those of cancelled meetups are left out. ``answers_for``
    and the ``services`` that lead the meetups narrow the list where they are given. ``page`` counts
    from 1.
    """
    listed = _select_promised(today, _narrowed(viewer, states, answers_for, services))
    return _read(session, viewer, listed.limit(page_size).offset((page - 1) * page_size))


def count(
    session: Session,
    viewer: Viewer,
    *,
    states: Collection[FollowUpState],
    answers_for: Collection[AnswersFor] = (),
    services: Collection[str] = (),
) -> int:
    """How many follow-ups :func:`promised` has with the same filters, on all its pages."""
    counted = (
        select(func.count()).select_from(FollowUp).join(Meetup, Meetup.id == FollowUp.meetup_id)
    )
    wanted = _narrowed(viewer, states, answers_for, services)
    return session.scalar(counted.where(*wanted)) or 0


def due(session: Session, viewer: Viewer, today: dt.date) -> tuple[PromisedFollowUp, ...]:
    """The open follow-ups of the viewer's own service that are late or due soon, late ones first.

    Soon is up to :data:`DAYS_AHEAD` days ahead, included; at most :data:`MOST_LISTED`.
    """
    soon = FollowUp.due_on <= today + dt.timedelta(days=DAYS_AHEAD)
    conditions = [*_promised(viewer, [FollowUpState.open]), takes_part(viewer), soon]
    return _read(session, viewer, _select_promised(today, conditions).limit(MOST_LISTED))


def public_sentences(
    session: Session, viewer: Viewer, *, most: int = 50
) -> tuple[PublicSentence, ...]:
    """The sentences for the citizens of the municipalities that the viewer may count, newest first.

    Sentences of cancelled meetups are left out.
    """
    found = session.execute(
        select(Meetup.municipality_code, FollowUp.public_sentence)
        .join(Meetup, Meetup.id == FollowUp.meetup_id)
        .where(may_count(viewer), _stands(), FollowUp.public_sentence != "")
        .order_by(Meetup.date.desc(), Meetup.id.desc(), FollowUp.position)
        .limit(most)
    )
    return tuple(PublicSentence(*row) for row in found)


def close(
    session: Session,
    viewer: Viewer,
    meetup_id: int,
    position: int,
    *,
    state: FollowUpState,
    outcome: str,
    public_sentence: str,
    version: int,
) -> Saved:
    """Say that a follow-up is done or dropped, how it ended, and what to tell the citizens.

    ``FollowUpState.open`` opens it again. Closing twice in the same words closes once. Raises
    :class:`NotAllowed`, :class:`NotFound`, :class:`InvalidEntry`, whose fields are ``outcome`` and the
    like, or :class:`Conflict` when somebody changed the meetup in between.
    """
    return meetups.close_follow_up(
        session,
        viewer,
        meetup_id,
        position,
        state=state,
        outcome=outcome,
        public_sentence=public_sentence,
        version=version,
    )


def _promised(viewer: Viewer, states: Collection[FollowUpState]) -> list[ColumnElement[bool]]:
    return [may_read_whole(viewer), _stands(), FollowUp.state.in_(states)]


def _narrowed(
    viewer: Viewer,
    states: Collection[FollowUpState],
    answers_for: Collection[AnswersFor],
    services: Collection[str],
) -> list[ColumnElement[bool]]:
    conditions = _promised(viewer, states)
    if answers_for:
        conditions.append(FollowUp.answers_for.in_(answers_for))
    if services:
        leads = exists().where(
            MeetupService.meetup_id == Meetup.id,
            MeetupService.is_lead,
            MeetupService.service_code.in_(services),
        )
        conditions.append(leads)
    return conditions


def _stands() -> ColumnElement[bool]:
    """A meetup entered by mistake is cancelled, and so is what it promised."""
    return Meetup.state != MeetupState.cancelled


def _select_promised(
    today: dt.date, conditions: Collection[ColumnElement[bool]]
) -> Select[*tuple[Any, ...]]:
    lead = aliased(MeetupService)
    is_open = FollowUp.state == FollowUpState.open
    is_late = func.coalesce(and_(is_open, FollowUp.due_on < today), false())
    return (
        select(FollowUp, Meetup, lead.service_code, is_late)
        .join(Meetup, Meetup.id == FollowUp.meetup_id)
        .join(lead, and_(lead.meetup_id == Meetup.id, lead.is_lead))
        .where(*conditions)
        .order_by(is_late.desc(), FollowUp.due_on.asc().nulls_last(), Meetup.id, FollowUp.position)
    )


def _read(
    session: Session, viewer: Viewer, listed: Select[*tuple[Any, ...]]
) -> tuple[PromisedFollowUp, ...]:
    found = session.execute(listed).all()
    changes = _changes(session, {meetup.id for _row, meetup, *_rest in found})
    return tuple(
        _follow_up(viewer, row, meetup, lead, is_late, _last_said(changes[meetup.id], row.position))
        for row, meetup, lead, is_late in found
    )


def _changes(session: Session, meetup_ids: set[int]) -> dict[int, list[Row[Any]]]:
    """The changes of each meetup, the newest first: before, after, who and when."""
    rows = session.execute(
        select(Change.meetup_id, Change.before, Change.after, Account.name, Change.at)
        .join(Account, Account.id == Change.account_id)
        .where(Change.meetup_id.in_(meetup_ids))
        .order_by(Change.version.desc())
    )
    changes: dict[int, list[Row[Any]]] = {meetup_id: [] for meetup_id in meetup_ids}
    for row in rows:
        changes[row.meetup_id].append(row)
    return changes


def _last_said(changes: list[Row[Any]], position: int) -> tuple[str, dt.datetime]:
    """Who last changed the follow-up at this place, and when; the change that promised it, if none."""

    def told(entry: dict[str, Any] | None) -> Any:
        lines = (entry or {}).get("follow_ups", [])
        return lines[position] if position < len(lines) else None

    last = next((row for row in changes if told(row.before) != told(row.after)), changes[-1])
    return last.name, last.at


def _follow_up(
    viewer: Viewer,
    row: FollowUp,
    meetup: Meetup,
    lead_service: str,
    is_late: bool,
    said: tuple[str, dt.datetime],
) -> PromisedFollowUp:
    return PromisedFollowUp(
        meetup.id,
        row.position,
        meetup.version,
        meetup.date,
        meetup.date_precision,
        meetup.municipality_code,
        meetup.venue_name,
        lead_service,
        row.what,
        row.answers_for,
        row.due_on,
        row.state,
        row.outcome,
        row.public_sentence,
        bool(is_late),
        closes_follow_ups_for(viewer, lead_service),
        *said,
    )
