"""What a meetup belongs to: its tour, its series, the café that it replaces."""

from collections.abc import Iterable
from functools import partial

import streamlit as st
from sqlalchemy.orm import Session

from cafedata import language, meetups, wording
from cafedata.access import Viewer
from cafedata.checking import checked_as
from cafedata.entry import Attendance, MeetupEntry
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.meetups import MeetupSummary, TourRecord
from cafedata.vocabulary import CountPrecision
from cafedata.web import meetup_acts
from cafedata.web.entry_form.values import Typed
from cafedata.web.markdown import plain
from cafedata.web.page import Visit
from cafedata.web.pages import PAGES


def show(visit: Visit, meetup_id: int, entry: MeetupEntry) -> None:
    """Draw what else belongs with this meetup, as far as the viewer may read it."""
    asked = (visit.session, visit.viewer)
    moves = meetups.moves(*asked, meetup_id, visit.today)
    if moves.moved_from:
        st.markdown(_("**Remplace le café reporté**"))
        _show_cafe(visit, moves.moved_from)
    if moves.moved_to:
        st.markdown(_("**Reporté à une autre date**"))
        _show_cafe(visit, moves.moved_to)
    if entry.tour_id:
        _show_tour(visit, meetup_id, meetups.read_tour(*asked, entry.tour_id, visit.today))
    if entry.series_id:
        series = meetups.read_series(*asked, entry.series_id, visit.today)
        with st.expander(_titled(_("Série"), series.title), icon=":material/event_repeat:"):
            _show_others(visit, meetup_id, series.cafes)


def _titled(kind: str, title: str) -> str:
    return sentence("{kind} : {title}", kind=kind, title=plain(title)) if title else kind


def _show_tour(visit: Visit, meetup_id: int, tour: TourRecord) -> None:
    title = _titled(_("Tournée"), tour.title)
    with st.expander(title, icon=":material/route:", expanded=True):
        if tour.total.precision is not CountPrecision.unknown:
            st.text(
                sentence("{count} pour toute la tournée, sans partage.", count=_count(tour.total))
            )
        _show_others(visit, meetup_id, tour.stops)
        if tour.may_change and tour.version:
            _show_correction(tour)
            _show_past(tour)


def _count(total: Attendance) -> str:
    text = language.count_of_people(total.value, total.precision, total.words)
    return text if total.value is None else f"{text} {label(total.unit).lower()}"


def _show_others(visit: Visit, meetup_id: int, others: Iterable[MeetupSummary]) -> None:
    for summary in others:
        if summary.meetup_id != meetup_id:
            _show_cafe(visit, summary)


def _show_cafe(visit: Visit, summary: MeetupSummary) -> None:
    """A link with the day, and below it the rest: a link as long as that is cut on a phone."""
    place = visit.catalog.municipalities[summary.municipality_code].name
    told = [summary.venue_name, place, label(summary.state).lower()]
    with st.container(gap=None):
        st.page_link(
            PAGES["meetups"].file,
            label=wording.when(summary),
            icon=":material/local_cafe:",
            query_params={"meetup": str(summary.meetup_id)},
        )
        st.text(", ".join(filter(None, told)))


def _show_correction(tour: TourRecord) -> None:
    with st.popover(_("Corriger le total"), icon=":material/edit:"):
        st.number_input(
            _("Combien de personnes?"), value=tour.total.value, step=1, key=_key(tour, "value")
        )
        st.pills(
            _("Ce nombre est"),
            list(CountPrecision),
            format_func=label,
            default=tour.total.precision,
            key=_key(tour, "precision"),
        )
        st.text_input(_("En mots"), value=tour.total.words, key=_key(tour, "words"))
        st.caption(_("« Inconnu » retire le total : chaque arrêt peut alors avoir son nombre."))
        st.button(_("Enregistrer le total"), on_click=_correct, args=(tour,))


def _show_past(tour: TourRecord) -> None:
    """Who wrote each total, and when; nothing where there was only ever one."""
    if len(tour.past) < 2:
        return
    with st.popover(_("Historique du total"), icon=":material/history:"):
        for past in tour.past:
            st.markdown(f"**{_count(past.total)}** — {language.moment(past.at)}")
            st.text(past.by)


def _key(tour: TourRecord, name: str) -> str:
    return f"total_{name}_{tour.tour_id}_{tour.version}"


def _correct(tour: TourRecord) -> None:
    typed = {
        name: st.session_state.get(_key(tour, name)) for name in ("value", "precision", "words")
    }
    meetup_acts.act(partial(_count_anew, tour=tour, typed=typed), _("Le total est enregistré."))


def _count_anew(session: Session, viewer: Viewer, *, tour: TourRecord, typed: Typed) -> None:
    precision = typed["precision"] or CountPrecision.unknown
    in_words = precision == CountPrecision.in_words
    is_number = not in_words and precision != CountPrecision.unknown
    total = checked_as(
        Attendance,
        {
            "value": typed["value"] if is_number else None,
            "precision": precision,
            "unit": tour.total.unit,
            "words": typed["words"] if in_words else "",
        },
    )
    meetups.count_tour(session, viewer, tour.tour_id, total, version=tour.version)
