"""One strip a unit: a mark a month, as high as the share, so that many series stay small."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import BASE, Reading, frame, iso, set_time_axis, words
from dashboard.charts.palette import SCREEN, Palette
from dashboard.findings.months import day

ROW, FILL = 76, 0.56


def strips(
    points: pd.DataFrame,
    summary: pd.DataFrame,
    reading: Reading,
    *,
    top: float | None = None,
    palette: Palette = SCREEN,
) -> Drawing:
    """Draw the months of each unit on a line of its own, all to one scale from 0 to `top`.

    points: columns label, month, value, said (for the hover), complete (bool, hollow if not).
    summary: one row a unit, in order: label, value (the whole span), said.
    """
    labels = list(summary["label"])
    scale = top or float(points["value"].max()) or 1.0
    fig = Drawing()
    for place, label in zip(range(len(labels) - 1, -1, -1), labels, strict=True):
        _strip(fig, points[points["label"] == label], place, scale, reading, palette)
    frame(
        fig,
        palette,
        ROW * len(labels) + 34,
        grid="",
        left=26,
        right=8,
        top=4,
        bottom=28,
        hover="closest",
    )
    set_time_axis(fig, day(points["month"].min()), day(points["month"].max()))
    fig.update_yaxes(range=[-0.06, len(labels)], showticklabels=False)
    for place, row in zip(range(len(labels) - 1, -1, -1), summary.to_dict("records"), strict=True):
        text = f"{row['label']}  <b>{reading.text(float(row['value']))}</b>"
        words(fig, 0, place + 0.82, text, palette.ink, xref="paper", dx=-26, size=BASE)
        words(fig, 1, place + 0.82, str(row["said"]), palette.muted, xref="paper", xanchor="right")
    return fig


def _strip(
    fig: Drawing,
    own: pd.DataFrame,
    place: int,
    scale: float,
    reading: Reading,
    palette: Palette,
) -> None:
    heights = place + own["value"] / scale * FILL
    months = iso(own["month"])
    fig.add_shape(
        type="line",
        x0=0,
        x1=1,
        xref="paper",
        y0=place,
        y1=place,
        line={"color": palette.rule, "width": 1},
        layer="below",
    )
    stems = [
        corner
        for month, height in zip(months, heights, strict=True)
        for corner in ((month, place), (month, height), (None, None))
    ]
    fig.add_scatter(
        x=[x for x, _ in stems],
        y=[y for _, y in stems],
        mode="lines",
        line={"color": palette.focus_tint, "width": 3},
        hoverinfo="skip",
    )
    fig.add_scatter(
        x=months,
        y=heights,
        mode="markers",
        marker={
            "size": 5,
            "color": [palette.focus if done else palette.paper for done in own["complete"]],
            "line": {"color": palette.focus, "width": 1.5},
            "opacity": 1,
        },
        text=[
            f"{reading.text(value)} ({said})"
            for value, said in zip(own["value"], own["said"], strict=True)
        ],
        hovertemplate="%{x|%b %Y}: %{text}<extra></extra>",
    )
