"""Published shares, one study a row, grouped by what they divide by."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import BASE, SMALL, Reading, frame, scale_up_to, words
from dashboard.charts.palette import SCREEN, Palette
from dashboard.findings.sentences import share_words

ROW, HEADING = 48, 40
SHARE = Reading(percent=True)


def forest(rows: pd.DataFrame, *, palette: Palette = SCREEN) -> Drawing:
    """Draw a dot and its interval a row, a heading above each kind of denominator.

    rows: in order, columns kind (study, mine, department, summary), role (a palette's), heading,
    label, said ("23 of 206"), estimate, lower, upper (shares 0 to 1), predicted_lower and
    predicted_upper (missing except for a summary), weight. A summary is a diamond; its
    prediction interval a dashed line; a row of the reader's own is a ring.
    """
    fig = Drawing()
    top, ticks = scale_up_to(min(1.0, _reach(rows)), 3)
    top = min(top, 1.0)
    height, heading = 0.0, None
    for row in rows.to_dict("records"):
        if row["heading"] != heading:
            heading = row["heading"]
            height += HEADING
            words(
                fig, 0, -height + 14, f"Out of {heading}", palette.muted, xref="paper",
                dx=-14, size=SMALL,
            )  # fmt: skip
        height += ROW
        _row(fig, row, -height + 12, top, palette)
    frame(
        fig, palette, int(height) + 46, grid="x", left=14, right=16, top=0, bottom=32,
        hover="closest",
    )  # fmt: skip
    fig.update_xaxes(
        range=[0, top * 1.02], tickvals=ticks, ticktext=[_tick(tick) for tick in ticks]
    )
    fig.update_yaxes(range=[-height - 6, 0], showticklabels=False)
    return fig


def _reach(rows: pd.DataFrame) -> float:
    """Where the axis ends: past every dot, and past intervals up to three times as far."""
    dots = float(rows["estimate"].max())
    return min(float(rows["upper"].max()), max(3 * dots, 0.01))


def _tick(value: float) -> str:
    return f"{100 * value:g}%"


def _row(fig: Drawing, row: dict[str, Any], y: float, top: float, palette: Palette) -> None:
    colour = getattr(palette, row["role"])
    if pd.notna(row["predicted_lower"]):
        _line(
            fig, row["predicted_lower"], row["predicted_upper"], y, top,
            {"color": palette.muted, "width": 1.5, "dash": "4px,4px"},
        )  # fmt: skip
    if row["kind"] == "summary":
        _diamond(fig, row, y, top, palette)
    else:
        _line(fig, row["lower"], row["upper"], y, top, {"color": colour, "width": 2})
        _dot(fig, row, y, colour, palette)
    said = share_words(row["estimate"])
    bold = row["kind"] in ("department", "summary")
    label = f"<b>{row['label']}</b>" if bold else row["label"]
    words(
        fig, 0, y, f"{label}  <b>{said}</b>", palette.ink, xref="paper", dx=-14, dy=18, size=BASE,
        background=palette.paper,
    )  # fmt: skip
    words(
        fig, 1, y, row["said"], palette.muted, xref="paper", xanchor="right", dy=18, size=SMALL,
        background=palette.paper,
    )  # fmt: skip


def _line(
    fig: Drawing, lower: float, upper: float, y: float, top: float, line: dict[str, Any]
) -> None:
    fig.add_scatter(
        x=[min(lower, top), min(upper, top * 1.02)],
        y=[y, y],
        mode="lines",
        line=line,
        hoverinfo="skip",
    )


def _dot(fig: Drawing, row: dict[str, Any], y: float, colour: str, palette: Palette) -> None:
    ring = row["kind"] == "mine"
    fig.add_scatter(
        x=[row["estimate"]],
        y=[y],
        mode="markers",
        marker={
            "size": 13 if row["kind"] == "department" else 10,
            "color": palette.paper if ring else colour,
            "line": {"color": colour, "width": 2},
            "opacity": 1,
        },
        text=[_hover(row)],
        hovertemplate="%{text}<extra></extra>",
    )


def _diamond(fig: Drawing, row: dict[str, Any], y: float, top: float, palette: Palette) -> None:
    low, middle, high = (min(row[name], top * 1.02) for name in ("lower", "estimate", "upper"))
    fig.add_scatter(
        x=[low, middle, high, middle, low],
        y=[y, y + 7, y, y - 7, y],
        mode="lines",
        fill="toself",
        fillcolor=palette.ink,
        line={"color": palette.ink, "width": 1},
        text=[_hover(row)] * 5,
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(row: dict[str, Any]) -> str:
    return (
        f"{row['label']}: {share_words(row['estimate'])} ({share_words(row['lower'])} to "
        f"{share_words(row['upper'])}), {row['said']} {row['heading']}"
    )
