"""An entry in words: what a person reads of a meetup, of its history and of a conflict."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cafedata import language
from cafedata.catalog import Catalog
from cafedata.entry import Announcement, MeetupEntry
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import ngettext, number, sentence
from cafedata.meetups import MeetupSummary
from cafedata.vocabulary import TOOK_PLACE, RaisedBy


@dataclass(frozen=True)
class Paragraph:
    """A title, its lines, empty when there is nothing to say, and the fields that it tells of."""

    title: str
    lines: tuple[str, ...]
    fields: tuple[str, ...]


def paragraphs(entry: MeetupEntry, catalog: Catalog) -> list[Paragraph]:
    """All that an entry holds, in the order in which one tells it; each field is told once."""
    return [
        Paragraph(title, tuple(line for line in lines if line), fields)
        for title, lines, fields in _told(entry, catalog)
    ]


def when(summary: MeetupSummary | MeetupEntry) -> str:
    """The date of a meetup, as far as it is known, and its hour."""
    date = language.date_known_to(summary.date, summary.date_precision)
    return f"{date}, {language.hour(summary.start_time)}" if summary.start_time else date


def line(summary: MeetupSummary, catalog: Catalog) -> str:
    """A meetup in one line: when and where."""
    place = catalog.municipalities[summary.municipality_code].name
    return ", ".join(filter(None, [when(summary), summary.venue_name, place]))


def _told(
    entry: MeetupEntry, catalog: Catalog
) -> Iterable[tuple[str, Iterable[str], tuple[str, ...]]]:
    yield _("État"), [label(entry.state), entry.state_reason], ("state", "state_reason")
    minutes = entry.duration_minutes
    length = sentence("{minutes} minutes", minutes=minutes) if minutes else ""
    yield _("Quand"), [", ".join(filter(None, [_when(entry), length]))], _WHEN
    kind = label(entry.venue_kind) if entry.venue_kind else ""
    yield _("Où"), [*_where(entry, catalog), kind], _WHERE
    yield _("Ce qui était annoncé"), _announced(entry, catalog), ("announcement",)
    services = [catalog.services[code].short_name for code in entry.services]
    yield _("Services"), services, ("lead_service", "other_services")
    yield _("Personnes"), _people(entry), ("attendance", "clienteles", "tags")
    officers = [_counted(row, row.role) for row in entry.officers]
    yield _("Effectif policier présent"), officers, ("officers",)
    yield _("Thèmes soulevés"), _themes(entry, catalog), ("themes",)
    programs = [_program(row, catalog) for row in entry.programs]
    yield _("Programmes et mesures"), programs, ("programs",)
    offences = [_offence(row) for row in entry.unreported_offences]
    yield _("Délits non déclarés"), offences, ("unreported_offences",)
    partners = [f"{row.name} ({label(row.part)})" for row in entry.partners]
    yield _("Partenaires présents"), partners, ("partners",)
    yield _("Suivis promis"), [_follow_up(row) for row in entry.follow_ups], ("follow_ups",)
    words = (entry.formula, entry.context, entry.coming, entry.talk_language)
    yield _("Circonstances"), [label(word) for word in words if word], _CIRCUMSTANCES
    yield _("Notes"), [entry.notes], ("notes",)
    yield _("Source"), [entry.source, _outing(entry)], ("source", "tour_id", "series_id")


_WHEN = ("date", "date_precision", "start_time", "end_time", "part_of_day", "duration_minutes")
_HOURS = ("start_time", "end_time", "part_of_day")
_WHERE = ("municipality_code", "venue_name", "venue_kind")
_CIRCUMSTANCES = ("formula", "context", "coming", "talk_language")


def _outing(entry: MeetupEntry) -> str:
    tour = _("Arrêt d'une tournée") if entry.tour_id else ""
    series = _("Café d'une série") if entry.series_id else ""
    return ", ".join(filter(None, [tour, series]))


def _themes(entry: MeetupEntry, catalog: Catalog) -> Iterable[str]:
    for row in entry.themes:
        text = _theme(row, catalog)
        by_police = row.raised_by is RaisedBy.police
        yield sentence("{theme} (apporté par la police)", theme=text) if by_police else text


def _when(said: MeetupEntry | Announcement) -> str:
    hours = [language.hour(time) for time in (said.start_time, said.end_time) if time]
    part = label(said.part_of_day).lower() if said.part_of_day else ""
    date = language.date_known_to(said.date, said.date_precision)
    return ", ".join(filter(None, [date, "–".join(hours), part]))


def _where(said: MeetupEntry | Announcement, catalog: Catalog) -> list[str]:
    code = said.municipality_code
    return [catalog.municipalities[code].name if code else "", said.venue_name]


def _announced(entry: MeetupEntry, catalog: Catalog) -> list[str]:
    announced = entry.announcement
    if announced is None:
        return []
    return [", ".join(filter(None, [_when(announced), *_where(announced, catalog)]))]


@dataclass(frozen=True)
class Departure:
    """Where what happened is not what was announced."""

    title: str
    announced: str
    happened: str


def departures(entry: MeetupEntry, catalog: Catalog) -> list[Departure]:
    """What was announced and came otherwise, by title; nothing that was left unsaid counts."""
    announced = entry.announcement
    if announced is None:
        return []
    told = [(_("Quand"), _when(announced), _when(_as_announced(entry, announced)))]
    where = zip(_where(announced, catalog), _where(entry, catalog), strict=True)
    told += [(_("Où"), was, became) for was, became in where]
    return [Departure(*row) for row in told if row[1] and row[1] != row[2]]


def _as_announced(entry: MeetupEntry, announced: Announcement) -> Announcement:
    """When it happened, without the hours of which the announcement said nothing."""
    said = [name for name in _HOURS if getattr(announced, name) is not None]
    return Announcement(
        date=entry.date,
        date_precision=entry.date_precision,
        **{name: getattr(entry, name) for name in said},
    )


def _people(entry: MeetupEntry) -> Iterable[str]:
    counted = entry.attendance
    if entry.state not in TOOK_PLACE and not entry.has_people_counted:
        return
    unit = label(counted.unit).lower()
    text = language.count_of_people(counted.value, counted.precision, counted.words)
    yield text if counted.value is None else f"{text} {unit}"
    yield from (_counted(row, row.clientele) for row in entry.clienteles)
    if entry.tags:
        yield language.listing(label(tag) for tag in entry.tags)


def _counted(row: Any, about: Any) -> str:
    return _pair(label(about), language.count_of_people(row.value, row.precision))


def _pair(about: str, what: str) -> str:
    return sentence("{about} : {what}", about=about, what=what)


def _theme(row: Any, catalog: Catalog) -> str:
    parts = [
        row.other_text or catalog.themes[row.theme_code].label,
        _("dominant") if row.is_dominant else "",
        ngettext("{n} mention", "{n} mentions", row.mentions) if row.mentions else "",
        label(row.clientele).lower() if row.clientele else "",
    ]
    return ", ".join(filter(None, parts))


def _program(row: Any, catalog: Catalog) -> str:
    numbers = (
        (_("personnes rejointes"), row.people_reached),
        (_("documents remis"), row.material_handed_out),
        (_("inscriptions"), row.sign_ups),
    )
    said = [_pair(text, number(value)) for text, value in numbers if value is not None]
    return ", ".join([catalog.programs[row.program_code].name, *said])


def _offence(row: Any) -> str:
    words = (row.victim, row.why_not_reported, row.orientation, row.action)
    family = f"{label(row.family)} × {number(row.count)}"
    return _pair(family, ", ".join(label(word) for word in words))


def _follow_up(row: Any) -> str:
    parts = [
        row.what,
        label(row.answers_for),
        language.day(row.due_on) if row.due_on else "",
        label(row.state),
        row.outcome,
        row.public_sentence,
    ]
    return " · ".join(filter(None, parts))
