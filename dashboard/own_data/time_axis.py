"""The x column of a chart: is it time, and in which order do its rows stand?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.own_data.own_file import as_number

_QUARTER = re.compile(r"^(\d{4})[ -]?Q([1-4])$", re.IGNORECASE)
_CLEAR = ("%Y-%m", "%Y/%m/%d", "%Y/%m", "%b %Y", "%B %Y", "%b-%y", "%d %b %Y", "%d %B %Y")
_DAY_OR_MONTH_FIRST = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y")


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """`order` are the row numbers (from 0) in time order; `ordered` is False for named units."""

    order: tuple[int, ...]
    ordered: bool

    @property
    def moved(self) -> bool:
        """Whether the file was not in time order."""
        return self.order != tuple(range(len(self.order)))


def time_axis(cells: Sequence[str]) -> TimeAxis:
    """Time order of the x cells: dates, months, quarters or numbers, else the order of the file.

    Rows with the same x keep their order. Day-first and month-first dates are told apart by which
    reading stands in order already.
    """
    moments = _moments(cells)
    if moments is None:
        return TimeAxis(tuple(range(len(cells))), ordered=False)
    order = tuple(sorted(range(len(cells)), key=lambda row: moments[row]))
    return TimeAxis(order, ordered=True)


def _moments(cells: Sequence[str]) -> list[float] | None:
    """A number that grows with time for each cell; None when they are no times."""
    numbers = [as_number(cell) for cell in cells]
    known = [number for number in numbers if number is not None]
    if len(known) == len(cells):
        return known
    readings = [_read_iso(cells), *(_read(cells, pattern) for pattern in _CLEAR)]
    ambiguous = [_read(cells, pattern) for pattern in _DAY_OR_MONTH_FIRST]
    ambiguous.sort(key=lambda reading: reading is not None and reading != sorted(reading))
    for reading in (*readings, *ambiguous):
        if reading is not None:
            return reading
    return None


def _read(cells: Sequence[str], pattern: str) -> list[float] | None:
    try:
        return [_seconds(datetime.strptime(cell, pattern)) for cell in cells]
    except ValueError:
        return None


def _read_iso(cells: Sequence[str]) -> list[float] | None:
    try:
        return [_seconds(_iso(cell)) for cell in cells]
    except ValueError:
        return None


def _iso(cell: str) -> datetime:
    quarter = _QUARTER.match(cell)
    if quarter:
        return datetime(int(quarter[1]), 3 * int(quarter[2]) - 2, 1)
    return datetime.fromisoformat(cell).replace(tzinfo=None)


def _seconds(moment: datetime) -> float:
    return (moment - datetime(1970, 1, 1)).total_seconds()
