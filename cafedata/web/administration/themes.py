"""The section of themes: read them, rename or retire one, add one."""

from typing import Any

import streamlit as st

from cafedata.administration import catalogue
from cafedata.catalog import Catalog, Theme
from cafedata.labels import THEME_FAMILIES, label, theme_family
from cafedata.language import gettext as _
from cafedata.regrouping import OTHER
from cafedata.vocabulary import CatalogStatus
from cafedata.web.administration import retirement
from cafedata.web.administration.form import Form, table
from cafedata.web.page import Visit


def show(visit: Visit) -> None:
    themes = visit.catalog.themes
    st.caption(
        _("Un nouveau nom vaut aussi pour les cafés passés; ce qui est compté ne bouge pas.")
    )
    st.subheader(_("Modifier un thème"), anchor=False)
    chosen = st.selectbox(
        _("Thème"),
        list(themes),
        index=None,
        format_func=lambda code: themes[code].label,
        placeholder=_("Choisissez un thème"),
        key="administration_theme",
    )
    if chosen in themes:
        _show_one(visit, themes[chosen])
    with st.expander(_("Ajouter un thème"), icon=":material/add:"):
        _show_new()
    st.subheader(_("Tous les thèmes"), anchor=False)
    table([_line(row, visit.catalog) for row in themes.values()], _("Tous les thèmes"))


def _line(row: Theme, catalog: Catalog) -> dict[str, Any]:
    return {
        _("Nom français"): row.label_fr,
        _("Nom anglais"): row.label_en,
        _("Famille"): theme_family(row.family),
        _("État"): label(row.status),
        _("Successeur"): catalog.themes[row.successor].label if row.successor else "",
    }


def _show_one(visit: Visit, row: Theme) -> None:
    form = Form(f"theme:{row.code}")
    with st.container(border=True):
        _show_fields(form, row)
        form.button(
            _("Enregistrer"),
            lambda session, viewer: catalogue.rename_theme(
                session, viewer, row.code, **_typed(form)
            ),
            done=_("C'est enregistré."),
            type="primary",
        )
        form.tell()
    if row.code == OTHER:
        return
    others = {
        code: theme.label
        for code, theme in visit.catalog.themes.items()
        if theme.status is CatalogStatus.active and code not in (row.code, OTHER)
    }
    retirement.show(
        f"theme:{row.code}",
        row.status,
        others,
        lambda session, viewer, successor: catalogue.retire_theme(
            session, viewer, row.code, successor=successor
        ),
        lambda session, viewer: catalogue.reactivate_theme(session, viewer, row.code),
    )


def _show_new() -> None:
    form = Form("new_theme")
    _show_fields(form, None)
    form.button(
        _("Ajouter ce thème"),
        lambda session, viewer: catalogue.add_theme(session, viewer, **_typed(form)),
        done=_("Le thème est offert dans le formulaire de saisie."),
        type="primary",
    )
    form.tell()


def _show_fields(form: Form, row: Theme | None) -> None:
    form.show(st.text_input, "label_fr", _("Nom français"), value=row.label_fr if row else "")
    form.show(st.text_input, "label_en", _("Nom anglais"), value=row.label_en if row else "")
    families = list(THEME_FAMILIES)
    form.show(
        st.selectbox,
        "family",
        _("Famille"),
        options=families,
        index=families.index(row.family) if row else None,
        format_func=theme_family,
        placeholder=_("Choisissez une famille"),
    )


def _typed(form: Form) -> dict[str, str]:
    return {name: form.text(name) for name in ("label_fr", "label_en", "family")}
