"""Sizes of an effect without a unit."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.analysis.intervals import normal_quantile
from dashboard.analysis.two_groups.medians import sample
from dashboard.analysis.two_groups.root_finding import brent_root
from dashboard.analysis.two_groups.statistic import Statistic, make_statistic
from dashboard.analysis.two_groups.tables import make_table

FARTHEST_NONCENTRALITY = 1e6


def cohens_h(x1: float, n1: float, x2: float, n2: float) -> Statistic:
    """Cohen's h (1988): the difference of two proportions after the arcsine transformation."""
    table = make_table(x1, n1, x2, n2)
    h = 2 * math.asin(math.sqrt(table.p1)) - 2 * math.asin(math.sqrt(table.p2))
    return make_statistic("cohens_h", "arcsine", h)


def cliffs_delta(a: ArrayLike, b: ArrayLike, confidence: float = 0.95) -> Statistic:
    """Cliff's delta (1993): P(a above b) minus P(a below b), between -1 and 1.

    The interval is normal on Fisher's z scale, as in R's effectsize.
    """
    first, second = sample(a, "the first sample"), sample(b, "the second sample")
    ordered = np.sort(second)
    below = np.searchsorted(ordered, first, side="left").sum()
    above = second.size * first.size - np.searchsorted(ordered, first, side="right").sum()
    delta = float(below - above) / (first.size * second.size)
    stat, method = "rank_biserial_cliffs_delta", "effectsize"
    if abs(delta) == 1:
        return make_statistic(stat, method, delta, note="the groups do not overlap: no interval")
    m, n = first.size, second.size
    half = normal_quantile(confidence) * math.sqrt((m + n + 1) / (3 * m * n))
    lower, upper = math.tanh(math.atanh(delta) - half), math.tanh(math.atanh(delta) + half)
    return make_statistic(stat, method, delta, lower, upper)


def cohens_d(a: ArrayLike, b: ArrayLike, confidence: float = 0.95) -> Statistic:
    """Cohen's d with the pooled standard deviation; for symmetric data only.

    The interval inverts the noncentral t distribution (Steiger and Fouladi 1997).
    """
    return _standardised_difference(a, b, "cohens_d", 1.0, confidence)


def hedges_g(a: ArrayLike, b: ArrayLike, confidence: float = 0.95) -> Statistic:
    """Hedges' g (1981): Cohen's d with its small-sample bias removed; symmetric data only."""
    freedom = sample(a).size + sample(b).size - 2
    return _standardised_difference(a, b, "hedges_g", _bias_factor(freedom), confidence)


def _bias_factor(freedom: int) -> float:
    if freedom < 2:
        return 1.0
    log_factor = math.lgamma(freedom / 2) - math.lgamma((freedom - 1) / 2)
    return math.exp(log_factor - math.log(math.sqrt(freedom / 2)))


def _standardised_difference(
    a: ArrayLike, b: ArrayLike, stat: str, factor: float, confidence: float
) -> Statistic:
    first, second = sample(a, "the first sample"), sample(b, "the second sample")
    freedom = first.size + second.size - 2
    pooled = _sum_of_squares(first) + _sum_of_squares(second)
    if freedom < 1 or pooled == 0:
        return make_statistic(stat, "pooled_sd", note="no spread within the groups to divide by")
    d = float(first.mean() - second.mean()) / math.sqrt(pooled / freedom)
    scale = math.sqrt(1 / first.size + 1 / second.size)
    lower, upper = _noncentrality_limits(d / scale, freedom, confidence)
    return make_statistic(
        stat, "pooled_sd", d * factor, lower * scale * factor, upper * scale * factor
    )


def _sum_of_squares(values: NDArray[np.float64]) -> float:
    return float(((values - values.mean()) ** 2).sum())


def _noncentrality_limits(t: float, freedom: int, confidence: float) -> tuple[float, float]:
    """The noncentralities for which t lies at the upper, and at the lower, tail."""
    from scipy.special import nctdtr

    tail = (1 - confidence) / 2

    def where(target: float, direction: float) -> float:
        def gap(shift: float) -> float:
            return float(nctdtr(freedom, shift, t)) - target

        # scipy's function has holes (nan) far out, so the search goes no farther than it must.
        reach = direction
        while gap(t + reach) * direction > 0 and abs(reach) < FARTHEST_NONCENTRALITY:
            reach *= 1.5
        return brent_root(gap, min(t, t + reach), max(t, t + reach), 1e-10)

    return where(1 - tail, -1.0), where(tail, 1.0)
