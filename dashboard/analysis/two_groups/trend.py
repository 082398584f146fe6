"""Does a proportion rise or fall over ordered groups (years, dose, seniority)?"""

import numpy as np
from numpy.typing import ArrayLike

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.two_groups.statistic import Statistic, make_statistic


def cochran_armitage(x: ArrayLike, n: ArrayLike, scores: ArrayLike | None = None) -> Statistic:
    """Cochran and Armitage's test for trend (1955), as R's prop.trend.test.

    x, n: hits and trials, one entry a group in order; scores: the groups' places on a scale
    (1, 2, 3, ... when not given). `estimate` is the change of the proportion per unit of score.
    Raises CannotCompute with fewer than two groups, impossible counts or equal scores.
    """
    from scipy.special import chdtrc

    hits = np.asarray(x, dtype=np.float64).ravel()
    trials = np.asarray(n, dtype=np.float64).ravel()
    places = np.arange(1.0, hits.size + 1) if scores is None else np.asarray(scores, np.float64)
    if hits.size < 2 or not hits.size == trials.size == places.size:
        raise CannotCompute("a trend needs at least two groups, with hits, trials and a score each")
    if not ((hits >= 0) & (trials > 0) & (hits <= trials)).all():
        raise CannotCompute("every group of a trend needs trials, and hits between 0 and trials")
    share = hits.sum() / trials.sum()
    centred = places - (trials * places).sum() / trials.sum()
    spread = float((trials * centred**2).sum())
    if spread == 0:
        raise CannotCompute("the groups have one score, so there is no order to follow")
    slope = float((centred * hits).sum()) / spread
    if share in (0, 1):
        note = "all hits or all misses: nothing to test"
        return make_statistic("cochran_armitage", "chi2", slope, note=note)
    statistic = slope**2 * spread / (share * (1 - share))
    return make_statistic(
        "cochran_armitage",
        "chi2",
        slope,
        p_value=float(chdtrc(1, statistic)),
        statistic=float(statistic),
        note="the estimate is the change of the proportion from one group to the next"
        if scores is None
        else "the estimate is the change of the proportion per unit of score",
    )
