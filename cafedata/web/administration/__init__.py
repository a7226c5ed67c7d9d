"""The administrator's page: one section at a time, named in the address (``?section=accounts``)."""

from collections.abc import Callable

import streamlit as st

from cafedata.language import N_
from cafedata.language import gettext as _
from cafedata.web.administration import (
    accounts,
    history,
    incidents,
    programs,
    regrouping,
    territories,
    themes,
    threshold,
    venues,
)
from cafedata.web.page import Visit

_SECTIONS: dict[str, tuple[str, Callable[[Visit], None]]] = {
    "accounts": (N_("Comptes"), accounts.show),
    "themes": (N_("Thèmes"), themes.show),
    "regrouping": (N_("Thèmes « autre »"), regrouping.show),
    "programs": (N_("Programmes"), programs.show),
    "venues": (N_("Lieux"), venues.show),
    "territories": (N_("Territoires"), territories.show),
    "threshold": (N_("Petits nombres"), threshold.show),
    "incidents": (N_("Incidents"), incidents.show),
    "history": (N_("Historique"), history.show),
}
_KEY = "administration_section"


def show(visit: Visit) -> None:
    """Draw the choice of sections and the chosen one."""
    asked = st.query_params.get("section", "")
    current = asked if asked in _SECTIONS else next(iter(_SECTIONS))
    # The address decides; a click writes the address first.
    st.session_state[_KEY] = current
    st.pills(
        _("Section"),
        list(_SECTIONS),
        format_func=lambda code: _(_SECTIONS[code][0]),
        key=_KEY,
        on_change=_go,
        label_visibility="collapsed",
    )
    _SECTIONS[current][1](visit)


def _go() -> None:
    if chosen := st.session_state.get(_KEY):
        st.query_params["section"] = chosen
