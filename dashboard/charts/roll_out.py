"""Both eras of a department whose sites changed one after another: a staircase of dated labels."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.eras import eras
from dashboard.charts.frame import Reading, phase_in_strip, short_month, words
from dashboard.charts.palette import SCREEN, Palette
from dashboard.findings.events import Event

STEP, FOOT, MARGIN, LONGEST = 19, 28, 34, 28
# Beyond this share of the width a label stands left of its line, or it would leave the figure.
FAR = 0.62


def roll_out(
    points: pd.DataFrame,
    reading: Reading,
    *,
    events: Sequence[Event],
    levels: pd.DataFrame | None = None,
    expected: pd.DataFrame | None = None,
    height: int = 440,
    palette: Palette = SCREEN,
) -> Drawing:
    """Draw `charts.eras` with one label a row, the oldest event on top, right of its own line.

    points, levels, expected: as for `eras`. events: oldest first. Labels on rows of their own
    never meet, however close the dates and however narrow the figure.
    """
    head = STEP * len(events) + 22
    fig = eras(points, reading, levels=levels, expected=expected, height=height, palette=palette)
    fig.update_layout(height=height + head, margin={"t": head, "r": MARGIN})
    if levels is not None:
        _say_levels(fig, points, levels, reading, palette)
    fig.update_xaxes(hoverformat="%b %Y")
    plot = height - FOOT
    months = pd.to_datetime(points["month"])
    first, last = months.min(), months.max()
    for place, event in enumerate(events):
        phase_in_strip(fig, palette, event)
        top = 1 + (head - STEP * place - 4) / plot
        far = (pd.Timestamp(event.happened_on) - first) > FAR * (last - first)
        _flag(fig, event, top, far, palette)
    return fig


def _say_levels(
    fig: Drawing, points: pd.DataFrame, levels: pd.DataFrame, reading: Reading, palette: Palette
) -> None:
    """Write the newest level in the margin, each older one under the dots of its stretch."""
    newest = levels["line"].max()
    months = pd.to_datetime(points["month"])
    for number, line in levels.groupby("line", sort=False):
        first, last = pd.Timestamp(line["month"].iloc[0]), pd.Timestamp(line["month"].iloc[-1])
        level = float(line["value"].iloc[-1])
        aside = number == newest
        lowest = float(points.loc[(months >= first) & (months <= last), "value"].min())
        review = line["era"].iloc[0] == "scored_review"
        words(
            fig,
            last.date().isoformat(),
            level if aside else lowest,
            reading.text(level),
            palette.muted if review else palette.focus,
            bold=True,
            xanchor="left" if aside else "right",
            yanchor="middle" if aside else "top",
            dx=8 if aside else 4,
            dy=0 if aside else -6,
        )


def _flag(fig: Drawing, event: Event, top: float, leftwards: bool, palette: Palette) -> None:
    when = event.happened_on.isoformat()
    fig.add_shape(
        type="line",
        x0=when,
        x1=when,
        y0=0,
        y1=top,
        yref="paper",
        line={"color": palette.muted, "width": 1},
        layer="below",
    )
    words(
        fig,
        when,
        top,
        f"{short_month(event.happened_on)}  {_name(event)}",
        palette.muted,
        xanchor="right" if leftwards else "left",
        yanchor="top",
        dx=-5 if leftwards else 5,
        yref="paper",
        background=palette.paper if leftwards else "rgba(0,0,0,0)",
    )


def _name(event: Event) -> str:
    """Return the site of a go-live, the label of any other event, cut to fit a phone."""
    text = event.site if event.kind == "go_live" and event.site else event.label
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
