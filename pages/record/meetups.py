"""The meetups of the selection, with a search; ``?meetup=12`` reads one."""

from cafedata.web import meetup_list, meetup_view, page

with page.opened("meetups") as visit:
    if meetup_id := page.asked_for("meetup"):
        meetup_view.show(visit, meetup_id)
    else:
        meetup_list.show(visit)
