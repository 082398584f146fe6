"""A control chart on rows in order, whatever stands under them: months, or a file's own."""

from __future__ import annotations

import re

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Reading, frame, scale_up_to, set_value_axis, words
from dashboard.charts.palette import SCREEN, Palette

MOST_LABELS = 4
MOST_YEARS = 6
BEGINS_A_YEAR = re.compile(r"(Jan|Q1|H1) \d{4}")


def sequence(
    points: pd.DataFrame, reading: Reading, *, unit: str = "", palette: Palette = SCREEN
) -> Drawing:
    """Draw dots in order, a grey band between the limits and a thin centre line.

    points: one row a point, columns label, value, centre, lower, upper (limits may be missing)
    and signal (bool: an ochre diamond). unit: words after a value, in the hover.
    """
    fig = Drawing()
    places = list(range(len(points)))
    if points["upper"].notna().any():
        edge = {"mode": "lines", "line": {"width": 0, "shape": "hvh"}, "hoverinfo": "skip"}
        fig.add_scatter(x=places, y=points["upper"], **edge)
        lower = points["lower"].where(points["upper"].isna() | points["lower"].notna(), 0.0)
        fig.add_scatter(x=places, y=lower, fill="tonexty", fillcolor=palette.legacy_tint, **edge)
    fig.add_scatter(
        x=places, y=points["centre"], mode="lines",
        line={"color": palette.muted, "width": 1}, hoverinfo="skip",
    )  # fmt: skip
    _dots(fig, points, places, reading, unit, palette)
    frame(fig, palette, 340, left=44, right=48, top=16, bottom=28)
    # One wild limit at a tiny denominator must not flatten the points.
    reach = max(points["value"].max(), min(points["upper"].max(), 3 * points["value"].max()))
    ceiling, ticks = scale_up_to(min(reach, 1.0) if reading.percent else reach, 3)
    set_value_axis(fig, ceiling * 1.02, ticks, reading)
    if (points["value"] < 0).any():
        fig.update_yaxes(range=None, tickvals=None, ticktext=None, nticks=4)
    label_places(fig, list(points["label"]))
    centre = points["centre"].dropna()
    if len(centre):
        words(fig, places[-1], centre.iloc[-1], reading.text(centre.iloc[-1]), palette.muted, dx=9)
    return fig


def label_places(fig: Drawing, labels: list[str]) -> None:
    """Write a few labels under a sequence: where years begin, else evenly, none at the end."""
    count = len(labels)
    at = [place for place, label in enumerate(labels) if BEGINS_A_YEAR.fullmatch(label)]
    if not 2 <= len(at) <= MOST_YEARS or at[-1] == count - 1:
        step = max(1, -(-count // MOST_LABELS))
        at = list(range(0, max(1, count - step // 2), step))
    if len(at) < 2 and count > 1:
        at = [0, count - 1]
    fig.update_xaxes(
        range=[-0.6 - count / 60, count - 0.4 + count / 60],
        tickvals=at,
        ticktext=[_short(labels[place]) for place in at],
    )


def _short(label: str) -> str:
    return label if len(label) <= 12 else f"{label[:11]}…"


def _dots(
    fig: Drawing,
    points: pd.DataFrame,
    places: list[int],
    reading: Reading,
    unit: str,
    palette: Palette,
) -> None:
    signal = points["signal"]
    fig.add_scatter(
        x=places,
        y=points["value"],
        mode="lines+markers",
        line={"color": palette.focus, "width": 1.5},
        marker={
            "size": [10 if hit else 6 for hit in signal],
            "symbol": ["diamond" if hit else "circle" for hit in signal],
            "color": [palette.signal if hit else palette.focus for hit in signal],
            "opacity": 1,
        },
        text=[
            f"{label}: {reading.text(value)} {unit}".strip() if pd.notna(value) else ""
            for label, value in zip(points["label"], points["value"], strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )
