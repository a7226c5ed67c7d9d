"""How many people the cafés met."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Select, case, extract, func, select
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata import statistics
from cafedata.access import Viewer
from cafedata.figures.scope import (
    held,
    of_each_service,
    read_frame,
    services_concerned,
    with_shares,
)
from cafedata.labels import label
from cafedata.model import ClienteleCount, Meetup
from cafedata.selection import Selection
from cafedata.vocabulary import Clientele, CountPrecision, CountUnit, DatePrecision

Sample = tuple[pd.Series, pd.Series]


def attendance_by_service(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per service concerned (:func:`~cafedata.figures.scope.services_concerned`), those without
    a meetup included, in alphabetical order.

    Columns: ``service`` (code), ``name``, those of :func:`attendance_overall`, then ``over_least``,
    ``over_least_low`` and ``over_least_high``: the mean minus the lowest one of the services with at
    least five counted meetups, and the interval of that difference, wide enough for the two extremes
    of all (NaN for the lowest one itself and under five meetups).
    """
    names = services_concerned(session, viewer, selection, catalogs.read(session))
    histogram = read_frame(session, of_each_service(sizes(viewer, selection), names))
    frame = _summaries(histogram, "service", names)
    usable = histogram[histogram["people"].notna()]
    samples = {code: sample(usable[usable["service"] == code]) for code in names}
    return pd.concat([frame, over_least(frame, "mean", samples)], axis=1)


def attendance_by_municipality(
    session: Session, viewer: Viewer, selection: Selection
) -> pd.DataFrame:
    """One row per municipality where at least one meetup was held, in alphabetical order.

    Columns: ``municipality`` (code), ``name``, then those of :func:`attendance_overall`.
    """
    statement = (
        sizes(viewer, selection)
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
    known); ``people`` (their sum, people); ``mean``, ``low``, ``high``, ``median``, ``median_low``,
    ``median_high`` (people per counted meetup; the bounds are NaN under five); ``deviation`` (the
    standard deviation of the counted meetups, people).
    """
    histogram = read_frame(session, sizes(viewer, selection))
    return pd.DataFrame([_summary(histogram)])


def attendance_by_month(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per service concerned and month of the period, months without a meetup included.

    Columns: ``service``, ``name``, ``month`` (its first day), ``meetups``, ``counted``, ``people``
    (NA when no meetup of the month has a usable count). Meetups known by their year only are left
    out.
    """
    names = services_concerned(session, viewer, selection, catalogs.read(session))
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


def attendance_by_size(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per size of meetup, from the smallest to the largest, then those of unknown size.

    Columns: ``size`` (stable code: ``0``, ``1``, ``5``… the least of its people, or ``unknown``),
    ``least`` and ``most`` (people, both included; NA where open or unknown), ``meetups``. Sizes are
    those given, « about » and « at least » among them. A meetup where nobody came is in the first
    row, one without a usable count in the last: they are never one.
    """
    histogram = read_frame(session, sizes(viewer, selection))
    usable = histogram[histogram["people"].notna()]
    ends = [*(least - 1 for least in _SIZES_FROM[1:]), None]
    place = np.searchsorted(_SIZES_FROM, usable["people"].astype(float), side="right") - 1
    meetups = usable["meetups"].groupby(place).sum().reindex(range(len(_SIZES_FROM)), fill_value=0)
    unknown = int(histogram["meetups"].sum() - usable["meetups"].sum())
    return pd.DataFrame(
        {
            "size": [*map(str, _SIZES_FROM), "unknown"],
            "least": pd.array([*_SIZES_FROM, None], dtype="Int64"),
            "most": pd.array([*ends, None], dtype="Int64"),
            "meetups": [*meetups.astype(int), unknown],
        }
    )


def usable_counts_by_service(
    session: Session, viewer: Viewer, selection: Selection
) -> pd.DataFrame:
    """One row per service concerned: in what share of its meetups the number of people is usable.

    Columns: ``service``, ``name``, ``meetups`` (with a usable count), ``n`` (meetups held), ``share``,
    ``low``, ``high`` (Wilson).
    """
    frame = attendance_by_service(session, viewer, selection)[
        ["service", "name", "counted", "meetups"]
    ]
    return with_shares(frame.rename(columns={"counted": "meetups", "meetups": "n"}))


def clientele_mix(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per service concerned and clientele, services in alphabetical order.

    Columns: ``service``, ``name``, ``clientele`` (code), ``label``, ``people`` (the known numbers of
    that clientele added up), ``meetups`` (with such a number), ``named`` (meetups that name the
    clientele, its number known or not), ``total`` (people of all clienteles of the service), ``share``
    (of ``people`` in ``total``; NaN when no number is known).
    """
    names = services_concerned(session, viewer, selection, catalogs.read(session))
    statement = (
        select(
            ClienteleCount.clientele.label("clientele"),
            func.sum(ClienteleCount.value).label("people"),
            func.count(ClienteleCount.value).label("meetups"),
            func.count(Meetup.id).label("named"),
        )
        .select_from(Meetup)
        .join(ClienteleCount, ClienteleCount.meetup_id == Meetup.id)
        .where(*held(viewer, selection))
        .group_by(ClienteleCount.clientele)
    )
    found = read_frame(session, of_each_service(statement, names))
    found["clientele"] = [str(word) for word in found["clientele"]]
    every = pd.MultiIndex.from_product(
        [list(names), [word.value for word in Clientele]], names=["service", "clientele"]
    )
    frame = found.set_index(every.names).reindex(every).reset_index()
    counts = frame[["people", "meetups", "named"]].astype(float).fillna(0).astype(int)
    words = {word.value: label(word) for word in Clientele}
    frame = frame.assign(
        name=frame["service"].map(names), label=frame["clientele"].map(words), **counts
    )
    total = frame.groupby("service")["people"].transform("sum")
    return frame.assign(total=total, share=frame["people"] / total.where(total > 0))


_SIZES_FROM = (0, 1, 5, 10, 20, 50, 100)
"""The least of people in each size of meetup: nobody, a handful… a crowd."""


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


def sizes(viewer: Viewer, selection: Selection) -> Select[*tuple[Any, ...]]:
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
    median_low, median_high = statistics.bootstrap_median_interval(values, times)
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
        "median_low": median_low,
        "median_high": median_high,
        "deviation": statistics.histogram_deviation(values, times),
    }


OVER_LEAST = ("over_least", "over_least_low", "over_least_high")


def over_least(frame: pd.DataFrame, column: str, samples: Mapping[str, Sample]) -> pd.DataFrame:
    """The columns :data:`OVER_LEAST`: how far each service lies above the lowest of ``column``.

    ``column`` is the mean of the service's sample, or that mean times something. NaN for the lowest
    one itself, and for those with under five meetups or without a value.
    """
    over = pd.DataFrame(np.nan, index=frame.index, columns=list(OVER_LEAST))
    enough = frame[(frame["counted"] >= statistics.FEWEST) & frame[column].notna()]
    if len(enough) < 2:
        return over
    scales = enough[column] / enough["service"].map(
        {code: statistics.histogram_mean(*each) for code, each in samples.items()}
    )
    scale_of = dict(zip(enough["service"], scales.fillna(1), strict=True))
    least = enough.sort_values(column, kind="stable").iloc[0]
    confidence = statistics.confidence_for_extremes(len(enough))
    others = enough[enough["service"] != least["service"]]
    for service, value in zip(others["service"], others[column], strict=True):
        low, high = statistics.bootstrap_difference_interval(
            samples[service],
            samples[least["service"]],
            confidence,
            (scale_of[service], scale_of[least["service"]]),
        )
        over.loc[frame["service"] == service] = [value - least[column], low, high]
    return over


def sample(usable: pd.DataFrame) -> Sample:
    """The people of the meetups of a histogram, and how many meetups met so many."""
    return usable["people"].astype(float), usable["meetups"].astype(int)


def _times(known: pd.Series, precision: CountPrecision) -> int:
    return int(known[known.index == precision].sum())
