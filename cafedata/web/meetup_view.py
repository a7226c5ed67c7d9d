"""One meetup, as the viewer may read it, with what they may do to it."""

from itertools import zip_longest
from typing import Any, NoReturn

import streamlit as st

from cafedata import language, meetups, standing, wording
from cafedata.entry import MeetupEntry
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.meetups import MeetupRecord, PastChange
from cafedata.vocabulary import TOOK_PLACE, MeetupState, Role, Standing
from cafedata.web import meetup_acts, outing_view, page
from cafedata.web.markdown import plain
from cafedata.web.page import Visit
from cafedata.web.pages import PAGES
from cafedata.wording import Paragraph

_MESSAGE = "message_about_a_meetup"
_COLOURS: dict[str, Any] = {
    MeetupState.held: "green",
    MeetupState.planned: "blue",
    MeetupState.cancelled: "gray",
    MeetupState.postponed: "yellow",
    MeetupState.interrupted: "violet",
}


def link_to(meetup_id: int, text: str, address: str = "meetups") -> None:
    """A link to a meetup on one of the pages that open it."""
    st.page_link(
        PAGES[address].file,
        label=text,
        icon=PAGES[address].icon,
        query_params={"meetup": str(meetup_id)},
    )


def link_to_like(meetup_id: int, text: str) -> None:
    """A link to a new form with the place, hours, officers and programs of a meetup."""
    st.page_link(
        PAGES["record"].file,
        label=text,
        icon=":material/content_copy:",
        query_params={"like": str(meetup_id)},
    )


def go_to(meetup_id: int, message: str) -> NoReturn:
    """Leave for a meetup, and say this there."""
    st.session_state[_MESSAGE] = message
    st.switch_page(PAGES["meetups"].file, query_params={"meetup": str(meetup_id)})


def show_state(state: MeetupState, *, is_late: bool) -> None:
    """A badge with the state, which says when a report is overdue."""
    if is_late:
        st.badge(label(Standing.not_yet_entered), color="orange", icon=":material/schedule:")
    else:
        st.badge(label(state), color=_COLOURS[state])


def show(visit: Visit, meetup_id: int) -> None:
    """Draw all that the viewer may read of a meetup, and the acts that are theirs."""
    heading = st.empty()
    with heading:
        page.show_title_of_one(_("Un café"))
    _show_ways_back(visit)
    if message := st.session_state.pop(_MESSAGE, ""):
        st.success(message, icon=":material/check_circle:")
    record = meetups.read(visit.session, visit.viewer, meetup_id, visit.today)
    with heading:
        page.show_title_of_one(_named(record.entry, visit))
    # A link from this page to itself leaves the browser's address as it was.
    st.query_params["meetup"] = str(meetup_id)
    _show_entry(record.entry, visit)
    outing_view.show(visit, meetup_id, record.entry)
    if not record.is_whole:
        st.caption(_("Les notes, les délits et les suivis se lisent dans le service qui l'a tenu."))
        return
    if visit.viewer.role is Role.liaison:
        link_to_like(meetup_id, _("Saisir un café semblable"))
    if record.may_change:
        link_to(meetup_id, _("Corriger"), address="record")
        meetup_acts.show(visit, record)
    with st.expander(_("Historique"), icon=":material/history:"):
        past = meetups.history(visit.session, visit.viewer, meetup_id, visit.today)
        for change, before in zip_longest(past, past[1:]):
            _show_change(visit, record, change, before)


def _show_ways_back(visit: Visit) -> None:
    with st.container(horizontal=True):
        for address in ("my-cafes", "meetups"):
            if visit.viewer.role in PAGES[address].roles:
                back = PAGES[address]
                st.page_link(back.file, label=_(back.title), icon=":material/arrow_back:")


def _named(entry: MeetupEntry, visit: Visit) -> str:
    """Where and on which day: what tells this café from the others."""
    place = visit.catalog.municipalities[entry.municipality_code].name
    return f"{place}, {language.date_known_to(entry.date, entry.date_precision)}"


def _show_entry(entry: MeetupEntry, visit: Visit) -> None:
    is_late = standing.is_late(entry.state, entry.date, entry.date_precision, visit.today)
    if entry.venue_name:
        st.subheader(plain(entry.venue_name), anchor=False)
    show_state(entry.state, is_late=is_late)
    if entry.state_reason:
        st.caption(plain(entry.state_reason))
    shown_above: list[tuple[str, ...]] = [("state", "state_reason")]
    if entry.announcement is not None and entry.state in TOOK_PLACE:
        _show_announced_beside(entry, visit)
        shown_above.append(("announcement",))
    for paragraph in wording.paragraphs(entry, visit.catalog):
        if paragraph.lines and paragraph.fields not in shown_above:
            show_paragraph(paragraph)


def _show_announced_beside(entry: MeetupEntry, visit: Visit) -> None:
    """What was announced beside what happened, where they differ."""
    departures = wording.departures(entry, visit.catalog)
    if not departures:
        st.caption(_("Tenu comme annoncé."))
        return
    announced = [row.announced for row in departures]
    happened = [row.happened or _("non précisé") for row in departures]
    with st.container(border=True):
        for column, title, lines in zip(
            st.columns(2),
            (_("Annoncé"), _("Ce qui s'est passé")),
            (announced, happened),
            strict=True,
        ):
            with column:
                show_paragraph(Paragraph(title, tuple(lines), ()))


def show_paragraph(paragraph: Paragraph) -> None:
    """Draw a title and its lines, or a dash where there is nothing."""
    with st.container(gap=None):
        st.markdown(f"**{paragraph.title}**")
        st.text("\n".join(paragraph.lines) or "–")


def _show_change(
    visit: Visit, record: MeetupRecord, change: PastChange, before: PastChange | None
) -> None:
    st.markdown(f"**{label(change.verb)}** — {language.moment(change.at)}")
    st.text(change.by)
    if before:
        _show_what_changed(visit, before.after, change.after)
    if record.may_change and change.version < record.version:
        st.button(
            _("Rétablir cette version"),
            key=f"restore_{change.version}",
            on_click=meetup_acts.restore,
            args=(record, change.version),
        )


def _show_what_changed(visit: Visit, before: MeetupEntry, after: MeetupEntry) -> None:
    told = zip(
        wording.paragraphs(before, visit.catalog),
        wording.paragraphs(after, visit.catalog),
        strict=True,
    )
    for was, now in told:
        if was.lines != now.lines:
            earlier, later = st.columns(2)
            for column, title, paragraph in (
                (earlier, _("Avant"), was),
                (later, _("Après"), now),
            ):
                with column:
                    st.caption(title)
                    show_paragraph(paragraph)
