"""Two services, municipalities or periods side by side, drawn and in words."""

from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look
from cafedata.language import N_, number, percent, sentence
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
_COLOURS = ("#0072B2", "#D55E00")
_SHAPES = ("circle", "square")


def compared_pair(frame: pd.DataFrame) -> Any:
    """The shares of both sides with their intervals, from :func:`~cafedata.figures.compared` with
    ``first_name`` and ``second_name``, what each side is called."""
    long = _by_side(frame[frame["kind"] == "share"])
    sides = list(dict.fromkeys(long["side"]))
    base = alt.Chart(long).encode(
        y=look.rows("label", list(dict.fromkeys(long["label"]))),
        yOffset=alt.YOffset("side:N", sort=sides),
        color=alt.Color(
            "side:N",
            scale=alt.Scale(domain=sides, range=list(_COLOURS)),
            legend=alt.Legend(title=None, orient="top", columns=1, labelLimit=260),
        ),
    )
    spans = base.mark_rule(strokeWidth=3, opacity=0.45).encode(x="low:Q", x2="high:Q")
    enough = alt.expr.isValid(alt.datum.high)
    marks = base.mark_point(size=120, filled=True, opacity=1, strokeWidth=2).encode(
        x=look.shares("value", _("Part des rencontres")),
        shape=alt.Shape("side:N", scale=alt.Scale(domain=sides, range=list(_SHAPES))),
        fillOpacity=alt.condition(enough, alt.value(1), alt.value(0)),
        stroke=alt.Stroke("side:N", scale=alt.Scale(domain=sides, range=list(_COLOURS))),
        tooltip=[
            alt.Tooltip("side:N", title=" "),
            alt.Tooltip("label:N", title=_("Mesure")),
            alt.Tooltip("value:Q", title=_("Part"), format=".0%"),
            alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
            alt.Tooltip("n:Q", title=_("Sur"), format=",d"),
        ],
    )
    return look.finish(spans + marks, 56 * max(1, long["label"].nunique()) + look.AXIS + 40)


def compared_pair_finding(frame: pd.DataFrame) -> str:
    """On which measures the two differ, if on any."""
    if frame["low"].isna().all():
        return _("Il manque des rencontres d'un côté ou de l'autre pour comparer.")
    differ = [
        _called(row).lower()
        for row in frame.to_dict("records")
        if is_conclusive(row["low"], row["high"])
    ]
    if not differ:
        return _("Aucune différence concluante entre les deux.")
    return sentence("Les deux diffèrent par : {measures}.", measures="; ".join(differ))


def differences(frame: pd.DataFrame) -> list[str]:
    """One sentence per measure: both sides, their difference, its interval, and whether it tells."""
    return [_difference(row) for row in frame.to_dict("records")]


def _difference(row: dict[Any, Any]) -> str:
    values = {name: _shown(row[name], row["kind"]) for name in _SIDES}
    said = sentence(
        "{measure} : {first} ({first_name}), {second} ({second_name})",
        measure=_called(row),
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


def _called(row: dict[Any, Any]) -> str:
    message = _MEASURES[row["measure"]]
    return _(message)


def _shown(value: float, kind: str) -> str:
    return percent(value) if kind == "share" else number(value, 1)


def _gap(value: float, kind: str) -> str:
    if kind == "share":
        return sentence("{points} points", points=number(100 * value))
    return number(value, 1)


def _by_side(frame: pd.DataFrame) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "label": [_(_MEASURES[measure]) for measure in frame["measure"]],
                "side": frame[f"{name}_name"],
                "value": frame[name],
                "low": frame[f"{name}_low"],
                "high": frame[f"{name}_high"],
                "meetups": frame[f"{name}_meetups"],
                "n": frame[f"{name}_n"],
            }
        )
        for name in _SIDES
    ]
    return pd.concat(parts, ignore_index=True)


def with_names(frame: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """The comparison with what its measures and its two sides are called."""
    labels = [_(_MEASURES[measure]) for measure in frame["measure"]]
    return frame.assign(label=labels, first_name=first, second_name=second)
