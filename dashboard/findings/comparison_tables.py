"""The tables under the charts of the comparison page, and the files with the same rows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.findings.before_after import BeforeAfter
from dashboard.findings.eras import ErasSeries
from dashboard.findings.months import day
from dashboard.findings.scores import ScoreShift
from dashboard.findings.sentences import short_span
from dashboard.findings.table import Table

ERA_WORDS = {
    "scored_review": "Scored review",
    "phase_in": "Phase-in",
    "peer_learning": "Peer learning",
}
PUBLISHED = [
    "from_month",
    "to_month",
    "grain",
    "numerator",
    "denominator",
    "estimate",
    "lower",
    "upper",
]


def eras_table(series: Sequence[ErasSeries]) -> Table:
    """Return one row a site and published period, newest first on screen."""
    rows = [_eras_rows(one) for one in series]
    raw = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=["era", *PUBLISHED])
    periods = [
        short_span(day(first), day(last))
        for first, last in zip(raw["from_month"], raw["to_month"], strict=True)
    ]
    shown = pd.DataFrame({"Period": periods})
    if "site" in raw:
        shown.insert(0, "Site", raw["site"])
    shown["Era"] = raw["era"].map(ERA_WORDS)
    shown["Captured"] = raw["numerator"]
    shown["Exams"] = raw["denominator"]
    shown["Per 1,000"] = raw["estimate"]
    shown["95% from"] = raw["lower"]
    shown["to"] = raw["upper"]
    whole, rate = "{:,.0f}", "{:.2f}"
    formats = {
        "Captured": whole, "Exams": whole, "Per 1,000": rate, "95% from": rate, "to": rate,
    }  # fmt: skip
    name = (
        "learning_opportunities_captured_by_site"
        if "site" in raw
        else "learning_opportunities_captured"
    )
    return Table(name, shown.iloc[::-1], raw, formats)


def _eras_rows(one: ErasSeries) -> pd.DataFrame:
    rows = one.points[["era", *PUBLISHED]]
    if one.title:
        rows = rows.assign(site=one.title)[["site", "era", *PUBLISHED]]
    return rows


def ratio_table(changes: Sequence[BeforeAfter]) -> Table:
    """Return one row a comparison: both sides with counts and months, the ratio, its interval."""
    raw = pd.DataFrame(
        [
            {
                "what": row.label,
                "unit": row.unit,
                "before_first_month": row.before.first.isoformat(),
                "before_last_month": row.before.last.isoformat(),
                "before_numerator": row.before.hits,
                "before_denominator": row.before.n,
                "before": row.per * row.before.share,
                "after_first_month": row.after.first.isoformat(),
                "after_last_month": row.after.last.isoformat(),
                "after_numerator": row.after.hits,
                "after_denominator": row.after.n,
                "after": row.per * row.after.share,
                "ratio": row.ratio,
                "lower": row.lower,
                "upper": row.upper,
                "spread_of_periods": row.spread,
                "still_scoring": row.control,
            }
            for row in changes
        ]
    )
    shown = pd.DataFrame(
        {
            "What": [f"{row.label}, {row.unit}" for row in changes],
            "Before": [row.per * row.before.share for row in changes],
            "Months before": [short_span(row.before.first, row.before.last) for row in changes],
            "After": [row.per * row.after.share for row in changes],
            "Months after": [short_span(row.after.first, row.after.last) for row in changes],
            "Ratio": [row.ratio for row in changes],
            "95% from": [row.lower for row in changes],
            "to": [row.upper for row in changes],
        }
    )
    rate = "{:.2f}"
    formats = dict.fromkeys(("Before", "After", "Ratio", "95% from", "to"), rate)
    return Table("before_and_after", shown, raw, formats)


def score_table(shift: ScoreShift) -> Table:
    """Return scores per 1,000 reviews on both sides of the change of tool."""
    raw = shift.rows.rename(
        columns={
            "label": "score",
            "before": "before_per_1000_reviews",
            "after": "after_per_1000_reviews",
        }
    )
    shown = shift.rows.rename(columns={"label": "Score", "before": "Before", "after": "After"})
    return Table("scores_given", shown, raw, {"Before": "{:.1f}", "After": "{:.1f}"})
