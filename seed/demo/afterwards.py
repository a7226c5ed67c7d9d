"""What happens to cafés once they are entered: put off, counted as one tour, regrouped by theme."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafedata import meetups as cafes
from cafedata import model
from cafedata.access import Viewer
from cafedata.administration import regrouping
from cafedata.entry import Attendance
from cafedata.vocabulary import MeetupState
from seed.demo import words


def postpone_next(session: Session, viewer: Viewer, today: dt.date) -> int:
    """Put the service's next café off by two weeks; returns how many meetups that added."""
    row = model.Meetup
    led = select(model.MeetupService.meetup_id).where(
        model.MeetupService.is_lead, model.MeetupService.service_code == viewer.service_code
    )
    found = session.execute(
        select(row.id, row.version, row.date)
        .where(row.state == MeetupState.planned, row.date > today, row.id.in_(led))
        .order_by(row.date, row.id)
        .limit(1)
    ).first()
    if found is None:
        return 0
    meetup_id, version, date = found
    new_date = date + dt.timedelta(days=14)
    cafes.postpone(
        session, viewer, meetup_id, words.POSTPONED[0], version=version, new_date=new_date
    )
    return 1


def count_tours(
    session: Session, viewer: Viewer, counted: Iterable[tuple[int, Attendance]]
) -> None:
    """Keep the totals that no stop of these tours claims."""
    for tour_id, total in counted:
        cafes.count_tour(session, viewer, tour_id, total, version=0)


def regroup_themes(session: Session, administrator: Viewer) -> None:
    """Count some of the "other" themes that were raised under a theme of the catalogue."""
    raised = model.RaisedTheme
    held = set(session.scalars(select(func.distinct(raised.other_text))))
    for text, theme in words.REGROUPED.items():
        if text in held:
            regrouping.regroup(session, administrator, [text], theme)
