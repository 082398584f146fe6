"""Generalised linear models by iteratively reweighted least squares.

It starts and stops where R's glm does (McCullagh and Nelder 1989; relative change of the
deviance under 1e-8, weights of the last step), because a p value far in the tail shows every
digit of a standard error: statsmodels' p differ from R's in the sixth digit.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.its.series import Floats

MOST_STEPS = 25
SETTLED = 1e-8
# A family refitted at a known alpha starts, in R, from where it was: that is, fully settled.
FULLY_SETTLED = 1e-14
NOT_SETTLED = (
    "the model did not settle: the counts may be 0 over a whole stretch; use ols, or join months"
)


class Family(Protocol):
    """What a distribution has to say for itself; the link is its canonical one or the log."""

    def start(self, y: Floats, trials: Floats) -> Floats:
        """Means to start from."""

    def predictor(self, mean: Floats) -> Floats:
        """The link."""

    def mean(self, predictor: Floats) -> Floats:
        """The link's inverse."""

    def slope(self, mean: Floats) -> Floats:
        """Derivative of the mean by the predictor."""

    def variance(self, mean: Floats) -> Floats:
        """Variance of one trial or one count."""

    def deviance(self, y: Floats, mean: Floats, trials: Floats) -> float:
        """How far the counts lie from the means."""


@dataclass(frozen=True, slots=True)
class WeightedFit:
    """Coefficients, means, and the working weights and residuals of the last step."""

    estimate: Floats
    mean: Floats
    weight: Floats
    residual: Floats


@dataclass(frozen=True, slots=True)
class Poisson:
    """Counts whose variance is their mean, or mean + alpha * mean^2 (negative binomial)."""

    alpha: float = 0.0

    def start(self, y: Floats, trials: Floats) -> Floats:
        """Counts moved off 0, as R does for each of the two families."""
        return np.asarray(y + 0.1 if self.alpha == 0 else y + (y == 0) / 6)

    def predictor(self, mean: Floats) -> Floats:
        """Log link."""
        return np.log(mean)

    def mean(self, predictor: Floats) -> Floats:
        """Exponential."""
        return np.exp(predictor)

    def slope(self, mean: Floats) -> Floats:
        """The mean itself."""
        return mean

    def variance(self, mean: Floats) -> Floats:
        """Mean plus the extra spread."""
        return np.asarray(mean + self.alpha * mean**2)

    def deviance(self, y: Floats, mean: Floats, trials: Floats) -> float:
        """Twice the log likelihood short of a perfect fit."""
        ratio = _y_log_ratio(y, mean)
        if self.alpha == 0:
            return float(2 * (ratio - (y - mean)).sum())
        theta = 1 / self.alpha
        return float(2 * (ratio - (y + theta) * np.log((y + theta) / (mean + theta))).sum())


@dataclass(frozen=True, slots=True)
class Binomial:
    """Shares of a number of trials, with the logit link."""

    def start(self, y: Floats, trials: Floats) -> Floats:
        """Shares moved off 0 and 1."""
        return np.asarray((trials * y + 0.5) / (trials + 1))

    def predictor(self, mean: Floats) -> Floats:
        """Logit."""
        return np.asarray(np.log(mean / (1 - mean)))

    def mean(self, predictor: Floats) -> Floats:
        """Logistic function, kept off 0 and 1 by one rounding error."""
        edge = np.finfo(np.float64).eps
        return np.clip(1 / (1 + np.exp(-predictor)), edge, 1 - edge)

    def slope(self, mean: Floats) -> Floats:
        """Mean times its complement."""
        return np.asarray(mean * (1 - mean))

    def variance(self, mean: Floats) -> Floats:
        """Mean times its complement."""
        return np.asarray(mean * (1 - mean))

    def deviance(self, y: Floats, mean: Floats, trials: Floats) -> float:
        """Twice the log likelihood short of a perfect fit."""
        parts = _y_log_ratio(y, mean) + _y_log_ratio(1 - y, 1 - mean)
        return float(2 * (trials * parts).sum())


def fit_weighted(
    matrix: Floats,
    y: Floats,
    family: Family,
    offset: Floats,
    trials: Floats,
    settled: float = SETTLED,
) -> WeightedFit:
    """Fit y, shape (n,), on matrix, (n, terms).

    offset is added to the predictor; trials weigh the rows (1 for counts);
    settled: the relative change of the deviance at which to stop. Raises CannotCompute
    when the deviance has not settled after 25 steps.
    """
    mean = family.start(y, trials)
    predictor = family.predictor(mean)
    deviance = family.deviance(y, mean, trials)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        for _ in range(MOST_STEPS):
            slope = family.slope(mean)
            weight = trials * slope**2 / family.variance(mean)
            target = predictor - offset + (y - mean) / slope
            estimate = _weighted_least_squares(matrix, target, weight)
            predictor = matrix @ estimate + offset
            mean = family.mean(predictor)
            before, deviance = deviance, family.deviance(y, mean, trials)
            if abs(deviance - before) / (abs(deviance) + 0.1) < settled:
                return WeightedFit(estimate, mean, weight, (y - mean) / family.slope(mean))
    raise CannotCompute(NOT_SETTLED)


def _weighted_least_squares(matrix: Floats, target: Floats, weight: Floats) -> Floats:
    root = np.sqrt(weight)
    if not (np.isfinite(root).all() and np.isfinite(target).all()):
        raise CannotCompute(NOT_SETTLED)
    return np.asarray(np.linalg.lstsq(root[:, None] * matrix, root * target, rcond=None)[0])


def _y_log_ratio(y: Floats, mean: Floats) -> Floats:
    """y log(y / mean), which is 0 where y is 0."""
    positive = y > 0
    return np.asarray(np.where(positive, y * np.log(np.where(positive, y, 1.0) / mean), 0.0))
