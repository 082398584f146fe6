"""Finished improvement actions, with the theme each answers and the day it took effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.findings.months import day
from dashboard.published.open import Published

# An action is logged as closed within about a month of the event that puts it on the charts.
NEAR = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Improvement:
    """A finished action for the whole department.

    theme: the code it answers. happened_on: when it took effect. label: a few words for a
    chart. phase_in_months: months after it that belong to neither side.
    """

    theme: str
    happened_on: date
    label: str
    phase_in_months: int = 0


def improvements(published: Published) -> tuple[Improvement, ...]:
    """Return the department's finished actions, oldest first.

    An event of the kind "improvement" within a month of an action's closing gives its day and
    its words, each event to the action nearest to it; without one the action speaks for itself.
    Actions of one site or section are left out: the themes here are the department's.
    """
    actions, events = published.actions, published.events
    if actions.empty:
        return ()
    done = actions[
        actions["closed_on"].notna() & actions["site"].isna() & actions["section"].isna()
    ]
    effects = _effects(events)
    named = _nearest(done, effects)
    found = [_improvement(row, named.get(place), effects) for place, row in done.iterrows()]
    return tuple(sorted(found, key=lambda each: (each.happened_on, each.theme)))


def _effects(events: pd.DataFrame) -> pd.DataFrame:
    if events.empty:
        return events
    return events[(events["event_kind"] == "improvement") & events["site"].isna()]


def _nearest(actions: pd.DataFrame, effects: pd.DataFrame) -> dict[object, object]:
    """Return which event belongs to which action: pairs from the nearest, each side used once."""
    pairs = sorted(
        (
            (abs(day(event["happened_on"]) - day(action["closed_on"])), str(place), place, at)
            for place, action in actions.iterrows()
            for at, event in effects.iterrows()
        ),
        key=lambda pair: (pair[0], pair[1]),
    )
    matched: dict[object, object] = {}
    for apart, _, place, at in pairs:
        if apart <= NEAR and place not in matched and at not in matched.values():
            matched[place] = at
    return matched


def _improvement(action: pd.Series, at: object, effects: pd.DataFrame) -> Improvement:
    if at is None:
        closed = day(action["closed_on"])
        return Improvement(str(action["theme"]), closed + timedelta(days=1), str(action["title"]))
    event = effects.loc[at]
    return Improvement(
        str(action["theme"]),
        day(event["happened_on"]),
        str(event["label"]),
        int(event["phase_in_months"] or 0),
    )
