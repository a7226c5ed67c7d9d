"""Programs: what each service promotes, and what it explains."""

from cafedata import charts, figures
from cafedata.language import gettext as _
from cafedata.web import chart, columns, page

with page.opened("programs") as visit:
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
    chart.show(
        visit,
        _("Quels programmes chaque service promeut-il?"),
        charts.programs_of_services,
        charts.programs_of_services_finding,
        visit.figure(figures.programs_by_service),
        visit.figure(figures.programs_promoted),
        method=[_("En % des rencontres de chaque service; les 15 premiers programmes et mesures.")],
        columns={"name": _("Service"), **columns.programs()},
        key="programs_of_services",
    )
