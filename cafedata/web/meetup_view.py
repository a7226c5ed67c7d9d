"""One meetup, as the viewer may read it, with what they may do to it."""

from collections.abc import Iterable
from typing import Any, NoReturn

import streamlit as st

from cafedata import database, language, meetups
from cafedata.catalog import Catalog
from cafedata.entry import MeetupEntry
from cafedata.errors import CafeError, InvalidEntry
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import ngettext, number, sentence
from cafedata.meetups import MeetupRecord, PastChange
from cafedata.vocabulary import MeetupState, RaisedBy, Standing
from cafedata.web import sign_in
from cafedata.web.markdown import plain
from cafedata.web.page import Visit
from cafedata.web.pages import PAGES

_MESSAGE = "message_about_a_meetup"
_COLOURS: dict[str, Any] = {
    MeetupState.held: "green",
    MeetupState.planned: "blue",
    MeetupState.cancelled: "gray",
    MeetupState.postponed: "yellow",
    MeetupState.interrupted: "violet",
}


def asked_for() -> int | None:
    """The meetup that the address names, if it names one."""
    text = st.query_params.get("meetup", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def link_to(meetup_id: int, text: str, page: str = "meetups") -> None:
    """A link to a meetup on one of the pages that open it."""
    st.page_link(
        PAGES[page].file,
        label=text,
        icon=PAGES[page].icon,
        query_params={"meetup": str(meetup_id)},
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
    st.page_link(
        PAGES["meetups"].file, label=_("Toutes les rencontres"), icon=":material/arrow_back:"
    )
    if message := st.session_state.pop(_MESSAGE, ""):
        st.success(message, icon=":material/check_circle:")
    record = meetups.read(visit.session, visit.viewer, meetup_id, visit.today)
    _show_entry(record.entry, visit)
    if not record.is_whole:
        st.caption(_("Les notes, les délits et les suivis se lisent dans le service qui l'a tenu."))
        return
    if record.may_change:
        _show_acts(record)
    with st.expander(_("Historique"), icon=":material/history:"):
        for change in meetups.history(visit.session, visit.viewer, meetup_id, visit.today):
            _show_change(record, change)


def _show_entry(entry: MeetupEntry, visit: Visit) -> None:
    catalog = visit.catalog
    is_late = entry.state is MeetupState.planned and entry.date < visit.today
    place = catalog.municipalities[entry.municipality_code].name
    st.subheader(", ".join(filter(None, [place, plain(entry.venue_name)])), anchor=False)
    show_state(entry.state, is_late=is_late)
    for title, lines in _paragraphs(entry, catalog):
        if lines:
            st.markdown(f"**{title}**")
            st.text("\n".join(lines))


def _paragraphs(entry: MeetupEntry, catalog: Catalog) -> Iterable[tuple[str, list[str]]]:
    yield _("Quand"), [_when(entry)]
    yield _("Pourquoi"), [entry.state_reason] if entry.state_reason else []
    if entry.announcement:
        yield _("Ce qui était annoncé"), [_announced(entry)]
    yield _("Services"), [catalog.services[code].short_name for code in entry.services]
    yield _("Personnes"), list(_people(entry))
    yield _("Effectif policier présent"), [_counted(row, row.role) for row in entry.officers]
    for raised_by in RaisedBy:
        themes = [row for row in entry.themes if row.raised_by is raised_by]
        title = {
            RaisedBy.citizens: _("Soulevé par les citoyens"),
            RaisedBy.police: _("Apporté par la police"),
        }[raised_by]
        yield title, [_theme(row, catalog) for row in themes]
    yield _("Programmes et mesures"), [_program(row, catalog) for row in entry.programs]
    yield _("Délits non déclarés"), [_offence(row) for row in entry.unreported_offences]
    yield _("Partenaires présents"), [f"{row.name} ({label(row.part)})" for row in entry.partners]
    yield _("Suivis promis"), [_follow_up(row) for row in entry.follow_ups]
    words = (entry.formula, entry.context, entry.coming, entry.talk_language)
    yield _("Circonstances"), [label(word) for word in words if word]
    yield _("Notes"), [entry.notes] if entry.notes else []
    yield _("Source"), [entry.source] if entry.source else []


def _when(entry: MeetupEntry) -> str:
    hours = [language.hour(time) for time in (entry.start_time, entry.end_time) if time]
    parts = [language.date_known_to(entry.date, entry.date_precision), "–".join(hours)]
    if entry.part_of_day:
        parts.append(label(entry.part_of_day).lower())
    if entry.duration_minutes:
        parts.append(sentence("{minutes} minutes", minutes=entry.duration_minutes))
    return ", ".join(filter(None, parts))


def _announced(entry: MeetupEntry) -> str:
    announced = entry.announcement
    if announced is None:
        return ""
    hours = [language.hour(time) for time in (announced.start_time, announced.end_time) if time]
    return ", ".join(
        filter(None, [language.day(announced.date), "–".join(hours), announced.venue_name])
    )


def _people(entry: MeetupEntry) -> Iterable[str]:
    counted = entry.attendance
    unit = label(counted.unit).lower()
    text = language.count_of_people(counted.value, counted.precision, counted.words)
    yield text if counted.value is None else f"{text} ({unit})"
    yield from (_counted(row, row.clientele) for row in entry.clienteles)
    if entry.tags:
        yield language.listing(label(tag) for tag in entry.tags)


def _counted(row: Any, about: Any) -> str:
    return _told(label(about), language.count_of_people(row.value, row.precision))


def _told(about: str, what: str) -> str:
    return sentence("{about} : {what}", about=about, what=what)


def _theme(row: Any, catalog: Catalog) -> str:
    parts = [
        row.other_text or catalog.themes[row.theme_code].label,
        _("dominant") if row.is_dominant else "",
        ngettext("{n} mention", "{n} mentions", row.mentions) if row.mentions else "",
        label(row.clientele).lower() if row.clientele else "",
    ]
    return ", ".join(filter(None, parts))


def _program(row: Any, catalog: Catalog) -> str:
    numbers = (
        (_("personnes rejointes"), row.people_reached),
        (_("documents remis"), row.material_handed_out),
        (_("inscriptions"), row.sign_ups),
    )
    said = [_told(text, number(value)) for text, value in numbers if value is not None]
    return ", ".join([catalog.programs[row.program_code].name, *said])


def _offence(row: Any) -> str:
    words = (row.victim, row.why_not_reported, row.orientation, row.action)
    family = f"{label(row.family)} × {number(row.count)}"
    return _told(family, ", ".join(label(word) for word in words))


def _follow_up(row: Any) -> str:
    parts = [
        row.what,
        label(row.answers_for),
        language.day(row.due_on) if row.due_on else "",
        label(row.state),
        row.outcome,
        row.public_sentence,
    ]
    return " · ".join(filter(None, parts))


def _show_acts(record: MeetupRecord) -> None:
    link_to(record.meetup_id, _("Corriger"), page="record")
    if record.entry.state is MeetupState.cancelled:
        return
    with st.popover(_("Annuler ce café"), icon=":material/event_busy:"):
        st.text_input(_("Pourquoi?"), key="cancel_reason")
        st.caption(_("Tout ce qui est inscrit est gardé et peut être rétabli."))
        st.button(_("Confirmer l'annulation"), on_click=_cancel, args=(record,))
    if failure := st.session_state.pop("act_failure", ""):
        st.error(failure)


def _show_change(record: MeetupRecord, change: PastChange) -> None:
    st.markdown(f"**{label(change.verb)}** — {language.moment(change.at)}")
    st.text(change.by)
    if record.may_change and change.version < record.version:
        st.button(
            _("Rétablir cette version"),
            key=f"restore_{change.version}",
            on_click=_restore,
            args=(record, change.version),
        )


def _cancel(record: MeetupRecord) -> None:
    reason = st.session_state.get("cancel_reason") or ""
    _act(
        lambda session, viewer: meetups.cancel(
            session, viewer, record.meetup_id, reason, version=record.version
        )
    )


def _restore(record: MeetupRecord, to_version: int) -> None:
    _act(
        lambda session, viewer: meetups.restore(
            session, viewer, record.meetup_id, to_version=to_version, version=record.version
        )
    )


def _act(act: Any) -> None:
    """Do an act in its own transaction, or keep the sentence that says why not."""
    viewer = sign_in.find_viewer()
    if viewer is None:
        return
    try:
        with database.writing() as session:
            act(session, viewer)
    except InvalidEntry as error:
        problem = error.problems[0]
        st.session_state["act_failure"] = sentence(problem.message, **problem.values)
    except CafeError as error:
        st.session_state["act_failure"] = sentence(error.message, **error.values)
