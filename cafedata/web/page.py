"""How a page opens: the guard on its first line, what it needs, and its title."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

import streamlit as st
from sqlalchemy.orm import Session

from cafedata import database, language
from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.errors import CafeError
from cafedata.language import gettext as _
from cafedata.selection import Selection
from cafedata.web import filter_bar, journal, prepared, sign_in
from cafedata.web.pages import PAGES
from cafedata.web.prepared import DataSeen

T = TypeVar("T")

# A style alone takes no room on the page.
_LANGUAGE_MARK = '<style class="cafe-language" data-language="{language}"></style>'


@dataclass(frozen=True)
class Visit:
    """What a page works with: who looks, at what, on which day, and a session to read with."""

    session: Session
    viewer: Viewer
    catalog: Catalog
    selection: Selection
    today: dt.date
    seen: DataSeen

    def figure(
        self, figure: Callable[..., T], *more: Hashable, selection: Selection | None = None
    ) -> T:
        """A figure of :mod:`cafedata.figures` for this visit, counted once for all who may see it.

        ``more`` is what the figure asks for beside who and what; ``selection`` replaces that of the
        page. What is returned is shared: it must not be changed.
        """
        shown = selection or self.selection
        return self.prepare(
            (figure.__qualname__, *more),
            lambda: figure(self.session, self.viewer, shown, *more),
            shown,
        )

    def prepare(
        self, name: Hashable, make: Callable[[], T], selection: Selection | None = None
    ) -> T:
        """What ``make`` returns, made once for all who may see the same in this selection."""
        shown = selection or self.selection
        return prepared.take(self.seen, self.viewer, shown, self.today, name, make)


def today() -> dt.date:
    """The day it is in Québec, wherever the server stands."""
    return dt.datetime.now(ZoneInfo("America/Toronto")).date()


def tell_language() -> None:
    """Tell the scripts of :mod:`cafedata.web.served_page` which language this run speaks."""
    st.html(_LANGUAGE_MARK.format(language=language.current()))


def title_of(address: str) -> str:
    """What the browser's tab says of this page, with the program's name."""
    return _with_program(_(PAGES[address].title)) if address in PAGES else _with_program()


def show_title_of_one(title: str) -> None:
    """What the page says in its heading and in the browser's tab, where it reads one thing alone."""
    st.title(title, anchor=False)
    st.set_page_config(page_title=_with_program(title))


def _with_program(*title: str) -> str:
    return " – ".join([*title, _("Café avec un policier")])


def asked_for(name: str) -> int | None:
    """The number that the address gives under this name, if it gives one."""
    text = st.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def reads_one(address: str) -> bool:
    """Whether the page of this address now reads one thing alone, with neither filters nor list."""
    one = PAGES[address].one
    return bool(one) and asked_for(one) is not None


@contextmanager
def opened(address: str) -> Iterator[Visit]:
    """Open the page of this address for whoever is signed in, or stop it with a sentence.

    An error that a person can do something about becomes its sentence here, for every page.
    """
    page, is_list = PAGES[address], not reads_one(address)
    viewer = sign_in.find_viewer()
    if viewer is None:
        sign_in.invite(f"/{address}")
        st.stop()
    if is_list or viewer.role not in page.roles:
        st.title(_(page.title), anchor=False)
    if viewer.role not in page.roles:
        journal.refused(f"page: {address}", where="page.opened")
        st.error(_("Cette page n'est pas ouverte à votre rôle."))
        st.stop()
    if page.reading and is_list:
        with st.popover(_("Comment lire cette page"), icon=":material/help:", type="tertiary"):
            st.markdown(_(page.reading))
    try:
        with database.reading() as session:
            seen = prepared.data_seen(session)
            catalog = prepared.catalog(session, seen)
            selection = filter_bar.current(catalog, today())
            if page.has_filters and is_list:
                st.caption(filter_bar.described(selection, viewer, catalog))
                filter_bar.show_way_back(today())
            yield Visit(session, viewer, catalog, selection, today(), seen)
    except CafeError as error:
        st.error(journal.said(error))
