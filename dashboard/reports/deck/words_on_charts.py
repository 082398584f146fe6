"""Words that stand on a chart: what happened when, and what the last value of a line is."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

from dashboard.findings.sentences import short_month
from dashboard.reports.deck.letter_widths import width_of
from dashboard.reports.deck.positions import fitting
from dashboard.reports.deck.slide import Box, Element, LineChart, Rule, Run, Scale, Text

EVENT_SIZE = 14.0
UNDER_WORDS = 0.74
SHARE_TOPS_AND_STEPS = (
    *((0.05, 0.01), (0.06, 0.02), (0.08, 0.02), (0.1, 0.02), (0.15, 0.05), (0.2, 0.05)),
    *((0.3, 0.1), (0.4, 0.1), (0.5, 0.1), (0.6, 0.2), (0.8, 0.2)),
)
TOPS_AND_STEPS = (
    *((1.2, 0.4), (1.5, 0.5), (2.0, 0.5), (3.0, 1.0), (4.0, 1.0)),
    *((5.0, 1.0), (6.0, 2.0), (8.0, 2.0), (10.0, 2.0), (12.0, 4.0)),
)
EVENT_WIDTH, EVENT_LINES = 2.0, 2
EVENT_NAME = "What happened"
STEPS_BETWEEN = 6
LEVEL_GAP = 0.06
GENERAL_WORDS = {
    "go_live": "peer learning begins",
    "tool_change": "new scoring tool",
    "improvement": "improvement in effect",
    "target_change": "new target",
}


def scale_for(values: Sequence[float], percent: bool = False, words: bool = False) -> Scale:
    """Return an axis from 0 in two to six whole steps that holds every value.

    words: leave the upper quarter free, for what is written at the top of the plot.
    """
    most = max((value for value in values if not math.isnan(value)), default=0.0)
    most = most / UNDER_WORDS if words else most
    if percent:
        tops = ((top, step) for top, step in SHARE_TOPS_AND_STEPS if most <= top * 0.97)
        return Scale(*next(tops, (1.0, 0.25)), True)
    if most <= 0:
        return Scale(1.0, 0.5)
    power = 10.0 ** math.floor(math.log10(most))
    for top, step in TOPS_AND_STEPS:
        if most <= top * power * 0.97:
            return Scale(top * power, step * power)
    return Scale(15 * power, 5 * power)


Draw = Callable[[Scale], tuple[Element, ...]]


def readable(draw: Draw, values: Sequence[float], percent: bool = False) -> tuple[Element, ...]:
    """Return a chart and its words as `draw` makes them, on a scale that keeps them apart.

    The tight scale is taken if no words lie on a line or on other words, else one whose upper
    quarter is free.
    """
    tight = draw(scale_for(values, percent))
    return draw(scale_for(values, percent, words=True)) if _crowded(tight) else tight


def _crowded(elements: Sequence[Element]) -> bool:
    charts = [each for each in elements if isinstance(each, LineChart)]
    words = [each for each in elements if isinstance(each, Text) and each.on]
    if any(_touch(one, other) for one, other in combinations(words, 2)):
        return True
    return any(
        _covers(text, x, y)
        for chart in charts
        for text in words
        if text.name.startswith(EVENT_NAME)
        for x, y in _along(chart)
    )


def _touch(one: Text, other: Text) -> bool:
    a, b = one.box, other.box
    beside = a.right <= b.left or b.right <= a.left
    return not (beside or a.top + one.needed <= b.top or b.top + other.needed <= a.top)


def _covers(text: Text, x: float, y: float) -> bool:
    inside = text.box.left <= x <= text.box.right
    return inside and text.box.top <= y <= text.box.top + text.needed + 0.05


def _along(chart: LineChart) -> Iterator[tuple[float, float]]:
    """Yield places along every line of a chart, its points and some between."""
    for series in chart.series:
        points = zip(chart.dates, series.values, strict=True)
        drawn = [None if value is None else (chart.x(day), chart.y(value)) for day, value in points]
        for one, two in pairwise(drawn):
            if one is not None and two is not None:
                for part in range(STEPS_BETWEEN + 1):
                    share = part / STEPS_BETWEEN
                    yield one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1])


def event_mark(
    chart: LineChart, happened_on: date, label: str, kind: str, room_left: float
) -> tuple[Element, ...]:
    """Return a thin line at a dated change and, left of its top, when and what.

    room_left: where words may begin, in inches. A label too long for the room is said in
    general words; where there is no room at all, to the right of the line.
    """
    x = chart.x(happened_on, edge=True)
    room = min(EVENT_WIDTH, x - 0.1 - room_left)
    to_the_right = room < 1.2
    if to_the_right:
        room = min(EVENT_WIDTH, chart.plot.right - x - 0.1)
    general = GENERAL_WORDS.get(kind, "a change")
    said = fitting(room, EVENT_LINES, EVENT_SIZE, label, general)
    paragraphs = (
        (Run(short_month(happened_on), EVENT_SIZE, "muted", bold=True),),
        (Run(said, EVENT_SIZE, "muted"),),
    )
    left = x + 0.1 if to_the_right else x - 0.1 - room
    words = Text(
        f"{EVENT_NAME} in {short_month(happened_on)}",
        Box(left, chart.plot.top, room, 0.75),
        paragraphs,
        align="left" if to_the_right else "right",
        on=chart.name,
    )
    line = Rule(
        f"Line at {short_month(happened_on)}",
        x,
        chart.plot.top,
        x,
        chart.plot.bottom,
        "muted",
        on=chart.name,
    )
    return (line, words)


def end_labels(
    chart: LineChart,
    ends: Sequence[tuple[str, float, tuple[tuple[Run, ...], ...]]],
    width: float,
) -> tuple[Text, ...]:
    """Return words to the right of lines' ends, each at its last value, none on another.

    ends: name, last value, paragraphs.
    """
    labels = []
    for name, value, paragraphs in ends:
        height = Text(name, Box(0, 0, width, 1), paragraphs).needed
        top = min(max(chart.y(value) - height / 2, chart.plot.top), chart.plot.bottom - height)
        box = Box(chart.box.right + 0.05, top, width, height + 0.02)
        labels.append(Text(name, box, paragraphs))
    return _apart(labels)


def _apart(labels: Sequence[Text], gap: float = 0.12) -> tuple[Text, ...]:
    """Spread labels that touch around their middle, the highest first; others keep their place."""
    ordered = sorted(labels, key=lambda each: each.box.top)
    if not any(one.box.bottom + gap > two.box.top for one, two in pairwise(ordered)):
        return tuple(ordered)
    height = sum(each.box.height for each in ordered) + gap * (len(ordered) - 1)
    middle = sum(each.box.top + each.box.height / 2 for each in ordered) / len(ordered)
    top, placed = middle - height / 2, []
    for each in ordered:
        placed.append(replace(each, box=replace(each.box, top=top)))
        top += each.box.height + gap
    return tuple(placed)


def line_name(chart: LineChart, name: str, month: date, value: float, run: Run) -> Text:
    """Return a line's name standing above one of its points."""
    width = width_of(run.text, run.size, bold=run.bold) * 1.06 + 0.05
    left = min(max(chart.x(month) - width / 2, chart.plot.left + 0.05), chart.plot.right - width)
    top = max(chart.y(value) - 0.42, chart.plot.top - 0.1)
    return Text(name, Box(left, top, width, 0.3), ((run,),), on=chart.name)


def level_name(chart: LineChart, name: str, level: float, run: Run) -> Text:
    """Return the name of a level line, over or under it at either end, where nothing runs through.

    Where every place is crossed, the first of those with the fewest crossings.
    """
    width = width_of(run.text, run.size, bold=run.bold) * 1.06 + 0.05
    ends = (chart.plot.left + 0.08, chart.plot.right - width)
    line = chart.y(level)
    high = Text(name, Box(0, 0, width, 1), ((run,),)).needed
    tops = (line - high - LEVEL_GAP, line + LEVEL_GAP)
    places = [
        Text(name, Box(left, top, width, high), ((run,),), on=chart.name)
        for left in ends
        for top in tops
    ]
    return min(places, key=lambda text: _crossings(chart, text))


def _crossings(chart: LineChart, text: Text) -> int:
    """Count the grid lines and places along lines that lie in a text's box or close beside it."""
    scale, box = chart.scale, text.box
    wider = replace(box, left=box.left - LEVEL_GAP, width=box.width + 2 * LEVEL_GAP)
    text = replace(text, box=wider)
    steps = (chart.y(scale.step * place) for place in range(round(scale.top / scale.step) + 1))
    grid = sum(box.top - 0.02 <= y <= box.bottom + 0.02 for y in steps)
    return grid + sum(_covers(text, x, y) for x, y in _along(chart))
