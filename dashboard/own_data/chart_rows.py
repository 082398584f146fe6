"""A control chart as rows: one a point, with the verdict of each rule, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboard.analysis.control_chart import ControlChart, Phase

CHART_COLUMNS = [
    "x", "y", "centre", "lower", "upper", "phase", "sigma_signal", "runs_signal", "longest_run",
    "longest_run_max", "crossings", "crossings_min", "sigma_z",
]  # fmt: skip
DOTS_COLUMNS = ["point_type", "variation", "assurance"]
LARGE_SPREAD = 1.2


def chart_columns(computed: ControlChart) -> list[str]:
    """The columns of the rows: a target and the icons only where asked for."""
    target = ["target"] if computed.target is not None else []
    dots = DOTS_COLUMNS if computed.rules == "plot-the-dots" else []
    return [*CHART_COLUMNS, *target, *dots, "note"]


def chart_rows(computed: ControlChart, x: list[str]) -> list[dict[str, Any]]:
    """A row a point, in order; x: what stands under each."""
    rows = []
    for row, label in enumerate(x):
        phase = computed.phases[computed.phase[row] - 1]
        runs = phase.runs
        rows.append(
            {
                "x": label,
                "y": computed.value[row],
                "centre": computed.centre[row],
                "lower": computed.lower[row],
                "upper": computed.upper[row],
                "phase": phase.number,
                "sigma_signal": computed.sigma_signal[row],
                "runs_signal": runs.signal,
                "longest_run": runs.longest_run,
                "longest_run_max": runs.longest_run_max,
                "crossings": runs.crossings,
                "crossings_min": runs.crossings_min,
                "sigma_z": phase.sigma_z,
                "target": computed.target,
                "point_type": computed.point_type[row],
                "variation": phase.variation,
                "assurance": phase.assurance,
                "note": _row_note(computed, row, phase),
            }
        )
    return rows


def _row_note(computed: ControlChart, row: int, phase: Phase) -> str:
    return "; ".join(
        part for part in (computed.notes[row], computed.rule[row], *phase.notes) if part
    )


def chart_words(computed: ControlChart) -> list[str]:
    """What a reader should know beside the numbers: false alarms, spread, a possible break."""
    from dashboard.analysis.chart_choice import suggest_break
    from dashboard.analysis.false_alarms import false_alarm_sentence

    words = [false_alarm_sentence(computed)]
    spread = max((phase.sigma_z or 0.0 for phase in computed.phases), default=0.0)
    if computed.chart in ("p", "u") and spread > LARGE_SPREAD:
        words.append(
            f"The points vary {spread:.1f} times as much as chance would make them: "
            f"--type {computed.chart}p allows for that."
        )
    suggestion = suggest_break(computed)
    return [*words, suggestion.question] if suggestion else words
