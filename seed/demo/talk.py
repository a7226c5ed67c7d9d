"""What was talked about, and what came of it: themes, offences, programs, follow-ups."""

import datetime as dt
from collections.abc import Mapping
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafedata import model
from cafedata.catalog import Catalog, Program
from cafedata.vocabulary import (
    Action,
    CatalogStatus,
    Clientele,
    FollowUpState,
    OffenceFamily,
    Orientation,
    RaisedBy,
    VenueKind,
    Victim,
    WhyNotReported,
)
from seed.demo import words
from seed.demo.chance import Draw

_TASTES: dict[str, float] = {
    "speeding": 14,
    "traffic": 12,
    "appreciation": 12,
    "police_work": 10,
    "noise": 6,
    "neighbours": 6,
    "law": 6,
    "break_in": 5,
    "vehicle_theft": 5,
    "police_services": 5,
    "feeling_safe": 5,
    "parking": 4,
    "parks": 4,
    "theft": 4,
    "mischief": 4,
    "drugs": 4,
    "theft_from_vehicle": 3,
    "intimidation": 3,
    "fraud": 3,
    "police_criticism": 3,
    "other": 3,
    "impaired": 2,
    "offroad": 2,
    "animals": 2,
    "homelessness": 2,
    "shoplifting": 2,
    "senior_fraud": 2,
    "seniors": 2,
    "robbery": 1,
    "merchant_fraud": 1,
    "violence": 1,
    "domestic": 1,
    "firearms": 1,
    "sexual": 0.5,
    "arson": 0.3,
}
_SERVICE_TASTES: dict[str, dict[str, float]] = {
    "SQ": {"offroad": 5, "break_in": 1.7, "police_services": 1.6, "animals": 1.5, "firearms": 2},
    "BLV": {"speeding": 1.5, "vehicle_theft": 2.5, "parking": 1.5, "intimidation": 1.5},
    "DXM": {"parks": 2.2, "noise": 1.6, "theft": 1.7},
    "MIR": {"speeding": 1.8, "vehicle_theft": 1.7, "animals": 2, "traffic": 1.3},
    "STE": {"senior_fraud": 2.5, "seniors": 2.5, "shoplifting": 2, "traffic": 1.2},
    "STJ": {"homelessness": 7, "drugs": 2.5, "feeling_safe": 2, "mischief": 1.6},
}
_VENUE_TASTES: dict[VenueKind, dict[str, float]] = {
    VenueKind.seniors_home: {"senior_fraud": 6, "seniors": 5, "fraud": 2, "offroad": 0},
    VenueKind.school: {"intimidation": 7, "parks": 3, "police_work": 2, "drugs": 2, "seniors": 0},
    VenueKind.shop: {"shoplifting": 5, "merchant_fraud": 5, "robbery": 3},
    VenueKind.mall: {"shoplifting": 5, "merchant_fraud": 4, "parking": 2},
}
_POLICE_TOPICS: dict[str, float] = {
    "fraud": 9,
    "senior_fraud": 6,
    "speeding": 3,
    "break_in": 3,
    "vehicle_theft": 3,
    "police_work": 2,
    "impaired": 2,
    "law": 1,
    "merchant_fraud": 1,
}
_FRAUD_MONTH = 3

_OFFENCES = {
    "property": OffenceFamily.property,
    "fraud": OffenceFamily.fraud,
    "person": OffenceFamily.person,
    "road": OffenceFamily.road,
}
_ANY_OFFENCE = Draw(
    {
        OffenceFamily.property: 8,
        OffenceFamily.fraud: 5,
        OffenceFamily.person: 3,
        OffenceFamily.drugs: 2,
        OffenceFamily.other: 1,
    }
)
_THEMES_AT_ONCE = Draw({0: 4, 1: 28, 2: 30, 3: 20, 4: 11, 5: 7})
_WHY = Draw(
    {
        WhyNotReported.too_minor: 30,
        WhyNotReported.nothing_done: 20,
        WhyNotReported.shame: 14,
        WhyNotReported.unknown: 12,
        WhyNotReported.fear: 9,
        WhyNotReported.did_not_know_how: 9,
        WhyNotReported.settled_otherwise: 5,
        WhyNotReported.other: 1,
    }
)
_ORIENTATIONS = Draw(
    {
        Orientation.report_to_police: 50,
        Orientation.anonymous_line: 18,
        Orientation.none: 14,
        Orientation.victim_support: 10,
        Orientation.town: 6,
        Orientation.other: 2,
    }
)
_ACTIONS = Draw(
    {
        Action.none: 48,
        Action.report_opened: 16,
        Action.patrol_adjusted: 14,
        Action.investigators_informed: 10,
        Action.prevention_planned: 10,
        Action.other: 2,
    }
)
_CLIENTELES = Draw({Clientele.population: 7, Clientele.merchants: 3, Clientele.partners: 1})


class Talk:
    """The conversations of a region, by its themes and programs."""

    def __init__(self, session: Session, catalog: Catalog, today: dt.date) -> None:
        self._catalog = catalog
        self._today = today
        self._since = {row.code: row.since or 0 for row in session.scalars(select(model.Program))}
        self._tastes: dict[tuple[str, VenueKind | None], Draw[str]] = {}
        self._topics = {march: self._police_topics(march) for march in (False, True)}
        self._offers: dict[tuple[str, int], dict[str, list[str]]] = {}

    def themes(
        self, chance: Random, service: str, kind: VenueKind | None, on: dt.date
    ) -> list[dict[str, Any]]:
        """What citizens raised, then what the police brought."""
        tastes = self._tastes_of(service, kind)
        codes = tastes.several(chance, _THEMES_AT_ONCE.one(chance))
        raised = [_raised(chance, code) for code in codes]
        if raised and chance.random() < 0.5:
            raised[0]["is_dominant"] = True
        return raised + self._brought(chance, on)

    def programs(
        self,
        chance: Random,
        service: str,
        on: dt.date,
        themes: list[dict[str, Any]],
        people: int | None,
    ) -> list[dict[str, Any]]:
        """Programs that answer the themes, and now and then one that answers none of them."""
        offers = self._offers_of(service, on.year)
        wanted = [row["theme_code"] for row in themes if chance.random() < 0.45]
        if chance.random() < 0.08 and offers:
            wanted.append(chance.choice(list(offers)))
        drawn = [chance.choice(offers[code]) for code in wanted if code in offers]
        if (self._today - on).days > 365 * 2 and chance.random() < 0.02:
            drawn += self._retired(chance, service)
        return [_promoted(chance, code, people) for code in dict.fromkeys(drawn)]

    def offences(
        self, chance: Random, themes: list[dict[str, Any]], kind: VenueKind | None
    ) -> list[dict[str, Any]]:
        """Unreported offences, of the families that were talked about."""
        if chance.random() > 0.16:
            return []
        heard = [self._family(row["theme_code"]) for row in themes]
        families = [family for family in heard if family] or [_ANY_OFFENCE.one(chance)]
        merchants = kind in (VenueKind.shop, VenueKind.mall)
        return [
            {
                "family": chance.choice(families),
                "victim": Victim.merchant
                if chance.random() < (0.6 if merchants else 0.12)
                else Victim.citizen,
                "count": chance.choice((1, 1, 1, 1, 2, 2, 3)),
                "why_not_reported": _WHY.one(chance),
                "orientation": _ORIENTATIONS.one(chance),
                "action": _ACTIONS.one(chance),
            }
            for _ in range(1 if chance.random() < 0.8 else 2)
        ]

    def follow_ups(
        self, chance: Random, on: dt.date, themes: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Promises, most of them kept once due; what is still open after that day is late."""
        if chance.random() > 0.24:
            return []
        promises = [
            promise for row in themes for promise in words.PROMISES.get(row["theme_code"], ())
        ]
        number = 1 if chance.random() < 0.85 else 2
        chosen = {chance.choice(promises or words.ANY_PROMISE): None for _ in range(number)}
        return [self._follow_up(chance, on, promise) for promise in chosen]

    def still_open(
        self, chance: Random, on: dt.date, themes: list[dict[str, Any]]
    ) -> dict[str, Any]:
        """A promise that waits to be kept."""
        promises = [
            promise for row in themes for promise in words.PROMISES.get(row["theme_code"], ())
        ]
        promise = chance.choice(promises or words.ANY_PROMISE)
        due_on = on + dt.timedelta(days=chance.choice((30, 45, 60)))
        return {"what": promise.what, "answers_for": promise.answers_for, "due_on": due_on}

    def _follow_up(self, chance: Random, on: dt.date, promise: words.Promise) -> dict[str, Any]:
        due_on = on + dt.timedelta(days=chance.choice((14, 30, 30, 45, 60, 90)))
        kept = 0.82 if due_on < self._today else 0.25
        end = chance.random()
        row: dict[str, Any] = {
            "what": promise.what,
            "answers_for": promise.answers_for,
            "due_on": due_on if chance.random() < 0.85 else None,
        }
        if end < kept:
            done = {"state": FollowUpState.done, "outcome": promise.outcome}
            told = promise.public_sentence if chance.random() < 0.8 else ""
            return row | done | {"public_sentence": told}
        if end < kept + 0.07:
            return row | {"state": FollowUpState.dropped, "outcome": chance.choice(words.DROPPED)}
        return row

    def _brought(self, chance: Random, on: dt.date) -> list[dict[str, Any]]:
        march = on.month == _FRAUD_MONTH
        number = chance.choice((1, 1, 2) if march else (0, 0, 0, 1, 1, 2))
        codes = self._topics[march].several(chance, number)
        return [{"theme_code": code, "raised_by": RaisedBy.police} for code in codes]

    def _police_topics(self, march: bool) -> Draw[str]:
        return Draw(
            {
                code: weight * (5 if march and "fraud" in code else 1)
                for code, weight in _POLICE_TOPICS.items()
                if code in self._catalog.themes
            }
        )

    def _tastes_of(self, service: str, kind: VenueKind | None) -> Draw[str]:
        if (service, kind) not in self._tastes:
            here = _VENUE_TASTES.get(kind, {}) if kind else {}
            own: Mapping[str, float] = _SERVICE_TASTES.get(service, {})
            self._tastes[service, kind] = Draw(
                {
                    code: _TASTES.get(code, 1) * own.get(code, 1) * here.get(code, 1)
                    for code in self._catalog.themes
                }
            )
        return self._tastes[service, kind]

    def _family(self, theme_code: str) -> OffenceFamily | None:
        """The family of offences that a theme speaks of, if it speaks of any."""
        if theme_code == "drugs":
            return OffenceFamily.drugs
        return _OFFENCES.get(self._catalog.themes[theme_code].family)

    def _offers_of(self, service: str, year: int) -> dict[str, list[str]]:
        """The programs and measures that the service promotes that year, by theme."""
        if (service, year) not in self._offers:
            offers: dict[str, list[str]] = {}
            for program in self._catalog.programs.values():
                if self._is_offered(program, service, year):
                    for theme in sorted(program.answers):
                        offers.setdefault(theme, []).append(program.code)
            self._offers[service, year] = offers
        return self._offers[service, year]

    def _is_offered(self, program: Program, service: str, year: int) -> bool:
        return (
            program.status is CatalogStatus.active
            and self._since[program.code] <= year
            and _is_owned(program, service)
        )

    def _retired(self, chance: Random, service: str) -> list[str]:
        """A program promoted out of habit, although it had been retired."""
        retired = [
            program.code
            for program in self._catalog.programs.values()
            if program.status is CatalogStatus.retired and _is_owned(program, service)
        ]
        return [chance.choice(retired)] if retired else []


def _is_owned(program: Program, service: str) -> bool:
    bodies = {"municipality"}
    return not program.owners or service in program.owners or bool(bodies & program.owners)


def _raised(chance: Random, code: str) -> dict[str, Any]:
    row: dict[str, Any] = {"theme_code": code}
    if chance.random() < 0.35:
        row["mentions"] = chance.choice((1, 1, 2, 2, 3, 4, 6))
    if chance.random() < 0.1:
        row["clientele"] = _CLIENTELES.one(chance)
    if code == "other":
        row["other_text"] = chance.choice(words.OTHER_THEMES)
    return row


def _promoted(chance: Random, code: str, people: int | None) -> dict[str, Any]:
    row: dict[str, Any] = {"program_code": code}
    if people and chance.random() < 0.6:
        reached = chance.randint(1, people)
        row["people_reached"] = reached
        if chance.random() < 0.4:
            row["material_handed_out"] = chance.randint(0, reached)
        if chance.random() < 0.12:
            row["sign_ups"] = chance.randint(0, max(reached // 5, 1))
    return row
