"""Effects of one outcome side by side: a dot and its interval a row, 0 is no change."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import BASE, Reading, frame, scale_up_to, words
from dashboard.charts.palette import SCREEN, Palette
from dashboard.findings.sentences import MINUS

ROW, LEFT = 62, 28


def effect_dots(
    rows: pd.DataFrame, reading: Reading, unit: str, *, palette: Palette = SCREEN
) -> Drawing:
    """Draw a dot and its interval a row, hollow where the interval includes no change.

    rows: columns label, value, lower, upper (in `unit`, all known), claimed (bool: the row the
    verdict rests on, in blue; others grey).
    """
    fig = Drawing()
    count = len(rows)
    low = min(0.0, float(rows["lower"].min()))
    high = max(0.0, float(rows["upper"].max()))
    room = 0.06 * (high - low or 1)
    fig.add_shape(
        type="line", x0=0, x1=0, y0=0.6, y1=count + 0.25, line={"color": palette.ink, "width": 1}
    )
    for place, row in zip(range(count, 0, -1), rows.to_dict("records"), strict=True):
        _row(fig, place, row, reading, unit, palette)
    frame(fig, palette, ROW * count + 44, grid="x", left=LEFT, right=12, top=4, bottom=32,
          hover="closest")  # fmt: skip
    fig.update_xaxes(range=[low - room, high + room], **_ticks(low, high, reading))
    fig.update_yaxes(range=[0.6, count + 0.62], showticklabels=False)
    return fig


def _ticks(low: float, high: float, reading: Reading) -> dict[str, object]:
    """Return no change and round numbers either side of it, few enough to be read on a phone."""
    marks = scale_up_to(max(high, -low), 2)[1][1:]
    values = [*(-mark for mark in marks if mark <= -low), 0.0, *(m for m in marks if m <= high)]
    texts = ["no change" if value == 0 else _tick(value, reading) for value in values]
    return {"tickvals": values, "ticktext": texts}


def _tick(value: float, reading: Reading) -> str:
    return f"{'+' if value > 0 else MINUS}{reading.tick(abs(value))}"


def _signed(value: float, reading: Reading) -> str:
    return f"{'+' if value > 0 else MINUS}{reading.text(abs(value))}"


def _row(
    fig: Drawing,
    place: int,
    row: dict[str, object],
    reading: Reading,
    unit: str,
    palette: Palette,
) -> None:
    value, lower, upper = (float(str(row[name])) for name in ("value", "lower", "upper"))
    unclear = lower <= 0 <= upper
    colour = palette.focus if row["claimed"] else palette.muted
    fig.add_scatter(
        x=[lower, upper], y=[place, place], mode="lines", line={"color": colour, "width": 2},
        hoverinfo="skip",
    )  # fmt: skip
    said = f"{_signed(value, reading)} ({_signed(lower, reading)} to {_signed(upper, reading)})"
    fig.add_scatter(
        x=[value],
        y=[place],
        mode="markers",
        marker={
            "size": 10,
            "color": palette.paper if unclear else colour,
            "line": {"color": colour, "width": 2},
            "opacity": 1,
        },
        text=[f"{row['label']}: {said} {unit}"],
        hovertemplate="%{text}<extra></extra>",
    )
    words(
        fig, 0, place, f"{row['label']}  <b>{said}</b>", palette.ink, xref="paper", dx=2 - LEFT,
        dy=20,
        size=BASE, background=palette.paper,
    )  # fmt: skip
