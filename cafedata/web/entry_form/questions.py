"""The questions that are asked before an unlikely entry is saved."""

from collections.abc import Callable

import streamlit as st

from cafedata import catalog as catalogs
from cafedata import database, doubts, meetups, wording
from cafedata.access import Viewer
from cafedata.doubts import Doubt
from cafedata.entry import MeetupEntry, checked
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.web import meetup_view, page
from cafedata.web.entry_form import promoted
from cafedata.web.entry_form.fields import Form
from cafedata.web.entry_form.values import entry_values
from cafedata.web.page import Visit

_OF_A_TWIN = 4
"""Paragraphs of a meetup already stored that are enough to know it: when, where, who, how many."""


def find_all(viewer: Viewer, form: Form, entry: MeetupEntry) -> list[Doubt]:
    """What is unlikely in this entry, confirmed or not."""
    today = page.today()
    corrected = form.correcting.meetup_id if form.correcting else None
    with database.reading() as session:
        same = doubts.find_same(session, viewer, entry, today, but=corrected)
        return [*doubts.about(entry, today, catalogs.read(session)), *same]


def show(visit: Visit, form: Form, on_confirm: Callable[[Form], None]) -> None:
    """Ask each question, with its own answers, and the one answer that saves all the same."""
    with st.container(border=True):
        for doubt in form.doubts:
            st.warning(sentence(doubt.message, **doubt.values), icon=":material/help:")
            if doubt.meetup_id is not None:
                _show_twin(visit, form, doubt.meetup_id)
            if doubt.program_code is not None:
                promoted.show_successor(form, visit.catalog, doubt.program_code, "question")
        has_twin = any(doubt.meetup_id is not None for doubt in form.doubts)
        st.button(
            _("C'est une autre : enregistrer") if has_twin else _("Oui, enregistrer"),
            type="primary",
            on_click=_confirm,
            args=(form, on_confirm),
            key=form.key(":button:confirm"),
        )


def _show_twin(visit: Visit, form: Form, meetup_id: int) -> None:
    """What is already stored, and the ways to say that it is the same café."""
    record = meetups.read(visit.session, visit.viewer, meetup_id, visit.today)
    told = [row for row in wording.paragraphs(record.entry, visit.catalog) if row.lines]
    for paragraph in told[:_OF_A_TWIN]:
        meetup_view.show_paragraph(paragraph)
    with st.container(horizontal=True, vertical_alignment="center"):
        if record.may_change and form.correcting is None:
            st.button(
                _("C'est la même : y apporter ce qui est inscrit ici"),
                icon=":material/merge:",
                key=form.key(f":button:same:{meetup_id}"),
                wrap=True,
                on_click=_bring,
                args=(form, visit.viewer, meetup_id),
            )
        meetup_view.link_to(meetup_id, _("C'est la même : l'ouvrir"))
    st.caption(_("Dans les deux cas, ce qui est inscrit ici reste dans vos brouillons."))


def _bring(form: Form, viewer: Viewer, meetup_id: int) -> None:
    """Compare what is typed with what is stored: see :mod:`cafedata.web.entry_form.conflict`."""
    form.conflict = checked(entry_values(form.typed, viewer.service_code))
    form.twin = meetup_id
    form.doubts, form.questions = [], {}


def _confirm(form: Form, on_confirm: Callable[[Form], None]) -> None:
    form.answered |= {doubt.key for doubt in form.doubts}
    on_confirm(form)
