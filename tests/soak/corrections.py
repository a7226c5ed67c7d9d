"""Several people who correct the same meetup at the same time, again and again."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

from sqlalchemy import select

from cafedata import meetups
from cafedata.entry import MeetupEntry, checked
from cafedata.errors import Conflict
from cafedata.meetups import MeetupRecord
from cafedata.model import Change
from cafedata.vocabulary import MeetupState
from tests.world import TODAY, World

_MARKS_KEPT = 100
"""How many marks the notes keep, the last ones: their length is limited."""


@dataclass
class Person:
    """Somebody who adds marks to the notes, and reads them again when another was quicker."""

    name: str
    marks: dict[int, str] = field(default_factory=dict)
    """The marks that this person was told are saved, by the version that holds them first."""
    attempts: int = 0
    conflicts: list[tuple[int, int]] = field(default_factory=list)
    """At each refusal, the version that this person had read and the one they were told of."""

    def add_marks(self, world: World, meetup_id: int, times: int) -> None:
        viewer = world.viewer("liaison MIR")
        while len(self.marks) < times:
            with world.reading() as session:
                seen = meetups.read(session, viewer, meetup_id, TODAY)
            mark = f"{self.name}{len(self.marks)}"
            self.attempts += 1
            try:
                with world.writing() as session:
                    saved = meetups.correct(
                        session,
                        viewer,
                        meetup_id,
                        _with_mark(world, seen, mark),
                        version=seen.version,
                    )
            except Conflict as conflict:
                self.conflicts.append((seen.version, conflict.current_version))
            else:
                self.marks[saved.version] = mark


def _with_mark(world: World, seen: MeetupRecord, mark: str) -> MeetupEntry:
    """What was seen with one more mark; by turns planned, without results, and held, with some."""
    notes = "\n".join([*seen.entry.notes.split(), mark][-_MARKS_KEPT:])
    is_held = seen.entry.state is MeetupState.held
    return world.planned(notes=notes) if is_held else world.entry(notes=notes)


def correct_together(world: World, meetup_id: int, *, people: int, times: int) -> list[Person]:
    """People who each add that many marks to a meetup, all having started together."""
    together = Barrier(people)

    def work(name: str) -> Person:
        person = Person(name)
        together.wait(timeout=30)
        person.add_marks(world, meetup_id, times)
        return person

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(work, "abcdefgh"[:people]))


def marks_by_version(world: World, meetup_id: int) -> dict[int, list[str]]:
    """The marks that each correction added to those before it, as the history tells it."""
    added: dict[int, list[str]] = {}
    with world.reading() as session:
        changes = session.scalars(select(Change).where(Change.meetup_id == meetup_id))
        for change in changes:
            if change.before:
                before, after = (checked(e).notes.split() for e in (change.before, change.after))
                kept = before[-(_MARKS_KEPT - 1) :]
                assert after[: len(kept)] == kept
                added[change.version] = after[len(kept) :]
    return added
