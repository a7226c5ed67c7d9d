"""Whether the programs promoted at a meetup answer the themes that citizens raised there.

A theme is *answered* at a meetup where at least one program or security measure that answers it, in
the catalogue, was promoted, retired ones included: people were told of it. A program is *called for*
at a meetup where citizens raised at least one of the themes that it answers.
"""

from typing import Any

import pandas as pd
from sqlalchemy import Select, and_, distinct, func, or_, select
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata import statistics
from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.errors import NotAllowed
from cafedata.figures.cells import masked_parts, partner_cells, partner_years, sums
from cafedata.figures.scope import held, meetups_held, read_frame
from cafedata.language import N_
from cafedata.model import Meetup, ProgramTheme, PromotedProgram, RaisedTheme
from cafedata.selection import Selection
from cafedata.vocabulary import CatalogStatus, RaisedBy

_FOR_THE_POLICE = N_("Les partenaires voient les thèmes par municipalité.")


def themes_answered(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per theme raised by citizens, the one left unanswered most often first.

    Columns: ``theme`` (code), ``label``, ``meetups`` (where it was raised), ``answered`` and
    ``unanswered`` of them, ``share``, ``low``, ``high`` (``answered / meetups``, Wilson; NaN under
    five), ``programs`` (active ones of the catalogue that answer it), ``n`` (meetups held),
    ``is_minimum``. For a partner ``selection`` is widened to whole years, and the counts are those of
    the cells where neither ``answered`` nor ``unanswered`` is small.
    """
    catalog = catalogs.read(session)
    if viewer.is_partner:
        selection = partner_years(selection)
    counts = _answered(viewer, selection)
    if viewer.is_partner:
        cells = partner_cells(session, viewer, selection, counts, {"theme": catalog.themes})
        cells = masked_parts(cells, "answered", "meetups", viewer.small_number)
        frame = sums(cells, ["theme"], ["meetups", "answered"]).dropna()
    else:
        frame = read_frame(session, counts)
    frame = _with_shares(frame, "answered", "meetups").assign(
        n=meetups_held(session, viewer, selection), is_minimum=viewer.is_partner
    )
    frame = frame.assign(
        label=frame["theme"].map({code: row.label for code, row in catalog.themes.items()}),
        unanswered=frame["meetups"] - frame["answered"],
        programs=[len(catalog.programs_answering([code])) for code in frame["theme"]],
    )
    return frame.sort_values(
        ["unanswered", "meetups", "label"], ascending=[False, False, True], ignore_index=True
    )


def programs_called_for(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per promoted program or measure that answers a theme, the one promoted most often
    without being called for first.

    Columns: ``program`` (code), ``label``, ``meetups`` (that promoted it), ``called_for`` and
    ``without_demand`` of them, ``share``, ``low``, ``high`` (``called_for / meetups``, Wilson; NaN
    under five), ``n`` (meetups held). Raises :class:`NotAllowed` for a partner, to whom the programs
    of a meetup would give its themes back.
    """
    if viewer.is_partner:
        raise NotAllowed(_FOR_THE_POLICE)
    catalog = catalogs.read(session)
    frame = read_frame(session, _called_for(viewer, selection))
    frame = _with_shares(frame, "called_for", "meetups").assign(
        n=meetups_held(session, viewer, selection),
        label=frame["program"].map({code: row.name for code, row in catalog.programs.items()}),
        without_demand=frame["meetups"] - frame["called_for"],
    )
    return frame.sort_values(
        ["without_demand", "meetups", "label"], ascending=[False, False, True], ignore_index=True
    )


def themes_by_program(session: Session, viewer: Viewer, selection: Selection) -> pd.DataFrame:
    """One row per theme raised by citizens and program that answers it, in the catalogue's order.

    Columns: ``theme``, ``theme_label``, ``program``, ``label`` (of the program), ``status``, ``raised``
    (meetups where the theme was raised), ``meetups`` (of them, that promoted the program, 0 included),
    ``share``, ``low``, ``high`` (``meetups / raised``, Wilson; NaN under five), ``promoted`` (meetups
    that promoted the program, whatever was raised there). Programs that are not active stand here only
    where they were promoted. Raises :class:`NotAllowed` for a partner.
    """
    if viewer.is_partner:
        raise NotAllowed(_FOR_THE_POLICE)
    catalog = catalogs.read(session)
    raised = read_frame(session, _raised(viewer, selection)).set_index("theme")["meetups"]
    together = read_frame(session, _together(viewer, selection)).set_index(["theme", "program"])
    promoted = read_frame(session, _called_for(viewer, selection)).set_index("program")["meetups"]
    pairs = _pairs(catalog, set(raised.index), set(together.index))
    frame = pd.DataFrame(pairs, columns=["theme", "theme_label", "program", "label", "status"])
    index = pd.MultiIndex.from_frame(frame[["theme", "program"]])
    frame = frame.assign(
        raised=frame["theme"].map(raised).astype(int),
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


def _raised(viewer: Viewer, selection: Selection) -> Select[*tuple[Any, ...]]:
    """In how many meetups citizens raised each theme."""
    statement = (
        select(
            RaisedTheme.theme_code.label("theme"),
            func.count(distinct(Meetup.id)).label("meetups"),
        )
        .select_from(Meetup)
        .join(RaisedTheme, _is_raised(selection))
        .where(*held(viewer, selection))
    )
    return statement.group_by(RaisedTheme.theme_code)


def _answered(viewer: Viewer, selection: Selection) -> Select[*tuple[Any, ...]]:
    """:func:`_raised`, and in how many of them a program that answers the theme was promoted."""
    answers = (
        select(PromotedProgram.meetup_id, ProgramTheme.theme_code)
        .join(ProgramTheme, ProgramTheme.program_code == PromotedProgram.program_code)
        .distinct()
        .subquery()
    )
    is_answered = and_(
        answers.c.meetup_id == Meetup.id, answers.c.theme_code == RaisedTheme.theme_code
    )
    return (
        _raised(viewer, selection)
        .outerjoin(answers, is_answered)
        .add_columns(func.count(distinct(answers.c.meetup_id)).label("answered"))
    )


def _together(viewer: Viewer, selection: Selection) -> Select[*tuple[Any, ...]]:
    """In how many meetups each program was promoted where each theme that it answers was raised."""
    answers = and_(
        ProgramTheme.program_code == PromotedProgram.program_code,
        ProgramTheme.theme_code == RaisedTheme.theme_code,
    )
    return (
        _raised(viewer, selection)
        .join(PromotedProgram, PromotedProgram.meetup_id == Meetup.id)
        .join(ProgramTheme, answers)
        .add_columns(PromotedProgram.program_code.label("program"))
        .group_by(PromotedProgram.program_code)
    )


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
            and_(_is_raised(selection), RaisedTheme.theme_code == ProgramTheme.theme_code),
        )
        .where(*held(viewer, selection))
        .group_by(PromotedProgram.program_code)
    )


def _is_raised(selection: Selection) -> Any:
    """A theme that citizens raised at the meetup, those of the chosen clientele or of none."""
    is_raised = and_(RaisedTheme.meetup_id == Meetup.id, RaisedTheme.raised_by == RaisedBy.citizens)
    if not selection.clientele:
        return is_raised
    of_nobody_else = or_(
        RaisedTheme.clientele.is_(None), RaisedTheme.clientele == selection.clientele
    )
    return and_(is_raised, of_nobody_else)


def _with_shares(frame: pd.DataFrame, part: str, whole: str) -> pd.DataFrame:
    low, high = statistics.wilson_interval(frame[part].astype(float), frame[whole].astype(float))
    enough = frame[whole] >= statistics.FEWEST
    return frame.assign(
        share=(frame[part] / frame[whole]).astype(float),
        low=pd.Series(low, frame.index).where(enough),
        high=pd.Series(high, frame.index).where(enough),
    )
