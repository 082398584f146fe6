"""Every outcome across the change, each by the strongest design its rows allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard.findings.events import Event
from dashboard.findings.go_lives import era_of, settled_from, tool_changes
from dashboard.findings.months import day, months_on
from dashboard.findings.outcomes.described import go_lives_of, one_era, unlike
from dashboard.findings.outcomes.hours import hours
from dashboard.findings.outcomes.interrupted import alone
from dashboard.findings.outcomes.lines import expected_lines
from dashboard.findings.outcomes.offered import OFFERED, Offered
from dashboard.findings.outcomes.results import (
    Effect,
    Interrupted,
    Outcome,
    Outcomes,
    Plan,
    Staggered,
)
from dashboard.findings.outcomes.rows import begins_at, rows_of
from dashboard.findings.outcomes.staggered import over_sites
from dashboard.findings.outcomes.wording import claim, headline, verdict_of, without_interval
from dashboard.findings.sentences import out_of, sentence, short_span
from dashboard.published.lens import Lens
from dashboard.published.open import Published


def outcomes(published: Published, lens: Lens) -> Outcomes:
    """Return every outcome offered, under a lens, judged across the change.

    Sites that went live at different times are compared month by month with those that had not
    (two-way fixed effects); where that cannot be had, the series stands by itself (segmented
    regression, the roll-out left out). P values are adjusted by Holm over the outcomes judged.
    """
    found = [
        _outcome(published, lens, offered)
        for offered in OFFERED
        if offered.measure in published.measures
    ]
    judged = _adjusted(found)
    tested = sum(one.p_adjusted is not None for one in judged)
    return Outcomes(judged, headline(judged), tested)


def _outcome(published: Published, lens: Lens, offered: Offered) -> Outcome:
    if offered.kind == "one_era":
        return one_era(published, lens, offered)
    if offered.kind == "hours":
        return hours(published, lens, offered)
    if offered.kind == "unlike":
        return unlike(published, lens, offered)
    return _across(published, lens, offered)


def _across(published: Published, lens: Lens, offered: Offered) -> Outcome:
    rows = rows_of(published, lens, offered)
    live = go_lives_of(published, lens)
    begins = begins_at(published, lens, offered, live)
    sites = over_sites(rows.sites, live, begins, offered.per)
    own = alone(rows.whole, live, begins, offered.per)
    staggered = sites if isinstance(sites, Staggered) else None
    interrupted = own if isinstance(own, Interrupted) else None
    plan = _plan(staggered, interrupted)
    effect, year_on, p_value = _claimed(staggered, interrupted)
    points = _points(rows.whole, live, offered)
    return Outcome(
        code=offered.code,
        label=offered.label,
        unit=offered.unit,
        decimals=offered.decimals,
        measures=(published.measures[offered.measure],),
        points=points,
        lines=expected_lines(
            rows.sites, live, staggered, interrupted, offered.per, offered.unit == "percent"
        ),
        events=_events(published, points, live),
        rollout=_rollout(live),
        claimed_by=plan,
        staggered=staggered,
        interrupted=interrupted,
        effect=effect,
        at_12_months=year_on,
        p_value=p_value,
        p_adjusted=None,
        verdict="cannot be judged",
        reason=rows.empty or _reason(sites, own),
        headline="",
        sentence="",
        caveat=offered.caveat,
        source=published.measures[offered.measure].source,
        notes=_notes(staggered, interrupted, sites),
    )


def _plan(staggered: Staggered | None, interrupted: Interrupted | None) -> Plan | None:
    if staggered is not None:
        return "staggered"
    return "interrupted" if interrupted is not None else None


def _claimed(
    staggered: Staggered | None, interrupted: Interrupted | None
) -> tuple[Effect | None, Effect | None, float | None]:
    if staggered is not None:
        return staggered.average, staggered.at_12_months, staggered.p_value
    if interrupted is not None:
        effect = interrupted.at_12_months
        return effect, effect, interrupted.p_value
    return None, None, None


def _reason(sites: Staggered | str, own: Interrupted | str) -> str:
    return own if isinstance(own, str) and isinstance(sites, str) else ""


def _notes(
    staggered: Staggered | None, interrupted: Interrupted | None, sites: Staggered | str
) -> tuple[str, ...]:
    if staggered is not None:
        return staggered.notes
    notes = [sites] if isinstance(sites, str) and interrupted is not None else []
    if interrupted is not None:
        notes += [f"{sentence(note)}." for note in interrupted.notes]
    return tuple(notes)


def _points(rows: pd.DataFrame, live: Sequence[Event], offered: Offered) -> pd.DataFrame:
    spans = [
        (day(first), day(last))
        for first, last in zip(rows["from_month"], rows["to_month"], strict=True)
    ]
    value = offered.per * rows["numerator"] / rows["denominator"]
    unit = "exams" if offered.unit == "per 1,000 exams" else "radiologists"
    return rows.drop(columns="members", errors="ignore").assign(
        month=[first for first, _ in spans],
        value=value,
        era=[era_of(first, last, live) for first, last in spans],
        said=[
            f"{out_of(hits, n, unit)}, {short_span(first, last)}"
            for hits, n, (first, last) in zip(
                rows["numerator"], rows["denominator"], spans, strict=True
            )
        ],
    )


def _events(published: Published, points: pd.DataFrame, live: Sequence[Event]) -> tuple[Event, ...]:
    if points.empty:
        return ()
    first, last = min(points["month"]), day(points["to_month"].max())
    every = sorted((*tool_changes(published), *live), key=lambda event: event.happened_on)
    return tuple(event for event in every if first <= event.happened_on <= months_on(last, 1))


def _rollout(live: Sequence[Event]) -> tuple[date, date] | None:
    settled = settled_from(live)
    if settled is None:
        return None
    return min(event.happened_on for event in live).replace(day=1), months_on(settled, -1)


def _adjusted(found: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes with Holm's p, a verdict and a sentence."""
    from dashboard.analysis.two_groups.multiplicity import adjust_p_values

    tested = [one.p_value for one in found if one.p_value is not None]
    adjusted = iter(adjust_p_values(tested).tolist() if tested else [])
    offered = {one.code: one for one in OFFERED}
    return tuple(
        _judge(one, offered[one.code], next(adjusted) if one.p_value is not None else None)
        for one in found
    )


def _judge(one: Outcome, offered: Offered, p_adjusted: float | None) -> Outcome:
    if offered.kind != "both_eras":
        return one
    verdict, reason = verdict_of(one.effect, one.at_12_months, p_adjusted)
    judged = replace(one, p_adjusted=p_adjusted, verdict=verdict)
    if verdict == "cannot be judged" or one.effect is None:
        why = one.reason or reason
        short = f"{one.label} cannot be judged across the change."
        return replace(judged, reason=why, headline=short, sentence=f"{short} {why}")
    return replace(
        judged,
        reason="",
        headline=without_interval(offered, one.effect, verdict),
        sentence=claim(offered, one.effect, verdict),
    )
