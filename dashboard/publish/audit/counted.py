"""Rows by where and when they happened, whom they name, and which published numbers count them.

These arrays name people by number and never leave the publishing process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from dashboard.measures.catalogue import Catalogue
from dashboard.measures.definition import AXES, Measure
from dashboard.publish.workspace import take_rows
from dashboard.sql_files import query

Codes = NDArray[np.int64]
Held = NDArray[np.bool_]
"""A set of rows: one truth value a signature, the same for all rows with that signature."""


@dataclass(frozen=True, slots=True)
class CountedRows:
    """Arrays of one length: rows alike in month, units, people and signature are one entry.

    `month` counts from year 0; `unit[axis]` are positions in `units[axis]`; `person` and
    `other_person` are -1 where a row names nobody. A signature says which sets hold a row:
    `sets[name]` is true for the signatures of its rows.
    """

    month: Codes
    unit: dict[str, Codes]
    units: dict[str, tuple[str, ...]]
    person: Codes
    other_person: Codes
    signature: Codes
    rows: Codes
    sets: dict[str, Held]

    def in_year(self, year: int) -> CountedRows:
        """Return the rows of one calendar year; units stay numbered alike, signatures do not.

        A signature that no row of the year has is left out: a year is judged by itself alone.
        """
        chosen = self.month // 12 == year
        there, signature = np.unique(self.signature[chosen], return_inverse=True)
        sets = {name: held[there] for name, held in self.sets.items() if held[there].any()}
        return CountedRows(
            self.month[chosen],
            {axis: codes[chosen] for axis, codes in self.unit.items()},
            self.units,
            self.person[chosen],
            self.other_person[chosen],
            signature.astype(np.int64).ravel(),
            self.rows[chosen],
            sets,
        )

    @property
    def reader(self) -> Codes:
        """Return whose reading each row is: the second person named, else the only one."""
        return np.where(self.other_person >= 0, self.other_person, self.person)

    def set(self, name: str) -> Held:
        """Return a set by name; one that no row is in holds no signature."""
        return self.sets.get(name, np.zeros(self._signatures, dtype=bool))

    @property
    def _signatures(self) -> int:
        return len(next(iter(self.sets.values()), np.zeros(0)))


def whole(measure: Measure) -> str:
    """Return the name of the rows a measure divides by, or counts where it divides by no rows."""
    return f"{measure.name}:whole"


def hits(measure: Measure) -> str:
    """Return the name of the rows a measure counts."""
    return whole(measure) if measure.kind in ("count", "rate") else f"{measure.name}:hits"


def part(measure: Measure, name: str) -> str:
    """Return the name of the rows of one part of a composition."""
    return f"{measure.name}:part:{name}"


def read_counted_rows(
    connection: duckdb.DuckDBPyConnection, measures: Sequence[Measure], catalogue: Catalogue
) -> CountedRows:
    """Read the rows of some measures in an open workspace, each row once."""
    connection.execute(query("publish/audit", "create_counted_rows"))
    for measure in measures:
        take_rows(connection, measure, catalogue)
        connection.execute(query("publish/audit", "take_counted_rows"), {"measure": measure.name})
    cells = connection.execute(query("publish/audit", "counted_rows")).fetchnumpy()
    connection.execute("drop table counted_rows")
    return _coded(cells)


def _coded(cells: dict[str, Any]) -> CountedRows:
    units: dict[str, tuple[str, ...]] = {}
    unit: dict[str, Codes] = {}
    for axis in AXES:
        units[axis], unit[axis] = _numbered(cells[axis])
    combinations, signature = _numbered(cells["held_by"])
    names = sorted({name for each in combinations for name in each.split("|")})
    sets = {
        name: np.array([name in each.split("|") for each in combinations], dtype=bool)
        for name in names
    }
    return CountedRows(
        month=np.asarray(cells["month"], dtype=np.int64),
        unit=unit,
        units=units,
        person=np.asarray(cells["person"], dtype=np.int64),
        other_person=np.asarray(cells["other_person"], dtype=np.int64),
        signature=signature,
        rows=np.asarray(cells["rows"], dtype=np.int64),
        sets=sets,
    )


def _numbered(values: Any) -> tuple[tuple[str, ...], Codes]:
    found, codes = np.unique(np.asarray(values, dtype=str), return_inverse=True)
    return tuple(str(value) for value in found), codes.astype(np.int64).ravel()
