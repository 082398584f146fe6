"""Rows of the ledger: the only numbers readers ever see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.measures.definition import Grain, Measure
from dashboard.publish.counting import Counted, Exposed
from dashboard.publish.grouping import Group
from dashboard.publish.medians import Durations
from dashboard.publish.periods import Calendar, Period
from dashboard.publish.tables import Place, Table

OTHER = "other"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One published number: counts over some units and months, or a median with its interval.

    `members` are the units shown together. A rate's denominator is its exposure; a count has
    none. `complete` is false only for a month of participation that has not ended.
    """

    measure: str
    base: str
    axis: str
    grain: Grain
    from_month: date
    to_month: date
    members: tuple[str, ...]
    part: str | None
    numerator: float
    denominator: float | None
    median: float | None = None
    median_lower: float | None = None
    median_upper: float | None = None
    complete: bool = True


def ledger_frame(rows: Iterable[LedgerRow]) -> pd.DataFrame:
    """Return the rows as a frame with one column a field, members as lists."""
    columns = list(LedgerRow.__dataclass_fields__)
    records = [[getattr(row, column) for column in columns] for row in rows]
    frame = pd.DataFrame(records, columns=columns)
    frame["members"] = frame["members"].map(list)
    return frame


def rows_of_table(
    measure: Measure,
    counted: Counted,
    exposed: Exposed | None,
    durations: Durations | None,
    table: Table,
    place: Place,
    covered: NDArray[np.bool_],
) -> Iterator[LedgerRow]:
    """Yield the ledger rows of one measure in one table.

    `covered` is units x months. A group appears in a period when at least one of its units is
    covered in it. Medians cannot be added up, so a duration also gets the year's.
    """
    for group, period, months in cells_of_table(measure, exposed, table, place, covered):
        cell = _Cell(measure, place, group, period, months)
        yield from _rows_of_cell(cell, counted, exposed, durations, table)


def cells_of_table(
    measure: Measure,
    exposed: Exposed | None,
    table: Table,
    place: Place,
    covered: NDArray[np.bool_],
) -> Iterator[tuple[Group, Period, tuple[int, ...]]]:
    """Yield each group and period that a table shows, with the group's covered months in it.

    A rate needs something to divide by.
    """
    grains: tuple[Grain, ...] = (table.grain,)
    if measure.kind == "duration" and table.grain != "year" and place.periods("year"):
        grains = (table.grain, "year")
    for grain in grains:
        for period in place.periods(grain):
            if table.only is not None and period.months[-1] not in table.only:
                continue
            for group in table.groups:
                months = _covered_months(group, period, covered)
                divides = measure.kind != "rate" or _exposed(exposed, group, period) > 0
                if months and divides:
                    yield group, period, months


def _exposed(exposed: Exposed | None, group: Group, period: Period) -> float:
    if exposed is None:
        return 0.0
    return float(exposed.amount[np.ix_(group, period.months)].sum())


@dataclass(frozen=True, slots=True)
class _Cell:
    measure: Measure
    place: Place
    group: Group
    period: Period
    months: tuple[int, ...]

    def row(
        self,
        part: str | None,
        numerator: float,
        denominator: float | None,
        medians: tuple[float | None, float | None, float | None] = (None, None, None),
    ) -> LedgerRow:
        calendar: Calendar = self.place.calendar
        return LedgerRow(
            measure=self.measure.name,
            base=self.measure.base,
            axis=self.place.axis,
            grain=self.period.grain,
            from_month=calendar.month(self.months[0]),
            to_month=calendar.month(self.period.months[-1]),
            members=tuple(self.place.units[unit] for unit in self.group),
            part=part,
            numerator=numerator,
            denominator=denominator,
            median=medians[0],
            median_lower=medians[1],
            median_upper=medians[2],
        )

    def total(self, counts: NDArray[Any]) -> float:
        return float(counts[np.ix_(self.group, self.period.months)].sum())


def _rows_of_cell(
    cell: _Cell,
    counted: Counted,
    exposed: Exposed | None,
    durations: Durations | None,
    table: Table,
) -> Iterator[LedgerRow]:
    kind = cell.measure.kind
    rows = cell.total(counted.total)
    if kind == "count":
        yield cell.row(None, rows, None)
    elif kind == "rate" and exposed is not None:
        yield cell.row(None, rows, cell.total(exposed.amount))
    elif kind == "proportion":
        yield cell.row(None, cell.total(counted.hit_total[""]), rows)
    elif kind == "composition":
        yield from _rows_of_parts(cell, counted, rows, table.other)
    elif durations is not None:
        median = durations.median(cell.group, cell.period.months)
        yield cell.row(None, median.ended, rows, (median.median, median.lower, median.upper))


def _rows_of_parts(
    cell: _Cell, counted: Counted, rows: float, other: tuple[str, ...]
) -> Iterator[LedgerRow]:
    together = 0.0
    for part in counted.parts:
        cases = cell.total(counted.hit_total[part])
        if part in other:
            together += cases
        else:
            yield cell.row(part, cases, rows)
    if other:
        yield cell.row(OTHER, together, rows)


def _covered_months(group: Group, period: Period, covered: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(month for month in period.months if covered[list(group), month].any())
