"""How a theme, or the promotion of programs, goes from one month, quarter or year to the next."""

from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, distinct, extract, func, select
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata.access import Viewer
from cafedata.figures.cells import by_year, partner_years, sums
from cafedata.figures.scope import Conditions, held, read_frame, with_shares
from cafedata.figures.themes import theme_cells, theme_counts
from cafedata.model import Meetup, Program, PromotedProgram
from cafedata.regrouping import counted_theme
from cafedata.selection import Selection
from cafedata.vocabulary import DatePrecision, Grain, ProgramKind

_FREQUENCIES = {Grain.month: "M", Grain.quarter: "Q", Grain.year: "Y"}


def theme_over_time(
    session: Session, viewer: Viewer, selection: Selection, theme: str, grain: Grain
) -> pd.DataFrame:
    """One row per month, quarter or year of the selection, in order, those without a meetup included.

    Columns: ``theme`` (its code), ``starts_on`` and ``ends_on`` (its first and last day, within the
    period or not), ``grain``, ``meetups`` (where citizens raised the theme), ``n`` (meetups held),
    ``share``, ``low``, ``high`` (Wilson; NaN under five meetups), ``is_minimum``. A meetup known by its
    year only is in no month and no quarter. A partner has whole years, whatever the grain, with NA
    where all the cells of a year are masked, and no interval.
    """
    if viewer.is_partner:
        return _theme_by_year(session, viewer, partner_years(selection), theme)
    raised = theme_counts(_dated(viewer, selection, grain), selection)
    raised = raised.where(counted_theme() == theme)
    return _over_time(session, viewer, selection, grain, raised).assign(theme=theme)


def promotion_over_time(
    session: Session, viewer: Viewer, selection: Selection, grain: Grain, program: str | None = None
) -> pd.DataFrame:
    """In what share of the meetups a program was promoted, rows and columns as in
    :func:`theme_over_time`, with ``program`` (its code, missing for any) in the place of ``theme``.

    ``program`` is the code of one program or measure; without it, ``meetups`` promoted at least one
    program, security measures not counted.
    """
    promoted = (
        select(func.count(distinct(Meetup.id)).label("meetups"))
        .select_from(Meetup)
        .join(PromotedProgram, PromotedProgram.meetup_id == Meetup.id)
        .join(Program, Program.code == PromotedProgram.program_code)
        .where(*_dated(viewer, selection, grain), _is_program(program))
    )
    return _over_time(session, viewer, selection, grain, promoted).assign(program=program)


def _is_program(code: str | None) -> ColumnElement[bool]:
    return Program.code == code if code else Program.kind == ProgramKind.program


def _dated(viewer: Viewer, selection: Selection, grain: Grain) -> Conditions:
    conditions = held(viewer, selection)
    if grain is not Grain.year:
        conditions.append(Meetup.date_precision != DatePrecision.year)
    return conditions


def _over_time(
    session: Session,
    viewer: Viewer,
    selection: Selection,
    grain: Grain,
    counted: Select[*tuple[Any, ...]],
) -> pd.DataFrame:
    in_all = select(func.count(Meetup.id).label("n")).where(*_dated(viewer, selection, grain))
    periods = pd.period_range(selection.starts_on, selection.ends_on, freq=_FREQUENCIES[grain])
    meetups = _by_period(session, counted, "meetups", periods)
    n = _by_period(session, in_all, "n", periods)
    frame = _frame_of(periods, grain)
    return with_shares(frame.assign(meetups=meetups, n=n)).assign(is_minimum=False)


def _by_period(
    session: Session, statement: Select[*tuple[Any, ...]], column: str, periods: pd.PeriodIndex
) -> Any:
    """The counts of each period. A meetup is in one month, so that months add up to quarters."""
    year, month = extract("year", Meetup.date), extract("month", Meetup.date)
    months = statement.add_columns(year.label("year"), month.label("month"))
    found = read_frame(session, months.group_by(year, month)).astype({"year": int, "month": int})
    days = pd.to_datetime(found[["year", "month"]].assign(day=1))
    counts = found.groupby(days.dt.to_period(periods.freqstr))[column].sum()
    return counts.reindex(periods, fill_value=0).astype(int).to_numpy()


def _theme_by_year(
    session: Session, viewer: Viewer, selection: Selection, theme: str
) -> pd.DataFrame:
    cells = theme_cells(session, viewer, selection, catalogs.read(session))
    meetups = sums(cells[cells["theme"] == theme], ["year"], ["meetups"]).set_index("year")
    in_all = select(func.count(Meetup.id).label("n")).where(*held(viewer, selection))
    n = read_frame(session, by_year(in_all)).astype(int).set_index("year")["n"]
    periods = pd.period_range(selection.starts_on, selection.ends_on, freq="Y")
    frame = _frame_of(periods, Grain.year).assign(
        meetups=meetups["meetups"].reindex(periods.year).astype("Int64").array,
        n=n.reindex(periods.year, fill_value=0).to_numpy(),
        theme=theme,
    )
    return with_shares(frame).assign(low=float("nan"), high=float("nan"), is_minimum=True)


def _frame_of(periods: pd.PeriodIndex, grain: Grain) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "starts_on": periods.start_time.normalize(),
            "ends_on": periods.end_time.normalize(),
            "grain": grain.value,
        }
    )
