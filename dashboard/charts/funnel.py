"""A funnel: units by size against what all of them have together, none ranked."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import LINE, SMALL, Reading, frame, scale_up_to, words
from dashboard.charts.palette import SCREEN, Palette

MOST_NAMED = 12


def funnel(
    points: pd.DataFrame, reading: Reading, target: float | None, *, palette: Palette = SCREEN
) -> Drawing:
    """Draw a dot a unit over its size, with 95 % (thin) and 99.8 % limits and the target.

    points: columns label, n, value, lower95, upper95, lower998, upper998, signal (bool: beyond
    the 99.8 % limits, an ochre diamond). Units are named while there are few of them.
    """
    fig = Drawing()
    ordered = points.dropna(subset=["value", "n"]).sort_values("n")
    for name, width in (("95", 1.0), ("998", 2.0)):
        for side in ("lower", "upper"):
            fig.add_scatter(
                x=ordered["n"],
                y=ordered[f"{side}{name}"],
                mode="lines",
                line={
                    "color": palette.legacy, "width": width, "shape": "spline", "smoothing": 0.6,
                    "dash": "4px,4px" if name == "95" else "solid",
                },
                hoverinfo="skip",
            )  # fmt: skip
    if target is not None:
        fig.add_shape(
            type="line", x0=0, x1=1, xref="paper", y0=target, y1=target,
            line={"color": palette.muted, "width": 1},
        )  # fmt: skip
    _dots(fig, ordered, reading, palette)
    frame(fig, palette, 400, left=44, right=16, top=14, bottom=30, hover="closest")
    reach = max(float(ordered["value"].max()), float(ordered["upper998"].max()))
    ceiling, ticks = scale_up_to(min(reach, 1.0) if reading.percent else reach, 4)
    fig.update_yaxes(
        range=[0, ceiling * 1.04], tickvals=ticks, ticktext=[reading.tick(tick) for tick in ticks]
    )
    most = float(ordered["n"].max())
    widest, sizes = scale_up_to(most, 3)
    fig.update_xaxes(
        range=[-0.03 * widest, max(most * 1.12, widest * 1.02)],
        tickvals=sizes,
        ticktext=[f"{size:,.0f}" for size in sizes],
    )
    return fig


def _dots(fig: Drawing, ordered: pd.DataFrame, reading: Reading, palette: Palette) -> None:
    signal = ordered["signal"]
    fig.add_scatter(
        x=ordered["n"],
        y=ordered["value"],
        mode="markers",
        marker={
            "size": [11 if hit else 9 for hit in signal],
            "symbol": ["diamond" if hit else "circle" for hit in signal],
            "color": [palette.signal if hit else palette.focus for hit in signal],
            "opacity": 1,
        },
        text=[
            f"{row.label}: {reading.text(row.value)} of {row.n:,.0f}"
            for row in ordered.itertuples()
        ],
        hovertemplate="%{text}<extra></extra>",
    )
    if len(ordered) > MOST_NAMED:
        return
    middle, near = float(ordered["n"].max()) / 2, 0.08 * float(ordered["value"].max())
    before, aside = float("-inf"), 0.0
    for row in ordered.sort_values("value").itertuples():
        right = row.n > middle
        # A name beside one at nearly the same height steps up, so that both can be read.
        aside = aside + LINE if row.value - before < near else 0.0
        before = row.value
        words(
            fig, row.n, row.value, str(row.label), palette.muted, size=SMALL,
            xanchor="right" if right else "left", dx=-9 if right else 9, dy=aside,
        )  # fmt: skip
