"""Which of a provider's words are believed."""

from typing import Any

import pytest

from cafedata.identity import Trust, verified_email

OURS = Trust("cafe")
TENANT = "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"
ANNE = "anne@exemple.qc.ca"


def _claims(**changes: Any) -> dict[str, Any]:
    usual = {"aud": "cafe", "iss": "https://fournisseur.example", "email": "Anne@Exemple.qc.ca "}
    return usual | {"email_verified": True} | changes


def test_a_verified_address_is_found_whatever_its_capitals() -> None:
    assert verified_email(_claims(), OURS) == ANNE


@pytest.mark.parametrize("written", [True, 1, "true", "1"])
def test_a_provider_may_write_true_in_its_own_way(written: object) -> None:
    assert verified_email(_claims(email_verified=written), OURS) == ANNE


@pytest.mark.parametrize("written", [False, None, 0, 2, 1.0, "false", "", "True story", [True]])
def test_an_address_that_is_not_said_to_be_verified_opens_nothing(written: object) -> None:
    assert verified_email(_claims(email_verified=written), OURS) is None


@pytest.mark.parametrize(
    "email", [None, 12, "", "@", "anne@", "@exemple.qc.ca", "a@b@exemple.qc.ca", ["anne@x.ca"]]
)
def test_what_is_no_address_opens_nothing(email: object) -> None:
    assert verified_email(_claims(email=email), OURS) is None


def test_another_name_is_never_taken_for_the_address() -> None:
    claims = _claims(preferred_username=ANNE, upn=ANNE, name=ANNE)
    del claims["email"]
    assert verified_email(claims, OURS) is None


@pytest.mark.parametrize("audience", [None, "another", [], ["another"], "cafe2", {"cafe": 1}])
def test_a_token_made_for_another_site_opens_nothing(audience: object) -> None:
    assert verified_email(_claims(aud=audience), OURS) is None


def test_a_token_for_several_sites_may_be_for_us_too() -> None:
    assert verified_email(_claims(aud=["another", "cafe"]), OURS) == ANNE


@pytest.mark.parametrize(
    ("edov", "found"), [(True, ANNE), ("1", ANNE), (False, None), (None, None)]
)
def test_microsoft_is_believed_on_the_owner_of_the_domain_alone(
    edov: object, found: str | None
) -> None:
    assert verified_email(_claims(iss=TENANT, xms_edov=edov), OURS) == found


@pytest.mark.parametrize(
    "issuer",
    [
        "https://fournisseur.example",
        "https://login.microsoftonline.com.evil.example/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0",
        "https://login.microsoftonline.com/common/v2.0",
    ],
)
def test_nobody_else_borrows_the_word_of_microsoft(issuer: str) -> None:
    claims = _claims(iss=issuer, xms_edov=True, email_verified=None)
    assert verified_email(claims, OURS) is None


def test_a_provider_vouches_for_its_own_domains_alone() -> None:
    assert verified_email(_claims(), Trust("cafe", ("exemple.qc.ca",))) == ANNE
    assert verified_email(_claims(), Trust("cafe", ("qc.ca", "autre.ca"))) is None


def test_where_the_administration_keeps_the_addresses_silence_is_enough_and_no_is_not() -> None:
    keeper = Trust("cafe", keeps_emails=True)
    silent = _claims()
    del silent["email_verified"]
    assert verified_email(silent, keeper) == ANNE
    assert verified_email(_claims(email_verified=False), keeper) is None
