"""An interrupted series: dots, the fitted lines, and what was expected had nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import LINE, Reading, frame, in_lines, scale_up_to, words
from dashboard.charts.palette import SCREEN, Palette
from dashboard.charts.sequence import label_places

HEIGHT, HEAD, FOOT = 440, 3 * LINE + 10, 28


def interrupted(
    points: pd.DataFrame,
    reading: Reading,
    marks: Mapping[str, Any],
    *,
    palette: Palette = SCREEN,
) -> Drawing:
    """Draw the series on its rows in order.

    points: columns label, value, fitted, expected, lower, upper (of what was expected), after
    (bool: from the change on), kept (bool: not in the phase-in). marks: change (place of the
    first row after it, from 0), words (what happened), at (place at which the effect is read),
    beyond (that place lies past the last row).
    """
    fig = Drawing()
    places = pd.Series(range(len(points)), index=points.index)
    _phase_in(fig, points, places, palette)
    _expected(fig, points, places, palette)
    for after, role in ((False, palette.legacy), (True, palette.focus)):
        part = points["after"] == after
        _dots(fig, points[part], places[part], reading, role, palette)
        _fitted(fig, points[part], places[part], role)
    _effect(fig, points, marks, palette)
    frame(fig, palette, HEIGHT, left=44, right=16, top=HEAD, bottom=FOOT)
    low, high, ticks = _reach(points, reading)
    fig.update_yaxes(range=[low, high], tickvals=ticks, ticktext=[reading.tick(t) for t in ticks])
    label_places(fig, list(points["label"]))
    _change(fig, marks, palette)
    _name_lines(fig, points, places, palette)
    return fig


def _name_lines(fig: Drawing, points: pd.DataFrame, places: pd.Series, palette: Palette) -> None:
    known = points["expected"].dropna()
    if len(known):
        # Where the line begins, on the side it leaves: at its end the ink bar stands in the way.
        rises = known.iloc[-1] >= known.iloc[0]
        words(
            fig, places[known.index[0]], known.iloc[0], "expected", palette.muted,
            dx=6, dy=-14 if rises else 14,
        )  # fmt: skip
    waiting = places[~points["kept"]]
    if len(waiting) > len(points) / 10:
        words(
            fig, waiting.mean(), 0, "left out", palette.muted, xanchor="center", yref="paper",
            dy=12,
        )  # fmt: skip


def _reach(points: pd.DataFrame, reading: Reading) -> tuple[float, float, list[float]]:
    values = points[["value", "fitted", "expected"]]
    most = float(values.max().max())
    high = max(most, min(float(points["upper"].max()), 1.5 * most)) if len(points) else most
    ceiling, ticks = scale_up_to(min(high, 1.0) if reading.percent else high, 4)
    least = min(0.0, float(values.min().min()))
    return (least * 1.05, ceiling * 1.02, ticks)


def _phase_in(fig: Drawing, points: pd.DataFrame, places: pd.Series, palette: Palette) -> None:
    waiting = places[~points["kept"]]
    if waiting.empty:
        return
    fig.add_shape(
        type="rect", x0=waiting.min() - 0.5, x1=waiting.max() + 0.5, y0=0, y1=1, yref="paper",
        fillcolor=palette.legacy_tint, line={"width": 0}, layer="below",
    )  # fmt: skip


def _expected(fig: Drawing, points: pd.DataFrame, places: pd.Series, palette: Palette) -> None:
    known = points["expected"].notna()
    x, own = places[known], points[known]
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "x": x}
    if own["lower"].notna().any():
        fig.add_scatter(y=own["upper"], **edge)
        fig.add_scatter(y=own["lower"], fill="tonexty", fillcolor=palette.legacy_tint, **edge)
    fig.add_scatter(
        x=x, y=own["expected"], mode="lines",
        line={"color": palette.muted, "width": 2.5, "dash": "4px,4px"}, hoverinfo="skip",
    )  # fmt: skip


def _dots(
    fig: Drawing, own: pd.DataFrame, places: pd.Series, reading: Reading, colour: str,
    palette: Palette,
) -> None:  # fmt: skip
    fig.add_scatter(
        x=places,
        y=own["value"],
        mode="markers",
        marker={
            "size": 5,
            "color": [colour if kept else palette.paper for kept in own["kept"]],
            "line": {"color": colour, "width": 1.5},
            "opacity": 1,
        },
        text=[
            f"{label}: {reading.text(value)}" if pd.notna(value) else ""
            for label, value in zip(own["label"], own["value"], strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _fitted(fig: Drawing, own: pd.DataFrame, places: pd.Series, colour: str) -> None:
    fig.add_scatter(
        x=places, y=own["fitted"], mode="lines", line={"color": colour, "width": 3},
        hoverinfo="skip",
    )  # fmt: skip


def _effect(fig: Drawing, points: pd.DataFrame, marks: Mapping[str, Any], palette: Palette) -> None:
    """An ink bar from what was expected to what was fitted, where the effect is read."""
    if marks.get("beyond"):
        return
    row, place = points.iloc[marks["at"]], marks["at"]
    if pd.isna(row["fitted"]) or pd.isna(row["expected"]):
        return
    fig.add_shape(
        type="line", x0=place, x1=place, y0=row["expected"], y1=row["fitted"],
        line={"color": palette.ink, "width": 4},
    )  # fmt: skip
    fig.add_scatter(
        x=[place], y=[row["fitted"]], mode="markers",
        marker={"size": 7, "color": palette.ink, "opacity": 1},
        text=[f"{row['label']}: fitted less expected {row['fitted'] - row['expected']:.3g}"],
        hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip


def _change(fig: Drawing, marks: Mapping[str, Any], palette: Palette) -> None:
    at = marks["change"] - 0.5
    top = 1 + (HEAD - 8) / (HEIGHT - HEAD - FOOT)
    fig.add_shape(
        type="line", x0=at, x1=at, y0=0, y1=top, yref="paper",
        line={"color": palette.muted, "width": 1},
    )  # fmt: skip
    text = "<br>".join(in_lines(str(marks["words"]), 18, 3))
    words(fig, at, top, text, palette.muted, xanchor="right", yanchor="top", dx=-5, yref="paper")
