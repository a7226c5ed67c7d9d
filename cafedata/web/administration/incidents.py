"""The section of confidentiality incidents: the register, one entry, and its files."""

from typing import Any

import streamlit as st

from cafedata import language
from cafedata.administration import export, incidents
from cafedata.administration.incidents import Incident, RegisteredIncident
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.vocabulary import InjuryRisk
from cafedata.web.administration.form import Form, table
from cafedata.web.page import Visit

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(visit: Visit) -> None:
    st.caption(
        sentence(
            "La loi demande d'inscrire tout incident qui touche un renseignement personnel, même sans "
            "gravité, et de le garder au moins {years} ans. N'inscrivez le nom de personne.",
            years=incidents.YEARS_KEPT,
        )
    )
    register = incidents.register(visit.session, visit.viewer)
    with st.expander(_("Inscrire un incident"), icon=":material/add:"):
        _show_new(visit)
    st.subheader(_("Registre des incidents"), anchor=False)
    table([_line(row) for row in register], _("Registre des incidents"))
    if register:
        _show_notices(register)
        _show_files(register)
        _show_completing(visit, register)


def _show_completing(visit: Visit, register: tuple[RegisteredIncident, ...]) -> None:
    by_number = {row.number: row for row in register}
    chosen = st.selectbox(
        _("Compléter un incident"),
        list(by_number),
        index=None,
        format_func=lambda number: _told(by_number[number]),
        placeholder=_("Choisissez un incident"),
        key="administration_incident",
    )
    if chosen in by_number:
        with st.container(border=True):
            _show_one(visit, by_number[chosen])


def _told(row: RegisteredIncident) -> str:
    return f"{row.number}. {row.incident.circumstances[:60]}"


def _line(row: RegisteredIncident) -> dict[str, Any]:
    known_on, people = row.incident.known_on, row.incident.people_count
    return {
        _("Numéro"): row.number,
        _("Appris le"): language.day(known_on) if known_on else "",
        _("Circonstances"): row.incident.circumstances,
        _("Personnes"): _("Inconnu") if people is None else language.number(people),
        _("Risque"): label(row.incident.risk),
    }


def _show_notices(register: tuple[RegisteredIncident, ...]) -> None:
    for row in register:
        if row.incident.lacks_a_notice:
            st.warning(
                sentence(
                    "Incident {number} : le risque est sérieux. Avisez avec diligence la Commission "
                    "d'accès à l'information et les personnes concernées, puis inscrivez ces dates.",
                    number=row.number,
                ),
                icon=":material/notification_important:",
            )


def _show_files(register: tuple[RegisteredIncident, ...]) -> None:
    name = _("registre-des-incidents")
    with st.container(horizontal=True):
        st.download_button(
            _("Télécharger (Excel)"),
            export.as_workbook(register),
            f"{name}.xlsx",
            _WORKBOOK,
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            _("Télécharger (CSV)"),
            export.as_csv(register),
            f"{name}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


def _show_one(visit: Visit, row: RegisteredIncident) -> None:
    form = Form(f"incident:{row.number}")
    _show_fields(form, row.incident)
    form.button(
        _("Enregistrer"),
        lambda session, viewer: incidents.correct_incident(
            session, viewer, row.number, _typed(form), today=visit.today
        ),
        done=_("C'est enregistré. Ce qui était écrit avant reste dans l'historique."),
        type="primary",
    )
    form.tell()


def _show_new(visit: Visit) -> None:
    form = Form("new_incident")
    _show_fields(form, Incident())
    form.button(
        _("Inscrire au registre"),
        lambda session, viewer: incidents.record_incident(
            session, viewer, _typed(form), today=visit.today
        ),
        done=_("L'incident est au registre."),
        type="primary",
    )
    form.tell()


_DAYS = ("known_on", "starts_on", "ends_on")
_NOTICES = ("commission_notified_on", "people_notified_on")


def _show_fields(form: Form, incident: Incident) -> None:
    for name in _DAYS:
        _show_day(form, name, incident)
    form.show(
        st.text_input, "period_words", export.title("period_words"), value=incident.period_words
    )
    for name in ("circumstances", "cause", "information"):
        form.show(st.text_area, name, export.title(name), value=getattr(incident, name), height=80)
    form.show(
        st.number_input,
        "people_count",
        export.title("people_count"),
        value=incident.people_count,
        min_value=0,
        step=1,
        placeholder=_("Vide : inconnu"),
    )
    form.show(
        st.checkbox,
        "people_are_estimated",
        export.title("people_are_estimated"),
        value=incident.people_are_estimated,
    )
    risks = list(InjuryRisk)
    form.show(
        st.selectbox,
        "risk",
        export.title("risk"),
        options=risks,
        index=risks.index(incident.risk),
        format_func=label,
    )
    form.show(
        st.text_area,
        "risk_reasons",
        export.title("risk_reasons"),
        value=incident.risk_reasons,
        height=80,
        help=_(
            "La sensibilité des renseignements, les usages malveillants possibles, les conséquences "
            "appréhendées et leur probabilité."
        ),
    )
    for name in _NOTICES:
        _show_day(form, name, incident)
    for name in ("public_notice", "measures"):
        form.show(st.text_area, name, export.title(name), value=getattr(incident, name), height=80)


def _show_day(form: Form, name: str, incident: Incident) -> None:
    options = {"value": getattr(incident, name), "format": "YYYY-MM-DD"}
    form.show(st.date_input, name, export.title(name), **options)


def _typed(form: Form) -> Incident:
    texts = ("period_words", "circumstances", "cause", "information", "risk_reasons")
    values: dict[str, Any] = {
        **{name: form.value(name) for name in (*_DAYS, *_NOTICES, "people_count")},
        **{name: form.text(name) for name in (*texts, "public_notice", "measures")},
        "people_are_estimated": bool(form.value("people_are_estimated", otherwise=False)),
        "risk": form.value("risk", InjuryRisk.not_assessed),
    }
    return Incident(**values)
