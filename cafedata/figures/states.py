"""Where meetups stand: held, expected, late, called off."""

import datetime as dt
from typing import Any

import pandas as pd
from sqlalchemy import Select, String, case, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata import standing
from cafedata.access import Viewer
from cafedata.figures.scope import chosen, of_each_service, read_frame, service_names
from cafedata.labels import label
from cafedata.model import Meetup
from cafedata.selection import Selection
from cafedata.vocabulary import Standing


def meetups_by_state(
    session: Session, viewer: Viewer, selection: Selection, today: dt.date
) -> pd.DataFrame:
    """One row per service and standing that at least one of its meetups has.

    Columns: ``service``, ``name``, ``state`` (a :class:`~cafedata.vocabulary.Standing`), ``standing``
    (what people read for it), ``meetups``. A service without any meetup has one row with state NA and
    0.
    """
    names = service_names(catalogs.read(session), selection)
    found = read_frame(session, of_each_service(_standings(viewer, selection, today), names))
    every = pd.DataFrame({"service": list(names), "name": list(names.values())}, dtype=str)
    frame = every.merge(found, on="service", how="left")
    return frame.assign(
        state=frame["state"].astype(str),  # missing ones stay missing
        meetups=frame["meetups"].fillna(0).astype(int),
        standing=frame["state"].map({word.value: label(word) for word in Standing}),
    )


def meetups_in_each_state(
    session: Session, viewer: Viewer, selection: Selection, today: dt.date
) -> dict[Standing, int]:
    """How many meetups have each standing, each counted once, 0 for none."""
    found = session.execute(_standings(viewer, selection, today)).all()
    return dict.fromkeys(Standing, 0) | {Standing(row.state): row.meetups for row in found}


def _standings(viewer: Viewer, selection: Selection, today: dt.date) -> Select[*tuple[Any, ...]]:
    state = case(
        (standing.late(today), literal(Standing.not_yet_entered.value)),
        else_=type_coerce(Meetup.state, String),
    )
    return (
        select(state.label("state"), func.count(Meetup.id).label("meetups"))
        .where(*chosen(viewer, selection))
        .group_by(state)
    )
