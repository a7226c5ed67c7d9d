"""Twenty servers killed at a random moment, while somebody types in every field of the form."""

import random
from collections.abc import Iterator

import pytest

from tests.browser.conftest import browser, fill_demonstration, new_visitor
from tests.browser.interruption import NewVisitor, interrupted
from tests.databases import Databases

__all__ = ["browser", "new_visitor"]


@pytest.fixture(scope="module")
def demonstrations(databases: Databases) -> Iterator[dict[str, str]]:
    """The URL of one demonstration on each kind of database."""
    with databases.blank("sqlite") as file, databases.blank("postgresql") as served:
        for url in (file, served):
            fill_demonstration(url)
        yield {"sqlite": file, "postgresql": served}


@pytest.mark.parametrize(
    ("seed", "kind"), [(seed, ("sqlite", "postgresql")[seed % 2]) for seed in range(20)]
)
def test_a_killed_server_has_kept_all_but_the_last_five_seconds_of_typing(
    seed: int, kind: str, demonstrations: dict[str, str], new_visitor: NewVisitor
) -> None:
    chance = random.Random(seed)
    trial = interrupted(demonstrations[kind], new_visitor, chance, after=chance.uniform(10, 90))
    print(f"\n{kind}, {seed}: {len(trial.typed)} typed, {len(trial.due)} due, {trial.lost}")
    assert trial.lost == {}
