"""« Voir comme un partenaire »: the site through a partner's eyes, to look and change nothing.

What is kept in the session is only which municipalities were chosen. At each run the viewer is made anew
from who is really signed in, by :func:`cafedata.access.as_partner`, which refuses whoever may not
preview; so a forged value can but show a commander another municipality.
"""

import streamlit as st

from cafedata import catalog as catalogs
from cafedata import database, people
from cafedata.access import Viewer, as_partner, may_preview
from cafedata.catalog import Catalog
from cafedata.language import gettext as _
from cafedata.language import listing

_MUNICIPALITIES = "preview_municipalities"
_CHOICE = "preview_choice"


def seen_by(viewer: Viewer) -> Viewer:
    """Through whose eyes this person looks: their own, unless they chose a partner's."""
    chosen = st.session_state.get(_MUNICIPALITIES)
    if not isinstance(chosen, frozenset) or not may_preview(viewer):
        return viewer
    return as_partner(viewer, chosen)


def offer(viewer: Viewer) -> None:
    """Draw, for who may preview, the choice of the partner through whose eyes to look."""
    if not may_preview(viewer):
        return
    with database.reading() as session:
        catalog = catalogs.read(session)
        territories = people.partner_territories(session, viewer)
    single = [frozenset([code]) for code in catalog.municipalities]
    choices = [*territories, *(codes for codes in single if codes not in territories)]
    with st.popover(_("Voir comme un partenaire"), icon=":material/visibility:", width="stretch"):
        st.caption(
            _(
                "Vous verrez les pages et les nombres masqués d'un partenaire, sans rien pouvoir "
                "changer. Ce que votre rôle ne lit pas ne s'ouvre pas pour autant."
            )
        )
        st.selectbox(
            _("Municipalité du partenaire"),
            choices,
            index=None,
            format_func=lambda codes: _named(codes, catalog),
            placeholder=_("Choisir une municipalité"),
            key=_CHOICE,
        )
        st.button(_("Voir"), on_click=_start, key="preview_start")


def banner(viewer: Viewer) -> None:
    """Say, above every page, through whose eyes it is seen, and the way back."""
    if viewer.preview_of is None:
        return
    with database.reading() as session:
        catalog = catalogs.read(session)
    said = _("Vous voyez ce site comme un partenaire ({place}). Rien ne peut y être changé.")
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":material/visibility: {said.format(place=_named(viewer.municipality_codes, catalog))}"
        )
        st.button(_("Revenir à ma vue"), type="primary", on_click=_stop, key="preview_stop")


def _start() -> None:
    # A forged choice comes through as the very text that was sent.
    chosen = st.session_state.get(_CHOICE)
    if isinstance(chosen, frozenset) and chosen:
        st.session_state[_MUNICIPALITIES] = chosen


def _stop() -> None:
    st.session_state.pop(_MUNICIPALITIES, None)


def _named(codes: frozenset[str], catalog: Catalog) -> str:
    return listing(catalog.municipalities[code].name for code in sorted(codes))
