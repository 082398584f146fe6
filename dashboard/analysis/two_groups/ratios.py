"""Ratio of two proportions and the odds ratio by score and Wald, first over second."""

import math
from collections.abc import Callable

from dashboard.analysis.intervals import normal_quantile
from dashboard.analysis.two_groups.root_finding import brent_root
from dashboard.analysis.two_groups.statistic import Statistic, make_statistic
from dashboard.analysis.two_groups.tables import Table, make_table

RISK_RATIO = "risk_ratio"
ODDS_RATIO = "odds_ratio"
ALL_ALIKE = "both groups are all hits or all misses: any ratio is possible"
NO_HITS = "no hits in either group: any ratio is possible"
SECOND_EMPTY = "no hits in the second group: the ratio has no upper bound"
# Ratios are searched on the log scale; exp(-40) to exp(40) is wider than any data can tell.
WIDEST_LOG = 40.0
ODDS_STEP = 1.001


def katz_risk_ratio(
    x1: float, n1: float, x2: float, n2: float, confidence: float = 0.95
) -> Statistic:
    """Risk ratio with the interval of Katz and others (1978), normal on the log scale.

    With no hits in a group the log does not exist and the limits stay empty.
    """
    table = make_table(x1, n1, x2, n2)
    estimate = _ratio(table.p1, table.p2)
    if table.x1 == 0 or table.x2 == 0:
        return _without_log(
            RISK_RATIO, estimate, "no hits in a group: not computable on the log scale"
        )
    se = math.sqrt(1 / table.x1 - 1 / table.n1 + 1 / table.x2 - 1 / table.n2)
    if se == 0:
        return make_statistic(RISK_RATIO, "log_wald", estimate, note="all hits: Wald has no width")
    half = normal_quantile(confidence) * se
    lower, upper = estimate * math.exp(-half), estimate * math.exp(half)
    return make_statistic(RISK_RATIO, "log_wald", estimate, lower, upper)


def koopman_risk_ratio(
    x1: float, n1: float, x2: float, n2: float, confidence: float = 0.95
) -> Statistic:
    """Risk ratio with Koopman's score interval (1984), also for small counts and zeros."""
    table = make_table(x1, n1, x2, n2)
    if table.x1 + table.x2 == 0:
        return make_statistic(RISK_RATIO, "koopman_score", note=NO_HITS)
    estimate = _ratio(table.p1, table.p2)
    limits = _score_limits(lambda ratio: _risk_score(table, ratio), estimate, confidence)
    note = SECOND_EMPTY if table.x2 == 0 else ""
    return make_statistic(RISK_RATIO, "koopman_score", estimate, *limits, note=note)


def wald_odds_ratio(
    x1: float, n1: float, x2: float, n2: float, confidence: float = 0.95
) -> Statistic:
    """Sample odds ratio with Woolf's interval (1955); limits stay empty with a zero cell."""
    table = make_table(x1, n1, x2, n2)
    a, b, c, d = table.cells
    estimate = _sample_odds_ratio(table)
    if 0 in table.cells:
        return _without_log(ODDS_RATIO, estimate, "a zero cell: not computable on the log scale")
    half = normal_quantile(confidence) * math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    lower, upper = estimate * math.exp(-half), estimate * math.exp(half)
    return make_statistic(ODDS_RATIO, "log_wald", estimate, lower, upper)


def score_odds_ratio(
    x1: float, n1: float, x2: float, n2: float, confidence: float = 0.95
) -> Statistic:
    """Sample odds ratio with the score interval (Cornfield 1956, with factor (n - 1) / n).

    The limits are stepped outwards by 0.1 % until the score passes, as PropCIs does, so that a
    reader's R prints the same digits: they lie at most 0.1 % outside the root.
    """
    table = make_table(x1, n1, x2, n2)
    if table.all_alike:
        return make_statistic(ODDS_RATIO, "score", note=ALL_ALIKE)
    estimate = _sample_odds_ratio(table)
    quantile = normal_quantile(confidence) ** 2
    lower, upper = 0.0, math.inf
    if estimate > 0:
        start = estimate / 1.1 if estimate < math.inf else 100.0 * table.n1
        lower = _stepped_limit(table, start, 1 / ODDS_STEP, quantile)
    if estimate < math.inf:
        start = estimate * 1.1 if estimate > 0 else 0.01 / table.n2
        upper = _stepped_limit(table, start, ODDS_STEP, quantile)
    return make_statistic(ODDS_RATIO, "score", estimate, lower, upper)


def _stepped_limit(table: Table, start: float, factor: float, quantile: float) -> float:
    """The first odds ratio from `start` on, by steps of `factor`, whose squared score passes."""
    total = table.n1 + table.n2

    def squared(ratio: float) -> float:
        return _odds_score(table, ratio) ** 2 * (total - 1) / total

    if squared(start) >= quantile:
        # So many data that the limit lies nearer than the first step: take the root itself.
        return _odds_root(squared, start, factor, quantile)
    ratio = start
    while squared(ratio) < quantile:
        ratio *= factor
    return ratio


def _odds_root(
    squared: Callable[[float], float], far: float, factor: float, quantile: float
) -> float:
    near = far * (1.1 if factor < 1 else 1 / 1.1)
    return brent_root(lambda ratio: squared(ratio) - quantile, far, near)


def _without_log(stat: str, estimate: float, note: str) -> Statistic:
    """A ratio without its Wald limits; a ratio of 0 still cannot lie lower than 0."""
    lower = 0.0 if estimate == 0 else None
    return make_statistic(stat, "log_wald", estimate, lower, note=note)


def _ratio(top: float, bottom: float) -> float:
    if bottom == 0:
        return math.inf if top else math.nan
    return top / bottom


def _sample_odds_ratio(table: Table) -> float:
    a, b, c, d = table.cells
    return _ratio(a * d, b * c)


def _score_limits(
    score: Callable[[float], float], estimate: float, confidence: float
) -> tuple[float, float]:
    """Ratios at which the score, falling as the ratio grows, is plus and minus the quantile."""
    z = normal_quantile(confidence)

    def beyond(shift: float) -> Callable[[float], float]:
        return lambda log_ratio: score(math.exp(log_ratio)) - shift

    lower = math.exp(_log_root(beyond(z))) if estimate > 0 else 0.0
    upper = math.exp(_log_root(beyond(-z))) if estimate < math.inf else math.inf
    return lower, upper


def _log_root(function: Callable[[float], float]) -> float:
    """The log ratio at which the function crosses 0; infinite where it never does."""
    if function(-WIDEST_LOG) <= 0:
        return -math.inf
    if function(WIDEST_LOG) >= 0:
        return math.inf
    return brent_root(function, -WIDEST_LOG, WIDEST_LOG)


def _risk_score(table: Table, ratio: float) -> float:
    """Score statistic of the hypothesis p1 = ratio * p2 (Farrington and Manning 1990)."""
    p2 = _proportion_given_ratio(table, ratio)
    p1 = min(1.0, ratio * p2)
    variance = p1 * (1 - p1) / table.n1 + ratio**2 * p2 * (1 - p2) / table.n2
    return _standardise(table.p1 - ratio * table.p2, variance)


def _proportion_given_ratio(table: Table, ratio: float) -> float:
    """Maximum likelihood of the second proportion given the ratio: a quadratic's lower root."""
    total, hits = table.n1 + table.n2, table.x1 + table.x2
    a = total * ratio
    b = table.n1 * ratio + table.x1 + table.n2 + table.x2 * ratio
    root = math.sqrt(max(0.0, b * b - 4 * a * hits))
    # Written so as not to subtract two near numbers.
    return min(1.0, 1.0 / ratio, 2 * hits / (b + root))


def _odds_score(table: Table, ratio: float) -> float:
    """Score statistic of the hypothesis that the odds ratio is `ratio`."""
    expected = _expected_hits(table, ratio)
    p1, p2 = expected / table.n1, (table.x1 + table.x2 - expected) / table.n2
    spread1, spread2 = table.n1 * p1 * (1 - p1), table.n2 * p2 * (1 - p2)
    if spread1 <= 0 or spread2 <= 0:
        return math.copysign(math.inf, table.x1 - expected)
    return (table.x1 - expected) * math.sqrt(1 / spread1 + 1 / spread2)


def _expected_hits(table: Table, ratio: float) -> float:
    """Hits expected in the first group, margins kept, when the odds ratio is `ratio`."""
    hits = table.x1 + table.x2
    product = ratio * hits * table.n1
    b = table.n2 - hits + ratio * (hits + table.n1)
    # The quadratic's root, written so as not to subtract two near numbers.
    return 2 * product / (b + math.sqrt(max(0.0, b * b + 4 * (1 - ratio) * product)))


def _standardise(gap: float, variance: float) -> float:
    if variance <= 0:
        return math.copysign(math.inf, gap) if gap else 0.0
    return gap / math.sqrt(variance)
