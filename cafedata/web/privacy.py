"""The privacy page: what is kept, the statement, and the template to take along."""

import streamlit as st

from cafedata import privacy
from cafedata.language import gettext as _
from cafedata.web.page import Visit


def show(visit: Visit) -> None:
    """Draw all of it, in the reader's language."""
    st.subheader(_("Ce qui est gardé"), anchor=False)
    _what, why, how_long, seen_by = privacy.titles_of_what_is_kept()
    for row in privacy.kept():
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{row.what}**")
            for title, text in ((why, row.why), (how_long, row.how_long), (seen_by, row.seen_by)):
                st.markdown(f":gray[{title}] — {text}")
    for chapter in privacy.statement(visit.viewer.small_number):
        st.subheader(chapter.title, anchor=False)
        for paragraph in chapter.paragraphs:
            st.markdown(paragraph)
    st.subheader(_("Pour votre organisme"), anchor=False)
    st.markdown(
        _(
            "La loi demande une évaluation des facteurs relatifs à la vie privée avant de mettre un tel "
            "système en service. Ce gabarit est déjà rempli pour ce que fait le logiciel; il s'ouvre "
            "dans un navigateur ou un traitement de texte et s'imprime."
        )
    )
    st.download_button(
        _("Télécharger le gabarit"),
        privacy.impact_assessment(visit.viewer.small_number),
        _("evaluation-vie-privee") + ".html",
        "text/html",
        icon=":material/download:",
        on_click="ignore",
    )
