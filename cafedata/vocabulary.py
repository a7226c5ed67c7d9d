"""The closed sets of words of the program: what a state, a precision or a role can be.

Each member is the stable code that is stored, imported and put in addresses; what people read comes
from :mod:`cafedata.labels`.
"""

from enum import StrEnum


class Role(StrEnum):
    """What an account may do; the rules are in :mod:`cafedata.access`."""

    liaison = "liaison"
    commander = "commander"
    partner = "partner"
    administrator = "administrator"


class MeetupState(StrEnum):
    """Where a meetup stands in its life."""

    planned = "planned"
    held = "held"
    cancelled = "cancelled"
    postponed = "postponed"
    interrupted = "interrupted"


class Standing(StrEnum):
    """Where a meetup stands on a given day: its state, whether its report is overdue, and whether a
    meetup that was held is known to have met nobody."""

    held = "held"
    nobody_came = "nobody_came"
    interrupted = "interrupted"
    not_yet_entered = "not_yet_entered"
    planned = "planned"
    postponed = "postponed"
    cancelled = "cancelled"


TOOK_PLACE = (MeetupState.held, MeetupState.interrupted)
"""The states in which people were met, and the only ones that figures count as a meetup held."""


class Rhythm(StrEnum):
    """How a planned café comes back."""

    once = "once"
    weekly = "weekly"
    fortnightly = "fortnightly"
    monthly_by_weekday = "monthly_by_weekday"
    monthly_by_date = "monthly_by_date"


class DatePrecision(StrEnum):
    """How much of a date is known; the unknown part is stored as 1."""

    day = "day"
    month = "month"
    year = "year"


class PartOfDay(StrEnum):
    morning = "morning"
    midday = "midday"
    afternoon = "afternoon"
    evening = "evening"


class VenueKind(StrEnum):
    restaurant = "restaurant"
    shop = "shop"
    mall = "mall"
    transit = "transit"
    school = "school"
    library = "library"
    workplace = "workplace"
    seniors_home = "seniors_home"
    park = "park"
    community_centre = "community_centre"
    street = "street"
    ferry = "ferry"
    other = "other"


class CountPrecision(StrEnum):
    """How a number of people was known. An absent count is ``unknown``, never 0."""

    exact = "exact"
    about = "about"
    at_least = "at_least"
    in_words = "in_words"
    unknown = "unknown"


class CountUnit(StrEnum):
    """What was counted. Only people are ever added to people."""

    people = "people"
    conversations = "conversations"
    coffees = "coffees"
    other = "other"


class Clientele(StrEnum):
    """The three clienteles that the program aims at."""

    population = "population"
    merchants = "merchants"
    partners = "partners"


class Tag(StrEnum):
    """Who, within the clientele, was seen at the café."""

    seniors = "seniors"
    youth = "youth"
    newcomers = "newcomers"
    workers = "workers"
    travellers = "travellers"
    elected_officials = "elected_officials"


class OfficerRole(StrEnum):
    patrol = "patrol"
    prevention = "prevention"
    school = "school"
    investigation = "investigation"
    supervisor = "supervisor"
    command = "command"
    cadet = "cadet"
    other = "other"


class RaisedBy(StrEnum):
    """Who brought a subject up: what citizens raise is kept apart from what the police bring."""

    citizens = "citizens"
    police = "police"


class OffenceFamily(StrEnum):
    property = "property"
    fraud = "fraud"
    person = "person"
    drugs = "drugs"
    road = "road"
    other = "other"


class Victim(StrEnum):
    citizen = "citizen"
    merchant = "merchant"


class WhyNotReported(StrEnum):
    fear = "fear"
    shame = "shame"
    too_minor = "too_minor"
    nothing_done = "nothing_done"
    did_not_know_how = "did_not_know_how"
    settled_otherwise = "settled_otherwise"
    other = "other"
    unknown = "unknown"


class Orientation(StrEnum):
    """Where the person was pointed to."""

    report_to_police = "report_to_police"
    anonymous_line = "anonymous_line"
    victim_support = "victim_support"
    town = "town"
    other = "other"
    none = "none"


class Action(StrEnum):
    """What the service did with an unreported offence."""

    none = "none"
    report_opened = "report_opened"
    investigators_informed = "investigators_informed"
    patrol_adjusted = "patrol_adjusted"
    prevention_planned = "prevention_planned"
    other = "other"


class PartnerPart(StrEnum):
    """What a partner did at the café."""

    host = "host"
    pays_the_coffee = "pays_the_coffee"
    stand = "stand"
    organiser = "organiser"
    other = "other"


class AnswersFor(StrEnum):
    """Who answers for a follow-up."""

    own_service = "own_service"
    town = "town"
    transport_ministry = "transport_ministry"
    partner = "partner"


class FollowUpState(StrEnum):
    open = "open"
    done = "done"
    dropped = "dropped"


class TalkLanguage(StrEnum):
    french = "french"
    english = "english"
    both = "both"
    other = "other"


class Coming(StrEnum):
    on_purpose = "on_purpose"
    by_surprise = "by_surprise"
    both = "both"


class Formula(StrEnum):
    cafe = "cafe"
    on_request = "on_request"
    special_edition = "special_edition"


class Context(StrEnum):
    police_week = "police_week"
    fraud_month = "fraud_month"
    other = "other"


class ProgramKind(StrEnum):
    """A prevention program, or a security measure explained to people."""

    program = "program"
    measure = "measure"


class CatalogStatus(StrEnum):
    active = "active"
    retired = "retired"
    unknown = "unknown"


class ChangeVerb(StrEnum):
    """The acts that leave a row in the history."""

    recorded = "recorded"
    corrected = "corrected"
    cancelled = "cancelled"
    restored = "restored"


class AdministrativeVerb(StrEnum):
    """What was done to the accounts, the catalogues and the settings."""

    added = "added"
    changed = "changed"
    retired = "retired"
    reactivated = "reactivated"
    undone = "undone"


class AdministrativeSubject(StrEnum):
    """What an administrative act is about."""

    account = "account"
    theme = "theme"
    program = "program"
    venue = "venue"
    coverage = "coverage"
    population = "population"
    small_number = "small_number"
    regrouping = "regrouping"
    incident = "incident"


class InjuryRisk(StrEnum):
    """Whether a confidentiality incident may cause serious injury to somebody."""

    not_assessed = "not_assessed"
    not_serious = "not_serious"
    serious = "serious"


class Grain(StrEnum):
    """The periods into which time is cut to see how something goes."""

    month = "month"
    quarter = "quarter"
    year = "year"


class Answer(StrEnum):
    """What became of a theme at a meetup, or whether a program that was promoted was called for."""

    answered = "answered"
    unanswered = "unanswered"
    without_demand = "without_demand"
