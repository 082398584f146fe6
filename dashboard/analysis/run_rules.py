"""Anhøj's rules: is the longest run too long, or do the points cross the line too seldom?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2

import numpy as np
from numpy.typing import NDArray

MINIMUM_USEFUL_POINTS = 10
"""Fewer points off the centre line than this carry no verdict."""

_ON_THE_LINE = 1e-10
"""How near a point must be to count as on the line, as a share of the largest value."""

CHANCE_OF_TOO_FEW_CROSSINGS = (1, 20)
"""The 5 % of Chen 2010, as a fraction, so that the quantile is exact in whole numbers."""


@dataclass(frozen=True, slots=True)
class RunsAnalysis:
    """Runs and crossings of one phase about its centre line.

    `useful` counts the points off the line. `signal` is None where no verdict is given, and
    `note` then says why. The four run figures are None when no point is off the line.
    """

    observed: int
    useful: int
    longest_run: int | None
    longest_run_max: int | None
    crossings: int | None
    crossings_min: int | None
    signal: bool | None
    note: str = ""


@lru_cache(maxsize=1024)
def longest_run_allowed(useful: int) -> int:
    """Longest run expected of `useful` points: log2 rounded, plus 3 (Schilling 2012)."""
    return round(log2(useful)) + 3


@lru_cache(maxsize=1024)
def fewest_crossings_allowed(useful: int) -> int:
    """5 % quantile of a binomial (useful - 1, ½) (Chen 2010), in exact whole numbers."""
    trials = useful - 1
    share, whole = CHANCE_OF_TOO_FEW_CROSSINGS
    needed = share * (1 << trials)
    term = cumulated = 1
    crossings = 0
    while whole * cumulated < needed:
        term = term * (trials - crossings) // (crossings + 1)
        crossings += 1
        cumulated += term
    return crossings


def sides_of_line(
    values: Sequence[float | None] | NDArray[np.float64],
    centre: float | Sequence[float] | NDArray[np.float64],
) -> NDArray[np.int8]:
    """1 above the centre line, -1 below, 0 on it (within rounding) or missing.

    `values` has shape (n,); `centre` is one number or shape (n,), in the unit of `values`.
    """
    points = np.asarray(values, dtype=float)
    distance = points - np.asarray(centre, dtype=float)
    present = np.isfinite(distance)
    sides = np.zeros(points.shape, dtype=np.int8)
    if present.any():
        tolerance = _ON_THE_LINE * float(np.abs(points[present]).max())
        sides[present & (distance > tolerance)] = 1
        sides[present & (distance < -tolerance)] = -1
    return sides


def longest_run(sides: NDArray[np.int8]) -> int:
    """Length of the longest stretch of equal signs; zeros must have been left out."""
    if sides.size == 0:
        return 0
    ends = np.flatnonzero(np.diff(sides) != 0)
    edges = np.concatenate(([-1], ends, [sides.size - 1]))
    return int(np.diff(edges).max())


def analyse_runs(
    values: Sequence[float | None] | NDArray[np.float64],
    centre: float | Sequence[float] | NDArray[np.float64],
) -> RunsAnalysis:
    """Anhøj's two run rules for one phase (Anhøj & Olesen 2014).

    `values` has shape (n,) in time order with gaps as None or nan; `centre` is one number or
    shape (n,). Points on the line are left out. No verdict is given under 10 useful points,
    unless ten or more points were measured and every one lies on the line: then there is no run
    and no signal.
    """
    points = np.asarray(values, dtype=float)
    observed = int(np.isfinite(points).sum())
    sides = sides_of_line(points, centre)
    sides = sides[sides != 0]
    useful = int(sides.size)
    if useful == 0:
        return _nothing_off_the_line(observed)
    longest, allowed = longest_run(sides), longest_run_allowed(useful)
    crossings, needed = int((np.diff(sides) != 0).sum()), fewest_crossings_allowed(useful)
    if useful < MINIMUM_USEFUL_POINTS:
        note = f"no run verdict: {useful} useful points, {MINIMUM_USEFUL_POINTS} are needed"
        return RunsAnalysis(observed, useful, longest, allowed, crossings, needed, None, note)
    signal = longest > allowed or crossings < needed
    return RunsAnalysis(observed, useful, longest, allowed, crossings, needed, signal)


def _nothing_off_the_line(observed: int) -> RunsAnalysis:
    """What can be said when no point is above or below the line."""
    if observed >= MINIMUM_USEFUL_POINTS:
        note = "every point lies on the centre line, so there is no run"
        return RunsAnalysis(observed, 0, None, None, None, None, False, note)
    note = f"no run verdict: 0 useful points, {MINIMUM_USEFUL_POINTS} are needed"
    return RunsAnalysis(observed, 0, None, None, None, None, None, note)
