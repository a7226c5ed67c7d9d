"""Record a meetup, or correct one: ``?meetup=12`` opens the form on what is stored.

``?like=12`` opens a new form with the place, hours, officers and programs of that meetup.
"""

import streamlit as st

from cafedata.language import gettext as _
from cafedata.web import entry_form, meetup_view, page

with page.opened("record") as visit:
    if corrected := entry_form.find_just_corrected():
        meetup_view.go_to(corrected, _("C'est enregistré."))
    if alike := page.asked_for("like"):
        del st.query_params["like"]  # or each rerun would begin anew
        entry_form.like(visit, alike)
    meetup_id = page.asked_for("meetup")
    form = entry_form.correct(visit, meetup_id) if meetup_id else entry_form.new(visit)
    if form.last_saved and not form.conflict:
        st.success(_("C'est enregistré."), icon=":material/check_circle:")
        meetup_view.link_to(form.last_saved.meetup_id, _("Voir ce café"))
    entry_form.show(visit, form)
