"""The terms of a segmented regression (Wagner 2002; Lopez Bernal 2017).

time = 1..n; level = 1 from the start row on, so that it is the jump at that row; after =
max(0, i - start). Phase-in rows are left out and `after` then counts from the first row kept,
while `time` keeps counting all rows. Season is told by harmonic pairs of a twelve-row year.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.its.series import Flags, Floats, Series

YEAR = 12
FEWEST_A_SIDE = 3
EXPECTED_A_SIDE = 8


@dataclass(frozen=True, slots=True)
class Design:
    """What is asked of the rows: when the change came, what is left out, which terms.

    start: the first row after the change, counted from 1. phase_in: rows left out from there.
    season: harmonic pairs, 0 for none. slope_change: False asks for a jump alone.
    """

    start: int
    phase_in: int = 0
    season: int = 0
    slope_change: bool = True

    @property
    def first_after(self) -> int:
        """The first row after the change that is kept."""
        return self.start + self.phase_in


@dataclass(frozen=True, slots=True)
class Matrix:
    """A design made into columns: values of shape (rows, terms) and the terms' names."""

    values: Floats
    terms: tuple[str, ...]


def check_design(design: Design, series: Series) -> tuple[str, ...]:
    """Notes on what the rows are too few for; raises CannotCompute when they cannot answer.

    A side needs three known rows for a slope (EPOC); under eight a side is a warning.
    """
    n = series.length
    if not 1 < design.start <= n:
        raise CannotCompute(
            f"the first row after the change must lie between 2 and {n}, not at {design.start}"
        )
    if design.phase_in < 0 or not 0 <= design.season <= YEAR // 2:
        raise CannotCompute(
            "the phase-in must be 0 or more rows and the season 0 to 6 pairs of harmonics"
        )
    notes: list[str] = []
    for group in sorted(set(series.group.tolist()), reverse=True):
        where = ""
        if series.controlled:
            where = " in the series that changed" if group else " in the control"
        notes.extend(_check_sides(design, series, group, where))
    return tuple(notes)


def kept_rows(design: Design, series: Series) -> Flags:
    """Rows that are known and lie outside the phase-in."""
    inside = (series.position >= design.start) & (series.position < design.first_after)
    return np.asarray(series.known & ~inside)


def build_matrix(design: Design, series: Series) -> Matrix:
    """Columns of every term for the rows of `series`; a control series doubles the four first."""
    before_after = after_change(design, series.position)
    columns = segment_columns(design, series.position, *before_after)
    terms = segment_terms(design)
    values = [columns, season_columns(design, series.position)]
    names = [*terms, *season_terms(design)]
    if series.controlled:
        values.append(columns * series.group[:, None])
        names.extend("control" if term == "intercept" else f"control:{term}" for term in terms)
    return Matrix(np.hstack(values), tuple(names))


def after_change(design: Design, position: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """The level and after columns of rows at these positions."""
    level = (position >= design.start).astype(np.float64)
    after = np.maximum(0, position - design.first_after).astype(np.float64)
    return level, after


def segment_columns(
    design: Design, position: NDArray[np.int64], level: Floats, after: Floats
) -> Floats:
    """Columns of intercept, time, level and, unless left out, after."""
    columns = [np.ones(position.size), position.astype(np.float64), level]
    if design.slope_change:
        columns.append(after)
    return np.column_stack(columns)


def segment_terms(design: Design) -> tuple[str, ...]:
    """Names of the segment columns."""
    names = ("intercept", "time", "level", "after")
    return names if design.slope_change else names[:3]


def season_columns(design: Design, position: NDArray[np.int64]) -> Floats:
    """Sine and cosine of 1 to `season` turns a year; the sixth sine is 0 in every month."""
    columns = []
    for k in range(1, design.season + 1):
        angle = 2 * np.pi * k * position / YEAR
        if 2 * k != YEAR:
            columns.append(np.sin(angle))
        columns.append(np.cos(angle))
    return np.column_stack(columns) if columns else np.empty((position.size, 0))


def season_terms(design: Design) -> tuple[str, ...]:
    """Names of the season columns."""
    names = []
    for k in range(1, design.season + 1):
        if 2 * k != YEAR:
            names.append(f"sin{k}")
        names.append(f"cos{k}")
    return tuple(names)


def check_rank(matrix: Matrix) -> None:
    """Raise CannotCompute when the rows are too few, or too alike, to tell the terms apart."""
    rows, terms = matrix.values.shape
    if rows <= terms:
        raise CannotCompute(
            f"{rows} known rows are too few for {terms} terms: give more rows, or less season"
        )
    if np.linalg.matrix_rank(matrix.values) < terms:
        raise CannotCompute(
            "the terms cannot be told apart on these rows: give more rows, or less season"
        )


def _check_sides(design: Design, series: Series, group: int, where: str) -> list[str]:
    kept = kept_rows(design, series) & (series.group == group)
    before = int((kept & (series.position < design.start)).sum())
    after = int((kept & (series.position >= design.first_after)).sum())
    if min(before, after) < FEWEST_A_SIDE:
        raise CannotCompute(
            f"rows known before the change: {before}, after: {after}{where}: "
            f"each side needs at least {FEWEST_A_SIDE}"
        )
    if min(before, after) < EXPECTED_A_SIDE:
        return [
            f"only {before} rows before and {after} after the change{where}: under "
            f"{EXPECTED_A_SIDE} a side an interrupted time series says little"
        ]
    return []
