"""A slide as a picture for the screen: SVG drawn from the same places as the PowerPoint file."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dashboard.charts.palette import PAPER
from dashboard.findings.months import months_on
from dashboard.findings.sentences import short_month
from dashboard.reports.deck.letter_widths import LINE, wrapped
from dashboard.reports.deck.positions import (
    AXIS_SIZE,
    FOOT_RULE,
    FOOT_SIZE,
    LEFT,
    RIGHT,
    SUBTITLE_SIZE,
    TITLE_SIZE,
    TITLE_SPACING,
    subtitle_box,
    title_box,
)
from dashboard.reports.deck.powerpoint import foot_texts
from dashboard.reports.deck.slide import (
    HEIGHT,
    WIDTH,
    BarChart,
    Box,
    Deck,
    LineChart,
    Rule,
    Run,
    Scale,
    Series,
    Slide,
    Text,
)

UNIT = 100  # an inch, in units of the picture
FACES = {
    "heading": "'Source Serif','Cambria','Caladea',serif",
    "body": "'Source Sans','Calibri','Carlito',sans-serif",
}
COLOURS = {
    "ink": PAPER.ink,
    "muted": PAPER.muted,
    "focus": PAPER.focus,
    "legacy": PAPER.legacy,
    "signal": PAPER.signal,
    "second": PAPER.second,
    "rule": PAPER.rule,
    "tint": PAPER.focus_tint,
}
BASELINE = 0.8  # of a line's height, where its letters stand
BAR_SHARE = 0.62


def picture(deck: Deck, number: int) -> str:
    """Return slide `number` of the deck, counted from 1, as one SVG element."""
    slide = deck.slides[number - 1]
    words = f"{slide.title}. {slide.subtitle}. " + " ".join(chart.alt for chart in slide.charts)
    drawn = "".join(_drawn(deck, slide, number))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * UNIT:.0f} '
        f'{HEIGHT * UNIT:.0f}" role="img" aria-label="{escape(words)}">{drawn}</svg>'
    )


def _drawn(deck: Deck, slide: Slide, number: int) -> Iterator[str]:
    yield f'<rect width="100%" height="100%" fill="{PAPER.paper}"/>'
    title = Text(
        "Title", title_box(slide.title), ((Run(slide.title, TITLE_SIZE, face="heading"),),)
    )
    yield from _text(title, TITLE_SPACING)
    under = ((Run(slide.subtitle, SUBTITLE_SIZE, "muted"),),)
    yield from _text(Text("Subtitle", subtitle_box(slide.title), under))
    for element in slide.elements:
        if isinstance(element, Text):
            yield from _text(element)
        elif isinstance(element, Rule):
            yield _line(
                element.x0, element.y0, element.x1, element.y1, element.colour, element.width
            )
        elif isinstance(element, LineChart):
            yield from _lines(element)
        elif isinstance(element, BarChart):
            yield from _bars(element)
    yield _line(LEFT, FOOT_RULE, RIGHT, FOOT_RULE, "rule", 0.75)
    left, right = foot_texts(deck)
    yield from _text(left)
    through = right.paragraphs[0][0].text
    yield from _text(
        Text("Foot", right.box, ((Run(f"{through}{number}", FOOT_SIZE, "muted"),),), "right")
    )


def _text(text: Text, spacing: float = 1.0) -> Iterator[str]:
    """Draw each line where our own breaks put it; runs of one paragraph keep their style."""
    y = text.box.top
    if text.anchor != "top":
        y += (text.box.height - text.needed) * (0.5 if text.anchor == "middle" else 1)
    for place, runs in enumerate(text.paragraphs):
        y += text.gap if place else 0
        for line in _broken(runs, text.box.width):
            largest = max(line, key=lambda run: run.size)
            height = largest.size * LINE[largest.face] * spacing / 72
            yield _words(line, text, y + height * BASELINE)
            y += height


def _broken(runs: tuple[Run, ...], width: float) -> Iterator[list[Run]]:
    """Break a paragraph into lines of runs, as `wrapped` breaks its plain words."""
    largest = max(runs, key=lambda run: run.size)
    bold = any(run.bold for run in runs)
    rest = list(runs)
    for line in wrapped("".join(run.text for run in runs), width, largest.size, largest.face, bold):
        wanted, taken = len(line), []
        while rest and wanted > 0:
            run = rest.pop(0)
            taken.append(_like(run, run.text[:wanted]))
            if len(run.text) > wanted:
                rest.insert(0, _like(run, run.text[wanted:].lstrip(" ")))
            wanted -= len(run.text)
        yield taken or [_like(largest, "")]


def _like(run: Run, text: str) -> Run:
    return Run(text, run.size, run.colour, run.bold, run.face)


def _words(line: list[Run], text: Text, baseline: float) -> str:
    anchors = {"left": "start", "right": "end", "center": "middle"}
    x = {
        "left": text.box.left,
        "right": text.box.right,
        "center": text.box.left + text.box.width / 2,
    }[text.align]
    spans = "".join(
        f'<tspan font-size="{_points(run.size)}" fill="{COLOURS[run.colour]}" '
        f'font-family="{FACES[run.face]}"{_weight(run.bold)}>{escape(run.text)}</tspan>'
        for run in line
    )
    return (
        f'<text x="{_at(x)}" y="{_at(baseline)}" text-anchor="{anchors[text.align]}" '
        f'xml:space="preserve">{spans}</text>'
    )


def _lines(chart: LineChart) -> Iterator[str]:
    yield from _grid(chart.plot, chart.scale)
    plot = chart.plot
    yield _line(plot.left, plot.bottom, plot.right, plot.bottom, "muted", 0.75)
    for place in range(0, chart.months, chart.tick_months):
        month = months_on(chart.dates[0], place)
        words = str(month.year) if chart.tick_months % 12 == 0 else short_month(month)
        yield _label(words, chart.x(month), plot.bottom + 0.28, "middle", AXIS_SIZE, "muted")
    for series in chart.series:
        yield from _polyline(chart, series)


def _grid(plot: Box, scale: Scale) -> Iterator[str]:
    steps = round(scale.top / scale.step)
    for place in range(steps + 1):
        value = place * scale.step
        y = plot.bottom - plot.height * place / steps
        yield _line(plot.left, y, plot.right, y, "rule", 0.75)
        yield _label(_number(value, scale), plot.left - 0.1, y + 0.06, "end", AXIS_SIZE, "muted")


def _number(value: float, scale: Scale) -> str:
    if scale.percent:
        return f"{value:.0%}"
    return f"{value:,.0f}" if scale.number_format == "#,##0" else f"{value:.1f}"


def _polyline(chart: LineChart, series: Series) -> Iterator[str]:
    dashes = ' stroke-dasharray="7 5"' if series.dashed else ""
    piece: list[str] = []
    for month, value in (*zip(chart.dates, series.values, strict=True), (chart.dates[-1], None)):
        if value is not None:
            piece.append(f"{_at(chart.x(month))},{_at(chart.y(value))}")
            continue
        if len(piece) > 1:
            yield (
                f'<polyline points="{" ".join(piece)}" fill="none" stroke-linejoin="round" '
                f'stroke="{COLOURS[series.colour]}" '
                f'stroke-width="{_points(series.width)}"{dashes}/>'
            )
        elif piece:
            x, y = piece[0].split(",")
            yield f'<circle cx="{x}" cy="{y}" r="5" fill="{COLOURS[series.colour]}"/>'
        piece = []


def _bars(chart: BarChart) -> Iterator[str]:
    plot = chart.plot
    step = plot.height / len(chart.categories)
    for place, name in enumerate(chart.categories):
        middle = plot.top + (place + 0.5) * step
        yield _label(name, plot.left - 0.1, middle + 0.06, "end", AXIS_SIZE, "ink")
        for series in chart.series:
            value = series.values[place] or 0.0
            width = plot.width * value / chart.scale.top
            yield (
                f'<rect x="{_at(plot.left)}" y="{_at(middle - step * BAR_SHARE / 2)}" '
                f'width="{_at(width)}" height="{_at(step * BAR_SHARE)}" '
                f'fill="{COLOURS[series.colour]}"/>'
            )
            words = f"{value:.0%}" if "%" in chart.labels else f"{value:,.0f}"
            yield _label(words, plot.left + width + 0.07, middle + 0.06, "start", 15, "ink", True)


def _label(
    words: str, x: float, y: float, anchor: str, size: float, colour: str, bold: bool = False
) -> str:
    return (
        f'<text x="{_at(x)}" y="{_at(y)}" text-anchor="{anchor}" font-size="{_points(size)}" '
        f'fill="{COLOURS[colour]}" font-family="{FACES["body"]}"{_weight(bold)}>'
        f"{escape(words)}</text>"
    )


def _line(x0: float, y0: float, x1: float, y1: float, colour: str, width: float) -> str:
    return (
        f'<line x1="{_at(x0)}" y1="{_at(y0)}" x2="{_at(x1)}" y2="{_at(y1)}" '
        f'stroke="{COLOURS[colour]}" stroke-width="{_points(width)}"/>'
    )


def _at(inches: float) -> str:
    return f"{inches * UNIT:.1f}"


def _points(size: float) -> str:
    return f"{size * UNIT / 72:.2f}"


def _weight(bold: bool) -> str:
    return ' font-weight="600"' if bold else ""
