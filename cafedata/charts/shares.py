"""What charts of shares have in common: the services side by side, a ranking and a grid."""

from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look
from cafedata.language import gettext as _
from cafedata.language import ngettext, number, percent, with_count
from cafedata.statistics import FEWEST

MOST_LINES = 15
"""How many themes or programs a chart shows; the table behind it has them all."""
_MOST_COLUMNS = 10
_DARKEST = 0.7
"""The share whose cell has the strongest colour; beyond it the figure in the cell could not be read."""


def of_services(frame: pd.DataFrame, tooltip: list[alt.Tooltip]) -> Any:
    """The share of its meetups that each service reaches, with its interval and its n."""
    frame = frame.assign(
        label=[
            with_count(row["name"], ngettext("{n} rencontre", "{n} rencontres", row["n"]))
            for row in frame.to_dict("records")
        ]
    )
    chart = look.interval_chart(
        alt.Chart(frame),
        look.rows("label"),
        look.shares("share", _("Part des rencontres")),
        "low",
        "high",
        tooltip,
    )
    return look.finish(chart, look.ROW * len(frame) + look.AXIS)


def ranking(frame: pd.DataFrame, title: str) -> Any:
    """The most frequent labels with their share and interval.

    ``frame`` has ``label``, ``meetups``, ``n``, ``share``, ``low`` and ``high``, most frequent first.
    """
    frame = look.ranked(frame, frame["n"].max()).head(MOST_LINES)
    frame = frame.assign(lines=[look.in_lines(label) for label in frame["label"]])
    base = alt.Chart(frame)
    order = list(frame["lines"])
    bars = base.mark_bar(height={"band": 0.55}).encode(
        y=look.rows("lines", order), x=look.shares("share", title), tooltip=_tooltips()
    )
    whiskers = base.mark_rule(strokeWidth=2, opacity=0.8, color=look.INK).encode(
        y=look.rows("lines", order), x=alt.X("low:Q"), x2=alt.X2("high:Q"), tooltip=_tooltips()
    )
    return look.finish(bars + whiskers, look.ROW * len(frame) + look.AXIS)


def grid(frame: pd.DataFrame, lines: list[str]) -> Any:
    """Labels down, names across; in each cell the share, as its colour and in percent, and under it
    how many meetups it rests on.

    ``frame`` has ``name``, ``label``, ``meetups``, ``n`` and ``share``; ``lines`` are the labels to
    show, in their order. A cell without any meetup stays empty. Of many names, the ten with the most
    meetups are shown.
    """
    frame = frame[frame["label"].isin(lines) & (frame["meetups"] > 0)]
    frame = _widest(frame)
    frame = frame.assign(
        text=[percent(share) for share in frame["share"]],
        detail=[number(n) for n in frame["meetups"]],
        column=[f"{row['name']} ({number(row['n'])})" for row in frame.to_dict("records")],
        lines=[look.in_lines(label) for label in frame["label"]],
    )
    base = alt.Chart(frame).encode(
        x=alt.X(
            "column:N",
            sort=list(frame["column"].unique()),
            axis=alt.Axis(
                title=None, orient="top", labelAngle=-90, labelLimit=170, ticks=False, domain=False
            ),
        ),
        y=look.rows("lines", [look.in_lines(label) for label in lines]),
        tooltip=[alt.Tooltip("name:N", title=_("Groupe")), *_tooltips()],
    )
    cells = base.mark_rect(cornerRadius=3).encode(
        color=alt.Color(
            "share:Q",
            scale=alt.Scale(domain=[0, _DARKEST], clamp=True, range=look.SHARE_RANGE),
            legend=None,
        )
    )
    text = base.mark_text(fontSize=11, dy=-6, color=look.ON_SHARE).encode(text="text:N")
    counted = base.mark_text(fontSize=9, dy=8, color=look.ON_SHARE).encode(text="detail:N")
    return look.finish(cells + text + counted, (look.ROW + 4) * max(len(lines), 1) + 150)


def _widest(frame: pd.DataFrame) -> pd.DataFrame:
    """The names with the most meetups, in the order in which they came."""
    sizes = frame.groupby("name")["n"].max().sort_values(ascending=False, kind="stable")
    return frame[frame["name"].isin(sizes.index[:_MOST_COLUMNS])]


def most_frequent(frame: pd.DataFrame) -> list[str]:
    """The labels in most meetups, of which a chart shows the first; by the alphabet under five."""
    totals = frame.groupby("label", as_index=False).agg(meetups=("meetups", "sum"), n=("n", "max"))
    totals = totals.sort_values("meetups", ascending=False, kind="stable")
    return list(look.ranked(totals, totals["n"].max()).head(MOST_LINES)["label"])


def leaders(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the most frequent label of each name with enough meetups, all where several are."""
    enough = frame[(frame["meetups"] > 0) & (frame["n"] >= FEWEST)]
    return enough[enough["meetups"] == enough.groupby("name")["meetups"].transform("max")]


def _tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title=" "),
        alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
        alt.Tooltip("n:Q", title=_("Sur"), format=",d"),
        alt.Tooltip("share:Q", title=_("Part"), format=".0%"),
        alt.Tooltip("low:Q", title=_("Intervalle, bas"), format=".0%"),
        alt.Tooltip("high:Q", title=_("Intervalle, haut"), format=".0%"),
    ]
