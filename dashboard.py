"""The dashboard: who is signed in, which pages they open, and the filters that all pages share."""

import streamlit as st

from cafedata import database
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.web import filter_bar, page, prepared, preview, sign_in, welcome
from cafedata.web.pages import PAGES, ROOT, home_of, in_menu_order

st.set_page_config(
    page_title="Café avec un policier", page_icon=ROOT / "cafedata/web/icon.svg", layout="wide"
)
viewer = sign_in.find_viewer()
page.tell_language()

entries = {
    declared.address: st.Page(
        declared.file,
        title=_(declared.title),
        icon=declared.icon,
        url_path=declared.address,
        help=_(declared.purpose),
        visibility="visible" if viewer and viewer.role in declared.roles else "hidden",
    )
    for declared in in_menu_order(viewer.role if viewer else None)
}
# The page at "/" leads to each role's own first page, so that every page keeps an address of its own.
home = st.Page(lambda: None, title="Café avec un policier", default=True, visibility="hidden")
menu: dict[str, list[st.Page]] = {"": [home]}
for address, entry in entries.items():
    menu.setdefault(_(PAGES[address].section), []).append(entry)
chosen = st.navigation(menu, position="sidebar" if viewer else "hidden")

st.set_page_config(page_title=page.title_of(chosen.url_path))

if viewer is None:
    sign_in.invite(f"/{chosen.url_path}")
    st.stop()
if chosen is home:
    st.switch_page(entries[home_of(viewer.role).address])

if PAGES[chosen.url_path].has_filters and not page.reads_one(chosen.url_path):
    with database.reading() as session:
        known = prepared.catalog(session, prepared.data_seen(session))
    filter_bar.show(viewer, known, page.today(), chosen.url_path)
with st.sidebar:
    st.caption(f"{viewer.name} — {label(viewer.role)}")
    preview.offer(viewer)
    sign_in.language_button()
    st.button(_("Se déconnecter"), icon=":material/logout:", on_click=sign_in.sign_out)

preview.banner(viewer)
welcome.show(viewer)
chosen.run()
