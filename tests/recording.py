"""Many meetups at once, of whichever service leads them."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from sqlalchemy.orm import Session

from cafedata import meetups
from cafedata.access import Viewer
from cafedata.entry import MeetupEntry


def record_all(session: Session, officer: Viewer, entries: Iterable[MeetupEntry]) -> None:
    """Save each entry as this officer would if they belonged to its lead service."""
    by_lead = sorted(entries, key=_lead)
    for service, led in groupby(by_lead, key=_lead):
        meetups.record_many(session, replace(officer, service_code=service), led)


def _lead(entry: MeetupEntry) -> str:
    return entry.lead_service
