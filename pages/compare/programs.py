"""Programs: whether they answer what citizens raise, and what each service promotes."""

from cafedata.web import page, program_cards

with page.opened("programs") as visit:
    program_cards.show_unanswered(visit)
    if not visit.viewer.is_partner:  # the figures refuse them too
        program_cards.show_matrix(visit)
        program_cards.show_without_demand(visit)
    program_cards.show_promotion(visit)
    program_cards.show_trend(visit)
    program_cards.show_by_service(visit)
    program_cards.show_people_reached(visit)
    program_cards.show_retired(visit)
