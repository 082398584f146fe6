"""Two designs of the workbench with two sides: before and after, and one unit beside another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.findings.analysis_words import AnalysisWords, analysis_words, value_unit
from dashboard.findings.go_lives import era_of, go_lives, of_sites
from dashboard.findings.months import day
from dashboard.findings.period_rows import period_rows
from dashboard.findings.saved_analysis import Analysis
from dashboard.findings.sentences import (
    figure,
    month_name,
    months_in,
    out_of,
    plural,
    sentence,
    share_words,
)
from dashboard.findings.workbench_effects import change_words, left_out_words, rows_of_change
from dashboard.findings.workings import Workings, printed
from dashboard.measures.definition import Measure
from dashboard.own_data.refusal import RefusedByDisclosure, WrongInput
from dashboard.published.lens import Lens
from dashboard.published.lookup import totals
from dashboard.published.open import Published

if TYPE_CHECKING:
    from dashboard.analysis.two_groups.statistic import Statistic

NEWCOMBE = "Newcombe RG. Stat Med 1998;17:873-890 (differences of proportions)"
KATZ = "Katz D and others. Biometrics 1978;34:469-474 (risk ratio)"
GARWOOD = "Garwood F. Biometrika 1936;28:437-442 (exact Poisson limits)"
COMPARE_COLUMNS = ("stat", "method", "estimate", "lower", "upper", "p_value", "statistic", "note")
COMPARED_BY = (
    "Shares are compared by Newcombe’s interval for the difference and log-Wald for the ratio, "
    "rates by the exact conditional ratio."
)
DESCRIPTION = (
    "Before and after is a description: whatever else changed at that time is in it too. The "
    "interrupted time series asks more of the same rows."
)
COMPARE_WORDS = {
    "stat": "Number", "method": "Method", "estimate": "Estimate", "lower": "95% from",
    "upper": "to", "p_value": "p",
}  # fmt: skip
UNITS_DESCRIBED = (
    "Two units side by side are a description: they read other exams with other people, and no "
    "number here says which is better."
)
PEOPLE_COUNT_AGAIN = "The same people count in several periods, so the intervals are too narrow."
CAPTURED_BY_BOTH = "captures"


@dataclass(frozen=True, slots=True)
class _Side:
    """Counts of one side; for a count, `n` is how many periods or months it was counted over."""

    name: str
    x: float
    n: float


def before_after(published: Published, analysis: Analysis) -> Workings:
    """The periods before the change against those after it, added up: a description."""
    series = period_rows(published, analysis)
    measure = series.measure
    start, waiting = rows_of_change(series, analysis)
    before, after = series.frame[: start - 1], series.frame[start - 1 + waiting :]
    if before["numerator"].notna().sum() == 0 or after["numerator"].notna().sum() == 0:
        raise WrongInput(
            f"{measure.title} is published on one side of the change alone. Choose a measure that "
            "both sides have, or another month."
        )
    words = analysis_words(published, analysis, series)
    changed = analysis.change or date.min
    methods = (
        f"{words.measured} was compared before and from {month_name(changed)} on, the periods of "
        f"each side added up ({plural(len(before), 'period')} before, {len(after)} after"
        f"{left_out_words(waiting, series)}). {COMPARED_BY}"
    )
    sides = _added_up(after, measure, "after"), _added_up(before, measure, "before")
    compared = _compared(measure, *sides)
    return _workings(
        compared,
        words,
        finding=_change_finding(words.title, compared.ratio),
        notes=(*series.notes, DESCRIPTION),
        methods=methods,
        facts={"intervention": change_words(published, changed)},
        described="Before and after",
        name=f"before_after_{measure.name}",
    )


def two_units(published: Published, analysis: Analysis) -> Workings:
    """One unit of an axis against another over the months both have: a description."""
    measure = published.measures[analysis.measure]
    rows, lens = _rows_of_both(published, analysis)
    first, second = (_of_unit(row, measure) for row in rows)
    words = analysis_words(published, replace(analysis, start=lens.start, end=lens.end), None)
    methods = (
        f"{words.measured}, {words.span}, was compared between {first.name} and {second.name}, "
        f"the published periods of each added up. {COMPARED_BY}"
    )
    compared = _compared(measure, first, second)
    cut = (lens.start, lens.end) != (analysis.start, analysis.end)
    shared = (f"Compared over {words.span}, the months that both have.",) if cut else ()
    return _workings(
        compared,
        words,
        finding=_unit_finding(words.title, compared),
        notes=(*shared, *_unlike_systems(published, analysis, measure, lens), UNITS_DESCRIBED),
        methods=methods,
        facts={},
        described=f"{first.name} and {second.name}",
        name=f"two_units_{measure.name}_by_{analysis.axis}",
    )


def _rows_of_both(published: Published, analysis: Analysis) -> tuple[list[pd.Series], Lens]:
    """Return the rows of both units, the first one's first, over the months that both have."""
    lens = Lens(analysis.start, analysis.end, analysis.axis)
    rows = _rows(published, analysis, lens)
    start, end = (
        max(day(row["from_month"]) for row in rows),
        min(day(row["to_month"]) for row in rows),
    )
    if start > end:
        raise WrongInput(
            f"{analysis.member} and {analysis.other} have no published months in common."
        )
    shared = Lens(max(lens.start, start), min(lens.end, end), analysis.axis)
    return _rows(published, analysis, shared), shared


def _rows(published: Published, analysis: Analysis, lens: Lens) -> list[pd.Series]:
    answer = totals(published, analysis.measure, lens)
    if answer.frame.empty:
        raise RefusedByDisclosure(answer.empty_reason or "Nothing is published by this axis.")
    found = []
    for unit in (analysis.member, analysis.other):
        holding = [row for _, row in answer.frame.iterrows() if unit in row["members"]]
        if not holding:
            raise WrongInput(f"Nothing is published of {unit} for these months. Choose others.")
        found.append(holding[0])
    if analysis.other in found[0]["members"]:
        raise RefusedByDisclosure(
            f"{analysis.member} and {analysis.other} are shown together, since too few "
            "radiologists stand behind one of them. Choose other units or more months."
        )
    return found


def _of_unit(row: pd.Series, measure: Measure) -> _Side:
    if measure.kind == "count":
        months = months_in(day(row["from_month"]), day(row["to_month"]))
        return _Side(str(row["member"]), float(row["numerator"]), float(months))
    return _Side(str(row["member"]), float(row["numerator"]), float(row["denominator"]))


def _unlike_systems(
    published: Published, analysis: Analysis, measure: Measure, lens: Lens
) -> tuple[str, ...]:
    """Return the warning that the two units captured in different ways, where they did."""
    if measure.base != CAPTURED_BY_BOTH or analysis.axis != "site":
        return ()
    live = go_lives(published)
    ways = [
        era_of(lens.start, lens.end, of_sites(live, [site]))
        for site in (analysis.member, analysis.other)
    ]
    if ways[0] == ways[1] and "phase_in" not in ways:
        return ()
    return (
        "In these months the two did not capture in the same way all along: scored review assigns "
        "reports, whatever they show; peer learning takes what somebody put forward. The cases "
        "were selected in different ways, so the difference is not an effect of the site.",
    )


def _added_up(side: pd.DataFrame, measure: Measure, name: str) -> _Side:
    known = side[side["numerator"].notna()]
    n = float(len(known)) if measure.kind == "count" else float(known["denominator"].sum())
    return _Side(name, float(known["numerator"].sum()), n)


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two sides and every number of their comparison; the ratio is first over second."""

    measure: Measure
    first: _Side
    second: _Side
    found: tuple[Statistic, ...]

    @property
    def ratio(self) -> Statistic:
        wanted = (("risk_ratio", "log_wald"), ("rate_ratio", "exact_conditional"))
        return next(row for row in self.found if (row.stat, row.method) in wanted)

    @property
    def unit(self) -> str:
        return "months" if self.measure.kind == "count" else self.measure.unit

    def value(self, side: _Side) -> str:
        """Return a side's value without its unit, which a drawing says once."""
        share = side.x / side.n if side.n else float("nan")
        if self.measure.kind == "proportion":
            return share_words(share)
        return figure(share * (self.measure.per if self.measure.kind == "rate" else 1.0))


def _compared(measure: Measure, first: _Side, second: _Side) -> _Compared:
    from dashboard.analysis.comparison import compare_proportions, compare_rates

    compare = compare_proportions if measure.kind == "proportion" else compare_rates
    unit = "months" if measure.kind == "count" else measure.unit
    names = (first.name, second.name)
    found = compare(first.x, first.n, second.x, second.n, unit, unit, names)
    return _Compared(measure, first, second, found)


def _workings(
    compared: _Compared,
    words: AnalysisWords,
    *,
    finding: str,
    notes: tuple[str, ...],
    methods: str,
    facts: dict[str, str],
    described: str,
    name: str,
) -> Workings:
    measure, first, second = compared.measure, compared.first, compared.second
    rows = [{column: getattr(row, column) for column in COMPARE_COLUMNS} for row in compared.found]
    people = (PEOPLE_COUNT_AGAIN,) if measure.sensitivity == "participation" else ()
    sides = ". ".join(
        f"{sentence(side.name)}: {out_of(side.x, side.n, compared.unit)}"
        for side in (second, first)
    )
    over_time = second.name == "before"
    return Workings(
        words.title,
        finding,
        words.lead,
        "ratio and difference of two " + ("shares" if measure.kind == "proportion" else "rates"),
        (*notes, *people),
        COMPARE_COLUMNS,
        tuple(rows),
        "ratio" if over_time else "two_units",
        _ratio_frame(compared, over_time),
        {},
        measure.kind == "proportion",
        words.unit,
        f"{described}: {words.title}. {finding}",
        f"{words.source} {sides}.",
        printed(rows, COMPARE_WORDS),
        words.reported(
            (methods,),
            (NEWCOMBE, KATZ, GARWOOD),
            words.facts | {"analysis": methods, "results": finding} | facts,
        ),
        name,
    )


def _change_finding(title: str, ratio: Statistic) -> str:
    if ratio.estimate is None or ratio.lower is None or ratio.upper is None:
        return f"{title}: no ratio of after to before can be given."
    words = f"{ratio.estimate:.2f} times before ({ratio.lower:.2f} to {ratio.upper:.2f})"
    if ratio.lower <= 1 <= ratio.upper:
        return f"{title} after the change cannot be told from before: {words}."
    return f"{title} was {words}, as a description."


def _unit_finding(title: str, compared: _Compared) -> str:
    ratio, first, second = compared.ratio, compared.first.name, compared.second.name
    if ratio.estimate is None or ratio.lower is None or ratio.upper is None:
        return f"{title}: no ratio of {first} to {second} can be given."
    words = f"{ratio.estimate:.2f} times {second} ({ratio.lower:.2f} to {ratio.upper:.2f})"
    if ratio.lower <= 1 <= ratio.upper:
        return f"{title}: {first} cannot be told from {second}: {words}."
    return f"{title}: {first} is at {words}, as a description."


def _ratio_frame(compared: _Compared, over_time: bool) -> pd.DataFrame:
    ratio, first, second = compared.ratio, compared.first, compared.second
    label = "Before, after" if over_time else f"{second.name}, {first.name}"
    return pd.DataFrame(
        {
            "label": [label], "before": [compared.value(second)], "after": [compared.value(first)],
            "unit": [value_unit(compared.measure)], "ratio": [ratio.estimate],
            "lower": [ratio.lower], "upper": [ratio.upper],
        }
    )  # fmt: skip
