"""The short path of the form: when, where, how many people, themes, programs."""

import datetime as dt
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from cafedata import language, meetups
from cafedata.access import Viewer
from cafedata.catalog import Catalog, Program, Theme
from cafedata.labels import THEME_FAMILIES, label, theme_family
from cafedata.language import bare, sentence
from cafedata.language import gettext as _
from cafedata.vocabulary import (
    TOOK_PLACE,
    CatalogStatus,
    CountPrecision,
    DatePrecision,
    MeetupState,
    ProgramKind,
    VenueKind,
)
from cafedata.web.entry_form.fields import Fields, Form
from cafedata.web.entry_form.values import ELSEWHERE, chosen_themes, days_offered

NAMES = frozenset(
    {
        "state",
        "state_reason",
        "day",
        "other_day",
        "date_precision",
        "municipality",
        "other_municipality",
        "venue",
        "venue_name",
        "venue_kind",
        "people",
        "precision",
        "words",
        "themes",
        "programs",
    }
)
"""The widgets of the short path beside which a problem may be told."""
_FEW = 6
"""Up to this many municipalities or venues are offered side by side, one tap each."""


def show_state(fields: Fields) -> bool:
    """What happened; returns whether the meetup took place, and so has a report."""
    if not fields.form.typed.get("state"):
        fields.form.choose("state", MeetupState.held)
    state = fields.show(
        st.segmented_control,
        "state",
        _("Qu'est-ce qui s'est passé?"),
        options=list(MeetupState),
        format_func=label,
        required=True,
    )
    if state not in (MeetupState.planned, MeetupState.held):
        fields.show(
            st.text_input, "state_reason", _("Pourquoi?"), placeholder=_("Par exemple : tempête")
        )
    return state in TOOK_PLACE


def show_when(fields: Fields, today: dt.date) -> None:
    chosen = fields.show(
        st.pills,
        "day",
        _("Quel jour?"),
        options=[*days_offered(today), ELSEWHERE],
        format_func=lambda day: _day_offered(day, today),
    )
    if chosen != ELSEWHERE:
        return
    fields.show(st.date_input, "other_day", _("Date"), value=None, format="YYYY-MM-DD")
    fields.show(
        st.segmented_control,
        "date_precision",
        _("Que sait-on de la date?"),
        options=list(DatePrecision),
        format_func=label,
    )


def _day_offered(day: Any, today: dt.date) -> str:
    if day == ELSEWHERE:
        return _("Un autre jour")
    name = _("Aujourd'hui") if day == today else _("Hier")
    return f"{name}, {language.weekday_and_day(day)}"


def show_where(
    fields: Fields, session: Session, viewer: Viewer, catalog: Catalog, today: dt.date
) -> None:
    municipality = _show_municipality(fields, viewer, catalog, today)
    if not municipality:
        return
    known = meetups.known_venues(session, viewer, municipality, today)
    name = _show_venue(fields, [venue.name for venue in known])
    kinds = {venue.name: venue.kind for venue in known}
    if kinds.get(name) and not fields.form.typed.get("venue_kind"):
        fields.form.choose("venue_kind", kinds[name])
    if name:
        fields.show(
            st.pills,
            "venue_kind",
            _("De quelle sorte?"),
            options=list(VenueKind),
            format_func=label,
        )


def _show_venue(fields: Fields, known: list[str]) -> str:
    """The most used venues, one tap each, or the line where another one is written."""
    question, most_used = _("Dans quel lieu?"), known[:_FEW]
    if not most_used:
        return str(fields.show(st.text_input, "venue_name", question) or "")
    if fields.form.typed.get("venue") not in (*most_used, ELSEWHERE):
        # That of another municipality, chosen before; what was written stays in sight.
        written = fields.form.typed.get("venue_name")
        fields.form.choose("venue", ELSEWHERE if written else None)
    chosen = fields.show(
        st.pills,
        "venue",
        question,
        options=[*most_used, ELSEWHERE],
        format_func=lambda name: name if name != ELSEWHERE else _("Un autre lieu"),
    )
    if chosen != ELSEWHERE:
        fields.tell("venue_name")
        return chosen or ""
    written = str(fields.show(st.text_input, "venue_name", _("Nom du lieu")) or "")
    _propose_venues(fields.form, written, known)
    return written


def _propose_venues(form: Form, written: str, known: list[str]) -> None:
    """The known venues that what is written begins to name, so that each keeps one spelling."""
    words = bare(written).split()
    near = [name for name in known if words and all(word in bare(name) for word in words)]
    for name in [name for name in near if name != written][:_FEW]:
        st.button(
            sentence("Est-ce « {venue} »?", venue=name),
            key=form.key(f":button:venue:{name}"),
            type="tertiary",
            on_click=form.choose,
            args=("venue_name", name),
        )


def _show_municipality(
    fields: Fields, viewer: Viewer, catalog: Catalog, today: dt.date
) -> str | None:
    own = catalog.policed_by(viewer.service_code or "", today)
    near = [code for code in catalog.municipalities if code in own]
    others = [code for code in catalog.municipalities if code not in near]

    def name(code: str) -> str:
        return catalog.municipalities[code].name if code != ELSEWHERE else _("Ailleurs")

    chosen: str | None
    if len(near) <= _FEW:
        chosen = fields.show(
            st.pills,
            "municipality",
            _("Dans quelle municipalité?"),
            options=[*near, ELSEWHERE],
            format_func=name,
        )
        if chosen != ELSEWHERE:
            return chosen
    else:
        others = [*near, *others]
        fields.tell("municipality")
    chosen = fields.show(
        st.selectbox,
        "other_municipality",
        _("Municipalité"),
        options=others if len(near) > _FEW else list(catalog.municipalities),
        index=None,
        format_func=name,
        placeholder=_("Choisissez une municipalité"),
    )
    return chosen


def show_people(fields: Fields) -> None:
    fields.show(
        st.number_input,
        "people",
        _("Combien de personnes?"),
        value=None,
        step=1,
        placeholder=_("Laissez vide si vous ne savez pas; 0 si personne n'est venu"),
    )
    precision = fields.show(
        st.pills,
        "precision",
        _("Ce nombre est"),
        options=list(CountPrecision),
        format_func=label,
        help=_("Un nombre approximatif reste utile : il est montré comme tel, jamais comme exact."),
    )
    if precision == CountPrecision.in_words:
        fields.show(
            st.text_input, "words", _("En mots"), placeholder=_("Par exemple : des dizaines")
        )


def show_themes(fields: Fields, catalog: Catalog) -> None:
    st.subheader(_("De quoi les citoyens ont-ils parlé?"), anchor=False)
    fields.tell("themes")
    for family in THEME_FAMILIES:
        themes = {
            code: theme
            for code, theme in catalog.themes.items()
            if theme.family == family and _is_offered(theme, fields)
        }
        if themes:
            fields.show(
                st.pills,
                f"themes:{family}",
                theme_family(family),
                options=list(themes),
                format_func=lambda code, themes=themes: themes[code].label,
                selection_mode="multi",
            )


def _is_offered(theme: Theme, fields: Fields) -> bool:
    is_chosen = theme.code in chosen_themes(fields.form.typed)
    return theme.code != "other" and (theme.status is CatalogStatus.active or is_chosen)


def show_programs(fields: Fields, viewer: Viewer, catalog: Catalog) -> None:
    st.subheader(_("Qu'avez-vous fait connaître?"), anchor=False)
    fields.tell("programs")
    answering = {row.code for row in catalog.programs_answering(chosen_themes(fields.form.typed))}
    chosen = set(fields.form.typed.get("programs") or ())
    own = [
        row.code
        for row in catalog.programs.values()
        if row.kind is ProgramKind.program and (_is_own(row, viewer) or row.code in chosen)
    ]
    others = [
        row.code
        for row in catalog.programs.values()
        if row.kind is ProgramKind.program and row.code not in own
    ]

    def name(code: str) -> str:
        program = catalog.programs[code].name
        if code not in answering:
            return program
        return sentence("{program} — répond aux thèmes cochés", program=program)

    fields.show(
        st.pills,
        "programs",
        _("Programmes"),
        options=sorted(own, key=lambda code: code not in answering),
        format_func=name,
        selection_mode="multi",
    )
    fields.show(
        st.pills,
        "measures",
        _("Mesures de sécurité expliquées"),
        options=[row.code for row in catalog.programs.values() if row.kind is ProgramKind.measure],
        format_func=name,
        selection_mode="multi",
    )
    fields.show(
        st.multiselect,
        "more_programs",
        _("D'autres programmes"),
        options=others,
        format_func=lambda code: catalog.programs[code].name,
        placeholder=_("Programmes d'autres services, ou retirés"),
        select_all=False,
    )


def _is_own(program: Program, viewer: Viewer) -> bool:
    is_ours = not program.owners or viewer.service_code in program.owners
    return is_ours and program.status is CatalogStatus.active
