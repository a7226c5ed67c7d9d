"""Any two selections side by side: two services, two municipalities or two periods."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from cafedata import statistics
from cafedata.access import Viewer
from cafedata.figures.attendance import sizes
from cafedata.figures.rates import PEOPLE, Rated, rated
from cafedata.figures.scope import held, read_frame
from cafedata.model import Meetup, PresentPartner, Program, PromotedProgram
from cafedata.selection import Selection
from cafedata.vocabulary import ProgramKind


def compared(
    session: Session, viewer: Viewer, selection: Selection, other: Selection
) -> pd.DataFrame:
    """One row per measure, ``selection`` first and ``other`` second.

    Columns: ``measure`` (``mean``: people per counted meetup; ``rate``: people per 10 000 residents of
    the territory, where one service or one municipality is chosen; shares of meetups:
    ``usable`` with a usable count, ``programs`` that promote a program, ``partners`` with a merchant
    or a body of the milieu), ``kind`` (``people`` or ``share``); ``first``, ``first_low``,
    ``first_high``, ``first_meetups`` (of that measure), ``first_n`` (the meetups that it is a mean
    or a share of) and the same for ``second``; ``difference``
    (first minus second), ``low`` and ``high`` (its interval: bootstrap for people, Newcombe for shares).
    Intervals are NaN where one of the two has under five meetups, a difference where one is unknown.
    """
    pair = (selection, other)
    histograms = [_histogram(session, viewer, each) for each in pair]
    rows = [_of_people("mean", histograms, (1, 1))]
    rates = [rated(session, viewer, each) for each in pair]
    if all(rates):
        rows.append(_of_rates([each for each in rates if each]))
    counts = [_counts(session, viewer, each) for each in pair]
    counts = [
        {**each, "usable": int(times.sum())}
        for each, (_values, times) in zip(counts, histograms, strict=True)
    ]
    rows += [_of_shares(measure, counts) for measure in ("usable", "programs", "partners")]
    return pd.DataFrame(rows)


def _histogram(
    session: Session, viewer: Viewer, selection: Selection
) -> tuple[pd.Series, pd.Series]:
    histogram = read_frame(session, sizes(viewer, selection))
    usable = histogram[histogram["people"].notna()]
    return usable["people"].astype(float), usable["meetups"].astype(int)


def _counts(session: Session, viewer: Viewer, selection: Selection) -> dict[str, int]:
    columns = {"n": func.count(Meetup.id)} | {
        measure: func.count(Meetup.id).filter(condition)
        for measure, condition in _CONDITIONS.items()
    }
    statement = select(*(column.label(name) for name, column in columns.items()))
    found = session.execute(statement.where(*held(viewer, selection))).one()
    return dict(found._mapping)


_CONDITIONS: Mapping[str, ColumnElement[bool]] = {
    "programs": exists()
    .where(
        PromotedProgram.meetup_id == Meetup.id,
        Program.code == PromotedProgram.program_code,
        Program.kind == ProgramKind.program,
    )
    .correlate(Meetup),
    "partners": exists().where(PresentPartner.meetup_id == Meetup.id).correlate(Meetup),
}


def _of_people(
    measure: str, histograms: list[tuple[pd.Series, pd.Series]], scales: tuple[float, float]
) -> dict[str, Any]:
    first, second = histograms
    values = [
        scale * statistics.histogram_mean(*each)
        for each, scale in zip(histograms, scales, strict=True)
    ]
    bounds = [
        tuple(scale * bound for bound in statistics.bootstrap_mean_interval(*each))
        for each, scale in zip(histograms, scales, strict=True)
    ]
    meetups = [int(times.sum()) for _values, times in histograms]
    difference = statistics.bootstrap_difference_interval(first, second, scales=scales)
    return _row(measure, "people", values, bounds, meetups, meetups, difference)


def _of_rates(rates: list[Rated]) -> dict[str, Any]:
    first, second = (PEOPLE * int(each.times.sum()) / each.residents for each in rates)
    histograms = [(each.values, each.times) for each in rates]
    return _of_people("rate", histograms, (first, second))


def _of_shares(measure: str, counts: list[dict[str, int]]) -> dict[str, Any]:
    part, whole = ([each[name] for each in counts] for name in (measure, "n"))
    low, high = statistics.wilson_interval(part, whole)
    enough = [n >= statistics.FEWEST for n in whole]
    bounds = [
        (float(low[place]), float(high[place])) if enough[place] else (np.nan, np.nan)
        for place in (0, 1)
    ]
    values = [x / n if n else np.nan for x, n in zip(part, whole, strict=True)]
    difference = (np.nan, np.nan)
    if all(enough):
        difference = statistics.newcombe_interval((part[0], part[1]), (whole[0], whole[1]))
    return _row(measure, "share", values, bounds, part, whole, difference)


def _row(
    measure: str,
    kind: str,
    values: list[float],
    bounds: list[Any],
    meetups: list[int],
    n: list[int],
    difference: tuple[float, float],
) -> dict[str, Any]:
    row: dict[str, Any] = {"measure": measure, "kind": kind}
    for place, name in enumerate(("first", "second")):
        low, high = bounds[place]
        row |= {
            name: values[place],
            f"{name}_low": low,
            f"{name}_high": high,
            f"{name}_meetups": meetups[place],
            f"{name}_n": n[place],
        }
    gap = values[0] - values[1]
    return row | {"difference": gap, "low": difference[0], "high": difference[1]}
