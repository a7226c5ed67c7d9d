"""What is allowed and yet unlikely: asked again before it is saved, never refused."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafedata import discretion, venues
from cafedata.access import Viewer, may_read
from cafedata.catalog import Catalog, Program
from cafedata.entry import MeetupEntry
from cafedata.language import N_, bare
from cafedata.model import Meetup
from cafedata.vocabulary import TOOK_PLACE, DatePrecision, MeetupState

MANY_PEOPLE = 300
"""Of 52 published meetups the largest met about 800 people, and few of them met 300."""
MANY_OFFICERS = 40
_NEAR_NAME = 80
"""From this likeness on (0 to 100), two names of venues are probably the same place."""


@dataclass(frozen=True)
class Doubt:
    """A question to whoever enters a meetup, tied to a field as a problem is.

    ``meetup_id`` is the meetup that this one may be, when that is the question; ``program_code`` the
    retired program that it promotes.
    """

    field: str
    message: str
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    meetup_id: int | None = None
    program_code: str | None = None

    @property
    def key(self) -> str:
        """What was answered: the same question about another value is asked again."""
        return f"{self.field}|{self.message}|{sorted(self.values.items())}|{self.meetup_id}"


def about(entry: MeetupEntry, today: dt.date, catalog: Catalog) -> list[Doubt]:
    """What is unlikely in the entry by itself, for a form and for an import alike."""
    return [
        *_future(entry, today),
        *_people(entry),
        *_officers(entry),
        *_retired(entry, catalog),
        *personal(entry),
    ]


def about_words(texts: Mapping[str, str]) -> list[Doubt]:
    """What looks like personal information in texts that are written outside an entry, by field."""
    return [
        doubt
        for field, text in texts.items()
        for doubt in _of_kinds(field, text, discretion.find_personal(text))
    ]


def _future(entry: MeetupEntry, today: dt.date) -> Iterator[Doubt]:
    if entry.state in TOOK_PLACE and entry.date > today:
        yield Doubt(
            "date", N_("Le {date} est à venir : ce café a-t-il déjà eu lieu?"), {"date": entry.date}
        )


def _people(entry: MeetupEntry) -> Iterator[Doubt]:
    people = entry.attendance.value
    if people is not None and people >= MANY_PEOPLE:
        yield Doubt("attendance.value", N_("Vraiment {people} personnes?"), {"people": people})


def _officers(entry: MeetupEntry) -> Iterator[Doubt]:
    officers = sum(row.value or 0 for row in entry.officers)
    if officers >= MANY_OFFICERS:
        yield Doubt("officers", N_("Vraiment {officers} policiers?"), {"officers": officers})


def _retired(entry: MeetupEntry, catalog: Catalog) -> Iterator[Doubt]:
    for row in entry.programs:
        program = catalog.programs.get(row.program_code)
        if program and program.is_over(entry.date):
            yield Doubt("programs", *retirement(program, catalog), program_code=program.code)


def retirement(program: Program, catalog: Catalog) -> tuple[str, dict[str, Any]]:
    """The untranslated sentence that tells a program's end, and its values."""
    successor = catalog.programs.get(program.successor or "")
    if successor is None:
        return N_("« {program} » est retiré : l'inscrire quand même?"), {"program": program.name}
    message = N_("« {program} » est retiré, « {successor} » l'a remplacé : l'inscrire quand même?")
    return message, {"program": program.name, "successor": successor.name}


def personal(entry: MeetupEntry) -> Iterator[Doubt]:
    """What looks like personal information, once for each kind in each field."""
    for field, findings in discretion.findings_in(entry).items():
        yield from _of_kinds(field, str(_at(entry, field)), findings)


def _of_kinds(field: str, text: str, findings: Iterable[discretion.Finding]) -> Iterator[Doubt]:
    """Once for each kind. The doubt carries a digest of the text, so that another text is asked
    about again, and no word of it."""
    digest = sha256(text.encode()).hexdigest()[:16]
    for kind in dict.fromkeys(found.kind for found in findings):
        yield Doubt(field, discretion.WARNINGS[kind], {"digest": digest})


def _at(entry: MeetupEntry, field: str) -> Any:
    value: Any = entry
    for part in field.split("."):
        value = value[int(part)] if part.isdigit() else getattr(value, part)
    return value


def find_same(
    session: Session, viewer: Viewer, entry: MeetupEntry, today: dt.date, *, but: int | None = None
) -> list[Doubt]:
    """The meetups that the entry probably is: same municipality and day, near name of venue.

    Only those that the viewer may read, cancelled ones left out, and not the meetup ``but``. Spellings
    of one venue are one name.
    """
    if entry.date_precision is not DatePrecision.day:
        return []
    rows = session.execute(
        select(Meetup.id, Meetup.venue_name, venues.counted_name()).where(
            may_read(viewer, today),
            Meetup.municipality_code == entry.municipality_code,
            Meetup.date == entry.date,
            Meetup.date_precision == DatePrecision.day,
            Meetup.state != MeetupState.cancelled,
            Meetup.id != (but or 0),
        )
    )
    entered = venues.known_name(session, entry.municipality_code, entry.venue_name)
    return [
        _same(meetup_id, written)
        for meetup_id, written, known in rows
        if _near(written, entry.venue_name) or _near(known, entered)
    ]


def _same(meetup_id: int, venue: str) -> Doubt:
    if not venue:
        message = N_("Une rencontre est déjà inscrite ce jour-là dans cette municipalité.")
        return Doubt("venue_name", message, {}, meetup_id)
    message = N_("Une rencontre est déjà inscrite ce jour-là : {venue}.")
    return Doubt("venue_name", message, {"venue": venue}, meetup_id)


def _near(one: str, other: str) -> bool:
    """Whether two names may be of the same place; an unknown place may be any."""
    if not one or not other:
        return True
    return fuzz.token_sort_ratio(bare(one), bare(other), processor=default_process) >= _NEAR_NAME


def unanswered(doubts: Iterable[Doubt], answered: Iterable[str]) -> list[Doubt]:
    """The doubts that nobody has answered yet."""
    known = set(answered)
    return [doubt for doubt in doubts if doubt.key not in known]
