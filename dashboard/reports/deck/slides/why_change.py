"""Why change: what scored review cost, what it found, and what others have published."""

from __future__ import annotations

from dashboard.findings.before_after import BeforeAfter
from dashboard.findings.events import Event
from dashboard.findings.figures import Figure
from dashboard.findings.go_lives import go_lives, tool_changes
from dashboard.findings.quarters import by_quarter
from dashboard.findings.scores import score_shift
from dashboard.findings.sentences import count, figure, short_span, times
from dashboard.reports.deck.chart_pieces import alt_of, axis_of, series_of
from dashboard.reports.deck.effort import SCORED, Effort
from dashboard.reports.deck.effort import effort as effort_of
from dashboard.reports.deck.material import Material
from dashboard.reports.deck.positions import (
    body,
    columns,
    figures_across,
    fitting_title,
    key_figures,
)
from dashboard.reports.deck.published_quotes import published_quotes
from dashboard.reports.deck.slide import (
    Box,
    Element,
    LeftOut,
    LineChart,
    Rule,
    Run,
    Scale,
    Slide,
    Text,
)
from dashboard.reports.deck.words_on_charts import event_mark, readable

KEY, NAME = "why", "Why change"
FEWEST_POINTS = 3
PER_FINDING, RATE, DONE = "reviews_per_finding", "discrepancy_rate", "legacy_review_compliance"


def why_change(material: Material) -> Slide | LeftOut:
    """Return the slide, or why there is none: without scored reviews there is nothing to weigh."""
    effort = material.figure(PER_FINDING, material.scored)
    if effort is None:
        return LeftOut(
            KEY, NAME, "no scored reviews in these months; a scored-review export would fill it"
        )
    moved = _moved(material)
    title = _title(effort, moved)
    matter = body(title)
    chart = _chart(material, title)
    room = columns(matter, 7.4, 3.9) if chart else (matter, matter)
    above, below = _stacked(room[1], 2.6 if chart else 3.1)
    figures = _figures(material, effort)
    drawn = (
        key_figures(above, figures, "Figure") if chart else figures_across(above, figures, "Figure")
    )
    return Slide(
        key=KEY,
        name=NAME,
        title=title,
        subtitle=_subtitle(effort, chart),
        elements=(*(chart or ()), *drawn, *_published(below)),
        notes=_notes(material, effort, moved),
        answers=("why", "cost"),
        claims=moved is not None,
        brief=f"Scored review re-read {effort.value} reports for each discrepancy it recorded",
    )


def _stacked(room: Box, height: float) -> tuple[Box, Box]:
    """Return a column cut in two, the upper part of the given height."""
    return (
        Box(room.left, room.top, room.width, height),
        Box(room.left, room.top + height, room.width, room.height - height),
    )


def _moved(material: Material) -> BeforeAfter | None:
    """Return the change of tool that went with surely more or fewer discrepancies a review."""
    tool, live = tool_changes(material.published), go_lives(material.published)
    _, shift = score_shift(material.published, material.whole, tool, live)
    first = shift.thresholds[0] if shift and shift.thresholds else None
    return first if first is not None and first.clear else None


def _title(effort: Figure, moved: BeforeAfter | None) -> str:
    read = f"Scored review re-read {effort.value} reports for each discrepancy it recorded"
    if moved is None:
        return fitting_title(read)
    return fitting_title(
        f"{read}, and a new tool alone went with {times(moved.ratio)} as many",
        f"A new scoring tool alone went with {times(moved.ratio)} the discrepancies",
    )


def _subtitle(effort: Figure, chart: tuple[Element, ...] | None) -> str:
    months = short_span(effort.first, effort.last)
    if chart is None:
        return f"Scored review, {months}"
    return f"Share of reviewed reports scored 2a or above, by quarter, {months}"


def _figures(material: Material, effort: Figure) -> tuple[tuple[str, str, str], ...]:
    found = [
        (
            effort.value,
            "reports re-read for each discrepancy",
            f"{count(effort.numerator)} reviews, {count(effort.denominator)} scored 2a or above",
        )
    ]
    spent = effort_of(material, SCORED)
    serious = material.figure("significant_discrepancy_rate", material.scored)
    if spent is not None:
        found.append((spent.each, "reviewer hours for each discrepancy", _hours(spent)))
    elif serious is not None and serious.numerator:
        found.append(
            (
                serious.value,
                "of reviews scored 2b or above",
                f"{serious.counted}; 2b goes to arbitration",
            )
        )
    return tuple(found)


def _hours(spent: Effort) -> str:
    cost = "" if spent.money is None else f", {count(spent.money)} in money"
    return f"{count(spent.hours)} hours, at the minutes policy states{cost}"


def _published(room: Box) -> tuple[Element, ...]:
    """Return what others have published of scored review, each with its journal."""
    quotes = published_quotes()
    if not quotes:
        return ()
    lines = [(Run(f"{each.said} ", 14), Run(f"{each.citation}.", 12, "muted")) for each in quotes]
    return (
        Rule("Published rule", room.left, room.top, room.right, room.top, "ink", 1),
        Text(
            "Published",
            Box(room.left, room.top + 0.1, room.width, room.height - 0.1),
            ((Run("What others have published", 15, bold=True),), *lines),
            gap=0.07,
        ),
    )


def _chart(material: Material, title: str) -> tuple[Element, ...] | None:
    rows, period = by_quarter(material.published, RATE, material.scored)
    rows = rows.dropna(subset=["estimate"])
    if len(rows) < FEWEST_POINTS:
        return None
    room = columns(body(title), 7.4, 3.9)[0]
    dates, ticks = axis_of(rows)
    line = series_of("Discrepancy rate", rows, dates, "legacy", RATE)

    def draw(scale: Scale) -> tuple[Element, ...]:
        chart = LineChart(
            name=f"Chart of discrepancies by {period}",
            box=room,
            alt=alt_of("Share of reviews scored 2a or above", rows, period, share=True),
            dates=dates,
            series=(line,),
            scale=scale,
            tick_months=ticks,
        )
        change = _tool_change(material, chart)
        if change is None:
            return (chart,)
        left = chart.plot.left
        return (chart, *event_mark(chart, change.happened_on, change.label, change.kind, left))

    return readable(draw, rows["estimate"].tolist(), percent=True)


def _tool_change(material: Material, chart: LineChart) -> Event | None:
    inside = [
        event
        for event in tool_changes(material.published)
        if chart.dates[0] < event.happened_on <= chart.dates[-1]
    ]
    return inside[-1] if inside else None


def _notes(material: Material, effort: Figure, moved: BeforeAfter | None) -> tuple[str, ...]:
    say = (
        "Say: each discrepancy took this many second readings to find. A score says what a "
        "reviewer wrote down, not how often readings are wrong; there is no benchmark for it."
    )
    tool = (
        ()
        if moved is None
        else (
            f"Change of tool: {figure(1000 * moved.before.share)} discrepancies per 1,000 reviews "
            f"before ({count(moved.before.hits)} of {count(moved.before.n)}) and "
            f"{figure(1000 * moved.after.share)} after ({count(moved.after.hits)} of "
            f"{count(moved.after.n)}): {times(moved.ratio)}, 95% interval {figure(moved.lower)} to "
            f"{figure(moved.upper)} (Wald on the log scale, widened for the spread of the months).",
        )
    )
    spent = effort_of(material, SCORED)
    hours = (f"Hours: {spent.counted}.",) if spent is not None else ()
    figures = (
        effort,
        material.figure(RATE, material.scored),
        material.figure("significant_discrepancy_rate", material.scored),
        material.figure(DONE, material.scored),
    )
    quotes = [f"Published: {each.said} {each.citation}." for each in published_quotes()]
    return (say, *tool, *hours, *material.notes(*figures), *quotes)
