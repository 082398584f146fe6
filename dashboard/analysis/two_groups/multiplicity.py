"""P values adjusted for having looked at several comparisons."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.analysis.errors import CannotCompute

AdjustmentMethod = Literal["holm", "BH", "bonferroni"]
_STATSMODELS_NAMES = {"holm": "holm", "BH": "fdr_bh", "bonferroni": "bonferroni"}


def adjust_p_values(p_values: ArrayLike, method: AdjustmentMethod = "holm") -> NDArray[np.float64]:
    """Adjusted p values, in the order given.

    "holm" (1979, any error at all), "BH" (Benjamini and Hochberg 1995, share of false findings)
    or "bonferroni". Missing p values (nan) stay missing and are not counted as looks.
    Raises CannotCompute when a p lies outside 0 to 1 or the method is unknown.
    """
    from statsmodels.stats.multitest import multipletests

    p = np.asarray(p_values, dtype=np.float64).ravel()
    if method not in _STATSMODELS_NAMES:
        raise CannotCompute(f"there is no adjustment called {method!r}; use holm, BH or bonferroni")
    known = ~np.isnan(p)
    if ((p[known] < 0) | (p[known] > 1)).any():
        raise CannotCompute("a p value must lie between 0 and 1")
    adjusted = np.full(p.shape, np.nan)
    if known.any():
        adjusted[known] = multipletests(p[known], method=_STATSMODELS_NAMES[method])[1]
    return adjusted
