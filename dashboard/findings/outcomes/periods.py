"""Published rows on one even time step, as an interrupted series needs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.months import day, months_on
from dashboard.findings.sentences import months_in
from dashboard.measures.definition import MONTHS_IN_GRAIN

# A half-year holds a season and a half; longer steps have nothing left to interrupt.
STEPS = (1, 3, 6)
COLUMNS = ("from_month", "to_month", "members", "numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Steps:
    """Rows of equal length without a gap at their end.

    rows: columns place (1, 2, 3, ...), from_month, to_month, unit, members, numerator,
    denominator; one row a place and unit. first: the first month of place 1. months: of a step.
    """

    rows: pd.DataFrame
    first: date
    months: int

    @property
    def length(self) -> int:
        """How many places there are."""
        return int(self.rows["place"].max())

    @property
    def last(self) -> date:
        """The last month of the last place."""
        return months_on(self.first, self.length * self.months - 1)

    def place_of(self, month: date) -> int:
        """Return the place that holds a month, from 1; below 1 before the first."""
        return (months_in(self.first, month) - 1) // self.months + 1

    def first_whole(self, month: date) -> int:
        """Return the first place that begins at or after a month."""
        return -((1 - months_in(self.first, month)) // self.months) + 1


def on_even_steps(
    rows: pd.DataFrame, begins: date, change: date, fewest: int, finest: int = 1
) -> Steps | None:
    """Return the rows from `begins` on by the finest step that has `fewest` places before `change`.

    rows: from_month, to_month, grain, members, numerator, denominator; finer rows are added up.
    A year that is published more coarsely than the step ends what can be used before it. None
    when no step has enough places before the change. finest: the shortest step, in months.
    """
    for months in (step for step in STEPS if step >= finest):
        found = _steps(rows, begins, months)
        if found is not None and min(found.place_of(change) - 1, found.length) >= fewest:
            return found
    return None


def _steps(rows: pd.DataFrame, begins: date, months: int) -> Steps | None:
    length = rows["grain"].map(MONTHS_IN_GRAIN).astype(int)
    coarse = rows[length > months]
    start = max([begins, *(months_on(day(last), 1) for last in coarse["to_month"])])
    usable = rows[(rows["from_month"] >= pd.Timestamp(start)) & (length <= months)]
    if usable.empty:
        return None
    aligned = usable.assign(
        month=[_start_of_step(day(first), months) for first in usable["from_month"]],
        unit=[" + ".join(members) for members in usable["members"]],
        covered=length[usable.index],
    )
    added = aligned.groupby(["month", "unit"], sort=True)
    summed = pd.DataFrame(
        {
            "from_month": added["from_month"].min(),
            "to_month": added["to_month"].max(),
            "members": added["members"].first(),
            "numerator": added["numerator"].sum(),
            "denominator": added["denominator"].sum(),
            "covered": added["covered"].sum(),
        }
    ).reset_index()
    whole = summed[summed["covered"] == months]
    if whole.empty:
        return None
    first = min(whole["month"])
    place = [(months_in(first, month) - 1) // months + 1 for month in whole["month"]]
    return Steps(
        whole.assign(place=place).drop(columns=["month", "covered"]).reset_index(drop=True),
        first,
        months,
    )


def _start_of_step(month: date, months: int) -> date:
    return months_on(month, -((month.month - 1) % months))
