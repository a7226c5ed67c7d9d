"""Who reads and who writes what, with the meetups of other services in the same database."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafedata import access, meetups
from cafedata.access import Viewer
from cafedata.entry import MeetupEntry
from cafedata.errors import NotAllowed, NotFound
from cafedata.meetups import MeetupRecord, Saved
from cafedata.model import Change, Meetup
from cafedata.selection import Selection
from cafedata.vocabulary import MeetupState, Role
from tests.world import EVERYONE, SAINT_JEROME, TODAY, World

ALWAYS = Selection(dt.date(2014, 5, 1), dt.date(2099, 12, 31))
NOT_LIAISON = [who for who in EVERYONE if not who.startswith("liaison")]
POLICE_OF_MIRABEL = ["liaison MIR", "commander MIR"]
POLICE_OF_SAINT_JEROME = ["liaison STJ", "commander STJ"]
TOOK_PLACE = {"held", "joint", "interrupted"}


@dataclass(frozen=True)
class Cafes:
    """One café of each kind, all of Mirabel's service; the joint one is held with Saint-Jérôme."""

    world: World
    saved: dict[str, Saved]

    def read_by(self, who: str) -> set[str]:
        """The names of the cafés that this person may read one by one."""
        return {name for name in self.saved if self._reads(name, who)}

    def _reads(self, name: str, who: str) -> bool:
        try:
            self.record(name, who)
        except NotFound:
            return False
        return True

    def record(self, name: str, who: str) -> MeetupRecord:
        return self.world.read(self.saved[name].meetup_id, who)

    def found_by(self, who: str) -> set[str]:
        """The names of the cafés that a search without words shows this person."""
        viewer = self.world.viewer(who)
        with self.world.reading() as session:
            found = meetups.search(session, viewer, ALWAYS, TODAY, page_size=100)
        assert found.total == len(found.summaries)
        ids = {row.meetup_id for row in found.summaries}
        return {name for name, saved in self.saved.items() if saved.meetup_id in ids}


@pytest.fixture
def cafes(world: World) -> Cafes:
    kinds = {
        "held": world.entry(),
        "joint": world.entry(other_services=["STJ"]),
        "interrupted": world.entry(state="interrupted", state_reason="panne"),
        "cancelled": world.entry(state="cancelled", state_reason="tempête"),
        "postponed": world.entry(state="postponed", state_reason="travaux"),
        "cancelled ahead": world.planned(state="cancelled", state_reason="travaux"),
        "to come": world.planned(notes="salle B"),
        "to come jointly": world.planned(other_services=["STJ"]),
        "today": world.planned(date=TODAY.isoformat()),
        "not yet entered": world.planned(date="2025-03-19"),
        "to come elsewhere": world.planned(municipality_code=SAINT_JEROME),
    }
    return Cafes(world, {name: world.record(entry) for name, entry in kinds.items()})


# Reading


@pytest.mark.parametrize("who", [*POLICE_OF_MIRABEL, "administrator"])
def test_the_service_itself_and_the_administrator_read_all(cafes: Cafes, who: str) -> None:
    assert cafes.read_by(who) == cafes.found_by(who) == set(cafes.saved)


@pytest.mark.parametrize("who", POLICE_OF_SAINT_JEROME)
def test_another_service_reads_what_took_place_and_what_it_takes_part_in(
    cafes: Cafes, who: str
) -> None:
    readable = TOOK_PLACE | {"to come jointly"}
    assert cafes.read_by(who) == cafes.found_by(who) == readable


def test_a_partner_reads_only_the_cafés_to_come_in_its_municipalities(cafes: Cafes) -> None:
    upcoming = {"to come", "to come jointly", "today"}
    assert cafes.read_by("partner Mirabel") == cafes.found_by("partner Mirabel") == upcoming


def test_a_café_planned_for_a_month_is_to_come_until_that_month_is_over(world: World) -> None:
    saved = world.record(world.planned(date="2025-03-01", date_precision="month", start_time=None))
    assert world.read(saved.meetup_id, "partner Mirabel").entry.date == dt.date(2025, 3, 1)


def test_a_partner_never_reads_another_municipality(cafes: Cafes) -> None:
    assert "to come elsewhere" not in cafes.read_by("partner Mirabel")
    selection = Selection(ALWAYS.starts_on, ALWAYS.ends_on, municipalities=(SAINT_JEROME,))
    with cafes.world.reading() as session:
        viewer = cafes.world.viewer("partner Mirabel")
        assert meetups.search(session, viewer, selection, TODAY).total == 0
        assert meetups.known_venues(session, viewer, SAINT_JEROME, TODAY) == []


def test_a_partner_without_municipality_reads_nothing(cafes: Cafes) -> None:
    nobody = Viewer(1, "", Role.partner)
    with cafes.world.reading() as session:
        assert meetups.search(session, nobody, ALWAYS, TODAY).total == 0
        assert session.scalars(select(Meetup.id).where(access.may_count(nobody))).all() == []


def test_the_ids_that_are_readable_are_those_that_are_found(cafes: Cafes) -> None:
    for who in EVERYONE:
        viewer = cafes.world.viewer(who)
        with cafes.world.reading() as session:
            ids = set(session.scalars(access.select_readable(viewer, TODAY)))
        assert ids == {cafes.saved[name].meetup_id for name in cafes.found_by(who)}


@pytest.mark.parametrize("who", [*POLICE_OF_MIRABEL, "administrator"])
def test_notes_offences_and_follow_ups_are_read_at_home(cafes: Cafes, who: str) -> None:
    record = cafes.record("held", who)
    assert record.is_whole
    assert record.entry == cafes.world.entry()


@pytest.mark.parametrize("who", POLICE_OF_SAINT_JEROME)
def test_notes_offences_and_follow_ups_are_left_out_for_another_service(
    cafes: Cafes, who: str
) -> None:
    record = cafes.record("held", who)
    inner_matters = {"notes": "", "unreported_offences": (), "follow_ups": ()}
    assert not record.is_whole
    assert record.entry == cafes.world.entry().model_copy(update=inner_matters)


@pytest.mark.parametrize("who", POLICE_OF_SAINT_JEROME)
def test_a_service_that_takes_part_reads_all_of_a_joint_café(cafes: Cafes, who: str) -> None:
    record = cafes.record("joint", who)
    assert record.is_whole
    assert record.entry.notes == cafes.world.entry().notes


def test_a_partner_reads_no_notes_of_a_café_to_come(cafes: Cafes) -> None:
    record = cafes.record("to come", "partner Mirabel")
    assert (record.is_whole, record.entry.notes) == (False, "")


def test_only_the_liaison_officers_of_the_lead_service_are_told_they_may_change(
    cafes: Cafes,
) -> None:
    may_change = {who for who in EVERYONE if cafes.record("to come jointly", who).may_change}
    assert may_change == {"liaison MIR"}


@pytest.mark.parametrize("who", [*POLICE_OF_MIRABEL, "administrator"])
def test_history_is_read_at_home(cafes: Cafes, who: str) -> None:
    assert len(_history(cafes, "held", who)) == 1


@pytest.mark.parametrize("who", POLICE_OF_SAINT_JEROME)
def test_history_is_read_only_by_the_services_that_held_the_café(cafes: Cafes, who: str) -> None:
    with pytest.raises(NotAllowed):
        _history(cafes, "held", who)
    with pytest.raises(NotFound):
        _history(cafes, "cancelled", who)
    assert len(_history(cafes, "joint", who)) == 1


def test_a_partner_reads_no_history(cafes: Cafes) -> None:
    with pytest.raises(NotAllowed):
        _history(cafes, "to come", "partner Mirabel")
    with pytest.raises(NotFound):
        _history(cafes, "held", "partner Mirabel")


def _history(cafes: Cafes, name: str, who: str) -> tuple[Any, ...]:
    viewer = cafes.world.viewer(who)
    with cafes.world.reading() as session:
        return meetups.history(session, viewer, cafes.saved[name].meetup_id, TODAY)


def test_a_café_that_is_cancelled_disappears_for_the_other_services(cafes: Cafes) -> None:
    assert "held" in cafes.read_by("liaison STJ")
    with cafes.world.writing() as session:
        meetup_id = cafes.saved["held"].meetup_id
        meetups.cancel(session, cafes.world.viewer("liaison MIR"), meetup_id, "erreur", version=1)
    assert "held" not in cafes.read_by("liaison STJ")


# Writing


def _attempts(world: World, saved: Saved, entry: MeetupEntry) -> dict[str, Callable[..., object]]:
    """Every way to write ``entry``, or to change the meetup that is saved, by its name."""
    meetup_id, version = saved.meetup_id, saved.version
    return {
        "record": lambda s, v: meetups.record(s, v, entry),
        "record with a form": lambda s, v: meetups.record(s, v, entry, submission="form"),
        "record many": lambda s, v: meetups.record_many(s, v, [entry]),
        "correct": lambda s, v: meetups.correct(s, v, meetup_id, entry, version=version),
        "cancel": lambda s, v: meetups.cancel(s, v, meetup_id, "pluie", version=version),
        "cancel, no reason": lambda s, v: meetups.cancel(s, v, meetup_id, "", version=version),
        "restore": lambda s, v: meetups.restore(s, v, meetup_id, to_version=1, version=version),
        "restore nothing": lambda s, v: meetups.restore(
            s, v, meetup_id, to_version=99, version=version
        ),
    }


def _assert_all_refused(
    world: World, who: str, saved: Saved, attempts: dict[str, Callable[..., object]]
) -> None:
    before = _everything(world)
    viewer = world.viewer(who)
    for name, attempt in attempts.items():
        with world.writing() as session:
            assert _is_refused(attempt, session, viewer), f"{who} may {name}"
    assert _everything(world) == before


def _is_refused(attempt: Callable[..., object], session: Session, viewer: Viewer) -> bool:
    try:
        attempt(session, viewer)
    except NotAllowed:
        return True
    return False


def _everything(world: World) -> tuple[Any, ...]:
    with world.reading() as session:
        return (
            session.scalar(select(func.count(Change.id))),
            [tuple(row) for row in session.execute(_versions())],
        )


def _versions() -> Any:
    return select(Meetup.id, Meetup.version, Meetup.state, Meetup.notes).order_by(Meetup.id)


@pytest.mark.parametrize("who", NOT_LIAISON)
def test_nobody_but_a_liaison_officer_writes(world: World, who: str) -> None:
    saved = world.record()
    for entry in (world.entry(), world.entry(lead_service="STJ"), world.planned()):
        _assert_all_refused(world, who, saved, _attempts(world, saved, entry))


def test_a_liaison_officer_writes_nothing_for_another_service(world: World) -> None:
    saved = world.record()
    _assert_all_refused(world, "liaison STJ", saved, _attempts(world, saved, world.entry()))


def test_taking_part_in_a_joint_café_does_not_let_change_it(world: World) -> None:
    joint = world.entry(other_services=["STJ"])
    saved = world.record(joint)
    _assert_all_refused(world, "liaison STJ", saved, _attempts(world, saved, joint))


def test_naming_oneself_the_lead_does_not_take_over_a_café(world: World) -> None:
    saved = world.record(world.entry(other_services=["STJ"]))
    taken = world.entry(lead_service="STJ", other_services=["MIR"])
    attempts = _attempts(world, saved, taken)
    _assert_all_refused(world, "liaison STJ", saved, {"correct": attempts["correct"]})


def test_a_café_is_not_given_away_to_another_service(world: World) -> None:
    saved = world.record()
    attempts = _attempts(world, saved, world.entry(lead_service="STJ"))
    _assert_all_refused(world, "liaison MIR", saved, {"correct": attempts["correct"]})


def test_one_entry_of_another_service_among_many_refuses_them_all(world: World) -> None:
    several = [world.entry()] * 1_000 + [world.entry(lead_service="STJ")]
    with world.writing() as session, pytest.raises(NotAllowed):
        meetups.record_many(session, world.viewer("liaison MIR"), several)
    assert _everything(world) == (0, [])


def test_a_liaison_officer_writes_outside_the_territory_of_the_service(world: World) -> None:
    saved = world.record(world.entry(municipality_code=SAINT_JEROME))
    assert world.read(saved.meetup_id).entry.municipality_code == SAINT_JEROME


def test_figures_count_all_services_for_the_police_and_one_municipality_for_a_partner(
    world: World,
) -> None:
    mirabel = world.record().meetup_id
    jerome = world.record(
        world.entry(lead_service="STJ", municipality_code=SAINT_JEROME), by="liaison STJ"
    ).meetup_id
    counted = {who: _counted(world, who) for who in EVERYONE}
    assert counted.pop("partner Mirabel") == {mirabel}
    assert all(ids == {mirabel, jerome} for ids in counted.values())


def _counted(world: World, who: str) -> set[int]:
    viewer = world.viewer(who)
    with world.reading() as session:
        return set(session.scalars(select(Meetup.id).where(access.may_count(viewer))))


def test_an_administrator_reads_a_café_that_nobody_else_may(world: World) -> None:
    saved = world.record(world.entry(state=MeetupState.cancelled, state_reason="pluie"))
    assert world.read(saved.meetup_id, "administrator").is_whole
    for who in ("liaison STJ", "commander STJ", "partner Mirabel"):
        with pytest.raises(NotFound):
            world.read(saved.meetup_id, who)
