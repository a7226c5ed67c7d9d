"""How many people the cafés met."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
from sqlalchemy import Select, case, extract, func, select
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata import statistics
from cafedata.access import Viewer
from cafedata.figures.scope import held, of_each_service, read_frame, service_names
from cafedata.model import ClienteleCount, Meetup
from cafedata.selection import Selection
from cafedata.vocabulary import CountPrecision, CountUnit, DatePrecision


def attendance_by_service(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per service, those without a meetup included, in alphabetical order.

    Columns: ``service`` (code), ``name``, then those of :func:`attendance_overall`.
    """
    names = service_names(catalogs.read(session), selection)
    histogram = read_frame(session, of_each_service(_sizes(viewer, selection), names))
    return _summaries(histogram, "service", names)


def attendance_by_municipality(
    session: Session, viewer: Viewer, selection: Selection
) -> pd.DataFrame:
    """One row per municipality where at least one meetup was held, in alphabetical order.

    Columns: ``municipality`` (code), ``name``, then those of :func:`attendance_overall`.
    """
    statement = (
        _sizes(viewer, selection)
        .add_columns(Meetup.municipality_code.label("municipality"))
        .group_by(Meetup.municipality_code)
    )
    histogram = read_frame(session, statement)
    seen = set(histogram["municipality"])
    municipalities = catalogs.read(session).municipalities
    names = {code: row.name for code, row in municipalities.items() if code in seen}
    return _summaries(histogram, "municipality", names)


def attendance_overall(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row for all the meetups of the selection, each counted once.

    Columns, counts of meetups unless said otherwise: ``meetups``; ``counted`` (with a usable count)
    and ``uncounted``; ``nobody`` (an exact 0); ``about`` and ``at_least`` (how their count was
    known); ``people`` (their sum, people); ``mean``, ``low``, ``high``, ``median`` (people per
    counted meetup; the bounds of the mean are NaN under five).
    """
    histogram = read_frame(session, _sizes(viewer, selection))
    return pd.DataFrame([_summary(histogram)])


def attendance_by_month(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per service and month of the period, months without a meetup included.

    Columns: ``service``, ``name``, ``month`` (its first day), ``meetups``, ``counted``, ``people``
    (NA when no meetup of the month has a usable count). Meetups known by their year only are left
    out.
    """
    names = service_names(catalogs.read(session), selection)
    people = people_met(selection)
    year, month = extract("year", Meetup.date), extract("month", Meetup.date)
    statement = (
        with_counts(
            select(
                year.label("year"),
                month.label("month"),
                func.count(Meetup.id).label("meetups"),
                func.count(people).label("counted"),
                func.sum(people).label("people"),
            ),
            selection,
        )
        .where(*held(viewer, selection), Meetup.date_precision != DatePrecision.year)
        .group_by(year, month)
    )
    found = read_frame(session, of_each_service(statement, names))
    found["month"] = pd.to_datetime(
        {"year": found["year"].astype(int), "month": found["month"].astype(int), "day": 1}
    )
    every = pd.MultiIndex.from_product(
        [list(names), _months(selection)], names=["service", "month"]
    )
    frame = found.set_index(["service", "month"]).reindex(every).reset_index()
    return frame.assign(
        name=frame["service"].map(names),
        meetups=frame["meetups"].fillna(0).astype(int),
        counted=frame["counted"].fillna(0).astype(int),
        people=pd.to_numeric(frame["people"]).astype("Int64"),
    )[["service", "name", "month", "meetups", "counted", "people"]]


def _months(selection: Selection) -> pd.DatetimeIndex:
    first = pd.Timestamp(selection.starts_on).replace(day=1)
    return pd.date_range(first, selection.ends_on, freq="MS")


def people_met(selection: Selection) -> Any:
    """People met, in SQL: NULL without a usable count."""
    if selection.clientele:
        return ClienteleCount.value
    return case((Meetup.attendance_unit == CountUnit.people, Meetup.attendance_value))


def with_counts(
    statement: Select[*tuple[Any, ...]], selection: Selection
) -> Select[*tuple[Any, ...]]:
    """The statement over meetups, beside the count of the chosen clientele where there is one."""
    if not selection.clientele:
        return statement.select_from(Meetup)
    return statement.select_from(Meetup).outerjoin(
        ClienteleCount,
        (ClienteleCount.meetup_id == Meetup.id) & (ClienteleCount.clientele == selection.clientele),
    )


def _sizes(viewer: Viewer, selection: Selection) -> Select[*tuple[Any, ...]]:
    """How many meetups met each number of people, known in each manner: a small histogram."""
    people = people_met(selection)
    precision = ClienteleCount.precision if selection.clientele else Meetup.attendance_precision
    return (
        with_counts(
            select(
                people.label("people"),
                precision.label("precision"),
                func.count(Meetup.id).label("meetups"),
            ),
            selection,
        )
        .where(*held(viewer, selection))
        .group_by(people, precision)
    )


def _summaries(histogram: pd.DataFrame, key: str, names: dict[str, str]) -> pd.DataFrame:
    groups: dict[Hashable, pd.DataFrame] = dict(iter(histogram.groupby(key)))
    nothing = histogram.iloc[:0]
    return pd.DataFrame(
        [
            {key: code, "name": name, **_summary(groups.get(code, nothing))}
            for code, name in names.items()
        ],
        columns=[key, "name", *_summary(nothing)],
    )


def _summary(histogram: pd.DataFrame) -> dict[str, Any]:
    usable = histogram[histogram["people"].notna()]
    values, times = usable["people"].astype(float), usable["meetups"].astype(int)
    low, high = statistics.bootstrap_mean_interval(values, times)
    meetups, counted = int(histogram["meetups"].sum()), int(times.sum())
    known = usable.groupby("precision")["meetups"].sum()
    return {
        "meetups": meetups,
        "counted": counted,
        "uncounted": meetups - counted,
        "nobody": int(times[(values == 0) & (usable["precision"] == CountPrecision.exact)].sum()),
        "about": _times(known, CountPrecision.about),
        "at_least": _times(known, CountPrecision.at_least),
        "people": int(values.mul(times).sum()),
        "mean": statistics.histogram_mean(values, times),
        "low": low,
        "high": high,
        "median": statistics.histogram_median(values, times),
    }


def _times(known: pd.Series, precision: CountPrecision) -> int:
    return int(known[known.index == precision].sum())
