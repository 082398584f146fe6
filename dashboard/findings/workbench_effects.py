"""Two designs of the workbench that look at a change: before and after, and interrupted series."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.findings.analysis_words import analysis_words, value_text, value_unit
from dashboard.findings.go_lives import one_line_for_many
from dashboard.findings.months import GRAIN_WORDS, day, months_on
from dashboard.findings.period_rows import PeriodRows, period_rows
from dashboard.findings.saved_analysis import Analysis
from dashboard.findings.sentences import (
    MINUS,
    count,
    figure,
    in_words,
    month_name,
    out_of,
    plural,
    sentence,
)
from dashboard.findings.workings import Workings, printed
from dashboard.measures.definition import Measure
from dashboard.own_data.its_rows import coefficient_rows, effect_rows
from dashboard.own_data.refusal import WrongInput
from dashboard.published.open import Published

if TYPE_CHECKING:
    from dashboard.analysis.interrupted_time_series import InterruptedTimeSeries
    from dashboard.analysis.two_groups.statistic import Statistic

WAGNER = "Wagner AK and others. J Clin Pharm Ther 2002;27:299-309 (segmented regression)"
TURNER = "Turner SL and others. BMC Med Res Methodol 2021;21:181 (methods compared, REML)"
NEWCOMBE = "Newcombe RG. Stat Med 1998;17:873-890 (differences of proportions)"
KATZ = "Katz D and others. Biometrics 1978;34:469-474 (risk ratio)"
GARWOOD = "Garwood F. Biometrika 1936;28:437-442 (exact Poisson limits)"
EFFECT_COLUMNS = (
    "row", "term", "estimate", "se", "statistic", "p_value", "lower", "upper", "exp_estimate",
    "exp_lower", "exp_upper", "note",
)  # fmt: skip
COMPARE_COLUMNS = ("stat", "method", "estimate", "lower", "upper", "p_value", "statistic", "note")
MODEL_WORDS = {
    "ols": "least squares", "ar1": "a regression with first-order autoregressive errors (REML)",
    "poisson": "Poisson regression", "quasi-poisson": "quasi-Poisson regression",
    "negative-binomial": "negative binomial regression",
    "quasi-binomial": "quasi-binomial regression",
}  # fmt: skip
DESCRIPTION = (
    "Before and after is a description: whatever else changed at that time is in it too. The "
    "interrupted time series asks more of the same rows."
)


def interrupted(published: Published, analysis: Analysis) -> Workings:
    """Segmented regression on the periods, with the effect at the stated months after."""
    from dashboard.analysis.interrupted_time_series import Choices, analyse

    series = period_rows(published, analysis)
    measure = series.measure
    start, waiting = _rows_of_change(series, analysis)
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
        "intervention": f"{_change_words(published, analysis.change)}; "
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
            "words": _change_words(published, analysis.change),
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


def before_after(published: Published, analysis: Analysis) -> Workings:
    """The periods before the change against those after it, added up: a description."""
    from dashboard.analysis.comparison import compare_proportions, compare_rates

    series = period_rows(published, analysis)
    measure = series.measure
    start, waiting = _rows_of_change(series, analysis)
    before, after = series.frame[: start - 1], series.frame[start - 1 + waiting :]
    if before["numerator"].notna().sum() == 0 or after["numerator"].notna().sum() == 0:
        raise WrongInput(
            f"{measure.title} is published on one side of the change alone. Choose a measure that "
            "both sides have, or another month."
        )
    (x1, n1), (x2, n2) = (_added_up(side, measure) for side in (after, before))
    unit = "months" if measure.kind == "count" else measure.unit
    compare = compare_proportions if measure.kind == "proportion" else compare_rates
    found = compare(x1, n1, x2, n2, unit, unit, ("after", "before"))
    words = analysis_words(published, analysis, series)
    rows = [{name: getattr(row, name) for name in COMPARE_COLUMNS} for row in found]
    ratio = _ratio(found)
    values = [_side_value(measure, *side) for side in ((x2, n2), (x1, n1))]
    finding = _ratio_finding(words.title, values, ratio)
    methods = (
        f"{words.measured} was compared before and from {month_name(analysis.change or date.min)} "
        f"on, the periods of each side added up ({_sides(before, after)}"
        f"{_left_out(waiting, series)}). Shares are compared by Newcombe’s interval for the "
        "difference and log-Wald for the ratio, rates by the exact conditional ratio.",
    )
    facts = words.facts | {
        "analysis": methods[0],
        "results": finding,
        "intervention": _change_words(published, analysis.change or date.min),
    }
    people = (
        ("The same people count in several periods, so the intervals are too narrow.",)
        if measure.sensitivity == "participation"
        else ()
    )
    return Workings(
        words.title,
        finding,
        words.lead,
        "ratio and difference of two " + ("shares" if measure.kind == "proportion" else "rates"),
        (*series.notes, DESCRIPTION, *people),
        COMPARE_COLUMNS,
        tuple(rows),
        "ratio",
        _ratio_frame(values, ratio, measure),
        {},
        measure.kind == "proportion",
        words.unit,
        f"Before and after of {words.title}. {finding}",
        f"{words.source} Before: {_out_of(x2, n2, unit)}. After: {_out_of(x1, n1, unit)}.",
        printed(rows, _COMPARE_WORDS),
        words.reported(methods, (NEWCOMBE, KATZ, GARWOOD), facts),
        f"before_after_{measure.name}",
    )


_COMPARE_WORDS = {
    "stat": "Number", "method": "Method", "estimate": "Estimate", "lower": "95% from",
    "upper": "to", "p_value": "p",
}  # fmt: skip


def _rows_of_change(series: PeriodRows, analysis: Analysis) -> tuple[int, int]:
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
        f"{sentence(levels)}: a difference of {_amount(measure, absolute.estimate)} "
        f"({_signed(measure, absolute.lower)} to {_signed(measure, absolute.upper)}; 95% interval)."
    )


def _amount(measure: Measure, value: float | None) -> str:
    if value is None:
        return "unknown"
    return f"{_signed(measure, value)}{' points' if measure.kind == 'proportion' else ''}"


def _signed(measure: Measure, value: float) -> str:
    shown = 100 * value if measure.kind == "proportion" else value
    return f"{MINUS if shown < 0 else '+'}{figure(abs(shown))}"


def _its_method(result: InterruptedTimeSeries, series: PeriodRows, analysis: Analysis) -> str:
    assert analysis.change is not None
    grain = GRAIN_WORDS[series.grain]
    return (
        f"{series.measure.title} was analysed as an interrupted time series by the {grain}, with "
        f"{result.rows_before} points before and {result.rows_after} after "
        f"{month_name(analysis.change)}{_left_out(result.design.phase_in, series)}, by "
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
            found.append(f"{name}, {row.method}: p {row.p_value:.2g}.")
    return (" ".join(found),) if found else ()


def _its_frame(result: InterruptedTimeSeries, series: PeriodRows) -> pd.DataFrame:
    rows = result.rows
    kept = [not result.design.start <= place < result.design.first_after for place in rows.position]
    return pd.DataFrame(
        {
            "label": series.frame["period"],
            "value": rows.observed,
            "fitted": rows.fitted,
            "expected": rows.counterfactual,
            "lower": rows.lower,
            "upper": rows.upper,
            "after": rows.position >= result.design.start,
            "kept": kept,
        }
    )


def _added_up(side: pd.DataFrame, measure: Measure) -> tuple[float, float]:
    known = side[side["numerator"].notna()]
    if measure.kind == "count":
        return float(known["numerator"].sum()), float(len(known))
    return float(known["numerator"].sum()), float(known["denominator"].sum())


def _side_value(measure: Measure, x: float, n: float) -> float:
    return x / n * (measure.per if measure.kind == "rate" else 1.0) if n else float("nan")


def _ratio(found: tuple[Statistic, ...]) -> Statistic:
    wanted = (("risk_ratio", "log_wald"), ("rate_ratio", "exact_conditional"))
    return next(row for row in found if (row.stat, row.method) in wanted)


def _ratio_finding(title: str, values: list[float], ratio: Statistic) -> str:
    if ratio.estimate is None or ratio.lower is None or ratio.upper is None:
        return f"{title}: no ratio of after to before can be given."
    words = f"{ratio.estimate:.2f} times before ({ratio.lower:.2f} to {ratio.upper:.2f})"
    if ratio.lower <= 1 <= ratio.upper:
        return f"{title} after the change cannot be told from before: {words}."
    return f"{title} was {words}, as a description."


def _ratio_frame(values: list[float], ratio: Statistic, measure: Measure) -> pd.DataFrame:
    # A drawing leaves the unit to its row, so that it is said once.
    before, after = (
        f"{100 * value:.0f}%" if measure.kind == "proportion" else figure(value) for value in values
    )
    return pd.DataFrame(
        {
            "label": ["Before, after"], "before": [before], "after": [after],
            "unit": [value_unit(measure)], "ratio": [ratio.estimate], "lower": [ratio.lower],
            "upper": [ratio.upper],
        }
    )  # fmt: skip


def _sides(before: pd.DataFrame, after: pd.DataFrame) -> str:
    return f"{plural(len(before), 'period')} before, {len(after)} after"


def _left_out(waiting: int, series: PeriodRows) -> str:
    return f", {plural(waiting, GRAIN_WORDS[series.grain])} of phase-in left out" if waiting else ""


def _out_of(x: float, n: float, unit: str) -> str:
    return out_of(x, n, unit) if n else count(x)


def _change_words(published: Published, change: date) -> str:
    for row in published.events.to_dict("records"):
        if months_on(day(row["happened_on"]), 0) == change:
            return f"{row['label']}, {month_name(change)}"
    return f"Change in {month_name(change)}"
