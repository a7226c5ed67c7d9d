"""The section of "other" themes: count what people wrote under a theme, and undo it."""

import streamlit as st

from cafedata.administration import regrouping
from cafedata.administration.regrouping import OtherTheme
from cafedata.language import gettext as _
from cafedata.language import ngettext, with_count
from cafedata.regrouping import OTHER
from cafedata.vocabulary import CatalogStatus
from cafedata.web.administration.form import Form, table
from cafedata.web.page import Visit


def show(visit: Visit) -> None:
    themes = visit.catalog.themes
    st.caption(
        _(
            "Ce que les gens ont écrit sous « Autre » peut compter sous un thème du catalogue. Les "
            "cafés et leur historique gardent les mots écrits."
        )
    )
    others = regrouping.other_themes(visit.session, visit.viewer)
    table(
        [
            {
                _("Texte écrit"): row.text,
                _("Rencontres"): row.meetups,
                _("Compté sous le thème"): themes[row.theme_code].label if row.theme_code else "",
            }
            for row in others
        ],
        _("Thèmes « autre »"),
    )
    if others:
        _show_regrouping(visit, others)
    if regrouped := [row.text for row in others if row.theme_code]:
        _show_undoing(regrouped)


def _show_regrouping(visit: Visit, others: tuple[OtherTheme, ...]) -> None:
    st.subheader(_("Regrouper"), anchor=False)
    form = Form("regrouping")
    themes, counts = visit.catalog.themes, {row.text: row.meetups for row in others}
    with st.container(border=True):
        form.show(
            st.multiselect,
            "texts",
            _("Ces textes"),
            options=list(counts),
            format_func=lambda text: with_count(
                text, ngettext("{n} rencontre", "{n} rencontres", counts[text])
            ),
            placeholder=_("Choisissez un ou plusieurs textes"),
            select_all=False,
        )
        form.show(
            st.selectbox,
            "theme",
            _("comptent sous le thème"),
            options=[
                code
                for code, row in themes.items()
                if code != OTHER and row.status is CatalogStatus.active
            ],
            index=None,
            format_func=lambda code: themes[code].label,
            placeholder=_("Choisissez un thème"),
        )
        form.button(
            _("Regrouper"),
            lambda session, viewer: regrouping.regroup(
                session, viewer, form.value("texts", ()), form.text("theme")
            ),
            done=_("C'est regroupé. Les graphiques comptent ainsi dès maintenant."),
            type="primary",
        )
        form.tell()


def _show_undoing(regrouped: list[str]) -> None:
    st.subheader(_("Défaire un regroupement"), anchor=False)
    form = Form("undo_regrouping")
    with st.container(border=True):
        form.show(
            st.selectbox,
            "text",
            _("Ce texte compte de nouveau sous « Autre »"),
            options=regrouped,
            index=None,
            placeholder=_("Choisissez un texte"),
        )
        form.button(
            _("Défaire"),
            lambda session, viewer: regrouping.undo_regrouping(session, viewer, form.text("text")),
            done=_("C'est défait."),
        )
        form.tell()
