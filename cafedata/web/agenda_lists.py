"""The lists of a liaison's day, each line one click from what it asks for."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from cafedata import agenda, followups, language
from cafedata.drafts import Draft
from cafedata.followups import PromisedFollowUp
from cafedata.language import N_, sentence
from cafedata.language import gettext as _
from cafedata.meetups import Found, MeetupSummary
from cafedata.web import follow_up_list, meetup_list, meetup_view
from cafedata.web.entry_form import drafting, values
from cafedata.web.entry_form.values import FormKind
from cafedata.web.markdown import plain
from cafedata.web.page import Visit
from cafedata.web.pages import PAGES


def show_ways(visit: Visit, past: Sequence[MeetupSummary]) -> None:
    """The other ways to enter cafés: plan them, a whole tour, or again as one of the last."""
    with st.container(horizontal=True):
        for address in ("plan", "tour"):
            page = PAGES[address]
            st.page_link(page.file, label=_(page.title), icon=page.icon)
    if not past:
        return
    with st.expander(_("Reprendre un café récent"), icon=":material/content_copy:"):
        st.caption(_("Le lieu, les heures, l'effectif et les programmes sont déjà inscrits."))
        for summary in past:
            place = visit.catalog.municipalities[summary.municipality_code].name
            text = f"{plain(summary.venue_name or place)}, {language.day(summary.date)}"
            meetup_view.link_to_like(summary.meetup_id, text)


_DRAFTS = {
    FormKind.cafe: N_("Nouveau café"),
    FormKind.series: N_("Cafés à planifier"),
    FormKind.tour: N_("Nouvelle tournée"),
}
_FORMS = {FormKind.cafe: "record", FormKind.series: "plan", FormKind.tour: "tour"}


def show_to_be_entered(visit: Visit, late: Found) -> None:
    """The overdue cafés, each with the form that enters it."""
    st.subheader(_("À saisir"), anchor=False)
    if not late.total:
        st.caption(_("Aucun café dont la date est passée."))
    for summary in late.summaries:
        meetup_list.show_card(visit, summary, {"record": _("Saisir")})
    _tell_the_rest(late)


def show_drafts(visit: Visit, kept: Sequence[Draft]) -> None:
    """What is typed and not yet saved, each with the form that goes on with it."""
    st.subheader(_("Brouillons"), anchor=False)
    if not kept:
        st.caption(_("Aucun brouillon."))
    for draft in kept:
        _show_draft(visit, draft)


def show_upcoming(visit: Visit, ahead: Found) -> None:
    """The cafés to come; what is held today may be entered at once."""
    st.subheader(_("À venir"), anchor=False)
    if not ahead.total:
        st.caption(sentence("Aucun café prévu d'ici {days} jours.", days=agenda.DAYS_AHEAD))
    for summary in ahead.summaries:
        meetup_list.show_card(visit, summary, _links_to_upcoming(visit, summary))
    _tell_the_rest(ahead)


def show_due(visit: Visit, due: Sequence[PromisedFollowUp]) -> None:
    """The follow-ups that are late or due soon, with the page that closes them."""
    st.subheader(_("Suivis à rendre"), anchor=False)
    if not due:
        st.caption(sentence("Aucun suivi à rendre d'ici {days} jours.", days=followups.DAYS_AHEAD))
        return
    for follow_up in due:
        with st.container(border=True):
            follow_up_list.show_promise(visit, follow_up)
    st.page_link(
        PAGES["follow-ups"].file, label=_("Ouvrir les suivis"), icon=PAGES["follow-ups"].icon
    )


def _links_to_upcoming(visit: Visit, summary: MeetupSummary) -> dict[str, str]:
    links = {"meetups": _("Ouvrir")}
    return {"record": _("Saisir"), **links} if summary.date <= visit.today else links


def _tell_the_rest(found: Found) -> None:
    shown = len(found.summaries)
    if found.total > shown:
        told = sentence("{shown} sur {total} sont montrés ici.", shown=shown, total=found.total)
        st.caption(told)
        st.page_link(
            PAGES["meetups"].file, label=_("Toutes les rencontres"), icon=PAGES["meetups"].icon
        )


def _show_draft(visit: Visit, draft: Draft) -> None:
    kind = values.kind_of(draft.typed)
    named = _(_DRAFTS[kind]) if draft.meetup_id is None else _("Correction d'un café")
    with st.container(border=True, key=f"draft_{draft.submission}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{named}**")
            resumed = st.button(
                _("Reprendre"), icon=":material/edit_note:", key=f"resume_{draft.submission}"
            )
        st.text(_described(visit, draft))
        st.caption(sentence("Gardé : {moment}.", moment=language.moment(draft.kept_at)))
    if resumed:
        drafting.resume(draft)
        meetup = {"meetup": str(draft.meetup_id)} if draft.meetup_id is not None else None
        st.switch_page(PAGES[_FORMS[kind]].file, query_params=meetup)


def _described(visit: Visit, draft: Draft) -> str:
    """The day and the place, as far as they are typed."""
    typed = values.entry_values(draft.typed, visit.viewer.service_code)
    date, code = typed["date"] or draft.typed.get("first_day"), typed["municipality_code"]
    code = code or draft.typed.get("stop_municipality:0")
    place = visit.catalog.municipalities.get(str(code))
    known = [
        language.weekday_and_day(date) if isinstance(date, dt.date) else "",
        place.name if place else "",
        str(typed.get("venue_name", "")),
    ]
    return ", ".join(filter(None, known)) or _("Ni date ni lieu pour l'instant.")
