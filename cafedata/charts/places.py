"""The region on a map: outlines, and a symbol for each municipality."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from cafedata.charts import look
from cafedata.language import day, listing, ngettext, number, sentence
from cafedata.language import gettext as _
from cafedata.statistics import FEWEST

MOST_LINES = 15
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

Outlines = Mapping[str, Mapping[str, Any]]


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
    frame = _on_the_map(frame, measure)
    layers = [_contours(outlines, frame)] if outlines and len(frame) else []
    colour = _colour(frame, measure, title)
    chart = alt.layer(
        *layers, _crosses(frame, colour), _circles(frame, colour), _names(frame)
    ).project("mercator")
    return look.finish(chart, _MAP_HEIGHT)


def _on_the_map(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The municipalities whose place is known, in or near what is chosen, with what their symbol says
    in words."""
    frame = frame[frame["latitude"].notna() & frame["longitude"].notna()]
    frame = frame[_near(frame, _chosen(frame))]
    is_never = frame["last_on"].isna()
    values = frame[measure].astype(float)
    return frame.assign(
        # Never is longer ago than any month.
        measure=values.mask(is_never, _MANY_MONTHS) if measure == "months_since" else values,
        last=[_last(row) for row in frame.to_dict("records")],
        rate=[_("inconnu") if pd.isna(value) else number(value) for value in frame["per_10k"]],
        shown_name=frame["name"].where(_has_room(frame), ""),
    )


def _chosen(frame: pd.DataFrame) -> pd.DataFrame:
    """The territory of the chosen services, or all that is shown where none of it is theirs."""
    return frame[frame["is_chosen"]] if frame["is_chosen"].any() else frame


def _near(points: pd.DataFrame, frame: pd.DataFrame) -> pd.Series:
    """Which of the points lie in the frame of these municipalities, or just outside."""
    inside = [
        points[axis].between(frame[axis].min() - _MARGIN, frame[axis].max() + _MARGIN)
        for axis in ("latitude", "longitude")
    ]
    return inside[0] & inside[1]


def _has_room(frame: pd.DataFrame) -> pd.Series:
    """Which names are written: of the most visited, those that touch no name before them and no
    symbol, on the narrowest screen."""
    places = _in_pixels(frame)
    visited = places[places["meetups"] > 0].sort_values("meetups", ascending=False, kind="stable")
    symbols = {row["municipality"]: _box_of_symbol(row) for row in places.to_dict("records")}
    written: list[_Box] = []
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


_Box = tuple[float, float, float, float]


def _box_of_name(row: Mapping[Any, Any]) -> _Box:
    half, middle = len(row["name"]) * _LETTER / 2, row["y"] - _NAME_ABOVE
    return row["x"] - half, row["x"] + half, middle - _NAME_HEIGHT / 2, middle + _NAME_HEIGHT / 2


def _box_of_symbol(row: Mapping[Any, Any]) -> _Box:
    x, y, radius = row["x"], row["y"], row["radius"]
    return x - radius, x + radius, y - radius, y + radius


def _touch(one: _Box, other: _Box) -> bool:
    is_beside = one[1] < other[0] or other[1] < one[0]
    is_above = one[3] < other[2] or other[3] < one[2]
    return not (is_beside or is_above)


def _last(row: Mapping[Any, Any]) -> str:
    if pd.isna(row["last_on"]):
        return _("jamais")
    months = ngettext("il y a {n} mois", "il y a {n} mois", int(row["months_since"]))
    return f"{day(row['last_on'].date())} ({months})"


def _contours(outlines: Outlines, frame: pd.DataFrame) -> Any:
    """The outlines around the municipalities shown, as lines from corner to corner.

    Flat rows travel to the browser as any frame does, and lines have no inside that a projection
    could take for the outside.
    """
    corners = pd.DataFrame(
        [
            (f"{name} {ring}", step, *corner)
            for name, geometry in outlines.items()
            for ring, corners in enumerate(_rings(geometry))
            for step, corner in enumerate(corners)
        ],
        columns=["ring", "step", "longitude", "latitude"],
    )
    is_near = _near(corners, _chosen(frame))
    # A line that leaves the frame and comes back is two lines.
    corners = corners.assign(line=corners["ring"] + " " + (~is_near).cumsum().astype(str))
    return (
        alt.Chart(corners[is_near])
        .mark_line(color=look.QUIET, strokeWidth=1, opacity=0.8)
        .encode(longitude="longitude:Q", latitude="latitude:Q", detail="line:N", order="step:Q")
    )


def _rings(geometry: Mapping[str, Any]) -> list[Any]:
    """The rings of a GeoJSON polygon, or of several."""
    if geometry["type"] == "Polygon":
        return list(geometry["coordinates"])
    return [ring for rings in geometry["coordinates"] for ring in rings]


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
    """How many municipalities of the territory had a café in the period, and where most were held."""
    if frame.empty:
        return _("Aucune municipalité à montrer pour cette sélection.")
    frame = _chosen(frame)
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
