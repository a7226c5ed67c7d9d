"""Intervals and masking: pure functions on arrays, each with its source."""

from functools import lru_cache
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

FEWEST = 5
"""Under this many meetups there is no interval and no ranking (DESIGN section 4)."""
_RESAMPLES = 2_000
_SEED = 2014
_FIRST, _SECOND = 1, 2

Floats = NDArray[np.float64]


def wilson_interval(
    successes: ArrayLike, trials: ArrayLike, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """The Wilson score interval of each proportion ``successes / trials``.

    Both bounds lie in [0, 1]; the lower one is exactly 0 at 0 successes, the upper one exactly 1 when
    all succeed, and both are NaN at 0 trials. Source: E. B. Wilson, « Probable inference, the law of
    succession, and statistical inference », JASA 22 (1927), 209-212, without continuity correction.

    >>> low, high = wilson_interval([15], [50])
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (0.191, 0.4375)
    """
    x, n = np.asarray(successes, float), np.asarray(trials, float)
    z = ndtri(0.5 + confidence / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x / n
        centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    low = np.where(x == 0, 0.0, np.clip(centre - half, 0, 1))
    high = np.where(x == n, 1.0, np.clip(centre + half, 0, 1))
    return np.where(n == 0, np.nan, low), np.where(n == 0, np.nan, high)


def newcombe_interval(
    successes: tuple[int, int], trials: tuple[int, int], confidence: float = 0.95
) -> tuple[float, float]:
    """The interval of the difference of two independent proportions, first minus second.

    Both bounds lie in [-1, 1] and hold the difference itself; (NaN, NaN) when either has no trial.
    Source: R. G. Newcombe, « Interval estimation for the difference between independent proportions:
    comparison of eleven methods », Statistics in Medicine 17 (1998), 873-890, method 10: the Wilson
    bounds of each proportion, put together as squares.

    >>> low, high = newcombe_interval((56, 48), (70, 80))
    >>> round(low, 4), round(high, 4)
    (0.0524, 0.3339)
    """
    if not all(trials):
        return np.nan, np.nan
    (low_1, low_2), (high_1, high_2) = wilson_interval(successes, trials, confidence)
    first, second = np.asarray(successes, float) / np.asarray(trials, float)
    below = np.hypot(first - low_1, high_2 - second)
    above = np.hypot(high_1 - first, second - low_2)
    return float(first - second - below), float(first - second + above)


def confidence_for_extremes(of: int) -> float:
    """The confidence with which the first and the last of so many are compared.

    They are chosen because they are far apart, so that the interval of their difference answers for
    all the pairs that might have been chosen. Source: the Bonferroni inequality; O. J. Dunn,
    « Multiple comparisons among means », JASA 56 (1961), 52-64.

    >>> confidence_for_extremes(2)
    0.95
    """
    return 1 - 0.05 / max(1, sum(1 for _pair in combinations(range(of), 2)))


def bootstrap_mean_interval(
    values: ArrayLike, times: ArrayLike, confidence: float = 0.95
) -> tuple[float, float]:
    """The percentile bootstrap interval of the mean of a sample given as a histogram.

    ``values`` holds each distinct value and ``times`` how often it was seen. Drawing the meetups anew
    with replacement is drawing their histogram from a multinomial law, so the cost depends on how
    many distinct values there are and not on how many meetups. The seed is fixed: the same data give
    the same bounds. (NaN, NaN) under five meetups. Source: B. Efron and R. J. Tibshirani, *An
    Introduction to the Bootstrap* (1993), chapter 13.
    """
    means, _medians = _resampled(values, times, _FIRST)
    return _bounds(means, confidence)


def bootstrap_median_interval(
    values: ArrayLike, times: ArrayLike, confidence: float = 0.95
) -> tuple[float, float]:
    """The percentile bootstrap interval of the median of a sample given as a histogram.

    As :func:`bootstrap_mean_interval`; each bound is a value that was seen, or halfway between two.
    """
    _means, medians = _resampled(values, times, _FIRST)
    return _bounds(medians, confidence)


def bootstrap_rate_interval(
    values: ArrayLike, times: ArrayLike, residents: float, confidence: float = 0.95
) -> tuple[float, float]:
    """The interval of the people met per 10 000 residents, over meetups drawn anew.

    As many meetups are drawn as there were, so this is the interval of their mean, times their number,
    over ``residents``. It says how much the rate owes to which people came, not to how many meetups
    were held. (NaN, NaN) under five meetups or without residents.
    """
    if not residents > 0:
        return np.nan, np.nan
    low, high = bootstrap_mean_interval(values, times, confidence)
    scale = 10_000 * int(np.sum(np.asarray(times, int))) / residents
    return low * scale, high * scale


def bootstrap_difference_interval(
    first: tuple[ArrayLike, ArrayLike],
    second: tuple[ArrayLike, ArrayLike],
    confidence: float = 0.95,
    scales: tuple[float, float] = (1, 1),
) -> tuple[float, float]:
    """The percentile bootstrap interval of the mean of ``first`` minus that of ``second``.

    Each is a histogram (values, times), drawn anew apart from the other; ``scales`` multiplies each
    mean first, to compare rates. Where both hold the same joint meetups the interval is a little too
    wide, never too narrow. (NaN, NaN) when either has under five meetups. Source: Efron and
    Tibshirani (1993), chapters 8 and 13.
    """
    means, _medians = _resampled(*first, _FIRST)
    others, _medians = _resampled(*second, _SECOND)
    if not (means.size and others.size):
        return np.nan, np.nan
    return _bounds(scales[0] * means - scales[1] * others, confidence)


def _resampled(values: ArrayLike, times: ArrayLike, stream: int) -> tuple[Floats, Floats]:
    """The means and the medians of a histogram's meetups drawn anew; nothing under five meetups.

    Two samples to be compared are drawn from different streams, or they would vary together.
    """
    x, inverse = np.unique(np.asarray(values, float), return_inverse=True)
    w = np.bincount(inverse, weights=np.asarray(times, float), minlength=len(x)).astype(int)
    if w.sum() < FEWEST:
        return np.empty(0), np.empty(0)
    return _drawn(tuple(x.tolist()), tuple(w.tolist()), stream)


@lru_cache(
    maxsize=512
)  # one page asks for the mean, the median and several differences of the same
def _drawn(values: tuple[float, ...], times: tuple[int, ...], stream: int) -> tuple[Floats, Floats]:
    x, w = np.array(values), np.array(times)
    n = int(w.sum())
    draws = np.random.default_rng([_SEED, stream]).multinomial(n, w / n, size=_RESAMPLES)
    reached = np.cumsum(draws, axis=1)
    # The first value of which so many meetups are at most: the two middle ones, equal when n is odd.
    lower, upper = ((reached > place).argmax(axis=1) for place in ((n - 1) // 2, n // 2))
    return draws @ x / n, (x[lower] + x[upper]) / 2


def _bounds(draws: Floats, confidence: float) -> tuple[float, float]:
    if not draws.size:
        return np.nan, np.nan
    tail = (1 - confidence) / 2
    low, high = np.quantile(draws, [tail, 1 - tail])
    return float(low), float(high)


def is_conclusive(low: float, high: float) -> bool:
    """Whether the interval of a difference leaves 0 out; an absent interval concludes nothing."""
    return bool(low > 0 or high < 0)


def funnel_of_means(
    target: float, deviation: float, trials: ArrayLike, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Between which means a service of each size stays by chance, if its true mean is ``target``.

    ``deviation`` is the standard deviation of single meetups. Infinite at 0 trials. Normal limits, the
    lower one cut at 0 because nobody is met fewer than no times. Source: Spiegelhalter (2005), appendix
    A.1.3; approximate for few and very unequal meetups.
    """
    n = np.asarray(trials, float)
    with np.errstate(divide="ignore"):
        half = ndtri(0.5 + confidence / 2) * deviation / np.sqrt(n)
    return np.maximum(target - half, 0), target + half


def histogram_deviation(values: ArrayLike, times: ArrayLike) -> float:
    """The standard deviation of a sample given as a histogram (n - 1 below); NaN under two."""
    x, w = np.asarray(values, float), np.asarray(times, float)
    n = w.sum()
    if n < 2:
        return np.nan
    return float(np.sqrt(w @ (x - x @ w / n) ** 2 / (n - 1)))


def histogram_mean(values: ArrayLike, times: ArrayLike) -> float:
    """The mean of a sample given as a histogram; NaN when it is empty."""
    x, w = np.asarray(values, float), np.asarray(times, float)
    return float(x @ w / w.sum()) if w.sum() else np.nan


def histogram_median(values: ArrayLike, times: ArrayLike) -> float:
    """The median of a sample given as a histogram: the middle of the two middle ones when their
    number is even; NaN when it is empty."""
    x, w = np.asarray(values, float), np.asarray(times, int)
    if not w.sum():
        return np.nan
    order = np.argsort(x)
    reached = np.cumsum(w[order])
    middle = (reached[-1] - 1) / 2
    lower, upper = np.searchsorted(reached, [np.floor(middle), np.ceil(middle)], side="right")
    return float(x[order][[lower, upper]].mean())


def masked(counts: pd.Series, small_number: int) -> pd.Series:
    """The counts, with NA for each that is below ``small_number``, zeros included.

    A zero is masked like the others: what is not shown may then be anything from 0 up to
    ``small_number`` - 1.
    """
    return counts.astype("Int64").mask(counts < small_number)
