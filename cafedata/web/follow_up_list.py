"""The list of what was promised: each with its due date in words, and the way to close it."""

from itertools import chain
from typing import Any, NamedTuple

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from cafedata import database, doubts, followups, language
from cafedata.errors import CafeError, InvalidEntry
from cafedata.followups import PromisedFollowUp
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import ngettext, sentence
from cafedata.vocabulary import AnswersFor, FollowUpState, Role
from cafedata.web import journal, meetup_view, sign_in
from cafedata.web.markdown import plain
from cafedata.web.page import Visit

_OUTCOME, _SENTENCE = "outcome", "public_sentence"
_ICONS = {
    FollowUpState.open: ":material/pending_actions:",
    FollowUpState.done: ":material/check_circle:",
    FollowUpState.dropped: ":material/block:",
}


class _Refusal(NamedTuple):
    """Why the last act on a follow-up was not done: beside which field, in which words."""

    key: str
    field: str
    text: str


def show(visit: Visit) -> None:
    """Draw the filter by state and the page of follow-ups that it finds."""
    states = st.pills(
        _("État"),
        list(FollowUpState),
        default=[FollowUpState.open],
        format_func=label,
        selection_mode="multi",
        key="follow_ups_states",
        persist_state="session",
    )
    narrowed: dict[str, Any] = {
        "states": states or list(FollowUpState),
        "answers_for": st.pills(
            _("Qui en répond?"),
            list(AnswersFor),
            format_func=label,
            selection_mode="multi",
            key="follow_ups_answers_for",
            persist_state="session",
        ),
        "services": _services_wanted(visit),
    }
    total = followups.count(visit.session, visit.viewer, **narrowed)
    st.caption(ngettext("{n} suivi", "{n} suivis", total))
    if not total:
        st.info(_("Aucun suivi ici. Choisissez un autre état pour voir les autres."))
        return
    slot = st.container()
    pages = -(-total // followups.MOST_LISTED)
    page = st.pagination(pages, key="follow_ups_page") if pages > 1 else 1
    refusals: list[_Refusal] = st.session_state.pop("follow_up_refusals", [])
    with slot:
        for follow_up in followups.promised(
            visit.session, visit.viewer, visit.today, page=page, **narrowed
        ):
            _show_card(visit, follow_up, refusals)


def _services_wanted(visit: Visit) -> list[str]:
    """The services to look at: a choice of whoever reads several, and all of them by default."""
    if visit.viewer.role is Role.liaison:
        return []
    services = visit.catalog.partner_services
    return st.pills(
        _("Service responsable"),
        list(services),
        format_func=lambda code: services[code].short_name,
        selection_mode="multi",
        key="follow_ups_services",
        persist_state="session",
    )


def show_public_sentences(visit: Visit) -> None:
    """Draw what a partner may tell the citizens, each sentence once for each municipality."""
    sentences = followups.public_sentences(visit.session, visit.viewer)
    if not sentences:
        st.info(_("Aucune réponse à transmettre aux citoyens pour l'instant."))
        return
    st.caption(_("Ce que la police répond aux citoyens, la réponse la plus récente d'abord."))
    for code in dict.fromkeys(row.municipality_code for row in sentences):
        st.subheader(visit.catalog.municipalities[code].name, anchor=False)
        for text in dict.fromkeys(
            row.sentence for row in sentences if row.municipality_code == code
        ):
            with st.container(border=True):
                st.text(text)


def show_promise(visit: Visit, follow_up: PromisedFollowUp) -> None:
    """Draw what was promised, where it stands in words, who answers for it and where it comes from."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if follow_up.is_late:
            st.badge(_("En retard"), icon=":material/schedule:", color="orange")
        elif follow_up.state is not FollowUpState.open:
            st.badge(label(follow_up.state), icon=_ICONS[follow_up.state], color="gray")
        st.markdown(f"**{plain(follow_up.what)}**")
    place = visit.catalog.municipalities[follow_up.municipality_code].name
    date = language.date_known_to(follow_up.date, follow_up.date_precision)
    where = ", ".join(filter(None, [place, follow_up.venue_name]))
    promised = sentence("Promis : {cafe}", cafe=f"{where}, {date}")
    st.text(f"{_due(visit, follow_up)}\n{_answerer(follow_up)}\n{promised}")
    # On a phone a link is one line: what names the café would be cut off in it.
    meetup_view.link_to(follow_up.meetup_id, _("Ouvrir le café"))


def _due(visit: Visit, follow_up: PromisedFollowUp) -> str:
    if follow_up.due_on is None:
        return _("Sans échéance")
    if follow_up.state is not FollowUpState.open:
        return sentence("Échéance : {day}", day=follow_up.due_on)
    days = (follow_up.due_on - visit.today).days
    if days < 0:
        late = ngettext("en retard de {n} jour", "en retard de {n} jours", -days)
    elif days == 0:
        late = _("aujourd'hui")
    else:
        late = ngettext("dans {n} jour", "dans {n} jours", days)
    return sentence("Échéance : {day} ({distance})", day=follow_up.due_on, distance=late)


def _answerer(follow_up: PromisedFollowUp) -> str:
    return sentence("En répond : {who}", who=label(follow_up.answers_for))


def _show_card(visit: Visit, follow_up: PromisedFollowUp, refusals: list[_Refusal]) -> None:
    key = _key(follow_up)
    refused: dict[str, list[str]] = {}
    for row in refusals:
        if row.key == key:
            refused.setdefault(row.field, []).append(row.text)
    with st.container(border=True):
        show_promise(visit, follow_up)
        for about, text in (
            (_("Comment cela s'est terminé"), follow_up.outcome),
            (_("Ce qu'on dira aux citoyens"), follow_up.public_sentence),
        ):
            if text:
                st.text(sentence("{about} : {what}", about=about, what=text))
        when = language.moment(follow_up.said_at)
        st.caption(sentence("Inscrit par {who}, {moment}.", who=follow_up.said_by, moment=when))
        if follow_up.may_close:
            _show_closing(follow_up, key, refused)


def _show_closing(follow_up: PromisedFollowUp, key: str, refused: dict[str, list[str]]) -> None:
    is_open = follow_up.state is FollowUpState.open
    folded = st.expander(
        _("Clore ce suivi") if is_open else _("Rouvrir ou modifier"),
        key=f"{key}:folded",
        on_change="rerun",
        icon=":material/task_alt:" if is_open else ":material/undo:",
    )
    if not folded.open:
        return
    with folded:
        for field, text in (
            (_OUTCOME, _("Comment cela s'est terminé")),
            (_SENTENCE, _("Ce qu'on dira aux citoyens")),
        ):
            st.text_input(text, value=getattr(follow_up, field), key=f"{key}:{field}")
            for problem in refused.pop(field, ()):
                st.error(problem, icon=":material/error:")
        for problem in chain.from_iterable(refused.values()):
            st.error(problem, icon=":material/error:")
        with st.container(horizontal=True):
            if waiting := st.session_state.get(f"{key}:waiting"):
                st.button(
                    _("Oui, enregistrer ainsi"),
                    key=f"{key}:confirm",
                    on_click=_close,
                    args=(follow_up, waiting),
                )
            for state, act in _acts(follow_up.state).items():
                st.button(
                    act,
                    icon=_ICONS[state],
                    key=f"{key}:{state}",
                    type="primary" if state is FollowUpState.done else "secondary",
                    on_click=_ask_or_close,
                    args=(follow_up, state),
                )


def _acts(state: FollowUpState) -> dict[FollowUpState, str]:
    """What may be done to a follow-up in this state."""
    closing = {FollowUpState.done: _("C'est fait"), FollowUpState.dropped: _("C'est abandonné")}
    if state is FollowUpState.open:
        return closing
    return {state: _("Enregistrer"), FollowUpState.open: _("Rouvrir")}


def _key(follow_up: PromisedFollowUp) -> str:
    """Names a follow-up on the page: what is typed for one never passes to another that took its
    place in the meantime."""
    return f"follow_up:{follow_up.meetup_id}:{follow_up.position}:{follow_up.what}"


def _ask_or_close(follow_up: PromisedFollowUp, state: FollowUpState) -> None:
    """Close or reopen, once what looks personal was told beside its field and confirmed."""
    key = _key(follow_up)
    if asked := doubts.about_words(_texts(key)):
        st.session_state[f"{key}:waiting"] = state
        _refuse([_Refusal(key, row.field, sentence(row.message)) for row in asked])
        return
    _close(follow_up, state)


def _texts(key: str) -> dict[str, str]:
    return {name: st.session_state.get(f"{key}:{name}") or "" for name in (_OUTCOME, _SENTENCE)}


def _close(follow_up: PromisedFollowUp, state: FollowUpState) -> None:
    """Close or reopen, or keep the sentence that says beside each field why not."""
    key, viewer = _key(follow_up), sign_in.find_viewer()
    if viewer is None:
        return
    st.session_state.pop(f"{key}:waiting", None)
    texts = _texts(key)
    try:
        with database.writing() as session:
            followups.close(
                session,
                viewer,
                follow_up.meetup_id,
                follow_up.position,
                state=state,
                outcome=texts[_OUTCOME],
                public_sentence=texts[_SENTENCE],
                version=follow_up.version,
            )
    except InvalidEntry as error:
        _refuse(
            [
                _Refusal(key, row.field.rpartition(".")[2], sentence(row.message, **row.values))
                for row in error.problems
            ]
        )
    except CafeError as error:
        _refuse([_Refusal(key, "", journal.said(error))])
    except SQLAlchemyError:
        text = _("La base de données ne répond pas. Rien n'est perdu : réessayez.")
        _refuse([_Refusal(key, "", text)])
    else:
        st.toast(_("C'est enregistré."), icon=":material/check_circle:", duration="long")


def _refuse(refusals: list[_Refusal]) -> None:
    st.session_state["follow_up_refusals"] = refusals
