"""The spread of least-squares coefficients when a row resembles the row before.

The coefficients stay those of least squares; their covariance is the sandwich B X'RX B times the
variance, B the inverse of X'X and R the correlation of first-order autoregressive errors. Rows may
be weighted beforehand (each times the root of its weight), as those of a log-linear model are.
"""

from dataclasses import dataclass

import numpy as np

from dashboard.analysis.its.ar1 import fit_ar1
from dashboard.analysis.its.satterthwaite import (
    VarianceUncertainty,
    autoregressive_correlation,
    variance_uncertainty,
)
from dashboard.analysis.its.series import Floats, Whole

ASSUMED = 0.4
"""The autocorrelation taken for granted in a series too short to show its own.

The most the default is asked to withstand: docs/statistics.md has the simulations.
"""


@dataclass(frozen=True, slots=True)
class Spread:
    """Covariance of the coefficients, (terms, terms), and how far it is itself an estimate."""

    covariance: Floats
    uncertainty: VarianceUncertainty


def spread_under_assumed(
    matrix: Floats, residual: Floats, position: Whole, group: Whole, phi: float = ASSUMED
) -> Spread:
    """The spread if the autocorrelation is phi.

    matrix: (rows, terms); residual: of least squares, (rows,). The variance is the residual sum of
    squares over its expectation under phi, so the interval of a contrast is t with Satterthwaite's
    degrees of freedom, exact in mean and variance for normal errors.
    """
    correlation, _ = autoregressive_correlation(phi, position, group)
    bread = np.linalg.inv(matrix.T @ matrix)
    left = correlation - matrix @ (bread @ (matrix.T @ correlation))
    expected, squared = float(np.trace(left)), float((left * left.T).sum())
    variance = float(residual @ residual) / expected
    shape = bread @ (matrix.T @ correlation @ matrix) @ bread
    slopes = np.stack([np.zeros_like(shape), shape])
    parameters = np.diag([0.0, 2 * variance**2 * squared / expected**2])
    return Spread(variance * shape, VarianceUncertainty(slopes, parameters, fewest=0.0))


def spread_under_estimated(
    matrix: Floats, y: Floats, position: Whole, group: Whole
) -> tuple[Spread, float]:
    """The spread with the autocorrelation by REML, and that autocorrelation.

    y: what least squares was fitted to, (rows,).
    """
    found = fit_ar1(matrix, y, position, group)
    phi, variance = found.phi, found.variance
    correlation, by_phi = autoregressive_correlation(phi, position, group)
    bread = np.linalg.inv(matrix.T @ matrix)
    shape, steeper = (
        np.asarray(bread @ (matrix.T @ rows @ matrix) @ bread) for rows in (correlation, by_phi)
    )
    uncertain = variance_uncertainty(matrix, phi, variance, position, group)
    slopes = np.stack([variance * steeper, shape])
    return Spread(variance * shape, VarianceUncertainty(slopes, uncertain.parameters)), phi
