"""Which chart suits a measure, and where its level may have changed: both said in words."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.analysis.arrays import MaybeNumbers, Numbers, numbers
from dashboard.analysis.chart_limits import ChartKind
from dashboard.analysis.control_chart import ControlChart, Phase, control_chart
from dashboard.analysis.errors import CannotCompute

MeasureKind = Literal["count", "rate", "proportion", "composition", "duration", "score"]

MORE_THAN_CHANCE = 1.2
"""sigma_z above which a P chart gives way to P'."""

FEW_EVENTS = 2.0
"""Events a point below which limits from counts cannot be trusted."""

FEW_ELIGIBLE = 10.0
"""Denominator below which a monthly proportion is better shown by quarter."""

SHORTEST_SIDE = 6
"""Points wanted on either side of a suggested break."""

_FOR_BINOMIAL: tuple[MeasureKind, ...] = ("proportion", "composition")


@dataclass(frozen=True, slots=True)
class ChartChoice:
    """The chart chosen for a measure and the reason, as sentences a reader can check."""

    chart: ChartKind
    reason: str
    sigma_z: float | None


@dataclass(frozen=True, slots=True)
class BreakSuggestion:
    """A place where the level seems to change; nothing moves until someone gives the reason.

    `after` is the last row before the change, counted from 1. Medians are in the shown unit.
    """

    phase: int
    after: int
    points_before: int
    points_after: int
    median_before: float
    median_after: float
    question: str


def choose_chart(
    kind: MeasureKind, count: MaybeNumbers, size: MaybeNumbers | None = None
) -> ChartChoice:
    """The chart for a measure of `kind`, judged from its points in time order.

    count, size: shape (n,) as for `control_chart`; rates, proportions and compositions need
    `size`. sigma_z, the spread as a multiple of chance (Laney 2002), decides between P and P' and
    between U and U'. Raises CannotCompute for an unknown kind or a missing denominator.
    """
    if kind == "duration":
        return ChartChoice("run", _DURATION, None)
    if kind == "score":
        return ChartChoice("i", _SCORE, None)
    if kind == "count":
        return _choose_for_counts(count)
    if kind not in ("rate", *_FOR_BINOMIAL):
        raise CannotCompute(f"no chart is known for a measure of kind {kind}")
    if size is None:
        raise CannotCompute(f"a {kind} needs a denominator for each point")
    if _typical(numbers(count, "count")) < FEW_EVENTS:
        return ChartChoice("run", _FEW, None)
    if kind == "rate":
        return _choose_for_rates(count, size)
    return _choose_for_proportions(count, size)


_DURATION = (
    "Run chart: waiting times are skewed, so their medians are judged by runs and crossings, "
    "without limits."
)
_SCORE = "I chart: a score is a measurement, and its limits come from its own moving ranges."
_FEW = (
    "Run chart: with fewer than 2 events a point no limits from counts can be trusted. "
    "If the dates are known, a T chart of the days between events shows more."
)


def _typical(values: Numbers) -> float:
    present = values[np.isfinite(values)]
    return float(present.mean()) if present.size else 0.0


def _sigma_z(chart: ChartKind, count: MaybeNumbers, size: MaybeNumbers) -> float | None:
    return control_chart(count, size, chart=chart).phases[0].sigma_z


def _choose_for_proportions(count: MaybeNumbers, size: MaybeNumbers) -> ChartChoice:
    sigma_z = _sigma_z("p", count, size)
    advice = ""
    if _typical(numbers(size, "denominator")) < FEW_ELIGIBLE:
        advice = " The denominators are under 10 on average: show it by quarter."
    if sigma_z is not None and sigma_z > MORE_THAN_CHANCE:
        reason = f"P' chart: the points vary {sigma_z:.1f} times as much as chance would make them."
        return ChartChoice("pp", reason + advice, sigma_z)
    reason = f"P chart: {_as_chance(sigma_z)}."
    return ChartChoice("p", reason + advice, sigma_z)


def _as_chance(sigma_z: float | None) -> str:
    if sigma_z is None:
        return "the points are too few or too alike to compare their spread with chance"
    return f"the points vary about as much as chance would make them (sigma_z {sigma_z:.2f})"


def _choose_for_rates(count: MaybeNumbers, size: MaybeNumbers) -> ChartChoice:
    """U' by default, since exam volumes are large; never where it would narrow the limits."""
    sigma_z = _sigma_z("u", count, size)
    if sigma_z is None:
        return ChartChoice("u", f"U chart: {_as_chance(sigma_z)}.", sigma_z)
    if sigma_z < 1:
        reason = (
            f"U chart: the points vary less than chance would make them (sigma_z {sigma_z:.2f}), "
            "and a U' chart would narrow the limits on that account."
        )
        return ChartChoice("u", reason, sigma_z)
    reason = (
        "U' chart: with large denominators the limits must allow for more than chance "
        f"(sigma_z {sigma_z:.2f})."
    )
    return ChartChoice("up", reason, sigma_z)


def _choose_for_counts(count: MaybeNumbers) -> ChartChoice:
    counts = numbers(count, "count")
    if _typical(counts) < FEW_EVENTS:
        return ChartChoice("run", _FEW, None)
    sigma_z = _sigma_z("u", counts, np.ones(counts.size))
    if sigma_z is not None and sigma_z > MORE_THAN_CHANCE:
        reason = (
            f"I chart: the counts vary {sigma_z:.1f} times as much as chance would make them, "
            "so their limits come from their own moving ranges."
        )
        return ChartChoice("i", reason, sigma_z)
    return ChartChoice("c", f"C chart: {_as_chance(sigma_z)}.", sigma_z)


def suggest_break(chart: ControlChart) -> BreakSuggestion | None:
    """Where the newest phase seems to change level, if its runs signal and its median moves.

    The place is the one Pettitt's rank statistic (1979) picks, with at least 6 points on either
    side. The chart is not touched: limits move only when the cause is known, so the suggestion
    ends in the question that must be answered first.
    """
    phase = chart.phases[-1]
    if not phase.runs.signal:
        return None
    rows = [
        row
        for row in range(phase.first - 1, phase.last)
        if chart.value[row] is not None and not chart.excluded[row]
    ]
    values = np.array([chart.value[row] for row in rows], dtype=float)
    if values.size < 2 * SHORTEST_SIDE:
        return None
    split = _most_likely_change(values)
    before, later = values[:split], values[split:]
    if np.median(before) == np.median(later):
        return None
    return _suggestion(phase, rows[split - 1] + 1, before, later)


def _most_likely_change(values: Numbers) -> int:
    """Points before the change: the split at which ranks differ most (Pettitt 1979)."""
    order = np.sign(values[:, None] - values[None, :])
    contrast = np.abs(np.cumsum(order.sum(axis=1)))[:-1]
    allowed = slice(SHORTEST_SIDE - 1, values.size - SHORTEST_SIDE)
    return int(np.argmax(contrast[allowed])) + SHORTEST_SIDE


def _suggestion(phase: Phase, after: int, before: Numbers, later: Numbers) -> BreakSuggestion:
    old, new = float(np.median(before)), float(np.median(later))
    question = (
        f"The level seems to change after row {after}: median {old:.3g} before, {new:.3g} since. "
        "What happened then? The limits stay as they are until a reason is given."
    )
    return BreakSuggestion(phase.number, after, before.size, later.size, old, new, question)
