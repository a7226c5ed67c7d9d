"""The spellings of one venue: meetups keep what was written, lists and searches know it by one name."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from cafedata.language import bare
from cafedata.model import Meetup, VenueSpelling


def counted_name() -> ColumnElement[str]:
    """The name by which the venue of a meetup is known, in a statement that reads meetups."""
    known_as = select(VenueSpelling.known_as).where(
        VenueSpelling.municipality_code == Meetup.municipality_code,
        VenueSpelling.spelling == Meetup.venue_name,
    )
    return func.coalesce(known_as.correlate(Meetup).scalar_subquery(), Meetup.venue_name)


def known_name(session: Session, municipality_code: str, name: str) -> str:
    """The name by which a venue of a municipality is known, however it was written."""
    spelling = session.get(VenueSpelling, (municipality_code, name))
    return spelling.known_as if spelling else name


def spellings_holding(session: Session, term: str) -> list[tuple[str, str]]:
    """Each way to write a venue that one of its spellings makes a find for ``term``.

    Pairs of a municipality's code and a name as meetups hold it. ``term`` is in the form of
    :func:`cafedata.language.bare`.
    """
    venues: dict[tuple[str, str], set[str]] = {}
    for row in session.scalars(select(VenueSpelling)):
        venue = venues.setdefault((row.municipality_code, row.known_as), {row.known_as})
        venue.add(row.spelling)
    return [
        (municipality_code, name)
        for (municipality_code, _), names in venues.items()
        if any(term in bare(name) for name in names)
        for name in sorted(names)
    ]
