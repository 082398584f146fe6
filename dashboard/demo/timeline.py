"""Months of the demo department and what happens in which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

LAST_YEAR = 2025
PHASE_IN_MONTHS = 3
# Month index m is the month after m complete months; written for 60 months, squeezed for fewer.
FULL_LENGTH = 60
TOOL_CHANGE, THEME_ACTION, OTHER_ACTION, TARGET_CHANGE = 12, 42, 45, 42
GO_LIVE = {"North Campus": 24, "Harbour": 30, "Riverside": 36}

Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Calendar:
    """`months` whole months ending in December of LAST_YEAR; days count from 0, the first day."""

    months: int

    def first_day(self, month: int) -> date:
        """Return the first day of month index `month`; for `months` the day after the last."""
        counted = (LAST_YEAR + 1) * 12 - self.months + month
        return date(counted // 12, counted % 12 + 1, 1)

    @property
    def last_day(self) -> date:
        """Return 31 December of the last year, the day the exports are drawn."""
        return date(LAST_YEAR, 12, 31)

    @property
    def days(self) -> int:
        """Return the number of days in all months."""
        return self.day_number(self.last_day) + 1

    def day_number(self, day: date) -> int:
        """Return the days from the first day to `day`; negative before it."""
        return (day - self.first_day(0)).days

    def start(self, month: int) -> int:
        """Return the day number of the first day of month index `month`."""
        return self.day_number(self.first_day(month))

    def length(self, month: int) -> int:
        """Return the days in month index `month`."""
        return self.start(month + 1) - self.start(month)

    def iso(self, days: Days) -> list[str]:
        """Return day numbers as YYYY-MM-DD."""
        origin = np.datetime64(self.first_day(0))
        return [str(text) for text in np.datetime_as_string(origin + days.astype("timedelta64[D]"))]

    def season(self, log_amplitude: float, peak_month: int) -> NDArray[np.float64]:
        """Return a yearly harmonic as a factor a month: exp(a cos(2 pi (month - peak) / 12))."""
        of_year = np.array([self.first_day(month).month for month in range(self.months)])
        return np.exp(log_amplitude * np.cos(2 * np.pi * (of_year - peak_month) / 12))


@dataclass(frozen=True, slots=True)
class Timeline:
    """Month indices of the planted changes; `go_live` has None for a site that never changes."""

    calendar: Calendar
    tool_change: int
    go_live: tuple[int | None, ...]
    theme_action: int
    other_action: int
    target_change: int

    @property
    def first_go_live(self) -> int:
        """Return the first month of peer learning anywhere."""
        return min(month for month in self.go_live if month is not None)

    def live(self, site: int, month: int) -> bool:
        """Say whether `site` has peer learning in `month`."""
        go_live = self.go_live[site]
        return go_live is not None and month >= go_live

    def since_go_live(self, site: int, month: int) -> int | None:
        """Return complete months since go-live at `site`; None before it."""
        go_live = self.go_live[site]
        return month - go_live if go_live is not None and month >= go_live else None


def plan_timeline(months: int, sites: Sequence[str]) -> Timeline:
    """Return the timeline of a department with these sites over `months` months (6 or more)."""

    def squeezed(month: int) -> int:
        return month if months >= FULL_LENGTH else max(1, round(month * months / FULL_LENGTH))

    return Timeline(
        calendar=Calendar(months),
        tool_change=squeezed(TOOL_CHANGE),
        go_live=tuple(squeezed(GO_LIVE[site]) if site in GO_LIVE else None for site in sites),
        theme_action=squeezed(THEME_ACTION),
        other_action=squeezed(OTHER_ACTION),
        target_change=squeezed(TARGET_CHANGE),
    )


@dataclass(frozen=True, slots=True)
class Rush:
    """How work falls within a month: weight of a weekend day and of each last working day."""

    weekend: float
    month_end: float
    month_end_days: int


def draw_days(
    stream: np.random.Generator, calendar: Calendar, month: int, rows: int, rush: Rush
) -> Days:
    """Return `rows` day numbers within `month`; crowding moves days and never counts."""
    start, length = calendar.start(month), calendar.length(month)
    first_weekday = calendar.first_day(month).weekday()
    weekday = (np.arange(length) + first_weekday) % 7
    weights = np.where(weekday >= 5, rush.weekend, 1.0)
    weights[np.flatnonzero(weekday < 5)[-rush.month_end_days :]] = rush.month_end
    edges = np.cumsum(weights) / weights.sum()
    return start + np.searchsorted(edges, stream.random(rows), side="right").astype(np.int64)
