"""Record the stops of one outing in one go."""

from cafedata.web import page
from cafedata.web.entry_form import drafting
from cafedata.web.entry_form.values import FormKind
from cafedata.web.outing_forms import touring

with page.opened("tour") as visit:
    form = drafting.open_new(visit, FormKind.tour)
    touring.show_last(visit, form)
    touring.show(visit, form)
