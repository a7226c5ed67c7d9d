"""The choice of a municipality, which several sections begin with."""

import streamlit as st

from cafedata.catalog import Catalog
from cafedata.language import gettext as _


def choose_municipality(catalog: Catalog) -> str | None:
    """Draw the choice; the code of the municipality, or ``None`` before one is chosen."""
    chosen: str | None = st.selectbox(
        _("Municipalité"),
        list(catalog.municipalities),
        index=None,
        format_func=lambda code: catalog.municipalities[code].name,
        placeholder=_("Choisissez une municipalité"),
        key="administration_municipality",
        persist_state="session",
    )
    return chosen
