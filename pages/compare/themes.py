"""Themes: what citizens raise, kept apart from what the police bring, and offences left unreported."""

from cafedata.language import N_
from cafedata.language import gettext as _
from cafedata.web import groups, page, theme_cards

with page.opened("themes") as visit:
    group = groups.choose(
        _("Ce qu'on regarde"), {"themes": N_("Thèmes"), "offences": N_("Délits non déclarés")}
    )
    if group == "themes":
        theme_cards.show_ranking(visit)
        theme_cards.show_comparison(visit)
        theme_cards.show_trend(visit)
        theme_cards.show_two_sides(visit)
    else:
        theme_cards.show_offences(visit)
