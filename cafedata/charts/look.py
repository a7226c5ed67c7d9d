"""The look of every chart, in one place."""

from textwrap import wrap
from typing import Any

import altair as alt

from cafedata import language

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
INK = "currentColor"
"""The colour of words: that of the page's own text, light or dark."""
ROW = 34
"""The height of one line of a horizontal chart, in pixels."""
_LONGEST_LABEL = 220
_LINE_LENGTH = 31

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
        ticks=False,
        domain=False,
    )
    return alt.Y(f"{field}:N", sort=order, axis=axis)


def in_lines(label: str) -> str:
    """A long label cut between words, as :func:`rows` shows it on several lines."""
    return "\n".join(wrap(label, _LINE_LENGTH, max_lines=2, placeholder="…"))


def shares(field: str, title: str) -> alt.X:
    """A share along the bottom, from 0, read as a percentage."""
    axis = alt.Axis(title=title, format=".0%", tickCount=5)
    return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(domainMin=0, nice=True))


def counts(field: str, title: str) -> alt.X:
    """A count along the bottom, from 0."""
    axis = alt.Axis(title=title, format=",d", tickMinStep=1, tickCount=6)
    return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(domainMin=0, nice=True))


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


def finish(chart: Any, height: int) -> Any:
    """The chart with its height and with numbers and months in the reader's language."""
    return chart.properties(height=height, width="container").configure(
        locale=alt.Locale.from_dict(language.for_charts())
    )
