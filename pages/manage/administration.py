"""Administration: accounts, catalogues, territories and registers, one section at a time."""

from cafedata.web import administration, page

with page.opened("administration") as visit:
    administration.show(visit)
