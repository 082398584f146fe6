"""The four Making Data Count rules, and their variation and assurance verdicts."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.run_rules import sides_of_line

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Signs = NDArray[np.int8]
Rows = NDArray[np.intp]
Rules = NDArray[np.object_]
Direction = Literal["higher", "lower"]
PointType = Literal[
    "common_cause",
    "special_cause_improvement",
    "special_cause_concern",
    "special_cause_neutral_high",
    "special_cause_neutral_low",
]
Assurance = Literal["consistent_pass", "consistent_fail", "inconsistent"]

RUN_LENGTH = 7
"""Points on one side, or points in a trend, that make a signal."""

COMMON_CAUSE = ""
"""The rule named for a point that breaks none."""


@dataclass(frozen=True, slots=True)
class DotsVerdict:
    """Rule broken and point type of each row of one phase, shapes (n,).

    `rule` is empty for common cause; `variation` is the type of the last point measured.
    """

    rule: tuple[str, ...]
    point_type: tuple[PointType, ...]
    variation: PointType | None


def judge_dots(
    values: Numbers,
    centre: Numbers,
    lower: Numbers,
    upper: Numbers,
    included: Flags,
    better: Direction | None,
) -> DotsVerdict:
    """Special causes of one phase by the rules of NHS "Making Data Count".

    Shapes (n,), nan for gaps and missing limits. In order of precedence: beyond a limit; a trend
    of 7 points (six rises or six falls in a row, an equal neighbour breaks it); 2 of 3 points
    between two thirds of the limit and the limit, all 3 on one side; 7 points on one side. Gaps
    and excluded rows are passed over, save that any point may lie beyond a limit. `better` says
    which way is improvement; None names high and low without judging.
    """
    side = sides_of_line(values, centre)
    outside = beyond_limits(values, lower, upper)
    rows = np.flatnonzero(included & np.isfinite(values))
    rules = np.full(values.size, COMMON_CAUSE, dtype=object)
    direction = side.copy()
    _mark_one_side(rules, side, rows)
    _mark_two_in_three(rules, _near_a_limit(values, centre, lower, upper), side, rows)
    _mark_trend(rules, direction, values, rows)
    for row in np.flatnonzero(outside):
        high = values[row] > upper[row]
        rules[row] = "above the upper limit" if high else "below the lower limit"
        direction[row] = 1 if high else -1
    types = tuple(
        _point_type(rule, way, better) for rule, way in zip(rules, direction, strict=True)
    )
    measured = np.flatnonzero(np.isfinite(values))
    variation = types[int(measured[-1])] if measured.size else None
    return DotsVerdict(tuple(str(rule) for rule in rules), types, variation)


def beyond_limits(values: Numbers, lower: Numbers, upper: Numbers) -> Flags:
    """Points outside their limits by more than rounding; False without a point or a limit."""
    slack = 1e-10 * np.maximum(np.abs(values), np.maximum(np.abs(lower), np.abs(upper)))
    outside: Flags = (values > upper + slack) | (values < lower - slack)
    return outside


def assurance(
    target: float | None, lower: float | None, upper: float | None, better: Direction | None
) -> Assurance | None:
    """Whether limits `lower` to `upper` all lie on one side of `target`.

    Both limits on the better side: the target is met whatever chance does; both on the worse
    side: it is missed; else it is hit and missed by chance. None without a target, limits or a
    better direction.
    """
    if target is None or lower is None or upper is None or better is None:
        return None
    if target > upper:
        return "consistent_fail" if better == "higher" else "consistent_pass"
    if target < lower:
        return "consistent_pass" if better == "higher" else "consistent_fail"
    return "inconsistent"


def _window_sums(steps: NDArray[np.int8], length: int) -> NDArray[np.int64]:
    """Sum of each `length` neighbours; empty when there are fewer."""
    if steps.size < length:
        return np.zeros(0, dtype=np.int64)
    totals = np.concatenate(([0], np.cumsum(steps, dtype=np.int64)))
    return np.asarray(totals[length:] - totals[:-length])


def _mark_one_side(rules: Rules, side: Signs, rows: Rows) -> None:
    sums = _window_sums(side[rows], RUN_LENGTH)
    for start in np.flatnonzero(np.abs(sums) == RUN_LENGTH):
        where = "above" if sums[start] > 0 else "below"
        rules[rows[start : start + RUN_LENGTH]] = f"{RUN_LENGTH} points {where} the centre line"


def _mark_two_in_three(rules: Rules, near: Flags, side: Signs, rows: Rows) -> None:
    sums = _window_sums(side[rows], 3)
    near_counts = _window_sums(near[rows].astype(np.int8), 3)
    for start in np.flatnonzero((np.abs(sums) == 3) & (near_counts >= 2)):
        window = rows[start : start + 3]
        where = "upper" if sums[start] > 0 else "lower"
        rules[window[near[window]]] = f"2 of 3 points near the {where} limit"


def _near_a_limit(values: Numbers, centre: Numbers, lower: Numbers, upper: Numbers) -> Flags:
    """Farther out than two thirds of the way to a limit, and not beyond it."""
    low = values < centre - (centre - lower) * 2 / 3
    high = values > centre + (upper - centre) * 2 / 3
    near: Flags = (low | high) & ~beyond_limits(values, lower, upper)
    return near


def _mark_trend(rules: Rules, direction: Signs, values: Numbers, rows: Rows) -> None:
    steps = np.sign(np.diff(values[rows])).astype(np.int8)
    climbs = _window_sums(steps, RUN_LENGTH - 1)
    # Later trends are written last: a point that ends a rise and starts a fall counts as falling.
    for start in np.flatnonzero(np.abs(climbs) == RUN_LENGTH - 1):
        window = rows[start : start + RUN_LENGTH]
        rules[window] = f"{RUN_LENGTH} points {'rising' if climbs[start] > 0 else 'falling'}"
        direction[window] = np.sign(climbs[start])


def _point_type(rule: str, direction: int, better: Direction | None) -> PointType:
    if rule == COMMON_CAUSE:
        return "common_cause"
    if better is None:
        return "special_cause_neutral_high" if direction > 0 else "special_cause_neutral_low"
    improves = (direction > 0) == (better == "higher")
    return "special_cause_improvement" if improves else "special_cause_concern"
