"""Recording, correcting, cancelling, restoring and finding meetups."""

import datetime as dt
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafedata import meetups, people
from cafedata.entry import Announcement, MeetupEntry
from cafedata.errors import Conflict, InvalidEntry, NotFound
from cafedata.meetups import Found, Saved, rows
from cafedata.model import Change, Meetup, MeetupService
from cafedata.selection import Selection
from cafedata.vocabulary import ChangeVerb, MeetupState, Role, VenueKind
from tests.world import (
    LACHUTE,
    MIRABEL,
    SAINT_COLOMBAN,
    SAINT_JEROME,
    TODAY,
    World,
)

ALWAYS = Selection(dt.date(2014, 5, 1), dt.date(2099, 12, 31))


def _count(world: World, table: type[Any] = Meetup) -> int:
    with world.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def _search(world: World, text: str = "", who: str = "liaison MIR", **options: Any) -> Found:
    selection = options.pop("selection", ALWAYS)
    viewer = world.viewer(who)
    with world.reading() as session:
        return meetups.search(session, viewer, selection, TODAY, text=text, **options)


def _found(world: World, text: str = "", who: str = "liaison MIR", **options: Any) -> list[int]:
    return [row.meetup_id for row in _search(world, text, who, **options).summaries]


def _cancel(world: World, saved: Saved, reason: str = "tempête de neige") -> Saved:
    viewer = world.viewer("liaison MIR")
    with world.writing() as session:
        return meetups.cancel(session, viewer, saved.meetup_id, reason, version=saved.version)


def _restore(world: World, saved: Saved, to_version: int) -> Saved:
    viewer = world.viewer("liaison MIR")
    with world.writing() as session:
        return meetups.restore(
            session, viewer, saved.meetup_id, to_version=to_version, version=saved.version
        )


# Recording


def test_a_recorded_meetup_is_at_its_first_version(world: World) -> None:
    saved = world.record()
    assert saved.version == 1
    assert world.read(saved.meetup_id).entry == world.entry()


def test_recording_says_who_did_it_and_when(world: World) -> None:
    before = dt.datetime.now(dt.UTC)
    saved = world.record()
    with world.reading() as session:
        viewer = world.viewer("liaison MIR")
        (change,) = meetups.history(session, viewer, saved.meetup_id, TODAY)
    assert (change.verb, change.by) == (ChangeVerb.recorded, "liaison MIR")
    assert before <= change.at <= dt.datetime.now(dt.UTC)


def test_a_joint_meetup_is_saved_once_with_one_lead(world: World) -> None:
    saved = world.record(world.entry(other_services=["STJ", "SQ"]))
    with world.reading() as session:
        services = session.execute(
            select(MeetupService.service_code, MeetupService.is_lead)
            .where(MeetupService.meetup_id == saved.meetup_id)
            .order_by(MeetupService.service_code)
        ).all()
    assert [tuple(row) for row in services] == [("MIR", True), ("SQ", False), ("STJ", False)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"municipality_code": "00000"}, "municipality_code"),
        ({"other_services": ["FBI"]}, "other_services.0"),
        ({"themes": [{"theme_code": "noise"}, {"theme_code": "magic"}]}, "themes.1.theme_code"),
        ({"programs": [{"program_code": "magic"}]}, "programs.0.program_code"),
        ({"tour_id": 99}, "tour_id"),
        ({"series_id": 99}, "series_id"),
    ],
)
def test_a_code_that_the_catalogue_does_not_hold_is_refused(
    sqlite_world: World, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidEntry) as refused:
        sqlite_world.record(sqlite_world.entry(**changes))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert _count(sqlite_world) == 0


def test_many_meetups_are_recorded_each_with_its_history(world: World) -> None:
    viewer = world.viewer("liaison MIR")
    with world.writing() as session:
        total = meetups.record_many(session, viewer, (world.entry() for _ in range(1_001)))
    assert (total, _count(world), _count(world, Change)) == (1_001, 1_001, 1_001)


def test_recording_none_saves_none(world: World) -> None:
    with world.writing() as session:
        assert meetups.record_many(session, world.viewer("liaison MIR"), []) == 0


def test_one_unknown_code_among_many_saves_none_of_them(world: World) -> None:
    entries = [world.entry()] * 1_000 + [world.entry(municipality_code="00000")]
    with world.writing() as session, pytest.raises(InvalidEntry):
        meetups.record_many(session, world.viewer("liaison MIR"), entries)
    assert (_count(world), _count(world, Change)) == (0, 0)


# The same form twice


def test_a_form_sent_twice_is_saved_once(world: World) -> None:
    viewer = world.viewer("liaison MIR")
    saved = []
    for _ in range(2):
        with world.writing() as session:
            saved.append(meetups.record(session, viewer, world.entry(), submission="form"))
    assert saved[0] == saved[1]
    assert (_count(world), _count(world, Change)) == (1, 1)


def test_two_forms_of_the_same_café_are_two_meetups(world: World) -> None:
    viewer = world.viewer("liaison MIR")
    for submission in ("first form", "second form"):
        with world.writing() as session:
            meetups.record(session, viewer, world.entry(), submission=submission)
    assert _count(world) == 2


def test_a_form_sent_again_after_a_correction_does_not_undo_it(world: World) -> None:
    viewer = world.viewer("liaison MIR")
    with world.writing() as session:
        saved = meetups.record(session, viewer, world.entry(), submission="form")
    world.correct(saved, world.entry(notes="corrigé"))
    with world.writing() as session:
        again = meetups.record(session, viewer, world.entry(), submission="form")
    assert again == Saved(saved.meetup_id, 2)
    assert world.read(saved.meetup_id).entry.notes == "corrigé"


def test_two_people_may_send_forms_of_the_same_name(world: World) -> None:
    with world.writing() as session:
        meetups.record(session, world.viewer("liaison STJ"), _of_stj(world), submission="form")
        meetups.record(session, world.viewer("liaison MIR"), world.entry(), submission="form")
    assert _count(world) == 2


def _of_stj(world: World, **changes: Any) -> MeetupEntry:
    return world.entry(**{"lead_service": "STJ", "municipality_code": SAINT_JEROME} | changes)


def _at_the_same_time(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """What each act returned or raised, all of them having started together."""
    acts = list(acts)
    together = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        together.wait(timeout=30)
        try:
            return act()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_a_form_sent_many_times_at_the_same_moment_is_saved_once(world: World) -> None:
    viewer = world.viewer("liaison MIR")

    def send() -> Saved:
        with world.writing() as session:
            return meetups.record(session, viewer, world.entry(), submission="form")

    first, *others = _at_the_same_time([send] * 6)
    assert isinstance(first, Saved)
    assert all(other == first for other in others)
    assert (_count(world), _count(world, Change)) == (1, 1)


# Correcting


def test_a_correction_replaces_all_that_the_meetup_held(world: World) -> None:
    saved = world.correct(world.record(), world.entry(themes=[], partners=[], tags=["youth"]))
    assert saved.version == 2
    assert world.read(saved.meetup_id).entry == world.entry(themes=[], partners=[], tags=["youth"])


def test_correcting_one_meetup_leaves_the_others_alone(world: World) -> None:
    other, saved = world.record(), world.record()
    world.correct(saved, world.entry(themes=[]))
    assert world.read(other.meetup_id).entry == world.entry()


def test_a_correction_made_on_an_old_version_is_refused_and_changes_nothing(world: World) -> None:
    saved = world.record()
    world.correct(saved, world.entry(notes="la première personne"))
    with pytest.raises(Conflict) as refused:
        world.correct(saved, world.entry(notes="la deuxième personne", themes=[]))
    assert refused.value.current_version == 2
    found = world.read(saved.meetup_id)
    assert (found.version, found.entry) == (2, world.entry(notes="la première personne"))
    assert _count(world, Change) == 2


def test_a_version_from_the_future_is_refused(sqlite_world: World) -> None:
    saved = sqlite_world.record()
    with pytest.raises(Conflict):
        sqlite_world.correct(Saved(saved.meetup_id, 2), sqlite_world.entry(notes="x"))


def test_a_refused_change_leaves_nothing_even_when_its_transaction_goes_on(world: World) -> None:
    saved = world.record()
    world.correct(saved, world.entry(notes="la première personne"))
    viewer, meetup_id = world.viewer("liaison MIR"), saved.meetup_id
    with world.writing() as session:
        with pytest.raises(Conflict):
            meetups.correct(session, viewer, meetup_id, world.entry(), version=1)
        with pytest.raises(Conflict):
            meetups.cancel(session, viewer, meetup_id, "pluie", version=1)
        with pytest.raises(Conflict):
            meetups.restore(session, viewer, meetup_id, to_version=1, version=1)
    assert world.read(meetup_id).entry == world.entry(notes="la première personne")
    assert _count(world, Change) == 2


def test_of_people_who_correct_at_the_same_moment_only_one_succeeds(world: World) -> None:
    saved = world.record()
    viewer = world.viewer("liaison MIR")

    def correcting(notes: str) -> Callable[[], str]:
        def act() -> str:
            with world.writing() as session:
                entry = world.entry(notes=notes)
                meetups.correct(session, viewer, saved.meetup_id, entry, version=1)
            return notes

        return act

    outcomes = _at_the_same_time(correcting(f"personne {n}") for n in range(4))
    (winner,) = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 3
    assert world.read(saved.meetup_id).entry == world.entry(notes=winner)
    assert _count(world, Change) == 2


def test_what_does_not_exist_can_be_neither_read_nor_changed(sqlite_world: World) -> None:
    nothing = Saved(404, 1)
    with pytest.raises(NotFound):
        sqlite_world.read(404)
    with pytest.raises(NotFound):
        sqlite_world.correct(nothing, sqlite_world.entry())
    with pytest.raises(NotFound):
        _cancel(sqlite_world, nothing)
    with pytest.raises(NotFound):
        _restore(sqlite_world, nothing, 1)


# Cancelling, restoring, and what was announced


@pytest.mark.parametrize("planned", [False, True], ids=["held", "planned"])
def test_a_cancelled_meetup_keeps_all_it_held_and_comes_back_whole(
    world: World, planned: bool
) -> None:
    entry = world.planned(notes="salle B") if planned else world.entry()
    cancelled = _cancel(world, world.record(entry))
    found = world.read(cancelled.meetup_id).entry
    assert (found.state, found.state_reason) == (MeetupState.cancelled, "tempête de neige")
    kept = {"state": entry.state, "state_reason": "", "announcement": None}
    assert found.model_copy(update=kept) == entry
    restored = _restore(world, cancelled, 1)
    assert (restored.version, world.read(restored.meetup_id).entry) == (3, entry)


def test_cancelling_says_why(sqlite_world: World) -> None:
    saved = sqlite_world.record()
    with pytest.raises(InvalidEntry) as refused:
        _cancel(sqlite_world, saved, "  ")
    assert [problem.field for problem in refused.value.problems] == ["state_reason"]
    assert sqlite_world.read(saved.meetup_id).version == 1


def test_cancelling_and_restoring_are_told_by_the_history(world: World) -> None:
    saved = _restore(world, _cancel(world, world.record()), 1)
    with world.reading() as session:
        past = meetups.history(session, world.viewer("commander MIR"), saved.meetup_id, TODAY)
    assert [(row.version, row.verb, row.after.state) for row in past] == [
        (3, ChangeVerb.restored, MeetupState.held),
        (2, ChangeVerb.cancelled, MeetupState.cancelled),
        (1, ChangeVerb.recorded, MeetupState.held),
    ]


def test_a_version_that_never_was_cannot_be_restored(sqlite_world: World) -> None:
    saved = sqlite_world.record()
    with pytest.raises(NotFound):
        _restore(sqlite_world, saved, 7)
    assert _count(sqlite_world, Change) == 1


def test_the_version_of_another_meetup_is_not_restored_into_this_one(sqlite_world: World) -> None:
    other = sqlite_world.correct(sqlite_world.record(), sqlite_world.entry(notes="autre"))
    saved = sqlite_world.record()
    with pytest.raises(NotFound):
        _restore(sqlite_world, saved, other.version)


def test_a_planned_meetup_that_is_held_keeps_what_was_announced(world: World) -> None:
    saved = world.correct(world.record(world.planned()), world.entry(date="2025-03-30"))
    assert world.read(saved.meetup_id).entry.announcement == Announcement(
        date=dt.date(2025, 3, 29),
        start_time=dt.time(10),
        municipality_code=MIRABEL,
        venue_name="Bibliothèque municipale",
    )


def test_a_later_correction_does_not_touch_what_was_announced(world: World) -> None:
    held = world.correct(world.record(world.planned()), world.entry())
    announced = world.read(held.meetup_id).entry.announcement
    saved = world.correct(held, world.entry(notes="plus tard", announcement=announced))
    assert world.read(saved.meetup_id).entry.announcement == announced


def test_a_restored_version_has_no_announcement_that_it_never_had(world: World) -> None:
    planned_by_mistake = world.correct(world.record(), world.planned())
    restored = _restore(world, planned_by_mistake, 1)
    assert world.read(restored.meetup_id).entry == world.entry()


def test_a_planned_meetup_that_moves_has_announced_nothing_else(sqlite_world: World) -> None:
    moved = sqlite_world.planned(date="2025-04-02")
    saved = sqlite_world.correct(sqlite_world.record(sqlite_world.planned()), moved)
    assert sqlite_world.read(saved.meetup_id).entry == moved


# A crash in the middle


@pytest.mark.parametrize("verb", ["record", "record_many", "correct", "cancel", "restore"])
@pytest.mark.parametrize("step", ["insert_belongings", "delete_belongings", "commit"])
def test_a_crash_in_the_middle_leaves_nothing_half_done(
    world: World, verb: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = world.correct(world.record(), world.entry(notes="deuxième version"))
    acts: dict[str, Callable[[Session], object]] = {
        "record": lambda s: meetups.record(s, viewer, world.entry()),
        "record_many": lambda s: meetups.record_many(s, viewer, [world.entry()] * 3),
        "correct": lambda s: meetups.correct(s, viewer, saved.meetup_id, world.entry(), version=2),
        "cancel": lambda s: meetups.cancel(s, viewer, saved.meetup_id, "pluie", version=2),
        "restore": lambda s: meetups.restore(s, viewer, saved.meetup_id, to_version=1, version=2),
    }
    viewer = world.viewer("liaison MIR")

    def crash(*_: object) -> None:
        raise ConnectionResetError

    if step == "commit":
        monkeypatch.setattr(Session, "commit", crash)
    elif not (step == "delete_belongings" and verb.startswith("record")):
        monkeypatch.setattr(rows, step, crash)
    else:
        monkeypatch.setattr(rows, "insert_belongings", crash)
    with pytest.raises(ConnectionResetError), world.writing() as session:
        acts[verb](session)
    monkeypatch.undo()
    found = world.read(saved.meetup_id)
    assert (found.version, found.entry) == (2, world.entry(notes="deuxième version"))
    assert (_count(world), _count(world, Change)) == (1, 2)


def test_what_is_not_committed_is_not_read_by_others(world: World) -> None:
    with world.writing() as session:
        meetups.record(session, world.viewer("liaison MIR"), world.entry())
        assert _count(world) == 0
    assert _count(world) == 1


# Searching


def test_a_search_without_words_finds_all_of_the_period_newest_first(world: World) -> None:
    old = world.record(world.entry(date="2024-01-10")).meetup_id
    new = world.record(world.entry(date="2025-03-01")).meetup_id
    world.record(world.entry(date="2023-12-31"))
    selection = Selection(dt.date(2024, 1, 10), dt.date(2025, 3, 1))
    assert _found(world, selection=selection) == [new, old]


def test_cafés_of_one_day_come_latest_first_and_those_without_an_hour_last(world: World) -> None:
    unknown = world.record(world.entry(start_time=None)).meetup_id
    morning = world.record(world.entry(start_time="08:00")).meetup_id
    noon = world.record(world.entry(start_time="10:30")).meetup_id
    assert _found(world) == [noon, morning, unknown]


@pytest.mark.parametrize(
    "text",
    [
        "gare",
        "GARE",
        "café",
        "cafe",
        "CAFÉ de la gare",
        "gare café",
        "aines",
        "Maison des AÎNÉS",
        "mirabel",
        "MIRAB",
        "Mirabel gare",
        "vitesse",
        "imprudente mirabel gare",
        "fraude",
        "avise",
        "  gare   ",
    ],
)
def test_a_café_is_found_by_its_words_without_regard_to_accents_or_capitals(
    world: World, text: str
) -> None:
    saved = world.record()
    assert _found(world, text) == [saved.meetup_id]


@pytest.mark.parametrize(
    "text", ["gares", "gare tramway", "jerome", "bruit", "%", "_", "g%e", "\\"]
)
def test_a_café_is_not_found_by_words_that_it_lacks(world: World, text: str) -> None:
    world.record()
    assert _found(world, text) == []


@pytest.mark.parametrize(
    ("text", "venue"), [("50%", "Rabais 50%"), ("a_b", "Salle a_b"), ("c\\d", "Salle c\\d")]
)
def test_percent_underscore_and_backslash_stand_for_themselves(
    world: World, text: str, venue: str
) -> None:
    world.record(world.entry(venue_name="Rabais 500"))
    world.record(world.entry(venue_name="Salle axb"))
    saved = world.record(world.entry(venue_name=venue))
    assert _found(world, text) == [saved.meetup_id]


def test_a_café_is_found_by_the_service_that_took_part(world: World) -> None:
    world.record()
    joint = world.record(world.entry(other_services=["SQ"])).meetup_id
    assert _found(world, "sûreté") == [joint]
    assert _found(world, selection=_narrowed(services=("SQ", "STJ"))) == [joint]


def _narrowed(**filters: tuple[str, ...]) -> Selection:
    return Selection(ALWAYS.starts_on, ALWAYS.ends_on, **filters)  # type: ignore[arg-type]


def test_a_search_is_narrowed_by_municipality_and_state(world: World) -> None:
    mirabel = world.record().meetup_id
    colomban = world.record(world.entry(municipality_code=SAINT_COLOMBAN)).meetup_id
    planned = world.record(world.planned()).meetup_id
    selection = _narrowed(municipalities=(MIRABEL, LACHUTE))
    assert _found(world, selection=selection) == [planned, mirabel]
    assert _found(world, states=[MeetupState.held]) == [mirabel, colomban][::-1]
    assert _found(world, states=[MeetupState.planned, MeetupState.cancelled]) == [planned]
    assert _found(world, states=[MeetupState.postponed]) == []


def test_pages_cut_the_search_without_losing_or_repeating_a_meetup(world: World) -> None:
    recorded = [world.record().meetup_id for _ in range(5)]
    pages = [_search(world, page=page, page_size=2) for page in (1, 2, 3, 4)]
    assert [len(page.summaries) for page in pages] == [2, 2, 1, 0]
    assert {page.total for page in pages} == {5}
    shown = [row.meetup_id for page in pages for row in page.summaries]
    assert shown == sorted(recorded, reverse=True)


def test_a_line_of_a_search_says_the_essentials(world: World) -> None:
    saved = world.record(world.entry(other_services=["STJ", "BLV"]))
    (line,) = _search(world).summaries
    entry = world.entry()
    assert line.meetup_id == saved.meetup_id
    assert line.services == ("MIR", "BLV", "STJ")
    assert (line.state, line.date, line.start_time) == (entry.state, entry.date, entry.start_time)
    assert (line.attendance_value, line.attendance_precision) == (15, "about")


def test_words_of_the_notes_and_of_other_inner_matters_are_not_searched(world: World) -> None:
    world.record(world.entry(notes="Secret", source="Confidence"))
    assert _found(world, "secret") == _found(world, "confidence") == []
    assert _found(world, "radar") == []


def test_a_pasted_page_of_text_is_searched_without_harm(world: World) -> None:
    world.record()
    page = " ".join(f"mot{n}" for n in range(5_000))
    assert _found(world, page) == []
    assert _found(world, "gare " * 5_000) == _found(world, "gare")


@pytest.mark.parametrize("text", ["'; DROP TABLE meetup; --", "gare\x00", "\ufeff", '"', "(", "🎉"])
def test_strange_text_in_a_search_is_only_text(world: World, text: str) -> None:
    world.record()
    _found(world, text)
    _found(world, text * 60_000)
    assert _count(world) == 1


# Known venues


def _venues(world: World, who: str, municipality: str = MIRABEL) -> list[str]:
    viewer = world.viewer(who)
    with world.reading() as session:
        known = meetups.known_venues(session, viewer, municipality, TODAY)
    return [venue.name for venue in known]


def test_known_venues_come_by_use_then_by_name(world: World) -> None:
    for venue in ("Parc du Lac", "Café Zénith", "Café Zénith", "Aréna", ""):
        world.record(world.entry(venue_name=venue))
    world.record(world.entry(venue_name="Ailleurs", municipality_code=SAINT_COLOMBAN))
    assert _venues(world, "liaison MIR") == ["Café Zénith", "Aréna", "Parc du Lac"]


def test_known_venues_are_those_of_the_meetups_that_the_viewer_may_read(world: World) -> None:
    world.record(world.entry(venue_name="Tenue"))
    world.record(world.planned(venue_name="Prévue"))
    world.record(world.entry(venue_name="Annulée", state="cancelled", state_reason="pluie"))
    assert set(_venues(world, "liaison MIR")) == {"Tenue", "Prévue", "Annulée"}
    assert set(_venues(world, "administrator")) == {"Tenue", "Prévue", "Annulée"}
    assert _venues(world, "liaison STJ") == ["Tenue"]
    assert _venues(world, "partner Mirabel") == ["Prévue"]


def test_a_known_venue_remembers_its_kind(world: World) -> None:
    world.record(world.planned())
    with world.reading() as session:
        (venue,) = meetups.known_venues(session, world.viewer("liaison MIR"), MIRABEL, TODAY)
    assert (venue.name, venue.kind) == ("Bibliothèque municipale", VenueKind.library)


def test_another_municipalitys_partner_knows_no_venue_here(world: World) -> None:
    world.record(world.planned())
    with world.writing() as session:
        account = people.add(
            session,
            email="lachute@exemple.qc.ca",
            name="partner Lachute",
            role=Role.partner,
            municipality_codes=[LACHUTE],
        )
        assert account
    assert _venues(world, "partner Lachute") == []
