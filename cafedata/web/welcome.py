"""The first visit: three steps that show the place, until they are put away for good."""

from typing import NamedTuple

import streamlit as st

from cafedata import database, people
from cafedata.access import Viewer
from cafedata.language import N_, sentence
from cafedata.language import gettext as _
from cafedata.vocabulary import Role

_STEP = "welcome_step"


class _Step(NamedTuple):
    title: str
    text: str


_RECORDING = _Step(
    N_("Saisir un café"),
    N_(
        "Juste après la rencontre, « Saisir un café » se remplit avec le pouce en une minute et demie. "
        "Un champ vide veut dire « inconnu », jamais zéro, et ce que vous tapez est gardé."
    ),
)
_READING = _Step(
    N_("Comparer en gardant vos filtres"),
    N_(
        "La période, les services et les municipalités choisis dans le menu valent pour toutes les "
        "pages. L'adresse de la page les porte : envoyez-la, et l'autre verra la même chose."
    ),
)
_TABLES = _Step(
    N_("Lire un graphique"),
    N_(
        "Chaque graphique dit son constat en une phrase, puis comment il est compté. "
        "Son tableau est dessous, et se télécharge."
    ),
)
_HELP = _Step(
    N_("Trouver de l'aide"),
    N_(
        "Sous chaque titre, « Comment lire cette page » explique ce qui s'y trouve. "
        "« Principes » raconte le programme, et le bouton du menu change la langue."
    ),
)


def show(viewer: Viewer) -> None:
    """Draw the step where this person is, unless they have put the visit away or only look."""
    if viewer.preview_of is not None:
        return
    with database.reading() as session:
        if people.is_welcomed(session, viewer):
            return
    steps = (_RECORDING if viewer.role is Role.liaison else _TABLES, _READING, _HELP)
    number = min(max(st.session_state.get(_STEP, 1), 1), len(steps))
    step = steps[number - 1]
    with st.container(border=True, key="welcome"):
        told = sentence(
            "Première visite, {number} de {last} : {title}",
            number=number,
            last=len(steps),
            title=_(step.title),
        )
        st.markdown(f"**{told}**")
        st.markdown(_(step.text))
        with st.container(horizontal=True):
            if number < len(steps):
                st.button(_("Continuer"), on_click=_go_to, args=(number + 1,), key="welcome_next")
                put_away = _("Ne plus montrer")
            else:
                put_away = _("J'ai compris")
            st.button(put_away, on_click=_put_away, args=(viewer,), key="welcome_end")


def _go_to(number: int) -> None:
    st.session_state[_STEP] = number


def _put_away(viewer: Viewer) -> None:
    with database.writing() as session:
        people.put_welcome_away(session, viewer)
