"""What is typed in each folded section, in a few words, without drawing its widgets."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any

from cafedata import language
from cafedata.catalog import Catalog
from cafedata.labels import label
from cafedata.language import ngettext, sentence
from cafedata.vocabulary import (
    Clientele,
    Coming,
    Context,
    CountUnit,
    Formula,
    OfficerRole,
    PartOfDay,
    Tag,
    TalkLanguage,
)
from cafedata.web.entry_form.values import AMOUNTS, Typed, chosen_programs, rows


def of(catalog: Catalog) -> dict[str, Callable[[Typed], list[str]]]:
    """For each section, what tells it: nothing where nothing is typed."""
    return {
        "hours": _hours,
        "officers": lambda typed: _officers(typed, catalog),
        "clienteles": _clienteles,
        "themes": lambda typed: _themes(typed, catalog),
        "programs": lambda typed: _programs(typed, catalog),
        "offences": _offences,
        "partners": lambda typed: _lines(typed, "partner", "name"),
        "follow_ups": lambda typed: _lines(typed, "follow_up", "what"),
        "notes": lambda typed: [
            str(typed[name]) for name in ("notes", "source") if typed.get(name)
        ],
    }


def _hours(typed: Typed) -> list[str]:
    hours = [typed.get("start_time"), typed.get("end_time")]
    span = "–".join(language.hour(hour) for hour in hours if isinstance(hour, dt.time))
    minutes = typed.get("duration_minutes")
    length = sentence("{minutes} minutes", minutes=minutes) if minutes else ""
    words = _words(typed, {"part_of_day": PartOfDay, "formula": Formula, "context": Context})
    return [*filter(None, (span, length)), *words]


def _officers(typed: Typed, catalog: Catalog) -> list[str]:
    codes = [code for code in typed.get("other_services") or () if code in catalog.services]
    names = [catalog.services[code].short_name for code in codes]
    return [*names, *_counts(typed, "role", OfficerRole)]


def _clienteles(typed: Typed) -> list[str]:
    tags = [label(tag) for tag in Tag if tag in (typed.get("tags") or ())]
    words = {"unit": CountUnit, "coming": Coming, "talk_language": TalkLanguage}
    return [*_counts(typed, "clientele", Clientele), *tags, *_words(typed, words)]


def _themes(typed: Typed, catalog: Catalog) -> list[str]:
    codes = [code for code in typed.get("topics") or () if code in catalog.themes]
    dominant = str(typed.get("dominant") or "").rpartition(":")[2]
    theme = catalog.themes.get(dominant)
    told = [sentence("dominant : {theme}", theme=theme.label)] if theme else []
    return [*told, *(catalog.themes[code].label for code in codes)]


def _programs(typed: Typed, catalog: Catalog) -> list[str]:
    detailed = [
        code
        for code in chosen_programs(typed)
        if any(typed.get(f"{amount}:{code}") is not None for amount in AMOUNTS)
    ]
    return [catalog.programs[code].name for code in detailed if code in catalog.programs]


def _offences(typed: Typed) -> list[str]:
    lines = rows(typed, "offence")
    heard = sum(int(typed.get(f"offence_count:{n}") or 1) for n in lines)
    return [ngettext("{n} délit entendu", "{n} délits entendus", heard)] if heard else []


def _lines(typed: Typed, prefix: str, column: str) -> list[str]:
    """What each line says, those still blank too: they are there to be filled."""
    return [str(typed.get(f"{prefix}_{column}:{n}") or "…") for n in rows(typed, prefix)]


def _counts(typed: Typed, prefix: str, about: Iterable[StrEnum]) -> Iterator[str]:
    for word in about:
        if (number := typed.get(f"{prefix}:{word}")) is not None:
            yield sentence("{about} : {what}", about=label(word), what=number)


def _words(typed: Typed, sets: dict[str, Any]) -> Iterator[str]:
    """The labels of the words chosen; a draft just taken up still holds their codes."""
    for name, words in sets.items():
        if (code := typed.get(name)) in list(words):
            yield label(words(code))
