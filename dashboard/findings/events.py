"""Dated changes that belong on a trend: a jump at a tool change is not a change in quality."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd


@dataclass(frozen=True, slots=True)
class Event:
    """A dated change, drawn as a thin line with a few words to the left of its top.

    `site` is None for a change everywhere.
    """

    happened_on: date
    label: str
    phase_in_months: int = 0
    kind: str = "other"
    site: str | None = None


def events_between(
    events: pd.DataFrame,
    first: date,
    last: date,
    kinds: Collection[str] = (),
    site: str | None = None,
) -> tuple[Event, ...]:
    """Return the events of `kinds` (all if empty) from `first` to `last`, oldest first.

    events: columns happened_on, event_kind, site, label, phase_in_months. With `site` given,
    only what happened there or everywhere.
    """
    found = []
    for row in events.sort_values("happened_on").to_dict("records"):
        happened_on = pd.Timestamp(row["happened_on"]).date()
        where = None if pd.isna(row["site"]) else str(row["site"])
        if not first <= happened_on <= last or (kinds and row["event_kind"] not in kinds):
            continue
        if site is not None and where not in (None, site):
            continue
        found.append(
            Event(
                happened_on,
                str(row["label"]),
                int(row["phase_in_months"] or 0),
                str(row["event_kind"]),
                where,
            )
        )
    return tuple(found)
