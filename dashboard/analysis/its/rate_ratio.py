"""The ratio of two rates at a stated time, always with limits: the log-linear reading of a model.

A linear model has a ratio only where its straight line without the change lies clearly above 0,
which at ten to forty cases a month it often does not. The ratio quoted is therefore that of the
log-linear model on the same terms (quasi-Poisson: the spread is whatever the rows show), and its
limits allow for autocorrelation as the chosen model does: by REML for AR(1), assumed for a short
series, by Newey-West or not at all.
"""

from dataclasses import replace

import numpy as np

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.its.design import Design, kept_rows
from dashboard.analysis.its.effect import Effect, Estimate, predictor_rows
from dashboard.analysis.its.fit import Fit, contrast, safe_exp
from dashboard.analysis.its.models import fit_model
from dashboard.analysis.its.neighbours import spread_under_assumed, spread_under_estimated
from dashboard.analysis.its.series import Series

NO_INTERVAL = "no interval: the fit leaves no spread to judge by"


def ratio_of_rates(
    fit: Fit, design: Design, series: Series, effect: Effect, lag: int, adjust: bool
) -> Estimate:
    """The rate with the change over the rate without, 1.0 for no effect, at the effect's time.

    lag, adjust: of Newey-West errors, where the fit has them. Models on a log or logit scale give
    their own ratio. An empty estimate says why.
    """
    if fit.link != "identity":
        own = effect.relative
        return Estimate(
            _one_more(own.estimate), _one_more(own.lower), _one_more(own.upper), own.note
        )
    try:
        log_linear = _log_linear(fit, design, series, lag, adjust)
    except CannotCompute as reason:
        return Estimate(None, None, None, f"no ratio of rates: {reason}")
    actual, without = predictor_rows(fit, design, series, effect.position)
    change = contrast(log_linear, actual - without, small_sample=True)
    middle = safe_exp(change.estimate)
    if change.lower is None or change.upper is None:
        return Estimate(middle, None, None, NO_INTERVAL)
    lower, upper = safe_exp(change.lower), safe_exp(change.upper)
    return Estimate(middle, lower, upper, "" if upper is not None else "no upper limit")


def _one_more(value: float | None) -> float | None:
    return None if value is None else value + 1


def _log_linear(fit: Fit, design: Design, series: Series, lag: int, adjust: bool) -> Fit:
    """The quasi-Poisson fit on the same rows, its spread widened as the linear fit's is."""
    rows = series.take(kept_rows(design, series))
    plain = fit_model(fit.matrix, rows, "quasi-poisson", fit.standard_errors, lag, adjust)
    if fit.uncertainty is None or plain.notes:
        return plain
    expected = plain.fitted if rows.exposure is None else plain.fitted * rows.exposure / rows.per
    weighted = np.sqrt(expected)[:, None] * fit.matrix.values
    if fit.phi is None:
        spread = spread_under_assumed(weighted, plain.residual, rows.position, rows.group)
    else:
        y = weighted @ plain.estimate + plain.residual
        spread, _ = spread_under_estimated(weighted, y, rows.position, rows.group)
    return replace(plain, effect_covariance=spread.covariance, uncertainty=spread.uncertainty)
