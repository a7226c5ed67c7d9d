"""Accounts: opened, changed, disabled and enabled by the administrator, and by nobody else."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from cafedata import people
from cafedata.administration import accounts
from cafedata.errors import NotAllowed
from cafedata.vocabulary import AdministrativeVerb, Role
from tests.unit.administration.conftest import Act, problems
from tests.world import LACHUTE, MIRABEL, World

NOW = dt.datetime(2025, 3, 20, 12, tzinfo=dt.UTC)
NEW = {"email": "Nadia.Roy@exemple.qc.ca ", "name": "Nadia Roy"}


def account(world: World, who: str) -> int:
    return world.viewer(who).account_id


def known(act: Act, account_id: int) -> accounts.KnownAccount:
    every: tuple[accounts.KnownAccount, ...] = act(accounts.accounts)
    return next(row for row in every if row.account_id == account_id)


def test_an_account_is_opened_and_may_sign_in(world: World, act: Act) -> None:
    account_id = act(accounts.open_account, **NEW, role=Role.liaison, service_code="MIR")
    with world.reading() as session:
        viewer = people.viewer_of(session, account_id)
    assert (viewer.name, viewer.role, viewer.service_code) == ("Nadia Roy", Role.liaison, "MIR")
    assert known(act, account_id).email == "nadia.roy@exemple.qc.ca"


def test_an_account_without_name_service_or_whole_address_says_so_beside_each_field(
    act: Act,
) -> None:
    unnamed = {"email": "nadia@exemple.qc.ca", "name": " "}
    assert set(problems(act, accounts.open_account, **unnamed, role=Role.liaison)) == {"name"}
    wrong = {"email": "nadia", "name": "Nadia", "role": Role.commander}
    assert set(problems(act, accounts.open_account, **wrong)) == {"email", "service"}
    partner = NEW | {"role": Role.partner}
    assert set(problems(act, accounts.open_account, **partner)) == {"municipality"}


def test_changing_a_role_takes_effect_at_the_next_look_at_the_account(
    world: World, act: Act
) -> None:
    account_id = account(world, "liaison MIR")
    with world.writing() as session:
        token = people.start_sign_in(session, account_id, NOW)
    change = {"name": "Luc Roy", "role": Role.partner, "municipality_codes": [LACHUTE, MIRABEL]}
    act(accounts.change_account, account_id, **change)
    with world.reading() as session:
        viewer = people.find_viewer(session, token, NOW)
    assert viewer is not None
    assert (viewer.role, viewer.service_code) == (Role.partner, None)
    assert viewer.municipality_codes == {LACHUTE, MIRABEL}


def test_a_disabled_account_is_signed_out_for_good_and_enabled_again_signs_in_anew(
    world: World, act: Act
) -> None:
    account_id = account(world, "liaison MIR")
    with world.writing() as session:
        token = people.start_sign_in(session, account_id, NOW)
    act(accounts.disable_account, account_id)
    assert not known(act, account_id).is_active
    act(accounts.enable_account, account_id)
    assert known(act, account_id).is_active
    with world.reading() as session:
        assert people.find_viewer(session, token, NOW) is None


def test_nobody_closes_or_changes_the_role_of_one_s_own_account(world: World, act: Act) -> None:
    mine = account(world, "administrator")
    with pytest.raises(NotAllowed):
        act(accounts.disable_account, mine)
    with pytest.raises(NotAllowed):
        act(accounts.change_account, mine, name="Moi", role=Role.liaison, service_code="MIR")
    assert known(act, mine).role is Role.administrator


def test_an_administrator_closed_meanwhile_cannot_close_the_last_one(
    world: World, act: Act
) -> None:
    other = act(accounts.open_account, **NEW, role=Role.administrator)
    stale = world.viewer("administrator")
    with world.writing() as session:
        accounts.disable_account(session, people.viewer_of(session, other), stale.account_id)
    with world.writing() as session, pytest.raises(NotAllowed, match="au moins une personne"):
        accounts.disable_account(session, stale, other)


def test_each_act_leaves_who_before_and_after(
    world: World, act: Act, acts: Callable[[], Any]
) -> None:
    account_id = act(accounts.open_account, **NEW, role=Role.liaison, service_code="MIR")
    act(accounts.change_account, account_id, name="Nadia R.", role=Role.liaison, service_code="STJ")
    act(accounts.disable_account, account_id)
    act(accounts.enable_account, account_id)
    verbs = [row.verb for row in acts()]
    assert verbs == [
        AdministrativeVerb.reactivated,
        AdministrativeVerb.retired,
        AdministrativeVerb.changed,
        AdministrativeVerb.added,
    ]
    changed = acts()[2]
    assert (changed.by, changed.key) == ("administrator", str(account_id))
    assert (changed.before["service"], changed.after["service"]) == ("MIR", "STJ")


def test_saying_again_what_is_so_leaves_nothing(
    world: World, act: Act, acts: Callable[[], Any]
) -> None:
    account_id = account(world, "liaison MIR")
    same = {"name": "liaison MIR", "role": Role.liaison, "service_code": "MIR"}
    act(accounts.change_account, account_id, **same)
    act(accounts.enable_account, account_id)
    assert acts() == ()
