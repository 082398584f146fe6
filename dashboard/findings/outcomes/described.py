"""Outcomes that can be described and not judged: recorded in one era, or unlike in kind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard.findings.events import Event
from dashboard.findings.go_lives import era_of, go_lives, of_sites
from dashboard.findings.months import day, months_on
from dashboard.findings.outcomes.offered import Offered
from dashboard.findings.outcomes.results import Outcome
from dashboard.findings.sentences import (
    count,
    figure,
    interval,
    out_of,
    percent,
    short_span,
    span,
)
from dashboard.findings.unlike_shares import unlike_shares
from dashboard.published.lens import Lens
from dashboard.published.lookup import Answer, series, totals
from dashboard.published.open import Published

YEAR = 12
UNNAMED = ("unmapped", "other")
HEADLINES = {
    "one_era": "{label} has no before: it is recorded only since go-live.",
    "hours": "{label} are described and not judged: their minutes are stated, not measured.",
    "unlike": "{label}: the two systems divide by different things, so they are not one series.",
    "both_eras": "{label} cannot be judged across the change.",
}
NO_LINES = pd.DataFrame(columns=["month", "fitted", "expected", "expected_lower", "expected_upper"])
POINT_COLUMNS = ["from_month", "to_month", "grain", "numerator", "denominator"]


def one_era(published: Published, lens: Lens, offered: Offered) -> Outcome:
    """Return an outcome that only peer learning records: its series and its last year."""
    answer = series(published, offered.measure, _allowed(published, lens, offered))
    live = go_lives_of(published, lens)
    if answer.frame.empty:
        reason = answer.empty_reason or ""
        return described(published, offered, NO_POINTS, live, f"Recorded by neither. {reason}", ())
    points = _breadth(answer) if offered.code == "themes" else _rates(answer, offered)
    if points.empty:
        reason = f"Of what was recorded no period can be drawn. {offered.caveat}"
        return described(published, offered, NO_POINTS, live, reason, ())
    facts = (_last_year(published, lens, offered, day(points["to_month"].max())),)
    reason = f"Recorded only since go-live, so there is no before. {offered.caveat}"
    return described(published, offered, _dated(points, live), live, reason, facts)


def unlike(published: Published, lens: Lens, offered: Offered) -> Outcome:
    """Return what each system found significant, refused as one series with the reason."""
    from dashboard.analysis.denominators import unlike_denominators

    live = go_lives_of(published, lens)
    shares = unlike_shares(published, Lens(lens.start, lens.end))
    units = [
        published.measures[name].denominator
        for name in ("significant_discrepancy_rate", "meaningful_share")
        if name in published.measures
    ]
    reason = f"{unlike_denominators(*units[:2])}." if len(units) > 1 else ""
    facts = shares.sentences if shares else ()
    fractions = shares.fractions if shares else ()
    return described(published, offered, NO_POINTS, live, reason, facts, fractions)


def described(
    published: Published,
    offered: Offered,
    points: pd.DataFrame,
    live: Sequence[Event],
    reason: str,
    facts: tuple[str, ...],
    fractions: tuple[tuple[str, str], ...] = (),
) -> Outcome:
    """Return an outcome without a verdict."""
    shown = () if points.empty else tuple(e for e in live if e.happened_on >= min(points["month"]))
    return Outcome(
        code=offered.code,
        label=offered.label,
        unit=offered.unit,
        decimals=offered.decimals,
        measures=(published.measures[offered.measure],),
        points=points,
        lines=NO_LINES,
        events=shown,
        rollout=None,
        claimed_by=None,
        staggered=None,
        interrupted=None,
        effect=None,
        at_12_months=None,
        p_value=None,
        p_adjusted=None,
        verdict="cannot be judged",
        reason=reason,
        headline=HEADLINES[offered.kind].format(label=offered.label),
        sentence=f"{offered.label} cannot be judged across the change. {reason}",
        caveat=offered.caveat,
        source=published.measures[offered.measure].source,
        facts=facts,
        fractions=fractions,
    )


def go_lives_of(published: Published, lens: Lens) -> tuple[Event, ...]:
    """Return the go-lives that concern the units of a lens."""
    return of_sites(go_lives(published), lens.members if lens.axis == "site" else ())


def _allowed(published: Published, lens: Lens, offered: Offered) -> Lens:
    """Return the lens, or the whole department where the measure is not split by its axis."""
    split = lens.axis in (published.measures[offered.measure].by or ())
    return lens if lens.axis == "all" or split else Lens(lens.start, lens.end)


def _rates(answer: Answer, offered: Offered) -> pd.DataFrame:
    keys = ["from_month", "to_month", "grain"]
    rows = answer.frame.groupby(keys, sort=True)[["numerator", "denominator"]].sum().reset_index()
    rows = rows[rows["denominator"] > 0]
    return rows.assign(value=offered.per * rows["numerator"] / rows["denominator"])


def _breadth(answer: Answer) -> pd.DataFrame:
    """The effective number of themes of each period (Hill 1973, order 1): exp of the entropy."""
    rows = []
    for (first, last, grain), own in answer.frame.groupby(["from_month", "to_month", "grain"]):
        counts = own.groupby("part")["numerator"].sum()
        named = counts[[part for part in counts.index if part not in UNNAMED]]
        if named.sum() > 0:
            rows.append((first, last, grain, named.sum(), counts.sum(), effective(named)))
    return pd.DataFrame(rows, columns=[*POINT_COLUMNS, "value"])


def effective(counts: pd.Series) -> float:
    """Return how many equally common themes would be as mixed as these: exp(-sum p log p)."""
    shares = counts[counts > 0] / counts.sum()
    return math.exp(-sum(share * math.log(share) for share in shares))


def _last_year(published: Published, lens: Lens, offered: Offered, last: date) -> str:
    year = Lens(
        max(lens.start, months_on(last, 1 - YEAR)), min(lens.end, last), lens.axis, lens.members
    )
    allowed = _allowed(published, year, offered)
    rows = totals(published, offered.measure, allowed).frame
    rows = rows[rows["denominator"] > 0]
    when = span(allowed.start, allowed.end)
    if rows.empty:
        return ""
    if offered.code == "themes":
        counts = rows.groupby("part")["numerator"].sum()
        named = counts[[part for part in counts.index if part not in UNNAMED]]
        if not named.sum():
            return ""
        return (
            f"In {when}, {len(named)} themes have a number of their own among {count(named.sum())} "
            f"learning opportunities, as mixed as {figure(effective(named))} equally common ones."
        )
    hits, n = float(rows["numerator"].sum()), float(rows["denominator"].sum())
    share = offered.unit == "percent"
    limits = interval(float(rows["lower"].iloc[0]), float(rows["upper"].iloc[0]), share)
    ends = f", {limits}" if len(rows) == 1 and limits else ""
    value = percent(hits / n) if share else f"{figure(offered.per * hits / n)} {offered.unit}"
    return f"In {when}: {value} ({out_of(hits, n, offered.counted)}{ends})."


def _dated(points: pd.DataFrame, live: Sequence[Event]) -> pd.DataFrame:
    spans = [
        (day(first), day(last))
        for first, last in zip(points["from_month"], points["to_month"], strict=True)
    ]
    return points.assign(
        month=[first for first, _ in spans],
        era=[era_of(first, last, live) for first, last in spans],
        said=[
            f"{count(hits)} of {count(n)}, {short_span(first, last)}"
            for hits, n, (first, last) in zip(
                points["numerator"], points["denominator"], spans, strict=True
            )
        ],
    )


NO_POINTS = pd.DataFrame(columns=[*POINT_COLUMNS, "value", "month", "era", "said"])
