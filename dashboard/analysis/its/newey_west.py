"""Standard errors that allow for autocorrelation: Newey and West (1987)."""

import numpy as np

from dashboard.analysis.its.series import Floats, Whole


def newey_west_covariance(
    scores: Floats, bread: Floats, group: Whole, lag: int, adjust: bool
) -> Floats:
    """Sandwich covariance with Bartlett weights 1 - l / (lag + 1).

    scores: each row's part of the estimating equation, shape (rows, terms), in time order
    within each series; bread: the inverse of their expected slope, (terms, terms). Products are
    taken over the rows in order and never across two series. adjust: multiply by n / (n - p).
    """
    rows, terms = scores.shape
    meat = np.zeros((terms, terms))
    for name in np.unique(group):
        own = scores[group == name]
        meat += own.T @ own
        for step in range(1, min(lag, len(own) - 1) + 1):
            lagged = own[step:].T @ own[:-step]
            meat += (1 - step / (lag + 1)) * (lagged + lagged.T)
    factor = rows / (rows - terms) if adjust else 1.0
    return np.asarray(factor * bread @ meat @ bread)
