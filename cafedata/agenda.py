"""What a police service has to do about its cafés today: to be entered, and upcoming."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from cafedata import standing
from cafedata.access import Viewer, leads, may_read, takes_part
from cafedata.meetups import Found, MeetupSummary
from cafedata.meetups.reading import summaries
from cafedata.model import Meetup
from cafedata.vocabulary import DatePrecision, MeetupState

DAYS_AHEAD = 60
"""How far ahead a café is upcoming."""
MOST_LISTED = 10
"""Meetups of one list; the list says how many there are beyond them."""


def to_be_entered(session: Session, viewer: Viewer, today: dt.date) -> Found:
    """The overdue meetups that the viewer's own service leads, the newest first.

    A café planned for a month or a year is overdue once all of it is over.
    """
    overdue = [leads(viewer), standing.late(today)]
    return _found(session, viewer, today, overdue, Meetup.date.desc(), Meetup.id.desc())


def upcoming(session: Session, viewer: Viewer, today: dt.date) -> Found:
    """The planned meetups in which the viewer's own service takes part, the nearest first.

    From today, included, to :data:`DAYS_AHEAD` days ahead, included; a café planned for the current
    month or year is among them.
    """
    ahead = [
        takes_part(viewer),
        Meetup.state == MeetupState.planned,
        ~standing.late(today),
        Meetup.date <= today + dt.timedelta(days=DAYS_AHEAD),
    ]
    order = (Meetup.date, Meetup.start_time.asc().nulls_last(), Meetup.id)
    return _found(session, viewer, today, ahead, *order)


def on_the_same_days(
    session: Session, viewer: Viewer, dates: Sequence[dt.date], today: dt.date
) -> dict[dt.date, tuple[MeetupSummary, ...]]:
    """The cafés of the viewer's own service on these days, by day; days without any are left out.

    Those that were cancelled or postponed leave their day free.
    """
    there = select(Meetup).where(
        may_read(viewer, today),
        takes_part(viewer),
        Meetup.date.in_(dates),
        Meetup.date_precision == DatePrecision.day,
        Meetup.state.not_in((MeetupState.cancelled, MeetupState.postponed)),
    )
    found: dict[dt.date, tuple[MeetupSummary, ...]] = {}
    for summary in summaries(session, there.order_by(Meetup.date, Meetup.id)):
        found[summary.date] = (*found.get(summary.date, ()), summary)
    return found


def _found(
    session: Session,
    viewer: Viewer,
    today: dt.date,
    conditions: list[ColumnElement[bool]],
    *order: Any,
) -> Found:
    where = [may_read(viewer, today), *conditions]
    total = session.scalar(select(func.count(Meetup.id)).where(*where)) or 0
    nearest = select(Meetup).where(*where).order_by(*order).limit(MOST_LISTED)
    return Found(summaries(session, nearest), total)
