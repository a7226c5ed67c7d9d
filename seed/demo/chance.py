"""Weighted draws that the same seed always repeats."""

from bisect import bisect
from collections.abc import Mapping
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Draw(Generic[T]):
    """A weighted choice, prepared once and drawn from many times."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.items = [item for item, weight in weights.items() if weight > 0]
        self._sums = list(accumulate(weights[item] for item in self.items))

    def __bool__(self) -> bool:
        return bool(self.items)

    def one(self, chance: Random) -> T:
        return self.items[bisect(self._sums, chance.random() * self._sums[-1])]

    def several(self, chance: Random, number: int) -> list[T]:
        """Different items, at most ``number`` and fewer when there are not as many."""
        drawn: dict[T, None] = {}
        for _ in range(number * 3):
            if len(drawn) == number:
                break
            drawn[self.one(chance)] = None
        return list(drawn)


def shares(total: int, weights: Mapping[T, float]) -> dict[T, int]:
    """``total`` divided by weight, whole and without remainder."""
    whole = sum(weights.values())
    exact = {item: total * weight / whole for item, weight in weights.items()}
    divided = {item: int(part) for item, part in exact.items()}
    by_remainder = sorted(exact, key=lambda item: divided[item] - exact[item])
    for item in by_remainder[: total - sum(divided.values())]:
        divided[item] += 1
    return divided
