"""Eight people who correct the same meetup five hundred times each."""

import time

from tests.soak.corrections import correct_together, marks_by_version
from tests.soak.wholeness import flaws
from tests.world import World


def test_eight_people_correct_the_same_meetup_five_hundred_times_each(
    world: World, backend: str
) -> None:
    meetup_id = world.record(world.entry(notes="")).meetup_id
    started = time.perf_counter()
    people = correct_together(world, meetup_id, people=8, times=500)
    seconds = time.perf_counter() - started
    attempts = sum(person.attempts for person in people)
    conflicts = [pair for person in people for pair in person.conflicts]
    print(f"\n{backend}: {attempts} attempts, {len(conflicts)} told of a conflict, {seconds:.0f} s")
    told = {version: [mark] for person in people for version, mark in person.marks.items()}
    assert marks_by_version(world, meetup_id) == told
    assert world.read(meetup_id).version == 1 + 8 * 500
    assert attempts == len(told) + len(conflicts)
    assert all(read < current for read, current in conflicts)
    assert flaws(world) == []
