"""Who reaches which figure: the rules of ``cafedata.figures``, see :mod:`tests.access_rules`.

Whether small numbers are masked is tried elsewhere (``tests/property``): here nothing is small.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from cafedata import catalog, figures
from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.figures import attendance, offences, rates, scope
from cafedata.selection import Selection
from cafedata.vocabulary import Grain
from tests.access_scene import (
    ADMINISTRATOR,
    ALWAYS,
    COUNTED,
    EVERYONE,
    POLICE,
    Rule,
    Scene,
    open_to,
)
from tests.world import MIRABEL, TODAY

_MIRABEL = replace(ALWAYS, municipalities=(MIRABEL,))
_A_LATER_DAY = dt.date(2030, 1, 1)
_SPELLS = [(ALWAYS.starts_on, ALWAYS.ends_on)]
_OTHERS = frozenset({"liaison STJ", "commander STJ"})


def _asked(at: Scene) -> tuple[Session, Viewer, Selection]:
    return at.session, replace(at.viewer, small_number=0), ALWAYS


def _looking(at: Scene) -> tuple[Viewer, Selection]:
    return at.viewer, ALWAYS


def _catalog(at: Scene) -> Catalog:
    return catalog.read(at.session)


def _figure(name: str, *values: Any) -> Callable[[Scene], Any]:
    figure = getattr(figures, name.partition(".")[2])
    return lambda at: figure(*_asked(at), *values)


def _counts(name: str, column: str, *values: Any) -> Callable[[Scene], Any]:
    """One column of a figure: its other numbers are not of meetups and the same for everyone."""
    figure = _figure(name, *values)
    return lambda at: figure(at)[column]


FIGURE_RULES: dict[str, list[Rule]] = {
    **{
        f"figures.{name}": [open_to(COUNTED, _figure(name))]
        for name in (
            "advantages.new_partners",
            "attendance.attendance_by_month",
            "attendance.attendance_by_municipality",
            "attendance.attendance_by_service",
            "attendance.attendance_overall",
            "attendance.clientele_mix",
            "attendance.usable_counts_by_service",
            "offences.offences_by_family",
            "outings.undivided_totals",
            "programs.programs_by_service",
            "programs.programs_promoted",
            "programs.promotion_by_service",
            "programs.retired_promoted",
            "rates.rate_by_municipality",
            "themes.themes_by_municipality",
            "themes.themes_raised",
        )
    },
    **{
        f"figures.{name}": [open_to(POLICE | ADMINISTRATOR, _figure(name))]
        for name in (
            "answers.programs_called_for",
            "answers.themes_by_program",
            "themes.themes_by_clientele",
            "themes.themes_by_service",
        )
    },
    **{
        f"figures.{name}": [open_to(COUNTED, _counts(name, "meetups", *values))]
        for name, values in {
            "advantages.advantages": (),
            "answers.themes_answered": (),
            "attendance.attendance_by_size": (),
            "rates.rate_by_service": (),
            "states.reporting_by_service": (TODAY,),
            "territory.places": (TODAY,),
            "trends.promotion_over_time": (Grain.year,),
            "trends.theme_over_time": ("speeding", Grain.year),
        }.items()
    },
    "figures.attendance.sizes": [
        open_to(COUNTED, lambda at: attendance.sizes(at.viewer, ALWAYS)),
    ],
    "figures.comparison.compared": [
        open_to(COUNTED, _counts("comparison.compared", "first_meetups", ALWAYS))
    ],
    "figures.offences.offences_counted": [
        # Which selection is counted tells nothing that is in the data.
        open_to(EVERYONE, lambda at: offences.offences_counted(at.viewer, ALWAYS)),
    ],
    "figures.offences.sees_others": [
        open_to(_OTHERS, lambda at: offences.sees_others(at.viewer, ALWAYS.of_service("MIR")))
    ],
    "figures.rates.rated": [
        open_to(COUNTED, lambda at: rates.rated(at.session, at.viewer, _MIRABEL) is not None)
    ],
    "figures.scope.chosen": [open_to(COUNTED, lambda at: scope.chosen(at.viewer, ALWAYS))],
    "figures.scope.held": [open_to(COUNTED, lambda at: scope.held(at.viewer, ALWAYS))],
    "figures.scope.meetups_held": [open_to(COUNTED, lambda at: scope.meetups_held(*_asked(at)))],
    "figures.scope.meetups_held_by_service": [
        open_to(COUNTED, lambda at: scope.meetups_held_by_service(*_asked(at), ["MIR"]))
    ],
    "figures.scope.policing": [
        # Who polices Mirabel is no secret; a partner from elsewhere looks at no place of it.
        open_to(COUNTED, lambda at: "MIR" in scope.policing(_catalog(at), *_looking(at), _SPELLS))
    ],
    "figures.scope.services_concerned": [
        open_to(
            COUNTED,
            lambda at: "MIR" in scope.services_concerned(at.session, *_looking(at), _catalog(at)),
        )
    ],
    "figures.states.meetups_in_each_state": [
        open_to(COUNTED, _figure("states.meetups_in_each_state", TODAY))
    ],
    "figures.territory.territories": [
        open_to(POLICE | ADMINISTRATOR, _counts("territory.territories", "meetups", TODAY))
    ],
    "figures.territory.unvisited_places": [
        open_to(
            COUNTED,
            lambda at: figures.unvisited_places(at.session, at.viewer, _MIRABEL, _A_LATER_DAY),
        )
    ],
}
