"""Difference of two proportions, first minus second."""

import math

from dashboard.analysis.intervals import (
    ProportionMethod,
    normal_quantile,
    proportion_interval,
)
from dashboard.analysis.two_groups.statistic import Statistic, make_statistic
from dashboard.analysis.two_groups.tables import Table, make_table

RISK_DIFFERENCE = "risk_difference"
# Where the halving search stops: a step on the difference, a gap on the squared score.
SEARCH_STOP = 1e-7
SCORE_STOP = 1e-6
MOST_HALVINGS = 50


def newcombe_difference(
    x1: float, n1: float, x2: float, n2: float, correction: bool = False, confidence: float = 0.95
) -> Statistic:
    """Newcombe's hybrid of two Wilson intervals (1998, method 10; 11 with the correction).

    Raises CannotCompute when a group has no trials or impossible counts.
    """
    table = make_table(x1, n1, x2, n2)
    difference = table.p1 - table.p2
    how: ProportionMethod = "wilson-cc" if correction else "wilson"
    first = proportion_interval(table.x1, table.n1, how, confidence)
    second = proportion_interval(table.x2, table.n2, how, confidence)
    below = _hypotenuse(table.p1, first.lower, table.p2, second.upper)
    above = _hypotenuse(table.p1, first.upper, table.p2, second.lower)
    method = "newcombe11_hybrid_wilson_cc" if correction else "newcombe10_hybrid_wilson"
    lower, upper = max(-1.0, difference - below), min(1.0, difference + above)
    return make_statistic(RISK_DIFFERENCE, method, difference, lower, upper)


def miettinen_nurminen_difference(
    x1: float, n1: float, x2: float, n2: float, confidence: float = 0.95
) -> Statistic:
    """Score interval of Miettinen and Nurminen (1985), with their factor n / (n - 1).

    Each limit is the difference at which the squared score equals the chi-square quantile,
    searched by halving and stopped where PropCIs and DescTools stop (within 1e-7 of the
    difference), so that a reader's R prints the same digits.
    Raises CannotCompute when a group has no trials.
    """
    table = make_table(x1, n1, x2, n2)
    difference, z = table.p1 - table.p2, normal_quantile(confidence)
    lower = _halving_search(table, difference, -1.0 - difference, z * z)
    upper = _halving_search(table, difference, 1.0 - difference, z * z)
    return make_statistic(RISK_DIFFERENCE, "miettinen_nurminen", difference, lower, upper)


def agresti_caffo_difference(
    x1: float, n1: float, x2: float, n2: float, confidence: float = 0.95
) -> Statistic:
    """Agresti and Caffo's interval (2000): one hit and one miss added to each group."""
    table = make_table(x1, n1, x2, n2)
    p1, p2 = (table.x1 + 1) / (table.n1 + 2), (table.x2 + 1) / (table.n2 + 2)
    half = normal_quantile(confidence) * math.sqrt(
        p1 * (1 - p1) / (table.n1 + 2) + p2 * (1 - p2) / (table.n2 + 2)
    )
    lower, upper = max(-1.0, p1 - p2 - half), min(1.0, p1 - p2 + half)
    return make_statistic(RISK_DIFFERENCE, "agresti_caffo", table.p1 - table.p2, lower, upper)


def wald_difference(
    x1: float, n1: float, x2: float, n2: float, confidence: float = 0.95
) -> Statistic:
    """Wald interval, to match a paper; it is too narrow for small or extreme counts."""
    table = make_table(x1, n1, x2, n2)
    difference = table.p1 - table.p2
    half = normal_quantile(confidence) * math.sqrt(
        table.p1 * (1 - table.p1) / table.n1 + table.p2 * (1 - table.p2) / table.n2
    )
    note = "Wald: too narrow for small or extreme counts; to match papers only"
    if half == 0:
        return make_statistic(
            RISK_DIFFERENCE, "wald", difference, note="Wald gives no width at 0 or all"
        )
    return make_statistic(
        RISK_DIFFERENCE, "wald", difference, difference - half, difference + half, note=note
    )


def _hypotenuse(p1: float, limit1: float | None, p2: float, limit2: float | None) -> float:
    assert limit1 is not None and limit2 is not None  # both groups have trials
    return math.hypot(p1 - limit1, p2 - limit2)


def _halving_search(table: Table, start: float, reach: float, quantile: float) -> float:
    """Walk from the estimate towards the end of the scale until the squared score passes."""
    inside, tried, step = start, start, reach
    for _ in range(MOST_HALVINGS):
        step /= 2
        tried = inside + step
        squared = _score(table, tried) ** 2
        if squared < quantile:
            inside = tried
        if abs(step) < SEARCH_STOP or abs(quantile - squared) < SCORE_STOP:
            break
    return tried


def _score(table: Table, delta: float) -> float:
    """Score statistic of the hypothesis that the difference is delta; falls as delta grows."""
    p2 = _constrained_proportion(table, delta)
    p1 = min(1.0, max(0.0, p2 + delta))
    total = table.n1 + table.n2
    variance = p1 * (1 - p1) / table.n1 + p2 * (1 - p2) / table.n2
    gap = table.p1 - table.p2 - delta
    if variance <= 0:
        return math.copysign(math.inf, gap) if gap else 0.0
    return gap / math.sqrt(variance * total / (total - 1))


def _constrained_proportion(table: Table, delta: float) -> float:
    """Maximum likelihood of the second proportion given the difference: a cubic's middle root."""
    total, hits = table.n1 + table.n2, table.x1 + table.x2
    c2 = ((table.n1 + 2 * table.n2) * delta - total - hits) / total
    c1 = ((table.n2 * delta - total - 2 * table.x2) * delta + hits) / total
    c0 = table.x2 * delta * (1 - delta) / total
    q = c2**3 / 27 - c1 * c2 / 6 + c0 / 2
    p = math.copysign(math.sqrt(max(0.0, c2**2 / 9 - c1 / 3)), q)
    cosine = 0.0 if p == 0 else max(-1.0, min(1.0, q / p**3))
    root = 2 * p * math.cos((math.pi + math.acos(cosine)) / 3) - c2 / 3
    return min(min(1.0, 1.0 - delta), max(0.0, -delta, root))
