"""The advantages claimed for the program (DESIGN section 1), each with a figure, now and before."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Select, case, distinct, extract, func, literal, select
from sqlalchemy.orm import Session

from cafedata import statistics
from cafedata.access import Viewer
from cafedata.figures.attendance import people_met, with_counts
from cafedata.figures.scope import held, read_frame
from cafedata.model import Meetup, OfficersPresent, PresentPartner, Program, PromotedProgram
from cafedata.selection import Selection
from cafedata.vocabulary import DatePrecision, ProgramKind


def advantages(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per advantage that meetups themselves can show, over the period and the one before it.

    Columns: ``measure``, one of ``partnership`` (meetups where a merchant or a body of the milieu
    is present), ``closeness`` (meetups held), ``programs`` and ``measures`` (meetups that promote a
    program, that explain a security measure) and ``officers`` (meetups that say which officers were
    there); ``meetups`` and ``previous`` (of that kind, in the period and before); ``n`` and
    ``previous_n`` (meetups held); ``low`` and ``high`` (interval of the share now minus that before,
    Newcombe; NaN where either has under five meetups); ``amount`` and ``previous_amount`` (bodies
    present, people met, people reached or officers, known ones added; NaN when none is known);
    ``trend`` (``meetups`` of each month of the period, in order; meetups known by their year are left
    out). Each meetup counts once.
    """
    before = selection.previous()
    both = replace(selection, starts_on=before.starts_on)
    frames = {
        measure: read_frame(session, statement)
        for measure, statement in _statements(viewer, both, selection).items()
    }
    bodies = _bodies(session, viewer, both, selection)
    n, previous_n = (_total(frames["closeness"], "meetups", now) for now in (True, False))
    rows = []
    for measure, frame in frames.items():
        meetups, previous = (int(_total(frame, "meetups", now)) for now in (True, False))
        low, high = _difference(meetups, int(n), previous, int(previous_n))
        amounts = bodies if measure == "partnership" else _amounts(frame)
        rows.append(
            {
                "measure": measure,
                "meetups": meetups,
                "previous": previous,
                "n": int(n),
                "previous_n": int(previous_n),
                "low": low,
                "high": high,
                "amount": amounts[0],
                "previous_amount": amounts[1],
                "trend": _trend(frame, selection),
            }
        )
    return pd.DataFrame(rows)


def new_partners(session: Session, viewer: Viewer, selection: Selection) -> dict[str, int]:
    """How many bodies present in the period are ``new``, never seen before it, and how many came
    ``back``. Bodies are told apart by their names, without regard to capitals."""
    always = replace(selection, starts_on=selection.starts_on.min)
    seen = (
        select(PresentPartner.name, func.min(Meetup.date), func.max(Meetup.date))
        .select_from(Meetup)
        .join(PresentPartner, PresentPartner.meetup_id == Meetup.id)
        .where(*held(viewer, always))
        .group_by(PresentPartner.name)
    )
    before, now = set(), set()
    for name, first, last in session.execute(seen):
        if first < selection.starts_on:
            before.add(_told_apart(name))
        if last >= selection.starts_on:
            now.add(_told_apart(name))
    return {"new": len(now - before), "back": len(now & before)}


def _told_apart(name: str) -> str:
    """The name without regard to capitals: by SQLite's own means « É » would stay another letter."""
    return name.casefold()


def _statements(
    viewer: Viewer, both: Selection, selection: Selection
) -> dict[str, Select[*tuple[Any, ...]]]:
    """The statements of all measures: by month, apart for the period and the one before."""
    people = people_met(both)
    held_then = held(viewer, both)
    return {
        "partnership": _by_month(selection, literal(None))
        .join(PresentPartner, PresentPartner.meetup_id == Meetup.id)
        .where(*held_then),
        "closeness": with_counts(_by_month(selection, func.sum(people)), both).where(*held_then),
        "programs": _promoting(selection, ProgramKind.program).where(*held_then),
        "officers": _by_month(selection, func.sum(OfficersPresent.value))
        .join(OfficersPresent, OfficersPresent.meetup_id == Meetup.id)
        .where(*held_then),
        "measures": _promoting(selection, ProgramKind.measure).where(*held_then),
    }


def _promoting(selection: Selection, kind: ProgramKind) -> Select[*tuple[Any, ...]]:
    return (
        _by_month(selection, func.sum(PromotedProgram.people_reached))
        .join(PromotedProgram, PromotedProgram.meetup_id == Meetup.id)
        .join(Program, Program.code == PromotedProgram.program_code)
        .where(Program.kind == kind)
    )


def _by_month(selection: Selection, amount: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    is_now = case((Meetup.date >= selection.starts_on, 1), else_=0)
    year, month = extract("year", Meetup.date), extract("month", Meetup.date)
    is_dated = case((Meetup.date_precision == DatePrecision.year, 0), else_=1)
    keys: Sequence[ColumnElement[Any]] = (is_now, year, month, is_dated)
    names = ("now", "year", "month", "dated")
    labelled = [key.label(name) for key, name in zip(keys, names, strict=True)]
    counts = (func.count(distinct(Meetup.id)).label("meetups"), amount.label("amount"))
    return select(*labelled, *counts).select_from(Meetup).group_by(*keys)


def _bodies(
    session: Session, viewer: Viewer, both: Selection, selection: Selection
) -> tuple[float, float]:
    """How many bodies, told apart by their names, were present in the period and before it."""
    is_now = case((Meetup.date >= selection.starts_on, 1), else_=0)
    statement = (
        select(is_now.label("now"), PresentPartner.name)
        .distinct()
        .select_from(Meetup)
        .join(PresentPartner, PresentPartner.meetup_id == Meetup.id)
        .where(*held(viewer, both))
    )
    found = read_frame(session, statement)
    names = found["name"].map(_told_apart)
    now, before = (names[found["now"] == code].nunique() for code in (1, 0))
    return float(now), float(before)


def _total(frame: pd.DataFrame, column: str, now: bool) -> float:
    return float(pd.to_numeric(frame.loc[frame["now"] == int(now), column]).sum())


def _amounts(frame: pd.DataFrame) -> tuple[float, float]:
    amounts = pd.to_numeric(frame["amount"])
    now, before = (amounts[frame["now"] == code] for code in (1, 0))
    return float(now.sum(min_count=1)), float(before.sum(min_count=1))


def _difference(x: int, n: int, y: int, m: int) -> tuple[float, float]:
    if min(n, m) < statistics.FEWEST:
        return np.nan, np.nan
    return statistics.newcombe_interval((x, y), (n, m))


def _trend(frame: pd.DataFrame, selection: Selection) -> tuple[int, ...]:
    now = frame[(frame["now"] == 1) & (frame["dated"] == 1)]
    by_month = now.groupby(["year", "month"])["meetups"].sum()
    first = pd.Timestamp(selection.starts_on).replace(day=1)
    months = pd.date_range(first, selection.ends_on, freq="MS")
    return tuple(int(by_month.get((each.year, each.month), 0)) for each in months)
