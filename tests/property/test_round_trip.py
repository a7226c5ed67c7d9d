"""Whatever a valid entry holds comes back from the database as it went in, and so does its past."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cafedata import drafts, language, meetups
from cafedata.entry import Announcement, MeetupEntry, checked
from cafedata.errors import InvalidEntry
from cafedata.model import Change, Meetup
from cafedata.outings import SeriesEntry, TourEntry
from cafedata.vocabulary import ChangeVerb, DatePrecision, MeetupState
from cafedata.web.entry_form.values import entry_values, typed_values
from tests.property.strategies import days, entries, series, tours
from tests.world import TODAY, World, common_cafe

_ENGLISH = ("should", "valid", "input", "must", "value", "error", "field", "expected", "a number")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def _for_any(world: World, holds: Callable[..., None], **given_values: Any) -> None:
    """Run a property on one database; each example writes a meetup of its own into it."""
    examples = 40 if world.url.startswith("sqlite") else 8
    run = settings(
        max_examples=examples,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    run(given(**given_values)(holds))()


def _kept_announcement(before: MeetupEntry, after: MeetupEntry) -> MeetupEntry:
    """What replaces ``before`` in the base: a café that was planned keeps its announcement."""
    if before.state is not MeetupState.planned or after.state is MeetupState.planned:
        return after
    announced = Announcement(
        date=before.date,
        date_precision=before.date_precision,
        start_time=before.start_time,
        end_time=before.end_time,
        part_of_day=before.part_of_day,
        municipality_code=before.municipality_code,
        venue_name=before.venue_name,
    )
    return after.model_copy(update={"announcement": after.announcement or announced})


def test_what_is_recorded_is_read_back_as_it_was(world: World) -> None:
    def comes_back(entry: MeetupEntry) -> None:
        assert world.read(world.record(entry).meetup_id).entry == entry

    _for_any(world, comes_back, entry=entries())


def test_many_meetups_recorded_at_once_are_read_back_as_they_were(world: World) -> None:
    viewer = world.viewer("liaison MIR")

    def come_back(several: list[MeetupEntry]) -> None:
        with world.writing() as session:
            assert meetups.record_many(session, viewer, several) == len(several)
        with world.reading() as session:
            newest = select(Meetup.id).order_by(Meetup.id.desc()).limit(len(several))
            ids = session.scalars(newest).all()[::-1]
        assert [world.read(meetup_id).entry for meetup_id in ids] == several

    _for_any(world, come_back, several=st.lists(entries(), max_size=3))


def test_a_series_is_read_back_as_it_was_planned(world: World) -> None:
    viewer = world.viewer("liaison MIR")

    def comes_back(entry: SeriesEntry) -> None:
        with world.writing() as session:
            saved = meetups.plan_series(session, viewer, entry)
        found = [world.read(row.meetup_id).entry for row in saved.meetups]
        assert {row.series_id for row in found} == {saved.outing_id}
        with world.reading() as session:
            read = meetups.read_series(session, viewer, saved.outing_id, TODAY)
        assert len(read.cafes) == len(found)
        planned = [row.model_copy(update={"series_id": saved.outing_id}) for row in entry.cafes]
        assert (read.title, found) == (entry.title, planned)

    _for_any(world, comes_back, entry=series())


def test_a_tour_is_read_back_as_it_was_recorded(world: World) -> None:
    viewer = world.viewer("liaison MIR")

    def comes_back(entry: TourEntry) -> None:
        with world.writing() as session:
            saved = meetups.record_tour(session, viewer, entry)
        found = [world.read(row.meetup_id).entry for row in saved.meetups]
        with world.reading() as session:
            read = meetups.read_tour(session, viewer, saved.outing_id, TODAY)
        assert {row.tour_id for row in found} == {saved.outing_id}
        assert len(read.stops) == len(found)
        stops = tuple(row.model_copy(update={"tour_id": None}) for row in found)
        assert TourEntry(title=read.title, total=read.total, stops=stops) == entry

    _for_any(world, comes_back, entry=tours())


def test_a_postponed_café_and_its_replacement_are_read_back(world: World) -> None:
    viewer = world.viewer("liaison MIR")

    def come_back(entry: MeetupEntry, new_date: dt.date) -> None:
        saved = world.record(entry)
        if new_date == entry.date:
            return
        with world.writing() as session:
            done = meetups.postpone(
                session, viewer, saved.meetup_id, "tempête", version=1, new_date=new_date
            )
        assert done.moved_to
        old, new = (world.read(row.meetup_id).entry for row in (done.meetup, done.moved_to))
        changes = {"state": MeetupState.postponed, "state_reason": "tempête"}
        assert old == _kept_announcement(entry, entry.model_copy(update=changes))
        moved = {
            "date": new_date,
            "date_precision": DatePrecision.day,
            "state_reason": "",
            "announcement": None,
            "follow_ups": (),
        }
        assert new == entry.model_copy(update=moved)

    _for_any(world, come_back, entry=entries(state=MeetupState.planned), new_date=days)


def test_a_corrected_meetup_is_read_back_as_it_was_corrected(world: World) -> None:
    def comes_back(before: MeetupEntry, after: MeetupEntry) -> None:
        saved = world.correct(world.record(before), after)
        found = world.read(saved.meetup_id)
        assert (found.version, found.entry) == (2, _kept_announcement(before, after))

    _for_any(world, comes_back, before=entries(), after=entries())


def test_history_holds_what_was_before_and_after_each_change(world: World) -> None:
    def holds(before: MeetupEntry, after: MeetupEntry) -> None:
        saved = world.correct(world.record(before), after)
        stored = _kept_announcement(before, after)
        with world.reading() as session:
            first, second = session.scalars(
                select(Change).where(Change.meetup_id == saved.meetup_id).order_by(Change.version)
            )
            past = meetups.history(session, world.viewer("liaison MIR"), saved.meetup_id, TODAY)
        assert (first.before, checked(first.after)) == (None, before)
        assert (checked(second.before or {}), checked(second.after)) == (before, stored)
        assert [(row.verb, row.after) for row in past] == [
            (ChangeVerb.corrected, stored),
            (ChangeVerb.recorded, before),
        ]

    _for_any(world, holds, before=entries(), after=entries())


def test_a_restored_version_equals_the_entry_of_that_time(world: World) -> None:
    viewer = world.viewer("liaison MIR")

    def is_back(first: MeetupEntry, second: MeetupEntry) -> None:
        saved = world.correct(world.record(first), second)
        with world.writing() as session:
            restored = meetups.restore(session, viewer, saved.meetup_id, to_version=1, version=2)
        assert restored.version == 3
        assert world.read(saved.meetup_id).entry == first

    _for_any(world, is_back, first=entries(), second=entries())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entries())
def test_an_entry_survives_being_written_as_json(entry: MeetupEntry) -> None:
    assert checked(json.loads(json.dumps(entry.model_dump(mode="json")))) == entry


@pytest.mark.parametrize("field", sorted(MeetupEntry.model_fields.keys() - {"lead_service"}))
def test_no_field_of_an_entry_is_left_out_of_these_tests(field: str) -> None:
    left_empty = MeetupEntry.model_fields[field].get_default()
    quickly = settings(deadline=None, phases=[Phase.generate])
    find(entries(), lambda entry: getattr(entry, field) != left_empty, settings=quickly)


@pytest.mark.parametrize("state", MeetupState)
def test_the_form_opened_on_an_entry_of_any_state_gives_it_back(
    world: World, state: MeetupState
) -> None:
    catalog, viewer = world.catalog(), world.viewer("liaison MIR")

    def comes_back(entry: MeetupEntry) -> None:
        recorded = world.read(world.record(entry).meetup_id).entry
        typed = typed_values(recorded, catalog)
        assert checked(entry_values(typed, "MIR")) == entry
        with world.writing() as session:
            drafts.keep(session, viewer, "correction", typed)
            (draft,) = drafts.mine(session, viewer)
        assert checked(entry_values(draft.typed, "MIR")) == entry

    _for_any(world, comes_back, entry=entries(state=state))


@settings(max_examples=300, deadline=None)
@given(field=st.sampled_from(sorted(MeetupEntry.model_fields)), value=json_values)
def test_any_value_in_any_field_is_accepted_or_refused_in_french(field: str, value: Any) -> None:
    try:
        entry = checked(common_cafe().model_dump() | {field: value})
    except InvalidEntry as refused:
        for problem in refused.problems:
            sentence = language.sentence(problem.message, **problem.values)
            assert sentence.endswith(".")
            assert not any(word in sentence.lower() for word in _ENGLISH)
            assert problem.field
    else:
        assert checked(entry.model_dump()) == entry


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=100))
def test_a_text_once_accepted_is_accepted_again_unchanged(text: str) -> None:
    try:
        kept = common_cafe(notes=text).notes
    except InvalidEntry:
        return
    assert common_cafe(notes=kept).notes == kept
