"""What citizens raise, kept apart from what the police bring.

A partner's themes come from yearly cells, one per municipality and theme, each masked by itself when
it counts fewer meetups than k (:mod:`cafedata.figures.cells`).
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, distinct, func, or_, select
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata import statistics
from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.errors import NotAllowed
from cafedata.figures.cells import by_municipality, partner_cells, partner_years, sums
from cafedata.figures.scope import (
    held,
    in_alphabetical_order,
    meetups_held,
    meetups_held_by_service,
    of_each_service,
    read_frame,
    service_names,
    with_shares,
)
from cafedata.labels import label
from cafedata.language import N_
from cafedata.model import ClienteleCount, Meetup, RaisedTheme
from cafedata.regrouping import counted_theme
from cafedata.selection import Selection
from cafedata.vocabulary import Clientele, RaisedBy


def themes_raised(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per theme that came up, the most often raised by citizens first.

    Columns: ``theme`` (code), ``label``, ``family``, ``meetups`` (where citizens raised it, each once),
    ``by_police`` (where the police brought it), ``n`` (meetups held), ``share``, ``low``, ``high``
    (of ``meetups`` in ``n``, Wilson), ``police_share`` (of ``by_police`` in ``n``), ``is_minimum``
    (whether masked cells were left out). For a
    partner ``selection`` is widened to whole years (see :func:`partner_years`), ``by_police`` is masked
    like the rest, a count is NA when all its cells are masked, and a share, being then the least it can
    be, has no interval.
    """
    catalog = catalogs.read(session)
    if viewer.is_partner:
        selection = partner_years(selection)
        cells = theme_cells(session, viewer, selection, catalog)
        frame = sums(cells, ["theme"], ["meetups", "by_police"])
    else:
        frame = read_frame(session, theme_counts(held(viewer, selection), selection))
    frame = frame.assign(n=meetups_held(session, viewer, selection), is_minimum=viewer.is_partner)
    return _labelled(_with_shares(frame), catalog)


def themes_by_service(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per service and theme raised by its citizens, services in alphabetical order.

    Columns: ``service``, ``name``, then those of :func:`themes_raised`; ``n`` is the service's own
    number of meetups. Raises :class:`NotAllowed` for a partner, who sees municipalities instead.
    """
    if viewer.is_partner:
        raise NotAllowed(N_("Les partenaires voient les thèmes par municipalité."))
    catalog = catalogs.read(session)
    names = service_names(catalog, selection)
    counts = theme_counts(held(viewer, selection), selection)
    frame = read_frame(session, of_each_service(counts, names))
    n = meetups_held_by_service(session, viewer, selection, names)
    frame = frame.assign(
        n=frame["service"].map(n).astype(int),
        name=frame["service"].map(names),
        is_minimum=False,
    )
    return in_alphabetical_order(_labelled(_with_shares(frame), catalog))


def themes_by_municipality(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per municipality and theme raised by citizens, municipalities in alphabetical order.

    Columns: ``municipality``, ``name``, then those of :func:`themes_raised`. For a partner, only cells
    that may be shown, over whole years.
    """
    catalog = catalogs.read(session)
    if viewer.is_partner:
        selection = partner_years(selection)
        cells = theme_cells(session, viewer, selection, catalog)
        frame = sums(cells, ["municipality", "theme"], ["meetups", "by_police"])
    else:
        statement = by_municipality(theme_counts(held(viewer, selection), selection))
        frame = read_frame(session, statement)
    n = read_frame(
        session,
        by_municipality(select(func.count(Meetup.id).label("n")).where(*held(viewer, selection))),
    ).set_index("municipality")["n"]
    names = {code: row.name for code, row in catalog.municipalities.items()}
    frame = frame.assign(
        n=frame["municipality"].map(n).fillna(0).astype(int),
        name=frame["municipality"].map(names),
        is_minimum=viewer.is_partner,
    )
    return in_alphabetical_order(_labelled(_with_shares(frame), catalog))


def themes_by_clientele(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per clientele and theme raised by it, the clienteles in the order of their words.

    Columns: ``clientele`` (code), ``name``, then those of :func:`themes_raised`; ``n`` is the number of
    meetups that met the clientele. A theme that says no clientele counts for each that was met. Raises
    :class:`NotAllowed` for a partner, whose small numbers are not cut further.
    """
    if viewer.is_partner:
        raise NotAllowed(N_("Les partenaires voient les thèmes par municipalité."))
    catalog, met = catalogs.read(session), ClienteleCount
    of_clientele = and_(met.meetup_id == Meetup.id, or_(met.value.is_(None), met.value > 0))
    counts = theme_counts(held(viewer, selection), selection).join(met, of_clientele)
    counts = counts.where(
        or_(RaisedTheme.clientele.is_(None), RaisedTheme.clientele == met.clientele)
    )
    in_all = select(func.count(Meetup.id).label("n")).select_from(Meetup).join(met, of_clientele)
    found = _of_each_clientele(session, counts, selection)
    n = _of_each_clientele(session, in_all.where(*held(viewer, selection)), selection)
    frame = found.merge(n, on="clientele")
    order = {word: position for position, word in enumerate(Clientele)}
    frame = frame.assign(
        name=[label(Clientele(word)) for word in frame["clientele"]], is_minimum=False
    )
    labelled = _labelled(_with_shares(frame), catalog)
    return labelled.sort_values(
        "clientele", key=lambda words: words.map(order), kind="stable", ignore_index=True
    )


def _of_each_clientele(
    session: Session, statement: Select[*tuple[Any, ...]], selection: Selection
) -> pd.DataFrame:
    wanted = [selection.clientele] if selection.clientele else list(Clientele)
    word = ClienteleCount.clientele
    grouped = statement.where(word.in_(wanted)).add_columns(word.label("clientele"))
    return read_frame(session, grouped.group_by(word))


def theme_counts(
    conditions: Iterable[ColumnElement[bool]], selection: Selection
) -> Select[*tuple[Any, ...]]:
    """In how many meetups each theme was raised by citizens and brought by the police."""
    theme = counted_theme()
    statement = (
        select(
            theme.label("theme"),
            _meetups_where(RaisedBy.citizens).label("meetups"),
            _meetups_where(RaisedBy.police).label("by_police"),
        )
        .select_from(Meetup)
        .join(RaisedTheme, RaisedTheme.meetup_id == Meetup.id)
        .where(*conditions)
        .group_by(theme)
    )
    if not selection.clientele:
        return statement
    return statement.where(
        or_(RaisedTheme.clientele.is_(None), RaisedTheme.clientele == selection.clientele)
    )


def _meetups_where(raised_by: RaisedBy) -> ColumnElement[int]:
    # "Other" may be raised twice in a meetup with different words; the meetup counts once.
    return func.count(distinct(Meetup.id)).filter(RaisedTheme.raised_by == raised_by)


def theme_cells(
    session: Session, viewer: Viewer, selection: Selection, catalog: Catalog
) -> pd.DataFrame:
    """One row per municipality, year and theme of a partner, with NA where it is masked."""
    counts = theme_counts(held(viewer, selection), selection)
    words = {"theme": catalog.themes}
    cells = partner_cells(session, viewer, selection, counts, words)
    for column in ("meetups", "by_police"):
        cells[column] = statistics.masked(cells[column], viewer.small_number)
    return cells


def _with_shares(frame: pd.DataFrame) -> pd.DataFrame:
    frame = with_shares(frame)
    at_least = frame["is_minimum"].astype(bool)
    return frame.assign(
        low=frame["low"].mask(at_least),
        high=frame["high"].mask(at_least),
        police_share=(frame["by_police"] / frame["n"].where(frame["n"] > 0)).astype(float),
    )


def _labelled(frame: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """With labels, without themes that nobody raised, and the most often raised first."""
    frame = frame[(frame["meetups"] > 0) | (frame["by_police"] > 0)]
    return frame.assign(
        label=frame["theme"].map({code: row.label for code, row in catalog.themes.items()}),
        family=frame["theme"].map({code: row.family for code, row in catalog.themes.items()}),
    ).sort_values(["meetups", "label"], ascending=[False, True], ignore_index=True)
