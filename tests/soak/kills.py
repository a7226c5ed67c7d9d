"""Saves sent to a server that is killed at random moments, and sent again when no answer came."""

import datetime as dt
import random
import time
import uuid
from dataclasses import dataclass
from statistics import median

from sqlalchemy import select

from cafedata.database import engine_for
from cafedata.entry import MeetupEntry, checked
from cafedata.meetups import Saved
from cafedata.model import Change
from tests.soak.server import Answer, Save, Server, running_server
from tests.soak.wholeness import flaws
from tests.world import PROGRAM_CODES, THEME_CODES, World

_CHANCE_OF_A_KILL = 0.3
_CHANCE_OF_A_CORRECTION = 0.3

Acts = dict[Saved, tuple[str | None, MeetupEntry]]
"""For each version of each meetup, the form that recorded it and the entry that was sent."""


@dataclass(frozen=True)
class Kill:
    """The end of one server, while it saved this or just after."""

    save: Save
    at: dt.datetime
    was_answered: bool


class Trial:
    """One officer who saves until enough is acknowledged and enough servers were killed.

    A form that got no answer is sent again, as it was, to the next server.
    """

    def __init__(self, world: World, seed: int) -> None:
        self.acknowledged: Acts = {}
        self.kills: list[Kill] = []
        self.flaws: list[str] = []
        self._world = world
        self._account_id = world.viewer("liaison MIR").account_id
        self._chance = random.Random(seed)
        self._durations = [0.02]
        self._unanswered: Save | None = None

    def run(self, *, saves: int, kills: int) -> None:
        while self._unanswered or len(self.acknowledged) < saves or len(self.kills) < kills:
            # Nobody else holds the database open: the next server finds it as the last one left it.
            engine_for(self._world.url).dispose()
            with running_server(self._world.url, self._account_id) as server:
                self._save_until_killed(server)
            self.flaws += flaws(self._world)

    def _save_until_killed(self, server: Server) -> None:
        while self._chance.random() > _CHANCE_OF_A_KILL:
            save, started = self._next_save(), time.perf_counter()
            answer = server.answer(save)
            if answer is None:
                raise TimeoutError("the server did not answer")
            self._durations.append(time.perf_counter() - started)
            self._hear(save, answer)
        save = self._next_save()
        usual = median(self._durations)
        moment = self._chance.triangular(0, 1.3 * usual, usual)
        answer = server.answer(save, within=moment)
        answer = server.kill() or answer
        self.kills.append(Kill(save, dt.datetime.now(dt.UTC), answer is not None))
        if answer:
            self._hear(save, answer)
        else:
            self._unanswered = save

    def _next_save(self) -> Save:
        if self._unanswered:
            return self._unanswered
        submission = str(uuid.UUID(int=self._chance.getrandbits(128)))
        corrected = None
        if self.acknowledged and self._chance.random() < _CHANCE_OF_A_CORRECTION:
            corrected = self._chance.choice(self._current_versions())
        return Save(submission, self._entry(), corrected)

    def _current_versions(self) -> list[Saved]:
        return [
            saved
            for saved in self.acknowledged
            if Saved(saved.meetup_id, saved.version + 1) not in self.acknowledged
        ]

    def _entry(self) -> MeetupEntry:
        themes = self._chance.sample(THEME_CODES, self._chance.randrange(len(THEME_CODES)))
        programs = self._chance.sample(PROGRAM_CODES, self._chance.randrange(len(PROGRAM_CODES)))
        return self._world.entry(
            other_services=self._chance.sample(["SQ", "STJ", "BLV"], self._chance.randrange(4)),
            themes=[{"theme_code": code, "other_text": "animaux"} for code in themes],
            programs=[{"program_code": code} for code in programs],
            notes=f"{self._chance.getrandbits(64):x}",
        )

    def _hear(self, save: Save, answer: Answer) -> None:
        stored = answer.stored
        own_act = Saved(stored.meetup_id, save.corrects.version + 1 if save.corrects else 1)
        is_told_of_its_own = save is self._unanswered and stored == own_act
        if answer.is_conflict and not is_told_of_its_own:
            raise AssertionError(f"somebody else corrected {stored}")
        if stored in self.acknowledged:
            raise AssertionError(f"two forms were saved as {stored}")
        self.acknowledged[stored] = (None if save.corrects else save.submission, save.entry)
        self._unanswered = None


def history(world: World) -> Acts:
    """All that was ever done, as the database tells it."""
    with world.reading() as session:
        return {
            Saved(change.meetup_id, change.version): (change.submission, checked(change.after))
            for change in session.scalars(select(Change))
        }


def moments(world: World, trial: Trial) -> dict[str, int]:
    """How many servers were killed before the commit, between it and the answer, and after."""
    with world.reading() as session:
        saved_at = {checked(row.after): row.at for row in session.scalars(select(Change))}
    answered = sum(kill.was_answered for kill in trial.kills)
    committed = sum(
        saved_at[kill.save.entry] < kill.at for kill in trial.kills if not kill.was_answered
    )
    return {
        "before the commit": len(trial.kills) - answered - committed,
        "between the commit and the answer": committed,
        "after the answer": answered,
    }
