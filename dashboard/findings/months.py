"""Months as dates: a cell of a frame as a day, months counted on, published periods in words."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.findings.sentences import listed

GRAIN_WORDS = {"month": "month", "quarter": "quarter", "half": "half-year", "year": "year"}

MONTHS_OF_GRAIN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def day(value: object) -> date:
    """Return a cell of a date column as a plain date."""
    found: date = pd.Timestamp(value).date()
    return found


def months_on(start: date, months: int) -> date:
    """Return the first day of the month `months` after that of `start` (negative: before)."""
    counted = start.year * 12 + start.month - 1 + months
    return date(counted // 12, counted % 12 + 1, 1)


def published_by(frame: pd.DataFrame) -> str:
    """Return by which periods rows are published: "2023 by year, 2024 and 2025 by quarter".

    frame: columns from_month and grain. One word for all years is said once: "by quarter".
    """
    years: dict[str, list[int]] = {}
    pairs = frame.assign(year=frame["from_month"].dt.year)[["year", "grain"]]
    for pair in pairs.drop_duplicates().sort_values("year").itertuples(index=False):
        years.setdefault(str(pair.grain), []).append(int(pair.year))
    if len(years) == 1:
        return f"by {GRAIN_WORDS[next(iter(years))]}"
    return listed([f"{_years(found)} by {GRAIN_WORDS[grain]}" for grain, found in years.items()])


def _years(years: list[int]) -> str:
    """Return years in a row as "2022 to 2025", others as a list."""
    in_a_row = years[-1] - years[0] == len(years) - 1
    if in_a_row and len(years) > 2:
        return f"{years[0]} to {years[-1]}"
    return listed([str(year) for year in years])


def missing_years(frame: pd.DataFrame) -> tuple[int, ...]:
    """Return the years between the first and last row of which `frame` has no row."""
    years = set(frame["from_month"].dt.year)
    return tuple(year for year in range(min(years), max(years) + 1) if year not in years)


def last_month_of(first: date, grain: str) -> date:
    """Return the last month, first day, of the period of that grain that begins in `first`."""
    return months_on(first, MONTHS_OF_GRAIN[grain] - 1)
