"""Months of a year cut into periods of one grain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.measures.definition import MONTHS_IN_GRAIN, Grain

GRAINS: tuple[Grain, ...] = ("month", "quarter", "half", "year")


@dataclass(frozen=True, slots=True)
class Period:
    """Consecutive months counted together; `months` are positions in the calendar."""

    grain: Grain
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The months of one run, from `first_month` on, without gaps."""

    first_month: date
    length: int

    def month(self, position: int) -> date:
        """Return the first day of the month at `position`."""
        months = self.first_month.year * 12 + self.first_month.month - 1 + position
        return date(months // 12, months % 12 + 1, 1)

    def position(self, month: date) -> int:
        """Return where the month of `month` stands; negative before the first."""
        return (month.year - self.first_month.year) * 12 + month.month - self.first_month.month

    def until(self, month: date) -> Calendar:
        """Return the same months, none after one of them."""
        return Calendar(self.first_month, max(0, min(self.length, self.position(month) + 1)))

    def years(self) -> dict[int, tuple[int, ...]]:
        """Return the positions of each calendar year's months."""
        years: dict[int, list[int]] = {}
        for position in range(self.length):
            years.setdefault(self.month(position).year, []).append(position)
        return {year: tuple(positions) for year, positions in years.items()}

    def periods(self, positions: Sequence[int], grain: Grain) -> tuple[Period, ...]:
        """Cut one year's months into periods.

        A period may begin late, where the data begin; one that has not ended is left out.
        """
        length = MONTHS_IN_GRAIN[grain]
        cut: dict[int, list[int]] = {}
        for position in positions:
            cut.setdefault((self.month(position).month - 1) // length, []).append(position)
        return tuple(
            Period(grain, tuple(months))
            for months in cut.values()
            if self.month(months[-1]).month % length == 0
        )
