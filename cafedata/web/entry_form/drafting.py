"""The draft of the form: kept on the server after each thing typed, and taken up again."""

from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from cafedata import database, drafts, language, meetups
from cafedata.access import Viewer
from cafedata.drafts import Draft
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.web import sign_in
from cafedata.web.entry_form.fields import Form, find_current, start
from cafedata.web.entry_form.values import KIND, FormKind, kind_of
from cafedata.web.page import Visit

_NOTHING_TYPED = frozenset({"state", KIND, "rhythm", "ends", "is_undivided", "stop_rows"})
"""What a form is opened with, and that is no work to lose."""


def find_draft(visit: Visit, meetup_id: int | None, kind: FormKind = FormKind.cafe) -> Draft | None:
    """The viewer's last draft of a new form of this kind, or of the correction of this meetup."""
    kept = drafts.mine(visit.session, visit.viewer)
    wanted = (meetup_id, kind)
    return next((row for row in kept if (row.meetup_id, kind_of(row.typed)) == wanted), None)


def open_new(visit: Visit, kind: FormKind) -> Form:
    """The new form of this kind: the one being filled, the last draft, or an empty one."""
    form = find_current()
    is_new = form and (not form.correcting or form.is_of_a_twin)
    if form and is_new and form.kind is kind:
        return form
    draft = find_draft(visit, None, kind)
    return resume(draft) if draft else start(kind=kind)


def resume(draft: Draft) -> Form:
    """A form that goes on where the draft stopped."""
    correcting = None
    if draft.meetup_id is not None and draft.version is not None:
        correcting = meetups.Saved(draft.meetup_id, draft.version)
    form = start(correcting=correcting, submission=draft.submission)
    form.fill(draft.typed)
    form.kept, form.kept_at = draft.typed, draft.kept_at
    return form


def show(form: Form) -> None:
    """Say what is kept, with the way to give it up on purpose."""
    # Drawn empty too: what comes in above a field moves it, and takes away what is half typed in it.
    row = st.container(horizontal=True, vertical_alignment="center")
    if form.kept_at is None:
        return
    with row:
        st.caption(sentence("Brouillon gardé : {moment}.", moment=language.moment(form.kept_at)))
        with st.popover(_("Effacer le brouillon"), icon=":material/delete:"):
            st.write(_("Tout ce qui est inscrit ici et pas encore enregistré sera oublié."))
            st.button(_("Oui, effacer"), on_click=_discard, key=f"discard_{form.submission}")
        if form.correcting is None:
            st.button(
                _("Commencer à neuf"),
                icon=":material/add:",
                on_click=_set_aside,
                args=(form,),
                key=f"set_aside_{form.submission}",
            )


def keep(viewer: Viewer, form: Form) -> None:
    """Keep what is typed, when something new is; called before anything of the form is drawn.

    Whoever types on interrupts the drawing of what they typed before: its end may never come.
    """
    form.put_again()
    typed = _worth_keeping(form)
    if form.kept_at is None and form.opened_with is None:
        form.opened_with = typed
        return
    before = form.opened_with if form.kept_at is None else form.kept
    if typed == before or not typed.keys() - _NOTHING_TYPED:
        return
    corrects = form.correcting
    try:
        with database.writing() as session:
            form.kept_at = drafts.keep(
                session,
                viewer,
                form.submission,
                typed,
                meetup_id=corrects.meetup_id if corrects else None,
                version=corrects.version if corrects else None,
            )
    except SQLAlchemyError:
        st.warning(_("Le brouillon n'est pas gardé : la base de données ne répond pas."))
        return
    form.kept = typed


def note_opening(form: Form) -> None:
    """Take what a form holds once it is drawn for what it was opened with, which nobody typed."""
    if form.kept_at is None and not form.is_drawn:
        form.opened_with = _worth_keeping(form)
    form.is_drawn = True


def _worth_keeping(form: Form) -> dict[str, Any]:
    return {name: value for name, value in form.typed.items() if value not in (None, "", [])}


def _set_aside(form: Form) -> None:
    start(kind=form.kind)
    st.toast(_("Votre brouillon reste dans « Mes cafés »."), icon=":material/edit_note:")


def _discard() -> None:
    viewer, form = sign_in.find_viewer(), find_current()
    if viewer is None or form is None:
        return
    with database.writing() as session:
        drafts.discard(session, viewer, form.submission)
    start(kind=form.kind)
