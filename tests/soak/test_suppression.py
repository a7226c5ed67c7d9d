"""The long attack on small numbers: many random worlds, and many filters in each.

``uv run pytest tests/soak/test_suppression.py -s`` tells how many cells were attacked.
"""

from collections import Counter

from tests.property.test_suppression import (
    assert_officer_learns_nothing,
    assert_partner_learns_nothing,
    crowded,
)
from tests.world import World

__all__ = ["crowded"]  # the fixture

WORLDS = 40
COMBINATIONS = 40


def test_many_worlds_give_back_nothing_that_is_masked(crowded: World) -> None:
    attacked: Counter[str] = Counter()
    for seed in range(WORLDS):
        attacked += assert_partner_learns_nothing(crowded, seed, COMBINATIONS)
        attacked += assert_officer_learns_nothing(crowded, seed)
    print(f"\n{WORLDS} worlds: {dict(attacked)}")
