"""How one series is analysed: the choices, the fit, and everything printed about it."""

from dataclasses import dataclass

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.its.design import Design, build_matrix, check_design, kept_rows
from dashboard.analysis.its.diagnostics import Diagnostic, diagnose
from dashboard.analysis.its.effect import (
    Counterfactual,
    Effect,
    Estimate,
    counterfactual_rows,
    effect_at,
)
from dashboard.analysis.its.fit import Coefficient, Fit, Model, StandardErrors, coefficients
from dashboard.analysis.its.models import (
    AUTOREGRESSIVE_FROM,
    default_model,
    fit_model,
    widened_for_a_short_series,
)
from dashboard.analysis.its.neighbours import ASSUMED
from dashboard.analysis.its.rate_ratio import ratio_of_rates
from dashboard.analysis.its.series import Series


@dataclass(frozen=True, slots=True)
class Choices:
    """How a series is to be analysed; the defaults are those chosen from the simulations.

    model: None takes AR(1) by REML from 24 known rows and least squares below, with effects
    judged as if neighbouring rows were alike by 0.4. lag and adjust belong to Newey-West errors.
    at: rows after the first kept row at which the effect is stated.
    """

    model: Model | None = None
    standard_errors: StandardErrors = "model"
    lag: int = 3
    adjust: bool = True
    at: int = 12


@dataclass(frozen=True, slots=True)
class InterruptedTimeSeries:
    """A fitted segmented regression and everything printed about it.

    ratio: the rate with the change over the rate without, at the effect's time, by the log-linear
    reading of the model; the ratio to quote. provisional: fewer than 24 known rows. notes: what
    the result cannot say, in sentences.
    """

    model: Model
    standard_errors: StandardErrors
    design: Design
    formula: str
    coefficients: tuple[Coefficient, ...]
    effect: Effect
    ratio: Estimate
    rows: Counterfactual
    diagnostics: tuple[Diagnostic, ...]
    rows_before: int
    rows_after: int
    rows_left_out: int
    provisional: bool
    notes: tuple[str, ...]


def fit_series(
    series: Series, design: Design, choices: Choices
) -> tuple[Fit, Series, tuple[str, ...]]:
    """The fit, the rows it was made on, and notes on how few they are."""
    notes = check_design(design, series)
    rows = series.take(kept_rows(design, series))
    model = choices.model or default_model(_known_in_time(rows), choices.standard_errors)
    matrix = build_matrix(design, rows)
    fit = fit_model(matrix, rows, model, choices.standard_errors, choices.lag, choices.adjust)
    if choices.model is None and model == "ols" and choices.standard_errors == "model":
        fit = widened_for_a_short_series(fit, rows)
    return fit, rows, notes


def analyse_series(series: Series, design: Design, choices: Choices) -> InterruptedTimeSeries:
    """Everything on a checked series; raises CannotCompute where the rows cannot answer."""
    if choices.at < 0:
        raise CannotCompute("the effect is stated 0 or more rows after the change")
    fit, rows, notes = fit_series(series, design, choices)
    changed = rows.take(rows.group == 1)
    provisional = _known_in_time(rows) < AUTOREGRESSIVE_FROM
    if provisional:
        notes = (*notes, _provisional_note(fit))
    missing = int((~series.known).sum())
    if missing:
        notes = (*notes, f"{missing} rows without a value or a denominator are gaps")
    effect = effect_at(fit, design, series, choices.at)
    return InterruptedTimeSeries(
        fit.model,
        fit.standard_errors,
        design,
        _formula(fit, series),
        coefficients(fit),
        effect,
        ratio_of_rates(fit, design, series, effect, choices.lag, choices.adjust),
        counterfactual_rows(fit, design, series),
        diagnose(fit, rows),
        int((changed.position < design.start).sum()),
        int((changed.position >= design.first_after).sum()),
        int(len(series.y) - len(rows.y)),
        provisional,
        (*notes, *fit.notes),
    )


def _provisional_note(fit: Fit) -> str:
    note = f"under {AUTOREGRESSIVE_FROM} rows: provisional"
    if fit.effect_covariance is None:
        return note
    return (
        f"{note}; the effect's interval takes each row to resemble the next by {ASSUMED}, which so "
        "few rows cannot show"
    )


def _known_in_time(rows: Series) -> int:
    """Rows of the series that changed; a control adds no length in time."""
    return int((rows.group == 1).sum())


def _formula(fit: Fit, series: Series) -> str:
    """The model as a methods section writes it."""
    outcome = "y" if series.exposure is None else f"y per {series.per:g}"
    if fit.link == "log":
        outcome = f"log({outcome})"
    if fit.link == "logit":
        outcome = "logit(y / n)"
    return f"{outcome} ~ {' + '.join(fit.matrix.terms)}"
