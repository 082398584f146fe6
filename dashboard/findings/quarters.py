"""A series by quarter, for pages that are read from across a room: months would be a saw."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.findings.months import day
from dashboard.measures.definition import MONTHS_IN_GRAIN
from dashboard.published.lens import Lens
from dashboard.published.lookup import series
from dashboard.published.open import Published

PERIODS = {3: "quarter", 6: "half-year", 12: "year"}


def by_quarter(
    published: Published, name: str, lens: Lens, part: str | None = None
) -> tuple[pd.DataFrame, str]:
    """Return a measure by quarter over the lens, and what a period is, in words.

    Where a year of the lens is published more coarsely, every year is; a quarter not whole
    within the lens is left out. Columns month (its first), numerator, denominator, estimate
    (share of 1, or per `measure.per`; empty where nothing stands below the line).
    """
    answer = series(published, name, lens)
    rows = answer.frame
    if part is not None and len(rows):
        rows = rows[rows["part"] == part]
    if rows.empty:
        return pd.DataFrame(columns=["month", "numerator", "denominator", "estimate"]), "quarter"
    months = max(3, max(MONTHS_IN_GRAIN[grain] for grain in rows["grain"]))
    lengths = [MONTHS_IN_GRAIN[grain] for grain in rows["grain"]]
    starts = [_begin(day(month), months) for month in rows["from_month"]]
    sums = (
        rows.assign(month=starts, length=lengths)
        .groupby("month")[["numerator", "denominator", "length"]]
        .sum(min_count=1)
    )
    whole = sums[sums["length"] == months].drop(columns="length").reset_index()
    per = answer.measure.per
    estimate = (
        whole["numerator"]
        if answer.measure.kind == "count"
        else per * whole["numerator"] / whole["denominator"].where(whole["denominator"] > 0)
    )
    return whole.assign(estimate=estimate), PERIODS[months]


def quarter_of(month: date, period: str) -> date:
    """Return the first month of the period that holds `month`; period as `by_quarter` says it."""
    return _begin(month, next(length for length, word in PERIODS.items() if word == period))


def _begin(month: date, months: int) -> date:
    return date(month.year, (month.month - 1) // months * months + 1, 1)
