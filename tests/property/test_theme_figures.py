"""What answers a theme, where cafés are held and offences heard are what one counts by hand.

The counting here is done meetup by meetup in plain Python, on a region whose territory changes hands.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import strategies as st
from sqlalchemy import update

from cafedata import figures, meetups, model
from cafedata.entry import MeetupEntry, checked
from cafedata.selection import Selection
from cafedata.vocabulary import Answer, Clientele, DatePrecision, Grain, MeetupState
from tests.property.test_figures import (
    Reading,
    _for_any,
    _held,
    _in,
    _of,
    _services,
    _values,
    attendances,
    clienteles,
    days,
)
from tests.world import (
    BLAINVILLE,
    LACHUTE,
    MIRABEL,
    MUNICIPALITY_CODES,
    SAINT_COLOMBAN,
    SERVICE_CODES,
    TODAY,
    World,
)

Values = dict[str, Any]

# As the small world's catalogue says.
ANSWERS = {
    "aine_avise": {"senior_fraud"},
    "bon_voisin": {"break_in"},
    "echec_crime": {"break_in"},
    "citoyens_patrouille": {"break_in"},
    "measure_call_back": {"senior_fraud"},
    "info_crime": set[str](),
}
RESIDENTS = {"74005": 66_000, "75005": 18_800, "75017": 83_700, "72005": 46_900, "73015": 62_200}
HANDED_OVER = dt.date(2025, 2, 10)
"""From this day Saint-Colomban is policed by Saint-Jérôme, and no more by Mirabel."""
_TERRITORY = {
    "MIR": {MIRABEL},
    "STJ": {"75017"},
    "STE": {"72005"},
    "BLV": {BLAINVILLE},
    "SQ": {LACHUTE},
    "DXM": set[str](),
}

themes = st.lists(
    st.fixed_dictionaries(
        {
            "theme_code": st.sampled_from(["break_in", "senior_fraud", "noise"]),
            "raised_by": st.sampled_from(["citizens", "citizens", "police"]),
            "clientele": st.none() | st.sampled_from(Clientele),
        }
    ),
    unique_by=lambda row: (row["theme_code"], row["raised_by"]),
    max_size=4,
)
programs = st.lists(
    st.sampled_from(list(ANSWERS)).map(lambda code: {"program_code": code}),
    unique_by=lambda row: row["program_code"],
    max_size=3,
)
offences = st.lists(
    st.fixed_dictionaries(
        {
            "family": st.sampled_from(["fraud", "road"]),
            "victim": st.just("citizen"),
            "count": st.integers(1, 4),
            "action": st.sampled_from(["none", "report_opened", "other"]),
        }
    ),
    max_size=2,
)


@st.composite
def cafes(draw: st.DrawFn, municipalities: tuple[str, ...] = MUNICIPALITY_CODES) -> MeetupEntry:
    """A café with themes, programs and offences, at one service or several."""
    state = draw(st.sampled_from([MeetupState.held, MeetupState.held, *MeetupState]))
    lead, *others = draw(
        st.lists(st.sampled_from(SERVICE_CODES), min_size=1, max_size=3, unique=True)
    )
    values: Values = {
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
            "unreported_offences": draw(offences),
        }
    return checked(values)


some_cafes = st.lists(cafes(), max_size=8)
many_cafes = st.lists(cafes((MIRABEL, BLAINVILLE, SAINT_COLOMBAN)), max_size=25)


# Counting by hand


def _raised(entry: MeetupEntry, clientele: Clientele | None = None) -> set[str]:
    return {
        row.theme_code
        for row in entry.themes
        if row.raised_by == "citizens" and (clientele is None or row.clientele in (None, clientele))
    }


def _promoted(entry: MeetupEntry) -> set[str]:
    return {row.program_code for row in entry.programs}


def _is_answered(entry: MeetupEntry, theme: str) -> bool:
    return any(theme in ANSWERS[program] for program in _promoted(entry))


def _where(theme: str, some: Iterable[MeetupEntry], selection: Selection) -> list[MeetupEntry]:
    return [entry for entry in some if theme in _raised(entry, selection.clientele)]


def test_themes_answered_and_unanswered_are_what_one_counts_by_hand(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        some, selection = _held(entries, reading.selection), reading.selection
        expected = {}
        for theme in {theme for entry in some for theme in _raised(entry, selection.clientele)}:
            where = _where(theme, some, selection)
            answered = sum(_is_answered(entry, theme) for entry in where)
            expected[theme, "answered"] = (answered, len(where))
            expected[theme, "unanswered"] = (len(where) - answered, len(where))
        frame = reading.of(figures.themes_answered)
        assert _values(frame, ["theme", "answer"], ["meetups", "of"]) == expected

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def test_programs_with_and_without_demand_are_what_one_counts_by_hand(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        some, selection = _held(entries, reading.selection), reading.selection
        expected = {}
        for program in {code for entry in some for code in _promoted(entry) if ANSWERS[code]}:
            where = [entry for entry in some if program in _promoted(entry)]
            asked = sum(
                bool(ANSWERS[program] & _raised(entry, selection.clientele)) for entry in where
            )
            expected[program, "answered"] = (asked, len(where))
            expected[program, "without_demand"] = (len(where) - asked, len(where))
        frame = reading.of(figures.programs_called_for)
        assert _values(frame, ["program", "answer"], ["meetups", "of"]) == expected

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def test_each_theme_and_program_together_are_what_one_counts_by_hand(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        some, selection = _held(entries, reading.selection), reading.selection
        expected = {}
        for theme in ("break_in", "senior_fraud"):
            where = _where(theme, some, selection)
            for program in (code for code, answered in ANSWERS.items() if theme in answered):
                together = sum(program in _promoted(entry) for entry in where)
                promoted = sum(program in _promoted(entry) for entry in some)
                left = sum(not _is_answered(entry, theme) for entry in where)
                if where:
                    expected[theme, program] = (together, len(where), promoted, left)
        frame = reading.of(figures.themes_by_program)
        columns = ("meetups", "raised", "promoted", "unanswered")
        assert _values(frame, ["theme", "program"], columns) == expected

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def test_a_mark_leads_to_as_many_meetups_as_it_counts(world: World) -> None:
    viewer = world.viewer("administrator")

    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        held = (MeetupState.held, MeetupState.interrupted)
        for figure, word in (
            (figures.themes_answered, "theme"),
            (figures.programs_called_for, "program"),
        ):
            for row in reading.of(figure).to_dict("records"):
                wanted: Values = {word: row[word], "answer": Answer(row["answer"])}
                narrowed = replace(reading.selection, **wanted)
                found = meetups.search(reading.session, viewer, narrowed, TODAY, states=held)
                assert found.total == row["meetups"]

    _for_any(world, holds, some_cafes, viewer)


def test_themes_of_each_clientele_are_what_one_counts_by_hand(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        expected = {}
        wanted = [reading.selection.clientele] if reading.selection.clientele else list(Clientele)
        for clientele in wanted:
            some = [
                entry
                for entry in _held(entries, reading.selection)
                if any(row.clientele is clientele and row.value != 0 for row in entry.clienteles)
            ]
            counts = Counter(theme for entry in some for theme in _raised(entry, clientele))
            for theme, n in counts.items():
                expected[clientele.value, theme] = (n, len(some))
        frame = reading.of(figures.themes_by_clientele)
        frame = frame[frame["meetups"] > 0]
        assert _values(frame, ["clientele", "theme"], ["meetups", "n"]) == expected

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def _start(day: dt.date, grain: Grain) -> dt.date:
    match grain:
        case Grain.month:
            return day.replace(day=1)
        case Grain.quarter:
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case Grain.year:
            return day.replace(month=1, day=1)


@pytest.mark.parametrize("grain", Grain)
def test_a_trend_is_what_one_counts_by_hand(sqlite_world: World, grain: Grain) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        selection = reading.selection
        dated = [
            entry
            for entry in _held(entries, selection)
            if grain is Grain.year or entry.date_precision is not DatePrecision.year
        ]
        n = Counter(_start(entry.date, grain) for entry in dated)
        raised = Counter(_start(entry.date, grain) for entry in _where("noise", dated, selection))
        promoting = [entry for entry in dated if _promoted(entry) - {"measure_call_back"}]
        promoted = Counter(_start(entry.date, grain) for entry in promoting)
        every = pd.date_range(selection.starts_on, selection.ends_on).date
        starts = sorted({_start(day, grain) for day in every})
        for frame, counts in (
            (reading.of(figures.theme_over_time, theme="noise", grain=grain), raised),
            (reading.of(figures.promotion_over_time, grain=grain), promoted),
        ):
            assert [day.date() for day in frame["starts_on"]] == starts
            assert list(frame["meetups"]) == [counts[day] for day in starts]
            assert list(frame["n"]) == [n[day] for day in starts]

    _for_any(sqlite_world, holds, some_cafes, sqlite_world.viewer("commander STJ"))


# Offences


def _heard(some: Iterable[MeetupEntry]) -> dict[str, tuple[int, int]]:
    """By family: offences heard of, and those that led to an action."""
    rows = [row for entry in some for row in entry.unreported_offences]
    return {
        family: (
            sum(row.count for row in rows if row.family == family),
            sum(row.count for row in rows if row.family == family and row.action != "none"),
        )
        for family in {str(row.family) for row in rows}
    }


def _shown(cells: Iterable[dict[str, tuple[int, int]]], k: int) -> dict[str, tuple[Any, ...]]:
    """The sums of cells that may be shown: heard, acted, and of how many."""
    found: dict[str, list[Any]] = {}
    for cell in cells:
        for family, (heard, acted) in cell.items():
            sums = found.setdefault(family, [None, None, None])
            if heard >= k:
                sums[0] = (sums[0] or 0) + heard
            if min(acted, heard - acted) >= k:
                sums[1], sums[2] = (sums[1] or 0) + acted, (sums[2] or 0) + heard
    return {family: tuple(sums) for family, sums in found.items() if sums[0] is not None}


_OFFENCES = ("heard", "acted", "acted_of")


def test_offences_that_one_may_read_whole_are_what_one_counts_by_hand(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        some = _held(entries, reading.selection)
        expected = {family: (n, acted, n) for family, (n, acted) in _heard(some).items()}
        frame = reading.of(figures.offences_by_family)
        assert _values(frame, ["family"], _OFFENCES) == expected

    _for_any(world, holds, some_cafes, world.viewer("administrator"))


def _years(selection: Selection) -> list[Selection]:
    return [
        Selection(dt.date(year, 1, 1), dt.date(year, 12, 31))
        for year in range(selection.starts_on.year, selection.ends_on.year + 1)
    ]


def test_offences_of_other_services_are_sums_of_cells_that_may_be_shown(world: World) -> None:
    mirabel = replace(world.viewer("commander MIR"), small_number=3)

    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        selection, frame = reading.selection, reading.of(figures.offences_by_family)
        is_cut = bool(selection.municipalities or selection.clientele)
        if is_cut or selection.services == ("MIR",):
            own = _heard(_of("MIR", _held(entries, selection)))
            assert _values(frame, ["family"], _OFFENCES) == {
                family: (n, acted, n) for family, (n, acted) in own.items()
            }
            return
        wide = replace(
            selection,
            starts_on=dt.date(selection.starts_on.year, 1, 1),
            ends_on=dt.date(selection.ends_on.year, 12, 31),
        )
        own = _heard(_of("MIR", _held(entries, wide)))
        cells = [
            _heard(
                entry
                for entry in _held(entries, year)
                if entry.lead_service == lead and "MIR" not in entry.services
            )
            for year in _years(selection)
            for lead in SERVICE_CODES
            if not selection.services or lead in selection.services
        ]
        expected = _shown(cells, 3)
        for family, (heard, acted) in own.items():
            sums = [n or 0 for n in expected.get(family, (0, 0, 0))]
            expected[family] = (sums[0] + heard, sums[1] + acted, sums[2] + heard)
        assert _values(frame, ["family"], _OFFENCES) == expected

    _for_any(world, holds, many_cafes, mirabel)


def test_a_partners_offences_are_sums_of_cells_that_may_be_shown(world: World) -> None:
    nearby = (MIRABEL, BLAINVILLE)
    partner = replace(
        world.viewer("partner Mirabel"), municipality_codes=frozenset(nearby), small_number=3
    )

    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        chosen = set(reading.selection.municipalities or nearby) & set(nearby)
        cells = [
            _heard(_in(place, _held(entries, year)))
            for year in _years(reading.selection)
            for place in chosen
        ]
        frame = reading.of(figures.offences_by_family)
        assert _values(frame, ["family"], _OFFENCES) == _shown(cells, 3)

    _for_any(world, holds, many_cafes, partner)


def test_a_partners_answers_are_sums_of_cells_of_which_no_part_is_small(world: World) -> None:
    nearby = (MIRABEL, BLAINVILLE)
    partner = replace(
        world.viewer("partner Mirabel"), municipality_codes=frozenset(nearby), small_number=2
    )

    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        expected: Counter[tuple[str, str]] = Counter()
        for year in _years(reading.selection):
            for place in set(reading.selection.municipalities or nearby) & set(nearby):
                some = _in(place, _held(entries, year))
                for theme in ("break_in", "senior_fraud", "noise"):
                    where = _where(theme, some, year)
                    answered = sum(_is_answered(entry, theme) for entry in where)
                    if min(answered, len(where) - answered) >= 2:
                        expected[theme, "answered"] += answered
                        expected[theme, "unanswered"] += len(where) - answered
        frame = reading.of(figures.themes_answered)
        found = _values(frame, ["theme", "answer"], ["meetups"])
        assert found == {key: (n,) for key, n in expected.items()}

    _for_any(world, holds, many_cafes, partner)


# Places


def _polices(service: str, municipality: str, on: dt.date) -> bool:
    if municipality == SAINT_COLOMBAN:
        return service == ("STJ" if on >= HANDED_OVER else "MIR")
    return municipality in _TERRITORY[service]


def _hand_over(reading: Reading) -> None:
    of_colomban = model.Coverage.municipality_code == SAINT_COLOMBAN
    last = HANDED_OVER - dt.timedelta(days=1)
    reading.session.execute(update(model.Coverage).where(of_colomban).values(ends_on=last))
    reading.session.add(
        model.Coverage(service_code="STJ", municipality_code=SAINT_COLOMBAN, starts_on=HANDED_OVER)
    )


def test_territories_are_what_one_counts_by_hand_as_they_change_hands(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        _hand_over(reading)
        selection, some = reading.selection, _held(entries, reading.selection)
        been = {
            entry.municipality_code for entry in _held(entries, replace(selection, services=()))
        }
        on = min(selection.ends_on, TODAY)
        expected = {}
        for service in _services(selection):
            own = _of(service, some)
            inside = sum(_polices(service, entry.municipality_code, entry.date) for entry in own)
            policed = {code for code in MUNICIPALITY_CODES if _polices(service, code, on)}
            expected[service] = (
                len(own),
                inside,
                len(own) - inside,
                len(policed),
                len(policed & been),
            )
        frame = reading.of(figures.territories, today=TODAY)
        columns = ("meetups", "inside", "outside", "policed", "visited")
        assert _values(frame, ["service"], columns) == expected

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def _last_day(entry: MeetupEntry) -> dt.date:
    day = pd.Timestamp(entry.date)
    last = {
        "day": day,
        "month": day + pd.offsets.MonthEnd(0),
        "year": day + pd.offsets.YearEnd(0),
    }[str(entry.date_precision)]
    return min(last.date(), TODAY)


def test_places_are_what_one_counts_by_hand(world: World) -> None:
    def holds(reading: Reading, entries: list[MeetupEntry]) -> None:
        selection = reading.selection
        everything = Selection(dt.date(2024, 1, 1), TODAY)
        expected = {}
        for code in selection.municipalities or MUNICIPALITY_CODES:
            some = _in(code, _held(entries, selection))
            sizes = [n for entry in some if (n := _size(entry, selection)) is not None]
            ever = [_last_day(entry) for entry in _in(code, _held(entries, everything))]
            last = pd.Timestamp(max(ever)) if ever else None
            expected[code] = (len(some), len(sizes), sum(sizes) if sizes else None, last)
        frame = reading.of(figures.places, today=TODAY)
        columns = ("meetups", "counted", "people", "last_on")
        assert _values(frame, ["municipality"], columns) == expected
        for row in frame.to_dict("records"):
            residents = RESIDENTS.get(row["municipality"])
            if row["counted"] and residents:
                assert row["per_10k"] == pytest.approx(row["people"] / residents * 10_000)
            else:
                assert pd.isna(row["per_10k"])

    _for_any(world, holds, some_cafes, world.viewer("commander STJ"))


def _size(entry: MeetupEntry, selection: Selection) -> int | None:
    if selection.clientele is None:
        return entry.attendance.value if entry.attendance.unit == "people" else None
    (row,) = (row for row in entry.clienteles if row.clientele is selection.clientele)
    return row.value
