"""Between what is typed in the form and what an entry holds, without Streamlit.

What is typed is a flat mapping from the name of a widget to its value, so that it can be kept as it
is: half-filled, wrong, or not yet saved. Widgets that repeat carry what they are about behind a
colon: ``mentions:speeding``, ``offence_family:0``.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from cafedata.catalog import Catalog
from cafedata.entry import MeetupEntry
from cafedata.vocabulary import Clientele, CountPrecision, OfficerRole, RaisedBy

Typed = Mapping[str, Any]

ELSEWHERE = "elsewhere"
"""The choice, among the nearest answers, that opens the field for all the others."""

KIND = "form"
"""The name under which a form says what it enters."""


class FormKind(StrEnum):
    """What a form enters; its draft is kept and resumed as such."""

    cafe = "cafe"
    series = "series"
    tour = "tour"


def kind_of(typed: Typed) -> FormKind:
    """What the form in which this was typed enters."""
    return next((kind for kind in FormKind if kind == typed.get(KIND)), FormKind.cafe)


_SINGLE = (
    "state_reason",
    "date_precision",
    "start_time",
    "end_time",
    "part_of_day",
    "duration_minutes",
    "venue_kind",
    "talk_language",
    "coming",
    "formula",
    "context",
    "source",
    "notes",
    "tour_id",
    "series_id",
    "announcement",
)
"""Fields whose widget bears their name and holds their value as it is."""

ROWS = {
    "unreported_offences": (
        "offence",
        ("family", "victim", "count", "why_not_reported", "orientation", "action"),
    ),
    "partners": ("partner", ("name", "part")),
    "follow_ups": (
        "follow_up",
        ("what", "answers_for", "due_on", "state", "outcome", "public_sentence"),
    ),
}
"""Fields made of lines that are added one by one: the prefix of their widgets, and their columns."""

PROGRAM_LISTS = ("proposed", "programs", "more_programs", "retired_programs", "measures")
"""The widgets among which a program or a measure is ticked once."""
AMOUNTS = ("people_reached", "material_handed_out", "sign_ups")
"""What is told of a program promoted."""

_ORDER = "order_of"
"""Before the name of a field: how its lines were ordered in the entry that is corrected, so that a
correction moves none of them."""


def entry_values(typed: Typed, lead_service: str | None) -> dict[str, Any]:
    """The values of a :class:`MeetupEntry`, not yet checked; what is empty is left out.

    Places in lists are those that :func:`widget_of` turns back into widgets.
    """
    values = {name: typed.get(name) for name in _SINGLE} | {
        "state": typed.get("state"),
        "lead_service": lead_service,
        "other_services": typed.get("other_services"),
        "date": day_typed(typed),
        "municipality_code": _municipality(typed),
        "venue_name": _venue(typed),
        "attendance": _attendance(typed),
        "clienteles": _in_order(typed, "clienteles", _counts(typed, "clientele", Clientele)),
        "tags": typed.get("tags"),
        "officers": _in_order(typed, "officers", _counts(typed, "role", OfficerRole)),
        "themes": _in_order(typed, "themes", list(_themes(typed))),
        "programs": _in_order(
            typed, "programs", [_program(typed, code) for code in chosen_programs(typed)]
        ),
    }
    for field, (prefix, columns) in ROWS.items():
        values[field] = [
            _without_blanks({name: typed.get(f"{prefix}_{name}:{n}") for name in columns})
            for n in rows(typed, prefix)
        ]
    required = {"state", "lead_service", "date", "municipality_code"}
    return {name: value for name, value in values.items() if name in required or not _blank(value)}


def typed_values(entry: MeetupEntry, catalog: Catalog) -> dict[str, Any]:
    """What one would have typed to enter this: :func:`entry_values` gives the entry back."""
    typed: dict[str, Any] = {name: getattr(entry, name) for name in _SINGLE}
    typed["announcement"] = entry.announcement and entry.announcement.model_dump()
    typed |= {
        "state": entry.state,
        "other_services": list(entry.other_services),
        "day": ELSEWHERE,
        "other_day": entry.date,
        "municipality": ELSEWHERE,
        "other_municipality": entry.municipality_code,
        "venue": entry.venue_name or None,
        "venue_name": entry.venue_name,
        "people": entry.attendance.value,
        "precision": entry.attendance.precision,
        "unit": entry.attendance.unit,
        "words": entry.attendance.words,
        "tags": list(entry.tags),
        "programs": [
            row.program_code
            for row in entry.programs
            if catalog.programs[row.program_code].kind == "program"
        ],
        "measures": [
            row.program_code
            for row in entry.programs
            if catalog.programs[row.program_code].kind == "measure"
        ],
    }
    for prefix, counts in (("clientele", entry.clienteles), ("role", entry.officers)):
        for row in counts:
            about = getattr(row, prefix)
            typed[f"{prefix}:{about}"] = row.value
            typed[f"{prefix}_precision:{about}"] = row.precision
    for program in entry.programs:
        for column in AMOUNTS:
            typed[f"{column}:{program.program_code}"] = getattr(program, column)
    typed |= _typed_themes(entry, catalog)
    for field in _NAMED_BY:
        lines = [line.model_dump() for line in getattr(entry, field)]
        typed[f"{_ORDER}:{field}"] = [_line_name(field, line) for line in lines]
    for field, (prefix, columns) in ROWS.items():
        lines = getattr(entry, field)
        typed[f"{prefix}_rows"] = len(lines)
        for n, row in enumerate(lines):
            typed |= {f"{prefix}_{name}:{n}": getattr(row, name) for name in columns}
    return typed


def fold_of(section: str) -> str:
    """The name under which a form remembers that a section is open, which is nothing typed."""
    return f"{section}:button:open"


def rows(typed: Typed, prefix: str) -> range:
    """The numbers of the lines that were added to a list of the form."""
    return range(int(typed.get(f"{prefix}_rows") or 0))


def chosen_themes(typed: Typed) -> list[str]:
    """The codes of the themes that citizens raised, "other" left aside."""
    groups = [value for name, value in typed.items() if name.startswith("themes:")]
    return [code for group in groups for code in group or () if code != "other"]


def chosen_programs(typed: Typed) -> list[str]:
    """The codes of the programs promoted, then of the measures explained, each once."""
    return list(dict.fromkeys(code for name in PROGRAM_LISTS for code in typed.get(name) or ()))


def widget_of(field: str, values: Mapping[str, Any]) -> str:
    """The name of the widget beside which a problem with ``field`` is told.

    ``values`` are those of :func:`entry_values` in which the problem was found.
    """
    first, _dot, rest = field.partition(".")
    if first == "attendance":
        return {"": "people", "value": "people"}.get(rest, rest)
    if first in ("date", "municipality_code"):
        return {"date": "day", "municipality_code": "municipality"}[first]
    number, _dot, column = rest.partition(".")
    if first in ROWS and number.isdigit():
        return f"{ROWS[first][0]}_{column}:{number}"
    if first in ("clienteles", "officers") and number.isdigit():
        prefix = {"clienteles": "clientele", "officers": "role"}[first]
        return f"{prefix}:{values[first][int(number)][prefix]}"
    if first == "themes" and number.isdigit():
        return _widget_of_theme(values["themes"], int(number), column)
    if first == "programs" and number.isdigit():
        return f"{column}:{values[first][int(number)]['program_code']}"
    return first


def _widget_of_theme(themes: list[dict[str, Any]], number: int, column: str) -> str:
    theme = themes[number]
    if theme["theme_code"] == "other":
        place = sum(row["theme_code"] == "other" for row in themes[:number])
        return f"other_theme_{'text' if column == 'other_text' else column}:{place}"
    prefix = "topic_" if theme["raised_by"] == RaisedBy.police else ""
    return f"{prefix}{column}:{theme['theme_code']}"


def day_typed(typed: Typed) -> Any:
    """The day as far as it is typed; it may be anything."""
    near = typed.get("day")
    return typed.get("other_day") if near == ELSEWHERE else near


def _municipality(typed: Typed) -> Any:
    near = typed.get("municipality")
    return typed.get("other_municipality") if near in (ELSEWHERE, None) else near


def _venue(typed: Typed) -> Any:
    near = typed.get("venue")
    return typed.get("venue_name") if near in (ELSEWHERE, None) else near


def _attendance(typed: Typed) -> dict[str, Any]:
    precision = typed.get("precision")
    return _without_blanks(
        {
            "value": None if precision == CountPrecision.in_words else typed.get("people"),
            "precision": precision,
            "unit": typed.get("unit"),
            "words": typed.get("words") if precision == CountPrecision.in_words else None,
        }
    )


def _counts(typed: Typed, prefix: str, about: Iterable[str]) -> list[dict[str, Any]]:
    """A number whose precision nobody chose is kept: the entry asks for it, and loses nothing."""
    known = [
        (word, typed.get(f"{prefix}:{word}"), typed.get(f"{prefix}_precision:{word}"))
        for word in about
    ]
    return [
        _without_blanks({prefix: word, "value": value, "precision": precision})
        for word, value, precision in known
        if value is not None or precision == CountPrecision.unknown
    ]


_NAMED_BY = {
    "clienteles": ("clientele",),
    "officers": ("role",),
    "themes": ("theme_code", "raised_by", "other_text"),
    "programs": ("program_code",),
}
"""What tells one line from another, in the fields whose widgets have an order of their own."""


def _line_name(field: str, line: Typed) -> str:
    return "|".join(str(line.get(column) or "") for column in _NAMED_BY[field])


def _in_order(typed: Typed, field: str, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines in the order in which the corrected entry had them, the new ones last."""
    known = list(typed.get(f"{_ORDER}:{field}") or ())
    places = {name: place for place, name in enumerate(known)}
    return sorted(lines, key=lambda line: places.get(_line_name(field, line), len(known)))


def _themes(typed: Typed) -> Iterable[dict[str, Any]]:
    dominant = typed.get("dominant")
    for code in chosen_themes(typed):
        yield _without_blanks(
            {
                "theme_code": code,
                "raised_by": RaisedBy.citizens,
                "mentions": typed.get(f"mentions:{code}"),
                "clientele": typed.get(f"clientele_of:{code}"),
                "other_text": typed.get(f"other_text_of:{code}"),
                "is_dominant": code == dominant or None,
            }
        )
    for code in typed.get("topics") or ():
        yield _without_blanks(
            {
                "theme_code": code,
                "raised_by": RaisedBy.police,
                "mentions": typed.get(f"topic_mentions:{code}"),
                "clientele": typed.get(f"topic_clientele_of:{code}"),
                "other_text": typed.get(f"topic_other_text_of:{code}"),
                "is_dominant": f"topic:{code}" == dominant or None,
            }
        )
    for n in rows(typed, "other_theme"):
        yield _without_blanks(
            {
                "theme_code": "other",
                "raised_by": typed.get(f"other_theme_raised_by:{n}"),
                "other_text": typed.get(f"other_theme_text:{n}"),
                "mentions": typed.get(f"other_theme_mentions:{n}"),
                "clientele": typed.get(f"other_theme_clientele:{n}"),
                "is_dominant": f"other:{n}" == dominant or None,
            }
        )


def _typed_themes(entry: MeetupEntry, catalog: Catalog) -> dict[str, Any]:
    typed: dict[str, Any] = {"topics": []}
    others = 0
    for theme in entry.themes:
        code = theme.theme_code
        if code == "other":
            name = f"other:{others}"
            typed |= {
                f"other_theme_raised_by:{others}": theme.raised_by,
                f"other_theme_text:{others}": theme.other_text,
                f"other_theme_mentions:{others}": theme.mentions,
                f"other_theme_clientele:{others}": theme.clientele,
            }
            others += 1
        elif theme.raised_by is RaisedBy.police:
            name = f"topic:{code}"
            typed["topics"].append(code)
            typed[f"topic_mentions:{code}"] = theme.mentions
            typed[f"topic_clientele_of:{code}"] = theme.clientele
            typed[f"topic_other_text_of:{code}"] = theme.other_text
        else:
            name = code
            typed.setdefault(f"themes:{catalog.themes[code].family}", []).append(code)
            typed[f"mentions:{code}"] = theme.mentions
            typed[f"clientele_of:{code}"] = theme.clientele
            typed[f"other_text_of:{code}"] = theme.other_text
        if theme.is_dominant:
            typed["dominant"] = name
    return typed | {"other_theme_rows": others}


def _program(typed: Typed, code: str) -> dict[str, Any]:
    return _without_blanks({"program_code": code, **{c: typed.get(f"{c}:{code}") for c in AMOUNTS}})


def _without_blanks(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not _blank(value)}


def _blank(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}


def days_offered(today: dt.date) -> list[dt.date]:
    """The days that one tap chooses. They are days and not words, so that a form left open past
    midnight still says what was meant."""
    return [today, today - dt.timedelta(days=1)]
