"""Principles: where the program comes from, what it seeks and for whom."""

import streamlit as st

from cafedata.language import gettext as _
from cafedata.principles import FACEBOOK, PARTS
from cafedata.web import page

with page.opened("principles"):
    for part in PARTS:
        st.subheader(_(part.title), anchor=False)
        for paragraph in part.paragraphs:
            st.markdown(_(paragraph))
        if part.points:
            st.markdown("\n".join(f"- {_(point)}" for point in part.points))
    st.link_button(
        _("La page Facebook du programme"), FACEBOOK, icon=":material/open_in_new:", width="content"
    )
