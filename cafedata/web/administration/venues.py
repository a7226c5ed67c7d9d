"""The section of venues: know the spellings of one venue by one name, and undo it."""

import streamlit as st

from cafedata.administration import venues
from cafedata.administration.venues import WrittenVenue
from cafedata.language import gettext as _
from cafedata.language import ngettext, with_count
from cafedata.web.administration import places
from cafedata.web.administration.form import Form, table
from cafedata.web.page import Visit


def show(visit: Visit) -> None:
    st.caption(
        _(
            "Quand un même lieu a été écrit de deux façons, réunissez-les. Les cafés gardent ce qui "
            "a été écrit; les listes et les recherches n'en font plus qu'un."
        )
    )
    code = places.choose_municipality(visit.catalog)
    if code is None:
        return
    written = venues.written_venues(visit.session, visit.viewer, code)
    table(
        [
            {
                _("Nom écrit"): row.name,
                _("Rencontres"): row.meetups,
                _("Connu sous le nom"): row.known_as or "",
            }
            for row in written
        ],
        _("Lieux"),
    )
    own_names = [row for row in written if row.known_as is None]
    if len(own_names) > 1:
        _show_merging(code, own_names)
    if len(own_names) < len(written):
        _show_separating(code, [row for row in written if row.known_as])


def _show_merging(code: str, own_names: list[WrittenVenue]) -> None:
    st.subheader(_("Réunir deux noms"), anchor=False)
    form = Form(f"venues:{code}")
    names = {row.name: row for row in own_names}

    def told(name: str) -> str:
        count = names[name].meetups
        return with_count(name, ngettext("{n} rencontre", "{n} rencontres", count))

    with st.container(border=True):
        for field, label in (
            ("spelling", _("Ce nom")),
            ("known_as", _("désigne le même lieu que")),
        ):
            form.show(
                st.selectbox,
                field,
                label,
                options=list(names),
                index=None,
                format_func=told,
                placeholder=_("Choisissez un nom"),
            )
        form.button(
            _("Réunir"),
            lambda session, viewer: venues.merge_venues(
                session,
                viewer,
                code,
                spelling=form.text("spelling"),
                known_as=form.text("known_as"),
            ),
            done=_("C'est réuni. Vous pouvez séparer ces noms de nouveau."),
            type="primary",
        )
        form.tell()


def _show_separating(code: str, merged: list[WrittenVenue]) -> None:
    st.subheader(_("Séparer un nom"), anchor=False)
    form = Form(f"separation:{code}")
    with st.container(border=True):
        form.show(
            st.selectbox,
            "spelling",
            _("Ce nom redevient un lieu à part"),
            options=[row.name for row in merged],
            index=None,
            placeholder=_("Choisissez un nom"),
        )
        form.button(
            _("Séparer"),
            lambda session, viewer: venues.separate_venue(
                session, viewer, code, form.text("spelling")
            ),
            done=_("C'est séparé."),
        )
        form.tell()
