"""Overview: who has reported, who is late, and the region at a glance."""

import streamlit as st

from cafedata import charts, figures
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import number
from cafedata.vocabulary import Standing
from cafedata.web import chart, columns, page

with page.opened("overview") as visit:
    asked = (visit.session, visit.viewer, visit.selection)
    standings = figures.meetups_in_each_state(*asked, visit.today)
    by_state = figures.meetups_by_state(*asked, visit.today)
    overall = figures.attendance_overall(*asked)
    total = overall.iloc[0]

    with st.grid(4, min_column_width=150):
        st.metric(_("Rencontres tenues"), number(total["meetups"]), border=True)
        people = _("Personnes (au moins)") if total["at_least"] else _("Personnes")
        st.metric(people, number(total["people"]), border=True)
        for standing in (Standing.not_yet_entered, Standing.cancelled):
            st.metric(label(standing), number(standings[standing]), border=True)

    chart.show(
        _("Qui a saisi ses cafés, et que reste-t-il à saisir?"),
        charts.reporting_finding(by_state),
        charts.reporting(by_state),
        [
            chart.counted(overall),
            _(
                "Une rencontre conjointe compte pour chacun de ses services, une fois pour la région."
            ),
        ],
        by_state,
        columns.standings(),
        key="reporting",
    )
