"""A figure now and before, the change between them and its interval.

Counts of months vary more than chance alone would make them: seasons, staffing, campaigns. So
each interval is widened by the spread of the months around their own window's figure, where
there are enough months to tell; it is never made narrower.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dashboard.findings.sentences import decimals_for, signed, signed_interval

Scale = Literal["share", "rate", "days"]
# The overview looks at four figures at once; what it says of any is held to a quarter of 5 %.
FIGURES_LOOKED_AT = 4
ORDINARY, STRICT = 0.95, 1 - 0.05 / FIGURES_LOOKED_AT
FEWEST_FREE_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Change:
    """Now minus before, with its 95 % interval; in shares of 1, rates as printed, or days.

    sure: +1 or -1 where the stricter interval, one of four, leaves out no change; else 0.
    """

    difference: float
    lower: float
    upper: float
    sure: int
    scale: Scale

    @property
    def words(self) -> str:
        """Return "+4 points", "+0.3", "+2 days"; a fall has a true minus sign."""
        decimals = self._decimals
        by = signed(self.difference * self._factor, decimals)
        unit = {"share": "points", "rate": "", "days": "days"}[self.scale]
        if unit and by in ("+1", "−1"):  # noqa: RUF001 - a true minus sign
            unit = unit.removesuffix("s")
        return f"{by} {unit}".strip()

    @property
    def interval_words(self) -> str:
        """Return "(+1 to +8)"."""
        factor = self._factor
        return signed_interval(self.lower * factor, self.upper * factor, self._decimals)

    @property
    def _factor(self) -> float:
        return 100 if self.scale == "share" else 1

    @property
    def _decimals(self) -> int:
        half = (self.upper - self.lower) / 2 * self._factor
        if self.scale == "days":
            return 0
        if self.scale == "rate":
            return min(2, decimals_for(half or 1))
        # Whole points, unless a limit would then read as no change.
        nearest = min(abs(self.lower), abs(self.upper)) * self._factor
        return 0 if half >= 1 and nearest >= 0.5 else 1


def change_of_shares(
    now: tuple[float, float], before: tuple[float, float], spread: float = 1.0
) -> Change | None:
    """Return the change of a share; each side is (hits, out of). Newcombe's interval, widened.

    spread: how much wider the months make it, from `spread_of_shares`. None where a side is
    empty or its counts are not whole numbers.
    """
    from dashboard.analysis.two_groups.differences import newcombe_difference

    if not _whole(*now, *before) or not now[1] or not before[1]:
        return None
    plain = newcombe_difference(*now, *before)
    strict = newcombe_difference(*now, *before, confidence=STRICT)
    return _change(plain, strict, spread, "share")


def change_of_rates(
    now: tuple[float, float], before: tuple[float, float], per: float, spread: float = 1.0
) -> Change | None:
    """Return the change of a rate; each side is (events, exposure). Wald's interval, widened.

    None where a side has no exposure or its events are not whole numbers.
    """
    from dashboard.analysis.two_groups.rates import wald_rate_difference

    if not _whole(now[0], before[0]) or not now[1] or not before[1]:
        return None
    plain = wald_rate_difference(*now, *before, per=per)
    strict = wald_rate_difference(*now, *before, per=per, confidence=STRICT)
    return _change(plain, strict, spread, "rate")


def change_of_medians(
    now: tuple[float, float, float], before: tuple[float, float, float]
) -> Change | None:
    """Return the change of a median; each side is (estimate, lower, upper), in days.

    The interval is put together from the two sides' own (Donner and Zou 2012), as Newcombe's
    is from two of Wilson's. None where a limit is missing.
    """
    from dashboard.analysis.intervals import normal_quantile

    if any(math.isnan(value) for value in (*now, *before)):
        return None
    difference = now[0] - before[0]
    below = math.hypot(now[0] - now[1], before[2] - before[0])
    above = math.hypot(now[2] - now[0], before[0] - before[1])
    stricter = normal_quantile(STRICT) / normal_quantile(ORDINARY)
    sure = _side(difference - stricter * below, difference + stricter * above)
    return Change(difference, difference - below, difference + above, sure, "days")


def spread_of_shares(*sides: pd.DataFrame) -> float:
    """Return how many times more the periods vary than chance would make them, 1 at least.

    sides: frames with numerator and denominator, one row a period; each varies around its own
    share (Pearson's chi-square over its degrees of freedom, square root).
    """
    squares, free = 0.0, 0
    for side in sides:
        share = _ratio(side)
        if not 0 < share < 1:
            continue
        chance = side["denominator"] * share * (1 - share)
        squares += float(((side["numerator"] - side["denominator"] * share) ** 2 / chance).sum())
        free += len(side) - 1
    return _widening(squares, free)


def spread_of_rates(*sides: pd.DataFrame) -> float:
    """Return the same for counts over an exposure, whose chance is Poisson's."""
    squares, free = 0.0, 0
    for side in sides:
        rate = _ratio(side)
        if rate <= 0:
            continue
        chance = side["denominator"] * rate
        squares += float(((side["numerator"] - chance) ** 2 / chance).sum())
        free += len(side) - 1
    return _widening(squares, free)


def _ratio(side: pd.DataFrame) -> float:
    below = float(side["denominator"].sum())
    return float(side["numerator"].sum()) / below if below else 0.0


def _widening(squares: float, free: int) -> float:
    return max(1.0, math.sqrt(squares / free)) if free >= FEWEST_FREE_MONTHS else 1.0


def _change(plain: object, strict: object, spread: float, scale: Scale) -> Change | None:
    middle = getattr(plain, "estimate", None)
    limits = [getattr(each, name, None) for each in (plain, strict) for name in ("lower", "upper")]
    if middle is None or any(limit is None for limit in limits):
        return None
    lower, upper, low, high = (middle + spread * (limit - middle) for limit in limits)
    if scale == "share":
        lower, upper = max(-1.0, lower), min(1.0, upper)
    return Change(middle, lower, upper, _side(low, high), scale)


def _side(lower: float, upper: float) -> int:
    return 1 if lower > 0 else -1 if upper < 0 else 0


def _whole(*counts: float) -> bool:
    return all(abs(count - round(count)) < 1e-9 for count in counts)
