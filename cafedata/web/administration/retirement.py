"""Retiring a theme or a program with its successor, and taking it up again."""

from collections.abc import Callable, Mapping

import streamlit as st
from sqlalchemy.orm import Session

from cafedata.access import Viewer
from cafedata.language import gettext as _
from cafedata.vocabulary import CatalogStatus
from cafedata.web.administration.form import Act, Form


def show(
    name: str,
    status: CatalogStatus,
    successors: Mapping[str, str],
    retire: Callable[[Session, Viewer, str | None], object],
    reactivate: Act,
) -> None:
    """Draw the act that fits the status; ``successors`` are the labels of those on offer, by code."""
    form = Form(f"retirement:{name}")
    with st.container(border=True):
        if status is CatalogStatus.retired:
            form.button(
                _("Remettre en service"),
                reactivate,
                done=_("C'est de nouveau offert dans le formulaire de saisie."),
                icon=":material/undo:",
            )
        else:
            _show_retiring(form, successors, retire)
        form.tell()


def _show_retiring(
    form: Form,
    successors: Mapping[str, str],
    retire: Callable[[Session, Viewer, str | None], object],
) -> None:
    form.show(
        st.selectbox,
        "successor",
        _("Successeur, s'il y en a un"),
        options=list(successors),
        index=None,
        format_func=lambda code: successors[code],
        placeholder=_("Aucun successeur"),
    )
    st.caption(_("Rien n'est effacé : les cafés passés gardent ce qu'ils contiennent."))
    form.button(
        _("Retirer"),
        lambda session, viewer: retire(session, viewer, form.value("successor")),
        done=_("C'est retiré. Vous pouvez le remettre en service."),
        icon=":material/archive:",
    )
