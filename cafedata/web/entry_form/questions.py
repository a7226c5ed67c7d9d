"""The questions that are asked before an unlikely entry is saved."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any

import streamlit as st

from cafedata import database, discretion, doubts
from cafedata.access import Viewer
from cafedata.discretion import Finding
from cafedata.doubts import Doubt
from cafedata.entry import MeetupEntry
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.web import meetup_view, page
from cafedata.web.entry_form.fields import Form


def find_all(viewer: Viewer, form: Form, entry: MeetupEntry) -> list[Doubt]:
    """What is unlikely in this entry, confirmed or not."""
    today = page.today()
    corrected = form.correcting.meetup_id if form.correcting else None
    with database.reading() as session:
        same = doubts.find_same(session, viewer, entry, today, but=corrected)
    return [*doubts.about(entry, today), *personal(entry), *same]


def personal(entry: MeetupEntry) -> Iterator[Doubt]:
    """What looks like personal information, once for each kind in each field.

    The doubt carries a digest of the text, so that another text is asked about again, and no word of
    it.
    """
    for field, findings in discretion.findings_in(entry).items():
        yield from _of_kinds(field, str(_at(entry, field)), findings)


def personal_in(field: str, text: str) -> list[Doubt]:
    """What looks like personal information in one text, once for each kind."""
    return list(_of_kinds(field, text, discretion.find_personal(text)))


def _of_kinds(field: str, text: str, findings: Iterable[Finding]) -> Iterator[Doubt]:
    digest = sha256(text.encode()).hexdigest()[:16]
    for kind in dict.fromkeys(found.kind for found in findings):
        yield Doubt(field, discretion.WARNINGS[kind], {"digest": digest})


def _at(entry: MeetupEntry, field: str) -> Any:
    value: Any = entry
    for part in field.split("."):
        value = value[int(part)] if part.isdigit() else getattr(value, part)
    return value


def show(form: Form, on_confirm: Callable[[Form], None]) -> None:
    """Ask each question, with the one answer that saves all the same."""
    with st.container(border=True):
        for doubt in form.doubts:
            st.warning(sentence(doubt.message, **doubt.values), icon=":material/help:")
            if doubt.meetup_id is not None:
                meetup_view.link_to(doubt.meetup_id, _("C'est la même : l'ouvrir"))
        has_twin = any(doubt.meetup_id is not None for doubt in form.doubts)
        st.button(
            _("C'est une autre rencontre : enregistrer") if has_twin else _("Oui, enregistrer"),
            type="primary",
            on_click=_confirm,
            args=(form, on_confirm),
            key=form.key(":button:confirm"),
        )


def _confirm(form: Form, on_confirm: Callable[[Form], None]) -> None:
    form.answered |= {doubt.key for doubt in form.doubts}
    on_confirm(form)
