"""Where meetups stand: held, expected, late, called off."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, String, and_, case, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata import standing
from cafedata.access import Viewer
from cafedata.agenda import DAYS_AHEAD
from cafedata.figures.scope import (
    chosen,
    held,
    of_each_service,
    policing,
    read_frame,
    service_names,
)
from cafedata.model import Meetup
from cafedata.selection import Selection
from cafedata.vocabulary import (
    TOOK_PLACE,
    CountPrecision,
    CountUnit,
    MeetupState,
    Standing,
)


def meetups_in_each_state(
    session: Session, viewer: Viewer, selection: Selection, today: dt.date
) -> dict[Standing, int]:
    """How many meetups have each standing, each counted once, 0 for none."""
    found = session.execute(_standings(viewer, selection, today)).all()
    return dict.fromkeys(Standing, 0) | {Standing(row.state): row.meetups for row in found}


def reporting_by_service(
    session: Session, viewer: Viewer, selection: Selection, today: dt.date
) -> pd.DataFrame:
    """One row per service, in alphabetical order: what is entered, awaited and ahead.

    Where only some municipalities are looked at, the services that neither police one of them during
    the period or today, nor have a meetup there, are left out: nobody waits for theirs.

    Columns: ``service``, ``name``, a count of meetups of the selection for each
    :class:`~cafedata.vocabulary.Standing` under its code, ``meetups`` (their sum), ``ahead`` (planned
    from today to 60 days ahead, whatever the period), ``next_on`` (the first of these)
    and ``last_on`` (the last one that took place up to today, whatever the period); the days are NaT
    for none; ``is_expected`` (whether it polices one of the municipalities looked at). A joint meetup
    is in the row of each of its services.
    """
    catalog = catalogs.read(session)
    names = service_names(catalog, selection)
    found = read_frame(session, of_each_service(_standings(viewer, selection, today), names))
    found["state"] = [str(state) for state in found["state"]]
    counts = found.pivot_table(index="service", columns="state", values="meetups", aggfunc="sum")
    counts = counts.reindex(index=list(names), columns=[word.value for word in Standing])
    counts = counts.fillna(0).astype(int)
    day = func.max(Meetup.date).label("on")
    until_today = replace(selection, starts_on=dt.date.min, ends_on=today)
    past = select(day).where(*held(viewer, until_today))
    last = read_frame(session, of_each_service(past, names)).set_index("service")["on"]
    ahead = read_frame(session, of_each_service(_ahead(viewer, selection, today), names))
    ahead = ahead.set_index("service").reindex(list(names))
    frame = pd.DataFrame(
        {
            "service": list(names),
            "name": list(names.values()),
            **{state: counts[state].to_list() for state in counts},
            "meetups": counts.sum(axis=1).to_list(),
            "ahead": ahead["ahead"].fillna(0).astype(int).to_list(),
            "next_on": pd.to_datetime(ahead["on"]).to_list(),
            "last_on": pd.to_datetime(last.reindex(list(names))).to_list(),
        }
    ).astype({"next_on": "datetime64[s]", "last_on": "datetime64[s]"})
    days = ((selection.starts_on, selection.ends_on), (today, today))
    frame = frame.assign(
        is_expected=frame["service"].isin(policing(catalog, viewer, selection, days))
    )
    is_there = (frame["meetups"] > 0) | (frame["ahead"] > 0)
    return frame[frame["is_expected"] | is_there].reset_index(drop=True)


def _ahead(viewer: Viewer, selection: Selection, today: dt.date) -> Select[*tuple[Any, ...]]:
    # A café planned for the month or the year that runs is dated of its first day.
    starts_on, ends_on = today.replace(month=1, day=1), today + dt.timedelta(days=DAYS_AHEAD)
    soon = replace(selection, starts_on=starts_on, ends_on=ends_on)
    return select(func.count(Meetup.id).label("ahead"), func.min(Meetup.date).label("on")).where(
        *chosen(viewer, soon), Meetup.state == MeetupState.planned, ~standing.late(today)
    )


def _nobody_came() -> ColumnElement[bool]:
    """That a meetup took place and is known, exactly, to have met nobody."""
    return and_(
        Meetup.state.in_(TOOK_PLACE),
        Meetup.attendance_unit == CountUnit.people,
        Meetup.attendance_precision == CountPrecision.exact,
        Meetup.attendance_value == 0,
    )


def _standings(viewer: Viewer, selection: Selection, today: dt.date) -> Select[*tuple[Any, ...]]:
    state = case(
        (standing.late(today), literal(Standing.not_yet_entered.value)),
        (_nobody_came(), literal(Standing.nobody_came.value)),
        else_=type_coerce(Meetup.state, String),
    )
    return (
        select(state.label("state"), func.count(Meetup.id).label("meetups"))
        .where(*chosen(viewer, selection))
        .group_by(state)
    )
