"""One measure over time between its control limits: small, as one of many, or as a page's chart."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import (
    LINE,
    Reading,
    event_line,
    frame,
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

FOOT = 26  # pixels under the plot, for the months


def control_chart(
    points: pd.DataFrame,
    reading: Reading,
    *,
    palette: Palette = SCREEN,
    height: int = 190,
    event: Event | None = None,
    target: float | None = None,
    target_name: str = "target",
    top: float | None = None,
) -> Drawing:
    """Draw dots in time order, a grey band between the limits and a thin centre line.

    points: one row a period, in order, columns month (first day), value, centre, lower, upper
    (limits may be missing: then there is no band), signal (bool: an ochre diamond), complete
    (bool: drawn hollow if not) and said (what the hover says beside the value, "41 of 58").
    target is a dashed line in the same unit, named target_name; top fixes the axis, for panels
    on one scale.
    """
    months, values = iso(points["month"]), points["value"]
    fig = Drawing()
    _band(fig, points, months, palette)
    _line_and_dots(fig, points, months, reading, palette)
    head = 3 * LINE + 14 if event else 14
    plot = height - 14 - FOOT
    # An event's words stand above the plot, which keeps its height beside its neighbours.
    frame(
        fig,
        palette,
        plot + head + FOOT,
        grid="",
        left=40,
        right=46 if target is None else 22 + 7 * len(f"{target_name} 100%"),
        top=head,
        bottom=FOOT,
    )
    reach = max(values.max(), points["upper"].max(), target or 0)
    ceiling, ticks = scale_up_to(min(reach, 1.0) if reading.percent else reach, 2)
    ceiling, ticks = (top, [0, top / 2, top]) if top else (ceiling, ticks)
    set_value_axis(fig, ceiling * 1.02, ticks, reading)
    set_time_axis(fig, day(points["month"].iloc[0]), day(points["month"].iloc[-1]))
    last = values.dropna()
    if len(last):
        at = months[points.index.get_loc(last.index[-1])]
        words(fig, at, last.iloc[-1], reading.text(last.iloc[-1]), palette.focus, bold=True, dx=8)
    if target is not None:
        aside = _aside(target, float(last.iloc[-1]) if len(last) else 0.0, plot / ceiling)
        target_line(fig, palette, target, f"{target_name} {reading.text(target)}", dy=aside)
    if event is not None:
        event_line(fig, palette, event, plot=plot, above=head - 8)
    return fig


def _aside(target: float, last: float, pixels: float) -> float:
    """Return how far to move the target's words off the last value's, in pixels."""
    gap = (target - last) * pixels
    if abs(gap) >= LINE:
        return 0.0
    return LINE - gap if gap >= 0 else -LINE - gap


def _band(fig: Drawing, points: pd.DataFrame, months: list[str], palette: Palette) -> None:
    if points["upper"].notna().any():
        edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "x": months}
        fig.add_scatter(y=points["upper"], **edge)
        fig.add_scatter(y=points["lower"], fill="tonexty", fillcolor=palette.legacy_tint, **edge)
    fig.add_scatter(
        x=months,
        y=points["centre"],
        mode="lines",
        line={"color": palette.muted, "width": 1},
        hoverinfo="skip",
    )


def _line_and_dots(
    fig: Drawing, points: pd.DataFrame, months: list[str], reading: Reading, palette: Palette
) -> None:
    signal, complete = points["signal"], points["complete"]
    ring = [palette.signal if hit else palette.focus for hit in signal]
    fig.add_scatter(
        x=months,
        y=points["value"],
        mode="lines+markers",
        line={"color": palette.focus, "width": 1.5},
        marker={
            "size": [9 if hit else 5 for hit in signal],
            "symbol": ["diamond" if hit else "circle" for hit in signal],
            "color": [
                colour if done else palette.paper
                for colour, done in zip(ring, complete, strict=True)
            ],
            "line": {"color": ring, "width": [0 if done else 1.5 for done in complete]},
            # A list of sizes would otherwise turn opacity to 0.7.
            "opacity": 1,
        },
        text=[
            f"{reading.text(value)} ({said})" if pd.notna(value) else ""
            for value, said in zip(points["value"], points["said"], strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )
