"""Before and after, as a description: one ratio a row on a log scale, 1 is no change."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import BASE, frame
from dashboard.charts.frame import words as write
from dashboard.charts.palette import SCREEN, Palette

ROW = 62
TICKS = {
    1 / 16: "1/16",
    1 / 8: "1/8",
    1 / 4: "¼",
    1 / 2: "½",
    1.0: "",
    2.0: "2×",
    4.0: "4×",
    8.0: "8×",
    16.0: "16×",
    32.0: "32×",
}


@dataclass(frozen=True, slots=True)
class RatioWords:
    """What a ratio of 1 is called, and what stands between the two figures of a row."""

    alike: str
    between: str


CHANGE = RatioWords("no change", "→")
UNITS = RatioWords("no difference", "and")


def ratio_dots(
    rows: pd.DataFrame, *, words: RatioWords = CHANGE, palette: Palette = SCREEN
) -> Drawing:
    """Draw a dot and its interval a row, hollow where the interval includes a ratio of 1.

    rows: columns label, before, after (text, as they are printed: "0.8", "2.9"), unit (words
    after the figures), ratio, lower, upper (all above 0; a missing limit is drawn to the edge).
    """
    fig = Drawing()
    count = len(rows)
    low, high = _reach(rows)
    fig.add_shape(
        type="line", x0=1, x1=1, y0=0.6, y1=count + 0.25, line={"color": palette.ink, "width": 1}
    )
    for place, row in zip(range(count, 0, -1), rows.itertuples(index=False), strict=True):
        _row(fig, place, row, (low, high), words, palette)
    frame(
        fig,
        palette,
        ROW * count + 44,
        grid="x",
        left=4,
        right=12,
        top=4,
        bottom=32,
        hover="closest",
    )
    ticks = TICKS | {1.0: words.alike}
    inside = {value: text for value, text in ticks.items() if low <= value <= high}
    fig.update_xaxes(
        type="log",
        range=[math.log10(low * 0.92), math.log10(high * 1.08)],
        tickvals=list(inside),
        ticktext=list(inside.values()),
    )
    fig.update_yaxes(range=[0.6, count + 0.62], showticklabels=False)
    return fig


def _reach(rows: pd.DataFrame) -> tuple[float, float]:
    """Return the doublings that hold every limit: from ¼ to 4 at least, 1/16 to 32 at most."""
    low = min(0.25, *rows[["ratio", "lower"]].min().dropna(), 1.0)
    high = max(4.0, *rows[["ratio", "upper"]].max().dropna(), 1.0)
    return max(1 / 16, 2.0 ** math.floor(math.log2(low))), min(
        32, 2.0 ** math.ceil(math.log2(high))
    )


def _row(
    fig: Drawing,
    place: int,
    row: Any,
    reach: tuple[float, float],
    between: RatioWords,
    palette: Palette,
) -> None:
    low, high = reach
    ratio, lower, upper = (float(getattr(row, name)) for name in ("ratio", "lower", "upper"))
    lower = low if math.isnan(lower) else max(low, lower)
    upper = high if math.isnan(upper) else min(high, upper)
    unclear = lower <= 1 <= upper
    colour = palette.muted if unclear else palette.focus
    fig.add_scatter(
        x=[lower, upper],
        y=[place, place],
        mode="lines",
        line={"color": colour, "width": 2},
        hoverinfo="skip",
    )
    fig.add_scatter(
        x=[min(high, max(low, ratio))],
        y=[place],
        mode="markers",
        marker={
            "size": 10,
            "color": palette.paper if unclear else colour,
            "line": {"color": colour, "width": 2},
            "opacity": 1,
        },
        text=[f"{row.label}: {ratio:.2f} times ({lower:.2f} to {upper:.2f})"],
        hovertemplate="%{text}<extra></extra>",
    )
    text = f"{row.label}  <b>{row.before} {between.between} {row.after}</b> {row.unit}"
    write(
        fig,
        0,
        place,
        text,
        palette.ink,
        xref="paper",
        dx=-2,
        dy=20,
        size=BASE,
        background=palette.paper,
    )
