"""What a database may not hold, whatever happened to those who wrote in it."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafedata.entry import checked
from cafedata.meetups import rows
from cafedata.model import Base, Change, Meetup, MeetupService
from tests.world import World


def flaws(world: World) -> list[str]:
    """All that is not whole: rows without their meetup, and meetups unlike their history."""
    with world.reading() as session:
        return [*_rows_without_a_meetup(session), *_half_meetups(session)]


def _rows_without_a_meetup(session: Session) -> Iterator[str]:
    meetups = select(Meetup.id)
    for table in Base.metadata.sorted_tables:
        if "meetup_id" in table.c:
            lost = select(table.c.meetup_id).where(table.c.meetup_id.not_in(meetups))
            for meetup_id in session.scalars(lost):
                yield f"{table.name} without its meetup {meetup_id}"


def _half_meetups(session: Session) -> Iterator[str]:
    led = set(session.scalars(select(MeetupService.meetup_id).where(MeetupService.is_lead)))
    versions = {row.id: row.version for row in session.scalars(select(Meetup))}
    yield from (f"meetup {meetup_id} without a lead" for meetup_id in versions.keys() - led)
    entries = rows.read_entries(session, sorted(led))
    past = _past(session)
    for meetup_id, entry in entries.items():
        changes = past[meetup_id]
        if [change.version for change in changes] != [*range(1, versions[meetup_id] + 1)]:
            yield f"meetup {meetup_id} misses a version, or has one too many"
        elif checked(changes[-1].after) != entry:
            yield f"meetup {meetup_id} is not what its last change says"
        elif [change.before for change in changes] != [None, *_after(changes)[:-1]]:
            yield f"meetup {meetup_id} has a change that did not start from the one before"


def _past(session: Session) -> dict[int, list[Change]]:
    past: dict[int, list[Change]] = defaultdict(list)
    for change in session.scalars(select(Change).order_by(Change.meetup_id, Change.version)):
        past[change.meetup_id].append(change)
    return past


def _after(changes: list[Change]) -> list[dict[str, object]]:
    return [change.after for change in changes]
