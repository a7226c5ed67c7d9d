"""One name for the spellings of a venue, said beside the meetups, which keep what was written."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafedata.access import Viewer, require_administrator
from cafedata.administration import records
from cafedata.administration.checks import Checks
from cafedata.errors import NotFound
from cafedata.language import N_
from cafedata.model import Meetup, VenueSpelling
from cafedata.vocabulary import AdministrativeSubject, AdministrativeVerb

_NO_CHOICE = N_("Ce choix n'existe pas : choisissez dans la liste.")


@dataclass(frozen=True)
class WrittenVenue:
    """A name of a venue as meetups hold it, in how many, and the name it is known by instead."""

    name: str
    meetups: int
    known_as: str | None


def written_venues(
    session: Session, viewer: Viewer, municipality_code: str
) -> tuple[WrittenVenue, ...]:
    """Every spelling of the venues of a municipality, in the order of the alphabet."""
    require_administrator(viewer)
    spelt = (
        select(Meetup.venue_name, func.count(Meetup.id))
        .where(Meetup.municipality_code == municipality_code, Meetup.venue_name != "")
        .group_by(Meetup.venue_name)
    )
    meetups = {name: count for name, count in session.execute(spelt)}  # noqa: C416
    other_names = _spellings(session, municipality_code)
    known = {name: spelling.known_as for name, spelling in other_names.items()}
    return tuple(
        WrittenVenue(name, meetups.get(name, 0), known.get(name))
        for name in sorted({*meetups, *known, *known.values()}, key=str.casefold)
    )


def merge_venues(
    session: Session, viewer: Viewer, municipality_code: str, *, spelling: str, known_as: str
) -> None:
    """Know a venue written as ``spelling`` by the name ``known_as``, in lists and searches.

    Both are names that meetups of the municipality hold. A name that was itself merged leads to the
    one it is known by, and spellings that led to ``spelling`` follow. Raises :class:`InvalidEntry`
    with the fields ``spelling`` and ``known_as``.
    """
    require_administrator(viewer)
    known = _spellings(session, municipality_code)
    known_as = known[known_as].known_as if known_as in known else known_as
    checks = Checks()
    written = {row.name for row in written_venues(session, viewer, municipality_code)}
    checks.require(spelling in written, "spelling", _NO_CHOICE)
    checks.require(known_as in written, "known_as", _NO_CHOICE)
    different = N_("Choisissez deux noms différents du même lieu.")
    checks.require(spelling != known_as, "known_as", different)
    checks.settle()
    followers = [name for name, row in known.items() if row.known_as == spelling]
    for name in (spelling, *followers):
        _know(session, viewer, municipality_code, name, known_as)


def separate_venue(session: Session, viewer: Viewer, municipality_code: str, spelling: str) -> None:
    """Undo a merge: the spelling is a venue of its own again. Raises :class:`NotFound`."""
    require_administrator(viewer)
    row = session.get(VenueSpelling, (municipality_code, spelling), with_for_update=True)
    if row is None:
        raise NotFound(_NO_CHOICE)
    before = {"known_as": row.known_as}
    session.delete(row)
    _leave(session, viewer, municipality_code, spelling, before, None)


def _spellings(session: Session, municipality_code: str) -> dict[str, VenueSpelling]:
    rows = select(VenueSpelling).where(VenueSpelling.municipality_code == municipality_code)
    return {row.spelling: row for row in session.scalars(rows.with_for_update())}


def _know(
    session: Session, viewer: Viewer, municipality_code: str, spelling: str, known_as: str
) -> None:
    row = session.get(VenueSpelling, (municipality_code, spelling))
    before = {"known_as": row.known_as} if row else None
    after = {"known_as": known_as}
    if row is None:
        names = {"spelling": spelling, "known_as": known_as}
        session.add(VenueSpelling(municipality_code=municipality_code, **names))
    else:
        row.known_as = known_as
    if after != before:
        _leave(session, viewer, municipality_code, spelling, before, after)


def _leave(
    session: Session,
    viewer: Viewer,
    municipality_code: str,
    spelling: str,
    before: dict[str, str] | None,
    after: dict[str, str] | None,
) -> None:
    verb = AdministrativeVerb.changed if after else AdministrativeVerb.undone
    subject, key = AdministrativeSubject.venue, f"{municipality_code}/{spelling}"
    records.leave(session, viewer, verb, subject, key[:300], before=before, after=after)
