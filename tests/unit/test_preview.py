"""Seeing as a partner: nothing is gained by it, and nothing can be changed in it."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafedata import access, drafts, figures, followups, meetups, people
from cafedata.access import Viewer, as_partner
from cafedata.errors import NotAllowed
from cafedata.language import Language
from cafedata.model import Account, Meetup
from cafedata.selection import Selection
from cafedata.vocabulary import FollowUpState, Role
from tests.world import MIRABEL, SAINT_JEROME, TODAY, World, planned_cafe


def _preview(world: World, who: str = "commander MIR", *codes: str) -> Viewer:
    return as_partner(world.viewer(who), codes or (MIRABEL,))


@pytest.mark.parametrize("who", ["commander MIR", "administrator"])
def test_commanders_and_the_administrator_become_the_partner_they_look_as(
    sqlite_world: World, who: str
) -> None:
    viewer = _preview(sqlite_world, who)
    assert viewer.role is Role.partner
    assert viewer.service_code is None
    assert viewer.municipality_codes == {MIRABEL}
    assert viewer.preview_of == sqlite_world.viewer(who)


@pytest.mark.parametrize("who", ["liaison MIR", "partner Mirabel"])
def test_nobody_else_looks_through_other_eyes(sqlite_world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        as_partner(sqlite_world.viewer(who), [MIRABEL])
    with sqlite_world.reading() as session, pytest.raises(NotAllowed):
        people.partner_territories(session, sqlite_world.viewer(who))


def test_a_preview_is_not_previewed_again(sqlite_world: World) -> None:
    with pytest.raises(NotAllowed):
        as_partner(_preview(sqlite_world), [SAINT_JEROME])


def test_a_preview_counts_what_the_partner_counts(world: World) -> None:
    world.record()
    selection = Selection(TODAY - dt.timedelta(days=365), TODAY)
    partner = world.viewer("partner Mirabel")
    with world.reading() as session:
        for count in (figures.attendance_overall, figures.themes_by_municipality):
            seen = count(session, _preview(world), selection)
            assert seen.equals(count(session, partner, selection))


def test_a_commander_reads_no_more_in_a_preview_than_before(world: World) -> None:
    """A partner reads the upcoming cafés of every service; a commander those of their own."""
    theirs = world.record(planned_cafe(lead_service="STJ", municipality_code=SAINT_JEROME))
    own = world.record(planned_cafe(municipality_code=SAINT_JEROME))
    day = TODAY
    with world.reading() as session:
        partner = Viewer(0, "", Role.partner, None, frozenset({SAINT_JEROME}))

        def read_by(viewer: Viewer) -> set[int]:
            return set(session.scalars(access.select_readable(viewer, day)))

        assert read_by(partner) == {own.meetup_id, theirs.meetup_id}
        assert read_by(_preview(world, "commander MIR", SAINT_JEROME)) == {own.meetup_id}
        assert read_by(_preview(world, "administrator", SAINT_JEROME)) == read_by(partner)


def test_nothing_is_written_during_a_preview(world: World) -> None:
    saved, viewer = world.record(), _preview(world)
    acts: list[Callable[[Session], object]] = [
        lambda session: meetups.record(session, viewer, world.entry()),
        lambda session: meetups.correct(
            session, viewer, saved.meetup_id, world.entry(notes=""), version=saved.version
        ),
        lambda session: meetups.cancel(
            session, viewer, saved.meetup_id, reason="x", version=saved.version
        ),
        lambda session: followups.close(
            session,
            viewer,
            saved.meetup_id,
            0,
            state=FollowUpState.done,
            outcome="Fait",
            public_sentence="",
            version=saved.version,
        ),
        lambda session: drafts.keep(session, viewer, "brouillon", {"notes": "x"}),
        lambda session: drafts.discard(session, viewer, "brouillon"),
        lambda session: people.choose_language(session, viewer, Language.en),
        lambda session: people.begin_visit(session, viewer, dt.datetime.now(dt.UTC)),
        lambda session: people.put_welcome_away(session, viewer),
    ]
    for act in acts:
        with world.writing() as session, pytest.raises(NotAllowed):
            act(session)
    with world.reading() as session:
        assert session.scalars(select(Meetup.version)).all() == [saved.version]
        assert set(session.scalars(select(Account.language))) == {"fr"}
        assert set(session.scalars(select(Account.visit_began_at))) == {None}
        assert set(session.scalars(select(Account.is_welcomed))) == {False}


def test_territories_are_told_without_whose_they_are(world: World) -> None:
    for email in ("a@exemple.qc.ca", "b@exemple.qc.ca"):
        with world.writing() as session:
            codes = [MIRABEL, SAINT_JEROME]
            people.add(session, email=email, name="X", role=Role.partner, municipality_codes=codes)
    with world.reading() as session:
        told = people.partner_territories(session, world.viewer("commander MIR"))
    assert told == [frozenset({MIRABEL}), frozenset({MIRABEL, SAINT_JEROME})]
