"""Attendance: how many people the cafés meet, service by service."""

from cafedata.language import gettext as _
from cafedata.web import page
from cafedata.web.attendance_cards import GROUPS
from cafedata.web.groups import choose

with page.opened("attendance") as visit:
    chosen = choose(_("Ce qu'on regarde"), {code: title for code, (title, _show) in GROUPS.items()})
    GROUPS[chosen][1](visit)
