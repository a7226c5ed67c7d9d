"""Where meetups stand: held, expected, late, called off."""

import datetime as dt

import pandas as pd
from sqlalchemy import String, and_, case, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata.access import Viewer
from cafedata.figures.scope import chosen, of_each_service, read_frame, service_names
from cafedata.model import Meetup
from cafedata.selection import Selection
from cafedata.vocabulary import MeetupState, Standing


def meetups_by_state(
    session: Session, viewer: Viewer, selection: Selection, today: dt.date
) -> pd.DataFrame:
    """One row per service and state that at least one of its meetups is in.

    Columns: ``service``, ``name``, ``state`` (a :class:`~cafedata.vocabulary.Standing`),
    ``meetups``. A service without any meetup has one row with state NA and 0.
    """
    names = service_names(catalogs.read(session), selection)
    is_late = and_(Meetup.state == MeetupState.planned, Meetup.date < today)
    state = case(
        (is_late, literal(Standing.not_yet_entered.value)), else_=type_coerce(Meetup.state, String)
    )
    statement = (
        select(state.label("state"), func.count(Meetup.id).label("meetups"))
        .where(*chosen(viewer, selection))
        .group_by(state)
    )
    found = read_frame(session, of_each_service(statement, names))
    every = pd.DataFrame({"service": list(names), "name": list(names.values())})
    frame = every.merge(found, on="service", how="left")
    return frame.assign(meetups=frame["meetups"].fillna(0).astype(int))
