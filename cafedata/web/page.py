"""How a page opens: the guard on its first line, what it needs, and its title."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import streamlit as st
from sqlalchemy.orm import Session

from cafedata import catalog as catalogs
from cafedata import database
from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.errors import CafeError
from cafedata.language import gettext as _
from cafedata.selection import Selection
from cafedata.web import filter_bar, journal, sign_in
from cafedata.web.pages import PAGES


@dataclass(frozen=True)
class Visit:
    """What a page works with: who looks, at what, on which day, and a session to read with."""

    session: Session
    viewer: Viewer
    catalog: Catalog
    selection: Selection
    today: dt.date


def today() -> dt.date:
    """The day it is in Québec, wherever the server stands."""
    return dt.datetime.now(ZoneInfo("America/Toronto")).date()


@contextmanager
def opened(address: str) -> Iterator[Visit]:
    """Open the page of this address for whoever is signed in, or stop it with a sentence.

    An error that a person can do something about becomes its sentence here, for every page.
    """
    page = PAGES[address]
    viewer = sign_in.find_viewer()
    if viewer is None:
        sign_in.invite(f"/{address}")
        st.stop()
    st.title(_(page.title), anchor=False)
    if viewer.role not in page.roles:
        journal.refused(f"page: {address}", where="page.opened")
        st.error(_("Cette page n'est pas ouverte à votre rôle."))
        st.stop()
    try:
        with database.reading() as session:
            catalog = catalogs.read(session)
            selection = filter_bar.current(catalog, today())
            if page.has_filters:
                st.caption(filter_bar.described(selection, viewer, catalog))
            yield Visit(session, viewer, catalog, selection, today())
    except CafeError as error:
        st.error(journal.said(error))
