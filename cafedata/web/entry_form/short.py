"""The short path of the form: when, where, how many people, and themes."""

import datetime as dt
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from cafedata import language, meetups
from cafedata.access import Viewer
from cafedata.catalog import Catalog, Theme
from cafedata.labels import THEME_FAMILIES, label, theme_family
from cafedata.language import bare, sentence
from cafedata.language import gettext as _
from cafedata.vocabulary import (
    TOOK_PLACE,
    CatalogStatus,
    CountPrecision,
    DatePrecision,
    MeetupState,
    RaisedBy,
    VenueKind,
)
from cafedata.web.entry_form.fields import Fields, Form
from cafedata.web.entry_form.values import ELSEWHERE, chosen_themes, days_offered, rows

_SIZES = (0, 5, 10, 15, 20, 30, 50)
_DOZENS = "dozens"
_OTHER = "other_theme"
_LONGEST = 58
"""Signs that a pill can say on a phone."""
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
        required=True,
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
        fields.form.choose("venue", ELSEWHERE)
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
    propose_venues(fields.form, "venue_name", written, known)
    return written


def propose_venues(form: Form, field: str, written: str, known: list[str]) -> None:
    """The known venues that what is written begins to name, so that each keeps one spelling."""
    words = bare(written).split()
    near = [name for name in known if words and all(word in bare(name) for word in words)]
    for name in [name for name in near if name != written][:_FEW]:
        st.button(
            sentence("Est-ce « {venue} »?", venue=name),
            key=form.key(f":button:{field}:{name}"),
            type="tertiary",
            wrap=True,
            on_click=form.choose,
            args=(field, name),
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
        _tap_the_nearest(fields.form, near)
        chosen = fields.show(
            st.pills,
            "municipality",
            _("Dans quelle municipalité?"),
            options=[*near, ELSEWHERE],
            format_func=name,
            required=True,
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


def _tap_the_nearest(form: Form, near: list[str]) -> None:
    """A municipality of the service is told by its own tap, also where it was read or looked up."""
    looked_up = form.typed.get("other_municipality")
    if form.typed.get("municipality") == ELSEWHERE and looked_up in near:
        form.choose("municipality", looked_up)
        form.choose("other_municipality", None)


def show_people(fields: Fields) -> None:
    form = fields.form
    number = fields.show(
        st.number_input,
        "people",
        _("Combien de personnes?"),
        value=None,
        step=1,
        placeholder=_("Vide : inconnu"),
    )
    _show_sizes(form)
    precision = fields.show(
        st.pills,
        "precision",
        _("Ce nombre est"),
        options=list(CountPrecision),
        format_func=label,
        required=True,
    )
    if precision == CountPrecision.in_words:
        fields.show(
            st.text_input, "words", _("En mots"), placeholder=_("Par exemple : des dizaines")
        )
    st.caption(_why_precision(precision, number))


def _show_sizes(form: Form) -> None:
    """The most common sizes, one tap each, beside the number that they put in its field.

    Buttons hold nothing that a late message of the browser could bring back.
    """
    names = {0: _("aucune"), _DOZENS: _("des dizaines")}
    with st.container(horizontal=True, gap="xsmall"):
        for size in (*_SIZES, _DOZENS):
            st.button(
                names.get(size, str(size)),
                key=form.key(f":button:size:{size}"),
                on_click=_take_size,
                args=(form, size),
            )


def _take_size(form: Form, size: int | str) -> None:
    """Put a common size in the field of the number: a round number is about, until one says more."""
    form.put("people", None if size == _DOZENS else size)
    if size == _DOZENS:
        form.put("precision", CountPrecision.in_words)
        form.put("words", _("des dizaines"))
    elif size == 0:
        form.put("precision", CountPrecision.exact)
    elif form.typed.get("precision") != CountPrecision.at_least:
        form.put("precision", CountPrecision.about)


def _why_precision(precision: Any, number: Any) -> str:
    """A few words on what the chosen precision does to the figures."""
    match precision:
        case CountPrecision.about | CountPrecision.at_least if isinstance(number, int):
            count = language.count_of_people(number, precision)
            return sentence("Sera montré « {count} », jamais comme un nombre exact.", count=count)
        case CountPrecision.exact:
            return _("Exact : chaque personne a été comptée, une à une.")
        case CountPrecision.in_words | CountPrecision.unknown:
            return _("Ce café comptera comme tenu, sans nombre : il n'entre dans aucun total.")
    return _("« Environ » suffit : un nombre approximatif est utile s'il est dit approximatif.")


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
                format_func=lambda code, themes=themes: _named(themes[code]),
                selection_mode="multi",
            )
    _show_other_themes(fields)


def _named(theme: Theme) -> str:
    """The label without its examples, where a phone is too narrow for both."""
    fits = len(theme.label) <= _LONGEST
    return theme.label if fits else theme.label.partition(" (")[0]


def _show_other_themes(fields: Fields) -> None:
    """One tap and a line of text for what no theme says, whoever brought it up."""
    form = fields.form
    lines = rows(form.typed, _OTHER)
    for n in lines:
        by_police = form.typed.get(f"{_OTHER}_raised_by:{n}") == RaisedBy.police
        asked = (
            _("Autre sujet apporté par la police, en quelques mots")
            if by_police
            else _("Autre thème soulevé par les citoyens, en quelques mots")
        )
        fields.show(st.text_input, f"{_OTHER}_text:{n}", asked)
    with st.container(horizontal=True):
        for raised_by, text in (
            (RaisedBy.citizens, _("Autre thème des citoyens")),
            (RaisedBy.police, _("Autre sujet de la police")),
        ):
            st.button(
                text,
                icon=":material/add:",
                key=form.key(f":button:{_OTHER}:{raised_by}"),
                on_click=_add_other_theme,
                args=(form, raised_by),
            )
        if lines:
            fields.show_removal(_OTHER, _("Retirer le dernier ajout"))


def _add_other_theme(form: Form, raised_by: RaisedBy) -> None:
    form.add_line(_OTHER, raised_by=raised_by)


def _is_offered(theme: Theme, fields: Fields) -> bool:
    is_chosen = theme.code in chosen_themes(fields.form.typed)
    return theme.code != "other" and (theme.status is CatalogStatus.active or is_chosen)
