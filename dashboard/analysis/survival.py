"""Time to an event with items still open: Kaplan-Meier medians, survival at a time, log-rank."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.arrays import MaybeNumbers, Numbers, first_row, numbers, refuse_negative
from dashboard.analysis.errors import CannotCompute

Flags = NDArray[np.bool_]

_AT_HALF = 1e-9
"""How near a curve must come to ½ to count as lying on it."""


@dataclass(frozen=True, slots=True)
class MedianTime:
    """Median time to the event of one group, in the unit of the times given.

    `median`, `lower` and `upper` (95 %) count open items as open; None where the curve does not
    come down to them, and `note` says so. `naive_median` is that of closed items only: too short
    as long as any are open, shown for comparison.
    """

    n: int
    events: int
    median: float | None
    lower: float | None
    upper: float | None
    naive_median: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SurvivalAt:
    """Share still open at `time`, 0 to 1, with its 95 % interval and the number at risk then."""

    time: float
    survival: float | None
    lower: float | None
    upper: float | None
    at_risk: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class LogRank:
    """Log-rank test that all groups share one curve; `statistic` is chi-square distributed."""

    statistic: float | None
    degrees_of_freedom: int
    p_value: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Curve:
    """Kaplan-Meier steps, shapes (k,): event times, survival after each, and 95 % limits.

    The limits are on the log(-log) scale and nan where survival is 0 or 1.
    """

    times: Numbers
    survival: Numbers
    lower: Numbers
    upper: Numbers


def median_time(time: MaybeNumbers, closed: Sequence[bool] | Flags) -> MedianTime:
    """Kaplan-Meier median with its 95 % interval on the log(-log) scale.

    time: shape (n,), 0 or more; closed: shape (n,), False for an item still open at `time`.
    Where the curve lies exactly at ½, the median is the middle of that stretch, as for a plain
    median. Raises CannotCompute for missing or negative times and for no items. Sources: Kaplan &
    Meier 1958; Brookmeyer & Crowley 1982; the conventions of R's survival package.
    """
    times, events = _checked(time, closed)
    curve = _curve(times, events)
    last = float(times.max())
    median, lower, upper = (
        _crosses_half(curve.times, line, last)
        for line in (curve.survival, curve.lower, curve.upper)
    )
    naive = float(np.median(times[events])) if events.any() else None
    note = _median_note(bool(events.any()), median, lower, upper)
    return MedianTime(times.size, int(events.sum()), median, lower, upper, naive, note)


def survival_at(
    time: MaybeNumbers, closed: Sequence[bool] | Flags, at: Sequence[float]
) -> tuple[SurvivalAt, ...]:
    """Share still open at each time of `at`, with log(-log) 95 % intervals.

    Inputs as for `median_time`. Past the last time, with items still open, nothing is known and
    the share is None.
    """
    times, events = _checked(time, closed)
    curve = _curve(times, events)
    return tuple(_survival_at(times, curve, float(moment)) for moment in at)


def log_rank(
    time: MaybeNumbers, closed: Sequence[bool] | Flags, group: Sequence[Hashable]
) -> LogRank:
    """Log-rank test of two or more groups; group: shape (n,), any labels.

    Raises CannotCompute for fewer than two groups. Source: Mantel 1966.
    """
    from scipy.special import chdtrc

    times, events = _checked(time, closed)
    labels = list(dict.fromkeys(group))
    if len(group) != times.size:
        raise CannotCompute(f"group has {len(group)} rows where {times.size} were expected")
    if len(labels) < 2:
        raise CannotCompute("a log-rank test needs at least two groups")
    codes = np.array([labels.index(label) for label in group])
    freedom = len(labels) - 1
    statistic = _log_rank_statistic(times, events, codes)
    if statistic is None:
        return LogRank(None, freedom, None, "no event could tell the groups apart")
    return LogRank(statistic, freedom, float(chdtrc(freedom, statistic)))


def _checked(time: MaybeNumbers, closed: Sequence[bool] | Flags) -> tuple[Numbers, Flags]:
    times = numbers(time, "time")
    if times.size == 0:
        raise CannotCompute("there are no items to follow")
    if np.isnan(times).any():
        raise CannotCompute(f"time is missing in row {first_row(np.isnan(times))}")
    refuse_negative(times, "time")
    events = np.asarray(closed, dtype=bool)
    if events.shape != times.shape:
        raise CannotCompute(f"closed has {events.size} rows where {times.size} were expected")
    return times, events


def _curve(times: Numbers, events: Flags) -> _Curve:
    from statsmodels.duration.survfunc import SurvfuncRight

    if not events.any():
        nothing = np.zeros(0)
        return _Curve(nothing, nothing, nothing, nothing)
    fitted = SurvfuncRight(times, events.astype(float))
    survival = np.asarray(fitted.surv_prob, dtype=float)
    # With everyone gone or nobody yet, log(-log) has no value and neither has its interval.
    inside = (survival > _AT_HALF) & (survival < 1)
    lower, upper = np.full(survival.size, np.nan), np.full(survival.size, np.nan)
    log = np.log(survival[inside])
    error = np.asarray(fitted.surv_prob_se)[inside] / (survival[inside] * np.abs(log))
    spread = NormalDist().inv_cdf(0.975) * error
    lower[inside] = np.exp(log * np.exp(spread))
    upper[inside] = np.exp(log * np.exp(-spread))
    return _Curve(np.asarray(fitted.surv_times, dtype=float), survival, lower, upper)


def _crosses_half(times: Numbers, line: Numbers, last: float) -> float | None:
    """The first time a falling line is under ½; the middle of the stretch if it lies on ½."""
    under = np.flatnonzero(line < 0.5 - _AT_HALF)
    on_half = np.flatnonzero(np.abs(line - 0.5) <= _AT_HALF)
    if on_half.size:
        end = float(times[under[0]]) if under.size else last
        return (float(times[on_half[0]]) + end) / 2
    return float(times[under[0]]) if under.size else None


def _median_note(
    any_event: bool, median: float | None, lower: float | None, upper: float | None
) -> str:
    if not any_event:
        return "no item is closed, so no time can be estimated"
    if median is None:
        return "more than half are still open, so the median is not reached"
    if upper is None:
        return "too few are followed long enough for an upper limit"
    return "" if lower is not None else "too few items for a lower limit"


def _survival_at(times: Numbers, curve: _Curve, moment: float) -> SurvivalAt:
    at_risk = int((times >= moment).sum())
    steps = int(np.searchsorted(curve.times, moment, side="right"))
    survival = float(curve.survival[steps - 1]) if steps else 1.0
    if survival <= _AT_HALF:
        return SurvivalAt(moment, 0.0, None, None, at_risk, "all are closed: no interval")
    if moment > times.max():
        note = "later than the longest follow-up, with items still open"
        return SurvivalAt(moment, None, None, None, at_risk, note)
    if steps == 0:
        return SurvivalAt(moment, 1.0, 1.0, 1.0, at_risk, "no item is closed yet")
    lower, upper = float(curve.lower[steps - 1]), float(curve.upper[steps - 1])
    return SurvivalAt(moment, survival, lower, upper, at_risk)


def _log_rank_statistic(times: Numbers, events: Flags, codes: NDArray[np.int64]) -> float | None:
    """Chi-square of the log-rank test; None when no event could tell the groups apart."""
    from statsmodels.duration.survfunc import survdiff

    if not any(_tells_apart(moment, times, events, codes) for moment in np.unique(times[events])):
        return None
    try:
        statistic, _ = survdiff(times, events.astype(float), codes)
    except np.linalg.LinAlgError:  # a group that was never at risk beside another
        return None
    return float(statistic)


def _tells_apart(moment: float, times: Numbers, events: Flags, codes: NDArray[np.int64]) -> bool:
    """Whether two groups were at risk at `moment` and not everyone had the event then."""
    at_risk = times >= moment
    everyone = bool(events[times == moment].sum() == at_risk.sum())
    return not everyone and np.unique(codes[at_risk]).size > 1
