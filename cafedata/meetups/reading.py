"""Read and search meetups, each as the viewer may see it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata import venues
from cafedata.access import (
    Viewer,
    leads,
    may_read,
    reads_everything_of,
    require_writer,
    writes_for,
)
from cafedata.catalog import Catalog
from cafedata.entry import MeetupEntry, checked
from cafedata.errors import NotAllowed, NotFound
from cafedata.language import N_
from cafedata.meetups import rows
from cafedata.model import Account, Change, Meetup, MeetupService, PromotedProgram, RaisedTheme
from cafedata.selection import Selection, kept_by
from cafedata.vocabulary import (
    TOOK_PLACE,
    ChangeVerb,
    CountPrecision,
    CountUnit,
    DatePrecision,
    MeetupState,
    VenueKind,
)

_LONGEST_SEARCH = 100
"""Characters of a search that are read: each word costs the database a look into five tables."""


@dataclass(frozen=True)
class MeetupRecord:
    """A meetup as one viewer may read it.

    ``is_whole`` is false when notes, unreported offences and follow-ups were left out because
    another service led the meetup; ``may_change`` says whether the viewer may correct it.
    """

    meetup_id: int
    version: int
    entry: MeetupEntry
    is_whole: bool
    may_change: bool


@dataclass(frozen=True)
class MeetupSummary:
    """One line of a list of meetups."""

    meetup_id: int
    state: MeetupState
    date: dt.date
    date_precision: DatePrecision
    start_time: dt.time | None
    municipality_code: str
    venue_name: str
    services: tuple[str, ...]
    attendance_value: int | None
    attendance_precision: CountPrecision
    attendance_unit: CountUnit
    attendance_words: str


@dataclass(frozen=True)
class Found:
    """One page of a search, and how many meetups the whole search found."""

    summaries: tuple[MeetupSummary, ...]
    total: int


@dataclass(frozen=True)
class KnownVenue:
    """A venue where meetups were entered before."""

    name: str
    kind: VenueKind | None


@dataclass(frozen=True)
class PastChange:
    """One act of the history: who, when, and the entry as it was after it."""

    version: int
    verb: ChangeVerb
    by: str
    at: dt.datetime
    after: MeetupEntry


def read(session: Session, viewer: Viewer, meetup_id: int, today: dt.date) -> MeetupRecord:
    """One meetup. Raises :class:`NotFound` when there is none that this viewer may read."""
    version = session.scalar(
        select(Meetup.version).where(Meetup.id == meetup_id, may_read(viewer, today))
    )
    if version is None:
        raise _not_found()
    entry = stored(session, meetup_id)
    is_whole = reads_everything_of(viewer, entry.services)
    if not is_whole:
        entry = entry.model_copy(update={"notes": "", "unreported_offences": (), "follow_ups": ()})
    return MeetupRecord(meetup_id, version, entry, is_whole, writes_for(viewer, entry.lead_service))


def alike(session: Session, viewer: Viewer, meetup_id: int, today: dt.date) -> MeetupEntry:
    """A meetup held as this one was: its place, hours, officers and programs, on its own date.

    What is of that day alone is left out: people, themes, offences, follow-ups, notes. Raises
    :class:`NotFound`, or :class:`NotAllowed` for who does not read all of it or enters none.
    """
    record = read(session, viewer, meetup_id, today)
    require_writer(viewer, viewer.service_code or "")
    if not record.is_whole:
        raise NotAllowed(N_("Seuls les services qui ont tenu ce café le reprennent."))
    entry = record.entry
    values = {name: getattr(entry, name) for name in _TAKEN_UP} | {
        "state": MeetupState.held,
        "lead_service": viewer.service_code,
        "officers": [row.model_dump() for row in entry.officers],
        "programs": [{"program_code": row.program_code} for row in entry.programs],
    }
    return checked(values)


_TAKEN_UP = (
    "date",
    "start_time",
    "end_time",
    "part_of_day",
    "duration_minutes",
    "municipality_code",
    "venue_name",
    "venue_kind",
)


def latest(
    session: Session, viewer: Viewer, today: dt.date, *, most: int
) -> tuple[MeetupSummary, ...]:
    """The last meetups that took place and that the viewer's own service led, the newest first."""
    held = (
        select(Meetup)
        .where(may_read(viewer, today), leads(viewer), Meetup.state.in_(TOOK_PLACE))
        .order_by(Meetup.date.desc(), Meetup.id.desc())
        .limit(most)
    )
    return summaries(session, held)


def history(
    session: Session, viewer: Viewer, meetup_id: int, today: dt.date
) -> tuple[PastChange, ...]:
    """What was done to a meetup, newest first; only for those who read all of it.

    Raises :class:`NotFound` or :class:`NotAllowed`.
    """
    if not read(session, viewer, meetup_id, today).is_whole:
        raise NotAllowed(N_("L'historique d'un café appartient aux services qui l'ont tenu."))
    changes = session.execute(
        select(Change, Account.name)
        .join(Account, Account.id == Change.account_id)
        .where(Change.meetup_id == meetup_id)
        .order_by(Change.version.desc())
    )
    return tuple(
        PastChange(change.version, change.verb, name, change.at, checked(change.after))
        for change, name in changes
    )


def search(
    session: Session,
    viewer: Viewer,
    selection: Selection,
    today: dt.date,
    *,
    text: str = "",
    states: Sequence[MeetupState] = (),
    page: int = 1,
    page_size: int = 20,
) -> Found:
    """The meetups of the selection that hold every word of ``text``, newest first.

    Only the first hundred characters of ``text`` count. Words are looked for in venues, partners,
    municipalities, services, themes and programs, without regard to accents or capitals. ``page``
    counts from 1.
    """
    catalog = catalogs.read(session)
    conditions = [
        may_read(viewer, today),
        *kept_by(selection),
        *(_holds(session, term, catalog) for term in rows.search_terms(text[:_LONGEST_SEARCH])),
    ]
    if states:
        conditions.append(Meetup.state.in_(states))
    total = session.scalar(select(func.count(Meetup.id)).where(*conditions)) or 0
    on_the_page = (
        select(Meetup)
        .where(*conditions)
        .order_by(Meetup.date.desc(), Meetup.start_time.desc().nulls_last(), Meetup.id.desc())
        .limit(page_size)
        .offset((page - 1) * page_size)
    )
    return Found(summaries(session, on_the_page), total)


def summaries(session: Session, readable: Select[Meetup]) -> tuple[MeetupSummary, ...]:
    """One line for each meetup of the statement, in its order: the caller has put access into it."""
    found = session.scalars(readable).all()
    services = _services_of(session, [row.id for row in found])
    return tuple(_summary(row, services[row.id]) for row in found)


def known_venues(
    session: Session, viewer: Viewer, municipality_code: str, today: dt.date
) -> list[KnownVenue]:
    """The venues of the meetups in a municipality that the viewer may read, most used first.

    The spellings of one venue are one venue here, under the name by which it is known.
    """
    uses, name = func.count(Meetup.id), venues.counted_name()
    rows = session.execute(
        select(name, func.max(Meetup.venue_kind))
        .where(
            may_read(viewer, today),
            Meetup.municipality_code == municipality_code,
            Meetup.venue_name != "",
        )
        .group_by(name)
        .order_by(uses.desc(), name)
        .limit(50)
    )
    return [KnownVenue(name, kind) for name, kind in rows]


def _holds(session: Session, term: str, catalog: Catalog) -> ColumnElement[bool]:
    spellings = venues.spellings_holding(session, term)
    return or_(
        Meetup.searchable.contains(term, autoescape=True),
        tuple_(Meetup.municipality_code, Meetup.venue_name).in_(spellings),
        Meetup.municipality_code.in_(
            _named(term, {code: row.name for code, row in catalog.municipalities.items()})
        ),
        _has(
            MeetupService,
            MeetupService.service_code,
            _named(term, {code: row.short_name for code, row in catalog.services.items()}),
        ),
        _has(
            RaisedTheme,
            RaisedTheme.theme_code,
            _named(term, {code: row.label for code, row in catalog.themes.items()}),
        ),
        _has(
            PromotedProgram,
            PromotedProgram.program_code,
            _named(term, {code: row.name for code, row in catalog.programs.items()}),
        ),
    )


def _named(term: str, names: dict[str, str]) -> list[str]:
    return [code for code, name in names.items() if term in " ".join(rows.search_terms(name))]


def _has(table: Any, column: Any, codes: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(table.meetup_id == Meetup.id, column.in_(codes))


def _services_of(session: Session, meetup_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    pairs = session.execute(
        select(MeetupService.meetup_id, MeetupService.service_code)
        .where(MeetupService.meetup_id.in_(meetup_ids))
        .order_by(MeetupService.is_lead.desc(), MeetupService.service_code)
    )
    found: dict[int, tuple[str, ...]] = {}
    for meetup_id, service in pairs:
        found[meetup_id] = (*found.get(meetup_id, ()), service)
    return found


def _summary(row: Meetup, services: tuple[str, ...]) -> MeetupSummary:
    return MeetupSummary(
        row.id,
        row.state,
        row.date,
        row.date_precision,
        row.start_time,
        row.municipality_code,
        row.venue_name,
        services,
        row.attendance_value,
        row.attendance_precision,
        row.attendance_unit,
        row.attendance_words,
    )


def stored(session: Session, meetup_id: int) -> MeetupEntry:
    """The entry of a meetup, for whoever asks: the caller has checked the right to it."""
    entries = rows.read_entries(session, [meetup_id])
    if meetup_id not in entries:
        raise _not_found()
    return entries[meetup_id]


def _not_found() -> NotFound:
    return NotFound(N_("Ce café n'existe pas, ou il n'est pas ouvert à votre rôle."))
