"""The control chart of an outcome: a new phase at every dated change, each judged by itself."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.findings.block import Block
from dashboard.findings.events import Event
from dashboard.findings.months import months_on
from dashboard.findings.outcome_tables import control_table
from dashboard.findings.outcomes.offered import OFFERED
from dashboard.findings.outcomes.results import Outcome
from dashboard.findings.sentences import in_words, listed, month_name, plural, sentence

BOTH_ERAS = tuple(one.code for one in OFFERED if one.kind == "both_eras")
CHART_WORDS = {"p": "P", "pp": "P′", "u": "U", "up": "U′", "run": "Run"}
# Fewer points than this make no phase of their own; they stay with the one before.
SHORTEST_PHASE = 3
TITLE = "Control chart"


def control_block(one: Outcome, tool: tuple[Event, ...]) -> Block:
    """Return the chart: P′ or U′ where months vary more than chance, P or U where not."""
    from dashboard.analysis.chart_choice import choose_chart
    from dashboard.analysis.chart_rows import Break
    from dashboard.analysis.control_chart import control_chart
    from dashboard.analysis.errors import CannotCompute

    if one.points.empty or one.code not in BOTH_ERAS:
        return Block(TITLE, empty=one.reason or "It needs one series over both eras.")
    rows = one.points
    count, size = rows["numerator"].to_list(), rows["denominator"].to_list()
    breaks = _breaks(one, tool)
    first = breaks[0][0] if breaks else len(rows)
    try:
        choice = choose_chart("proportion" if one.is_share else "rate", count[:first], size[:first])
        chart = control_chart(
            count,
            size,
            chart=choice.chart,
            multiply=100 if one.is_share else 1000,
            breaks=[Break(after, reason) for after, reason in breaks],
        )
    except CannotCompute as reason:
        return Block(TITLE, empty=f"No limits can be drawn: {reason}.")
    frame = pd.DataFrame(
        {
            "month": rows["month"].to_list(),
            "value": pd.Series(chart.value, dtype=float),
            "centre": pd.Series(chart.centre, dtype=float),
            "lower": pd.Series(chart.lower, dtype=float),
            "upper": pd.Series(chart.upper, dtype=float),
            "signal": list(chart.sigma_signal),
            "complete": [era != "phase_in" for era in rows["era"]],
            "said": rows["said"].to_list(),
            "phase": list(chart.phase),
        }
    )
    runs = [phase.number for phase in chart.phases if phase.runs.signal]
    return Block(
        title=TITLE,
        mark=(
            f"{CHART_WORDS.get(choice.chart, choice.chart)} chart, limits at 3 sigma in grey; an "
            "ochre diamond lies beyond them. Hollow: roll-out. Every phase has limits of its own."
        ),
        frame=frame,
        alt=f"{one.label}: {sum(chart.sigma_signal)} points beyond the limits.",
        source=f"{sentence(_said(sum(chart.sigma_signal), runs))} {choice.reason}",
        table=control_table(one, frame),
        measures=one.measures,
        notes=_phases(breaks),
    )


def _breaks(one: Outcome, tool: tuple[Event, ...]) -> list[tuple[int, str]]:
    """Return the last row of each phase but the last, with the reason the next one begins."""
    dated: list[tuple[date, str]] = []
    if one.code == "learning_opportunities":
        dated += [(event.happened_on, event.label) for event in tool]
    if one.rollout is not None:
        dated.append((one.rollout[0], "the first go-live"))
        dated.append((months_on(one.rollout[1], 1), "the end of the last phase-in"))
    found: list[tuple[int, str]] = []
    months = one.points["month"].to_list()
    for when, reason in sorted(dated):
        after = sum(month < when for month in months)
        last = found[-1][0] if found else 0
        if after - last >= SHORTEST_PHASE and len(months) - after >= SHORTEST_PHASE:
            found.append((after, f"{reason}, {month_name(when)}"))
    return found


def _said(beyond: int, runs: list[int]) -> str:
    points = f"{plural(beyond, 'point')} beyond the limits" if beyond else "no point beyond limits"
    if not runs:
        return f"{points}, no unusual run in any phase."
    return f"{points}; an unusual run in phase {listed([in_words(number) for number in runs])}."


def _phases(breaks: list[tuple[int, str]]) -> tuple[str, ...]:
    if not breaks:
        return ()
    return (f"New phases begin at {listed([reason for _, reason in breaks])}.",)
