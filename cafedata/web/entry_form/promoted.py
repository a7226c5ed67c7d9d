"""The programs promoted and the measures explained: those that answer the themes first."""

import datetime as dt
from collections.abc import Iterable

import streamlit as st

from cafedata import doubts
from cafedata.access import Viewer
from cafedata.catalog import Catalog, Program
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.vocabulary import CatalogStatus, ProgramKind
from cafedata.web.entry_form.fields import Fields, Form
from cafedata.web.entry_form.values import (
    AMOUNTS,
    PROGRAM_LISTS,
    Typed,
    chosen_programs,
    chosen_themes,
    day_typed,
)

_SHOW_RETIRED = ":button:retired"


def show_programs(fields: Fields, viewer: Viewer, catalog: Catalog, today: dt.date) -> None:
    """Draw each program once, in the list where it was ticked: nothing ticked ever moves."""
    st.subheader(_("Qu'avez-vous fait connaître?"), anchor=False)
    fields.tell("programs")
    proposed = _show_proposed(fields, viewer, catalog)
    here = [row for row in catalog.programs.values() if row.code not in proposed]
    own = [row for row in here if row.kind is ProgramKind.program and _is_own(row, viewer)]
    measures = [row for row in here if row.kind is ProgramKind.measure and _is_own(row, viewer)]
    retired = [row for row in here if row.status is CatalogStatus.retired]
    others = [row for row in here if row not in own and row not in measures and row not in retired]
    _show_pills(fields, "programs", _("Programmes"), own, catalog)
    _show_pills(fields, "measures", _("Mesures de sécurité expliquées"), measures, catalog)
    _show_others(fields, others, catalog)
    if retired:
        _show_retired(fields, retired, catalog)
    _warn_of_retired(fields.form, catalog, today)


def _show_proposed(fields: Fields, viewer: Viewer, catalog: Catalog) -> list[str]:
    """The programs that answer what citizens raised, unless they are ticked in another list."""
    typed = fields.form.typed
    answering = [
        row for row in catalog.programs_answering(chosen_themes(typed)) if _is_own(row, viewer)
    ]
    return _show_pills(fields, "proposed", _("Répondent aux thèmes cochés"), answering, catalog)


def _show_pills(
    fields: Fields, name: str, text: str, offered: Iterable[Program], catalog: Catalog
) -> list[str]:
    """The programs offered and those already ticked here, in the catalogue's order; their codes."""
    typed = fields.form.typed
    ticked = set(typed.get(name) or ())
    codes = {row.code for row in offered} - set(_ticked_outside(name, typed)) | ticked
    options = [code for code in catalog.programs if code in codes]
    if options:
        fields.show(
            st.pills,
            name,
            text,
            options=options,
            format_func=lambda code: catalog.programs[code].name,
            selection_mode="multi",
        )
    return options


def _ticked_outside(name: str, typed: Typed) -> list[str]:
    """The codes that are ticked in the lists of programs other than this one."""
    lists = (typed.get(other) or () for other in PROGRAM_LISTS if other != name)
    return [code for codes in lists for code in codes]


def _show_others(fields: Fields, others: list[Program], catalog: Catalog) -> None:
    """The programs of other services, those that answer the themes first."""
    typed = fields.form.typed
    answering = {row.code for row in catalog.programs_answering(chosen_themes(typed))}
    elsewhere = _ticked_outside("more_programs", typed)
    free = [row.code for row in others if row.code not in elsewhere]
    codes = dict.fromkeys([*free, *(typed.get("more_programs") or ())])

    def name(code: str) -> str:
        program = catalog.programs[code].name
        if code not in answering:
            return program
        return sentence("{program} — répond aux thèmes cochés", program=program)

    fields.show(
        st.multiselect,
        "more_programs",
        _("D'autres programmes"),
        options=sorted(codes, key=lambda code: code not in answering),
        format_func=name,
        placeholder=_("Programmes d'autres services"),
        select_all=False,
    )


def _show_retired(fields: Fields, retired: list[Program], catalog: Catalog) -> None:
    is_asked = st.checkbox(
        _("Montrer aussi les programmes retirés"), key=fields.form.key(_SHOW_RETIRED)
    )
    if is_asked or fields.form.typed.get("retired_programs"):
        _show_pills(fields, "retired_programs", _("Programmes retirés"), retired, catalog)


def _warn_of_retired(form: Form, catalog: Catalog, today: dt.date) -> None:
    day = day_typed(form.typed)
    for code in chosen_programs(form.typed):
        program = catalog.programs.get(code)
        if program and program.is_over(day if isinstance(day, dt.date) else today):
            message, values = doubts.retirement(program, catalog)
            st.warning(sentence(message, **values), icon=":material/history_toggle_off:")
            show_successor(form, catalog, code, "short")


def show_successor(form: Form, catalog: Catalog, code: str, place: str) -> None:
    """The button that takes a retired program's successor instead of it, if it has one."""
    successor = catalog.programs.get(catalog.programs[code].successor or "")
    if successor:
        st.button(
            sentence("Prendre plutôt « {program} »", program=successor.name),
            icon=":material/swap_horiz:",
            key=form.key(f":button:{place}:{code}"),
            wrap=True,
            on_click=_take_successor,
            args=(form, code, successor),
        )


def _take_successor(form: Form, retired: str, successor: Program) -> None:
    """Put the successor in the retired one's place, with what was told of it."""
    typed = form.typed
    for name in PROGRAM_LISTS:
        if retired in (typed.get(name) or ()):
            form.choose(name, [code for code in typed[name] if code != retired])
    if successor.code not in chosen_programs(typed):
        name = "measures" if successor.kind is ProgramKind.measure else "programs"
        form.choose(name, [*(form.typed.get(name) or ()), successor.code])
        for amount in AMOUNTS:
            form.choose(f"{amount}:{successor.code}", typed.get(f"{amount}:{retired}"))
    form.doubts = [doubt for doubt in form.doubts if doubt.program_code != retired]
    form.questions.pop("programs", None)


def _is_own(program: Program, viewer: Viewer) -> bool:
    is_ours = not program.owners or viewer.service_code in program.owners
    is_offered = program.status is CatalogStatus.active
    return is_offered and (is_ours or program.kind is ProgramKind.measure)
