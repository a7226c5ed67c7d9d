"""Themes: what citizens raise, kept apart from what the police bring."""

from cafedata import charts, figures
from cafedata.language import gettext as _
from cafedata.web import chart, columns, page

with page.opened("themes") as visit:
    asked = (visit.session, visit.viewer, visit.selection)
    raised = figures.themes_raised(*asked)
    if visit.viewer.is_partner:
        compared = figures.themes_by_municipality(*asked)
        question = _("Les thèmes sont-ils les mêmes d'une municipalité à l'autre?")
        method, intervals = chart.masked_years(visit.viewer, visit.selection), []
    else:
        compared = figures.themes_by_service(*asked)
        question = _("Les thèmes sont-ils les mêmes d'un service à l'autre?")
        method = _("En % des rencontres où des citoyens ont soulevé le thème.")
        intervals = [_("Intervalle de Wilson à 95 %; les 15 premiers thèmes.")]

    chart.show(
        _("De quoi les citoyens parlent-ils le plus?"),
        charts.themes_ranked_finding(raised),
        charts.themes_ranked(raised),
        [method, *intervals],
        raised,
        columns.themes(),
        key="themes_ranked",
    )
    chart.show(
        question,
        charts.themes_compared_finding(compared),
        charts.themes_compared(compared),
        [method],
        compared,
        {"name": _("Service ou municipalité"), **columns.themes()},
        key="themes_compared",
    )
