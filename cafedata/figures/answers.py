"""Whether the programs promoted at a meetup answer the themes that citizens raised there.

A theme is *answered* at a meetup where at least one program or security measure that answers it, in
the catalogue, was promoted, retired ones included: people were told of it. A program is *called for*
at a meetup where citizens raised at least one of the themes that it answers.
"""

from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, distinct, func, select
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata import statistics
from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.errors import NotAllowed
from cafedata.figures.cells import (
    by_municipality,
    by_year,
    masked_parts,
    partner_cells,
    partner_years,
    sums,
)
from cafedata.figures.programs import program_counts
from cafedata.figures.scope import held, meetups_held, read_frame
from cafedata.figures.themes import theme_counts
from cafedata.labels import label
from cafedata.language import N_
from cafedata.model import Meetup, ProgramTheme, PromotedProgram, RaisedTheme
from cafedata.regrouping import counted_theme
from cafedata.selection import Selection, is_raised
from cafedata.vocabulary import Answer, CatalogStatus

_FOR_THE_POLICE = N_("Les partenaires voient les thèmes par municipalité.")


def themes_answered(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """Two rows per theme raised by citizens, unanswered then answered, the theme left unanswered most
    often first.

    Columns: ``theme`` (code), ``label``, ``answer`` (an :class:`~cafedata.vocabulary.Answer`),
    ``outcome`` (what people read for it), ``meetups`` (of that answer, 0 included), ``of`` (where the
    theme was raised), ``share``, ``low``, ``high`` (``meetups / of``, Wilson; NaN under five),
    ``programs`` (active ones of the catalogue that answer it), ``n`` (meetups held), ``is_minimum``.
    For a partner ``selection`` is widened to whole years, and the counts are those of the cells where
    neither answer is small.
    """
    catalog = catalogs.read(session)
    if viewer.is_partner:
        selection = partner_years(selection)
    frame = _answered(session, viewer, selection, catalog)
    frame = frame.assign(
        label=frame["theme"].map({code: row.label for code, row in catalog.themes.items()}),
        programs=[len(catalog.programs_answering([code])) for code in frame["theme"]],
        n=meetups_held(session, viewer, selection),
        is_minimum=viewer.is_partner,
    )
    return _by_answer(frame, "answered", Answer.unanswered)


def programs_called_for(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """Two rows per promoted program or measure that answers a theme, promoted without demand then
    called for, the one promoted most often without demand first.

    Columns: ``program`` (code), ``label``, ``answer``, ``outcome``, ``meetups`` (or 0), ``of`` (that
    promoted it), ``share``, ``low``, ``high`` (``meetups / of``, Wilson; NaN under five), ``n`` (meetups
    held). Raises :class:`NotAllowed` for a partner, to whom the programs of a meetup would give its
    themes back.
    """
    if viewer.is_partner:
        raise NotAllowed(_FOR_THE_POLICE)
    catalog = catalogs.read(session)
    frame = read_frame(session, _called_for(viewer, selection))
    frame = frame.assign(
        label=frame["program"].map({code: row.name for code, row in catalog.programs.items()}),
        n=meetups_held(session, viewer, selection),
    )
    return _by_answer(frame, "called_for", Answer.without_demand)


def _by_answer(frame: pd.DataFrame, answered: str, other: Answer) -> pd.DataFrame:
    """Each row as two: its meetups without the answer, and those with it."""
    frame = frame.assign(of=frame["meetups"], missing=frame["meetups"] - frame[answered])
    frame = frame.sort_values(
        ["missing", "of", "label"], ascending=[False, False, True], ignore_index=True
    )
    parts = [
        frame.assign(answer=word.value, outcome=label(word), meetups=frame[column])
        for word, column in ((other, "missing"), (Answer.answered, answered))
    ]
    both = pd.concat(parts).sort_index(kind="stable").reset_index(drop=True)
    both = both.drop(columns=["missing", answered]).astype({"meetups": int, "of": int})
    return _with_shares(both, "meetups", "of")


def themes_by_program(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per theme raised by citizens and program that answers it, in the catalogue's order.

    Columns: ``theme``, ``theme_label``, ``program``, ``label`` (of the program), ``status``, ``raised``
    (meetups where the theme was raised), ``meetups`` (of them, that promoted the program, 0 included),
    ``share``, ``low``, ``high`` (``meetups / raised``, Wilson; NaN under five), ``promoted`` (meetups
    that promoted the program, whatever was raised there), ``unanswered`` (meetups where the theme was
    raised and none of its programs promoted). Programs that are not active stand here only
    where they were promoted. Raises :class:`NotAllowed` for a partner.
    """
    if viewer.is_partner:
        raise NotAllowed(_FOR_THE_POLICE)
    catalog = catalogs.read(session)
    answered = _answered(session, viewer, selection, catalog).set_index("theme")
    raised = answered["meetups"]
    together = read_frame(session, _together(viewer, selection)).set_index(["theme", "program"])
    programs = read_frame(session, program_counts(held(viewer, selection)))
    promoted = programs.set_index("program")["meetups"]
    pairs = _pairs(catalog, set(raised.index), set(together.index))
    frame = pd.DataFrame(pairs, columns=["theme", "theme_label", "program", "label", "status"])
    index = pd.MultiIndex.from_frame(frame[["theme", "program"]])
    frame = frame.assign(
        raised=frame["theme"].map(raised).astype(int),
        unanswered=frame["theme"].map(raised - answered["answered"]).astype(int),
        meetups=together["meetups"].reindex(index, fill_value=0).astype(int).to_numpy(),
        promoted=frame["program"].map(promoted).fillna(0).astype(int),
    )
    return _with_shares(frame, "meetups", "raised")


def _pairs(
    catalog: Catalog, themes: set[str], together: set[tuple[str, str]]
) -> list[tuple[str, str, str, str, str]]:
    return [
        (theme.code, theme.label, program.code, program.name, program.status.value)
        for theme in catalog.themes.values()
        for program in catalog.programs.values()
        if theme.code in themes
        and theme.code in program.answers
        and (program.status is CatalogStatus.active or (theme.code, program.code) in together)
    ]


def _answered(
    session: Session, viewer: Viewer, selection: Selection, catalog: Catalog
) -> pd.DataFrame:
    """In how many meetups citizens raised each theme, and in how many of them a program that answers
    it was promoted."""
    counts = (theme_counts(held(viewer, selection), selection), _with_answers(viewer, selection))
    if not viewer.is_partner:
        raised, answered = (read_frame(session, statement) for statement in counts)
        return _side_by_side(raised[raised["meetups"] > 0], answered, ["theme"])
    words = {"theme": catalog.themes}
    raised, answered = (
        partner_cells(session, viewer, selection, statement, words) for statement in counts
    )
    cells = _side_by_side(raised, answered, ["municipality", "year", "theme"])
    known = _known_of_answered(session, viewer, selection, cells)
    cells = masked_parts(cells, "answered", "meetups", viewer.small_number, known)
    return sums(cells, ["theme"], ["meetups", "answered"]).dropna()


def _known_of_answered(
    session: Session, viewer: Viewer, selection: Selection, cells: pd.DataFrame
) -> tuple[pd.Series, pd.Series]:
    """How few and how many meetups of each cell must have been answered, its programs being public.

    Where all meetups promote a program that answers the theme, all that raised it were answered.
    """
    in_all = by_year(by_municipality(select(func.count(Meetup.id).label("n"))))
    held_there = read_frame(session, in_all.where(*held(viewer, selection)))
    answering = (
        select(
            ProgramTheme.theme_code.label("theme"), func.count(distinct(Meetup.id)).label("told")
        )
        .select_from(Meetup)
        .join(PromotedProgram, PromotedProgram.meetup_id == Meetup.id)
        .join(ProgramTheme, ProgramTheme.program_code == PromotedProgram.program_code)
        .where(*held(viewer, selection))
        .group_by(ProgramTheme.theme_code)
    )
    told = read_frame(session, by_year(by_municipality(answering)))
    keys = ["municipality", "year"]
    there = cells.merge(held_there.astype({"year": int}), on=keys, how="left")
    there = there.merge(told.astype({"year": int}), on=[*keys, "theme"], how="left")
    n, told_of = (there[name].fillna(0).astype(int) for name in ("n", "told"))
    least = (cells["meetups"] + told_of - n).clip(lower=0)
    return least, pd.concat([cells["meetups"], told_of], axis=1).min(axis=1)


def _side_by_side(raised: pd.DataFrame, answered: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    answered = answered[[*keys, "meetups"]].rename(columns={"meetups": "answered"})
    both = raised[[*keys, "meetups"]].merge(answered, on=keys, how="left")
    return both.assign(answered=both["answered"].fillna(0).astype(int))


def _with_answers(viewer: Viewer, selection: Selection) -> Select[*tuple[Any, ...]]:
    """In how many meetups each theme was raised where a program that answers it was promoted."""
    answers = and_(
        ProgramTheme.program_code == PromotedProgram.program_code,
        ProgramTheme.theme_code == counted_theme(),
    )
    return (
        theme_counts(held(viewer, selection), selection)
        .join(PromotedProgram, PromotedProgram.meetup_id == Meetup.id)
        .join(ProgramTheme, answers)
    )


def _together(viewer: Viewer, selection: Selection) -> Select[*tuple[Any, ...]]:
    """In how many meetups each program was promoted where each theme that it answers was raised."""
    code = PromotedProgram.program_code
    return _with_answers(viewer, selection).add_columns(code.label("program")).group_by(code)


def _called_for(viewer: Viewer, selection: Selection) -> Select[*tuple[Any, ...]]:
    """In how many meetups each program that answers a theme was promoted, and called for."""
    return (
        select(
            PromotedProgram.program_code.label("program"),
            func.count(distinct(Meetup.id)).label("meetups"),
            func.count(distinct(RaisedTheme.meetup_id)).label("called_for"),
        )
        .select_from(Meetup)
        .join(PromotedProgram, PromotedProgram.meetup_id == Meetup.id)
        .join(ProgramTheme, ProgramTheme.program_code == PromotedProgram.program_code)
        .outerjoin(
            RaisedTheme,
            and_(_raised_there(selection), counted_theme() == ProgramTheme.theme_code),
        )
        .where(*held(viewer, selection))
        .group_by(PromotedProgram.program_code)
    )


def _raised_there(selection: Selection) -> ColumnElement[bool]:
    return and_(RaisedTheme.meetup_id == Meetup.id, is_raised(selection))


def _with_shares(frame: pd.DataFrame, part: str, whole: str) -> pd.DataFrame:
    low, high = statistics.wilson_interval(frame[part].astype(float), frame[whole].astype(float))
    enough = frame[whole] >= statistics.FEWEST
    return frame.assign(
        share=(frame[part] / frame[whole]).astype(float),
        low=pd.Series(low, frame.index).where(enough),
        high=pd.Series(high, frame.index).where(enough),
    )
