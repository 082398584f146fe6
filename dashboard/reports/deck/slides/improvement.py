"""One worked improvement: a theme that clearly fell after a finished action."""

from __future__ import annotations

from datetime import date

from dashboard.findings.improvement_statements import direction, in_percent, p_words
from dashboard.findings.improvements import Improvement, improvements
from dashboard.findings.quarters import by_quarter
from dashboard.findings.sentences import count, month_name, out_of, short_span, span
from dashboard.findings.sides import Side
from dashboard.findings.theme_changes import ThemeShift, theme_shifts
from dashboard.findings.theme_ranking import in_text
from dashboard.findings.theme_series import THEMES, theme_series
from dashboard.reports.deck.chart_pieces import alt_of, axis_of, series_of
from dashboard.reports.deck.material import Material
from dashboard.reports.deck.positions import (
    body,
    columns,
    figures_across,
    fitting,
    fitting_title,
    key_figures,
)
from dashboard.reports.deck.slide import Box, Element, LeftOut, LineChart, Run, Scale, Series, Slide
from dashboard.reports.deck.words_on_charts import event_mark, line_name, readable

KEY, NAME = "improvement", "One worked improvement"
FEWEST_POINTS = 4
NO_CHART = "No line is drawn: the theme is published by fewer than four periods."
NO_ACTIONS = (
    "no improvement action for the whole department was finished within these months; an action "
    "log with “opened”, “closed” and “category” would fill it"
)


def improvement(material: Material) -> Slide | LeftOut:
    """Return the slide about the surest fall of a theme, or why there is none."""
    dated = [
        each
        for each in improvements(material.published)
        if material.whole.start < each.happened_on <= material.whole.end
    ]
    if not dated:
        return LeftOut(KEY, NAME, NO_ACTIONS)
    shifts = theme_shifts(theme_series(material.published, material.whole)[1], dated)
    fallen = [each for each in shifts if each.changed and each.difference < 0]
    if not fallen:
        return LeftOut(KEY, NAME, _none_fell(len(dated)))
    return _slide(material, min(fallen, key=lambda each: each.p_adjusted), dated, len(shifts))


def _none_fell(actions: int) -> str:
    many = "the one finished action" if actions == 1 else f"any of {actions} finished actions"
    return f"no theme clearly fell after {many}, as far as the intervals tell"


def _slide(material: Material, shift: ThemeShift, dated: list[Improvement], compared: int) -> Slide:
    labels = material.published.labels("theme")
    theme = labels.get(shift.theme, shift.theme)
    title = _title(shift, theme)
    matter = body(title)
    left, right = columns(matter, 7.9, 3.4, gap=0.6)
    chart = _chart(material, shift, theme, left)
    figures = _figures(shift)
    return Slide(
        key=KEY,
        name=NAME,
        title=title,
        subtitle=fitting(
            matter.width, 1, 16,
            f"{theme}: share of learning opportunities; a drop has many causes, and this one was "
            "expected",
            f"{theme}: share of learning opportunities",
            "Share of learning opportunities that carry this theme",
        ),
        elements=(
            (*chart, *key_figures(right, figures, "Figure"))
            if chart
            else figures_across(matter, figures, "Figure", NO_CHART)
        ),
        notes=_notes(shift, theme, dated, compared),
        answers=("gain",),
        claims=True,
    )  # fmt: skip


def _title(shift: ThemeShift, theme: str) -> str:
    shares = in_percent(shift)
    moved = f"{direction(shift)} from {shares.before} to {shares.after} of what is learned"
    name, label = in_text(theme), shift.improvement.label
    return fitting_title(
        f"After “{label}”, {name} {moved}",
        f"After one improvement in {month_name(shift.improvement.happened_on)}, {name} {moved}",
        f"After one improvement, its theme {moved}",
    )


def _figures(shift: ThemeShift) -> tuple[tuple[str, str, str], ...]:
    moved = in_percent(shift)
    return (
        (moved.before, "before", _counted(shift.before)),
        (moved.after, "since", _counted(shift.after)),
        (
            moved.points,
            f"difference, 95% interval {moved.interval.strip('()')}",
            "What else happened at the time is not known here",
        ),
    )


def _counted(side: Side) -> str:
    return f"{out_of(side.hits, side.n, 'cases')}, {short_span(side.first, side.last)}"


def _chart(material: Material, shift: ThemeShift, theme: str, room: Box) -> tuple[Element, ...]:
    rows, period = by_quarter(material.published, THEMES, material.whole, shift.theme)
    rows = rows.dropna(subset=["estimate"])
    if len(rows) < FEWEST_POINTS:
        return ()
    dates, ticks = axis_of(rows)
    share = series_of(theme, rows, dates, "focus", THEMES)
    event = shift.improvement

    def draw(scale: Scale) -> tuple[Element, ...]:
        chart = LineChart(
            name=f"Chart of one theme by {period}",
            box=room,
            alt=alt_of(f"Share of learning opportunities, {theme}", rows, period, share=True),
            dates=dates,
            series=(share, *_levels(shift, dates)),
            scale=scale,
            tick_months=ticks,
        )
        left = chart.plot.left
        marks = event_mark(chart, event.happened_on, event.label, "improvement", left)
        return (chart, *marks, *_level_names(chart, shift))

    return readable(draw, rows["estimate"].tolist(), percent=True)


def _levels(shift: ThemeShift, dates: tuple[date, ...]) -> tuple[Series, ...]:
    return tuple(
        Series(
            name,
            tuple(side.share if side.first <= month <= side.last else None for month in dates),
            "muted",
            1.5,
            dashed=True,
        )
        for name, side in (("Share before", shift.before), ("Share since", shift.after))
    )


def _level_names(chart: LineChart, shift: ThemeShift) -> tuple[Element, ...]:
    """Say the level after the change above the line's last point; before it the marks say it."""
    last = max(month for month in chart.dates if month <= shift.after.last)
    recent = [value for value in chart.series[0].values[-3:] if value is not None]
    top = max([shift.after.share, *recent])
    words = Run(f"{in_percent(shift).after} since", 16, "focus", bold=True)
    return (line_name(chart, "Level since", last, top, words),)


def _notes(
    shift: ThemeShift, theme: str, dated: list[Improvement], compared: int
) -> tuple[str, ...]:
    event, moved = shift.improvement, in_percent(shift)
    return (
        "Say: cases pointed to one cause, the cause was removed, and the theme became rarer. The "
        "department did not draw lots, so this is no proof.",
        f"Action: {event.label}, in effect {month_name(event.happened_on)}. Theme: {theme}.",
        f"{count(shift.before.hits)} of {count(shift.before.n)} learning opportunities in "
        f"{span(shift.before.first, shift.before.last)} ({moved.before}); "
        f"{count(shift.after.hits)} of {count(shift.after.n)} in "
        f"{span(shift.after.first, shift.after.last)} ({moved.after}).",
        f"Difference {moved.points} {moved.interval}, Newcombe's interval; p after Holm's "
        f"adjustment over {compared} themes and actions compared: "
        f"{p_words(shift.p_adjusted)}.",
        f"Finished actions compared: {len(dated)}; this is the surest fall, not the average one.",
        "Source: peer-learning case export, improvement action log, events.",
    )
