"""``MeetupEntry``: the one validated input, for the form and for imports.

An entry is checked by itself here; whether its codes exist is checked where they are known, in
:mod:`cafedata.meetups`. Every rule that is broken becomes one :class:`~cafedata.errors.Problem`.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from cafedata.errors import InvalidEntry, Problem
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

FIRST_DAY = dt.date(2014, 5, 1)
"""The program began in the Laurentides in May 2014 (DESIGN section 1)."""
LAST_DAY = dt.date(2099, 12, 31)
MOST_PEOPLE = 5_000
"""The largest published café met about 800 people; beyond this a count is a typing error."""
MOST_OFFICERS = 200

_MARKUP = re.compile(r"<[^>]*>|[<>]")


def broken(message: str, field: str = "", **values: Any) -> PydanticCustomError:
    """A broken rule in our own words; ``field`` is the one to mend when a rule spans several."""
    context = {"message": message, **values} | ({"field": field} if field else {})
    return PydanticCustomError("rule", "{message}", context)


@lru_cache(maxsize=4_096)  # imports and demonstrations say the same few things many times
def _spelt_once(text: str) -> str:
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", seen).replace("\r\n", "\n").replace("\t", " ").strip()


def _one_spelling(value: Any) -> Any:
    """Text with one spelling of each accent and line end, without what nobody can see or type.

    An empty widget sends ``None``, which is no text.
    """
    if not isinstance(value, str):
        return "" if value is None else value
    # Only what may be a valid line is kept in memory, not whatever somebody pastes.
    return (_spelt_once if len(value) <= 300 else _spelt_once.__wrapped__)(value)


@lru_cache(maxsize=4_096)
def _plain_text(text: str) -> str:
    """Text as people write it: no control sign, markup or emoji."""
    if _MARKUP.search(text):
        raise broken(N_("Retirez les balises et les signes « < » et « > »."))
    if any(_is_pictogram(sign) for sign in text):
        raise broken(N_("Retirez les émojis et les pictogrammes."))
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Co"} and sign != "\n" for sign in text):
        raise broken(N_("Retirez les caractères invisibles."))
    return text


def _is_pictogram(sign: str) -> bool:
    first_symbol_block = 0x2190  # arrows and after: below it lie ©, ° and the like, which are text
    joiners = "\ufe0f\u20e3"
    return sign in joiners or (
        ord(sign) >= first_symbol_block and unicodedata.category(sign) == "So"
    )


def _in_the_programs_time(date: dt.date) -> dt.date:
    if not FIRST_DAY <= date <= LAST_DAY:
        raise broken(
            N_("La date doit tomber entre le {first} et le {last}."), first=FIRST_DAY, last=LAST_DAY
        )
    return date


_NO_SUCH_DATE = N_("Cette date n'existe pas : écrivez par exemple 2025-03-14.")
_NO_SUCH_HOUR = N_("Cette heure n'existe pas : écrivez par exemple 14:30.")


def _is_bare_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    except OverflowError:
        return True
    return True


def _written_date(value: Any) -> Any:
    if _is_bare_number(value):  # pydantic would count it in seconds since 1970
        raise broken(_NO_SUCH_DATE)
    return value


def _written_hour(value: Any) -> Any:
    if _is_bare_number(value):  # pydantic would count it in seconds since midnight
        raise broken(_NO_SUCH_HOUR)
    return value


def _local_hour(hour: dt.time) -> dt.time:
    if hour.tzinfo is not None:
        raise broken(_NO_SUCH_HOUR)
    return hour


def _known_part(date: dt.date, others: ValidationInfo) -> dt.date:
    """The date with 1 for what its precision, a field before it, leaves unknown."""
    match others.data.get("date_precision"):
        case DatePrecision.month:
            return date.replace(day=1)
        case DatePrecision.year:
            return max(date.replace(month=1, day=1), FIRST_DAY)
    return date


def _in_order(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(codes))


def present(value: Any) -> Any:
    """An empty widget sends ``None`` or blanks; a required field says so in its own words."""
    if _one_spelling(value) == "":
        raise broken(N_("Ce champ est nécessaire."))
    return value


Code = Annotated[str, Field(max_length=40), BeforeValidator(present)]
Line = Annotated[
    str, Field(max_length=300), AfterValidator(_plain_text), BeforeValidator(_one_spelling)
]
Name = Annotated[
    str, Field(max_length=120), AfterValidator(_plain_text), BeforeValidator(_one_spelling)
]
RequiredLine = Annotated[Line, BeforeValidator(present)]
Paragraph = Annotated[
    str, Field(max_length=2_000), AfterValidator(_plain_text), BeforeValidator(_one_spelling)
]
PossibleDay = Annotated[
    dt.date, AfterValidator(_in_the_programs_time), BeforeValidator(_written_date)
]
Hour = Annotated[dt.time, AfterValidator(_local_hour), BeforeValidator(_written_hour)]
Day = Annotated[PossibleDay, BeforeValidator(present)]
People = Annotated[int, Field(ge=0, le=MOST_PEOPLE)]
Mentions = Annotated[int, Field(ge=1, le=MOST_PEOPLE)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Value(BaseModel):
    """Checked once and never changed; what it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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

    _date_is_as_known = field_validator("date")(_known_part)

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

    _date_is_as_known = field_validator("date")(_known_part)

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


Checked = TypeVar("Checked", bound=BaseModel)


def checked_as(kind: type[Checked], values: Mapping[str, Any]) -> Checked:
    """The value of another kind that these values make. Raises as :func:`checked` does."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise InvalidEntry(
            N_("Corrigez les champs signalés, puis enregistrez de nouveau."),
            [problem_of(details) for details in error.errors()],
        ) from error


_SENTENCES = {
    "missing": N_("Ce champ est nécessaire."),
    "greater_than_equal": N_("Le plus petit permis est {ge}."),
    "less_than_equal": N_("Le plus grand permis est {le}."),
    "string_too_long": N_("Le texte est trop long : au plus {max_length} caractères."),
    "too_long": N_("Il y a trop de lignes : au plus {max_length}."),
    "int_from_float": N_("Inscrivez un nombre entier."),
    "int_parsing": N_("Inscrivez un nombre entier."),
    "int_type": N_("Inscrivez un nombre entier."),
    "int_parsing_size": N_("Ce nombre est trop grand."),
    "finite_number": N_("Inscrivez un nombre entier."),
    "date_parsing": _NO_SUCH_DATE,
    "date_from_datetime_parsing": _NO_SUCH_DATE,
    "date_from_datetime_inexact": _NO_SUCH_DATE,
    "date_type": _NO_SUCH_DATE,
    "time_parsing": _NO_SUCH_HOUR,
    "time_type": _NO_SUCH_HOUR,
    "enum": N_("Ce choix n'existe pas : choisissez dans la liste."),
    "extra_forbidden": N_("Ce champ n'existe pas."),
}
_ANYTHING_ELSE = N_("Cette valeur ne convient pas.")


def problem_of(details: ErrorDetails) -> Problem:
    """Pydantic's error in our words; a rule over several fields names the one to mend."""
    values = dict(details.get("ctx", {}))
    path = [str(part) for part in details["loc"]]
    if "field" in values:
        path.append(str(values.pop("field")))
    message = values.pop("message", None) or _SENTENCES.get(details["type"], _ANYTHING_ELSE)
    return Problem(".".join(path), message, values)
