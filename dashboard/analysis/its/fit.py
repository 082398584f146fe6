"""What a fitted model is, and the numbers read off it: coefficients, predictions, contrasts."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.analysis.intervals import normal_quantile
from dashboard.analysis.its.design import Matrix
from dashboard.analysis.its.satterthwaite import VarianceUncertainty
from dashboard.analysis.its.series import Floats

Model = Literal["ols", "ar1", "poisson", "quasi-poisson", "negative-binomial", "quasi-binomial"]
StandardErrors = Literal["model", "newey-west"]
Link = Literal["identity", "log", "logit"]

NO_SPREAD = "every point lies on the fitted line, so there is no spread to judge by"


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model on the kept rows.

    estimate: shape (terms,); covariance: (terms, terms), nan where there is no spread.
    freedom: degrees of freedom of the t quantiles, None for normal ones. link: how the linear
    predictor becomes what is counted. fitted: on the scale of the rate; residual: uncorrelated
    and of one spread if the model is right (raw, Pearson or whitened); leverage: the hat values.
    dispersion: residual variance, or chi-square over its degrees of freedom; phi: the
    autocorrelation of one row with the next; alpha: the negative binomial's extra spread;
    uncertainty: of the spread itself, used for effects; effect_covariance: what effects are judged
    by where it is not `covariance`.
    """

    model: Model
    standard_errors: StandardErrors
    matrix: Matrix
    estimate: Floats
    covariance: Floats
    freedom: int | None
    link: Link
    fitted: Floats
    residual: Floats
    leverage: Floats
    dispersion: float | None
    phi: float | None = None
    alpha: float | None = None
    uncertainty: VarianceUncertainty | None = None
    effect_covariance: Floats | None = None
    notes: tuple[str, ...] = ()

    @property
    def covariance_of_effects(self) -> Floats:
        """Shape (terms, terms): the covariance behind effects and the counterfactual."""
        return self.covariance if self.effect_covariance is None else self.effect_covariance


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One term with its standard error, test and 95 % limits; exp_ only on a log or logit scale."""

    term: str
    estimate: float
    se: float | None
    statistic: float | None
    p_value: float | None
    lower: float | None
    upper: float | None
    exp_estimate: float | None
    exp_lower: float | None
    exp_upper: float | None


@dataclass(frozen=True, slots=True)
class Contrast:
    """A weighted sum of coefficients with its spread and two-sided p."""

    estimate: float
    se: float | None
    statistic: float | None
    p_value: float | None
    lower: float | None
    upper: float | None


def contrast(
    fit: Fit, weights: Floats, confidence: float = 0.95, small_sample: bool = False
) -> Contrast:
    """The sum weights @ coefficients, with limits by the model's own quantiles.

    small_sample: the spread of effects, with Satterthwaite's degrees of freedom where it has them.
    """
    estimate = float(weights @ fit.estimate)
    covariance = fit.covariance_of_effects if small_sample else fit.covariance
    variance = float(weights @ covariance @ weights)
    if not math.isfinite(variance) or variance <= 0:
        return Contrast(estimate, None, None, None, None, None)
    freedom = freedom_of(fit, weights, variance) if small_sample else fit.freedom
    se = math.sqrt(variance)
    half = quantile(freedom, confidence) * se
    statistic = estimate / se
    p_value = two_sided_p(statistic, freedom)
    return Contrast(estimate, se, statistic, p_value, estimate - half, estimate + half)


def freedom_of(fit: Fit, weights: Floats, variance: float) -> float | None:
    """Degrees of freedom of a sum of coefficients, None where the normal is used."""
    if fit.uncertainty is None:
        return fit.freedom
    most = float(fit.residual.size - len(fit.matrix.terms))
    return fit.uncertainty.freedom(weights, variance, most)


def coefficients(fit: Fit, confidence: float = 0.95) -> tuple[Coefficient, ...]:
    """Every term of the fit, in order."""
    rows = []
    for index, term in enumerate(fit.matrix.terms):
        weights = np.zeros(len(fit.matrix.terms))
        weights[index] = 1.0
        row = contrast(fit, weights, confidence)
        exponents = (
            (None, None, None)
            if fit.link == "identity"
            else tuple(safe_exp(value) for value in (row.estimate, row.lower, row.upper))
        )
        rows.append(
            Coefficient(
                term,
                row.estimate,
                row.se,
                row.statistic,
                row.p_value,
                row.lower,
                row.upper,
                *exponents,
            )
        )
    return tuple(rows)


def quantile(freedom: float | None, confidence: float = 0.95) -> float:
    """Two-sided quantile: t with these degrees of freedom, normal when there are none."""
    if freedom is None:
        return normal_quantile(confidence)
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + confidence) / 2))


def two_sided_p(statistic: float, freedom: float | None) -> float:
    """Two-sided p of a t or normal statistic."""
    if freedom is None:
        return math.erfc(abs(statistic) / math.sqrt(2))
    from scipy.special import stdtr

    return float(2 * stdtr(freedom, -abs(statistic)))


def response(fit: Fit, predictor: float) -> float:
    """The linear predictor on the scale of what is counted; infinite when out of range."""
    if fit.link == "identity":
        return predictor
    if fit.link == "log":
        return math.exp(predictor) if predictor < 700 else math.inf
    return 1 / (1 + math.exp(-predictor)) if predictor > -700 else 0.0


def slope_of_response(fit: Fit, predictor: float) -> float:
    """Derivative of `response`, for the delta method."""
    if fit.link == "identity":
        return 1.0
    value = response(fit, predictor)
    return value if fit.link == "log" else value * (1 - value)


def safe_exp(value: float | None) -> float | None:
    """exp(value), or None when it is missing or out of range."""
    if value is None or value > 700:
        return None
    return math.exp(value)
