"""Believable cafés to try the program with, on a database marked as a demonstration.

The same seed and the same day always make the same meetups. They name nobody, and their venues and
bodies are invented.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata import meetups as cafes
from cafedata import model, people
from cafedata.entry import MeetupEntry
from cafedata.errors import NotAllowed
from cafedata.language import N_
from seed.demo import accounts, afterwards
from seed.demo.chance import shares
from seed.demo.diary import Diary
from seed.demo.places import Region
from seed.demo.rhythm import OTHER_RHYTHM, RHYTHMS
from seed.demo.talk import Talk

_STEP = 500
_ENOUGH_TO_POSTPONE = 20
"""From so many cafés on, one of a service is put off: the one that takes its place counts too."""


def fill(
    session: Session,
    *,
    meetups: int,
    seed: int,
    today: dt.date,
    progress: Callable[[int], None],
) -> None:
    """Add accounts and so many meetups, of the three years before ``today`` and planned ahead.

    The region's reference data must be loaded. ``progress`` is told now and then how many meetups
    are made. Raises :class:`NotAllowed` unless the database is empty of meetups and accounts.
    """
    require_room(session)
    session.merge(model.Installation(id=1, is_demonstration=True))
    catalog = catalogs.read(session)
    liaisons = accounts.open_all(session, catalog)
    administrator = accounts.administrator(session)
    region = Region(session, catalog, seed)
    talk = Talk(session, catalog, today)
    numbers = shares(meetups, {code: RHYTHMS.get(code, OTHER_RHYTHM).share for code in liaisons})
    done = 0
    for service, number in numbers.items():
        diary = Diary(region, talk, service, RHYTHMS.get(service, OTHER_RHYTHM), today, seed)
        viewer = people.viewer_of(session, liaisons[service])
        kept_back = 1 if number >= _ENOUGH_TO_POSTPONE else 0
        entries = _told(diary.entries(session, number - kept_back), done, progress)
        done += cafes.record_many(session, viewer, entries)
        afterwards.count_tours(session, viewer, diary.undivided)
        if kept_back:
            done += afterwards.postpone_next(session, viewer, today)
    afterwards.regroup_themes(session, people.viewer_of(session, administrator))
    progress(done)


def require_room(session: Session) -> None:
    """Raise :class:`NotAllowed` when the database holds meetups or accounts already."""
    used = session.scalar(select(model.Meetup.id).limit(1)) or session.scalar(
        select(model.Account.id).limit(1)
    )
    if not used:
        return
    if people.is_demonstration(session):
        raise NotAllowed(N_("Cette démonstration est déjà remplie."))
    raise NotAllowed(
        N_("Cette base de données est déjà utilisée : la démonstration n'y touche pas.")
    )


def _told(
    entries: Iterable[MeetupEntry], done: int, progress: Callable[[int], None]
) -> Iterator[MeetupEntry]:
    for number, entry in enumerate(entries, start=done):
        if number % _STEP == 0:
            progress(number)
        yield entry
