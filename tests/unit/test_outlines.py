"""The outlines of a map, cut at the edge of what is shown."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cafedata.charts.outlines import Corner, contours

BOX = (-1.0, 1.0, -1.0, 1.0)
degrees = st.floats(-3, 3, allow_nan=False).map(lambda value: round(value, 3))
corners = st.tuples(degrees, degrees)


def _lines(ring: list[Corner]) -> list[list[Corner]]:
    outlines: dict[str, dict[str, Any]] = {"MRC": {"type": "Polygon", "coordinates": [ring]}}
    rows = contours(outlines, BOX).data.to_dict("records")
    lines: dict[int, list[Corner]] = {}
    for row in rows:
        lines.setdefault(row["line"], []).append((row["longitude"], row["latitude"]))
    return list(lines.values())


def test_a_line_that_leaves_the_box_ends_at_its_edge_and_begins_anew_there() -> None:
    assert _lines([(0, 0), (2, 0), (2, 0.5), (0, 0.5)]) == [
        [(0, 0), (1, 0)],
        [(1, 0.5), (0, 0.5)],
    ]


def test_a_line_that_crosses_the_box_between_two_corners_outside_is_drawn() -> None:
    assert _lines([(-2, 0), (2, 0)]) == [[(-1, 0), (1, 0)]]


def test_a_line_inside_stays_in_one_piece() -> None:
    ring = [(0.0, 0.0), (0.5, 0.0), (0.5, 0.5), (0.0, 0.0)]
    assert _lines(ring) == [ring]


def test_a_line_that_passes_by_is_not_drawn() -> None:
    assert _lines([(-2, 2), (2, 2), (2, -2)]) == []


@given(st.lists(corners, min_size=2, max_size=12))
def test_all_that_is_drawn_lies_in_the_box_and_all_corners_inside_are_drawn(
    ring: list[Corner],
) -> None:
    drawn = [corner for line in _lines(ring) for corner in line]
    edge = 1 + 1e-9
    assert all(abs(x) <= edge and abs(y) <= edge for x, y in drawn)
    for x, y in ring:
        if abs(x) < 1 and abs(y) < 1:
            assert any(abs(x - a) < 1e-9 and abs(y - b) < 1e-9 for a, b in drawn)
