"""How many months a study needs to see an effect, found by making the study many times over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.errors import CannotCompute
from dashboard.findings.period_rows import period_rows
from dashboard.findings.saved_analysis import Analysis
from dashboard.findings.sentences import percent, plural
from dashboard.findings.table import Table
from dashboard.own_data.refusal import WrongInput
from dashboard.published.open import Published

if TYPE_CHECKING:
    from dashboard.analysis.its.power import PowerRow

MONTHS = (6, 12, 18, 24, 36, 48)
WANTED = 0.8
DRAWS = 100
COLUMNS = ("months_after", "power", "lower", "upper", "draws", "unusable")


@dataclass(frozen=True, slots=True)
class Study:
    """A study not yet made: events a month out of an exposure, and what the change would do.

    rate: events per `per` of exposure; ratio: the rate after over the rate before.
    """

    months_before: int = 24
    exposure: float = 10_000.0
    rate: float = 1.0
    per: float = 1_000.0
    ratio: float = 1.5
    spread: float = 0.1
    autocorrelation: float = 0.2


def study_like(published: Published, analysis: Analysis | None) -> Study:
    """A study with the exposure and rate of the months before the change of an analysis."""
    if analysis is None or analysis.change is None:
        return Study()
    try:
        series = period_rows(published, analysis)
    except WrongInput:
        return Study()
    frame = series.frame[series.frame["from_month"] < pd.Timestamp(analysis.change)]
    months = len(frame) * series.months
    exposure, events = frame["denominator"].sum(), frame["numerator"].sum()
    if not months or not exposure or not events:
        return Study()
    measure = series.measure
    per = measure.per if measure.kind == "rate" else 100.0
    return Study(max(3, months), round(exposure / months), round(per * events / exposure, 3), per)


def months_tried(
    study: Study, draws: int = DRAWS, seed: int = 1, tried: Sequence[int] = MONTHS
) -> Iterator[PowerRow]:
    """The power for each number of months after that is tried, until it reaches 80 %.

    Analysed as the workbench would by itself (AR(1) from 24 points, else least squares). Raises
    WrongInput for a study that cannot be.
    """
    from dashboard.analysis.interrupted_time_series import Plan, power

    plan = Plan(
        study.months_before, tried[0], study.exposure, study.rate / study.per, study.ratio,
        study.spread, study.autocorrelation,
    )  # fmt: skip
    for months in tried:
        try:
            row = power(replace(plan, months_after=months), draws=draws, seed=seed)
        except CannotCompute as refusal:
            said = str(refusal)
            raise WrongInput(f"{said[:1].upper()}{said[1:]}.") from refusal
        yield row
        if row.power >= WANTED:
            return


def power_sentences(study: Study, rows: list[PowerRow]) -> tuple[str, ...]:
    """What was found: the months needed, or that none tried is enough."""
    last = rows[-1]
    called = (
        f"{percent(last.power)} of {last.draws} such studies call it (95% interval "
        f"{percent(last.lower)} to {percent(last.upper)})"
    )
    size = f"{study.ratio:g} times the rate before"
    unusable = sum(row.unusable for row in rows)
    more = (f"{plural(unusable, 'study', 'studies')} could not be analysed.",) if unusable else ()
    if last.power >= WANTED:
        return (
            f"With {plural(last.months_after, 'month')} after the change, an effect of {size} is "
            f"seen often enough: {called}.",
            *more,
        )
    return (
        f"Not even {plural(last.months_after, 'month')} after the change are enough for an effect "
        f"of {size}: {called}. More months before it, another measure, or sites that change at "
        "different times say more.",
        *more,
    )


def power_rows(rows: list[PowerRow]) -> list[dict[str, Any]]:
    """A row a number of months tried."""
    return [{name: getattr(row, name) for name in COLUMNS} for row in rows]


def power_table(rows: list[PowerRow]) -> Table:
    """The rows as a table to open and a file to take along."""
    shown = pd.DataFrame(
        {
            "Months after": [row.months_after for row in rows],
            "Called": [percent(row.power) for row in rows],
            "95% from": [percent(row.lower) for row in rows],
            "to": [percent(row.upper) for row in rows],
            "Studies made": [row.draws for row in rows],
        }
    )
    return Table("months_needed", shown, pd.DataFrame(power_rows(rows), columns=list(COLUMNS)))


def power_frame(rows: list[PowerRow]) -> pd.DataFrame:
    """A row a number of months, for charts.sequence; the centre line is what is wanted."""
    return pd.DataFrame(
        {
            "label": [f"{row.months_after} months" for row in rows],
            "value": [row.power for row in rows],
            "centre": WANTED,
            "lower": [row.lower for row in rows],
            "upper": [row.upper for row in rows],
            "signal": False,
        }
    )
