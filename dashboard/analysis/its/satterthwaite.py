"""How far the spread of an AR(1) fit is itself an estimate: degrees of freedom for its t.

Normal quantiles take the autocorrelation as known and call too many effects. Satterthwaite's
degrees of freedom (1946; Fai and Cornelius 1996 for correlated errors) match a t to how much the
variance of the effect moves with phi and with the residual variance.
"""

from dataclasses import dataclass

import numpy as np

from dashboard.analysis.its.series import Floats, Whole

# Fewer would make the interval say nothing at all; simulated, this floor keeps the type I error.
FEWEST_FREEDOM = 4.0


@dataclass(frozen=True, slots=True)
class VarianceUncertainty:
    """Slopes of the coefficients' covariance by phi and by the variance, and how these vary.

    slopes: shape (2, terms, terms); parameters: the covariance of (phi, variance), (2, 2).
    fewest: the least degrees of freedom it answers with.
    """

    slopes: Floats
    parameters: Floats
    fewest: float = FEWEST_FREEDOM

    def freedom(self, weights: Floats, variance: float, most: float) -> float:
        """Degrees of freedom of weights @ coefficients whose variance was estimated so."""
        gradient = np.einsum("i,kij,j->k", weights, self.slopes, weights)
        spread = float(gradient @ self.parameters @ gradient)
        if not spread > 0:
            return most
        return float(min(most, max(self.fewest, 2 * variance**2 / spread)))


def variance_uncertainty(
    matrix: Floats, phi: float, variance: float, position: Whole, group: Whole
) -> VarianceUncertainty:
    """Uncertainty of an AR(1) fit from the expected information of REML."""
    correlation, by_phi = autoregressive_correlation(phi, position, group)
    inverse = np.linalg.inv(correlation) / variance
    weighted = inverse @ matrix
    covariance = np.linalg.inv(matrix.T @ weighted)
    projection = inverse - weighted @ covariance @ weighted.T
    derivatives = (variance * by_phi, correlation)
    slopes = np.array([covariance @ (weighted.T @ d @ weighted) @ covariance for d in derivatives])
    projected = [projection @ d for d in derivatives]
    information = np.array([[0.5 * (a * b.T).sum() for b in projected] for a in projected])
    return VarianceUncertainty(slopes, np.linalg.pinv(information))


def autoregressive_correlation(phi: float, position: Whole, group: Whole) -> tuple[Floats, Floats]:
    """Correlation of the rows and its slope by phi, shapes (rows, rows); 0 between two series."""
    distance = np.abs(position[:, None] - position[None, :]).astype(np.float64)
    together = group[:, None] == group[None, :]
    correlation = np.where(together, np.power(phi, distance), 0.0)
    by_phi = np.where(
        together & (distance > 0), distance * np.power(phi, np.maximum(distance - 1, 0)), 0.0
    )
    return correlation, by_phi
