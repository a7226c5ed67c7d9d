"""The pages of themes, programs and places: what each role is shown, and where a mark leads."""

from typing import Any

from streamlit.testing.v1 import AppTest

from cafedata.vocabulary import Grain
from tests.app.conftest import Open, said
from tests.world import World


def _spoken(app: AppTest) -> str:
    return said(app).replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")


def _break_ins(world: World, times: int, **changes: Any) -> None:
    for day in range(1, times + 1):
        themes = [{"theme_code": "break_in"}]
        entry = world.entry(date=f"2025-03-{day:02}", themes=themes, **changes)
        world.record(entry)


def test_a_commander_reads_first_which_theme_is_left_unanswered(
    sqlite_world: World, open_page: Open
) -> None:
    _break_ins(sqlite_world, 6)
    app = open_page("commander STJ", "programs")
    assert not app.exception
    assert "« Introduction par effraction » reste le plus souvent sans réponse : 6 fois sur 6" in (
        _spoken(app)
    )
    assert len(app.get("vega_lite_chart")) == 3  # no retired program, so nothing is drawn of it


def test_a_partner_is_shown_no_theme_through_the_programs(
    sqlite_world: World, open_page: Open
) -> None:
    _break_ins(sqlite_world, 4)
    app = open_page("partner Mirabel", "programs")
    assert not app.exception
    assert "effraction" not in _spoken(app)
    assert not any("effraction" in str(table.value) for table in app.dataframe)


def test_an_unanswered_theme_leads_to_its_meetups(sqlite_world: World, open_page: Open) -> None:
    _break_ins(sqlite_world, 2, venue_name="Sans réponse")
    answered = {"venue_name": "Avec réponse", "programs": [{"program_code": "bon_voisin"}]}
    _break_ins(sqlite_world, 1, **answered)
    app = open_page("commander STJ", "meetups", theme="break_in", answer="unanswered")
    assert not app.exception
    assert "2 rencontres" in _spoken(app)
    assert "Avec réponse" not in "\n".join(text.value for text in app.text)


def test_offences_of_another_service_are_masked_on_the_page(
    sqlite_world: World, open_page: Open
) -> None:
    sqlite_world.record(sqlite_world.entry())
    app = open_page("commander STJ", "themes")
    app.segmented_control(key="group_themes").set_value("offences").run()
    assert not app.exception
    assert "Aucun délit non déclaré à montrer pour cette sélection." in _spoken(app)
    assert "moins de 5 délits d'une famille" in _spoken(app)


def test_a_theme_may_be_followed_by_month(sqlite_world: World, open_page: Open) -> None:
    _break_ins(sqlite_world, 6)
    app = open_page("commander MIR", "themes")
    app.segmented_control(key="themes_grain").set_value(Grain.month).run()
    assert not app.exception
    (followed,) = [each for each in app.get("vega_lite_chart") if "theme_over" in each.proto.id]
    assert "theme_over_time_break_in_month" in followed.proto.id
    assert "« Introduction par effraction » est soulevé dans 6 rencontres sur 6" in _spoken(app)


def test_the_map_tells_the_municipalities_that_wait_for_a_cafe(
    sqlite_world: World, open_page: Open
) -> None:
    sqlite_world.record()
    app = open_page("commander MIR", "map")
    assert not app.exception
    assert "5 municipalités sans café récent, sur 6 : 5 jamais visitées." in _spoken(app)
    assert "1 municipalité desservie sur 6 avec au moins un café" in _spoken(app)
    partner = open_page("partner Mirabel", "map")
    assert not partner.exception
    assert "territoire?" not in _spoken(partner)
