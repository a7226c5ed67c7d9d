"""What every test may ask for: a migrated database of each kind, and the small world in it."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from cafedata import language
from cafedata.database import migrate
from cafedata.language import Language
from tests.databases import Databases
from tests.world import World, build_world

# A busy machine is no fault of what is tried.
settings.register_profile("no_deadline", deadline=None)
settings.load_profile("no_deadline")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end of every run how well the guard of free text did, whoever ran its tests."""
    for report in terminalreporter.stats.get("passed", ()):
        for title, scores in report.user_properties:
            if str(title).endswith(", all"):
                terminalreporter.write_line(f"free-text guard, {title}: {scores}")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    folder = tmp_path_factory.mktemp("databases")
    made = Databases(folder, {"migrated": migrate, "world": build_world})
    yield made
    made.drop_templates()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database: each test that asks for one runs on both."""
    return str(request.param)


@pytest.fixture
def blank_url(backend: str, databases: Databases) -> Iterator[str]:
    """A database without any table."""
    with databases.blank(backend) as url:
        yield url


@pytest.fixture
def database_url(backend: str, databases: Databases) -> Iterator[str]:
    """A migrated, empty database."""
    with databases.copy(backend, "migrated") as url:
        yield url


@pytest.fixture
def world(backend: str, databases: Databases) -> Iterator[World]:
    """The small world, on both kinds of database."""
    with databases.copy(backend, "world") as url:
        yield World(url)


@pytest.fixture
def sqlite_world(databases: Databases) -> Iterator[World]:
    """The small world on SQLite alone, where a second database would teach nothing."""
    with databases.copy("sqlite", "world") as url:
        yield World(url)


@pytest.fixture(autouse=True)
def _speak_french() -> Iterator[None]:
    language.use(Language.fr)
    yield
    language.use(Language.fr)
