"""The people and the data by which access is tried: all the data is Mirabel's.

The people are those of Mirabel's service, of another one, of that municipality and of another one.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from cafedata import drafts, meetups, people
from cafedata.access import Viewer
from cafedata.administration import incidents, regrouping, territories, venues
from cafedata.administration.incidents import Incident
from cafedata.checking import checked_as
from cafedata.outings import SeriesEntry, TourEntry
from cafedata.selection import Selection
from cafedata.vocabulary import Role
from tests.world import LACHUTE, MIRABEL, SAINT_JEROME, TODAY, World, common_cafe, planned_cafe

LIAISON = frozenset({"liaison MIR"})
SERVICE = LIAISON | {"commander MIR"}
EVERY_LIAISON = LIAISON | {"liaison STJ"}
POLICE = SERVICE | {"liaison STJ", "commander STJ"}
PARTNER = frozenset({"partner Mirabel"})
ADMINISTRATOR = frozenset({"administrator"})
COMMANDERS = frozenset({"commander MIR", "commander STJ"})
COUNTED = POLICE | ADMINISTRATOR | PARTNER
"""Those whose figures count Mirabel's meetups."""
EVERYONE = COUNTED | {"partner Saint-Jérôme"}

ALWAYS = Selection(dt.date(2014, 5, 1), dt.date(2099, 12, 31))
DRAFT = "draft"
OTHER_WORDS = "Rodéos"
SPELLINGS = ("Café de la Gare", "Resto de la Gare")


INCIDENT = Incident(known_on=TODAY, starts_on=TODAY, circumstances="Perte", information="Noms")


@dataclass(frozen=True)
class Scene:
    """Who acts, and the ids of Mirabel's meetups, outings, account and incident."""

    session: Session
    viewer: Viewer
    held: int
    cancelled: int
    to_come: int
    postponed: int
    moved_to: int
    tour: int
    series: int
    account: int
    coverage: int
    incident: int


@dataclass(frozen=True)
class Rule:
    reached_by: frozenset[str]
    call: Callable[[Scene], Any]


def open_to(people: frozenset[str], call: Callable[[Scene], Any]) -> Rule:
    return Rule(people, call)


def build_scene(world: World) -> dict[str, int]:
    """Fill the world with Mirabel's data, and give the ids that a scene holds."""
    promise = {"what": "Un radar", "answers_for": "town", "due_on": "2025-03-19"}
    told = promise | {"public_sentence": "Un radar est demandé."}
    words = [
        {"theme_code": "speeding"},
        {"theme_code": "senior_fraud"},
        {"theme_code": "other", "other_text": OTHER_WORDS},
    ]
    held = world.record(
        world.entry(
            follow_ups=[told],
            themes=words,
            clienteles=[{"clientele": "population", "value": 10, "precision": "about"}],
            programs=[{"program_code": "aine_avise"}, {"program_code": "info_crime"}],
        )
    )
    for venue in (*SPELLINGS, *SPELLINGS, SPELLINGS[0]):
        world.record(world.entry(venue_name=venue))
    cancelled = world.record(world.entry(state="cancelled", state_reason="tempête"))
    to_come = world.record(world.planned())
    world.record(world.planned(date="2025-03-19"))
    moves = _postponed(world)
    outings = _outings(world)
    viewer = world.viewer("administrator")
    with world.writing() as session:
        people.add(
            session,
            email="jerome@exemple.qc.ca",
            name="partner Saint-Jérôme",
            role=Role.partner,
            municipality_codes=[SAINT_JEROME],
        )
        incident = incidents.record_incident(session, viewer, INCIDENT, today=TODAY)
        names = {"spelling": SPELLINGS[1], "known_as": SPELLINGS[0]}
        venues.merge_venues(session, viewer, MIRABEL, **names)
        regrouping.regroup(session, viewer, [OTHER_WORDS], "noise")
        coverage = {
            row.municipality_code: row.coverage_id
            for row in territories.territories(session, viewer)
        }
        days = {"starts_on": dt.date(2000, 1, 1), "ends_on": None}
        territories.correct_days(session, viewer, coverage[LACHUTE], **days)
    with world.writing() as session:
        drafts.keep(session, world.viewer("liaison MIR"), DRAFT, {"notes": "à suivre"})
    return {
        "held": held.meetup_id,
        "cancelled": cancelled.meetup_id,
        "to_come": to_come.meetup_id,
        "account": world.viewer("liaison MIR").account_id,
        "coverage": coverage[MIRABEL],
        "incident": incident,
        **moves,
        **outings,
    }


def _postponed(world: World) -> dict[str, int]:
    announced = world.record(world.planned(date="2025-04-05"))
    with world.writing() as session:
        moved = meetups.postpone(
            session,
            world.viewer("liaison MIR"),
            announced.meetup_id,
            "tempête",
            version=1,
            new_date=dt.date(2025, 4, 12),
        )
    assert moved.moved_to
    return {"postponed": announced.meetup_id, "moved_to": moved.moved_to.meetup_id}


def _outings(world: World) -> dict[str, int]:
    viewer = world.viewer("liaison MIR")
    with world.writing() as session:
        tour = meetups.record_tour(session, viewer, a_tour())
        series = meetups.plan_series(session, viewer, a_series())
    return {"tour": tour.outing_id, "series": series.outing_id}


def a_tour() -> TourEntry:
    """Two stops that counted their people together."""
    stop = common_cafe(attendance={}, follow_ups=(), programs=()).model_dump()
    return checked_as(
        TourEntry, {"total": {"value": 40, "precision": "about"}, "stops": [stop] * 2}
    )


def a_series() -> SeriesEntry:
    cafes = [planned_cafe(date=f"2025-{month:02}-08").model_dump() for month in (4, 5)]
    return checked_as(SeriesEntry, {"title": "Cafés du mardi", "cafes": cafes})
