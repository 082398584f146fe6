"""Every number of a deck's charts as one table: what is in the charts' own workbooks."""

from __future__ import annotations

import pandas as pd

from dashboard.findings.table import Table
from dashboard.reports.deck.slide import Chart, Deck, LineChart

COLUMNS = ["slide", "chart", "series", "period_or_category", "value", "measure"]


def chart_table(deck: Deck) -> Table:
    """Return one row a value drawn; `measure` is empty where a value is a target or a mean."""
    rows = [
        (number, chart.name, series.name, _place(chart, place), value, series.source)
        for number, slide in enumerate(deck.slides, 1)
        for chart in slide.charts
        for series in chart.series
        for place, value in enumerate(series.values)
        if value is not None
    ]
    raw = pd.DataFrame(rows, columns=COLUMNS)
    shown = raw.set_axis(
        ["Slide", "Chart", "Series", "Period or category", "Value", "Measure"], axis=1
    )
    return Table("presentation-charts", shown, raw, {"Value": "{:.4g}"})


def _place(chart: Chart, place: int) -> str:
    return (
        f"{chart.dates[place]:%Y-%m}" if isinstance(chart, LineChart) else chart.categories[place]
    )
