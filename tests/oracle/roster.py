"""Who was where, day by day: months of presence, homes and prorated targets."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from tests.oracle.exports import Exports

GRAIN_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def person_days(exports: Exports, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Return one row a person and day on the roster: home, share of full time, whether at work."""
    spells = []
    for spell in exports.spells.itertuples():
        ends = last if pd.isna(spell.last) else min(spell.last, last)
        days = pd.date_range(max(spell.first, first), ends, freq="D")
        spells.append(
            pd.DataFrame(
                {
                    "person": spell.person,
                    "day": days,
                    "site": spell.site,
                    "section": spell.section,
                    "fte": spell.fte,
                }
            )
        )
    days = pd.concat(spells, ignore_index=True)
    away = {
        (leave.person, day)
        for leave in exports.leaves.itertuples()
        for day in pd.date_range(leave.first, last if pd.isna(leave.last) else leave.last, freq="D")
    }
    days["at_work"] = [pair not in away for pair in zip(days["person"], days["day"], strict=True)]
    days["month"] = days["day"].dt.to_period("M").dt.to_timestamp()
    return days


def person_months(days: pd.DataFrame) -> pd.DataFrame:
    """Return one row a person and month: the home of the last day, the share of days at work."""
    months = (
        days.sort_values("day")
        .groupby(["person", "month"], as_index=False)
        .agg(site=("site", "last"), section=("section", "last"), at_work=("at_work", "sum"))
    )
    months["present"] = months["at_work"] / months["month"].dt.days_in_month
    return months


def required_in_months(days: pd.DataFrame, targets: pd.DataFrame, metric: str) -> pd.DataFrame:
    """Return what the target in force asks of each person in each month, as exact fractions.

    `months` is the length of the target's own period. Months without a target have no row.
    """
    asked = []
    spent = days.groupby(["person", "month", "fte"], as_index=False)["at_work"].agg(["sum", "size"])
    in_force = targets[targets["metric"] == metric]
    for row in spent.itertuples():
        for target in in_force.itertuples():
            if row.month < target.first or (pd.notna(target.last) and row.month > target.last):
                continue
            a_month = Fraction(target.threshold) / target.months
            in_month = row.month.days_in_month
            share = Fraction(int(row.size), in_month)
            if target.prorated:
                share = Fraction(str(row.fte)) * Fraction(int(row.sum), in_month)
            asked.append((row.person, row.month, target.months, a_month * share))
    frame = pd.DataFrame(asked, columns=["person", "month", "months", "required"])
    return frame.groupby(["person", "month"], as_index=False).agg(
        months=("months", "max"), required=("required", "sum")
    )


def start_of_period(months: pd.Series, grain: str) -> pd.Series:
    """Return the first month of the quarter, half-year or year that each month is in."""
    length = GRAIN_MONTHS[grain]
    first = (months.dt.month - 1) // length * length + 1
    return pd.to_datetime({"year": months.dt.year, "month": first, "day": 1})
