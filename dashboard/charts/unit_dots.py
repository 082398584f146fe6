"""Sites or sections side by side: a dot and its interval a row, the year before in grey."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import BASE, SMALL, Reading, frame, scale_up_to, words
from dashboard.charts.palette import SCREEN, Palette

ROW = 50


def unit_dots(
    rows: pd.DataFrame,
    reading: Reading,
    *,
    overall: float | None = None,
    overall_name: str = "department",
    palette: Palette = SCREEN,
) -> Drawing:
    """Draw one row a unit in the order given, with no ranking colour.

    rows: columns label, estimate, lower, upper, said ("123 of 181 radiologist-months") and
    optionally before (the estimate a year earlier; missing if there was none). overall is a
    thin vertical line, named at its foot. Units shown together are one row, their names joined.
    """
    count = len(rows)
    fig = Drawing()
    reach = max(float(rows["upper"].max()), overall or 0)
    ceiling, ticks = scale_up_to(min(reach, 1.0) if reading.percent else reach, 4)
    if overall is not None:
        fig.add_shape(
            type="line",
            x0=overall,
            x1=overall,
            y0=0.1,
            y1=count + 0.2,
            line={"color": palette.muted, "width": 1},
            layer="below",
        )
        words(
            fig,
            overall,
            0.3,
            f"{overall_name} {reading.text(overall)}",
            palette.muted,
            xanchor="right" if overall > ceiling / 2 else "left",
            dx=-5 if overall > ceiling / 2 else 5,
        )
    for place, row in zip(range(count, 0, -1), rows.to_dict("records"), strict=True):
        _row(fig, place, row, reading, palette)
    frame(
        fig,
        palette,
        ROW * count + 60,
        grid="x",
        left=14,
        right=16,
        top=6,
        bottom=30,
        hover="closest",
    )
    fig.update_xaxes(
        range=[0, ceiling * 1.01], tickvals=ticks, ticktext=[reading.tick(tick) for tick in ticks]
    )
    fig.update_yaxes(range=[0.05, count + 0.75], showticklabels=False)
    return fig


def _row(
    fig: Drawing, place: int, row: dict[str, object], reading: Reading, palette: Palette
) -> None:
    fig.add_scatter(
        x=[row["lower"], row["upper"]],
        y=[place, place],
        mode="lines",
        line={"color": palette.focus, "width": 2},
        hoverinfo="skip",
    )
    before = row.get("before")
    if before is not None and pd.notna(before):
        fig.add_scatter(
            x=[before],
            y=[place],
            mode="markers",
            marker={"size": 8, "color": palette.legacy, "opacity": 1},
            text=[f"{row['label']}: {reading.text(float(str(before)))} a year before"],
            hovertemplate="%{text}<extra></extra>",
        )
    estimate = float(str(row["estimate"]))
    fig.add_scatter(
        x=[estimate],
        y=[place],
        mode="markers",
        marker={"size": 10, "color": palette.focus, "opacity": 1},
        text=[f"{row['label']}: {reading.text(estimate)} ({row['said']})"],
        hovertemplate="%{text}<extra></extra>",
    )
    text = f"{row['label']}  <b>{reading.text(estimate)}</b>"
    words(
        fig,
        0,
        place,
        text,
        palette.ink,
        xref="paper",
        dx=-14,
        dy=18,
        size=BASE,
        background=palette.paper,
    )
    words(
        fig,
        1,
        place,
        str(row["said"]),
        palette.muted,
        xref="paper",
        xanchor="right",
        dy=18,
        size=SMALL,
        background=palette.paper,
    )
