"""Choosing two sides to compare, and what they have in common or not."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import streamlit as st

from cafedata import charts, figures
from cafedata.charts import comparison
from cafedata.language import N_, day, sentence
from cafedata.language import gettext as _
from cafedata.selection import Selection
from cafedata.web import chart, columns, filter_bar
from cafedata.web.groups import choose
from cafedata.web.markdown import plain
from cafedata.web.page import Visit

_SIDES = {
    "services": N_("Deux services"),
    "municipalities": N_("Deux municipalités"),
    "periods": N_("Deux périodes"),
}


class _Side(NamedTuple):
    """What is compared: its code (none for a period), what it is called, and what it keeps."""

    code: str
    name: str
    selection: Selection


def show(visit: Visit) -> None:
    """Draw the choice of two sides, and their comparison in words, drawing and table."""
    kind = choose(_("Ce qu'on compare"), _SIDES)
    sides = _periods(visit) if kind == "periods" else _codes(visit, kind)
    if sides is None:
        st.info(_("Choisissez deux côtés différents."))
        return
    first, second = sides
    frame = visit.prepare(
        ("compared", second, first.name),
        lambda: comparison.with_names(
            figures.compared(visit.session, visit.viewer, first.selection, second.selection),
            (first.code, first.name),
            (second.code, second.name),
        ),
        first.selection,
    )
    chart.show(
        visit,
        sentence("{first} et {second}", first=first.name, second=second.name),
        charts.compared_pair,
        charts.compared_pair_finding,
        frame,
        method=[
            _(
                "Intervalles à 95 % de l'écart : Newcombe pour les parts, bootstrap pour les personnes."
            ),
            _("Une rencontre conjointe compte de chaque côté qui y prend part."),
            _("Chaque mesure a sa propre échelle, qui part de 0."),
            sentence(
                "Second côté, {filters} : {n}",
                filters=filter_bar.described(second.selection, visit.viewer, visit.catalog),
                n=chart.counted(
                    visit.figure(figures.attendance_overall, selection=second.selection)
                ),
            ),
        ],
        columns=columns.compared(first.name, second.name),
        key=f"compared_{kind}",
        selection=first.selection,
        beside=second,
    )
    st.markdown("\n".join(f"- {plain(said)}" for said in comparison.differences(frame)))


def _codes(visit: Visit, kind: str) -> tuple[_Side, _Side] | None:
    """Two services or two municipalities, in the period and the other filters of the page."""
    names = _services(visit) if kind == "services" else _municipalities(visit)
    if len(names) < 2:
        return None
    with st.container(horizontal=True):
        first, second = (
            _one(title, names, n, kind) for n, title in enumerate((_("Premier"), _("Second")))
        )
    if first == second:
        return None
    return (
        _Side(first, names[first], _only(visit.selection, kind, first)),
        _Side(second, names[second], _only(visit.selection, kind, second)),
    )


def _only(selection: Selection, kind: str, code: str) -> Selection:
    if kind == "services":
        return replace(selection, services=(code,))
    return replace(selection, municipalities=(code,))


def _services(visit: Visit) -> dict[str, str]:
    return {code: row.short_name for code, row in visit.catalog.partner_services.items()}


def _municipalities(visit: Visit) -> dict[str, str]:
    return {
        code: row.name
        for code, row in visit.catalog.municipalities.items()
        if not visit.viewer.is_partner or code in visit.viewer.municipality_codes
    }


def _one(title: str, names: Mapping[str, str], place: int, kind: str) -> str:
    chosen = st.selectbox(
        title,
        list(names),
        index=place,
        format_func=lambda code: names[code],
        key=f"compare_{kind}_{place}",
        persist_state="session",
    )
    return chosen if chosen in names else list(names)[place]


def _periods(visit: Visit) -> tuple[_Side, _Side] | None:
    """The period of the page, and another one: the one before it until days are chosen."""
    before = visit.selection.previous()
    with st.container(horizontal=True):
        start: Any = st.date_input(
            _("Autre période, du"), value=before.starts_on, key="compare_from", format="YYYY-MM-DD"
        )
        end: Any = st.date_input(
            _("au"), value=before.ends_on, key="compare_to", format="YYYY-MM-DD"
        )
    if not (isinstance(start, dt.date) and isinstance(end, dt.date)):
        return None
    other = replace(visit.selection, starts_on=min(start, end), ends_on=max(start, end))
    if other == visit.selection:
        return None
    return _of_period(visit.selection), _of_period(other)


def _of_period(selection: Selection) -> _Side:
    name = sentence(
        "du {start} au {end}", start=day(selection.starts_on), end=day(selection.ends_on)
    )
    return _Side("", name, selection)
