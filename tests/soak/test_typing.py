"""Twenty servers killed at a random moment, while somebody types in every field of the form."""

import random

import pytest

from tests.browser.conftest import browser, fill_demonstration, new_visitor
from tests.browser.interruption import NewVisitor, interrupted
from tests.databases import Databases

__all__ = ["browser", "new_visitor"]


@pytest.mark.parametrize(
    ("seed", "backend"), [(seed, ("sqlite", "postgresql")[seed % 2]) for seed in range(20)]
)
def test_a_killed_server_has_kept_all_but_the_last_five_seconds_of_typing(
    seed: int, backend: str, databases: Databases, new_visitor: NewVisitor
) -> None:
    chance = random.Random(seed)
    with databases.blank(backend) as url:
        fill_demonstration(url)
        trial = interrupted(url, new_visitor, chance, after=chance.uniform(10, 90))
    print(f"\n{backend}, {seed}: {len(trial.typed)} typed, {len(trial.due)} due, {trial.lost}")
    assert trial.lost == {}
