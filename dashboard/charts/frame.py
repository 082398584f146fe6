"""What every figure shares: its frame, words set inside the plot, dated events, tidy scales.

Layout is set on the figure, never in a template: Streamlit's own template would win. Words go
inside the plot or above the mark, because the server does not know how wide the reader's
window is: each figure must read at 340 and at 1200 pixels.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.palette import Palette
from dashboard.findings.events import Event
from dashboard.findings.months import months_on
from dashboard.findings.sentences import percent

SMALL, BASE = 13, 14
CLEAR = "rgba(0,0,0,0)"
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
LINE = 16  # pixels a line of small words takes


@dataclass(frozen=True, slots=True)
class Reading:
    """How a value is written: as a percent of a share 0 to 1, or a number with decimals."""

    percent: bool = False
    decimals: int = 0

    def text(self, value: float) -> str:
        """Return `value` as it stands at a mark: "71%", "2.9"."""
        if self.percent and not self.decimals and value >= 0:
            return percent(value)  # as the sentences round it
        if self.percent:
            return f"{value:.{self.decimals}%}"
        return f"{value:,.{self.decimals}f}"

    def tick(self, value: float) -> str:
        """Return `value` as it stands on an axis, with no more decimals than it needs."""
        shown = value * 100 if self.percent else value
        plain = f"{shown:,.0f}" if abs(shown - round(shown)) < 1e-9 else f"{shown:g}"
        return f"{plain}%" if self.percent else plain


def frame(
    fig: Drawing,
    palette: Palette,
    height: int,
    *,
    grid: Literal["x", "y", "xy", ""] = "y",
    left: int = 36,
    right: int = 12,
    top: int = 12,
    bottom: int = 28,
    pad: int = 6,
    hover: Literal["x unified", "closest"] = "x unified",
) -> Drawing:
    """Give `fig` the house frame: margins in pixels, grid on one axis, no lines, no tools."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickfont": {"size": SMALL, "color": palette.muted},
        "title": None,
        "tickangle": 0,
        "fixedrange": True,
        "automargin": False,
        "gridcolor": palette.rule,
        "gridwidth": 1,
        "griddash": "solid",
    }
    fig.update_layout(
        height=height,
        margin={"l": left, "r": right, "t": top, "b": bottom, "pad": pad},
        showlegend=False,
        dragmode=False,
        hovermode=hover,
        font={"size": BASE, "color": palette.ink},
        paper_bgcolor=palette.paper,
        plot_bgcolor=palette.paper,
        hoverlabel={
            "bgcolor": palette.paper,
            "bordercolor": palette.rule,
            "font": {"size": SMALL, "color": palette.ink},
        },
        bargap=0.35,
    )
    fig.update_xaxes(**axis | {"showgrid": "x" in grid})
    fig.update_yaxes(**axis | {"showgrid": "y" in grid})
    return fig


def words(
    fig: Drawing,
    x: object,
    y: object,
    text: str,
    color: str,
    *,
    bold: bool = False,
    size: int = SMALL,
    xanchor: Literal["left", "center", "right"] = "left",
    yanchor: Literal["top", "middle", "bottom"] = "middle",
    dx: float = 0,
    dy: float = 0,
    xref: str = "x",
    yref: str = "y",
    background: str = CLEAR,
) -> None:
    """Set `text` at (x, y), moved by (dx, dy) pixels; on a log axis give the log of the value."""
    fig.add_annotation(
        x=x,
        y=y,
        xref=xref,
        yref=yref,
        text=f"<b>{text}</b>" if bold else text,
        showarrow=False,
        xanchor=xanchor,
        yanchor=yanchor,
        xshift=dx,
        yshift=dy,
        align=xanchor,
        font={"size": size, "color": color},
        bgcolor=background,
        borderpad=0,
    )


def event_line(
    fig: Drawing, palette: Palette, event: Event, *, plot: int, above: int, words_too: bool = True
) -> None:
    """Draw `event` as a hairline that rises `above` pixels over the plot, words left of its top.

    plot: the plot's own height in pixels. Without words only the month stands there.
    """
    when, top = event.happened_on.isoformat(), 1 + above / plot
    fig.add_shape(
        type="line",
        x0=when,
        x1=when,
        y0=0,
        y1=top,
        yref="paper",
        line={"color": palette.muted, "width": 1},
    )
    lines = in_lines(event.label, 15) if words_too else []
    words(
        fig,
        when,
        top,
        "<br>".join([short_month(event.happened_on), *lines[:2]]),
        palette.muted,
        xanchor="right",
        yanchor="top",
        dx=-5,
        yref="paper",
    )


def target_line(fig: Drawing, palette: Palette, target: float, text: str, *, dy: float = 0) -> None:
    """Draw a dashed line at `target` over the whole width, its words in the right margin."""
    fig.add_shape(
        type="line",
        x0=0,
        x1=1,
        xref="paper",
        y0=target,
        y1=target,
        line={"color": palette.ink, "width": 1, "dash": "4px,4px"},
    )
    words(fig, 1, target, text, palette.ink, xref="paper", dx=2, dy=dy)


def phase_in_strip(fig: Drawing, palette: Palette, event: Event) -> None:
    """Shade the months of phase-in after `event`; draws nothing when it has none."""
    if not event.phase_in_months:
        return
    fig.add_shape(
        type="rect",
        x0=event.happened_on.isoformat(),
        x1=months_on(event.happened_on, event.phase_in_months).isoformat(),
        y0=0,
        y1=1,
        yref="paper",
        fillcolor=palette.legacy_tint,
        line={"width": 0},
        layer="below",
    )


def in_lines(text: str, width: int, most: int = 2) -> list[str]:
    """Break `text` into lines of about `width` letters; what goes beyond `most` ends in …."""
    lines = textwrap.wrap(text, width, break_long_words=False)
    if len(lines) <= most:
        return lines
    return [
        *lines[: most - 1],
        textwrap.shorten(" ".join(lines[most - 1 :]), width, placeholder="…"),
    ]


def short_month(day: date) -> str:
    """Return "Mar 2025"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def month_ticks(first: date, last: date) -> tuple[list[str], list[str]]:
    """Return where and what to write under a time axis: two to six ticks, none at the end.

    Long spans are labelled by year alone, at each January; short ones by month and year.
    """
    span = (last.year - first.year) * 12 + last.month - first.month
    if span >= 36:
        every = math.ceil(span / 12 / 6)
        start = first.year + (first.month > 1)
        years = range(start, last.year + 1, every)
        return [f"{year}-01-01" for year in years], [str(year) for year in years]
    # Halfway is far enough from both edges for two labels to read on a phone.
    step = 12 if span > 17 else max(1, math.ceil(span / 2))
    ticks = [months_on(first, offset) for offset in range(0, max(1, span), step)][:3]
    return [tick.isoformat() for tick in ticks], [short_month(tick) for tick in ticks]


def scale_up_to(
    largest: float, ticks: int = 4, *, whole: bool = False
) -> tuple[float, list[float]]:
    """Return the top of an axis from 0 that holds `largest`, and its ticks, on round numbers.

    whole: of things counted, of which there is no half.
    """
    if not math.isfinite(largest) or largest <= 0:
        return 1.0, [0.0, 1.0]
    rough = largest / ticks
    magnitude = 10 ** math.floor(math.log10(rough))
    steps = (m * magnitude for m in STEPS if m * magnitude >= rough * 0.999)
    step = max(1.0, next(s for s in steps if s == int(s) or s < 1)) if whole else next(steps)
    count = math.ceil(largest / step * 0.999)
    return count * step, [round(step * i, 10) for i in range(count + 1)]


def time_range(first: date, last: date) -> list[str]:
    """Return the range of a time axis with room for half a dot at each end."""
    room = max(6.0, (last - first).days / 55)
    return [
        (first - timedelta(days=room)).isoformat(),
        (last + timedelta(days=room)).isoformat(),
    ]


def set_value_axis(fig: Drawing, top: float, ticks: Sequence[float], reading: Reading) -> None:
    """Give the y axis its range from 0 to `top` and its few written ticks."""
    fig.update_yaxes(
        range=[0, top], tickvals=list(ticks), ticktext=[reading.tick(value) for value in ticks]
    )


def set_time_axis(fig: Drawing, first: date, last: date) -> None:
    """Give the x axis its range and its two to six written ticks."""
    values, texts = month_ticks(first, last)
    fig.update_xaxes(range=time_range(first, last), tickvals=values, ticktext=texts)


def iso(days: Sequence[date] | pd.Series) -> list[str]:
    """Return days as ISO text, the form in which plotly sends dates."""
    return [pd.Timestamp(day).date().isoformat() for day in days]
