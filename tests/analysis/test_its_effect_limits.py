"""The limits of an effect: Satterthwaite for a t, Fieller for a ratio."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from dashboard.analysis.interrupted_time_series import (
    Choices,
    Model,
)
from dashboard.analysis.its.analysis import fit_series
from dashboard.analysis.its.design import Design
from dashboard.analysis.its.effect import effect_at
from dashboard.analysis.its.fit import Fit, freedom_of, quantile
from dashboard.analysis.its.satterthwaite import VarianceUncertainty, variance_uncertainty
from dashboard.analysis.its.series import make_series
from tests.analysis.test_interrupted_time_series import START, months


def ar1_fit() -> Fit:
    series = make_series(months("submissions"), months("exams"), 1000)
    return fit_series(series, Design(START), Choices(model="ar1"))[0]


def test_the_spread_of_an_ar1_fit_moves_as_its_slopes_say() -> None:
    """The covariance's slopes against finite differences; more freedom than 4, less than n - p."""
    matrix = ar1_fit().matrix.values
    position, group = np.arange(1, 37), np.ones(36, dtype=np.int64)

    def covariance(phi: float, variance: float) -> np.ndarray:
        lags = np.abs(position[:, None] - position[None, :]).astype(float)
        return variance * np.linalg.inv(matrix.T @ np.linalg.inv(phi**lags) @ matrix)

    found = variance_uncertainty(matrix, 0.3, 0.5, position, group)
    step = 1e-5
    by_phi = (covariance(0.3 + step, 0.5) - covariance(0.3 - step, 0.5)) / (2 * step)
    by_variance = (covariance(0.3, 0.5 + step) - covariance(0.3, 0.5 - step)) / (2 * step)
    assert found.slopes[0] == pytest.approx(by_phi, rel=1e-4, abs=1e-8)
    assert found.slopes[1] == pytest.approx(by_variance, rel=1e-6, abs=1e-8)
    # Were phi known, the residual variance alone would move: n - p degrees of freedom.
    known = VarianceUncertainty(found.slopes * [[[0]], [[1]]], np.diag([0, 2 * 0.5**2 / 32]))
    level = np.array([0.0, 0, 1, 0])
    own = float(level @ covariance(0.3, 0.5) @ level)
    assert known.freedom(level, own, 99) == pytest.approx(32)
    assert 4 < found.freedom(level, own, 32) < 20


def test_an_ar1_effect_allows_for_its_autocorrelation_being_estimated() -> None:
    fit = ar1_fit()
    effect = effect_at(fit, Design(START), make_series([1.0] * 36), 12)
    weights = np.array([0, 0, 1, 12.0])
    variance = float(weights @ fit.covariance @ weights)
    assert fit.uncertainty is not None
    freedom = fit.uncertainty.freedom(weights, variance, 32)
    half = stats.t.ppf(0.975, freedom) * math.sqrt(variance)
    middle = float(weights @ fit.estimate)
    assert (effect.absolute.lower, effect.absolute.upper) == pytest.approx(
        (middle - half, middle + half)
    )
    assert half > 2 * math.sqrt(variance)


@pytest.mark.parametrize("model", ["ols", "ar1"])
def test_limits_of_a_ratio_are_where_fieller_puts_them(model: Model) -> None:
    """At a limit r the contrast fitted - r * counterfactual is just significant."""
    series = make_series(months("submissions"), months("exams"), 1000)
    fit, _, _ = fit_series(series, Design(START), Choices(model=model))
    relative = effect_at(fit, Design(START), series, 12).relative
    fitted, without = np.array([1, 31, 1, 12.0]), np.array([1, 31, 0, 0.0])
    change = fitted - without
    freedom = freedom_of(fit, change, float(change @ fit.covariance @ change))
    for limit in (relative.lower, relative.upper):
        assert limit is not None
        weights = fitted - (1 + limit) * without
        gap = abs(float(weights @ fit.estimate))
        spread = math.sqrt(float(weights @ fit.covariance @ weights))
        assert gap / spread == pytest.approx(quantile(freedom), rel=1e-6)
