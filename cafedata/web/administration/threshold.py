"""The section of small numbers: the threshold under which counts about people are masked."""

import streamlit as st

from cafedata.administration import threshold
from cafedata.language import gettext as _
from cafedata.web.administration.form import Form
from cafedata.web.page import Visit


def show(visit: Visit) -> None:
    st.caption(
        _(
            "Un nombre qui porte sur des personnes n'est pas montré à un partenaire quand il est plus "
            "petit que ce seuil. Un seuil plus haut protège mieux et montre moins."
        )
    )
    form = Form("threshold")
    with st.container(border=True):
        form.show(
            st.number_input,
            "small_number",
            _("Masquer les nombres plus petits que"),
            value=visit.viewer.small_number,
            min_value=threshold.LEAST,
            max_value=threshold.MOST,
            step=1,
        )
        form.button(
            _("Enregistrer"),
            lambda session, viewer: threshold.set_small_number(
                session, viewer, form.value("small_number")
            ),
            done=_("C'est enregistré. Le nouveau seuil vaut partout dès maintenant."),
            type="primary",
        )
        form.tell()
