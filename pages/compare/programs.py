"""Programs: whether they answer what citizens raise, and what each service promotes."""

from cafedata.language import N_
from cafedata.language import gettext as _
from cafedata.web import groups, page, program_cards

with page.opened("programs") as visit:
    group = groups.choose(
        _("Ce qu'on regarde"),
        {"answers": N_("Réponses aux thèmes"), "promotion": N_("Promotion")},
    )
    if group == "answers":
        program_cards.show_unanswered(visit)
        if not visit.viewer.is_partner:  # the figures refuse them too
            program_cards.show_matrix(visit)
            program_cards.show_without_demand(visit)
        program_cards.show_retired(visit)
    else:
        program_cards.show_promotion(visit)
        program_cards.show_trend(visit)
        program_cards.show_by_service(visit)
        program_cards.show_people_reached(visit)
