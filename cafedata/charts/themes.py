"""What citizens raise, drawn."""

from typing import Any

import pandas as pd

from cafedata.charts import shares
from cafedata.language import gettext as _
from cafedata.language import ngettext, number, percent, sentence


def themes_ranked(frame: pd.DataFrame) -> Any:
    """The themes raised most often, from :func:`~cafedata.figures.themes_raised`."""
    return shares.ranking(_raised(frame), _("Part des rencontres où des citoyens l'ont soulevé"))


def themes_ranked_finding(frame: pd.DataFrame) -> str:
    """The theme raised most often, and in what share of the meetups."""
    frame = _raised(frame)
    if frame.empty:
        return _("Aucun thème à montrer pour cette sélection.")
    first = frame.iloc[0]
    return sentence(
        "« {theme} » revient le plus souvent : {share} des rencontres ({meetups} sur {n}).",
        theme=first["label"],
        share=percent(first["share"]),
        meetups=number(first["meetups"]),
        n=number(first["n"]),
    )


def themes_compared(frame: pd.DataFrame) -> Any:
    """Themes across services or municipalities, from
    :func:`~cafedata.figures.themes_by_service` or
    :func:`~cafedata.figures.themes_by_municipality`."""
    return shares.grid(frame, shares.most_frequent(_raised(frame)))


def themes_compared_finding(frame: pd.DataFrame) -> str:
    """Whether the same theme comes first everywhere."""
    first = shares.leaders(frame)
    if first.empty:
        return _("Aucun thème à comparer pour cette sélection.")
    theme, times = first.value_counts().index[0], int(first.value_counts().iloc[0])
    if times == len(first):
        return sentence("« {theme} » vient en tête partout.", theme=theme)
    return sentence(
        "« {theme} » vient en tête {places}; ailleurs, d'autres thèmes passent devant.",
        theme=theme,
        places=ngettext("à un endroit", "à {n} endroits", times),
    )


def _raised(frame: pd.DataFrame) -> pd.DataFrame:
    """Without the themes that only the police brought."""
    return frame[frame["meetups"] > 0]
