"""What was saved since somebody last came, as far as they may read it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafedata.access import Viewer, may_read
from cafedata.meetups import MeetupSummary
from cafedata.meetups.reading import summaries
from cafedata.model import Change, Meetup
from cafedata.vocabulary import ChangeVerb

_LATEST = 500
"""Changes that are looked at, the newest: older ones are no news."""


@dataclass(frozen=True)
class News:
    """A meetup that others changed, by their last act on it, and when."""

    summary: MeetupSummary
    verb: ChangeVerb
    at: dt.datetime


def since(
    session: Session, viewer: Viewer, moment: dt.datetime, today: dt.date, most: int = 8
) -> tuple[News, ...]:
    """The meetups that others changed after this moment and that the viewer may read, newest first.

    Each meetup stands once, with its latest change; at most ``most`` of them, among the latest 500
    changes of all.
    """
    latest = select(Change.id).order_by(Change.id.desc()).limit(_LATEST).subquery()
    last = (
        select(func.max(Change.id).label("id"), Change.meetup_id)
        .where(
            Change.id.in_(select(latest.c.id)),
            Change.at > moment,
            Change.account_id != viewer.account_id,
        )
        .group_by(Change.meetup_id)
        .subquery()
    )
    found = session.execute(
        select(Change.meetup_id, Change.verb, Change.at)
        .join(last, last.c.id == Change.id)
        .join(Meetup, Meetup.id == Change.meetup_id)
        .where(may_read(viewer, today))
        .order_by(Change.id.desc())
        .limit(most)
    ).all()
    ids = [row.meetup_id for row in found]
    lines = summaries(session, select(Meetup).where(Meetup.id.in_(ids)))
    by_id = {line.meetup_id: line for line in lines}
    return tuple(News(by_id[row.meetup_id], row.verb, row.at) for row in found)
