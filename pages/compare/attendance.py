"""Attendance: how many people the cafés meet, service by service."""

from cafedata import charts, figures
from cafedata.language import gettext as _
from cafedata.web import chart, columns, page

with page.opened("attendance") as visit:
    asked = (visit.session, visit.viewer, visit.selection)
    overall = figures.attendance_overall(*asked)
    by_service = figures.attendance_by_service(*asked)
    by_month = figures.attendance_by_month(*asked)
    totals = figures.undivided_totals(*asked)

    chart.show(
        _("Combien de personnes chaque service a-t-il rencontrées?"),
        charts.people_met_finding(by_service, overall),
        charts.people_met(by_service),
        [
            chart.counted(overall),
            _(
                "Une rencontre conjointe compte pour chacun de ses services, une fois pour la région."
            ),
            *chart.undivided(totals),
        ],
        by_service,
        columns.attendance_by_service(),
        key="people_met",
    )
    chart.show(
        _("Combien de personnes viennent à une rencontre?"),
        charts.mean_attendance_finding(by_service),
        charts.mean_attendance(by_service),
        [
            _("Moyenne par rencontre comptée et intervalle à 95 % (bootstrap sur les rencontres)."),
            _("Moins de 5 rencontres : marque vide, sans intervalle."),
        ],
        by_service,
        columns.attendance_by_service(),
        key="mean_attendance",
    )
    chart.show(
        _("Quand les gens viennent-ils?"),
        charts.monthly_attendance_finding(by_month),
        charts.monthly_attendance(by_month),
        [
            _(
                "Personnes par mois, même échelle pour tous. Une croix : des rencontres, aucun nombre."
            )
        ],
        by_month,
        columns.attendance_by_month(),
        key="monthly_attendance",
    )
