"""Scores by version of the scoring scale: a 2 of one version is not a 2 of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.block import Block
from dashboard.findings.months import day, months_on
from dashboard.findings.sentences import count, listed, plural, share_words, span
from dashboard.findings.table import Table
from dashboard.published.lens import Lens
from dashboard.published.lookup import series, totals
from dashboard.published.open import Published

SCALES, SCORES = "review_scales", "review_scores"
TITLE = "Scores by version of the scale"
METHOD = (
    "Months in which all reviews were scored by one version are added up for it: the longest run "
    "of such months, whole published periods alone. Months that mix versions are in neither: no "
    "score is published by version within them. Intervals of shares are Wilson's."
)
COLUMNS = ("part", "numerator", "denominator", "estimate", "lower", "upper")


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive published periods of scores, all of one version of the scale."""

    scale: str
    first: date
    last: date


def scale_versions(published: Published, months: Lens) -> Block | None:
    """Return the scores of each version, each in its own months; None where there is one alone."""
    if not {SCALES, SCORES} <= set(published.measures):
        return None
    used = series(published, SCALES, months).frame
    used = used[used["numerator"] > 0]
    if used["part"].nunique() < 2:
        return None
    labels = {**published.labels("scale"), "other": "Other versions, shown together"}
    periods = _periods(published, months, used)
    runs = _longest(periods)
    raw = pd.concat([_scores(published, run) for run in runs]) if runs else pd.DataFrame()
    named = [labels.get(name, name) for name in sorted(set(used["part"].astype(str)))]
    notes = (
        f"Scored by {listed(named)}: scores of these months are not one series.",
        *(
            _note(raw[raw["scale"] == run.scale], labels.get(run.scale, run.scale), run)
            for run in runs
        ),
        *_left_out(periods),
    )
    if raw.empty:
        return Block(TITLE, empty=" ".join(notes))
    return Block(
        title=TITLE,
        mark="A row a version and score, each version in months of its own.",
        notes=notes,
        source="Scores of different versions are described side by side and never added up.",
        table=_table(raw, labels),
        measures=(published.measures[SCORES], published.measures[SCALES]),
        method=METHOD,
    )


def _periods(published: Published, months: Lens, used: pd.DataFrame) -> pd.DataFrame:
    """Return each published period of scores with the one version in it, empty where it mixes."""
    scores = series(published, SCORES, months).frame
    periods = scores[["from_month", "to_month"]].drop_duplicates().sort_values("from_month")
    found = []
    for first, last in periods.itertuples(index=False):
        inside = used[(used["to_month"] >= first) & (used["from_month"] <= last)]
        versions = set(inside["part"].astype(str))
        found.append(versions.pop() if len(versions) == 1 else "" if versions else None)
    return periods.assign(scale=found).dropna(subset=["scale"]).reset_index(drop=True)


def _longest(periods: pd.DataFrame) -> tuple[_Run, ...]:
    """Return the longest run of consecutive periods of each version, the earliest run first."""
    number = (periods["scale"] != periods["scale"].shift()).cumsum()
    runs = [
        _Run(str(own["scale"].iloc[0]), day(own["from_month"].min()), day(own["to_month"].max()))
        for _, own in periods.groupby(number)
        if own["scale"].iloc[0]
    ]
    longest: dict[str, _Run] = {}
    for run in runs:
        known = longest.get(run.scale)
        if known is None or run.last - run.first > known.last - known.first:
            longest[run.scale] = run
    return tuple(sorted(longest.values(), key=lambda run: run.first))


def _scores(published: Published, run: _Run) -> pd.DataFrame:
    rows = totals(published, SCORES, Lens(run.first, run.last)).frame
    inside = (rows["from_month"] >= pd.Timestamp(run.first)) & (
        rows["to_month"] <= pd.Timestamp(months_on(run.last, 0))
    )
    return rows[inside][["from_month", "to_month", *COLUMNS]].assign(scale=run.scale)


def _note(rows: pd.DataFrame, label: str, run: _Run) -> str:
    above = rows[rows["part"] != "1"]
    reviews, scored = rows["denominator"].max(), above["numerator"].sum()
    return (
        f"{label}, {span(run.first, run.last)}: {count(scored)} of {count(reviews)} reviews with "
        f"another score than 1, {share_words(float(scored / reviews))}."
    )


def _left_out(periods: pd.DataFrame) -> tuple[str, ...]:
    mixed = int((periods["scale"] == "").sum())
    if not mixed:
        return ()
    verb = "mixes versions and is" if mixed == 1 else "mix versions and are"
    return (f"{plural(mixed, 'published period')} {verb} left out.",)


def _table(raw: pd.DataFrame, labels: dict[str, str]) -> Table:
    shown = pd.DataFrame(
        {
            "Version": [labels.get(scale, scale) for scale in raw["scale"]],
            "Months": [
                span(day(first), day(last))
                for first, last in zip(raw["from_month"], raw["to_month"], strict=True)
            ],
            "Score": ["Other scores" if part == "other" else str(part) for part in raw["part"]],
            "Reviews": raw["numerator"].to_list(),
            "Of": raw["denominator"].to_list(),
            "Share": raw["estimate"].to_list(),
            "95% from": raw["lower"].to_list(),
            "to": raw["upper"].to_list(),
        }
    )
    whole, share = "{:,.0f}", "{:.2%}"
    formats = {"Reviews": whole, "Of": whole, "Share": share, "95% from": share, "to": share}
    return Table("scores_by_scale", shown, raw.reset_index(drop=True), formats)
