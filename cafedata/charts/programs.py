"""What is promoted, drawn."""

from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look, shares
from cafedata.language import gettext as _
from cafedata.language import ngettext, number, percent, sentence
from cafedata.statistics import FEWEST, confidence_for_extremes, newcombe_interval


def promotion(frame: pd.DataFrame) -> Any:
    """In what share of its meetups each service promotes a program, from
    :func:`~cafedata.figures.promotion_by_service`."""
    return shares.of_services(
        frame,
        [
            alt.Tooltip("name:N", title=_("Service")),
            alt.Tooltip("meetups:Q", title=_("Rencontres avec un programme"), format=",d"),
            alt.Tooltip("n:Q", title=_("Rencontres"), format=",d"),
            alt.Tooltip("share:Q", title=_("Part"), format=".0%"),
            alt.Tooltip("low:Q", title=_("Intervalle, bas"), format=".0%"),
            alt.Tooltip("high:Q", title=_("Intervalle, haut"), format=".0%"),
        ],
    )


def promotion_finding(frame: pd.DataFrame) -> str:
    """Whether the service that promotes most differs from the one that promotes least."""
    known = frame[frame["n"] >= FEWEST].sort_values("share")
    if len(known) < 2:
        return _("Trop peu de rencontres pour comparer les services.")
    least, most = known.iloc[0], known.iloc[-1]
    compared = sentence(
        "Un programme est promu dans {least} des rencontres ({least_name}) à {most} ({most_name})",
        least=percent(least["share"]),
        least_name=least["name"],
        most=percent(most["share"]),
        most_name=most["name"],
    )
    difference = newcombe_interval(
        (most["meetups"], least["meetups"]),
        (most["n"], least["n"]),
        confidence_for_extremes(len(known)),
    )
    return look.concluded(compared, *difference)


def programs_of_services(frame: pd.DataFrame) -> Any:
    """Programs across services, from :func:`~cafedata.figures.programs_by_service`."""
    return shares.grid(frame, shares.most_frequent(frame))


def programs_of_services_finding(frame: pd.DataFrame, overall: pd.DataFrame) -> str:
    """The program promoted most often, and by how many services."""
    if overall.empty:
        return _("Aucun programme n'a été promu pendant cette période.")
    first, equals = overall.iloc[0], int((overall["meetups"] == overall["meetups"].max()).sum())
    if first["n"] < FEWEST:
        return _("Trop peu de rencontres pour classer les programmes.")
    counts = {
        "meetups": ngettext("{n} rencontre", "{n} rencontres", int(first["meetups"])),
        "n": number(first["n"]),
    }
    if equals > 1:
        return sentence(
            "Aucun programme ne se détache : {equals} reviennent autant, dans {meetups} sur {n}.",
            equals=equals,
            **counts,
        )
    services = int((frame["program"] == first["program"]).sum())
    return sentence(
        "« {program} » revient le plus souvent : {meetups} sur {n}, par {services}.",
        program=first["label"],
        services=ngettext("{n} service", "{n} services", services),
        **counts,
    )


def people_reached(frame: pd.DataFrame) -> Any:
    """The people that each program reached, as far as it was said, from
    :func:`~cafedata.figures.programs_promoted`: the least they can be."""
    frame = look.ranked(_said(frame), frame["n"].max()).head(shares.MOST_LINES)
    frame = frame.assign(
        lines=[look.in_lines(text) for text in frame["label"]],
        detail=[
            sentence(
                "{people} (dit {known} fois sur {meetups})",
                people=number(int(row["people_reached"])),
                known=int(row["reached_known"]),
                meetups=int(row["meetups"]),
            )
            for row in frame.to_dict("records")
        ],
    )
    base = alt.Chart(frame).encode(
        y=look.rows("lines", list(frame["lines"])),
        tooltip=[
            alt.Tooltip("label:N", title=" "),
            alt.Tooltip("people_reached:Q", title=_("Personnes rejointes (connues)"), format=",d"),
            alt.Tooltip("reached_known:Q", title=_("Rencontres qui l'ont précisé"), format=",d"),
            alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
        ],
    )
    bars = base.mark_bar(height={"band": 0.4}, yOffset=7, color=look.LINE).encode(
        x=look.counts("people_reached", _("Personnes rejointes (connues)"))
    )
    text = base.mark_text(align="left", dy=-8, fontSize=10, color=look.INK).encode(
        x=alt.datum(0), text="detail:N"
    )
    return look.finish(bars + text, (look.ROW + 4) * max(len(frame), 1) + 50)


def people_reached_finding(frame: pd.DataFrame) -> str:
    """Which program reached most people, as far as it was said, and in how many meetups it was."""
    if frame.empty:
        return _("Aucun programme n'a été promu pendant cette période.")
    said = _said(frame)
    if said.empty:
        return _("Aucune rencontre n'a dit combien de personnes un programme a rejointes.")
    first = said.iloc[0]
    if first["n"] < FEWEST:
        return _("Trop peu de rencontres pour comparer les programmes.")
    return sentence(
        "« {program} » a rejoint au moins {people}, d'après {known} sur {meetups}.",
        program=first["label"],
        people=ngettext("{n} personne", "{n} personnes", int(first["people_reached"])),
        known=ngettext("{n} rencontre", "{n} rencontres", int(first["reached_known"])),
        meetups=int(first["meetups"]),
    )


def _said(frame: pd.DataFrame) -> pd.DataFrame:
    said = frame[frame["reached_known"] > 0]
    return said.sort_values("people_reached", ascending=False, kind="stable")
