"""Accounts, their rules, and the browsers that are signed in."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from cafedata import language, people
from cafedata.access import Viewer
from cafedata.database import engine_for
from cafedata.errors import InvalidEntry, NotAllowed, NotFound, Unavailable
from cafedata.language import Language
from cafedata.model import Account, AccountMunicipality, Base, Installation, SignIn
from cafedata.vocabulary import Role
from tests.world import EVERYONE, LACHUTE, MIRABEL, World

NOW = dt.datetime(2025, 3, 20, 13, 30, tzinfo=dt.UTC)
TWELVE_HOURS = dt.timedelta(hours=12)
SECOND = dt.timedelta(seconds=1)


def _account(**changes: Any) -> dict[str, Any]:
    account = {"email": "nouvelle@exemple.qc.ca", "name": "Anne", "role": Role.liaison}
    return account | {"service_code": "MIR"} | changes


def _problems(world: World, **changes: Any) -> dict[str, str]:
    with world.writing() as session, pytest.raises(InvalidEntry) as refused:
        people.add(session, **_account(**changes))
    return {
        problem.field: language.sentence(problem.message, **problem.values)
        for problem in refused.value.problems
    }


# Accounts


@pytest.mark.parametrize(
    ("role", "service", "municipalities"),
    [
        (Role.liaison, "MIR", []),
        (Role.commander, "SQ", []),
        (Role.partner, None, [MIRABEL, LACHUTE, MIRABEL]),
        (Role.administrator, None, []),
    ],
)
def test_an_account_of_each_role_becomes_its_viewer(
    world: World, role: Role, service: str | None, municipalities: list[str]
) -> None:
    account = _account(role=role, service_code=service, municipality_codes=municipalities)
    with world.writing() as session:
        account_id = people.add(session, **account)
    with world.reading() as session:
        viewer = people.viewer_of(session, account_id)
    assert viewer == Viewer(account_id, "Anne", role, service, frozenset(municipalities))


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"service_code": None}, "service", "Choisissez un des services de police."),
        ({"service_code": "FBI"}, "service", "Choisissez un des services de police."),
        (
            {"role": Role.commander, "service_code": None},
            "service",
            "Choisissez un des services de police.",
        ),
        (
            {"role": Role.partner, "municipality_codes": [MIRABEL]},
            "service",
            "Ce rôle n'a pas de service de police.",
        ),
        ({"role": Role.administrator}, "service", "Ce rôle n'a pas de service de police."),
        (
            {"role": Role.partner, "service_code": None},
            "municipality",
            "Un partenaire a au moins une municipalité.",
        ),
        (
            {"role": Role.partner, "service_code": None, "municipality_codes": ["00000"]},
            "municipality",
            "Cette municipalité n'existe pas.",
        ),
        (
            {"email": " Liaison.MIR@exemple.qc.ca "},
            "email",
            "Cette adresse de courriel a déjà un compte.",
        ),
    ],
)
def test_an_account_that_breaks_a_rule_is_not_opened(
    sqlite_world: World, changes: dict[str, Any], field: str, sentence: str
) -> None:
    assert _problems(sqlite_world, **changes) == {field: sentence}
    with sqlite_world.reading() as session:
        assert len(session.scalars(select(Account)).all()) == len(EVERYONE)


@pytest.mark.parametrize(
    "email", ["", "anne", "anne@exemple", "@exemple.ca", "a b@exemple.ca", "<a@exemple.ca>"]
)
def test_an_incomplete_address_opens_no_account(sqlite_world: World, email: str) -> None:
    incomplete = "Cette adresse de courriel est incomplète."
    assert _problems(sqlite_world, email=email) == {"email": incomplete}


def test_all_that_is_wrong_with_an_account_is_told_at_once(sqlite_world: World) -> None:
    told = _problems(sqlite_world, email="anne", role=Role.partner, service_code="MIR")
    assert set(told) == {"email", "service", "municipality"}


def test_an_address_is_kept_in_small_letters_without_spaces(sqlite_world: World) -> None:
    with sqlite_world.writing() as session:
        people.add(session, **_account(email="  Anne@Exemple.QC.ca\n"))
        assert session.scalar(select(Account.email).where(Account.name == "Anne")) == (
            "anne@exemple.qc.ca"
        )


def test_a_person_without_a_name_is_shown_by_the_address(sqlite_world: World) -> None:
    with sqlite_world.writing() as session:
        account_id = people.add(session, **_account(name=""))
        assert people.viewer_of(session, account_id).name == "nouvelle@exemple.qc.ca"


def test_an_unknown_or_closed_account_is_nobody(world: World) -> None:
    viewer = world.viewer("liaison MIR")
    _change(world, viewer, is_active=False)
    with world.reading() as session:
        for account_id in (viewer.account_id, 404):
            with pytest.raises(NotFound):
                people.viewer_of(session, account_id)


def test_the_small_number_of_the_installation_goes_with_each_viewer(sqlite_world: World) -> None:
    with sqlite_world.writing() as session:
        session.execute(update(Installation).values(small_number=10))
    assert sqlite_world.viewer("partner Mirabel").small_number == 10


def test_the_chosen_language_is_remembered_for_that_person_alone(world: World) -> None:
    with world.writing() as session:
        people.choose_language(session, world.viewer("commander STJ"), Language.en)
    languages = {who: world.viewer(who).language for who in EVERYONE}
    assert languages.pop("commander STJ") is Language.en
    assert set(languages.values()) == {Language.fr}


# Signing in


def _sign_in(world: World, who: str = "liaison MIR") -> str:
    account_id = world.viewer(who).account_id
    with world.writing() as session:
        return people.start_sign_in(session, account_id, NOW)


def _signed_in(world: World, token: str, after: dt.timedelta = SECOND) -> Viewer | None:
    with world.reading() as session:
        return people.find_viewer(session, token, NOW + after)


def _change(world: World, viewer: Viewer, **values: Any) -> None:
    with world.writing() as session:
        session.execute(update(Account).where(Account.id == viewer.account_id).values(values))


def test_a_sign_in_opens_the_account_for_twelve_hours_and_no_longer(world: World) -> None:
    token = _sign_in(world)
    assert _signed_in(world, token) == world.viewer("liaison MIR")
    assert _signed_in(world, token, TWELVE_HOURS - SECOND) == world.viewer("liaison MIR")
    assert _signed_in(world, token, TWELVE_HOURS) is None
    assert _signed_in(world, token, 2 * TWELVE_HOURS) is None


def test_an_ended_sign_in_opens_nothing_and_the_others_stay_open(world: World) -> None:
    phone, desk = _sign_in(world), _sign_in(world)
    with world.writing() as session:
        people.end_sign_in(session, phone, NOW)
    assert _signed_in(world, phone) is None
    assert _signed_in(world, desk) == world.viewer("liaison MIR")


def test_ending_a_sign_in_again_keeps_the_first_moment(sqlite_world: World) -> None:
    token = _sign_in(sqlite_world)
    for hours in (1, 2):
        with sqlite_world.writing() as session:
            people.end_sign_in(session, token, NOW + dt.timedelta(hours=hours))
    with sqlite_world.reading() as session:
        assert session.scalar(select(SignIn.ended_at)) == NOW + dt.timedelta(hours=1)


def test_closing_an_account_closes_its_open_sign_ins_at_once(world: World) -> None:
    token = _sign_in(world)
    _change(world, world.viewer("liaison MIR"), is_active=False)
    assert _signed_in(world, token) is None


def test_a_change_of_role_takes_effect_at_once(world: World) -> None:
    token, viewer = _sign_in(world), world.viewer("liaison MIR")
    _change(world, viewer, role=Role.commander, service_code="STJ")
    found = _signed_in(world, token)
    assert found is not None
    assert (found.role, found.service_code) == (Role.commander, "STJ")


def test_a_change_of_municipalities_takes_effect_at_once(world: World) -> None:
    token, viewer = _sign_in(world, "partner Mirabel"), world.viewer("partner Mirabel")
    with world.writing() as session:
        session.execute(
            update(AccountMunicipality)
            .where(AccountMunicipality.account_id == viewer.account_id)
            .values(municipality_code=LACHUTE)
        )
    found = _signed_in(world, token)
    assert found is not None
    assert found.municipality_codes == {LACHUTE}


@pytest.mark.parametrize("forged", ["", "x", "é\x00", "' OR 1=1 --", "a" * 10_000], ids=ascii)
def test_a_forged_secret_opens_nothing(world: World, forged: str) -> None:
    _sign_in(world)
    assert _signed_in(world, forged) is None


def test_the_fingerprint_itself_opens_nothing(world: World) -> None:
    _sign_in(world)
    with world.reading() as session:
        fingerprint = session.scalars(select(SignIn.token_fingerprint)).one()
    assert _signed_in(world, fingerprint) is None


def test_two_sign_ins_never_share_their_secret(sqlite_world: World) -> None:
    assert len({_sign_in(sqlite_world) for _ in range(20)}) == 20


def test_the_secret_itself_is_nowhere_in_the_database(world: World) -> None:
    token = _sign_in(world)
    with engine_for(world.url).connect() as connection:
        for table in Base.metadata.sorted_tables:
            assert token not in str(connection.execute(select(table)).all()), table


def test_moments_come_back_with_their_time_zone(world: World) -> None:
    _sign_in(world)
    with world.reading() as session:
        started_at = session.scalars(select(SignIn.started_at)).one()
    assert (started_at, started_at.tzinfo) == (NOW, dt.UTC)


# The demonstration


def _mark_as_demonstration(session: Session) -> None:
    session.execute(update(Installation).values(is_demonstration=True))


def test_a_database_without_the_mark_shows_no_demonstration_people(world: World) -> None:
    with world.reading() as session:
        assert not people.is_demonstration(session)
        with pytest.raises(NotAllowed):
            people.demonstration_people(session)


def test_a_database_without_any_installation_is_no_demonstration(world: World) -> None:
    with world.writing() as session:
        session.delete(session.get_one(Installation, 1))
    with world.reading() as session, pytest.raises(NotAllowed):
        people.demonstration_people(session)


def test_a_marked_database_shows_its_open_accounts_in_order(world: World) -> None:
    _change(world, world.viewer("commander STJ"), is_active=False)
    with world.writing() as session:
        _mark_as_demonstration(session)
    with world.reading() as session:
        shown = people.demonstration_people(session)
    assert [person.name for person in shown] == [who for who in EVERYONE if who != "commander STJ"]
    partner = next(person for person in shown if person.role is Role.partner)
    assert partner.service_code is None
    assert partner.municipality_codes == {MIRABEL}


# By a provider's word


def _sign_in_by_email(world: World, email: str) -> str:
    with world.writing() as session:
        return people.start_sign_in_by_email(session, email, NOW)


def test_an_address_signs_its_own_account_in_whatever_its_capitals(world: World) -> None:
    token = _sign_in_by_email(world, " Liaison.MIR@Exemple.qc.ca")
    assert _signed_in(world, token) == world.viewer("liaison MIR")


def test_an_unknown_address_and_a_closed_account_are_refused_in_the_same_words(
    world: World,
) -> None:
    _change(world, world.viewer("commander STJ"), is_active=False)
    said = set()
    for email in ("inconnue@exemple.qc.ca", "commander.stj@exemple.qc.ca", ""):
        with pytest.raises(NotAllowed) as refused:
            _sign_in_by_email(world, email)
        said.add(refused.value.message)
    assert len(said) == 1
    with world.reading() as session:
        assert session.scalars(select(SignIn)).all() == []


def test_how_long_a_sign_in_lasts_is_a_setting(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAFE_SIGN_IN_HOURS", "0.5")
    token = _sign_in(sqlite_world)
    half_an_hour = dt.timedelta(minutes=30)
    assert _signed_in(sqlite_world, token, half_an_hour - SECOND) is not None
    assert _signed_in(sqlite_world, token, half_an_hour) is None


@pytest.mark.parametrize("hours", ["0", "-1", "721", "nan", "inf", "douze"])
def test_a_length_that_makes_no_sense_is_refused(
    monkeypatch: pytest.MonkeyPatch, hours: str
) -> None:
    monkeypatch.setenv("CAFE_SIGN_IN_HOURS", hours)
    with pytest.raises(Unavailable):
        people.sign_in_lasts()
