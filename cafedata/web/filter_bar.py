"""The filter bar: one selection for every page, kept in the address."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.labels import label
from cafedata.language import N_, day, listing, sentence
from cafedata.language import gettext as _
from cafedata.selection import ADDRESS_NAMES, EARLIEST, LATEST, Selection, from_address
from cafedata.vocabulary import Answer, Clientele

_LAST_TWELVE_MONTHS = "last_twelve_months"
_THIS_YEAR = "this_year"
_LAST_YEAR = "last_year"
_LAST_THREE_YEARS = "last_three_years"
_CHOSEN_DAYS = "chosen_days"
_EVERYONE = "everyone"
_ANY = "any"
_BEFORE = "filter_before_narrowing"
_PERIODS = {
    _LAST_TWELVE_MONTHS: N_("Les 12 derniers mois"),
    _THIS_YEAR: N_("Cette année"),
    _LAST_YEAR: N_("L'année dernière"),
    _LAST_THREE_YEARS: N_("Les 3 dernières années"),
    _CHOSEN_DAYS: N_("Choisir les dates"),
}


@dataclass
class _Remembered:
    """What the filter bar must remember between two runs of one browser tab."""

    selection: Selection
    address: dict[str, list[str]]
    page: str


def current(catalog: Catalog, today: dt.date) -> Selection:
    """The selection in force: what the bar holds, or else what the address says."""
    remembered = st.session_state.get("filter_bar")
    if isinstance(remembered, _Remembered):
        return remembered.selection
    return from_address(_address(), catalog, today)


def show(viewer: Viewer, catalog: Catalog, today: dt.date, page: str) -> None:
    """Draw the bar in the sidebar, and make the address, the widgets and the selection agree."""
    selection = current(catalog, today)
    if _address_was_changed(page):
        selection = from_address(_address(), catalog, today)
        _fill_widgets(selection, today)
    with st.sidebar:
        chosen = Selection(
            *_period(selection, today),
            services=_services(catalog),
            municipalities=_municipalities(viewer, catalog),
            clientele=_clientele(),
            theme=None if viewer.is_partner else _theme(catalog),
            program=_program(catalog),
        )
        if not viewer.is_partner and (chosen.theme or chosen.program):
            chosen = replace(chosen, answer=_answer())
    address = chosen.to_address(catalog, today)
    if address != _address():
        others = {name: st.query_params.get_all(name) for name in st.query_params}
        kept = {name: values for name, values in others.items() if name not in ADDRESS_NAMES}
        st.query_params.from_dict({**kept, **address})
    st.session_state["filter_bar"] = _Remembered(chosen, address, page)


def described(selection: Selection, viewer: Viewer, catalog: Catalog) -> str:
    """The selection in words, for under a title."""
    municipalities = selection.municipalities or sorted(viewer.municipality_codes)
    parts = [
        _("du {start} au {end}").format(start=day(selection.starts_on), end=day(selection.ends_on)),
        listing(catalog.services[code].short_name for code in selection.services)
        or _("les six services"),
        listing(_places(municipalities, catalog)) or _("toutes les municipalités"),
    ]
    if selection.clientele:
        parts.append(label(selection.clientele).lower())
    if selection.theme:
        theme = catalog.themes[selection.theme].label
        parts.append(sentence("thème soulevé : {theme}", theme=theme))
    if selection.program:
        program = catalog.programs[selection.program].name
        parts.append(sentence("programme promu : {program}", program=program))
    if selection.answer:
        parts.append(label(selection.answer).lower())
    return " · ".join(parts)


def _places(municipalities: Sequence[str], catalog: Catalog) -> list[str]:
    """The municipalities by name, and a whole regional county of several by its own."""
    whole = [name for name in catalog.whole_mrcs(municipalities) if len(catalog.mrcs[name]) > 1]
    told = {code for name in whole for code in catalog.mrcs[name]}
    alone = [catalog.municipalities[code].name for code in municipalities if code not in told]
    return [sentence("MRC {name}", name=name) for name in whole] + alone


def can_narrow(table: pd.DataFrame) -> bool:
    """Whether the rows of a table say something that the filters could keep alone."""
    return any(column in table for column in _NARROWING)


def narrow(row: pd.Series) -> None:
    """Keep what a row of a table is about: its service, municipality, month, theme, program…

    The one way from a chart to the filters, to be called in a callback, before widgets are drawn.
    """
    known = {column: row[column] for column in _NARROWING if column in row}
    wanted = {column: value for column, value in known.items() if pd.notna(value)}
    if not wanted:
        return
    if isinstance(remembered := st.session_state.get("filter_bar"), _Remembered):
        st.session_state[_BEFORE] = remembered.selection
    for column, value in wanted.items():
        for key, kept in _NARROWING[column](value).items():
            st.session_state[key] = kept


def show_way_back(today: dt.date) -> None:
    """The button that undoes what :func:`narrow` did, where it did something."""
    if isinstance(st.session_state.get(_BEFORE), Selection):
        st.button(
            _("Revenir aux filtres d'avant"),
            icon=":material/undo:",
            key="filter_way_back",
            type="tertiary",
            on_click=_go_back,
            args=(today,),
        )


def _go_back(today: dt.date) -> None:
    before = st.session_state.pop(_BEFORE, None)
    if isinstance(before, Selection):
        _fill_widgets(before, today)


def _of_month(month: Any) -> dict[str, Any]:
    first = pd.Timestamp(month).replace(day=1)
    return {
        "filter_period": _CHOSEN_DAYS,
        "filter_from": first.date(),
        "filter_to": (first + pd.offsets.MonthEnd()).date(),
    }


_NARROWING: dict[str, Callable[[Any], dict[str, Any]]] = {
    "service": lambda code: {"filter_services": [code]},
    "municipality": lambda code: {"filter_municipalities": [code]},
    "month": _of_month,
    "starts_on": lambda day: {"filter_period": _CHOSEN_DAYS, "filter_from": day.date()},
    "ends_on": lambda day: {"filter_period": _CHOSEN_DAYS, "filter_to": day.date()},
    "clientele": lambda word: {"filter_clientele": word},
    "theme": lambda code: {"filter_theme": code, "filter_answer": _ANY},
    "program": lambda code: {"filter_program": code, "filter_answer": _ANY},
    "answer": lambda word: {"filter_answer": word},
}
"""The columns of figures that a filter can follow, and what each makes the widgets hold."""


def _address() -> dict[str, list[str]]:
    values = {name: st.query_params.get_all(name) for name in ADDRESS_NAMES}
    return {name: found for name, found in values.items() if found}


def _address_was_changed(page: str) -> bool:
    """Whether the address says something that this bar did not write: a link, the back button.

    Going to another page empties the address, and that is no wish to drop the filters.
    """
    remembered = st.session_state.get("filter_bar")
    if not isinstance(remembered, _Remembered):
        return True
    if not _address() and page != remembered.page:
        return False
    return _address() != remembered.address


def _fill_widgets(selection: Selection, today: dt.date) -> None:
    st.session_state["filter_period"] = next(
        (
            code
            for code in _PERIODS
            if _days(code, today) == (selection.starts_on, selection.ends_on)
        ),
        _CHOSEN_DAYS,
    )
    st.session_state["filter_from"] = selection.starts_on
    st.session_state["filter_to"] = selection.ends_on
    st.session_state["filter_services"] = list(selection.services)
    st.session_state["filter_municipalities"] = list(selection.municipalities)
    st.session_state["filter_clientele"] = selection.clientele or _EVERYONE
    st.session_state["filter_theme"] = selection.theme or _ANY
    st.session_state["filter_program"] = selection.program or _ANY
    st.session_state["filter_answer"] = selection.answer.value if selection.answer else _ANY


def _days(period: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    year, three_years = (Selection.last_years(years, today) for years in (1, 3))
    return {
        _LAST_TWELVE_MONTHS: (year.starts_on, today),
        _THIS_YEAR: (dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)),
        _LAST_YEAR: (dt.date(today.year - 1, 1, 1), dt.date(today.year - 1, 12, 31)),
        _LAST_THREE_YEARS: (three_years.starts_on, today),
    }.get(period)


def _period(before: Selection, today: dt.date) -> tuple[dt.date, dt.date]:
    period = st.selectbox(
        _("Période"),
        list(_PERIODS),
        format_func=lambda code: _(_PERIODS[code]),
        key="filter_period",
        persist_state="session",
    )
    if days := _days(period, today):
        return days
    options: dict[str, Any] = {
        "persist_state": "session",
        "format": "YYYY-MM-DD",
        "min_value": EARLIEST,
        "max_value": LATEST,
    }
    start: Any = st.date_input(_("Du"), before.starts_on, key="filter_from", **options)
    end: Any = st.date_input(_("Au"), before.ends_on, key="filter_to", **options)
    if start is None or end is None:  # a day was rubbed out: wait for the new one
        return before.starts_on, before.ends_on
    return min(start, end), max(start, end)


def _services(catalog: Catalog) -> tuple[str, ...]:
    services = catalog.partner_services
    chosen = st.multiselect(
        _("Services"),
        list(services),
        format_func=lambda code: services[code].short_name,
        placeholder=_("Les six services"),
        key="filter_services",
        persist_state="session",
        select_all=False,
    )
    return tuple(code for code in services if code in chosen)


def _municipalities(viewer: Viewer, catalog: Catalog) -> tuple[str, ...]:
    offered = [
        code
        for code in catalog.municipalities
        if not viewer.is_partner or code in viewer.municipality_codes
    ]
    if not viewer.is_partner:
        _mrcs(catalog)
    chosen = st.multiselect(
        _("Municipalités"),
        offered,
        format_func=lambda code: catalog.municipalities[code].name,
        placeholder=_("Toutes les municipalités"),
        key="filter_municipalities",
        persist_state="session",
        select_all=False,
    )
    return tuple(sorted(code for code in chosen if code in offered))


def _mrcs(catalog: Catalog) -> None:
    """A regional county is a way to choose its municipalities, and no filter of its own."""
    chosen = st.session_state.get("filter_municipalities") or ()
    st.session_state["filter_mrcs"] = catalog.whole_mrcs(chosen)
    st.multiselect(
        _("MRC"),
        list(catalog.mrcs),
        placeholder=_("Toutes les MRC"),
        key="filter_mrcs",
        select_all=False,
        on_change=_choose_mrcs,
        args=(catalog,),
    )


def _choose_mrcs(catalog: Catalog) -> None:
    """Add the municipalities of a county just chosen, take out those of one just left."""
    chosen = set(st.session_state.get("filter_municipalities") or ())
    wanted = set(st.session_state["filter_mrcs"]) & set(catalog.mrcs)
    for name in catalog.whole_mrcs(chosen):
        if name not in wanted:
            chosen -= catalog.mrcs[name]
    for name in wanted:
        chosen |= catalog.mrcs[name]
    st.session_state["filter_municipalities"] = [c for c in catalog.municipalities if c in chosen]


def _clientele() -> Clientele | None:
    chosen = st.selectbox(
        _("Clientèle"),
        [_EVERYONE, *Clientele],
        format_func=lambda word: label(word) if word != _EVERYONE else _("Toutes les clientèles"),
        key="filter_clientele",
        persist_state="session",
    )
    return next((word for word in Clientele if word == chosen), None)


def _theme(catalog: Catalog) -> str | None:
    labels = {code: row.label for code, row in catalog.themes.items()}
    return _one_of(_("Thème soulevé"), labels, _("Tous les thèmes"), "filter_theme")


def _program(catalog: Catalog) -> str | None:
    names = {code: row.name for code, row in catalog.programs.items()}
    return _one_of(_("Programme promu"), names, _("Tous les programmes"), "filter_program")


def _answer() -> Answer | None:
    labels = {word.value: label(word) for word in Answer}
    chosen = _one_of(_("Réponse"), labels, _("Avec ou sans réponse"), "filter_answer")
    return Answer(chosen) if chosen else None


def _one_of(title: str, labels: dict[str, str], all_of_them: str, key: str) -> str | None:
    chosen = st.selectbox(
        title,
        [_ANY, *labels],
        format_func=lambda code: labels.get(code, all_of_them),
        key=key,
        persist_state="session",
    )
    return chosen if chosen in labels else None
