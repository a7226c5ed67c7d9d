"""What a viewer may read and change (DESIGN section 4).

Access is a statement that every reader composes into its own, and a question that every writer asks
first. Nothing else decides it: a browser can send any value to any widget.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true

from cafedata.errors import NotAllowed
from cafedata.language import N_, Language
from cafedata.model import Meetup, MeetupService
from cafedata.vocabulary import TOOK_PLACE, MeetupState, Role


@dataclass(frozen=True)
class Viewer:
    """Who asks. ``small_number`` is the k under which counts about people are masked for them."""

    account_id: int
    name: str
    role: Role
    service_code: str | None = None
    municipality_codes: frozenset[str] = frozenset()
    language: Language = Language.fr
    small_number: int = 5

    @property
    def is_partner(self) -> bool:
        return self.role is Role.partner


def may_count(viewer: Viewer) -> ColumnElement[bool]:
    """The meetups that may enter this viewer's figures."""
    if viewer.is_partner:
        return Meetup.municipality_code.in_(viewer.municipality_codes)
    return true()


def may_read(viewer: Viewer, today: dt.date) -> ColumnElement[bool]:
    """The meetups that this viewer may look at one by one.

    The police read all of their own service and what other services held; a partner reads the
    upcoming cafés of its municipalities; the administrator reads all.
    """
    match viewer.role:
        case Role.administrator:
            return true()
        case Role.partner:
            return and_(
                may_count(viewer), Meetup.state == MeetupState.planned, Meetup.date >= today
            )
        case Role.liaison | Role.commander:
            return or_(takes_part(viewer), Meetup.state.in_(TOOK_PLACE))


def select_readable(viewer: Viewer, today: dt.date) -> Select[int]:
    """The ids of the meetups that this viewer may look at one by one."""
    return select(Meetup.id).where(may_read(viewer, today))


def takes_part(viewer: Viewer) -> ColumnElement[bool]:
    """The meetups of the viewer's own service, those that another one leads among them."""
    is_there = exists().where(
        MeetupService.meetup_id == Meetup.id, MeetupService.service_code == viewer.service_code
    )
    # The table is looked into anew, even where the statement around this one already joins it.
    return is_there.correlate(Meetup)


def leads(viewer: Viewer) -> ColumnElement[bool]:
    """The meetups that the viewer's own service leads."""
    return exists().where(
        MeetupService.meetup_id == Meetup.id,
        MeetupService.service_code == viewer.service_code,
        MeetupService.is_lead,
    )


def may_read_whole(viewer: Viewer) -> ColumnElement[bool]:
    """The meetups whose inner matters are the viewer's; :func:`reads_everything_of` asks it of one."""
    match viewer.role:
        case Role.administrator:
            return true()
        case Role.partner:
            return false()
        case Role.liaison | Role.commander:
            return takes_part(viewer)


def reads_everything_of(viewer: Viewer, services: tuple[str, ...]) -> bool:
    """Whether the notes and other inner matters of a meetup of these services are the viewer's."""
    return viewer.role is Role.administrator or (
        not viewer.is_partner and viewer.service_code in services
    )


def writes_for(viewer: Viewer, service_code: str) -> bool:
    """Whether the viewer enters and changes the meetups that this service leads."""
    return viewer.role is Role.liaison and viewer.service_code == service_code


def require_writer(viewer: Viewer, service_code: str) -> None:
    """Raise :class:`~cafedata.errors.NotAllowed` unless the viewer writes for this service."""
    if not writes_for(viewer, service_code):
        raise NotAllowed(N_("Seule la liaison du service responsable peut modifier ce café."))


def closes_follow_ups_for(viewer: Viewer, service_code: str) -> bool:
    """Whether the viewer says what became of what this service promised."""
    return viewer.role in (Role.liaison, Role.commander) and viewer.service_code == service_code


def require_closer(viewer: Viewer, service_code: str) -> None:
    """Raise :class:`~cafedata.errors.NotAllowed` unless the viewer closes this service's follow-ups."""
    if not closes_follow_ups_for(viewer, service_code):
        raise NotAllowed(
            N_("Seuls la liaison et le commandement du service responsable closent ce suivi.")
        )
