"""Themes: what citizens raise, kept apart from what the police bring."""

from cafedata import charts, figures
from cafedata.language import gettext as _
from cafedata.web import chart, columns, page

with page.opened("themes") as visit:
    if visit.viewer.is_partner:
        shown = figures.partner_years(visit.selection)
        compared = visit.figure(figures.themes_by_municipality, selection=shown)
        question = _("Les thèmes sont-ils les mêmes d'une municipalité à l'autre?")
        method, intervals = chart.masked_years(visit.viewer, visit.selection), []
    else:
        shown = visit.selection
        compared = visit.figure(figures.themes_by_service)
        question = _("Les thèmes sont-ils les mêmes d'un service à l'autre?")
        method = _("En % des rencontres où des citoyens ont soulevé le thème.")
        intervals = [_("Intervalle de Wilson à 95 %; les 15 premiers thèmes.")]

    chart.show(
        visit,
        _("De quoi les citoyens parlent-ils le plus?"),
        charts.themes_ranked,
        charts.themes_ranked_finding,
        visit.figure(figures.themes_raised, selection=shown),
        method=[method, *intervals],
        columns=columns.themes(),
        key="themes_ranked",
        selection=shown,
    )
    chart.show(
        visit,
        question,
        charts.themes_compared,
        charts.themes_compared_finding,
        compared,
        method=[method],
        columns={"name": _("Service ou municipalité"), **columns.themes()},
        key="themes_compared",
        selection=shown,
    )
