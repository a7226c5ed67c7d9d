"""What is raised and answered, or promoted without being called for, drawn."""

from typing import Any

import altair as alt
import pandas as pd

from cafedata.charts import look
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import ngettext, number, percent, sentence
from cafedata.statistics import FEWEST
from cafedata.vocabulary import Answer

MOST_LINES = 12
MOST_IN_THE_MATRIX = 8
"""How many themes, and programs, the matrix crosses; the table behind it has them all."""
_BRIGHTEST = 0.6
"""The share whose cell has the strongest colour; beyond it the figure in the cell could not be read."""


def themes_answered(frame: pd.DataFrame) -> Any:
    """The themes left unanswered most often, from :func:`~cafedata.figures.themes_answered`.

    Those that no active program of the catalogue answers are left to the table.
    """
    frame = _answerable(frame)
    detail = [
        sentence("{missing} sur {of}", missing=int(row["meetups"]), of=int(row["of"]))
        for row in frame.to_dict("records")
    ]
    return _two_parts(frame.assign(detail=detail), Answer.unanswered)


def themes_answered_finding(frame: pd.DataFrame) -> str:
    """The theme left unanswered most often among those that a program could have answered."""
    if frame.empty:
        return _("Aucun thème à montrer pour cette sélection.")
    left = frame[(frame["answer"] == Answer.unanswered) & (frame["programs"] > 0)]
    if left.empty:
        return _("Aucun programme du catalogue ne répond aux thèmes soulevés.")
    first = left.iloc[0]
    if not first["meetups"]:
        return _("Chaque thème auquel un programme répond a eu sa réponse le jour même.")
    if first["of"] < FEWEST:
        return _("Trop peu de rencontres pour dire quel thème reste sans réponse.")
    counts = {"missing": number(first["meetups"]), "of": number(first["of"])}
    if first["is_minimum"]:
        return sentence(
            "« {theme} » est resté sans réponse dans au moins {missing} rencontres.",
            theme=first["label"],
            **counts,
        )
    return sentence(
        "« {theme} » reste le plus souvent sans réponse : {missing} fois sur {of} ({share}).",
        theme=first["label"],
        share=percent(first["share"]),
        **counts,
    )


def programs_called_for(frame: pd.DataFrame) -> Any:
    """The programs promoted most often where nobody raised what they answer, from
    :func:`~cafedata.figures.programs_called_for`."""
    detail = [
        sentence("{missing} sur {of}", missing=int(row["meetups"]), of=int(row["of"]))
        for row in frame.to_dict("records")
    ]
    return _two_parts(frame.assign(detail=detail), Answer.without_demand)


def programs_called_for_finding(frame: pd.DataFrame) -> str:
    """The program promoted most often where nobody raised what it answers."""
    if frame.empty:
        return _("Aucun programme n'a été promu pendant cette période.")
    first = frame[frame["answer"] == Answer.without_demand].iloc[0]
    if not first["meetups"]:
        return _("Chaque programme promu répondait à un thème soulevé le même jour.")
    if first["of"] < FEWEST:
        return _("Trop peu de rencontres pour comparer les programmes.")
    return sentence(
        "« {program} » est promu sans que le sujet soit soulevé : {missing} fois sur {of} ({share}).",
        program=first["label"],
        missing=int(first["meetups"]),
        of=int(first["of"]),
        share=percent(first["share"]),
    )


def themes_by_program(frame: pd.DataFrame) -> Any:
    """The themes with the most unanswered meetups across the programs that answer them, from
    :func:`~cafedata.figures.themes_by_program`.

    A number says at how many meetups where the theme was raised the program was promoted; a hollow 0
    is an answer that exists and was not given; nothing at all, that the program does not answer it.
    """
    frame = _crossed(frame)
    frame = frame.assign(
        lines=[look.in_lines(text) for text in frame["theme_label"]],
        text=[number(n) for n in frame["meetups"]],
    )
    themes, programs = list(frame["lines"].unique()), _programs_in_order(frame)
    base = alt.Chart(frame).encode(
        x=alt.X(
            "label:N",
            sort=programs,
            axis=alt.Axis(
                title=None, orient="top", labelAngle=-90, labelLimit=150, ticks=False, domain=False
            ),
        ),
        y=look.rows("lines", themes),
        tooltip=[
            alt.Tooltip("theme_label:N", title=_("Thème")),
            alt.Tooltip("label:N", title=_("Programme ou mesure")),
            alt.Tooltip("meetups:Q", title=_("Promu là où le thème est soulevé"), format=",d"),
            alt.Tooltip("raised:Q", title=_("Thème soulevé"), format=",d"),
            alt.Tooltip("share:Q", title=_("Part"), format=".0%"),
        ],
    )
    given, missed = alt.datum.meetups > 0, alt.datum.meetups == 0
    cells = (
        base.transform_filter(given)
        .mark_rect(cornerRadius=3)
        .encode(
            color=alt.Color(
                "share:Q",
                scale=alt.Scale(domain=[0, _BRIGHTEST], clamp=True, range=look.SHARE_RANGE),
                legend=None,
            )
        )
    )
    hollow = base.transform_filter(missed).mark_rect(
        cornerRadius=3,
        fillOpacity=0,
        fill=look.QUIET,
        stroke=look.ANSWER_COLOURS[Answer.unanswered],
        strokeDash=[3, 2],
        strokeWidth=1.5,
    )
    text = base.mark_text(fontSize=12).encode(
        text="text:N", color=alt.condition(given, alt.value(look.ON_SHARE), alt.value(look.INK))
    )
    return look.finish(cells + hollow + text, look.ROW * max(len(themes), 1) + 170)


def themes_by_program_finding(frame: pd.DataFrame) -> str:
    """For the theme left unanswered most often, the program most often promoted where it is raised."""
    left = frame[frame["raised"] >= FEWEST]
    if frame.empty:
        return _("Aucun thème soulevé n'a de programme qui y réponde.")
    if left.empty:
        return _("Trop peu de rencontres pour croiser les thèmes et les programmes.")
    ordered = left.sort_values(["unanswered", "meetups"], ascending=False, kind="stable")
    first = ordered.iloc[0]
    if not first["unanswered"]:
        return _("Chaque thème auquel un programme répond a eu sa réponse le jour même.")
    values = {"theme": first["theme_label"], "of": number(first["raised"])}
    if not first["meetups"]:
        return sentence(
            "Aucun programme qui y répond n'est promu là où « {theme} » est soulevé ({of} rencontres).",
            **values,
        )
    return sentence(
        "Là où « {theme} » est soulevé, « {program} » répond le plus souvent : {times} fois sur {of}.",
        program=first["label"],
        times=int(first["meetups"]),
        **values,
    )


def retired_promoted(frame: pd.DataFrame) -> Any:
    """The retired programs that are still promoted, from
    :func:`~cafedata.figures.retired_promoted`, each with what took its place."""
    frame = frame.assign(
        lines=[
            f"{row['label']}\n→ {row['successor']}" if row["successor"] else row["label"]
            for row in frame.to_dict("records")
        ],
        detail=[
            " · ".join(
                [
                    ngettext("{n} rencontre", "{n} rencontres", int(row["meetups"])),
                    row["services"],
                ]
            )
            for row in frame.to_dict("records")
        ],
    )
    base = alt.Chart(frame).encode(y=look.rows("lines", list(frame["lines"])))
    bars = base.mark_bar(height={"band": 0.5}, color=look.ANSWER_COLOURS[Answer.unanswered]).encode(
        x=look.counts("meetups", _("Rencontres")),
        tooltip=[
            alt.Tooltip("label:N", title=_("Programme retiré")),
            alt.Tooltip("successor:N", title=_("Remplacé par")),
            alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
            alt.Tooltip("services:N", title=_("Services")),
        ],
    )
    text = base.mark_text(align="left", dx=6, color=look.INK).encode(
        x=alt.datum(0), text="detail:N", yOffset=alt.value(-18)
    )
    return look.finish(bars + text, (look.ROW + 24) * max(len(frame), 1) + 50)


def retired_promoted_finding(frame: pd.DataFrame) -> str:
    """Which retired program is still promoted most often, and what took its place."""
    if frame.empty:
        return _("Aucun programme retiré n'est promu.")
    first = frame.iloc[0]
    told = sentence(
        "« {program} », retiré, est encore promu dans {meetups}",
        program=first["label"],
        meetups=ngettext("{n} rencontre", "{n} rencontres", int(first["meetups"])),
    )
    if not first["successor"]:
        return f"{told}."
    return sentence(
        "{told}; « {successor} » l'a remplacé.", told=told, successor=first["successor"]
    )


def _answerable(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["programs"] > 0]


def _two_parts(frame: pd.DataFrame, missing: Answer) -> Any:
    """Bars of what is missing, from 0, followed by what was answered; ``detail`` stands beside."""
    frame = look.ranked(frame, frame["n"].max()).head(2 * MOST_LINES)
    frame = frame.assign(
        lines=[look.in_lines(text) for text in frame["label"]],
        position=[0 if answer == missing else 1 for answer in frame["answer"]],
    )
    shown = (missing, Answer.answered)
    names = {Answer.answered: _answered_name(missing), missing: label(missing)}
    frame = frame.assign(outcome=[names[Answer(answer)] for answer in frame["answer"]])
    base = alt.Chart(frame).encode(y=look.rows("lines", list(frame["lines"].unique())))
    bars = base.mark_bar(height={"band": 0.6}).encode(
        x=look.with_room(look.counts("meetups", _("Rencontres")), frame["of"].max(), look.WORDS),
        color=alt.Color(
            "outcome:N",
            scale=alt.Scale(
                domain=[names[answer] for answer in shown],
                range=[look.ANSWER_COLOURS[answer] for answer in shown],
            ),
            legend=alt.Legend(title=None, orient="top"),
        ),
        order="position:Q",
        tooltip=[
            alt.Tooltip("label:N", title=" "),
            alt.Tooltip("outcome:N", title=" "),
            alt.Tooltip("meetups:Q", title=_("Rencontres"), format=",d"),
            alt.Tooltip("of:Q", title=_("Sur"), format=",d"),
            alt.Tooltip("share:Q", title=_("Part"), format=".0%"),
        ],
    )
    text = (
        base.transform_filter(alt.datum.position == 0)
        .mark_text(align="left", dx=6, color=look.INK)
        .encode(x=alt.X("of:Q"), text="detail:N")
    )
    return look.finish(bars + text, look.ROW * max(frame["lines"].nunique(), 1) + 90)


def _answered_name(missing: Answer) -> str:
    return _("Demandé") if missing is Answer.without_demand else label(Answer.answered)


def _crossed(frame: pd.DataFrame) -> pd.DataFrame:
    """The themes with the most unanswered meetups, and the programs that answer most of them."""
    themes = (
        frame.drop_duplicates("theme")
        .sort_values(["unanswered", "raised"], ascending=False, kind="stable")["theme"]
        .head(MOST_IN_THE_MATRIX)
    )
    frame = frame[frame["theme"].isin(themes)]
    sought = frame.groupby("program")[["unanswered", "meetups"]].sum()
    programs = sought.sort_values(["unanswered", "meetups"], ascending=False, kind="stable")
    frame = frame[frame["program"].isin(programs.index[:MOST_IN_THE_MATRIX])]
    order = {theme: position for position, theme in enumerate(themes)}
    return frame.sort_values("theme", key=lambda codes: codes.map(order), kind="stable")


def _programs_in_order(frame: pd.DataFrame) -> list[str]:
    """Programs by the first theme that they answer, so that the cells run down the diagonal."""
    return list(frame.sort_values("unanswered", ascending=False, kind="stable")["label"].unique())
