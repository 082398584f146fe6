"""The effect period by period around each site's own go-live."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Reading, frame, words
from dashboard.charts.palette import SCREEN, Palette

MINUS = "\N{MINUS SIGN}"


def event_study(rows: pd.DataFrame, reading: Reading, *, palette: Palette = SCREEN) -> Drawing:
    """Draw a dot and its interval a period, before grey and after blue; 0 is the period before.

    rows: columns months (since go-live, negative before), estimate, lower, upper (missing at the
    reference), reference (bool). The phase-in, which has no row, is the shaded gap.
    """
    fig = Drawing()
    before, after = rows[rows["months"] < 0], rows[rows["months"] >= 0]
    known = rows[~rows["reference"]]
    reach = max(float(known["upper"].max()), 0.0), min(float(known["lower"].min()), 0.0)
    if len(after):
        fig.add_shape(
            type="rect", x0=before["months"].max() / 2 if len(before) else 0,
            x1=(float(after["months"].min()) + max(0.0, float(after["months"].min()) - 1)) / 2,
            y0=0, y1=1, yref="paper", fillcolor=palette.legacy_tint, line={"width": 0},
            layer="below",
        )  # fmt: skip
    fig.add_shape(
        type="line",
        x0=0,
        x1=1,
        xref="x domain",
        y0=0,
        y1=0,
        line={"color": palette.ink, "width": 1},
    )
    for own, colour in ((before, palette.legacy), (after, palette.focus)):
        _dots(fig, own, colour, reading, palette)
    frame(fig, palette, 300, grid="y", left=36, right=12, top=30, bottom=44, hover="closest")
    room = 0.08 * (reach[0] - reach[1] or 1)
    fig.update_yaxes(range=[reach[1] - room, reach[0] + room], nticks=5)
    first, last = float(rows["months"].min()), float(rows["months"].max())
    ticks = [first, 0.0, last]
    texts = [
        f"{abs(first):.0f} months<br>before or more",
        "go-live",
        f"{last:.0f} months<br>or later",
    ]
    fig.update_xaxes(range=[first - 1.6, last + 1.6], tickvals=ticks, ticktext=texts)
    words(fig, 0, 1, "phase-in left out", palette.muted, yref="paper", yanchor="bottom",
          xanchor="center", dy=4)  # fmt: skip
    return fig


def _dots(fig: Drawing, own: pd.DataFrame, colour: str, reading: Reading, palette: Palette) -> None:
    if own.empty:
        return
    for row in own[own["lower"].notna()].itertuples(index=False):
        fig.add_scatter(
            x=[row.months, row.months], y=[row.lower, row.upper], mode="lines",
            line={"color": colour, "width": 1.5}, hoverinfo="skip",
        )  # fmt: skip
    fig.add_scatter(
        x=own["months"],
        y=own["estimate"],
        mode="markers",
        marker={
            "size": 8,
            "color": [palette.paper if each else colour for each in own["reference"]],
            "line": {"color": colour, "width": 1.5},
            "opacity": 1,
        },
        text=[_said(row, reading) for row in own.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
    )


def _said(row: dict[str, object], reading: Reading) -> str:
    if row["reference"]:
        return "the period all others are compared with"
    values = [float(str(row[name])) for name in ("estimate", "lower", "upper")]
    value, lower, upper = (
        f"{MINUS if each < 0 else '+'}{reading.text(abs(each))}" for each in values
    )
    months = float(str(row["months"]))
    return f"{value} ({lower} to {upper}), month {months:+.0f}"
