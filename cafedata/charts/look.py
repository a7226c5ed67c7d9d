"""The look of every chart, in one place."""

from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from cafedata import language
from cafedata.language import sentence, sorting_key
from cafedata.statistics import FEWEST, is_conclusive
from cafedata.vocabulary import Answer, RaisedBy

SERVICE_COLOURS = {
    "BLV": "#0072B2",
    "DXM": "#E69F00",
    "MIR": "#009E73",
    "STE": "#CC79A7",
    "STJ": "#D55E00",
    "SQ": "#7A7A7A",
}
"""One fixed colour per service, told apart by colour-blind eyes (Okabe and Ito, 2008)."""
SERVICE_SHAPES = {
    "BLV": "circle",
    "DXM": "square",
    "MIR": "triangle-up",
    "STE": "diamond",
    "STJ": "cross",
    "SQ": "triangle-down",
}
"""One fixed shape per service, for grey print."""
ANSWER_COLOURS = {
    Answer.unanswered: "#D55E00",
    Answer.without_demand: "#C9A94B",
    Answer.answered: "#8DB5D3",
}
"""What is missing stands out, what is there stays quiet."""
RAISED_COLOURS = {RaisedBy.citizens: "#D55E00", RaisedBy.police: "#0072B2"}
RAISED_SHAPES = {RaisedBy.citizens: "circle", RaisedBy.police: "square"}
SHARE_RANGE = ["#DCEAF4", "#5E9CC7"]
"""Cells from a small share to a large one, all light enough for dark words on them."""
ON_SHARE = "#16232E"
"""The colour of words on such a cell, in either theme."""
LINE = "#2F7FB5"
"""A single line or bar that stands for all services."""
VISITED_COLOURS = ["#8DB5D3", "#D55E00"]
"""Municipalities with a café, and those that wait for one."""
MEASURE_SCHEMES = {"per_10k": ["#BBD7EA", "#0B4F80"], "months_since": ["#F3D9A4", "#A63603"]}
"""From little to much, light to dark; each measure of a map in its own hue."""
INK = "currentColor"
"""The colour of words: that of the page's own text, light or dark."""
QUIET = "#8A8A8A"
"""The colour of limits, of outlines and of what is not known, seen on white, on dark and in print."""
ROW = 34
"""The height of one line of a horizontal chart, in pixels."""
AXIS = 70
"""What the axis along the bottom, with its title, takes of the height, in pixels."""
WORDS = 76
"""What « jamais visitée » or « 12 sur 345 » takes behind the longest bar, in pixels."""
LEGEND_ROW = 21
"""What one line of a legend takes of the height, in pixels."""
_LONGEST_LABEL = 220
_LINE_LENGTH = 31
# A label of two lines would hang down from the middle of its row.
_IN_THE_MIDDLE = {
    "condition": {"test": "indexof(datum.label, '\\n') >= 0", "value": -7},
    "value": 0,
}
# Beginning at its plot, a legend would leave a phone on the right.
_LEGENDS = {"top": {"anchor": "end", "bounds": "full"}}

# Colours and shapes by service repeat what the labels of the axis say, so they need no legend.
service_colour = alt.Color(
    "service:N",
    scale=alt.Scale(domain=list(SERVICE_COLOURS), range=list(SERVICE_COLOURS.values())),
    legend=None,
)
service_shape = alt.Shape(
    "service:N",
    scale=alt.Scale(domain=list(SERVICE_SHAPES), range=list(SERVICE_SHAPES.values())),
    legend=None,
)


def rows(field: str, order: list[str] | None = None) -> alt.Y:
    """Names down the left side, in the order given, or in that of the alphabet."""
    axis = alt.Axis(
        title=None,
        labelExpr="split(datum.label, '\\n')",
        labelLimit=_LONGEST_LABEL,
        labelFlush=False,
        labelOverlap=False,
        labelOffset=_IN_THE_MIDDLE,
        ticks=False,
        domain=False,
    )
    return alt.Y(f"{field}:N", sort=order, axis=axis)


def ranked(frame: pd.DataFrame, meetups: float) -> pd.DataFrame:
    """The frame, which comes ranked, in the alphabetical order of its ``label`` where it rests on
    fewer than five meetups: too few to rank anything."""
    if meetups >= FEWEST:
        return frame
    return frame.sort_values(
        "label", key=lambda labels: labels.map(sorting_key), kind="stable", ignore_index=True
    )


def in_lines(label: str) -> str:
    """A long label cut between words, as :func:`rows` shows it on several lines."""
    return "\n".join(wrap(label, _LINE_LENGTH, max_lines=2, placeholder="…"))


def shares(field: str, title: str) -> alt.X:
    """A share along the bottom, from 0, read as a percentage."""
    return _from_0(field, title, format=".0%", tickCount=5)


def counts(field: str, title: str) -> alt.X:
    """A count along the bottom, from 0."""
    return _from_0(field, title, format=",d", tickMinStep=1, tickCount=6)


def _from_0(field: str, title: str, **ticks: Any) -> alt.X:
    # In the middle of a narrow plot, a long title would leave a phone on the right.
    axis = alt.Axis(title=title, titleAnchor="end", **ticks)
    return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(domainMin=0, nice=True))


def with_room(x: alt.X, most: float, pixels: int) -> alt.X:
    """The axis of bars that reach ``most``, with room for so many pixels of words behind them,
    however wide the page is."""
    reach = 1 if pd.isna(most) else max(most, 1)  # unknown where no bar is drawn
    wide = alt.ExprRef(f"{reach} * width / max(width - {pixels}, {pixels // 2})")
    return x.scale(domainMin=0, domainMax=wide, nice=False)


def interval_chart(
    base: alt.Chart, y: alt.Y, position: alt.X, low: str, high: str, tooltip: list[Any]
) -> Any:
    """A mark per line with its interval; hollow, and without one, where there are too few meetups."""
    whisker = base.mark_rule(strokeWidth=3, opacity=0.45).encode(
        y=y, x=alt.X(f"{low}:Q"), x2=alt.X2(f"{high}:Q"), color=service_colour
    )
    enough = alt.expr.isValid(alt.datum[high])
    mark = base.mark_point(size=140, filled=True, opacity=1).encode(
        y=y,
        x=position,
        color=service_colour,
        shape=service_shape,
        fillOpacity=alt.condition(enough, alt.value(1), alt.value(0)),
        strokeWidth=alt.value(2),
        stroke=service_colour,
        tooltip=tooltip,
    )
    return whisker + mark


def concluded(compared: str, low: float, high: float) -> str:
    """A comparison as a sentence, which says so when the interval of the difference holds 0."""
    if is_conclusive(low, high):
        return f"{compared}."
    return sentence("{compared} : différence non concluante.", compared=compared)


def finish(chart: Any, height: int) -> Any:
    """The chart with its height and with numbers and months in the reader's language."""
    return chart.properties(height=height, width="container").configure(
        locale=alt.Locale.from_dict(language.for_charts())
    )


def specification(chart: Any) -> dict[str, Any]:
    """The finished chart as Vega-Lite reads it."""
    made: dict[str, Any] = chart.to_dict()
    # The schema by which Altair judges takes no layout of legends; Vega does.
    return {**made, "config": {**made.get("config", {}), "legend": {"layout": _LEGENDS}}}
