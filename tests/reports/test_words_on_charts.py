"""Words on a chart stand where no line runs through them."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.findings.months import months_on
from dashboard.reports.deck.slide import Box, LineChart, Run, Scale, Series, Text
from dashboard.reports.deck.words_on_charts import level_name

TARGET = Run("Target 60%", 14, "muted")


def chart(*values: float, level: float) -> LineChart:
    dates = tuple(months_on(date(2024, 1, 1), place) for place in range(len(values)))
    lines = (
        Series("Share", values, "focus", 2.0),
        Series("Target", (level,) * len(values), "muted", 1.5, dashed=True),
    )
    return LineChart("Chart", Box(0.7, 2.0, 7.0, 4.0), "", dates, lines, Scale(1.0, 0.25, True))


def inside(drawn: LineChart, text: Text, value: float) -> bool:
    return text.box.top <= drawn.y(value) <= text.box.bottom


@pytest.mark.parametrize(
    ("share", "level"),
    [(0.9, 0.6), (0.64, 0.6), (0.56, 0.6), (0.9, 0.52), (0.95, 0.72), (0.1, 0.97)],
)
def test_the_name_of_a_level_lies_on_no_line(share: float, level: float) -> None:
    drawn = chart(*(share,) * 24, level=level)
    text = level_name(drawn, "Target", level, TARGET)
    for value in (0.0, 0.25, 0.5, 0.75, 1.0, share, level):
        assert not inside(drawn, text, value), value
    assert drawn.plot.left <= text.box.left
    assert text.box.right <= drawn.plot.right + 1e-9


def test_a_line_that_falls_through_the_one_end_sends_the_name_to_the_other() -> None:
    falling = (0.8, 0.65, 0.5, *(0.2,) * 21)
    drawn = chart(*falling, level=0.6)
    assert level_name(drawn, "Target", 0.6, TARGET).box.left > drawn.plot.left + 3
