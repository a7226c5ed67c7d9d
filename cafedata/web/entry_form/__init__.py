"""The form that records or corrects a meetup."""

from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from cafedata import database, drafts, meetups
from cafedata.access import Viewer, require_writer
from cafedata.entry import MeetupEntry, checked
from cafedata.errors import CafeError, Conflict, InvalidEntry
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.web import journal, sign_in
from cafedata.web.entry_form import conflict, drafting, promoted, questions, sections, short
from cafedata.web.entry_form.fields import Fields, Form, find_current, start
from cafedata.web.entry_form.values import entry_values, typed_values, widget_of
from cafedata.web.page import Visit

__all__ = ["correct", "find_just_corrected", "new", "show"]


def correct(visit: Visit, meetup_id: int) -> Form:
    """The form that corrects this meetup, filled with what is stored.

    Raises :class:`~cafedata.errors.NotFound` or :class:`~cafedata.errors.NotAllowed`.
    """
    form = find_current()
    if form and form.correcting and form.correcting.meetup_id == meetup_id:
        return form
    stored = meetups.read(visit.session, visit.viewer, meetup_id, visit.today)
    require_writer(visit.viewer, stored.entry.lead_service)
    if draft := drafting.find_draft(visit, meetup_id):
        return drafting.resume(draft)
    form = start(correcting=meetups.Saved(meetup_id, stored.version))
    form.fill(typed_values(stored.entry, visit.catalog))
    form.kept = form.typed
    return form


def new(visit: Visit) -> Form:
    """The form for a new meetup: the one being filled, the last draft, or an empty one."""
    form = find_current()
    if form and (not form.correcting or form.is_of_a_twin):
        return form
    draft = drafting.find_draft(visit, None)
    return drafting.resume(draft) if draft else start()


def find_just_corrected() -> int | None:
    """The meetup that the form before this one corrected, told once."""
    form = find_current()
    if form is None or not form.has_corrected or form.last_saved is None:
        return None
    meetup_id = form.last_saved.meetup_id
    start()
    return meetup_id


def show(visit: Visit, form: Form) -> None:
    """Draw the form: the short path first, the rest folded away, and the button that saves."""
    drafting.show(form)
    conflict.show(visit, form)
    fields = Fields(form)
    took_place = short.show_state(fields)
    short.show_when(fields, visit.today)
    short.show_where(fields, visit.session, visit.viewer, visit.catalog, visit.today)
    if took_place:
        short.show_people(fields)
        short.show_themes(fields, visit.catalog)
        promoted.show_programs(fields, visit.viewer, visit.catalog, visit.today)
    sections.show(fields, visit, took_place=took_place)
    fields.tell_the_rest()
    if form.failure:
        told = [form.failure, *(f"- {text}" for text in form.sentences)]
        st.error("\n".join(told), icon=":material/error:")
    if form.doubts:
        questions.show(visit, form, on_confirm=_save)
    st.button(
        _("Enregistrer la correction") if form.correcting else _("Enregistrer le café"),
        type="primary",
        icon=":material/save:",
        width="stretch",
        on_click=_save,
        args=(form,),
    )
    drafting.keep(visit.viewer, form)


def _save(form: Form) -> None:
    """Check what was typed and save it, or say beside each field what to do, or ask first."""
    form.problems, form.questions, form.doubts = {}, {}, []
    form.failure, form.conflict, form.twin = "", None, None
    viewer = sign_in.find_viewer()
    if viewer is None:
        form.failure = _("Votre session est terminée : reconnectez-vous. Rien n'est perdu ici.")
        return
    values = entry_values(form.typed, viewer.service_code)
    try:
        entry = checked(values)
        form.doubts = questions.find_open(viewer, form, entry)
        if form.doubts:
            _ask_beside(form, values)
            return
        saved = _saved(viewer, form, entry)
    except InvalidEntry as error:
        form.failure = sentence(error.message)
        for problem in error.problems:
            text = sentence(problem.message, **problem.values)
            form.problems.setdefault(widget_of(problem.field, values), []).append(text)
        sections.open_those_of(form, form.problems)
    except Conflict as error:
        form.conflict, form.failure = entry, sentence(error.message)
    except CafeError as error:
        form.failure = journal.said(error)
    except SQLAlchemyError:
        form.failure = _("La base de données ne répond pas. Rien n'est perdu : réessayez.")
    else:
        start(last_saved=saved, has_corrected=form.correcting is not None)


def _ask_beside(form: Form, values: dict[str, Any]) -> None:
    """Put each doubt beside its field too, and unfold what hides one."""
    for doubt in form.doubts:
        text = sentence(doubt.message, **doubt.values)
        form.questions.setdefault(widget_of(doubt.field, values), []).append(text)
    sections.open_those_of(form, form.questions)


def _saved(viewer: Viewer, form: Form, entry: MeetupEntry) -> meetups.Saved:
    with database.writing() as session:
        drafts.discard(session, viewer, form.submission)
        if form.correcting:
            meetup_id, version = form.correcting.meetup_id, form.correcting.version
            return meetups.correct(session, viewer, meetup_id, entry, version=version)
        return meetups.record(session, viewer, entry, submission=form.submission)
