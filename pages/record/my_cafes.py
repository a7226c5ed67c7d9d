"""My cafés: what the liaison has to enter, to take up again, to prepare and to answer for."""

import streamlit as st

from cafedata import agenda, drafts, followups, meetups
from cafedata.language import gettext as _
from cafedata.web import agenda_lists, page
from cafedata.web.pages import PAGES

with page.opened("my-cafes") as visit:
    asked = (visit.session, visit.viewer, visit.today)
    late, ahead = agenda.to_be_entered(*asked), agenda.upcoming(*asked)
    kept, due = drafts.mine(visit.session, visit.viewer), followups.due(*asked)
    is_clear = not (late.total or kept or ahead.total or due)

    if is_clear:
        st.info(_("Tout est à jour : rien à saisir, rien de prévu et aucun suivi à rendre."))
    if st.button(
        _("Saisir un café"), type="primary", icon=":material/edit_square:", width="stretch"
    ):
        st.switch_page(PAGES["record"].file)
    agenda_lists.show_ways(visit, meetups.latest(*asked, most=3))
    if not is_clear:
        agenda_lists.show_to_be_entered(visit, late)
        agenda_lists.show_drafts(visit, kept)
        agenda_lists.show_upcoming(visit, ahead)
        agenda_lists.show_due(visit, due)
