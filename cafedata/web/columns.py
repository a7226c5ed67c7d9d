"""The columns of the tables behind the charts: which, in what order, and what they are called."""

from typing import Any

import streamlit as st

from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.vocabulary import Standing

Columns = dict[str, Any]


def attendance_by_service() -> Columns:
    """For :func:`~cafedata.figures.attendance_by_service`."""
    return {
        "name": _("Service"),
        "meetups": _whole(_("Rencontres")),
        "counted": _whole(_("Avec un nombre utilisable")),
        "uncounted": _whole(_("Sans nombre utilisable")),
        "people": _whole(_("Personnes")),
        "about": _whole(_("« environ »")),
        "at_least": _whole(_("« au moins »")),
        "mean": _decimal(_("Moyenne")),
        "low": _decimal(_("Intervalle, bas")),
        "high": _decimal(_("Intervalle, haut")),
        "median": _decimal(_("Médiane")),
        "median_low": _decimal(_("Médiane, bas")),
        "median_high": _decimal(_("Médiane, haut")),
    }


def attendance_by_size() -> Columns:
    """For :func:`~cafedata.figures.attendance_by_size`."""
    return {
        "least": _whole(_("De (personnes)")),
        "most": _whole(_("À (personnes)")),
        "meetups": _whole(_("Rencontres")),
    }


def rates() -> Columns:
    """For :func:`~cafedata.figures.rate_by_municipality`."""
    return {
        "name": _("Municipalité"),
        "residents": _whole(_("Résidents")),
        "meetups": _whole(_("Rencontres")),
        "counted": _whole(_("Avec un nombre utilisable")),
        "people": _whole(_("Personnes")),
        "rate": _decimal(_("Pour 10 000 résidents")),
        "low": _decimal(_("Intervalle, bas")),
        "high": _decimal(_("Intervalle, haut")),
    }


def rates_by_service() -> Columns:
    """For :func:`~cafedata.figures.rate_by_service`."""
    return {
        **rates(),
        "name": _("Service"),
        "elsewhere": _whole(_("Hors du territoire")),
        "unknown": _("Population inconnue"),
    }


def clienteles() -> Columns:
    """For :func:`~cafedata.figures.clientele_mix`."""
    return {
        "name": _("Service"),
        "label": _("Clientèle"),
        "people": _whole(_("Personnes")),
        "meetups": _whole(_("Rencontres avec un nombre")),
        "named": _whole(_("Rencontres qui la nomment")),
        "share": st.column_config.NumberColumn(_("Part"), format="percent"),
    }


def usable_counts() -> Columns:
    """For :func:`~cafedata.figures.usable_counts_by_service`."""
    return {
        "name": _("Service"),
        "meetups": _whole(_("Avec un nombre utilisable")),
        "n": _whole(_("Rencontres")),
        **_share(),
    }


def attendance_by_month() -> Columns:
    """For :func:`~cafedata.figures.attendance_by_month`."""
    return {
        "name": _("Service"),
        "month": st.column_config.DateColumn(_("Mois"), format="YYYY-MM"),
        "meetups": _whole(_("Rencontres")),
        "counted": _whole(_("Avec un nombre utilisable")),
        "people": _whole(_("Personnes")),
    }


def themes() -> Columns:
    """For :func:`~cafedata.figures.themes_raised`."""
    return {
        "label": _("Thème"),
        "meetups": _whole(_("Soulevé par des citoyens")),
        "by_police": _whole(_("Apporté par la police")),
        "n": _whole(_("Rencontres")),
        **_share(),
    }


def programs() -> Columns:
    """For :func:`~cafedata.figures.programs_promoted`."""
    return {
        "label": _("Programme ou mesure"),
        "meetups": _whole(_("Rencontres")),
        "n": _whole(_("Sur")),
        **_share(),
        "people_reached": _whole(_("Personnes rejointes (connues)")),
        "reached_known": _whole(_("Rencontres qui l'ont précisé")),
    }


def promotion() -> Columns:
    """For :func:`~cafedata.figures.promotion_by_service`."""
    return {
        "name": _("Service"),
        "meetups": _whole(_("Rencontres avec un programme")),
        "n": _whole(_("Rencontres")),
        **_share(),
    }


def periods() -> Columns:
    """For :func:`~cafedata.figures.theme_over_time` and
    :func:`~cafedata.figures.promotion_over_time`."""
    return {
        "starts_on": st.column_config.DateColumn(_("Du"), format="YYYY-MM-DD"),
        "ends_on": st.column_config.DateColumn(_("Au"), format="YYYY-MM-DD"),
        "meetups": _whole(_("Rencontres")),
        "n": _whole(_("Sur")),
        **_share(),
    }


def themes_answered() -> Columns:
    """For :func:`~cafedata.figures.themes_answered`."""
    return {
        "label": _("Thème"),
        **_outcomes(),
        "programs": _whole(_("Programmes actifs qui y répondent")),
    }


def programs_called_for() -> Columns:
    """For :func:`~cafedata.figures.programs_called_for`."""
    return {"label": _("Programme ou mesure"), **_outcomes()}


def _outcomes() -> Columns:
    return {
        "outcome": _("Réponse"),
        "meetups": _whole(_("Rencontres")),
        "of": _whole(_("Sur")),
        **_share(),
    }


def themes_by_program() -> Columns:
    """For :func:`~cafedata.figures.themes_by_program`."""
    return {
        "theme_label": _("Thème"),
        "label": _("Programme ou mesure"),
        "meetups": _whole(_("Promu là où le thème est soulevé")),
        "raised": _whole(_("Thème soulevé")),
        **_share(),
        "promoted": _whole(_("Promu en tout")),
        "unanswered": _whole(_("Thème sans réponse")),
    }


def retired() -> Columns:
    """For :func:`~cafedata.figures.retired_promoted`."""
    return {
        "label": _("Programme retiré"),
        "successor": _("Remplacé par"),
        "meetups": _whole(_("Rencontres")),
        "n": _whole(_("Sur")),
        "services": _("Services"),
        "last_on": st.column_config.DateColumn(_("Dernière fois"), format="YYYY-MM-DD"),
    }


def offences() -> Columns:
    """For :func:`~cafedata.figures.offences_by_family`."""
    return {
        "label": _("Famille"),
        "heard": _whole(_("Délits entendus")),
        "meetups": _whole(_("Rencontres")),
        "acted": _whole(_("Ont mené à une action")),
        "acted_of": _whole(_("Sur")),
        **_share(),
    }


def places() -> Columns:
    """For :func:`~cafedata.figures.places` and :func:`~cafedata.figures.unvisited_places`."""
    return {
        "name": _("Municipalité"),
        "mrc": _("MRC"),
        "services": _("Desservie par"),
        "meetups": _whole(_("Rencontres")),
        "people": _whole(_("Personnes (connues)")),
        "residents": _whole(_("Population")),
        "per_10k": _decimal(_("Personnes par 10 000 hab.")),
        "last_on": st.column_config.DateColumn(_("Dernier café"), format="YYYY-MM-DD"),
        "months_since": _whole(_("Mois depuis")),
    }


def territories() -> Columns:
    """For :func:`~cafedata.figures.territories`."""
    return {
        "name": _("Service"),
        "policed": _whole(_("Municipalités desservies")),
        "visited": _whole(_("Avec un café")),
        "meetups": _whole(_("Rencontres")),
        "inside": _whole(_("Sur son territoire")),
        "outside": _whole(_("Ailleurs")),
    }


def compared(first: str, second: str) -> Columns:
    """For :func:`~cafedata.figures.compared`: what the two sides are called heads their columns."""
    return {
        "label": _("Mesure"),
        "first": _hundredth(first),
        "first_meetups": _whole(sentence("{name} : rencontres", name=first)),
        "first_n": _whole(sentence("{name} : sur", name=first)),
        "second": _hundredth(second),
        "second_meetups": _whole(sentence("{name} : rencontres", name=second)),
        "second_n": _whole(sentence("{name} : sur", name=second)),
        "difference": _hundredth(_("Écart")),
        "low": _hundredth(_("Intervalle, bas")),
        "high": _hundredth(_("Intervalle, haut")),
    }


def reporting() -> Columns:
    """For :func:`~cafedata.figures.reporting_by_service`."""
    return {
        "name": _("Service"),
        **{word.value: _whole(label(word)) for word in Standing if word is not Standing.planned},
        "ahead": _whole(_("À venir (60 jours)")),
        "next_on": _day(_("Prochain café")),
        "last_on": _day(_("Dernier café")),
    }


def _day(title: str) -> Any:
    return st.column_config.DateColumn(title, format="YYYY-MM-DD")


def _whole(title: str) -> Any:
    return st.column_config.NumberColumn(title, format="localized")


# A format such as "%.1f" knows no decimal comma; the step says how many decimals are shown.
def _decimal(title: str) -> Any:
    return st.column_config.NumberColumn(title, format="localized", step=0.1)


def _hundredth(title: str) -> Any:
    return st.column_config.NumberColumn(title, format="localized", step=0.01)


def _share() -> Columns:
    return {
        name: st.column_config.NumberColumn(title, format="percent")
        for name, title in (
            ("share", _("Part")),
            ("low", _("Intervalle, bas")),
            ("high", _("Intervalle, haut")),
        )
    }
