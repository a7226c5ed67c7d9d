"""The charts: pure functions from a frame of :mod:`cafedata.figures` to an Altair chart.

Beside each chart, a function of the same name ending in ``_finding`` states in one sentence what the
chart shows; it is the chart's title and what a screen reader says.
"""

from cafedata.charts.attendance import (
    mean_attendance,
    mean_attendance_finding,
    monthly_attendance,
    monthly_attendance_finding,
    people_met,
    people_met_finding,
)
from cafedata.charts.programs import (
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
from cafedata.charts.themes import (
    themes_compared,
    themes_compared_finding,
    themes_ranked,
    themes_ranked_finding,
)

__all__ = [
    "attendance_funnel",
    "attendance_funnel_finding",
    "clienteles_met",
    "clienteles_met_finding",
    "mean_attendance",
    "mean_attendance_finding",
    "monthly_attendance",
    "monthly_attendance_finding",
    "people_met",
    "people_met_finding",
    "programs_of_services",
    "programs_of_services_finding",
    "promotion",
    "promotion_finding",
    "rates_of_municipalities",
    "rates_of_municipalities_finding",
    "rates_of_services",
    "rates_of_services_finding",
    "reporting",
    "reporting_finding",
    "sizes_of_meetups",
    "sizes_of_meetups_finding",
    "themes_compared",
    "themes_compared_finding",
    "themes_ranked",
    "themes_ranked_finding",
    "usable_counts",
    "usable_counts_finding",
]
