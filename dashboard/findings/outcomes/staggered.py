"""Sites that went live at different times, each beside those that had not yet."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.findings.events import Event
from dashboard.findings.go_lives import of_sites, settled_from
from dashboard.findings.outcomes.periods import Steps, on_even_steps
from dashboard.findings.outcomes.results import Effect, Estimate, Staggered
from dashboard.findings.sentences import in_words, sentence

if TYPE_CHECKING:
    from dashboard.analysis.interrupted_time_series import Estimate as Fitted
    from dashboard.analysis.interrupted_time_series import EventMonth, StaggeredAdoption

YEAR = 12
FEWEST_BEFORE = 3
# Months of one site are few and resemble their neighbours; quarters do less of both.
FINEST = 3
FEW_SITES = "{sites} sites are few: the interval may be somewhat too narrow."
NOT_APART = "No month has sites with peer learning beside sites without, so it is not by site."


@dataclass(frozen=True, slots=True)
class _Sites:
    """The panel: its steps, and when each site went live and had settled (a place, or None)."""

    steps: Steps
    live: Mapping[str, int | None]
    settled: Mapping[str, int]

    @property
    def kept(self) -> pd.DataFrame:
        """The rows outside each site's own phase-in, with the steps since its go-live."""
        rows = self.steps.rows
        since = [
            -math.inf if self.live[unit] is None else place - (self.live[unit] or 0)
            for unit, place in zip(rows["unit"], rows["place"], strict=True)
        ]
        settled = [
            begun < 0 or place >= self.settled.get(unit, 0)
            for begun, unit, place in zip(since, rows["unit"], rows["place"], strict=True)
        ]
        return rows.assign(since=since)[settled]


def over_sites(
    rows: pd.DataFrame, live: tuple[Event, ...], begins: date, per: float
) -> Staggered | str:
    """Return the average effect of going live over sites, or why there is none.

    rows: one row a period and site (or sites shown together). begins: the first month that
    counts. per: the outcome's scale. Two-way fixed effects with errors clustered by site.
    """
    from dashboard.analysis.errors import CannotCompute
    from dashboard.analysis.interrupted_time_series import staggered_adoption

    panel = _panel(rows, live, begins)
    if isinstance(panel, str):
        return panel
    kept = panel.kept
    year_on = _year_on(panel)
    try:
        found = staggered_adoption(
            kept["numerator"].to_numpy(float),
            kept["unit"].to_numpy(str),
            kept["place"].to_numpy(int),
            dict(panel.live),
            kept["denominator"].to_numpy(float),
            per,
            before=YEAR // panel.steps.months,
            after=year_on,
        )
    except CannotCompute as reason:
        return f"By site: {reason}."
    return _result(panel, kept, found, per, year_on)


def _panel(rows: pd.DataFrame, live: tuple[Event, ...], begins: date) -> _Sites | str:
    if rows.empty:
        return NOT_APART
    first = min((event.happened_on for event in live), default=None)
    steps = on_even_steps(rows, begins, first, FEWEST_BEFORE, FINEST) if first else None
    if first is None or steps is None:
        return "Too few periods before the first go-live are published by site."
    starts: dict[str, int | None] = {}
    settled: dict[str, int] = {}
    for unit, members in steps.rows.drop_duplicates("unit")[["unit", "members"]].to_numpy():
        own = {_places(steps, live, site) for site in members}
        if len(own) > 1:
            return f"{unit} are shown together and did not go live together, so it is not by site."
        begun, after = own.pop()
        starts[unit] = begun
        if after is not None:
            settled[unit] = after
    if len(set(starts.values())) < 2:
        return NOT_APART
    return _Sites(steps, starts, settled)


def _places(steps: Steps, live: tuple[Event, ...], site: str) -> tuple[int | None, int | None]:
    own = of_sites(live, (site,))
    after = settled_from(own)
    if after is None:
        return None, None
    begun = min(event.happened_on for event in own)
    return steps.place_of(begun), steps.first_whole(after)


def _year_on(panel: _Sites) -> int:
    """Return how many steps after go-live a year after the phase-in begins."""
    waits = [panel.settled[unit] - (panel.live[unit] or 0) for unit in panel.settled]
    return max(waits) + YEAR // panel.steps.months


def _result(
    panel: _Sites, kept: pd.DataFrame, found: StaggeredAdoption, per: float, year_on: int
) -> Staggered:
    rates = per * kept["numerator"] / kept["denominator"]
    since, year = rates[kept["since"] >= 0], rates[kept["since"] >= year_on]
    last = next((event for event in found.events if event.month == year_on), None)
    never = tuple(unit for unit, start in panel.live.items() if start is None)
    return Staggered(
        average=_effect("since each site's phase-in", found.effect, since),
        at_12_months=_effect("from twelve months after the phase-in on", last, year),
        p_value=found.p_value,
        imputed=found.imputed,
        events=_events(found.events),
        step_months=panel.steps.months,
        sites=tuple(panel.live),
        never=never,
        first=panel.steps.first,
        last=panel.steps.last,
        notes=(sentence(FEW_SITES.format(sites=in_words(found.sites))),) if found.notes else (),
    )


def _effect(when: str, fitted: Fitted | EventMonth | None, seen: pd.Series) -> Effect:
    """Return the effect and its ratio to what was expected: the mean rate seen less the effect.

    The ratio's limits are those of the effect, put through the same sum; what was seen is taken
    as known, since the effect's limits hold nearly all the doubt.
    """
    if fitted is None or fitted.estimate is None or seen.empty:
        nothing = Estimate(None, None, None, "no period lies a year after a phase-in")
        return Effect(when, nothing, nothing, None, None)
    absolute = Estimate(fitted.estimate, fitted.lower, fitted.upper)
    mean = float(seen.mean())
    ratio = Estimate(
        _over(mean, absolute.value), _over(mean, absolute.lower), _over(mean, absolute.upper)
    )
    return Effect(when, absolute, ratio, mean, mean - fitted.estimate)


def _over(seen: float, effect: float | None) -> float | None:
    if effect is None or seen - effect <= 0:
        return None
    return seen / (seen - effect)


def _events(events: tuple[EventMonth, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "period": event.month,
                "estimate": event.estimate,
                "lower": event.lower,
                "upper": event.upper,
                "sites": event.sites,
                "reference": event.reference,
            }
            for event in events
        ]
    )
