"""The same cases judged twice, yes or no each time."""

import math

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.two_groups.statistic import Statistic, make_statistic

NO_CHANGES = "no case changed its answer: nothing to test"


def mcnemar(
    both: float, first_only: float, second_only: float, neither: float
) -> tuple[Statistic, ...]:
    """McNemar's test (1947) on four counts: with correction, without, and exact.

    The counts are read in the order of a table's columns, as R fills a matrix: yes both times,
    only the first, only the second, no both times. The exact row gives the odds ratio of the two
    kinds of change (second only over first only) with its exact conditional interval.
    Raises CannotCompute when a count is not a whole number of 0 or more.
    """
    for count in (both, first_only, second_only, neither):
        if count is None or not 0 <= count < math.inf or count != int(count):
            raise CannotCompute(
                f"{count} is not a count: the four numbers must be whole, 0 or more"
            )
    b, c = int(first_only), int(second_only)
    if b + c == 0:
        return tuple(
            make_statistic("mcnemar", method, note=NO_CHANGES) for method in ("cc", "nocc", "exact")
        )
    return (
        _chi_square(b, c, "cc", min(1, abs(b - c))),
        _chi_square(b, c, "nocc", 0),
        _exact(b, c),
    )


def _chi_square(b: int, c: int, method: str, correction: int) -> Statistic:
    from scipy.special import chdtrc

    statistic = (abs(b - c) - correction) ** 2 / (b + c)
    note = "fewer than 25 cases changed: read the exact row" if b + c < 25 else ""
    return make_statistic(
        "mcnemar", method, p_value=float(chdtrc(1, statistic)), statistic=statistic, note=note
    )


def _exact(b: int, c: int) -> Statistic:
    from scipy.stats import binomtest

    test = binomtest(c, b + c, 0.5)
    share = test.proportion_ci(0.95)
    ratio, lower, upper = (
        p / (1 - p) if p < 1 else math.inf for p in (c / (b + c), share.low, share.high)
    )
    return make_statistic("mcnemar", "exact", ratio, lower, upper, float(test.pvalue))
