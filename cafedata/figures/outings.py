"""What tours counted as a whole, apart from what each stop counted."""

import pandas as pd
from sqlalchemy import and_, false, func, select, true
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata.access import Viewer
from cafedata.figures.scope import held, read_frame
from cafedata.meetups import totals
from cafedata.model import Meetup, Tour, UndividedTotal
from cafedata.selection import Selection
from cafedata.vocabulary import TOOK_PLACE


def undivided_totals(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per tour with an undivided total, oldest first; it belongs to no stop, service or month.

    Columns: ``tour`` (id), ``title``, ``service`` (code) and ``name`` (of who led it), ``date`` (of
    its first stop), ``stops`` (those that took place), ``value`` (NA in words), ``precision``,
    ``unit``, ``words``. A tour is left out where one of its stops is not in the selection, as nobody
    knows what part of its total is, and all are left out under a filter of clientele.
    """
    stops = select(
        Meetup.tour_id,
        func.min(Meetup.date).label("date"),
        func.count(Meetup.id).label("stops"),
    )
    chosen = stops.where(*held(viewer, selection)).group_by(Meetup.tour_id).subquery()
    every = stops.where(Meetup.state.in_(TOOK_PLACE)).group_by(Meetup.tour_id).subquery()
    frame = read_frame(
        session,
        select(
            Tour.id.label("tour"),
            Tour.title,
            Tour.service_code.label("service"),
            chosen.c.date,
            chosen.c.stops,
            UndividedTotal.value,
            UndividedTotal.precision,
            UndividedTotal.unit,
            UndividedTotal.words,
        )
        .select_from(Tour)
        .join(UndividedTotal, and_(UndividedTotal.tour_id == Tour.id, totals.holds_now()))
        .join(chosen, chosen.c.tour_id == Tour.id)
        .join(every, and_(every.c.tour_id == Tour.id, every.c.stops == chosen.c.stops))
        .where(true() if selection.clientele is None else false())
        .order_by(chosen.c.date, Tour.id),
    )
    services = catalogs.read(session).services
    names = frame["service"].map(lambda code: services[code].short_name)
    frame.insert(3, "name", names)
    return frame.assign(value=frame["value"].astype("Int64"))
