"""The form that records or corrects a meetup."""

from functools import partial

import streamlit as st

from cafedata import database, drafts, meetups, wording
from cafedata.access import Viewer, require_writer
from cafedata.entry import MeetupEntry, checked
from cafedata.errors import Conflict
from cafedata.language import gettext as _
from cafedata.vocabulary import MeetupState
from cafedata.web.entry_form import (
    conflict,
    drafting,
    promoted,
    questions,
    refusals,
    sections,
    short,
)
from cafedata.web.entry_form.fields import Fields, Form, find_current, start, tell_saved
from cafedata.web.entry_form.values import FormKind, entry_values, typed_values, widget_of
from cafedata.web.page import Visit

__all__ = ["correct", "find_just_corrected", "like", "new", "show"]


def correct(visit: Visit, meetup_id: int) -> Form:
    """The form that corrects this meetup, filled with what is stored.

    Raises :class:`~cafedata.errors.NotFound` or :class:`~cafedata.errors.NotAllowed`.
    """
    form = find_current()
    is_open = form and form.correcting and form.correcting.meetup_id == meetup_id
    if form and is_open and form.about:
        return form
    stored = meetups.read(visit.session, visit.viewer, meetup_id, visit.today)
    require_writer(visit.viewer, stored.entry.lead_service)
    if not (form and is_open):  # a draft that "My cafés" took up is open, and says nothing yet
        draft = drafting.find_draft(visit, meetup_id)
        form = drafting.resume(draft) if draft else _opened(visit, stored)
    form.about = _described(visit, stored.entry)
    form.is_report = stored.entry.state is MeetupState.planned
    return form


def _opened(visit: Visit, stored: meetups.MeetupRecord) -> Form:
    """The form on what is stored; a café whose day has come is taken for held."""
    form = start(correcting=meetups.Saved(stored.meetup_id, stored.version))
    form.fill(typed_values(stored.entry, visit.catalog))
    if stored.entry.state is MeetupState.planned and stored.entry.date <= visit.today:
        form.choose("state", MeetupState.held)
    return form


def _described(visit: Visit, entry: MeetupEntry) -> str:
    """Which café is before one's eyes: its day and its place as they are stored."""
    place = visit.catalog.municipalities[entry.municipality_code].name
    where = f"{place}, {entry.venue_name}" if entry.venue_name else place
    return f"{wording.when(entry)} · {where}"


def new(visit: Visit) -> Form:
    """The form for a new meetup: the one being filled, the last draft, or an empty one."""
    return drafting.open_new(visit, FormKind.cafe)


_OF_THAT_DAY = ("day", "other_day", "precision")


def like(visit: Visit, meetup_id: int) -> Form:
    """A form for a new meetup like this one, without its day and what was of that day alone.

    Raises :class:`~cafedata.errors.NotFound` or :class:`~cafedata.errors.NotAllowed`.
    """
    entry = meetups.alike(visit.session, visit.viewer, meetup_id, visit.today)
    form = start()
    typed = typed_values(entry, visit.catalog)
    form.fill({name: value for name, value in typed.items() if name not in _OF_THAT_DAY})
    return form


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
    if form.about:
        st.text(form.about)
    drafting.keep(visit.viewer, form)
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
        if form.conflict:
            told.extend(["", _("Choisissez, tout en haut, ce qui est gardé.")])
        st.error("\n".join(told), icon=":material/error:")
    if form.doubts:
        questions.show(visit, form, on_confirm=_save)
    st.button(
        _promise(form, took_place=took_place),
        type="primary",
        icon=":material/save:",
        width="stretch",
        on_click=_save,
        args=(form,),
    )
    drafting.note_opening(form)


def _promise(form: Form, *, took_place: bool) -> str:
    """What the button that saves says it does."""
    if not form.correcting:
        return _("Enregistrer le café")
    if form.is_report and took_place:
        return _("Enregistrer le compte rendu")
    return _("Enregistrer la correction")


def _save(form: Form) -> None:
    """Check what was typed and save it, or say beside each field what to do, or ask first."""
    form.conflict, form.twin = None, None
    form.put_again()
    viewer = refusals.find_writer(form)
    if viewer is None:
        return
    values = entry_values(form.typed, viewer.service_code)
    place = partial(widget_of, values=values)
    with refusals.told(form, place):
        entry = checked(values)
        if refusals.asked(form, questions.find_all(viewer, form, entry), place):
            _unfold(form)
            return
        try:
            saved = _saved(viewer, form, entry)
        except Conflict:
            form.conflict = entry
            raise
        start(last_saved=saved, has_corrected=form.correcting is not None)
        if not form.correcting:
            tell_saved()
    _unfold(form)


def _unfold(form: Form) -> None:
    """Unfold what hides a problem or a question."""
    sections.open_those_of(form, form.problems.keys() | form.questions.keys())


def _saved(viewer: Viewer, form: Form, entry: MeetupEntry) -> meetups.Saved:
    with database.writing() as session:
        drafts.discard(session, viewer, form.submission)
        if form.correcting:
            meetup_id, version = form.correcting.meetup_id, form.correcting.version
            return meetups.correct(session, viewer, meetup_id, entry, version=version)
        return meetups.record(session, viewer, entry, submission=form.submission)
