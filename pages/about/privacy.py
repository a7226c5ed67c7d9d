"""Privacy: what is kept, why, how long, and who sees it."""

from cafedata.web import page, privacy

with page.opened("privacy") as visit:
    privacy.show(visit)
