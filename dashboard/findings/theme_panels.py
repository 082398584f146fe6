"""Each theme followed over time, with the improvement that answers it marked."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.findings.events import Event
from dashboard.findings.improvements import Improvement
from dashboard.findings.sentences import month_name, percent, plural
from dashboard.findings.share_chart import ShareChart, share_chart
from dashboard.findings.theme_changes import NO_THEMES, periods_before

MOST_PANELS = 9
FEWEST_POINTS = 6
LONGEST_LABEL = 44
UNIT = "learning opportunities"


@dataclass(frozen=True, slots=True)
class ThemePanel:
    """One theme's control chart; `event` is the improvement that answers it, if it is dated."""

    theme: str
    title: str
    small: str
    chart: ShareChart
    event: Event | None
    alt: str


def theme_panels(
    rows: pd.DataFrame,
    ranking: pd.DataFrame,
    labels: dict[str, str],
    improvements: Sequence[Improvement],
) -> tuple[ThemePanel, ...]:
    """Return up to nine panels, the largest theme first; a theme needs six periods.

    rows: as theme_series gives them. ranking: as ranked gives it.
    """
    sizes = rows.groupby("part")["numerator"].sum().sort_values(ascending=False)
    known = [part for part in ranking["part"] if part in sizes.index]
    order = [*known, *(part for part in sizes.index if part not in known)]
    found = [
        _panel(theme, own.reset_index(drop=True), labels, improvements)
        for theme in order
        if theme not in NO_THEMES and len(own := rows[rows["part"] == theme]) >= FEWEST_POINTS
    ]
    return tuple(found[:MOST_PANELS])


def _panel(
    theme: str, rows: pd.DataFrame, labels: dict[str, str], improvements: Sequence[Improvement]
) -> ThemePanel:
    answer = _within(rows, [each for each in improvements if each.theme == theme])
    when = month_name(answer.happened_on) if answer else ""
    before = int(periods_before(rows, answer.happened_on).sum()) if answer else None
    chart = share_chart(rows, UNIT, before, when)
    label = labels.get(theme, theme)
    event = Event(answer.happened_on, answer.label, kind="improvement") if answer else None
    small = f"Line: {_short(event.label)}" if event else f"Grey band: {chart.baseline}"
    return ThemePanel(theme, label, small, chart, event, _alt(label, chart, event))


def _short(label: str) -> str:
    """Return a label that fits one line over a small chart, cut between words."""
    return textwrap.shorten(label, LONGEST_LABEL, placeholder=" …")


def _within(rows: pd.DataFrame, answers: Sequence[Improvement]) -> Improvement | None:
    """Return the last improvement that has periods of this theme on both sides."""
    for answer in reversed(answers):
        before = periods_before(rows, answer.happened_on)
        if before.any() and not before.all():
            return answer
    return None


def _alt(label: str, chart: ShareChart, event: Event | None) -> str:
    points = chart.points
    first, last = points.iloc[0], points.iloc[-1]
    marked = f" {event.label}, {month_name(event.happened_on)}." if event else ""
    return (
        f"{label}: {percent(first['value'])} in {first['period']}, {percent(last['value'])} in "
        f"{last['period']}; {plural(chart.signals, 'signal')}.{marked}"
    )
