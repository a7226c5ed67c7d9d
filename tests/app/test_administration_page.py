"""The administrator at the page: each section, what it changes, and what it says when it cannot."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from cafedata import model
from cafedata.administration import incidents, records
from cafedata.vocabulary import CatalogStatus, ChangeVerb, InjuryRisk, Role
from cafedata.web.administration import _SECTIONS
from tests.app.conftest import Open, said
from tests.world import EVERYONE, LACHUTE, MIRABEL, TODAY, World


@pytest.fixture
def open_section(open_page: Open) -> Any:
    """Opens a section as the administrator: ``open_section("themes")``."""
    return lambda section: open_page("administrator", "administration", section=section)


def key(form: str, field: str, number: int = 0) -> str:
    return f"administration:{form}:{number}:{field}"


def press(app: AppTest, form: str, label: str, number: int = 0) -> AppTest:
    app.button(key=key(form, f"button:{label}", number)).click().run()
    assert not app.exception
    return app


def choose(app: AppTest, field: str, value: Any) -> AppTest:
    return app.selectbox(key=field).set_value(value).run()


@pytest.mark.parametrize("section", _SECTIONS)
def test_each_section_has_its_address(sqlite_world: World, open_section: Any, section: str) -> None:
    sqlite_world.record(
        sqlite_world.entry(themes=[{"theme_code": "other", "other_text": "Rodéos"}])
    )
    app = open_section(section)
    assert not app.exception
    assert app.button_group(key="administration_section").value == section


def test_an_address_that_names_no_section_opens_the_first(open_section: Any) -> None:
    app = open_section("nowhere")
    assert app.button_group(key="administration_section").value == "accounts"


def test_choosing_a_section_writes_the_address(open_section: Any) -> None:
    app = open_section("accounts")
    app.button_group(key="administration_section").set_value("threshold").run()
    assert app.query_params["section"] == "threshold"
    assert "seuil" in said(app)


@pytest.mark.parametrize("who", [who for who in EVERYONE if who != "administrator"])
def test_nobody_else_sees_any_of_it(open_page: Open, who: str) -> None:
    app = open_page(who, "administration", section="history")
    assert "Cette page n'est pas ouverte à votre rôle." in said(app)
    assert not app.button_group
    assert not app.dataframe


def test_an_account_is_opened(sqlite_world: World, open_section: Any) -> None:
    app = open_section("accounts")
    choose(app, key("new_account", "role"), Role.partner)
    app.text_input(key=key("new_account", "email")).set_value("nadia@exemple.qc.ca")
    app.text_input(key=key("new_account", "name")).set_value("Nadia Roy")
    app.multiselect(key=key("new_account", "municipality")).set_value([MIRABEL])
    press(app, "new_account", "Ouvrir le compte")
    assert "Le compte est ouvert." in said(app)
    assert sqlite_world.viewer("Nadia Roy").municipality_codes == {MIRABEL}
    assert app.text_input(key=key("new_account", "email", 1)).value == ""


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(open_section: Any) -> None:
    app = open_section("accounts")
    app.text_input(key=key("new_account", "email")).set_value("nadia")
    app.text_input(key=key("new_account", "name")).set_value("Nadia Roy")
    choose(app, key("new_account", "role"), Role.liaison)
    press(app, "new_account", "Ouvrir le compte")
    told = {error.value for error in app.error}
    assert told == {
        "Cette adresse de courriel est incomplète.",
        "Choisissez un des services de police.",
        "Corrigez les champs signalés, puis enregistrez de nouveau.",
    }
    assert app.text_input(key=key("new_account", "name")).value == "Nadia Roy"


def test_a_disabled_account_is_closed_at_its_next_click(
    sqlite_world: World, open_section: Any
) -> None:
    account_id = sqlite_world.viewer("liaison MIR").account_id
    app = choose(open_section("accounts"), "administration_account", account_id)
    press(app, f"account:{account_id}", "Désactiver ce compte")
    assert "Ce compte est désactivé." in said(app)
    with sqlite_world.reading() as session:
        assert not session.get_one(model.Account, account_id).is_active
    press(app, f"account:{account_id}", "Réactiver ce compte", number=1)
    assert sqlite_world.viewer("liaison MIR").account_id == account_id


def test_nobody_disables_their_own_account_and_the_page_says_why(
    sqlite_world: World, open_section: Any
) -> None:
    mine = sqlite_world.viewer("administrator").account_id
    app = choose(open_section("accounts"), "administration_account", mine)
    press(app, f"account:{mine}", "Désactiver ce compte")
    assert "Demandez à une autre personne de l'administration" in said(app)


def test_a_theme_is_renamed_retired_and_taken_up_again(
    sqlite_world: World, open_section: Any
) -> None:
    app = choose(open_section("themes"), "administration_theme", "noise")
    app.text_input(key=key("theme:noise", "label_fr")).set_value("Bruit")
    press(app, "theme:noise", "Enregistrer")
    choose(app, key("retirement:theme:noise", "successor"), "speeding")
    press(app, "retirement:theme:noise", "Retirer")
    theme = sqlite_world.catalog().themes["noise"]
    retired = ("Bruit", CatalogStatus.retired, "speeding")
    assert (theme.label_fr, theme.status, theme.successor) == retired
    press(app, "retirement:theme:noise", "Remettre en service", number=1)
    assert sqlite_world.catalog().themes["noise"].status is CatalogStatus.active


def test_a_theme_is_added(sqlite_world: World, open_section: Any) -> None:
    app = open_section("themes")
    app.text_input(key=key("new_theme", "label_fr")).set_value("Drones")
    app.text_input(key=key("new_theme", "label_en")).set_value("Drones")
    choose(app, key("new_theme", "family"), "other")
    press(app, "new_theme", "Ajouter ce thème")
    assert "drones" in sqlite_world.catalog().themes


def test_a_program_answers_other_themes_from_now_on(sqlite_world: World, open_section: Any) -> None:
    app = choose(open_section("programs"), "administration_program", "bon_voisin")
    app.multiselect(key=key("program:bon_voisin", "answers")).set_value(["noise", "speeding"])
    press(app, "program:bon_voisin", "Enregistrer")
    assert sqlite_world.catalog().programs["bon_voisin"].answers == {"noise", "speeding"}
    assert sqlite_world.catalog().programs["bon_voisin"].owners == {"SQ"}


def test_a_program_is_run_by_other_services_from_now_on(
    sqlite_world: World, open_section: Any
) -> None:
    app = choose(open_section("programs"), "administration_program", "bon_voisin")
    app.multiselect(key=key("program:bon_voisin", "owners")).set_value(["MIR", "municipality"])
    press(app, "program:bon_voisin", "Enregistrer")
    assert sqlite_world.catalog().programs["bon_voisin"].owners == {"MIR", "municipality"}
    assert sqlite_world.catalog().programs["bon_voisin"].answers == {"break_in"}


def test_two_spellings_are_merged_and_separated(sqlite_world: World, open_section: Any) -> None:
    for name in ("Café de la Gare", "Resto du Terminus"):
        sqlite_world.record(sqlite_world.entry(venue_name=name))
    app = choose(open_section("venues"), "administration_municipality", MIRABEL)
    form = f"venues:{MIRABEL}"
    choose(app, key(form, "spelling"), "Resto du Terminus")
    choose(app, key(form, "known_as"), "Café de la Gare")
    press(app, form, "Réunir")
    with sqlite_world.reading() as session:
        row = session.scalars(select(model.VenueSpelling)).one()
        assert (row.spelling, row.known_as) == ("Resto du Terminus", "Café de la Gare")
    form = f"separation:{MIRABEL}"
    choose(app, key(form, "spelling"), "Resto du Terminus")
    press(app, form, "Séparer")
    with sqlite_world.reading() as session:
        assert session.scalars(select(model.VenueSpelling)).all() == []


def test_a_territory_changes_hands_and_an_overlap_is_refused_in_a_sentence(
    sqlite_world: World, open_section: Any
) -> None:
    july = dt.date(2026, 7, 1)
    app = choose(open_section("territories"), "administration_municipality", LACHUTE)
    form = f"hand_over:{LACHUTE}"
    choose(app, key(form, "service"), "MIR")
    app.date_input(key=key(form, "starts_on")).set_value(july)
    press(app, form, "Enregistrer la relève")
    catalog = sqlite_world.catalog()
    assert LACHUTE in catalog.policed_by("SQ", july - dt.timedelta(days=1))
    assert LACHUTE in catalog.policed_by("MIR", july)
    form = f"add_coverage:{LACHUTE}"
    choose(app, key(form, "service"), "STJ")
    press(app, form, "Ajouter la période")
    assert "Ces dates chevauchent une autre desserte" in said(app)


def test_a_population_is_entered(sqlite_world: World, open_section: Any) -> None:
    app = choose(open_section("territories"), "administration_municipality", LACHUTE)
    form = f"population:{LACHUTE}"
    app.number_input(key=key(form, "year")).set_value(2026)
    app.number_input(key=key(form, "residents")).set_value(15_000)
    app.text_input(key=key(form, "source")).set_value("Décret")
    press(app, form, "Inscrire la population")
    with sqlite_world.reading() as session:
        assert session.get_one(model.Population, (LACHUTE, 2026)).residents == 15_000


def test_other_themes_are_regrouped_and_counted_so_on_the_page_of_themes(
    sqlite_world: World, open_section: Any, open_page: Open
) -> None:
    words = [{"theme_code": "other", "other_text": "Rodéos"}]
    sqlite_world.record(sqlite_world.entry(themes=words))
    app = open_section("regrouping")
    app.multiselect(key=key("regrouping", "texts")).set_value(["Rodéos"])
    choose(app, key("regrouping", "theme"), "speeding")
    press(app, "regrouping", "Regrouper")
    assert "C'est regroupé." in said(app)
    shown = open_page("commander MIR", "themes").dataframe[0].value
    assert list(shown["theme"]) == ["speeding"]


def test_the_threshold_is_changed(sqlite_world: World, open_section: Any) -> None:
    app = open_section("threshold")
    app.number_input(key=key("threshold", "small_number")).set_value(8)
    press(app, "threshold", "Enregistrer")
    assert sqlite_world.viewer("partner Mirabel").small_number == 8


def test_an_incident_is_entered_and_a_serious_one_asks_for_its_notices(
    sqlite_world: World, open_section: Any
) -> None:
    app = open_section("incidents")
    app.date_input(key=key("new_incident", "known_on")).set_value(TODAY)
    app.date_input(key=key("new_incident", "starts_on")).set_value(TODAY)
    for field in ("circumstances", "information", "risk_reasons"):
        app.text_area(key=key("new_incident", field)).set_value("Une liste mal adressée")
    app.selectbox(key=key("new_incident", "risk")).set_value(InjuryRisk.serious)
    press(app, "new_incident", "Inscrire au registre")
    assert "L'incident est au registre." in said(app)
    assert "Avisez avec diligence" in "".join(warning.value for warning in app.warning)
    viewer = sqlite_world.viewer("administrator")
    with sqlite_world.reading() as session:
        (row,) = incidents.register(session, viewer)
    assert row.incident.lacks_a_notice
    assert len(app.get("download_button")) == 2


def test_history_shows_who_did_what_and_is_narrowed(sqlite_world: World, open_section: Any) -> None:
    saved = sqlite_world.record()
    sqlite_world.correct(saved, sqlite_world.entry(notes="Corrigé."))
    app = open_section("history")
    assert "2 actes" in said(app)
    choose(app, "history_verb", ChangeVerb.corrected)
    assert "1 acte" in said(app)
    assert "liaison MIR · Mirabel · version 2" in said(app)


def test_administrative_history_tells_before_and_after_in_words(
    sqlite_world: World, open_section: Any
) -> None:
    app = open_section("threshold")
    app.number_input(key=key("threshold", "small_number")).set_value(8)
    press(app, "threshold", "Enregistrer")
    app = open_section("history")
    app.button_group(key="history_kind").set_value("administration").run()
    assert "Seuil : 5 → 8" in said(app).replace("\xa0", " ")
    viewer = sqlite_world.viewer("administrator")
    with sqlite_world.reading() as session:
        assert records.acts(session, viewer)[1] == 1


@pytest.mark.parametrize("who", EVERYONE)
def test_everyone_reads_what_is_kept_and_takes_the_template_along(
    open_page: Open, who: str
) -> None:
    app = open_page(who, "privacy")
    assert not app.exception
    told = said(app)
    assert "Aucun champ ne demande le nom" in told
    assert "plus petit que 5" in told
    assert len(app.get("download_button")) == 1
