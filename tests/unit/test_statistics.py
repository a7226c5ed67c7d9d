"""Intervals, averages and masking, against published examples and other libraries."""

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import (  # type: ignore[import-untyped]
    confint_proportions_2indep,
    proportion_confint,
)

from cafedata.statistics import (
    bootstrap_difference_interval,
    bootstrap_mean_interval,
    bootstrap_median_interval,
    bootstrap_rate_interval,
    confidence_for_extremes,
    funnel_of_means,
    histogram_deviation,
    histogram_mean,
    histogram_median,
    is_conclusive,
    masked,
    newcombe_interval,
    wilson_interval,
)

_SIZES = [3, 8, 8, 12, 15, 15, 15, 20, 22, 25, 30, 30, 35, 40, 60, 75, 80, 120]

histograms = st.dictionaries(
    st.integers(0, 5_000), st.integers(1, 40), min_size=1, max_size=12
).map(lambda times_of: (list(times_of), list(times_of.values())))


@st.composite
def proportions(draw: st.DrawFn) -> tuple[int, int]:
    trials = draw(st.integers(1, 100_000))
    return draw(st.integers(0, trials)), trials


def _wilson(successes: int, trials: int) -> tuple[float, float]:
    low, high = wilson_interval([successes], [trials])
    return float(low[0]), float(high[0])


# Shares


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_wilson_interval_is_the_one_that_newcombe_published(
    successes: int, trials: int, low: float, high: float
) -> None:
    # R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
    assert _wilson(successes, trials) == pytest.approx((low, high), abs=5e-5)


@given(proportions())
def test_the_wilson_interval_is_that_of_scipy(proportion: tuple[int, int]) -> None:
    expected = scipy.stats.binomtest(*proportion).proportion_ci(method="wilson")
    assert _wilson(*proportion) == pytest.approx((expected.low, expected.high), abs=1e-9)


@given(proportions())
def test_the_wilson_interval_lies_between_0_and_1_and_holds_the_share(
    proportion: tuple[int, int],
) -> None:
    successes, trials = proportion
    low, high = _wilson(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1


def test_the_wilson_interval_narrows_with_confidence() -> None:
    wide, narrow = wilson_interval([15], [50]), wilson_interval([15], [50], confidence=0.5)
    assert wide[0] < narrow[0] < 0.3 < narrow[1] < wide[1]


@pytest.mark.parametrize("trials", [1, 5, 10_000])
def test_no_success_has_a_lower_bound_of_exactly_0(trials: int) -> None:
    low, high = _wilson(0, trials)
    assert low == 0 < high


@pytest.mark.parametrize("trials", [1, 5, 10_000])
def test_nothing_but_successes_has_an_upper_bound_of_exactly_1(trials: int) -> None:
    low, high = _wilson(trials, trials)
    assert low < 1 == high


def test_no_trial_has_no_interval() -> None:
    assert np.isnan(_wilson(0, 0)).all()


def test_each_proportion_has_its_own_interval() -> None:
    low, high = wilson_interval([0, 15, 0], [0, 50, 20])
    assert (low[1], high[2]) == pytest.approx((0.1910, 0.1611), abs=5e-5)
    assert np.isnan([low[0], high[0]]).all()


# Means


def test_the_bootstrap_interval_is_close_to_that_of_scipy() -> None:
    ours = bootstrap_mean_interval(_SIZES, np.ones(len(_SIZES)))
    theirs = scipy.stats.bootstrap(
        (_SIZES,), np.mean, n_resamples=20_000, method="percentile", rng=1
    ).confidence_interval
    # Two thousand draws leave each bound uncertain by about a sixtieth of the width.
    assert ours == pytest.approx(tuple(theirs), abs=0.05 * (theirs.high - theirs.low))


def test_the_same_meetups_always_have_the_same_bootstrap_interval() -> None:
    sizes, times = np.unique(_SIZES, return_counts=True)
    assert bootstrap_mean_interval(sizes, times) == bootstrap_mean_interval(sizes, times)


@settings(max_examples=50)
@given(histograms.filter(lambda histogram: sum(histogram[1]) >= 20))
def test_the_bootstrap_interval_holds_the_mean_and_stays_among_the_values(
    histogram: tuple[list[int], list[int]],
) -> None:
    low, high = bootstrap_mean_interval(*histogram)
    mean, tiny = histogram_mean(*histogram), 1e-9 * (1 + max(histogram[0]))
    assert min(histogram[0]) - tiny <= low <= mean + tiny
    assert mean - tiny <= high <= max(histogram[0]) + tiny


def test_meetups_of_one_size_have_an_interval_of_no_width() -> None:
    assert bootstrap_mean_interval([15], [6]) == (15, 15)


@pytest.mark.parametrize("times", [[], [4], [1, 1, 2]])
def test_under_five_meetups_there_is_no_bootstrap_interval(times: list[int]) -> None:
    assert np.isnan(bootstrap_mean_interval(range(len(times)), times)).all()


def test_five_meetups_have_a_bootstrap_interval() -> None:
    low, high = bootstrap_mean_interval([10, 20], [2, 3])
    assert 10 <= low < 16 < high <= 20


# Averages of a histogram


@given(histograms)
def test_the_mean_of_a_histogram_is_that_of_its_sample(
    histogram: tuple[list[int], list[int]],
) -> None:
    assert histogram_mean(*histogram) == pytest.approx(np.mean(np.repeat(*histogram)))


@given(histograms)
def test_the_median_of_a_histogram_is_that_of_its_sample(
    histogram: tuple[list[int], list[int]],
) -> None:
    assert histogram_median(*histogram) == np.median(np.repeat(*histogram))


def test_an_empty_histogram_has_neither_mean_nor_median() -> None:
    assert np.isnan([histogram_mean([], []), histogram_median([], [])]).all()


# Masking


def test_counts_below_the_small_number_are_masked_zeros_included() -> None:
    kept = masked(pd.Series([0, 1, 4, 5, 12]), 5)
    assert kept.isna().tolist() == [True, True, True, False, False]
    assert kept.dropna().tolist() == [5, 12]


def test_masking_leaves_the_given_counts_alone() -> None:
    counts = pd.Series([1, 9])
    masked(counts, 5)
    assert counts.tolist() == [1, 9]


@given(st.lists(st.integers(0, 30)), st.integers(2, 10))
def test_no_masked_count_can_be_told_from_another(counts: list[int], small_number: int) -> None:
    kept = masked(pd.Series(counts, dtype=int), small_number)
    assert kept.dropna().tolist() == [count for count in counts if count >= small_number]
    assert set(kept[kept.isna()].index) == {n for n, c in enumerate(counts) if c < small_number}


# Differences


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        ((56, 48), (70, 80), 0.0524, 0.3339),
        ((9, 3), (10, 10), 0.1705, 0.8090),
        ((6, 2), (7, 7), 0.0582, 0.8062),
        ((5, 0), (56, 29), -0.0381, 0.1926),
        ((0, 0), (10, 20), -0.1611, 0.2775),
        ((10, 0), (10, 10), 0.6075, 1.0000),
    ],
)
def test_the_interval_of_a_difference_of_shares_is_the_one_that_newcombe_published(
    successes: tuple[int, int], trials: tuple[int, int], low: float, high: float
) -> None:
    # R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10.
    assert newcombe_interval(successes, trials) == pytest.approx((low, high), abs=5e-5)


@given(proportions(), proportions())
def test_the_interval_of_a_difference_of_shares_is_that_of_statsmodels(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    ours = newcombe_interval((first[0], second[0]), (first[1], second[1]))
    theirs = confint_proportions_2indep(*first, *second, compare="diff", method="newcomb")
    assert ours == pytest.approx(theirs, abs=1e-8)


def test_without_a_trial_there_is_no_interval_of_a_difference() -> None:
    assert np.isnan(newcombe_interval((0, 3), (0, 9))).all()


def test_the_interval_of_a_difference_of_means_is_close_to_that_of_scipy() -> None:
    other = [5, 6, 9, 10, 10, 14, 18, 21]
    ours = bootstrap_difference_interval(
        (_SIZES, np.ones(len(_SIZES))), (other, np.ones(len(other)))
    )
    theirs = scipy.stats.bootstrap(
        (_SIZES, other),
        lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis),
        n_resamples=20_000,
        method="percentile",
        rng=1,
    ).confidence_interval
    assert ours == pytest.approx(tuple(theirs), abs=0.05 * (theirs.high - theirs.low))


def test_overlapping_intervals_may_still_differ() -> None:
    low, high = wilson_interval([30, 45], [100, 100])
    assert low[1] < high[0]
    assert is_conclusive(*newcombe_interval((30, 45), (100, 100)))


@pytest.mark.parametrize(
    ("low", "high", "conclusive"),
    [(1, 2, True), (-2, -1, True), (-1, 1, False), (0, 3, False), (np.nan, np.nan, False)],
)
def test_a_difference_is_conclusive_when_its_interval_leaves_0_out(
    low: float, high: float, conclusive: bool
) -> None:
    assert is_conclusive(low, high) is conclusive


def test_extremes_chosen_among_many_ask_for_more_confidence() -> None:
    assert confidence_for_extremes(1) == confidence_for_extremes(2) == 0.95
    assert confidence_for_extremes(6) == pytest.approx(1 - 0.05 / 15)


# Medians and rates


def test_the_interval_of_the_median_is_close_to_that_of_scipy() -> None:
    ours = bootstrap_median_interval(_SIZES, np.ones(len(_SIZES)))
    theirs = scipy.stats.bootstrap(
        (_SIZES,), np.median, n_resamples=20_000, method="percentile", rng=1
    ).confidence_interval
    assert ours == pytest.approx(tuple(theirs), abs=2.5)


@settings(max_examples=50)
@given(histograms.filter(lambda histogram: sum(histogram[1]) >= 5))
def test_the_interval_of_the_median_holds_the_median(
    histogram: tuple[list[int], list[int]],
) -> None:
    low, high = bootstrap_median_interval(*histogram)
    assert min(histogram[0]) <= low <= histogram_median(*histogram) <= high <= max(histogram[0])


def test_under_five_meetups_there_is_no_interval_of_a_median_or_a_difference() -> None:
    assert np.isnan(bootstrap_median_interval([3], [4])).all()
    assert np.isnan(bootstrap_difference_interval(([3], [4]), ([3], [40]))).all()


def test_the_interval_of_a_rate_is_that_of_the_mean_times_the_meetups_over_the_residents() -> None:
    low, high = bootstrap_mean_interval([10, 20], [5, 5])
    assert bootstrap_rate_interval([10, 20], [5, 5], 50_000) == pytest.approx((2 * low, 2 * high))


def test_without_residents_there_is_no_interval_of_a_rate() -> None:
    assert np.isnan(bootstrap_rate_interval([10], [9], 0)).all()
    assert np.isnan(bootstrap_rate_interval([10], [9], np.nan)).all()


@given(histograms.filter(lambda histogram: sum(histogram[1]) >= 2))
def test_the_deviation_of_a_histogram_is_that_of_its_sample(
    histogram: tuple[list[int], list[int]],
) -> None:
    assert histogram_deviation(*histogram) == pytest.approx(
        np.std(np.repeat(*histogram), ddof=1), abs=1e-9
    )


# Funnels


def test_the_funnel_of_means_narrows_with_the_root_of_the_meetups() -> None:
    low, high = funnel_of_means(20, 10, [4, 100])
    assert high - 20 == pytest.approx([9.79982, 1.959964])
    assert low == pytest.approx([20 - 9.79982, 20 - 1.959964])
    assert funnel_of_means(5, 100, [4])[0] == [0]


# Published factors and other libraries

_FACTOR_A = {2: 2.121, 3: 1.732, 4: 1.500, 5: 1.342, 6: 1.225, 9: 1.000, 10: 0.949, 25: 0.600}
"""D. C. Montgomery, *Introduction to Statistical Quality Control*, appendix « Factors for constructing
variables control charts », factor A: the limits of a mean, in standard deviations, at three errors."""
_THREE_ERRORS = 0.9973002


@pytest.mark.parametrize(("meetups", "factor"), _FACTOR_A.items())
def test_the_limits_of_the_funnel_are_the_published_ones_of_a_chart_of_means(
    meetups: int, factor: float
) -> None:
    low, high = funnel_of_means(100, 1, [meetups], _THREE_ERRORS)
    assert (100 - low[0], high[0] - 100) == pytest.approx((factor, factor), abs=5e-4)


@given(st.floats(1, 100), st.floats(0.1, 50), st.integers(1, 5_000), st.floats(0.5, 0.999))
def test_the_limits_of_the_funnel_are_those_of_scipy(
    target: float, deviation: float, meetups: int, confidence: float
) -> None:
    low, high = funnel_of_means(target, deviation, [meetups], confidence)
    expected = scipy.stats.norm.interval(confidence, target, deviation / np.sqrt(meetups))
    assert high[0] == pytest.approx(expected[1])
    assert low[0] == pytest.approx(max(expected[0], 0), abs=1e-9)


@given(proportions(), st.floats(0.5, 0.999))
def test_the_band_of_a_trend_is_that_of_statsmodels(
    proportion: tuple[int, int], confidence: float
) -> None:
    successes, trials = proportion
    low, high = wilson_interval([successes], [trials], confidence)
    theirs = proportion_confint(successes, trials, alpha=1 - confidence, method="wilson")
    assert (low[0], high[0]) == pytest.approx(theirs, abs=1e-9)
