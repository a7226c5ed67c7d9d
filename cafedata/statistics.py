"""Intervals and masking: pure functions on arrays, each with its source."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

FEWEST = 5
"""Under this many meetups there is no interval and no ranking (DESIGN section 4)."""
_RESAMPLES = 2_000
_SEED = 2014

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
    x, w = np.asarray(values, float), np.asarray(times, int)
    n = int(w.sum())
    if n < FEWEST:
        return np.nan, np.nan
    draws = np.random.default_rng(_SEED).multinomial(n, w / n, size=_RESAMPLES)
    means = draws @ x / n
    tail = (1 - confidence) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return float(low), float(high)


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
