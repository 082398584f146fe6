"""One series by itself: a line before, a jump and a new line after, the roll-out left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.findings.events import Event
from dashboard.findings.go_lives import settled_from
from dashboard.findings.months import months_on
from dashboard.findings.outcomes.periods import Steps, on_even_steps
from dashboard.findings.outcomes.results import Effect, Estimate, Interrupted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.analysis.interrupted_time_series import Coefficient, InterruptedTimeSeries
    from dashboard.analysis.interrupted_time_series import Estimate as Fitted

YEAR = 12
FEWEST_BEFORE = 3
# Two years of months are the least in which a season repeats.
SEASON_FROM = 24
MODEL_WORDS = {
    "ar1": "Linear regression whose errors resemble those of the month before (AR(1), by REML)",
    "ols": "Linear regression by least squares",
    "quasi-poisson": "Quasi-Poisson regression of the counts",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What the model is asked: arrays a place each, the first place after, what is left out."""

    counts: NDArray[np.float64]
    exposure: NDArray[np.float64]
    per: float
    start: int
    phase_in: int
    season: int
    at: int


def question_of(
    rows: pd.DataFrame, live: tuple[Event, ...], begins: date, per: float
) -> tuple[Steps, Question] | str:
    """Return the series on even steps and what to ask of it, or why it cannot be asked.

    rows: one row a period. The first place after holds the first go-live; all places until the
    last phase-in has ended are left out, since they mix two ways of working.
    """
    settled = settled_from(live)
    if settled is None:
        return "No go-live is recorded, so there is no date to set before and after by."
    if rows.empty:
        return "Nothing is published for these months."
    first = min(event.happened_on for event in live)
    steps = on_even_steps(rows, begins, first, FEWEST_BEFORE)
    if steps is None:
        return "Fewer than three periods are published before the first go-live."
    start = steps.place_of(first)
    phase_in = steps.first_whole(settled) - start
    counts, exposure = (_column(steps, name) for name in ("numerator", "denominator"))
    known = int(np.isfinite(counts).sum()) - max(0, phase_in)
    return steps, Question(
        counts=counts,
        exposure=exposure,
        per=per,
        start=start,
        phase_in=max(0, phase_in),
        season=int(steps.months == 1 and known >= SEASON_FROM),
        at=YEAR // steps.months,
    )


def alone(
    rows: pd.DataFrame, live: tuple[Event, ...], begins: date, per: float
) -> Interrupted | str:
    """Return the segmented regression of one series, or why there is none."""
    from dashboard.analysis.errors import CannotCompute
    from dashboard.analysis.interrupted_time_series import Choices, analyse

    asked = question_of(rows, live, begins, per)
    if isinstance(asked, str):
        return asked
    steps, question = asked
    try:
        found = analyse(
            question.counts,
            question.start,
            question.exposure,
            per,
            phase_in=question.phase_in,
            season=question.season,
            choices=Choices(at=question.at),
        )
    except CannotCompute as reason:
        return f"By itself: {reason}."
    return _result(steps, question, found)


def _column(steps: Steps, name: str) -> NDArray[np.float64]:
    values = np.full(steps.length, np.nan)
    values[steps.rows["place"].to_numpy(int) - 1] = steps.rows[name].to_numpy(float)
    return values


def _result(steps: Steps, question: Question, found: InterruptedTimeSeries) -> Interrupted:
    terms = {one.term: one for one in found.coefficients}
    steps_a_year = YEAR // steps.months
    return Interrupted(
        model=found.model,
        formula=found.formula,
        formula_in_words=_in_words(question, found, steps.months),
        scale="" if terms["level"].exp_estimate is None else "log",
        level=_coefficient(terms["level"], 1),
        slope=_coefficient(terms["after"], steps_a_year),
        at_12_months=_effect(found),
        p_value=found.effect.p_value,
        rows=_rows(steps, found),
        rows_before=found.rows_before,
        rows_after=found.rows_after,
        rows_left_out=found.rows_left_out,
        first=steps.first,
        last=steps.last,
        step_months=steps.months,
        diagnostics=tuple(
            (one.stat, one.method, one.estimate, one.p_value, one.note) for one in found.diagnostics
        ),
        notes=found.notes,
    )


def _coefficient(one: Coefficient, times: float) -> Estimate:
    return Estimate(times * one.estimate, _times(one.lower, times), _times(one.upper, times))


def _times(value: float | None, times: float) -> float | None:
    return None if value is None else times * value


def _effect(found: InterruptedTimeSeries) -> Effect:
    effect = found.effect
    return Effect(
        "twelve months after the phase-in",
        _estimate(effect.absolute),
        _estimate(found.ratio),
        effect.fitted.estimate,
        effect.counterfactual.estimate,
    )


def _estimate(fitted: Fitted) -> Estimate:
    return Estimate(fitted.estimate, fitted.lower, fitted.upper, fitted.note)


def _rows(steps: Steps, found: InterruptedTimeSeries) -> pd.DataFrame:
    """Return the fitted and expected lines by place."""
    lines = found.rows
    return pd.DataFrame(
        {
            "from_month": [
                months_on(steps.first, (place - 1) * steps.months)
                for place in lines.position.tolist()
            ],
            "value": lines.observed,
            "fitted": lines.fitted,
            "expected": lines.counterfactual,
            "expected_lower": lines.lower,
            "expected_upper": lines.upper,
        }
    )


def _in_words(question: Question, found: InterruptedTimeSeries, months: int) -> str:
    season = ", with a yearly wave" if question.season else ""
    step = {1: "month", 3: "quarter", 6: "half-year"}[months]
    return (
        f"{MODEL_WORDS.get(found.model, found.model)}: the rate of a {step} is a straight line in "
        f"time{season}, plus a jump and a change of slope after the change. "
        f"{found.rows_before} {step}s before and {found.rows_after} after; "
        f"{found.rows_left_out} of roll-out and phase-in left out."
    )
