"""A few lines over time, each named at its end in place of a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import (
    LINE,
    SMALL,
    Reading,
    event_line,
    frame,
    in_lines,
    iso,
    scale_up_to,
    set_time_axis,
    set_value_axis,
    target_line,
    words,
)
from dashboard.charts.palette import SCREEN, Palette
from dashboard.findings.events import Event
from dashboard.findings.months import day

Role = Literal["focus", "second", "legacy", "muted", "ink"]

FOOT = 28  # pixels under the plot, for the months


@dataclass(frozen=True, slots=True)
class Line:
    """A line's name, as in the frame's column `line`, and the role whose colour it takes."""

    name: str
    role: Role


def labelled_lines(
    points: pd.DataFrame,
    lines: Sequence[Line],
    reading: Reading,
    *,
    palette: Palette = SCREEN,
    height: int = 300,
    events: Sequence[Event] = (),
    target: float | None = None,
) -> Drawing:
    """Draw one line a row of `lines`; names and last values stand at the right.

    points: columns month (first day of the period), line, value, and optionally complete
    (bool): a period that is not complete is left off the line and drawn as a hollow dot.
    """
    fig = Drawing()
    ends: list[tuple[str, float, Line]] = []
    for line in lines:
        own = points[points["line"] == line.name].dropna(subset=["value"])
        if own.empty:
            continue
        ends.append(_one_line(fig, own, line, reading, palette))
    head = 3 * LINE + 14 if events else 12
    frame(fig, palette, height, left=36, right=104, top=head, bottom=FOOT)
    reach = max(points["value"].max(), target or 0)
    counts = not reading.percent and reading.decimals == 0
    ceiling, ticks = scale_up_to(reach, 4, whole=counts)
    set_value_axis(fig, ceiling * 1.02, ticks, reading)
    set_time_axis(fig, day(points["month"].min()), day(points["month"].max()))
    _name_ends(fig, ends, ceiling, height, reading, palette)
    if target is not None:
        target_line(fig, palette, target, f"target {reading.tick(target)}")
    for event in events:
        event_line(fig, palette, event, plot=height - head - FOOT, above=head - 8)
    return fig


def _one_line(
    fig: Drawing, own: pd.DataFrame, line: Line, reading: Reading, palette: Palette
) -> tuple[str, float, Line]:
    colour = getattr(palette, line.role)
    complete = own["complete"] if "complete" in own else pd.Series(True, index=own.index)
    months = iso(own["month"])
    said = [
        f"{reading.text(value)} {line.name[0].lower() + line.name[1:]}" for value in own["value"]
    ]
    fig.add_scatter(
        x=[month for month, done in zip(months, complete, strict=True) if done],
        y=own.loc[complete, "value"],
        mode="lines",
        line={"color": colour, "width": 2.5 if line.role == "focus" else 2},
        text=[text for text, done in zip(said, complete, strict=True) if done],
        hovertemplate="%{text}<extra></extra>",
    )
    last = own.iloc[-1]
    for position, done in enumerate(complete):
        if done and position < len(own) - 1:
            continue
        fig.add_scatter(
            x=[months[position]],
            y=[own["value"].iloc[position]],
            mode="markers",
            marker={
                "size": 7,
                "color": colour if done else palette.paper,
                "line": {"color": colour, "width": 1.5},
            },
            text=[said[position] + ("" if done else ", month not over")],
            hovertemplate="%{text}<extra></extra>",
            hoverinfo="skip" if done else None,
        )
    return months[-1], float(last["value"]), line


def _name_ends(
    fig: Drawing,
    ends: list[tuple[str, float, Line]],
    ceiling: float,
    height: int,
    reading: Reading,
    palette: Palette,
) -> None:
    """Write each name beside its end, pushed apart by whole label heights where lines meet."""
    pixels = (height - 40) / ceiling
    taken = -1e9
    for month, value, line in sorted(ends, key=lambda end: end[1]):
        name = in_lines(line.name, 14)
        tall = (len(name) + 1) * 17
        centre = max(value * pixels, taken + tall / 2 + 3)
        taken = centre + tall / 2
        colour = palette.focus if line.role == "focus" else palette.muted
        text = f"<b>{reading.text(value)}</b><br>" + "<br>".join(name)
        words(fig, month, value, text, colour, dx=9, dy=centre - value * pixels, size=SMALL)
