"""Two services, municipalities or periods side by side, drawn and in words."""

from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look
from cafedata.language import MINUS, N_, ngettext, number, percent, sentence
from cafedata.language import gettext as _
from cafedata.statistics import is_conclusive

_MEASURES = {
    "mean": N_("Personnes par rencontre"),
    "rate": N_("Personnes pour 10 000 résidents"),
    "usable": N_("Nombre de personnes utilisable"),
    "programs": N_("Au moins un programme promu"),
    "partners": N_("Commerce ou organisme présent"),
}
_SIDES = ("first", "second")
_COLOURS = ("#23577E", "#B3761B")
_SHAPES = ("circle", "square")
"""Of two sides that are no services, and so have no colour and no shape of their own."""
_ROOM = 46
"""What a value takes behind the end of an interval, in pixels."""
_MEASURE_ROW = 58
"""The height of a measure, which has a mark for each side and a name on two lines, in pixels."""


def compared_pair(frame: pd.DataFrame) -> Any:
    """Each measure on a scale of its own from 0, both sides with their intervals, from
    :func:`~cafedata.figures.compared` with ``first_name`` and ``second_name``, what each side is called.

    The measures have different units, so the values are written and no axis is drawn; under the name
    of a measure stands what is known of its difference.
    """
    long = _by_side(frame)
    sides = list(dict.fromkeys(long["side"]))
    colours = alt.Scale(domain=sides, range=list(dict.fromkeys(long["colour"])))
    shapes = alt.Scale(domain=sides, range=list(dict.fromkeys(long["shape"])))
    base = alt.Chart(long).encode(
        y=look.rows("line", list(dict.fromkeys(long["line"]))),
        yOffset=alt.YOffset("side:N", sort=sides),
        color=alt.Color(
            "side:N",
            scale=colours,
            legend=alt.Legend(title=None, orient="top", columns=1, labelLimit=260, symbolOpacity=1),
        ),
    )
    spans = base.mark_rule(strokeWidth=3, opacity=0.45).encode(
        x=alt.X("from:Q", axis=None), x2="to:Q"
    )
    enough = alt.expr.isValid(alt.datum.high)
    marks = base.mark_point(size=120, filled=True, opacity=1, strokeWidth=2).encode(
        x=look.with_room(alt.X("position:Q", axis=None), 1, _ROOM),
        shape=alt.Shape("side:N", scale=shapes),
        fillOpacity=alt.condition(enough, alt.value(1), alt.value(0)),
        stroke=alt.Stroke("side:N", scale=colours),
        tooltip=[
            alt.Tooltip("side:N", title=" "),
            alt.Tooltip("label:N", title=_("Mesure")),
            alt.Tooltip("shown:N", title=_("Valeur")),
            alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
            alt.Tooltip("n:Q", title=_("Sur"), format=",d"),
        ],
    )
    values = base.mark_text(align="left", dx=8).encode(
        x=alt.X("end:Q", axis=None), text="shown:N", color=alt.value(look.INK)
    )
    zero = alt.Chart(long).mark_rule(color=look.QUIET).encode(x=alt.XDatum(0, axis=None))
    height = _MEASURE_ROW * max(1, frame["measure"].nunique())
    return look.finish(zero + spans + marks + values, height + 3 * look.LEGEND_ROW)


def compared_pair_finding(frame: pd.DataFrame) -> str:
    """On which measures the two differ, if on any."""
    if frame["low"].isna().all():
        return _("Il manque des rencontres d'un côté ou de l'autre pour comparer.")
    differ = [
        sentence(
            "{measure} ({first} contre {second})",
            measure=row["label"].lower(),
            **{name: _shown(row[name], row["kind"]) for name in _SIDES},
        )
        for row in frame.to_dict("records")
        if is_conclusive(row["low"], row["high"])
    ]
    names = {name: frame.iloc[0][f"{name}_name"] for name in _SIDES}
    names["first"] = names["first"][0].upper() + names["first"][1:]
    if not differ:
        return sentence("{first} et {second} : aucune différence concluante.", **names)
    return sentence(
        "{first} et {second} diffèrent : {measures}.", measures="; ".join(differ), **names
    )


def differences(frame: pd.DataFrame) -> list[str]:
    """One sentence per measure: both sides, their difference, its interval, and whether it tells."""
    return [_difference(row) for row in frame.to_dict("records")]


def _difference(row: dict[Any, Any]) -> str:
    values = {name: _shown(row[name], row["kind"]) for name in _SIDES}
    said = sentence(
        "{measure} : {first} ({first_name}), {second} ({second_name})",
        measure=row["label"],
        first_name=row["first_name"],
        second_name=row["second_name"],
        **values,
    )
    if pd.isna(row["low"]):
        return sentence("{said}; trop peu de rencontres pour un intervalle.", said=said)
    interval = sentence(
        "{said}; écart {difference}, entre {low} et {high}",
        said=said,
        difference=_gap(row["difference"], row["kind"]),
        low=_gap(row["low"], row["kind"]),
        high=_gap(row["high"], row["kind"]),
    )
    return look.concluded(interval, row["low"], row["high"])


def _shown(value: float, kind: str) -> str:
    return percent(value) if kind == "share" else number(value, 1)


def _gap(value: float, kind: str) -> str:
    if kind == "share":
        points = round(100 * value)
        sign = MINUS if points < 0 else ""
        return sign + ngettext("{n} point", "{n} points", abs(points))
    return number(value, 1)


def _by_side(frame: pd.DataFrame) -> pd.DataFrame:
    rows = frame.to_dict("records")
    line = [f"{row['label']}\n{_known_difference(row)}" for row in rows]
    # The furthest end of each line: there its scale stops.
    ends = [f"{name}{bound}" for name in _SIDES for bound in ("", "_high")]
    reach = frame[ends].astype(float).max(axis=1)
    reach = reach.where(reach > 0, 1)
    return pd.concat(
        [_of_side(frame.assign(line=line), name, reach) for name in _SIDES], ignore_index=True
    )


def _of_side(frame: pd.DataFrame, name: str, reach: pd.Series) -> pd.DataFrame:
    place, codes = _SIDES.index(name), frame[f"{name}_code"]
    value, low, high = (frame[f"{name}{bound}"].astype(float) for bound in ("", "_low", "_high"))
    return pd.DataFrame(
        {
            "line": frame["line"],
            "label": frame["label"],
            "side": frame[f"{name}_name"],
            "colour": [look.SERVICE_COLOURS.get(code, _COLOURS[place]) for code in codes],
            "shape": [look.SERVICE_SHAPES.get(code, _SHAPES[place]) for code in codes],
            "value": value,
            "shown": [_shown(*each) for each in zip(value, frame["kind"], strict=True)],
            "high": high,
            "position": value / reach,
            "from": low / reach,
            "to": high / reach,
            "end": high.fillna(value) / reach,
            "meetups": frame[f"{name}_meetups"],
            "n": frame[f"{name}_n"],
        }
    )


def _known_difference(row: dict[Any, Any]) -> str:
    if pd.isna(row["low"]):
        return _("trop peu pour conclure")
    if not is_conclusive(row["low"], row["high"]):
        return _("différence non concluante")
    return sentence("écart : {difference}", difference=_gap(row["difference"], row["kind"]))


def with_names(
    frame: pd.DataFrame, first: tuple[str, str], second: tuple[str, str]
) -> pd.DataFrame:
    """The comparison with what its measures and its two sides are called.

    Each side has its code and its name; the code of a service gives its marks the colour and the
    shape that the service has everywhere.
    """
    return frame.assign(
        label=[_(_MEASURES[measure]) for measure in frame["measure"]],
        first_code=first[0],
        first_name=first[1],
        second_code=second[0],
        second_name=second[1],
    )
