"""Follow-ups: who reads them, in which order, and who says what became of them."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from cafedata import followups, meetups
from cafedata.errors import Conflict, InvalidEntry, NotAllowed, NotFound
from cafedata.followups import PromisedFollowUp
from cafedata.meetups import Saved
from cafedata.model import Change
from cafedata.vocabulary import ChangeVerb, FollowUpState
from tests.world import EVERYONE, MIRABEL, SAINT_JEROME, TODAY, World

OPEN, DONE, DROPPED = FollowUpState.open, FollowUpState.done, FollowUpState.dropped
CLOSERS = ["liaison MIR", "commander MIR"]
NOT_CLOSERS = [who for who in EVERYONE if who not in CLOSERS]


def follow_up(what: str, **changes: Any) -> dict[str, Any]:
    return {"what": what, "answers_for": "town"} | changes


def promise(world: World, *promises: dict[str, Any], **changes: Any) -> Saved:
    """Record a café that promised this."""
    return world.record(world.entry(follow_ups=list(promises), **changes))


def promised(
    world: World, who: str = "liaison MIR", *states: FollowUpState, **paging: Any
) -> list[PromisedFollowUp]:
    viewer, wanted = world.viewer(who), states or (OPEN,)
    with world.reading() as session:
        found = followups.promised(session, viewer, TODAY, states=wanted, **paging)
        if not paging:
            assert followups.count(session, viewer, states=wanted) == len(found)
    return list(found)


def due(world: World, who: str = "liaison MIR") -> list[str]:
    with world.reading() as session:
        return [row.what for row in followups.due(session, world.viewer(who), TODAY)]


def close(world: World, saved: Saved, who: str = "liaison MIR", **changes: Any) -> Saved:
    ending: dict[str, Any] = {
        "position": 0,
        "state": DONE,
        "outcome": "Radar installé",
        "public_sentence": "Un radar est en place.",
        "version": saved.version,
    } | changes
    position = ending.pop("position")
    with world.writing() as session:
        return followups.close(session, world.viewer(who), saved.meetup_id, position, **ending)


def changes_of(world: World, saved: Saved) -> int:
    with world.reading() as session:
        of_it = select(func.count(Change.id)).where(Change.meetup_id == saved.meetup_id)
        return session.scalar(of_it) or 0


# Reading


def test_late_ones_come_first_then_by_due_date_then_those_without_any(world: World) -> None:
    promise(
        world,
        follow_up("sans date"),
        follow_up("bientôt", due_on="2025-03-25"),
        follow_up("aujourd'hui", due_on="2025-03-20"),
        follow_up("en retard", due_on="2025-03-19"),
        follow_up("très en retard", due_on="2025-01-05"),
        follow_up("fait", due_on="2024-01-05", state="done", outcome="Fait"),
    )
    found = promised(world, "liaison MIR", *FollowUpState)
    assert [row.what for row in found] == [
        "très en retard",
        "en retard",
        "fait",
        "aujourd'hui",
        "bientôt",
        "sans date",
    ]
    assert [row.what for row in found if row.is_late] == ["très en retard", "en retard"]


def test_only_the_states_asked_for_are_listed_and_open_ones_by_default(world: World) -> None:
    promise(
        world,
        follow_up("à faire"),
        follow_up("fait", state="done", outcome="Fait"),
        follow_up("abandonné", state="dropped", outcome="Trop cher"),
    )
    assert [row.what for row in promised(world)] == ["à faire"]
    assert [row.what for row in promised(world, "liaison MIR", DONE)] == ["fait"]
    assert [row.what for row in promised(world, "liaison MIR", DONE, DROPPED)] == [
        "fait",
        "abandonné",
    ]


def test_a_follow_up_says_where_it_comes_from_and_who_answers(world: World) -> None:
    saved = promise(world, follow_up("Un radar", due_on="2025-04-01"))
    (row,) = promised(world)
    assert (row.meetup_id, row.position, row.version) == (saved.meetup_id, 0, 1)
    assert (row.municipality_code, row.venue_name) == (MIRABEL, "Café de la Gare")
    assert (row.answers_for, row.due_on) == ("town", dt.date(2025, 4, 1))


def test_the_police_read_their_own_service_and_the_administrator_all(world: World) -> None:
    promise(world, follow_up("de Mirabel"))
    promise(world, follow_up("commun"), other_services=["STJ"])
    promise(world, follow_up("de Saint-Jérôme"), lead_service="STJ")
    read = {who: {row.what for row in promised(world, who)} for who in EVERYONE}
    assert read["liaison MIR"] == read["commander MIR"] == {"de Mirabel", "commun"}
    assert read["liaison STJ"] == read["commander STJ"] == {"de Saint-Jérôme", "commun"}
    assert read["administrator"] == {"de Mirabel", "commun", "de Saint-Jérôme"}
    assert read["partner Mirabel"] == set()


def test_what_a_cancelled_café_promised_is_no_longer_listed(world: World) -> None:
    saved = promise(world, follow_up("Un radar", public_sentence="Bientôt."))
    with world.writing() as session:
        viewer = world.viewer("liaison MIR")
        meetups.cancel(session, viewer, saved.meetup_id, "erreur", version=1)
    assert promised(world) == []
    assert sentences(world, "partner Mirabel") == []


def test_only_those_who_may_close_are_told_so(world: World) -> None:
    promise(world, follow_up("commun"), other_services=["STJ"])
    may_close = {who for who in EVERYONE for row in promised(world, who) if row.may_close}
    assert may_close == set(CLOSERS)


def test_pages_follow_one_another_without_a_gap(world: World) -> None:
    promise(world, *(follow_up(str(number)) for number in range(5)))
    pages = [promised(world, page=page, page_size=2) for page in (1, 2, 3, 4)]
    assert [[row.what for row in page] for page in pages] == [["0", "1"], ["2", "3"], ["4"], []]


def test_what_is_late_or_due_within_fourteen_days_is_due(world: World) -> None:
    promise(
        world,
        follow_up("sans date"),
        follow_up("dans quinze jours", due_on="2025-04-04"),
        follow_up("dans quatorze jours", due_on="2025-04-03"),
        follow_up("en retard", due_on="2025-03-01"),
        follow_up("fait", due_on="2025-03-01", state="done", outcome="Fait"),
    )
    assert due(world) == ["en retard", "dans quatorze jours"]
    assert due(world, "liaison STJ") == due(world, "administrator") == []


# What partners read


def sentences(world: World, who: str) -> list[tuple[str, str]]:
    with world.reading() as session:
        found = followups.public_sentences(session, world.viewer(who))
    return [(row.municipality_code, row.sentence) for row in found]


def test_a_partner_reads_the_public_sentences_of_its_municipalities_and_nothing_else(
    world: World,
) -> None:
    promise(world, follow_up("Un radar", public_sentence="Un radar est demandé."))
    promise(world, follow_up("sans phrase"))
    promise(
        world,
        follow_up("ailleurs", public_sentence="À Saint-Jérôme."),
        municipality_code=SAINT_JEROME,
    )
    assert sentences(world, "partner Mirabel") == [(MIRABEL, "Un radar est demandé.")]


def test_the_newest_public_sentence_comes_first(world: World) -> None:
    for date in ("2025-01-10", "2025-03-10", "2025-02-10"):
        promise(world, follow_up("Un radar", public_sentence=date), date=date)
    assert [text for _code, text in sentences(world, "partner Mirabel")] == [
        "2025-03-10",
        "2025-02-10",
        "2025-01-10",
    ]


# Closing


@pytest.mark.parametrize("who", CLOSERS)
@pytest.mark.parametrize("state", [DONE, DROPPED])
def test_the_liaison_and_the_commander_of_the_lead_service_close(
    world: World, who: str, state: FollowUpState
) -> None:
    saved = promise(world, follow_up("Un radar"), follow_up("Un éclairage"))
    before = world.read(saved.meetup_id).entry
    assert close(world, saved, who, position=1, state=state) == Saved(saved.meetup_id, 2)
    after = world.read(saved.meetup_id).entry
    assert after.follow_ups[0] == before.follow_ups[0]
    assert after.follow_ups[1].state is state
    assert after.follow_ups[1].outcome == "Radar installé"
    assert after.follow_ups[1].public_sentence == "Un radar est en place."


@pytest.mark.parametrize("who", CLOSERS)
def test_closing_changes_nothing_else(world: World, who: str) -> None:
    saved = world.record()
    before = world.read(saved.meetup_id).entry
    close(world, saved, who)
    after = world.read(saved.meetup_id).entry
    assert after.model_copy(update={"follow_ups": before.follow_ups}) == before
    ending = {"state": DONE, "outcome": "Radar installé"}
    ending["public_sentence"] = "Un radar est en place."
    assert after.follow_ups[0] == before.follow_ups[0].model_copy(update=ending)


def test_closing_leaves_one_row_of_history_with_who_did_it(world: World) -> None:
    saved = promise(world, follow_up("Un radar"))
    close(world, saved, "commander MIR")
    with world.reading() as session:
        viewer = world.viewer("liaison MIR")
        newest, oldest = meetups.history(session, viewer, saved.meetup_id, TODAY)
    assert (newest.by, newest.verb) == ("commander MIR", ChangeVerb.corrected)
    assert newest.after.follow_ups[0].state is DONE
    assert oldest.after.follow_ups[0].state is OPEN


@pytest.mark.parametrize("who", NOT_CLOSERS)
def test_nobody_else_closes_not_even_a_service_that_takes_part(world: World, who: str) -> None:
    saved = promise(world, follow_up("Un radar"), other_services=["STJ"])
    with pytest.raises(NotAllowed):
        close(world, saved, who)
    with pytest.raises(NotAllowed):
        close(world, saved, who, position=7, outcome="", version=9)
    assert changes_of(world, saved) == 1


def test_a_commander_who_closes_still_corrects_nothing(world: World) -> None:
    saved = promise(world, follow_up("Un radar"))
    viewer = world.viewer("commander MIR")
    entry = world.read(saved.meetup_id).entry
    with world.writing() as session, pytest.raises(NotAllowed):
        meetups.correct(session, viewer, saved.meetup_id, entry, version=1)


@pytest.mark.parametrize("state", [DONE, DROPPED])
def test_closing_needs_its_outcome(world: World, state: FollowUpState) -> None:
    saved = promise(world, follow_up("Un éclairage"), follow_up("Un radar"))
    with pytest.raises(InvalidEntry) as refused:
        close(world, saved, position=1, state=state, outcome="  ")
    assert [problem.field for problem in refused.value.problems] == ["follow_ups.1.outcome"]
    assert changes_of(world, saved) == 1


def test_a_sentence_for_the_citizens_that_holds_markup_is_refused(world: World) -> None:
    saved = promise(world, follow_up("Un radar"))
    with pytest.raises(InvalidEntry) as refused:
        close(world, saved, public_sentence="<b>Fait</b>")
    assert [row.field for row in refused.value.problems] == ["follow_ups.0.public_sentence"]


@pytest.mark.parametrize("position", [-1, 1, 99])
def test_a_follow_up_that_does_not_exist_is_not_found(world: World, position: int) -> None:
    saved = promise(world, follow_up("Un radar"))
    with pytest.raises(NotFound):
        close(world, saved, position=position)


def test_a_meetup_that_does_not_exist_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        close(world, Saved(999, 1))


def test_a_meetup_that_somebody_corrected_meanwhile_is_not_overwritten(world: World) -> None:
    saved = promise(world, follow_up("Un radar"))
    world.correct(saved, world.entry(follow_ups=[follow_up("Autre chose")]))
    with pytest.raises(Conflict) as told:
        close(world, saved)
    assert told.value.current_version == 2
    assert world.read(saved.meetup_id).entry.follow_ups[0].what == "Autre chose"


def test_closing_twice_in_the_same_words_closes_once(world: World) -> None:
    saved = promise(world, follow_up("Un radar"))
    assert close(world, saved) == close(world, saved) == Saved(saved.meetup_id, 2)
    assert changes_of(world, saved) == 2


@pytest.mark.parametrize("who", CLOSERS)
def test_a_closed_follow_up_is_opened_again_by_the_same_people(world: World, who: str) -> None:
    saved = close(world, promise(world, follow_up("Un radar")))
    close(world, saved, who, state=OPEN, outcome="", public_sentence="")
    assert world.read(saved.meetup_id).entry.follow_ups[0].state is OPEN


@pytest.mark.parametrize("who", NOT_CLOSERS)
def test_nobody_else_opens_it_again(world: World, who: str) -> None:
    saved = close(world, promise(world, follow_up("Un radar")))
    with pytest.raises(NotAllowed):
        close(world, saved, who, state=OPEN)
