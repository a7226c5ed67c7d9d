"""Record, correct, cancel and restore meetups, each in one transaction with its row of history."""

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata.access import Viewer, require_closer, require_writer
from cafedata.catalog import Catalog
from cafedata.database import mark_changed
from cafedata.entry import MeetupEntry, announcement_of, checked
from cafedata.errors import Conflict, InvalidEntry, NotFound, Problem
from cafedata.language import N_
from cafedata.meetups import rows, totals
from cafedata.meetups.reading import stored
from cafedata.model import Change, Meetup, Series, Tour
from cafedata.vocabulary import ChangeVerb, FollowUpState, MeetupState


@dataclass(frozen=True)
class Saved:
    """A meetup as it is stored now; ``version`` grows by one with each change."""

    meetup_id: int
    version: int


def record(
    session: Session, viewer: Viewer, entry: MeetupEntry, *, submission: str | None = None
) -> Saved:
    """Save a new meetup, led by the viewer's own service.

    ``submission`` names the form that was sent: sending it again returns the meetup already saved.
    Raises :class:`NotAllowed` or :class:`InvalidEntry`.
    """
    require_writer(viewer, entry.lead_service)

    def save() -> Saved:
        check_codes(session, viewer, [entry], catalogs.read(session))
        return insert_new(session, viewer, [entry], submission)[0]

    return saved_once(session, viewer, submission, save, lambda saved: saved)


Kept = TypeVar("Kept")


def saved_once(
    session: Session,
    viewer: Viewer,
    submission: str | None,
    save: Callable[[], Kept],
    found: Callable[[Saved], Kept],
) -> Kept:
    """What ``save`` saves; where this form was already sent, what is ``found`` from its first meetup."""
    if submission and (saved := _find_submitted(session, viewer, submission)):
        return found(saved)
    try:
        with session.begin_nested():
            return save()
    except IntegrityError:
        # The same form, sent twice at the same moment: the other one won.
        if submission and (saved := _find_submitted(session, viewer, submission)):
            return found(saved)
        raise


def _in_batches(entries: Iterable[MeetupEntry], size: int) -> Iterator[tuple[MeetupEntry, ...]]:
    remaining = iter(entries)
    while batch := tuple(islice(remaining, size)):
        yield batch


def record_many(session: Session, viewer: Viewer, entries: Iterable[MeetupEntry]) -> int:
    """Save many new meetups of the viewer's own service at once; returns how many.

    Raises :class:`NotAllowed` or :class:`InvalidEntry`, having saved none.
    """
    catalog = catalogs.read(session)
    total = 0
    with session.begin_nested():
        for some in _in_batches(entries, 1_000):
            for entry in some:
                require_writer(viewer, entry.lead_service)
            check_codes(session, viewer, some, catalog)
            total += len(insert_new(session, viewer, some))
    return total


def correct(
    session: Session, viewer: Viewer, meetup_id: int, entry: MeetupEntry, *, version: int
) -> Saved:
    """Replace a meetup by ``entry``; ``version`` is the one that the viewer had before their eyes.

    Raises :class:`NotAllowed`, :class:`NotFound`, :class:`InvalidEntry`, or :class:`Conflict` when
    somebody changed the meetup in between.
    """
    return _change(session, viewer, meetup_id, entry, version, ChangeVerb.corrected)


def cancel(session: Session, viewer: Viewer, meetup_id: int, reason: str, *, version: int) -> Saved:
    """Cancel a meetup; all it holds is kept. Raises as :func:`correct` does."""
    before = stored_and_held(session, meetup_id)
    require_writer(viewer, before.lead_service)
    values = before.model_dump() | {"state": MeetupState.cancelled, "state_reason": reason}
    return _change(session, viewer, meetup_id, checked(values), version, ChangeVerb.cancelled)


def restore(
    session: Session, viewer: Viewer, meetup_id: int, *, to_version: int, version: int
) -> Saved:
    """Make a meetup again what it was at ``to_version``. Raises as :func:`correct` does."""
    require_writer(viewer, stored_and_held(session, meetup_id).lead_service)
    then = session.scalar(
        select(Change.after).where(Change.meetup_id == meetup_id, Change.version == to_version)
    )
    if then is None:
        raise NotFound(N_("Cette version n'existe pas."))
    return _change(session, viewer, meetup_id, checked(then), version, ChangeVerb.restored)


def close_follow_up(
    session: Session,
    viewer: Viewer,
    meetup_id: int,
    position: int,
    *,
    state: FollowUpState,
    outcome: str,
    public_sentence: str,
    version: int,
) -> Saved:
    """Change what became of one follow-up, by its place among those of the meetup, and nothing else.

    A follow-up that already stands so is left as it is, whatever the version. Raises as
    :func:`correct` does, for whoever closes no follow-up of the lead service.
    """
    before = stored_and_held(session, meetup_id)
    require_closer(viewer, before.lead_service)
    values = before.model_dump()
    if position not in range(len(values["follow_ups"])):
        raise NotFound(N_("Ce suivi n'existe pas."))
    ending = {"state": state, "outcome": outcome, "public_sentence": public_sentence}
    values["follow_ups"][position].update(ending)
    entry = checked(values)
    if entry == before:
        return Saved(meetup_id, _current_version(session, meetup_id))
    return replace_stored(session, viewer, meetup_id, before, entry, version, ChangeVerb.corrected)


def _find_submitted(session: Session, viewer: Viewer, submission: str) -> Saved | None:
    row = session.execute(
        select(Change.meetup_id, Meetup.version)
        .join(Meetup, Meetup.id == Change.meetup_id)
        .where(Change.submission == submission, Change.account_id == viewer.account_id)
    ).first()
    return Saved(*row) if row else None


def insert_new(
    session: Session,
    viewer: Viewer,
    entries: Sequence[MeetupEntry],
    submission: str | None = None,
) -> list[Saved]:
    """Insert meetups that are checked, each with its history; the form is named by the first."""
    mark_changed(session)
    ids = rows.insert_meetups(session, entries)
    rows.insert_belongings(session, zip(ids, entries, strict=True))
    now = dt.datetime.now(dt.UTC)
    session.execute(
        insert(Change),
        [
            {
                "meetup_id": meetup_id,
                "version": 1,
                "verb": ChangeVerb.recorded,
                "account_id": viewer.account_id,
                "at": now,
                "before": None,
                "after": entry.model_dump(mode="json"),
                "submission": None if place else submission,
            }
            for place, (meetup_id, entry) in enumerate(zip(ids, entries, strict=True))
        ],
    )
    return [Saved(meetup_id, 1) for meetup_id in ids]


def _change(
    session: Session,
    viewer: Viewer,
    meetup_id: int,
    entry: MeetupEntry,
    version: int,
    verb: ChangeVerb,
) -> Saved:
    before = stored_and_held(session, meetup_id)
    require_writer(viewer, before.lead_service)
    require_writer(viewer, entry.lead_service)
    return replace_stored(session, viewer, meetup_id, before, entry, version, verb)


def replace_stored(
    session: Session,
    viewer: Viewer,
    meetup_id: int,
    before: MeetupEntry,
    entry: MeetupEntry,
    version: int,
    verb: ChangeVerb,
) -> Saved:
    """Put ``entry`` in the place of what is stored: the caller has checked the right to do it."""
    check_codes(session, viewer, [entry], catalogs.read(session), before)
    # A restored version is what it was, without the announcements made since.
    after = entry if verb is ChangeVerb.restored else _keep_announcement(before, entry)
    # The version in the condition makes the check and the change one act, for every database.
    changed = session.execute(
        update(Meetup)
        .where(Meetup.id == meetup_id, Meetup.version == version)
        .values(version=version + 1, **rows.columns(after))
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount == 0:  # type: ignore[attr-defined]
        raise _conflict(session, meetup_id)
    mark_changed(session)
    rows.delete_belongings(session, meetup_id)
    rows.insert_belongings(session, [(meetup_id, after)])
    session.add(
        Change(
            meetup_id=meetup_id,
            version=version + 1,
            verb=verb,
            account_id=viewer.account_id,
            at=dt.datetime.now(dt.UTC),
            before=before.model_dump(mode="json"),
            after=after.model_dump(mode="json"),
        )
    )
    session.flush()
    return Saved(meetup_id, version + 1)


def stored_and_held(session: Session, meetup_id: int) -> MeetupEntry:
    """The entry of a meetup, which nobody else changes before this transaction ends."""
    # PostgreSQL shows each query what others saved in the meantime: a meetup that is not held
    # would be read in part before, and in part after, somebody's correction.
    held = select(Meetup.id).where(Meetup.id == meetup_id).with_for_update(key_share=True)
    session.execute(held)
    return stored(session, meetup_id)


def _conflict(session: Session, meetup_id: int) -> Conflict:
    return Conflict(
        N_("Quelqu'un a modifié ce café pendant que vous le corrigiez."),
        current_version=_current_version(session, meetup_id),
    )


def _current_version(session: Session, meetup_id: int) -> int:
    return session.scalar(select(Meetup.version).where(Meetup.id == meetup_id)) or 0


def _keep_announcement(before: MeetupEntry, after: MeetupEntry) -> MeetupEntry:
    """A planned meetup that becomes something else keeps what was announced."""
    if before.state is not MeetupState.planned or after.state is MeetupState.planned:
        return after
    if after.announcement:
        return after
    return after.model_copy(update={"announcement": announcement_of(before)})


def check_codes(
    session: Session,
    viewer: Viewer,
    entries: Sequence[MeetupEntry],
    catalog: Catalog,
    before: MeetupEntry | None = None,
) -> None:
    """Raise :class:`InvalidEntry` for codes that the catalogue does not hold, for the tours and
    series of another service, except those that ``before`` already has, and for a count that an
    undivided total already holds.
    """
    outings = {
        "tour_id": _own(session, viewer, Tour, {entry.tour_id for entry in entries}),
        "series_id": _own(session, viewer, Series, {entry.series_id for entry in entries}),
    }
    if before:
        outings["tour_id"].add(before.tour_id)
        outings["series_id"].add(before.series_id)
    undivided = totals.tours_with_a_total(session, {entry.tour_id for entry in entries} - {None})
    problems = [
        problem
        for entry in entries
        for problem in (*_unknown_codes(entry, catalog, outings), *_counted_twice(entry, undivided))
    ]
    if problems:
        raise InvalidEntry(
            N_("Corrigez les champs signalés, puis enregistrez de nouveau."), problems
        )


def _own(
    session: Session, viewer: Viewer, table: type[Tour] | type[Series], ids: set[int | None]
) -> set[int | None]:
    """Those of the ids that are the viewer's service's, and ``None``, which refers to nothing."""
    wanted = ids - {None}
    own = select(table.id).where(
        table.id.in_(wanted), table.service_code == (viewer.service_code or "")
    )
    return {None, *(session.scalars(own) if wanted else ())}


def _counted_twice(entry: MeetupEntry, undivided: Container[int | None]) -> Iterable[Problem]:
    if entry.tour_id in undivided and entry.has_people_counted:
        yield Problem(
            "attendance.value",
            N_("Le total de cette tournée n'est pas réparti : aucun arrêt n'a son propre nombre."),
        )


def _unknown_codes(
    entry: MeetupEntry, catalog: Catalog, outings: dict[str, set[int | None]]
) -> Iterable[Problem]:
    used: dict[str, tuple[str, Container[str]]] = {
        "lead_service": (entry.lead_service, catalog.services),
        "municipality_code": (entry.municipality_code, catalog.municipalities),
        **{
            f"other_services.{n}": (code, catalog.services)
            for n, code in enumerate(entry.other_services)
        },
        **{
            f"themes.{n}.theme_code": (row.theme_code, catalog.themes)
            for n, row in enumerate(entry.themes)
        },
        **{
            f"programs.{n}.program_code": (row.program_code, catalog.programs)
            for n, row in enumerate(entry.programs)
        },
    }
    if entry.announcement and entry.announcement.municipality_code:
        announced = entry.announcement.municipality_code
        used["announcement.municipality_code"] = (announced, catalog.municipalities)
    for field, (code, known) in used.items():
        if code not in known:
            yield Problem(field, N_("Ce choix n'existe pas : choisissez dans la liste."))
    for field, ids in outings.items():
        if getattr(entry, field) not in ids:
            yield Problem(field, N_("Ce choix n'existe pas : choisissez dans la liste."))
