"""Why no figure can be shown of what was taken in so far, and what would show one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.dates_in_words import day_name
from dashboard.findings.months import day, months_on
from dashboard.findings.received import TABLE_WORDS, finding_of
from dashboard.published.open import Published

COUNTED = ("cases", "reviews")
"""The exports that say what happened in a month; others are counted beside them."""


@dataclass(frozen=True, slots=True)
class NothingShown:
    """What a page says in place of its figures: a finding, what is in, and what is missing."""

    lead: str
    reasons: tuple[str, ...]
    finding: str = "No figure can be shown yet."


def nothing_shown(published: Published) -> NothingShown | None:
    """Return why there is no month to show; None where there is one."""
    if published.months:
        return None
    return NothingShown(finding_of(published.receipts), tuple(_reasons(published)))


def _reasons(published: Published) -> Iterator[str]:
    taken = set(published.receipts["table_name"])
    if not taken & set(COUNTED):
        yield "Peer-learning cases are missing; a scored-review export shows the years before."
        return
    coverage = published.coverage
    partial = [table for table in COUNTED if table in taken and not _has_a_month(coverage, table)]
    for table in partial:
        if table not in set(coverage["table_name"]):
            yield (
                f"{TABLE_WORDS[table]} came without a row that could be taken in; the Data page "
                "says what was not taken, and why."
            )
            continue
        first, last = _span(coverage, table)
        until = f" to {day_name(last)}" if last > first else " alone"
        yield (
            f"{TABLE_WORDS[table]} are there of {day_name(first)}{until}: no month of them was "
            "received whole yet. Take in the export again once the month is over."
        )
    if "radiologists" not in taken:
        yield (
            "The roster is missing: a number is shown only where enough radiologists could stand "
            "behind it, and only the roster says how many there are."
        )
    elif not partial:
        yield (
            "Nobody on the roster was there in the months taken in. Its start and end days say who "
            "was; take in a roster of those months."
        )


def _has_a_month(coverage: pd.DataFrame, table: str) -> bool:
    rows = coverage.loc[coverage["table_name"] == table, ["first_day", "last_day"]].dropna()
    return any(_whole_month(day(first), day(last)) for first, last in rows.to_numpy())


def _whole_month(first: date, last: date) -> bool:
    """Return whether a month ends between two days: coverage begins with a site's first row."""
    return months_on(first, 1) - timedelta(days=1) <= last


def _span(coverage: pd.DataFrame, table: str) -> tuple[date, date]:
    rows = coverage.loc[coverage["table_name"] == table]
    return day(rows["first_day"].min()), day(rows["last_day"].max())
