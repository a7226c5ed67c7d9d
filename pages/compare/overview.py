"""Overview: who has reported, who is late, what the program yields, and what is new."""

from cafedata.web import overview_cards, page

with page.opened("overview") as visit:
    overview_cards.show_reporting(visit)
    overview_cards.show_advantages(visit)
    overview_cards.show_news(visit)
