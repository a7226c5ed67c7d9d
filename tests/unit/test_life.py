"""The life of a meetup: announced, then held, cancelled, postponed or interrupted."""

import datetime as dt

import pytest
from sqlalchemy import select

from cafedata import meetups
from cafedata.entry import Announcement, announcement_of
from cafedata.errors import Conflict, InvalidEntry, NotAllowed
from cafedata.figures import meetups_in_each_state
from cafedata.meetups import Postponed, Saved
from cafedata.model import Change, Postponement
from cafedata.selection import Selection
from cafedata.vocabulary import DatePrecision, MeetupState, PartOfDay, Standing
from tests.world import EVERYONE, MIRABEL, SAINT_COLOMBAN, TODAY, World

NEW_DAY = dt.date(2025, 4, 5)
REASON = {"state_reason": "tempête"}


def postpone(
    world: World,
    saved: Saved,
    new_date: dt.date | None = None,
    who: str = "liaison MIR",
    reason: str = "tempête",
) -> Postponed:
    with world.writing() as session:
        return meetups.postpone(
            session,
            world.viewer(who),
            saved.meetup_id,
            reason,
            version=saved.version,
            new_date=new_date,
        )


@pytest.mark.parametrize(
    "state", [MeetupState.held, MeetupState.interrupted, MeetupState.cancelled]
)
def test_what_becomes_of_a_planned_café_keeps_all_that_was_announced(
    world: World, state: MeetupState
) -> None:
    planned = world.planned(part_of_day="morning", end_time="11:30")
    saved = world.record(planned)
    became = world.entry(state=state, date="2025-03-30", municipality_code=SAINT_COLOMBAN, **REASON)
    world.correct(saved, became)
    entry = world.read(saved.meetup_id).entry
    assert (entry.state, entry.municipality_code) == (state, SAINT_COLOMBAN)
    assert entry.announcement == announcement_of(planned)
    assert entry.announcement == Announcement(
        date=dt.date(2025, 3, 29),
        start_time=dt.time(10),
        end_time=dt.time(11, 30),
        part_of_day=PartOfDay.morning,
        municipality_code=MIRABEL,
        venue_name="Bibliothèque municipale",
    )


def test_a_café_announced_for_a_month_was_not_announced_for_its_first_day(world: World) -> None:
    saved = world.record(world.planned(date_precision="month"))
    world.correct(saved, world.entry())
    announced = world.read(saved.meetup_id).entry.announcement
    assert announced
    assert announced.date_precision is DatePrecision.month


def test_an_announcement_in_a_municipality_that_does_not_exist_is_refused(
    sqlite_world: World,
) -> None:
    announced = {"date": "2025-03-14", "municipality_code": "00000"}
    with pytest.raises(InvalidEntry) as refused:
        sqlite_world.record(sqlite_world.entry(announcement=announced))
    assert [row.field for row in refused.value.problems] == ["announcement.municipality_code"]


def test_a_postponed_café_stays_as_announced_and_another_is_planned(world: World) -> None:
    planned = world.planned(notes="salle B")
    saved = world.record(planned)
    done = postpone(world, saved, NEW_DAY)
    assert done.moved_to
    old, new = world.read(saved.meetup_id).entry, world.read(done.moved_to.meetup_id).entry
    assert (old.state, old.state_reason, old.date) == (
        MeetupState.postponed,
        "tempête",
        planned.date,
    )
    assert old.announcement == announcement_of(planned)
    assert new == planned.model_copy(update={"date": NEW_DAY})


def test_both_cafés_have_their_row_of_history(world: World) -> None:
    done = postpone(world, world.record(world.planned()), NEW_DAY)
    assert done.moved_to
    with world.reading() as session:
        rows = session.execute(select(Change.meetup_id, Change.version).order_by(Change.id)).all()
    old, new = done.meetup.meetup_id, done.moved_to.meetup_id
    assert [tuple(row) for row in rows] == [(old, 1), (old, 2), (new, 1)]


def test_the_new_date_may_come_later(world: World) -> None:
    first = postpone(world, world.record(world.planned()))
    assert first.moved_to is None
    second = postpone(world, first.meetup, NEW_DAY)
    assert second.moved_to
    assert world.read(second.moved_to.meetup_id).entry.state is MeetupState.planned


def test_a_café_is_put_off_to_one_new_date_only(world: World) -> None:
    first = postpone(world, world.record(world.planned()), NEW_DAY)
    with pytest.raises(InvalidEntry, match="déjà sa nouvelle date"):
        postpone(world, first.meetup, dt.date(2025, 4, 12))


def test_postponing_twice_at_the_same_version_is_told_and_plans_once(world: World) -> None:
    saved = world.record(world.planned())
    postpone(world, saved)
    with pytest.raises(Conflict):
        postpone(world, saved, NEW_DAY)
    with world.reading() as session:
        assert session.scalars(select(Postponement)).all() == []


@pytest.mark.parametrize(
    ("new_date", "reason", "field"),
    [
        (dt.date(2025, 3, 29), "tempête", "new_date"),
        (dt.date(2010, 1, 1), "tempête", "date"),
        (NEW_DAY, "", "state_reason"),
    ],
)
def test_a_refused_postponement_says_why_and_changes_nothing(
    sqlite_world: World, new_date: dt.date, reason: str, field: str
) -> None:
    saved = sqlite_world.record(sqlite_world.planned())
    with pytest.raises(InvalidEntry) as refused:
        postpone(sqlite_world, saved, new_date, reason=reason)
    assert [row.field for row in refused.value.problems] == [field]
    assert sqlite_world.read(saved.meetup_id).version == 1


@pytest.mark.parametrize("state", ["held", "cancelled", "interrupted"])
def test_only_what_is_to_come_is_postponed(sqlite_world: World, state: str) -> None:
    saved = sqlite_world.record(sqlite_world.entry(state=state, **REASON))
    with pytest.raises(InvalidEntry, match="Seul un café prévu"):
        postpone(sqlite_world, saved, NEW_DAY)


@pytest.mark.parametrize("who", [who for who in EVERYONE if who != "liaison MIR"])
def test_nobody_else_postpones_a_café(sqlite_world: World, who: str) -> None:
    saved = sqlite_world.record(sqlite_world.planned(other_services=["STJ"]))
    with pytest.raises(NotAllowed):
        postpone(sqlite_world, saved, NEW_DAY, who)
    assert sqlite_world.read(saved.meetup_id).version == 1


def test_each_of_the_two_cafés_leads_to_the_other_for_who_may_read_it(world: World) -> None:
    done = postpone(world, world.record(world.planned()), NEW_DAY)
    assert done.moved_to
    old, new = done.meetup.meetup_id, done.moved_to.meetup_id
    with world.reading() as session:
        for who in ("liaison MIR", "commander MIR", "administrator"):
            viewer = world.viewer(who)
            moved_to = meetups.moves(session, viewer, old, TODAY).moved_to
            moved_from = meetups.moves(session, viewer, new, TODAY).moved_from
            assert (moved_to and moved_to.meetup_id) == new
            assert (moved_from and moved_from.meetup_id) == old
        partner = meetups.moves(session, world.viewer("partner Mirabel"), new, TODAY)
        other = meetups.moves(session, world.viewer("liaison STJ"), old, TODAY)
    assert partner.moved_from is None
    assert other.moved_to is None


def test_figures_keep_the_states_apart_after_a_postponement(world: World) -> None:
    postpone(world, world.record(world.planned()), NEW_DAY)
    world.record(world.planned(date="2025-03-18"))
    world.record(world.entry(attendance={"value": 0, "precision": "exact"}))
    year = Selection(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    with world.reading() as session:
        found = meetups_in_each_state(session, world.viewer("commander MIR"), year, TODAY)
    assert found == {
        Standing.held: 0,
        Standing.nobody_came: 1,
        Standing.interrupted: 0,
        Standing.not_yet_entered: 1,
        Standing.planned: 1,
        Standing.postponed: 1,
        Standing.cancelled: 0,
    }


def test_a_past_café_is_taken_up_without_what_was_of_that_day(world: World) -> None:
    saved = world.record(world.entry(other_services=["STJ"]))
    viewer = world.viewer("liaison MIR")
    with world.reading() as session:
        alike = meetups.alike(session, viewer, saved.meetup_id, TODAY)
    assert alike == world.entry(
        attendance={},
        tags=(),
        themes=(),
        unreported_offences=(),
        programs=[{"program_code": "aine_avise"}],
        partners=(),
        follow_ups=(),
        notes="",
    )


@pytest.mark.parametrize("who", [who for who in EVERYONE if who != "liaison MIR"])
def test_nobody_takes_up_the_café_of_another_service(sqlite_world: World, who: str) -> None:
    saved = sqlite_world.record()
    with sqlite_world.reading() as session, pytest.raises(Exception, match="café") as refused:
        meetups.alike(session, sqlite_world.viewer(who), saved.meetup_id, TODAY)
    assert type(refused.value).__name__ in ("NotAllowed", "NotFound")


def test_the_latest_are_those_that_the_service_led_newest_first(world: World) -> None:
    older = world.record(world.entry(date="2025-03-01"))
    newer = world.record(world.entry(date="2025-03-10"))
    world.record(world.planned())
    world.record(world.entry(lead_service="STJ", other_services=["MIR"]))
    with world.reading() as session:
        found = meetups.latest(session, world.viewer("liaison MIR"), TODAY, most=5)
        one = meetups.latest(session, world.viewer("liaison MIR"), TODAY, most=1)
    assert [row.meetup_id for row in found] == [newer.meetup_id, older.meetup_id]
    assert [row.meetup_id for row in one] == [newer.meetup_id]
