"""What a slide holds, before anybody draws it: words, rules and charts, each at its place.

Places are in inches on a slide of 13.333 by 7.5. A PowerPoint file and a picture on the page
are drawn from the same slide.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from dashboard.reports.deck.letter_widths import LINE, Face, wrapped

WIDTH, HEIGHT = 13.333, 7.5
Colour = Literal["ink", "muted", "focus", "legacy", "signal", "second", "rule", "tint"]
Align = Literal["left", "right", "center"]
Anchor = Literal["top", "middle", "bottom"]
Question = Literal["why", "cost", "gain", "safety", "ask"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left and top edge, width and height, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; size in points."""

    text: str
    size: float = 16
    colour: Colour = "ink"
    bold: bool = False
    face: Face = "body"


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs of runs in a box. `on` names the chart over which it is meant to stand.

    gap: inches before each paragraph but the first. blank: a field the reader fills in.
    """

    name: str
    box: Box
    paragraphs: tuple[tuple[Run, ...], ...]
    align: Align = "left"
    anchor: Anchor = "top"
    gap: float = 0.0
    on: str = ""
    blank: bool = False

    @property
    def needed(self) -> float:
        """The height the words take, in inches."""
        gaps = self.gap * (len(self.paragraphs) - 1)
        return gaps + sum(paragraph_height(each, self.box.width) for each in self.paragraphs)

    @property
    def words(self) -> str:
        """The words, a line a paragraph."""
        return "\n".join("".join(run.text for run in each) for each in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from one point to another; width in points."""

    name: str
    x0: float
    y0: float
    x1: float
    y1: float
    colour: Colour = "rule"
    width: float = 0.75
    on: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars; a value is None where there is none.

    source: the measure whose estimates the values are, empty where they are of a model.
    """

    name: str
    values: tuple[float | None, ...]
    colour: Colour
    width: float = 3.0
    dashed: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The value axis: from 0 to `top` in steps of `step`; shares are of 1 and shown in percent."""

    top: float
    step: float
    percent: bool = False

    @property
    def number_format(self) -> str:
        """How the axis prints its numbers."""
        if self.percent:
            return "0%"
        return "#,##0" if self.step >= 1 and self.step == int(self.step) else "0.0"


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over months. `dates` are first days of months; the inner plot lies at a fixed place.

    tick_months: a label every so many months, counted from the first date.
    """

    name: str
    box: Box
    alt: str
    dates: tuple[date, ...]
    series: tuple[Series, ...]
    scale: Scale
    tick_months: int = 12

    @property
    def plot(self) -> Box:
        """The inner plot, where the lines are drawn."""
        left, below = 0.5, 0.4
        return Box(
            self.box.left + left,
            self.box.top + 0.1,
            self.box.width - left - 0.1,
            self.box.height - below - 0.1,
        )

    @property
    def months(self) -> int:
        """How many months the axis spans."""
        return months_between(self.dates[0], self.dates[-1]) + 1

    def x(self, month: date, edge: bool = False) -> float:
        """Return where a month lies, in inches; its left edge if `edge`, else its middle."""
        place = months_between(self.dates[0], month) + (0 if edge else 0.5)
        return self.plot.left + self.plot.width * place / self.months

    def y(self, value: float) -> float:
        """Return where a value lies, in inches."""
        return self.plot.bottom - self.plot.height * value / self.scale.top


@dataclass(frozen=True, slots=True)
class BarChart:
    """Lying bars, one a category, the first on top; each value is printed at its bar's end.

    labels: the number format of those values. names_width: inches for the categories' names.
    """

    name: str
    box: Box
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    scale: Scale
    labels: str = "#,##0"
    names_width: float = 2.6

    @property
    def plot(self) -> Box:
        """The inner plot, where the bars are drawn."""
        left = self.names_width
        return Box(
            self.box.left + left,
            self.box.top + 0.05,
            self.box.width - left - 0.8,
            self.box.height - 0.1,
        )


Chart = LineChart | BarChart
Element = Text | Rule | LineChart | BarChart


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its finding, the line under it, what stands on it, and the speaker's notes.

    key: its name in `--slides`. answers: which of a board's questions it answers. claims: the
    slide says that something rose or fell, which only an interval may carry. brief: the finding
    in few words, for one line of the summary; the title where it is empty.
    """

    key: str
    name: str
    title: str
    subtitle: str
    elements: tuple[Element, ...]
    notes: tuple[str, ...]
    answers: tuple[Question, ...] = ()
    claims: bool = False
    brief: str = ""

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts on it."""
        return tuple(each for each in self.elements if isinstance(each, LineChart | BarChart))

    @property
    def texts(self) -> tuple[Text, ...]:
        """The words on it."""
        return tuple(each for each in self.elements if isinstance(each, Text))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A slide that was asked for and has nothing to show, and why."""

    key: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides in order, what was left out, and what stands in every footer."""

    title: str
    audience: str
    slides: tuple[Slide, ...]
    left_out: tuple[LeftOut, ...]
    confidential: str
    data_through: str
    dated: date
    made_up: bool = False
    notes: tuple[str, ...] = field(default=())


def paragraph_height(paragraph: tuple[Run, ...], width: float) -> float:
    """Return the height of one paragraph in inches; runs of one size wrap as one text."""
    if not paragraph:
        return 0.0
    largest = max(paragraph, key=lambda run: run.size)
    bold = any(run.bold for run in paragraph)
    text = "".join(run.text for run in paragraph)
    lines = len(wrapped(text, width, largest.size, largest.face, bold))
    return lines * largest.size * LINE[largest.face] / 72


def months_between(first: date, later: date) -> int:
    """Return how many months later the second month is."""
    return (later.year - first.year) * 12 + later.month - first.month
