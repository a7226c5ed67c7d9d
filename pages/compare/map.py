"""The map: where cafés are held, where they are waited for, and each service's own territory."""

from cafedata.web import map_cards, page

with page.opened("map") as visit:
    map_cards.show_map(visit)
    map_cards.show_unvisited(visit)
    if not visit.viewer.is_partner:  # the figure refuses them too
        map_cards.show_territories(visit)
