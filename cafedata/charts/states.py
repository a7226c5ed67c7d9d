"""Who has reported, who is late, what was called off and what is ahead, drawn."""

from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import listing, ngettext, sentence
from cafedata.vocabulary import Standing

_COLOURS = {
    Standing.held: "#2E7D5B",
    Standing.interrupted: "#8DBF9F",
    Standing.nobody_came: "#FFFFFF",
    Standing.not_yet_entered: "#D55E00",
    Standing.planned: "#7FA8D1",
    Standing.postponed: "#C9A94B",
    Standing.cancelled: "#5A5A5A",
}
"""A meetup where nobody came is white in its outline: it was held, and it is no gap."""


def reporting(frame: pd.DataFrame) -> Any:
    """The meetups of each service by standing, and what it has planned, from
    :func:`~cafedata.figures.reporting_by_service`."""
    order = list(frame["name"])
    labels = {standing: label(standing) for standing in _COLOURS}
    long = _by_standing(frame, labels)
    drawn = [text for text in labels.values() if text in set(long["standing"])]
    x = look.with_room(look.counts("meetups", _("Rencontres")), frame["meetups"].max(), look.WORDS)
    base = alt.Chart(long).encode(y=look.rows("name", order), order="order:Q")
    bars = base.mark_bar(height={"band": 0.6}, stroke=look.QUIET, strokeWidth=1).encode(
        x=x,
        color=alt.Color(
            "standing:N",
            scale=alt.Scale(domain=list(labels.values()), range=list(_COLOURS.values())),
            legend=alt.Legend(
                title=None,
                values=drawn,
                orient="top",
                columns=1,  # side by side, a phone would cut them
                labelLimit=260,
                symbolStrokeWidth=1,
                symbolType="square",
            ),
        ),
        tooltip=[
            alt.Tooltip("name:N", title=_("Service")),
            alt.Tooltip("standing:N", title=_("État")),
            alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
        ],
    )
    ahead = frame.assign(text=[_ahead(row) for row in frame.to_dict("records")])
    words = (
        alt.Chart(ahead)
        .mark_text(align="left", dx=6, color=look.INK)
        .encode(y=look.rows("name", order), x=alt.X("meetups:Q"), text="text:N")
    )
    return look.finish(
        bars + words, look.ROW * len(frame) + look.AXIS + look.LEGEND_ROW * len(drawn)
    )


def _by_standing(frame: pd.DataFrame, labels: dict[Standing, str]) -> pd.DataFrame:
    kept = ["service", "name", *(name for name in ("row",) if name in frame)]
    parts = [
        frame[kept].assign(
            meetups=frame[standing.value], standing=text, state=standing.value, order=place
        )
        for place, (standing, text) in enumerate(labels.items())
    ]
    long = pd.concat(parts, ignore_index=True)
    return long[long["meetups"] > 0]


def _ahead(row: dict[Any, Any]) -> str:
    if row["ahead"]:
        return ngettext("{n} à venir", "{n} à venir", int(row["ahead"]))
    if not row["is_expected"]:
        return ""
    return _("rien de prévu") if row["meetups"] else _("rien de prévu ni de saisi")


def reporting_finding(frame: pd.DataFrame) -> str:
    """Which services have meetups still to be entered, and which have none planned."""
    if not frame["meetups"].sum() and not frame["ahead"].sum():
        return _("Rien n'est prévu ni saisi pour cette période.")
    late = frame[frame[Standing.not_yet_entered.value] > 0]
    idle = frame[frame["is_expected"] & (frame["ahead"] == 0)]
    # A joint meetup waits for each of its services, so the services are named and not added up.
    first = (
        _("Toutes les rencontres dont la date est passée sont saisies.")
        if late.empty
        else sentence(
            "Des rencontres passées restent à saisir : {services}.",
            services=listing(
                f"{row['name']} ({row[Standing.not_yet_entered.value]})"
                for row in late.to_dict("records")
            ),
        )
    )
    if idle.empty:
        return first
    return sentence(
        "{first} Rien de prévu d'ici 60 jours : {services}.",
        first=first,
        services=listing(idle["name"]),
    )
