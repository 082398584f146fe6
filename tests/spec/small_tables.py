"""Tables written by hand in a spec: cells parted by bars, the first line names the columns."""

from __future__ import annotations

import uuid
from fractions import Fraction

NAMES = uuid.UUID("5bd7f9a4-1c0e-4e1c-9d61-2f6d1f0b7a11")
REMARK = "why"  # a column for the reader, never loaded


class BrokenTable(Exception):
    """A hand-written table whose rows do not fit its first line."""


def read_rows(text: str) -> list[dict[str, str | None]]:
    """Return one dict a row, column to cell; an empty cell is None. Remarks are left out."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    columns = _cells(lines[0])
    rows = []
    for line in lines[1:]:
        cells = _cells(line)
        if len(cells) != len(columns):
            raise BrokenTable(f"{line!r}: expected {len(columns)} cells, found {len(cells)}.")
        rows.append(
            {
                column: cell or None
                for column, cell in zip(columns, cells, strict=True)
                if column != REMARK
            }
        )
    return rows


def value_of(cell: str | None, sql_type: str) -> str | float | None:
    """Return what DuckDB casts to `sql_type`: names become keys, fractions (15/31) numbers."""
    if cell is None:
        return None
    if sql_type == "UUID":
        return str(uuid.uuid5(NAMES, cell))
    if sql_type == "DOUBLE":
        return sum_of_fractions(cell)
    return cell


def sum_of_fractions(cell: str) -> float:
    """Return the number a cell like `1/2 + 15/31` or `0.8 * 15/31` stands for."""
    total = Fraction(0)
    for term in cell.split("+"):
        product = Fraction(1)
        for factor in term.split("*"):
            product *= Fraction(factor.strip())
        total += product
    return float(total)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]
