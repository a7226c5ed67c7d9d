"""The outlines of the parts of a region, as the lines of a map."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look

Outlines = Mapping[str, Mapping[str, Any]]
"""The GeoJSON polygons of the parts, by name."""
Corner = tuple[float, float]
"""Longitude and latitude, in degrees."""
Box = tuple[float, float, float, float]
"""West, east, south and north, in degrees."""


def contours(outlines: Outlines, box: Box) -> Any:
    """The outlines inside of the box, as lines from corner to corner.

    Flat rows travel to the browser as any frame does, and lines have no inside that a projection
    could take for the outside.
    """
    lines = [
        line
        for geometry in outlines.values()
        for ring in _rings(geometry)
        for line in _lines_inside(ring, box)
    ]
    corners = pd.DataFrame(
        [
            (name, step, *corner)
            for name, line in enumerate(lines)
            for step, corner in enumerate(line)
        ],
        columns=["line", "step", "longitude", "latitude"],
    )
    return (
        alt.Chart(corners)
        .mark_line(color=look.QUIET, strokeWidth=1, opacity=0.8)
        .encode(longitude="longitude:Q", latitude="latitude:Q", detail="line:N", order="step:Q")
    )


def _lines_inside(ring: Sequence[Corner], box: Box) -> Iterator[list[Corner]]:
    """What of a ring lies in the box: a line that leaves it ends at its edge, and begins anew there."""
    line: list[Corner] = []
    for start, end in pairwise(ring):
        inside = _part_inside(start, end, box)
        if inside is None:
            continue
        entered, left = inside
        if not line:
            line = [_on_the_way(start, end, entered)]
        line.append(_on_the_way(start, end, left))
        if left < 1:
            yield line
            line = []
    if line:
        yield line


def _part_inside(start: Corner, end: Corner, box: Box) -> tuple[float, float] | None:
    """From where to where a segment lies in the box, as shares of its length (Liang and Barsky, 1984,
    « A new concept and method for line clipping »)."""
    west, east, south, north = box
    x, y = start[0], start[1]
    across, up = end[0] - x, end[1] - y
    entered, left = 0.0, 1.0
    for way, room in ((-across, x - west), (across, east - x), (-up, y - south), (up, north - y)):
        if way < 0:
            entered = max(entered, room / way)
        elif way > 0:
            left = min(left, room / way)
        elif room < 0:
            return None
    return (entered, left) if entered <= left else None


def _on_the_way(start: Corner, end: Corner, share: float) -> Corner:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _rings(geometry: Mapping[str, Any]) -> list[Any]:
    """The rings of a GeoJSON polygon, or of several."""
    if geometry["type"] == "Polygon":
        return list(geometry["coordinates"])
    return [ring for rings in geometry["coordinates"] for ring in rings]
