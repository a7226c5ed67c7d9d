"""How many people came, who they were, and how many officers met them."""

import datetime as dt
from random import Random
from typing import Any

from cafedata.vocabulary import (
    Clientele,
    CountPrecision,
    CountUnit,
    OfficerRole,
    Tag,
    VenueKind,
)
from seed.demo import words
from seed.demo.chance import Draw

_FEWEST, _MOST = 3, 800
_SPREAD = 0.85

_PRECISIONS = Draw(
    {
        CountPrecision.about: 45,
        CountPrecision.at_least: 20,
        CountPrecision.exact: 15,
        CountPrecision.in_words: 8,
        CountPrecision.unknown: 12,
    }
)
_UNITS = Draw(
    {CountUnit.people: 94, CountUnit.conversations: 3, CountUnit.coffees: 2, CountUnit.other: 1}
)
_CROWDS = {
    VenueKind.mall: 2.2,
    VenueKind.transit: 1.8,
    VenueKind.school: 1.8,
    VenueKind.park: 1.7,
    VenueKind.seniors_home: 1.4,
    VenueKind.ferry: 1.3,
    VenueKind.shop: 0.9,
}
_TAGS = {
    VenueKind.seniors_home: Draw({Tag.seniors: 1}),
    VenueKind.school: Draw({Tag.youth: 1}),
    VenueKind.workplace: Draw({Tag.workers: 1}),
    VenueKind.transit: Draw({Tag.travellers: 3, Tag.workers: 2}),
}
_ANY_TAG = Draw(
    {
        Tag.seniors: 10,
        Tag.workers: 4,
        Tag.youth: 3,
        Tag.elected_officials: 2,
        Tag.newcomers: 2,
        Tag.travellers: 1,
    }
)
_MERCHANTS_MEET_IN = (VenueKind.shop, VenueKind.mall, VenueKind.restaurant)


def attendance(chance: Random, median: float, kind: VenueKind | None) -> dict[str, Any]:
    """A count as officers give it: mostly rounded, seldom exact, sometimes not known."""
    if chance.random() < 0.012:
        return {"value": 0, "precision": CountPrecision.exact}
    precision = _PRECISIONS.one(chance)
    if precision is CountPrecision.unknown:
        return {"precision": precision}
    if precision is CountPrecision.in_words:
        return {"precision": precision, "words": chance.choice(words.IN_WORDS)}
    crowd = median * (_CROWDS.get(kind, 1) if kind else 1)
    value = round(crowd * chance.lognormvariate(0, _SPREAD))
    if precision is not CountPrecision.exact and value > 12:
        value = 5 * round(value / 5)
    value = min(max(value, _FEWEST), _MOST)
    return {"value": value, "precision": precision, "unit": _UNITS.one(chance)}


def people(attended: dict[str, Any]) -> int | None:
    """The number of people, where that is what was counted."""
    unit: CountUnit = attended.get("unit", CountUnit.people)
    value: int | None = attended.get("value")
    return value if unit is CountUnit.people else None


def clienteles(
    chance: Random, attended: dict[str, Any], kind: VenueKind | None
) -> list[dict[str, Any]]:
    """The people met by clientele, together no more than those who came; often not noted."""
    number = people(attended)
    if not number or chance.random() > 0.28:
        return []
    most = max(number // (4 if kind in _MERCHANTS_MEET_IN else 8), 1)
    merchants = chance.randint(0, most)
    partners = chance.randint(0, most) if chance.random() < 0.4 else 0
    counts = {
        Clientele.population: max(number - merchants - partners, 0),
        Clientele.merchants: min(merchants, number),
        Clientele.partners: min(partners, number - min(merchants, number)),
    }
    return [
        {"clientele": clientele, "value": value, "precision": attended["precision"]}
        for clientele, value in counts.items()
        if value
    ]


def tags(chance: Random, kind: VenueKind | None) -> list[Tag]:
    drawn = _TAGS[kind].several(chance, 1) if kind in _TAGS else []
    if chance.random() < 0.35:
        drawn += _ANY_TAG.several(chance, 1 if chance.random() < 0.7 else 2)
    return list(dict.fromkeys(drawn))


def officers(
    chance: Random, service: str, kind: VenueKind | None, on: dt.date
) -> list[dict[str, Any]]:
    """The officers present by role; sometimes only "at least", sometimes a role without number."""
    present = {OfficerRole.patrol: chance.choice((1, 2, 2, 2, 3))}
    for role, likely in _other_roles(service, kind, on):
        if chance.random() < likely:
            present[role] = 1 if chance.random() < 0.85 else 2
    return [_officers(chance, role, number) for role, number in present.items()]


def _other_roles(
    service: str, kind: VenueKind | None, on: dt.date
) -> tuple[tuple[OfficerRole, float], ...]:
    cadets_are_there = service == "SQ" and on.month in (6, 7, 8)
    return (
        (OfficerRole.prevention, 0.45),
        (OfficerRole.supervisor, 0.12),
        (OfficerRole.command, 0.06),
        (OfficerRole.investigation, 0.03),
        (OfficerRole.school, 0.8 if kind is VenueKind.school else 0.02),
        (OfficerRole.cadet, 0.4 if cadets_are_there else 0),
    )


def _officers(chance: Random, role: OfficerRole, number: int) -> dict[str, Any]:
    how = chance.random()
    if how < 0.06:
        return {"role": role, "precision": CountPrecision.unknown}
    precision = CountPrecision.at_least if how < 0.18 else CountPrecision.exact
    return {"role": role, "value": number, "precision": precision}
