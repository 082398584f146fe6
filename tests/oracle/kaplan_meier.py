"""Median of durations of which some have not ended."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

Z = 1.959963984540054
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class MedianDays:
    """Kaplan-Meier median with its 95 % interval; None where the curve does not get there."""

    median: float | None
    lower: float | None
    upper: float | None


def median_days(days: np.ndarray, closed: np.ndarray) -> MedianDays:
    """Return the day by which half are closed; of a curve that lies level at one half, the middle.

    The interval holds the days on which the curve's own interval, on the log(-log) scale with
    Greenwood's variance, contains one half (Brookmeyer and Crowley 1982). A curve at 0 or 1 has
    no interval, so an end that is only reached there is open, as in R's survival.
    """
    survival, greenwood = 1.0, 0.0
    median = lower = upper = None
    level_from: float | None = None
    for day in np.unique(days[closed]):
        at_risk = int((days >= day).sum())
        ended = int(((days == day) & closed).sum())
        if level_from is not None:
            median, level_from = (level_from + float(day)) / 2, None
        survival *= 1 - ended / at_risk
        greenwood += ended / (at_risk * (at_risk - ended)) if at_risk > ended else math.inf
        if median is None and abs(survival - 0.5) <= TINY:
            level_from = float(day)
        elif median is None and survival < 0.5:
            median = float(day)
        low, high = _interval(survival, greenwood)
        if lower is None and low <= 0.5 + TINY:
            lower = float(day)
        if upper is None and high <= 0.5 + TINY:
            upper = float(day)
    if level_from is not None:
        median = (level_from + float(days.max())) / 2
    return MedianDays(median, lower, upper)


def _interval(survival: float, greenwood: float) -> tuple[float, float]:
    """Return the curve's interval at one time, not a number where it has none."""
    if not TINY < survival < 1 - TINY:
        return math.nan, math.nan
    spread = Z * math.sqrt(greenwood) / abs(math.log(survival))
    return survival ** math.exp(spread), survival ** math.exp(-spread)
