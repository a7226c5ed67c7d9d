"""How many people the cafés met, drawn."""

from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look
from cafedata.language import gettext as _
from cafedata.language import month, ngettext, number, sentence, with_count
from cafedata.statistics import FEWEST

_ROOM = 116
"""What « environ 1 234 ou plus » takes behind the longest bar, in pixels."""


def people_met(frame: pd.DataFrame) -> Any:
    """The people that each service met, from :func:`~cafedata.figures.attendance_by_service`."""
    frame = frame.assign(
        detail=[_people_detail(row) for _index, row in frame.iterrows()],
        shown=frame["people"].where(frame["counted"] > 0),
    )
    base = alt.Chart(frame)
    bars = base.mark_bar(height={"band": 0.6}).encode(
        y=look.rows("name"),
        x=look.with_room(
            look.counts("shown", _("Personnes rencontrées")), frame["shown"].max(), _ROOM
        ),
        color=look.service_colour,
        tooltip=_tooltips(),
    )
    labels = base.mark_text(align="left", dx=6, color=look.INK).encode(
        y=look.rows("name"), x=alt.X("people:Q"), text="detail:N"
    )
    return look.finish(bars + labels, look.ROW * len(frame) + look.AXIS)


def _people_detail(row: pd.Series) -> str:
    """What stands beside a bar, so that no empty bar is left to be guessed at."""
    if not row["meetups"]:
        return _("aucune rencontre")
    if not row["counted"]:
        return _("nombre inconnu")
    return _as_known(row, number(row["people"]))


def _as_known(row: pd.Series, people: str) -> str:
    """A sum with its precision: it is the least there were as soon as one count is missing."""
    is_least = row["at_least"] or row["uncounted"]
    match bool(row["about"]), bool(is_least):
        case True, True:
            return sentence("environ {people} ou plus", people=people)
        case True, False:
            return sentence("environ {people}", people=people)
        case False, True:
            return sentence("au moins {people}", people=people)
    return people


def people_met_finding(frame: pd.DataFrame, overall: pd.DataFrame) -> str:
    """How many people were met in all, each meetup counted once, and in which share of them."""
    total = overall.iloc[0]
    if not total["meetups"]:
        return _("Aucune rencontre n'a eu lieu pendant cette période.")
    held = ngettext("{n} rencontre", "{n} rencontres", int(total["meetups"]))
    if not total["counted"]:
        return sentence("{held}, sans aucun nombre de personnes utilisable.", held=held)
    people = _as_known(total, ngettext("{n} personne", "{n} personnes", int(total["people"])))
    return sentence("{people} en {held}.", people=people[:1].upper() + people[1:], held=held)


def mean_attendance(frame: pd.DataFrame) -> Any:
    """People per meetup, the mean and the median with their intervals, from
    :func:`~cafedata.figures.attendance_by_service`."""
    frame = frame.assign(
        label=[
            with_count(row["name"], ngettext("{n} compte", "{n} comptes", row["counted"]))
            for row in frame.to_dict("records")
        ]
    )
    base = alt.Chart(frame)
    x = look.counts("mean", _("Personnes par rencontre"))
    means = look.interval_chart(base, look.rows("label"), x, "low", "high", _tooltips())
    below = alt.value(look.ROW * 0.36)
    span = base.mark_rule(strokeWidth=1, opacity=0.8, color=look.INK).encode(
        y=look.rows("label"), x="median_low:Q", x2="median_high:Q", yOffset=below
    )
    medians = base.mark_tick(thickness=3, size=12, color=look.INK).encode(
        y=look.rows("label"), x="median:Q", yOffset=below, tooltip=_tooltips()
    )
    return look.finish(span + means + medians, look.ROW * len(frame) + look.AXIS)


def mean_attendance_finding(frame: pd.DataFrame) -> str:
    """Whether the service that meets most people per meetup differs from the one that meets least,
    by the interval of their difference."""
    known = frame[frame["counted"] >= FEWEST].sort_values("mean")
    if len(known) < 2:
        return _only_mean(frame)
    least, most = known.iloc[0], known.iloc[-1]
    compared = sentence(
        "De {least} personnes par rencontre ({least_name}) à {most} ({most_name})",
        least=number(least["mean"]),
        least_name=least["name"],
        most=number(most["mean"]),
        most_name=most["name"],
    )
    return look.concluded(compared, most["over_least_low"], most["over_least_high"])


def _only_mean(frame: pd.DataFrame) -> str:
    """What can be said of one service alone, or of none."""
    known = frame[frame["counted"] >= FEWEST]
    if known.empty or len(frame) > 1:
        return _("Trop peu de rencontres comptées pour comparer les services.")
    row = known.iloc[0]
    return sentence(
        "{name} : {mean} personnes par rencontre, entre {low} et {high}; médiane {median}.",
        name=row["name"],
        mean=number(row["mean"]),
        low=number(row["low"]),
        high=number(row["high"]),
        median=number(row["median"]),
    )


def monthly_attendance(frame: pd.DataFrame) -> Any:
    """People met each month, one band per service on one scale, from
    :func:`~cafedata.figures.attendance_by_month`. A cross marks months whose counts are unknown, a 0
    those where nobody came: without either, no meetup was held."""
    frame = frame.assign(
        shown=frame["people"].astype(float),
        uncounted=pd.Series(0.0, frame.index).where(
            (frame["meetups"] > 0) & (frame["counted"] == 0)
        ),
        month_name=[month(day) for day in frame["month"]],
    )
    frame = frame.assign(
        ground=frame["uncounted"].mask(frame["shown"] == 0, 0.0),
        sign=["×" if unknown == 0 else "0" for unknown in frame["uncounted"]],
    )
    base = alt.Chart(frame).encode(
        x=alt.X("month:T", timeUnit="yearmonth", axis=alt.Axis(title=None, format="%b %Y")),
        y=look.rows("name"),
        color=look.service_colour,
        tooltip=[
            alt.Tooltip("name:N", title=_("Service")),
            alt.Tooltip("month_name:N", title=_("Mois")),
            alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
            alt.Tooltip("shown:Q", title=_("Personnes"), format=",d"),
        ],
    )
    top = max(frame["shown"].max(), 1) if frame["shown"].notna().any() else 1
    offset = alt.Scale(domain=[0, top])
    bars = base.mark_bar().encode(yOffset=alt.YOffset("shown:Q", scale=offset))
    signs = (
        base.transform_filter(alt.datum.ground == 0)
        .mark_text(fontSize=13, dy=-6)
        .encode(
            x=alt.X("month:T", timeUnit="yearmonth", bandPosition=0.5),
            yOffset=alt.YOffset("ground:Q", scale=offset),
            text="sign:N",
        )
    )
    return look.finish(bars + signs, 64 * frame["service"].nunique() + 40)


def monthly_attendance_finding(frame: pd.DataFrame) -> str:
    """The most people that one service met in one month.

    A joint meetup is in the rows of each of its services, which are therefore not added up.
    """
    if not frame["meetups"].sum():
        return _("Aucune rencontre dont le mois est connu pendant cette période.")
    known = frame[frame["counted"] > 0]
    if known.empty:
        return _("Aucun mois n'a de nombre de personnes utilisable.")
    if known["counted"].sum() < FEWEST:
        return _("Trop peu de rencontres comptées pour comparer les mois.")
    busiest = known.sort_values("people", ascending=False, kind="stable").iloc[0]
    return sentence(
        "Le plus grand nombre connu en un mois : {people} ({service}, {month}).",
        people=ngettext("{n} personne", "{n} personnes", int(busiest["people"])),
        service=busiest["name"],
        month=month(busiest["month"]),
    )


def _tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=_("Service")),
        alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
        alt.Tooltip("uncounted:Q", title=_("Sans nombre utilisable"), format=",d"),
        alt.Tooltip("people:Q", title=_("Personnes"), format=",d"),
        alt.Tooltip("mean:Q", title=_("Moyenne"), format=",.1f"),
        alt.Tooltip("low:Q", title=_("Intervalle, bas"), format=",.1f"),
        alt.Tooltip("high:Q", title=_("Intervalle, haut"), format=",.1f"),
        alt.Tooltip("median:Q", title=_("Médiane"), format=",.1f"),
        alt.Tooltip("median_low:Q", title=_("Médiane, bas"), format=",.1f"),
        alt.Tooltip("median_high:Q", title=_("Médiane, haut"), format=",.1f"),
    ]
