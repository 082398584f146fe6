"""Where things stand on a slide, and how long a title may be: one place, so that slides agree."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.reports.deck.letter_widths import LINE, Face, longest_word, wrapped
from dashboard.reports.deck.slide import HEIGHT, Box, Element, Rule, Run, Text

LEFT, RIGHT = 0.75, 12.58
ACROSS = RIGHT - LEFT
TITLE_SIZE, TITLE_TOP, TITLE_LINES, TITLE_SPACING = 28.0, 0.5, 2, 1.05
SUBTITLE_SIZE = 16.0
AXIS_SIZE = 14.0
FOOT_RULE, FOOT_TOP, FOOT_SIZE = 6.92, 7.0, 11.0
FOOT_LETTERS = 112
BODY_BOTTOM = 6.7
# Words are measured without kerning; this much is kept free for programs that measure otherwise.
SLACK = 0.98


class TitleTooLong(ValueError):
    """No wording of a title fits two lines: the slide needs a shorter one."""


def title_lines(title: str, size: float = TITLE_SIZE, width: float = ACROSS) -> int:
    """Return how many lines a title takes."""
    return len(wrapped(title, width * SLACK, size, "heading"))


def fitting_title(*wordings: str) -> str:
    """Return the first wording that fits two lines at 28 points; give the fullest first.

    Nothing is ever cut. Raises TitleTooLong when none fits.
    """
    for wording in wordings:
        if title_lines(wording) <= TITLE_LINES:
            return wording
    raise TitleTooLong(f"“{wordings[-1]}” takes more than {TITLE_LINES} lines.")


def fitting(
    width: float, lines: int, size: float, *wordings: str, face: Face = "body", bold: bool = False
) -> str:
    """Return the first wording that takes at most `lines` lines; the last if none does."""
    for wording in wordings:
        broken = wrapped(wording, width * SLACK, size, face, bold)
        unbroken = longest_word(wording.split(), size, face, bold)
        if len(broken) <= lines and unbroken <= width:
            return wording
    return wordings[-1]


def title_box(title: str) -> Box:
    """Return where the title stands: no wider than makes its two lines about as long."""
    return Box(LEFT, TITLE_TOP, _balanced(title), _title_height(title) + 0.05)


def subtitle_box(title: str) -> Box:
    """Return where the line under the title stands."""
    return Box(LEFT, TITLE_TOP + _title_height(title) + 0.14, ACROSS, 0.32)


def body(title: str) -> Box:
    """Return what is left for the slide's own matter, under title and subtitle."""
    top = subtitle_box(title).bottom + 0.3
    return Box(LEFT, top, ACROSS, BODY_BOTTOM - top)


def columns(box: Box, *shares: float, gap: float = 0.5) -> tuple[Box, ...]:
    """Return the box cut into columns of the given shares of its width."""
    free = box.width - gap * (len(shares) - 1)
    found, left = [], box.left
    for share in shares:
        width = free * share / sum(shares)
        found.append(Box(left, box.top, width, box.height))
        left += width + gap
    return tuple(found)


def key_figures(
    box: Box, figures: Sequence[tuple[str, str, str]], name: str, size: float = 34
) -> tuple[Element, ...]:
    """Return figures one under the other: value, what it is, what it was counted from.

    A rule stands above each. Spread over the height of the box.
    """
    elements: list[Element] = []
    step = box.height / max(1, len(figures))
    for place, (value, label, counted) in enumerate(figures):
        top = box.top + place * step
        words = (
            (Run(value, size, "focus", face="heading"),),
            (Run(label, 15, bold=True),),
            (Run(counted, 13, "muted"),),
        )
        elements += [
            Rule(f"{name} rule {place + 1}", box.left, top, box.right, top, "ink", 1),
            Text(f"{name} {place + 1}", Box(box.left, top + 0.1, box.width, step - 0.2), words),
        ]
    return tuple(elements)


def side_by_side(
    box: Box, figures: Sequence[tuple[str, tuple[tuple[Run, ...], ...]]], gap: float = 0.4
) -> tuple[Element, ...]:
    """Return paragraphs in equal columns, a rule above each."""
    elements: list[Element] = []
    places = columns(box, *(1 for _ in figures), gap=gap)
    for place, (name, paragraphs) in zip(places, figures, strict=True):
        elements += [
            Rule(f"{name} rule", place.left, place.top, place.right, place.top, "ink", 1.25),
            Text(
                name, Box(place.left, place.top + 0.1, place.width, place.height - 0.1), paragraphs
            ),
        ]
    return tuple(elements)


def figures_across(
    box: Box, figures: Sequence[tuple[str, str, str]], name: str, missing: str = ""
) -> tuple[Element, ...]:
    """Return key figures side by side, larger: for a slide that has no chart.

    missing: why there is none, said under them.
    """
    if len(figures) == 1:
        box = Box(box.left, box.top, box.width / 2, box.height)
    why = Box(box.left, box.top + 3.3, box.width, 0.6)
    said = (Text("What is missing", why, ((Run(missing, 14, "muted"),),)),) if missing else ()
    return said + side_by_side(
        Box(box.left, box.top + 0.4, box.width, 2.6),
        [
            (
                f"{name} {place}",
                (
                    (Run(value, 54, "focus", face="heading"),),
                    (Run(label, 18, bold=True),),
                    (Run(counted, 14, "muted"),),
                ),
            )
            for place, (value, label, counted) in enumerate(figures, 1)
        ],
    )


def _balanced(title: str) -> float:
    """Return the least width that keeps the number of lines: no single word on the last."""
    lines, width = title_lines(title), ACROSS
    while width > ACROSS / 2 and title_lines(title, width=width - 0.2) == lines:
        width -= 0.2
    return min(ACROSS, width + 0.2)


def _title_height(title: str) -> float:
    return title_lines(title) * TITLE_SIZE * LINE["heading"] * TITLE_SPACING / 72


assert FOOT_TOP + 0.3 <= HEIGHT
