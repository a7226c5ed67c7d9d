"""Themes: what citizens raise, kept apart from what the police bring."""

from cafedata.web import page, theme_cards

with page.opened("themes") as visit:
    theme_cards.show_ranking(visit)
    theme_cards.show_comparison(visit)
    theme_cards.show_trend(visit)
    theme_cards.show_two_sides(visit)
    theme_cards.show_offences(visit)
