"""An outcome over both eras beside what was expected, with the effect as an ink bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Reading, words
from dashboard.charts.palette import SCREEN, Palette
from dashboard.charts.roll_out import roll_out
from dashboard.findings.events import Event

SHORT = 0.2
# The share of the months that the name of the expected line is written over, on a phone too.
NAME_WIDTH = 0.4
NAME_HEIGHT = 0.1


@dataclass(frozen=True, slots=True)
class EffectBar:
    """The effect drawn at a month, from what was expected to what was seen, with its words."""

    month: date
    expected: float
    seen: float
    lines: tuple[str, str, str]


def outcome_series(
    points: pd.DataFrame,
    reading: Reading,
    *,
    events: Sequence[Event],
    levels: pd.DataFrame | None = None,
    expected: pd.DataFrame | None = None,
    bar: EffectBar | None = None,
    palette: Palette = SCREEN,
) -> Drawing:
    """Draw `charts.roll_out` with the expected line, its wedge, and the effect where there is one.

    points, levels, expected: as for `charts.eras`.
    """
    fig = roll_out(
        points, reading, events=events, levels=levels, expected=expected, palette=palette
    )
    if bar is not None:
        _draw(fig, bar, palette, aside=_is_short(bar, points))
    # Beside a short bar there is no room for a name; the line above the chart says it as well.
    if expected is not None and not expected.empty and not (bar and _is_short(bar, points)):
        _name_expected(fig, expected, points, palette)
    return fig


def _is_short(bar: EffectBar, points: pd.DataFrame) -> bool:
    """Whether three lines of words would not fit beside the bar without covering the dots."""
    return abs(bar.seen - bar.expected) < SHORT * float(points["value"].max())


def _draw(fig: Drawing, bar: EffectBar, palette: Palette, *, aside: bool) -> None:
    """Draw the bar, its words beside it or, `aside`, under it and clear of the dots."""
    when = bar.month.isoformat()
    fig.add_shape(
        type="line", x0=when, x1=when, y0=bar.expected, y1=bar.seen,
        line={"color": palette.ink, "width": 2},
    )  # fmt: skip
    first, middle, last = bar.lines
    words(
        fig,
        when,
        min(bar.expected, bar.seen) if aside else 0.38 * bar.expected + 0.62 * bar.seen,
        f"{first}<br><b>{middle}</b><br>{last}",
        palette.ink,
        xanchor="left",
        yanchor="top" if aside else "middle",
        dx=6,
        dy=-36 if aside else 0,
        background=palette.paper,
    )


def _name_expected(
    fig: Drawing, expected: pd.DataFrame, points: pd.DataFrame, palette: Palette
) -> None:
    """Name the line below all that stands over the name: the line, its interval and the dots."""
    months = points["month"]
    begins = max(months) - NAME_WIDTH * (max(months) - min(months))
    beside = expected[expected["month"] >= begins]
    lowest = min(
        float(beside["lower"].fillna(beside["value"]).min()),
        float(points["value"][months >= begins].min()),
    )
    words(
        fig,
        expected["month"].iloc[-1].isoformat(),
        # Two lines of words still stand above the axis.
        max(lowest, NAME_HEIGHT * float(max(points["value"].max(), expected["value"].max()))),
        "Expected had<br>scoring gone on",
        palette.muted,
        xanchor="right",
        yanchor="top",
        dx=6,
        dy=-2,
    )
