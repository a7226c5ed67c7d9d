"""What may be done to a meetup: postpone, cancel, restore."""

from collections.abc import Callable

import streamlit as st
from sqlalchemy.orm import Session

from cafedata import database, doubts, language, meetups
from cafedata.access import Viewer
from cafedata.errors import CafeError, InvalidEntry
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.meetups import MeetupRecord
from cafedata.vocabulary import MeetupState
from cafedata.web import journal, sign_in
from cafedata.web.page import Visit

_REFUSED = "act_refused"
"""Where the refusal of an act waits to be drawn: its box, and why."""


def show(visit: Visit, record: MeetupRecord) -> None:
    """Draw the acts that the state of the meetup allows."""
    state = record.entry.state
    with st.container(horizontal=True):
        if state is MeetupState.planned or _waits_for_a_date(visit, record):
            _show_postpone(visit, record)
        if state is not MeetupState.cancelled:
            _show_cancel(record)


def _waits_for_a_date(visit: Visit, record: MeetupRecord) -> bool:
    if record.entry.state is not MeetupState.postponed:
        return False
    moves = meetups.moves(visit.session, visit.viewer, record.meetup_id, visit.today)
    return moves.moved_to is None


def _show_postpone(visit: Visit, record: MeetupRecord) -> None:
    with st.popover(_("Reporter ce café"), icon=":material/event_repeat:"):
        reason = record.entry.state_reason
        st.text_input(_("Pourquoi?"), value=reason, key=_key(record, "postpone_reason"))
        new_date = st.date_input(
            _("Nouvelle date, si elle est connue"),
            value=None,
            format="YYYY-MM-DD",
            key=_key(record, "postpone_date"),
        )
        if new_date and new_date < visit.today:
            st.warning(
                _("Cette date est passée : corrigez-la ou confirmez."), icon=":material/help:"
            )
        _show_personal(st.session_state.get(_key(record, "postpone_reason")) or "")
        st.caption(_("Ce café reste inscrit comme reporté; un autre est prévu à la nouvelle date."))
        _show_refusal("postpone")
        st.button(_("Confirmer le report"), on_click=_postpone, args=(record,))


def _show_cancel(record: MeetupRecord) -> None:
    with st.popover(_("Annuler ce café"), icon=":material/event_busy:"):
        st.text_input(_("Pourquoi?"), key=_key(record, "cancel_reason"))
        st.caption(_("Tout ce qui est inscrit est gardé et peut être rétabli."))
        _show_personal(st.session_state.get(_key(record, "cancel_reason")) or "")
        _show_refusal("cancel")
        st.button(_("Confirmer l'annulation"), on_click=_cancel, args=(record,))


def _show_personal(reason: str) -> None:
    """Warn of what looks personal as soon as it is typed, above the button that confirms."""
    for doubt in doubts.about_words({"state_reason": reason}):
        st.warning(sentence(doubt.message), icon=":material/help:")


def _key(record: MeetupRecord, name: str) -> str:
    return f"{name}_{record.meetup_id}"


def _postpone(record: MeetupRecord) -> None:
    reason = st.session_state.get(_key(record, "postpone_reason")) or ""
    new_date = st.session_state.get(_key(record, "postpone_date"))
    act(
        lambda session, viewer: meetups.postpone(
            session, viewer, record.meetup_id, reason, version=record.version, new_date=new_date
        ),
        sentence("C'est reporté au {day}.", day=language.weekday_and_day(new_date))
        if new_date
        else _("C'est reporté, sans nouvelle date pour l'instant."),
        box="postpone",
    )


def _cancel(record: MeetupRecord) -> None:
    reason = st.session_state.get(_key(record, "cancel_reason")) or ""
    act(
        lambda session, viewer: meetups.cancel(
            session, viewer, record.meetup_id, reason, version=record.version
        ),
        _("Ce café est annulé. L'historique, plus bas, permet de le rétablir."),
        box="cancel",
    )


def restore(record: MeetupRecord, to_version: int) -> None:
    """Make the meetup again what it was."""
    act(
        lambda session, viewer: meetups.restore(
            session, viewer, record.meetup_id, to_version=to_version, version=record.version
        ),
        _("Cette version est rétablie. Celle d'avant reste dans l'historique."),
    )


def act(does: Callable[[Session, Viewer], object], done: str, *, box: str = "") -> None:
    """Do an act in its own transaction, and say what was done, or why not.

    What is refused is said in the ``box`` that asked for the act, else wherever one looks.
    """
    viewer = sign_in.find_viewer()
    if viewer is None:
        return
    try:
        with database.writing() as session:
            does(session, viewer)
    except InvalidEntry as error:
        problem = error.problems[0]
        _refuse(sentence(problem.message, **problem.values), box)
    except CafeError as error:
        _refuse(journal.said(error), box)
    else:
        st.toast(done, icon=":material/check_circle:", duration="long")


def _refuse(why: str, box: str) -> None:
    if box:
        st.session_state[_REFUSED] = (box, why)
    else:
        st.toast(why, icon=":material/error:", duration="infinite")


def _show_refusal(box: str) -> None:
    """Say why the act that this box asks for was refused, until the page is drawn again."""
    asked, why = st.session_state.get(_REFUSED, ("", ""))
    if asked == box:
        del st.session_state[_REFUSED]
        st.error(why, icon=":material/error:")
