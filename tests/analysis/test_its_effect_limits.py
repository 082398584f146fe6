"""The limits of an effect: Satterthwaite for a t, Fieller for a ratio."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from dashboard.analysis.interrupted_time_series import (
    Choices,
    InterruptedTimeSeries,
    Model,
    analyse,
)
from dashboard.analysis.its.analysis import fit_series
from dashboard.analysis.its.ar1 import fit_ar1
from dashboard.analysis.its.design import Design, build_matrix
from dashboard.analysis.its.effect import effect_at
from dashboard.analysis.its.fit import Fit, freedom_of, quantile
from dashboard.analysis.its.neighbours import spread_under_assumed, spread_under_estimated
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


def test_errors_taken_as_independent_give_least_squares_back() -> None:
    series = make_series(months("submissions"), months("exams"), 1000)
    fit = fit_series(series, Design(START), Choices(model="ols"))[0]
    matrix, position, group = fit.matrix.values, series.position, series.group
    spread = spread_under_assumed(matrix, fit.residual, position, group, phi=0.0)
    assert spread.covariance == pytest.approx(fit.covariance, rel=1e-9)
    weights = np.array([0, 0, 1, 12.0])
    variance = float(weights @ spread.covariance @ weights)
    assert spread.uncertainty.freedom(weights, variance, 99) == pytest.approx(32)


def test_the_assumed_spread_is_right_where_neighbours_are_so_alike() -> None:
    """Of 2,000 normal series with that autocorrelation, t with its freedom covers 95 %."""
    random, position = np.random.default_rng(5), np.arange(1, 13)
    group = np.ones(12, dtype=np.int64)
    design = Design(7)
    matrix = build_matrix(design, make_series(position)).values
    root = np.linalg.cholesky(0.4 ** np.abs(position[:, None] - position[None, :]))
    weights, bread = np.array([0, 0, 1, 12.0]), np.linalg.inv(matrix.T @ matrix)
    covered = 0
    for _ in range(2000):
        y = root @ random.standard_normal(12)
        estimate = bread @ matrix.T @ y
        spread = spread_under_assumed(matrix, y - matrix @ estimate, position, group)
        variance = float(weights @ spread.covariance @ weights)
        freedom = spread.uncertainty.freedom(weights, variance, 8)
        covered += abs(weights @ estimate) < stats.t.ppf(0.975, freedom) * math.sqrt(variance)
    assert 0.935 < covered / 2000 < 0.965


def test_a_short_series_keeps_its_coefficients_and_widens_its_effect() -> None:
    y, n = months("submissions")[8:28], months("exams")[8:28]
    default, plain = (
        analyse(y, 11, n, 1000, choices=Choices(model=model)) for model in (None, "ols")
    )
    assert default.model == "ols"
    assert default.coefficients == plain.coefficients
    assert default.effect.absolute.estimate == plain.effect.absolute.estimate
    for wide, narrow in (
        (default.effect.absolute, plain.effect.absolute),
        (default.effect.counterfactual, plain.effect.counterfactual),
        (default.ratio, plain.ratio),
    ):
        assert wide.lower < narrow.lower and wide.upper > narrow.upper
    assert any("resemble the next by 0.4" in note for note in default.notes)
    assert not any("resemble" in note for note in plain.notes)
    newey_west = analyse(y, 11, n, 1000, choices=Choices(standard_errors="newey-west"))
    assert newey_west.standard_errors == "newey-west"
    assert not any("resemble" in note for note in newey_west.notes)


def test_the_ratio_is_that_of_counts_with_limits_as_the_model_has_them() -> None:
    y, n = months("submissions"), months("exams")

    def of(model: Model | None, **more: object) -> InterruptedTimeSeries:
        return analyse(y, START, n, 1000, choices=Choices(model=model, **more))

    counted = of("quasi-poisson")
    assert counted.ratio.estimate == pytest.approx(1 + counted.effect.relative.estimate)
    assert counted.ratio.upper == pytest.approx(1 + counted.effect.relative.upper)
    for name in ("estimate", "lower", "upper"):
        assert getattr(of("ols").ratio, name) == pytest.approx(getattr(counted.ratio, name))
    default = of(None)
    assert default.model == "ar1"
    assert default.ratio.estimate == pytest.approx(counted.ratio.estimate)
    assert default.ratio.lower != pytest.approx(counted.ratio.lower, rel=1e-3)
    robust = of("quasi-poisson", standard_errors="newey-west", lag=6)
    linear = of("ols", standard_errors="newey-west", lag=6)
    assert linear.ratio.upper == pytest.approx(robust.ratio.upper)
    logged = analyse(y, START, n, 1000, log=True)
    assert logged.ratio.lower == pytest.approx(1 + logged.effect.relative.lower)


def test_the_spread_of_a_ratio_under_ar1_is_the_sandwich() -> None:
    """By hand: weighted rows, autocorrelation by REML, B X'RX B, freedom by finite differences."""
    series = make_series(months("submissions"), months("exams"), 1000)
    design, weights = Design(START), np.array([0, 0, 1, 12.0])
    counted = fit_series(series, design, Choices(model="quasi-poisson"))[0]
    root = np.sqrt(counted.fitted * series.exposure / 1000)
    x = root[:, None] * counted.matrix.values
    y = x @ counted.estimate + counted.residual
    found = fit_ar1(x, y, series.position, series.group)
    bread, lags = np.linalg.inv(x.T @ x), np.abs(np.subtract.outer(range(36), range(36)))

    def variance(phi: float) -> float:
        middle = x.T @ phi ** lags.astype(float) @ x
        return float(found.variance * weights @ bread @ middle @ bread @ weights)

    spread, phi = spread_under_estimated(x, y, series.position, series.group)
    assert phi == found.phi
    own = float(weights @ spread.covariance @ weights)
    assert own == pytest.approx(variance(phi))
    slope = float(weights @ spread.uncertainty.slopes[0] @ weights)
    assert slope == pytest.approx((variance(phi + 1e-6) - variance(phi - 1e-6)) / 2e-6, rel=1e-4)


@pytest.mark.parametrize(
    ("counts", "says"),
    [([3, 4, 5, 4, 3] * 3 + [0] * 15, "0 (or all) over a whole stretch"),
     ([2, -1, 3, 0, 1] * 6, "needs counts of 0 or more"), ([0] * 30, "every count is 0")],
)  # fmt: skip
def test_a_series_without_a_ratio_says_why(counts: list[int], says: str) -> None:
    ratio = analyse(counts, 16, [100] * 30).ratio
    assert (ratio.estimate, ratio.lower, ratio.upper) == (None, None, None)
    assert says in ratio.note


def test_a_ratio_without_spread_has_no_limits() -> None:
    ratio = analyse([5] * 30, 16, [100] * 30).ratio
    assert ratio.estimate == pytest.approx(1)
    assert (ratio.lower, ratio.upper) == (None, None)
    assert "no interval" in ratio.note
