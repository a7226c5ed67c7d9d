"""Save and read several meetups as one: the cafés of a series, the stops of a tour."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata.access import Viewer, may_read, require_writer, writes_for
from cafedata.entry import Attendance, MeetupEntry
from cafedata.errors import Conflict, InvalidEntry, NotFound, Problem
from cafedata.language import N_
from cafedata.meetups import totals
from cafedata.meetups.reading import MeetupSummary, summaries
from cafedata.meetups.totals import PastTotal
from cafedata.meetups.writing import Saved, check_codes, insert_new, saved_once
from cafedata.model import ClienteleCount, Meetup, Series, Tour
from cafedata.outings import SeriesEntry, TourEntry
from cafedata.vocabulary import TOOK_PLACE, CountPrecision


@dataclass(frozen=True)
class SavedOuting:
    """A series or a tour as it is stored, with its meetups in the order in which they were entered."""

    outing_id: int
    meetups: tuple[Saved, ...]


@dataclass(frozen=True)
class SeriesRecord:
    """A series as one viewer may read it: the cafés are those that are theirs to read, by date."""

    series_id: int
    title: str
    cafes: tuple[MeetupSummary, ...]


@dataclass(frozen=True)
class TourRecord:
    """A tour as one viewer may read it: the stops are those that are theirs to read, by hour.

    ``total`` is what no stop counted by itself, unknown where there is none, or where the viewer may
    not read every stop that took place. ``version`` is the one to say when the total is corrected.
    ``past`` are the totals that it had, newest first, for those of its service alone.
    """

    tour_id: int
    title: str
    total: Attendance
    version: int
    stops: tuple[MeetupSummary, ...]
    may_change: bool
    past: tuple[PastTotal, ...] = ()


def plan_series(
    session: Session, viewer: Viewer, series: SeriesEntry, *, submission: str | None = None
) -> SavedOuting:
    """Save a series of the viewer's own service with its planned cafés, each with its history.

    ``submission`` names the form that was sent: sending it again returns the series already saved.
    Raises :class:`NotAllowed` or :class:`InvalidEntry`, having saved none.
    """
    require_writer(viewer, series.cafes[0].lead_service)

    def save() -> SavedOuting:
        row = Series(service_code=viewer.service_code, title=series.title)
        return _insert(session, viewer, row, "series_id", series.cafes, "cafes", submission)

    return saved_once(
        session, viewer, submission, save, lambda first: _saved(session, first, Meetup.series_id)
    )


def record_tour(
    session: Session, viewer: Viewer, tour: TourEntry, *, submission: str | None = None
) -> SavedOuting:
    """Save a tour of the viewer's own service with its stops, each with its history.

    A total that no stop claims is kept with the tour. ``submission`` and errors are those of
    :func:`plan_series`.
    """
    require_writer(viewer, tour.stops[0].lead_service)

    def save() -> SavedOuting:
        row = Tour(service_code=viewer.service_code, title=tour.title)
        saved = _insert(session, viewer, row, "tour_id", tour.stops, "stops", submission)
        if tour.total.precision is not CountPrecision.unknown:
            totals.add_version(session, viewer, saved.outing_id, tour.total, 1)
        return saved

    return saved_once(
        session, viewer, submission, save, lambda first: _saved(session, first, Meetup.tour_id)
    )


def count_tour(
    session: Session, viewer: Viewer, tour_id: int, total: Attendance, *, version: int
) -> int:
    """Correct the undivided total of a tour, or withdraw it with an unknown one; its new version.

    ``version`` is the one that the viewer had before their eyes. Raises :class:`NotFound`,
    :class:`NotAllowed`, :class:`Conflict`, or :class:`InvalidEntry` where a stop has a count.
    """
    tour = session.get(Tour, tour_id, with_for_update={"key_share": True})
    if tour is None:
        raise _no_tour()
    require_writer(viewer, tour.service_code)
    before, current = totals.last(session, tour_id)
    if current != version:
        message = N_("Quelqu'un a changé le total de cette tournée en même temps que vous.")
        raise Conflict(message, current_version=current)
    if total == before:
        return current
    if total.precision is not CountPrecision.unknown and _has_a_counted_stop(session, tour_id):
        message = N_("Un arrêt de cette tournée a déjà son nombre : il n'y a pas de total.")
        raise InvalidEntry(message, [Problem("total", message)])
    totals.add_version(session, viewer, tour_id, total, version + 1)
    return version + 1


def read_tour(session: Session, viewer: Viewer, tour_id: int, today: dt.date) -> TourRecord:
    """One tour. Raises :class:`NotFound` when no stop of it is this viewer's to read."""
    tour = session.get(Tour, tour_id)
    stops = _readable(session, viewer, Meetup.tour_id == tour_id, today)
    if tour is None or not stops:
        raise _no_tour()
    held = select(func.count(Meetup.id)).where(
        Meetup.tour_id == tour_id, Meetup.state.in_(TOOK_PLACE)
    )
    reads_all_held = session.scalar(held) == sum(stop.state in TOOK_PLACE for stop in stops)
    total, version = totals.last(session, tour_id)
    may_change = writes_for(viewer, tour.service_code)
    return TourRecord(
        tour_id,
        tour.title,
        total if reads_all_held else Attendance(),
        version,
        stops,
        may_change,
        totals.past(session, tour_id) if may_change else (),
    )


def read_series(session: Session, viewer: Viewer, series_id: int, today: dt.date) -> SeriesRecord:
    """One series. Raises :class:`NotFound` when no café of it is this viewer's to read."""
    series = session.get(Series, series_id)
    cafes = _readable(session, viewer, Meetup.series_id == series_id, today)
    if series is None or not cafes:
        raise NotFound(N_("Cette série n'existe pas, ou elle n'est pas ouverte à votre rôle."))
    return SeriesRecord(series_id, series.title, cafes)


def _readable(
    session: Session, viewer: Viewer, condition: Any, today: dt.date
) -> tuple[MeetupSummary, ...]:
    order = (Meetup.date, Meetup.start_time.asc().nulls_last(), Meetup.id)
    readable = select(Meetup).where(may_read(viewer, today), condition).order_by(*order)
    return summaries(session, readable)


def _insert(
    session: Session,
    viewer: Viewer,
    outing: Series | Tour,
    link: str,
    entries: Iterable[MeetupEntry],
    field: str,
    submission: str | None,
) -> SavedOuting:
    """Insert an outing, and its meetups linked to it."""
    session.add(outing)
    session.flush()
    linked = [entry.model_copy(update={link: outing.id}) for entry in entries]
    catalog = catalogs.read(session)
    for place, entry in enumerate(linked):
        try:
            check_codes(session, viewer, [entry], catalog)
        except InvalidEntry as error:
            raise InvalidEntry(error.message, _placed(error, f"{field}.{place}")) from error
    return SavedOuting(outing.id, tuple(insert_new(session, viewer, linked, submission)))


def _placed(error: InvalidEntry, path: str) -> list[Problem]:
    return [
        Problem(f"{path}.{problem.field}", problem.message, problem.values)
        for problem in error.problems
    ]


def _saved(session: Session, first: Saved, link: Any) -> SavedOuting:
    """The outing that a form already saved, found by its first meetup."""
    outing_id = select(link).where(Meetup.id == first.meetup_id).scalar_subquery()
    rows = session.execute(
        select(Meetup.id, Meetup.version, link).where(link == outing_id).order_by(Meetup.id)
    ).all()
    return SavedOuting(rows[0][2], tuple(Saved(row.id, row.version) for row in rows))


def _has_a_counted_stop(session: Session, tour_id: int) -> bool:
    counted = select(Meetup.id).where(
        Meetup.tour_id == tour_id,
        (Meetup.attendance_precision != CountPrecision.unknown)
        | Meetup.id.in_(select(ClienteleCount.meetup_id).where(ClienteleCount.value.is_not(None))),
    )
    return session.scalars(counted.limit(1)).first() is not None


def _no_tour() -> NotFound:
    return NotFound(N_("Cette tournée n'existe pas, ou elle n'est pas ouverte à votre rôle."))
