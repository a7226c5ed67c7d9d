"""The cards of the programs page: what answers what is raised, and what is promoted."""

from dataclasses import replace
from functools import partial

import streamlit as st

from cafedata import charts, figures
from cafedata.language import gettext as _
from cafedata.web import chart, columns, theme_cards
from cafedata.web.page import Visit

_ANY = "any"


def show_unanswered(visit: Visit) -> None:
    """Themes raised and left unanswered."""
    shown = theme_cards.selection_shown(visit)
    is_masked = visit.viewer.is_partner
    masked = [chart.masked_years(visit.viewer, visit.selection)] if is_masked else []
    chart.show(
        visit,
        _("Quels thèmes soulevés restent sans réponse?"),
        charts.themes_answered,
        charts.themes_answered_finding,
        visit.figure(figures.themes_answered, selection=shown),
        method=[
            _("Répondu : un programme ou une mesure qui y répond est promu à la même rencontre."),
            _("Le dessin laisse au tableau les thèmes sans programme actif au catalogue."),
            *masked,
        ],
        columns=columns.themes_answered(),
        key="themes_answered",
        selection=shown,
    )


def show_matrix(visit: Visit) -> None:
    """Themes across the programs that answer them, or a word to say that there is none."""
    frame = visit.figure(figures.themes_by_program)
    if frame.empty:
        st.caption(charts.themes_by_program_finding(frame))
        return
    chart.show(
        visit,
        _("Quel programme est promu là où le thème est soulevé?"),
        charts.themes_by_program,
        charts.themes_by_program_finding,
        frame,
        method=[
            _("Dans la case : les rencontres où le thème est soulevé et le programme promu."),
            _("0 encadré : une réponse existe et n'est pas promue. Vide : il n'y répond pas."),
            _("Les 8 thèmes le plus souvent sans réponse et 8 programmes; le reste au tableau."),
        ],
        columns=columns.themes_by_program(),
        key="themes_by_program",
    )


def show_without_demand(visit: Visit) -> None:
    """Programs promoted where nobody raised what they answer."""
    chart.show(
        visit,
        _("Quels programmes sont promus sans que personne en soulève le sujet?"),
        charts.programs_called_for,
        charts.programs_called_for_finding,
        visit.figure(figures.programs_called_for),
        method=[
            _("Demandé : des citoyens y soulèvent un thème auquel le programme répond."),
            _("Promouvoir sans demande n'est pas une faute : la prévention devance les questions."),
        ],
        columns=columns.programs_called_for(),
        key="programs_called_for",
    )


def show_retired(visit: Visit) -> None:
    """Retired programs that are promoted all the same, or a word to say that there is none."""
    frame = visit.figure(figures.retired_promoted)
    if frame.empty:
        st.caption(charts.retired_promoted_finding(frame))
        return
    chart.show(
        visit,
        _("Des programmes retirés sont-ils encore promus?"),
        charts.retired_promoted,
        charts.retired_promoted_finding,
        frame,
        method=[_("D'après le catalogue des programmes, tel qu'il est aujourd'hui.")],
        columns=columns.retired(),
        key="retired_promoted",
    )


def show_promotion(visit: Visit) -> None:
    """In how many meetups each service promotes a program."""
    chart.show(
        visit,
        _("Dans combien de rencontres un programme est-il promu?"),
        charts.promotion,
        charts.promotion_finding,
        visit.figure(figures.promotion_by_service),
        method=[
            _("Part des rencontres avec au moins un programme, intervalle de Wilson à 95 %."),
            _("Moins de 5 rencontres : marque vide, sans intervalle."),
        ],
        columns=columns.promotion(),
        key="promotion",
    )


def show_trend(visit: Visit) -> None:
    """One program, or any, over time."""
    shown = replace(visit.selection, program=None, answer=None)
    programs = visit.catalog.programs
    promoted = visit.figure(figures.programs_promoted, selection=shown)
    offered = [_ANY, *promoted["program"]]
    wanted = visit.selection.program
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Suivre un programme"),
            offered,
            index=offered.index(wanted) if wanted in offered else 0,
            format_func=lambda code: programs[code].name if code in programs else _("Au moins un"),
            width=460,
            key=f"programs_followed_{wanted}",
        )
        grain = theme_cards.chosen_grain("programs_grain")
    program = chosen if chosen in programs else None
    chart.show(
        visit,
        _("Promeut-on plus souvent qu'avant?"),
        charts.share_over_time,
        partial(charts.promotion_over_time_finding, name=programs[program].name if program else ""),
        visit.figure(figures.promotion_over_time, grain, program, selection=shown),
        method=list(theme_cards.over_time_method()),
        columns=columns.periods(),
        key=f"promotion_over_time_{chosen}_{grain}",
        selection=shown,
    )


def show_by_service(visit: Visit) -> None:
    """Programs across services."""
    chart.show(
        visit,
        _("Quels programmes chaque service promeut-il?"),
        charts.programs_of_services,
        charts.programs_of_services_finding,
        visit.figure(figures.programs_by_service),
        visit.figure(figures.programs_promoted),
        method=[
            _("Dans chaque case : la part des rencontres, et leur nombre."),
            _("Entre parenthèses : les rencontres tenues. Les 15 premiers programmes et mesures."),
        ],
        columns={"name": _("Service"), **columns.programs()},
        key="programs_of_services",
    )


def show_people_reached(visit: Visit) -> None:
    """People reached, as far as it was said."""
    chart.show(
        visit,
        _("Combien de personnes les programmes rejoignent-ils?"),
        charts.people_reached,
        charts.people_reached_finding,
        visit.figure(figures.programs_promoted),
        method=[
            _("Somme des nombres dits; une personne rejointe deux fois y compte deux fois."),
        ],
        columns=columns.programs(),
        key="people_reached",
    )
