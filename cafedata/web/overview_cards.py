"""What a commander sees first: who has reported, what the program yields, what is new."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from cafedata import charts, database, figures, language, news, people
from cafedata.charts import look
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import ngettext, number, percent, sentence
from cafedata.vocabulary import Role, Standing
from cafedata.web import chart, columns, meetup_list
from cafedata.web.page import Visit

_VISIT_IS_NOTED = "visit_is_noted"


def show_reporting(visit: Visit) -> None:
    """Who has reported, who is late, what was called off, what is ahead."""
    standings = visit.figure(figures.meetups_in_each_state, visit.today)
    board = visit.figure(figures.reporting_by_service, visit.today)
    shown = (
        (_("Tenues"), standings[Standing.held] + standings[Standing.interrupted]),
        (_("Personne n'est venu"), standings[Standing.nobody_came]),
        (_("À saisir"), standings[Standing.not_yet_entered]),
        (_("Annulées"), standings[Standing.cancelled]),
        (_("Sans café prévu"), int((board["is_expected"] & (board["ahead"] == 0)).sum())),
    )
    with st.grid(5, min_column_width=150):
        for title, count in shown:
            st.metric(title, number(count), border=True)
    if board["meetups"].sum() > sum(standings.values()):
        st.caption(
            _(
                "Ci-dessus, un café conjoint compte une fois pour la région; ci-dessous, une fois pour "
                "chacun de ses services."
            )
        )
    chart.show(
        visit,
        _("Qui a saisi ses cafés, et que reste-t-il à saisir?"),
        charts.reporting,
        charts.reporting_finding,
        board,
        method=[
            _(
                "Une rencontre conjointe compte pour chacun de ses services, une fois pour la région."
            ),
            _("À venir : d'ici 60 jours, quelle que soit la période."),
        ],
        columns=columns.reporting(),
        key="reporting",
    )


def show_advantages(visit: Visit) -> None:
    """The seven advantages claimed for the program, each beside the period before."""
    st.subheader(_("Les sept avantages du programme, un par un"), anchor=False)
    before = visit.selection.previous()
    st.caption(
        sentence(
            "Comparés à la période précédente, du {start} au {end}; barres : les mois de la période. "
            "Aucun chiffre ne dit ce qui cause quoi.",
            start=before.starts_on,
            end=before.ends_on,
        )
    )
    rows = {row["measure"]: row for row in visit.figure(figures.advantages).to_dict("records")}
    with st.grid(3, min_column_width=260):
        _show(_("1. Partenariat avec le milieu"), rows["partnership"], _partnership(visit))
        _show(_("2. Près de la communauté"), rows["closeness"], _closeness(visit, rows))
        _show_offences(visit, _("3. Délits non déclarés entendus"))
        _show_security(_("4. Sentiment de sécurité"))
        _show(_("5. Programmes promus"), rows["programs"], _reached(rows["programs"]))
        _show(_("6. Policiers dans leur milieu"), rows["officers"], _officers(rows))
        _show(_("7. Mesures de sécurité connues"), rows["measures"], _reached(rows["measures"]))


def _show(title: str, row: dict[Any, Any], detail: str) -> None:
    """One advantage: meetups of its kind now, before and month by month, and what is more."""
    with st.container(border=True):
        st.metric(
            title,
            ngettext("{n} rencontre", "{n} rencontres", row["meetups"]),
            delta=row["meetups"] - row["previous"],
            delta_color="off",
            delta_description=sentence("contre {previous} avant", previous=row["previous"]),
            chart_data=list(row["trend"]),
            chart_type="bar",
        )
        st.caption(" ".join(filter(None, [detail, _share(row)])))


def _share(row: dict[Any, Any]) -> str:
    """The share of meetups now and before, and whether they differ."""
    if row["measure"] == "closeness" or not row["n"] or not row["previous_n"]:
        return ""
    said = sentence(
        "{now} des rencontres, contre {before} avant",
        now=percent(row["meetups"] / row["n"]),
        before=percent(row["previous"] / row["previous_n"]),
    )
    return look.concluded(said, row["low"], row["high"])


def _partnership(visit: Visit) -> str:
    known = visit.figure(figures.new_partners)
    return sentence(
        "Commerces ou organismes du milieu vus pour la première fois : {new}; de retour : {back}.",
        **known,
    )


def _closeness(visit: Visit, rows: dict[str, dict[Any, Any]]) -> str:
    row = rows["closeness"]
    places = visit.figure(figures.places, visit.today)
    forgotten = int((places["months_since"].isna() | (places["months_since"] >= 12)).sum())
    return sentence(
        "Personnes connues : {people}, contre {before} avant; {places} sur {all} sans café depuis "
        "12 mois.",
        people=_amount(row["amount"]),
        before=_amount(row["previous_amount"]),
        places=ngettext("{n} municipalité", "{n} municipalités", forgotten),
        all=len(places),
    )


def _reached(row: dict[Any, Any]) -> str:
    return sentence(
        "Personnes rejointes connues : {people}, contre {before} avant.",
        people=_amount(row["amount"]),
        before=_amount(row["previous_amount"]),
    )


def _officers(rows: dict[str, dict[Any, Any]]) -> str:
    row = rows["officers"]
    return sentence(
        "Rencontres qui disent qui était là; présences connues : {officers}, contre {before} avant.",
        officers=_amount(row["amount"]),
        before=_amount(row["previous_amount"]),
    )


def _amount(amount: float) -> str:
    return _("nombre inconnu") if pd.isna(amount) else number(amount)


def _show_offences(visit: Visit, title: str) -> None:
    """Offences heard of, as far as this viewer may know; small numbers are left out."""
    now, before = (
        visit.figure(figures.offences_by_family, selection=shown)
        for shown in (visit.selection, visit.selection.previous())
    )
    heard, earlier = _heard(now), _heard(before)
    with st.container(border=True):
        st.metric(
            title,
            heard,
            delta=sentence("{earlier} avant", earlier=earlier),
            delta_color="off",
            delta_arrow="off",
        )
        st.caption(" ".join([_acted(now), _counted_years(visit)]))


def _heard(frame: pd.DataFrame) -> str:
    known = frame["heard"].dropna()
    if known.empty:
        return _("trop peu pour être montrés") if len(frame) else number(0)
    total = number(int(known.sum()))
    return sentence("au moins {n}", n=total) if frame["is_minimum"].any() else total


def _acted(frame: pd.DataFrame) -> str:
    acted, of = (int(frame[name].dropna().sum()) for name in ("acted", "acted_of"))
    if not of:
        return _("Leurs suites ne sont pas connues ou pas montrées.")
    return sentence(
        "{acted} sur {of} ont mené à une action ({share}).",
        acted=acted,
        of=of,
        share=percent(acted / of),
    )


def _counted_years(visit: Visit) -> str:
    counted = figures.offences_counted(visit.viewer, visit.selection)
    if counted == visit.selection:
        return _("Seulement ce que votre service peut lire; le détail par mois n'est pas montré.")
    return sentence(
        "Années entières de {first} à {last}; les petits nombres ne sont pas montrés, ni les mois.",
        first=str(counted.starts_on.year),
        last=str(counted.ends_on.year),
    )


def _show_security(title: str) -> None:
    with st.container(border=True):
        st.metric(title, _("Non mesuré"))
        st.caption(
            _(
                "Il manque un sondage auprès des citoyens : aucune rencontre ne dit si les gens se "
                "sentent plus en sécurité."
            )
        )


def show_news(visit: Visit) -> None:
    """What others saved since the person last came, with a link to each."""
    if visit.viewer.preview_of is not None:
        return  # what is noted then would be the previewer's own visit
    since = _previous_visit(visit)
    if visit.viewer.role is Role.partner:
        return
    st.subheader(_("Depuis votre dernière visite"), anchor=False)
    if since is None:
        st.caption(
            _("C'est votre première visite : la prochaine fois, vous verrez ici ce qui a changé.")
        )
        return
    found = news.since(visit.session, visit.viewer, since, visit.today)
    if not found:
        st.caption(sentence("Rien de nouveau depuis le {moment}.", moment=language.moment(since)))
    for item in found:
        st.caption(f"{label(item.verb)} — {language.moment(item.at)}")
        meetup_list.show_card(visit, item.summary, {"meetups": _("Ouvrir")})


def _previous_visit(visit: Visit) -> dt.datetime | None:
    """When the person last came; the present visit is noted once in a browser tab, if it is new."""
    if not st.session_state.get(_VISIT_IS_NOTED):
        st.session_state[_VISIT_IS_NOTED] = True
        now = dt.datetime.now(dt.UTC)
        if people.is_new_visit(visit.session, visit.viewer, now):
            with database.writing() as session:
                people.begin_visit(session, visit.viewer, now)
            with database.reading() as session:
                return people.visit_before(session, visit.viewer)
    return people.visit_before(visit.session, visit.viewer)
