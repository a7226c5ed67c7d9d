"""Programs: what each service promotes, and what it explains."""

from cafedata import charts, figures
from cafedata.language import gettext as _
from cafedata.web import chart, columns, page

with page.opened("programs") as visit:
    asked = (visit.session, visit.viewer, visit.selection)
    promotion = figures.promotion_by_service(*asked)
    by_service = figures.programs_by_service(*asked)
    overall = figures.programs_promoted(*asked)

    chart.show(
        _("Dans combien de rencontres un programme est-il promu?"),
        charts.promotion_finding(promotion),
        charts.promotion(promotion),
        [
            _("Part des rencontres avec au moins un programme, intervalle de Wilson à 95 %."),
            _("Moins de 5 rencontres : marque vide, sans intervalle."),
        ],
        promotion,
        columns.promotion(),
        key="promotion",
    )
    chart.show(
        _("Quels programmes chaque service promeut-il?"),
        charts.programs_of_services_finding(by_service, overall),
        charts.programs_of_services(by_service),
        [_("En % des rencontres de chaque service; les 15 premiers programmes et mesures.")],
        by_service,
        {"name": _("Service"), **columns.programs()},
        key="programs_of_services",
    )
