"""The charts of attendance, in the groups that its page offers."""

from collections.abc import Callable

from cafedata import charts, figures
from cafedata.language import N_
from cafedata.language import gettext as _
from cafedata.web import chart, columns
from cafedata.web.page import Visit

_JOINT = N_("Une rencontre conjointe compte pour chacun de ses services, une fois pour la région.")
_EXTREMES = N_(
    "Les extrêmes se comparent par l'intervalle de leur différence, corrigé pour le choix."
)
_FEW = N_("Moins de 5 rencontres : marque vide, sans intervalle.")


def show_people(visit: Visit) -> None:
    """How many people were met, in all and at each meetup."""
    by_service = visit.figure(figures.attendance_by_service)
    chart.show(
        visit,
        _("Combien de personnes chaque service a-t-il rencontrées?"),
        charts.people_met,
        charts.people_met_finding,
        by_service,
        visit.figure(figures.attendance_overall),
        method=[_(_JOINT), *chart.undivided(visit.figure(figures.undivided_totals))],
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
            _(
                "Symbole : moyenne; trait court : médiane; intervalles à 95 % (bootstrap sur les "
                "rencontres)."
            ),
            _(_EXTREMES),
            _(_FEW),
        ],
        columns=columns.attendance_by_service(),
        key="mean_attendance",
    )
    chart.show(
        visit,
        _("Un service s'écarte-t-il vraiment des autres?"),
        charts.attendance_funnel,
        charts.attendance_funnel_finding,
        by_service,
        method=[
            _(
                "Entonnoir de Spiegelhalter : limites à 95 % et à 99,8 % autour de la moyenne commune."
            ),
        ],
        columns=columns.attendance_by_service(),
        key="attendance_funnel",
    )
    chart.show(
        visit,
        _("De quelle taille sont les rencontres?"),
        charts.sizes_of_meetups,
        charts.sizes_of_meetups_finding,
        visit.figure(figures.attendance_by_size),
        method=[
            _("Tailles telles que données, « environ » et « au moins » compris; classes inégales."),
        ],
        columns=columns.attendance_by_size(),
        key="sizes_of_meetups",
    )


def show_rates(visit: Visit) -> None:
    """How many people were met for each 10 000 residents."""
    chart.show(
        visit,
        _("Combien de personnes pour 10 000 résidents desservis?"),
        charts.rates_of_services,
        charts.rates_of_services_finding,
        visit.figure(figures.rate_by_service),
        method=[
            _("Rencontres tenues dans le territoire desservi ce jour-là, populations de l'année."),
            _("Intervalle à 95 % (bootstrap sur les rencontres), sans la part du nombre de cafés."),
            _(_EXTREMES),
            _(_FEW),
        ],
        columns=columns.rates_by_service(),
        key="rates_of_services",
    )
    chart.show(
        visit,
        _("Combien de personnes pour 10 000 résidents, municipalité par municipalité?"),
        charts.rates_of_municipalities,
        charts.rates_of_municipalities_finding,
        visit.figure(figures.rate_by_municipality),
        method=[
            _("Les 25 municipalités qui ont le plus de rencontres, en ordre alphabétique."),
            _("Une rencontre compte une fois, quel que soit le service."),
            _(_FEW),
        ],
        columns=columns.rates(),
        key="rates_of_municipalities",
    )


def show_when_and_who(visit: Visit) -> None:
    """When people come, who they are, and how sure the counts are."""
    chart.show(
        visit,
        _("Quand les gens viennent-ils?"),
        charts.monthly_attendance,
        charts.monthly_attendance_finding,
        visit.figure(figures.attendance_by_month),
        method=[
            _(
                "Personnes par mois, même échelle pour tous. Une croix : des rencontres, aucun nombre. "
                "Un 0 : personne n'est venu."
            )
        ],
        columns=columns.attendance_by_month(),
        key="monthly_attendance",
    )
    chart.show(
        visit,
        _("Quelles clientèles viennent?"),
        charts.clienteles_met,
        charts.clienteles_met_finding,
        visit.figure(figures.clientele_mix),
        method=[_("Seulement les rencontres qui donnent un nombre par clientèle.")],
        columns=columns.clienteles(),
        key="clienteles_met",
    )
    chart.show(
        visit,
        _("Le nombre de personnes est-il connu?"),
        charts.usable_counts,
        charts.usable_counts_finding,
        visit.figure(figures.usable_counts_by_service),
        visit.figure(figures.attendance_overall),
        method=[
            _("Un nombre de personnes, exact ou approché; intervalle de Wilson à 95 %."),
            _(_FEW),
        ],
        columns=columns.usable_counts(),
        key="usable_counts",
    )


GROUPS: dict[str, tuple[str, Callable[[Visit], None]]] = {
    "people": (N_("Par rencontre"), show_people),
    "rates": (N_("Pour 10 000 résidents"), show_rates),
    "when": (N_("Quand, qui, et ce qu'on en sait"), show_when_and_who),
}
"""The groups of the page by their code: their title, and what draws them."""
