"""One service's cafés, from its first outing to those planned ahead, as validated entries."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from cafedata.checking import FIRST_DAY
from cafedata.entry import Attendance, MeetupEntry, checked
from cafedata.model import Series, Tour
from cafedata.vocabulary import (
    TOOK_PLACE,
    Coming,
    Context,
    CountPrecision,
    CountUnit,
    DatePrecision,
    Formula,
    MeetupState,
    PartnerPart,
    PartOfDay,
    TalkLanguage,
    VenueKind,
)
from seed.demo import attendance, words
from seed.demo.chance import Draw
from seed.demo.places import Region, Venue
from seed.demo.rhythm import Outing, Rhythm, outings
from seed.demo.talk import Talk

_JOINT = 0.045
_OUTSIDE = 0.03
_IN_SERIES = 0.5
_NOT_YET_ENTERED_FOR = 14
_FORGOTTEN_SINCE = 45
"""Each service has a café of so many days ago, at most, that nobody entered."""
_UNDIVIDED = 0.3
_IN_ANOTHER_TOWN = 0.06
_STILL_OPEN_FOR = 120
_MOST_STILL_OPEN = 3

_AFTERWARDS = Draw(
    {
        MeetupState.held: 90,
        MeetupState.cancelled: 4,
        MeetupState.postponed: 2.5,
        MeetupState.interrupted: 1.5,
        MeetupState.planned: 0.5,
    }
)
_RECENTLY = Draw({MeetupState.held: 70, MeetupState.cancelled: 5, MeetupState.planned: 25})
_AHEAD = Draw({MeetupState.planned: 96, MeetupState.cancelled: 4})
_REASONS = {
    MeetupState.cancelled: words.CANCELLED,
    MeetupState.postponed: words.POSTPONED,
    MeetupState.interrupted: words.INTERRUPTED,
}

_HOURS = Draw({7: 4, 8: 10, 9: 20, 10: 14, 11: 5, 13: 10, 14: 8, 15: 3, 17: 2, 18: 3})
_MINUTES = (60, 60, 90, 90, 120, 120, 150, 180)
_PARTS = ((11, PartOfDay.morning), (13, PartOfDay.midday), (17, PartOfDay.afternoon))
_LANGUAGES = Draw(
    {
        TalkLanguage.french: 70,
        None: 18,
        TalkLanguage.both: 9,
        TalkLanguage.english: 2.5,
        TalkLanguage.other: 0.5,
    }
)
_COMINGS = Draw({None: 45, Coming.by_surprise: 25, Coming.both: 18, Coming.on_purpose: 12})
_FORMULAS = Draw({Formula.cafe: 80, None: 10, Formula.on_request: 6, Formula.special_edition: 4})
_HOSTS = (VenueKind.restaurant, VenueKind.shop, VenueKind.mall)


@dataclass(frozen=True)
class _Recurring:
    """A series: the same venue, weekday and hour each time."""

    id: int
    weekday: int
    municipality: str
    venue: Venue
    hour: int


@dataclass(frozen=True)
class _Stop:
    date: dt.date
    municipality: str
    venue: Venue | None
    hour: int
    others: tuple[str, ...] = ()
    tour_id: int | None = None
    series_id: int | None = None

    @property
    def kind(self) -> VenueKind | None:
        return self.venue.kind if self.venue else None


class Diary:
    """What one service's liaison officers enter; the same seed writes the same diary."""

    def __init__(
        self, region: Region, talk: Talk, service: str, rhythm: Rhythm, today: dt.date, seed: int
    ) -> None:
        self._region = region
        self._talk = talk
        self._service = service
        self._rhythm = rhythm
        self._today = today
        self._chance = Random(f"{seed} {service}")
        self._moved = Random(f"{seed} {service} moved")
        self.undivided: list[tuple[int, Attendance]] = []
        """The tours that were counted as one, with their totals, once their entries are made."""
        self._still_open = 0
        self._has_forgotten = False

    def entries(self, session: Session, meetups: int) -> Iterator[MeetupEntry]:
        """So many entries by date, made as they are asked for; tours and series are saved first."""
        planned = list(outings(self._chance, self._rhythm, meetups, self._today))
        tours = iter(self._save_tours(session, planned))
        series = self._save_series(session, meetups)
        for outing in planned:
            if outing.stops > 1:
                stops = self._tour(outing, next(tours))
                yield from self._stops_of_a_tour(stops)
            else:
                yield checked(self._values(self._single(outing.date, series)))

    def _stops_of_a_tour(self, stops: list[_Stop]) -> Iterator[MeetupEntry]:
        """The stops; where nobody counted them one by one, their people go to one total."""
        values = [self._values(stop) for stop in stops]
        tour_id, people = stops[0].tour_id, sum(_people(row) for row in values)
        if tour_id and people and self._chance.random() < _UNDIVIDED:
            about = Attendance(value=people, precision=CountPrecision.about)
            self.undivided.append((tour_id, about))
            for row in values:
                row["attendance"], row["clienteles"] = {}, ()
        for row in values:
            yield checked(row)

    def _save_tours(self, session: Session, planned: list[Outing]) -> list[int]:
        rows = [
            {"service_code": self._service, "title": _tour_title(outing.date)}
            for outing in planned
            if outing.stops > 1
        ]
        if not rows:
            return []
        saving = insert(Tour).returning(Tour.id, sort_by_parameter_order=True)
        return list(session.scalars(saving, rows))

    def _save_series(self, session: Session, meetups: int) -> list[_Recurring]:
        chance = self._chance
        number = min(meetups // 20, 3)
        found = []
        for title, weekday in chance.sample(words.SERIES, number):
            town = self._region.territory(self._service, self._today).one(chance)
            row = Series(service_code=self._service, title=title)
            session.add(row)
            session.flush()
            venue = chance.choice(self._region.venues(town, VenueKind.restaurant))
            found.append(_Recurring(row.id, weekday, town, venue, chance.choice((9, 10, 13))))
        return found

    def _tour(self, outing: Outing, tour_id: int) -> list[_Stop]:
        towns = self._region.neighbours(self._chance, self._service, outing.date, outing.stops)
        return [
            _Stop(outing.date, town, self._venue(town, outing.date), 8 + 2 * number, (), tour_id)
            for number, town in enumerate(towns)
        ]

    def _single(self, date: dt.date, series: list[_Recurring]) -> _Stop:
        chance = self._chance
        territory = self._region.territory(self._service, date)
        for row in series:
            here = row.municipality in territory.items
            if here and row.weekday == date.weekday() and chance.random() < _IN_SERIES:
                return _Stop(date, row.municipality, row.venue, row.hour, series_id=row.id)
        town = territory.one(chance)
        others: tuple[str, ...] = ()
        draw = chance.random()
        if draw < _OUTSIDE:
            other, town = self._region.elsewhere(chance, self._service, date)
            others = (other,) if chance.random() < 0.6 else ()
        elif draw < _OUTSIDE + _JOINT:
            others = self._guests()
        return _Stop(date, town, self._venue(town, date), _HOURS.one(chance), others)

    def _guests(self) -> tuple[str, ...]:
        codes = [code for code in self._region.catalog.partner_services if code != self._service]
        number = 1 if self._chance.random() < 0.85 else 2
        return tuple(self._chance.sample(codes, min(number, len(codes))))

    def _venue(self, town: str, date: dt.date) -> Venue | None:
        if self._chance.random() < 0.03:
            return None
        return self._region.venue(self._chance, town, date)

    def _values(self, stop: _Stop) -> dict[str, Any]:
        state = self._state(stop.date)
        hours = self._hours(stop.hour)
        values: dict[str, Any] = {
            "state": state,
            "lead_service": self._service,
            "other_services": stop.others,
            "date": stop.date,
            "municipality_code": stop.municipality,
            "venue_name": stop.venue.name if stop.venue else "",
            "venue_kind": stop.kind,
            "formula": _FORMULAS.one(self._chance),
            "context": self._context(stop.date),
            "partners": self._partners(stop),
            "tour_id": stop.tour_id,
            "series_id": stop.series_id,
            **hours,
        }
        if state in _REASONS:
            values["state_reason"] = self._chance.choice(_REASONS[state])
        if state is not MeetupState.planned:
            values["announcement"] = self._announcement(state, stop, hours)
        if state in TOOK_PLACE:
            values |= self._results(stop)
            values |= self._vaguer_date(stop)
        return values

    def _state(self, date: dt.date) -> MeetupState:
        if date >= self._today:
            return _AHEAD.one(self._chance)
        days = (self._today - date).days
        if days <= _FORGOTTEN_SINCE and not self._has_forgotten:
            self._has_forgotten = True
            return MeetupState.planned
        recent = days <= _NOT_YET_ENTERED_FOR
        return (_RECENTLY if recent else _AFTERWARDS).one(self._chance)

    def _results(self, stop: _Stop) -> dict[str, Any]:
        chance, kind = self._chance, stop.kind
        came = attendance.attendance(chance, self._rhythm.crowd, kind)
        people = attendance.people(came)
        values: dict[str, Any] = {
            "attendance": came,
            "officers": attendance.officers(chance, self._service, kind, stop.date),
            "source": chance.choice(words.SOURCES) if chance.random() < 0.3 else "",
            "notes": chance.choice(words.NOTES) if chance.random() < 0.1 else "",
        }
        if people == 0:
            return values
        themes = self._talk.themes(chance, self._service, kind, stop.date)
        return values | {
            "clienteles": attendance.clienteles(chance, came, kind),
            "tags": attendance.tags(chance, kind),
            "themes": themes,
            "unreported_offences": self._talk.offences(chance, themes, kind),
            "programs": self._talk.programs(chance, self._service, stop.date, themes, people),
            "follow_ups": self._follow_ups(stop.date, themes),
            "talk_language": _LANGUAGES.one(chance),
            "coming": _COMINGS.one(chance),
        }

    def _follow_ups(self, on: dt.date, themes: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Promises; each service has a few recent ones still to be kept, the first of them late."""
        recent = (self._today - on).days < _STILL_OPEN_FOR
        if recent and self._still_open < _MOST_STILL_OPEN:
            self._still_open += 1
            return [self._talk.still_open(self._chance, on, themes)]
        return self._talk.follow_ups(self._chance, on, themes)

    def _hours(self, hour: int) -> dict[str, Any]:
        how = self._chance.random()
        minutes = self._chance.choice(_MINUTES)
        if how < 0.06:
            return {}
        if how < 0.14:
            known = {"duration_minutes": minutes} if how < 0.1 else {}
            return {"part_of_day": _part_of_day(hour), **known}
        start = dt.time(hour, self._chance.choice((0, 0, 30)))
        if how < 0.28:
            return {"start_time": start}
        end = (dt.datetime.combine(FIRST_DAY, start) + dt.timedelta(minutes=minutes)).time()
        return {"start_time": start, "end_time": end}

    def _vaguer_date(self, stop: _Stop) -> dict[str, Any]:
        """Old cafés of which the day, and so the hour, is not known any more."""
        how = self._chance.random()
        recent = (self._today - stop.date).days < 60
        if how > 0.08 or recent or stop.tour_id or stop.series_id:
            return {}
        precision = DatePrecision.month if how < 0.06 else DatePrecision.year
        unknown = {"start_time": None, "end_time": None, "announcement": None}
        return {"date_precision": precision, **unknown}

    def _context(self, date: dt.date) -> Context | None:
        draw = self._chance.random()
        if date.month == 5 and 11 <= date.day <= 17 and draw < 0.7:
            return Context.police_week
        if date.month == 3 and draw < 0.3:
            return Context.fraud_month
        return Context.other if draw > 0.985 else None

    def _partners(self, stop: _Stop) -> list[dict[str, Any]]:
        chance = self._chance
        found = []
        if stop.venue and stop.kind in _HOSTS and chance.random() < 0.3:
            part = PartnerPart.host if chance.random() < 0.75 else PartnerPart.pays_the_coffee
            found.append({"name": stop.venue.name, "part": part})
        if chance.random() < 0.14:
            body = chance.choice(self._region.bodies(stop.municipality))
            part = chance.choice((PartnerPart.stand, PartnerPart.organiser, PartnerPart.other))
            found.append({"name": body, "part": part})
        return found

    def _announcement(
        self, state: MeetupState, stop: _Stop, hours: dict[str, Any]
    ) -> dict[str, Any] | None:
        """What was announced: mostly what happened, sometimes another day, venue or town."""
        chance = self._chance
        if state in TOOK_PLACE and chance.random() > 0.25:
            return None
        announced = {
            "date": stop.date,
            "start_time": hours.get("start_time"),
            "end_time": hours.get("end_time"),
            "venue_name": stop.venue.name if stop.venue else "",
        }
        how = chance.random()
        if how < 0.08:
            announced["date"] = max(stop.date - dt.timedelta(days=7), FIRST_DAY)
        elif how < 0.3 and (venue := self._venue(stop.municipality, stop.date)):
            announced["venue_name"] = venue.name
        elif how < 0.3 + _IN_ANOTHER_TOWN and not stop.series_id:
            announced |= self._in_another_town(stop)
        return announced

    def _in_another_town(self, stop: _Stop) -> dict[str, Any]:
        """The town and the venue that were announced, before the café moved."""
        town = self._region.territory(self._service, stop.date).one(self._moved)
        venue = self._region.venue(self._moved, town, stop.date)
        return {"municipality_code": town, "venue_name": venue.name}


def _people(values: dict[str, Any]) -> int:
    """The people of an entry, 0 where they are not counted or where another unit is."""
    came = values.get("attendance") or {}
    is_people = came.get("unit", CountUnit.people) == CountUnit.people
    return (came.get("value") or 0) if is_people else 0


def _tour_title(date: dt.date) -> str:
    return words.TOUR.format(of_month=words.OF_MONTH[date.month - 1], year=date.year)


def _part_of_day(hour: int) -> PartOfDay:
    return next((part for until, part in _PARTS if hour < until), PartOfDay.evening)
