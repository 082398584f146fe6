"""Reviewer hours for each finding: counts of both systems, times the minutes policy states."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard.findings.events import Event
from dashboard.findings.go_lives import era_of, still_scoring, tool_changes
from dashboard.findings.months import day, months_on
from dashboard.findings.outcomes.described import NO_POINTS, described, go_lives_of
from dashboard.findings.outcomes.offered import Offered
from dashboard.findings.outcomes.results import Outcome
from dashboard.findings.outcomes.stated_minutes import (
    NOT_STATED,
    Minutes,
    Policy,
    cost_an_hour,
    minutes_policy,
)
from dashboard.findings.sentences import (
    count,
    figure,
    listed,
    months_in,
    plural,
    short_span,
    span,
)
from dashboard.published.lens import Lens
from dashboard.published.lookup import series
from dashboard.published.open import Published

YEAR = 12
CAPTURED = "learning_opportunities_per_1000_exams"
REVIEWS, CASES = "scored_reviews", "cases_submitted"
NOT_JUDGED = (
    "Hours are counts times stated minutes and the two kinds of work differ, so each system's cost "
    "is described and no effect is estimated."
)


def hours(published: Published, lens: Lens, offered: Offered) -> Outcome:
    """Return the hours for each finding month by month, and the last year of either system."""
    live = go_lives_of(published, lens)
    policy = minutes_policy(published, lens.start, lens.end)
    if policy.at(lens.end) is None:
        return described(published, offered, NO_POINTS, live, NOT_STATED, ())
    points = _points(published, lens, live, policy)
    if points.empty:
        reason = "No month has its reviews, its cases and what they found published together."
        return described(published, offered, NO_POINTS, live, reason, ())
    facts = tuple(_facts(published, points, live, policy))
    return described(published, offered, points, live, NOT_JUDGED, facts)


def _points(
    published: Published, lens: Lens, live: Sequence[Event], policy: Policy
) -> pd.DataFrame:
    """Return one row a month with reviews, cases, hours (numerator) and findings (denominator).

    A month needs the counts of every system that ran in it: what is not published is not none.
    """
    found = _monthly(published, CAPTURED, lens).rename("found")
    counts = pd.concat(
        [
            found,
            _monthly(published, REVIEWS, lens).rename("reviews"),
            _monthly(published, CASES, lens).rename("cases"),
        ],
        axis=1,
        sort=True,
    ).dropna(subset=["found"])
    still = bool(still_scoring(published, live))
    rows = [
        row
        for month, own in zip(counts.index, counts.to_dict("records"), strict=True)
        if (row := _row(day(month), own, live, still, policy.at(day(month)))) is not None
    ]
    return pd.DataFrame(rows, columns=[*NO_POINTS.columns, "reviews", "cases"])


def _monthly(published: Published, measure: str, lens: Lens) -> pd.Series:
    rows = series(published, measure, lens).frame
    monthly = rows[rows["grain"] == "month"]
    return monthly.groupby("from_month")["numerator"].sum()


def _row(
    month: date,
    own: dict[str, float],
    live: Sequence[Event],
    still: bool,
    minutes: Minutes | None,
) -> dict[str, object] | None:
    era = era_of(month, month, live)
    scoring = era != "peer_learning" or still
    needed = [*(["reviews"] if scoring else []), *(["cases"] if era != "scored_review" else [])]
    if minutes is None or any(math.isnan(own[each]) for each in needed) or not own["found"]:
        return None
    reviews, cases = (0.0 if math.isnan(own[each]) else own[each] for each in ("reviews", "cases"))
    spent = minutes.hours(reviews, cases)
    return {
        "from_month": pd.Timestamp(month),
        "to_month": pd.Timestamp(month),
        "grain": "month",
        "numerator": spent,
        "denominator": own["found"],
        "value": spent / own["found"],
        "month": month,
        "era": era,
        "said": f"{count(spent)} hours for {count(own['found'])} found, {short_span(month, month)}",
        "reviews": reviews,
        "cases": cases,
    }


def _facts(
    published: Published, points: pd.DataFrame, live: Sequence[Event], policy: Policy
) -> list[str]:
    """Return a sentence a system: the last year of scored review, the last year of all."""
    begins = min((event.happened_on for event in live), default=None)
    last = day(points["to_month"].max())
    lines = []
    if begins is not None:
        changes = [e.happened_on for e in tool_changes(published) if e.happened_on < begins]
        first = max([months_on(begins, -YEAR), *changes])
        lines.append(_fact(published, policy, points, first, months_on(begins, -1)))
    lines.append(_fact(published, policy, points, months_on(last, 1 - YEAR), last))
    return [line for line in lines if line]


def _fact(
    published: Published, policy: Policy, points: pd.DataFrame, first: date, last: date
) -> str:
    own = points[[first <= month <= last for month in points["month"]]]
    minutes, cost = policy.at(last), cost_an_hour(published, last)
    if own.empty or minutes is None or len(own) < min(6, months_in(first, last)):
        return ""
    spent, found = float(own["numerator"].sum()), float(own["denominator"].sum())
    money = f", {count(spent * cost / found)} in money at {count(cost)} an hour" if cost else ""
    work = (
        ("review", own["reviews"].sum(), minutes.a_review),
        ("case", own["cases"].sum(), minutes.a_case),
    )
    done = [f"{plural(n, one)} at {plural(each, 'minute')}" for one, n, each in work if n]
    return (
        f"{figure(spent / found)} hours for each finding in {span(first, last)}: {listed(done)}, "
        f"for {count(found)} found{money}."
    )
