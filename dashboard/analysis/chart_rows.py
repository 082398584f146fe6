"""What a control chart is made from: its settings and its rows, checked before any sum is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.arrays import (
    MaybeNumbers,
    Numbers,
    first_row,
    numbers,
    refuse_negative,
    same_length,
)
from dashboard.analysis.chart_limits import WITH_DENOMINATOR, ChartKind
from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.plot_the_dots import Direction

RuleSet = Literal["anhoej", "plot-the-dots"]
CHARTS: tuple[ChartKind, ...] = ("run", "i", "mr", "p", "pp", "u", "up", "c", "g", "t")
RULE_SETS: tuple[RuleSet, ...] = ("anhoej", "plot-the-dots")

_COUNTS = ("p", "pp", "u", "up", "c", "g")
_WITHOUT_DENOMINATOR = ("c", "g", "t")


@dataclass(frozen=True, slots=True)
class Break:
    """Where a phase ends, and why: limits move only when the cause is known.

    `after` is the last row of the phase, counted from 1.
    """

    after: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChartSettings:
    """The choices of one chart; see `control_chart` for their meaning."""

    chart: ChartKind
    rules: RuleSet
    multiply: float
    freeze: int | None
    centre: float | None
    target: float | None
    better: Direction | None
    screen: bool
    ordered: bool


@dataclass(frozen=True, slots=True)
class ChartRows:
    """The checked input, all shapes (n,); `value` is the count over the size where there is one."""

    count: Numbers
    size: Numbers
    value: Numbers
    included: NDArray[np.bool_]
    notes: tuple[str, ...]


def check_settings(settings: ChartSettings) -> None:
    """Raise CannotCompute for a choice that no chart has."""
    if settings.chart not in CHARTS:
        raise CannotCompute(f"no chart is called {settings.chart}; known are {', '.join(CHARTS)}")
    if settings.rules not in RULE_SETS:
        raise CannotCompute(
            f"no rule set is called {settings.rules}; known: {', '.join(RULE_SETS)}"
        )
    if not (np.isfinite(settings.multiply) and settings.multiply > 0):
        raise CannotCompute(f"the multiplier must be above 0, not {settings.multiply:g}")
    if settings.freeze is not None and settings.freeze < 1:
        raise CannotCompute(f"the baseline must hold at least 1 row, not {settings.freeze}")
    if settings.centre is not None and settings.centre < 0 and settings.chart not in ("run", "i"):
        raise CannotCompute(f"the centre line of a {settings.chart} chart cannot be negative")


def checked_rows(
    count: MaybeNumbers, size: MaybeNumbers | None, exclude: Sequence[int], settings: ChartSettings
) -> ChartRows:
    """The rows as numbers, with gaps as nan; raise CannotCompute for impossible ones."""
    counts = numbers(count, "count")
    if counts.size == 0:
        raise CannotCompute("there are no rows to chart")
    sizes, notes = _checked_sizes(counts, size, settings.chart)
    if settings.chart in _COUNTS:
        refuse_negative(counts, "count")
    if settings.chart in ("p", "pp") and (counts > sizes).any():
        row = first_row(counts > sizes)
        raise CannotCompute(f"row {row} counts more than its denominator, so it is no proportion")
    included = np.ones(counts.size, dtype=bool)
    for row in exclude:
        included[_row_within(row, counts.size, "excluded row") - 1] = False
        notes[row - 1] = "excluded from the limits and the runs"
    return ChartRows(counts, sizes, counts / sizes, included, tuple(notes))


def _checked_sizes(
    counts: Numbers, size: MaybeNumbers | None, chart: ChartKind
) -> tuple[Numbers, list[str]]:
    """Denominators with gaps as nan (1 where the chart has none), and why a row is a gap."""
    notes = ["gap: no value" if missing else "" for missing in np.isnan(counts)]
    if size is None:
        if chart in WITH_DENOMINATOR:
            raise CannotCompute(f"a {chart} chart needs a denominator for each row")
        return np.ones(counts.size), notes
    if chart in _WITHOUT_DENOMINATOR:
        raise CannotCompute(f"a {chart} chart takes no denominator; use a u or p chart for rates")
    sizes = numbers(size, "denominator")
    same_length(counts.size, sizes, "denominator")
    refuse_negative(sizes, "denominator")
    for row in np.flatnonzero(np.isnan(sizes)):
        notes[row] = "gap: no denominator"
    for row in np.flatnonzero(sizes == 0):
        notes[row] = "gap: the denominator is 0"
    gap = (sizes == 0) | np.isnan(sizes) | np.isnan(counts)
    return np.where(gap, np.nan, sizes), notes


def _row_within(row: int, rows: int, name: str) -> int:
    if not 1 <= row <= rows:
        raise CannotCompute(f"{name} {row} lies outside the rows 1 to {rows}")
    return row


def phase_bounds(breaks: Sequence[Break | int], rows: int) -> tuple[list[int], list[str]]:
    """Edges 0, last row of each phase, n; and the reason each phase began."""
    given = [step if isinstance(step, Break) else Break(int(step)) for step in breaks]
    given.sort(key=lambda step: step.after)
    edges = [0]
    for step in given:
        _row_within(step.after, rows - 1, "a phase cannot end at row")
        if step.after == edges[-1]:
            raise CannotCompute(f"two phases end at row {step.after}")
        edges.append(step.after)
    return [*edges, rows], ["", *(step.reason for step in given)]
