"""How a group spreads over bands: one bar a band, the year before in grey beside it."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import BASE, frame, words
from dashboard.charts.palette import SCREEN, Palette


def band_bars(
    rows: pd.DataFrame,
    *,
    now: str,
    before: str = "",
    unit: str = "radiologists",
    palette: Palette = SCREEN,
) -> Drawing:
    """Draw counts of people a band; nobody can be read off, a band holds several.

    rows: columns band (text, in order), now, and optionally before (counts; missing if the
    band did not exist then). `now` and `before` are the words for the two times: "2025".
    """
    bands = list(rows["band"])
    fig = Drawing()
    pairs = before and "before" in rows
    sides = [("now", now, palette.focus)]
    if pairs:
        sides.insert(0, ("before", before, palette.legacy))
    width = 0.34 if pairs else 0.6
    for column, word, colour in sides:
        offset = _offset(column, bool(pairs), width)
        fig.add_bar(
            x=[place + offset for place in range(len(bands))],
            y=rows[column],
            width=width * 0.92,
            marker={"color": colour, "line": {"width": 0}},
            text=[
                f"{band}: {count:.0f} {unit} in {word}"
                for band, count in zip(bands, rows[column], strict=True)
            ],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    frame(fig, palette, 280, grid="", left=4, right=4, top=40, bottom=28, hover="closest")
    fig.update_layout(bargap=0, barmode="overlay")
    tallest = rows[[column for column, _, _ in sides]].max().max()
    fig.update_yaxes(range=[0, tallest * 1.02 or 1], showticklabels=False)
    fig.update_xaxes(
        range=[-0.6, len(bands) - 0.4],
        tickvals=list(range(len(bands))),
        ticktext=bands,
        tickfont={"size": BASE, "color": palette.ink},
    )
    for column, _, _ in sides:
        _name_bars(fig, rows[column], column, _offset(column, bool(pairs), width), palette)
    if pairs:
        key = f"<b>{before}</b>   <span style='color:{palette.focus}'><b>{now}</b></span>"
        words(fig, 0, 1, key, palette.muted, xref="paper", yref="paper", yanchor="bottom", dy=18)
    return fig


def _offset(column: str, pairs: bool, width: float) -> float:
    if not pairs:
        return 0.0
    return -width / 2 if column == "before" else width / 2


def _name_bars(
    fig: Drawing, counts: pd.Series, column: str, offset: float, palette: Palette
) -> None:
    """Write each count above its bar."""
    colour = palette.focus if column == "now" else palette.muted
    for place, count in enumerate(counts):
        if pd.isna(count):
            continue
        text = f"<b>{count:.0f}</b>" if column == "now" else f"{count:.0f}"
        words(fig, place + offset, count, text, colour, xanchor="center", yanchor="bottom", dy=3)
