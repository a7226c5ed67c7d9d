"""Signing in at a real OpenID Connect provider, in a real browser, on a real database."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_iam import Server
from sqlalchemy import update

from cafedata.model import Account, SignIn
from cafedata.vocabulary import Role
from tests.browser.conftest import Served, served
from tests.browser.test_journey import LATER, tap
from tests.databases import Databases
from tests.world import World

CLIENT_ID, CLIENT_SECRET = "cafe", uuid.uuid4().hex
PASSWORD = "un mot de passe assez long"  # noqa: S105
UNVERIFIED = "sans-preuve"
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{cookie_secret}"

[auth.canaille]
label = "Canaille"
client_id = "{client_id}"
server_metadata_url = "{provider}.well-known/openid-configuration"
client_kwargs = {{ prompt = "login" }}

[auth.neighbour]
label = "Voisins"
email_domains = ["voisins.example"]
client_id = "{client_id}"
server_metadata_url = "{provider}.well-known/openid-configuration"
client_kwargs = {{ prompt = "login" }}
"""


@dataclass(frozen=True)
class Site:
    """Our server, the provider beside it, and the small world on which it stands."""

    server: Served
    provider: Server
    world: World

    def set_account(self, who: str, **changes: Any) -> None:
        with self.world.writing() as session:
            session.execute(update(Account).where(Account.name == who).values(**changes))

    def end_sign_ins_at(self, moment: dt.datetime) -> None:
        with self.world.writing() as session:
            session.execute(update(SignIn).values(ends_at=moment))


@pytest.fixture(scope="session")
def iam_configuration(iam_configuration: dict[str, Any]) -> dict[str, Any]:
    """A provider that asks its people for no consent to tell us who they are."""
    iam_configuration["CANAILLE_OIDC"]["TRUSTED_DOMAINS"] = ["127.0.0.1"]
    return iam_configuration


@pytest.fixture(scope="module")
def site(
    databases: Databases, iam_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    path: Path = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    path.write_text(
        SECRETS.format(cookie_secret=uuid.uuid4().hex, client_id=CLIENT_ID, provider=iam_server.url)
    )
    settings = {
        "CAFE_SECRETS": str(path),
        "CAFE_CLIENT_SECRET_CANAILLE": CLIENT_SECRET,
        "CAFE_CLIENT_SECRET_NEIGHBOUR": CLIENT_SECRET,
    }
    with databases.copy("sqlite", "world") as url, served(url, settings=settings) as running:
        _register(iam_server, running)
        world = World(url)
        world.record()
        yield Site(running, iam_server, world)


def _register(provider: Server, running: Served) -> None:
    """Make us known to the provider, and have it say of each address whether it was verified."""
    is_verified = f"{{% if user.user_name != '{UNVERIFIED}' %}}true{{% endif %}}"
    provider.app.config["CANAILLE_OIDC"]["USERINFO_MAPPING"]["EMAIL_VERIFIED"] = is_verified
    with provider.app.app_context():
        client = provider.models.Client(
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            client_name="Café",
            client_uri=running.address,
            redirect_uris=[f"{running.address}/oauth2callback"],
            grant_types=["authorization_code"],
            response_types=["code"],
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106
            scope=["openid", "email", "profile"],
        )
        provider.backend.save(client)  # only what is saved can be an audience
        client.audience = [client]
        provider.backend.save(client)


SignInAs = Callable[..., Page]


@pytest.fixture
def sign_in_as(site: Site, new_visitor: Callable[..., BrowserContext]) -> SignInAs:
    """Signs in at the provider with this address: ``sign_in_as("x@exemple.qc.ca", "/meetups")``."""

    def run(email: str, page: str, *, name: str | None = None, at: str = "Canaille") -> Page:
        name = name or uuid.uuid4().hex
        site.provider.random_user(user_name=name, emails=[email], password=PASSWORD)
        tab = new_visitor().new_page()
        tab.goto(f"{site.server.address}{page}")
        tab.get_by_role("button", name=f"Se connecter avec {at}").click(timeout=LATER)
        tab.locator("input[name=login]").fill(name)
        tab.locator("input[name=login]").press("Enter")
        tab.locator("input[name=password]").fill(PASSWORD)
        tab.locator("input[name=password]").press("Enter")
        tab.wait_for_url(re.compile(re.escape(site.server.address)), timeout=LATER)
        return tab

    return run


def shows_only_how_to_sign_in(page: Page) -> None:
    expect(page.get_by_role("button", name="Se connecter avec Canaille")).to_be_visible(
        timeout=LATER
    )
    expect(page.get_by_role("heading", name="Café avec un policier")).to_be_visible()
    expect(page.get_by_role("heading")).to_have_count(1)
    expect(page.get_by_role("navigation")).to_have_count(0)


def test_a_known_address_opens_the_page_that_was_asked_for(
    site: Site, sign_in_as: SignInAs
) -> None:
    page = sign_in_as("Liaison.MIR@exemple.qc.ca", "/attendance?municipality=mirabel")
    expect(page.get_by_role("heading", name="Fréquentation")).to_be_visible(timeout=LATER)
    expect(page).to_have_url(re.compile("municipality=mirabel"))
    expect(page.get_by_text("liaison MIR")).to_be_visible()
    names = {cookie.get("name", "") for cookie in page.context.cookies(site.server.address)}
    assert "cafe_sign_in" in names
    assert not {name for name in names if name.startswith("_streamlit_user")}


def test_signing_out_ends_copied_cookies_and_the_copied_address(
    site: Site, sign_in_as: SignInAs, new_visitor: Callable[..., BrowserContext]
) -> None:
    page = sign_in_as("commander.mir@exemple.qc.ca", "/meetups")
    expect(page.get_by_role("heading", name="Toutes les rencontres")).to_be_visible(timeout=LATER)
    copied, thief = page.context.cookies(), new_visitor()
    thief.add_cookies(copied)  # type: ignore[arg-type]

    tap(page, "Se déconnecter")
    shows_only_how_to_sign_in(page)

    for context in (page.context, thief):
        context.add_cookies(copied)  # type: ignore[arg-type]
        tab = context.new_page()
        tab.goto(f"{site.server.address}/meetups?meetup=1")
        shows_only_how_to_sign_in(tab)
        expect(tab.get_by_text("Votre connexion est terminée")).to_be_visible()
    said = [event for event in site.server.journal() if event["event"] == "refused"]
    assert "sign-in that is over or unknown" in {event["what"] for event in said}


@pytest.mark.parametrize(
    ("at", "name", "email", "sentence"),
    [
        ("Canaille", None, "inconnue@exemple.qc.ca", "Aucun compte n'est ouvert"),
        ("Canaille", UNVERIFIED, "administrator@exemple.qc.ca", "n'a pas confirmé"),
        ("Voisins", None, "administrator@exemple.qc.ca", "n'a pas confirmé"),
    ],
    ids=["unknown", "unverified", "of others"],
)
def test_an_address_that_opens_nothing_is_told_what_to_do_and_nothing_else(
    site: Site, sign_in_as: SignInAs, at: str, name: str | None, email: str, sentence: str
) -> None:
    page = sign_in_as(email, "/meetups", name=name, at=at)
    expect(page.get_by_text(sentence)).to_be_visible(timeout=LATER)
    shows_only_how_to_sign_in(page)
    assert not [row for row in page.context.cookies() if row.get("name") == "cafe_sign_in"]
    assert email not in site.server.log.read_text()


def test_a_changed_role_and_a_closed_account_take_effect_at_the_next_interaction(
    site: Site, sign_in_as: SignInAs
) -> None:
    page = sign_in_as("liaison.stj@exemple.qc.ca", "/my-cafes")
    expect(page.get_by_role("button", name="Saisir un café")).to_be_visible(timeout=LATER)

    site.set_account("liaison STJ", role=Role.commander)
    tap(page, "Saisir un café")
    expect(page.get_by_text("Cette page n'est pas ouverte à votre rôle.")).to_be_visible(
        timeout=LATER
    )
    page.get_by_role("link", name="Thèmes soulevés").click()
    expect(page.get_by_role("heading", name="Thèmes soulevés")).to_be_visible(timeout=LATER)

    site.set_account("liaison STJ", is_active=False)
    page.get_by_role("link", name="Fréquentation").click()
    shows_only_how_to_sign_in(page)


def test_a_sign_in_that_is_over_asks_to_sign_in_again(site: Site, sign_in_as: SignInAs) -> None:
    page = sign_in_as("administrator@exemple.qc.ca", "/attendance")
    expect(page.get_by_role("heading", name="Fréquentation")).to_be_visible(timeout=LATER)
    site.end_sign_ins_at(dt.datetime.now(dt.UTC))
    page.get_by_role("link", name="Thèmes soulevés").click()
    shows_only_how_to_sign_in(page)
    expect(page.get_by_text("Votre connexion est terminée")).to_be_visible()


def test_a_demonstration_link_opens_nothing_on_a_real_database(
    site: Site, new_visitor: Callable[..., BrowserContext]
) -> None:
    tab = new_visitor().new_page()
    for account in range(1, 9):
        answer = tab.request.get(f"{site.server.address}/demonstration/{account}?next=/meetups")
        assert answer.status == 403
        assert "set-cookie" not in answer.headers
    tab.goto(f"{site.server.address}/meetups")
    shows_only_how_to_sign_in(tab)


def test_a_forged_callback_signs_nobody_in(
    site: Site, new_visitor: Callable[..., BrowserContext]
) -> None:
    tab = new_visitor().new_page()
    for query in ("", "?code=x&state=y", "?error=access_denied&error_description=x@y.z"):
        tab.goto(f"{site.server.address}/oauth2callback{query}")
        expect(tab.get_by_text("La connexion n'a pas abouti")).to_be_visible(timeout=LATER)
        shows_only_how_to_sign_in(tab)
    assert "x@y.z" not in site.server.log.read_text()
