"""How much more than chance do counts vary? The negative binomial's alpha, by maximum likelihood.

Variance mean + alpha * mean^2, fitted as R's glm.nb does: alpha and the coefficients in turn until
neither moves. Our own because statsmodels' Newton step can leap to where a special function never
returns (seen on short series of small counts).
"""

from collections.abc import Callable

import numpy as np

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.its.series import Floats
from dashboard.analysis.two_groups.root_finding import brent_root

SMALLEST_ALPHA, LARGEST_ALPHA = 1e-6, 1e4
MOST_TURNS = 200
SETTLED = 1e-11


def fit_alpha(y: Floats, mean_given: Callable[[float], Floats]) -> float:
    """Alpha of counts y, shape (n,); 0 when they vary no more than chance.

    mean_given: the fitted means for an alpha. Raises CannotCompute when alpha does not settle.
    """
    alpha = 0.0
    for _ in range(MOST_TURNS):
        before, alpha = alpha, _best_alpha(y, mean_given(alpha))
        if abs(alpha - before) <= SETTLED * max(alpha, SMALLEST_ALPHA):
            return alpha
    raise CannotCompute("the extra spread of the negative binomial did not settle")


def _best_alpha(y: Floats, mean: Floats) -> float:
    """Alpha of the highest likelihood at these means."""
    # How many counts lie above 0, 1, 2, ...: the sum over j < y of every row, taken at once.
    steps = np.arange(int(y.max()))
    above = (y.size - np.searchsorted(np.sort(y), steps, side="right")).astype(np.float64)

    def slope(alpha: float) -> float:
        scaled = alpha * mean
        rises = float((above * steps / (1 + alpha * steps)).sum())
        falls = (np.log1p(scaled) - scaled / (1 + scaled)) / alpha**2 - y * mean / (1 + scaled)
        return rises + float(falls.sum())

    if slope(SMALLEST_ALPHA) <= 0:
        return 0.0
    if slope(LARGEST_ALPHA) >= 0:
        raise CannotCompute("the counts are too few to tell how much they vary")
    return brent_root(slope, SMALLEST_ALPHA, LARGEST_ALPHA, 1e-14)
