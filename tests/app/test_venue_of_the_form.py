"""Where the café was: one tap for a known venue, and one spelling for each."""

from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from cafedata.model import Meetup
from tests.app.conftest import Open
from tests.app.test_record_page import choose, fill_the_short_path, key, save
from tests.world import MIRABEL, SAINT_COLOMBAN, World


def open_at_known_venues(world: World, open_page: Open) -> AppTest:
    for venue in ("Café de la Gare", "Café de la Gare", "Bibliothèque du Domaine-Vert"):
        world.record(world.entry(venue_name=venue))
    return fill_the_short_path(open_page("liaison MIR", "record"))


def last_venue(world: World) -> str:
    with world.reading() as session:
        return session.scalars(select(Meetup.venue_name).order_by(Meetup.id.desc())).first() or ""


def offers(app: AppTest) -> list[str]:
    return [button.label for button in app.button if "Est-ce «" in button.label]


def test_a_known_venue_takes_one_tap(sqlite_world: World, open_page: Open) -> None:
    app = open_at_known_venues(sqlite_world, open_page)
    choose(app, "venue", "Bibliothèque du Domaine-Vert")
    save(app.run())
    assert last_venue(sqlite_world) == "Bibliothèque du Domaine-Vert"


def test_a_new_venue_is_written(sqlite_world: World, open_page: Open) -> None:
    app = open_at_known_venues(sqlite_world, open_page)
    choose(app, "venue", "elsewhere")
    app.run().text_input(key=key("venue_name")).set_value("Aréna").run()
    assert offers(app) == []
    save(app)
    assert last_venue(sqlite_world) == "Aréna"


def test_a_known_venue_half_written_is_proposed_in_its_own_spelling(
    sqlite_world: World, open_page: Open
) -> None:
    app = open_at_known_venues(sqlite_world, open_page)
    choose(app, "venue", "elsewhere")
    app.run().text_input(key=key("venue_name")).set_value("domaine bibliotheque").run()
    (offer,) = (button for button in app.button if "Est-ce «" in button.label)
    save(offer.click().run())
    assert last_venue(sqlite_world) == "Bibliothèque du Domaine-Vert"


def test_a_venue_of_another_municipality_is_not_kept(sqlite_world: World, open_page: Open) -> None:
    app = open_at_known_venues(sqlite_world, open_page)
    choose(app, "venue", "Café de la Gare")
    app.run()
    sqlite_world.record(sqlite_world.entry(municipality_code=SAINT_COLOMBAN, venue_name="Parc"))
    choose(app, "municipality", SAINT_COLOMBAN)
    app.run()
    assert app.session_state[key("venue")] is None
    choose(app, "municipality", MIRABEL)
    save(app.run())
    assert last_venue(sqlite_world) == ""


def test_a_correction_shows_the_venue_as_it_is_written(
    sqlite_world: World, open_page: Open
) -> None:
    saved = sqlite_world.record(sqlite_world.entry(venue_name="Gare"))
    app = open_page("liaison MIR", "record", meetup=str(saved.meetup_id))
    assert app.pills(key="entry_form:1:venue").value == "Gare"
