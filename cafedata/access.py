"""What a viewer may read and change (DESIGN section 4).

Access is a statement that every reader composes into its own, and a question that every writer asks
first. Nothing else decides it: a browser can send any value to any widget.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true

from cafedata.errors import NotAllowed
from cafedata.language import N_, Language
from cafedata.model import Meetup, MeetupService
from cafedata.standing import late
from cafedata.vocabulary import TOOK_PLACE, MeetupState, Role


@dataclass(frozen=True)
class Viewer:
    """Who asks. ``small_number`` is the k under which counts about people are masked for them.

    ``preview_of`` is the one who looks through this viewer's eyes, see :func:`as_partner`.
    """

    account_id: int
    name: str
    role: Role
    service_code: str | None = None
    municipality_codes: frozenset[str] = frozenset()
    language: Language = Language.fr
    small_number: int = 5
    preview_of: "Viewer | None" = None

    @property
    def is_partner(self) -> bool:
        return self.role is Role.partner


def may_preview(viewer: Viewer) -> bool:
    """Whether the viewer may see the site as a partner does."""
    return viewer.preview_of is None and viewer.role in (Role.commander, Role.administrator)


def as_partner(viewer: Viewer, municipality_codes: Collection[str]) -> Viewer:
    """This viewer, as a partner of these municipalities sees the site, to look and change nothing.

    Nothing is gained by it: what the viewer may not read stays unread, even where a partner would
    read it. Raises :class:`~cafedata.errors.NotAllowed` for who may not preview.
    """
    if not may_preview(viewer):
        raise NotAllowed(
            N_("Seuls le commandement et l'administration voient comme un partenaire.")
        )
    return replace(
        viewer,
        role=Role.partner,
        service_code=None,
        municipality_codes=frozenset(municipality_codes),
        preview_of=viewer,
    )


def require_own_view(viewer: Viewer) -> None:
    """Raise :class:`~cafedata.errors.NotAllowed` while the viewer looks through other eyes.

    For what any role may change of their own; the rest is refused to a partner anyway.
    """
    if viewer.preview_of is not None:
        raise NotAllowed(N_("Rien ne change pendant un aperçu : revenez d'abord à votre vue."))


def may_count(viewer: Viewer) -> ColumnElement[bool]:
    """The meetups that may enter this viewer's figures."""
    if viewer.is_partner:
        return Meetup.municipality_code.in_(viewer.municipality_codes)
    return true()


def may_read(viewer: Viewer, today: dt.date) -> ColumnElement[bool]:
    """The meetups that this viewer may look at one by one.

    The police read all of their own service and what other services held; a partner reads the
    upcoming cafés of its municipalities; the administrator reads all. In a preview, what both may.
    """
    if viewer.preview_of is not None:
        own_eyes = may_read(viewer.preview_of, today)
        return and_(own_eyes, may_read(replace(viewer, preview_of=None), today))
    match viewer.role:
        case Role.administrator:
            return true()
        case Role.partner:
            return and_(may_count(viewer), Meetup.state == MeetupState.planned, ~late(today))
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


def require_administrator(viewer: Viewer) -> None:
    """Raise :class:`~cafedata.errors.NotAllowed` unless the viewer is an administrator."""
    if viewer.role is not Role.administrator:
        raise NotAllowed(N_("Cela revient à l'administration de la région."))
