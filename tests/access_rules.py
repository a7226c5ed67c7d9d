"""Who reaches what: one line for each public function that takes a viewer (DESIGN section 4).

A rule names the people who reach the data of :mod:`tests.access_scene`, which is all Mirabel's, by a
call; everybody else is refused, or finds nothing. Functions have as many rules as they have cases.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from cafedata import access, agenda, doubts, drafts, followups, meetups, model, news, people
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
from cafedata.entry import Attendance, MeetupEntry
from cafedata.language import Language
from cafedata.meetups import MeetupSummary
from cafedata.vocabulary import (
    AdministrativeSubject,
    AdministrativeVerb,
    CountPrecision,
    FollowUpState,
    ProgramKind,
    Role,
)
from tests.access_figures import FIGURE_RULES
from tests.access_scene import (
    ADMINISTRATOR,
    ALWAYS,
    COMMANDERS,
    COUNTED,
    DRAFT,
    EVERY_LIAISON,
    EVERYONE,
    INCIDENT,
    LIAISON,
    OTHER_WORDS,
    PARTNER,
    POLICE,
    SERVICE,
    SPELLINGS,
    Rule,
    Scene,
    a_series,
    a_tour,
    open_to,
)
from tests.world import LACHUTE, MIRABEL, SAINT_JEROME, TODAY, common_cafe, planned_cafe


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


def _counts_tour(at: Scene) -> int:
    total = Attendance(value=41, precision=CountPrecision.about)
    return meetups.count_tour(at.session, at.viewer, at.tour, total, version=1)


def _is_there(summary: MeetupSummary | None) -> bool:
    return summary is not None


def _puts_welcome_away(at: Scene) -> bool:
    people.put_welcome_away(at.session, at.viewer)
    return people.is_welcomed(at.session, at.viewer)


_NOW = dt.datetime(2025, 3, 20, 12, tzinfo=dt.UTC)
_LONG_AGO = dt.datetime(2014, 5, 1, tzinfo=dt.UTC)
_THEME = {"label_fr": "Drones", "label_en": "Drones", "family": "other"}
_ACCOUNT: dict[str, Any] = {"name": "Nadia", "role": Role.liaison, "service_code": "MIR"}
_DAY = dt.date(2030, 1, 1)

RULES: dict[str, list[Rule]] = {
    "access.as_partner": [
        open_to(
            COMMANDERS | ADMINISTRATOR,
            lambda at: access.as_partner(at.viewer, {MIRABEL}).municipality_codes,
        )
    ],
    "access.closes_follow_ups_for": [
        open_to(SERVICE, lambda at: access.closes_follow_ups_for(at.viewer, "MIR"))
    ],
    "access.leads": [open_to(SERVICE, lambda at: access.leads(at.viewer))],
    "access.may_count": [open_to(COUNTED, lambda at: access.may_count(at.viewer))],
    "access.may_read": [open_to(COUNTED, lambda at: access.may_read(at.viewer, TODAY))],
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
        open_to(COUNTED, lambda at: access.select_readable(at.viewer, TODAY))
    ],
    "access.takes_part": [open_to(SERVICE, lambda at: access.takes_part(at.viewer))],
    "access.writes_for": [open_to(LIAISON, lambda at: access.writes_for(at.viewer, "MIR"))],
    "access.may_preview": [
        open_to(
            COMMANDERS | ADMINISTRATOR,
            lambda at: access.may_preview(at.viewer),
        )
    ],
    "access.require_own_view": [open_to(EVERYONE, lambda at: access.require_own_view(at.viewer))],
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
                at.session, at.viewer, at.incident, INCIDENT, today=TODAY
            ),
        )
    ],
    "administration.incidents.record_incident": [
        open_to(
            ADMINISTRATOR,
            lambda at: incidents.record_incident(at.session, at.viewer, INCIDENT, today=TODAY),
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
    "agenda.on_the_same_days": [
        open_to(
            SERVICE,
            lambda at: agenda.on_the_same_days(at.session, at.viewer, [common_cafe().date], TODAY),
        )
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
    **FIGURE_RULES,
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
            COUNTED,
            lambda at: followups.public_sentences(at.session, at.viewer),
        )
    ],
    "meetups.outings.count_tour": [open_to(LIAISON, _counts_tour)],
    "meetups.outings.plan_series": [
        open_to(LIAISON, lambda at: meetups.plan_series(at.session, at.viewer, a_series()))
    ],
    "meetups.outings.read_series": [
        open_to(
            SERVICE | ADMINISTRATOR | PARTNER,
            lambda at: meetups.read_series(at.session, at.viewer, at.series, TODAY).cafes,
        )
    ],
    "meetups.outings.read_tour": [
        open_to(
            POLICE | ADMINISTRATOR,
            lambda at: meetups.read_tour(at.session, at.viewer, at.tour, TODAY).stops,
        ),
        open_to(
            LIAISON,
            lambda at: meetups.read_tour(at.session, at.viewer, at.tour, TODAY).may_change,
        ),
    ],
    "meetups.outings.record_tour": [
        open_to(LIAISON, lambda at: meetups.record_tour(at.session, at.viewer, a_tour()))
    ],
    "meetups.postponing.moves": [
        open_to(
            SERVICE | ADMINISTRATOR | PARTNER,
            lambda at: _is_there(
                meetups.moves(at.session, at.viewer, at.postponed, TODAY).moved_to
            ),
        ),
        open_to(
            SERVICE | ADMINISTRATOR,
            lambda at: _is_there(
                meetups.moves(at.session, at.viewer, at.moved_to, TODAY).moved_from
            ),
        ),
    ],
    "meetups.postponing.postpone": [
        open_to(LIAISON, lambda at: _change(at, meetups.postpone, at.to_come, "pluie"))
    ],
    "meetups.reading.alike": [
        open_to(LIAISON, lambda at: meetups.alike(at.session, at.viewer, at.held, TODAY))
    ],
    "meetups.reading.history": [
        open_to(
            SERVICE | ADMINISTRATOR,
            lambda at: meetups.history(at.session, at.viewer, at.held, TODAY),
        )
    ],
    "meetups.reading.known_venues": [
        open_to(
            COUNTED,
            lambda at: meetups.known_venues(at.session, at.viewer, MIRABEL, TODAY),
        )
    ],
    "meetups.reading.latest": [
        open_to(SERVICE, lambda at: meetups.latest(at.session, at.viewer, TODAY, most=3))
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
        open_to(
            COUNTED,
            lambda at: meetups.search(at.session, at.viewer, ALWAYS, TODAY),
        ),
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
    "news.since": [
        # What somebody did themselves is no news to them; they have recorded all that is here.
        open_to(COUNTED - LIAISON, lambda at: news.since(at.session, at.viewer, _LONG_AGO, TODAY))
    ],
    "people.begin_visit": [
        open_to(EVERYONE, lambda at: people.begin_visit(at.session, at.viewer, _NOW))
    ],
    "people.choose_language": [
        open_to(EVERYONE, lambda at: people.choose_language(at.session, at.viewer, Language.en))
    ],
    "people.is_new_visit": [
        open_to(EVERYONE, lambda at: people.is_new_visit(at.session, at.viewer, _NOW))
    ],
    "people.is_welcomed": [open_to(EVERYONE, _puts_welcome_away)],
    "people.partner_territories": [
        open_to(
            COMMANDERS | ADMINISTRATOR, lambda at: people.partner_territories(at.session, at.viewer)
        )
    ],
    "people.put_welcome_away": [open_to(EVERYONE, _puts_welcome_away)],
    "people.visit_before": [
        open_to(EVERYONE, lambda at: people.visit_before(at.session, at.viewer))
    ],
}

WITHOUT_VIEWER: dict[str, str] = {
    "administration.accounts.open_from_command_line": "for the command line",
    "administration.records.leave_of_command_line": "for the command line",
    "catalog.read": "reference data, open to everyone signed in",
    "database.data_version": "a number that says nothing of what was changed",
    "database.mark_changed": "counts the changes of writers, who have asked for their right",
    "figures.rates.mean_residents": "reference data, open to everyone signed in",
    "figures.territory.outlines": "reference data, open to everyone signed in",
    "figures.scope.read_frame": "runs a statement into which its caller has put access",
    "meetups.reading.stored": "for writers, which have asked for the right to the meetup",
    "meetups.reading.summaries": "takes a statement into which its caller has put access",
    "meetups.totals.last": "for readers and writers, which have asked for the right to the tour",
    "meetups.totals.past": "the history of a tour's total, for the reader of the tour, which has asked",
    "meetups.totals.tours_with_a_total": "for writers: whether a stop may have its own count",
    "meetups.writing.stored_and_held": "for writers, which ask for the right to what they hold",
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
    "people.start_sign_in_by_email": "for the server, once a provider has verified an address",
    "people.viewer_of": "makes the viewer",
    "seeding.saving.load": "for the command line",
    "venues.known_name": "names of places, for readers that have put access into their statement",
    "venues.spellings_holding": "names of places, for a search that has put access into its own",
}
"""Public functions that take a session and no viewer, each with the reason why it may."""

INNER: dict[str, str] = {
    "figures.cells.partner_cells": "the unmasked cells under the masking figures",
    "figures.themes.theme_cells": "the masked cells under the figures of themes",
    "meetups.totals.add_version": "the row under the writers of tours",
    "meetups.writing.check_codes": "what the writers of meetups and of outings check of an entry",
    "meetups.writing.insert_new": "the rows under the writers of meetups and of outings",
    "meetups.writing.replace_stored": "the rows under the writers of meetups",
    "meetups.writing.saved_once": "what the writers of meetups and of outings do once",
}
"""Pieces that the modules of one package share, and whose callers there decide access."""
