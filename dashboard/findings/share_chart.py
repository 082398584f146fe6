"""A share followed over time between its control limits, ready to be drawn and put in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.findings.months import GRAIN_WORDS, day
from dashboard.findings.sentences import out_of, plural, short_span

if TYPE_CHECKING:
    from dashboard.analysis.control_chart import ControlChart

CHART_WORDS = {"p": "P chart", "pp": "P′ chart", "run": "run chart"}
# Limits come from this many first periods when no dated change says where to stop.
FIRST_PERIODS = 12
# From fewer periods the line itself is too uncertain to judge later ones by.
SHORTEST_BASELINE = 6


@dataclass(frozen=True, slots=True)
class ShareChart:
    """A control chart of one share.

    points: one row a period, columns month (its first), value (share, 0 to 1), centre, lower,
    upper, signal, complete, said, numerator, denominator, period. kind: "P chart", "P′ chart"
    or "run chart". baseline: in words, which periods the limits come from. signals: how many
    points signal. notes: what the chart cannot say.
    """

    points: pd.DataFrame
    kind: str
    baseline: str
    signals: int
    notes: tuple[str, ...]


def share_chart(
    rows: pd.DataFrame, unit: str, before: int | None = None, event: str = ""
) -> ShareChart:
    """Return the chart of numerator over denominator, `rows` in time order.

    rows: columns from_month, to_month, grain, numerator, denominator. unit: what is counted,
    plural. before: how many first rows lie before the dated `event` ("July 2024"); limits then
    come from those, if there are at least two. Otherwise they come from the first twelve
    periods, or from all where there are not half as many again. P′ in place of P where the
    spread is more than 1.2 times what chance would make it.
    """
    from dashboard.analysis.chart_choice import choose_chart
    from dashboard.analysis.control_chart import control_chart

    count, size = rows["numerator"].to_list(), rows["denominator"].to_list()
    used, words = _baseline(rows, before, event)
    choice = choose_chart("proportion", count[:used], size[:used])
    chart = control_chart(count, size, chart=choice.chart, freeze=used)
    runs = _long_run(chart)
    signal = [beyond or long for beyond, long in zip(chart.sigma_signal, runs, strict=True)]
    periods = [
        short_span(day(first), day(last))
        for first, last in zip(rows["from_month"], rows["to_month"], strict=True)
    ]
    points = pd.DataFrame(
        {
            "month": rows["from_month"].to_list(),
            "value": pd.Series(chart.value, dtype=float),
            "centre": pd.Series(chart.centre, dtype=float),
            "lower": pd.Series(chart.lower, dtype=float),
            "upper": pd.Series(chart.upper, dtype=float),
            "signal": signal,
            "complete": True,
            "said": [
                f"{out_of(hits, n, unit)}, {period}"
                for hits, n, period in zip(count, size, periods, strict=True)
            ],
            "numerator": count,
            "denominator": size,
            "period": periods,
        }
    )
    kind = CHART_WORDS.get(choice.chart, choice.chart)
    return ShareChart(points, kind, words, sum(signal), chart.phases[0].notes)


def _baseline(rows: pd.DataFrame, before: int | None, event: str) -> tuple[int, str]:
    """Return how many first rows inform the limits, and those rows in words."""
    if before is not None and before >= SHORTEST_BASELINE:
        return before, f"limits from the {_periods(rows[:before])} before {event}"
    if len(rows) >= FIRST_PERIODS * 3 // 2:
        return FIRST_PERIODS, f"limits from the first {_periods(rows[:FIRST_PERIODS])}"
    return len(rows), f"limits from all {_periods(rows)}"


def _periods(rows: pd.DataFrame) -> str:
    grains = set(rows["grain"])
    word = GRAIN_WORDS[next(iter(grains))] if len(grains) == 1 else "period"
    return plural(len(rows), word)


def _long_run(chart: ControlChart) -> list[bool]:
    """Return the points at which a run on one side of the line has become longer than chance.

    The points that began the run are not marked: when they came, nothing was out of the ordinary.
    """
    from dashboard.analysis.run_rules import sides_of_line

    runs = chart.phases[0].runs
    marks = [False] * len(chart.value)
    if not runs.signal or runs.longest_run_max is None:
        return marks
    centre = [float("nan") if line is None else line for line in chart.centre]
    run = last = 0
    for place, side in enumerate(sides_of_line(chart.value, centre)):
        if side == 0:
            continue
        run, last = (run + 1 if side == last else 1), int(side)
        marks[place] = run > runs.longest_run_max
    return marks
