"""Two rates (events over exposure) compared, first over second."""

import math
from collections.abc import Callable

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.intervals import normal_quantile
from dashboard.analysis.two_groups.root_finding import brent_root
from dashboard.analysis.two_groups.statistic import Statistic, make_statistic

# The packages' mid-p numbers come from a root finder stopped at this width; see root_finding.
USUAL_TOLERANCE = 2.220446049250313e-16**0.25
RATE_RATIO = "rate_ratio"
NO_EVENTS = "no events in either group: any ratio is possible"
NO_EVENTS_IN_ONE = "no events in a group: not computable on the log scale"


def exact_rate_ratio(
    x1: float, t1: float, x2: float, t2: float, confidence: float = 0.95
) -> Statistic:
    """Rate ratio with the exact conditional interval and p.

    Given the total, the events of the first group are binomial; the Clopper-Pearson limits of
    that share become limits of the ratio (Przyborowski and Wilenski 1940).
    Raises CannotCompute when an exposure is not above 0 or a count is not a whole number >= 0.
    """
    from scipy.stats import binomtest

    _check(x1, t1, x2, t2)
    if x1 + x2 == 0:
        return make_statistic(RATE_RATIO, "exact_conditional", p_value=1.0, note=NO_EVENTS)
    test = binomtest(int(x1), int(x1 + x2), t1 / (t1 + t2))
    share = test.proportion_ci(confidence)
    return make_statistic(
        RATE_RATIO,
        "exact_conditional",
        _ratio(x1 / t1, x2 / t2),
        _odds(float(share.low)) * t2 / t1,
        _odds(float(share.high)) * t2 / t1,
        float(test.pvalue),
    )


def wald_rate_ratio(
    x1: float, t1: float, x2: float, t2: float, confidence: float = 0.95
) -> Statistic:
    """Rate ratio with the interval that is normal on the log scale, and the score test's p.

    Rothman (2008): the interval uses 1/x1 + 1/x2, the p compares the count with what equal
    rates would give.
    """
    _check(x1, t1, x2, t2)
    if x1 + x2 == 0:
        return make_statistic(RATE_RATIO, "epitools_wald", note=NO_EVENTS)
    estimate = _ratio(x1 / t1, x2 / t2)
    p_value = _score_p(x1, t1, x2, t2)
    if x1 == 0 or x2 == 0:
        lower = 0.0 if x1 == 0 else None
        return make_statistic(
            RATE_RATIO, "epitools_wald", estimate, lower, p_value=p_value, note=NO_EVENTS_IN_ONE
        )
    half = normal_quantile(confidence) * math.sqrt(1 / x1 + 1 / x2)
    lower, upper = estimate * math.exp(-half), estimate * math.exp(half)
    return make_statistic(RATE_RATIO, "epitools_wald", estimate, lower, upper, p_value)


def mid_p_rate_ratio(
    x1: float,
    t1: float,
    x2: float,
    t2: float,
    confidence: float = 0.95,
    tolerance: float = USUAL_TOLERANCE,
) -> Statistic:
    """Median-unbiased rate ratio with the mid-p interval and p (Rothman 2008).

    `tolerance` is where the search for the share of the events stops; the default prints what
    R's epitools prints (good to four digits), 1e-12 gives the exact numbers.
    """
    _check(x1, t1, x2, t2)
    if x1 + x2 == 0:
        return make_statistic(RATE_RATIO, "epitools_midp", note=NO_EVENTS)
    lower_tail = _mid_p_tail(int(x1), int(x1 + x2))
    tail, at_null = (1 - confidence) / 2, lower_tail(t1 / (t1 + t2))

    def ratio_where(target: float) -> float:
        return _odds(_share_where(lower_tail, target, tolerance)) * t2 / t1

    return make_statistic(
        RATE_RATIO,
        "epitools_midp",
        ratio_where(0.5) if x1 and x2 else _ratio(x1 / t1, x2 / t2),
        ratio_where(1 - tail),
        ratio_where(tail),
        2 * min(at_null, 1 - at_null),
    )


def wald_rate_difference(
    x1: float, t1: float, x2: float, t2: float, per: float = 1.0, confidence: float = 0.95
) -> Statistic:
    """Difference of two rates, times `per`, with a Wald interval (Rothman 2008)."""
    _check(x1, t1, x2, t2)
    difference = per * (x1 / t1 - x2 / t2)
    if x1 + x2 == 0:
        return make_statistic("rate_difference", "wald", difference, note="no events in either")
    half = normal_quantile(confidence) * per * math.sqrt(x1 / t1**2 + x2 / t2**2)
    lower, upper = difference - half, difference + half
    return make_statistic("rate_difference", "wald", difference, lower, upper)


def _check(x1: float, t1: float, x2: float, t2: float) -> None:
    for group, events, exposure in ((1, x1, t1), (2, x2, t2)):
        if events is None or not 0 <= events < math.inf or events != int(events):
            raise CannotCompute(
                f"group {group} has {events} events: a count must be a whole number, 0 or more"
            )
        if exposure is None or not 0 < exposure < math.inf:
            raise CannotCompute(f"group {group} has an exposure of {exposure}: it must be above 0")


def _ratio(top: float, bottom: float) -> float:
    return top / bottom if bottom else math.inf


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else math.inf


def _score_p(x1: float, t1: float, x2: float, t2: float) -> float:
    share, total = t1 / (t1 + t2), x1 + x2
    z = (x1 - total * share) / math.sqrt(total * share * (1 - share))
    return math.erfc(abs(z) / math.sqrt(2))


def _mid_p_tail(x: int, total: int) -> Callable[[float], float]:
    """Binomial share -> P(fewer than x) + half of P(x)."""
    from scipy.special import bdtr

    def lower_tail(share: float) -> float:
        fewer = float(bdtr(x - 1, total, share)) if x else 0.0
        return (fewer + float(bdtr(x, total, share))) / 2

    return lower_tail


def _share_where(lower_tail: Callable[[float], float], target: float, tolerance: float) -> float:
    """The share at which the tail is `target`; the tail falls as the share grows."""
    if lower_tail(0.0) <= target:
        return 0.0
    if lower_tail(1.0) >= target:
        return 1.0
    return brent_root(lambda share: lower_tail(share) - target, 0.0, 1.0, tolerance)
