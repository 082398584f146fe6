"""The effect under every choice tried: estimates in order above, the choices as dots below."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import SMALL, Reading, frame, scale_up_to, words
from dashboard.charts.palette import SCREEN, Palette

ABOVE, ROW, FOOT, LEFT = 220, 24, 12, 176
GAP = 26


def specification_plot(
    rows: pd.DataFrame, kinds: list[str], reading: Reading, *, palette: Palette = SCREEN
) -> Drawing:
    """Draw one column a run, smallest effect left.

    rows: columns value, lower, upper, claimed (bool: the run the verdict rests on, in blue), name,
    and kinds (the rows of the matrix below a run has a dot in). kinds: the matrix's rows in order.
    """
    ordered = rows.sort_values("value").reset_index(drop=True)
    fig = Drawing()
    low, high = _reach(ordered)
    below = ROW * len(kinds)
    height = ABOVE + GAP + below + FOOT
    scale = (high - low) / ABOVE
    for place, row in ordered.iterrows():
        colour = palette.focus if row["claimed"] else palette.legacy
        lower, upper = max(low, row["lower"]), min(high, row["upper"])
        width = 2.5 if row["claimed"] else 1.5
        fig.add_scatter(
            x=[place, place], y=[lower, upper], mode="lines",
            line={"color": colour, "width": width}, hoverinfo="skip",
        )  # fmt: skip
    _estimates(fig, ordered, high, reading, palette)
    _matrix(fig, ordered, kinds, low, scale, palette)
    frame(fig, palette, height + 12, grid="", left=LEFT, right=10, top=12, bottom=FOOT,
          hover="closest")  # fmt: skip
    fig.add_shape(type="line", x0=-0.7, x1=len(ordered) - 0.3, y0=0, y1=0,
                  line={"color": palette.ink, "width": 1})  # fmt: skip
    ticks = [tick for tick in scale_up_to(high, 2)[1] if tick < 0.95 * high] if high > 0 else [0.0]
    fig.update_yaxes(
        range=[low - (GAP + below) * scale, high],
        tickvals=[*ticks, *(_row_at(n, low, scale) for n in range(len(kinds)))],
        ticktext=["no change" if tick == 0 else f"+{reading.tick(tick)}" for tick in ticks]
        + [f"{kind}" for kind in kinds],
        tickfont={"size": SMALL},
    )
    fig.update_xaxes(range=[-0.9, len(ordered) - 0.1], showticklabels=False)
    return fig


def _reach(rows: pd.DataFrame) -> tuple[float, float]:
    """Where the axis ends: past every estimate, past intervals only as far again."""
    most = max(float(rows["value"].max()), 0.0)
    least = min(float(rows["value"].min()), 0.0)
    span = (most - least) or 1.0
    high = min(max(float(rows["upper"].max()), 0.0), most + 0.8 * span)
    low = max(min(float(rows["lower"].min()), 0.0), least - 0.8 * span)
    return low, high


def _estimates(
    fig: Drawing, rows: pd.DataFrame, high: float, reading: Reading, palette: Palette
) -> None:
    colours = [palette.focus if claimed else palette.legacy for claimed in rows["claimed"]]
    fig.add_scatter(
        x=list(rows.index),
        y=rows["value"],
        mode="markers",
        marker={
            "size": [10 if claimed else 6 for claimed in rows["claimed"]],
            "color": colours,
            "opacity": 1,
            "line": {"width": 0},
        },
        text=[
            f"{row['name']}: {row['value']:+.2f} ({row['lower']:+.2f} to {row['upper']:+.2f})"
            for row in rows.to_dict("records")
        ],
        hovertemplate="%{text}<extra></extra>",
    )
    for place, row in rows[rows["claimed"]].iterrows():
        # Its words stand over the others' intervals, where there is room, on a line from its own.
        fig.add_shape(
            type="line", x0=place, x1=place, y0=min(high, row["upper"]), y1=high,
            line={"color": palette.focus, "width": 1},
        )  # fmt: skip
        right = int(str(place)) > 0.6 * len(rows)
        words(
            fig, place, high, f"as claimed {reading.text(row['value'])}", palette.focus,
            bold=True, xanchor="right" if right else "left", yanchor="top",
            dx=-6 if right else 6, background=palette.paper,
        )  # fmt: skip


def _row_at(number: int, low: float, scale: float) -> float:
    return low - (GAP + ROW * (number + 0.5)) * scale


def _matrix(
    fig: Drawing,
    rows: pd.DataFrame,
    kinds: list[str],
    low: float,
    scale: float,
    palette: Palette,
) -> None:
    """Draw a row of dots a kind, all of them one trace: each trace costs a browser time."""
    cells = [
        (place, _row_at(number, low, scale), kind in row["kinds"], row["claimed"])
        for number, kind in enumerate(kinds)
        for place, row in rows.iterrows()
    ]
    fig.add_scatter(
        x=[place for place, _, _, _ in cells],
        y=[height for _, height, _, _ in cells],
        mode="markers",
        marker={
            "size": [6 if has else 2 for _, _, has, _ in cells],
            "color": [
                (palette.focus if claimed else palette.muted) if has else palette.rule
                for _, _, has, claimed in cells
            ],
            "opacity": 1,
            "line": {"width": 0},
        },
        hoverinfo="skip",
    )
