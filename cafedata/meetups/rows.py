"""How an entry lies in the tables, and back.

The parts of an entry have the names of their tables' columns, so each needs one line here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from cafedata import model
from cafedata.entry import MeetupEntry
from cafedata.language import bare

_PARTS: dict[str, type[model.MeetupPart]] = {
    "clienteles": model.ClienteleCount,
    "officers": model.OfficersPresent,
    "themes": model.RaisedTheme,
    "unreported_offences": model.UnreportedOffence,
    "programs": model.PromotedProgram,
    "partners": model.PresentPartner,
    "follow_ups": model.FollowUp,
}
_ELSEWHERE = {*_PARTS, "tags", "lead_service", "other_services", "attendance", "announcement"}

_TABLES: tuple[Any, ...] = (
    model.MeetupService,
    model.MeetupTag,
    model.Announcement,
    *_PARTS.values(),
)


def columns(entry: MeetupEntry) -> dict[str, Any]:
    """The values of the row of ``meetup`` itself, without its id and version."""
    values = {name: value for name, value in vars(entry).items() if name not in _ELSEWHERE}
    attendance = {f"attendance_{name}": value for name, value in vars(entry.attendance).items()}
    return values | attendance | {"searchable": _searchable(entry)}


def _searchable(entry: MeetupEntry) -> str:
    """Words to find a meetup by, without accents. Notes stay out: other services search too."""
    names = [entry.venue_name, *(partner.name for partner in entry.partners)]
    return " ".join(bare(name) for name in names)[:1_000]


def search_terms(text: str) -> list[str]:
    """The words of a search, in the form in which ``searchable`` holds them."""
    return bare(text.replace("\0", " ")).split()  # which PostgreSQL takes in no text


def insert_meetups(session: Session, entries: Sequence[MeetupEntry]) -> list[int]:
    """Insert the meetups' own rows; their ids, in the order of the entries."""
    # SQLite gives growing ids in the order of the rows; asked to promise it, SQLAlchemy would
    # insert them one by one.
    promised = session.get_bind().dialect.name != "sqlite"
    table: Any = model.Meetup.__table__
    ids = session.scalars(
        insert(table).returning(table.c.id, sort_by_parameter_order=promised),
        [{"version": 1, **columns(entry)} for entry in entries],
    )
    return sorted(ids)


def insert_belongings(session: Session, entries: Iterable[tuple[int, MeetupEntry]]) -> None:
    """Insert what belongs to each meetup, given by its id, beside its own row."""
    rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for meetup_id, entry in entries:
        for table, row in _belongings(entry):
            rows[table].append({"meetup_id": meetup_id, **row})
    for table, table_rows in rows.items():
        session.execute(insert(table.__table__), table_rows)


def _belongings(entry: MeetupEntry) -> Iterable[tuple[Any, dict[str, Any]]]:
    for service in entry.services:
        yield (
            model.MeetupService,
            {"service_code": service, "is_lead": service == entry.lead_service},
        )
    for position, tag in enumerate(entry.tags):
        yield model.MeetupTag, {"position": position, "tag": tag}
    if entry.announcement:
        yield model.Announcement, vars(entry.announcement)
    for field, table in _PARTS.items():
        for position, part in enumerate(getattr(entry, field)):
            yield table, {"position": position, **vars(part)}


def delete_belongings(session: Session, meetup_id: int) -> None:
    """Delete what belongs to a meetup, before it is inserted anew."""
    for table in _TABLES:
        session.execute(delete(table).where(table.meetup_id == meetup_id))


def read_entries(session: Session, meetup_ids: Sequence[int]) -> dict[int, MeetupEntry]:
    """The entries of these meetups, by id; one query for each table, however many meetups."""
    meetups = session.scalars(select(model.Meetup).where(model.Meetup.id.in_(meetup_ids))).all()
    belongings = {table: _by_meetup(session, table, meetup_ids) for table in _TABLES}
    return {row.id: _entry(row, belongings) for row in meetups}


def _by_meetup(session: Session, table: Any, meetup_ids: Sequence[int]) -> dict[int, list[Any]]:
    key = table.position if issubclass(table, model.MeetupPart) else table.meetup_id
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.scalars(select(table).where(table.meetup_id.in_(meetup_ids)).order_by(key)):
        found[row.meetup_id].append(row)
    return found


def _entry(row: model.Meetup, belongings: dict[Any, dict[int, list[Any]]]) -> MeetupEntry:
    own = {table: rows.get(row.id, []) for table, rows in belongings.items()}
    services = own[model.MeetupService]
    announcement = own[model.Announcement]
    fields = MeetupEntry.model_fields.keys() - _ELSEWHERE
    values = {name: getattr(row, name) for name in fields} | {
        "attendance": {
            name: getattr(row, f"attendance_{name}")
            for name in ("value", "precision", "unit", "words")
        },
        "lead_service": next(part.service_code for part in services if part.is_lead),
        "other_services": sorted(part.service_code for part in services if not part.is_lead),
        "tags": [part.tag for part in own[model.MeetupTag]],
        "announcement": _values(announcement[0], "meetup_id") if announcement else None,
    }
    for field, table in _PARTS.items():
        values[field] = [_values(part, "meetup_id", "position") for part in own[table]]
    return MeetupEntry.model_validate(values)


def _values(row: Any, *left_out: str) -> dict[str, Any]:
    names = row.__table__.columns.keys()
    return {name: getattr(row, name) for name in names if name not in left_out}
