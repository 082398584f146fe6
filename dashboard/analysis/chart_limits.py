"""Centre line and limits of one phase, for each kind of control chart."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.errors import CannotCompute

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
ChartKind = Literal["run", "i", "mr", "p", "pp", "u", "up", "c", "g", "t"]

WITH_DENOMINATOR: tuple[ChartKind, ...] = ("p", "pp", "u", "up")
"""Charts that need a denominator for each point."""

MOVING_RANGE_TO_SIGMA = 1.128
"""Mean moving range of two normal values, in standard deviations (d2)."""

MOVING_RANGE_LIMIT = 3.267
"""Upper 3-sigma limit of a moving range, as a multiple of the mean moving range (D4)."""

PLOT_THE_DOTS_FACTOR = 2.66
"""3 / 1.128 as rounded by Making Data Count; limits are mean ± 2.66 mean moving ranges."""

T_POWER = 3.6
"""Days between rare events to the power 1/3.6 are nearly normal (Nelson 1994)."""

G_MEDIAN_SHARE = 0.693
"""Median of a geometric count as a share of its mean (ln 2)."""


@dataclass(frozen=True, slots=True)
class PhaseData:
    """The rows of one phase, shapes all (n,), before any multiplication.

    `count` is the numerator (or the measurement), `size` the denominator (nan where there is
    none), `value` what is charted (nan in a gap) and `informs` the rows that may set the limits.
    """

    count: Numbers
    size: Numbers
    value: Numbers
    informs: Flags
    ordered: bool
    screen: bool
    centre: float | None
    factor: float


@dataclass(frozen=True, slots=True)
class PhaseLimits:
    """Centre line and limits of one phase, shapes (n,), nan where there are none."""

    value: Numbers
    centre: Numbers
    lower: Numbers
    upper: Numbers
    lower_two_sigma: Numbers
    upper_two_sigma: Numbers
    sigma_z: float | None = None
    notes: tuple[str, ...] = ()


def phase_limits(chart: ChartKind, phase: PhaseData) -> PhaseLimits:
    """Centre line and limits by the rule of `chart`.

    Raises CannotCompute when the values cannot belong to that chart (a T chart with a gap of 0
    days, say). Sources: Montgomery for I, MR, P, U, C; Laney 2002 and Mohammed 2013 for P' and
    U'; Benneyan 2001 for G; Nelson 1994 for T; Nelson 1982 for screened moving ranges.
    """
    rules: dict[ChartKind, Callable[[PhaseData], PhaseLimits]] = {
        "run": _run,
        "i": _individuals,
        "mr": _moving_range,
        "p": lambda data: _attribute(data, proportion=True, prime=False),
        "pp": lambda data: _attribute(data, proportion=True, prime=True),
        "u": lambda data: _attribute(data, proportion=False, prime=False),
        "up": lambda data: _attribute(data, proportion=False, prime=True),
        "c": _count,
        "g": _cases_between,
        "t": _time_between,
    }
    return rules[chart](phase)


def mean_moving_range(values: Numbers, screen: bool) -> float | None:
    """Mean absolute difference of neighbours; None without any.

    `values` has shape (n,); a missing value ends a moving range. With `screen`, ranges at or
    above 3.267 times their mean are dropped once (Nelson 1982); None if that leaves none, as in
    a constant series.
    """
    ranges = np.abs(np.diff(values))
    ranges = ranges[np.isfinite(ranges)]
    if ranges.size == 0:
        return None
    mean = float(ranges.mean())
    if not screen:
        return mean
    kept = ranges[ranges < MOVING_RANGE_LIMIT * mean]
    return float(kept.mean()) if kept.size else None


def _mean(values: Numbers) -> float | None:
    present = values[np.isfinite(values)]
    return float(present.mean()) if present.size else None


def _median(values: Numbers) -> float | None:
    present = values[np.isfinite(values)]
    return float(np.median(present)) if present.size else None


def _only_a_line(phase: PhaseData, centre: float | None, *notes: str) -> PhaseLimits:
    """A centre line without limits; without a centre too when nothing informs it."""
    rows = phase.value.size
    nothing = np.full(rows, np.nan)
    if centre is None:
        notes = (*notes, "no centre line: no point in this phase may inform it")
    line = np.full(rows, np.nan if centre is None else centre)
    return PhaseLimits(phase.value, line, nothing, nothing, nothing, nothing, notes=notes)


def _band(
    phase: PhaseData,
    centre: float,
    sigma: Numbers,
    *,
    floor: float = -np.inf,
    ceiling: float = np.inf,
    sigma_z: float | None = None,
    notes: tuple[str, ...] = (),
) -> PhaseLimits:
    """Centre ± 2 and 3 sigma, cut at what the measure can be."""
    return PhaseLimits(
        value=phase.value,
        centre=np.full(phase.value.size, centre),
        lower=np.maximum(centre - 3 * sigma, floor),
        upper=np.minimum(centre + 3 * sigma, ceiling),
        lower_two_sigma=np.maximum(centre - 2 * sigma, floor),
        upper_two_sigma=np.minimum(centre + 2 * sigma, ceiling),
        sigma_z=sigma_z,
        notes=notes,
    )


def _run(phase: PhaseData) -> PhaseLimits:
    centre = phase.centre if phase.centre is not None else _median(phase.value[phase.informs])
    return _only_a_line(phase, centre, "a run chart has no limits")


def _individuals(phase: PhaseData) -> PhaseLimits:
    base = phase.value[phase.informs]
    centre = phase.centre if phase.centre is not None else _mean(base)
    if centre is None:
        return _only_a_line(phase, None)
    moving_range = mean_moving_range(base, phase.screen)
    if moving_range is None:
        return _only_a_line(phase, centre, _why_no_moving_range(base))
    notes = ("the values do not vary, so the limits lie on the centre line",)
    sigma = np.full(phase.value.size, moving_range * phase.factor / 3)
    return _band(phase, centre, sigma, notes=() if moving_range > 0 else notes)


def _why_no_moving_range(base: Numbers) -> str:
    ranges = np.abs(np.diff(base))
    if np.isfinite(ranges).any():
        return "no limits: the values do not vary"
    return "no limits: no two neighbouring points, so no moving range"


def _moving_range(phase: PhaseData) -> PhaseLimits:
    """MR chart: the inner line lies at two thirds of the upper limit, the lower limit is 0."""
    shown = replace(phase, value=np.concatenate(([np.nan], np.abs(np.diff(phase.value)))))
    centre = phase.centre if phase.centre is not None else _mean(shown.value[phase.informs])
    if centre is None:
        return _only_a_line(shown, None)
    rows = shown.value.size
    nought, upper = np.zeros(rows), np.full(rows, MOVING_RANGE_LIMIT * centre)
    return PhaseLimits(shown.value, np.full(rows, centre), nought, upper, nought, upper * 2 / 3)


def _attribute(phase: PhaseData, *, proportion: bool, prime: bool) -> PhaseLimits:
    """P and U, and with `prime` Laney's P' and U': sigma stretched by sigma_z."""
    centre = phase.centre if phase.centre is not None else _pooled(phase)
    if centre is None:
        return _only_a_line(phase, None)
    if proportion and not 0 <= centre <= 1:
        raise CannotCompute(f"the centre line of a proportion lies in 0 to 1, not at {centre:g}")
    spread = centre * (1 - centre) if proportion else centre
    sigma = np.sqrt(spread / phase.size)
    sigma_z = _sigma_z(phase, centre, sigma)
    ceiling = 1.0 if proportion else np.inf
    if not prime:
        return _band(phase, centre, sigma, floor=0.0, ceiling=ceiling, sigma_z=sigma_z)
    if sigma_z is None:
        return _only_a_line(phase, centre, "no limits: the points give no sigma_z")
    notes = _says_if_narrower(sigma_z)
    return _band(
        phase, centre, sigma * sigma_z, floor=0.0, ceiling=ceiling, sigma_z=sigma_z, notes=notes
    )


def _pooled(phase: PhaseData) -> float | None:
    """Total count over total denominator of the rows that inform the limits."""
    rows = phase.informs & np.isfinite(phase.value)
    total = float(phase.size[rows].sum())
    return float(phase.count[rows].sum()) / total if total > 0 else None


def _sigma_z(phase: PhaseData, centre: float, sigma: Numbers) -> float | None:
    """How much the points vary, as a multiple of what chance alone would give (Laney 2002).

    Rows without time order have no neighbours: the standard deviation of z stands in.
    """
    base_sigma = sigma[phase.informs]
    if not np.nanmax(base_sigma, initial=0.0) > 0:
        return None
    z = (phase.value[phase.informs] - centre) / base_sigma
    if not phase.ordered:
        present = z[np.isfinite(z)]
        return float(present.std(ddof=1)) if present.size > 1 else None
    moving_range = mean_moving_range(z, phase.screen)
    return None if moving_range is None else moving_range / MOVING_RANGE_TO_SIGMA


def _says_if_narrower(sigma_z: float) -> tuple[str, ...]:
    if sigma_z >= 1:
        return ()
    return (
        f"sigma_z is {sigma_z:.2f}, below 1: these limits are narrower than chance alone would set",
    )


def _count(phase: PhaseData) -> PhaseLimits:
    centre = phase.centre if phase.centre is not None else _mean(phase.value[phase.informs])
    if centre is None:
        return _only_a_line(phase, None)
    return _band(phase, centre, np.full(phase.value.size, np.sqrt(centre)), floor=0.0)


def _cases_between(phase: PhaseData) -> PhaseLimits:
    """G chart: limits about the mean of a geometric count, centre line at the median."""
    base = phase.value[phase.informs]
    mean = phase.centre if phase.centre is not None else _mean(base)
    if mean is None:
        return _only_a_line(phase, None)
    sigma = np.full(phase.value.size, np.sqrt(mean * (mean + 1)))
    limits = _band(phase, mean, sigma, floor=0.0)
    median = _median(base) if phase.centre is None else G_MEDIAN_SHARE * mean
    line = np.nan if median is None else median
    return replace(limits, centre=np.full(phase.value.size, line))


def _time_between(phase: PhaseData) -> PhaseLimits:
    """T chart: an I chart of the times to the power 1/3.6, drawn back on their own scale."""
    present = phase.value[np.isfinite(phase.value)]
    if present.size and present.min() <= 0:
        raise CannotCompute("a T chart needs times between events above 0; use a G chart for 0")
    centre = None if phase.centre is None else phase.centre ** (1 / T_POWER)
    flattened = replace(phase, value=phase.value ** (1 / T_POWER), centre=centre)
    limits = _individuals(flattened)
    return replace(
        limits,
        value=phase.value,
        centre=_in_time(limits.centre),
        lower=_in_time(limits.lower),
        upper=_in_time(limits.upper),
        lower_two_sigma=_in_time(limits.lower_two_sigma),
        upper_two_sigma=_in_time(limits.upper_two_sigma),
    )


def _in_time(line: Numbers) -> Numbers:
    """From the nearly normal scale back to days; a line below 0 is cut there first."""
    days: Numbers = np.maximum(line, 0.0) ** T_POWER
    return days
