"""Where the cafés are held: who polices what on a day, and the venues of each town."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafedata import model
from cafedata.catalog import Catalog
from cafedata.vocabulary import VenueKind
from seed.demo import words
from seed.demo.chance import Draw

_KINDS = {
    VenueKind.restaurant: 33,
    VenueKind.shop: 6,
    VenueKind.mall: 4,
    VenueKind.transit: 2.5,
    VenueKind.school: 2,
    VenueKind.library: 2,
    VenueKind.workplace: 1.5,
    VenueKind.seniors_home: 1.2,
    VenueKind.park: 1,
    VenueKind.community_centre: 1,
    VenueKind.street: 0.6,
    VenueKind.ferry: 0.4,
    VenueKind.other: 0.4,
}
"""As in the 52 published accounts, more than half of them in restaurants."""

_RESIDENTS_NEEDED = {
    VenueKind.mall: 12_000,
    VenueKind.transit: 10_000,
    VenueKind.seniors_home: 1_500,
    VenueKind.workplace: 1_000,
    VenueKind.school: 800,
    VenueKind.library: 800,
}
_FERRY_TOWNS = ("72032",)
_OUTDOORS = (VenueKind.park, VenueKind.street)
_WINTER = (11, 12, 1, 2, 3)
_TOO_SMALL_FOR_A_CAFE = 100


@dataclass(frozen=True)
class Venue:
    name: str
    kind: VenueKind


class Region:
    """The municipalities as the demonstration visits them: the larger, the more often."""

    def __init__(self, session: Session, catalog: Catalog, seed: int) -> None:
        self.catalog = catalog
        self._residents = _latest_residents(session)
        self._territories: dict[tuple[str, dt.date], Draw[str]] = {}
        self._kinds: dict[tuple[str, bool], Draw[VenueKind]] = {}
        self._venues: dict[tuple[str, VenueKind], list[Venue]] = {}
        self._bodies: dict[str, list[str]] = {}
        self._seed = seed

    def territory(self, service: str, on: dt.date) -> Draw[str]:
        """The municipalities that the service polices on that day."""
        if (service, on) not in self._territories:
            codes = self.catalog.policed_by(service, on)
            self._territories[service, on] = Draw({code: self._appeal(code) for code in codes})
        return self._territories[service, on]

    def elsewhere(self, chance: Random, service: str, on: dt.date) -> tuple[str, str]:
        """Another service of the program, and a municipality that it polices on that day."""
        others = [code for code in self.catalog.partner_services if code != service]
        other = chance.choice(others)
        return other, self.territory(other, on).one(chance)

    def neighbours(self, chance: Random, service: str, on: dt.date, stops: int) -> list[str]:
        """The municipalities of a tour's stops, all in one MRC."""
        territory = self.territory(service, on)
        first = territory.one(chance)
        mrc = self.catalog.municipalities[first].mrc
        near = [c for c in territory.items if self.catalog.municipalities[c].mrc == mrc]
        if len(near) < stops:
            return [first, *(chance.choice(near) for _ in range(stops - 1))]
        return chance.sample(near, stops)

    def venue(self, chance: Random, municipality: str, on: dt.date) -> Venue:
        """A venue of the town; none in the open air in winter."""
        winter = on.month in _WINTER
        if (municipality, winter) not in self._kinds:
            self._kinds[municipality, winter] = self._kinds_of(municipality, winter)
        kind = self._kinds[municipality, winter].one(chance)
        return chance.choice(self.venues(municipality, kind))

    def venues(self, municipality: str, kind: VenueKind) -> list[Venue]:
        """The town's venues of a kind, always the same for a seed."""
        if (municipality, kind) not in self._venues:
            own = Random(f"{self._seed} {municipality} {kind}")
            number = min(1 + self._residents.get(municipality, 0) // 8_000, 8)
            names = {_name(own, kind) for _ in range(number)}
            self._venues[municipality, kind] = [Venue(name, kind) for name in sorted(names)]
        return self._venues[municipality, kind]

    def bodies(self, municipality: str) -> list[str]:
        """The community bodies of the town that come to cafés, always the same for a seed."""
        if municipality not in self._bodies:
            own = Random(f"{self._seed} {municipality}")
            self._bodies[municipality] = [
                f"{body} {own.choice(words.PLACES_OF)}" for body in own.sample(words.BODIES, 3)
            ]
        return self._bodies[municipality]

    def _appeal(self, municipality: str) -> float:
        residents = self._residents.get(municipality, 0)
        return residents**0.6 if residents >= _TOO_SMALL_FOR_A_CAFE else 0

    def _kinds_of(self, municipality: str, winter: bool) -> Draw[VenueKind]:
        residents = self._residents.get(municipality, 0)
        return Draw(
            {
                kind: weight
                for kind, weight in _KINDS.items()
                if residents >= _RESIDENTS_NEEDED.get(kind, 0)
                and not (winter and kind in _OUTDOORS)
                and (kind is not VenueKind.ferry or municipality in _FERRY_TOWNS)
            }
        )


def _latest_residents(session: Session) -> dict[str, int]:
    rows = session.scalars(select(model.Population).order_by(model.Population.year))
    return {row.municipality_code: row.residents for row in rows}


def _name(chance: Random, kind: VenueKind) -> str:
    name = chance.choice(words.MEETING_PLACES[kind])
    return f"{name} {chance.choice(words.PLACES_OF)}" if kind in words.QUALIFIED else name
