"""Control charts for time series: centre line, limits, phases and signals, from plain numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.arrays import (
    MaybeNumbers,
    Numbers,
    all_or_none,
    or_none,
)
from dashboard.analysis.chart_limits import (
    MOVING_RANGE_TO_SIGMA,
    PLOT_THE_DOTS_FACTOR,
    ChartKind,
    PhaseData,
    PhaseLimits,
    phase_limits,
)
from dashboard.analysis.chart_rows import (
    Break,
    ChartRows,
    ChartSettings,
    RuleSet,
    check_settings,
    checked_rows,
    phase_bounds,
)
from dashboard.analysis.plot_the_dots import (
    Assurance,
    Direction,
    DotsVerdict,
    PointType,
    assurance,
    beyond_limits,
    judge_dots,
)
from dashboard.analysis.run_rules import RunsAnalysis, analyse_runs

PROVISIONAL_BELOW = 12
"""Limits from fewer points than this are called provisional."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of rows with its own centre line and limits.

    `first` and `last` are rows counted from 1; `reason` is the one given for the break that
    starts the phase. `sigma_z` is how much the points vary as a multiple of chance (attribute
    charts only). `variation` and `assurance` are set under the plot-the-dots rules; assurance in
    the last phase alone. `notes` say what this phase cannot say.
    """

    number: int
    first: int
    last: int
    reason: str
    baseline_points: int
    runs: RunsAnalysis
    sigma_z: float | None
    variation: PointType | None
    assurance: Assurance | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A computed chart; every per-row field has one entry a row, None where there is none.

    Lines and values are in the shown unit (multiplied). `rule` and `point_type` are filled under
    the plot-the-dots rules only. `notes` hold what is odd about a row.
    """

    chart: ChartKind
    rules: RuleSet
    value: tuple[float | None, ...]
    centre: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    lower_two_sigma: tuple[float | None, ...]
    upper_two_sigma: tuple[float | None, ...]
    phase: tuple[int, ...]
    excluded: tuple[bool, ...]
    sigma_signal: tuple[bool, ...]
    rule: tuple[str, ...]
    point_type: tuple[PointType | None, ...]
    notes: tuple[str, ...]
    phases: tuple[Phase, ...]
    target: float | None

    @property
    def signals(self) -> bool:
        """Whether any row or phase signals under the chosen rules."""
        if self.rules == "plot-the-dots":
            return any(self.rule)
        return any(self.sigma_signal) or any(phase.runs.signal for phase in self.phases)


def control_chart(
    count: MaybeNumbers,
    size: MaybeNumbers | None = None,
    *,
    chart: ChartKind = "run",
    multiply: float = 1.0,
    breaks: Sequence[Break | int] = (),
    freeze: int | None = None,
    exclude: Sequence[int] = (),
    centre: float | None = None,
    target: float | None = None,
    screen: bool = True,
    rules: RuleSet = "anhoej",
    better: Direction | None = None,
    ordered: bool = True,
) -> ControlChart:
    """A control chart of `count` (or `count` over `size`), in time order.

    count, size: shape (n,), None or nan where missing. P, P', U and U' need `size`; run, I
    and MR charts may have it. A missing or zero denominator, or a missing count, is a gap.
    multiply: shown unit, such as 1000 for a rate per 1000; `centre` and `target` are given in the
    shown unit too.
    breaks: last row of each phase but the last, counted from 1, or a Break with its reason.
    freeze: only the first `freeze` rows of each phase inform its limits.
    exclude: rows, counted from 1, left out of limits and runs; they may still lie beyond a limit.
    screen: drop moving ranges at or above 3.267 times their mean once (I, T, P', U').
    rules: Anhøj's runs with 3 sigma (sigma = mean moving range / 1.128), or the four
    plot-the-dots rules (limits at 2.66 mean moving ranges). `better` orients the latter.
    ordered: False for rows that are units, not times: no runs verdict, and sigma_z is a standard
    deviation.

    Raises CannotCompute for an impossible count, denominator, row number or chart. Sources as in
    `phase_limits`, `analyse_runs` and `judge_dots`.
    """
    settings = ChartSettings(
        chart, rules, float(multiply), freeze, centre, target, better, screen, ordered
    )
    check_settings(settings)
    rows = checked_rows(count, size, exclude, settings)
    bounds, reasons = phase_bounds(breaks, rows.value.size)
    parts = [
        _one_phase(number, first, last, reason, rows, settings, last == rows.value.size)
        for number, (first, last, reason) in enumerate(
            zip(bounds[:-1], bounds[1:], reasons, strict=True), start=1
        )
    ]
    return _assemble(rows, settings, parts)


@dataclass(frozen=True, slots=True)
class _Part:
    """One phase computed: its summary, its lines and the verdict on each row."""

    phase: Phase
    limits: PhaseLimits
    sigma_signal: NDArray[np.bool_]
    dots: DotsVerdict | None


def _one_phase(
    number: int,
    first: int,
    last: int,
    reason: str,
    rows: ChartRows,
    settings: ChartSettings,
    newest: bool,
) -> _Part:
    here = slice(first, last)
    included = rows.included[here]
    within_baseline = np.arange(last - first) < (settings.freeze or last - first)
    data = PhaseData(
        count=rows.count[here],
        size=rows.size[here],
        value=rows.value[here],
        informs=included & within_baseline,
        ordered=settings.ordered,
        screen=settings.screen,
        centre=None if settings.centre is None else settings.centre / settings.multiply,
        factor=_factor(settings.rules),
    )
    limits = phase_limits(settings.chart, data)
    runs = analyse_runs(limits.value[included], limits.centre[included])
    runs = _without_verdict_where_senseless(runs, settings)
    dots = _dots(limits, included, settings)
    baseline = int((data.informs & np.isfinite(limits.value)).sum())
    phase = Phase(
        number=number,
        first=first + 1,
        last=last,
        reason=reason,
        baseline_points=baseline,
        runs=runs,
        sigma_z=or_none(limits.sigma_z),
        variation=dots.variation if dots else None,
        assurance=_assurance(limits, settings) if dots and newest else None,
        notes=_phase_notes(limits, runs, baseline, settings),
    )
    signal = beyond_limits(limits.value, limits.lower, limits.upper)
    return _Part(phase, limits, signal, dots)


def _factor(rules: RuleSet) -> float:
    """Limits of an I chart in mean moving ranges: the two schools round differently."""
    return PLOT_THE_DOTS_FACTOR if rules == "plot-the-dots" else 3 / MOVING_RANGE_TO_SIGMA


def _without_verdict_where_senseless(runs: RunsAnalysis, settings: ChartSettings) -> RunsAnalysis:
    """Runs mean nothing for overlapping moving ranges or for rows without time order."""
    if settings.chart == "mr":
        why = "run rules are not applied: neighbouring moving ranges share a point"
    elif not settings.ordered:
        why = "run rules are not applied: the rows are not in time order"
    else:
        return runs
    return RunsAnalysis(
        runs.observed, runs.useful, runs.longest_run, runs.longest_run_max,
        runs.crossings, runs.crossings_min, False, why,
    )  # fmt: skip


def _dots(
    limits: PhaseLimits, included: NDArray[np.bool_], settings: ChartSettings
) -> DotsVerdict | None:
    if settings.rules != "plot-the-dots":
        return None
    return judge_dots(
        limits.value, limits.centre, limits.lower, limits.upper, included, settings.better
    )


def _assurance(limits: PhaseLimits, settings: ChartSettings) -> Assurance | None:
    """The limits of the last row that has any, against the target."""
    known = np.flatnonzero(np.isfinite(limits.lower) & np.isfinite(limits.upper))
    if known.size == 0 or settings.target is None:
        return None
    lower, upper = (
        float(line[known[-1]]) * settings.multiply for line in (limits.lower, limits.upper)
    )
    return assurance(settings.target, lower, upper, settings.better)


def _phase_notes(
    limits: PhaseLimits, runs: RunsAnalysis, baseline: int, settings: ChartSettings
) -> tuple[str, ...]:
    notes = [*limits.notes]
    if runs.note:
        notes.append(runs.note)
    if 0 < baseline < PROVISIONAL_BELOW and np.isfinite(limits.lower).any():
        notes.append(f"provisional limits: {baseline} points inform them")
    return tuple(notes)


def _row_notes(
    rows: ChartRows, settings: ChartSettings, limits: list[PhaseLimits]
) -> tuple[str, ...]:
    """The notes of the rows; a moving range needs a point before it as well."""
    if settings.chart != "mr":
        return rows.notes
    missing = np.isnan(np.concatenate([part.value for part in limits]))
    return tuple(
        note or ("no moving range: no point before it" if gone else "")
        for note, gone in zip(rows.notes, missing, strict=True)
    )


def _assemble(rows: ChartRows, settings: ChartSettings, parts: list[_Part]) -> ControlChart:
    def shown(lines: list[Numbers]) -> tuple[float | None, ...]:
        return all_or_none(np.concatenate(lines) * settings.multiply)

    limits = [part.limits for part in parts]
    judged = [part.dots for part in parts if part.dots is not None]
    rules = tuple(rule for dots in judged for rule in dots.rule)
    types = tuple(kind for dots in judged for kind in dots.point_type)
    return ControlChart(
        chart=settings.chart,
        rules=settings.rules,
        value=shown([part.value for part in limits]),
        centre=shown([part.centre for part in limits]),
        lower=shown([part.lower for part in limits]),
        upper=shown([part.upper for part in limits]),
        lower_two_sigma=shown([part.lower_two_sigma for part in limits]),
        upper_two_sigma=shown([part.upper_two_sigma for part in limits]),
        phase=tuple(part.phase.number for part in parts for _ in range(part.limits.value.size)),
        excluded=tuple((~rows.included).tolist()),
        sigma_signal=tuple(np.concatenate([part.sigma_signal for part in parts]).tolist()),
        rule=rules or ("",) * rows.value.size,
        point_type=types or (None,) * rows.value.size,
        notes=_row_notes(rows, settings, limits),
        phases=tuple(part.phase for part in parts),
        target=settings.target,
    )
