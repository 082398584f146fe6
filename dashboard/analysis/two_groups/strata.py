"""Two groups compared within strata (modality, site), then pooled: Mantel and Haenszel."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.intervals import normal_quantile
from dashboard.analysis.two_groups.statistic import Statistic, make_statistic

Floats = NDArray[np.float64]
METHOD = "mantel_haenszel"


@dataclass(frozen=True, slots=True)
class Stratified:
    """The pooled comparisons over strata, one `Statistic` a row, and how many strata told."""

    rows: tuple[Statistic, ...]
    strata: int
    informative: int


def mantel_haenszel(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, confidence: float = 0.95
) -> Stratified:
    """Pooled odds ratio, risk ratio and risk difference over strata, with their tests.

    x1, n1, x2, n2: hits and trials of the first and second group, one entry a stratum. Odds
    ratio with the variance of Robins, Breslow and Greenland (1986), risk ratio and difference
    with those of Greenland and Robins (1985), the Cochran-Mantel-Haenszel test with and without
    continuity correction, and Breslow and Day's test of one common odds ratio (1980).
    Strata without trials in a group tell nothing and are left out, with a note.
    Raises CannotCompute when counts are impossible or no stratum has trials in both groups.
    """
    columns = _checked_columns(x1, n1, x2, n2)
    kept = (columns[1] > 0) & (columns[3] > 0)
    if not kept.any():
        raise CannotCompute("no stratum has trials in both groups, so nothing can be pooled")
    a, m, c, k = (column[kept] for column in columns)
    left_out = int((~kept).sum())
    note = f"{left_out} strata without trials in a group left out" if left_out else ""
    z = normal_quantile(confidence)
    rows = (
        _odds_ratio(a, m - a, c, k - c, z),
        _risk_ratio(a, m, c, k, z),
        _risk_difference(a, m, c, k, z),
        *_association_tests(a, m, c, k),
        _breslow_day(a, m, c, k),
    )
    rows = tuple(row.with_note(note) for row in rows)
    return Stratified(rows, int(kept.size), int(kept.sum()))


def mantel_haenszel_rates(
    x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike, confidence: float = 0.95
) -> Stratified:
    """Pooled rate ratio over strata (Greenland and Robins 1985) of events over exposures.

    Raises CannotCompute when counts are impossible or no stratum has exposure in both groups.
    """
    a, t, b, s = _checked_columns(x1, t1, x2, t2, rates=True)
    kept = (t > 0) & (s > 0)
    if not kept.any():
        raise CannotCompute("no stratum has exposure in both groups, so nothing can be pooled")
    a, t, b, s = a[kept], t[kept], b[kept], s[kept]
    total = t + s
    top, bottom = float((a * s / total).sum()), float((b * t / total).sum())
    weight = float(((a + b) * t * s / total**2).sum())
    variance = weight / (top * bottom) if top and bottom else math.nan
    row = _ratio_row("rate_ratio", top, bottom, variance, normal_quantile(confidence))
    return Stratified((row,), int(kept.size), int(kept.sum()))


def _checked_columns(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, rates: bool = False
) -> tuple[Floats, Floats, Floats, Floats]:
    a, m, c, k = (np.asarray(values, dtype=np.float64).ravel() for values in (x1, n1, x2, n2))
    if not a.size == m.size == c.size == k.size or a.size == 0:
        raise CannotCompute("the four columns of strata must be of one length, at least 1")
    for values in (a, m, c, k):
        if not (np.isfinite(values).all() and (values >= 0).all()):
            raise CannotCompute("every count of a stratum must be a number of 0 or more")
    if not rates and ((a > m).any() or (c > k).any()):
        raise CannotCompute("a stratum has more hits than trials")
    return a, m, c, k


def _ratio_row(stat: str, top: float, bottom: float, variance: float, z: float) -> Statistic:
    """A ratio with the interval that is normal on its log; none when a side is empty."""
    if top == 0 or bottom == 0:
        estimate = 0.0 if bottom else (math.inf if top else math.nan)
        note = "no hits in a group, over all strata: not computable on the log scale"
        return make_statistic(stat, METHOD, estimate, note=note)
    estimate, half = top / bottom, z * math.sqrt(variance)
    lower, upper = estimate * math.exp(-half), estimate * math.exp(half)
    return make_statistic(stat, METHOD, estimate, lower, upper)


def _odds_ratio(a: Floats, b: Floats, c: Floats, d: Floats, z: float) -> Statistic:
    total = a + b + c + d
    r, s = a * d / total, b * c / total
    p, q = (a + d) / total, (b + c) / total
    top, bottom, variance = float(r.sum()), float(s.sum()), math.nan
    if top and bottom:
        variance = (
            float((p * r).sum()) / (2 * top**2)
            + float((p * s + q * r).sum()) / (2 * top * bottom)
            + float((q * s).sum()) / (2 * bottom**2)
        )
    return _ratio_row("odds_ratio", top, bottom, variance, z)


def _risk_ratio(a: Floats, m: Floats, c: Floats, k: Floats, z: float) -> Statistic:
    total = m + k
    top, bottom = float((a * k / total).sum()), float((c * m / total).sum())
    spread = float(((m * k * (a + c) - a * c * total) / total**2).sum())
    variance = spread / (top * bottom) if top and bottom else math.nan
    return _ratio_row("risk_ratio", top, bottom, variance, z)


def _risk_difference(a: Floats, m: Floats, c: Floats, k: Floats, z: float) -> Statistic:
    total = m + k
    weight = float((m * k / total).sum())
    estimate = float(((a * k - c * m) / total).sum()) / weight
    spread = (a * (m - a) * k**3 + c * (k - c) * m**3) / (m * k * total**2)
    variance = float(spread.sum()) / weight**2
    if variance == 0:
        note = "every stratum is all hits or all misses: no interval"
        return make_statistic("risk_difference", METHOD, estimate, note=note)
    half = z * math.sqrt(variance)
    return make_statistic("risk_difference", METHOD, estimate, estimate - half, estimate + half)


def _association_tests(a: Floats, m: Floats, c: Floats, k: Floats) -> tuple[Statistic, ...]:
    """Cochran-Mantel-Haenszel with and without correction: is there any association?"""
    from scipy.special import chdtrc

    total, hits = m + k, a + c
    told = total > 1
    expected = m * hits / total
    spread = m * k * hits * (total - hits) / (total**2 * np.maximum(total - 1, 1))
    variance = float(spread[told].sum())
    gap = abs(float((a - expected)[told].sum()))
    rows = []
    # R corrects by one half, but only a gap of at least one half.
    for method, correction in (("cc", 0.5 if gap >= 0.5 else 0.0), ("nocc", 0.0)):
        if variance == 0:
            note = "every stratum is all hits or all misses: nothing to test"
            rows.append(make_statistic(METHOD, method, note=note))
            continue
        statistic = (gap - correction) ** 2 / variance
        p_value = float(chdtrc(1, statistic))
        rows.append(make_statistic(METHOD, method, p_value=p_value, statistic=statistic))
    return tuple(rows)


def _breslow_day(a: Floats, m: Floats, c: Floats, k: Floats) -> Statistic:
    """Are the odds ratios of the strata one? Each stratum's hits against the pooled ratio."""
    from scipy.special import chdtrc

    hits = a + c
    told = (hits > 0) & (hits < m + k)
    strata = int(told.sum())
    top = float((a * (k - c) / (m + k)).sum())
    bottom = float(((m - a) * c / (m + k)).sum())
    stat, method = "breslow_day", "homogeneity"
    if strata < 2 or top == 0 or bottom == 0:
        return make_statistic(stat, method, note="too few informative strata to compare")
    expected = _expected_hits(m[told], k[told], hits[told], top / bottom)
    remaining = hits[told] - expected
    variance = 1 / (
        1 / expected + 1 / (m[told] - expected) + 1 / remaining + 1 / (k[told] - remaining)
    )
    statistic = float(((a[told] - expected) ** 2 / variance).sum())
    p_value = float(chdtrc(strata - 1, statistic))
    return make_statistic(stat, method, p_value=p_value, statistic=statistic)


def _expected_hits(m: Floats, k: Floats, hits: Floats, ratio: float) -> Floats:
    """Hits of the first group, margins kept, were the odds ratio `ratio`: a quadratic's root."""
    product = ratio * hits * m
    b = k - hits + ratio * (hits + m)
    return np.asarray(2 * product / (b + np.sqrt(b * b + 4 * (1 - ratio) * product)))
