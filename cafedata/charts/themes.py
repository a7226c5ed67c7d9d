"""What citizens raise, drawn."""

from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look, shares
from cafedata.language import N_, ngettext, number, percent, sentence
from cafedata.language import gettext as _
from cafedata.statistics import FEWEST
from cafedata.vocabulary import RaisedBy


def themes_ranked(frame: pd.DataFrame) -> Any:
    """The themes raised most often, from :func:`~cafedata.figures.themes_raised`."""
    return shares.ranking(_raised(frame), _("Part des rencontres"))


def themes_ranked_finding(frame: pd.DataFrame) -> str:
    """The theme raised most often, and in what share of the meetups."""
    frame = _raised(frame)
    if frame.empty:
        return _("Aucun thème à montrer pour cette sélection.")
    first, equals = frame.iloc[0], int((frame["meetups"] == frame["meetups"].max()).sum())
    if first["n"] < FEWEST:
        return _("Trop peu de rencontres pour classer les thèmes.")
    counts = {"meetups": number(first["meetups"]), "n": number(first["n"])}
    if first["is_minimum"]:
        return sentence(
            "« {theme} » revient dans au moins {meetups} rencontres sur {n}; les petits nombres ne "
            "sont pas montrés.",
            theme=first["label"],
            **counts,
        )
    counts["share"] = percent(first["share"])
    if equals > 1:
        return sentence(
            "Aucun thème ne se détache : {equals} reviennent autant, dans {share} des rencontres "
            "({meetups} sur {n}).",
            equals=equals,
            **counts,
        )
    return sentence(
        "« {theme} » revient le plus souvent : {share} des rencontres ({meetups} sur {n}).",
        theme=first["label"],
        **counts,
    )


def themes_compared(frame: pd.DataFrame) -> Any:
    """Themes across services, municipalities or clienteles, from
    :func:`~cafedata.figures.themes_by_service`,
    :func:`~cafedata.figures.themes_by_municipality` or
    :func:`~cafedata.figures.themes_by_clientele`."""
    return shares.grid(frame, shares.most_frequent(_raised(frame)))


def themes_compared_finding(frame: pd.DataFrame) -> str:
    """Whether the same theme comes first everywhere; where small numbers are masked, in how many
    places it is shown at all."""
    frame = _raised(frame)
    if frame.empty:
        return _("Aucun thème à comparer pour cette sélection.")
    is_minimum = frame["is_minimum"].any()
    ahead = frame if is_minimum else shares.leaders(frame)
    places = ahead["name"].nunique()
    if places < 2:
        return sentence(
            "Pour comparer, il faut au moins deux groupes d'au moins {fewest} rencontres.",
            fewest=FEWEST,
        )
    times = ahead["label"].value_counts()
    theme, most = str(times.index[0]), int(times.iloc[0])
    if is_minimum:
        message = N_("« {theme} » revient dans au moins {places} sur {n}.")
    elif most == places:
        message = N_("« {theme} » vient en tête partout.")
    else:
        message = N_("« {theme} » vient en tête dans {places} sur {n}.")
    return sentence(message, theme=theme, places=_number_of_places(frame, most), n=places)


def citizens_and_police(frame: pd.DataFrame) -> Any:
    """What citizens raise beside what the police bring, theme by theme, from
    :func:`~cafedata.figures.themes_raised`: a line joins the two shares of each theme."""
    frame = frame.assign(most=frame[["share", "police_share"]].max(axis=1))
    frame = frame.sort_values("most", ascending=False, kind="stable")
    frame = look.ranked(frame, frame["n"].max()).head(shares.MOST_LINES)
    frame = frame.assign(lines=[look.in_lines(text) for text in frame["label"]])
    names = {RaisedBy.citizens: _("Citoyens"), RaisedBy.police: _("Police")}
    sides = pd.concat(
        frame.assign(side=names[word], value=frame[column].astype(float))
        for word, column in ((RaisedBy.citizens, "share"), (RaisedBy.police, "police_share"))
    )
    order = list(frame["lines"])
    joined = (
        alt.Chart(frame)
        .mark_rule(strokeWidth=3, color=look.QUIET, opacity=0.6)
        .encode(y=look.rows("lines", order), x=alt.X("share:Q"), x2=alt.X2("police_share:Q"))
    )
    points = (
        alt.Chart(sides)
        .mark_point(size=130, filled=True, opacity=1)
        .encode(
            y=look.rows("lines", order),
            x=look.shares("value", _("Part des rencontres")),
            color=alt.Color(
                "side:N",
                scale=alt.Scale(
                    domain=list(names.values()), range=[look.RAISED_COLOURS[word] for word in names]
                ),
                legend=alt.Legend(title=None, orient="top"),
            ),
            shape=alt.Shape(
                "side:N",
                scale=alt.Scale(
                    domain=list(names.values()), range=[look.RAISED_SHAPES[word] for word in names]
                ),
            ),
            tooltip=[
                alt.Tooltip("label:N", title=" "),
                alt.Tooltip("side:N", title=" "),
                alt.Tooltip("value:Q", title=_("Part"), format=".0%"),
                alt.Tooltip("meetups:Q", title=_("Soulevé par des citoyens"), format=",d"),
                alt.Tooltip("by_police:Q", title=_("Apporté par la police"), format=",d"),
                alt.Tooltip("n:Q", title=_("Sur"), format=",d"),
            ],
        )
    )
    return look.finish(joined + points, look.ROW * max(len(frame), 1) + 90)


def citizens_and_police_finding(frame: pd.DataFrame) -> str:
    """The theme where what citizens raise and what the police bring are furthest apart."""
    both = frame[frame["share"].notna() & frame["police_share"].notna()]
    if frame.empty:
        return _("Aucun thème à montrer pour cette sélection.")
    if both.empty:
        return _("Trop peu de nombres à montrer pour rapprocher les citoyens et la police.")
    if both["n"].iloc[0] < FEWEST:
        return _("Trop peu de rencontres pour rapprocher les citoyens et la police.")
    apart = (both["share"] - both["police_share"]).abs()
    row = both.iloc[int(apart.argmax())]
    if not apart.max():
        return _("Les citoyens soulèvent chaque thème aussi souvent que la police l'apporte.")
    values = {
        "theme": row["label"],
        "raised": percent(row["share"]),
        "brought": percent(row["police_share"]),
    }
    if row["is_minimum"]:
        return sentence(
            "« {theme} » : au moins {raised} soulevé par des citoyens, au moins {brought} apporté par "
            "la police.",
            **values,
        )
    return sentence(
        "Le plus grand écart : « {theme} », soulevé par des citoyens dans {raised} des rencontres, "
        "apporté par la police dans {brought}.",
        **values,
    )


def _number_of_places(frame: pd.DataFrame, n: int) -> str:
    if "service" in frame:
        return ngettext("{n} service", "{n} services", n)
    if "clientele" in frame:
        return ngettext("{n} clientèle", "{n} clientèles", n)
    return ngettext("{n} municipalité", "{n} municipalités", n)


def _raised(frame: pd.DataFrame) -> pd.DataFrame:
    """Without the themes that only the police brought."""
    return frame[frame["meetups"] > 0]
