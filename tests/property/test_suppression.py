"""No masked number is given back by all that is shown beside it, to an exact solver.

Random worlds of about a hundred cafés; a partner of two municipalities, and an officer of another
service, ask for every figure about people in every cell, and then under combinations of filters.
Left out: two partners of different municipalities, or of two services, who tell each other what they
see; and the same figures before and after one more café (see :mod:`cafedata.figures.cells`).
"""

import datetime as dt
import inspect
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, product
from typing import Any

import pandas as pd
import pytest
from sqlalchemy.orm import Session

from cafedata import catalog, figures, meetups, people
from cafedata.access import Viewer
from cafedata.entry import MeetupEntry
from cafedata.errors import NotAllowed
from cafedata.selection import Selection
from cafedata.vocabulary import Action, Answer, Clientele, Grain, OffenceFamily, Role
from tests.databases import Databases
from tests.property.suppression import (
    OffenceCell,
    ThemeCell,
    attacked_offences,
    attacked_theme,
)
from tests.world import (
    MIRABEL,
    PROGRAM_CODES,
    SAINT_COLOMBAN,
    SAINT_JEROME,
    THEME_CODES,
    TODAY,
    World,
    common_cafe,
)

PLACES = (MIRABEL, SAINT_COLOMBAN)
YEARS = (2023, 2024)
FAMILIES = tuple(OffenceFamily)[:4]
LEADS = ("MIR", "SQ", "STE")
SEEDS = (2, 4)
"""In these worlds the programs, being public, leave some hidden answers little room."""
COMBINATIONS = 12
"""Filters tried in each world beside the cells themselves; ``tests/soak`` tries many more worlds."""

Cell = tuple[str, int]
Shown = dict[tuple[Any, ...], int]


@dataclass(frozen=True)
class Prey:
    """A random world while it lasts: nothing of it is saved."""

    session: Session
    entries: list[MeetupEntry]
    partner: Viewer
    officer: Viewer
    small_number: int
    answers: dict[str, set[str]]


@pytest.fixture(scope="module")
def crowded(databases: Databases) -> Iterator[World]:
    with databases.copy("sqlite", "world") as url:
        world = World(url)
        with world.writing() as session:
            people.add(
                session,
                email="deux@exemple.qc.ca",
                name="partner of two",
                role=Role.partner,
                municipality_codes=PLACES,
            )
            for service in {*LEADS} - {"MIR"}:
                people.add(
                    session,
                    email=f"{service}@exemple.qc.ca",
                    name=f"liaison {service}",
                    role=Role.liaison,
                    service_code=service,
                )
        yield world


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_a_partner_is_shown_gives_back_what_is_masked(
    crowded: World, seed: int
) -> None:
    assert_partner_learns_nothing(crowded, seed, COMBINATIONS)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_another_service_is_shown_gives_back_the_offences_that_are_masked(
    crowded: World, seed: int
) -> None:
    assert_officer_learns_nothing(crowded, seed)


def test_a_partner_that_filters_by_theme_or_answer_is_refused_or_shown_the_same(
    crowded: World,
) -> None:
    with crowded.writing() as session:
        prey = _prey(crowded, session, seed=9)
        plain = _selection(YEARS, PLACES)
        for name, figure in _figures_of(prey).items():
            before = _asked(figure, plain)
            for filters in _THEME_FILTERS:
                after = _asked(figure, replace(plain, **filters))
                assert after is NotAllowed or _same(before, after), (name, filters)
        session.rollback()


_THEME_FILTERS: list[dict[str, Any]] = [
    {"theme": "break_in"},
    {"theme": "break_in", "answer": Answer.answered},
    {"program": "bon_voisin", "answer": Answer.without_demand},
]


def assert_partner_learns_nothing(world: World, seed: int, tried: int) -> Counter[str]:
    """Attack all that a partner is shown; what was attacked is counted."""
    with world.writing() as session:
        prey = _prey(world, session, seed)
        themes, offences = _shown_themes(prey), _shown_offences(prey)
        singles = {"themes": themes, "offences": offences}
        assert list(_unexplained(prey, seed, tried, singles)) == []
        counted: Counter[str] = Counter(combinations=tried, shown=len(themes) + len(offences))
        leaks: list[str] = []
        for place, year in product(PLACES, YEARS):
            there = _there(prey.entries, place, year)
            for theme in THEME_CODES:
                cell = _theme_cell(prey, themes, (place, year), theme)
                found = attacked_theme(cell, prey.small_number)
                leaks += [f"{place} {year} {theme} {leak}" for leak in found]
            for family in OffenceFamily:
                offence = _offence_cell(offences, (place, year), family, len(there))
                found_too = attacked_offences(offence, prey.small_number)
                leaks += [f"{place} {year} {family} {leak}" for leak in found_too]
            counted["cells"] += len(THEME_CODES) + len(OffenceFamily)
        assert leaks == []
        session.rollback()
    return counted


def assert_officer_learns_nothing(world: World, seed: int) -> Counter[str]:
    """Attack the offences that an officer of another service is shown; the cells are counted."""
    with world.writing() as session:
        prey = _prey(world, session, seed)
        shown: Shown = {}
        leaks: list[str] = []
        for lead, year in product(LEADS, YEARS):
            theirs = [row for row in _in_year(prey.entries, year) if row.lead_service == lead]
            others = [row for row in theirs if "STJ" not in row.services]
            selection = replace(_selection((year,)), services=(lead,))
            shown |= _less_own(prey, selection, (lead, year))
            for family in OffenceFamily:
                cell = _offence_cell(shown, (lead, year), family, len(others))
                found = attacked_offences(cell, prey.small_number)
                leaks += [f"{lead} {year} {family} {leak}" for leak in found]
        assert leaks == []
        whole = _less_own(prey, _selection(YEARS), ("all", 0))
        summed: Counter[tuple[Any, ...]] = Counter()
        for (_lead, _year, *what), value in shown.items():
            summed["all", 0, *what] += value
        assert whole == dict(summed)
        session.rollback()
    return Counter(cells=len(LEADS) * len(YEARS) * len(OffenceFamily), shown=len(shown))


def _less_own(prey: Prey, selection: Selection, cell: Cell) -> Shown:
    """What the officer is shown, less the offences of their own service, which they know."""
    frame = figures.offences_by_family(prey.session, prey.officer, selection)
    own: Counter[tuple[Any, ...]] = Counter()
    for entry in prey.entries:
        is_chosen = not selection.services or {*selection.services} & {*entry.services}
        if "STJ" not in entry.services or not is_chosen:
            continue
        if not selection.starts_on <= entry.date <= selection.ends_on:
            continue
        for family in {row.family for row in entry.unreported_offences}:
            mine = [row for row in entry.unreported_offences if row.family is family]
            own[family, "heard"] += sum(row.count for row in mine)
            own[family, "meetups"] += 1
            own[family, "acted"] += sum(row.count for row in mine if row.action is not Action.none)
    found = _values(frame, "family", ("heard", "meetups", "acted"))
    rest = {(*cell, *what): value - own[what] for what, value in found.items()}
    return {what: value for what, value in rest.items() if value}


def _selection(years: tuple[int, ...], places: tuple[str, ...] = ()) -> Selection:
    first, last = dt.date(min(years), 1, 1), dt.date(max(years), 12, 31)
    return Selection(first, last, municipalities=places)


def _values(frame: pd.DataFrame, key: str, columns: tuple[str, ...]) -> Shown:
    """The numbers of a frame by its key and column, without those that are hidden."""
    return {
        (row[key], column): int(row[column])
        for row in frame.to_dict("records")
        for column in columns
        if pd.notna(row[column])
    }


def _shown_themes(prey: Prey) -> Shown:
    """What a partner is shown of every cell, one municipality and one year at a time."""
    shown: Shown = {}
    for cell in product(PLACES, YEARS):
        selection = _selection((cell[1],), (cell[0],))
        for what, value in _themes_under(prey, selection).items():
            shown[*cell, *what] = value
    return shown


def _themes_under(prey: Prey, selection: Selection) -> Shown:
    asked = (prey.session, prey.partner, selection)
    found = _values(figures.themes_raised(*asked), "theme", ("meetups", "by_police"))
    answered = figures.themes_answered(*asked)
    answered = answered[answered["answer"] == Answer.answered]
    answered = answered.rename(columns={"meetups": "answered"})
    return found | _values(answered, "theme", ("answered", "of"))


def _shown_offences(prey: Prey) -> Shown:
    shown: Shown = {}
    for cell in product(PLACES, YEARS):
        selection = _selection((cell[1],), (cell[0],))
        for what, value in _offences_under(prey, selection).items():
            shown[*cell, *what] = value
    return shown


def _offences_under(prey: Prey, selection: Selection) -> Shown:
    frame = figures.offences_by_family(prey.session, prey.partner, selection)
    return _values(frame, "family", ("heard", "meetups", "acted", "acted_of"))


def _unexplained(prey: Prey, seed: int, tried: int, singles: dict[str, Shown]) -> Iterator[str]:
    """The numbers shown under some filters that are not the sum of cells shown by themselves."""
    rng = random.Random(seed)
    under: dict[str, Callable[[Prey, Selection], Shown]] = {
        "themes": _themes_under,
        "offences": _offences_under,
    }
    for _ in range(tried):
        selection = _any_selection(rng)
        for name, shown in under.items():
            expected = _summed(singles[name], selection)
            if (found := _positive(shown(prey, selection))) != expected:
                yield f"{name} under {selection}: {found} instead of {expected}"
        asked = (prey.session, prey.partner, selection)
        by_place = figures.themes_by_municipality(*asked).to_dict("records")
        for row in by_place:
            one_place = replace(selection, municipalities=(row["municipality"],))
            there = _summed(singles["themes"], one_place)
            shown_there = 0 if pd.isna(row["meetups"]) else int(row["meetups"])
            if shown_there != there.get((row["theme"], "meetups"), 0):
                yield f"themes by municipality under {selection}: {row}"
        theme, grain = rng.choice(THEME_CODES), rng.choice(list(Grain))
        over_time = figures.theme_over_time(*asked, theme=theme, grain=grain)
        for row in over_time.to_dict("records"):
            one_year = replace(selection, starts_on=row["starts_on"], ends_on=row["ends_on"])
            then = _summed(singles["themes"], one_year)
            shown_then = 0 if pd.isna(row["meetups"]) else int(row["meetups"])
            if shown_then != then.get((theme, "meetups"), 0):
                yield f"{theme} over time under {selection}: {row}"


def _any_selection(rng: random.Random) -> Selection:
    """Any days of the years, and any filters that a partner may ask for."""
    days = sorted(dt.date(rng.choice(YEARS), 1, 1) + dt.timedelta(rng.randrange(365)) for _ in "ab")
    places = [(), *combinations(PLACES, 1), PLACES, (MIRABEL, SAINT_JEROME)]
    return Selection(
        days[0],
        days[1],
        services=rng.choice([(), ("MIR",), ("STJ", "SQ")]),
        municipalities=rng.choice(places),
        clientele=rng.choice([None, None, *Clientele]),
        program=rng.choice([None, *PROGRAM_CODES]),
        theme=rng.choice([None, *THEME_CODES]),
        answer=rng.choice([None, *Answer]),
    )


def _summed(singles: Shown, selection: Selection) -> Shown:
    places = selection.municipalities or PLACES
    years = range(selection.starts_on.year, selection.ends_on.year + 1)
    total: Counter[tuple[Any, ...]] = Counter()
    for (place, year, *what), value in singles.items():
        if place in places and year in years:
            total[tuple(what)] += value
    return _positive(total)


def _positive(shown: Shown) -> Shown:
    return {what: value for what, value in shown.items() if value}


def _theme_cell(prey: Prey, shown: Shown, cell: Cell, theme: str) -> ThemeCell:
    there = _there(prey.entries, *cell)
    told = [
        row
        for row in there
        if {promoted.program_code for promoted in row.programs} & prey.answers[theme]
    ]
    meetups_there, by_police, answered = (
        shown.get((*cell, theme, name)) for name in ("meetups", "by_police", "answered")
    )
    return ThemeCell(meetups_there, by_police, answered, len(there), len(told))


def _offence_cell(shown: Shown, cell: Cell, family: OffenceFamily, n: int) -> OffenceCell:
    heard, heard_at, acted = (
        shown.get((*cell, family, name)) for name in ("heard", "meetups", "acted")
    )
    return OffenceCell(heard, heard_at, acted, n)


def _in_year(entries: list[MeetupEntry], year: int) -> list[MeetupEntry]:
    return [row for row in entries if row.date.year == year]


def _there(entries: list[MeetupEntry], place: str, year: int) -> list[MeetupEntry]:
    return [row for row in _in_year(entries, year) if row.municipality_code == place]


def _prey(world: World, session: Session, seed: int) -> Prey:
    rng = random.Random(seed)
    small_number = rng.choice([3, 5])
    entries = [entry for place in (*PLACES, SAINT_JEROME) for entry in _cafes(rng, place)]
    for service in {row.lead_service for row in entries}:
        led = [row for row in entries if row.lead_service == service]
        meetups.record_many(session, world.viewer(f"liaison {service}"), led)
    programs = catalog.read(session).programs
    answers = {
        theme: {code for code, row in programs.items() if theme in row.answers}
        for theme in THEME_CODES
    }
    partner, officer = (
        replace(world.viewer(who), small_number=small_number)
        for who in ("partner of two", "liaison STJ")
    )
    return Prey(session, entries, partner, officer, small_number, answers)


def _cafes(rng: random.Random, place: str) -> Iterator[MeetupEntry]:
    for year in YEARS:
        often = {theme: rng.choice([0.1, 0.4, 0.7, 0.95]) for theme in THEME_CODES}
        promoted = {code: rng.choice([0.05, 0.3, 0.9]) for code in PROGRAM_CODES}
        heard = {family: rng.choice([0.1, 0.4, 0.8]) for family in FAMILIES}
        for _ in range(rng.choice([0, 2, 8, 11, 14])):
            yield _cafe(rng, place, year, often, promoted, heard)


def _cafe(
    rng: random.Random,
    place: str,
    year: int,
    often: dict[str, float],
    promoted: dict[str, float],
    heard: dict[OffenceFamily, float],
) -> MeetupEntry:
    lead, other = rng.sample(["STJ", *LEADS], 2)
    themes = [
        {"theme_code": code, "raised_by": who, "other_text": "Drones" if code == "other" else ""}
        for code, chance in often.items()
        for who in ("citizens", "police")
        if rng.random() < chance
    ]
    offences = [
        {
            "family": family,
            "victim": "citizen",
            "count": rng.randint(1, 4),
            "action": rng.choice([Action.none, Action.report_opened]),
        }
        for family, chance in heard.items()
        if rng.random() < chance
    ]
    return common_cafe(
        lead_service=lead,
        other_services=[other] if rng.random() < 0.2 else [],
        date=dt.date(year, 1, 1) + dt.timedelta(rng.randrange(365)),
        municipality_code=place,
        themes=themes,
        unreported_offences=offences,
        programs=[{"program_code": c} for c, chance in promoted.items() if rng.random() < chance],
        follow_ups=(),
    )


def _figures_of(prey: Prey) -> dict[str, Callable[[Selection], Any]]:
    """Every figure as the partner asks for it, by its name."""
    more: dict[str, Any] = {
        "today": TODAY,
        "grain": Grain.year,
        "theme": "break_in",
        "other": _selection(YEARS, PLACES),
    }
    found: dict[str, Callable[[Selection], Any]] = {}
    for name in figures.__all__:
        figure = getattr(figures, name)
        taken = inspect.signature(figure).parameters
        if list(taken)[:3] == ["session", "viewer", "selection"]:
            values = {key: value for key, value in more.items() if key in taken}
            found[name] = partial(figure, prey.session, prey.partner, **values)
    return found


def _asked(figure: Callable[[Selection], Any], selection: Selection) -> Any:
    try:
        return figure(selection)
    except NotAllowed:
        return NotAllowed


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, pd.DataFrame):
        return before.equals(after)
    return bool(before == after)
