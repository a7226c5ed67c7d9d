"""An attacker of small numbers: all that is shown, as equations over what is not, for an exact solver.

The attacker knows how masking works (A. Kerckhoffs), and what is public of every café: its day, place,
services and programs. What they do not know are whole numbers per cell — a municipality and a year for
a partner, a leading service and a year for another service — and every number shown is an equation
over them. Each cell that is hidden is then made as small and as large as the equations allow.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from cafedata.figures.cells import masked_parts
from cafedata.figures.offences import masked_cells
from cafedata.statistics import masked

MOST_HEARD = 1_000
"""More offences than anybody would think that one café heard of."""

Expression = dict[str, int]
Span = tuple[int, int]


@dataclass
class System:
    """Whole unknown numbers, each between two bounds, and equations over them."""

    bounds: dict[str, Span] = field(default_factory=dict)
    equations: list[tuple[Expression, float, float]] = field(default_factory=list)

    def add(self, name: str, most: int) -> None:
        self.bounds[name] = (0, most)

    def require(self, expression: Expression, least: float, most: float) -> None:
        self.equations.append((expression, least, most))

    def one_of(self, expression: Expression, values: Iterable[int]) -> None:
        """The expression takes one of these values, given by the runs that they make."""
        runs = list(_runs(sorted(values)))
        if len(runs) == 1:
            return self.require(expression, *runs[0])
        chosen = [f"choice {len(self.bounds)}.{place}" for place in range(len(runs))]
        for name in chosen:
            self.add(name, 1)
        self.require(dict.fromkeys(chosen, 1), 1, 1)
        lowest = {name: -run[0] for name, run in zip(chosen, runs, strict=True)}
        highest = {name: -run[1] for name, run in zip(chosen, runs, strict=True)}
        self.require(expression | lowest, 0, np.inf)
        return self.require(expression | highest, -np.inf, 0)

    def span(self, expression: Expression) -> Span:
        """The smallest and the largest value of the expression that fit all equations."""
        return self._least(expression, 1), self._least(expression, -1)

    def _least(self, expression: Expression, sign: int) -> int:
        place = {name: number for number, name in enumerate(self.bounds)}
        costs = np.zeros(len(place))
        for name, factor in expression.items():
            costs[place[name]] = sign * factor
        entries = [
            (row, place[name], factor)
            for row, (terms, _, _) in enumerate(self.equations)
            for name, factor in terms.items()
        ]
        rows, columns, factors = zip(*entries, strict=True)
        matrix = csr_array((factors, (rows, columns)), shape=(len(self.equations), len(place)))
        low, high = ([ends[side] for _, *ends in self.equations] for side in (0, 1))
        found = milp(
            costs,
            integrality=np.ones(len(place), dtype=int),
            bounds=Bounds(*(np.array(list(self.bounds.values())).T)),
            constraints=LinearConstraint(matrix, low, high),
        )
        assert found.status == 0, found.message
        return sign * round(found.fun)


@dataclass(frozen=True)
class ThemeCell:
    """What is shown of one theme in one cell, None where it is hidden, and what is public there."""

    meetups: int | None
    by_police: int | None
    answered: int | None
    n: int
    told: int
    """Meetups that promote a program which answers the theme."""


@dataclass(frozen=True)
class OffenceCell:
    """What is shown of one family of offences in one cell, None where it is hidden."""

    heard: int | None
    meetups: int | None
    acted: int | None
    n: int


@dataclass(frozen=True)
class Leak:
    """A hidden number that the attacker knows too well."""

    what: str
    span: Span
    before: Span

    def __str__(self) -> str:
        return f"{self.what}: {self.span}, before the figures {self.before}"


def attacked_theme(cell: ThemeCell, small_number: int) -> Iterator[Leak]:
    """The leaks of one theme's cell."""
    public = System()
    public.add("answered", cell.told)
    public.add("unanswered", cell.n - cell.told)
    public.add("by_police", cell.n)
    both: Expression = {"answered": 1, "unanswered": 1}
    police: Expression = {"by_police": 1}
    answered: Expression = {"answered": 1}
    _show(public, [(both, cell.meetups), (police, cell.by_police), (answered, cell.answered)])
    system = _copy(public)
    for expression, shown in ((both, cell.meetups), (police, cell.by_police)):
        if shown is None:
            hidden = _hidden(lambda counts: masked(counts, small_number), range(cell.n + 1))
            system.one_of(expression, hidden)
    if cell.meetups is not None and cell.answered is None:
        system.one_of(answered, _hidden_answers(cell, public.span(answered), small_number))
    targets = {"meetups": (both, cell.meetups), "by_police": (police, cell.by_police)}
    targets |= {
        "answered": (answered, cell.answered),
        "unanswered": ({"unanswered": 1}, cell.answered),
    }
    yield from _leaks(system, public, targets, small_number)


def _hidden_answers(cell: ThemeCell, possible: Span, small_number: int) -> list[int]:
    def release(parts: pd.Series) -> pd.Series:
        known = (parts * 0 + possible[0], parts * 0 + possible[1])
        cells = pd.DataFrame({"part": parts, "whole": cell.meetups})
        return masked_parts(cells, "part", "whole", small_number, known)["part"]

    return _hidden(release, range(possible[0], possible[1] + 1))


def attacked_offences(cell: OffenceCell, small_number: int) -> Iterator[Leak]:
    """The leaks of one family's cell."""
    public = System()
    public.add("meetups", cell.n)
    public.add("heard", MOST_HEARD * cell.n)
    public.add("acted", MOST_HEARD * cell.n)
    public.require({"heard": 1, "meetups": -1}, 0, np.inf)
    public.require({"meetups": MOST_HEARD, "heard": -1}, 0, np.inf)
    public.require({"heard": 1, "acted": -1}, 0, np.inf)
    shown = {"heard": cell.heard, "meetups": cell.meetups, "acted": cell.acted}
    _show(public, [({name: 1}, value) for name, value in shown.items()])
    system = _copy(public)
    if cell.heard is None:
        hidden = _hidden(lambda counts: masked(counts, small_number), range(MOST_HEARD))
        system.one_of({"heard": 1}, hidden)
    else:
        for name in ("meetups", "acted"):
            if shown[name] is None:
                possible = public.span({name: 1})
                release = _offences_released(name, cell.heard, small_number)
                hidden = _hidden(release, range(possible[0], possible[1] + 1))
                system.one_of({name: 1}, hidden)
    targets = {name: ({name: 1}, value) for name, value in shown.items()}
    yield from _leaks(system, public, targets, small_number)


def _offences_released(
    column: str, heard: int, small_number: int
) -> Callable[[pd.Series], pd.Series]:
    def release(values: pd.Series) -> pd.Series:
        rest = {"heard": heard, "meetups": heard, "acted": 0}
        return masked_cells(pd.DataFrame(rest | {column: values}), small_number)[column]

    return release


def _hidden(release: Callable[[pd.Series], pd.Series], values: range) -> list[int]:
    """Those of the values that would be hidden, were they true."""
    counts = pd.Series(list(values), dtype=int)
    return counts[release(counts).isna().to_numpy()].tolist()


def _show(system: System, shown: Iterable[tuple[Expression, int | None]]) -> None:
    for expression, value in shown:
        if value is not None:
            system.require(expression, value, value)
    system.require(dict.fromkeys(system.bounds, 0), 0, 0)  # one equation at least


def _copy(system: System) -> System:
    return System(dict(system.bounds), list(system.equations))


def _leaks(
    system: System,
    public: System,
    targets: dict[str, tuple[Expression, int | None]],
    small_number: int,
) -> Iterator[Leak]:
    """The targets that are hidden, and of which fewer values than k are left where more were."""
    for what, (expression, shown) in targets.items():
        if shown is not None:
            continue
        span, before = system.span(expression), public.span(expression)
        if span[1] - span[0] < min(small_number - 1, before[1] - before[0]):
            yield Leak(what, span, before)


def _runs(values: list[int]) -> Iterator[Span]:
    """The runs of whole numbers that follow one another."""
    first = 0
    for place, value in enumerate(values):
        if place + 1 == len(values) or values[place + 1] > value + 1:
            yield values[first], value
            first = place + 1
