"""The ``cafe`` command says what it did, or what is wrong in one line, and exits accordingly."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner, Result

from cafedata import database, people
from cafedata.administration import records
from cafedata.cli import app
from cafedata.model import Account, Meetup, Service
from cafedata.vocabulary import AdministrativeVerb, Role
from cafedata.web import server
from seed import LAURENTIDES


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may reach the data folder of whoever runs it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("CAFE_LANGUAGE", raising=False)


@pytest.fixture
def new_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database that does not exist yet, as the configured one."""
    url = f"sqlite:///{tmp_path / 'cafe.db'}"
    monkeypatch.setenv(database.URL_VARIABLE, url)
    return url


@pytest.fixture
def empty_url(new_url: str) -> str:
    database.migrate(new_url)
    return new_url


@pytest.fixture
def region_url(empty_url: str) -> str:
    assert _cafe("load", str(LAURENTIDES)).exit_code == 0
    return empty_url


def _cafe(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), prog_name="cafe")


def _one_line(result: Result) -> str:
    """The error of a command that failed: a single line on stderr."""
    assert result.exit_code != 0
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0].replace("\N{NO-BREAK SPACE}", " ")


def _count(url: str, table: type) -> int:
    with database.reading(url) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize(
    "words",
    [(), ("migrate",), ("load",), ("demo",), ("serve",), ("user",), ("user", "add")],
    ids=" ".join,
)
def test_each_command_has_help_in_french(words: tuple[str, ...]) -> None:
    result = _cafe(*words, "--help")

    assert result.exit_code == 0
    assert "Options" in result.stdout
    assert "Montre cette aide" in result.stdout
    assert "Show this message" not in result.stdout


def test_migrating_makes_the_tables(new_url: str) -> None:
    result = _cafe("migrate")

    assert result.exit_code == 0
    assert database.is_current(new_url)


def test_loading_a_region_tells_what_it_holds(empty_url: str) -> None:
    result = _cafe("load", str(LAURENTIDES))

    assert result.exit_code == 0
    assert "municipalités 76" in result.stdout
    assert _count(empty_url, Service) == 8


def test_the_database_option_wins_over_the_configured_one(empty_url: str, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    database.migrate(other)

    assert _cafe("load", str(LAURENTIDES), "--database", other).exit_code == 0

    assert _count(other, Service) == 8
    assert _count(empty_url, Service) == 0


def test_a_bad_file_is_told_in_one_line_and_nothing_is_kept(empty_url: str, tmp_path: Path) -> None:
    assert "services.csv" in _one_line(_cafe("load", str(tmp_path)))
    assert _count(empty_url, Service) == 0


@pytest.mark.parametrize("command", [("load", "."), ("serve",), ("user", "add", "a@b.ca")])
def test_a_database_without_tables_asks_for_migration(
    new_url: str, command: tuple[str, ...]
) -> None:
    role = ("--role", "administrator") if command[0] == "user" else ()

    assert "cafe migrate" in _one_line(_cafe(*command, *role))


@pytest.mark.parametrize("url", ["nonsense", "oracle://somewhere", "mysql://somewhere/cafe"])
def test_an_address_that_leads_nowhere_is_told_in_one_line(url: str) -> None:
    assert "postgresql+psycopg://" in _one_line(_cafe("migrate", "--database", url))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "cafe --help"),
        (("dance",), "cafe --help"),
        (("demo", "--dance"), "--dance"),
        (("demo", "--meetups", "many"), "--meetups"),
        (("demo", "--meetups", "1000001"), "--meetups"),
        (("demo", "--port", "0"), "--port"),
        (("load",), "DOSSIER"),
        (("user", "add", "a@b.ca"), "--role"),
        (("user", "add", "a@b.ca", "--role", "king"), "--role"),
    ],
)
def test_a_command_written_wrongly_is_told_in_one_french_line(
    words: tuple[str, ...], told: str
) -> None:
    line = _one_line(_cafe(*words))

    assert told in line
    assert "voyez" in line


def test_an_account_is_opened(region_url: str) -> None:
    result = _cafe("user", "add", "Agent@Mirabel.ca", "--role", "liaison", "--service", "MIR")

    assert result.exit_code == 0
    with database.reading(region_url) as session:
        account = session.scalars(select(Account)).one()
    assert (account.email, account.role, account.service_code) == (
        "agent@mirabel.ca",
        Role.liaison,
        "MIR",
    )


def test_an_account_opened_here_is_in_the_history_as_the_command_lines(region_url: str) -> None:
    _cafe("user", "add", "chef@mirabel.ca", "--role", "administrator", "--name", "Anne")
    with database.reading(region_url) as session:
        administrator = people.viewer_of(session, session.scalars(select(Account.id)).one())
        (act,), total = records.acts(session, administrator)
    assert (total, act.by, act.verb) == (1, "", AdministrativeVerb.added)
    assert (act.after["name"], act.after["role"]) == ("Anne", "administrator")


def test_a_partner_may_have_several_municipalities(region_url: str) -> None:
    words = ("user", "add", "maire@ville.ca", "--role", "partner", "--name", "Mairie")
    result = _cafe(*words, "--municipality", "72010", "--municipality", "72015")

    assert result.exit_code == 0
    with database.reading(region_url) as session:
        viewer = people.viewer_of(session, session.scalars(select(Account.id)).one())
    assert (viewer.name, viewer.municipality_codes) == ("Mairie", frozenset({"72010", "72015"}))


def test_a_refused_account_tells_every_problem(region_url: str) -> None:
    line = _one_line(_cafe("user", "add", "nobody", "--role", "liaison"))

    assert "courriel est incomplète" in line
    assert "services de police" in line
    assert _count(region_url, Account) == 0


def test_the_demonstration_has_a_file_of_its_own(empty_url: str) -> None:
    result = _cafe("demo", "--meetups", "12", "--no-serve")

    assert result.exit_code == 0
    assert _count(database.file_url("demonstration.db"), Meetup) == 12
    assert _count(empty_url, Meetup) == 0


def test_a_demonstration_that_is_ready_is_used_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    words = ("demo", "--meetups", "12", "--no-serve", "--database", url)
    _cafe(*words)
    with database.writing(url) as session:
        session.scalars(select(Meetup)).first().notes = "kept"  # type: ignore[union-attr]

    assert _cafe(*words).exit_code == 0

    assert _notes(url) == {"kept"}


@pytest.mark.parametrize("change", [("--meetups", "15"), ("--meetups", "12", "--seed", "3")])
def test_another_number_or_seed_makes_the_demonstration_anew(
    tmp_path: Path, change: tuple[str, ...]
) -> None:
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    _cafe("demo", "--meetups", "12", "--no-serve", "--database", url)
    with database.writing(url) as session:
        session.scalars(select(Meetup)).first().notes = "kept"  # type: ignore[union-attr]

    assert _cafe("demo", *change, "--no-serve", "--database", url).exit_code == 0

    assert _count(url, Meetup) == int(change[1])
    assert "kept" not in _notes(url)


def _notes(url: str) -> set[str]:
    with database.reading(url) as session:
        found = session.scalars(select(Meetup.notes).where(Meetup.notes == "kept"))
        return set(found)


def test_a_database_in_use_never_becomes_a_demonstration(region_url: str) -> None:
    _cafe("user", "add", "chef@ville.ca", "--role", "administrator")

    line = _one_line(_cafe("demo", "--meetups", "5", "--no-serve", "--database", region_url))

    assert "déjà utilisée" in line
    assert _count(region_url, Account) == 1
    with database.reading(region_url) as session:
        assert not people.is_demonstration(session)


def test_the_demonstration_is_served_where_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[tuple[str, str, int]] = []
    monkeypatch.setattr(
        server, "serve", lambda url, *, address, port: served.append((url, address, port))
    )
    url = f"sqlite:///{tmp_path / 'demo.db'}"

    assert _cafe("demo", "--meetups", "3", "--database", url, "--port", "8600").exit_code == 0

    assert served == [(url, "127.0.0.1", 8600)]


def test_serving_uses_the_configured_database(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[tuple[str, str, int]] = []
    monkeypatch.setattr(
        server, "serve", lambda url, *, address, port: served.append((url, address, port))
    )

    assert _cafe("serve", "--address", "10.0.0.1", "--port", "80").exit_code == 0

    assert served == [(empty_url, "10.0.0.1", 80)]
