"""The dates of a café that comes back, and the public holidays among them."""

import datetime as dt
from functools import cache
from itertools import islice
from typing import Annotated, Any, Self

import holidays
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from pydantic import Field, model_validator

from cafedata import language
from cafedata.checking import Day, PossibleDay, Value, broken
from cafedata.language import N_, Language, sentence
from cafedata.language import gettext as _
from cafedata.outings import MOST_CAFES
from cafedata.vocabulary import Rhythm

_LAST = -1
_ORDINALS = {
    1: N_("premier"),
    2: N_("deuxième"),
    3: N_("troisième"),
    4: N_("quatrième"),
    _LAST: N_("dernier"),
}


class Recurrence(Value):
    """A first day, how it comes back, and its end: a last possible day, included, or how many times."""

    first: Day
    rhythm: Rhythm = Rhythm.once
    until: PossibleDay | None = None
    times: Annotated[int, Field(ge=1, le=MOST_CAFES)] | None = None

    @model_validator(mode="after")
    def _ends_once(self) -> Self:
        if self.rhythm is not Rhythm.once and (self.until is None) == (self.times is None):
            raise broken(N_("Dites jusqu'à quel jour, ou combien de fois."), "until")
        return self

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.until and self.until < self.first:
            raise broken(N_("La fin doit venir après la première date."), "until")
        if len(self.dates) > MOST_CAFES:
            raise broken(
                N_("Cette série compte plus de {most} cafés : rapprochez la fin."),
                "until",
                most=MOST_CAFES,
            )
        return self

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """Its days in order, the first among them.

        The fifth of a weekday in a month means the last one, and a day of the month that a short
        month lacks means its last day, so that no month is left out.
        """
        if self.rhythm is Rhythm.once:
            return (self.first,)
        until = self.until and dt.datetime.combine(self.until, dt.time())
        start = dt.datetime.combine(self.first, dt.time())
        rule = rrule(dtstart=start, until=until, count=self.times, **_rule(self))
        return tuple(moment.date() for moment in islice(rule, MOST_CAFES + 1))

    @property
    def in_words(self) -> str:
        """How it comes back: ``le deuxième mardi de chaque mois``."""
        named = language.weekday(self.first)
        match self.rhythm:
            case Rhythm.once:
                return language.weekday_and_day(self.first)
            case Rhythm.weekly:
                return sentence("chaque semaine, le {weekday}", weekday=named)
            case Rhythm.fortnightly:
                return sentence("toutes les deux semaines, le {weekday}", weekday=named)
            case Rhythm.monthly_by_weekday:
                nth = _(_ORDINALS[_nth(self.first)])
                return sentence("le {nth} {weekday} de chaque mois", nth=nth, weekday=named)
            case Rhythm.monthly_by_date if self.first.day > 28:
                day = language.day_of_month(self.first)
                return sentence("le {day} de chaque mois, ou son dernier jour", day=day)
            case Rhythm.monthly_by_date:
                return sentence("le {day} de chaque mois", day=language.day_of_month(self.first))


def _rule(recurrence: Recurrence) -> dict[str, Any]:
    first = recurrence.first
    match recurrence.rhythm:
        case Rhythm.monthly_by_weekday:
            return {"freq": MONTHLY, "byweekday": weekday(first.weekday())(_nth(first))}
        case Rhythm.monthly_by_date:
            # The last that exists of these days: 28 February, for the 30th of each month.
            days = range(min(first.day, 28), first.day + 1)
            return {"freq": MONTHLY, "bymonthday": days, "bysetpos": _LAST}
        case rhythm:
            return {"freq": WEEKLY, "interval": 2 if rhythm is Rhythm.fortnightly else 1}


def _nth(date: dt.date) -> int:
    """Which of its weekdays of the month a day is: from 1 to 4, or the last."""
    nth = (date.day + 6) // 7
    return nth if nth in _ORDINALS else _LAST


def holiday(date: dt.date) -> str | None:
    """The name of the public holiday of Québec that falls on that day, in the current language."""
    name = _holidays(language.current()).get(date)
    return str(name) if name else None


@cache
def _holidays(spoken: Language) -> Any:
    names = {Language.fr: "fr", Language.en: "en_CA"}
    return holidays.country_holidays("CA", subdiv="QC", language=names[spoken])
