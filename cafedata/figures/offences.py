"""Unreported offences that were heard of, and whether they led to an action.

These are counts about people. A service knows its own exactly; what it sees of the other services
comes from yearly cells, one per leading service and family, without the meetups that it took part in,
and a partner's from yearly cells per municipality and family (:mod:`cafedata.figures.cells`).
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, distinct, func, not_, select
from sqlalchemy.orm import Session

from cafedata import statistics
from cafedata.access import Viewer, may_read_whole
from cafedata.figures.cells import (
    by_year,
    masked_parts,
    partner_cells,
    partner_years,
    whole_years,
)
from cafedata.figures.scope import held, meetups_held, read_frame
from cafedata.labels import label
from cafedata.model import Meetup, MeetupService, UnreportedOffence
from cafedata.selection import Selection
from cafedata.vocabulary import Action, OffenceFamily, Role

_COUNTS = ["meetups", "heard", "acted", "acted_of"]


def offences_by_family(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per family of offences heard of, the most often heard first.

    Columns: ``family`` (code), ``label``, ``meetups`` (where some were heard of), ``heard`` (offences),
    ``acted`` of ``acted_of`` (offences that led to an action, of those where that may be shown),
    ``n`` (meetups held), ``share``, ``low``, ``high`` (``acted / acted_of``, Wilson; NaN under five),
    ``is_minimum`` (whether masked cells were left out). A count is NA when all its cells are masked.
    What is counted is :func:`offences_counted`.
    """
    counted = offences_counted(viewer, selection)
    cells = _cells(session, viewer, counted)
    frame = cells.groupby("family", as_index=False)[_COUNTS].sum(min_count=1)
    frame = frame[frame[["heard", "meetups"]].gt(0).any(axis=1)]
    frame = _with_share_acted(frame).assign(
        label=[label(OffenceFamily(family)) for family in frame["family"]],
        n=_meetups_counted(session, viewer, counted),
        is_minimum=viewer.is_partner or sees_others(viewer, counted),
    )
    return frame.sort_values(["heard", "label"], ascending=[False, True], ignore_index=True)


def offences_counted(viewer: Viewer, selection: Selection) -> Selection:
    """The selection whose offences this viewer is shown.

    A partner's, and one in which other services enter, is over whole years. Other services enter
    no selection by anything but period and services, which would cut their cells.
    """
    if viewer.is_partner:
        return partner_years(selection)
    return whole_years(selection) if sees_others(viewer, selection) else selection


def sees_others(viewer: Viewer, selection: Selection) -> bool:
    """Whether offences heard by other services, masked, are among those that the viewer is shown."""
    if viewer.is_partner or viewer.role is Role.administrator:
        return False
    regional = Selection(selection.starts_on, selection.ends_on, selection.services)
    return selection == regional and selection.services != (viewer.service_code,)


def _cells(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    if viewer.is_partner:
        words = {"family": list(OffenceFamily)}
        cells = partner_cells(session, viewer, selection, _counts(held(viewer, selection)), words)
        return masked_cells(cells, viewer.small_number)
    own = read_frame(session, _counts([*held(viewer, selection), may_read_whole(viewer)]))
    own = own.assign(acted_of=own["heard"])
    if not sees_others(viewer, selection):
        return own
    others = read_frame(session, _of_others(viewer, selection))
    return pd.concat([own, masked_cells(others, viewer.small_number)], ignore_index=True)


def _counts(conditions: Iterable[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    heard = UnreportedOffence.count
    acted = func.sum(heard).filter(UnreportedOffence.action != Action.none)
    return (
        select(
            UnreportedOffence.family.label("family"),
            func.count(distinct(Meetup.id)).label("meetups"),
            func.sum(heard).label("heard"),
            func.coalesce(acted, 0).label("acted"),
        )
        .select_from(Meetup)
        .join(UnreportedOffence, UnreportedOffence.meetup_id == Meetup.id)
        .where(*conditions)
        .group_by(UnreportedOffence.family)
    )


def _of_others(viewer: Viewer, selection: Selection) -> Select[*tuple[Any, ...]]:
    """A meetup of several other services is in the cell of the one that leads it."""
    everywhere = held(viewer, replace(selection, services=()))
    counts = _counts([*everywhere, not_(may_read_whole(viewer))]).join(
        MeetupService, and_(MeetupService.meetup_id == Meetup.id, MeetupService.is_lead)
    )
    if selection.services:
        counts = counts.where(MeetupService.service_code.in_(selection.services))
    return by_year(counts).group_by(MeetupService.service_code)


def masked_cells(cells: pd.DataFrame, small_number: int) -> pd.DataFrame:
    """Each cell masked by itself; the share that led to an action only where no part is small.

    Where offences are shown they were heard of in one meetup at least: the meetups are shown from one
    more than the small number, so that as many values stay possible where they are not.
    """
    cells = masked_parts(cells.assign(acted_of=cells["heard"]), "acted", "acted_of", small_number)
    is_shown = cells["heard"] >= small_number
    return cells.assign(
        heard=statistics.masked(cells["heard"], small_number),
        meetups=statistics.masked(cells["meetups"], small_number + 1).where(is_shown),
    )


def _with_share_acted(frame: pd.DataFrame) -> pd.DataFrame:
    acted, of = (frame[name].astype("Float64").astype(float) for name in ("acted", "acted_of"))
    low, high = statistics.wilson_interval(acted, of)
    enough = of >= statistics.FEWEST
    return frame.assign(
        share=acted / of.where(of > 0),
        low=pd.Series(low, frame.index).where(enough),
        high=pd.Series(high, frame.index).where(enough),
    ).astype(dict.fromkeys(_COUNTS, "Int64"))


def _meetups_counted(session: Session, viewer: Viewer, selection: Selection) -> int:
    if viewer.is_partner or sees_others(viewer, selection):
        return meetups_held(session, viewer, selection)
    conditions = [*held(viewer, selection), may_read_whole(viewer)]
    return session.scalar(select(func.count(Meetup.id)).where(*conditions)) or 0
