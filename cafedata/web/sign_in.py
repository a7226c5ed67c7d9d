"""Who is signed in, by the cookie of their browser.

The cookie holds a secret that only :mod:`cafedata.people` can turn into a viewer. It is given by the
server (:mod:`cafedata.web.server`): for a demonstration in one click, and, by the same
:func:`cafedata.people.start_sign_in`, after any other way of proving who one is.
"""

import datetime as dt
from urllib.parse import urlencode

import streamlit as st

from cafedata import catalog as catalogs
from cafedata import database, language, people
from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.errors import NotAllowed
from cafedata.labels import label
from cafedata.language import Language
from cafedata.language import gettext as _
from cafedata.people import Person
from cafedata.vocabulary import Role

COOKIE = "cafe_sign_in"
_LANGUAGE = "language_of_the_visitor"


def find_viewer() -> Viewer | None:
    """Who is signed in, as their account stands now; speaks their language from here on."""
    token = _token()
    with database.reading() as session:
        viewer = people.find_viewer(session, token, dt.datetime.now(dt.UTC)) if token else None
    language.use(viewer.language if viewer else st.session_state.get(_LANGUAGE, Language.fr))
    return viewer


def _token() -> str | None:
    return st.context.cookies.get(COOKIE)


def sign_out() -> None:
    """End this sign-in for good, whoever else may hold a copy of its cookie."""
    if token := _token():
        with database.writing() as session:
            people.end_sign_in(session, token, dt.datetime.now(dt.UTC))


def choose_language(chosen: Language) -> None:
    """Read in this language from now on."""
    st.session_state[_LANGUAGE] = chosen
    if viewer := find_viewer():
        with database.writing() as session:
            people.choose_language(session, viewer, chosen)


def invite(address: str) -> None:
    """Draw the sign-in page, which leads back to ``address``."""
    st.title(_("Café avec un policier"))
    st.write(_("Le carnet commun des rencontres entre la police et la population des Laurentides."))
    language_button()
    try:
        with database.reading() as session:
            persons, catalog = people.demonstration_people(session), catalogs.read(session)
    except NotAllowed:
        st.info(_("Demandez à l'administration de votre région comment vous connecter."))
        return
    st.subheader(_("Démonstration : choisissez un rôle"))
    st.caption(_("Les rencontres de cette démonstration sont inventées."))
    for role in Role:
        _offer(role, [person for person in persons if person.role is role], catalog, address)


def _offer(role: Role, persons: list[Person], catalog: Catalog, address: str) -> None:
    purposes = {
        Role.liaison: _("Saisit les cafés de son service, souvent au téléphone."),
        Role.commander: _("Compare les services et suit la région."),
        Role.partner: _("Regarde ce qui concerne sa municipalité."),
        Role.administrator: _("Tient les comptes et les catalogues."),
    }
    with st.container(border=True):
        st.markdown(f"**{label(role)}** — {purposes[role]}")
        links = " · ".join(
            f'<a href="{_sign_in_address(person, address)}">{_belongs_to(person, catalog)}</a>'
            for person in persons
        )
        st.html(links)


def _sign_in_address(person: Person, address: str) -> str:
    return f"/demonstration/{person.account_id}?{urlencode({'next': address})}"


def _belongs_to(person: Person, catalog: Catalog) -> str:
    if person.service_code:
        return catalog.services[person.service_code].short_name
    if person.municipality_codes:
        names = [catalog.municipalities[code].name for code in sorted(person.municipality_codes)]
        return language.listing(names)
    return _("Toute la région")


def language_button() -> None:
    """The button that turns the page into the other language, where there is one."""
    for other in language.offered():
        if other is not language.current():
            st.button(
                {Language.fr: "Français", Language.en: "English"}[other],
                icon=":material/translate:",
                type="tertiary",
                on_click=choose_language,
                args=(other,),
            )
