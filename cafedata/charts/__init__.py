"""The charts: pure functions from a frame of :mod:`cafedata.figures` to an Altair chart.

Beside each chart, a function of the same name ending in ``_finding`` states in one sentence what the
chart shows; it is the chart's title and what a screen reader says.
"""

from cafedata.charts.answers import (
    programs_called_for,
    programs_called_for_finding,
    retired_promoted,
    retired_promoted_finding,
    themes_answered,
    themes_answered_finding,
    themes_by_program,
    themes_by_program_finding,
)
from cafedata.charts.attendance import (
    mean_attendance,
    mean_attendance_finding,
    monthly_attendance,
    monthly_attendance_finding,
    people_met,
    people_met_finding,
)
from cafedata.charts.comparison import compared_pair, compared_pair_finding
from cafedata.charts.offences import (
    offences_acted,
    offences_acted_finding,
    offences_heard,
    offences_heard_finding,
)
from cafedata.charts.places import months_map, per_10k_map, places_finding
from cafedata.charts.programs import (
    people_reached,
    people_reached_finding,
    programs_of_services,
    programs_of_services_finding,
    promotion,
    promotion_finding,
)
from cafedata.charts.rates import (
    rates_of_municipalities,
    rates_of_municipalities_finding,
    rates_of_services,
    rates_of_services_finding,
)
from cafedata.charts.sizes import (
    attendance_funnel,
    attendance_funnel_finding,
    clienteles_met,
    clienteles_met_finding,
    sizes_of_meetups,
    sizes_of_meetups_finding,
    usable_counts,
    usable_counts_finding,
)
from cafedata.charts.states import reporting, reporting_finding
from cafedata.charts.territories import (
    territories,
    territories_finding,
    unvisited,
    unvisited_finding,
)
from cafedata.charts.themes import (
    citizens_and_police,
    citizens_and_police_finding,
    themes_compared,
    themes_compared_finding,
    themes_ranked,
    themes_ranked_finding,
)
from cafedata.charts.trends import (
    promotion_over_time_finding,
    share_over_time,
    theme_over_time_finding,
)

__all__ = [
    "attendance_funnel",
    "attendance_funnel_finding",
    "citizens_and_police",
    "citizens_and_police_finding",
    "clienteles_met",
    "clienteles_met_finding",
    "compared_pair",
    "compared_pair_finding",
    "mean_attendance",
    "mean_attendance_finding",
    "monthly_attendance",
    "monthly_attendance_finding",
    "months_map",
    "offences_acted",
    "offences_acted_finding",
    "offences_heard",
    "offences_heard_finding",
    "people_met",
    "people_met_finding",
    "people_reached",
    "people_reached_finding",
    "per_10k_map",
    "places_finding",
    "programs_called_for",
    "programs_called_for_finding",
    "programs_of_services",
    "programs_of_services_finding",
    "promotion",
    "promotion_finding",
    "promotion_over_time_finding",
    "rates_of_municipalities",
    "rates_of_municipalities_finding",
    "rates_of_services",
    "rates_of_services_finding",
    "reporting",
    "reporting_finding",
    "retired_promoted",
    "retired_promoted_finding",
    "share_over_time",
    "sizes_of_meetups",
    "sizes_of_meetups_finding",
    "territories",
    "territories_finding",
    "theme_over_time_finding",
    "themes_answered",
    "themes_answered_finding",
    "themes_by_program",
    "themes_by_program_finding",
    "themes_compared",
    "themes_compared_finding",
    "themes_ranked",
    "themes_ranked_finding",
    "unvisited",
    "unvisited_finding",
    "usable_counts",
    "usable_counts_finding",
]
