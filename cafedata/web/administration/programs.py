"""The section of programs: read them, change or retire one, add one."""

from typing import Any

import streamlit as st

from cafedata import language
from cafedata.administration import catalogue
from cafedata.catalog import Catalog, Program
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.regrouping import OTHER
from cafedata.vocabulary import CatalogStatus, ProgramKind
from cafedata.web.administration import retirement
from cafedata.web.administration.form import Form, table
from cafedata.web.page import Visit


def show(visit: Visit) -> None:
    programs = visit.catalog.programs
    st.caption(
        _("Les thèmes auxquels un programme répond font proposer ce programme pendant la saisie.")
    )
    st.subheader(_("Modifier un programme"), anchor=False)
    chosen = st.selectbox(
        _("Programme ou mesure"),
        list(programs),
        index=None,
        format_func=lambda code: programs[code].name,
        placeholder=_("Choisissez un programme ou une mesure"),
        key="administration_program",
    )
    if chosen in programs:
        _show_one(visit, programs[chosen])
    with st.expander(_("Ajouter un programme ou une mesure"), icon=":material/add:"):
        _show_new(visit)
    st.subheader(_("Tous les programmes"), anchor=False)
    table([_line(row, visit.catalog) for row in programs.values()], _("Tous les programmes"))


def _line(row: Program, catalog: Catalog) -> dict[str, Any]:
    answers = [theme.label for code, theme in catalog.themes.items() if code in row.answers]
    return {
        _("Nom français"): row.name_fr,
        _("Sorte"): label(row.kind),
        _("État"): label(row.status),
        _("Mené par"): language.listing(
            name for code, name in catalog.owners.items() if code in row.owners
        ),
        _("Répond aux thèmes"): language.listing(answers),
        _("Successeur"): catalog.programs[row.successor].name if row.successor else "",
        _("Nom anglais"): row.name_en,
    }


def _show_one(visit: Visit, row: Program) -> None:
    form = Form(f"program:{row.code}")
    with st.container(border=True):
        _show_fields(form, visit.catalog, row)
        form.button(
            _("Enregistrer"),
            lambda session, viewer: catalogue.change_program(
                session, viewer, row.code, **_typed(form)
            ),
            done=_("C'est enregistré."),
            type="primary",
        )
        form.tell()
    others = {
        code: program.name
        for code, program in visit.catalog.programs.items()
        if program.status is not CatalogStatus.retired and code != row.code
    }
    retirement.show(
        f"program:{row.code}",
        row.status,
        others,
        lambda session, viewer, successor: catalogue.retire_program(
            session, viewer, row.code, successor=successor
        ),
        lambda session, viewer: catalogue.reactivate_program(session, viewer, row.code),
    )


def _show_new(visit: Visit) -> None:
    form = Form("new_program")
    form.show(
        st.radio, "kind", _("Sorte"), options=list(ProgramKind), format_func=label, horizontal=True
    )
    _show_fields(form, visit.catalog, None)
    form.button(
        _("Ajouter"),
        lambda session, viewer: catalogue.add_program(
            session,
            viewer,
            kind=form.value("kind", ProgramKind.program),
            **_typed(form),
        ),
        done=_("C'est offert dans le formulaire de saisie de tous les services."),
        type="primary",
    )
    form.tell()


def _show_fields(form: Form, catalog: Catalog, row: Program | None) -> None:
    form.show(st.text_input, "name_fr", _("Nom français"), value=row.name_fr if row else "")
    form.show(
        st.text_input,
        "name_en",
        _("Nom anglais, s'il y en a un"),
        value=row.name_en if row else "",
    )
    form.show(st.text_input, "purpose", _("But, en une phrase"), value=row.purpose if row else "")
    themes = [code for code in catalog.themes if code != OTHER]
    form.show(
        st.multiselect,
        "answers",
        _("Répond aux thèmes"),
        options=themes,
        default=[code for code in themes if row and code in row.answers],
        format_func=lambda code: catalog.themes[code].label,
        placeholder=_("Choisissez les thèmes"),
        select_all=False,
    )
    owners = catalog.owners
    form.show(
        st.multiselect,
        "owners",
        _("Mené par"),
        options=list(owners),
        default=[code for code in owners if row and code in row.owners],
        format_func=lambda code: owners[code],
        placeholder=_("Tous les services"),
        select_all=False,
    )


def _typed(form: Form) -> dict[str, Any]:
    texts = {name: form.text(name) for name in ("name_fr", "name_en", "purpose")}
    return {**texts, **{name: form.value(name, ()) for name in ("answers", "owners")}}
