"""The section of accounts: read them, change one, disable or enable it, open one."""

from typing import Any

import streamlit as st

from cafedata import language
from cafedata.administration import accounts
from cafedata.administration.accounts import KnownAccount
from cafedata.catalog import Catalog
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.vocabulary import Role
from cafedata.web.administration.form import Form, table
from cafedata.web.page import Visit

_POLICE = (Role.liaison, Role.commander)
_WIDTHS = (190, 170, 175, 85, 200)
"""Pixels of the columns of accounts: with them all are in sight beside the menu at 1 280."""


def show(visit: Visit) -> None:
    known = accounts.accounts(visit.session, visit.viewer)
    st.caption(_("Ce que vous changez ici vaut dès le prochain clic de la personne."))
    st.subheader(_("Modifier un compte"), anchor=False)
    by_id = {row.account_id: row for row in known}
    chosen = st.selectbox(
        _("Compte"),
        list(by_id),
        index=None,
        format_func=lambda code: f"{by_id[code].name} ({by_id[code].email})",
        placeholder=_("Choisissez un compte"),
        key="administration_account",
    )
    if chosen in by_id:
        _show_one(visit, by_id[chosen])
    with st.expander(_("Ouvrir un compte"), icon=":material/person_add:"):
        _show_new(visit)
    st.subheader(_("Tous les comptes"), anchor=False)
    table(
        [_line(row, visit.catalog) for row in known],
        _("Tous les comptes"),
        dict(zip(_line(known[0], visit.catalog), _WIDTHS, strict=True)),
    )


def _line(row: KnownAccount, catalog: Catalog) -> dict[str, Any]:
    places = [catalog.municipalities[code].name for code in sorted(row.municipality_codes)]
    service = catalog.services[row.service_code].short_name if row.service_code else ""
    return {
        _("Nom"): row.name,
        _("Rôle"): label(row.role),
        _("Service ou municipalités"): service or language.listing(places),
        _("État"): _("Ouvert") if row.is_active else _("Désactivé"),
        _("Courriel"): row.email,
    }


def _show_one(visit: Visit, row: KnownAccount) -> None:
    form = Form(f"account:{row.account_id}")
    with st.container(border=True):
        form.show(st.text_input, "name", _("Nom"), value=row.name)
        _show_role(form, visit.catalog, row)
        with st.container(horizontal=True):
            form.button(
                _("Enregistrer"),
                lambda session, viewer: accounts.change_account(
                    session, viewer, row.account_id, **_typed(form)
                ),
                done=_("C'est enregistré."),
                type="primary",
            )
            _show_switch(form, row)
        form.tell()


def _show_switch(form: Form, row: KnownAccount) -> None:
    if row.is_active:
        form.button(
            _("Désactiver ce compte"),
            lambda session, viewer: accounts.disable_account(session, viewer, row.account_id),
            done=_("Ce compte est désactivé. Tout ce que la personne a inscrit reste."),
            icon=":material/person_off:",
        )
        return
    form.button(
        _("Réactiver ce compte"),
        lambda session, viewer: accounts.enable_account(session, viewer, row.account_id),
        done=_("Ce compte est réactivé. La personne peut se connecter."),
        icon=":material/person_check:",
    )


def _show_new(visit: Visit) -> None:
    form = Form("new_account")
    form.show(st.text_input, "email", _("Courriel"))
    form.show(st.text_input, "name", _("Nom"))
    _show_role(form, visit.catalog, None)
    form.button(
        _("Ouvrir le compte"),
        lambda session, viewer: accounts.open_account(
            session, viewer, email=form.text("email"), **_typed(form)
        ),
        done=_("Le compte est ouvert. La personne se connecte avec ce courriel."),
        type="primary",
    )
    form.tell()


def _show_role(form: Form, catalog: Catalog, row: KnownAccount | None) -> None:
    roles = list(Role)
    role = form.show(
        st.selectbox,
        "role",
        _("Rôle"),
        options=roles,
        index=roles.index(row.role) if row else None,
        format_func=label,
        placeholder=_("Choisissez un rôle"),
    )
    if role in _POLICE:
        services = list(catalog.partner_services)
        current = row.service_code if row else None
        form.show(
            st.selectbox,
            "service",
            _("Service"),
            options=services,
            index=services.index(current) if current in services else None,
            format_func=lambda code: catalog.services[code].short_name,
            placeholder=_("Choisissez un service"),
        )
    if role is Role.partner:
        form.show(
            st.multiselect,
            "municipality",
            _("Municipalités"),
            options=list(catalog.municipalities),
            default=sorted(row.municipality_codes) if row else None,
            format_func=lambda code: catalog.municipalities[code].name,
            placeholder=_("Choisissez une ou plusieurs municipalités"),
            select_all=False,
        )


def _typed(form: Form) -> dict[str, Any]:
    """What a role, its service and its municipalities were when the button was pressed.

    A field that the role does not have is not read, whatever a browser says it holds.
    """
    role = form.value("role")
    return {
        "name": form.text("name"),
        "role": role,
        "service_code": form.value("service") if role in _POLICE else None,
        "municipality_codes": form.value("municipality", ()) if role is Role.partner else (),
    }
