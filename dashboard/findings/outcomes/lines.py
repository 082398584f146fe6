"""The lines beside an outcome's dots: as fitted, and as expected had nothing changed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from dashboard.findings.events import Event
from dashboard.findings.go_lives import of_sites, settled_from
from dashboard.findings.months import months_on
from dashboard.findings.outcomes.periods import Steps, on_even_steps
from dashboard.findings.outcomes.results import Interrupted, Staggered

COLUMNS = ["month", "fitted", "expected", "expected_lower", "expected_upper"]


def expected_lines(
    sites: pd.DataFrame,
    live: tuple[Event, ...],
    staggered: Staggered | None,
    interrupted: Interrupted | None,
    per: float,
    share: bool,
) -> pd.DataFrame:
    """Return the lines of the design the verdict rests on; no rows without a design."""
    if staggered is not None:
        return _possible(_over_sites(sites, live, staggered, per), share)
    if interrupted is not None:
        rows = interrupted.rows.rename(columns={"from_month": "month"})[COLUMNS]
        return _possible(rows, share)
    return pd.DataFrame(columns=COLUMNS)


def _possible(rows: pd.DataFrame, share: bool) -> pd.DataFrame:
    """Keep lines where values can lie: never below 0, a percent never above 100."""
    most = 100.0 if share else np.inf
    return rows.assign(**{name: rows[name].astype(float).clip(0, most) for name in COLUMNS[1:]})


def _over_sites(
    sites: pd.DataFrame, live: tuple[Event, ...], staggered: Staggered, per: float
) -> pd.DataFrame:
    """What all sites together would have had: seen, less the average effect at sites then live.

    Sites count by their exams (or radiologists). Periods in which a site is in its phase-in have
    no expected value. Limits are those of the average effect.
    """
    first_live = min(event.happened_on for event in live).replace(day=1)
    steps = _same_steps(sites, staggered, first_live)
    if steps is None:
        return pd.DataFrame(columns=COLUMNS)
    effect = staggered.average.absolute
    rows = []
    for place, own in steps.rows.groupby("place", sort=True):
        begins = months_on(steps.first, (int(str(place)) - 1) * steps.months)
        weight = _share_live(own, live, begins, steps.months)
        if begins < first_live or weight is None or effect.value is None:
            continue
        seen = per * own["numerator"].sum() / own["denominator"].sum()
        limits = (effect.lower, effect.upper)
        upper, lower = (np.nan if one is None else seen - weight * one for one in limits)
        rows.append(
            {
                "month": months_on(begins, steps.months // 2),
                "fitted": np.nan,
                "expected": seen - weight * effect.value,
                "expected_lower": lower,
                "expected_upper": upper,
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def _same_steps(sites: pd.DataFrame, staggered: Staggered, change: date) -> Steps | None:
    steps = on_even_steps(sites, staggered.first, change, 1, staggered.step_months)
    return steps if steps is not None and steps.months == staggered.step_months else None


def _share_live(
    own: pd.DataFrame, live: tuple[Event, ...], begins: date, months: int
) -> float | None:
    """Return which share of a period's denominator is at settled sites; None in a phase-in."""
    last = months_on(begins, months - 1)
    settled = 0.0
    for members, denominator in zip(own["members"], own["denominator"], strict=True):
        events = of_sites(live, tuple(members))
        after = settled_from(events)
        if after is None or last < min(event.happened_on for event in events).replace(day=1):
            continue
        if begins < after:
            return None
        settled += float(denominator)
    return settled / float(own["denominator"].sum())
