"""Who reaches what: one line for each public function that takes a viewer (DESIGN section 4).

All the data of the scene is of Mirabel's service and municipality; the people are those of that
service, of another one, of that municipality and of another one. A rule names the people who reach
the data by a call; everybody else is refused, or finds nothing. Functions have as many rules as they
have cases.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafedata import access, agenda, doubts, drafts, figures, followups, meetups, model, people
from cafedata.access import Viewer
from cafedata.administration import (
    accounts,
    catalogue,
    incidents,
    records,
    regrouping,
    territories,
    threshold,
    venues,
)
from cafedata.administration.incidents import Incident
from cafedata.entry import MeetupEntry
from cafedata.figures import scope
from cafedata.language import Language
from cafedata.selection import Selection
from cafedata.vocabulary import (
    AdministrativeSubject,
    AdministrativeVerb,
    FollowUpState,
    ProgramKind,
    Role,
)
from tests.world import LACHUTE, MIRABEL, SAINT_JEROME, TODAY, World, common_cafe, planned_cafe

LIAISON = frozenset({"liaison MIR"})
SERVICE = LIAISON | {"commander MIR"}
EVERY_LIAISON = LIAISON | {"liaison STJ"}
POLICE = SERVICE | {"liaison STJ", "commander STJ"}
PARTNER = frozenset({"partner Mirabel"})
ADMINISTRATOR = frozenset({"administrator"})
EVERYONE = POLICE | PARTNER | ADMINISTRATOR | {"partner Saint-Jérôme"}

ALWAYS = Selection(dt.date(2014, 5, 1), dt.date(2099, 12, 31))
DRAFT = "draft"
OTHER_WORDS = "Rodéos"
SPELLINGS = ("Café de la Gare", "Resto de la Gare")


@dataclass(frozen=True)
class Scene:
    """Who acts, and the ids of Mirabel's meetups, follow-up, account and incident."""

    session: Session
    viewer: Viewer
    held: int
    cancelled: int
    to_come: int
    account: int
    coverage: int
    incident: int


@dataclass(frozen=True)
class Rule:
    reached_by: frozenset[str]
    call: Callable[[Scene], Any]


def open_to(people: frozenset[str], call: Callable[[Scene], Any]) -> Rule:
    return Rule(people, call)


def _asked(at: Scene) -> tuple[Session, Viewer, Selection]:
    return at.session, at.viewer, ALWAYS


def _figure(name: str) -> Callable[[Scene], Any]:
    figure = getattr(figures, name.partition(".")[2])
    return lambda at: figure(*_asked(at))


def _held_café(**changes: Any) -> MeetupEntry:
    return common_cafe(**changes)


def _closing(at: Scene, close: Callable[..., Any]) -> Any:
    done = {"state": FollowUpState.done, "outcome": "Posé", "public_sentence": ""}
    return close(at.session, at.viewer, at.held, 0, **done, version=1)


def _change(at: Scene, act: Callable[..., Any], meetup_id: int, *values: Any, **named: Any) -> Any:
    return act(at.session, at.viewer, meetup_id, *values, **named, version=1)


def _discards(at: Scene) -> bool:
    drafts.discard(at.session, at.viewer, DRAFT)
    kept = select(func.count()).select_from(model.Draft).where(model.Draft.submission == DRAFT)
    return at.session.scalar(kept) == 0


_INCIDENT = Incident(known_on=TODAY, starts_on=TODAY, circumstances="Perte", information="Noms")
_THEME = {"label_fr": "Drones", "label_en": "Drones", "family": "other"}
_ACCOUNT: dict[str, Any] = {"name": "Nadia", "role": Role.liaison, "service_code": "MIR"}
_DAY = dt.date(2030, 1, 1)

RULES: dict[str, list[Rule]] = {
    "access.closes_follow_ups_for": [
        open_to(SERVICE, lambda at: access.closes_follow_ups_for(at.viewer, "MIR"))
    ],
    "access.leads": [open_to(SERVICE, lambda at: access.leads(at.viewer))],
    "access.may_count": [
        open_to(POLICE | ADMINISTRATOR | PARTNER, lambda at: access.may_count(at.viewer))
    ],
    "access.may_read": [
        open_to(POLICE | ADMINISTRATOR | PARTNER, lambda at: access.may_read(at.viewer, TODAY))
    ],
    "access.may_read_whole": [
        open_to(SERVICE | ADMINISTRATOR, lambda at: access.may_read_whole(at.viewer))
    ],
    "access.reads_everything_of": [
        open_to(SERVICE | ADMINISTRATOR, lambda at: access.reads_everything_of(at.viewer, ("MIR",)))
    ],
    "access.require_administrator": [
        open_to(ADMINISTRATOR, lambda at: access.require_administrator(at.viewer))
    ],
    "access.require_closer": [open_to(SERVICE, lambda at: access.require_closer(at.viewer, "MIR"))],
    "access.require_writer": [open_to(LIAISON, lambda at: access.require_writer(at.viewer, "MIR"))],
    "access.select_readable": [
        open_to(
            POLICE | ADMINISTRATOR | PARTNER, lambda at: access.select_readable(at.viewer, TODAY)
        )
    ],
    "access.takes_part": [open_to(SERVICE, lambda at: access.takes_part(at.viewer))],
    "access.writes_for": [open_to(LIAISON, lambda at: access.writes_for(at.viewer, "MIR"))],
    "administration.accounts.accounts": [
        open_to(ADMINISTRATOR, lambda at: accounts.accounts(at.session, at.viewer))
    ],
    "administration.accounts.change_account": [
        open_to(
            ADMINISTRATOR,
            lambda at: accounts.change_account(at.session, at.viewer, at.account, **_ACCOUNT),
        )
    ],
    "administration.accounts.disable_account": [
        open_to(
            ADMINISTRATOR, lambda at: accounts.disable_account(at.session, at.viewer, at.account)
        )
    ],
    "administration.accounts.enable_account": [
        open_to(
            ADMINISTRATOR, lambda at: accounts.enable_account(at.session, at.viewer, at.account)
        )
    ],
    "administration.accounts.open_account": [
        open_to(
            ADMINISTRATOR,
            lambda at: accounts.open_account(at.session, at.viewer, email="n@ex.ca", **_ACCOUNT),
        )
    ],
    "administration.catalogue.add_program": [
        open_to(
            ADMINISTRATOR,
            lambda at: catalogue.add_program(
                at.session, at.viewer, kind=ProgramKind.program, name_fr="Vigie"
            ),
        )
    ],
    "administration.catalogue.add_theme": [
        open_to(ADMINISTRATOR, lambda at: catalogue.add_theme(at.session, at.viewer, **_THEME))
    ],
    "administration.catalogue.change_program": [
        open_to(
            ADMINISTRATOR,
            lambda at: catalogue.change_program(
                at.session, at.viewer, "bon_voisin", name_fr="Vigie"
            ),
        )
    ],
    "administration.catalogue.reactivate_program": [
        open_to(
            ADMINISTRATOR,
            lambda at: catalogue.reactivate_program(at.session, at.viewer, "info_crime"),
        )
    ],
    "administration.catalogue.reactivate_theme": [
        open_to(
            ADMINISTRATOR, lambda at: catalogue.reactivate_theme(at.session, at.viewer, "noise")
        )
    ],
    "administration.catalogue.rename_theme": [
        open_to(
            ADMINISTRATOR,
            lambda at: catalogue.rename_theme(at.session, at.viewer, "noise", **_THEME),
        )
    ],
    "administration.catalogue.retire_program": [
        open_to(
            ADMINISTRATOR, lambda at: catalogue.retire_program(at.session, at.viewer, "bon_voisin")
        )
    ],
    "administration.catalogue.retire_theme": [
        open_to(ADMINISTRATOR, lambda at: catalogue.retire_theme(at.session, at.viewer, "noise"))
    ],
    "administration.incidents.correct_incident": [
        open_to(
            ADMINISTRATOR,
            lambda at: incidents.correct_incident(
                at.session, at.viewer, at.incident, _INCIDENT, today=TODAY
            ),
        )
    ],
    "administration.incidents.record_incident": [
        open_to(
            ADMINISTRATOR,
            lambda at: incidents.record_incident(at.session, at.viewer, _INCIDENT, today=TODAY),
        )
    ],
    "administration.incidents.register": [
        open_to(ADMINISTRATOR, lambda at: incidents.register(at.session, at.viewer))
    ],
    "administration.records.acts": [
        open_to(ADMINISTRATOR, lambda at: records.acts(at.session, at.viewer)[0])
    ],
    "administration.records.leave": [
        open_to(
            ADMINISTRATOR,
            lambda at: records.leave(
                at.session,
                at.viewer,
                AdministrativeVerb.added,
                AdministrativeSubject.theme,
                "noise",
                after={},
            ),
        )
    ],
    "administration.records.meetup_changes": [
        open_to(ADMINISTRATOR, lambda at: records.meetup_changes(at.session, at.viewer)[0])
    ],
    "administration.regrouping.other_themes": [
        open_to(ADMINISTRATOR, lambda at: regrouping.other_themes(at.session, at.viewer))
    ],
    "administration.regrouping.regroup": [
        open_to(
            ADMINISTRATOR,
            lambda at: regrouping.regroup(at.session, at.viewer, [OTHER_WORDS], "noise"),
        )
    ],
    "administration.regrouping.undo_regrouping": [
        open_to(
            ADMINISTRATOR,
            lambda at: regrouping.undo_regrouping(at.session, at.viewer, OTHER_WORDS),
        )
    ],
    "administration.territories.add_coverage": [
        open_to(
            ADMINISTRATOR,
            lambda at: territories.add_coverage(
                at.session,
                at.viewer,
                LACHUTE,
                service_code="SQ",
                starts_on=dt.date(1990, 1, 1),
                ends_on=dt.date(1990, 1, 2),
            ),
        )
    ],
    "administration.territories.correct_days": [
        open_to(
            ADMINISTRATOR,
            lambda at: territories.correct_days(
                at.session, at.viewer, at.coverage, starts_on=None, ends_on=_DAY
            ),
        )
    ],
    "administration.territories.hand_over": [
        open_to(
            ADMINISTRATOR,
            lambda at: territories.hand_over(
                at.session, at.viewer, MIRABEL, to_service="SQ", from_day=_DAY
            ),
        )
    ],
    "administration.territories.populations": [
        open_to(ADMINISTRATOR, lambda at: territories.populations(at.session, at.viewer))
    ],
    "administration.territories.set_residents": [
        open_to(
            ADMINISTRATOR,
            lambda at: territories.set_residents(
                at.session, at.viewer, MIRABEL, year=2030, residents=1, source="ISQ"
            ),
        )
    ],
    "administration.territories.territories": [
        open_to(ADMINISTRATOR, lambda at: territories.territories(at.session, at.viewer))
    ],
    "administration.threshold.set_small_number": [
        open_to(ADMINISTRATOR, lambda at: threshold.set_small_number(at.session, at.viewer, 9))
    ],
    "administration.venues.merge_venues": [
        open_to(
            ADMINISTRATOR,
            lambda at: venues.merge_venues(
                at.session, at.viewer, MIRABEL, spelling=SPELLINGS[1], known_as=SPELLINGS[0]
            ),
        )
    ],
    "administration.venues.separate_venue": [
        open_to(
            ADMINISTRATOR,
            lambda at: venues.separate_venue(at.session, at.viewer, MIRABEL, SPELLINGS[1]),
        )
    ],
    "administration.venues.written_venues": [
        open_to(ADMINISTRATOR, lambda at: venues.written_venues(at.session, at.viewer, MIRABEL))
    ],
    "agenda.to_be_entered": [
        open_to(SERVICE, lambda at: agenda.to_be_entered(at.session, at.viewer, TODAY))
    ],
    "agenda.upcoming": [open_to(SERVICE, lambda at: agenda.upcoming(at.session, at.viewer, TODAY))],
    "doubts.find_same": [
        open_to(
            POLICE | ADMINISTRATOR,
            lambda at: doubts.find_same(at.session, at.viewer, _held_café(), TODAY),
        ),
        open_to(
            SERVICE | ADMINISTRATOR | PARTNER,
            lambda at: doubts.find_same(at.session, at.viewer, planned_cafe(), TODAY),
        ),
    ],
    "drafts.discard": [open_to(LIAISON, _discards)],
    "drafts.keep": [
        open_to(LIAISON, lambda at: drafts.keep(at.session, at.viewer, DRAFT, {"notes": "x"})),
        open_to(EVERY_LIAISON, lambda at: drafts.keep(at.session, at.viewer, "another", {})),
    ],
    "drafts.mine": [open_to(LIAISON, lambda at: drafts.mine(at.session, at.viewer))],
    **{
        f"figures.{name}": [open_to(POLICE | ADMINISTRATOR | PARTNER, _figure(name))]
        for name in (
            "attendance.attendance_by_month",
            "attendance.attendance_by_municipality",
            "attendance.attendance_by_service",
            "attendance.attendance_overall",
            "programs.programs_by_service",
            "programs.programs_promoted",
            "programs.promotion_by_service",
            "themes.themes_by_municipality",
            "themes.themes_raised",
        )
    },
    "figures.scope.chosen": [
        open_to(POLICE | ADMINISTRATOR | PARTNER, lambda at: scope.chosen(at.viewer, ALWAYS))
    ],
    "figures.scope.held": [
        open_to(POLICE | ADMINISTRATOR | PARTNER, lambda at: scope.held(at.viewer, ALWAYS))
    ],
    "figures.scope.meetups_held": [
        open_to(POLICE | ADMINISTRATOR | PARTNER, lambda at: scope.meetups_held(*_asked(at)))
    ],
    "figures.scope.meetups_held_by_service": [
        open_to(
            POLICE | ADMINISTRATOR | PARTNER,
            lambda at: scope.meetups_held_by_service(*_asked(at), ["MIR"]),
        )
    ],
    "figures.states.meetups_by_state": [
        open_to(
            POLICE | ADMINISTRATOR | PARTNER,
            lambda at: figures.meetups_by_state(*_asked(at), TODAY),
        )
    ],
    "figures.states.meetups_in_each_state": [
        open_to(
            POLICE | ADMINISTRATOR | PARTNER,
            lambda at: figures.meetups_in_each_state(*_asked(at), TODAY),
        )
    ],
    "figures.themes.themes_by_service": [
        open_to(POLICE | ADMINISTRATOR, lambda at: figures.themes_by_service(*_asked(at)))
    ],
    "followups.close": [open_to(SERVICE, lambda at: _closing(at, followups.close))],
    "followups.count": [
        open_to(
            SERVICE | ADMINISTRATOR,
            lambda at: followups.count(at.session, at.viewer, states=[FollowUpState.open]),
        )
    ],
    "followups.due": [open_to(SERVICE, lambda at: followups.due(at.session, at.viewer, TODAY))],
    "followups.promised": [
        open_to(
            SERVICE | ADMINISTRATOR, lambda at: followups.promised(at.session, at.viewer, TODAY)
        )
    ],
    "followups.public_sentences": [
        open_to(
            POLICE | ADMINISTRATOR | PARTNER,
            lambda at: followups.public_sentences(at.session, at.viewer),
        )
    ],
    "meetups.reading.history": [
        open_to(
            SERVICE | ADMINISTRATOR,
            lambda at: meetups.history(at.session, at.viewer, at.held, TODAY),
        )
    ],
    "meetups.reading.known_venues": [
        open_to(
            POLICE | ADMINISTRATOR | PARTNER,
            lambda at: meetups.known_venues(at.session, at.viewer, MIRABEL, TODAY),
        )
    ],
    "meetups.reading.read": [
        open_to(
            POLICE | ADMINISTRATOR, lambda at: meetups.read(at.session, at.viewer, at.held, TODAY)
        ),
        open_to(
            SERVICE | ADMINISTRATOR,
            lambda at: meetups.read(at.session, at.viewer, at.held, TODAY).entry.notes != "",
        ),
        open_to(
            SERVICE | ADMINISTRATOR,
            lambda at: meetups.read(at.session, at.viewer, at.held, TODAY).entry.follow_ups != (),
        ),
        open_to(
            SERVICE | ADMINISTRATOR,
            lambda at: (
                meetups.read(at.session, at.viewer, at.held, TODAY).entry.unreported_offences != ()
            ),
        ),
        open_to(
            SERVICE | ADMINISTRATOR,
            lambda at: meetups.read(at.session, at.viewer, at.cancelled, TODAY),
        ),
        open_to(
            SERVICE | ADMINISTRATOR | PARTNER,
            lambda at: meetups.read(at.session, at.viewer, at.to_come, TODAY),
        ),
        open_to(LIAISON, lambda at: meetups.read(at.session, at.viewer, at.held, TODAY).may_change),
    ],
    "meetups.reading.search": [
        open_to(POLICE | ADMINISTRATOR | PARTNER, lambda at: meetups.search(*_asked(at), TODAY)),
    ],
    "meetups.writing.cancel": [
        open_to(LIAISON, lambda at: _change(at, meetups.cancel, at.held, "pluie"))
    ],
    "meetups.writing.close_follow_up": [
        open_to(SERVICE, lambda at: _closing(at, meetups.close_follow_up))
    ],
    "meetups.writing.correct": [
        open_to(LIAISON, lambda at: _change(at, meetups.correct, at.held, _held_café(notes="x"))),
        open_to(
            frozenset(),
            lambda at: _change(at, meetups.correct, at.held, _held_café(lead_service="STJ")),
        ),
    ],
    "meetups.writing.record": [
        open_to(LIAISON, lambda at: meetups.record(at.session, at.viewer, _held_café())),
        open_to(
            LIAISON,
            lambda at: meetups.record(
                at.session, at.viewer, _held_café(municipality_code=SAINT_JEROME)
            ),
        ),
    ],
    "meetups.writing.record_many": [
        open_to(LIAISON, lambda at: meetups.record_many(at.session, at.viewer, [_held_café()]))
    ],
    "meetups.writing.restore": [
        open_to(LIAISON, lambda at: _change(at, meetups.restore, at.held, to_version=1))
    ],
    "people.choose_language": [
        open_to(EVERYONE, lambda at: people.choose_language(at.session, at.viewer, Language.en))
    ],
}

WITHOUT_VIEWER: dict[str, str] = {
    "catalog.read": "reference data, open to everyone signed in",
    "figures.scope.read_frame": "runs a statement into which its caller has put access",
    "meetups.reading.stored": "for writers, which have asked for the right to the meetup",
    "meetups.reading.summaries": "takes a statement into which its caller has put access",
    "meetups.rows.delete_belongings": "the tables under the writers",
    "meetups.rows.insert_belongings": "the tables under the writers",
    "meetups.rows.insert_meetups": "the tables under the writers",
    "meetups.rows.read_entries": "the tables under readers and writers",
    "people.add": "for the command line, and for the administrator by way of accounts",
    "people.belonging_problems": "answers whether words fit together",
    "people.demonstration_people": "refuses a base that is not a demonstration",
    "people.end_sign_in": "the bearer of the secret signs out",
    "people.find_viewer": "makes the viewer",
    "people.is_demonstration": "what the sign-in page must know before anyone is signed in",
    "people.start_sign_in": "for the server, once it knows who somebody is",
    "people.viewer_of": "makes the viewer",
    "seeding.saving.load": "for the command line",
    "venues.known_name": "names of places, for readers that have put access into their statement",
    "venues.spellings_holding": "names of places, for a search that has put access into its own",
}
"""Public functions that take a session and no viewer, each with the reason why it may."""


def build_scene(world: World) -> dict[str, int]:
    """Fill the world with Mirabel's data, and give the ids that a scene holds."""
    promise = {"what": "Un radar", "answers_for": "town", "due_on": "2025-03-19"}
    told = promise | {"public_sentence": "Un radar est demandé."}
    words = [{"theme_code": "speeding"}, {"theme_code": "other", "other_text": OTHER_WORDS}]
    held = world.record(world.entry(follow_ups=[told], themes=words))
    for venue in (*SPELLINGS, *SPELLINGS, SPELLINGS[0]):
        world.record(world.entry(venue_name=venue))
    cancelled = world.record(world.entry(state="cancelled", state_reason="tempête"))
    to_come = world.record(world.planned())
    world.record(world.planned(date="2025-03-19"))
    viewer = world.viewer("administrator")
    with world.writing() as session:
        people.add(
            session,
            email="jerome@exemple.qc.ca",
            name="partner Saint-Jérôme",
            role=Role.partner,
            municipality_codes=[SAINT_JEROME],
        )
        incident = incidents.record_incident(session, viewer, _INCIDENT, today=TODAY)
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
    }
