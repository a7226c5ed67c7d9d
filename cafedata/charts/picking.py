"""Marks that can be picked: each knows the row of the table that it draws."""

from typing import Any

import pandas as pd

PICK = "pick"
"""The name of the selection in the specification, and in what the browser reports."""
ROW = "row"
"""The column that holds each row's place in the table."""


def with_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the place of each row, to be carried by the marks drawn from it."""
    return table.assign(**{ROW: range(len(table))})


def pickable(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification with marks that can be picked, one at a time."""
    config = {**spec.get("config", {})}
    config["mark"] = {**config.get("mark", {}), "cursor": "pointer"}
    return {**_with_selection(spec), "config": config}


def _with_selection(view: dict[str, Any]) -> dict[str, Any]:
    """The view with the selection in its first drawing, which takes the picks of those over it."""
    for several in ("layer", "hconcat", "vconcat", "concat"):
        if several in view:
            first, *others = view[several]
            return {**view, several: [_with_selection(first), *others]}
    if "spec" in view:
        return {**view, "spec": _with_selection(view["spec"])}
    point = {"name": PICK, "select": {"type": "point", "fields": [ROW], "toggle": False}}
    return {**view, "params": [*view.get("params", []), point]}
