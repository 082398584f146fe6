"""Cells and durations added up to any months, units and part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tests.oracle.cells import MONTHLY
from tests.oracle.kaplan_meier import MedianDays, median_days
from tests.oracle.roster import GRAIN_MONTHS

ALL = "all"
Key = tuple[pd.Timestamp, str, str]


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of one measure along one axis; `by_grain` maps grain to (period, unit, part) sums.

    Grain month also serves longer periods, unless the measure counts people by the period.
    """

    by_grain: dict[str, dict[Key, tuple[float, float]]]

    def months(
        self, grain: str, first: pd.Timestamp, last: pd.Timestamp
    ) -> tuple[str, list[pd.Timestamp]]:
        """Return which sums make up a period of `grain` from month `first` to month `last`."""
        people = f"people by {grain}"
        if people in self.by_grain:
            length = GRAIN_MONTHS[grain]
            start = pd.Timestamp(first.year, (first.month - 1) // length * length + 1, 1)
            return people, [start]
        return MONTHLY, list(pd.date_range(first, last, freq="MS"))

    def of(
        self, grain: str, months: Iterable[pd.Timestamp], units: Iterable[str], parts: Iterable[str]
    ) -> tuple[float, float]:
        """Return numerator and denominator added over months, units and parts."""
        sums, units, parts = self.by_grain.get(grain, {}), list(units), list(parts)
        found = [
            sums[key]
            for month in months
            for unit in units
            for part in parts
            if (key := (month, unit, part)) in sums
        ]
        return sum(one for one, _ in found), sum(other for _, other in found)

    def units(self, grain: str, months: Iterable[pd.Timestamp]) -> set[str]:
        """Return the units that have a row in these months."""
        wanted = set(months)
        return {unit for month, unit, _ in self.by_grain.get(grain, {}) if month in wanted}

    def parts(self) -> list[str]:
        """Return every part that occurs."""
        return sorted({part for sums in self.by_grain.values() for _, _, part in sums})


def totals(cells: pd.DataFrame, axis: str) -> Totals:
    """Add `cells` up along `axis`, or over the department for axis "all"."""
    units = cells[axis] if axis != ALL else pd.Series(ALL, index=cells.index)
    added = (
        cells.assign(unit=units)
        .groupby(["grain", "month", "unit", "part"])[["numerator", "denominator"]]
        .sum()
    )
    by_grain: dict[str, dict[Key, tuple[float, float]]] = {}
    for (grain, month, unit, part), (numerator, denominator) in zip(
        added.index, added.to_numpy(), strict=True
    ):
        by_grain.setdefault(grain, {})[(month, unit, part)] = (float(numerator), float(denominator))
    return Totals(by_grain)


def median_of(
    durations: pd.DataFrame,
    axis: str,
    units: Iterable[str],
    first: pd.Timestamp,
    last: pd.Timestamp,
) -> tuple[int, int, MedianDays]:
    """Return how many ended, how many there were and their median, over months and units."""
    chosen = durations[(durations["month"] >= first) & (durations["month"] <= last)]
    if axis != ALL:
        chosen = chosen[chosen[axis].isin(list(units))]
    closed = chosen["closed"].to_numpy(dtype=bool)
    return (
        int(closed.sum()),
        len(chosen),
        median_days(chosen["days"].to_numpy(dtype=np.int64), closed),
    )
