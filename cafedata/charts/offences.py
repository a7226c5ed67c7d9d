"""Unreported offences that were heard of, and what became of them, drawn."""

from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look
from cafedata.language import gettext as _
from cafedata.language import ngettext, number, percent, sentence, with_count
from cafedata.statistics import FEWEST


def offences_heard(frame: pd.DataFrame) -> Any:
    """How many offences of each family were heard of, from
    :func:`~cafedata.figures.offences_by_family`."""
    frame = look.ranked(frame, frame["heard"].sum())
    frame = frame.assign(
        detail=[
            sentence("au moins {n}", n=int(n)) if least else number(int(n))
            for n, least in zip(frame["heard"], frame["is_minimum"], strict=True)
        ]
    )
    base = alt.Chart(frame).encode(y=look.rows("label", list(frame["label"])))
    bars = base.mark_bar(height={"band": 0.55}, color=look.LINE).encode(
        x=look.with_room(
            look.counts("heard", _("Délits entendus")), frame["heard"].max(), look.WORDS
        ),
        tooltip=_tooltips(),
    )
    text = base.mark_text(align="left", dx=6, color=look.INK).encode(
        x=alt.X("heard:Q"), text="detail:N"
    )
    return look.finish(bars + text, look.ROW * max(len(frame), 1) + 50)


def offences_heard_finding(frame: pd.DataFrame) -> str:
    """How many unreported offences were heard of, and of which family first."""
    if frame.empty:
        return _("Aucun délit non déclaré à montrer pour cette sélection.")
    total, first = int(frame["heard"].sum()), frame.iloc[0]
    told = ngettext("{n} délit non déclaré", "{n} délits non déclarés", total)
    if frame["is_minimum"].any():
        told = sentence("Au moins {told}", told=told)
    if total < FEWEST:
        return f"{told}."
    if int((frame["heard"] == first["heard"]).sum()) > 1:
        return sentence("{told} : aucune famille ne se détache.", told=told)
    return sentence(
        "{told}, d'abord de la famille « {family} » ({n}).",
        told=told,
        family=first["label"],
        n=int(first["heard"]),
    )


def offences_acted(frame: pd.DataFrame) -> Any:
    """The share of offences that led to an action, by family, with its interval, from
    :func:`~cafedata.figures.offences_by_family`."""
    frame = frame[frame["acted_of"].fillna(0) > 0]
    frame = frame.assign(
        lines=[
            with_count(row["label"], ngettext("{n} délit", "{n} délits", int(row["acted_of"])))
            for row in frame.to_dict("records")
        ]
    )
    base = alt.Chart(frame).encode(y=look.rows("lines", list(frame["lines"])), tooltip=_tooltips())
    whiskers = base.mark_rule(strokeWidth=3, opacity=0.45, color=look.LINE).encode(
        x=alt.X("low:Q"), x2=alt.X2("high:Q")
    )
    points = base.mark_point(size=140, color=look.LINE, fill=look.LINE, strokeWidth=2).encode(
        x=look.shares("share", _("Part qui a mené à une action")),
        fillOpacity=alt.condition(alt.expr.isValid(alt.datum.high), alt.value(1), alt.value(0)),
    )
    return look.finish(whiskers + points, look.ROW * max(len(frame), 1) + 50)


def offences_acted_finding(frame: pd.DataFrame) -> str:
    """What share of the offences heard of led to an action."""
    known = frame[frame["acted_of"].fillna(0) > 0]
    if known.empty:
        return _("Aucune part à montrer : pas de délit, ou trop peu pour les dire.")
    acted, of = int(known["acted"].sum()), int(known["acted_of"].sum())
    if of < FEWEST:
        return _("Trop peu de délits pour dire quelle part a mené à une action.")
    return sentence(
        "{share} des délits non déclarés ont mené à une action ({acted} sur {of}).",
        acted=acted,
        of=of,
        share=percent(acted / of),
    )


def _tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title=_("Famille")),
        alt.Tooltip("heard:Q", title=_("Délits entendus"), format=",d"),
        alt.Tooltip("acted:Q", title=_("Ont mené à une action"), format=",d"),
        alt.Tooltip("acted_of:Q", title=_("Sur"), format=",d"),
        alt.Tooltip("share:Q", title=_("Part"), format=".0%"),
        alt.Tooltip("low:Q", title=_("Intervalle, bas"), format=".0%"),
        alt.Tooltip("high:Q", title=_("Intervalle, haut"), format=".0%"),
    ]
