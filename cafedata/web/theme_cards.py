"""The cards of the themes page: each asks one question of what people talk about."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import partial

import pandas as pd
import streamlit as st

from cafedata import charts, figures
from cafedata.labels import label
from cafedata.language import N_, sentence
from cafedata.language import gettext as _
from cafedata.selection import Selection
from cafedata.vocabulary import Grain
from cafedata.web import chart, columns
from cafedata.web.page import Visit


class _Group(StrEnum):
    service = "service"
    municipality = "municipality"
    clientele = "clientele"


_GROUPS: dict[_Group, tuple[str, str, Callable[..., pd.DataFrame]]] = {
    _Group.service: (
        N_("Service"),
        N_("Les thèmes sont-ils les mêmes d'un service à l'autre?"),
        figures.themes_by_service,
    ),
    _Group.municipality: (
        N_("Municipalité"),
        N_("Les thèmes sont-ils les mêmes d'une municipalité à l'autre?"),
        figures.themes_by_municipality,
    ),
    _Group.clientele: (
        N_("Clientèle"),
        N_("Les thèmes sont-ils les mêmes d'une clientèle à l'autre?"),
        figures.themes_by_clientele,
    ),
}


def selection_shown(visit: Visit) -> Selection:
    """The selection whose themes this visit is shown: a partner's is over whole years."""
    if visit.viewer.is_partner:
        return figures.partner_years(visit.selection)
    return visit.selection


def _method(visit: Visit, *sentences: str) -> list[str]:
    if visit.viewer.is_partner:
        return [chart.masked_years(visit.viewer, visit.selection)]
    return list(sentences)


def show_ranking(visit: Visit) -> None:
    """What citizens raise most."""
    shown = selection_shown(visit)
    chart.show(
        visit,
        _("De quoi les citoyens parlent-ils le plus?"),
        charts.themes_ranked,
        charts.themes_ranked_finding,
        visit.figure(figures.themes_raised, selection=shown),
        method=_method(
            visit,
            _("En % des rencontres où des citoyens ont soulevé le thème."),
            _("Intervalle de Wilson à 95 %; les 15 premiers thèmes."),
        ),
        columns=columns.themes(),
        key="themes_ranked",
        selection=shown,
    )


def show_comparison(visit: Visit) -> None:
    """Themes across services, municipalities or clienteles, as chosen; a partner sees its own
    municipalities."""
    group = _Group.municipality if visit.viewer.is_partner else _chosen_group()
    shown = selection_shown(visit)
    title, question, figure = _GROUPS[group]
    chart.show(
        visit,
        _(question),
        charts.themes_compared,
        charts.themes_compared_finding,
        visit.figure(figure, selection=shown),
        method=_method(
            visit,
            _("Dans chaque case : la part des rencontres, et leur nombre."),
            _("Entre parenthèses : les rencontres tenues. Les 15 premiers thèmes."),
        ),
        columns={"name": _(title), **columns.themes()},
        key=f"themes_by_{group}",
        selection=shown,
    )


def _chosen_group() -> _Group:
    chosen = st.segmented_control(
        _("Comparer les thèmes par"),
        list(_Group),
        format_func=lambda group: _(_GROUPS[group][0]),
        default=_Group.service,
        required=True,
        key="themes_group",
    )
    return _Group(chosen)


def show_trend(visit: Visit) -> None:
    """One theme over time, chosen here or, at first, the one that citizens raise most."""
    shown = replace(selection_shown(visit), theme=None, answer=None)
    raised = visit.figure(figures.themes_raised, selection=shown)
    themes = visit.catalog.themes
    offered = list(raised["theme"]) or list(themes)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        theme = st.selectbox(
            _("Suivre un thème"),
            offered,
            index=offered.index(visit.selection.theme) if visit.selection.theme in offered else 0,
            format_func=lambda code: themes[code].label,
            width=460,
            key=f"themes_followed_{visit.selection.theme}",
        )
        grain = Grain.year if visit.viewer.is_partner else chosen_grain("themes_grain")
    chart.show(
        visit,
        _("Ce thème revient-il plus souvent qu'avant?"),
        charts.share_over_time,
        partial(charts.theme_over_time_finding, name=themes[theme].label),
        visit.figure(figures.theme_over_time, theme, grain, selection=shown),
        method=_method(visit, *over_time_method()),
        columns=columns.periods(),
        key=f"theme_over_time_{theme}_{grain}",
        selection=shown,
    )


def chosen_grain(key: str) -> Grain:
    """The months or quarters into which a trend is cut, as chosen."""
    chosen = st.segmented_control(
        _("Par"),
        [Grain.month, Grain.quarter],
        format_func=label,
        default=Grain.quarter,
        required=True,
        key=key,
    )
    return Grain(chosen)


def over_time_method() -> tuple[str, ...]:
    """How a share over time was counted."""
    return (
        _("Part des rencontres de la période et bande de Wilson à 95 %."),
        _("Moins de 5 rencontres : point vide, sans bande. Aucune rencontre : la ligne s'arrête."),
        _("Une rencontre connue par son année seulement n'est d'aucun mois ni trimestre."),
    )


def show_two_sides(visit: Visit) -> None:
    """Citizens' themes beside the topics that the police bring."""
    shown = selection_shown(visit)
    chart.show(
        visit,
        _("La police parle-t-elle de ce que les citoyens soulèvent?"),
        charts.citizens_and_police,
        charts.citizens_and_police_finding,
        visit.figure(figures.themes_raised, selection=shown),
        method=_method(
            visit, _("Parts des mêmes rencontres; les 15 thèmes les plus présents d'un côté.")
        ),
        columns=columns.themes(),
        key="citizens_and_police",
        selection=shown,
    )


def show_offences(visit: Visit) -> None:
    """Unreported offences heard of, and the share that led to an action."""
    shown = figures.offences_counted(visit.viewer, visit.selection)
    frame = visit.figure(figures.offences_by_family, selection=shown)
    for question, draw, tell, key in (
        (
            _("De quels délits non déclarés entend-on parler?"),
            charts.offences_heard,
            charts.offences_heard_finding,
            "offences_heard",
        ),
        (
            _("Ce qui est entendu mène-t-il à une action?"),
            charts.offences_acted,
            charts.offences_acted_finding,
            "offences_acted",
        ),
    ):
        chart.show(
            visit,
            question,
            draw,
            tell,
            frame,
            method=_offences_method(visit, shown),
            columns=columns.offences(),
            key=key,
            selection=shown,
        )


def _offences_method(visit: Visit, shown: Selection) -> list[str]:
    counted = _("Délits comptés, jamais racontés; intervalle de Wilson à 95 % sur les délits.")
    years = {"first": str(shown.starts_on.year), "last": str(shown.ends_on.year)}
    k = visit.viewer.small_number
    if visit.viewer.is_partner:
        return [
            counted,
            sentence(
                "Années entières de {first} à {last}; moins de {k} délits d'une famille dans une année "
                "et une municipalité ne sont pas montrés.",
                k=k,
                **years,
            ),
        ]
    if figures.sees_others(visit.viewer, shown):
        return [
            counted,
            sentence(
                "Années entières de {first} à {last}. Des autres services, moins de {k} délits d'une "
                "famille dans une année ne sont pas montrés.",
                k=k,
                **years,
            ),
        ]
    if visit.viewer.service_code and shown.services != (visit.viewer.service_code,):
        return [
            counted,
            _("Avec ces filtres, seuls les délits entendus par votre service sont comptés."),
        ]
    return [counted]
