"""The region on a map: outlines, and a symbol for each municipality."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from cafedata.charts import look
from cafedata.charts.outlines import Box, Outlines, contours
from cafedata.language import day, ngettext, number, sentence
from cafedata.language import gettext as _
from cafedata.statistics import FEWEST

_LABELLED = 6
_LETTER, _NAME_HEIGHT, _NAME_ABOVE = 7, 14, 16
"""The room that a written name takes on the map, in pixels: each letter, the line, and how far it
stands above its symbol."""
_SMALLEST, _LARGEST = 20, 500
"""The area of the smallest circle and of the largest, in square pixels."""
_NARROWEST = 300
"""The width of the map on a phone, in pixels."""
_MARGIN = 0.15
"""How far around the municipalities the outlines are drawn, in degrees."""
_MANY_MONTHS = 24
"""From how many months without a café the colour is at its strongest."""
_MAP_HEIGHT = 560

_Span = tuple[float, float, float, float]
"""Left, right, top and bottom of something on the map, in pixels."""


def per_10k_map(outlines: Outlines) -> Callable[[pd.DataFrame], Any]:
    """A drawing of :func:`~cafedata.figures.places`: size tells the meetups, colour the people met
    per 10 000 residents."""
    return partial(_map, outlines=outlines, measure="per_10k", title=_("Personnes par 10 000 hab."))


def months_map(outlines: Outlines) -> Callable[[pd.DataFrame], Any]:
    """A drawing of :func:`~cafedata.figures.places`: size tells the meetups, colour the whole months
    since the last café."""
    return partial(
        _map, outlines=outlines, measure="months_since", title=_("Mois depuis le dernier café")
    )


def _map(frame: pd.DataFrame, outlines: Outlines, measure: str, title: str) -> Any:
    placed = frame[frame["latitude"].notna() & frame["longitude"].notna()]
    part = _part_of_the_map(placed)
    frame = _told(placed[_near(placed, part)], measure)
    layers = [contours(outlines, part)] if outlines and len(frame) else []
    colour = _colour(frame, measure, title)
    chart = alt.layer(
        *layers, _crosses(frame, colour), _circles(frame, colour), _names(frame)
    ).project("mercator")
    return look.finish(chart, _MAP_HEIGHT)


def _told(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The municipalities with what their symbol says in words."""
    is_never = frame["last_on"].isna()
    values = frame[measure].astype(float)
    return frame.assign(
        # Never is longer ago than any month.
        measure=values.mask(is_never, _MANY_MONTHS) if measure == "months_since" else values,
        last=[_last(row) for row in frame.to_dict("records")],
        rate=[_("inconnu") if pd.isna(value) else number(value) for value in frame["per_10k"]],
        shown_name=frame["name"].where(_has_room(frame), ""),
    )


def _looked_at(frame: pd.DataFrame) -> pd.DataFrame:
    """The territory of the chosen services and wherever else a café was held, or all that is shown
    where there is neither."""
    kept = frame["is_chosen"] | (frame["meetups"] > 0)
    return frame[kept] if kept.any() else frame


def _near(frame: pd.DataFrame, box: Box) -> pd.Series:
    """Which municipalities lie in this part of the map."""
    west, east, south, north = box
    return frame["longitude"].between(west, east) & frame["latitude"].between(south, north)


def _part_of_the_map(frame: pd.DataFrame) -> Box:
    """West, east, south and north of what is looked at, and a little around it, in degrees."""
    looked_at = _looked_at(frame)
    across, up = looked_at["longitude"], looked_at["latitude"]
    return (
        across.min() - _MARGIN,
        across.max() + _MARGIN,
        up.min() - _MARGIN,
        up.max() + _MARGIN,
    )


def _has_room(frame: pd.DataFrame) -> pd.Series:
    """Which names are written: of the most visited, those that touch no name before them and no
    symbol, on the narrowest screen."""
    places = _in_pixels(frame)
    visited = places[places["meetups"] > 0].sort_values("meetups", ascending=False, kind="stable")
    symbols = {row["municipality"]: _box_of_symbol(row) for row in places.to_dict("records")}
    written: list[_Span] = []
    named = set()
    for row in visited.to_dict("records"):
        box = _box_of_name(row)
        others = (each for code, each in symbols.items() if code != row["municipality"])
        taken = [*written, *others]
        if len(written) < _LABELLED and not any(_touch(box, other) for other in taken):
            written.append(box)
            named.add(row["municipality"])
    return frame["municipality"].isin(named)


def _in_pixels(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with ``x`` and ``y``, about where each place is drawn on the narrowest screen."""
    longitude = frame["longitude"] * np.cos(np.radians(frame["latitude"].mean()))
    across = longitude.max() - longitude.min()
    up = frame["latitude"].max() - frame["latitude"].min()
    scale = min(_NARROWEST / max(across, 0.01), _MAP_HEIGHT / max(up, 0.01))
    area = _SMALLEST + (_LARGEST - _SMALLEST) * frame["meetups"] / max(frame["meetups"].max(), 1)
    return frame.assign(
        x=longitude * scale, y=-frame["latitude"] * scale, radius=np.sqrt(area / np.pi)
    )


def _box_of_name(row: Mapping[Any, Any]) -> _Span:
    half, middle = len(row["name"]) * _LETTER / 2, row["y"] - _NAME_ABOVE
    return row["x"] - half, row["x"] + half, middle - _NAME_HEIGHT / 2, middle + _NAME_HEIGHT / 2


def _box_of_symbol(row: Mapping[Any, Any]) -> _Span:
    x, y, radius = row["x"], row["y"], row["radius"]
    return x - radius, x + radius, y - radius, y + radius


def _touch(one: _Span, other: _Span) -> bool:
    is_beside = one[1] < other[0] or other[1] < one[0]
    is_above = one[3] < other[2] or other[3] < one[2]
    return not (is_beside or is_above)


def _last(row: Mapping[Any, Any]) -> str:
    if pd.isna(row["last_on"]):
        return _("jamais")
    months = ngettext("il y a {n} mois", "il y a {n} mois", int(row["months_since"]))
    return f"{day(row['last_on'].date())} ({months})"


def _placed(frame: pd.DataFrame) -> alt.Chart:
    return alt.Chart(frame).encode(
        longitude="longitude:Q",
        latitude="latitude:Q",
        tooltip=[
            alt.Tooltip("name:N", title=_("Municipalité")),
            alt.Tooltip("services:N", title=_("Desservie par")),
            alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
            alt.Tooltip("rate:N", title=_("Personnes par 10 000 hab.")),
            alt.Tooltip("last:N", title=_("Dernier café")),
        ],
    )


def _colour(frame: pd.DataFrame, measure: str, title: str) -> Any:
    most = _MANY_MONTHS if measure == "months_since" else frame["measure"].max()
    scale = alt.Scale(
        range=look.MEASURE_SCHEMES[measure], domain=[0, most if most > 0 else 1], clamp=True
    )
    legend = alt.Legend(title=title, orient="top", gradientLength=140, format=",d", tickCount=3)
    return alt.condition(
        alt.expr.isValid(alt.datum.measure),
        alt.Color("measure:Q", scale=scale, legend=legend),
        alt.value(look.QUIET),
    )


def _crosses(frame: pd.DataFrame, colour: Any) -> Any:
    """Where no café was held in the period: no size, which could be mistaken for a small one."""
    nothing = _placed(frame[frame["meetups"] == 0])
    # A mark whose measure is unknown would be left out: it has no colour, yet it has a place.
    return nothing.mark_text(text="×", fontSize=15, fontWeight="bold", invalid=None).encode(
        color=colour, opacity=_of_the_chosen()
    )


def _circles(frame: pd.DataFrame, colour: Any) -> Any:
    visited = frame[frame["meetups"] > 0]
    most = int(visited["meetups"].max()) if len(visited) else 1
    size = alt.Size(
        "meetups:Q",
        scale=alt.Scale(domain=[0, most], range=[_SMALLEST, _LARGEST]),
        legend=alt.Legend(
            title=_("Rencontres"),
            orient="top",
            values=sorted({1, (most + 1) // 2, most}),
            format=",d",
            symbolType="circle",
        ),
    )
    is_known = alt.expr.isValid(alt.datum.measure)
    return (
        _placed(visited)
        .mark_point(shape="circle", filled=True, strokeWidth=1.2, invalid=None)
        .encode(
            size=size,
            color=colour,
            stroke=alt.value(look.QUIET),
            fillOpacity=alt.condition(is_known, alt.value(0.9), alt.value(0)),
            opacity=_of_the_chosen(),
        )
    )


def _names(frame: pd.DataFrame) -> Any:
    named = frame[frame["shown_name"] != ""]
    return (
        _placed(named)
        .mark_text(dy=-_NAME_ABOVE, fontSize=11, fontWeight="bold", color=look.INK)
        .encode(text="shown_name:N")
    )


def _of_the_chosen() -> Any:
    return alt.condition(alt.datum.is_chosen, alt.value(0.95), alt.value(0.25))


def places_finding(frame: pd.DataFrame) -> str:
    """In how many of the municipalities looked at a café was held, and where most were."""
    if frame.empty:
        return _("Aucune municipalité à montrer pour cette sélection.")
    frame = _looked_at(frame)
    met = frame[frame["meetups"] > 0]
    if met.empty:
        return _("Aucune rencontre n'a eu lieu pendant cette période.")
    told = sentence(
        "{met} sur {all} avec au moins un café",
        met=ngettext("{n} municipalité", "{n} municipalités", len(met)),
        all=len(frame),
    )
    most = met[met["meetups"] == met["meetups"].max()]
    if len(most) > 1 or len(met) == 1 or met["meetups"].sum() < FEWEST:
        return f"{told}."
    return sentence(
        "{told}; {name} en a le plus ({meetups}).",
        told=told,
        name=most.iloc[0]["name"],
        meetups=int(most.iloc[0]["meetups"]),
    )
