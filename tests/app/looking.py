"""The comparing pages as somebody sees them: their words, tables and the marks really drawn.

A chart is rendered as a browser renders it, so that a mark which the drawing drops (a value that is
missing) is not there to be counted either.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import pytest
import vl_convert
from streamlit import dataframe_util
from streamlit.testing.v1 import AppTest

from cafedata.vocabulary import Grain
from cafedata.web import chart
from tests.app.conftest import file_of, said

Row = dict[str, Any]

VIEWS: dict[str, tuple[str, Mapping[str, str]]] = {
    "overview": ("overview", {}),
    "attendance, people": ("attendance", {"group_people": "people"}),
    "attendance, rates": ("attendance", {"group_people": "rates"}),
    "attendance, when": ("attendance", {"group_people": "when"}),
    "themes": ("themes", {"themes_grain": Grain.month}),
    "themes, municipalities": ("themes", {"themes_group": "municipality"}),
    "themes, clienteles": ("themes", {"themes_group": "clientele"}),
    "themes, offences": ("themes", {"group_themes": "offences"}),
    "programs": ("programs", {}),
    "programs, promotion": ("programs", {"group_answers": "promotion"}),
    "map": ("map", {}),
    "map, rates": ("map", {"map_measure": "per_10k"}),
    "compare": ("compare", {"compare_services_0": "MIR", "compare_services_1": "STJ"}),
    "compare, periods": ("compare", {"group_services": "periods"}),
    "compare, municipalities": ("compare", {"group_services": "municipalities"}),
}
"""Every comparing page and each of its groups: its address, and the choices that lead there."""

_SAID = re.compile(r"(?:^|; )([^:;]+): (.*?)(?=; [^:;]+: |$)")


@dataclass(frozen=True)
class Mark:
    """One mark as it is drawn; ``said`` holds what its description tells, by field."""

    kind: str
    item: Mapping[str, Any]

    @cached_property
    def said(self) -> dict[str, str]:
        return dict(_SAID.findall(str(self.item.get("description", ""))))

    @property
    def text(self) -> str:
        return str(self.item.get("text", ""))

    @property
    def is_hollow(self) -> bool:
        return self.item.get("fillOpacity") == 0

    @property
    def is_flat(self) -> bool:
        """Whether it is a bar of no length."""
        sizes = (float(self.item.get(name, 1)) for name in ("width", "height"))
        return self.kind == "rect" and min(abs(size) for size in sizes) < 0.01

    @property
    def spans(self) -> bool:
        """Whether it goes from one value to another, as an interval does."""
        across = abs(self.item.get("x2", self.item["x"]) - self.item["x"])
        return self.kind == "rule" and across > 0.01


@dataclass(frozen=True)
class Drawing:
    """One chart: its finding, its specification with the rows that were sent, and its marks."""

    key: str
    finding: str
    spec: Mapping[str, Any]

    @property
    def rows(self) -> list[Row]:
        """All the rows that it was sent, whichever layer draws them."""
        return [row for rows in self.spec.get("datasets", {}).values() for row in rows]

    @cached_property
    def marks(self) -> list[Mark]:
        scene = vl_convert.vegalite_to_scenegraph({**self.spec, "width": 700})
        return [
            Mark(group["marktype"], item)
            for group in _groups(scene)
            if group.get("role") == "mark" and group["marktype"] != "group"
            for item in group.get("items", [])
        ]

    def order(self) -> list[str]:
        """The lines from top to bottom, as it sorts them."""
        return next((list(axis["sort"]) for axis in _axes(self.spec) if axis.get("sort")), [])

    def told(self) -> str:
        """All the words written beside its marks."""
        return " | ".join(mark.text for mark in self.marks if mark.kind == "text")


@dataclass(frozen=True)
class Page:
    """What one view shows somebody."""

    words: str
    drawings: Mapping[str, Drawing]
    frames: Mapping[str, tuple[pd.DataFrame, ...]]
    findings: Mapping[str, str]
    metrics: Mapping[str, str]


def seen(app: AppTest, monkeypatch: pytest.MonkeyPatch, view: str) -> Page:
    """Go to a view of :data:`VIEWS`; choices that the person is not offered are left."""
    calls: list[tuple[str, tuple[pd.DataFrame, ...], str]] = []
    show = chart.show

    def noted(*given: Any, **named: Any) -> None:
        _visit, _question, _draw, tell, *frames = given
        calls.append((named["key"], tuple(frames), tell(*frames)))
        show(*given, **named)

    address, choices = VIEWS[view]
    with monkeypatch.context() as patch:
        patch.setattr(chart, "show", noted)
        app.switch_page(file_of(address)).run()
        for key, value in choices.items():
            if widget := _widget(app, key):
                calls.clear()
                widget.set_value(value).run()
    assert not app.exception, (view, app.exception)
    elements = app.get("vega_lite_chart")
    drawn = [key for key, frames, _finding in calls if not frames[0].empty]
    assert len(drawn) == len(elements)
    return Page(
        said(app).replace("\N{NO-BREAK SPACE}", " ").replace("\\", ""),
        {key: _drawing(key, each.proto) for key, each in zip(drawn, elements, strict=True)},
        {key: frames for key, frames, _finding in calls},
        {key: finding for key, _frames, finding in calls},
        {str(metric.label): str(metric.value) for metric in app.metric},
    )


def _widget(app: AppTest, key: str) -> Any:
    for kind in (app.segmented_control, app.selectbox):
        try:
            return kind(key=key)
        except KeyError:
            continue
    return None


def _drawing(key: str, proto: Any) -> Drawing:
    spec = json.loads(proto.spec)
    datasets = {
        each.name: _plain(dataframe_util.convert_arrow_bytes_to_pandas_df(each.data.data))
        for each in proto.datasets
    }
    return Drawing(key, proto.alt, {**spec, "datasets": datasets})


def _plain(frame: pd.DataFrame) -> list[Row]:
    found: list[Row] = json.loads(frame.to_json(orient="records", date_format="iso"))
    return found


def _groups(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "marktype" in node:
            yield node
        for value in node.values():
            yield from _groups(value)
    elif isinstance(node, list):
        for value in node:
            yield from _groups(value)


def _axes(spec: Any) -> Iterator[dict[str, Any]]:
    """The vertical channels of a specification, those of its layers after its own."""
    if axis := spec.get("encoding", {}).get("y"):
        yield axis
    for layer in spec.get("layer", []):
        yield from _axes(layer)
