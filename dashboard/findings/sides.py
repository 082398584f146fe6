"""Two sides of a dated change: what was counted before and after, and in which months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: hits of n (n reviews, cases or exams), its first and last month."""

    hits: float
    n: float
    first: date
    last: date

    @property
    def share(self) -> float:
        """Hits of n; a rate per one of n."""
        return self.hits / self.n


def side_of(rows: pd.DataFrame) -> Side | None:
    """Return the rows added up, None when there are none or nothing stands below the line.

    rows: columns from_month, to_month, numerator, denominator.
    """
    if rows.empty or not rows["denominator"].sum():
        return None
    return Side(
        float(rows["numerator"].sum()),
        float(rows["denominator"].sum()),
        rows["from_month"].min().date(),
        rows["to_month"].max().date(),
    )


def unbroken(rows: pd.DataFrame) -> bool:
    """Return whether the periods of the rows follow one another, so that none is left out.

    rows: columns from_month, to_month.
    """
    periods = rows[["from_month", "to_month"]].drop_duplicates().sort_values("from_month")
    ends = periods["to_month"] + pd.offsets.MonthBegin(1)
    return bool((periods["from_month"].iloc[1:].to_numpy() == ends.iloc[:-1].to_numpy()).all())


def whole_within(rows: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Return the rows whose period lies whole between two months, both included."""
    inside = (rows["from_month"] >= pd.Timestamp(first)) & (rows["to_month"] <= pd.Timestamp(last))
    return rows[inside]
