"""The models against R, statsmodels and the full likelihood; effects, designs and hard series."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pytest
from statsmodels.genmod.families import Binomial, Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.diagnostic import acorr_breusch_godfrey, acorr_ljungbox
from statsmodels.stats.stattools import durbin_watson

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.interrupted_time_series import (
    Choices,
    Coefficient,
    InterruptedTimeSeries,
    Model,
    analyse,
    analyse_controlled,
)
from dashboard.analysis.its.ar1 import fit_ar1
from dashboard.analysis.its.design import Design, build_matrix
from dashboard.analysis.its.series import make_series
from tests.analysis.reference import deviation, number, rows

MODELS: tuple[Model, ...] = ("ols", "ar1", "poisson", "quasi-poisson", "negative-binomial")
NUMBERS = {
    "estimate": "estimate", "se": "se", "statistic": "statistic", "p.value": "p_value",
    "lower": "lower", "upper": "upper", "exp_estimate": "exp_estimate",
    "exp_lower": "exp_lower", "exp_upper": "exp_upper",
}  # fmt: skip
TERMS = {
    "(Intercept)": "intercept", "i": "time", "after2": "after", "site": "control",
    "i:site": "control:time", "level:site": "control:level", "after:site": "control:after",
}  # fmt: skip
START = 19


@lru_cache
def months(name: str) -> np.ndarray:
    return np.array([float(row[name]) for row in rows("inputs/synthetic_pl_monthly.csv")])


def site(number: str) -> list[float]:
    table = rows("inputs/synthetic_controlled_its.csv")
    return [float(row["rate"]) for row in table if row["site"] == number]


def rate(model: Model, **choices: object) -> InterruptedTimeSeries:
    return analyse(
        months("submissions"), START, months("exams"), 1000,
        choices=Choices(model=model, **choices),  # type: ignore[arg-type]
    )  # fmt: skip


@lru_cache
def reference_case(name: str) -> dict[str, Coefficient]:
    if name == "pl_negbin":
        found = analyse(
            months("submissions"), START, months("exams"),
            choices=Choices(model="negative-binomial"),
        )  # fmt: skip
    elif name == "pl_quasibinomial_participation":
        found = analyse(
            months("participants"), START, months("eligible"),
            choices=Choices(model="quasi-binomial"),
        )  # fmt: skip
    elif name == "pl_ols_rate_phasein":
        found = analyse(
            months("submissions"), START, months("exams"), 1000, phase_in=3,
            choices=Choices(model="ols", standard_errors="newey-west", lag=3),
        )  # fmt: skip
    else:
        assert name == "pl_controlled_its"
        found = analyse_controlled(site("1"), site("0"), START, choices=Choices(model="ols"))
    return {row.term: row for row in found.coefficients}


@pytest.mark.parametrize(
    "row", rows("its/its_coefficients.csv"), ids=lambda row: f"{row['model']}-{row['term']}"
)
def test_every_coefficient_is_that_of_r(row: dict[str, str]) -> None:
    ours = reference_case(row["model"])[TERMS.get(row["term"], row["term"])]
    for theirs, name in NUMBERS.items():
        if row[theirs]:
            assert deviation(number(row[theirs]), getattr(ours, name)) < 1e-6, name
        else:
            assert getattr(ours, name) is None


@pytest.mark.parametrize("lag", [1, 3, 12])
@pytest.mark.parametrize("adjust", [True, False])
def test_newey_west_is_that_of_statsmodels(lag: int, adjust: bool) -> None:
    ours = rate("ols", standard_errors="newey-west", lag=lag, adjust=adjust)
    y = 1000 * months("submissions") / months("exams")
    matrix = build_matrix(Design(START), make_series(y)).values
    theirs = OLS(y, matrix).fit(
        cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": adjust}, use_t=True
    )
    assert [row.se for row in ours.coefficients] == pytest.approx(theirs.bse)
    assert [row.p_value for row in ours.coefficients] == pytest.approx(theirs.pvalues)
    limits = [(row.lower, row.upper) for row in ours.coefficients]
    assert np.array(limits) == pytest.approx(theirs.conf_int())


def test_generalised_models_are_those_of_statsmodels() -> None:
    y, n = months("submissions"), months("exams")
    matrix = build_matrix(Design(START), make_series(y)).values
    theirs = GLM(y, matrix, family=Poisson(), offset=np.log(n / 1000)).fit()
    scaled = GLM(y, matrix, family=Poisson(), offset=np.log(n / 1000)).fit(scale="X2")
    for model, fitted in (("poisson", theirs), ("quasi-poisson", scaled)):
        ours = rate(model).coefficients  # type: ignore[arg-type]
        assert [row.estimate for row in ours] == pytest.approx(fitted.params, rel=1e-6)
        assert [row.se for row in ours] == pytest.approx(fitted.bse, rel=1e-6)
    hits, eligible = months("participants"), months("eligible")
    shares = GLM(hits / eligible, matrix, family=Binomial(), var_weights=eligible).fit(scale="X2")
    ours = analyse(hits, START, eligible, choices=Choices(model="quasi-binomial")).coefficients
    assert [row.se for row in ours] == pytest.approx(shares.bse, rel=1e-6)


def full_reml(phi: float, matrix: np.ndarray, y: np.ndarray, position: np.ndarray) -> float:
    """The restricted likelihood from the whole covariance matrix, nothing whitened."""
    correlation = phi ** np.abs(position[:, None] - position[None, :]).astype(float)
    inverse = np.linalg.inv(correlation)
    information = matrix.T @ inverse @ matrix
    estimate = np.linalg.solve(information, matrix.T @ inverse @ y)
    residual = y - matrix @ estimate
    freedom = len(y) - matrix.shape[1]
    return float(
        freedom * np.log(residual @ inverse @ residual)
        + np.linalg.slogdet(correlation)[1]
        + np.linalg.slogdet(information)[1]
    )


def test_reml_finds_the_peak_of_the_full_likelihood_with_gaps() -> None:
    y = 1000 * months("submissions") / months("exams")
    kept = np.delete(np.arange(len(y)), [4, 18, 19, 20])
    series = make_series(y)
    matrix = build_matrix(Design(START, 3, 1), series).values[kept]
    position = series.position[kept]
    ours = fit_ar1(matrix, y[kept], position, np.ones(kept.size, dtype=np.int64))
    grid = np.arange(-0.95, 0.951, 0.01)
    losses = [full_reml(phi, matrix, y[kept], position) for phi in grid]
    best = full_reml(ours.phi, matrix, y[kept], position)
    assert best <= min(losses) + 1e-9
    assert full_reml(ours.phi + 1e-3, matrix, y[kept], position) > best
    correlation = ours.phi ** np.abs(position[:, None] - position[None, :]).astype(float)
    information = matrix.T @ np.linalg.inv(correlation) @ matrix
    assert ours.covariance == pytest.approx(ours.variance * np.linalg.inv(information))


def test_reml_recovers_autocorrelation_where_the_series_is_long() -> None:
    generator = np.random.default_rng(4)
    noise = np.zeros(600)
    for index in range(1, 600):
        noise[index] = 0.5 * noise[index - 1] + generator.standard_normal()
    found = analyse(noise, 301, choices=Choices(model="ar1"))
    assert found.model == "ar1"
    phi = next(row.estimate for row in found.diagnostics if row.stat == "autocorrelation")
    assert phi == pytest.approx(0.5, abs=0.1)


def test_diagnostics_are_those_of_statsmodels() -> None:
    y = 1000 * months("submissions") / months("exams")
    fitted = OLS(y, build_matrix(Design(START), make_series(y)).values).fit()
    ours = {(row.stat, row.method): row for row in rate("ols").diagnostics}
    assert ours["durbin_watson", "lag 1"].estimate == pytest.approx(durbin_watson(fitted.resid))
    for lag in (1, 7):
        statistic, p_value, _, _ = acorr_breusch_godfrey(fitted, nlags=lag, result_object=False)
        row = ours["breusch_godfrey", f"lags 1 to {lag}"]
        assert (row.estimate, row.p_value) == pytest.approx((statistic, p_value))
    box = acorr_ljungbox(fitted.resid, lags=[7])
    row = ours["ljung_box", "lags 1 to 7"]
    assert (row.estimate, row.p_value) == pytest.approx(
        (box["lb_stat"].iloc[0], box["lb_pvalue"].iloc[0])
    )
    cook, _ = fitted.get_influence().cooks_distance
    assert ours["cooks_distance", "largest"].estimate == pytest.approx(cook.max())
    assert f"row {int(np.argmax(cook)) + 1};" in ours["cooks_distance", "largest"].note


@pytest.mark.parametrize("model", MODELS)
def test_the_effect_is_level_and_slope_at_the_stated_time(model: Model) -> None:
    found = rate(model, at=12)
    terms = {row.term: row for row in found.coefficients}
    predictor = terms["level"].estimate + 12 * terms["after"].estimate
    effect = found.effect
    assert effect.position == START + 12
    assert effect.absolute.estimate is not None and effect.relative.estimate is not None
    assert effect.counterfactual.estimate is not None and effect.fitted.estimate is not None
    gap = effect.fitted.estimate - effect.counterfactual.estimate
    assert effect.absolute.estimate == pytest.approx(gap)
    if model in ("ols", "ar1"):
        assert effect.absolute.estimate == pytest.approx(predictor)
    else:
        assert effect.relative.estimate == pytest.approx(math.expm1(predictor))
    assert effect.relative.lower is not None
    assert (effect.relative.lower > 0) == ((effect.p_value or 1) < 0.05)


def test_a_moved_origin_gives_the_same_effect() -> None:
    """The effect at 12 is the level coefficient of a design whose `after` starts at 0 there."""
    y = 1000 * months("submissions") / months("exams")
    matrix = build_matrix(Design(START), make_series(y)).values.copy()
    matrix[:, 3] = np.where(np.arange(1, 37) >= START, matrix[:, 3] - 12, 0)
    moved = OLS(y, matrix).fit()
    effect = rate("ols").effect
    assert effect.absolute.estimate == pytest.approx(moved.params[2])
    assert (effect.absolute.lower, effect.absolute.upper) == pytest.approx(moved.conf_int()[2])
    assert effect.p_value == pytest.approx(moved.pvalues[2])


def test_a_planted_ratio_is_found_on_the_share_scale() -> None:
    eligible = np.full(60, 1e6)
    share = np.where(np.arange(60) < 30, 0.4, 0.5)
    wobble = 1 + 0.001 * np.sin(np.arange(60) ** 2)
    found = analyse(
        share * wobble * eligible, 31, eligible, 100, choices=Choices(model="quasi-binomial")
    )
    assert found.effect.absolute.estimate == pytest.approx(10, abs=0.2)
    assert found.effect.relative.estimate == pytest.approx(0.25, abs=0.01)


def test_logged_rates_give_ratios() -> None:
    y = np.exp(0.01 * np.arange(48) + 0.5 * (np.arange(48) >= 24) + 0.01 * np.sin(np.arange(48)))
    found = analyse(y, 25, log=True, choices=Choices(model="ols"))
    assert found.effect.relative.estimate == pytest.approx(math.expm1(0.5), rel=0.02)
    assert found.formula.startswith("log(y)")
    assert found.coefficients[2].exp_estimate == pytest.approx(math.exp(0.5), rel=0.02)
    with pytest.raises(CannotCompute, match="no log"):
        analyse([1.0, 0, 2, 3, 4, 5, 6, 7], 5, log=True)
    with pytest.raises(CannotCompute, match="leave the log out"):
        analyse([1.0, 1, 2, 3, 4, 5, 6, 7], 5, log=True, choices=Choices(model="poisson"))


def test_the_phase_in_is_left_out_and_shown() -> None:
    found = analyse(months("submissions"), START, months("exams"), 1000, phase_in=3)
    assert np.isnan(found.rows.fitted[18:21]).all()
    assert np.isfinite(found.rows.observed[18:21]).all()
    assert np.isfinite(found.rows.counterfactual[18:]).all()
    assert np.isnan(found.rows.counterfactual[:18]).all()
    assert (found.rows_before, found.rows_after, found.rows_left_out) == (18, 15, 3)
    assert found.effect.position == START + 3 + 12
    assert (found.rows.lower[18:] < found.rows.counterfactual[18:]).all()


def test_season_is_taken_out_by_harmonics() -> None:
    time = np.arange(1, 61)
    wave = 3 * np.sin(2 * np.pi * time / 12) + 2 * np.cos(4 * np.pi * time / 12)
    noise = 0.1 * np.sin(time**2)
    found = analyse(10 + wave + 4.0 * (time > 30) + noise, 31, season=2)
    terms = {row.term: row.estimate for row in found.coefficients}
    assert terms["sin1"] == pytest.approx(3, abs=0.1)
    assert terms["cos2"] == pytest.approx(2, abs=0.1)
    assert found.effect.absolute.estimate == pytest.approx(4, abs=0.2)
    assert "sin6" not in {row.term for row in analyse(wave + noise, 31, season=6).coefficients}


def test_a_control_takes_away_what_both_series_share() -> None:
    time = np.arange(1, 49)
    shared = 5 + 0.1 * time + 2.0 * (time > 24) + 0.3 * np.sin(time**2)
    changed = shared + 1.5 * (time > 24) + 0.1 * np.cos(time**2)
    found = analyse_controlled(changed, shared, 25)
    terms = {row.term: row.estimate for row in found.coefficients}
    assert terms["level"] == pytest.approx(2, abs=0.3)
    assert terms["control:level"] == pytest.approx(1.5, abs=0.15)
    assert found.effect.absolute.estimate == pytest.approx(1.5, abs=0.2)
    assert found.effect.counterfactual.estimate == pytest.approx(5 + 3.7 + 2, abs=0.4)
    with pytest.raises(CannotCompute, match="denominators"):
        analyse_controlled(
            changed,
            shared,
            25,
            exposures=(np.ones(48), None),  # type: ignore[arg-type]
        )


@pytest.mark.parametrize(("length", "model"), [(23, "ols"), (24, "ar1"), (60, "ar1")])
def test_the_default_is_ar1_from_24_rows(length: int, model: str) -> None:
    found = analyse(np.sin(np.arange(length) ** 2), length // 2)
    assert found.model == model
    assert found.provisional == (length < 24)
    assert any("provisional" in note for note in found.notes) == (length < 24)


@pytest.mark.parametrize("length", [6, 7, 8, 9])
def test_five_to_nine_points_answer_with_a_warning(length: int) -> None:
    found = analyse(np.sin(np.arange(length) ** 2), 4)
    assert found.effect.absolute.estimate is not None
    assert any("says little" in note for note in found.notes)


HARD = {
    "two rows before": ([1, 2, 3, 4, 5, 6], 3, {}, "each side needs"),
    "five rows": ([1, 2, 3, 4, 5], 4, {}, "each side needs"),
    "start outside": ([1, 2, 3, 4, 5, 6], 9, {}, "between 2 and 6"),
    "season on few rows": (range(10), 5, {"season": 3}, "too few"),
    "negative phase-in": (range(10), 5, {"phase_in": -1}, "phase-in"),
    "all missing": ([math.nan] * 8, 4, {}, "no row has"),
    "infinite": ([1, 2, 3, math.inf, 5, 6], 4, {}, "infinite"),
    "text": (["a"] * 8, 4, {}, "must be numbers"),
    "no exposure": (range(8), 4, {"exposure": [0] * 8}, "no row has"),
    "other length": (range(8), 4, {"exposure": [1] * 7}, "give one a row"),
    "negative exposure": (range(8), 4, {"exposure": [-1] * 8}, "negative"),
    "per nothing": (range(8), 4, {"per": 0}, "above 0"),
    "before the change": (range(8), 4, {"choices": Choices(at=-1)}, "0 or more"),
    "long lag": (
        range(8), 4,
        {"choices": Choices(model="ols", standard_errors="newey-west", lag=8)}, "lag must lie",
    ),
    "ar1 newey-west": (
        range(30), 15,
        {"choices": Choices(model="ar1", standard_errors="newey-west")}, "itself",
    ),
    "unknown model": (range(8), 4, {"choices": Choices(model="arima")}, "no model called"),  # type: ignore[arg-type]
    "negative counts": ([-1, *range(1, 8)], 4, {"choices": Choices(model="poisson")}, "0 or more"),
    "all zero": ([0] * 8, 4, {"choices": Choices(model="poisson")}, "every count is 0"),
    "no denominator": (range(8), 4, {"choices": Choices(model="quasi-binomial")}, "denominator"),
    "more than all": (
        range(1, 9), 4,
        {"exposure": [2] * 8, "choices": Choices(model="quasi-binomial")}, "larger than",
    ),
    "all hits": (
        [2] * 8, 4, {"exposure": [2] * 8, "choices": Choices(model="quasi-binomial")}, "nothing to",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(HARD))
def test_what_cannot_be_analysed_is_one_sentence(name: str) -> None:
    y, start, options, said = HARD[name]
    with pytest.raises(CannotCompute, match=said):
        analyse(y, start, **options)  # type: ignore[arg-type]
