"""Overview: who has reported, who is late, and the region at a glance."""

import streamlit as st

from cafedata import charts, figures
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import number
from cafedata.vocabulary import Standing
from cafedata.web import chart, columns, page

with page.opened("overview") as visit:
    standings = visit.figure(figures.meetups_in_each_state, visit.today)
    total = visit.figure(figures.attendance_overall).iloc[0]

    with st.grid(4, min_column_width=150):
        st.metric(_("Rencontres tenues"), number(total["meetups"]), border=True)
        people = _("Personnes (au moins)") if total["at_least"] else _("Personnes")
        st.metric(people, number(total["people"]), border=True)
        for standing in (Standing.not_yet_entered, Standing.cancelled):
            st.metric(label(standing), number(standings[standing]), border=True)

    chart.show(
        visit,
        _("Qui a saisi ses cafés, et que reste-t-il à saisir?"),
        charts.reporting,
        charts.reporting_finding,
        visit.figure(figures.meetups_by_state, visit.today),
        method=[
            _(
                "Une rencontre conjointe compte pour chacun de ses services, une fois pour la région."
            ),
        ],
        columns=columns.standings(),
        key="reporting",
    )
