"""Themes, programs and the themes that each answers: added, renamed, retired, taken up again."""

import re
from collections.abc import Collection
from typing import Any, cast

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from cafedata.access import Viewer, require_administrator
from cafedata.administration import records
from cafedata.administration.checks import Checks
from cafedata.catalog import OTHER_OWNERS
from cafedata.errors import NotAllowed, NotFound
from cafedata.labels import THEME_FAMILIES
from cafedata.language import N_, bare
from cafedata.model import Program, ProgramOwner, ProgramTheme, Service, Theme
from cafedata.regrouping import OTHER
from cafedata.vocabulary import (
    AdministrativeSubject,
    AdministrativeVerb,
    CatalogStatus,
    ProgramKind,
)

_Table = type[Theme] | type[Program]
_SUBJECTS: dict[_Table, AdministrativeSubject] = {
    Theme: AdministrativeSubject.theme,
    Program: AdministrativeSubject.program,
}
_NO_CHOICE = N_("Ce choix n'existe pas : choisissez dans la liste.")


def add_theme(
    session: Session, viewer: Viewer, *, label_fr: str, label_en: str, family: str
) -> str:
    """Add a theme at the end of its family and return its code.

    Raises :class:`InvalidEntry`, whose fields are those of the arguments.
    """
    require_administrator(viewer)
    names = _checked_theme(session, label_fr, label_en, family)
    code, position = _new_place(session, Theme, names["label_fr"])
    session.add(Theme(code=code, position=position, **names))
    session.flush()
    _leave(session, viewer, AdministrativeVerb.added, _held(session, Theme, code), None)
    return code


def rename_theme(
    session: Session, viewer: Viewer, code: str, *, label_fr: str, label_en: str, family: str
) -> None:
    """Change the names and the family of a theme, for past meetups too; what it counts stays.

    Raises :class:`NotFound`, or :class:`InvalidEntry` as :func:`add_theme` does.
    """
    require_administrator(viewer)
    theme = _held(session, Theme, code)
    _change(session, viewer, theme, _checked_theme(session, label_fr, label_en, family, but=code))


def _checked_theme(
    session: Session, label_fr: str, label_en: str, family: str, *, but: str = ""
) -> dict[str, Any]:
    checks = Checks()
    values = {
        "label_fr": checks.required_line("label_fr", label_fr),
        "label_en": checks.required_line("label_en", label_en),
        "family": family,
    }
    checks.require(family in THEME_FAMILIES, "family", _NO_CHOICE)
    _require_new_name(session, checks, Theme.label_fr, values["label_fr"], but=but)
    checks.settle()
    return values


def add_program(
    session: Session,
    viewer: Viewer,
    *,
    kind: ProgramKind,
    name_fr: str,
    name_en: str = "",
    purpose: str = "",
    answers: Collection[str] = (),
    owners: Collection[str] = (),
) -> str:
    """Add a program or a measure and return its code.

    ``answers`` are the codes of the themes that it answers; ``owners`` who runs it: services, or one
    of :data:`~cafedata.catalog.OTHER_OWNERS`, or nobody in particular.
    Raises :class:`InvalidEntry`, whose fields are those of the arguments.
    """
    require_administrator(viewer)
    names = _checked_program(session, name_fr, name_en, purpose, answers, owners)
    code, position = _new_place(session, Program, names["name_fr"])
    status = CatalogStatus.active
    session.add(Program(code=code, kind=kind, position=position, status=status, **names))
    session.flush()
    _link(session, code, answers, owners)
    _leave(session, viewer, AdministrativeVerb.added, _held(session, Program, code), None)
    return code


def change_program(
    session: Session,
    viewer: Viewer,
    code: str,
    *,
    name_fr: str,
    name_en: str = "",
    purpose: str = "",
    answers: Collection[str] = (),
    owners: Collection[str] = (),
) -> None:
    """Change the names of a program, its purpose, the themes that it answers and who runs it.

    Raises :class:`NotFound`, or :class:`InvalidEntry` as :func:`add_program` does.
    """
    require_administrator(viewer)
    program = _held(session, Program, code)
    values = _checked_program(session, name_fr, name_en, purpose, answers, owners, but=code)
    before = _told(session, program)
    _link(session, code, answers, owners)
    _change(session, viewer, program, values, before=before)


def _checked_program(
    session: Session,
    name_fr: str,
    name_en: str,
    purpose: str,
    answers: Collection[str],
    owners: Collection[str],
    *,
    but: str = "",
) -> dict[str, Any]:
    checks = Checks()
    values = {
        "name_fr": checks.required_line("name_fr", name_fr),
        "name_en": checks.line("name_en", name_en),
        "purpose_fr": checks.line("purpose", purpose),
    }
    known = set(session.scalars(select(Theme.code).where(Theme.code.in_(answers))))
    checks.require(known == set(answers), "answers", _NO_CHOICE)
    bodies = {*OTHER_OWNERS, *session.scalars(select(Service.code))}
    checks.require(set(owners) <= bodies, "owners", _NO_CHOICE)
    _require_new_name(session, checks, Program.name_fr, values["name_fr"], but=but)
    checks.settle()
    return values


def _link(session: Session, code: str, answers: Collection[str], owners: Collection[str]) -> None:
    session.execute(delete(ProgramTheme).where(ProgramTheme.program_code == code))
    session.add_all(ProgramTheme(program_code=code, theme_code=theme) for theme in set(answers))
    session.execute(delete(ProgramOwner).where(ProgramOwner.program_code == code))
    session.add_all(ProgramOwner(program_code=code, owner=owner) for owner in set(owners))
    session.flush()


def retire_theme(
    session: Session, viewer: Viewer, code: str, *, successor: str | None = None
) -> None:
    """Offer a theme no more; past meetups keep it. ``successor`` takes its place, if one does.

    Raises :class:`NotFound`, :class:`InvalidEntry` with the field ``successor``, or
    :class:`NotAllowed` for the theme that is told in words.
    """
    require_administrator(viewer)
    if code == OTHER:
        raise NotAllowed(N_("« Autre » reste offert : c'est là qu'on écrit ce qui manque."))
    _retire(session, viewer, Theme, code, successor)


def retire_program(
    session: Session, viewer: Viewer, code: str, *, successor: str | None = None
) -> None:
    """Retire a program; entering it warns from now on, and names ``successor`` if there is one.

    Raises :class:`NotFound`, or :class:`InvalidEntry` with the field ``successor``.
    """
    require_administrator(viewer)
    _retire(session, viewer, Program, code, successor)


def reactivate_theme(session: Session, viewer: Viewer, code: str) -> None:
    """Offer a retired theme again. Raises :class:`NotFound`."""
    require_administrator(viewer)
    _reactivate(session, viewer, Theme, code)


def reactivate_program(session: Session, viewer: Viewer, code: str) -> None:
    """Offer a retired program again. Raises :class:`NotFound`."""
    require_administrator(viewer)
    _reactivate(session, viewer, Program, code)


def _retire(
    session: Session,
    viewer: Viewer,
    table: _Table,
    code: str,
    successor: str | None,
) -> None:
    row = _held(session, table, code)
    checks = Checks()
    if successor is not None:
        heir = cast(Theme | Program | None, session.get(table, successor))
        checks.require(
            heir is not None and heir.status is not CatalogStatus.retired and successor != code,
            "successor",
            N_("Choisissez un successeur qui est encore offert."),
        )
    checks.settle()
    values = {"status": CatalogStatus.retired, "successor_code": successor}
    _change(session, viewer, row, values, verb=AdministrativeVerb.retired)


def _reactivate(session: Session, viewer: Viewer, table: _Table, code: str) -> None:
    values: dict[str, Any] = {"status": CatalogStatus.active, "successor_code": None}
    if table is Program:
        values["until"] = None
    verb = AdministrativeVerb.reactivated
    _change(session, viewer, _held(session, table, code), values, verb=verb)


def _held(session: Session, table: _Table, code: str) -> Theme | Program:
    found = session.get(table, code, with_for_update=True)
    row = cast(Theme | Program | None, found)  # mypy sees only what both tables descend from
    if row is None:
        raise NotFound(_NO_CHOICE)
    return row


def _new_place(session: Session, table: _Table, name: str) -> tuple[str, int]:
    """A code that nothing has yet, made from the name, and the place after all others."""
    stem = re.sub(r"[^a-z0-9]+", "_", bare(name)).strip("_")[:30] or "sans_nom"
    taken = set(session.scalars(select(table.code)))
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    code = next(code for code in (stem, *numbered) if code not in taken)
    return code, (session.scalar(select(func.max(table.position))) or 0) + 1


def _require_new_name(
    session: Session, checks: Checks, column: Any, name: str, *, but: str
) -> None:
    codes = select(column.class_.code, column)
    same = [code for code, other in session.execute(codes) if bare(other) == bare(name)]
    message = N_("Ce nom est déjà dans le catalogue.")
    checks.require(not name or not set(same) - {but}, str(column.key), message)


def _change(
    session: Session,
    viewer: Viewer,
    row: Theme | Program,
    values: dict[str, Any],
    *,
    before: dict[str, Any] | None = None,
    verb: AdministrativeVerb = AdministrativeVerb.changed,
) -> None:
    before = before or _told(session, row)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    if _told(session, row) != before:
        _leave(session, viewer, verb, row, before)


def _leave(
    session: Session,
    viewer: Viewer,
    verb: AdministrativeVerb,
    row: Theme | Program,
    before: dict[str, Any] | None,
) -> None:
    subject, after = _SUBJECTS[type(row)], _told(session, row)
    records.leave(session, viewer, verb, subject, row.code, before=before, after=after)


def _told(session: Session, row: Theme | Program) -> dict[str, Any]:
    told: dict[str, Any] = {"status": row.status.value, "successor": row.successor_code}
    if isinstance(row, Theme):
        return told | {
            "label_fr": row.label_fr,
            "label_en": row.label_en,
            "family": row.family,
        }
    answers = select(ProgramTheme.theme_code).where(ProgramTheme.program_code == row.code)
    owners = select(ProgramOwner.owner).where(ProgramOwner.program_code == row.code)
    return told | {
        "name_fr": row.name_fr,
        "name_en": row.name_en,
        "purpose": row.purpose_fr,
        "answers": sorted(session.scalars(answers)),
        "owners": sorted(session.scalars(owners)),
        "until": row.until,
    }
