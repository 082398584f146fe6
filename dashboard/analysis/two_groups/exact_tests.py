"""Tests and odds ratios that condition on, or search over, the exact distribution of a table."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.two_groups.root_finding import brent_root
from dashboard.analysis.two_groups.statistic import Statistic, make_statistic
from dashboard.analysis.two_groups.tables import Table, make_table

Floats = NDArray[np.float64]
ODDS_RATIO = "odds_ratio"
ALL_ALIKE = "both groups are all hits or all misses: the table says nothing on the odds ratio"
# Boschloo's test weighs every pair of outcomes, many times over: 50,000 pairs stay under a second.
MOST_PAIRS = 50_000
# Beyond so many possible tables an exact answer takes seconds and says what a score one says.
MOST_OUTCOMES = 1_000_000
TOO_LARGE = "counts too large for an exact answer; the score interval is right at this size"
# The packages' mid-p numbers come from a root finder stopped at this width; see root_finding.
USUAL_TOLERANCE = 2.220446049250313e-16**0.25
WIDEST_RATIO = 1000.0
FARTHEST_RATIO = 1e12


def fisher_exact(x1: float, n1: float, x2: float, n2: float, confidence: float = 0.95) -> Statistic:
    """Conditional odds ratio with its exact interval and Fisher's two-sided p.

    Estimate: conditional maximum likelihood; limits: one tail of the noncentral hypergeometric
    distribution each (Cornfield 1956). Our own search, because scipy's takes minutes on counts in
    the hundred thousands. Raises CannotCompute when a group has no trials.
    """
    from scipy.stats import fisher_exact as scipy_fisher

    table = make_table(x1, n1, x2, n2)
    stat, method = "odds_ratio_conditional_mle", "fisher_exact"
    if _too_large(table):
        return make_statistic(stat, method, note=TOO_LARGE)
    p_value = float(scipy_fisher(_matrix(table)).pvalue)
    if table.all_alike:
        return make_statistic(stat, method, p_value=p_value, note=ALL_ALIKE)
    tail = (1 - confidence) / 2
    chances, support = _chances(table)
    fewest, most = table.x1 == support[0], table.x1 == support[-1]

    def expected(log_ratio: float) -> float:
        return float((chances(log_ratio) * support).sum()) - table.x1

    def as_many(log_ratio: float) -> float:
        return float(chances(log_ratio)[support >= table.x1].sum()) - tail

    def as_few(log_ratio: float) -> float:
        return tail - float(chances(log_ratio)[support <= table.x1].sum())

    lower = 0.0 if fewest else math.exp(_root(as_many))
    upper = math.inf if most else math.exp(_root(as_few))
    middle = 0.0 if fewest else math.inf if most else math.exp(_root(expected))
    return make_statistic(stat, method, middle, lower, upper, p_value)


def mid_p_odds_ratio(
    x1: float,
    n1: float,
    x2: float,
    n2: float,
    confidence: float = 0.95,
    tolerance: float = USUAL_TOLERANCE,
) -> Statistic:
    """Median-unbiased odds ratio with the mid-p interval and mid-p value (Rothman 2008).

    The mid-p tail counts half of the probability of the table seen. `tolerance` is where the
    search for each ratio stops; the default prints what R's epitools prints (good to three or
    four digits), 1e-12 gives the exact numbers.
    """
    table = make_table(x1, n1, x2, n2)
    if table.all_alike:
        return make_statistic(ODDS_RATIO, "mid_p", note=ALL_ALIKE)
    if _too_large(table):
        return make_statistic(ODDS_RATIO, "mid_p", note=TOO_LARGE)
    lower_tail = _mid_p_tail(table)
    tail, at_null = (1 - confidence) / 2, lower_tail(1.0)
    # The upper limit is searched as 1 / ratio, which keeps it inside the same range.
    inverse = _inverse_where(lower_tail, tail, tolerance)
    return make_statistic(
        ODDS_RATIO,
        "mid_p",
        _ratio_where(lower_tail, 0.5, tolerance),
        _ratio_where(lower_tail, 1 - tail, tolerance),
        1 / inverse if inverse else math.inf,
        2 * min(at_null, 1 - at_null),
    )


def chi_square(x1: float, n1: float, x2: float, n2: float) -> Statistic:
    """Pearson's chi-square of the two by two table, without continuity correction."""
    from scipy.special import chdtrc

    table = make_table(x1, n1, x2, n2)
    if table.all_alike:
        note = "both groups are all hits or all misses: nothing to test"
        return make_statistic("chi_square", "pearson", note=note)
    a, b, c, d = table.cells
    total, hits = table.n1 + table.n2, table.x1 + table.x2
    statistic = total * (a * d - b * c) ** 2 / (table.n1 * table.n2 * hits * (total - hits))
    smallest = min(table.n1, table.n2) * min(hits, total - hits) / total
    note = "an expected count is under 5: read an exact test" if smallest < 5 else ""
    p_value = float(chdtrc(1, statistic))
    return make_statistic("chi_square", "pearson", p_value=p_value, statistic=statistic, note=note)


def boschloo_exact(x1: float, n1: float, x2: float, n2: float) -> Statistic:
    """Boschloo's exact unconditional test (1970), two-sided; more powerful than Fisher's."""
    from scipy.stats import boschloo_exact as scipy_boschloo

    table = make_table(x1, n1, x2, n2)
    stat, method = "boschloo", "exact_unconditional"
    if table.all_alike:
        return make_statistic(stat, method, p_value=1.0)
    if table.n1 * table.n2 > MOST_PAIRS:
        return make_statistic(
            stat, method, note="groups too large for this test; chi-square is right at this size"
        )
    # scipy wants the groups as columns.
    result = scipy_boschloo(_matrix(table).T)
    return make_statistic(stat, method, p_value=float(result.pvalue))


def _matrix(table: Table) -> NDArray[np.int64]:
    return np.array(table.cells, dtype=np.int64).reshape(2, 2)


def _too_large(table: Table) -> bool:
    return min(table.n1, table.x1 + table.x2) > MOST_OUTCOMES


def _chances(table: Table) -> tuple[Callable[[float], Floats], Floats]:
    """Log odds ratio -> chance of each possible number of hits in group 1; and those numbers."""
    from scipy.special import gammaln

    hits = table.x1 + table.x2
    support = np.arange(max(0, hits - table.n2), min(table.n1, hits) + 1, dtype=np.float64)
    log_weights = -sum(
        gammaln(count + 1)
        for count in (support, table.n1 - support, hits - support, table.n2 - hits + support)
    )

    def chances(log_ratio: float) -> Floats:
        exponents = log_weights + support * log_ratio
        weights = np.exp(exponents - exponents.max())
        return np.asarray(weights / weights.sum())

    return chances, support


def _root(rising: Callable[[float], float]) -> float:
    """Where a function that rises with the log odds ratio is 0."""
    from scipy.optimize import brentq

    reach = 1.0
    while rising(reach) < 0 or rising(-reach) > 0:
        reach *= 2
    return float(brentq(rising, -reach, reach, xtol=1e-12))


def _mid_p_tail(table: Table) -> Callable[[float], float]:
    """Odds ratio -> P(fewer hits in group 1 than seen) + half of P(as many as seen)."""
    chances, support = _chances(table)
    share = np.where(support < table.x1, 1.0, np.where(support == table.x1, 0.5, 0.0))

    def lower_tail(ratio: float) -> float:
        if ratio <= 0 or ratio == math.inf:
            return float(share[0] if ratio <= 0 else share[-1])
        return float((share * chances(math.log(ratio))).sum())

    return lower_tail


def _inverse_where(tail: Callable[[float], float], target: float, tolerance: float) -> float:
    """One over the ratio at which `tail` is `target`, searched finer when it is very small."""

    def inverted(inverse: float) -> float:
        return tail(1 / inverse) if inverse else tail(math.inf)

    inverse = _ratio_where(inverted, target, tolerance)
    return inverse if inverse > 10 * tolerance else _ratio_where(inverted, target, 1e-18)


def _ratio_where(tail: Callable[[float], float], target: float, tolerance: float) -> float:
    """The ratio at which `tail` is `target`: 0 or infinite where no ratio gives it."""

    def gap(ratio: float) -> float:
        return tail(ratio) - target

    at_zero = gap(0.0)
    if at_zero == 0 or at_zero * gap(FARTHEST_RATIO) > 0:
        return 0.0 if abs(at_zero) <= abs(gap(FARTHEST_RATIO)) else math.inf
    if at_zero * gap(WIDEST_RATIO) > 0:
        return brent_root(gap, WIDEST_RATIO, FARTHEST_RATIO, tolerance)
    return brent_root(gap, 0.0, WIDEST_RATIO, tolerance)
