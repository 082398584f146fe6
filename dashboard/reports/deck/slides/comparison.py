"""Peer review and peer learning on the one base both share: exams."""

from __future__ import annotations

import pandas as pd

from dashboard.findings.before_after import BeforeAfter, across_go_live
from dashboard.findings.comparison import NOT_ERRORS
from dashboard.findings.eras import SHARED_BASE, shared_base
from dashboard.findings.events import Event
from dashboard.findings.go_lives import era_of, go_lives, tool_changes
from dashboard.findings.months import months_on
from dashboard.findings.quarters import by_quarter
from dashboard.findings.sentences import count, figure, span, times
from dashboard.reports.deck.chart_pieces import alt_of, axis_of, series_of
from dashboard.reports.deck.material import Material
from dashboard.reports.deck.positions import body, columns, figures_across, fitting_title
from dashboard.reports.deck.slide import Box, Element, LeftOut, LineChart, Run, Slide
from dashboard.reports.deck.words_on_charts import end_labels, event_mark, line_name, scale_for

KEY, NAME = "comparison", "Peer review and peer learning"
FEWEST_POINTS = 4
NOTHING_TO_COMPARE = (
    "these months do not hold both systems; scored reviews, peer learning cases and exam volumes "
    "on both sides of a go-live fill it"
)
MONTHS = {"quarter": 3, "half-year": 6, "year": 12}


def comparison(material: Material) -> Slide | LeftOut:
    """Return the slide, or why both systems cannot be set side by side."""
    _, both = shared_base(material.published, material.whole)
    live = go_lives(material.published)
    main = across_go_live(both, "Department", tool_changes(material.published)) if both else None
    if main is None:
        return LeftOut(KEY, NAME, NOTHING_TO_COMPARE)
    title = _title(main)
    matter = body(title)
    rows, period = by_quarter(material.published, SHARED_BASE, material.whole)
    chart = _chart(material, rows, period, live, main, matter)
    return Slide(
        key=KEY,
        name=NAME,
        title=title,
        subtitle="Learning opportunities captured per 1,000 exams, either system, by "
        f"{period}; more captured does not mean more errors",
        elements=chart or figures_across(matter, _figures(main), "Figure"),
        notes=_notes(material, main),
        answers=("why", "gain"),
        claims=main.clear,
    )


def _title(main: BeforeAfter) -> str:
    when = span(main.after.first, main.after.last)
    if not main.clear:
        return fitting_title(
            "What is captured for the same number of exams shows no clear change from scored review"
        )
    return fitting_title(
        f"For the same number of exams, {when} captured {times(main.ratio)} the learning "
        "opportunities of the last year of scored review",
        f"{times(main.ratio).capitalize()} the learning opportunities for the same number of exams",
    )


def _chart(
    material: Material,
    rows: pd.DataFrame,
    period: str,
    live: tuple[Event, ...],
    main: BeforeAfter,
    room: Box,
) -> tuple[Element, ...]:
    rows = rows.dropna(subset=["estimate"])
    if len(rows) < FEWEST_POINTS:
        return ()
    left, _ = columns(room, 9.4, 2.0, gap=0.3)
    eras = [era_of(month, months_on(month, MONTHS[period] - 1), live) for month in rows["month"]]
    scored = rows[[era == "scored_review" for era in eras]]
    learning = rows[[era != "scored_review" for era in eras]]
    dates, ticks = axis_of(rows)
    lines = [
        series_of("Scored peer review", scored, dates, "legacy", SHARED_BASE),
        series_of("Peer learning", learning, dates, "focus", SHARED_BASE, width=3.5),
    ]
    chart = LineChart(
        name=f"Chart of both systems by {period}",
        box=left,
        alt=alt_of("Learning opportunities captured per 1,000 exams", rows, period),
        dates=dates,
        series=tuple(lines),
        scale=scale_for(rows["estimate"].tolist(), words=True),
        tick_months=ticks,
    )
    return (chart, *_marks(material, chart, live), *_names(chart, scored, learning, main))


def _marks(material: Material, chart: LineChart, live: tuple[Event, ...]) -> tuple[Element, ...]:
    """Mark the last change of tool and the first go-live, the second right of the first."""
    marks: list[Element] = []
    room_left = chart.plot.left
    changes = [*tool_changes(material.published)[-1:], *live[:1]]
    for event in sorted(changes, key=lambda each: each.happened_on):
        if chart.dates[0] < event.happened_on <= chart.dates[-1]:
            marks += event_mark(chart, event.happened_on, event.label, event.kind, room_left)
            room_left = chart.x(event.happened_on, edge=True) + 0.1
    return tuple(marks)


def _names(
    chart: LineChart, scored: pd.DataFrame, learning: pd.DataFrame, main: BeforeAfter
) -> tuple[Element, ...]:
    found: list[Element] = []
    if len(scored):
        first = scored.head(4)
        found.append(
            line_name(
                chart,
                "Name of the first line",
                first["month"].iloc[min(1, len(first) - 1)],
                float(first["estimate"].max()),
                Run("Scored review", 16, "muted", bold=True),
            )
        )
    if len(learning):
        last = learning.iloc[-1]
        words = (
            (Run("Peer learning", 16, "focus", bold=True),),
            (Run(f"{figure(last['estimate'])} per 1,000", 16, "focus", bold=True),),
            (
                Run(
                    f"{times(main.ratio)} before, 95% interval {figure(main.lower)} to "
                    f"{figure(main.upper)}",
                    14,
                    "muted",
                ),
            ),
        )
        found += end_labels(chart, [("Peer learning", float(last["estimate"]), words)], 2.0)
    return tuple(found)


def _figures(main: BeforeAfter) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (
            figure(1000 * side.share),
            f"per 1,000 exams in {span(side.first, side.last)}",
            f"{count(side.hits)} in {count(side.n)} exams",
        )
        for side in (main.before, main.after)
    )


def _notes(material: Material, main: BeforeAfter) -> tuple[str, ...]:
    return (
        f"Say: {NOT_ERRORS}",
        *(
            f"{figure(1000 * side.share)} per 1,000 exams in {span(side.first, side.last)}: "
            f"{count(side.hits)} of {count(side.n)} exams."
            for side in (main.before, main.after)
        ),
        f"Ratio {figure(main.ratio)}, 95% interval {figure(main.lower)} to {figure(main.upper)}: "
        "a description, Wald's interval on the log scale, widened for the spread of the periods.",
        *material.notes(material.figure(SHARED_BASE)),
    )
