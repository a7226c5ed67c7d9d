"""The form that plans one café, or a series, its dates seen first."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st
from sqlalchemy.orm import Session

from cafedata import agenda, doubts, language, meetups
from cafedata.access import Viewer
from cafedata.checking import checked_as
from cafedata.entry import checked
from cafedata.errors import InvalidEntry
from cafedata.labels import label
from cafedata.language import N_, ngettext, sentence
from cafedata.language import gettext as _
from cafedata.meetups import MeetupSummary, Saved
from cafedata.outings import SeriesEntry
from cafedata.planning import Recurrence, holiday
from cafedata.vocabulary import PartOfDay, Rhythm
from cafedata.web import meetup_view
from cafedata.web.entry_form import drafting, questions, refusals, short
from cafedata.web.entry_form.fields import Fields, Form
from cafedata.web.markdown import plain
from cafedata.web.outing_forms import saving
from cafedata.web.outing_forms.values import (
    TIMES,
    UNTIL,
    date_name,
    kept_dates,
    planned_values,
    recurrence_values,
    series_values,
    widget_of_series,
)
from cafedata.web.page import Visit

_ENDS = {UNTIL: N_("À une date"), TIMES: N_("Après un nombre de fois")}


def show_last(visit: Visit, form: Form) -> None:
    """Say that what was planned before is saved, with the way to it."""
    if form.last_saved is None:
        return
    st.success(_("C'est enregistré."), icon=":material/check_circle:")
    asked = (visit.session, visit.viewer)
    first = meetups.read(*asked, form.last_saved.meetup_id, visit.today)
    if first.entry.series_id is None:
        meetup_view.link_to(first.meetup_id, _("Voir ce café"))
        return
    cafes = meetups.read_series(*asked, first.entry.series_id, visit.today).cafes
    text = ngettext("Voir la série de {n} café", "Voir la série de {n} cafés", len(cafes))
    meetup_view.link_to(first.meetup_id, text)


def show(visit: Visit, form: Form) -> None:
    """Draw where, when and how often, then the dates, and the button that plans them."""
    drafting.keep(visit.viewer, form)
    drafting.show(form)
    fields = Fields(form)
    short.show_where(fields, visit.session, visit.viewer, visit.catalog, visit.today)
    _show_rhythm(fields)
    _show_hours(fields)
    recurrence = _find_recurrence(form)
    kept = _show_dates(visit, fields, recurrence) if recurrence else []
    if not recurrence:
        st.caption(_("Les dates paraîtront ici, à vérifier avant de les créer."))
    is_one = form.typed.get("rhythm") == Rhythm.once
    text = ngettext("Planifier {n} café", "Planifier {n} cafés", len(kept))
    saving.show_end(visit, fields, _("Planifier ce café") if is_one or not kept else text, _save)
    drafting.note_opening(form)


def _show_rhythm(fields: Fields) -> None:
    form = fields.form
    fields.show(st.date_input, "first_day", _("Première date"), value=None, format="YYYY-MM-DD")
    if not form.typed.get("rhythm"):
        form.choose("rhythm", Rhythm.once)
    rhythm = fields.show(
        st.pills,
        "rhythm",
        _("Combien de fois?"),
        options=list(Rhythm),
        format_func=label,
        required=True,
    )
    if rhythm == Rhythm.once:
        return
    if not form.typed.get("ends"):
        form.choose("ends", UNTIL)
    ends = fields.show(
        st.segmented_control,
        "ends",
        _("La série finit"),
        options=list(_ENDS),
        format_func=lambda way: _(_ENDS[way]),
        required=True,
    )
    if ends == UNTIL:
        fields.show(st.date_input, UNTIL, _("Jusqu'au"), value=None, format="YYYY-MM-DD")
    else:
        fields.show(st.number_input, TIMES, _("Nombre de cafés"), value=None, step=1)
        fields.tell(UNTIL)
    fields.show(
        st.text_input,
        "title",
        _("Nom de la série"),
        placeholder=_("Par exemple : Cafés du premier mardi"),
    )


def _show_hours(fields: Fields) -> None:
    start, end = st.columns(2)
    with start:
        fields.show(st.time_input, "start_time", _("Début"), value=None, step=300)
    with end:
        fields.show(st.time_input, "end_time", _("Fin"), value=None, step=300)
    fields.show(
        st.pills,
        "part_of_day",
        _("Ou moment de la journée"),
        options=list(PartOfDay),
        format_func=label,
    )


def _find_recurrence(form: Form) -> Recurrence | None:
    """The dates asked for, once enough of them is typed."""
    try:
        return checked_as(Recurrence, recurrence_values(form.typed))
    except InvalidEntry:
        return None


def _show_dates(visit: Visit, fields: Fields, recurrence: Recurrence) -> list[dt.date]:
    """Draw each date with its mark and its box; those that are kept."""
    dates = recurrence.dates
    asked = (visit.session, visit.viewer, dates, visit.today)
    same_day = agenda.on_the_same_days(*asked)
    if recurrence.rhythm is Rhythm.once:
        for mark in _marks(visit, dates[0], same_day.get(dates[0], ())):
            st.info(plain(mark[:1].upper() + mark[1:]), icon=":material/event_busy:")
        return list(dates)
    st.subheader(_("Les dates"), anchor=False)
    st.caption(
        sentence("Décochez les dates à laisser tomber ({rhythm}).", rhythm=recurrence.in_words)
    )
    for date in dates:
        if date_name(date) not in fields.form.typed:
            fields.form.choose(date_name(date), True)
        told = [language.weekday_and_day(date), *_marks(visit, date, same_day.get(date, ()))]
        fields.show(st.checkbox, date_name(date), plain(" — ".join(told)))
    return kept_dates(fields.form.typed, dates)


def _marks(visit: Visit, date: dt.date, same_day: Sequence[MeetupSummary]) -> list[str]:
    """What one must know of a date before choosing it."""
    marks = [_("date passée")] if date < visit.today else []
    if name := holiday(date):
        marks.append(sentence("jour férié : {name}", name=name))
    for summary in same_day:
        place = visit.catalog.municipalities[summary.municipality_code].name
        where = ", ".join(filter(None, [summary.venue_name, place]))
        marks.append(sentence("un café est déjà inscrit : {where}", where=where))
    return marks


def _save(form: Form) -> None:
    viewer = refusals.find_writer(form)
    if viewer is None:
        return
    with refusals.told(form, widget_of_series):
        recurrence = checked_as(Recurrence, recurrence_values(form.typed))
        if recurrence.rhythm is Rhythm.once:
            _save_one(form, viewer, recurrence.first)
        else:
            _save_series(form, viewer, kept_dates(form.typed, recurrence.dates))


def _save_one(form: Form, viewer: Viewer, date: dt.date) -> None:
    cafe = checked(planned_values(form.typed, viewer.service_code, date))

    def act(session: Session) -> Saved:
        return meetups.record(session, viewer, cafe, submission=form.submission)

    saving.save(form, viewer, questions.find_all(viewer, form, cafe), widget_of_series, act)


def _save_series(form: Form, viewer: Viewer, dates: list[dt.date]) -> None:
    series = checked_as(SeriesEntry, series_values(form.typed, viewer.service_code, dates))
    named = doubts.about_words({"title": series.title})

    def act(session: Session) -> Saved:
        saved = meetups.plan_series(session, viewer, series, submission=form.submission)
        return saved.meetups[0]

    asked = [*named, *doubts.personal(series.cafes[0])]
    saving.save(form, viewer, asked, widget_of_series, act)
