"""The interrupted series of the workbench: what a change did beside what was expected."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.findings.analysis_words import analysis_words, value_text
from dashboard.findings.go_lives import one_line_for_many
from dashboard.findings.months import GRAIN_WORDS, day, months_on
from dashboard.findings.outcome_words import METHOD_WORDS
from dashboard.findings.period_rows import PeriodRows, period_rows
from dashboard.findings.saved_analysis import Analysis
from dashboard.findings.sentences import (
    decimals_for,
    in_words,
    month_name,
    plural,
    sentence,
    signed,
)
from dashboard.findings.workings import Workings, printed
from dashboard.measures.definition import Measure
from dashboard.own_data.its_rows import coefficient_rows, effect_rows
from dashboard.own_data.refusal import WrongInput
from dashboard.published.open import Published

if TYPE_CHECKING:
    from dashboard.analysis.interrupted_time_series import InterruptedTimeSeries

WAGNER = "Wagner AK and others. J Clin Pharm Ther 2002;27:299-309 (segmented regression)"
TURNER = "Turner SL and others. BMC Med Res Methodol 2021;21:181 (methods compared, REML)"
EFFECT_COLUMNS = (
    "row", "term", "estimate", "se", "statistic", "p_value", "lower", "upper", "exp_estimate",
    "exp_lower", "exp_upper", "note",
)  # fmt: skip
MODEL_WORDS = {
    "ols": "least squares", "ar1": "a regression with first-order autoregressive errors (REML)",
    "poisson": "Poisson regression", "quasi-poisson": "quasi-Poisson regression",
    "negative-binomial": "negative binomial regression",
    "quasi-binomial": "quasi-binomial regression",
}  # fmt: skip


def interrupted(published: Published, analysis: Analysis) -> Workings:
    """Segmented regression on the periods, with the effect at the stated months after."""
    from dashboard.analysis.interrupted_time_series import Choices, analyse

    series = period_rows(published, analysis)
    measure = series.measure
    start, waiting = rows_of_change(series, analysis)
    at = max(1, round(analysis.at / series.months))
    result = analyse(
        series.counts,
        start,
        series.exposure,
        per=measure.per,
        phase_in=waiting,
        choices=Choices(analysis.model or None, at=at),  # type: ignore[arg-type]
    )
    words = analysis_words(published, analysis, series)
    assert analysis.change is not None
    finding = _effect_finding(result, words.title, at * series.months)
    numbers = _effect_numbers(result, measure)
    rows = _its_rows(result)
    methods = (_its_method(result, series, analysis), *_its_checks(result))
    facts = words.facts | {
        "analysis": " ".join(methods),
        "results": f"{finding} {numbers}",
        "intervention": f"{change_words(published, analysis.change)}; "
        f"{plural(analysis.phase_in, 'month')} of phase-in left out.",
        "shape": f"Level and slope after {month_name(analysis.change)}, as in the saved analysis.",
        "counterfactual": "The line before the change, carried on.",
        "checks": " ".join(_its_checks(result)),
    }
    frame = _its_frame(result, series)
    blunt = one_line_for_many(published) if analysis.axis == "all" else ()
    return Workings(
        words.title,
        finding,
        f"{numbers} {words.lead}",
        result.formula,
        (*blunt, *series.notes, *(f"{note[:1].upper()}{note[1:]}." for note in result.notes)),
        EFFECT_COLUMNS,
        tuple(rows),
        "interrupted",
        frame,
        {
            "change": start - 1,
            "words": change_words(published, analysis.change),
            "at": min(result.effect.position, len(frame)) - 1,
            "beyond": result.effect.position > len(frame),
        },
        measure.kind == "proportion",
        words.unit,
        f"Interrupted series of {words.title}. {finding} {numbers}",
        words.source,
        printed(rows, _ITS_WORDS),
        words.reported(methods, (WAGNER, TURNER), facts),
        f"interrupted_series_{measure.name}",
    )


_ITS_WORDS = {
    "row": "Part", "term": "Term", "estimate": "Estimate", "lower": "95% from", "upper": "to",
    "p_value": "p",
}  # fmt: skip


def rows_of_change(series: PeriodRows, analysis: Analysis) -> tuple[int, int]:
    """The first row touched by the change, from 1, and how many rows from there are left out."""
    change = analysis.change
    assert change is not None
    kept_from = months_on(change, analysis.phase_in)
    firsts = [day(value) for value in series.frame["from_month"]]
    start = sum(months_on(first, series.months) <= change for first in firsts)
    kept = sum(first < kept_from for first in firsts)
    if start == 0 or kept >= len(firsts):
        raise WrongInput(
            f"{series.measure.title} has no period on one side of {month_name(change)}: it is "
            f"published from {month_name(firsts[0])} on, by the {GRAIN_WORDS[series.grain]}."
        )
    return start + 1, max(0, kept - start)


def _its_rows(result: InterruptedTimeSeries) -> list[dict[str, Any]]:
    coefficients = coefficient_rows(result.coefficients, ())
    effects = effect_rows(result)
    return [
        *({"row": "coefficient", **row} for row in coefficients),
        *(
            {"row": f"effect at {result.effect.at}", "term": row["stat"], **row}
            | {"row": f"effect at {result.effect.at}"}
            for row in effects
        ),
    ]


def _effect_finding(result: InterruptedTimeSeries, title: str, months: int) -> str:
    """What the interval supports, in one sentence; the numbers follow in `_effect_numbers`."""
    absolute = result.effect.absolute
    here = f"{sentence(in_words(months))} months on, {title[:1].lower()}{title[1:]}"
    if absolute.lower is None or absolute.upper is None:
        return f"{here} cannot be set against what was expected: no interval can be given."
    if absolute.lower <= 0 <= absolute.upper:
        return f"{here} cannot be told from what was expected."
    return f"{here} is {'above' if absolute.lower > 0 else 'below'} what was expected."


def _effect_numbers(result: InterruptedTimeSeries, measure: Measure) -> str:
    effect = result.effect
    absolute = effect.absolute
    levels = (
        f"{value_text(measure, effect.fitted.estimate)} where "
        f"{value_text(measure, effect.counterfactual.estimate)} was expected"
    )
    if absolute.lower is None or absolute.upper is None:
        return f"{sentence(levels)}."
    return (
        f"{sentence(levels)}: a difference of "
        f"{_amount(measure, absolute.estimate, absolute.lower, absolute.upper)}."
    )


def _amount(measure: Measure, value: float | None, lower: float, upper: float) -> str:
    """Return a difference and its limits, all with the decimals that the interval bears."""
    share = measure.kind == "proportion"
    low, high = (100 * each if share else each for each in (lower, upper))
    decimals = decimals_for((high - low) / 2)
    limits = f"({signed(low, decimals)} to {signed(high, decimals)}; 95% interval)"
    if value is None:
        return f"unknown {limits}"
    by = signed(100 * value if share else value, decimals)
    return f"{by}{' points' if share else ''} {limits}"


def _its_method(result: InterruptedTimeSeries, series: PeriodRows, analysis: Analysis) -> str:
    assert analysis.change is not None
    grain = GRAIN_WORDS[series.grain]
    return (
        f"{series.measure.title} was analysed as an interrupted time series by the {grain}, with "
        f"{result.rows_before} points before and {result.rows_after} after "
        f"{month_name(analysis.change)}{left_out_words(result.design.phase_in, series)}, by "
        f"{MODEL_WORDS[result.model]}: {result.formula}. The effect is the fitted value less the "
        f"line before the change carried on, read {plural(result.effect.at, grain)} after the "
        "first one kept, with 95% intervals."
    )


def _its_checks(result: InterruptedTimeSeries) -> tuple[str, ...]:
    found = []
    for row in result.diagnostics:
        if row.stat in ("autocorrelation", "dispersion") and row.estimate is not None:
            found.append(f"{row.stat.capitalize()} {row.estimate:.2f}.")
        if row.stat in ("breusch_godfrey", "ljung_box") and row.p_value is not None:
            name = row.stat.replace("_", "-").title()
            method = METHOD_WORDS.get(row.method, row.method)
            found.append(f"{name}, {method}: p {row.p_value:.2g}.")
    return (" ".join(found),) if found else ()


def _its_frame(result: InterruptedTimeSeries, series: PeriodRows) -> pd.DataFrame:
    rows = result.rows
    kept = [not result.design.start <= place < result.design.first_after for place in rows.position]
    return pd.DataFrame(
        {
            "label": series.frame["label"],
            "value": rows.observed,
            "fitted": rows.fitted,
            "expected": rows.counterfactual,
            "lower": rows.lower,
            "upper": rows.upper,
            "after": rows.position >= result.design.start,
            "kept": kept,
        }
    )


def left_out_words(waiting: int, series: PeriodRows) -> str:
    """Return how many periods of phase-in are left out, to follow other words; "" for none."""
    return f", {plural(waiting, GRAIN_WORDS[series.grain])} of phase-in left out" if waiting else ""


def change_words(published: Published, change: date) -> str:
    """Return the dated change of that month with its label, or the month alone."""
    for row in published.events.to_dict("records"):
        if months_on(day(row["happened_on"]), 0) == change:
            return f"{row['label']}, {month_name(change)}"
    return f"Change in {month_name(change)}"
