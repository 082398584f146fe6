"""Peer review and peer learning on the one base both share, with what may be claimed of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard.findings.eras import SHARED_BASE
from dashboard.findings.go_lives import go_lives, tool_changes
from dashboard.findings.months import day
from dashboard.findings.outcomes import Outcome
from dashboard.findings.quarters import by_quarter, quarter_of
from dashboard.findings.sentences import count, figure, signed, times
from dashboard.reports.deck.chart_pieces import alt_of, axis_of, series_of
from dashboard.reports.deck.material import Material
from dashboard.reports.deck.positions import body, columns, fitting, fitting_title
from dashboard.reports.deck.slide import (
    Box,
    Element,
    LeftOut,
    LineChart,
    Run,
    Scale,
    Series,
    Slide,
    Text,
)
from dashboard.reports.deck.words_on_charts import end_labels, event_mark, line_name, readable

KEY, NAME = "comparison", "Peer review and peer learning"
FEWEST_POINTS = 4
CAPTURED = "learning_opportunities"
SCORED, ROLLOUT, LEARNING = "scored_review", "phase_in", "peer_learning"
NOTHING = (
    "these months do not hold both systems; scored reviews, peer learning cases and exam volumes "
    "on both sides of a go-live fill it"
)
LINES: tuple[tuple[str, str], ...] = (
    (SCORED, "Scored peer review"),
    (ROLLOUT, "Roll-out"),
    (LEARNING, "Peer learning"),
)


def comparison(material: Material) -> Slide | LeftOut:
    """Return the slide, or why both systems cannot be set side by side."""
    outcome = material.outcomes[CAPTURED]
    rows, period = by_quarter(material.published, SHARED_BASE, material.whole)
    rows = _with_eras(rows.dropna(subset=["estimate"]), period, outcome)
    if not {SCORED, LEARNING} <= set(rows["era"]):
        return LeftOut(KEY, NAME, NOTHING)
    if len(rows) < FEWEST_POINTS:
        return LeftOut(KEY, NAME, f"too few are published by the {period} to set side by side")
    title = _title(outcome)
    matter = body(title)
    return Slide(
        key=KEY,
        name=NAME,
        title=title,
        subtitle="Learning opportunities captured per 1,000 exams, in either system, by "
        f"{period}; more captured does not mean more errors",
        elements=_chart(material, outcome, rows, period, matter),
        notes=_notes(material, outcome),
        answers=("why", "gain"),
        claims=outcome.claims,
        brief=fitting(8.6, 1, 15, title, "What is captured for the same exams, and its limits"),
    )


def _with_eras(rows: pd.DataFrame, period: str, outcome: Outcome) -> pd.DataFrame:
    """Give each period its era: scored review, the roll-out site by site, or peer learning."""
    if outcome.rollout is None:
        return rows.assign(era=LEARNING)
    first, last = (quarter_of(month, period) for month in outcome.rollout)
    eras = [
        SCORED if month < first else ROLLOUT if month <= last else LEARNING
        for month in rows["month"]
    ]
    dated = rows.assign(era=eras)
    # One period says nothing of how a roll-out went: it belongs to neither system.
    short = eras.count(ROLLOUT) == 1
    return (dated[dated["era"] != ROLLOUT] if short else dated).reset_index(drop=True)


def _title(outcome: Outcome) -> str:
    ratio = outcome.effect.ratio if outcome.effect else None
    if outcome.claims and ratio is not None and ratio.known:
        return fitting_title(
            f"{times(ratio.value or 0)} as many learning opportunities are captured as expected "
            "had scored review continued"
        )
    if outcome.claims:
        direction = "more" if outcome.verdict == "changed up" else "fewer"
        return fitting_title(
            f"For the same exams, {direction} learning opportunities are captured than expected "
            "had scored review continued"
        )
    if outcome.verdict == "no clear change":
        return fitting_title(
            "What is captured for the same number of exams shows no clear change since peer "
            "learning began"
        )
    return fitting_title(
        "Both systems on one base: whether peer learning changed what is captured cannot be "
        "judged yet"
    )


def _chart(
    material: Material, outcome: Outcome, rows: pd.DataFrame, period: str, room: Box
) -> tuple[Element, ...]:
    left, _ = columns(room, 9.3, 2.3, gap=0.2)
    dates, ticks = axis_of(rows)
    lines = tuple(
        _line(name, rows[rows["era"] == era], dates, era)
        for era, name in LINES
        if (rows["era"] == era).any()
    )
    expected = _expected(outcome, dates, period)
    values = [*rows["estimate"], *(v for line in expected for v in line.values if v is not None)]

    def draw(scale: Scale) -> tuple[Element, ...]:
        chart = LineChart(
            name=f"Chart of both systems by {period}",
            box=left,
            alt=_alt(rows, period, outcome),
            dates=dates,
            series=(*lines, *expected),
            scale=scale,
            tick_months=ticks,
        )
        return (
            chart,
            *_marks(material, chart),
            *_names(chart, rows),
            *_ends(chart, rows, outcome, expected),
        )

    return readable(draw, values)


def _line(name: str, rows: pd.DataFrame, dates: Sequence[date], era: str) -> Series:
    if era == SCORED:
        return series_of(name, rows, dates, "legacy", SHARED_BASE)
    if era == ROLLOUT:
        return series_of(name, rows, dates, "second", SHARED_BASE, width=2.0)
    return series_of(name, rows, dates, "focus", SHARED_BASE, width=3.5)


def _expected(outcome: Outcome, dates: Sequence[date], period: str) -> tuple[Series, ...]:
    """Return what was expected had scoring continued, the mean of a period's months."""
    if not outcome.claims and outcome.verdict != "no clear change":
        return ()
    known = outcome.lines.dropna(subset=["expected"])
    if known.empty:
        return ()
    places = [quarter_of(day(month), period) for month in known["month"]]
    means = known.assign(place=places).groupby("place")["expected"].mean()
    at = {place for place, start in enumerate(dates) if start in means.index}
    # A period between two that are not known would be a dot nobody can read as a line.
    drawn = {place for place in at if at & {place - 1, place + 1}}
    if not drawn:
        return ()
    values = tuple(float(means[d]) if n in drawn else None for n, d in enumerate(dates))
    return (Series("Expected had scoring continued", values, "muted", 1.75, dashed=True),)


def _alt(rows: pd.DataFrame, period: str, outcome: Outcome) -> str:
    said = alt_of("Learning opportunities captured per 1,000 exams", rows, period)
    return f"{said} {outcome.sentence}"


def _marks(material: Material, chart: LineChart) -> tuple[Element, ...]:
    """Mark the last change of tool and the first go-live, words of each left of its line."""
    marks: list[Element] = []
    room_left = chart.plot.left
    changes = [*tool_changes(material.published)[-1:], *go_lives(material.published)[:1]]
    for event in sorted(changes, key=lambda each: each.happened_on):
        if chart.dates[0] < event.happened_on <= chart.dates[-1]:
            marks += event_mark(chart, event.happened_on, event.label, event.kind, room_left)
            room_left = chart.x(event.happened_on, edge=True) + 0.1
    return tuple(marks)


def _names(chart: LineChart, rows: pd.DataFrame) -> tuple[Text, ...]:
    """Name the first lines above their first points; later ones are named at their ends."""
    scored = rows[rows["era"] == SCORED].head(4)
    rollout = rows[rows["era"] == ROLLOUT]
    between = (
        [
            line_name(
                chart,
                "Name of the roll-out",
                rollout["month"].iloc[len(rollout) // 2],
                float(rollout["estimate"].max()),
                Run("Roll-out", 14, "muted"),
            )
        ]
        if len(rollout) > 2
        else []
    )
    return (
        *between,
        line_name(
            chart,
            "Name of the first line",
            scored["month"].iloc[min(1, len(scored) - 1)],
            float(scored["estimate"].max()),
            Run("Scored review", 16, "muted", bold=True),
        ),
    )


def _ends(
    chart: LineChart, rows: pd.DataFrame, outcome: Outcome, expected: Sequence[Series]
) -> tuple[Text, ...]:
    last = rows[rows["era"] == LEARNING].iloc[-1]
    ends = [
        (
            "Peer learning",
            float(last["estimate"]),
            (
                (Run("Peer learning", 16, "focus", bold=True),),
                (Run(f"{figure(last['estimate'])} per 1,000", 16, "focus", bold=True),),
                *_limits(outcome),
            ),
        )
    ]
    for line in expected:
        value = [each for each in line.values if each is not None][-1]
        ends.append(
            (
                "Expected",
                value,
                (
                    (Run("Expected had scoring continued", 14, "muted"),),
                    (Run(f"{figure(value)} per 1,000", 14, "muted"),),
                ),
            )
        )
    return end_labels(chart, ends, 2.2)


def _limits(outcome: Outcome) -> tuple[tuple[Run, ...], ...]:
    """Return the interval of the effect, which the title leaves out."""
    effect = outcome.effect
    if effect is None or not effect.absolute.known or outcome.p_adjusted is None:
        return ()
    ratio, absolute = effect.ratio, effect.absolute
    words = (
        f"{times(ratio.value or 0)} expected, 95% interval {figure(ratio.lower or 0)} to "
        f"{figure(ratio.upper or 0)}"
        if ratio.known
        else f"{signed(absolute.value or 0, 1)} on expected, 95% interval "
        f"{signed(absolute.lower or 0, 1)} to {signed(absolute.upper or 0, 1)}"
    )
    return ((Run(words, 14, "muted"),),)


def _notes(material: Material, outcome: Outcome) -> tuple[str, ...]:
    design = {
        "staggered": "sites compared with those not yet live, two-way fixed effects",
        "interrupted": "segmented regression of the series, the roll-out left out",
    }
    adjusted = (
        f"p after Holm's adjustment over {material.outcomes.adjusted_over} outcomes: "
        f"{'under 0.001' if outcome.p_adjusted < 0.001 else f'{outcome.p_adjusted:.2g}'}."
        if outcome.p_adjusted is not None
        else ""
    )
    year_on = outcome.at_12_months
    after_a_year = (
        f"Twelve months on: {figure(year_on.ratio.value or 0)} times what was expected, 95% "
        f"interval {figure(year_on.ratio.lower or 0)} to {figure(year_on.ratio.upper or 0)}."
        if year_on is not None and year_on.ratio.known
        else ""
    )
    method = f"Design: {design[outcome.claimed_by]}." if outcome.claimed_by else outcome.reason
    lines = (
        f"Say: {outcome.sentence}",
        after_a_year,
        outcome.caveat,
        f"{method} {adjusted}".strip(),
        *outcome.notes,
        *_counts(outcome),
        f"Over all outcomes: {material.outcomes.finding}",
        f"Source: {outcome.source}. Filters: none; the whole department.",
    )
    return tuple(line for line in lines if line)


def _counts(outcome: Outcome) -> tuple[str, ...]:
    sums = outcome.points.groupby("era")[["numerator", "denominator"]].sum()
    return tuple(
        f"{name}: n = {count(sums.loc[era, 'numerator'])} captured in "
        f"{count(sums.loc[era, 'denominator'])} exams."
        for era, name in LINES
        if era in sums.index
    )
