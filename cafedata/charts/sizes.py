"""How large meetups are, how sure that is, and whom they met, drawn."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from cafedata.charts import look, shares
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import listing, ngettext, percent, sentence, with_count
from cafedata.statistics import FEWEST, funnel_of_means
from cafedata.vocabulary import Clientele

_UNKNOWN = "unknown"
_LIMITS = (0.95, 0.998)
"""The two limits of a funnel, about two and three standard errors (Spiegelhalter, 2005)."""
_STEPS = 40


def sizes_of_meetups(frame: pd.DataFrame) -> Any:
    """How many meetups met how many people, from :func:`~cafedata.figures.attendance_by_size`.

    Those of unknown size are hollow and apart; they are no meetups where nobody came.
    """
    names = [_size(row) for row in frame.to_dict("records")]
    frame = frame.assign(name=names, unknown=frame["size"] == _UNKNOWN)
    base = alt.Chart(frame).encode(
        x=alt.X("name:N", sort=names, axis=alt.Axis(title=None, labelAngle=0, labelLimit=110)),
        y=alt.Y("meetups:Q", axis=alt.Axis(title=_("Rencontres"), format=",d", tickMinStep=1)),
        tooltip=[
            alt.Tooltip("name:N", title=_("Personnes par rencontre")),
            alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
        ],
    )
    bars = base.mark_bar(strokeWidth=2).encode(
        fillOpacity=alt.condition(alt.datum.unknown, alt.value(0), alt.value(0.9)),
        stroke=alt.condition(alt.datum.unknown, alt.value(look.QUIET), alt.value(None)),
        strokeDash=alt.condition(alt.datum.unknown, alt.value([4, 3]), alt.value([1, 0])),
    )
    figures = base.mark_text(dy=-8, color=look.INK).encode(text=alt.Text("meetups:Q", format=",d"))
    return look.finish(bars + figures, 260)


def sizes_of_meetups_finding(frame: pd.DataFrame) -> str:
    """The size that comes back most often, and how many meetups have no known size."""
    unknown = int(frame.loc[frame["size"] == _UNKNOWN, "meetups"].sum())
    known = frame[(frame["size"] != _UNKNOWN) & (frame["meetups"] > 0)]
    total = int(known["meetups"].sum())
    if not total:
        return (
            _("Aucune rencontre n'a de nombre de personnes utilisable.")
            if unknown
            else _("Aucune rencontre n'a eu lieu pendant cette période.")
        )
    said = _most_frequent_size(known, total)
    if not unknown:
        return f"{said}."
    return sentence("{said}; {unknown} de taille inconnue.", said=said, unknown=unknown)


def _most_frequent_size(known: pd.DataFrame, total: int) -> str:
    if total < FEWEST:
        return _("Trop peu de rencontres comptées pour dire quelle taille est la plus fréquente")
    most = known[known["meetups"] == known["meetups"].max()]
    if len(most) > 1:
        return sentence("Aucune taille ne se détache, sur {total} rencontres comptées", total=total)
    return sentence(
        "Le plus souvent, {size} : {meetups} rencontres comptées sur {total}",
        size=_size(most.iloc[0].to_dict()).lower(),
        meetups=int(most.iloc[0]["meetups"]),
        total=total,
    )


def _size(row: dict[Any, Any]) -> str:
    if row["size"] == _UNKNOWN:
        return _("Nombre inconnu")
    if not row["least"]:
        return _("Personne (0)")
    if pd.isna(row["most"]):
        return sentence("{least} et plus", least=int(row["least"]))
    return sentence("{least} à {most}", least=int(row["least"]), most=int(row["most"]))


def attendance_funnel(frame: pd.DataFrame) -> Any:
    """Each service's mean by the number of its counted meetups, with the limits of chance, from
    :func:`~cafedata.figures.attendance_by_service`."""
    shown = frame[frame["counted"] > 0]
    target, deviation = _common(shown)
    base = alt.Chart(shown)
    x = alt.X(
        "counted:Q", axis=alt.Axis(title=_("Rencontres comptées"), format=",d", tickMinStep=1)
    )
    y = alt.Y("mean:Q", axis=alt.Axis(title=_("Personnes par rencontre")))
    names = list(shown["name"])
    colours = [look.SERVICE_COLOURS.get(code, look.QUIET) for code in shown["service"]]
    shapes = [look.SERVICE_SHAPES.get(code, "circle") for code in shown["service"]]
    # Services lie close together, and names written beside them would cover one another.
    legend = alt.Legend(title=None, orient="top", columns=2, labelLimit=140)
    points = base.mark_point(size=150, filled=True, opacity=1).encode(
        x=x,
        y=y,
        color=alt.Color("name:N", scale=alt.Scale(domain=names, range=colours), legend=legend),
        shape=alt.Shape("name:N", scale=alt.Scale(domain=names, range=shapes), legend=legend),
        tooltip=[
            alt.Tooltip("name:N", title=_("Service")),
            alt.Tooltip("counted:Q", title=_("Rencontres comptées"), format=",d"),
            alt.Tooltip("mean:Q", title=_("Moyenne"), format=",.1f"),
        ],
    )
    limits = alt.Chart(_limits(shown, target, deviation))
    lines = limits.mark_line(color=look.QUIET).encode(
        x=alt.X("counted:Q"),
        y=alt.Y("limit:Q"),
        detail="line:N",
        strokeDash=alt.StrokeDash("dash:N", legend=None),
    )
    return look.finish(points + lines, 380)


def attendance_funnel_finding(frame: pd.DataFrame) -> str:
    """Which services lie outside of what chance explains, never in what rank."""
    shown = frame[frame["counted"] >= FEWEST]
    target, deviation = _common(frame)
    if len(shown) < 2 or np.isnan(deviation):
        return _("Trop peu de rencontres comptées pour situer les services.")
    low, high = funnel_of_means(target, deviation, shown["counted"], _LIMITS[-1])
    outside = shown[(shown["mean"] < low) | (shown["mean"] > high)]
    if outside.empty:
        return _("Aucun service ne s'écarte de la moyenne plus que le hasard ne l'explique.")
    return sentence(
        "S'écartent de la moyenne plus que le hasard ne l'explique : {services}.",
        services=listing(outside["name"]),
    )


def _common(frame: pd.DataFrame) -> tuple[float, float]:
    """The mean of all the meetups of the services, and the deviation of single ones around their
    own service's mean."""
    times = frame["counted"].astype(float)
    if times.sum() < FEWEST:
        return np.nan, np.nan
    mean = float((frame["mean"].fillna(0) * times).sum() / times.sum())
    freedom = (times - 1).clip(lower=0)
    variance = (frame["deviation"].fillna(0) ** 2 * freedom).sum() / max(freedom.sum(), 1)
    # Meetups that are all of one size, as round numbers often are, do not say what chance does.
    return mean, float(np.sqrt(variance)) or np.nan


def _limits(frame: pd.DataFrame, target: float, deviation: float) -> pd.DataFrame:
    columns = ["counted", "limit", "line", "dash"]
    if frame.empty or np.isnan(deviation):
        return pd.DataFrame(columns=columns)
    # Far below the least of them the limits leave the page, and would flatten all the rest.
    least, most = float(frame["counted"].min()), float(frame["counted"].max())
    counted = np.geomspace(max(least * 0.6, 1), max(most * 1.15, 2), _STEPS)
    middle = pd.DataFrame({"counted": counted, "limit": target, "line": "target", "dash": "target"})
    parts = [middle]
    for confidence in _LIMITS:
        for side, limit in zip(
            ("low", "high"), funnel_of_means(target, deviation, counted, confidence), strict=True
        ):
            line = {"line": f"{side} {confidence}", "dash": str(confidence)}
            parts.append(pd.DataFrame({"counted": counted, "limit": limit, **line}))
    return pd.concat(parts, ignore_index=True)[columns]


def usable_counts(frame: pd.DataFrame) -> Any:
    """In what share of its meetups each service gives a usable number of people, from
    :func:`~cafedata.figures.usable_counts_by_service`."""
    return shares.of_services(
        frame,
        [
            alt.Tooltip("name:N", title=_("Service")),
            alt.Tooltip("meetups:Q", title=_("Avec un nombre utilisable"), format=",d"),
            alt.Tooltip("n:Q", title=_("Rencontres"), format=",d"),
            alt.Tooltip("share:Q", title=_("Part"), format=".0%"),
        ],
    )


def usable_counts_finding(frame: pd.DataFrame, overall: pd.DataFrame) -> str:
    """In what share of all meetups, each counted once, the number of people is usable."""
    total = overall.iloc[0]
    if not total["meetups"]:
        return _("Aucune rencontre n'a eu lieu pendant cette période.")
    return sentence(
        "Le nombre de personnes est utilisable dans {share} des rencontres ({counted} sur {meetups}).",
        share=percent(total["counted"] / total["meetups"]),
        counted=int(total["counted"]),
        meetups=int(total["meetups"]),
    )


_CLIENTELES = {
    Clientele.population: "#1F5F8B",
    Clientele.merchants: "#E0A15E",
    Clientele.partners: "#5F8F5F",
}


def clienteles_met(frame: pd.DataFrame) -> Any:
    """The share of each clientele among the people whose clientele is known, from
    :func:`~cafedata.figures.clientele_mix`."""
    words = {word.value: label(word) for word in _CLIENTELES}
    frame = frame.assign(
        word=frame["label"],
        order=frame["clientele"].map({code: n for n, code in enumerate(words)}),
        label=[
            with_count(row["name"], ngettext("{n} personne", "{n} personnes", row["total"]))
            for row in frame.to_dict("records")
        ],
    )
    bars = (
        alt.Chart(frame)
        .mark_bar(height={"band": 0.6})
        .encode(
            y=look.rows("label", list(frame["label"].unique())),
            x=look.shares("share", _("Part des personnes")).scale(domain=[0, 1]),
            color=alt.Color(
                "word:N",
                scale=alt.Scale(domain=list(words.values()), range=list(_CLIENTELES.values())),
                # Side by side, a phone would cut them.
                legend=alt.Legend(title=None, orient="top", columns=1),
            ),
            order="order:Q",
            tooltip=[
                alt.Tooltip("name:N", title=_("Service")),
                alt.Tooltip("word:N", title=_("Clientèle")),
                alt.Tooltip("people:Q", title=_("Personnes"), format=",d"),
                alt.Tooltip("share:Q", title=_("Part"), format=".0%"),
                alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
            ],
        )
    )
    legend = look.LEGEND_ROW * len(words)
    return look.finish(bars, look.ROW * frame["service"].nunique() + look.AXIS + legend)


def clienteles_met_finding(frame: pd.DataFrame) -> str:
    """Between what shares merchants and partners lie, service by service, as far as they are known.

    It names no service: people who come together are no independent draws, so the shares have no
    interval that could tell them apart."""
    if not frame["total"].sum():
        return _(
            "Aucune rencontre ne précise combien de personnes de chaque clientèle sont venues."
        )
    counted = frame.groupby("service")["meetups"].transform("max")
    known = frame[(frame["total"] > 0) & (counted >= FEWEST)]
    if known.empty:
        return _("Trop peu de rencontres comptées pour comparer les clientèles.")
    others = known[known["clientele"] != Clientele.population].groupby("name")["share"].sum()
    least, most = percent(float(others.min())), percent(float(others.max()))
    if least == most:
        return sentence(
            "Les commerces et les partenaires font {share} des personnes dont la clientèle est connue.",
            share=most,
        )
    return sentence(
        "Selon le service, les commerces et les partenaires font de {least} à {most} des personnes "
        "dont la clientèle est connue.",
        least=least,
        most=most,
    )
