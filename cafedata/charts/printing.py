"""A chart or its table on its own, in a file: what it shows is printed on it.

The one who receives the file did not see the page, so the title, the period, the filters, how many
meetups it rests on and the day stand in the file itself.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import pandas as pd

from cafedata import language
from cafedata.charts import look
from cafedata.language import Language
from cafedata.language import gettext as _

_WIDTH = 860
_CHARACTERS_PER_LINE = 100
_SCALE = 2
"""Pixels of the image per pixel of the page: sharp on paper."""
_INK = "#24292F"
_QUIET_INK = "#57606A"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Caption:
    """The words that go with a chart: what it finds, of what, on how many meetups, seen when."""

    finding: str
    filters: str
    n: str
    method: str
    seen_on: dt.date
    language: Language

    def lines(self) -> list[str]:
        """The words under the title, each line short enough for the image."""
        signed = f"Café avec un policier · {language.day(self.seen_on)}"
        told = [self.filters, self.n, self.method, signed]
        return [line for text in told if text for line in wrap(text, _CHARACTERS_PER_LINE)]


def png(spec: Mapping[str, Any], caption: Caption) -> bytes:
    """The chart as an image on white, with its caption."""
    import vl_convert  # a browser engine: loaded when a first image is asked for

    image: bytes = vl_convert.vegalite_to_png(json.dumps(_on_paper(spec, caption)), scale=_SCALE)
    return image


def svg(spec: Mapping[str, Any], caption: Caption) -> bytes:
    """The chart as a drawing that keeps sharp at any size, on white, with its caption."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(json.dumps(_on_paper(spec, caption)))).encode()


def csv(table: pd.DataFrame, titles: Mapping[str, str], caption: Caption) -> bytes:
    """The columns named in ``titles``, then one for each thing that the caption says.

    In columns rather than above the table, the caption stays with the rows when they are sorted,
    cut or joined to others. UTF-8 with its mark, a semicolon and the decimal comma in French, as the
    spreadsheets of Québec open it; a comma and a point in English.
    """
    language.use(caption.language)
    kept = table[[name for name in titles if name in table]].rename(columns=dict(titles))
    told = {
        _("Constat"): caption.finding,
        _("Filtres"): caption.filters,
        _("Base du calcul"): caption.n,
        _("Méthode"): caption.method,
        _("Extrait le"): caption.seen_on.isoformat(),
    }
    kept = kept.assign(**told).map(_harmless)
    french = caption.language is Language.fr
    text = kept.to_csv(
        index=False,
        sep=";" if french else ",",
        decimal="," if french else ".",
        date_format="%Y-%m-%d",
        lineterminator="\r\n",
    )
    return text.encode("utf-8-sig")


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula is marked as text."""
    is_formula = isinstance(value, str) and value.startswith(_FORMULA_STARTS)
    return f"'{value}" if is_formula else value


def _on_paper(spec: Mapping[str, Any], caption: Caption) -> dict[str, Any]:
    language.use(caption.language)
    paper: dict[str, Any] = _inked(spec)
    config = {**paper.get("config", {}), **_PAPER}
    title = {
        "text": wrap(caption.finding, _CHARACTERS_PER_LINE - 20),
        "subtitle": caption.lines(),
        "anchor": "start",
        "offset": 18,
        "fontSize": 17,
        "color": _INK,
        "subtitleColor": _QUIET_INK,
        "subtitlePadding": 6,
    }
    autosize = {"type": "fit-x", "contains": "padding"}
    sized = {} if "facet" in paper else {"width": _WIDTH, "autosize": autosize}
    return {**paper, **sized, "title": title, "config": config, "padding": 18}


_PAPER = {
    "background": "white",
    "font": "Liberation Sans, Arial, sans-serif",
    "view": {"stroke": None},
    "mark": {"color": "#1F5F8B"},
    "axis": {"labelColor": _INK, "titleColor": _INK, "gridColor": "#E4E0DA"},
    "range": {"ramp": ["#EEF4F8", "#6497BB"], "heatmap": ["#EEF4F8", "#6497BB"]},
}


def _inked(part: Any) -> Any:
    """The specification with real ink where the page's own text colour stood."""
    if isinstance(part, dict):
        return {name: _inked(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_inked(value) for value in part]
    return _INK if part == look.INK else part
