"""People met per 10 000 residents, drawn."""

from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look
from cafedata.language import gettext as _
from cafedata.language import ngettext, number, sentence, with_count
from cafedata.statistics import FEWEST

_MOST_MUNICIPALITIES = 25
"""How many municipalities the chart shows, those with most meetups; the table has them all."""


def rates_of_services(frame: pd.DataFrame) -> Any:
    """People per 10 000 residents of each service's territory, from
    :func:`~cafedata.figures.rate_by_service`."""
    frame = _labelled(frame)
    chart = look.interval_chart(
        alt.Chart(frame), look.rows("label"), _rate(), "low", "high", _tooltips()
    )
    return look.finish(chart, look.ROW * len(frame) + look.AXIS)


def rates_of_services_finding(frame: pd.DataFrame) -> str:
    """Between which rates the services lie, and whether the two that are furthest apart differ."""
    known = frame[frame["rate"].notna() & (frame["counted"] >= FEWEST)].sort_values("rate")
    if known.empty:
        return _nothing(frame)
    least, most = known.iloc[0], known.iloc[-1]
    if len(known) == 1:
        return _alone(most)
    compared = sentence(
        "De {least} personnes pour 10 000 résidents ({least_name}) à {most} ({most_name})",
        least=number(least["rate"]),
        least_name=least["name"],
        most=number(most["rate"]),
        most_name=most["name"],
    )
    return look.concluded(compared, most["over_least_low"], most["over_least_high"])


def rates_of_municipalities(frame: pd.DataFrame) -> Any:
    """People per 10 000 residents of each municipality, in alphabetical order, from
    :func:`~cafedata.figures.rate_by_municipality`."""
    most = frame["meetups"].sort_values(ascending=False, kind="stable").head(_MOST_MUNICIPALITIES)
    frame = _labelled(frame.loc[sorted(most.index)])
    base = alt.Chart(frame)
    order = list(frame["label"])
    bars = base.mark_rule(strokeWidth=3, opacity=0.45, color=look.LINE).encode(
        y=look.rows("label", order), x="low:Q", x2="high:Q"
    )
    marks = base.mark_point(
        size=90, color=look.LINE, fill=look.LINE, opacity=1, strokeWidth=2
    ).encode(
        y=look.rows("label", order),
        x=_rate(),
        tooltip=_tooltips(),
        fillOpacity=alt.condition(alt.expr.isValid(alt.datum.high), alt.value(1), alt.value(0)),
    )
    return look.finish(bars + marks, look.ROW * len(frame) + look.AXIS)


def rates_of_municipalities_finding(frame: pd.DataFrame) -> str:
    """In how many municipalities a rate can be given, and in how many not."""
    known = frame[frame["rate"].notna()]
    if known.empty:
        return _nothing(frame)
    silent = len(frame) - len(known)
    if (known["counted"] < FEWEST).all():
        return _nothing(frame)
    if len(known) == 1:
        return _alone(known.iloc[0])
    said = sentence(
        "La moitié des {places} ont rencontré au moins {rate} personnes pour 10 000 résidents",
        places=ngettext("{n} municipalité", "{n} municipalités", len(known)),
        rate=number(known["rate"].median()),
    )
    if not silent:
        return f"{said}."
    return sentence("{said}; {silent} sans taux.", said=said, silent=silent)


def _alone(row: pd.Series) -> str:
    return sentence(
        "{name} : {rate} personnes rencontrées pour 10 000 résidents.",
        name=row["name"],
        rate=number(row["rate"]),
    )


def _nothing(frame: pd.DataFrame) -> str:
    if not frame["meetups"].sum() and not frame["unknown"].any():
        return _("Aucune rencontre n'a eu lieu pendant cette période.")
    if frame["unknown"].any() and frame["residents"].isna().all():
        return _("La population n'est pas connue : aucun taux ne peut être donné.")
    return _("Trop peu de rencontres comptées pour donner un taux.")


def _labelled(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(label=[_label(row) for row in frame.to_dict("records")])


def _label(row: dict[Any, Any]) -> str:
    if pd.isna(row["residents"]):
        return sentence("{name} (population inconnue)", name=row["name"])
    return with_count(row["name"], ngettext("{n} compte", "{n} comptes", row["counted"]))


def _rate() -> alt.X:
    return look.counts("rate", _("Personnes pour 10 000 résidents"))


def _tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("residents:Q", title=_("Résidents"), format=",.0f"),
        alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
        alt.Tooltip("counted:Q", title=_("Avec un nombre utilisable"), format=",d"),
        alt.Tooltip("people:Q", title=_("Personnes"), format=",d"),
        alt.Tooltip("rate:Q", title=_("Pour 10 000 résidents"), format=",.1f"),
        alt.Tooltip("low:Q", title=_("Intervalle, bas"), format=",.1f"),
        alt.Tooltip("high:Q", title=_("Intervalle, haut"), format=",.1f"),
    ]
