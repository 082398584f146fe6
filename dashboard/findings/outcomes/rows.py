"""The published rows an outcome is judged by, and the dates that cut them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.events import Event
from dashboard.findings.go_lives import tool_changes
from dashboard.findings.months import months_on
from dashboard.findings.outcomes.offered import Offered
from dashboard.published.lens import Lens
from dashboard.published.lookup import series
from dashboard.published.open import Published


@dataclass(frozen=True, slots=True)
class Rows:
    """An outcome's published rows: the lens added up, and site by site where that is published."""

    whole: pd.DataFrame
    sites: pd.DataFrame
    empty: str


def rows_of(published: Published, lens: Lens, offered: Offered) -> Rows:
    """Return the rows of an outcome under a lens; by site only where the lens allows it."""
    answer = series(published, offered.measure, lens)
    if answer.frame.empty:
        return Rows(answer.frame, answer.frame, answer.empty_reason or "")
    keys = ["from_month", "to_month", "grain"]
    whole = answer.frame.groupby(keys, sort=True)[["numerator", "denominator"]].sum().reset_index()
    whole = whole.assign(members=[("all",)] * len(whole))
    by_site = lens.axis == "site" or not lens.members
    sites = series(published, offered.measure, lens, "site").frame if by_site else whole[:0]
    return Rows(whole, sites, "")


def begins_at(published: Published, lens: Lens, offered: Offered, live: Sequence[Event]) -> date:
    """Return the first month that counts: the lens's, or the last change of tool before go-live."""
    changes = tool_changes(published) if offered.scored else ()
    first = min((event.happened_on for event in live), default=lens.end)
    whole = [
        event.happened_on if event.happened_on.day == 1 else months_on(event.happened_on, 1)
        for event in changes
        if event.happened_on < first
    ]
    return max([lens.start, *whole])
