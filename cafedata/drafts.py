"""What is typed and not yet saved, kept on the server so that nothing is lost.

A draft is the flat mapping of a form as it stands, half-filled or wrong. It belongs to one account
and to one form, named by the same ``submission`` that will save it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cafedata import model
from cafedata.access import Viewer, require_own_view, require_writer
from cafedata.errors import NotAllowed
from cafedata.language import N_


@dataclass(frozen=True)
class Draft:
    """``meetup_id`` and ``version`` are those of the meetup that it corrects, if it does."""

    submission: str
    typed: dict[str, Any]
    kept_at: dt.datetime
    meetup_id: int | None = None
    version: int | None = None


def keep(
    session: Session,
    viewer: Viewer,
    submission: str,
    typed: Mapping[str, Any],
    *,
    meetup_id: int | None = None,
    version: int | None = None,
) -> dt.datetime:
    """Keep what is typed in a form, in place of what was kept of it before; returns the moment.

    Values may be text, numbers, booleans, days, hours, nothing, and lists of them. Raises
    :class:`NotAllowed` for who does not enter meetups, and for another account's draft.
    """
    require_writer(viewer, viewer.service_code or "")
    draft = session.get(model.Draft, submission)
    if draft is None:
        draft = model.Draft(submission=submission, account_id=viewer.account_id)
        session.add(draft)
    if draft.account_id != viewer.account_id:
        raise NotAllowed(N_("Ce brouillon n'est pas le vôtre."))
    draft.typed = {name: _written(value) for name, value in typed.items()}
    draft.meetup_id, draft.version = meetup_id, version
    draft.kept_at = dt.datetime.now(dt.UTC)
    session.flush()
    return draft.kept_at


def mine(session: Session, viewer: Viewer) -> list[Draft]:
    """The viewer's own drafts, the last touched first."""
    rows = session.scalars(
        select(model.Draft)
        .where(model.Draft.account_id == viewer.account_id)
        .order_by(model.Draft.kept_at.desc())
    )
    return [_draft(row) for row in rows]


def discard(session: Session, viewer: Viewer, submission: str) -> None:
    """Forget a draft of the viewer's own, because it was saved or given up.

    Raises :class:`NotAllowed` in a preview.
    """
    require_own_view(viewer)
    session.execute(
        delete(model.Draft).where(
            model.Draft.submission == submission, model.Draft.account_id == viewer.account_id
        )
    )


def _draft(row: model.Draft) -> Draft:
    typed = {name: _read(value) for name, value in row.typed.items()}
    return Draft(row.submission, typed, row.kept_at, row.meetup_id, row.version)


def _written(value: Any) -> Any:
    match value:
        case dt.date():
            return {"day": value.isoformat()}
        case dt.time():
            return {"hour": value.isoformat()}
        case dict():
            return {"fields": {name: _written(part) for name, part in value.items()}}
        case list() | tuple():
            return [_written(part) for part in value]
        case _:
            return value


def _read(value: Any) -> Any:
    match value:
        case {"day": written}:
            return dt.date.fromisoformat(written)
        case {"hour": written}:
            return dt.time.fromisoformat(written)
        case {"fields": written}:
            return {name: _read(part) for name, part in written.items()}
        case list():
            return [_read(part) for part in value]
        case _:
            return value
