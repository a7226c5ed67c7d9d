"""What both forms do alike: save, and say why not."""

from collections.abc import Callable, Iterable

import streamlit as st
from sqlalchemy.orm import Session

from cafedata import database, drafts
from cafedata.access import Viewer
from cafedata.doubts import Doubt
from cafedata.meetups import Saved
from cafedata.web.entry_form import questions, refusals
from cafedata.web.entry_form.fields import Fields, Form, start, tell_saved
from cafedata.web.entry_form.refusals import Place
from cafedata.web.page import Visit


def show_end(visit: Visit, fields: Fields, text: str, save: Callable[[Form], None]) -> None:
    """Draw what is wrong, what is asked, and the button that saves."""
    form = fields.form
    fields.tell_the_rest()
    if form.failure:
        told = [form.failure, *(f"- {line}" for line in form.sentences)]
        st.error("\n".join(told), icon=":material/error:")
    if form.doubts:
        questions.show(visit, form, on_confirm=save)
    st.button(
        text,
        type="primary",
        icon=":material/save:",
        width="stretch",
        on_click=save,
        args=(form,),
    )


def save(
    form: Form,
    viewer: Viewer,
    doubts: Iterable[Doubt],
    place: Place,
    act: Callable[[Session], Saved],
) -> None:
    """Save unless something is still to be asked; a saved form gives way to a new one."""
    if refusals.asked(form, doubts, place):
        return
    with database.writing() as session:
        drafts.discard(session, viewer, form.submission)
        saved = act(session)
    start(last_saved=saved, kind=form.kind)
    tell_saved()
