"""Plan one café, or a series whose dates are seen before they are created."""

from cafedata.web import page
from cafedata.web.entry_form import drafting
from cafedata.web.entry_form.values import FormKind
from cafedata.web.outing_forms import planning

with page.opened("plan") as visit:
    form = drafting.open_new(visit, FormKind.series)
    planning.show_last(visit, form)
    planning.show(visit, form)
