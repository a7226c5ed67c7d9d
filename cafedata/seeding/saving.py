"""Putting the checked rows of a region into the tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from cafedata import model
from cafedata.database import mark_changed
from cafedata.errors import Unavailable
from cafedata.language import N_
from cafedata.seeding import files, outlines
from cafedata.seeding.rows import Program, Theme
from cafedata.vocabulary import AdministrativeSubject

Places = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Kept:
    """What a file names and the administration has changed in the app, which stays as it is.

    ``key`` is a code, or codes joined by ``/``.
    """

    subject: AdministrativeSubject
    key: str


@dataclass(frozen=True)
class Loaded:
    """How many rows, or outlines, each file holds; ``kept`` are those that were not loaded."""

    services: int
    municipalities: int
    populations: int
    coverage: int
    themes: int
    programs: int
    outlines: int
    kept: tuple[Kept, ...] = ()


def load(session: Session, folder: Path) -> Loaded:
    """Put a region's files into the tables, in the caller's transaction.

    A row whose key is stored already is brought up to date, unless the administration has changed it
    in the app: what people wrote there stays, and so does all the coverage of a municipality of which
    they changed any. Rows that the files do not name stay too, and so do all meetups, so that loading
    the same folder twice changes nothing. The row of
    ``installation`` is made if absent. Raises :class:`BadFile` at the first mistake, before
    anything is written, and :class:`Unavailable` where the files contradict what is stored, as
    when a territory has changed hands since and two services would police it on the same day.
    """
    found, drawn = files.read(folder), outlines.read(folder)
    try:
        rows_by_file = {name: list(lines.values()) for name, lines in found.items()}
        places = _places(rows_by_file)
        kept = _take_out_edited(session, rows_by_file)
        _save(session, rows_by_file, places)
        rows = ({"name": name, "geometry": geometry} for name, geometry in drawn.items())
        _upsert(session, model.Outline, ("name",), rows)
    except IntegrityError as error:
        raise Unavailable(
            N_("Les fichiers de {folder} contredisent ce que la base de données contient déjà."),
            folder=str(folder),
        ) from error
    if code := session.scalar(_select_overlaps().limit(1)):
        raise Unavailable(
            N_(
                "Deux services desserviraient la municipalité {code} le même jour : mettez à jour "
                "les dates de coverage.csv dans {folder}."
            ),
            code=code,
            folder=str(folder),
        )
    services, municipalities, populations, coverage, themes, programs = map(len, found.values())
    return Loaded(
        services, municipalities, populations, coverage, themes, programs, len(drawn), kept
    )


def _take_out_edited(session: Session, found: dict[str, list[Any]]) -> tuple[Kept, ...]:
    """Leave out of the files what the administration has changed in the app; what that is."""
    change = model.AdministrativeChange
    acts = select(change.subject, change.subject_key).where(change.account_id.is_not(None))
    edited = {(subject, _place(subject, key)) for subject, key in session.execute(acts.distinct())}
    kept: list[Kept] = []
    for file, (subject, key_of) in _EDITED_IN_THE_APP.items():
        by_row = [(row, key_of(row)) for row in found[file]]
        found[file] = [row for row, key in by_row if (subject, key) not in edited]
        keys = dict.fromkeys(key for _row, key in by_row if (subject, key) in edited)
        kept.extend(Kept(subject, key) for key in keys)
    return tuple(kept)


_EDITED_IN_THE_APP: dict[str, tuple[AdministrativeSubject, Callable[[Any], str]]] = {
    files.POPULATIONS.name: (
        AdministrativeSubject.population,
        lambda row: f"{row.municipality_code}/{row.year}",
    ),
    files.COVERAGE.name: (AdministrativeSubject.coverage, lambda row: row.municipality_code),
    files.THEMES.name: (AdministrativeSubject.theme, lambda row: row.code),
    files.PROGRAMS.name: (AdministrativeSubject.program, lambda row: row.code),
}


def _place(subject: AdministrativeSubject, key: str) -> str:
    """What must stay as one: the whole coverage of a municipality, so that no two services overlap."""
    return key.partition("/")[0] if subject is AdministrativeSubject.coverage else key


def _select_overlaps() -> Select[str]:
    """The municipalities that two services police on the same day."""
    one, other = aliased(model.Coverage), aliased(model.Coverage)
    return select(one.municipality_code).where(
        one.municipality_code == other.municipality_code,
        one.id < other.id,
        or_(one.starts_on.is_(None), other.ends_on.is_(None), one.starts_on <= other.ends_on),
        or_(other.starts_on.is_(None), one.ends_on.is_(None), other.starts_on <= one.ends_on),
    )


def _places(found: Mapping[str, list[Any]]) -> Places:
    """The place of each theme and program in its file, which is where people see it."""
    return {
        file.name: {row.code: place for place, row in enumerate(found[file.name])}
        for file in (files.THEMES, files.PROGRAMS)
    }


def _save(session: Session, found: Mapping[str, list[Any]], places: Places) -> None:
    mark_changed(session)
    if session.get(model.Installation, 1) is None:
        session.add(model.Installation(id=1))
    for file, table in (
        (files.SERVICES, model.Service),
        (files.MUNICIPALITIES, model.Municipality),
        (files.POPULATIONS, model.Population),
        (files.COVERAGE, model.Coverage),
    ):
        _upsert(session, table, file.keys[0], (row.model_dump() for row in found[file.name]))
    _upsert(session, model.Theme, ("code",), _placed(found["themes.csv"], places["themes.csv"]))
    _save_programs(session, found["programs.csv"], places["programs.csv"])


def _placed(
    rows: Iterable[Theme | Program], places: Mapping[str, int], *left_out: str
) -> Iterator[dict[str, Any]]:
    """The rows' values, each with its place."""
    for row in rows:
        yield {**row.model_dump(exclude=set(left_out)), "position": places[row.code]}


def _upsert(
    session: Session, table: Any, key: tuple[str, ...], rows: Iterable[dict[str, Any]]
) -> None:
    stored = {
        tuple(getattr(row, column) for column in key): row for row in session.scalars(select(table))
    }
    for values in rows:
        row = stored.get(tuple(values[column] for column in key))
        if row is None:
            session.add(table(**values))
            continue
        for column, value in values.items():
            setattr(row, column, value)
    session.flush()


def _save_programs(session: Session, rows: list[Program], places: Mapping[str, int]) -> None:
    listed = ("clientele", "owner", "themes", "successor")
    _upsert(
        session,
        model.Program,
        ("code",),
        (
            {**values, "clienteles": ";".join(row.clientele)}
            for row, values in zip(rows, _placed(rows, places, *listed), strict=True)
        ),
    )
    # A program may be followed by one that stands lower in the file.
    _upsert(
        session,
        model.Program,
        ("code",),
        ({"code": row.code, "successor_code": row.successor} for row in rows),
    )
    owners = {row.code: row.owner for row in rows}
    _link(session, model.ProgramOwner, model.ProgramOwner.owner, owners)
    answers = {row.code: row.themes for row in rows}
    _link(session, model.ProgramTheme, model.ProgramTheme.theme_code, answers)


def _link(session: Session, table: Any, other: Any, codes: Mapping[str, Iterable[str]]) -> None:
    """Make the codes linked to each program what the file says."""
    wanted = {(program, code) for program, linked in codes.items() for code in linked}
    stored = {(row.program_code, getattr(row, other.key)) for row in session.scalars(select(table))}
    for program, code in sorted(stored - wanted):
        if program in codes:
            session.execute(delete(table).where(table.program_code == program, other == code))
    session.add_all(
        table(program_code=program, **{other.key: code})
        for program, code in sorted(wanted - stored)
    )
    session.flush()
