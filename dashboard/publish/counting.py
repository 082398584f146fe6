"""Count a measure's rows by month, unit, part and person: SQL in, arrays out.

These arrays name people by number and never leave the publishing process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from dashboard.measures.definition import Base, Measure
from dashboard.publish.periods import Calendar, Period
from dashboard.sql_files import query

ROLES = ("person", "other_person")

Counts = NDArray[np.int64]
Cells = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Counted:
    """One measure's counts on one axis.

    `rows[role]` is units x people x months; `hits[part][role]` the same for each part (a
    proportion has one part, ""). `total` and `hit_total[part]` are units x months and include
    rows that name nobody in a role.
    """

    units: tuple[str, ...]
    rows: tuple[Counts, ...]
    total: Counts
    hits: dict[str, tuple[Counts, ...]]
    hit_total: dict[str, Counts]

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the parts counted, in a fixed order."""
        return tuple(self.hits)


@dataclass(frozen=True, slots=True)
class Exposed:
    """What a rate divides by: units x months."""

    units: tuple[str, ...]
    amount: NDArray[np.float64]


def count(
    connection: duckdb.DuckDBPyConnection,
    measure: Measure | Base,
    axis: str,
    units: tuple[str, ...],
    people: int,
    calendar: Calendar,
) -> Counted:
    """Count the rows in the view `measure_rows` on one axis.

    `units` are the axis's units, `people` how many people the run numbers.
    """
    kind = measure.kind if isinstance(measure, Measure) else "count"
    found = [_by_person(connection, axis, role, calendar) for role in ROLES]
    named = [cells for cells in found if (cells["person"] >= 0).any()]
    parts = _parts(kind, found[0])
    shape = (len(units), people, calendar.length)
    everybody = found[0]
    return Counted(
        units=units,
        rows=tuple(_filled(cells, "rows", units, shape) for cells in named),
        total=_summed(everybody, "rows", units, shape),
        hits={
            part: tuple(
                _filled(_of_part(cells, part, kind), column, units, shape) for cells in named
            )
            for part, column in parts.items()
        },
        hit_total={
            part: _summed(_of_part(everybody, part, kind), column, units, shape)
            for part, column in parts.items()
        },
    )


def exposure(
    connection: duckdb.DuckDBPyConnection, axis: str, units: tuple[str, ...], calendar: Calendar
) -> Exposed:
    """Add up the view `exposure_rows` by unit and month."""
    cells = connection.execute(
        query("publish", "exposure"), {"axis": axis, "first_month": calendar.first_month}
    ).fetchnumpy()
    amount = np.zeros((len(units), calendar.length))
    place = {unit: position for position, unit in enumerate(units)}
    for month, member, value in zip(cells["month"], cells["member"], cells["amount"], strict=True):
        if member in place and 0 <= month < calendar.length:
            amount[place[member], month] += value
    return Exposed(units, amount)


def over_periods(counts: Counts, periods: tuple[Period, ...]) -> Counts:
    """Add the last axis (months) up to periods."""
    if not periods:
        return np.zeros((*counts.shape[:-1], 0), dtype=counts.dtype)
    return np.stack([counts[..., list(period.months)].sum(axis=-1) for period in periods], axis=-1)


def sum_of(counts: Sequence[Counts]) -> Counts:
    """Add arrays of one shape up, for example those of parts that are shown together."""
    total: Counts = np.sum(np.stack(counts), axis=0)
    return total


def _by_person(
    connection: duckdb.DuckDBPyConnection, axis: str, role: str, calendar: Calendar
) -> Cells:
    parameters = {"axis": axis, "role": role, "first_month": calendar.first_month}
    cells = connection.execute(query("publish", "counts_by_person"), parameters).fetchnumpy()
    inside = (cells["month"] >= 0) & (cells["month"] < calendar.length)
    part: NDArray[Any] = np.ma.filled(np.ma.asarray(cells["part"], dtype=object), None)
    return {
        **{name: np.asarray(cells[name])[inside] for name in cells if name != "part"},
        "part": part[inside],
    }


def _parts(kind: str, cells: Cells) -> dict[str, str]:
    if kind == "proportion":
        return {"": "hits"}
    if kind == "composition":
        return {part: "rows" for part in sorted({str(part) for part in cells["part"]})}
    return {}


def _of_part(cells: Cells, part: str, kind: str) -> Cells:
    if kind != "composition":
        return cells
    chosen = np.array([str(each) == part for each in cells["part"]], dtype=bool)
    return {name: column[chosen] for name, column in cells.items()}


def _filled(
    cells: Cells, column: str, units: tuple[str, ...], shape: tuple[int, int, int]
) -> Counts:
    filled = np.zeros(shape, dtype=np.int64)
    unit, known = _positions(cells, units)
    known &= cells["person"] >= 0
    at = (unit[known], cells["person"][known].astype(int), cells["month"][known].astype(int))
    np.add.at(filled, at, cells[column][known].astype(np.int64))
    return filled


def _summed(
    cells: Cells, column: str, units: tuple[str, ...], shape: tuple[int, int, int]
) -> Counts:
    summed = np.zeros((shape[0], shape[2]), dtype=np.int64)
    unit, known = _positions(cells, units)
    at = (unit[known], cells["month"][known].astype(int))
    np.add.at(summed, at, cells[column][known].astype(np.int64))
    return summed


def _positions(cells: Cells, units: tuple[str, ...]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    place = {unit: position for position, unit in enumerate(units)}
    unit = np.array([place.get(str(member), -1) for member in cells["member"]], dtype=np.int64)
    return unit, unit >= 0
