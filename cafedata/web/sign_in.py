"""Who is signed in, by the cookie of their browser.

The cookie holds a secret that only :mod:`cafedata.people` can turn into a viewer. It is given by the
server: for a demonstration in one click (:mod:`cafedata.web.server`), or once a provider has said who
one is (:mod:`cafedata.web.openid`).
"""

import datetime as dt
from enum import StrEnum
from urllib.parse import urlencode

import streamlit as st

from cafedata import catalog as catalogs
from cafedata import database, language, people
from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.labels import label
from cafedata.language import Language
from cafedata.language import gettext as _
from cafedata.people import Person
from cafedata.vocabulary import Role
from cafedata.web import browser_cookie, journal, preview, providers

REFUSAL = "refus"
"""The part of the address that says why somebody comes back to the sign-in page."""
_LANGUAGE = "language_of_the_visitor"


class Refusal(StrEnum):
    """Why a provider's word opened nothing. The values are seen in the address."""

    unverified = "adresse"
    unknown = "compte"
    unfinished = "fournisseur"


def find_viewer() -> Viewer | None:
    """Who looks: whoever is signed in, or the partner through whose eyes they look for now."""
    viewer = find_signed_in()
    return preview.seen_by(viewer) if viewer else None


def find_signed_in() -> Viewer | None:
    """Who is signed in, as their account stands now; speaks their language from here on."""
    token = _token()
    with database.reading() as session:
        viewer = people.find_viewer(session, token, dt.datetime.now(dt.UTC)) if token else None
    journal.acting(viewer.role if viewer else None)
    if token and viewer is None:
        journal.refused("sign-in that is over or unknown", where="sign_in.find_signed_in")
    language.use(viewer.language if viewer else st.session_state.get(_LANGUAGE, Language.fr))
    return viewer


def is_signed_in(token: str | None) -> bool:
    """Whether this secret is that of a sign-in that goes on."""
    if not token:
        return False
    with database.reading() as session:
        return people.find_viewer(session, token, dt.datetime.now(dt.UTC)) is not None


def _token() -> str | None:
    return st.context.cookies.get(browser_cookie.NAME)


def sign_out() -> None:
    """End this sign-in for good, whoever else may hold a copy of its cookie, and leave the page."""
    if token := _token():
        with database.writing() as session:
            people.end_sign_in(session, token, dt.datetime.now(dt.UTC))
    st.logout()


def choose_language(chosen: Language) -> None:
    """Read in this language from now on."""
    st.session_state[_LANGUAGE] = chosen
    if viewer := find_signed_in():
        with database.writing() as session:
            people.choose_language(session, viewer, chosen)


def invite(address: str) -> None:
    """Draw the sign-in page, which leads back to ``address``."""
    st.title(_("Café avec un policier"), anchor=False)
    st.write(_("Le carnet commun des rencontres entre la police et la population des Laurentides."))
    language_button()
    _explain_why_here()
    _offer_providers()
    with database.reading() as session:
        if not people.is_demonstration(session):
            return
        persons, catalog = people.demonstration_people(session), catalogs.read(session)
    st.subheader(_("Démonstration : choisissez un rôle"), anchor=False)
    st.caption(_("Les rencontres de cette démonstration sont inventées."))
    for role in Role:
        _offer(role, [person for person in persons if person.role is role], catalog, address)


def _explain_why_here() -> None:
    """Say what somebody can do who comes back from a provider, or whose sign-in is over."""
    match st.query_params.get(REFUSAL):
        case Refusal.unknown:
            st.warning(
                _(
                    "Aucun compte n'est ouvert à l'adresse de courriel avec laquelle vous venez de "
                    "vous connecter. Demandez à l'administration de votre région de l'ouvrir."
                )
            )
        case Refusal.unverified:
            st.warning(
                _(
                    "Votre fournisseur n'a pas confirmé que cette adresse de courriel est la vôtre. "
                    "Confirmez-la chez lui, ou demandez à l'administration de votre région."
                )
            )
        case Refusal.unfinished:
            st.warning(_("La connexion n'a pas abouti. Essayez de nouveau."))
        case _ if _token():
            st.info(_("Votre connexion est terminée. Connectez-vous de nouveau."))


def _offer_providers() -> None:
    offered = providers.configured()
    if not offered:
        st.info(_("Demandez à l'administration de votre région comment vous connecter."))
    for provider in offered:
        st.button(
            _("Se connecter avec {provider}").format(provider=provider.label),
            key=f"sign_in_with:{provider.name}",
            icon=":material/login:",
            on_click=st.login,
            args=(provider.name,),
        )


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
