"""The dates of a café that comes back, and the holidays among them."""

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cafedata import language
from cafedata.checking import LAST_DAY, checked_as
from cafedata.errors import InvalidEntry
from cafedata.language import Language
from cafedata.outings import MOST_CAFES
from cafedata.planning import Recurrence, holiday
from cafedata.vocabulary import Rhythm

REPEATED = [rhythm for rhythm in Rhythm if rhythm is not Rhythm.once]


def days(first: str, rhythm: Rhythm, **end: Any) -> list[str]:
    recurrence = checked_as(Recurrence, {"first": first, "rhythm": rhythm, **end})
    return [date.isoformat() for date in recurrence.dates]


def test_one_café_has_one_date() -> None:
    assert days("2025-04-08", Rhythm.once) == ["2025-04-08"]


@pytest.mark.parametrize(
    ("first", "rhythm", "end", "expected"),
    [
        ("2025-04-08", Rhythm.weekly, {"times": 3}, ["2025-04-08", "2025-04-15", "2025-04-22"]),
        ("2025-04-08", Rhythm.fortnightly, {"until": "2025-04-22"}, ["2025-04-08", "2025-04-22"]),
        (
            "2025-04-08",
            Rhythm.monthly_by_weekday,
            {"times": 3},
            ["2025-04-08", "2025-05-13", "2025-06-10"],
        ),
        (
            "2025-01-31",
            Rhythm.monthly_by_weekday,
            {"times": 3},
            ["2025-01-31", "2025-02-28", "2025-03-28"],
        ),
        (
            "2025-01-31",
            Rhythm.monthly_by_date,
            {"times": 3},
            ["2025-01-31", "2025-02-28", "2025-03-31"],
        ),
        (
            "2025-01-01",
            Rhythm.monthly_by_date,
            {"until": "2025-02-28"},
            ["2025-01-01", "2025-02-01"],
        ),
        ("2024-02-29", Rhythm.monthly_by_date, {"times": 2}, ["2024-02-29", "2024-03-29"]),
    ],
)
def test_a_rhythm_gives_these_dates(
    first: str, rhythm: Rhythm, end: dict[str, Any], expected: list[str]
) -> None:
    assert days(first, rhythm, **end) == expected


@given(
    first=st.dates(dt.date(2014, 5, 1), dt.date(2090, 1, 1)),
    rhythm=st.sampled_from(REPEATED),
    times=st.integers(1, MOST_CAFES),
)
@settings(deadline=None)
def test_a_series_has_its_number_of_dates_in_order_and_leaves_no_period_out(
    first: dt.date, rhythm: Rhythm, times: int
) -> None:
    dates = Recurrence(first=first, rhythm=rhythm, times=times).dates
    assert len(dates) == times
    assert dates[0] == first
    steps = [(later - earlier).days for earlier, later in pairwise(dates)]
    match rhythm:
        case Rhythm.weekly:
            assert set(steps) <= {7}
        case Rhythm.fortnightly:
            assert set(steps) <= {14}
        case _:
            months = [date.year * 12 + date.month for date in dates]
            assert months == list(range(months[0], months[0] + times))
    if rhythm is Rhythm.monthly_by_weekday:
        assert {date.weekday() for date in dates} == {first.weekday()}


@given(
    first=st.dates(dt.date(2014, 5, 1), dt.date(2090, 1, 1)),
    rhythm=st.sampled_from(REPEATED),
    times=st.integers(1, MOST_CAFES),
)
@settings(deadline=None)
def test_ending_on_its_last_day_is_ending_after_as_many_times(
    first: dt.date, rhythm: Rhythm, times: int
) -> None:
    counted = Recurrence(first=first, rhythm=rhythm, times=times).dates
    assert Recurrence(first=first, rhythm=rhythm, until=counted[-1]).dates == counted


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"first": None}, "first"),
        ({"first": "2013-01-01"}, "first"),
        ({"rhythm": "weekly"}, "until"),
        ({"rhythm": "weekly", "until": "2025-06-01", "times": 3}, "until"),
        ({"rhythm": "weekly", "until": "2025-04-07"}, "until"),
        ({"rhythm": "weekly", "until": "2027-01-01"}, "until"),
        ({"rhythm": "weekly", "until": LAST_DAY}, "until"),
        ({"rhythm": "weekly", "times": 0}, "times"),
        ({"rhythm": "weekly", "times": MOST_CAFES + 1}, "times"),
        ({"rhythm": "sometimes"}, "rhythm"),
    ],
)
def test_a_recurrence_that_cannot_be_says_beside_which_field(
    values: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidEntry) as refused:
        checked_as(Recurrence, {"first": "2025-04-08", **values})
    assert [problem.field for problem in refused.value.problems] == [field]
    for problem in refused.value.problems:
        assert language.sentence(problem.message, **problem.values).endswith(".")


@pytest.mark.parametrize(
    ("first", "rhythm", "told"),
    [
        ("2025-04-08", "once", "mardi 8 avril 2025"),
        ("2025-04-08", "weekly", "chaque semaine, le mardi"),
        ("2025-04-08", "fortnightly", "toutes les deux semaines, le mardi"),
        ("2025-04-08", "monthly_by_weekday", "le deuxième mardi de chaque mois"),
        ("2025-04-29", "monthly_by_weekday", "le dernier mardi de chaque mois"),
        ("2025-04-01", "monthly_by_date", "le 1er de chaque mois"),
        ("2025-04-30", "monthly_by_date", "le 30 de chaque mois, ou son dernier jour"),
    ],
)
def test_a_rhythm_is_told_in_words(first: str, rhythm: str, told: str) -> None:
    recurrence = checked_as(Recurrence, {"first": first, "rhythm": rhythm, "times": 2})
    assert recurrence.in_words == told


def test_the_holidays_of_québec_are_named_in_the_readers_language() -> None:
    assert holiday(dt.date(2025, 6, 24)) == "Fête nationale du Québec"
    assert holiday(dt.date(2025, 5, 19)) == "Journée nationale des patriotes"
    assert holiday(dt.date(2025, 6, 25)) is None
    language.use(Language.en)
    assert holiday(dt.date(2025, 7, 1)) == "Canada Day"
