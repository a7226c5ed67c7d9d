"""The demonstration is believable, reproducible, and never touches a database in use."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random
from statistics import median
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafedata import catalog, people, seeding
from cafedata.database import reading, writing
from cafedata.errors import NotAllowed
from cafedata.model import (
    Account,
    Announcement,
    Base,
    Change,
    FollowUp,
    Installation,
    Meetup,
    MeetupService,
    Postponement,
    PromotedProgram,
    RaisedTheme,
    ThemeRegrouping,
    Tour,
    UndividedTotal,
)
from cafedata.vocabulary import (
    TOOK_PLACE,
    CatalogStatus,
    CountPrecision,
    CountUnit,
    FollowUpState,
    MeetupState,
    RaisedBy,
    Role,
    VenueKind,
)
from seed import LAURENTIDES, demo
from seed.demo.rhythm import RHYTHMS, outings
from tests.databases import Databases

TODAY = dt.date(2026, 11, 23)
MANY = 1_500


def _fill(
    url: str,
    meetups: int,
    *,
    seed: int = 2014,
    progress: Callable[[int], None] = lambda done: None,
) -> None:
    with writing(url) as session:
        seeding.load(session, LAURENTIDES)
        demo.fill(session, meetups=meetups, seed=seed, today=TODAY, progress=progress)


@pytest.fixture(scope="module")
def filled_url(backend: str, databases: Databases) -> Iterator[str]:
    """A demonstration of 1 500 meetups, which tests only read."""
    with databases.copy(backend, "migrated") as url:
        _fill(url, MANY)
        yield url


@pytest.fixture
def filled(filled_url: str) -> Iterator[Session]:
    with reading(filled_url) as session:
        yield session


def _all(session: Session, table: type[Any]) -> Sequence[Any]:
    return session.scalars(select(table)).all()


def _without_moments(url: str) -> dict[str, list[Any]]:
    with reading(url) as session:
        return {
            table.name: sorted(
                (
                    tuple(value for column, value in row.items() if column != "at")
                    for row in session.execute(select(table)).mappings()
                ),
                key=repr,
            )
            for table in Base.metadata.sorted_tables
        }


def test_there_are_as_many_meetups_as_asked(filled: Session) -> None:
    assert len(_all(filled, Meetup)) == MANY
    recorded = select(func.count()).select_from(Change).where(Change.version == 1)
    assert filled.scalar(recorded) == MANY


@pytest.mark.parametrize("meetups", [0, 1, 7])
def test_a_few_meetups_are_made_too(database_url: str, meetups: int) -> None:
    _fill(database_url, meetups)

    with reading(database_url) as session:
        assert len(_all(session, Meetup)) == meetups


def test_the_same_seed_and_day_make_the_same_data(databases: Databases) -> None:
    with (
        databases.copy("sqlite", "migrated") as one,
        databases.copy("sqlite", "migrated") as same,
        databases.copy("sqlite", "migrated") as other,
    ):
        _fill(one, 150, seed=1)
        _fill(same, 150, seed=1)
        _fill(other, 150, seed=2)

        assert _without_moments(one) == _without_moments(same)
        assert _without_moments(one)["meetup"] != _without_moments(other)["meetup"]


def test_what_belongs_to_a_meetup_is_stored_beside_it(filled: Session) -> None:
    history = {row.meetup_id: row.after for row in _all(filled, Change)}
    raised = _by_meetup(_all(filled, RaisedTheme), lambda row: row.theme_code)
    for meetup in _all(filled, Meetup):
        after = history[meetup.id]
        assert after["venue_name"] == meetup.venue_name
        assert after["date"] == meetup.date.isoformat()
        assert [row["theme_code"] for row in after["themes"]] == raised.get(meetup.id, [])


def _by_meetup(rows: Sequence[Any], value: Callable[[Any], Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in sorted(rows, key=lambda row: (row.meetup_id, row.position)):
        found.setdefault(row.meetup_id, []).append(value(row))
    return found


def test_meetups_lie_in_three_years_and_some_are_planned_ahead(filled: Session) -> None:
    meetups = _all(filled, Meetup)
    ahead = [meetup for meetup in meetups if meetup.date >= TODAY]

    assert min(meetup.date for meetup in meetups) >= dt.date(TODAY.year - 3, 1, 1)
    assert {meetup.state for meetup in ahead} <= {
        MeetupState.planned,
        MeetupState.cancelled,
        MeetupState.postponed,
    }
    assert 0.03 < len(ahead) / MANY < 0.07


def test_every_state_is_there_and_most_meetups_were_held(filled: Session) -> None:
    past = [meetup for meetup in _all(filled, Meetup) if meetup.date < TODAY]
    states = Counter(meetup.state for meetup in past)

    assert set(states) == set(MeetupState)
    assert states[MeetupState.held] / len(past) > 0.8


def test_july_and_january_are_quieter_than_may_and_october(filled: Session) -> None:
    months = Counter(meetup.date.month for meetup in _all(filled, Meetup))

    assert max(months[1], months[7]) < min(months[5], months[10])


def test_the_six_services_lead_and_the_surete_leads_most(filled: Session) -> None:
    leads = Counter(row.service_code for row in _all(filled, MeetupService) if row.is_lead)

    assert set(leads) == {"BLV", "DXM", "MIR", "SQ", "STE", "STJ"}
    assert leads.most_common(1)[0][0] == "SQ"


def test_a_service_is_mostly_in_its_own_territory_and_sometimes_outside(filled: Session) -> None:
    region = catalog.read(filled)
    leads = {row.meetup_id: row.service_code for row in _all(filled, MeetupService) if row.is_lead}
    meetups = _all(filled, Meetup)
    outside = sum(
        meetup.municipality_code not in region.policed_by(leads[meetup.id], meetup.date)
        for meetup in meetups
    )

    assert 0 < outside / len(meetups) < 0.06


def test_some_meetups_are_joint(filled: Session) -> None:
    services = Counter(row.meetup_id for row in _all(filled, MeetupService))
    joint = sum(number > 1 for number in services.values())

    assert 0.04 < joint / MANY < 0.09


def test_the_stops_of_a_tour_are_of_one_day_and_one_service(filled: Session) -> None:
    stops: dict[int, list[Meetup]] = {}
    for meetup in _all(filled, Meetup):
        if meetup.tour_id:
            stops.setdefault(meetup.tour_id, []).append(meetup)

    assert len(stops) == len(_all(filled, Tour)) > 0
    assert all(len(rows) >= 2 for rows in stops.values())
    assert all(len({row.date for row in rows}) == 1 for rows in stops.values())
    leads = {row.meetup_id: row.service_code for row in _all(filled, MeetupService) if row.is_lead}
    assert all(len({leads[row.id] for row in rows}) == 1 for rows in stops.values())


def test_the_cafes_of_a_series_share_a_venue_and_a_weekday(filled: Session) -> None:
    series: dict[int, list[Meetup]] = {}
    for meetup in _all(filled, Meetup):
        if meetup.series_id:
            series.setdefault(meetup.series_id, []).append(meetup)

    assert max(len(rows) for rows in series.values()) >= 5
    for rows in series.values():
        assert len({(row.municipality_code, row.venue_name) for row in rows}) == 1
        assert len({row.date.weekday() for row in rows}) == 1


def test_counts_have_the_precisions_of_real_accounts(filled: Session) -> None:
    held = [meetup for meetup in _all(filled, Meetup) if meetup.state in TOOK_PLACE]
    precisions = Counter(meetup.attendance_precision for meetup in held)
    expected = {
        CountPrecision.about: 0.45,
        CountPrecision.at_least: 0.20,
        CountPrecision.exact: 0.16,
        CountPrecision.in_words: 0.08,
        CountPrecision.unknown: 0.12,
    }

    shares = {precision: number / len(held) for precision, number in precisions.items()}
    assert shares == pytest.approx(expected, abs=0.04)


def test_sizes_run_from_3_to_800_around_15_with_a_few_empty_cafes(filled: Session) -> None:
    counted = [
        meetup.attendance_value
        for meetup in _all(filled, Meetup)
        if meetup.attendance_value is not None and meetup.attendance_unit is CountUnit.people
    ]
    people_met = [value for value in counted if value]

    assert 12 <= median(people_met) <= 18
    assert min(people_met) >= 3
    assert max(people_met) <= 800
    assert 0 < counted.count(0) / len(counted) < 0.04


def test_most_cafes_are_in_restaurants(filled: Session) -> None:
    kinds = Counter(meetup.venue_kind for meetup in _all(filled, Meetup))

    assert kinds.most_common(1)[0][0] is VenueKind.restaurant
    assert 0.5 < kinds[VenueKind.restaurant] / MANY < 0.75
    assert len(kinds) > 10


def test_the_police_bring_fraud_up_more_than_citizens_do(filled: Session) -> None:
    raised = Counter(
        row.raised_by for row in _all(filled, RaisedTheme) if "fraud" in row.theme_code
    )

    assert raised[RaisedBy.police] > raised[RaisedBy.citizens] > 0


def test_services_have_tastes_of_their_own(filled: Session) -> None:
    leads = {row.meetup_id: row.service_code for row in _all(filled, MeetupService) if row.is_lead}
    themes = _all(filled, RaisedTheme)

    def share(service: str, theme: str) -> float:
        own = [row.theme_code for row in themes if leads[row.meetup_id] == service]
        return own.count(theme) / len(own)

    assert share("STJ", "homelessness") > 2 * share("SQ", "homelessness")
    assert share("SQ", "offroad") > 2 * share("STJ", "offroad")


def test_programs_belong_to_the_service_and_few_were_retired(filled: Session) -> None:
    region = catalog.read(filled)
    leads = {row.meetup_id: row.service_code for row in _all(filled, MeetupService) if row.is_lead}
    promoted = _all(filled, PromotedProgram)
    for row in promoted:
        owners = region.programs[row.program_code].owners
        assert not owners or leads[row.meetup_id] in owners or "municipality" in owners
    retired = [
        row for row in promoted if region.programs[row.program_code].status is CatalogStatus.retired
    ]

    assert 0 < len(retired) / len(promoted) < 0.03


def test_follow_ups_are_open_done_or_dropped_and_some_are_late(filled: Session) -> None:
    follow_ups = _all(filled, FollowUp)
    late = [
        row
        for row in follow_ups
        if row.state is FollowUpState.open and row.due_on and row.due_on < TODAY
    ]

    assert {row.state for row in follow_ups} == set(FollowUpState)
    assert 0 < len(late) / len(follow_ups) < 0.3


def test_every_service_has_something_to_enter_to_answer_for_and_a_postponed_cafe(
    filled: Session,
) -> None:
    leads = {row.meetup_id: row.service_code for row in _all(filled, MeetupService) if row.is_lead}
    waiting = [row for row in _all(filled, FollowUp) if row.state is FollowUpState.open]
    late = [row for row in waiting if row.due_on and row.due_on < TODAY]
    moved = _all(filled, Postponement)

    overdue = [
        row.id
        for row in _all(filled, Meetup)
        if row.state is MeetupState.planned and row.date < TODAY
    ]

    assert {leads[meetup_id] for meetup_id in overdue} == set(leads.values())
    for rows in (waiting, late, moved):
        assert {leads[row.meetup_id] for row in rows} == set(leads.values())


def test_some_tours_are_counted_as_one_and_some_other_themes_are_regrouped(
    filled: Session,
) -> None:
    assert 3 <= len(_all(filled, UndividedTotal)) < len(_all(filled, Tour)) / 2
    assert len(_all(filled, ThemeRegrouping)) == 3


def test_some_cafes_were_not_where_they_were_announced(filled: Session) -> None:
    announced = {row.meetup_id: row.venue_name for row in _all(filled, Announcement)}
    held = [row for row in _all(filled, Meetup) if row.state in TOOK_PLACE and row.id in announced]
    moved = [row for row in held if row.venue_name != announced[row.id]]

    assert 0.02 < len(moved) / len(held) < 0.3


def test_a_few_cafes_were_not_in_the_municipality_where_they_were_announced(
    filled: Session,
) -> None:
    announced = {row.meetup_id: row.municipality_code for row in _all(filled, Announcement)}
    held = [row for row in _all(filled, Meetup) if row.state in TOOK_PLACE and row.id in announced]
    moved = [row for row in held if announced[row.id] not in (None, row.municipality_code)]

    assert 0.005 < len(moved) / len(held) < 0.15


def test_no_cafe_is_planned_on_a_holiday() -> None:
    christmas, eve = dt.date(2026, 12, 25), dt.date(2026, 12, 24)
    planned = {
        outing.date
        for outing in outings(Random(1), RHYTHMS["SQ"], 20_000, dt.date(2026, 11, 28))
        if outing.date >= dt.date(2026, 11, 28)
    }

    assert eve in planned
    assert christmas not in planned


def test_each_role_can_be_signed_in_and_the_database_is_marked(filled: Session) -> None:
    persons = people.demonstration_people(filled)
    roles = Counter(person.role for person in persons)

    assert roles == {
        Role.liaison: 6,
        Role.commander: 6,
        Role.partner: 2,
        Role.administrator: 1,
    }
    emails = {person.email for person in persons}
    assert "liaison.mirabel@demonstration.invalid" in emails
    assert all(email.endswith(".invalid") for email in emails)
    towns = [person.municipality_codes for person in persons if person.role is Role.partner]
    assert towns == [{"74005"}, {"72010", "72015"}]


def test_a_database_with_accounts_is_left_alone(database_url: str) -> None:
    with writing(database_url) as session:
        people.add(session, email="chef@exemple.ca", name="", role=Role.administrator)

    with pytest.raises(NotAllowed):
        _fill(database_url, 5)

    with reading(database_url) as session:
        assert not people.is_demonstration(session)
        assert len(_all(session, Account)) == 1


def test_a_filled_demonstration_is_not_filled_again(database_url: str) -> None:
    _fill(database_url, 5)

    with pytest.raises(NotAllowed):
        _fill(database_url, 5)


def test_the_small_number_of_the_installation_is_kept(database_url: str) -> None:
    with writing(database_url) as session:
        session.merge(Installation(id=1, small_number=7))

    _fill(database_url, 5)

    with reading(database_url) as session:
        kept = session.get_one(Installation, 1)
        assert (kept.small_number, kept.is_demonstration) == (7, True)


def test_progress_grows_to_the_number_of_meetups(database_url: str) -> None:
    told: list[int] = []

    _fill(database_url, 1_100, progress=told.append)

    assert told == sorted(told)
    assert len(told) >= 3
    assert told[-1] == 1_100
