"""Scored review and peer learning on the base they share, with every dated change marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import (
    BASE,
    LINE,
    Reading,
    event_line,
    frame,
    iso,
    phase_in_strip,
    scale_up_to,
    set_time_axis,
    set_value_axis,
    words,
)
from dashboard.charts.palette import SCREEN, Palette
from dashboard.findings.events import Event
from dashboard.findings.months import day


@dataclass(frozen=True, slots=True)
class EraName:
    """The words for an era and where they stand: a month inside it."""

    era: str
    text: str


ERA_NAMES = (
    EraName("scored_review", "Scored<br>review"),
    EraName("peer_learning", "Peer learning"),
)
NEAR = 0.3
ERA_WORDS = {
    "scored_review": "scored review",
    "peer_learning": "peer learning",
    "phase_in": "phase-in",
}


def eras(
    points: pd.DataFrame,
    reading: Reading,
    *,
    events: Sequence[Event] = (),
    levels: pd.DataFrame | None = None,
    expected: pd.DataFrame | None = None,
    height: int = 440,
    top: float | None = None,
    palette: Palette = SCREEN,
) -> Drawing:
    """Draw both eras: grey dots scored review, blue peer learning, hollow the phase-in.

    points: columns month, value, era (scored_review, phase_in, peer_learning), said ("41 of
    45,120 exams"). events: drawn as hairlines, their phase-in shaded. levels: optional lines
    (columns month, value, era, line: rows of one `line` are joined). expected: optional dashed
    line and wedge (columns month, value, lower, upper). height 220 or less leaves the words of
    events to their first line, for small multiples.
    """
    small = height <= 240
    fig = Drawing()
    for event in events:
        phase_in_strip(fig, palette, event)
    if expected is not None and not expected.empty:
        _expected(fig, expected, palette)
    for era in ("scored_review", "phase_in", "peer_learning"):
        _dots(fig, points[points["era"] == era], era, reading, palette)
    if levels is not None:
        _levels(fig, levels, palette)
    head = LINE + 12 if small else 3 * LINE + 12
    frame(fig, palette, height, left=30, right=12, top=head, bottom=28)
    reach = max(points["value"].max(), 0 if expected is None else expected["upper"].max())
    ceiling, ticks = (top, [0, top / 2, top]) if top else scale_up_to(reach, 2 if small else 4)
    set_value_axis(fig, ceiling * 1.02, ticks, reading)
    first, last = day(points["month"].min()), day(points["month"].max())
    set_time_axis(fig, first, last)
    for event in events:
        _event(fig, event, height - head - 28, head, small, palette)
    if not small:
        _name_eras(fig, points, expected, palette)
    return fig


def _dots(fig: Drawing, own: pd.DataFrame, era: str, reading: Reading, palette: Palette) -> None:
    if own.empty:
        return
    fill, ring = {
        "scored_review": (palette.legacy, palette.legacy),
        "phase_in": (palette.paper, palette.focus),
        "peer_learning": (palette.focus, palette.focus),
    }[era]
    fig.add_scatter(
        x=iso(own["month"]),
        y=own["value"],
        mode="markers",
        marker={"size": 5, "color": fill, "line": {"color": ring, "width": 1.5}, "opacity": 1},
        text=[
            f"{reading.text(value)} {ERA_WORDS[era]} ({said})"
            for value, said in zip(own["value"], own["said"], strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _levels(fig: Drawing, levels: pd.DataFrame, palette: Palette) -> None:
    for _, line in levels.groupby("line", sort=False):
        review = line["era"].iloc[0] == "scored_review"
        fig.add_scatter(
            x=iso(line["month"]),
            y=line["value"],
            mode="lines",
            line={
                "color": palette.legacy if review else palette.focus,
                "width": 2.5 if review else 3,
            },
            hoverinfo="skip",
        )


def _expected(fig: Drawing, expected: pd.DataFrame, palette: Palette) -> None:
    months = iso(expected["month"])
    edge = {"x": months, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    fig.add_scatter(y=expected["upper"], **edge)
    fig.add_scatter(y=expected["lower"], fill="tonexty", fillcolor=palette.legacy_tint, **edge)
    fig.add_scatter(
        x=months,
        y=expected["value"],
        mode="lines",
        line={"color": palette.muted, "width": 2, "dash": "4px,4px"},
        hovertemplate="%{y:.2f} expected<extra></extra>",
    )


def _event(fig: Drawing, event: Event, plot: int, head: int, small: bool, palette: Palette) -> None:
    event_line(fig, palette, event, plot=plot, above=head - 8, words_too=not small)
    if event.phase_in_months and not small:
        words(
            fig,
            event.happened_on.isoformat(),
            1,
            "phase-in",
            palette.muted,
            yref="paper",
            yanchor="bottom",
            dx=4,
            dy=1,
        )


def _name_eras(
    fig: Drawing, points: pd.DataFrame, expected: pd.DataFrame | None, palette: Palette
) -> None:
    """Name each era over its own dots and lines: the first of scored review, the last of both."""
    review = points[points["era"] == "scored_review"]
    learning = points[points["era"] == "peer_learning"]
    if not review.empty:
        head = review.head(max(3, len(review) // 3))
        words(
            fig,
            iso(head["month"])[0],
            head["value"].max(),
            ERA_NAMES[0].text,
            palette.muted,
            bold=True,
            size=BASE,
            yanchor="bottom",
            dx=-5,
            dy=10,
        )
    if not learning.empty:
        tail = learning.tail(max(3, len(learning) // 4))
        highest = tail["value"].max()
        if expected is not None and not expected.empty:
            beside = expected[expected["month"] >= tail["month"].iloc[0]]
            over = beside["upper"].fillna(beside["value"]).max()
            # An interval that is all above the dots would carry the name away from them.
            near = over - highest < NEAR * points["value"].max()
            highest = max(highest, over) if near else highest
        words(
            fig,
            iso(tail["month"])[-1],
            highest,
            ERA_NAMES[1].text,
            palette.focus,
            bold=True,
            size=BASE,
            xanchor="right",
            yanchor="bottom",
            dx=5,
            dy=10,
        )
