"""The effect read off a fitted segmented regression at a stated time, and the counterfactual."""

import math
from dataclasses import dataclass

import numpy as np

from dashboard.analysis.arrays import or_none
from dashboard.analysis.its.design import Design, build_matrix
from dashboard.analysis.its.fit import (
    Fit,
    contrast,
    freedom_of,
    quantile,
    response,
    slope_of_response,
)
from dashboard.analysis.its.series import Floats, Series, Whole

NO_SPREAD_NOTE = "no interval: the fit leaves no spread to judge by"
MAY_BE_ZERO = "the straight line may be at 0, so its ratio has no limits; read the ratio of rates"
NOT_ABOVE_ZERO = "a straight line is not above 0, so it has no ratio; read the ratio of rates"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with 95 % limits; None where it cannot be computed, `note` says why."""

    estimate: float | None
    lower: float | None
    upper: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What the change did, `at` rows after the first row kept after it.

    absolute: fitted minus counterfactual, in the unit of the rate. relative: their ratio minus
    1, so 0.25 is a quarter more. p_value: of no effect at that time, from the linear predictor.
    position: the row it speaks of, from 1; beyond the last row it is extrapolated, and noted.
    """

    at: int
    position: int
    absolute: Estimate
    relative: Estimate
    counterfactual: Estimate
    fitted: Estimate
    se: float | None
    p_value: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The series as fitted and as it would have gone on, one entry a row in time.

    All arrays have one length. fitted is nan inside the phase-in. counterfactual and its limits
    start at the change and are nan before it.
    """

    position: Whole
    observed: Floats
    fitted: Floats
    counterfactual: Floats
    lower: Floats
    upper: Floats


def effect_at(fit: Fit, design: Design, series: Series, at: int) -> Effect:
    """The effect `at` rows after the first kept row, by the delta method.

    Limits use the model's quantiles, or t with Satterthwaite's degrees of freedom where the
    spread allows for autocorrelation.

    Log models give the ratio by transforming its limits, a linear one by Fieller's limits, the
    logit one by the delta method on the log of the ratio. With a control series the
    counterfactual follows the control: the changed series without its own jump and slope.
    """
    position = design.first_after + at
    actual, without = predictor_rows(fit, design, series, position)
    change = contrast(fit, actual - without, small_sample=True)
    notes = [] if change.se is not None else [NO_SPREAD_NOTE]
    if position > series.length:
        notes.append(f"row {position} lies beyond the last row ({series.length}): extrapolated")
    absolute, se = _absolute(fit, series, actual, without)
    return Effect(
        at,
        position,
        absolute,
        _relative(fit, actual, without),
        _prediction(fit, series, without),
        _prediction(fit, series, actual),
        se,
        change.p_value,
        "; ".join(notes),
    )


def counterfactual_rows(fit: Fit, design: Design, series: Series) -> Counterfactual:
    """Fitted and counterfactual values of every row of the series that changed."""
    changed = series.take(series.group == 1)
    count = len(changed.y)
    fitted, middle = np.full(count, np.nan), np.full(count, np.nan)
    lower, upper = np.full(count, np.nan), np.full(count, np.nan)
    for index, position in enumerate(changed.position.tolist()):
        actual, without = predictor_rows(fit, design, series, position)
        if not design.start <= position < design.first_after:
            fitted[index] = _scale(fit, series) * response(fit, float(actual @ fit.estimate))
        if position >= design.start:
            expected = _prediction(fit, series, without)
            for column, value in (
                (middle, expected.estimate),
                (lower, expected.lower),
                (upper, expected.upper),
            ):
                column[index] = np.nan if value is None else value
    return Counterfactual(changed.position, changed.rate, fitted, middle, lower, upper)


def predictor_rows(
    fit: Fit, design: Design, series: Series, position: int
) -> tuple[Floats, Floats]:
    """Design rows of the changed series at a position: as it is, and without the change."""
    # A control row beside it, where there is one, makes the control's columns appear.
    groups = np.array([1, 0] if series.controlled else [1])
    places = np.full(groups.size, position)
    actual = build_matrix(design, Series(places * 1.0, None, 1.0, False, places, groups)).values[0]
    changes = ("control:level", "control:after") if series.controlled else ("level", "after")
    without = actual.copy()
    for index, term in enumerate(fit.matrix.terms):
        if term in changes:
            without[index] = 0.0
    return actual, without


def _scale(fit: Fit, series: Series) -> float:
    """A share from the logit scale is printed per `per`; the other links already are."""
    return series.per if fit.link == "logit" else 1.0


def _prediction(fit: Fit, series: Series, row: Floats) -> Estimate:
    scale = _scale(fit, series)
    line = contrast(fit, row, small_sample=True)
    middle = scale * response(fit, line.estimate)
    if line.lower is None or line.upper is None:
        return finite_estimate(middle, None, None, NO_SPREAD_NOTE)
    lower, upper = scale * response(fit, line.lower), scale * response(fit, line.upper)
    return finite_estimate(middle, lower, upper)


def _absolute(
    fit: Fit, series: Series, actual: Floats, without: Floats
) -> tuple[Estimate, float | None]:
    scale = _scale(fit, series)
    with_change, no_change = float(actual @ fit.estimate), float(without @ fit.estimate)
    difference = scale * (response(fit, with_change) - response(fit, no_change))
    gradient = scale * (
        slope_of_response(fit, with_change) * actual - slope_of_response(fit, no_change) * without
    )
    variance = float(gradient @ fit.covariance_of_effects @ gradient)
    if not math.isfinite(variance) or variance <= 0:
        return finite_estimate(difference, None, None, NO_SPREAD_NOTE), None
    half = quantile(freedom_of(fit, gradient, variance)) * math.sqrt(variance)
    return finite_estimate(difference, difference - half, difference + half), math.sqrt(variance)


def _relative(fit: Fit, actual: Floats, without: Floats) -> Estimate:
    if fit.link == "log":
        ratio = contrast(fit, actual - without, small_sample=True)
        return _ratio_minus_one(ratio.estimate, ratio.lower, ratio.upper)
    top = response(fit, float(actual @ fit.estimate))
    bottom = response(fit, float(without @ fit.estimate))
    if not (top > 0 and bottom > 0):
        return Estimate(None, None, None, NOT_ABOVE_ZERO)
    if fit.link == "identity":
        return _fieller(fit, actual, without)
    return _relative_on_log(fit, actual, without, top, bottom)


def _fieller(fit: Fit, actual: Floats, without: Floats) -> Estimate:
    """Fieller's limits (1954) of a ratio of two linear predictors, minus 1.

    They exclude 0 exactly when the absolute effect's limits do.
    """
    top, bottom = float(actual @ fit.estimate), float(without @ fit.estimate)
    change, covariance = actual - without, fit.covariance_of_effects
    variance = float(change @ covariance @ change)
    if not math.isfinite(variance) or variance <= 0:
        return finite_estimate(top / bottom - 1, None, None, NO_SPREAD_NOTE)
    squared = quantile(freedom_of(fit, change, variance)) ** 2
    a = bottom**2 - squared * float(without @ covariance @ without)
    b = top * bottom - squared * float(actual @ covariance @ without)
    c = top**2 - squared * float(actual @ covariance @ actual)
    if a <= 0:
        return finite_estimate(top / bottom - 1, None, None, MAY_BE_ZERO)
    spread = math.sqrt(max(0.0, b * b - a * c))
    return finite_estimate(top / bottom - 1, (b - spread) / a - 1, (b + spread) / a - 1)


def _relative_on_log(
    fit: Fit, actual: Floats, without: Floats, top: float, bottom: float
) -> Estimate:
    """Delta method on the log of the ratio of two shares."""
    with_change, no_change = float(actual @ fit.estimate), float(without @ fit.estimate)
    gradient = (
        slope_of_response(fit, with_change) / top * actual
        - slope_of_response(fit, no_change) / bottom * without
    )
    variance = float(gradient @ fit.covariance_of_effects @ gradient)
    middle = math.log(top / bottom)
    if not math.isfinite(variance) or variance <= 0:
        return _ratio_minus_one(middle, None, None)
    half = quantile(freedom_of(fit, gradient, variance)) * math.sqrt(variance)
    return _ratio_minus_one(middle, middle - half, middle + half)


def _ratio_minus_one(middle: float, lower: float | None, upper: float | None) -> Estimate:
    if lower is None or upper is None:
        return finite_estimate(_expm1(middle), None, None, NO_SPREAD_NOTE)
    return finite_estimate(_expm1(middle), _expm1(lower), _expm1(upper))


def _expm1(value: float) -> float:
    return math.expm1(value) if value < 700 else math.inf


def finite_estimate(
    estimate: float, lower: float | None, upper: float | None, note: str = ""
) -> Estimate:
    """The three numbers as an Estimate, None where infinite; a missing upper limit is noted."""
    if upper is not None and not math.isfinite(upper):
        note = "; ".join(part for part in (note, "no upper limit") if part)
    return Estimate(or_none(estimate), or_none(lower), or_none(upper), note)
