"""A small control chart, one of many, with at most one dated change: all plots stay on one line."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.control import FOOT, control_chart
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import LINE, Reading, event_line
from dashboard.charts.palette import SCREEN, Palette
from dashboard.findings.events import Event

HEAD, PLOT = LINE + 12, 150


def dated_control(
    points: pd.DataFrame,
    reading: Reading,
    *,
    event: Event | None = None,
    palette: Palette = SCREEN,
) -> Drawing:
    """Draw `charts.control` with the month of `event` at its line; the title says what happened.

    points: as for `control_chart`. Every panel has the same head, with an event or without, so
    that neighbours can be compared along a row.
    """
    fig = control_chart(points, reading, palette=palette)
    fig.update_layout(height=HEAD + PLOT + FOOT, margin={"t": HEAD, "b": FOOT})
    fig.update_xaxes(hoverformat="%b %Y")
    if event is not None:
        event_line(fig, palette, event, plot=PLOT, above=HEAD - 6, words_too=False)
    return fig
