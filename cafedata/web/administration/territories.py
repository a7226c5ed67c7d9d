"""The section of territories: who polices a municipality since when, and how many live there."""

import datetime as dt
from typing import Any

import streamlit as st

from cafedata import language
from cafedata.administration import territories
from cafedata.administration.territories import Policed
from cafedata.catalog import Catalog
from cafedata.language import gettext as _
from cafedata.web.administration import places
from cafedata.web.administration.form import Form, table
from cafedata.web.page import Visit

_FORMAT = "YYYY-MM-DD"


def show(visit: Visit) -> None:
    st.caption(
        _(
            "Un territoire qui change de service garde ses dates passées : les taux d'autrefois ne "
            "bougent pas."
        )
    )
    code = places.choose_municipality(visit.catalog)
    if code is None:
        return
    asked = (visit.session, visit.viewer)
    policed = [row for row in territories.territories(*asked) if row.municipality_code == code]
    st.subheader(_("Desserte"), anchor=False)
    table([_line(row, visit.catalog) for row in policed], _("Desserte"))
    with st.expander(_("Un autre service prend la relève"), icon=":material/swap_horiz:"):
        _show_hand_over(visit.catalog, code)
    if policed:
        with st.expander(_("Corriger des dates"), icon=":material/edit_calendar:"):
            _show_correcting(visit.catalog, policed)
    with st.expander(_("Ajouter une période manquante"), icon=":material/add:"):
        _show_adding(visit.catalog, code)
    st.subheader(_("Population"), anchor=False)
    residents = [row for row in territories.populations(*asked) if row.municipality_code == code]
    table(
        [
            {_("Année"): str(row.year), _("Habitants"): row.residents, _("Source"): row.source}
            for row in residents
        ],
        _("Population"),
    )
    with st.expander(_("Inscrire une population"), icon=":material/add:"):
        _show_population(code)


def _line(row: Policed, catalog: Catalog) -> dict[str, Any]:
    return {
        _("Service"): catalog.services[row.service_code].short_name,
        _("Depuis le"): language.day(row.starts_on) if row.starts_on else _("Toujours"),
        _("Jusqu'au"): language.day(row.ends_on) if row.ends_on else _("En cours"),
        _("Source"): row.source,
    }


def _show_service(form: Form, catalog: Catalog) -> None:
    form.show(
        st.selectbox,
        "service",
        _("Service"),
        options=list(catalog.services),
        index=None,
        format_func=lambda code: catalog.services[code].short_name,
        placeholder=_("Choisissez un service"),
    )


def _show_day(form: Form, field: str, label: str, value: dt.date | None = None) -> None:
    earliest, latest = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
    options = {"value": value, "min_value": earliest, "max_value": latest, "format": _FORMAT}
    form.show(st.date_input, field, label, **options)


def _show_hand_over(catalog: Catalog, code: str) -> None:
    form = Form(f"hand_over:{code}")
    _show_service(form, catalog)
    _show_day(form, "starts_on", _("À partir du"))
    form.show(st.text_input, "source", _("Source (décret, entente, adresse)"))
    form.button(
        _("Enregistrer la relève"),
        lambda session, viewer: territories.hand_over(
            session,
            viewer,
            code,
            to_service=form.text("service"),
            from_day=form.value("starts_on"),
            source=form.text("source"),
        ),
        done=_("C'est enregistré : la desserte précédente s'arrête la veille."),
        type="primary",
    )
    form.tell()


def _show_correcting(catalog: Catalog, policed: list[Policed]) -> None:
    by_id = {row.coverage_id: row for row in policed}
    chosen = st.selectbox(
        _("Desserte à corriger"),
        list(by_id),
        format_func=lambda code: catalog.services[by_id[code].service_code].short_name,
        key="administration_coverage",
    )
    row = by_id.get(chosen, policed[0])
    form = Form(f"coverage:{row.coverage_id}")
    _show_day(form, "starts_on", _("Premier jour (vide : depuis toujours)"), row.starts_on)
    _show_day(form, "ends_on", _("Dernier jour (vide : en cours)"), row.ends_on)
    form.button(
        _("Enregistrer les dates"),
        lambda session, viewer: territories.correct_days(
            session, viewer, row.coverage_id, **_days(form)
        ),
        done=_("C'est enregistré."),
        type="primary",
    )
    form.tell()


def _show_adding(catalog: Catalog, code: str) -> None:
    form = Form(f"add_coverage:{code}")
    _show_service(form, catalog)
    _show_day(form, "starts_on", _("Premier jour (vide : depuis toujours)"))
    _show_day(form, "ends_on", _("Dernier jour (vide : en cours)"))
    form.show(st.text_input, "source", _("Source (décret, entente, adresse)"))
    form.button(
        _("Ajouter la période"),
        lambda session, viewer: territories.add_coverage(
            session,
            viewer,
            code,
            service_code=form.text("service"),
            source=form.text("source"),
            **_days(form),
        ),
        done=_("C'est enregistré."),
        type="primary",
    )
    form.tell()


def _days(form: Form) -> dict[str, dt.date | None]:
    return {name: form.value(name) for name in ("starts_on", "ends_on")}


def _show_population(code: str) -> None:
    form = Form(f"population:{code}")
    form.show(st.number_input, "year", _("Année"), value=None, step=1, format="%d")
    form.show(st.number_input, "residents", _("Habitants"), value=None, min_value=0, step=1)
    form.show(st.text_input, "source", _("Source (décret, recensement)"))
    form.button(
        _("Inscrire la population"),
        lambda session, viewer: territories.set_residents(
            session,
            viewer,
            code,
            year=form.value("year"),
            residents=form.value("residents"),
            source=form.text("source"),
        ),
        done=_("C'est enregistré."),
        type="primary",
    )
    form.tell()
