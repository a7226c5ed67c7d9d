"""The cards of the map page: where cafés are held, and where they are waited for."""

from dataclasses import replace
from enum import StrEnum

import streamlit as st

from cafedata import charts, figures
from cafedata.language import N_
from cafedata.language import gettext as _
from cafedata.web import chart, columns
from cafedata.web.page import Visit


class _Measure(StrEnum):
    months_since = "months_since"
    per_10k = "per_10k"


_MEASURES = {
    _Measure.months_since: (N_("Mois depuis le dernier café"), charts.months_map),
    _Measure.per_10k: (N_("Personnes par 10 000 habitants"), charts.per_10k_map),
}


def show_map(visit: Visit) -> None:
    """The region: a symbol for each municipality, with the measure chosen as its colour."""
    chosen = st.segmented_control(
        _("Couleur"),
        list(_Measure),
        format_func=lambda measure: _(_MEASURES[measure][0]),
        default=_Measure.months_since,
        required=True,
        key="map_measure",
    )
    outlines = visit.prepare("outlines", lambda: figures.outlines(visit.session))
    draw = _MEASURES[_Measure(chosen)][1]
    chart.show(
        visit,
        _("Où les cafés se tiennent-ils?"),
        draw(outlines),
        charts.places_finding,
        visit.figure(figures.places, visit.today),
        method=[
            _("La taille dit le nombre de rencontres; une croix, aucune pendant la période."),
            _("Un cercle vide : mesure inconnue. Pâle : hors du territoire des services choisis."),
        ],
        columns=columns.places(),
        key=f"map_{chosen}",
    )


def show_unvisited(visit: Visit) -> None:
    """The municipalities without a café for twelve months."""
    chart.show(
        visit,
        _("Quelles municipalités n'ont pas reçu de café depuis 12 mois?"),
        charts.unvisited,
        charts.unvisited_finding,
        visit.figure(figures.unvisited_places, visit.today),
        visit.figure(figures.places, visit.today),
        method=[
            _("D'après tous les cafés inscrits jusqu'à aujourd'hui, quelle que soit la période."),
            _("Les 15 premières; toutes sont au tableau."),
        ],
        columns=columns.places(),
        key="unvisited",
    )


def show_territories(visit: Visit) -> None:
    """How much of its own territory each service reaches, all of it whatever the municipalities of
    the filter."""
    shown = replace(visit.selection, municipalities=())
    chart.show(
        visit,
        _("Chaque service rejoint-il tout son territoire?"),
        charts.territories,
        charts.territories_finding,
        visit.figure(figures.territories, visit.today, selection=shown),
        method=[
            _(
                "Tout le territoire à la fin de la période, quelles que soient les municipalités "
                "choisies; un café y compte, quel que soit le service."
            ),
            _("Sur son territoire ou ailleurs : d'après la desserte du jour de chaque rencontre."),
        ],
        columns=columns.territories(),
        key="territories",
        selection=shown,
    )
