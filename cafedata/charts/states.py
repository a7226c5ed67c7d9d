"""Who has reported, who is late, what was called off, drawn."""

from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import listing, sentence
from cafedata.vocabulary import Standing

_COLOURS = {
    Standing.held: "#2E7D5B",
    Standing.interrupted: "#8DBF9F",
    Standing.not_yet_entered: "#D55E00",
    Standing.planned: "#7FA8D1",
    Standing.postponed: "#C9A94B",
    Standing.cancelled: "#8A8A8A",
}


def reporting(frame: pd.DataFrame) -> Any:
    """The meetups of each service by state, from :func:`~cafedata.figures.meetups_by_state`."""
    labels = {standing: label(standing) for standing in _COLOURS}
    frame = frame.assign(
        order=frame["state"].map({state.value: n for n, state in enumerate(labels)})
    )
    bars = (
        alt.Chart(frame[frame["meetups"] > 0])
        .mark_bar(height={"band": 0.6})
        .encode(
            y=look.rows("name", list(frame["name"].unique())),
            x=alt.X(
                "meetups:Q",
                axis=alt.Axis(title=_("Rencontres"), format=",d", tickMinStep=1),
            ),
            color=alt.Color(
                "standing:N",
                scale=alt.Scale(domain=list(labels.values()), range=list(_COLOURS.values())),
                legend=alt.Legend(title=None, orient="top", columns=2),
            ),
            order="order:Q",
            tooltip=[
                alt.Tooltip("name:N", title=_("Service")),
                alt.Tooltip("standing:N", title=_("État")),
                alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
            ],
        )
    )
    nothing = (
        alt.Chart(frame[frame["meetups"] == 0].assign(text=_("rien de prévu ni de saisi")))
        .mark_text(align="left", dx=6, color=look.INK)
        .encode(y=look.rows("name", list(frame["name"].unique())), x=alt.datum(0), text="text:N")
    )
    return look.finish(bars + nothing, look.ROW * frame["service"].nunique() + 110)


def reporting_finding(frame: pd.DataFrame) -> str:
    """How many meetups are still to be entered, and by which services."""
    late = frame[(frame["state"] == Standing.not_yet_entered) & (frame["meetups"] > 0)]
    if not frame["meetups"].sum():
        return _("Rien n'est prévu ni saisi pour cette période.")
    if late.empty:
        return _("Toutes les rencontres dont la date est passée sont saisies.")
    # A joint meetup waits for each of its services, so the services are named and not added up.
    return sentence(
        "Des rencontres passées restent à saisir : {services}.",
        services=listing(f"{row['name']} ({row['meetups']})" for row in late.to_dict("records")),
    )
