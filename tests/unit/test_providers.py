"""The providers, from the secrets file and the environment."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cafedata.errors import Unavailable
from cafedata.identity import Trust
from cafedata.web import hardening, journal, providers
from cafedata.web.providers import Provider

COMPLETE = """
[auth]
redirect_uri = "https://cafe.example:8443/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"

[auth.mirabel]
label = "Police de Mirabel"
client_id = "cafe"
client_secret = "dans le fichier"
server_metadata_url = "https://mirabel.example/.well-known/openid-configuration"
email_domains = ["Mirabel.example"]

[auth.saint-jerome]
client_id = "cafe"
client_secret = "aussi"
server_metadata_url = "https://vsj.example/.well-known/openid-configuration"
keeps_emails = true
"""

Write = Callable[[str], None]


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    providers.secrets.cache_clear()
    yield
    providers.secrets.cache_clear()


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes the secrets file."""

    def to_file(text: str) -> None:
        path = tmp_path / "secrets.toml"
        path.write_text(text)
        monkeypatch.setenv(providers.FILE_VARIABLE, str(path))

    return to_file


def test_each_service_may_have_its_own_provider(write: Write) -> None:
    write(COMPLETE)
    assert providers.configured() == [
        Provider("mirabel", "Police de Mirabel", Trust("cafe", ("mirabel.example",))),
        Provider("saint-jerome", "saint-jerome", Trust("cafe", (), keeps_emails=True)),
    ]
    assert providers.find("mirabel") == providers.configured()[0]
    assert providers.find("default") is None
    assert providers.is_served_over_https()


def test_without_a_file_there_is_no_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(providers.FILE_VARIABLE, raising=False)
    assert providers.configured() == []
    assert not providers.is_served_over_https()


def test_secrets_of_the_environment_win_over_the_file(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(COMPLETE)
    monkeypatch.setenv("CAFE_COOKIE_SECRET", "x" * 40)
    monkeypatch.setenv("CAFE_CLIENT_SECRET_SAINT_JEROME", "ailleurs")
    auth = providers.secrets()["auth"]
    assert auth["cookie_secret"] == "x" * 40
    found = [auth[name]["client_secret"] for name in ("saint-jerome", "mirabel")]
    assert found == ["ailleurs", "dans le fichier"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("/oauth2callback", "/", "redirect_uri"),
        ("0123456789abcdef0123456789abcdef", "court", "cookie_secret"),
        ("[auth.mirabel]", "[auth.police_mirabel]", "police_mirabel"),
        ('client_id = "cafe"', "", "client_id"),
        ("[auth]", "[auth", "secrets"),
    ],
)
def test_secrets_that_would_not_work_are_told_before_anybody_comes(
    write: Write, before: str, after: str, said: str
) -> None:
    write(COMPLETE.replace(before, after, 1))
    with pytest.raises(Unavailable) as refused:
        providers.secrets()
    assert said in journal.said(refused.value)


def test_secrets_without_any_provider_are_refused(write: Write) -> None:
    write(COMPLETE.partition("[auth.mirabel]")[0])
    with pytest.raises(Unavailable, match="fournisseur"):
        providers.secrets()


def test_the_site_answers_to_its_own_names_and_to_the_one_of_its_address(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(hardening.HOSTS_VARIABLE, raising=False)
    write(COMPLETE)
    own = {"localhost", "127.0.0.1", "::1", "cafe.example"}
    assert hardening.allowed_hosts("10.0.0.5") == own | {"10.0.0.5"}
    assert hardening.allowed_hosts("0.0.0.0") == own  # noqa: S104  what is refused
    monkeypatch.setenv(hardening.HOSTS_VARIABLE, "Cafe.example, cafe2.example:8501")
    assert hardening.allowed_hosts("10.0.0.5") == {"cafe.example", "cafe2.example"}
