"""Themes told in words, counted under a theme of the catalogue while meetups keep their words."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafedata.access import Viewer, require_administrator
from cafedata.administration import records
from cafedata.administration.checks import Checks
from cafedata.errors import NotFound
from cafedata.language import N_
from cafedata.model import RaisedTheme, Theme, ThemeRegrouping
from cafedata.regrouping import OTHER
from cafedata.vocabulary import AdministrativeSubject, AdministrativeVerb

_NO_CHOICE = N_("Ce choix n'existe pas : choisissez dans la liste.")


@dataclass(frozen=True)
class OtherTheme:
    """The words of an "other" theme, in how many meetups, and the theme it is counted under."""

    text: str
    meetups: int
    theme_code: str | None


def other_themes(session: Session, viewer: Viewer) -> tuple[OtherTheme, ...]:
    """The words of the "other" themes that meetups hold, the most frequent first."""
    require_administrator(viewer)
    meetups = func.count(func.distinct(RaisedTheme.meetup_id))
    rows = session.execute(
        select(RaisedTheme.other_text, meetups, ThemeRegrouping.theme_code)
        .outerjoin(ThemeRegrouping, ThemeRegrouping.text == RaisedTheme.other_text)
        .where(RaisedTheme.theme_code == OTHER)
        .group_by(RaisedTheme.other_text, ThemeRegrouping.theme_code)
        .order_by(meetups.desc(), RaisedTheme.other_text)
    )
    return tuple(OtherTheme(*row) for row in rows)


def regroup(session: Session, viewer: Viewer, texts: Collection[str], theme_code: str) -> None:
    """Count these "other" themes, present and to come, under a theme of the catalogue.

    Raises :class:`InvalidEntry` with the fields ``texts`` and ``theme``.
    """
    require_administrator(viewer)
    held = {row.text for row in other_themes(session, viewer)}
    checks = Checks()
    checks.require(texts, "texts", N_("Choisissez au moins un texte."))
    checks.require(set(texts) <= held, "texts", _NO_CHOICE)
    is_theme = theme_code != OTHER and session.get(Theme, theme_code) is not None
    checks.require(is_theme, "theme", N_("Choisissez un thème du catalogue."))
    checks.settle()
    for text in dict.fromkeys(texts):
        row = session.get(ThemeRegrouping, text, with_for_update=True)
        before = {"theme": row.theme_code} if row else None
        session.merge(ThemeRegrouping(text=text, theme_code=theme_code))
        _leave(session, viewer, text, before, {"theme": theme_code})


def undo_regrouping(session: Session, viewer: Viewer, text: str) -> None:
    """Count these words under "other" again. Raises :class:`NotFound`."""
    require_administrator(viewer)
    row = session.get(ThemeRegrouping, text, with_for_update=True)
    if row is None:
        raise NotFound(_NO_CHOICE)
    before = {"theme": row.theme_code}
    session.delete(row)
    _leave(session, viewer, text, before, None)


def _leave(
    session: Session,
    viewer: Viewer,
    text: str,
    before: dict[str, str] | None,
    after: dict[str, str] | None,
) -> None:
    if before == after:
        return
    verb = AdministrativeVerb.changed if after else AdministrativeVerb.undone
    subject = AdministrativeSubject.regrouping
    records.leave(session, viewer, verb, subject, text, before=before, after=after)
