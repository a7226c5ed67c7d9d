"""Administrative acts in words."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from cafedata.administration import (
    accounts,
    catalogue,
    incidents,
    regrouping,
    territories,
    threshold,
    venues,
    wording,
)
from cafedata.administration.incidents import Incident
from cafedata.vocabulary import ProgramKind, Role
from tests.unit.administration.conftest import Act
from tests.world import LACHUTE, MIRABEL, TODAY, World

Told = tuple[str, list[tuple[str, str, str]]]


def told(world: World, acts: Callable[[], Any]) -> Told:
    """What the newest act is about, and what it changed."""
    newest, catalog = acts()[0], world.catalog()
    differences = wording.differences(newest, catalog)
    changed = [(row.about, row.before, row.after) for row in differences]
    return wording.about(newest, catalog), changed


def test_an_account_is_told_by_its_name_and_codes_by_what_they_mean(
    world: World, act: Act, acts: Callable[[], Any]
) -> None:
    account_id = world.viewer("liaison MIR").account_id
    places = {"municipality_codes": [LACHUTE, MIRABEL]}
    act(accounts.change_account, account_id, name="Luc", role=Role.partner, **places)
    assert told(world, acts) == (
        "Luc",
        [
            ("Nom", "liaison MIR", "Luc"),
            ("Rôle", "Agente ou agent de liaison", "Partenaire"),
            ("Service", "Mirabel", ""),
            ("Municipalités", "", "Mirabel et Lachute"),
        ],
    )


def test_what_is_retired_is_told_with_its_successor(
    world: World, act: Act, acts: Callable[[], Any]
) -> None:
    act(catalogue.retire_theme, "noise", successor="speeding")
    assert told(world, acts) == (
        "Bruit et paix publique",
        [
            ("État", "Offert", "Retiré"),
            ("Successeur", "", "Vitesse et conduite imprudente"),
        ],
    )


def test_a_new_program_is_told_by_what_it_has_and_nothing_that_it_lacks(
    world: World, act: Act, acts: Callable[[], Any]
) -> None:
    values = {"name_fr": "Vigie", "answers": ["noise"], "owners": ["SQ", "municipality"]}
    act(catalogue.add_program, kind=ProgramKind.program, **values)
    assert told(world, acts) == (
        "Vigie",
        [
            ("État", "", "Offert"),
            ("Nom français", "", "Vigie"),
            ("Répond aux thèmes", "", "Bruit et paix publique"),
            ("Mené par", "", "Sûreté du Québec et Municipalité"),
        ],
    )


def test_days_are_told_in_words_and_places_by_their_names(
    world: World, act: Act, acts: Callable[[], Any]
) -> None:
    july = dt.date(2026, 7, 1)
    act(territories.hand_over, MIRABEL, to_service="SQ", from_day=july, source="Décret")
    assert told(world, acts) == (
        "Mirabel, Sûreté du Québec",
        [("Depuis le", "", "1er juillet 2026"), ("Source", "", "Décret")],
    )


def test_every_other_subject_is_told_too(world: World, act: Act, acts: Callable[[], Any]) -> None:
    other = [{"theme_code": "other", "other_text": "Rodéos"}]
    world.record(world.entry(themes=other, venue_name="La Gare"))
    world.record()
    act(threshold.set_small_number, 9)
    assert told(world, acts) == ("", [("Seuil", "5", "9")])
    act(regrouping.regroup, ["Rodéos"], "speeding")
    regrouped = [("Compté sous le thème", "", "Vitesse et conduite imprudente")]
    assert told(world, acts) == ("Rodéos", regrouped)
    act(venues.merge_venues, MIRABEL, spelling="La Gare", known_as="Café de la Gare")
    merged = [("Connu sous le nom", "", "Café de la Gare")]
    assert told(world, acts) == ("Mirabel, La Gare", merged)
    act(territories.set_residents, MIRABEL, year=2026, residents=70_000, source="Décret")
    about, changed = told(world, acts)
    assert (about, changed[0][2].replace("\xa0", " ")) == ("Mirabel, 2026", "70 000")
    incident = Incident(known_on=TODAY, starts_on=TODAY, circumstances="x", information="y")
    number = act(incidents.record_incident, incident, today=TODAY)
    about, changed = told(world, acts)
    assert about == str(number)
    assert ("Risque de préjudice sérieux", "", "Pas encore évalué") in changed
