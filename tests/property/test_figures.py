"""Each figure is what one counts by hand from the entries, whatever the meetups and the filters.

The counting here is done meetup by meetup in plain Python, and shares nothing with the figures.
"""

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cafedata import figures, meetups, model, news
from cafedata.access import Viewer
from cafedata.entry import MeetupEntry, checked
from cafedata.errors import CafeError
from cafedata.selection import Selection
from cafedata.vocabulary import (
    Clientele,
    CountPrecision,
    CountUnit,
    DatePrecision,
    MeetupState,
    Standing,
)
from tests.recording import record_all
from tests.world import (
    BLAINVILLE,
    MIRABEL,
    MUNICIPALITY_CODES,
    POLICED_BY,
    PROGRAM_CODES,
    SAINT_JEROME,
    SERVICE_CODES,
    THEME_CODES,
    TODAY,
    World,
)

Values = dict[str, Any]

SIX_SERVICES = tuple(code for code in SERVICE_CODES if code != "RIPTB")
_NUMERIC = (CountPrecision.exact, CountPrecision.about, CountPrecision.at_least)
_PROGRAMS = tuple(code for code in PROGRAM_CODES if code != "measure_call_back")

# Few different values, so that meetups fall together and small numbers and filters meet them.
days = st.dates(dt.date(2024, 11, 1), dt.date(2025, 4, 30))


def _counts(unknown: Values) -> st.SearchStrategy[Values]:
    numeric = st.fixed_dictionaries(
        {"value": st.sampled_from([0, 1, 15, 40]), "precision": st.sampled_from(_NUMERIC)}
    )
    return numeric | st.just(unknown)


attendances = st.builds(
    lambda count, unit: {**count, "unit": unit},
    _counts({"precision": "in_words", "words": "des dizaines"}) | st.just({}),
    st.sampled_from([CountUnit.people, CountUnit.people, CountUnit.conversations]),
)
clienteles = st.lists(
    st.builds(
        lambda count, clientele: {**count, "clientele": clientele},
        _counts({"precision": "unknown"}),
        st.sampled_from(Clientele),
    ),
    unique_by=lambda row: str(row["clientele"]),
    max_size=2,
)
themes = st.lists(
    st.fixed_dictionaries(
        {
            "theme_code": st.sampled_from(THEME_CODES[-3:]),
            "raised_by": st.sampled_from(["citizens", "citizens", "police"]),
            "clientele": st.none() | st.sampled_from(Clientele),
            "other_text": st.sampled_from(["Chiens", "Neige"]),
        }
    ),
    unique_by=lambda row: (row["theme_code"], row["raised_by"], row["other_text"]),
    max_size=4,
)
programs = st.lists(
    st.fixed_dictionaries(
        {
            "program_code": st.sampled_from(PROGRAM_CODES),
            "people_reached": st.none() | st.integers(0, 30),
        }
    ),
    unique_by=lambda row: str(row["program_code"]),
    max_size=3,
)
selections = st.builds(
    lambda ends, services, municipalities, clientele: Selection(
        min(ends), max(ends), tuple(services), tuple(municipalities), clientele
    ),
    st.tuples(days, days),
    st.just(()) | st.sets(st.sampled_from(SERVICE_CODES), max_size=2),
    st.just(()) | st.sets(st.sampled_from(MUNICIPALITY_CODES), max_size=2),
    st.none() | st.sampled_from(Clientele),
)


@st.composite
def cafes(draw: st.DrawFn, municipalities: tuple[str, ...] = MUNICIPALITY_CODES) -> MeetupEntry:
    """A café with what figures count, and nothing else."""
    state = draw(st.sampled_from([MeetupState.held, MeetupState.held, *MeetupState]))
    lead, *others = draw(
        st.lists(st.sampled_from(SERVICE_CODES), min_size=1, max_size=3, unique=True)
    )
    values = {
        "state": state,
        "state_reason": "tempête",
        "lead_service": lead,
        "other_services": others,
        "date": draw(days),
        "date_precision": draw(st.sampled_from([DatePrecision.day, *DatePrecision])),
        "municipality_code": draw(st.sampled_from(municipalities)),
    }
    if state is not MeetupState.planned:
        values |= {
            "attendance": draw(attendances),
            "clienteles": draw(clienteles),
            "themes": draw(themes),
            "programs": draw(programs),
        }
    return checked(values)


@dataclass(frozen=True)
class Reading:
    """One session with meetups in it that nobody else sees, and what is asked of them."""

    session: Session
    viewer: Viewer
    selection: Selection

    def of(self, figure: Callable[..., Any], **more: Any) -> Any:
        return figure(self.session, self.viewer, self.selection, **more)


def _for_any(
    world: World,
    holds: Callable[[Reading, list[MeetupEntry]], None],
    entries: st.SearchStrategy[list[MeetupEntry]],
    who: Viewer,
) -> None:
    """Run a property; each example writes its meetups in a transaction that is then undone."""
    officer = world.viewer("liaison MIR")
    examples = 60 if world.url.startswith("sqlite") else 25

    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(entries, selections)
    def run(some: list[MeetupEntry], selection: Selection) -> None:
        with world.writing() as session:
            record_all(session, officer, some)
            holds(Reading(session, who, selection), some)
            session.rollback()

    run()


# Counting by hand


def _is_chosen(entry: MeetupEntry, selection: Selection) -> bool:
    return (
        selection.starts_on <= entry.date <= selection.ends_on
        and (not selection.municipalities or entry.municipality_code in selection.municipalities)
        and (not selection.services or bool(set(entry.services) & set(selection.services)))
        and (selection.clientele is None or _met(entry, selection.clientele))
    )


def _met(entry: MeetupEntry, clientele: Clientele) -> bool:
    return any(row.clientele is clientele and row.value != 0 for row in entry.clienteles)


def _held(entries: Iterable[MeetupEntry], selection: Selection) -> list[MeetupEntry]:
    return [
        entry
        for entry in entries
        if entry.state in ("held", "interrupted") and _is_chosen(entry, selection)
    ]


def _count(entry: MeetupEntry, selection: Selection) -> tuple[int | None, str]:
    """How many people, where that is usable, and how it is known."""
    if selection.clientele is None:
        is_people = entry.attendance.unit == "people"
        return entry.attendance.value if is_people else None, str(entry.attendance.precision)
    (row,) = (row for row in entry.clienteles if row.clientele is selection.clientele)
    return row.value, str(row.precision)


def _summary(some: list[MeetupEntry], selection: Selection) -> Values:
    counts = [_count(entry, selection) for entry in some]
    usable = [(people, how) for people, how in counts if people is not None]
    sizes = [people for people, _ in usable]
    return {
        "meetups": len(some),
        "counted": len(usable),
        "uncounted": len(some) - len(usable),
        "nobody": usable.count((0, "exact")),
        "about": sum(how == "about" for _, how in usable),
        "at_least": sum(how == "at_least" for _, how in usable),
        "people": sum(sizes),
        "mean": statistics.mean(sizes) if sizes else None,
        "median": statistics.median(sizes) if sizes else None,
    }


def _services(selection: Selection) -> list[str]:
    """The six services, or those of them that are chosen."""
    return [code for code in SIX_SERVICES if not selection.services or code in selection.services]


def _concerned(selection: Selection, some: Iterable[MeetupEntry]) -> list[str]:
    """Those services, without the ones that have no part in the municipalities chosen."""
    if selection.services or not selection.municipalities:
        return _services(selection)
    there = {code for entry in some for code in entry.services}
    there |= {POLICED_BY[place] for place in selection.municipalities}
    return [code for code in SIX_SERVICES if code in there]


def _of(service: str, some: Iterable[MeetupEntry]) -> list[MeetupEntry]:
    return [entry for entry in some if service in entry.services]


def _in(municipality: str, some: Iterable[MeetupEntry]) -> list[MeetupEntry]:
    return [entry for entry in some if entry.municipality_code == municipality]


def _places(some: Iterable[MeetupEntry]) -> set[str]:
    return {entry.municipality_code for entry in some}


def _themes(some: Iterable[MeetupEntry], selection: Selection) -> dict[str, tuple[int, int, int]]:
    """By theme: meetups where citizens raised it, where the police brought it, and all meetups."""
    some = list(some)
    counts: Counter[tuple[str, str]] = Counter()
    for entry in some:
        counts.update(
            {
                (row.theme_code, str(row.raised_by))
                for row in entry.themes
                if selection.clientele is None or row.clientele in (None, selection.clientele)
            }
        )
    return {
        theme: (counts[theme, "citizens"], counts[theme, "police"], len(some))
        for theme in {theme for theme, _ in counts}
    }


def _programs(some: Iterable[MeetupEntry]) -> dict[str, tuple[int, int, int | None, int]]:
    """By program: meetups that promoted it, all meetups, people reached, and how many said so."""
    some = list(some)
    rows = [row for entry in some for row in entry.programs]
    found: dict[Any, Any] = {}
    for code in {row.program_code for row in rows}:
        reached = [row.people_reached for row in rows if row.program_code == code]
        known = [people for people in reached if people is not None]
        found[code] = (len(reached), len(some), sum(known) if known else None, len(known))
    return found


def _standing(entry: MeetupEntry) -> str:
    over = {
        "day": entry.date < TODAY,
        "month": (entry.date.year, entry.date.month) < (TODAY.year, TODAY.month),
        "year": entry.date.year < TODAY.year,
    }
    if entry.state == "planned" and over[str(entry.date_precision)]:
        return "not_yet_entered"
    took_place = entry.state in ("held", "interrupted")
    count = entry.attendance
    if took_place and (count.value, str(count.precision), str(count.unit)) == (
        0,
        "exact",
        "people",
    ):
        return "nobody_came"
    return str(entry.state)


def _values(frame: pd.DataFrame, keys: list[str], columns: Iterable[str]) -> dict[Any, Any]:
    """The columns of each row by its keys, with ``None`` for what is missing."""
    found: dict[Any, Any] = {}
    for row in frame.to_dict("records"):
        values = tuple(None if pd.isna(row[column]) else row[column] for column in columns)
        key = tuple(row[name] for name in keys)
        assert key not in found
        found[key if len(key) > 1 else key[0]] = values
    return found


_SUMMARY = ("meetups", "counted", "uncounted", "nobody", "about", "at_least", "people")
_AVERAGES = ("mean", "median")


def _assert_summary(row: Values, expected: Values) -> None:
    assert {name: row[name] for name in _SUMMARY} == {name: expected[name] for name in _SUMMARY}
    for name in _AVERAGES:
        if expected[name] is None:
            assert pd.isna([row[name]]).all()
        else:
            assert abs(row[name] - expected[name]) < 1e-9
    if expected["counted"] < 5:
        assert pd.isna([row["low"], row["high"]]).all()
    else:
        assert 0 <= row["low"] <= row["high"]


# What holds


some_cafes = st.lists(cafes(), max_size=8)


def test_attendance_is_what_one_counts_by_hand(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        selection, some = reading.selection, _held(entries, reading.selection)
        (overall,) = reading.of(figures.attendance_overall).to_dict("records")
        _assert_summary(overall, _summary(some, selection))

        by_service = reading.of(figures.attendance_by_service).to_dict("records")
        assert sorted(row["service"] for row in by_service) == sorted(_concerned(selection, some))
        for row in by_service:
            _assert_summary(row, _summary(_of(row["service"], some), selection))

        by_municipality = reading.of(figures.attendance_by_municipality).to_dict("records")
        assert {row["municipality"] for row in by_municipality} == _places(some)
        for row in by_municipality:
            _assert_summary(row, _summary(_in(row["municipality"], some), selection))

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def test_attendance_by_month_is_what_one_counts_by_hand(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        selection = reading.selection
        held = _held(entries, selection)
        some = [entry for entry in held if entry.date_precision.value != "year"]
        months = {
            (selection.starts_on + dt.timedelta(n)).strftime("%Y-%m")
            for n in range((selection.ends_on - selection.starts_on).days + 1)
        }
        expected = {}
        for month in months:
            of_month = [entry for entry in some if entry.date.strftime("%Y-%m") == month]
            for service in _concerned(selection, held):
                total = _summary(_of(service, of_month), selection)
                people = total["people"] if total["counted"] else None
                expected[service, month] = (total["meetups"], total["counted"], people)
        frame = reading.of(figures.attendance_by_month)
        frame = frame.assign(month=frame["month"].dt.strftime("%Y-%m"))
        columns = ("meetups", "counted", "people")
        assert _values(frame, ["service", "month"], columns) == expected

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def test_programs_are_what_one_counts_by_hand(world: World) -> None:
    columns = ("meetups", "n", "people_reached", "reached_known")

    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        some = _held(entries, reading.selection)
        services = _concerned(reading.selection, some)
        promoted = reading.of(figures.programs_promoted)
        assert _values(promoted, ["program"], columns) == _programs(some)
        assert promoted["meetups"].is_monotonic_decreasing

        by_service = reading.of(figures.programs_by_service)
        assert _values(by_service, ["service", "program"], columns) == {
            (service, program): counts
            for service in services
            for program, counts in _programs(_of(service, some)).items()
        }
        promotion = reading.of(figures.promotion_by_service)
        assert _values(promotion, ["service"], ("meetups", "n")) == {
            service: (
                sum(
                    any(row.program_code in _PROGRAMS for row in entry.programs)
                    for entry in _of(service, some)
                ),
                len(_of(service, some)),
            )
            for service in services
        }

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def test_themes_are_what_one_counts_by_hand(world: World) -> None:
    columns = ("meetups", "by_police", "n")

    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        selection, some = reading.selection, _held(entries, reading.selection)
        raised = reading.of(figures.themes_raised)
        assert _values(raised, ["theme"], columns) == _themes(some, selection)
        assert raised["meetups"].is_monotonic_decreasing
        assert _values(reading.of(figures.themes_by_service), ["service", "theme"], columns) == {
            (service, theme): counts
            for service in _services(selection)
            for theme, counts in _themes(_of(service, some), selection).items()
        }
        assert _values(
            reading.of(figures.themes_by_municipality), ["municipality", "theme"], columns
        ) == {
            (place, theme): counts
            for place in _places(some)
            for theme, counts in _themes(_in(place, some), selection).items()
        }

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def test_shares_are_the_meetups_in_n_with_an_interval_from_five(world: World) -> None:
    def holds(reading: Reading, _entries: list[MeetupEntry]) -> None:
        for figure in (
            figures.promotion_by_service,
            figures.programs_promoted,
            figures.themes_raised,
        ):
            for row in reading.of(figure).to_dict("records"):
                if not row["n"]:
                    assert pd.isna([row["share"], row["low"], row["high"]]).all()
                    continue
                assert abs(row["share"] - row["meetups"] / row["n"]) < 1e-9
                assert pd.isna(row["low"]) == pd.isna(row["high"]) == (row["n"] < 5)
                assert row["n"] < 5 or 0 <= row["low"] <= row["share"] <= row["high"] <= 1

    _for_any(world, holds, st.lists(cafes(), max_size=12), world.viewer("commander STJ"))


def test_states_are_what_one_counts_by_hand(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        some = [entry for entry in entries if _is_chosen(entry, reading.selection)]
        overall = reading.of(figures.meetups_in_each_state, today=TODAY)
        expected = Counter(map(_standing, some))
        assert {str(state): n for state, n in overall.items() if n} == dict(expected)

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def test_totals_survive_regrouping(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        (overall,) = reading.of(figures.attendance_overall).to_dict("records")
        by_municipality = reading.of(figures.attendance_by_municipality)
        assert {name: by_municipality[name].sum() for name in _SUMMARY} == {
            name: overall[name] for name in _SUMMARY
        }
        # Each meetup is in the rows of as many services as took part.
        by_service = reading.of(figures.attendance_by_service)
        some, services = _held(entries, reading.selection), _services(reading.selection)
        parts = sum(len(set(entry.services) & set(services)) for entry in some)
        assert by_service["meetups"].sum() == parts
        # Years added up are the whole period.
        years = [
            replace(reading, selection=_within(reading.selection, year)) for year in (2024, 2025)
        ]
        people = [year.of(figures.attendance_overall)["people"].sum() for year in years]
        assert sum(people) == overall["people"]
        states = reading.of(figures.meetups_in_each_state, today=TODAY)
        took_place = states["held"] + states["nobody_came"] + states["interrupted"]
        assert took_place == overall["meetups"]

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def _within(selection: Selection, year: int) -> Selection:
    """The days of the selection in that year; none where the period ends before it starts."""
    return replace(
        selection,
        starts_on=max(selection.starts_on, dt.date(year, 1, 1)),
        ends_on=min(selection.ends_on, dt.date(year, 12, 31)),
    )


# Partners

_NEARBY = (MIRABEL, BLAINVILLE)
partner_cafes = st.lists(cafes((*_NEARBY, SAINT_JEROME)), max_size=30)


def _cells(
    entries: Iterable[MeetupEntry], selection: Selection
) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """By municipality of the partner and theme: the counts of each whole year of the selection."""
    cells: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for year in range(selection.starts_on.year, selection.ends_on.year + 1):
        for place in set(selection.municipalities or _NEARBY) & set(_NEARBY):
            whole_year = Selection(dt.date(year, 1, 1), dt.date(year, 12, 31))
            some = _in(place, _held(entries, whole_year))
            for theme, (citizens, police, _) in _themes(some, whole_year).items():
                cells.setdefault((place, theme), []).append((citizens, police))
    return cells


def _shown(counts: Iterable[int], small_number: int) -> int | None:
    kept = [count for count in counts if count >= small_number]
    return sum(kept) if kept else None


def _expected(
    cells: dict[tuple[str, str], list[tuple[int, int]]], small_number: int
) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    shown = {
        key: (
            _shown((citizens for citizens, _ in counts), small_number),
            _shown((police for _, police in counts), small_number),
        )
        for key, counts in cells.items()
    }
    return {key: pair for key, pair in shown.items() if pair != (None, None)}


def test_a_partners_themes_are_sums_of_cells_that_may_be_shown(world: World) -> None:
    partner = replace(
        world.viewer("partner Mirabel"), municipality_codes=frozenset(_NEARBY), small_number=2
    )

    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        cells = _cells(entries, reading.selection)
        found = _values(
            reading.of(figures.themes_by_municipality),
            ["municipality", "theme"],
            ["meetups", "by_police"],
        )
        assert found == _expected(cells, partner.small_number)

        in_all: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for (_, theme), counts in cells.items():
            in_all.setdefault(("", theme), []).extend(counts)
        raised = _values(reading.of(figures.themes_raised), ["theme"], ["meetups", "by_police"])
        expected = _expected(in_all, partner.small_number)
        assert raised == {theme: counts for (_, theme), counts in expected.items()}

        numbers = [n for counts in (*found.values(), *raised.values()) for n in counts]
        assert all(n is None or n >= partner.small_number for n in numbers)

    _for_any(world, holds, partner_cafes, partner)


def test_a_partners_figures_are_those_of_the_meetups_of_its_municipalities(world: World) -> None:
    partner = replace(world.viewer("partner Mirabel"), municipality_codes=frozenset(_NEARBY))

    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        seen = [entry for entry in entries if entry.municipality_code in _NEARBY]
        some = _held(seen, reading.selection)
        (overall,) = reading.of(figures.attendance_overall).to_dict("records")
        _assert_summary(overall, _summary(some, reading.selection))
        columns = ("meetups", "n", "people_reached", "reached_known")
        promoted = reading.of(figures.programs_promoted)
        assert _values(promoted, ["program"], columns) == _programs(some)
        assert set(reading.of(figures.attendance_by_municipality)["municipality"]) == _places(some)
        states = reading.of(figures.meetups_in_each_state, today=TODAY)
        assert sum(states.values()) == sum(_is_chosen(entry, reading.selection) for entry in seen)

    _for_any(world, holds, partner_cafes, partner)


# Sizes, clienteles, territories and standings

_HISTORY = {
    # service, municipality, from, to: territories change hands on 1 February 2025.
    ("MIR", SAINT_JEROME, dt.date(2025, 2, 1), None),
    ("STJ", SAINT_JEROME, None, dt.date(2025, 1, 31)),
}
_POPULATIONS = {
    MIRABEL: {2024: 66_000, 2025: 67_000},
    SAINT_JEROME: {2024: 83_700},
    BLAINVILLE: {2025: 62_200},
}


def _policed(service: str, municipality: str, day: dt.date) -> bool:
    spells = [row for row in _COVERAGE if row[0] == service and row[1] == municipality]
    return any(
        (not start or start <= day) and (not end or day <= end) for _, _, start, end in spells
    )


_COVERAGE = {("MIR", MIRABEL, None, None), ("BLV", BLAINVILLE, None, None), *_HISTORY}


def _population(municipality: str, year: int) -> int:
    known = _POPULATIONS[municipality]
    return known[max((each for each in known if each <= year), default=min(known))]


def _change_territories(session: Session) -> None:
    session.execute(delete(model.Coverage))
    session.execute(delete(model.Population))
    session.add_all(
        model.Coverage(service_code=service, municipality_code=place, starts_on=start, ends_on=end)
        for service, place, start, end in _COVERAGE
    )
    session.add_all(
        model.Population(municipality_code=place, year=year, residents=residents, source="ISQ")
        for place, years in _POPULATIONS.items()
        for year, residents in years.items()
    )
    session.flush()


def test_rates_are_what_one_counts_by_hand_as_territories_change_hands(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        _change_territories(reading.session)
        selection, some = reading.selection, _held(entries, reading.selection)
        length = (selection.ends_on - selection.starts_on).days + 1
        period = [selection.starts_on + dt.timedelta(n) for n in range(length)]
        places = selection.municipalities or tuple(_POPULATIONS)
        for row in reading.of(figures.rate_by_service).to_dict("records"):
            service = row["service"]
            residents = sum(
                _population(place, day.year)
                for place in places
                if place in _POPULATIONS
                for day in period
                if _policed(service, place, day)
            )
            home = [
                entry
                for entry in _of(service, some)
                if _policed(service, entry.municipality_code, entry.date)
            ]
            counts = [_count(entry, selection)[0] for entry in home]
            known = [people for people in counts if people is not None]
            away = len(_of(service, some)) - len(home)
            assert (row["meetups"], row["elsewhere"]) == (len(home), away)
            assert (row["counted"], row["people"]) == (len(known), sum(known))
            if residents and known:
                assert row["rate"] == pytest.approx(10_000 * sum(known) * length / residents)
            else:
                assert pd.isna(row["rate"])
            assert pd.isna(row["low"]) == (len(known) < 5 or not residents)

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def test_sizes_and_clienteles_are_what_one_counts_by_hand(world: World) -> None:
    def size(people: int | None) -> str:
        if people is None:
            return "unknown"
        return str(max(least for least in (0, 1, 5, 10, 20, 50, 100) if least <= people))

    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        selection, some = reading.selection, _held(entries, reading.selection)
        sizes = Counter(size(_count(entry, selection)[0]) for entry in some)
        frame = reading.of(figures.attendance_by_size)
        assert {k: n for k, n in zip(frame["size"], frame["meetups"], strict=True) if n} == sizes

        for row in reading.of(figures.clientele_mix).to_dict("records"):
            told = [
                each.value
                for entry in _of(row["service"], some)
                for each in entry.clienteles
                if each.clientele == row["clientele"]
            ]
            known = [value for value in told if value is not None]
            found = (row["named"], row["meetups"], row["people"])
            assert found == (len(told), len(known), sum(known))

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def test_the_board_is_what_one_counts_by_hand(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        chosen = [entry for entry in entries if _is_chosen(entry, reading.selection)]
        anytime = replace(reading.selection, starts_on=dt.date.min, ends_on=TODAY)
        board = reading.of(figures.reporting_by_service, today=TODAY)
        there = {code for entry in chosen for code in entry.services}
        assert there & set(_services(reading.selection)) <= set(board["service"])
        if not reading.selection.municipalities:
            assert set(board["service"]) == set(_services(reading.selection))
        for row in board.to_dict("records"):
            mine = Counter(_standing(entry) for entry in _of(row["service"], chosen))
            assert {word: row[word] for word in Standing if row[word]} == mine
            days = [entry.date for entry in _of(row["service"], _held(entries, anytime))]
            assert pd.isna(row["last_on"]) == (not days)
            if days:
                assert row["last_on"].date() == max(days)

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def test_both_sides_of_a_comparison_are_what_one_counts_by_hand(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        other = replace(reading.selection, services=("MIR",))
        frame = reading.of(figures.compared, other=other).set_index("measure")
        for name, selection in (("first", reading.selection), ("second", other)):
            some = _held(entries, selection)
            summary = _summary(some, selection)
            promoting = sum(any(row.program_code in _PROGRAMS for row in e.programs) for e in some)
            assert frame.loc["mean", f"{name}_meetups"] == summary["counted"]
            assert frame.loc["usable", f"{name}_meetups"] == summary["counted"]
            assert frame.loc["programs", f"{name}_meetups"] == promoting
            if summary["counted"]:
                assert frame.loc["mean", name] == pytest.approx(summary["mean"])

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


# Advantages and news

_BODIES = ("Épicerie Roy", "épicerie roy", "Maison des aînés", "MAISON DES AÎNÉS", "Caisse")
_KINDS: dict[str, Callable[[MeetupEntry], bool]] = {
    "partnership": lambda entry: bool(entry.partners),
    "closeness": lambda _entry: True,
    "programs": lambda entry: any(row.program_code in _PROGRAMS for row in entry.programs),
    "officers": lambda entry: bool(entry.officers),
    "measures": lambda entry: any(row.program_code not in _PROGRAMS for row in entry.programs),
}


@st.composite
def accompanied_cafes(draw: st.DrawFn) -> MeetupEntry:
    """A café with the bodies and the officers who were there."""
    bodies = st.lists(st.sampled_from(_BODIES), unique_by=str.casefold, max_size=2)
    officers = st.lists(
        st.fixed_dictionaries(
            {"role": st.sampled_from(["prevention", "patrol"]), "value": st.integers(1, 3)}
        )
        | st.just({"role": "prevention"}),
        unique_by=lambda row: str(row["role"]),
        max_size=2,
    )
    told = {
        "partners": [{"name": name, "part": "host"} for name in draw(bodies)],
        "officers": [
            {**row, "precision": "exact" if "value" in row else "unknown"} for row in draw(officers)
        ],
    }
    return checked({**draw(cafes()).model_dump(), **told})


def _amount(measure: str, some: list[MeetupEntry], selection: Selection) -> int | None:
    """What an advantage adds up, beside its meetups; ``None`` where nothing is known."""
    known: list[int | None]
    match measure:
        case "partnership":
            return len({row.name.casefold() for entry in some for row in entry.partners})
        case "closeness":
            known = [_count(entry, selection)[0] for entry in some]
        case "officers":
            known = [row.value for entry in some for row in entry.officers]
        case _:
            known = [
                row.people_reached
                for entry in some
                for row in entry.programs
                if (row.program_code in _PROGRAMS) == (measure == "programs")
            ]
    counts = [value for value in known if value is not None]
    return sum(counts) if counts else None


def test_advantages_are_what_one_counts_by_hand_as_territories_change_hands(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        _change_territories(reading.session)
        selection = reading.selection
        now, before = (_held(entries, each) for each in (selection, selection.previous()))
        frame = reading.of(figures.advantages)
        assert list(frame["measure"]) == list(_KINDS)
        for row in frame.to_dict("records"):
            is_such = _KINDS[row["measure"]]
            mine, earlier = ([entry for entry in some if is_such(entry)] for some in (now, before))
            counts = (row["meetups"], row["previous"], row["n"], row["previous_n"])
            assert counts == (len(mine), len(earlier), len(now), len(before))
            for name, some in (("amount", mine), ("previous_amount", earlier)):
                expected = _amount(row["measure"], some, selection)
                assert (None if pd.isna(row[name]) else row[name]) == expected
            assert pd.isna(row["low"]) == (min(len(now), len(before)) < 5)
            months = Counter(
                (entry.date.year, entry.date.month)
                for entry in mine
                if entry.date_precision is not DatePrecision.year
            )
            assert list(row["trend"]) == [months[month] for month in _months_of(selection)]

    entries = st.lists(accompanied_cafes(), max_size=14)
    _for_any(world, holds, entries, world.viewer("commander STJ"))


def _months_of(selection: Selection) -> list[tuple[int, int]]:
    length = (selection.ends_on - selection.starts_on).days + 1
    period = [selection.starts_on + dt.timedelta(n) for n in range(length)]
    return sorted({(day.year, day.month) for day in period})


def test_new_partners_are_what_one_counts_by_hand(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        selection = reading.selection
        until = replace(selection, starts_on=dt.date.min)
        days: dict[str, list[dt.date]] = {}
        for entry in _held(entries, until):
            for row in entry.partners:
                days.setdefault(row.name.casefold(), []).append(entry.date)
        present = {name for name, on in days.items() if max(on) >= selection.starts_on}
        new = {name for name in present if min(days[name]) >= selection.starts_on}
        expected = {"new": len(new), "back": len(present - new)}
        assert reading.of(figures.new_partners) == expected

    entries = st.lists(accompanied_cafes(), max_size=14)
    _for_any(world, holds, entries, world.viewer("commander STJ"))


_ACTS = ("correct", "cancel", "restore")


@pytest.mark.parametrize("who", ["commander STJ", "partner Mirabel", "administrator"])
def test_news_are_what_one_reads_from_the_changes_of_others(world: World, who: str) -> None:
    officers = [world.viewer(f"liaison {code}") for code in ("MIR", "STJ")]
    reader = replace(world.viewer(who), account_id=officers[1].account_id)
    acts = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(_ACTS), st.booleans()), max_size=6)

    @settings(
        max_examples=25 if world.url.startswith("sqlite") else 10,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(cafes(), max_size=8), acts, st.integers(0, 13), st.integers(1, 9))
    def run(
        entries: list[MeetupEntry], later: list[tuple[int, str, bool]], place: int, most: int
    ) -> None:
        with world.writing() as session:
            record_all(session, officers[0], entries)
            ids = list(session.scalars(select(model.Meetup.id).order_by(model.Meetup.id)))
            for number, act, is_own in later if ids else ():
                _act(session, officers[is_own], ids[number % len(ids)], act)
            changes = list(session.scalars(select(model.Change).order_by(model.Change.id)))
            moment = changes[place % len(changes)].at if changes else dt.datetime.now(dt.UTC)
            found = news.since(session, reader, moment, TODAY, most)
            shown = [(each.summary.meetup_id, each.verb, each.at) for each in found]
            assert shown == _news_by_hand(session, reader, moment, changes)[:most]
            session.rollback()

    run()


def _act(session: Session, officer: Viewer, meetup_id: int, act: str) -> None:
    """One more act on a meetup, by an officer of its lead service; an act that is refused is none."""
    version = session.get_one(model.Meetup, meetup_id).version
    entry = meetups.writing.stored_and_held(session, meetup_id)
    writer = replace(officer, service_code=entry.lead_service)
    with suppress(CafeError):
        match act:
            case "cancel":
                meetups.cancel(session, writer, meetup_id, "verglas", version=version)
            case "restore":
                meetups.restore(session, writer, meetup_id, to_version=1, version=version)
            case _:
                entry = entry.model_copy(update={"notes": f"{entry.notes}."})
                meetups.correct(session, writer, meetup_id, entry, version=version)


def _news_by_hand(
    session: Session, reader: Viewer, moment: dt.datetime, changes: list[model.Change]
) -> list[tuple[int, str, dt.datetime]]:
    newest: dict[int, model.Change] = {}
    for change in changes:
        if change.at > moment and change.account_id != reader.account_id:
            newest[change.meetup_id] = change
    ordered = sorted(newest.values(), key=lambda change: change.id, reverse=True)
    return [
        (change.meetup_id, change.verb, change.at)
        for change in ordered
        if _is_readable(session, session.get_one(model.Meetup, change.meetup_id), reader)
    ]


def _is_readable(session: Session, meetup: model.Meetup, reader: Viewer) -> bool:
    if reader.role == "administrator":
        return True
    if reader.role == "partner":
        is_near = meetup.municipality_code in reader.municipality_codes
        return is_near and meetup.state == "planned" and not _is_over(meetup)
    there = select(model.MeetupService.service_code).where(
        model.MeetupService.meetup_id == meetup.id
    )
    takes_part = reader.service_code in set(session.scalars(there))
    return takes_part or meetup.state in ("held", "interrupted")


def _is_over(meetup: model.Meetup) -> bool:
    return {
        "day": meetup.date < TODAY,
        "month": (meetup.date.year, meetup.date.month) < (TODAY.year, TODAY.month),
        "year": meetup.date.year < TODAY.year,
    }[str(meetup.date_precision)]
