"""Compare any two services, municipalities or periods."""

from cafedata.web import comparison_cards, page

with page.opened("compare") as visit:
    comparison_cards.show(visit)
