"""People who correct the same meetup at the same time: nobody is silently overwritten.

``tests/soak`` does the same for longer.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import event

from cafedata import meetups
from cafedata.database import engine_for
from cafedata.meetups import Saved
from tests.soak.corrections import correct_together, marks_by_version
from tests.soak.wholeness import flaws
from tests.world import World


def test_everybody_who_corrects_the_same_meetup_is_kept_or_told(world: World) -> None:
    meetup_id = world.record(world.entry(notes="")).meetup_id
    people = correct_together(world, meetup_id, people=4, times=10)
    told = {version: [mark] for person in people for version, mark in person.marks.items()}
    assert marks_by_version(world, meetup_id) == told
    assert world.read(meetup_id).version == 1 + 4 * 10
    conflicts = [pair for person in people for pair in person.conflicts]
    assert sum(person.attempts for person in people) == len(told) + len(conflicts)
    assert all(read < current for read, current in conflicts)
    assert flaws(world) == []


def test_those_who_write_at_the_same_time_wait_for_their_turn_in_sqlite(
    sqlite_world: World,
) -> None:
    viewer = sqlite_world.viewer("liaison MIR")
    engine = engine_for(sqlite_world.url)
    engine.dispose()
    event.listen(engine, "connect", lambda driver, _: driver.execute("PRAGMA busy_timeout = 0"))
    together = Barrier(6)

    def record(_: int) -> Saved:
        together.wait(timeout=30)
        with sqlite_world.writing() as session:
            return meetups.record(session, viewer, sqlite_world.entry())

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(record, range(30)))) == 30
