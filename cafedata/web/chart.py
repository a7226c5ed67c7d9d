"""A chart as every page shows it: its question, its finding, the drawing, its method, its table."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from cafedata import figures, language
from cafedata.access import Viewer
from cafedata.charts import look, picking, printing
from cafedata.charts.printing import Caption
from cafedata.figures import partner_years
from cafedata.language import gettext as _
from cafedata.language import ngettext, sentence
from cafedata.selection import Selection
from cafedata.vocabulary import TOOK_PLACE, CountPrecision, CountUnit
from cafedata.web import filter_bar
from cafedata.web.markdown import plain
from cafedata.web.page import Visit
from cafedata.web.pages import PAGES

Draw = Callable[[pd.DataFrame], Any]
Tell = Callable[..., str]


@dataclass(frozen=True)
class _Drawn:
    """A chart once made: what it finds, its specification, and the same as Streamlit sends it."""

    finding: str
    specification: dict[str, Any]
    sent: dict[str, Any]


def show(
    visit: Visit,
    question: str,
    draw: Draw,
    tell: Tell,
    *frames: pd.DataFrame,
    method: list[str],
    columns: Mapping[str, Any],
    key: str,
    selection: Selection | None = None,
    beside: Hashable = None,
) -> None:
    """Draw one chart in a card: built once, then kept for all who may see the same.

    ``draw`` makes the chart of the first of ``frames``, which is also the table behind it; ``tell``
    makes its finding of all of them. They come from :meth:`~cafedata.web.page.Visit.figure`, so that
    they follow from the visit and ``key``. ``columns`` names the columns of the table to show, in
    order, each with its title or its configuration. ``selection`` is what the chart shows, where
    that is not the selection of the page, and ``beside`` what else its frames follow from.
    """
    shown = selection or visit.selection
    table = frames[0]
    drawn = visit.prepare(("chart", key, beside), lambda: _drawn(draw, tell, frames), shown)
    overall = visit.figure(figures.attendance_overall, selection=shown)
    caption = Caption(
        drawn.finding,
        filter_bar.described(shown, visit.viewer, visit.catalog),
        counted(overall),
        " ".join(method),
        visit.today,
        language.current(),
    )
    with st.container(border=True, key=f"card_{key}"):
        st.caption(question)
        st.subheader(plain(drawn.finding), anchor=False)
        # Another selection is another widget: what was picked before is not picked any more.
        place = f"{key}_{hash((shown, beside))}"
        leads_on = filter_bar.can_narrow(table)
        if not table.empty:
            st.vega_lite_chart(
                drawn.sent,
                key=place,
                alt=drawn.finding,
                on_select=partial(_pick_mark, place, table) if leads_on else "ignore",
            )
        st.caption(f"{caption.n} {caption.method}")
        _show_behind(table, columns, place, question)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            link_to_meetups(visit, shown)
            _show_files(drawn, table, columns, caption, key)


def _drawn(draw: Draw, tell: Tell, frames: tuple[pd.DataFrame, ...]) -> _Drawn:
    table = frames[0]
    specification = look.specification(draw(picking.with_rows(table)))
    if filter_bar.can_narrow(table):
        specification = picking.pickable(specification)
    datasets = specification.get("datasets", {})
    # Frames travel as Arrow, which is quicker to send than to write out as JSON at each rerun.
    sent = {name: pd.DataFrame(rows) for name, rows in datasets.items()}
    return _Drawn(tell(*frames), specification, {**specification, "datasets": sent})


def _show_behind(
    table: pd.DataFrame, columns: Mapping[str, Any], place: str, question: str
) -> None:
    """The table, whose rows are picked with the keyboard as the marks are with a pointer."""
    with st.expander(_("Le tableau derrière ce graphique"), icon=":material/table:"):
        leads_on = filter_bar.can_narrow(table)
        st.dataframe(
            table,
            column_order=list(columns),
            column_config=dict(columns),
            hide_index=True,
            key=f"table_{place}",
            on_select=partial(_pick_row, f"table_{place}", table) if leads_on else "ignore",
            selection_mode="single-row",
            alt=question,
        )
        if leads_on:
            st.caption(_("Choisir une ligne, ou une marque du graphique, filtre la page."))


def link_to_meetups(visit: Visit, shown: Selection) -> None:
    """A link to the meetups that took place in this selection, for those who may read them."""
    n = int(visit.figure(figures.attendance_overall, selection=shown).iloc[0]["meetups"])
    if visit.viewer.is_partner or not n:
        return
    st.page_link(
        PAGES["meetups"].file,
        label=ngettext("Voir la rencontre", "Voir les {n} rencontres", n),
        icon=PAGES["meetups"].icon,
        query_params={
            **shown.to_address(visit.catalog, visit.today),
            "state": [state.value for state in TOOK_PLACE],
        },
    )


def _show_files(
    drawn: _Drawn, table: pd.DataFrame, columns: Mapping[str, Any], caption: Caption, key: str
) -> None:
    """The downloads, each made when it is asked for and not before."""
    if table.empty:
        return
    titles = {name: _title(config) for name, config in columns.items()}
    files: dict[str, tuple[str, Callable[[], bytes]]] = {
        "csv": ("text/csv", partial(printing.csv, table, titles, caption)),
        "png": ("image/png", partial(printing.png, drawn.specification, caption)),
        "svg": ("image/svg+xml", partial(printing.svg, drawn.specification, caption)),
    }
    with st.container(horizontal=True, gap="small", width="content"):
        for ending, (mime, make) in files.items():
            st.download_button(
                ending.upper(),
                make,
                file_name=f"{key}_{caption.seen_on.isoformat()}.{ending}",
                mime=mime,
                key=f"{ending}_{key}",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
            )


def _title(config: Any) -> str:
    return str(config if isinstance(config, str) else config["label"])


def _pick_mark(place: str, table: pd.DataFrame) -> None:
    picked = st.session_state[place].selection.get(picking.PICK) or [{}]
    _pick(table, picked[0].get(picking.ROW))


def _pick_row(place: str, table: pd.DataFrame) -> None:
    _pick(table, next(iter(st.session_state[place].selection.rows), None))


def _pick(table: pd.DataFrame, row: Any) -> None:
    """Narrow the filters to a row of the table; what a browser makes up is no row of it."""
    if isinstance(row, int) and 0 <= row < len(table):
        filter_bar.narrow(table.iloc[row])


def counted(overall: pd.DataFrame) -> str:
    """How many meetups a figure rests on, from :func:`~cafedata.figures.attendance_overall`."""
    total = overall.iloc[0]
    return sentence(
        "n = {meetups}, dont {uncounted} sans nombre de personnes utilisable.",
        meetups=ngettext("{n} rencontre", "{n} rencontres", int(total["meetups"])),
        uncounted=int(total["uncounted"]),
    )


def undivided(totals: pd.DataFrame) -> list[str]:
    """What tours counted as a whole, from :func:`~cafedata.figures.undivided_totals`: told apart."""
    if totals.empty:
        return []
    tours = ngettext("{n} total de tournée", "{n} totaux de tournées", len(totals))
    people = totals[(totals["unit"] == CountUnit.people) & totals["value"].notna()]
    if people.empty:
        return [sentence("À part, sans partage entre services ni mois : {totals}.", totals=tours)]
    known = set(people["precision"])
    least_sure = next(row for row in _LEAST_SURE_FIRST if row in known)
    count = language.count_of_people(int(people["value"].sum()), least_sure)
    return [
        sentence(
            "À part, sans partage entre services ni mois : {totals}, {people} personnes.",
            totals=tours,
            people=count,
        )
    ]


_LEAST_SURE_FIRST = (CountPrecision.about, CountPrecision.at_least, CountPrecision.exact)


def masked_years(viewer: Viewer, selection: Selection) -> str:
    """What a partner must know of its themes: whole years, and small numbers left out."""
    years = partner_years(selection)
    return sentence(
        "Années entières de {first} à {last}; un thème compté moins de {k} fois dans une année et "
        "une municipalité n'est pas montré.",
        first=str(years.starts_on.year),
        last=str(years.ends_on.year),
        k=viewer.small_number,
    )
