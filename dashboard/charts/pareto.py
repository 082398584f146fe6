"""A ranking of themes: words above thin bars, share and running total as figures at the right."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import BASE, frame, words
from dashboard.charts.palette import SCREEN, Palette
from dashboard.findings.sentences import percent

SHARE_AT, ROW = -96, 46


def pareto(rows: pd.DataFrame, *, palette: Palette = SCREEN) -> Drawing:
    """Draw `rows` from the top in their order; blue where `vital`, grey elsewhere.

    rows: columns label, count, share (0 to 1), running (share so far, 0 to 1), vital (bool:
    one of the few that together pass the mark the page names). No second axis: the running
    total is a figure at the right.
    """
    places = list(range(len(rows)))
    fig = Drawing()
    fig.add_bar(
        x=rows["count"],
        y=places,
        orientation="h",
        width=0.3,
        marker={
            "color": [palette.focus if few else palette.legacy for few in rows["vital"]],
            "line": {"width": 0},
        },
        text=[
            f"{row.label}: {row.count:,.0f}, {percent(row.share)} of all"
            for row in rows.itertuples(index=False)
        ],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )
    frame(
        fig,
        palette,
        ROW * len(rows) + 20,
        grid="",
        left=0,
        right=2,
        top=24,
        bottom=0,
        pad=0,
        hover="closest",
    )
    fig.update_yaxes(range=[len(rows) - 0.6, -0.75], showticklabels=False)
    fig.update_xaxes(range=[0, max(1, rows["count"].max())], showticklabels=False)
    for place, row in zip(places, rows.itertuples(index=False), strict=True):
        words(fig, 0, place, f"{row.label}  <b>{row.count:,.0f}</b>", palette.ink, size=BASE, dy=18)
        _figure(fig, place, percent(row.share), palette.ink, SHARE_AT)
        _figure(fig, place, percent(row.running), palette.muted, 0)
    if places:
        _figure(fig, 0, "share", palette.muted, SHARE_AT, 38)
        _figure(fig, 0, "running total", palette.muted, 0, 38)
    return fig


def _figure(fig: Drawing, place: int, text: str, colour: str, dx: int, dy: int = 18) -> None:
    words(fig, 1, place, text, colour, xref="paper", xanchor="right", dx=dx, dy=dy)
