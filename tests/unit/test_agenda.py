"""What a liaison finds on the first page: to be entered, and upcoming."""

import datetime as dt

import pytest

from cafedata import agenda, standing
from cafedata.access import Viewer
from cafedata.meetups import Found
from cafedata.vocabulary import DatePrecision, MeetupState, Role
from tests.world import EVERYONE, SAINT_JEROME, TODAY, World


def to_be_entered(world: World, who: str = "liaison MIR", today: dt.date = TODAY) -> Found:
    with world.reading() as session:
        return agenda.to_be_entered(session, world.viewer(who), today)


def upcoming(world: World, who: str = "liaison MIR", today: dt.date = TODAY) -> Found:
    with world.reading() as session:
        return agenda.upcoming(session, world.viewer(who), today)


def days(found: Found) -> list[str]:
    return [row.date.isoformat() for row in found.summaries]


def test_a_planned_café_is_to_be_entered_from_the_next_day(world: World) -> None:
    world.record(world.planned(date=TODAY.isoformat()))
    assert days(to_be_entered(world)) == []
    assert days(upcoming(world)) == [TODAY.isoformat()]
    tomorrow = TODAY + dt.timedelta(days=1)
    assert days(to_be_entered(world, today=tomorrow)) == [TODAY.isoformat()]
    assert days(upcoming(world, today=tomorrow)) == []


@pytest.mark.parametrize(
    ("precision", "last_day_before_late"),
    [("month", dt.date(2025, 2, 28)), ("year", dt.date(2025, 12, 31))],
)
def test_a_café_planned_for_a_month_or_a_year_waits_until_all_of_it_is_over(
    world: World, precision: str, last_day_before_late: dt.date
) -> None:
    world.record(world.planned(date="2025-02-14", date_precision=precision))
    next_day = last_day_before_late + dt.timedelta(days=1)
    assert to_be_entered(world, today=last_day_before_late).total == 0
    assert upcoming(world, today=last_day_before_late).total == 1
    assert to_be_entered(world, today=next_day).total == 1
    assert upcoming(world, today=next_day).total == 0


def test_what_was_held_cancelled_or_postponed_is_neither_to_be_entered_nor_upcoming(
    world: World,
) -> None:
    world.record(world.entry(date="2025-03-01"))
    for date in ("2025-03-01", "2025-03-25"):
        for state in ("cancelled", "postponed"):
            world.record(world.planned(date=date, state=state, state_reason="tempête"))
    assert (to_be_entered(world).total, upcoming(world).total) == (0, 0)


def test_the_lead_service_enters_and_every_service_of_a_joint_café_sees_it_coming(
    world: World,
) -> None:
    world.record(world.planned(date="2025-03-19", other_services=["STJ"]))
    world.record(world.planned(other_services=["STJ"]))
    assert [to_be_entered(world, who).total for who in ("liaison MIR", "liaison STJ")] == [1, 0]
    assert [upcoming(world, who).total for who in ("liaison MIR", "liaison STJ")] == [1, 1]


def test_nobody_finds_the_cafés_of_another_service(world: World) -> None:
    world.record(world.planned(date="2025-03-19"))
    world.record(world.planned())
    for who in EVERYONE:
        is_own = who.endswith("MIR")
        assert to_be_entered(world, who).total == upcoming(world, who).total == int(is_own), who


def test_a_viewer_without_service_finds_nothing(world: World) -> None:
    world.record(world.planned(date="2025-03-19"))
    nobody = Viewer(1, "", Role.liaison)
    with world.reading() as session:
        assert agenda.to_be_entered(session, nobody, TODAY).total == 0
        assert agenda.upcoming(session, nobody, TODAY).total == 0


def test_sixty_days_ahead_is_upcoming_and_sixty_one_is_not(world: World) -> None:
    for ahead in (60, 61):
        world.record(world.planned(date=(TODAY + dt.timedelta(days=ahead)).isoformat()))
    assert days(upcoming(world)) == ["2025-05-19"]


def test_the_newest_overdue_and_the_nearest_upcoming_come_first(world: World) -> None:
    for date in ("2025-03-02", "2025-03-19", "2025-04-10", "2025-03-22"):
        world.record(world.planned(date=date, municipality_code=SAINT_JEROME))
    assert days(to_be_entered(world)) == ["2025-03-19", "2025-03-02"]
    assert days(upcoming(world)) == ["2025-03-22", "2025-04-10"]


def test_a_long_list_says_how_many_it_leaves_out(sqlite_world: World) -> None:
    for day in range(1, 13):
        sqlite_world.record(sqlite_world.planned(date=f"2025-03-{day:02}"))
    found = to_be_entered(sqlite_world)
    assert (len(found.summaries), found.total) == (agenda.MOST_LISTED, 12)


@pytest.mark.parametrize("precision", DatePrecision)
@pytest.mark.parametrize("date", ["2024-12-31", "2025-01-01", "2025-02-28", "2025-03-19"])
def test_the_database_and_the_page_agree_on_what_is_late(
    sqlite_world: World, date: str, precision: DatePrecision
) -> None:
    entry = sqlite_world.planned(date=date, date_precision=precision)
    sqlite_world.record(entry)
    is_late = standing.is_late(MeetupState.planned, entry.date, precision, TODAY)
    assert to_be_entered(sqlite_world).total == int(is_late)
