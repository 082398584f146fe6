"""The models of a segmented regression, each fitted on the kept rows of a series."""

import math
from dataclasses import replace

import numpy as np

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.its.ar1 import HIGHEST_PHI, fit_ar1
from dashboard.analysis.its.design import Matrix, check_rank
from dashboard.analysis.its.fit import NO_SPREAD, Fit, Model, StandardErrors
from dashboard.analysis.its.irls import (
    FULLY_SETTLED,
    SETTLED,
    Binomial,
    Poisson,
    WeightedFit,
    fit_weighted,
)
from dashboard.analysis.its.negative_binomial import fit_alpha
from dashboard.analysis.its.neighbours import spread_under_assumed
from dashboard.analysis.its.newey_west import newey_west_covariance
from dashboard.analysis.its.satterthwaite import variance_uncertainty
from dashboard.analysis.its.series import Floats, Series

COUNT_MODELS = ("poisson", "quasi-poisson", "negative-binomial")
AUTOREGRESSIVE_FROM = 24
# A linear predictor this far out is a probability or a rate of 0 to any printed digit.
FARTHEST_PREDICTOR = 15.0
NO_DISPERSION = 1e-10


def default_model(known_rows: int, standard_errors: StandardErrors = "model") -> Model:
    """AR(1) by REML from 24 rows on, ordinary least squares below (Turner 2021).

    Newey-West errors belong to least squares at any length. Chosen for its type I error: see
    tests/simulate/simulate_its.py.
    """
    enough = known_rows >= AUTOREGRESSIVE_FROM and standard_errors == "model"
    return "ar1" if enough else "ols"


def widened_for_a_short_series(fit: Fit, rows: Series) -> Fit:
    """A least-squares fit whose effects are judged as if neighbouring rows were alike by 0.4.

    So few rows cannot show how alike they are, and taking them as independent calls up to a fifth
    of series without any effect. The coefficients and their errors stay those of least squares.
    """
    if fit.notes:
        return fit
    spread = spread_under_assumed(fit.matrix.values, fit.residual, rows.position, rows.group)
    return replace(fit, effect_covariance=spread.covariance, uncertainty=spread.uncertainty)


def fit_model(
    matrix: Matrix,
    rows: Series,
    model: Model,
    standard_errors: StandardErrors = "model",
    lag: int = 3,
    adjust: bool = True,
) -> Fit:
    """Fit one model on the kept rows.

    matrix: the design of exactly these rows. Raises CannotCompute when the rows are too few, the
    values do not suit the model (a count below 0, a share above 1), or the counts are all zero
    on one side so that no ratio exists.
    """
    check_rank(matrix)
    if lag < 0 or lag >= len(rows.y):
        raise CannotCompute(f"the lag must lie between 0 and {len(rows.y) - 1}, not be {lag}")
    if model == "ar1":
        if standard_errors == "newey-west":
            raise CannotCompute(
                "the AR(1) model allows for autocorrelation itself: "
                "ask for Newey-West with another model"
            )
        return _fit_autoregressive(matrix, rows)
    if model == "ols":
        return _fit_least_squares(matrix, rows, standard_errors, lag, adjust)
    if model in COUNT_MODELS or model == "quasi-binomial":
        return _fit_counts(matrix, rows, model, standard_errors, lag, adjust)
    raise CannotCompute(f"there is no model called {model!r}")


def _outcome(rows: Series) -> Floats:
    if not rows.logged:
        return rows.rate
    if (rows.rate <= 0).any():
        raise CannotCompute(
            "a value of 0 or less has no log: leave the log out, or use a count model"
        )
    return np.asarray(np.log(rows.rate))


def _fit_least_squares(
    matrix: Matrix, rows: Series, standard_errors: StandardErrors, lag: int, adjust: bool
) -> Fit:
    x, y = matrix.values, _outcome(rows)
    q, r = np.linalg.qr(x)
    estimate = np.linalg.solve(r, q.T @ y)
    residual = y - x @ estimate
    freedom = y.size - x.shape[1]
    inverse = np.linalg.inv(r)
    bread = inverse @ inverse.T
    variance = float(residual @ residual) / freedom
    notes: tuple[str, ...] = ()
    if _without_spread(residual, y):
        covariance, notes = np.full_like(bread, np.nan), (NO_SPREAD,)
    elif standard_errors == "newey-west":
        covariance = newey_west_covariance(x * residual[:, None], bread, rows.group, lag, adjust)
    else:
        covariance = variance * bread
    return Fit(
        model="ols",
        standard_errors=standard_errors,
        matrix=matrix,
        estimate=estimate,
        covariance=covariance,
        freedom=freedom,
        link="log" if rows.logged else "identity",
        fitted=np.exp(x @ estimate) if rows.logged else x @ estimate,
        residual=residual,
        leverage=(q**2).sum(axis=1),
        dispersion=variance,
        notes=notes,
    )


def _fit_autoregressive(matrix: Matrix, rows: Series) -> Fit:
    x, y = matrix.values, _outcome(rows)
    plain = _fit_least_squares(matrix, rows, "model", 0, True)
    if plain.notes:
        return plain
    found = fit_ar1(x, y, rows.position, rows.group)
    q, _ = np.linalg.qr(found.white_matrix)
    notes: tuple[str, ...] = ()
    if abs(found.phi) > HIGHEST_PHI - 0.01:
        notes = (
            f"autocorrelation at the edge ({found.phi:.2f}): a jump cannot be told from drift",
        )
    return Fit(
        model="ar1",
        standard_errors="model",
        matrix=matrix,
        estimate=found.estimate,
        covariance=found.covariance,
        freedom=None,
        link="log" if rows.logged else "identity",
        fitted=np.exp(x @ found.estimate) if rows.logged else x @ found.estimate,
        residual=found.white_residual,
        leverage=(q**2).sum(axis=1),
        dispersion=found.variance,
        phi=found.phi,
        uncertainty=variance_uncertainty(x, found.phi, found.variance, rows.position, rows.group),
        notes=notes,
    )


def _without_spread(residual: Floats, y: Floats) -> bool:
    scale = float(np.abs(y).max()) or 1.0
    return float(np.abs(residual).max()) <= 1e-10 * scale


def _fit_counts(
    matrix: Matrix,
    rows: Series,
    model: Model,
    standard_errors: StandardErrors,
    lag: int,
    adjust: bool,
) -> Fit:
    _check_counts(rows, model)
    alpha, notes = _extra_spread(matrix, rows) if model == "negative-binomial" else (None, ())
    found = _fit_family(matrix, rows, model, alpha or 0.0)
    _check_finite_predictor(matrix, found.estimate, rows, model)
    x, weight, score = matrix.values, found.weight, found.weight * found.residual
    freedom = len(rows.y) - x.shape[1]
    dispersion = float((weight * found.residual**2).sum()) / freedom
    bread = np.asarray(np.linalg.inv(x.T @ (weight[:, None] * x)), dtype=np.float64)
    quasi = model.startswith("quasi")
    if quasi and dispersion <= NO_DISPERSION:
        covariance, notes = np.full_like(bread, np.nan), (NO_SPREAD,)
    elif standard_errors == "newey-west":
        covariance = newey_west_covariance(x * score[:, None], bread, rows.group, lag, adjust)
    else:
        covariance = np.asarray(bread * (dispersion if quasi else 1.0))
    root = np.sqrt(weight)[:, None] * x
    return Fit(
        model=model,
        standard_errors=standard_errors,
        matrix=matrix,
        estimate=found.estimate,
        covariance=covariance,
        freedom=freedom if quasi else None,
        link="logit" if model == "quasi-binomial" else "log",
        fitted=_fitted_rate(found.mean, rows, model),
        residual=np.sqrt(weight) * found.residual,
        leverage=((root @ bread) * root).sum(axis=1),
        dispersion=dispersion,
        alpha=alpha,
        notes=notes,
    )


def _check_counts(rows: Series, model: Model) -> None:
    if rows.logged:
        raise CannotCompute(f"the {model} model works on the log scale itself: leave the log out")
    if (rows.y < 0).any():
        raise CannotCompute(f"the {model} model needs counts of 0 or more")
    if model == "quasi-binomial":
        if rows.exposure is None:
            raise CannotCompute("the quasi-binomial model needs a denominator for every count")
        if (rows.y > rows.exposure).any():
            raise CannotCompute("a count is larger than its denominator, so it is no proportion")
        if rows.y.sum() == rows.exposure.sum():
            raise CannotCompute("every count equals its denominator: there is nothing to model")
    if not (rows.y > 0).any():
        raise CannotCompute("every count is 0: there is nothing to model")


def _centre(rows: Series, model: Model) -> float:
    """The linear predictor of a model without any term but the intercept."""
    if rows.exposure is None:
        return math.log(float(rows.y.mean()))
    share = float(rows.y.sum() / rows.exposure.sum())
    if model == "quasi-binomial":
        return math.log(share / (1 - share))
    return math.log(share * rows.per)


def _offset(rows: Series) -> Floats:
    if rows.exposure is None:
        return np.zeros(len(rows.y))
    return np.asarray(np.log(rows.exposure / rows.per))


def _check_finite_predictor(matrix: Matrix, estimate: Floats, rows: Series, model: Model) -> None:
    """Separation: where a side is all 0 (or all hits), the best predictor is infinite."""
    distance = np.abs(matrix.values @ estimate - _centre(rows, model))
    if float(distance.max()) > FARTHEST_PREDICTOR:
        raise CannotCompute(
            "the counts are 0 (or all) over a whole stretch, so the model runs off to infinity: "
            "use ols, or join months"
        )


def _fit_family(matrix: Matrix, rows: Series, model: Model, alpha: float) -> WeightedFit:
    ones = np.ones(len(rows.y))
    if model == "quasi-binomial":
        assert rows.exposure is not None  # checked before
        share = rows.y / rows.exposure
        return fit_weighted(matrix.values, share, Binomial(), 0 * ones, rows.exposure)
    settled = FULLY_SETTLED if alpha else SETTLED
    return fit_weighted(matrix.values, rows.y, Poisson(alpha), _offset(rows), ones, settled)


def _extra_spread(matrix: Matrix, rows: Series) -> tuple[float, tuple[str, ...]]:
    """The negative binomial's alpha, 0 (with a note) when chance alone is enough."""

    def mean_given(alpha: float) -> Floats:
        found = _fit_family(matrix, rows, "negative-binomial", alpha)
        _check_finite_predictor(matrix, found.estimate, rows, "negative-binomial")
        return found.mean

    alpha = fit_alpha(rows.y, mean_given)
    if alpha > 0:
        return alpha, ()
    return 0.0, ("the counts vary no more than chance alone: the same as the Poisson model",)


def _fitted_rate(mean: Floats, rows: Series, model: Model) -> Floats:
    if rows.exposure is None:
        return mean
    share = mean if model == "quasi-binomial" else mean / rows.exposure
    return np.asarray(share * rows.per)
