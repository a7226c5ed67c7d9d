"""Themes and programs: added, renamed, retired with a successor and taken up again."""

from collections.abc import Callable
from typing import Any

import pytest

from cafedata.administration import catalogue
from cafedata.errors import NotAllowed, NotFound
from cafedata.vocabulary import CatalogStatus, ProgramKind
from tests.unit.administration.conftest import Act, problems
from tests.world import World

POTHOLES = {"label_fr": "Nids-de-poule", "label_en": "Potholes", "family": "road"}


def test_a_new_theme_is_offered_after_the_others(world: World, act: Act) -> None:
    code = act(catalogue.add_theme, **POTHOLES)
    themes = world.catalog().themes
    assert code == "nids_de_poule"
    assert list(themes)[-1] == code
    assert (themes[code].label_fr, themes[code].label_en) == ("Nids-de-poule", "Potholes")


def test_two_themes_of_like_names_get_two_codes_and_the_same_name_is_refused(act: Act) -> None:
    act(catalogue.add_theme, **POTHOLES)
    assert act(catalogue.add_theme, **POTHOLES | {"label_fr": "Nids de poule"}).endswith("_2")
    assert "label_fr" in problems(act, catalogue.add_theme, **POTHOLES)


def test_a_theme_needs_both_names_and_a_family(act: Act) -> None:
    empty = {"label_fr": "", "label_en": " ", "family": "elsewhere"}
    refused = problems(act, catalogue.add_theme, **empty)
    assert set(refused) == {"label_fr", "label_en", "family"}


def test_a_renamed_theme_keeps_what_it_counts(world: World, act: Act) -> None:
    saved = world.record()
    changes = {"label_fr": "Vitesse", "label_en": "Speed", "family": "road"}
    act(catalogue.rename_theme, "speeding", **changes)
    assert world.catalog().themes["speeding"].label_fr == "Vitesse"
    assert world.read(saved.meetup_id).entry.themes[0].theme_code == "speeding"


def test_a_retired_theme_keeps_its_past_and_names_its_successor(world: World, act: Act) -> None:
    saved = world.record()
    act(catalogue.retire_theme, "speeding", successor="noise")
    theme = world.catalog().themes["speeding"]
    assert (theme.status, theme.successor) == (CatalogStatus.retired, "noise")
    assert world.read(saved.meetup_id).entry.themes[0].theme_code == "speeding"
    act(catalogue.reactivate_theme, "speeding")
    theme = world.catalog().themes["speeding"]
    assert (theme.status, theme.successor) == (CatalogStatus.active, None)


@pytest.mark.parametrize("successor", ["speeding", "nowhere", "break_in"])
def test_a_successor_is_another_theme_that_is_still_offered(act: Act, successor: str) -> None:
    act(catalogue.retire_theme, "break_in")
    refused = problems(act, catalogue.retire_theme, "speeding", successor=successor)
    assert set(refused) == {"successor"}


def test_other_is_always_offered(act: Act) -> None:
    with pytest.raises(NotAllowed):
        act(catalogue.retire_theme, "other")


def test_a_program_is_added_with_what_it_answers_and_changed(world: World, act: Act) -> None:
    values = {"name_fr": "Vigie", "answers": ["noise", "speeding"]}
    code = act(catalogue.add_program, kind=ProgramKind.program, **values)
    assert world.catalog().programs[code].answers == {"noise", "speeding"}
    assert code in {row.code for row in world.catalog().programs_answering(["noise"])}
    act(catalogue.change_program, code, name_fr="Vigie", name_en="Watch", answers=["noise"])
    program = world.catalog().programs[code]
    assert (program.name_en, set(program.answers)) == ("Watch", {"noise"})


def test_who_runs_a_program_is_changed_and_everybody_may_promote_one_of_nobody(
    world: World, act: Act, acts: Callable[[], Any]
) -> None:
    owners = ["STJ", "municipality"]
    values = {"name_fr": "Bon voisin, bon œil", "answers": ["break_in"]}
    act(catalogue.change_program, "bon_voisin", owners=owners, **values)
    assert world.catalog().programs["bon_voisin"].owners == set(owners)
    assert (acts()[0].before["owners"], acts()[0].after["owners"]) == (["SQ"], owners)
    act(catalogue.change_program, "bon_voisin", **values)
    assert world.catalog().programs["bon_voisin"].owners == set()


def test_a_program_answers_only_themes_that_exist(act: Act) -> None:
    values = {"name_fr": "", "answers": ["nowhere"], "owners": ["FBI"]}
    refused = problems(act, catalogue.add_program, kind=ProgramKind.measure, **values)
    assert set(refused) == {"name_fr", "answers", "owners"}


def test_a_retired_program_is_no_longer_proposed(world: World, act: Act) -> None:
    act(catalogue.retire_program, "bon_voisin", successor="echec_crime")
    assert world.catalog().programs["bon_voisin"].successor == "echec_crime"
    proposed = {row.code for row in world.catalog().programs_answering(["break_in"])}
    assert "bon_voisin" not in proposed
    act(catalogue.reactivate_program, "info_crime")
    assert world.catalog().programs["info_crime"].status is CatalogStatus.active


def test_what_does_not_exist_is_not_found(act: Act) -> None:
    with pytest.raises(NotFound):
        act(catalogue.reactivate_theme, "nowhere")
    with pytest.raises(NotFound):
        act(catalogue.retire_program, "nowhere")
    with pytest.raises(NotFound):
        act(catalogue.rename_theme, "nowhere", **POTHOLES)


def test_each_act_leaves_before_and_after(act: Act, acts: Callable[[], Any]) -> None:
    act(catalogue.change_program, "bon_voisin", name_fr="Bon voisin", answers=["noise"])
    act(catalogue.retire_program, "bon_voisin")
    retired, changed = acts()
    assert changed.before["answers"] == ["break_in"]
    assert changed.after["answers"] == ["noise"]
    assert (retired.before["status"], retired.after["status"]) == ("active", "retired")
    assert retired.key == "bon_voisin"
