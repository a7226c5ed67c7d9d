"""The folded part of the form: all else that a meetup may hold."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import streamlit as st

from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import ngettext, sentence
from cafedata.vocabulary import (
    Action,
    AnswersFor,
    Clientele,
    Coming,
    Context,
    CountPrecision,
    CountUnit,
    FollowUpState,
    Formula,
    OffenceFamily,
    OfficerRole,
    Orientation,
    PartnerPart,
    PartOfDay,
    Tag,
    TalkLanguage,
    Victim,
    WhyNotReported,
)
from cafedata.web.entry_form.fields import Fields, Form
from cafedata.web.entry_form.values import chosen_programs, chosen_themes, fold_of, rows
from cafedata.web.markdown import plain

_HALF = 145
"""Pixels: two fields side by side on a phone."""
_NUMERIC = [word for word in CountPrecision if word is not CountPrecision.in_words]


def show_hours(fields: Fields) -> None:
    with st.container(horizontal=True):
        fields.show(st.time_input, "start_time", _("Début"), value=None, step=300, width=_HALF)
        fields.show(st.time_input, "end_time", _("Fin"), value=None, step=300, width=_HALF)
    fields.show(st.number_input, "duration_minutes", _("Ou durée, en minutes"), value=None, step=15)
    _choice(fields, "part_of_day", _("Ou moment de la journée"), PartOfDay)
    _choice(fields, "formula", _("Formule"), Formula)
    _choice(fields, "context", _("Contexte"), Context)


def show_services_and_officers(fields: Fields, viewer: Viewer, catalog: Catalog) -> None:
    services = [code for code in catalog.partner_services if code != viewer.service_code]
    fields.show(
        st.multiselect,
        "other_services",
        _("Autres services présents"),
        options=services,
        format_func=lambda code: catalog.services[code].short_name,
        placeholder=_("Aucun autre service"),
        select_all=False,
    )
    st.markdown(_("**Effectif policier présent, par fonction**"))
    fields.tell("officers")
    _counts(fields, "role", OfficerRole)


def show_clienteles(fields: Fields) -> None:
    _choice(fields, "unit", _("Le nombre inscrit plus haut compte des"), CountUnit)
    st.markdown(_("**Personnes par clientèle**"))
    fields.tell("clienteles")
    _counts(fields, "clientele", Clientele)
    fields.show(
        st.pills,
        "tags",
        _("On y a vu surtout"),
        options=list(Tag),
        format_func=label,
        selection_mode="multi",
    )
    _choice(fields, "coming", _("Comment les gens sont venus"), Coming)
    _choice(fields, "talk_language", _("Langue des échanges"), TalkLanguage)


def show_theme_details(fields: Fields, catalog: Catalog) -> None:
    typed = fields.form.typed
    topics = fields.show(
        st.multiselect,
        "topics",
        _("Sujets apportés par la police"),
        options=[code for code in catalog.themes if code != "other"],
        format_func=lambda code: catalog.themes[code].label,
        placeholder=_("Aucun sujet apporté par la police"),
        select_all=False,
    )
    named = {code: catalog.themes[code].label for code in chosen_themes(typed)}
    named |= {f"topic:{code}": catalog.themes[code].label for code in topics}
    for n in rows(typed, "other_theme"):
        named[f"other:{n}"] = plain(typed.get(f"other_theme_text:{n}") or _("Autre thème"))
    for name, text in named.items():
        _show_theme(fields, name, text)
    if named:
        fields.show(
            st.selectbox,
            "dominant",
            _("Thème dominant"),
            options=list(named),
            index=None,
            format_func=lambda name: named[name],
            placeholder=_("Aucun thème ne dominait"),
        )


def _show_theme(fields: Fields, name: str, text: str) -> None:
    """How often one theme came up, and among whom."""
    kind, _colon, code = name.rpartition(":")
    mentions, clientele = {
        "": ("mentions", "clientele_of"),
        "topic": ("topic_mentions", "topic_clientele_of"),
        "other": ("other_theme_mentions", "other_theme_clientele"),
    }[kind]
    st.markdown(f"**{text}**")
    with st.container(horizontal=True):
        fields.show(
            st.number_input, f"{mentions}:{code}", _("Mentions"), value=None, step=1, width=_HALF
        )
        _choice(fields, f"{clientele}:{code}", _("Clientèle"), Clientele, width=_HALF)


def show_program_details(fields: Fields, catalog: Catalog) -> None:
    if not chosen_programs(fields.form.typed):
        st.caption(_("Cochez d'abord un programme plus haut."))
    for code in chosen_programs(fields.form.typed):
        st.markdown(f"**{catalog.programs[code].name}**")
        with st.container(horizontal=True):
            for name, text in (
                ("people_reached", _("Personnes rejointes")),
                ("material_handed_out", _("Documents remis")),
                ("sign_ups", _("Inscriptions")),
            ):
                fields.show(
                    st.number_input, f"{name}:{code}", text, value=None, step=1, width=_HALF
                )


def show_offences(fields: Fields) -> None:
    st.caption(_("Des nombres seulement, jamais l'histoire d'une personne."))
    for n in fields.lines("offence", _("Ajouter un délit entendu"), _("Retirer la dernière ligne")):
        with st.container(border=True):
            _choice(fields, f"offence_family:{n}", _("Famille"), OffenceFamily)
            _choice(fields, f"offence_victim:{n}", _("Victime"), Victim)
            fields.show(st.number_input, f"offence_count:{n}", _("Combien?"), value=None, step=1)
            _choice(
                fields, f"offence_why_not_reported:{n}", _("Pourquoi non déclaré"), WhyNotReported
            )
            _choice(fields, f"offence_orientation:{n}", _("Orientation donnée"), Orientation)
            _choice(fields, f"offence_action:{n}", _("Action du service"), Action)
            st.button(
                _("Créer un suivi de ce délit"),
                icon=":material/pending_actions:",
                key=fields.form.key(f":button:follow_up_of:{n}"),
                on_click=_follow_offence,
                args=(fields.form, n),
            )


def _follow_offence(form: Form, n: int) -> None:
    """Promise to follow an offence up: its kind and number, and nothing of whoever told it."""
    typed = form.typed
    told = [
        label(kind(typed[name])).lower()
        for kind, name in ((OffenceFamily, f"offence_family:{n}"), (Victim, f"offence_victim:{n}"))
        if typed.get(name)
    ]
    count = typed.get(f"offence_count:{n}") or 1
    promise = ngettext(
        "Donner suite à {n} délit non déclaré", "Donner suite à {n} délits non déclarés", count
    )
    what = sentence("{about} : {what}", about=promise, what=", ".join(told)) if told else promise
    form.add_line("follow_up", what=what, answers_for=AnswersFor.own_service)
    form.choose(fold_of("follow_ups"), True)


def show_partners(fields: Fields) -> None:
    for n in fields.lines("partner", _("Ajouter un partenaire"), _("Retirer la dernière ligne")):
        with st.container(border=True):
            fields.show(st.text_input, f"partner_name:{n}", _("Nom du commerce ou de l'organisme"))
            _choice(fields, f"partner_part:{n}", _("Rôle"), PartnerPart)


def show_follow_ups(fields: Fields) -> None:
    for n in fields.lines(
        "follow_up", _("Ajouter un suivi promis"), _("Retirer la dernière ligne")
    ):
        with st.container(border=True):
            fields.show(st.text_input, f"follow_up_what:{n}", _("Qu'avez-vous promis?"))
            _choice(fields, f"follow_up_answers_for:{n}", _("Qui en répond?"), AnswersFor)
            fields.show(
                st.date_input,
                f"follow_up_due_on:{n}",
                _("Pour quand?"),
                value=None,
                format="YYYY-MM-DD",
            )
            _choice(fields, f"follow_up_state:{n}", _("Où en est-on?"), FollowUpState)
            fields.show(st.text_input, f"follow_up_outcome:{n}", _("Comment cela s'est terminé"))
            fields.show(
                st.text_input, f"follow_up_public_sentence:{n}", _("Ce qu'on dira aux citoyens")
            )


def show_notes(fields: Fields) -> None:
    st.caption(_("Aucun nom, numéro ni adresse d'une personne. Seul votre service lit ces notes."))
    fields.show(st.text_area, "notes", _("Notes"))
    fields.show(st.text_input, "source", _("Source, si ce café vient d'un document"))


def _choice(fields: Fields, name: str, text: str, words: type[StrEnum], **options: Any) -> Any:
    """One word of a closed set, or none."""
    return fields.show(
        st.selectbox,
        name,
        text,
        options=list(words),
        index=None,
        format_func=label,
        placeholder=_("Non précisé"),
        **options,
    )


def _counts(fields: Fields, prefix: str, about: Iterable[StrEnum]) -> None:
    """A number for each word, and how it is known once there is one."""
    typed = fields.form.typed
    for word in about:
        number = fields.show(st.number_input, f"{prefix}:{word}", label(word), value=None, step=1)
        if number is not None or typed.get(f"{prefix}_precision:{word}"):
            fields.show(
                st.pills,
                f"{prefix}_precision:{word}",
                _("Ce nombre est"),
                options=_NUMERIC,
                format_func=label,
                label_visibility="collapsed",
            )
