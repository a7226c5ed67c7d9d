"""Which meetups enter a figure: the pieces that every figure's statement is made of."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from cafedata import statistics
from cafedata.access import Viewer, may_count
from cafedata.catalog import Catalog
from cafedata.errors import NotAllowed
from cafedata.language import N_, sorting_key
from cafedata.model import Meetup, MeetupService
from cafedata.selection import Selection, kept_by
from cafedata.vocabulary import TOOK_PLACE

Conditions = list[ColumnElement[bool]]


def chosen(viewer: Viewer, selection: Selection) -> Conditions:
    """The meetups that the viewer may count and the selection keeps, whatever their state.

    Raises :class:`NotAllowed` for a partner that filters by theme: how many meetups that leaves is
    itself a count about people, which is masked for them where it is small.
    """
    if viewer.is_partner and (selection.theme or selection.answer):
        raise NotAllowed(N_("Les partenaires ne filtrent pas par thème."))
    return [may_count(viewer), *kept_by(selection)]


def held(viewer: Viewer, selection: Selection) -> Conditions:
    """The chosen meetups that took place."""
    return [*chosen(viewer, selection), Meetup.state.in_(TOOK_PLACE)]


def of_each_service(
    statement: Select[*tuple[Any, ...]], services: Iterable[str]
) -> Select[*tuple[Any, ...]]:
    """The statement with each meetup once for every one of these services that took part."""
    return (
        statement.join(MeetupService, MeetupService.meetup_id == Meetup.id)
        .where(MeetupService.service_code.in_(services))
        .add_columns(MeetupService.service_code.label("service"))
        .group_by(MeetupService.service_code)
    )


def service_names(catalog: Catalog, selection: Selection) -> dict[str, str]:
    """The names of the six services, or of those chosen, by code, in alphabetical order."""
    return {
        code: row.short_name
        for code, row in catalog.partner_services.items()
        if not selection.services or code in selection.services
    }


def services_concerned(
    session: Session, viewer: Viewer, selection: Selection, catalog: Catalog
) -> dict[str, str]:
    """The names of the six services, or of those chosen, as in :func:`service_names`.

    Where only some municipalities are looked at and no service is chosen, only those that police one
    of them during the period or took part in a meetup held there: nothing is expected of the others.
    """
    names = service_names(catalog, selection)
    if selection.services or _places(catalog, viewer, selection) == set(catalog.municipalities):
        return names
    took_part = select(MeetupService.service_code).join_from(Meetup, MeetupService)
    seen = set(session.scalars(took_part.where(*held(viewer, selection)).distinct()))
    seen |= policing(catalog, viewer, selection, [(selection.starts_on, selection.ends_on)])
    return {code: name for code, name in names.items() if code in seen}


def policing(
    catalog: Catalog, viewer: Viewer, selection: Selection, days: Iterable[tuple[date, date]]
) -> set[str]:
    """The services that police a municipality looked at on a day of one of these spells."""
    places = _places(catalog, viewer, selection)
    if places == set(catalog.municipalities):
        return set(catalog.partner_services)
    return {
        row.service
        for row in catalog.coverage
        if row.municipality in places
        and any(
            (row.starts_on or first) <= last and first <= (row.ends_on or last)
            for first, last in days
        )
    }


def _places(catalog: Catalog, viewer: Viewer, selection: Selection) -> set[str]:
    """The codes of the municipalities looked at."""
    places = set(selection.municipalities or catalog.municipalities)
    return places & viewer.municipality_codes if viewer.is_partner else places


def meetups_held(session: Session, viewer: Viewer, selection: Selection) -> int:
    """How many meetups took place, each counted once."""
    statement = select(func.count(Meetup.id)).where(and_(*held(viewer, selection)))
    return session.scalar(statement) or 0


def meetups_held_by_service(
    session: Session, viewer: Viewer, selection: Selection, services: Iterable[str]
) -> pd.Series:
    """How many meetups each service took part in, by its code, 0 for none."""
    codes = list(services)
    counted = select(func.count(Meetup.id).label("n")).where(*held(viewer, selection))
    frame = read_frame(session, of_each_service(counted, codes))
    return frame.set_index("service")["n"].reindex(codes, fill_value=0).astype(int)


def read_frame(session: Session, statement: Select[*tuple[Any, ...]]) -> pd.DataFrame:
    """The rows of a statement, with its columns even when there is none."""
    result = session.execute(statement)
    return pd.DataFrame(result.all(), columns=list(result.keys()))


def in_alphabetical_order(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame by its names as a dictionary orders them, each name's rows as they were."""
    return frame.sort_values(
        "name", key=lambda names: names.map(sorting_key), kind="stable", ignore_index=True
    )


def with_shares(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with ``share``, ``low`` and ``high``: ``meetups / n`` and its Wilson interval.

    Under five meetups there is a share and no interval (DESIGN section 4).
    """
    low, high = statistics.wilson_interval(frame["meetups"], frame["n"])
    enough = frame["n"] >= statistics.FEWEST
    return frame.assign(
        share=(frame["meetups"] / frame["n"].where(frame["n"] > 0)).astype(float),
        low=pd.Series(low, frame.index).where(enough),
        high=pd.Series(high, frame.index).where(enough),
    )
