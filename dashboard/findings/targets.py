"""Targets: dated records of policy. Each month is judged by the one then in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.months import day
from dashboard.findings.sentences import count

PERIOD_WORDS = {"month": "month", "quarter": "quarter", "half": "half-year", "year": "year"}


@dataclass(frozen=True, slots=True)
class Target:
    """A threshold for one period, in force from `first` to `last` (None: still)."""

    metric: str
    threshold: float
    period: str
    first: date
    last: date | None

    @property
    def share(self) -> float:
        """Return a threshold in percent as a share of 1."""
        return self.threshold / 100

    @property
    def cases_words(self) -> str:
        """Return "3 cases a quarter", for a target on a person's own number."""
        noun = "case" if self.threshold == 1 else "cases"
        return f"{count(self.threshold)} {noun} a {PERIOD_WORDS[self.period]}"


def targets_for(targets: pd.DataFrame, metric: str, first: date, last: date) -> tuple[Target, ...]:
    """Return the targets for `metric` in force in any month from `first` to `last`, oldest first.

    targets: columns metric, threshold, period, effective_from, effective_to.
    """
    rows = targets[targets["metric"] == metric].sort_values("effective_from")
    found = [
        Target(
            metric,
            float(row["threshold"]),
            str(row["period"]),
            day(row["effective_from"]),
            None if pd.isna(row["effective_to"]) else day(row["effective_to"]),
        )
        for row in rows.to_dict("records")
    ]
    return tuple(
        target
        for target in found
        if target.first <= last and (target.last is None or target.last >= first)
    )


def target_at(targets: pd.DataFrame, metric: str, month: date) -> Target | None:
    """Return the target for `metric` in force in `month`, the newest if there are several."""
    found = targets_for(targets, metric, month, month)
    return found[-1] if found else None
