"""Keep one grain a year where a measure was published by more than one."""

from __future__ import annotations

import pandas as pd

from dashboard.measures.definition import MONTHS_IN_GRAIN
from dashboard.published.lens import Lens


def finest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return for each year the rows of its finest grain."""
    months = _months(rows)
    return rows[months == months.groupby(rows["from_month"].dt.year).transform("min")]


def best_to_sum(rows: pd.DataFrame, lens: Lens) -> pd.DataFrame:
    """Return for each year the rows to add up: the coarsest grain that lies inside the lens.

    The coarser a composition, the more of its parts have names. A grain that reaches beyond
    the lens would add months nobody asked for; if all do, the finest reaches least far.
    """
    months, years = _months(rows), rows["from_month"].dt.year
    inside = (rows["from_month"] >= pd.Timestamp(lens.start)) & (
        rows["to_month"] <= pd.Timestamp(lens.end)
    )
    fits = inside.groupby([years, months]).transform("all")
    chosen = months.where(fits).groupby(years).transform("max")
    return rows[months == chosen.fillna(months.groupby(years).transform("min"))]


def _months(rows: pd.DataFrame) -> pd.Series:
    return rows["grain"].map(MONTHS_IN_GRAIN).astype(float)
