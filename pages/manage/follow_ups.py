"""Follow-ups: what was promised, who answers for it, and what became of it."""

from cafedata.web import follow_up_list, page

with page.opened("follow-ups") as visit:
    if visit.viewer.is_partner:
        follow_up_list.show_public_sentences(visit)
    else:
        follow_up_list.show(visit)
