"""``MeetupEntry``: the one validated input, for the form and for imports.

An entry is checked by itself here; whether its codes exist is checked where they are known, in
:mod:`cafedata.meetups`. Every rule that is broken becomes one :class:`~cafedata.errors.Problem`.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from cafedata.checking import (
    Code,
    Day,
    Hour,
    Line,
    Mentions,
    Name,
    Number,
    Paragraph,
    People,
    PossibleDay,
    RequiredLine,
    Value,
    as_known,
    broken,
    checked_as,
    present,
)
from cafedata.language import N_
from cafedata.vocabulary import (
    Action,
    AnswersFor,
    Clientele,
    Coming,
    Context,
    CountPrecision,
    CountUnit,
    DatePrecision,
    FollowUpState,
    Formula,
    MeetupState,
    OffenceFamily,
    OfficerRole,
    Orientation,
    PartnerPart,
    PartOfDay,
    RaisedBy,
    Tag,
    TalkLanguage,
    VenueKind,
    Victim,
    WhyNotReported,
)

MOST_OFFICERS = 200


def _in_order(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(codes))


class _Counted(Value):
    """A number with its precision: a number for exact, about and at least, and only for those."""

    value: int | None = None
    precision: CountPrecision = CountPrecision.unknown

    @model_validator(mode="after")
    def _value_fits_precision(self) -> Self:
        numeric = self.precision not in (CountPrecision.in_words, CountPrecision.unknown)
        if numeric and self.value is None:
            raise broken(N_("Inscrivez un nombre, ou choisissez « inconnu »."), "value")
        if not numeric and self.value is not None:
            raise broken(N_("Dites si ce nombre est exact, environ ou au moins."), "precision")
        return self


class Attendance(_Counted):
    """How many people came. "Nobody came" is an exact 0; an empty count is unknown."""

    value: People | None = None
    unit: CountUnit = CountUnit.people
    words: Name = ""

    @model_validator(mode="after")
    def _words_fit_precision(self) -> Self:
        if (self.precision is CountPrecision.in_words) != bool(self.words):
            raise broken(
                N_("Écrivez le nombre en mots, par exemple « des dizaines », ou laissez vide."),
                "words",
            )
        return self


class _Number(_Counted):
    @model_validator(mode="after")
    def _is_a_number(self) -> Self:
        if self.precision is CountPrecision.in_words:
            raise broken(N_("Inscrivez un nombre ou « inconnu »."), "precision")
        return self


class ClienteleCount(_Number):
    clientele: Clientele
    value: People | None = None


class OfficersPresent(_Number):
    role: OfficerRole
    value: Annotated[int, Field(ge=0, le=MOST_OFFICERS)] | None = None


class RaisedTheme(Value):
    """A theme that citizens raised, or a topic that the police brought."""

    theme_code: Code
    raised_by: RaisedBy = RaisedBy.citizens
    mentions: Mentions | None = None
    clientele: Clientele | None = None
    is_dominant: bool = False
    other_text: Name = ""

    @model_validator(mode="after")
    def _other_says_what(self) -> Self:
        if self.theme_code == "other" and not self.other_text:
            raise broken(N_("Précisez cet autre thème en quelques mots."), "other_text")
        return self


class UnreportedOffence(Value):
    family: OffenceFamily
    victim: Victim
    count: Mentions = 1
    why_not_reported: WhyNotReported = WhyNotReported.unknown
    orientation: Orientation = Orientation.none
    action: Action = Action.none


class PromotedProgram(Value):
    """A program promoted or a security measure explained."""

    program_code: Code
    people_reached: People | None = None
    material_handed_out: People | None = None
    sign_ups: People | None = None


class PresentPartner(Value):
    name: Annotated[Name, BeforeValidator(present)]
    part: PartnerPart


class FollowUp(Value):
    what: RequiredLine
    answers_for: AnswersFor
    due_on: PossibleDay | None = None
    state: FollowUpState = FollowUpState.open
    outcome: Line = ""
    public_sentence: Line = ""

    @model_validator(mode="after")
    def _closing_says_how(self) -> Self:
        if self.state is not FollowUpState.open and not self.outcome:
            raise broken(N_("Dites comment ce suivi s'est terminé."), "outcome")
        return self


class Announcement(Value):
    """What was announced, kept beside what happened."""

    date_precision: DatePrecision = DatePrecision.day
    date: Day
    start_time: Hour | None = None
    end_time: Hour | None = None
    part_of_day: PartOfDay | None = None
    municipality_code: Annotated[str, Field(max_length=40)] | None = None
    venue_name: Name = ""

    _date_is_as_known = field_validator("date")(as_known)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        _check_hours(self.start_time, self.end_time)
        return self


class MeetupEntry(Value):
    """All that one meetup holds (DESIGN section 3), checked."""

    state: MeetupState
    state_reason: Line = ""
    lead_service: Code
    other_services: Annotated[tuple[Code, ...], AfterValidator(_in_order)] = ()
    date_precision: DatePrecision = DatePrecision.day
    date: Day
    start_time: Hour | None = None
    end_time: Hour | None = None
    part_of_day: PartOfDay | None = None
    duration_minutes: Annotated[int, Field(ge=1, le=1_440)] | None = None
    municipality_code: Code
    venue_name: Name = ""
    venue_kind: VenueKind | None = None
    attendance: Attendance = Attendance()
    clienteles: tuple[ClienteleCount, ...] = ()
    tags: tuple[Tag, ...] = ()
    officers: tuple[OfficersPresent, ...] = ()
    themes: Annotated[tuple[RaisedTheme, ...], Field(max_length=80)] = ()
    unreported_offences: Annotated[tuple[UnreportedOffence, ...], Field(max_length=50)] = ()
    programs: Annotated[tuple[PromotedProgram, ...], Field(max_length=80)] = ()
    partners: Annotated[tuple[PresentPartner, ...], Field(max_length=50)] = ()
    follow_ups: Annotated[tuple[FollowUp, ...], Field(max_length=50)] = ()
    talk_language: TalkLanguage | None = None
    coming: Coming | None = None
    formula: Formula | None = None
    context: Context | None = None
    source: Line = ""
    notes: Paragraph = ""
    announcement: Announcement | None = None
    tour_id: Number | None = None
    series_id: Number | None = None

    _date_is_as_known = field_validator("date")(as_known)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        _check_hours(self.start_time, self.end_time)
        return self

    @model_validator(mode="after")
    def _state_says_why(self) -> Self:
        if self.state not in (MeetupState.planned, MeetupState.held) and not self.state_reason:
            raise broken(N_("Dites pourquoi, par exemple « tempête »."), "state_reason")
        return self

    @model_validator(mode="after")
    def _planned_has_no_results(self) -> Self:
        results = self.attendance != Attendance() or any(
            (self.clienteles, self.themes, self.unreported_offences, self.programs)
        )
        if self.state is MeetupState.planned and results:
            raise broken(
                N_("Une rencontre prévue n'a pas encore de résultats : choisissez « Tenue »."),
                "state",
            )
        return self

    @model_validator(mode="after")
    def _nothing_is_said_twice(self) -> Self:
        for field, keys in self._keys().items():
            if len(set(keys)) < len(keys):
                raise broken(N_("La même ligne est inscrite deux fois."), field)
        return self

    def _keys(self) -> dict[str, list[Any]]:
        return {
            "other_services": [self.lead_service, *self.other_services],
            "clienteles": [row.clientele for row in self.clienteles],
            "tags": list(self.tags),
            "officers": [row.role for row in self.officers],
            "themes": [(row.theme_code, row.raised_by, row.other_text) for row in self.themes],
            "programs": [row.program_code for row in self.programs],
        }

    @model_validator(mode="after")
    def _one_theme_dominates(self) -> Self:
        if sum(theme.is_dominant for theme in self.themes) > 1:
            raise broken(N_("Un seul thème peut être dominant."), "themes")
        return self

    @property
    def has_people_counted(self) -> bool:
        """Whether the meetup has a count of its own, of everybody or of a clientele."""
        return self.attendance.precision is not CountPrecision.unknown or any(
            row.value is not None for row in self.clienteles
        )

    @property
    def services(self) -> tuple[str, ...]:
        """The lead service, then the others."""
        return (self.lead_service, *self.other_services)


def announcement_of(planned: MeetupEntry) -> Announcement:
    """What the entry of a planned meetup announces."""
    announced = {name: getattr(planned, name) for name in Announcement.model_fields}
    return Announcement(**announced)


def _check_hours(start: dt.time | None, end: dt.time | None) -> None:
    if start and end and end <= start:
        raise broken(N_("La fin doit venir après le début."), "end_time")


def checked(values: Mapping[str, Any]) -> MeetupEntry:
    """The entry that these values make.

    Raises :class:`~cafedata.errors.InvalidEntry` with one problem per broken rule.
    """
    return checked_as(MeetupEntry, values)
