"""Where cafés are held: each municipality, and each service's own territory."""

import datetime as dt
from calendar import monthrange
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata.access import Viewer, may_count
from cafedata.catalog import Catalog
from cafedata.errors import NotAllowed
from cafedata.figures.attendance import people_met, with_counts
from cafedata.figures.rates import PEOPLE, is_at_home, mean_residents
from cafedata.figures.scope import held, of_each_service, read_frame, service_names
from cafedata.language import N_, listing
from cafedata.model import Meetup, Municipality, Outline
from cafedata.selection import Selection
from cafedata.vocabulary import TOOK_PLACE, DatePrecision

MONTHS_WITHOUT_A_CAFE = 12
"""From how many whole months without a café a municipality is said to be left unvisited."""


def places(session: Session, viewer: Viewer, selection: Selection, today: dt.date) -> pd.DataFrame:
    """One row per municipality that the viewer may see and the selection keeps, in alphabetical order.

    Columns: ``municipality`` (code), ``name``, ``mrc``, ``latitude``, ``longitude`` (degrees; NaN where
    unknown), ``services`` (names of those that police it today), ``is_chosen`` (whether a chosen
    service does, or one of the six where none is chosen), ``meetups`` (held), ``counted`` (of them,
    with a usable count), ``people`` (their sum; NA without any), ``residents`` (a mean over the days of
    the period; NaN where unknown), ``per_10k`` (``people`` per 10 000 of them; NaN where either is
    unknown), ``last_on`` (the last café held there by anyone up to today, whatever the period; NaT for
    never), ``months_since`` (whole months since; NA for never). A café known by its month or year only
    is taken to have been on the last day that it may have been, so that nobody is said to be forgotten
    who may not be.
    """
    catalog = catalogs.read(session)
    shown = _shown(catalog, viewer, selection)
    points = read_frame(
        session, select(Municipality.code, Municipality.latitude, Municipality.longitude)
    ).set_index("code")
    frame = pd.DataFrame(
        {
            "municipality": shown,
            "name": [catalog.municipalities[code].name for code in shown],
            "mrc": [catalog.municipalities[code].mrc for code in shown],
            "services": [_policed_by(catalog, code, today) for code in shown],
        },
        dtype=str,
    ).join(points.astype(float), on="municipality")
    chosen = [
        code
        for service in selection.services or catalog.partner_services
        for code in catalog.policed_by(service, today)
    ]
    frame["is_chosen"] = frame["municipality"].isin(chosen)
    frame = frame.join(_met(session, viewer, selection), on="municipality")
    residents = frame["municipality"].map(mean_residents(session, shown, selection)).astype(float)
    last_on = frame["municipality"].map(_last_cafes(session, viewer, today))
    return frame.assign(
        meetups=frame["meetups"].fillna(0).astype(int),
        counted=frame["counted"].fillna(0).astype(int),
        people=frame["people"].astype("Int64"),
        residents=residents,
        per_10k=PEOPLE * frame["people"].astype(float) / residents,
        last_on=pd.to_datetime(last_on),
        months_since=last_on.map(lambda day: _whole_months(day, today)).astype("Int64"),
    )


def unvisited_places(
    session: Session, viewer: Viewer, selection: Selection, today: dt.date
) -> pd.DataFrame:
    """The rows of :func:`places` that a chosen service polices, or one of the six where none is chosen,
    and that have been without a café for :data:`MONTHS_WITHOUT_A_CAFE` or more.

    Those never visited come first, then from the longest time to the shortest, and the most peopled
    first where that is equal.
    """
    frame = places(session, viewer, selection, today)
    months = frame["months_since"]
    is_long = months.isna() | (months >= MONTHS_WITHOUT_A_CAFE)
    return frame[frame["is_chosen"] & is_long].sort_values(
        ["months_since", "residents"],
        ascending=[False, False],
        na_position="first",
        kind="stable",
        ignore_index=True,
    )


def territories(
    session: Session, viewer: Viewer, selection: Selection, today: dt.date
) -> pd.DataFrame:
    """One row per service, in alphabetical order.

    Columns: ``service`` (code), ``name``, ``meetups`` (that it took part in), ``inside`` and ``outside``
    of its own territory as it was on the day of each, ``policed`` (municipalities that it polices at
    the end of the period, or today when that is earlier), ``visited`` (of them, where anyone held a
    café in the period). Raises :class:`NotAllowed` for a partner, who sees its municipalities alone.
    """
    if viewer.is_partner:
        raise NotAllowed(N_("Les partenaires voient leurs municipalités."))
    catalog = catalogs.read(session)
    names = service_names(catalog, selection)
    counted = select(func.count(Meetup.id).label("meetups")).where(*held(viewer, selection))
    in_all, at_home = (
        read_frame(session, of_each_service(statement, names)).set_index("service")["meetups"]
        for statement in (counted, counted.where(is_at_home()))
    )
    by_anyone = held(viewer, replace(selection, services=()))
    been = set(session.scalars(select(Meetup.municipality_code).where(*by_anyone).distinct()))
    on = min(selection.ends_on, today)
    policed = {code: set(catalog.policed_by(code, on)) for code in names}
    frame = pd.DataFrame({"service": list(names), "name": list(names.values())}, dtype=str)
    meetups, inside = (
        frame["service"].map(counts).fillna(0).astype(int) for counts in (in_all, at_home)
    )
    return frame.assign(
        meetups=meetups,
        inside=inside,
        outside=meetups - inside,
        policed=[len(policed[code]) for code in names],
        visited=[len(policed[code] & been) for code in names],
    )


def _shown(catalog: Catalog, viewer: Viewer, selection: Selection) -> list[str]:
    return [
        code
        for code in catalog.municipalities
        if (not viewer.is_partner or code in viewer.municipality_codes)
        and (not selection.municipalities or code in selection.municipalities)
    ]


def _policed_by(catalog: Catalog, municipality: str, on: dt.date) -> str:
    return listing(
        row.short_name
        for code, row in catalog.services.items()
        if municipality in catalog.policed_by(code, on)
    )


def _met(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    people = people_met(selection)
    statement = with_counts(
        select(
            Meetup.municipality_code.label("municipality"),
            func.count(Meetup.id).label("meetups"),
            func.count(people).label("counted"),
            func.sum(people).label("people"),
        ),
        selection,
    ).where(*held(viewer, selection))
    found = read_frame(session, statement.group_by(Meetup.municipality_code))
    return found.astype({"people": "Float64"}).set_index("municipality")


def _last_cafes(session: Session, viewer: Viewer, today: dt.date) -> dict[str, dt.date]:
    latest = func.max(Meetup.date)
    rows = session.execute(
        select(Meetup.municipality_code, Meetup.date_precision, latest)
        .where(may_count(viewer), Meetup.state.in_(TOOK_PLACE), Meetup.date <= today)
        .group_by(Meetup.municipality_code, Meetup.date_precision)
    )
    found: dict[str, dt.date] = {}
    for municipality, precision, day in rows:
        last = min(_last_day(day, precision), today)
        found[municipality] = max(found.get(municipality, last), last)
    return found


def _last_day(day: dt.date, precision: DatePrecision) -> dt.date:
    match precision:
        case DatePrecision.day:
            return day
        case DatePrecision.month:
            return day.replace(day=monthrange(day.year, day.month)[1])
        case DatePrecision.year:
            return day.replace(month=12, day=31)


def _whole_months(since: dt.date | float, today: dt.date) -> int | None:
    if not isinstance(since, dt.date):
        return None
    months = (today.year - since.year) * 12 + today.month - since.month
    return months - (today.day < since.day)


def outlines(session: Session) -> dict[str, dict[str, Any]]:
    """The outlines of the region's parts: GeoJSON geometry in degrees by name; none where unknown."""
    return {row.name: row.geometry for row in session.scalars(select(Outline))}
