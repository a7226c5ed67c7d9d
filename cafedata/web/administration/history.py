"""The section of history: what was done to meetups across the region, and by the administration."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from cafedata import language
from cafedata.administration import accounts, records, wording
from cafedata.administration.records import AdministrativeAct, Period, RegionalChange
from cafedata.administration.wording import Difference
from cafedata.labels import label
from cafedata.language import N_, ngettext, sentence
from cafedata.language import gettext as _
from cafedata.vocabulary import AdministrativeSubject, ChangeVerb
from cafedata.web import meetup_view
from cafedata.web.markdown import plain
from cafedata.web.page import Visit

_MEETUPS, _ADMINISTRATION = "meetups", "administration"
_KINDS = {_MEETUPS: N_("Rencontres"), _ADMINISTRATION: N_("Administration")}


def show(visit: Visit) -> None:
    st.caption(_("Chaque acte reste ici pour de bon : personne ne peut le modifier ni l'effacer."))
    kind = st.segmented_control(
        _("Historique"),
        list(_KINDS),
        default=_MEETUPS,
        format_func=lambda code: _(_KINDS[code]),
        key="history_kind",
        label_visibility="collapsed",
    )
    who, period = _show_who_and_when(visit)
    if kind == _ADMINISTRATION:
        _show_acts(visit, who, period)
    else:
        _show_changes(visit, who, period)


def _show_who_and_when(visit: Visit) -> tuple[int | None, Period]:
    names = {row.account_id: row.name for row in accounts.accounts(visit.session, visit.viewer)}
    who = st.selectbox(
        _("Par"),
        list(names),
        index=None,
        format_func=lambda code: names[code],
        placeholder=_("Tout le monde"),
        key="history_who",
    )
    with st.container(horizontal=True):
        options: dict[str, Any] = {"value": None, "format": "YYYY-MM-DD"}
        start = st.date_input(_("Du"), key="history_from", **options)
        end = st.date_input(_("Au"), key="history_to", **options)
    days = [day if isinstance(day, dt.date) else None for day in (start, end)]
    return who, Period(*days)


def _show_changes(visit: Visit, who: int | None, period: Period) -> None:
    services = visit.catalog.partner_services
    with st.container(horizontal=True):
        service = st.selectbox(
            _("Service"),
            list(services),
            index=None,
            format_func=lambda code: services[code].short_name,
            placeholder=_("Tous les services"),
            key="history_service",
        )
        verb = st.selectbox(
            _("Acte"),
            list(ChangeVerb),
            index=None,
            format_func=label,
            placeholder=_("Tous les actes"),
            key="history_verb",
        )

    def read(page: int) -> tuple[tuple[RegionalChange, ...], int]:
        return records.meetup_changes(
            visit.session,
            visit.viewer,
            account_id=who,
            service=service,
            verb=verb,
            period=period,
            page=page,
        )

    _show_pages(read, lambda row: _show_change(visit, row))


def _show_acts(visit: Visit, who: int | None, period: Period) -> None:
    subject = st.selectbox(
        _("Sujet"),
        list(AdministrativeSubject),
        index=None,
        format_func=label,
        placeholder=_("Tous les sujets"),
        key="history_subject",
    )

    def read(page: int) -> tuple[tuple[AdministrativeAct, ...], int]:
        return records.acts(
            visit.session, visit.viewer, account_id=who, subject=subject, period=period, page=page
        )

    _show_pages(read, lambda row: _show_act(visit, row))


def _show_pages(
    read: Callable[[int], tuple[tuple[Any, ...], int]], show_row: Callable[[Any], None]
) -> None:
    rows, total = read(1)
    st.caption(ngettext("{n} acte", "{n} actes", total))
    if not total:
        st.info(_("Aucun acte ne correspond. Élargissez la période ou retirez un filtre."))
        return
    slot = st.container()
    pages = -(-total // records.ON_A_PAGE)
    page = st.pagination(pages, key="history_page") if pages > 1 else 1
    with slot:
        for row in rows if page == 1 else read(page)[0]:
            with st.container(border=True):
                show_row(row)


def _show_change(visit: Visit, row: RegionalChange) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{label(row.verb)}** — {language.moment(row.at)}")
        meetup_view.link_to(row.meetup_id, _("Ouvrir"))
    lead = visit.catalog.services[row.lead_service].short_name
    who = sentence("{who} · {service} · version {n}", who=row.by, service=lead, n=row.version)
    place = visit.catalog.municipalities[row.municipality_code].name
    date = language.date_known_to(row.date, row.date_precision)
    st.text(f"{who}\n{', '.join(filter(None, [place, row.venue_name, date]))}")


def _show_act(visit: Visit, act: AdministrativeAct) -> None:
    what = wording.about(act, visit.catalog)
    about = label(act.subject)
    title = sentence("{about} : {what}", about=about, what=what) if what else about
    st.markdown(f"**{plain(title)}**")
    by = act.by or _("Ligne de commande du serveur")
    st.text(f"{label(act.verb)} — {language.moment(act.at)}\n{by}")
    told = [_told(row, is_new=not act.before) for row in wording.differences(act, visit.catalog)]
    if told:
        st.text("\n".join(told))


def _told(row: Difference, *, is_new: bool) -> str:
    if is_new:
        return sentence("{about} : {what}", about=row.about, what=row.after)
    before, after = row.before or "–", row.after or "–"
    return sentence("{about} : {before} → {after}", about=row.about, before=before, after=after)
