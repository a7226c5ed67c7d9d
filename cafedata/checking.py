"""What people type, value by value: its kinds, and a sentence for each rule that is broken.

Every input of the program is made of these. A rule that is broken becomes one
:class:`~cafedata.errors.Problem`, which names the field to mend.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from cafedata.errors import InvalidEntry, Problem
from cafedata.language import N_
from cafedata.vocabulary import DatePrecision

FIRST_DAY = dt.date(2014, 5, 1)
"""The program began in the Laurentides in May 2014 (DESIGN section 1)."""
LAST_DAY = dt.date(2099, 12, 31)
MOST_PEOPLE = 5_000
"""The largest published café met about 800 people; beyond this a count is a typing error."""

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


def as_known(date: dt.date, others: ValidationInfo) -> dt.date:
    """The date with 1 for what its precision, a field before it, leaves unknown."""
    match others.data.get("date_precision"):
        case DatePrecision.month:
            return date.replace(day=1)
        case DatePrecision.year:
            return max(date.replace(month=1, day=1), FIRST_DAY)
    return date


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


Checked = TypeVar("Checked", bound=BaseModel)


def checked_as(kind: type[Checked], values: Mapping[str, Any]) -> Checked:
    """The checked value that these values make.

    Raises :class:`~cafedata.errors.InvalidEntry` with one problem per broken rule.
    """
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
