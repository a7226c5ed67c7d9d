"""Attendance: how many people the cafés meet, service by service."""

from cafedata import charts, figures
from cafedata.language import gettext as _
from cafedata.web import chart, columns, page

with page.opened("attendance") as visit:
    overall = visit.figure(figures.attendance_overall)
    by_service = visit.figure(figures.attendance_by_service)
    totals = visit.figure(figures.undivided_totals)

    chart.show(
        visit,
        _("Combien de personnes chaque service a-t-il rencontrées?"),
        charts.people_met,
        charts.people_met_finding,
        by_service,
        overall,
        method=[
            _(
                "Une rencontre conjointe compte pour chacun de ses services, une fois pour la région."
            ),
            *chart.undivided(totals),
        ],
        columns=columns.attendance_by_service(),
        key="people_met",
    )
    chart.show(
        visit,
        _("Combien de personnes viennent à une rencontre?"),
        charts.mean_attendance,
        charts.mean_attendance_finding,
        by_service,
        method=[
            _("Moyenne par rencontre comptée et intervalle à 95 % (bootstrap sur les rencontres)."),
            _("Moins de 5 rencontres : marque vide, sans intervalle."),
        ],
        columns=columns.attendance_by_service(),
        key="mean_attendance",
    )
    chart.show(
        visit,
        _("Quand les gens viennent-ils?"),
        charts.monthly_attendance,
        charts.monthly_attendance_finding,
        visit.figure(figures.attendance_by_month),
        method=[
            _(
                "Personnes par mois, même échelle pour tous. Une croix : des rencontres, aucun nombre."
            )
        ],
        columns=columns.attendance_by_month(),
        key="monthly_attendance",
    )
