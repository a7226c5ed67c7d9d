"""What was promised, and closing it."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cafedata.meetups import Saved
from cafedata.vocabulary import AnswersFor, FollowUpState
from tests.app.conftest import Open, said
from tests.world import TODAY, World

PROMISE = {"what": "Un radar", "answers_for": "town", "due_on": "2025-03-19"}


def promise(world: World, **changes: Any) -> Saved:
    return world.record(world.entry(follow_ups=[PROMISE | changes]))


def key(saved: Saved, name: str) -> str:
    return f"follow_up:{saved.meetup_id}:0:Un radar:{name}"


def unfold(app: AppTest, saved: Saved) -> AppTest:
    app.session_state[key(saved, "folded")] = True
    return app.run()


def press(app: AppTest, saved: Saved, state: FollowUpState) -> AppTest:
    return app.button(key=key(saved, state)).click().run()


def stored(world: World, saved: Saved) -> Any:
    return world.read(saved.meetup_id).entry.follow_ups[0]


def texts(app: AppTest) -> str:
    """What the page says, its badges left out."""
    return said(app)


def test_a_late_one_is_said_to_be_late_in_words(sqlite_world: World, open_page: Open) -> None:
    promise(sqlite_world)
    told = texts(open_page("commander MIR", "follow-ups"))
    assert "Échéance : 19 mars 2025 (en retard de 1 jour)" in told.replace("\xa0", " ")
    assert "En répond : La municipalité" in told.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (TODAY.isoformat(), "(aujourd'hui)"),
        ("2025-03-23", "(dans 3 jours)"),
        (None, "Sans échéance"),
    ],
)
def test_a_due_date_is_told_in_words(
    sqlite_world: World, open_page: Open, due_on: str | None, words: str
) -> None:
    promise(sqlite_world, due_on=due_on)
    assert words in said(open_page("commander MIR", "follow-ups"))


def test_it_links_to_the_café_that_it_comes_from(sqlite_world: World, open_page: Open) -> None:
    saved = promise(sqlite_world)
    app = open_page("commander MIR", "follow-ups")
    elements: list[Any] = list(app.get("page_link"))
    queries = [element.proto.query_string for element in elements]
    assert f"meetup={saved.meetup_id}" in queries


def test_open_ones_are_shown_first_and_the_others_on_demand(
    sqlite_world: World, open_page: Open
) -> None:
    promise(sqlite_world)
    promise(sqlite_world, what="Un éclairage", state="done", outcome="Posé")
    app = open_page("commander MIR", "follow-ups")
    assert "Un radar" in said(app)
    assert "Un éclairage" not in said(app)
    app.button_group(key="follow_ups_states").set_value([FollowUpState.done]).run()
    assert "Un éclairage" in said(app)
    assert "Un radar" not in said(app)


@pytest.mark.parametrize("who", ["liaison MIR", "commander MIR"])
def test_it_is_closed_with_its_outcome_and_the_sentence_for_the_citizens(
    sqlite_world: World, open_page: Open, who: str
) -> None:
    saved = promise(sqlite_world)
    app = unfold(open_page(who, "follow-ups"), saved)
    app.text_input(key=key(saved, "outcome")).set_value("Installé")
    app.text_input(key=key(saved, "public_sentence")).set_value("Un radar est en place.")
    press(app, saved, FollowUpState.done)
    assert not app.exception
    assert "C'est enregistré." in app.toast[0].value
    row = stored(sqlite_world, saved)
    assert (row.state, row.outcome) == (FollowUpState.done, "Installé")
    assert row.public_sentence == "Un radar est en place."


def test_without_outcome_the_problem_is_told_beside_the_field_and_nothing_typed_is_lost(
    sqlite_world: World, open_page: Open
) -> None:
    saved = promise(sqlite_world)
    app = unfold(open_page("commander MIR", "follow-ups"), saved)
    app.text_input(key=key(saved, "public_sentence")).set_value("Bientôt.")
    press(app, saved, FollowUpState.dropped)
    assert [error.value for error in app.error] == ["Dites comment ce suivi s'est terminé."]
    assert app.text_input(key=key(saved, "public_sentence")).value == "Bientôt."
    assert stored(sqlite_world, saved).state is FollowUpState.open


def test_a_café_corrected_meanwhile_is_not_overwritten(
    sqlite_world: World, open_page: Open
) -> None:
    saved = promise(sqlite_world)
    app = unfold(open_page("commander MIR", "follow-ups"), saved)
    app.text_input(key=key(saved, "outcome")).set_value("Installé")
    corrected = sqlite_world.entry(follow_ups=[PROMISE], notes="D'abord moi.")
    sqlite_world.correct(saved, corrected)
    press(app, saved, FollowUpState.done)
    assert "Quelqu'un a modifié ce café" in said(app)
    assert app.text_input(key=key(saved, "outcome")).value == "Installé"
    assert stored(sqlite_world, saved).state is FollowUpState.open
    assert sqlite_world.read(saved.meetup_id).entry.notes == "D'abord moi."


def test_a_closed_one_is_opened_again(sqlite_world: World, open_page: Open) -> None:
    saved = promise(sqlite_world, state="done", outcome="Installé")
    app = open_page("commander MIR", "follow-ups")
    app.button_group(key="follow_ups_states").set_value([FollowUpState.done]).run()
    press(unfold(app, saved), saved, FollowUpState.open)
    assert stored(sqlite_world, saved).state is FollowUpState.open


def test_the_administrator_reads_and_closes_nothing(sqlite_world: World, open_page: Open) -> None:
    promise(sqlite_world)
    app = open_page("administrator", "follow-ups")
    assert "Un radar" in said(app)
    assert not app.expander


def test_another_service_sees_nothing_of_it(sqlite_world: World, open_page: Open) -> None:
    promise(sqlite_world, public_sentence="Un radar est demandé.")
    told = said(open_page("commander STJ", "follow-ups"))
    assert "radar" not in told
    assert "Aucun suivi ici" in told


def test_a_partner_reads_the_sentence_for_the_citizens_alone(
    sqlite_world: World, open_page: Open
) -> None:
    promise(sqlite_world, what="Demande interne", public_sentence="Un radar est demandé.")
    app = open_page("partner Mirabel", "follow-ups")
    told = said(app)
    assert "Un radar est demandé." in told
    for hidden in ("Demande interne", "Échéance", "En répond", "Café de la Gare"):
        assert hidden not in told
    assert not app.expander


def test_what_looks_personal_in_an_ending_is_told_first_and_saved_when_confirmed(
    sqlite_world: World, open_page: Open
) -> None:
    saved = promise(sqlite_world)
    app = unfold(open_page("commander MIR", "follow-ups"), saved)
    app.text_input(key=key(saved, "outcome")).set_value("Mme Lise Gagnon rappelée au 450 555-0142")
    press(app, saved, FollowUpState.done)
    assert "On dirait un nom de personne" in said(app)
    assert "On dirait un numéro de téléphone" in said(app)
    assert stored(sqlite_world, saved).state is FollowUpState.open
    app.button(key=key(saved, "confirm")).click().run()
    row = stored(sqlite_world, saved)
    assert (row.state, row.outcome) == (
        FollowUpState.done,
        "Mme Lise Gagnon rappelée au 450 555-0142",
    )


def test_the_list_is_narrowed_by_who_answers_and_by_service(
    sqlite_world: World, open_page: Open
) -> None:
    promise(sqlite_world)
    promise(sqlite_world, what="Un éclairage", answers_for="partner")
    other = sqlite_world.entry(lead_service="STJ", follow_ups=[PROMISE | {"what": "Un banc"}])
    sqlite_world.record(other)
    app = open_page("administrator", "follow-ups")
    app.button_group(key="follow_ups_answers_for").set_value([AnswersFor.town]).run()
    assert [word in said(app) for word in ("radar", "éclairage", "banc")] == [True, False, True]
    app.button_group(key="follow_ups_services").set_value(["STJ"]).run()
    assert [word in said(app) for word in ("radar", "éclairage", "banc")] == [False, False, True]


def test_it_says_who_last_changed_it_and_not_who_changed_the_rest(
    sqlite_world: World, open_page: Open
) -> None:
    saved = promise(sqlite_world)
    app = unfold(open_page("commander MIR", "follow-ups"), saved)
    assert "Inscrit par liaison MIR" in said(app)
    app.text_input(key=key(saved, "outcome")).set_value("Installé")
    press(app, saved, FollowUpState.done)
    entry = sqlite_world.read(saved.meetup_id).entry
    newer = Saved(saved.meetup_id, 2)
    sqlite_world.correct(newer, entry.model_copy(update={"notes": "Après."}))
    app.button_group(key="follow_ups_states").set_value([FollowUpState.done]).run()
    assert "Inscrit par commander MIR" in said(app)
