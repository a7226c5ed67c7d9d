"""The filters as one value, and the addresses in which they are written."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cafedata.catalog import Catalog
from cafedata.selection import ADDRESS_NAMES, EARLIEST, LATEST, Selection, from_address
from cafedata.vocabulary import Clientele
from tests.databases import Databases
from tests.world import MIRABEL, MUNICIPALITY_CODES, SAINT_JEROME, SERVICE_CODES, TODAY, World

USUAL = Selection(dt.date(2024, 3, 21), TODAY)
PROGRAM_SERVICES = tuple(code for code in SERVICE_CODES if code != "RIPTB")

days = st.dates(EARLIEST, LATEST)
anything = st.dictionaries(
    st.sampled_from(ADDRESS_NAMES) | st.text(),
    st.lists(st.text() | st.dates().map(str) | st.sampled_from(["mir", "MIRABEL", "mirabel"])),
)


@pytest.fixture(scope="module")
def catalog(databases: Databases) -> Catalog:
    with databases.copy("sqlite", "world") as url:
        return World(url).catalog()


def _read(catalog: Catalog, **address: str | list[str]) -> Selection:
    values = {
        name.rstrip("_"): [value] if isinstance(value, str) else value
        for name, value in address.items()
    }
    return from_address(values, catalog, TODAY)


def test_an_empty_address_looks_at_the_last_twelve_months(catalog: Catalog) -> None:
    assert _read(catalog) == USUAL == Selection.last_twelve_months(TODAY)


@pytest.mark.parametrize(
    ("today", "first_day"),
    [
        (dt.date(2025, 1, 1), dt.date(2024, 1, 2)),
        (dt.date(2024, 2, 29), dt.date(2023, 3, 1)),
        (dt.date(2025, 2, 28), dt.date(2024, 2, 29)),
    ],
)
def test_twelve_months_end_today_and_never_hold_a_day_twice(
    today: dt.date, first_day: dt.date
) -> None:
    assert Selection.last_twelve_months(today) == Selection(first_day, today)


@pytest.mark.parametrize(
    ("today", "first_day"),
    [
        (dt.date(2026, 11, 28), dt.date(2023, 11, 29)),
        (dt.date(2026, 12, 31), dt.date(2024, 1, 1)),  # not four years
        (dt.date(2029, 2, 28), dt.date(2026, 3, 1)),  # the day after in 2028 is a 29th
        (dt.date(2028, 2, 29), dt.date(2025, 3, 1)),
    ],
)
def test_three_years_go_from_day_to_day(today: dt.date, first_day: dt.date) -> None:
    assert Selection.last_years(3, today) == Selection(first_day, today)


def test_an_address_has_readable_values(catalog: Catalog) -> None:
    selection = Selection(
        dt.date(2025, 1, 1), TODAY, ("MIR", "SQ"), (MIRABEL, SAINT_JEROME), Clientele.merchants
    )
    assert selection.to_address(catalog, TODAY) == {
        "from": ["2025-01-01"],
        "to": ["2025-03-20"],
        "service": ["mir", "sq"],
        "municipality": ["mirabel", "saint-jerome"],
        "clientele": ["merchants"],
    }


def test_the_usual_period_stays_out_of_the_address(catalog: Catalog) -> None:
    assert USUAL.to_address(catalog, TODAY) == {}
    assert USUAL.of_service("MIR").to_address(catalog, TODAY) == {"service": ["mir"]}


def test_only_one_day_of_the_period_may_be_given(catalog: Catalog) -> None:
    assert _read(catalog, from_="2025-02-01") == Selection(dt.date(2025, 2, 1), TODAY)
    assert _read(catalog, to="2025-02-01") == Selection(USUAL.starts_on, dt.date(2025, 2, 1))


def test_a_period_that_starts_after_today_is_that_day_alone(catalog: Catalog) -> None:
    day = dt.date(2025, 12, 24)
    assert _read(catalog, from_="2025-12-24") == Selection(day, day)


def test_days_beyond_all_reason_are_brought_back_to_the_nearest_that_can_be_drawn(
    catalog: Catalog,
) -> None:
    everything = _read(catalog, from_="0001-01-01", to="9999-12-31")
    assert everything == Selection(EARLIEST, LATEST)
    assert everything.previous().ends_on < EARLIEST


def test_days_in_the_wrong_order_change_places(catalog: Catalog) -> None:
    swapped = _read(catalog, from_="2025-02-01", to="2024-06-01")
    assert swapped == Selection(dt.date(2024, 6, 1), dt.date(2025, 2, 1))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from_", "hier"),
        ("from_", "2025-02-30"),
        ("to", ""),
        ("service", "fbi"),
        ("service", "riptb"),
        ("municipality", "atlantis"),
        ("municipality", MIRABEL),
        ("clientele", "dogs"),
        ("clientele", "Commerçants"),
        ("unknown", "x"),
    ],
)
def test_what_an_address_misspells_is_left_out(catalog: Catalog, name: str, value: str) -> None:
    assert _read(catalog, **{name: value}) == USUAL


def test_what_is_spelt_well_beside_a_mistake_is_kept(catalog: Catalog) -> None:
    selection = _read(catalog, service=["fbi", "mir", "MIR"], municipality=["x", "mirabel"])
    assert (selection.services, selection.municipalities) == (("MIR",), (MIRABEL,))


def test_two_clienteles_are_no_filter(catalog: Catalog) -> None:
    assert _read(catalog, clientele=["merchants", "partners"]).clientele is None


def test_the_order_of_an_address_does_not_matter(catalog: Catalog) -> None:
    one = _read(catalog, service=["sq", "mir"], municipality=["saint-jerome", "mirabel"])
    assert one == _read(catalog, municipality=["mirabel", "saint-jerome"], service=["mir", "sq"])


@settings(deadline=None)
@given(
    period=st.tuples(days, days).map(sorted),
    services=st.sets(st.sampled_from(PROGRAM_SERVICES)),
    municipalities=st.sets(st.sampled_from(MUNICIPALITY_CODES)),
    clientele=st.none() | st.sampled_from(Clientele),
)
def test_an_address_leads_back_to_its_selection(
    catalog: Catalog,
    period: list[dt.date],
    services: set[str],
    municipalities: set[str],
    clientele: Clientele | None,
) -> None:
    in_order = tuple(code for code in catalog.partner_services if code in services)
    selection = Selection(period[0], period[1], in_order, tuple(sorted(municipalities)), clientele)
    address = selection.to_address(catalog, TODAY)
    assert from_address(address, catalog, TODAY) == selection


@settings(deadline=None)
@given(address=anything)
def test_any_address_makes_a_selection_that_has_an_address(
    catalog: Catalog, address: dict[str, list[str]]
) -> None:
    selection = from_address(address, catalog, TODAY)
    assert selection.starts_on <= selection.ends_on
    assert from_address(selection.to_address(catalog, TODAY), catalog, TODAY) == selection
