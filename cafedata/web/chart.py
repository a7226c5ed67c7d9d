"""A chart as every page shows it: its question, its finding, the drawing, its method, its table."""

from typing import Any

import pandas as pd
import streamlit as st

from cafedata import language
from cafedata.access import Viewer
from cafedata.figures import partner_years
from cafedata.language import gettext as _
from cafedata.language import ngettext, sentence
from cafedata.selection import Selection
from cafedata.vocabulary import CountPrecision, CountUnit
from cafedata.web.markdown import plain


def show(
    question: str,
    finding: str,
    chart: Any,
    method: list[str],
    table: pd.DataFrame,
    columns: dict[str, Any],
    key: str,
) -> None:
    """Draw one chart in a card.

    ``method`` holds the sentences that say how it was counted; ``columns`` names the columns of
    ``table`` to show, in order, each with its title or its configuration.
    """
    with st.container(border=True):
        st.caption(question)
        st.subheader(plain(finding), anchor=False)
        if not table.empty:
            st.altair_chart(chart, key=key, alt=finding)
        st.caption(" ".join(method))
        with st.expander(_("Le tableau derrière ce graphique"), icon=":material/table:"):
            st.dataframe(
                table,
                column_order=list(columns),
                column_config=columns,
                hide_index=True,
                alt=question,
            )


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
