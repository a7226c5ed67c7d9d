"""When each service holds its cafés: its share of all, its seasons, its tours."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from random import Random

from cafedata.planning import holiday
from seed.demo.chance import Draw

YEARS = 3
DAYS_AHEAD = 56
_PLANNED_AHEAD = 0.05

_SEASONS = (0.4, 0.8, 1.2, 1.4, 1.7, 1.1, 0.35, 0.7, 1.4, 1.5, 1.2, 0.7)
_WEEKDAYS = (0.7, 1.3, 1.4, 1.3, 1.0, 0.4, 0.1)


@dataclass(frozen=True)
class Rhythm:
    """The habits of a service; ``crowd`` is the median of people met at one café.

    ``growth`` multiplies the number of cafés from one year to the next, and ``tours`` is the share
    of cafés that are stops of a tour. ``quiet`` are months of the second year with few cafés.
    """

    share: float
    growth: float = 1.0
    weekdays: tuple[float, ...] = _WEEKDAYS
    crowd: float = 14
    tours: float = 0.04
    quiet: tuple[int, ...] = ()


RHYTHMS = {
    "SQ": Rhythm(40, growth=1.08, crowd=12, tours=0.16),
    "STJ": Rhythm(16, growth=1.02, weekdays=(0.6, 1, 1.2, 1.6, 1.3, 0.6, 0.2), crowd=18),
    "BLV": Rhythm(13, growth=1.15, crowd=17),
    "MIR": Rhythm(12, growth=0.95, weekdays=(0.5, 2, 1.6, 1, 0.8, 0.2, 0.05), tours=0.1),
    "STE": Rhythm(11, growth=1.25, crowd=20),
    "DXM": Rhythm(8, growth=0.9, crowd=13, tours=0.08, quiet=(9, 10, 11, 12)),
}
OTHER_RHYTHM = Rhythm(8)
"""The habits of a service that the table above does not know."""


@dataclass(frozen=True)
class Outing:
    """One day out of one service: a single café, or the stops of a tour."""

    date: dt.date
    stops: int = 1


def outings(chance: Random, rhythm: Rhythm, meetups: int, today: dt.date) -> Iterator[Outing]:
    """The outings that make so many meetups, from the oldest to those planned ahead."""
    ahead = round(meetups * _PLANNED_AHEAD)
    days = Draw({day: _weight(rhythm, day, today) for day in _past(today)})
    yield from _by_day(chance, days, _sizes(chance, rhythm, meetups - ahead))
    days = Draw({day: _weight(rhythm, day, today) for day in _ahead(today)})
    yield from _by_day(chance, days, Counter({1: ahead}))


def _past(today: dt.date) -> list[dt.date]:
    days = range(365 * YEARS, 0, -1)
    return [today - dt.timedelta(days=number) for number in days]


def _ahead(today: dt.date) -> list[dt.date]:
    """The days on which one plans a café: none is planned on a holiday."""
    days = (today + dt.timedelta(days=number) for number in range(DAYS_AHEAD))
    return [day for day in days if not holiday(day)]


def _weight(rhythm: Rhythm, day: dt.date, today: dt.date) -> float:
    year = YEARS - 1 - (today - day).days // 366
    weight = _SEASONS[day.month - 1] * rhythm.weekdays[day.weekday()] * rhythm.growth**year
    return weight / 5 if year == 1 and day.month in rhythm.quiet else weight


def _sizes(chance: Random, rhythm: Rhythm, meetups: int) -> Counter[int]:
    """How many outings there are of each number of stops."""
    sizes: Counter[int] = Counter()
    left = round(meetups * rhythm.tours)
    while left >= 2:
        stops = min(chance.choice((2, 3, 3, 4)), left)
        sizes[stops] += 1
        left -= stops
    sizes[1] = meetups - sum(stops * number for stops, number in sizes.items())
    return sizes


def _by_day(chance: Random, days: Draw[dt.date], sizes: Counter[int]) -> Iterator[Outing]:
    # Counting outings by day keeps a million of them in little memory.
    drawn: Counter[tuple[dt.date, int]] = Counter()
    for stops, number in sorted(sizes.items()):
        drawn.update((days.one(chance), stops) for _ in range(number))
    for (date, stops), number in sorted(drawn.items()):
        yield from repeat(Outing(date, stops), number)
