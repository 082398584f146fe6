"""Two samples of a measured quantity (days, minutes): medians, shifts and means, a minus b."""

import math
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.intervals import normal_quantile
from dashboard.analysis.two_groups.root_finding import brent_root
from dashboard.analysis.two_groups.statistic import Statistic, make_statistic

Floats = NDArray[np.float64]
WilcoxonMethod = Literal["wilcox_default", "wilcox_asymptotic_nocc"]

SHIFT = "hodges_lehmann_shift"
# Sizes from which the exact distribution gives way to the normal one, as in R.
EXACT_BELOW = 50
# The inverted rank test is a staircase: the usual stop of its root finder, see root_finding.
STAIRCASE_TOLERANCE = 1e-4
# Above this many pairs their differences are not all formed (800 MB of memory at 10^8).
MOST_PAIRS = 4_000_000


def sample(values: ArrayLike, name: str = "the sample") -> Floats:
    """Measured values as an array, missing ones dropped.

    Raises CannotCompute when nothing is left or a value is infinite.
    """
    array = np.asarray(values, dtype=np.float64).ravel()
    array = array[~np.isnan(array)]
    if array.size == 0:
        raise CannotCompute(f"{name} holds no values")
    if not np.isfinite(array).all():
        raise CannotCompute(f"{name} holds an infinite value")
    return array


def median_quartiles(values: ArrayLike) -> Statistic:
    """Median with the quartiles in the place of limits (linear interpolation, R's type 7)."""
    low, middle, high = np.quantile(sample(values), [0.25, 0.5, 0.75])
    return make_statistic("median_iqr", "quantile_type7", middle, low, high)


def median_interval(values: ArrayLike, confidence: float = 0.95) -> Statistic:
    """Median with the exact interval between two order statistics (Conover 1999)."""
    from scipy.special import bdtr

    ordered = np.sort(sample(values))
    n, tail = ordered.size, (1 - confidence) / 2
    # The smallest rank whose binomial(n, 1/2) distribution function reaches the tail.
    rank = int(np.searchsorted(bdtr(np.arange(n + 1), n, 0.5), tail * (1 - 1e-12)))
    median, method = float(np.median(ordered)), "exact_order_statistic_ci"
    if rank < 1:
        note = f"{n} values are too few for an exact interval of the median"
        return make_statistic("median", method, median, note=note)
    return make_statistic("median", method, median, ordered[rank - 1], ordered[n - rank])


def hodges_lehmann(
    a: ArrayLike,
    b: ArrayLike,
    method: WilcoxonMethod = "wilcox_default",
    confidence: float = 0.95,
) -> Statistic:
    """Hodges-Lehmann shift (1963) with the interval and p of the Wilcoxon-Mann-Whitney test.

    a, b: the two samples, in the unit of the result. "wilcox_default": exact when both samples
    are under 50 and no value is tied, else normal with continuity correction;
    "wilcox_asymptotic_nocc": normal without it. `statistic` is Mann and Whitney's W of a.
    Raises CannotCompute when a sample is empty.
    """
    first, second = sample(a, "the first sample"), sample(b, "the second sample")
    statistic = _rank_sum(first, second, 0.0)[0] + first.size * second.size / 2
    if _constant(first, second):
        note = "every value is the same: nothing to test"
        return make_statistic(SHIFT, method, 0.0, statistic=statistic, note=note)
    if method == "wilcox_default" and _exact_is_possible(first, second):
        return _exact_shift(first, second, statistic, confidence)
    correction = 0.5 if method == "wilcox_default" else 0.0
    limits = _asymptotic_limits(first, second, correction, confidence)
    estimate = _asymptotic_root(first, second, 0.0, 0.0)
    p_value = _asymptotic_p(first, second, correction)
    note = "normal approximation" if correction else ""
    return make_statistic(SHIFT, method, estimate, *limits, p_value, statistic, note)


def median_of_differences(a: ArrayLike, b: ArrayLike) -> Statistic:
    """The median of all differences between a value of a and a value of b."""
    first, second = sample(a, "the first sample"), sample(b, "the second sample")
    method = "median_of_pairwise_differences"
    if first.size * second.size > MOST_PAIRS:
        return make_statistic(SHIFT, method, note="too many pairs to form them all")
    return make_statistic(SHIFT, method, float(np.median(np.subtract.outer(first, second))))


def welch(a: ArrayLike, b: ArrayLike, confidence: float = 0.95) -> Statistic:
    """Difference of means with Welch's interval and test (1947)."""
    return _welch(
        sample(a, "the first sample"), sample(b, "the second sample"), "mean_difference", confidence
    )


def geometric_mean_ratio(a: ArrayLike, b: ArrayLike, confidence: float = 0.95) -> Statistic:
    """Ratio of geometric means, by Welch on the logs; for skewed values above 0."""
    stat, method = "ratio_of_geometric_means", "welch_log"
    first, second = sample(a, "the first sample"), sample(b, "the second sample")
    if min(first.min(), second.min()) <= 0:
        return make_statistic(stat, method, note="a value is 0 or less and has no log")
    logs = _welch(np.log(first), np.log(second), stat, confidence)
    ratio, lower, upper = (
        None if value is None else math.exp(value)
        for value in (logs.estimate, logs.lower, logs.upper)
    )
    return make_statistic(
        stat, method, ratio, lower, upper, logs.p_value, logs.statistic, logs.note
    )


def _welch(first: Floats, second: Floats, stat: str, confidence: float) -> Statistic:
    from scipy.stats import ttest_ind

    difference = float(first.mean() - second.mean())
    if min(first.size, second.size) < 2:
        note = "a group has one value, so its spread is unknown"
        return make_statistic(stat, "welch", difference, note=note)
    if np.ptp(first) == 0 and np.ptp(second) == 0:
        note = "both groups are constant, so there is no spread to judge by"
        return make_statistic(stat, "welch", difference, note=note)
    result = ttest_ind(first, second, equal_var=False)
    limits = result.confidence_interval(confidence)
    note = f"{result.df:.1f} degrees of freedom"
    return make_statistic(
        stat, "welch", difference, limits.low, limits.high, result.pvalue, result.statistic, note
    )


def _constant(first: Floats, second: Floats) -> bool:
    return bool(min(first.min(), second.min()) == max(first.max(), second.max()))


def _exact_is_possible(first: Floats, second: Floats) -> bool:
    pooled = np.concatenate([first, second])
    small = first.size < EXACT_BELOW and second.size < EXACT_BELOW
    return small and np.unique(pooled).size == pooled.size


def _exact_shift(first: Floats, second: Floats, statistic: float, confidence: float) -> Statistic:
    """Estimate, order-statistic limits and exact p from the counts of every rank sum."""
    differences = np.sort(np.subtract.outer(first, second), axis=None)
    cumulative = np.cumsum(_rank_sum_shares(first.size, second.size))
    tail = (1 - confidence) / 2
    rank = max(1, int(np.searchsorted(cumulative, tail * (1 - 1e-12))))
    lower_tail = cumulative[int(statistic)]
    upper_tail = 1 - (cumulative[int(statistic) - 1] if statistic >= 1 else 0.0)
    reached = 1 - 2 * float(cumulative[rank - 1])
    note = "" if reached >= confidence - 1e-9 else f"too few values: a {reached:.0%} interval"
    return make_statistic(
        SHIFT,
        "wilcox_default",
        float(np.median(differences)),
        float(differences[rank - 1]),
        float(differences[differences.size - rank]),
        min(1.0, 2 * float(min(lower_tail, upper_tail))),
        statistic,
        note,
    )


def _rank_sum_shares(m: int, n: int) -> Floats:
    """Probability of each W = 0..mn when the groups do not differ.

    The counts are the coefficients of the Gaussian binomial, multiplied out factor by factor.
    """
    size = m * n + 1
    counts = np.zeros(size)
    counts[0] = 1.0
    for k in range(1, m + 1):
        times = counts.copy()
        times[n + k :] -= counts[: size - n - k] if n + k < size else 0.0
        counts = _divide_by_one_minus(times, k)
    return np.asarray(counts / counts.sum())


def _divide_by_one_minus(series: Floats, k: int) -> Floats:
    """The power series divided by 1 - q^k: a running sum over every k-th coefficient."""
    quotient = series.copy()
    for start in range(min(k, series.size)):
        quotient[start::k] = np.cumsum(series[start::k])
    return quotient


def _rank_sum(first: Floats, second: Floats, shift: float) -> tuple[float, float]:
    """W of `first - shift` against `second`, minus its mean; and its standard deviation."""
    pooled = np.concatenate([first - shift, second])
    _, where, ties = np.unique(pooled, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(ties) - (ties - 1) / 2)[where]
    m, n, total = first.size, second.size, pooled.size
    centred = float(ranks[:m].sum()) - m * (m + 1) / 2 - m * n / 2
    tie_loss = float((ties.astype(float) ** 3 - ties).sum()) / (total * (total - 1))
    return centred, math.sqrt(m * n / 12 * (total + 1 - tie_loss))


def _standardised(first: Floats, second: Floats, shift: float, correction: float) -> float:
    centred, deviation = _rank_sum(first, second, shift)
    if deviation == 0:
        return 0.0  # at this shift every value is tied with every other
    return (centred - math.copysign(correction, centred) * (centred != 0)) / deviation


def _asymptotic_p(first: Floats, second: Floats, correction: float) -> float:
    z = _standardised(first, second, 0.0, correction)
    return min(1.0, math.erfc(abs(z) / math.sqrt(2)))


def _asymptotic_limits(
    first: Floats, second: Floats, correction: float, confidence: float
) -> tuple[float, float]:
    z = normal_quantile(confidence)
    lower = _asymptotic_root(first, second, z, correction)
    return lower, _asymptotic_root(first, second, -z, correction)


def _asymptotic_root(first: Floats, second: Floats, quantile: float, correction: float) -> float:
    """The shift at which the standardised rank sum crosses the quantile."""
    low, high = float(first.min() - second.max()), float(first.max() - second.min())

    def gap(shift: float) -> float:
        return _standardised(first, second, shift, correction) - quantile

    if gap(low) <= 0:
        return low
    if gap(high) >= 0:
        return high
    return brent_root(gap, low, high, STAIRCASE_TOLERANCE)
