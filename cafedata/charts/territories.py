"""Where cafés are waited for, and how much of its territory each service reaches, drawn."""

from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look
from cafedata.language import gettext as _
from cafedata.language import listing, ngettext, sentence

MOST_LINES = 15


def unvisited(frame: pd.DataFrame) -> Any:
    """The municipalities where no café was held for twelve months, those never visited apart, from
    :func:`~cafedata.figures.unvisited_places`."""
    frame = _some_of_each(frame)
    frame = frame.assign(
        months=frame["months_since"].astype(float),
        detail=[
            _("jamais visitée")
            if pd.isna(months)
            else ngettext("{n} mois", "{n} mois", int(months))
            for months in frame["months_since"]
        ],
    )
    base = alt.Chart(frame).encode(
        y=look.rows("name", list(frame["name"])),
        tooltip=[
            alt.Tooltip("name:N", title=_("Municipalité")),
            alt.Tooltip("services:N", title=_("Desservie par")),
            alt.Tooltip("detail:N", title=_("Sans café depuis")),
            alt.Tooltip("residents:Q", title=_("Population"), format=",d"),
        ],
    )
    bars = base.mark_bar(
        height={"band": 0.5}, color=look.MEASURE_SCHEMES["months_since"][1]
    ).encode(
        x=look.with_room(
            look.counts("months", _("Mois depuis le dernier café")),
            frame["months"].max(),
            look.WORDS,
        )
    )
    text = base.mark_text(align="left", dx=6, color=look.INK).encode(
        x=alt.X("months:Q"), text="detail:N"
    )
    never = (
        base.transform_filter("!isValid(datum.months)")
        .mark_text(align="left", dx=6, color=look.INK, fontStyle="italic")
        .encode(x=alt.datum(0), text="detail:N")
    )
    return look.finish(bars + text + never, look.ROW * max(len(frame), 1) + 50)


def _some_of_each(frame: pd.DataFrame) -> pd.DataFrame:
    """Some never visited, then some visited long ago: neither hides the other."""
    never = frame[frame["months_since"].isna()]
    long_ago = frame[frame["months_since"].notna()]
    fewest = max(MOST_LINES // 2, MOST_LINES - len(long_ago))
    never = never.head(fewest)
    return pd.concat([never, long_ago.head(MOST_LINES - len(never))])


def unvisited_finding(frame: pd.DataFrame, places: pd.DataFrame) -> str:
    """How many municipalities have not been visited for twelve months, never visited told apart."""
    if not places["is_chosen"].any():
        return _("Aucune municipalité desservie par ces services à montrer.")
    if frame.empty:
        return _("Chaque municipalité desservie a reçu un café depuis 12 mois.")
    never = int(frame["months_since"].isna().sum())
    parts = [
        ngettext("{n} depuis 12 mois ou plus", "{n} depuis 12 mois ou plus", len(frame) - never)
        if len(frame) > never
        else "",
        ngettext("{n} jamais visitée", "{n} jamais visitées", never) if never else "",
    ]
    return sentence(
        "{unvisited} sans café récent, sur {all} : {parts}.",
        unvisited=ngettext("{n} municipalité", "{n} municipalités", len(frame)),
        all=int(places["is_chosen"].sum()),
        parts=listing(part for part in parts if part),
    )


def territories(frame: pd.DataFrame) -> Any:
    """The municipalities of each service's territory with and without a café, from
    :func:`~cafedata.figures.territories`."""
    names = {"visited": _("Avec un café"), "unvisited": _("Sans café")}
    frame = frame.assign(unvisited=frame["policed"] - frame["visited"])
    frame = frame.assign(
        detail=[
            sentence("{visited} sur {policed}", visited=int(v), policed=int(p))
            if p
            else _("desserte inconnue")
            for v, p in zip(frame["visited"], frame["policed"], strict=True)
        ]
    )
    long = frame.melt(
        id_vars=[name for name in frame.columns if name not in names],
        value_vars=list(names),
        var_name="part",
        value_name="municipalities",
    )
    long = long.assign(outcome=long["part"].map(names), position=(long["part"] == "unvisited") * 1)
    order = list(frame["name"])
    base = alt.Chart(long).encode(y=look.rows("name", order))
    bars = base.mark_bar(height={"band": 0.6}).encode(
        x=look.with_room(
            look.counts("municipalities", _("Municipalités du territoire")),
            frame["policed"].max(),
            look.WORDS,
        ),
        color=alt.Color(
            "outcome:N",
            scale=alt.Scale(domain=list(names.values()), range=look.VISITED_COLOURS),
            legend=alt.Legend(title=None, orient="top"),
        ),
        order="position:Q",
        tooltip=[
            alt.Tooltip("name:N", title=_("Service")),
            alt.Tooltip("outcome:N", title=" "),
            alt.Tooltip("municipalities:Q", title=_("Municipalités"), format=",d"),
            alt.Tooltip("policed:Q", title=_("Sur"), format=",d"),
            alt.Tooltip("inside:Q", title=_("Rencontres sur son territoire"), format=",d"),
            alt.Tooltip("outside:Q", title=_("Rencontres ailleurs"), format=",d"),
        ],
    )
    text = (
        base.transform_filter(alt.datum.position == 0)
        .mark_text(align="left", dx=6, color=look.INK)
        .encode(x=alt.X("policed:Q"), text="detail:N")
    )
    return look.finish(bars + text, look.ROW * max(len(frame), 1) + 90)


def territories_finding(frame: pd.DataFrame) -> str:
    """How many municipalities of their territories the services reached, and which missed most."""
    policed, visited = int(frame["policed"].sum()), int(frame["visited"].sum())
    if not policed:
        return _("Aucune desserte n'est connue pour ces services.")
    if visited == policed:
        return _("Chaque municipalité desservie a reçu au moins un café.")
    missed = frame.assign(missed=frame["policed"] - frame["visited"])
    most = missed[missed["missed"] == missed["missed"].max()]
    told = sentence(
        "{visited} sur {policed} avec au moins un café",
        visited=ngettext("{n} municipalité desservie", "{n} municipalités desservies", visited),
        policed=policed,
    )
    if len(most) > 1:
        return f"{told}."
    return sentence(
        "{told}; le plus grand reste : {name} ({missed}).",
        told=told,
        name=most.iloc[0]["name"],
        missed=int(most.iloc[0]["missed"]),
    )
