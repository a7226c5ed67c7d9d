"""Small counts about people, masked cell by cell before anything is added up.

What somebody may see of others comes from fixed cells, each masked by itself when it counts fewer
than k. Every number shown is a sum of unmasked cells, so that no difference between two filters,
totals or files can give a masked one back: ``tests/property/test_suppression.py`` attacks this with
an exact solver.

Cells follow the data as it is saved. Who looks before and after one café is entered sees which shown
cells grew by one, and a cell that appears was at k - 1. That is about one café, whose number of people
is public, and never about a person; figures that lag behind would hide it, and are not wanted.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Select, extract
from sqlalchemy.orm import Session

from cafedata.access import Viewer
from cafedata.figures.scope import read_frame
from cafedata.model import Meetup
from cafedata.selection import Selection


def whole_years(selection: Selection) -> Selection:
    """The selection over the whole calendar years that it touches."""
    return replace(
        selection,
        starts_on=dt.date(selection.starts_on.year, 1, 1),
        ends_on=dt.date(selection.ends_on.year, 12, 31),
    )


def partner_years(selection: Selection) -> Selection:
    """The whole calendar years that a partner's selection touches, its municipalities alone kept."""
    return replace(
        whole_years(selection), services=(), clientele=None, theme=None, program=None, answer=None
    )


def by_municipality(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The statement with each meetup in the group of its municipality."""
    code = Meetup.municipality_code
    return statement.add_columns(code.label("municipality")).group_by(code)


def by_year(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The statement with each meetup in the group of its calendar year."""
    year = extract("year", Meetup.date)
    return statement.add_columns(year.label("year")).group_by(year)


def partner_cells(
    session: Session,
    viewer: Viewer,
    selection: Selection,
    counts: Select[*tuple[Any, ...]],
    words: Mapping[str, Iterable[str]],
) -> pd.DataFrame:
    """One row per municipality and year of a partner's selection and word of a set, **unmasked**.

    ``words`` gives, for the column that ``counts`` groups by, all its words: a cell that nothing was
    counted in is a row of zeros, and is then masked like the others. Whoever calls this masks next.
    """
    found = read_frame(session, by_year(by_municipality(counts)))
    every = pd.MultiIndex.from_product(
        [
            sorted(set(selection.municipalities or viewer.municipality_codes)),
            range(selection.starts_on.year, selection.ends_on.year + 1),
            *(list(codes) for codes in words.values()),
        ],
        names=["municipality", "year", *words],
    )
    cells = found.astype({"year": int}).set_index(every.names).reindex(every, fill_value=0)
    return cells.reset_index()


def sums(cells: pd.DataFrame, keys: list[str], columns: Iterable[str]) -> pd.DataFrame:
    """The unmasked cells added up, NA where all are masked."""
    return cells.groupby(keys, as_index=False)[list(columns)].sum(min_count=1)


def masked_parts(
    cells: pd.DataFrame,
    part: str,
    whole: str,
    small_number: int,
    known: tuple[pd.Series, pd.Series] | None = None,
) -> pd.DataFrame:
    """The cells with ``part`` and ``whole`` NA unless both, and what remains, reach the small number.

    The part is the whole less what remains: showing any two of the three shows the third. ``known``
    says between which two numbers, both included, the part must lie by what everybody is shown; 0 and
    the whole unless given. A cell is never shown where hiding it would then leave fewer than
    ``small_number`` values possible, and fewer than were possible before: being hidden says as much as
    a number where little else remains.
    """
    least, most = known or (cells[whole] * 0, cells[whole])
    few = np.minimum(most, small_number - 1) - least + 1
    all_but_few = most - np.maximum(cells[whole] - small_number + 1, least) + 1
    hidden = few.clip(lower=0) + all_but_few.clip(lower=0)
    gives_away = (hidden > 0) & (hidden < np.minimum(most - least + 1, small_number))
    smallest = pd.concat([cells[part], cells[whole] - cells[part]], axis=1).min(axis=1)
    kept = (smallest >= small_number) & ~gives_away
    return cells.assign(**{name: cells[name].astype("Int64").where(kept) for name in (part, whole)})
