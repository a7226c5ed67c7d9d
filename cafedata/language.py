"""What people read: the message catalogue, and numbers, dates and hours in their language.

French is the language of the messages in the code, so that a forgotten translation shows French to
a Québec reader, never English. English lies in ``locale/en/LC_MESSAGES/cafe.po``.
"""

import datetime as dt
import gettext as _gettext
import io
import math
import os
import unicodedata
from collections.abc import Iterable
from contextvars import ContextVar
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, dates, lists, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from cafedata.vocabulary import CountPrecision, DatePrecision

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
_LOCALE_FOLDER = Path(__file__).parent / "locale"


class Language(StrEnum):
    fr = "fr"
    en = "en"


_LOCALES = {Language.fr: Locale("fr", "CA"), Language.en: Locale("en", "CA")}
_current: ContextVar[Language] = ContextVar("language", default=Language.fr)


def N_(message: str) -> str:
    """Mark a message for the catalogue where it is written, to be translated where it is shown."""
    return message


def offered() -> tuple[Language, ...]:
    """The languages that people may choose; ``CAFE_ENGLISH=off`` leaves French alone."""
    return (Language.fr,) if os.environ.get("CAFE_ENGLISH") == "off" else tuple(Language)


def use(language: Language) -> None:
    """Speak this language from here on, in this thread; French where it is not offered."""
    _current.set(language if language in offered() else Language.fr)


def current() -> Language:
    return _current.get()


class _French(_gettext.NullTranslations):
    """The source messages themselves, with French plurals: 0 and 1 are singular."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if abs(n) < 2 else msgid2


@cache
def _catalogue(language: Language) -> _gettext.NullTranslations:
    if language is Language.fr:
        return _French()
    compiled = io.BytesIO()
    with (_LOCALE_FOLDER / language / "LC_MESSAGES" / "cafe.po").open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)


def gettext(message: str) -> str:
    """The message in the current language, with its unbreakable spaces; nothing for nothing."""
    # The empty message is where a catalogue keeps its header.
    return _unbreakable(_catalogue(current()).gettext(message)) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form that ``n`` asks for, in the current language; ``{n}`` in it becomes the number."""
    chosen = _catalogue(current()).ngettext(singular, plural, n)
    return _unbreakable(chosen).format(n=number(n))


def sentence(message: str, **values: Any) -> str:
    """The message with its values put in, each in the manner of the current language."""
    return gettext(message).format(**{name: _shown(value) for name, value in values.items()})


def _shown(value: Any) -> str:
    # A StrEnum is shown by its label, which the labels module knows and this one must not.
    match value:
        case bool() | str():
            return str(value)
        case int() | float():
            return number(value)
        case dt.datetime():
            return moment(value)
        case dt.date():
            return day(value)
        case _:
            return str(value)


def _unbreakable(text: str) -> str:
    if current() is not Language.fr:
        return text
    for mark in (" :", " »", " %", " $"):
        text = text.replace(mark, mark.replace(" ", NO_BREAK_SPACE))
    return text.replace("« ", "«" + NO_BREAK_SPACE)


def number(value: float, decimals: int = 0) -> str:
    """A number in figures: ``1 234,5`` in French, ``1,234.5`` in English; a dash where unknown.

    Negative ones take the sign of subtraction, not a hyphen (Office québécois de la langue française).
    """
    if isinstance(value, float) and math.isnan(value):
        return "–"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    rounded = round(value, decimals) + 0  # no « -0 »
    return numbers.format_decimal(rounded, pattern, locale=_LOCALES[current()]).replace("-", MINUS)


def percent(share: float) -> str:
    """A share between 0 and 1 as a whole percentage: ``42 %`` in French, ``42%`` in English."""
    if math.isnan(share):
        return "–"
    return numbers.format_percent(share, locale=_LOCALES[current()])


def day(date: dt.date) -> str:
    """A date in words: ``14 mars 2025`` in French, ``March 14, 2025`` in English."""
    text = dates.format_date(date, "long", locale=_LOCALES[current()])
    return text.replace("1 ", "1er ", 1) if current() is Language.fr and date.day == 1 else text


def day_of_month(date: dt.date) -> str:
    """The day of a date alone: ``1er``, ``15``."""
    return "1er" if current() is Language.fr and date.day == 1 else str(date.day)


def weekday(date: dt.date) -> str:
    """The day of the week of a date: ``vendredi``."""
    return dates.format_date(date, "EEEE", locale=_LOCALES[current()])


def weekday_and_day(date: dt.date) -> str:
    """A date in words with its day of the week: ``vendredi 14 mars 2025``."""
    return f"{weekday(date)}{', ' if current() is Language.en else ' '}{day(date)}"


def month(date: dt.date) -> str:
    """The month and year of a date: ``mars 2025``."""
    return dates.format_skeleton("yMMMM", date, locale=_LOCALES[current()])


def date_known_to(date: dt.date, precision: DatePrecision) -> str:
    """As much of a date as is known."""
    match precision:
        case DatePrecision.day:
            return weekday_and_day(date)
        case DatePrecision.month:
            return month(date)
        case DatePrecision.year:
            return str(date.year)


def hour(time: dt.time) -> str:
    """A time of day: ``14 h 30`` in French, ``2:30 p.m.`` in English."""
    if current() is Language.fr:
        return f"{time.hour}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{time.minute:02d}"
    return dates.format_time(time, "short", locale=_LOCALES[current()])


def moment(when: dt.datetime) -> str:
    """A moment in Québec's time: ``14 mars 2025, 14 h 30``."""
    local = when.astimezone(dates.get_timezone("America/Toronto"))
    return f"{day(local.date())}, {hour(local.time())}"


def with_count(name: str, count: str) -> str:
    """A name with how much it rests on: ``Mirabel (12 rencontres)``."""
    return f"{name} ({count})"


def listing(items: Iterable[str]) -> str:
    """Items in one phrase: ``a, b et c``."""
    return lists.format_list(list(items), locale=_LOCALES[current()])


def count_of_people(value: int | None, precision: CountPrecision, words: str = "") -> str:
    """A count with its precision in words: ``environ 15``, ``au moins 30``, ``inconnu``."""
    match precision:
        case CountPrecision.in_words:
            return words
        case CountPrecision.about:
            return sentence("environ {value}", value=value)
        case CountPrecision.at_least:
            return sentence("au moins {value}", value=value)
        case CountPrecision.exact:
            return number(value or 0)
        case CountPrecision.unknown:
            return gettext("nombre inconnu")


_ONE_SIGN = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "’": "'"})


def bare(text: str) -> str:
    """The text in small letters without accents, as one searches and compares it."""
    plain = unicodedata.normalize("NFKD", text.translate(_ONE_SIGN))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def sorting_key(text: str) -> str:
    """A key that sorts text as a dictionary does: accents and case come after the letters."""
    return f"{bare(text)}\0{text}"


def for_charts() -> dict[str, Any]:
    """How Vega writes numbers and dates in the current language (d3-format and d3-time-format)."""
    locale = _LOCALES[current()]
    french = current() is Language.fr
    return {
        "number": {
            "decimal": "," if french else ".",
            "thousands": NO_BREAK_SPACE if french else ",",
            "grouping": [3],
            "currency": ["", f"{NO_BREAK_SPACE}$"] if french else ["$", ""],
            "percent": f"{NO_BREAK_SPACE}%" if french else "%",
        },
        "time": {
            "dateTime": "%A %e %B %Y, %X",
            "date": "%Y-%m-%d",
            "time": "%H h %M" if french else "%I:%M %p",
            "periods": ["", ""] if french else ["a.m.", "p.m."],
            "days": _names(locale.days["stand-alone"]["wide"], (6, 0, 1, 2, 3, 4, 5)),
            "shortDays": _names(locale.days["stand-alone"]["abbreviated"], (6, 0, 1, 2, 3, 4, 5)),
            "months": _names(locale.months["stand-alone"]["wide"], range(1, 13)),
            "shortMonths": _names(locale.months["stand-alone"]["abbreviated"], range(1, 13)),
        },
    }


def _names(named: Any, order: Iterable[int]) -> list[str]:
    return [named[index] for index in order]
