"""When peer learning began at each site, and to which era a published period belongs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal

from dashboard.findings.events import Event
from dashboard.findings.months import day, months_on
from dashboard.published.open import Published

Era = Literal["scored_review", "phase_in", "peer_learning"]


def go_lives(published: Published) -> tuple[Event, ...]:
    """Return the go-live of each site, oldest first; an event without a site is for all of them.

    Without any such event in the exports, the first month of cases from a site stands in.
    """
    events = published.events
    rows = events[events["event_kind"] == "go_live"] if not events.empty else events
    found = [
        Event(
            day(row["happened_on"]),
            str(row["label"]),
            int(row["phase_in_months"] or 0),
            "go_live",
            _site(row["site"]),
        )
        for row in rows.to_dict("records")
    ]
    return tuple(sorted(found or _first_cases(published), key=_order))


def one_line_for_many(published: Published) -> tuple[str, ...]:
    """Return what to say beside one series through sites that began at different dates."""
    if len({live.happened_on for live in go_lives(published)}) < 2:
        return ()
    return (
        "Sites changed at different dates, so one line through all of them asks bluntly and its "
        "interval is wide. Peer review vs peer learning sets each site against those that had not "
        "changed yet.",
    )


def tool_changes(published: Published) -> tuple[Event, ...]:
    """Return the changes of the scoring tool everywhere, oldest first."""
    events = published.events
    rows = events[events["event_kind"] == "tool_change"] if not events.empty else events
    found = [
        Event(day(row["happened_on"]), str(row["label"]), 0, "tool_change")
        for row in rows.to_dict("records")
        if _site(row["site"]) is None
    ]
    return tuple(sorted(found, key=_order))


def of_sites(events: Iterable[Event], sites: Collection[str]) -> tuple[Event, ...]:
    """Return the events at any of `sites`, or everywhere; every event when no site is named."""
    return tuple(
        event for event in events if not sites or event.site is None or event.site in sites
    )


def still_scoring(published: Published, live: Iterable[Event]) -> tuple[str, ...]:
    """Return the sites of the axis that have no go-live: they show what happens without one."""
    started = {event.site for event in live}
    if None in started:
        return ()
    return tuple(site for site in published.axes.get("site", ()) if site not in started)


def era_of(first: date, last: date, live: Iterable[Event]) -> Era:
    """Return the era of the months from `first` to `last` where `live` are the go-lives.

    Scored review until the first go-live; phase-in while any go-live or its phase-in lies in
    the months, since they mix two ways of working; peer learning otherwise.
    """
    begun = sorted(live, key=_order)
    if not begun or last < begun[0].happened_on.replace(day=1):
        return "scored_review"
    mixed = any(first <= _settled(event, -1) and last >= _begins(event) for event in begun)
    straddles = first < _begins(begun[0])
    return "phase_in" if mixed or straddles else "peer_learning"


def settled_from(live: Iterable[Event]) -> date | None:
    """Return the first month after every phase-in, None without a go-live."""
    return max((_settled(event) for event in live), default=None)


def _begins(event: Event) -> date:
    return event.happened_on.replace(day=1)


def _settled(event: Event, months: int = 0) -> date:
    return months_on(_begins(event), event.phase_in_months + months)


def _first_cases(published: Published) -> list[Event]:
    coverage = published.coverage
    rows = coverage[(coverage["table_name"] == "cases") & coverage["site"].notna()]
    return [
        Event(day(row["first_day"]), "First cases received", 0, "go_live", str(row["site"]))
        for row in rows.to_dict("records")
    ]


def _site(value: object) -> str | None:
    return str(value) if isinstance(value, str) and value else None


def _order(event: Event) -> tuple[date, str]:
    return event.happened_on, event.site or ""
