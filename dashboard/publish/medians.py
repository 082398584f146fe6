"""Medians of durations, with items still open counted as open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

from dashboard.publish.periods import Calendar
from dashboard.sql_files import query


@dataclass(frozen=True, slots=True)
class Median:
    """A Kaplan-Meier median in days with its 95 % interval; None where it was not reached."""

    ended: float
    median: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Durations:
    """How many rows lasted how long, by unit and month: five arrays of the same length."""

    unit: NDArray[np.int64]
    month: NDArray[np.int64]
    days: NDArray[np.int64]
    ended: NDArray[np.bool_]
    rows: NDArray[np.int64]

    def median(self, units: Sequence[int], months: Sequence[int]) -> Median:
        """Return the median over some units and months."""
        from dashboard.analysis.survival import median_time

        chosen = np.isin(self.unit, list(units)) & np.isin(self.month, list(months))
        ended = float(self.rows[chosen & self.ended].sum())
        if not ended:
            return Median(0.0, None, None, None)
        days = np.repeat(self.days[chosen], self.rows[chosen])
        closed = np.repeat(self.ended[chosen], self.rows[chosen])
        found = median_time(days, closed)
        return Median(ended, found.median, found.lower, found.upper)


def durations(
    connection: duckdb.DuckDBPyConnection, axis: str, units: tuple[str, ...], calendar: Calendar
) -> Durations:
    """Read how long the rows in the view `measure_rows` lasted."""
    parameters = {"axis": axis, "first_month": calendar.first_month}
    cells = connection.execute(query("publish", "durations"), parameters).fetchnumpy()
    place = {unit: position for position, unit in enumerate(units)}
    unit = np.array([place.get(str(member), -1) for member in cells["member"]], dtype=np.int64)
    return Durations(
        unit,
        np.asarray(cells["month"], dtype=np.int64),
        np.asarray(cells["days"], dtype=np.int64),
        np.asarray(cells["ended"], dtype=bool),
        np.asarray(cells["rows"], dtype=np.int64),
    )
