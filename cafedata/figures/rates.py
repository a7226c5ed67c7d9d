"""People met per 10 000 residents: of the territory of the day, with the populations of the year."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata import statistics
from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.figures.attendance import over_least, sample, sizes
from cafedata.figures.scope import of_each_service, read_frame, services_concerned
from cafedata.model import Coverage, Meetup, MeetupService, Population
from cafedata.selection import Selection

PEOPLE = 10_000
"""Rates are given for so many residents."""


@dataclass(frozen=True)
class _Territory:
    """Where somebody could be met: residents by municipality, a mean over the days of the period.

    ``unknown`` are the municipalities whose population nobody has given.
    """

    residents: Mapping[str, float]
    unknown: tuple[str, ...]


def rate_by_service(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per service concerned, those without a meetup included, in alphabetical order.

    Columns: ``service``, ``name``, ``residents`` (of the municipalities it polices, a mean over the
    days of the period, each with the population of its year), ``unknown`` (names of those without a
    known population, left out above and below), ``meetups`` (held in that territory on a day when the
    service polices it; a joint meetup counts for the service at home), ``elsewhere`` (its other
    meetups), ``counted``, ``people``, ``rate`` (people per 10 000 residents over the period), ``low``,
    ``high`` (bootstrap over meetups; NaN under five counted), then how far the rate lies above the
    lowest one, as in :func:`attendance_by_service`. The rate is NaN without a known population or
    without a counted meetup.
    """
    catalog = catalogs.read(session)
    names = services_concerned(session, viewer, selection, catalog)
    statement = sizes(viewer, selection).add_columns(
        Meetup.municipality_code.label("municipality"), is_at_home().label("at_home")
    )
    grouped = statement.group_by(Meetup.municipality_code, is_at_home())
    histogram = read_frame(session, of_each_service(grouped, names))
    places = _places(viewer, selection, catalog)
    populations = _populations(session)
    rows, samples = [], {}
    for code, name in names.items():
        mine = histogram[histogram["service"] == code]
        territory = _territory(catalog, populations, selection, places, code)
        at_home = mine[mine["at_home"].astype(bool)]
        elsewhere = int(mine["meetups"].sum() - at_home["meetups"].sum())
        row = {"service": code, "name": name, "elsewhere": elsewhere}
        rows.append(row | _rate(at_home, territory, catalog))
        samples[code] = sample(_usable(at_home, territory))
    frame = pd.DataFrame(rows, columns=["service", "name", "elsewhere", *_COLUMNS])
    return pd.concat([frame, over_least(frame, "rate", samples)], axis=1)


def rate_by_municipality(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per municipality where a meetup was held, in alphabetical order.

    Columns: ``municipality``, ``name``, then ``residents``, ``unknown``, ``meetups``, ``counted``,
    ``people``, ``rate``, ``low`` and ``high`` as in :func:`rate_by_service`; each meetup counts once,
    whoever held it.
    """
    catalog = catalogs.read(session)
    code = Meetup.municipality_code
    statement = sizes(viewer, selection).add_columns(code.label("municipality")).group_by(code)
    histogram = read_frame(session, statement)
    populations = _populations(session)
    rows = []
    for place in catalog.municipalities:
        here = histogram[histogram["municipality"] == place]
        if here.empty:
            continue
        days = _days_by_year(selection.starts_on, selection.ends_on)
        row = {"municipality": place, "name": catalog.municipalities[place].name}
        rows.append(row | _rate(here, _residents(populations, {place: days}, selection), catalog))
    return pd.DataFrame(rows, columns=["municipality", "name", *_COLUMNS])


def mean_residents(
    session: Session, places: Iterable[str], selection: Selection
) -> Mapping[str, float]:
    """How many residents each of these municipalities had, a mean over the days of the period, each
    with the population of its year; those whose population nobody has given are left out."""
    days = _days_by_year(selection.starts_on, selection.ends_on)
    return _residents(_populations(session), dict.fromkeys(places, days), selection).residents


@dataclass(frozen=True)
class Rated:
    """What a rate is made of: a histogram of people by meetup, and how many residents it is for."""

    values: pd.Series
    times: pd.Series
    residents: float


def rated(session: Session, viewer: Viewer, selection: Selection) -> Rated | None:
    """What the rate of one service, or else of one municipality, is made of.

    ``None`` when the selection chooses neither alone, and when its population is unknown.
    """
    catalog, populations = catalogs.read(session), _populations(session)
    places = _places(viewer, selection, catalog)
    statement = sizes(viewer, selection).add_columns(Meetup.municipality_code.label("municipality"))
    statement = statement.group_by(Meetup.municipality_code)
    if len(selection.services) == 1:
        (service,) = selection.services
        territory = _territory(catalog, populations, selection, places, service)
        statement = of_each_service(statement, [service]).where(is_at_home())
    elif len(places) == 1:
        days = dict.fromkeys(places, _days_by_year(selection.starts_on, selection.ends_on))
        territory = _residents(populations, days, selection)
    else:
        return None
    if not territory.residents:
        return None
    usable = _usable(read_frame(session, statement), territory)
    residents = sum(territory.residents.values())
    return Rated(usable["people"].astype(float), usable["meetups"].astype(int), residents)


_COLUMNS = ("residents", "unknown", "meetups", "counted", "people", "rate", "low", "high")


def _rate(histogram: pd.DataFrame, territory: _Territory, catalog: Catalog) -> dict[str, Any]:
    known = _in_territory(histogram, territory)
    usable = _usable(histogram, territory)
    values, times = usable["people"].astype(float), usable["meetups"].astype(int)
    residents, counted = sum(territory.residents.values()), int(times.sum())
    people = int(values.mul(times).sum())
    low, high = statistics.bootstrap_rate_interval(values, times, residents)
    return {
        "residents": residents or np.nan,
        "unknown": ", ".join(catalog.municipalities[code].name for code in territory.unknown),
        "meetups": int(known["meetups"].sum()),
        "counted": counted,
        "people": people,
        "rate": PEOPLE * people / residents if residents and counted else np.nan,
        "low": low,
        "high": high,
    }


def _in_territory(histogram: pd.DataFrame, territory: _Territory) -> pd.DataFrame:
    return histogram[histogram["municipality"].isin(list(territory.residents))]


def _usable(histogram: pd.DataFrame, territory: _Territory) -> pd.DataFrame:
    known = _in_territory(histogram, territory)
    return known[known["people"].notna()]


def is_at_home() -> ColumnElement[bool]:
    """Whether the service of the row polices the municipality on the day of the meetup."""
    return (
        exists()
        .where(
            Coverage.service_code == MeetupService.service_code,
            Coverage.municipality_code == Meetup.municipality_code,
            or_(Coverage.starts_on.is_(None), Coverage.starts_on <= Meetup.date),
            or_(Coverage.ends_on.is_(None), Coverage.ends_on >= Meetup.date),
        )
        .correlate(Meetup, MeetupService)
    )


def _places(viewer: Viewer, selection: Selection, catalog: Catalog) -> set[str]:
    """The municipalities that the viewer looks at."""
    seen = set(selection.municipalities or catalog.municipalities)
    return seen & viewer.municipality_codes if viewer.is_partner else seen


def _territory(
    catalog: Catalog,
    populations: Mapping[str, Mapping[int, int]],
    selection: Selection,
    places: set[str],
    service: str,
) -> _Territory:
    """The municipalities that a service polices on some day of the period, and for how many days."""
    policed: dict[str, dict[int, int]] = defaultdict(dict)
    for row in catalog.coverage:
        if row.service != service or row.municipality not in places:
            continue
        starts_on = max(row.starts_on or selection.starts_on, selection.starts_on)
        ends_on = min(row.ends_on or selection.ends_on, selection.ends_on)
        for year, days in _days_by_year(starts_on, ends_on).items():
            before = policed[row.municipality].get(year, 0)
            policed[row.municipality][year] = before + days
    return _residents(populations, policed, selection)


def _residents(
    populations: Mapping[str, Mapping[int, int]],
    days: Mapping[str, Mapping[int, int]],
    selection: Selection,
) -> _Territory:
    """The mean number of residents over all days of the period, 0 on days outside of ``days``."""
    length = (selection.ends_on - selection.starts_on).days + 1
    residents = {
        place: sum(
            count * _population_in(year, populations[place]) for year, count in years.items()
        )
        / length
        for place, years in days.items()
        if years and populations.get(place)
    }
    unknown = (place for place, years in days.items() if years and not populations.get(place))
    return _Territory(residents, tuple(sorted(unknown)))


def _population_in(year: int, known: Mapping[int, int]) -> int:
    """The population of that year, or else of the last year before it, or else of the first after."""
    earlier = [each for each in known if each <= year]
    return known[max(earlier) if earlier else min(known)]


def _days_by_year(starts_on: dt.date, ends_on: dt.date) -> dict[int, int]:
    """How many days of each year lie between two days, both included; nothing if they are reversed."""
    return dict(_years(starts_on, ends_on)) if starts_on <= ends_on else {}


def _years(starts_on: dt.date, ends_on: dt.date) -> Iterator[tuple[int, int]]:
    for year in range(starts_on.year, ends_on.year + 1):
        first, last = max(starts_on, dt.date(year, 1, 1)), min(ends_on, dt.date(year, 12, 31))
        yield year, (last - first).days + 1


def _populations(session: Session) -> dict[str, dict[int, int]]:
    """Residents by municipality and year."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    columns = (Population.municipality_code, Population.year, Population.residents)
    for place, year, residents in session.execute(select(*columns)):
        found[place][year] = residents
    return found
