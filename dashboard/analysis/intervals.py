"""Intervals for one proportion and one rate.

Closed forms only, so that a page can ask for hundreds of them: a call costs microseconds.
`proportion_interval` and `rate_interval` take one pair of numbers, `proportion_intervals` and
`rate_intervals` take arrays and give the same numbers.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.analysis.errors import CannotCompute

ProportionMethod = Literal["wilson", "wilson-cc", "wald", "exact"]
RateMethod = Literal["garwood", "byar"]
Floats = NDArray[np.float64]

NO_DENOMINATOR = "the denominator is 0, so there is nothing to estimate"
WALD_OUTSIDE = "a Wald limit lies outside 0 to 1"
WALD_WIDTHLESS = "Wald gives no width at 0 or all; read another method"


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its limits; None where a number cannot be computed, `note` says why."""

    estimate: float | None
    lower: float | None
    upper: float | None
    method: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Intervals:
    """Estimates with their limits, one a row; nan where the denominator is 0.

    `rows()` gives the same rows as `Interval`, with None in place of nan.
    """

    estimate: Floats
    lower: Floats
    upper: Floats
    method: str
    note: tuple[str, ...]

    def rows(self) -> Iterator[Interval]:
        """Yield one `Interval` a row, in order."""
        for estimate, lower, upper, note in zip(
            self.estimate.tolist(),
            self.lower.tolist(),
            self.upper.tolist(),
            self.note,
            strict=True,
        ):
            if math.isnan(estimate):
                yield Interval(None, None, None, self.method, note)
            else:
                yield Interval(estimate, lower, upper, self.method, note)


@lru_cache(maxsize=32)
def normal_quantile(confidence: float) -> float:
    """Two-sided normal quantile, 1.96 for a confidence of 0.95.

    Raises CannotCompute when confidence is not strictly between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise CannotCompute(f"the confidence must lie between 0 and 1, not be {confidence}")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def proportion_interval(
    x: float, n: float, method: ProportionMethod = "wilson", confidence: float = 0.95
) -> Interval:
    """Interval of the proportion x / n, on the scale 0 to 1.

    x, n: hits and trials. method: "wilson" (Wilson 1927, the default), "wilson-cc" (with
    continuity correction, Newcombe 1998 method 4), "wald" (to match a paper; its limits are
    left as they come, even below 0), "exact" (Clopper and Pearson 1934).
    n = 0 gives an empty estimate with a note. Raises CannotCompute when x or n is not a finite
    number, is negative, or when x is more than n.
    """
    _check_proportion(x, n)
    if n == 0:
        return Interval(None, None, None, method, NO_DENOMINATOR)
    lower, upper = _proportion_limits(float(x), float(n), method, confidence)
    note = _wald_note(lower, upper) if method == "wald" else ""
    return Interval(x / n, lower, upper, method, note)


def rate_interval(
    x: float,
    exposure: float,
    per: float = 1.0,
    method: RateMethod = "garwood",
    confidence: float = 0.95,
) -> Interval:
    """Interval of the rate of x events over `exposure`, times `per`.

    x: number of events; exposure: exams, months or person-months (any unit above 0); per: the
    number of units the rate is printed for, 1000 for "per 1,000 exams". method: "garwood"
    (exact Poisson, Garwood 1936) or "byar" (Byar's approximation with x + 0.5, Rothman and
    Boice 1979). exposure = 0 gives an empty estimate with a note. Raises CannotCompute when a
    number is not finite or is negative.
    """
    _check_rate(x, exposure)
    if exposure == 0:
        return Interval(None, None, None, method, NO_DENOMINATOR)
    lower, upper = _count_limits(float(x), method, confidence)
    scale = per / exposure
    return Interval(x * scale, lower * scale, upper * scale, method)


def proportion_intervals(
    x: ArrayLike, n: ArrayLike, method: ProportionMethod = "wilson", confidence: float = 0.95
) -> Intervals:
    """Rows of `proportion_interval`; x and n are of one length (or one is a single number).

    Raises CannotCompute as `proportion_interval` does, naming the first bad row from 1.
    """
    hits, trials = _columns(x, n)
    _refuse_rows(hits > trials, "has more hits than trials")
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = np.where(trials > 0, hits / trials, np.nan)
        lower, upper = _proportion_limit_arrays(hits, trials, method, confidence)
    empty = trials == 0
    lower, upper = np.where(empty, np.nan, lower), np.where(empty, np.nan, upper)
    notes = tuple(
        NO_DENOMINATOR if gap else (_wald_note(low, high) if method == "wald" else "")
        for gap, low, high in zip(empty.tolist(), lower.tolist(), upper.tolist(), strict=True)
    )
    return Intervals(estimate, lower, upper, method, notes)


def rate_intervals(
    x: ArrayLike,
    exposure: ArrayLike,
    per: float = 1.0,
    method: RateMethod = "garwood",
    confidence: float = 0.95,
) -> Intervals:
    """Rows of `rate_interval`; x and exposure are of one length (or one is a single number).

    Raises CannotCompute as `rate_interval` does, naming the first bad row from 1.
    """
    events, exposures = _columns(x, exposure)
    lower, upper = _count_limit_arrays(events, method, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(exposures > 0, per / exposures, np.nan)
    notes = tuple(NO_DENOMINATOR if gap else "" for gap in (exposures == 0).tolist())
    return Intervals(events * scale, lower * scale, upper * scale, method, notes)


def _check_proportion(x: float, n: float) -> None:
    _check_count(x, "the number of hits")
    _check_count(n, "the denominator")
    if x > n:
        raise CannotCompute(f"{x:g} hits out of {n:g} cannot be a proportion: hits exceed trials")


def _check_rate(x: float, exposure: float) -> None:
    _check_count(x, "the number of events")
    _check_count(exposure, "the exposure")


def _check_count(value: float, name: str) -> None:
    # NaN fails every comparison, so "not (0 <= value)" also refuses it.
    if value is None or not 0 <= value < math.inf:
        raise CannotCompute(f"{name} must be 0 or more and finite, not {value}")


def _wald_note(lower: float, upper: float) -> str:
    if lower == upper:
        return WALD_WIDTHLESS
    return WALD_OUTSIDE if lower < 0 or upper > 1 else ""


def _proportion_limits(
    x: float, n: float, method: ProportionMethod, confidence: float
) -> tuple[float, float]:
    if method == "exact":
        return _clopper_pearson(x, n, confidence)
    p, z = x / n, normal_quantile(confidence)
    if method == "wald":
        half = z * math.sqrt(p * (1 - p) / n)
        return p - half, p + half
    # R's prop.test shrinks the correction where the count is within half of n / 2.
    shift = min(0.5, abs(x - n / 2)) / n if method == "wilson-cc" else 0.0
    if method not in ("wilson", "wilson-cc"):
        raise CannotCompute(f"there is no interval method called {method!r} for a proportion")
    lower = _wilson_limit(p - shift, n, -z) if p - shift > 0 else 0.0
    upper = _wilson_limit(p + shift, n, z) if p + shift < 1 else 1.0
    return lower, upper


def _wilson_limit(p: float, n: float, z: float) -> float:
    centre = p + z * z / (2 * n)
    spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (centre + spread) / (1 + z * z / n)


def _clopper_pearson(x: float, n: float, confidence: float) -> tuple[float, float]:
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    lower = 0.0 if x == 0 else float(betaincinv(x, n - x + 1, tail))
    upper = 1.0 if x == n else float(betaincinv(x + 1, n - x, 1 - tail))
    return lower, upper


def _count_limits(x: float, method: RateMethod, confidence: float) -> tuple[float, float]:
    if method == "byar":
        return _byar_limits(x, normal_quantile(confidence))
    if method != "garwood":
        raise CannotCompute(f"there is no interval method called {method!r} for a rate")
    from scipy.special import gammaincinv

    # gammaincinv(x, p) is half the chi-square quantile of p with 2x degrees of freedom.
    tail = (1 - confidence) / 2
    lower = 0.0 if x == 0 else float(gammaincinv(x, tail))
    return lower, float(gammaincinv(x + 1, 1 - tail))


def _byar_limits(x: float, z: float) -> tuple[float, float]:
    shifted = x + 0.5
    centre, spread = 1 - 1 / (9 * shifted), z / (3 * math.sqrt(shifted))
    # A cube below 0 would only say that the limit is 0.
    return max(0.0, shifted * (centre - spread) ** 3), shifted * (centre + spread) ** 3


def _columns(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats]:
    left = np.atleast_1d(np.asarray(first, dtype=np.float64))
    right = np.atleast_1d(np.asarray(second, dtype=np.float64))
    try:
        left, right = np.broadcast_arrays(left, right)
    except ValueError:
        raise CannotCompute(
            f"counts and denominators are not of one length ({left.size} and {right.size})"
        ) from None
    for column, name in ((left, "count"), (right, "denominator")):
        bad = ~(np.isfinite(column) & (column >= 0))
        _refuse_rows(bad, f"has a {name} that is missing, negative or infinite")
    return left, right


def _refuse_rows(bad: NDArray[np.bool_], fault: str) -> None:
    if bad.any():
        raise CannotCompute(f"row {int(np.argmax(bad)) + 1} {fault}")


def _proportion_limit_arrays(
    x: Floats, n: Floats, method: ProportionMethod, confidence: float
) -> tuple[Floats, Floats]:
    if method == "exact":
        return _clopper_pearson_arrays(x, n, confidence)
    p, z = x / n, normal_quantile(confidence)
    if method == "wald":
        half = z * np.sqrt(p * (1 - p) / n)
        return p - half, p + half
    if method not in ("wilson", "wilson-cc"):
        raise CannotCompute(f"there is no interval method called {method!r} for a proportion")
    shift = np.minimum(0.5, np.abs(x - n / 2)) / n if method == "wilson-cc" else np.zeros_like(p)
    low, high = np.clip(p - shift, 0, 1), np.clip(p + shift, 0, 1)
    return (
        np.where(low <= 0, 0.0, _wilson_limit_array(low, n, -z)),
        np.where(high >= 1, 1.0, _wilson_limit_array(high, n, z)),
    )


def _wilson_limit_array(p: Floats, n: Floats, z: float) -> Floats:
    centre = p + z * z / (2 * n)
    spread = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return np.asarray((centre + spread) / (1 + z * z / n))


def _clopper_pearson_arrays(x: Floats, n: Floats, confidence: float) -> tuple[Floats, Floats]:
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    lower = np.where(x == 0, 0.0, betaincinv(np.maximum(x, 1e-300), n - x + 1, tail))
    upper = np.where(x == n, 1.0, betaincinv(x + 1, np.maximum(n - x, 1e-300), 1 - tail))
    return lower, upper


def _count_limit_arrays(x: Floats, method: RateMethod, confidence: float) -> tuple[Floats, Floats]:
    if method == "byar":
        limits = [_byar_limits(count, normal_quantile(confidence)) for count in x.tolist()]
        return np.array([low for low, _ in limits]), np.array([high for _, high in limits])
    if method != "garwood":
        raise CannotCompute(f"there is no interval method called {method!r} for a rate")
    from scipy.special import gammaincinv

    tail = (1 - confidence) / 2
    lower = np.where(x == 0, 0.0, gammaincinv(np.maximum(x, 1e-300), tail))
    return lower, np.asarray(gammaincinv(x + 1, 1 - tail))
