"""Rows of a measure as lines of a chart, and the chart in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pandas as pd

from dashboard.findings.months import months_on
from dashboard.findings.sentences import count, figure, listed, month_name, percent
from dashboard.reports.deck.slide import Colour, Series, months_between

# An axis longer than this is labelled by years, and then begins in January.
LONGEST_BY_MONTHS = 18


def axis_of(rows: pd.DataFrame) -> tuple[tuple[date, ...], int]:
    """Return the first days of an axis's periods, and how many months apart its labels stand."""
    months = sorted(set(rows["month"]))
    step = min(
        (months_between(one, two) for one, two in pairwise(months)),
        default=1,
    )
    begin = months[0]
    if months_between(begin, months[-1]) < LONGEST_BY_MONTHS:
        short = months_between(begin, months[-1]) < 5
        return _every(begin, months[-1], step), max(step, 1 if short else 3)
    return _every(date(begin.year, 1, 1), months[-1], step), 12


def _every(first: date, last: date, step: int) -> tuple[date, ...]:
    return tuple(
        months_on(first, place) for place in range(0, months_between(first, last) + 1, step)
    )


def series_of(
    name: str,
    rows: pd.DataFrame,
    dates: Sequence[date],
    colour: Colour,
    source: str,
    column: str = "estimate",
    width: float = 3.0,
) -> Series:
    """Return one line: the rows' values at their dates, None where there is no row."""
    values = {
        row["month"]: float(row[column]) for row in rows.to_dict("records") if pd.notna(row[column])
    }
    return Series(
        name, tuple(values.get(month) for month in dates), colour, width=width, source=source
    )


def alt_of(title: str, rows: pd.DataFrame, period: str, share: bool = False) -> str:
    """Return a line in words: every value with its month."""
    said = [
        f"{percent(row.estimate) if share else figure(row.estimate)}"
        for row in rows.itertuples(index=False)
    ]
    first, last = rows["month"].iloc[0], rows["month"].iloc[-1]
    return (
        f"{title} by {period}, from {month_name(first)} to the {period} of {month_name(last)}, in "
        f"order: {listed(said)}."
    )


def counts_alt(title: str, pairs: Sequence[tuple[str, float]]) -> str:
    """Return bars of counts in words."""
    return f"{title}: {listed([f'{name} {count(value)}' for name, value in pairs])}."
