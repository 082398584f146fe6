"""Brent's root finder, stopping where the usual statistical packages stop.

A rank test inverted for its interval is a staircase: it has no root, only a step, and where a
root finder lands depends on its path. To print the numbers that readers find with R, the path
has to be that of Brent (1973, "Algorithms for minimization without derivatives", chapter 4),
with the tolerance applied as in the Netlib routine.
"""

from collections.abc import Callable

from dashboard.analysis.errors import CannotCompute

EPSILON = 2.220446049250313e-16
MAXIMUM_STEPS = 1000


def brent_root(
    function: Callable[[float], float], low: float, high: float, tolerance: float = 1e-12
) -> float:
    """A root of `function` between low and high, where its signs differ.

    Raises CannotCompute when the function has one sign at both ends.
    """
    before, best = low, high
    f_before, f_best = function(low), function(high)
    if f_before == 0:
        return low
    if f_best == 0:
        return high
    if f_before * f_best > 0:
        raise CannotCompute("no root: the function has the same sign at both ends")
    across, f_across = before, f_before
    for _ in range(MAXIMUM_STEPS):
        last_step = best - before
        if abs(f_across) < abs(f_best):
            before, best, across = best, across, best
            f_before, f_best, f_across = f_best, f_across, f_best
        reach = 2 * EPSILON * abs(best) + tolerance / 2
        half = (across - best) / 2
        if abs(half) <= reach or f_best == 0:
            return best
        step = half
        if abs(last_step) >= reach and abs(f_before) > abs(f_best):
            p, q = _interpolate(before, best, across, f_before, f_best, f_across)
            if p < 0.75 * 2 * half * q - abs(reach * q) / 2 and p < abs(last_step * q / 2):
                step = p / q
        if abs(step) < reach:
            step = reach if step > 0 else -reach
        before, f_before = best, f_best
        best += step
        f_best = function(best)
        if (f_best > 0 and f_across > 0) or (f_best < 0 and f_across < 0):
            across, f_across = before, f_before
    return best


def _interpolate(
    before: float, best: float, across: float, f_before: float, f_best: float, f_across: float
) -> tuple[float, float]:
    """Secant step from two points, inverse quadratic step from three; p / q with p >= 0."""
    gap = across - best
    if before == across:
        ratio = f_best / f_before
        p, q = gap * ratio, 1.0 - ratio
    else:
        q, r, s = f_before / f_across, f_best / f_across, f_best / f_before
        p = s * (gap * q * (q - r) - (best - before) * (r - 1.0))
        q = (q - 1.0) * (r - 1.0) * (s - 1.0)
    return (p, -q) if p > 0 else (-p, q)
