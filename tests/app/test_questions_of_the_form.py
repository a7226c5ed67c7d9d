"""What is unlikely is asked before it is saved, each question with its own answers."""

import datetime as dt
from typing import Any

from streamlit.testing.v1 import AppTest

from cafedata import drafts
from cafedata.vocabulary import MeetupState
from tests.app.conftest import Open, said
from tests.app.test_record_page import (
    choose,
    fill_the_short_path,
    key,
    meetups_stored,
    press,
    save,
    unfold,
)
from tests.world import TODAY, World


def asked(app: AppTest) -> list[str]:
    return [warning.value for warning in app.warning]


def stored(world: World, meetup_id: int = 1) -> Any:
    return world.read(meetup_id).entry


def test_forty_officers_are_asked_about_beside_their_number_then_saved(
    sqlite_world: World, open_page: Open
) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    unfold(app, "officers")
    app.run().number_input(key=key("role:patrol")).set_value(40).run()
    choose(app, "role_precision:patrol", "exact")
    save(app)
    assert asked(app) == ["Vraiment 40 policiers?", "Vraiment 40 policiers?"]
    assert meetups_stored(sqlite_world) == 0
    press(app, "Oui, enregistrer")
    assert stored(sqlite_world).officers[0].value == 40


def test_officers_without_precision_are_told_and_not_dropped(
    sqlite_world: World, open_page: Open
) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    unfold(app, "officers")
    app.run().number_input(key=key("role:patrol")).set_value(2).run()
    save(app)
    assert "Dites si ce nombre est exact, environ ou au moins." in said(app)
    assert meetups_stored(sqlite_world) == 0


def test_a_cafe_held_tomorrow_is_asked_about_then_saved(
    sqlite_world: World, open_page: Open
) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    choose(app, "day", "elsewhere")
    app.run().date_input(key=key("other_day")).set_value(TODAY + dt.timedelta(days=1))
    save(app)
    assert (
        asked(app)[0].replace("\xa0", " ")
        == "Le 21 mars 2025 est à venir : ce café a-t-il déjà eu lieu?"
    )
    assert meetups_stored(sqlite_world) == 0
    press(app, "Oui, enregistrer")
    assert meetups_stored(sqlite_world) == 1


def test_the_reason_of_a_postponement_is_read_for_what_is_personal(
    sqlite_world: World, open_page: Open
) -> None:
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    choose(app, "state", MeetupState.postponed)
    app.run().text_input(key=key("state_reason")).set_value("Rappeler Mme Lavoie").run()
    save(app)
    warned = "On dirait un nom de personne\xa0: retirez-le ou confirmez."
    assert asked(app) == [warned, warned]
    press(app, "Oui, enregistrer")
    assert stored(sqlite_world).state_reason == "Rappeler Mme Lavoie"


# The same café, entered twice


def entered_twice(world: World, open_page: Open) -> AppTest:
    """A planned café of today with its hours, and the form of somebody who enters it anew."""
    world.record(
        world.entry(
            date=TODAY, attendance={}, themes=[], programs=[], unreported_offences=[], officers=[]
        )
    )
    app = fill_the_short_path(open_page("liaison MIR", "record"))
    choose(app, "themes:living_together", ["noise"])
    unfold(app, "notes")
    app.run().text_area(key=key("notes")).set_value("Ma note.")
    return save(app)


def test_the_same_cafe_takes_what_was_typed_and_keeps_what_was_stored(
    sqlite_world: World, open_page: Open
) -> None:
    app = press(entered_twice(sqlite_world, open_page), "y apporter")
    assert "Le même café, inscrit deux fois" in said(app)
    press(app, "Continuer avec ces choix")
    assert "Choisissez une version pour chaque ligne." in said(app)
    for first_field in ("notes", "attendance"):
        choice: Any = app.get_by_key(key(f":button:choose:{first_field}"))
        choice.set_value("mine")
    app.run()
    press(app, "Continuer avec ces choix")
    save(app)
    assert meetups_stored(sqlite_world) == 1
    entry = stored(sqlite_world)
    assert (entry.attendance.value, entry.notes) == (15, "Ma note.")
    assert [row.theme_code for row in entry.themes] == ["noise"]
    assert (entry.venue_name, entry.start_time) == ("Café de la Gare", dt.time(9, 30))
    assert entry.tags == sqlite_world.entry().tags
    assert entry.follow_ups == sqlite_world.entry().follow_ups


def test_one_goes_back_from_the_same_cafe_with_nothing_lost(
    sqlite_world: World, open_page: Open
) -> None:
    app = press(entered_twice(sqlite_world, open_page), "y apporter")
    press(app, "Non, revenir à ma saisie")
    assert app.text_area(key=key("notes")).value == "Ma note."
    assert sqlite_world.read(1).version == 1


def test_what_was_typed_stays_a_draft_while_the_same_cafe_is_opened(
    sqlite_world: World, open_page: Open
) -> None:
    entered_twice(sqlite_world, open_page)
    with sqlite_world.reading() as session:
        (draft,) = drafts.mine(session, sqlite_world.viewer("liaison MIR"))
    assert (draft.meetup_id, draft.typed["notes"]) == (None, "Ma note.")
    again = open_page("liaison MIR", "record")
    assert again.number_input(key=key("people")).value == 15


def test_a_cafe_that_another_service_leads_is_opened_and_not_brought_to(
    sqlite_world: World, open_page: Open
) -> None:
    joint = sqlite_world.entry(date=TODAY, lead_service="STJ", other_services=["MIR"])
    sqlite_world.record(joint)
    app = save(fill_the_short_path(open_page("liaison MIR", "record")))
    assert [link.label for link in app.page_link if "même" in link.label]
    assert not [button for button in app.button if "y apporter" in button.label]
