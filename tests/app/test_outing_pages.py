"""The pages that plan cafés and record tours, and what a meetup's page tells of them."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from cafedata import drafts, meetups
from cafedata.entry import MeetupEntry
from cafedata.model import Meetup, Series, Tour
from cafedata.vocabulary import CountPrecision, MeetupState, Rhythm
from tests.app.conftest import Open, said
from tests.app.test_my_cafes_page import links
from tests.unit.test_outings import PLACES, a_series, a_tour, plan, record
from tests.world import EVERYONE, MIRABEL, SAINT_COLOMBAN, TODAY, World

FIRST = dt.date(2025, 4, 1)


def key(name: str, form: int = 1) -> str:
    return f"entry_form:{form}:{name}"


def choose(app: AppTest, name: str, value: object) -> None:
    widget: Any = app.get_by_key(key(name))
    widget.set_value(value)


def press(app: AppTest, text: str) -> AppTest:
    return next(button for button in app.button if text in button.label).click().run()


def stored(world: World) -> list[MeetupEntry]:
    with world.reading() as session:
        ids = session.scalars(select(Meetup.id).order_by(Meetup.id)).all()
    return [world.read(meetup_id).entry for meetup_id in ids]


def a_monthly_series(app: AppTest) -> AppTest:
    choose(app, "municipality", MIRABEL)
    app.date_input(key=key("first_day")).set_value(FIRST)
    choose(app, "rhythm", Rhythm.monthly_by_weekday)
    app.run()
    choose(app, "ends", "times")
    app.run()
    app.number_input(key=key("times")).set_value(4)
    app.text_input(key=key("title")).set_value("Premiers mardis")
    return app.run()


def boxes(app: AppTest) -> list[str]:
    return [str(box.label) for box in app.checkbox]


# Planning


def test_a_monthly_series_is_seen_then_planned_without_the_date_excluded(
    sqlite_world: World, open_page: Open
) -> None:
    sqlite_world.record(sqlite_world.planned(date="2025-05-06"))
    app = a_monthly_series(open_page("liaison MIR", "plan"))
    assert "le premier mardi de chaque mois" in said(app)
    assert boxes(app) == [
        "mardi 1er avril 2025",
        "mardi 6 mai 2025 — un café est déjà inscrit\u00a0\\: Bibliothèque municipale, Mirabel",
        "mardi 3 juin 2025",
        "mardi 1er juillet 2025 — jour férié\u00a0\\: Fête du Canada",
    ]
    app.checkbox(key=key("keep:2025-07-01")).set_value(False).run()
    press(app, "Planifier 3 cafés")
    assert not app.exception
    assert "C'est enregistré." in said(app)
    assert "Voir la série de 3 cafés" in links(app)
    _, *planned = stored(sqlite_world)
    assert [row.date.month for row in planned] == [4, 5, 6]
    assert {row.state for row in planned} == {MeetupState.planned}
    with sqlite_world.reading() as session:
        titles = session.scalars(select(Series.title).order_by(Series.id)).all()
    assert titles == ["Cafés du vendredi", "Premiers mardis"]


def test_one_café_is_planned_without_a_series(sqlite_world: World, open_page: Open) -> None:
    app = open_page("liaison MIR", "plan")
    choose(app, "municipality", MIRABEL)
    app.date_input(key=key("first_day")).set_value(dt.date(2025, 6, 24))
    app.run()
    assert "Fête nationale du Québec" in said(app)
    press(app, "Planifier ce café")
    assert [(row.state, row.series_id) for row in stored(sqlite_world)] == [
        (MeetupState.planned, None)
    ]


def test_a_plan_for_a_day_that_is_past_says_so(open_page: Open) -> None:
    app = open_page("liaison MIR", "plan")
    app.date_input(key=key("first_day")).set_value(TODAY - dt.timedelta(days=3)).run()
    choose(app, "municipality", MIRABEL)
    assert "Date passée" in said(app.run())


def test_a_plan_that_lacks_something_says_what_and_saves_nothing(
    sqlite_world: World, open_page: Open
) -> None:
    app = open_page("liaison MIR", "plan")
    choose(app, "rhythm", Rhythm.weekly)
    press(app.run(), "Planifier")
    assert "Ce champ est nécessaire." in said(app)
    assert stored(sqlite_world) == []


def test_a_half_planned_series_comes_back_in_another_browser_and_from_my_cafés(
    sqlite_world: World, open_page: Open
) -> None:
    app = a_monthly_series(open_page("liaison MIR", "plan"))
    app.checkbox(key=key("keep:2025-05-06")).set_value(False).run()

    again = open_page("liaison MIR", "plan")
    assert again.text_input(key=key("title")).value == "Premiers mardis"
    assert [box.value for box in again.checkbox] == [True, False, True, True]

    home = open_page("liaison MIR", "my-cafes")
    assert "Cafés à planifier" in said(home)
    assert "mardi 1er avril 2025, Mirabel" in said(home)
    resume = next(button for button in home.button if button.label == "Reprendre")
    resume.click().run()
    assert home.title[0].value == "Planifier"
    assert len(home.checkbox) == 4


def test_the_café_form_and_the_plan_keep_their_drafts_apart(
    sqlite_world: World, open_page: Open
) -> None:
    a_monthly_series(open_page("liaison MIR", "plan"))
    app = open_page("liaison MIR", "record")
    assert "Brouillon gardé" not in said(app)
    assert [button.label for button in app.button if "Enregistrer" in button.label]


# Tours


def a_half_tour(app: AppTest) -> AppTest:
    choose(app, "day", TODAY)
    press(app.run(), "Ajouter un arrêt")
    for n, place in enumerate(PLACES):
        choose(app, f"stop_municipality:{n}", place)
    return app.run()


def test_a_tour_of_three_stops_is_recorded_with_people_at_each(
    sqlite_world: World, open_page: Open
) -> None:
    app = a_half_tour(open_page("liaison MIR", "tour"))
    for n, people in enumerate((5, 0, 12)):
        app.number_input(key=key(f"stop_people:{n}")).set_value(people)
        choose(app, f"stop_precision:{n}", CountPrecision.exact)
    choose(app, "stop_themes:1", ["speeding"])
    choose(app, "programs", ["echec_crime"])
    press(app.run(), "Enregistrer la tournée")
    assert not app.exception
    assert "C'est enregistré." in said(app)
    stops = stored(sqlite_world)
    assert [row.attendance.value for row in stops] == [5, 0, 12]
    assert [row.municipality_code for row in stops] == list(PLACES)
    assert [len(row.themes) for row in stops] == [0, 1, 0]
    assert {row.programs[0].program_code for row in stops} == {"echec_crime"}
    assert len({row.tour_id for row in stops}) == 1


def test_a_known_venue_is_proposed_for_a_stop_whose_venue_is_half_written(
    sqlite_world: World, open_page: Open
) -> None:
    sqlite_world.record()
    typed = {"form": "tour", "stop_municipality:0": MIRABEL, "stop_venue_name:0": "Café de la"}
    with sqlite_world.writing() as session:
        drafts.keep(session, sqlite_world.viewer("liaison MIR"), "half", typed)
    app = press(open_page("liaison MIR", "tour"), "Est-ce")
    assert app.session_state[key("stop_venue_name:0")] == "Café de la Gare"
    assert not [button for button in app.button if "Est-ce" in button.label]


def test_a_total_stays_with_the_tour_even_where_stops_were_counted_before(
    sqlite_world: World, open_page: Open
) -> None:
    app = a_half_tour(open_page("liaison MIR", "tour"))
    app.number_input(key=key("stop_people:0")).set_value(5)
    choose(app, "stop_precision:0", CountPrecision.exact)
    app.toggle(key=key("is_undivided")).set_value(True).run()
    app.number_input(key=key("people")).set_value(120)
    choose(app, "precision", CountPrecision.about)
    press(app.run(), "Enregistrer la tournée")
    assert "C'est enregistré." in said(app)
    stops = stored(sqlite_world)
    assert not any(row.has_people_counted for row in stops)
    with sqlite_world.reading() as session:
        tour_id = session.scalars(select(Tour.id).order_by(Tour.id.desc())).first()
        tour = meetups.read_tour(session, sqlite_world.viewer("liaison MIR"), tour_id or 0, TODAY)
    assert (tour.total.value, tour.total.precision) == (120, CountPrecision.about)


def test_what_is_wrong_with_a_stop_is_told_and_nothing_is_lost_or_saved(
    sqlite_world: World, open_page: Open
) -> None:
    app = a_half_tour(open_page("liaison MIR", "tour"))
    app.number_input(key=key("stop_people:1")).set_value(-3)
    choose(app, "stop_precision:1", CountPrecision.exact)
    press(app.run(), "Enregistrer la tournée")
    assert "Le plus petit permis est 0." in said(app)
    assert app.number_input(key=key("stop_people:1")).value == -3
    assert stored(sqlite_world) == []
    with sqlite_world.reading() as session:
        [draft] = drafts.mine(session, sqlite_world.viewer("liaison MIR"))
    assert draft.typed["stop_municipality:2"] == PLACES[2]


def test_a_stop_that_is_probably_entered_already_is_asked_about(
    sqlite_world: World, open_page: Open
) -> None:
    sqlite_world.record(sqlite_world.entry(date=TODAY, municipality_code=SAINT_COLOMBAN))
    app = a_half_tour(open_page("liaison MIR", "tour"))
    press(app, "Enregistrer la tournée")
    assert any("déjà inscrite ce jour-là" in str(row.value) for row in app.warning)
    assert len(stored(sqlite_world)) == 1
    press(app, "C'est une autre")
    assert len(stored(sqlite_world)) == 4


# A meetup's page


def test_a_stop_shows_its_tour_the_other_stops_and_the_total(
    sqlite_world: World, open_page: Open
) -> None:
    saved = record(sqlite_world, a_tour(sqlite_world))
    first, *others = [row.meetup_id for row in saved.meetups]
    for who in ("liaison MIR", "commander STJ"):
        app = open_page(who, "meetups", meetup=str(first))
        assert not app.exception
        assert "environ 120 personnes pour toute la tournée" in said(app)
        found = {address for some in links(app).values() for address in some}
        assert {f"/meetups?meetup={meetup_id}" for meetup_id in others} <= found
        assert f"/meetups?meetup={first}" not in found
        assert ("Enregistrer le total" in [row.label for row in app.button]) == (
            who == "liaison MIR"
        )


def test_the_total_is_corrected_from_a_stop(sqlite_world: World, open_page: Open) -> None:
    saved = record(sqlite_world, a_tour(sqlite_world))
    app = open_page("liaison MIR", "meetups", meetup=str(saved.meetups[0].meetup_id))
    app.number_input(key=f"total_value_{saved.outing_id}_1").set_value(90)
    press(app, "Enregistrer le total")
    assert "environ 90 personnes pour toute la tournée" in said(app)
    assert app.toast[0].value == "Le total est enregistré."


def test_the_totals_that_a_tour_had_are_told_to_its_own_service(
    sqlite_world: World, open_page: Open
) -> None:
    saved = record(sqlite_world, a_tour(sqlite_world))
    first = str(saved.meetups[0].meetup_id)
    app = open_page("liaison MIR", "meetups", meetup=first)
    app.number_input(key=f"total_value_{saved.outing_id}_1").set_value(90)
    press(app, "Enregistrer le total")
    assert "**environ 120 personnes** — " in said(app)
    assert "**environ 120 personnes** — " not in said(
        open_page("commander STJ", "meetups", meetup=first)
    )


def test_each_stop_of_a_saved_tour_is_completed_in_one_click(
    sqlite_world: World, open_page: Open
) -> None:
    app = a_half_tour(open_page("liaison MIR", "tour"))
    app.text_input(key=key("stop_other_theme:1")).set_value("Les chats errants").run()
    press(app, "Enregistrer la tournée")
    with sqlite_world.reading() as session:
        ids = session.scalars(select(Meetup.id).order_by(Meetup.id)).all()
    found = {address for some in links(app).values() for address in some}
    assert {f"/record?meetup={meetup_id}" for meetup_id in ids} <= found
    assert "Enregistré" in app.toast[0].value
    raised = [[theme.other_text for theme in row.themes] for row in stored(sqlite_world)]
    assert raised == [[], ["Les chats errants"], []]


def test_a_filled_stop_is_not_taken_away_before_one_says_so(
    sqlite_world: World, open_page: Open
) -> None:
    app = a_half_tour(open_page("liaison MIR", "tour"))
    assert not any(button.label == "Retirer le dernier arrêt" for button in app.button)
    press(app, "Oui, retirer")
    press(app, "Ajouter un arrêt")
    press(app, "Retirer le dernier arrêt")
    assert app.session_state[key("stop_rows")] == 2


def test_a_café_of_a_series_shows_the_others(sqlite_world: World, open_page: Open) -> None:
    saved = plan(sqlite_world, a_series(sqlite_world))
    app = open_page("liaison MIR", "meetups", meetup=str(saved.meetups[0].meetup_id))
    found = {address for some in links(app).values() for address in some}
    assert {f"/meetups?meetup={row.meetup_id}" for row in saved.meetups[1:]} <= found


def test_what_was_announced_stands_beside_what_happened_where_they_differ(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record(sqlite_world.planned())
    sqlite_world.correct(saved, sqlite_world.entry(municipality_code=SAINT_COLOMBAN))
    told = said(open_page("liaison MIR", "meetups", meetup=str(saved.meetup_id)))
    for text in ("Annoncé", "Ce qui s'est passé", "samedi 29 mars 2025, 10\u00a0h\u00a000"):
        assert text in told
    assert "Tenu comme annoncé." not in told


def test_a_café_held_as_announced_says_so(sqlite_world: World, open_page: Open) -> None:
    saved = sqlite_world.record(sqlite_world.planned())
    held = sqlite_world.planned().model_copy(update={"state": MeetupState.held})
    sqlite_world.correct(saved, held)
    told = said(open_page("liaison MIR", "meetups", meetup=str(saved.meetup_id)))
    assert "Tenu comme annoncé." in told


def test_a_café_is_postponed_to_its_new_date_from_its_page(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record(sqlite_world.planned())
    app = open_page("liaison MIR", "meetups", meetup=str(saved.meetup_id))
    press(app, "Confirmer le report")
    assert "Dites pourquoi" in app.error[0].value
    app.text_input(key=f"postpone_reason_{saved.meetup_id}").set_value("tempête")
    app.date_input(key=f"postpone_date_{saved.meetup_id}").set_value(dt.date(2025, 4, 5))
    press(app, "Confirmer le report")
    assert not app.exception
    assert app.toast[0].value == "C'est reporté au samedi 5 avril 2025."
    assert "Reporté à une autre date" in said(app)
    old, new = stored(sqlite_world)
    assert (old.state, new.state, new.date) == (
        MeetupState.postponed,
        MeetupState.planned,
        dt.date(2025, 4, 5),
    )


def test_the_attendance_page_tells_undivided_totals_apart(
    sqlite_world: World, open_page: Open
) -> None:
    apart = "À part, sans partage entre services ni mois"
    assert apart not in said(open_page("commander MIR", "attendance"))
    record(sqlite_world, a_tour(sqlite_world))
    told = said(open_page("commander MIR", "attendance"))
    assert f"{apart}\u00a0: 1 total de tournée, environ 120 personnes." in told
    assert "n = 3 rencontres, dont 3 sans nombre" in told


# Taking up


def test_a_past_café_opens_a_new_form_filled_with_what_comes_back(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record()
    home = open_page("liaison MIR", "my-cafes")
    found = [to for text, some in links(home).items() if "Café de la Gare" in text for to in some]
    assert f"/record?like={saved.meetup_id}" in found

    app = open_page("liaison MIR", "record", like=str(saved.meetup_id))
    assert not app.exception
    assert "like" not in app.query_params
    form = app.session_state["entry_form"]
    state = app.session_state
    assert state[key("venue_name", form.number)] == "Café de la Gare"
    assert state[key("role:prevention", form.number)] == 2
    assert state[key("programs", form.number)] == ["aine_avise"]
    assert app.number_input(key=key("people", form.number)).value is None
    assert state[key("precision", form.number)] is None
    app.run()
    assert app.session_state["entry_form"] is form


@pytest.mark.parametrize("who", ["liaison STJ"])
def test_the_café_of_another_service_is_not_taken_up(
    sqlite_world: World, open_page: Open, who: str
) -> None:
    saved = sqlite_world.record()
    app = open_page(who, "record", like=str(saved.meetup_id))
    assert "Seuls les services qui ont tenu ce café le reprennent." in said(app)


def test_a_planned_café_whose_day_has_come_opens_as_held_with_what_was_announced(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record(sqlite_world.planned(date="2025-03-19"))
    app = open_page("liaison MIR", "record", meetup=str(saved.meetup_id))
    form = app.session_state["entry_form"].number
    assert app.session_state[key("state", form)] == MeetupState.held
    assert app.session_state[key("venue_name", form)] == "Bibliothèque municipale"
    press(app, "Enregistrer")
    entry = sqlite_world.read(saved.meetup_id).entry
    assert (entry.state, entry.start_time) == (MeetupState.held, dt.time(10))


@pytest.mark.parametrize("address", ["plan", "tour"])
@pytest.mark.parametrize("who", [who for who in EVERYONE if not who.startswith("liaison")])
def test_only_a_liaison_plans_and_tours(open_page: Open, address: str, who: str) -> None:
    app = open_page(who, address)
    assert "n'est pas ouverte à votre rôle" in said(app)
    assert not app.date_input
