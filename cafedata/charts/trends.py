"""A share from one month, quarter or year to the next, drawn."""

import datetime as dt
from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look
from cafedata.language import gettext as _
from cafedata.language import month, ngettext, number, percent, sentence
from cafedata.statistics import FEWEST, newcombe_interval
from cafedata.vocabulary import Grain


def share_over_time(frame: pd.DataFrame) -> Any:
    """A share with its band, from :func:`~cafedata.figures.theme_over_time` or
    :func:`~cafedata.figures.promotion_over_time`.

    A period under five meetups has a hollow point and no band; one without any meetup, or whose
    numbers are masked, breaks the line.
    """
    grain = Grain(frame["grain"].iloc[0]) if len(frame) else Grain.month
    frame = frame.assign(
        period=[period_name(day, grain) for day in frame["starts_on"]],
        is_enough=(frame["n"] >= FEWEST) & frame["share"].notna(),
    )
    base = alt.Chart(frame).encode(
        x=alt.X(
            "starts_on:T",
            axis=alt.Axis(title=None, labelExpr=_labels(grain), tickCount=6, labelOverlap=True),
        ),
        tooltip=[
            alt.Tooltip("period:N", title=_("Période")),
            alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
            alt.Tooltip("n:Q", title=_("Sur"), format=",d"),
            alt.Tooltip("share:Q", title=_("Part"), format=".0%"),
            alt.Tooltip("low:Q", title=_("Intervalle, bas"), format=".0%"),
            alt.Tooltip("high:Q", title=_("Intervalle, haut"), format=".0%"),
        ],
    )
    up = alt.Y(
        "share:Q",
        axis=alt.Axis(title=_("Part des rencontres"), format=".0%", tickCount=5),
        scale=alt.Scale(domainMin=0, nice=True),
    )
    band = base.mark_area(opacity=0.22, color=look.LINE).encode(y=alt.Y("low:Q"), y2="high:Q")
    line = base.mark_line(strokeWidth=2, color=look.LINE, invalid="break-paths-show-domains")
    points = base.mark_point(size=70, color=look.LINE, fill=look.LINE, strokeWidth=2).encode(
        y=up, fillOpacity=alt.condition(alt.datum.is_enough, alt.value(1), alt.value(0))
    )
    return look.finish(band + line.encode(y=up) + points, 260)


_MONTH = "timeFormat(datum.value, '%b %Y')"
_QUARTER = "'{letter}' + quarter(datum.value) + ' ' + year(datum.value)"
_YEAR = "timeFormat(datum.value, '%Y')"


def _labels(grain: Grain) -> str:
    # The letter is that with which period_name() begins: T1 in French, Q1 in English.
    letter = period_name(dt.date(2000, 1, 1), Grain.quarter)[0]
    return {
        Grain.month: _MONTH,
        Grain.quarter: _QUARTER.format(letter=letter),
        Grain.year: _YEAR,
    }[grain]


def period_name(starts_on: dt.date, grain: Grain) -> str:
    """A month, quarter or year in words, by its first day."""
    if grain is Grain.month:
        return month(starts_on)
    if grain is Grain.year:
        return str(starts_on.year)
    return sentence(
        "T{quarter} {year}",
        quarter=(starts_on.month + 2) // 3,
        year=str(starts_on.year),
    )


def theme_over_time_finding(frame: pd.DataFrame, name: str) -> str:
    """How often the theme was raised in the whole period, and from its first part to its last."""
    if frame["is_minimum"].any():
        meetups = frame["meetups"].sum()
        if not frame["meetups"].notna().any():
            return sentence("« {name} » : les petits nombres ne sont pas montrés.", name=name)
        return sentence(
            "« {name} » revient dans au moins {meetups} rencontres sur {n}; les petits nombres ne "
            "sont pas montrés.",
            name=name,
            meetups=int(meetups),
            n=int(frame["n"].sum()),
        )
    return _finding(frame, sentence("« {name} » est soulevé", name=name))


def promotion_over_time_finding(frame: pd.DataFrame, name: str) -> str:
    """How often the program, or any where ``name`` is empty, was promoted, from first to last."""
    if not name:
        return _finding(frame, _("Un programme est promu"))
    return _finding(frame, sentence("« {name} » est promu", name=name))


def _finding(frame: pd.DataFrame, subject: str) -> str:
    meetups, n = int(frame["meetups"].sum()), int(frame["n"].sum())
    if not n:
        return _("Aucune rencontre dont la date est connue pendant cette période.")
    told = sentence(
        "{subject} dans {meetups} sur {n} ({share})",
        subject=subject,
        meetups=ngettext("{n} rencontre", "{n} rencontres", meetups),
        n=number(n),
        share=percent(meetups / n),
    )
    known = frame[frame["n"] >= FEWEST]
    if len(known) < 2:
        return sentence("{told}; trop peu de rencontres pour une tendance.", told=told)
    first, last = known.iloc[0], known.iloc[-1]
    grain = Grain(first["grain"])
    compared = sentence(
        "{told}; de {before} ({first}) à {after} ({last})",
        told=told,
        before=percent(first["share"]),
        first=period_name(first["starts_on"], grain),
        after=percent(last["share"]),
        last=period_name(last["starts_on"], grain),
    )
    difference = newcombe_interval(
        (int(last["meetups"]), int(first["meetups"])), (int(last["n"]), int(first["n"]))
    )
    return look.concluded(compared, *difference)
