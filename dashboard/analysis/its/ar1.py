"""Linear regression with first-order autoregressive errors, by restricted maximum likelihood.

REML (Harville 1977; Turner 2021 for short series) keeps the autocorrelation from being
underestimated the way maximum likelihood does. The coefficients and the spread are profiled out,
so one number, phi, is searched.
"""

from dataclasses import dataclass

import numpy as np

from dashboard.analysis.its.series import Floats, Whole

# Beyond this the errors are a random walk and the level cannot be told from it.
HIGHEST_PHI = 0.99
COARSE_STEPS = 25


@dataclass(frozen=True, slots=True)
class AutoregressiveFit:
    """Coefficients, their covariance, phi, and the rows whitened by it."""

    estimate: Floats
    covariance: Floats
    phi: float
    variance: float
    white_matrix: Floats
    white_residual: Floats


def fit_ar1(matrix: Floats, y: Floats, position: Whole, group: Whole) -> AutoregressiveFit:
    """Fit y on matrix, rows in time order within each series.

    Rows g steps apart correlate phi to the power g, so gaps (a phase-in left out, a missing
    month) count in full. Series are independent and share one phi and one spread.
    """
    from scipy.optimize import minimize_scalar

    gaps = _gaps(position, group)

    def loss(phi: float) -> float:
        return _restricted_loss(phi, matrix, y, gaps)

    grid = np.linspace(-HIGHEST_PHI, HIGHEST_PHI, COARSE_STEPS)
    best = int(np.argmin([loss(phi) for phi in grid]))
    low, high = grid[max(0, best - 1)], grid[min(COARSE_STEPS - 1, best + 1)]
    found = minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-10})
    return _fit_given_phi(float(found.x), matrix, y, gaps)


def _gaps(position: Whole, group: Whole) -> Whole:
    """Steps since the row before in the same series; 0 for the first of a series."""
    gaps = np.diff(position, prepend=position[0])
    gaps[np.diff(group, prepend=group[0]) != 0] = 0
    gaps[0] = 0
    return np.asarray(gaps)


def _whiten(phi: float, values: Floats, gaps: Whole) -> tuple[Floats, Floats]:
    """Rows made independent, and the variance each had given the row before."""
    first = gaps == 0
    link = np.where(first, 0.0, np.power(phi, gaps))
    spread = np.where(first, 1.0, 1.0 - link**2)
    before = np.roll(values, 1, axis=0)
    if values.ndim == 2:
        return (values - link[:, None] * before) / np.sqrt(spread)[:, None], spread
    return (values - link * before) / np.sqrt(spread), spread


def _restricted_loss(phi: float, matrix: Floats, y: Floats, gaps: Whole) -> float:
    """Minus twice the restricted log likelihood, up to a constant."""
    white, spread = _whiten(phi, np.column_stack([matrix, y]), gaps)
    triangle = np.asarray(np.linalg.qr(white, mode="r"))
    terms = matrix.shape[1]
    # The last corner of R holds the residual sum of squares, the rest |X'X|.
    rss = float(triangle[terms, terms] ** 2)
    log_information = 2 * float(np.log(np.abs(np.diag(triangle)[:terms])).sum())
    freedom = y.size - terms
    log_spread = float(np.log(spread).sum())
    return float(freedom * np.log(max(rss, 1e-300)) + log_spread + log_information)


def _fit_given_phi(phi: float, matrix: Floats, y: Floats, gaps: Whole) -> AutoregressiveFit:
    white_matrix, _ = _whiten(phi, matrix, gaps)
    white_y, _ = _whiten(phi, y, gaps)
    q, r = np.linalg.qr(white_matrix)
    estimate = np.linalg.solve(r, q.T @ white_y)
    residual = white_y - white_matrix @ estimate
    variance = float(residual @ residual) / (y.size - matrix.shape[1])
    inverse = np.linalg.inv(r)
    return AutoregressiveFit(
        estimate, variance * inverse @ inverse.T, phi, variance, white_matrix, residual
    )
