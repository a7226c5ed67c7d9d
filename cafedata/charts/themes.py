"""What citizens raise, drawn."""

from typing import Any

import pandas as pd

from cafedata.charts import shares
from cafedata.language import N_, ngettext, number, percent, sentence
from cafedata.language import gettext as _
from cafedata.statistics import FEWEST


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
    """Themes across services or municipalities, from
    :func:`~cafedata.figures.themes_by_service` or
    :func:`~cafedata.figures.themes_by_municipality`."""
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
            "Pour comparer, il faut deux services ou municipalités d'au moins {fewest} rencontres.",
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


def _number_of_places(frame: pd.DataFrame, n: int) -> str:
    if "service" in frame:
        return ngettext("{n} service", "{n} services", n)
    return ngettext("{n} municipalité", "{n} municipalités", n)


def _raised(frame: pd.DataFrame) -> pd.DataFrame:
    """Without the themes that only the police brought."""
    return frame[frame["meetups"] > 0]
