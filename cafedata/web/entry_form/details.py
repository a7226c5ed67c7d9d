"""The folded part of the form: all else that a meetup may hold."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import streamlit as st

from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.labels import label
from cafedata.language import gettext as _
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
    RaisedBy,
    Tag,
    TalkLanguage,
    Victim,
    WhyNotReported,
)
from cafedata.web.entry_form.fields import Fields
from cafedata.web.entry_form.values import chosen_programs, chosen_themes

_NUMERIC = [word for word in CountPrecision if word is not CountPrecision.in_words]


def show_hours(fields: Fields) -> None:
    start, end, length = st.columns(3)
    with start:
        fields.show(st.time_input, "start_time", _("Début"), value=None, step=300)
    with end:
        fields.show(st.time_input, "end_time", _("Fin"), value=None, step=300)
    with length:
        fields.show(
            st.number_input, "duration_minutes", _("Ou durée, en minutes"), value=None, step=15
        )
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
    for name, text in named.items():
        prefix, code = ("topic_", name[6:]) if name.startswith("topic:") else ("", name)
        about, mentions, clientele = st.columns([2, 1, 1], vertical_alignment="bottom")
        about.markdown(text)
        with mentions:
            fields.show(
                st.number_input, f"{prefix}mentions:{code}", _("Mentions"), value=None, step=1
            )
        with clientele:
            _choice(fields, f"{prefix}clientele_of:{code}", _("Clientèle"), Clientele)
    for n in fields.lines(
        "other_theme", _("Ajouter un autre thème"), _("Retirer la dernière ligne")
    ):
        fields.show(st.text_input, f"other_theme_text:{n}", _("Autre thème, en quelques mots"))
        _choice(fields, f"other_theme_raised_by:{n}", _("Soulevé"), RaisedBy)
        named[f"other:{n}"] = typed.get(f"other_theme_text:{n}") or _("Autre thème")
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


def show_program_details(fields: Fields, catalog: Catalog) -> None:
    for code in chosen_programs(fields.form.typed):
        st.markdown(f"**{catalog.programs[code].name}**")
        reached, material, signed = st.columns(3)
        for column, name, text in (
            (reached, "people_reached", _("Personnes rejointes")),
            (material, "material_handed_out", _("Documents remis")),
            (signed, "sign_ups", _("Inscriptions")),
        ):
            with column:
                fields.show(st.number_input, f"{name}:{code}", text, value=None, step=1)


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


def _choice(fields: Fields, name: str, text: str, words: type[StrEnum]) -> Any:
    """One word of a closed set, or none."""
    return fields.show(
        st.selectbox,
        name,
        text,
        options=list(words),
        index=None,
        format_func=label,
        placeholder=_("Non précisé"),
    )


def _counts(fields: Fields, prefix: str, about: Iterable[StrEnum]) -> None:
    """A number for each word, and how it is known once there is one."""
    for word in about:
        number, precision = st.columns(2, vertical_alignment="bottom")
        with number:
            fields.show(st.number_input, f"{prefix}:{word}", label(word), value=None, step=1)
        with precision:
            fields.show(
                st.selectbox,
                f"{prefix}_precision:{word}",
                _("Ce nombre est"),
                options=_NUMERIC,
                index=None,
                format_func=label,
                placeholder=_("Non précisé"),
            )
