"""The list of meetups: a search, and one card each."""

from collections.abc import Mapping

import streamlit as st

from cafedata import language, meetups, standing, wording
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import ngettext, sentence
from cafedata.meetups import MeetupSummary
from cafedata.vocabulary import TOOK_PLACE, CountUnit, MeetupState
from cafedata.web import meetup_view
from cafedata.web.page import Visit

_ON_A_PAGE = 15
_ASKED = "meetups_states_asked_for"


def show(visit: Visit) -> None:
    """Draw the search and the page of meetups that it finds."""
    text = st.text_input(
        _("Chercher"),
        type="search",
        placeholder=_("Un lieu, une municipalité, un thème, un programme…"),
        key="meetups_text",
        persist_state="session",
    )
    _follow_address()
    states = st.pills(
        _("État"),
        list(MeetupState),
        format_func=label,
        selection_mode="multi",
        key="meetups_states",
        persist_state="session",
    )
    asked = (visit.session, visit.viewer, visit.selection, visit.today)
    found = meetups.search(*asked, text=text or "", states=states, page_size=_ON_A_PAGE)
    pages = max(1, -(-found.total // _ON_A_PAGE))
    st.caption(ngettext("{n} rencontre", "{n} rencontres", found.total))
    if not found.total:
        st.info(_("Rien ne correspond. Élargissez la période ou retirez un mot."))
        return
    slot = st.container()
    page = st.pagination(pages, key="meetups_page") if pages > 1 else 1
    if page > 1:
        found = meetups.search(
            *asked, text=text or "", states=states, page=page, page_size=_ON_A_PAGE
        )
    with slot:
        for summary in found.summaries:
            show_card(visit, summary, {"meetups": _("Ouvrir")})


def _follow_address() -> None:
    """Take the states that a link asks for, once: afterwards the pills have the last word."""
    asked = tuple(st.query_params.get_all("state"))
    if asked != st.session_state.get(_ASKED):
        st.session_state[_ASKED] = asked
        st.session_state["meetups_states"] = [word for word in MeetupState if word in asked]


def show_card(visit: Visit, summary: MeetupSummary, links: Mapping[str, str]) -> None:
    """Draw one meetup, with links to the pages that open it: the address of each, and its text."""
    services = visit.catalog.services
    is_late = standing.is_late(summary.state, summary.date, summary.date_precision, visit.today)
    with st.container(border=True, key=f"meetup_card_{summary.meetup_id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{wording.when(summary)}**")
            meetup_view.show_state(summary.state, is_late=is_late)
            for address, text in links.items():
                meetup_view.link_to(summary.meetup_id, text, address=address)
        place = visit.catalog.municipalities[summary.municipality_code].name
        where = f"{place}, {summary.venue_name}" if summary.venue_name else place
        who = language.listing(services[code].short_name for code in summary.services)
        people = _people(summary) if summary.state in TOOK_PLACE else ""
        led_by = sentence("Service : {services}", services=who)
        st.text(f"{where}\n{' · '.join(filter(None, [led_by, people]))}")


def _people(summary: MeetupSummary) -> str:
    count = language.count_of_people(
        summary.attendance_value, summary.attendance_precision, summary.attendance_words
    )
    if summary.attendance_value is None:
        return count
    unit = (
        _("personnes")
        if summary.attendance_unit is CountUnit.people
        else label(summary.attendance_unit).lower()
    )
    return f"{count} {unit}"
