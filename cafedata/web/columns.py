"""The columns of the tables behind the charts: which, in what order, and what they are called."""

from typing import Any

import streamlit as st

from cafedata.language import gettext as _

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


def standings() -> Columns:
    """For :func:`~cafedata.figures.meetups_by_state`."""
    return {
        "name": _("Service"),
        "standing": _("État"),
        "meetups": _whole(_("Rencontres")),
    }


def _whole(title: str) -> Any:
    return st.column_config.NumberColumn(title, format="localized")


def _decimal(title: str) -> Any:
    return st.column_config.NumberColumn(title, format="%.1f")


def _share() -> Columns:
    return {
        name: st.column_config.NumberColumn(title, format="percent")
        for name, title in (
            ("share", _("Part")),
            ("low", _("Intervalle, bas")),
            ("high", _("Intervalle, haut")),
        )
    }
