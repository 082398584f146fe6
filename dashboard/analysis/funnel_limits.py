"""Limits of a funnel at each denominator: how far chance alone would carry a group."""

from collections.abc import Callable
from statistics import NormalDist
from typing import Literal

import numpy as np

from dashboard.analysis.arrays import Numbers

FunnelKind = Literal["proportion", "rate", "ratio"]
LimitMethod = Literal["exact", "normal", "arcsine", "poisson-interpolated"]
Scale = Literal["arcsine", "sqrt", "log"]

TAILS = (0.001, 0.025, 0.975, 0.999)
"""Lower 99.8 %, lower 95 %, upper 95 %, upper 99.8 %."""

SIX_DIGIT_DEVIATES = {0.001: -3.090232, 0.025: -1.959964, 0.975: 1.959964, 0.999: 3.090232}
"""Normal deviates as national funnel methods print and use them.

Near the end of a transformed scale a limit is a small difference of two numbers, so the seventh
digit shows; keeping theirs makes ours the same number.
"""


def chance_limits(
    kind: FunnelKind, method: LimitMethod, size: Numbers, target: float
) -> tuple[Numbers, ...]:
    """Limits of a group of each `size` around `target` by chance alone, one array for each tail.

    `size` has shape (n,), above 0 (exposure for a rate, expected count for a ratio), `target` and
    the limits are in counts per unit of `size`. Sources: Spiegelhalter 2005 (interpolated
    binomial and Poisson quantiles), Spiegelhalter 2012 (chi-square form of the exact Poisson
    interval), the variance-stabilising arcsine, and the normal approximation.
    """
    if kind == "proportion":
        by_method: dict[LimitMethod, Callable[[Numbers, float, float], Numbers]] = {
            "exact": binomial_quantile_interpolated,
            "normal": _normal_proportion,
            "arcsine": _arcsine,
        }
        return tuple(by_method[method](size, target, tail) for tail in TAILS)
    expected = target * size
    poisson: dict[LimitMethod, Callable[[Numbers, float], Numbers]] = {
        "exact": poisson_interval_limit,
        "poisson-interpolated": poisson_quantile_interpolated,
        "normal": _normal_count,
    }
    return tuple(poisson[method](expected, tail) / size for tail in TAILS)


def overdispersed_limits(
    scale: Scale, size: Numbers, target: float, tau2: float
) -> tuple[Numbers, ...]:
    """Limits with the between-group variance `tau2` added on `scale`, then turned back.

    On the square-root scale a limit below 0 is cut there before it is squared; on the arcsine
    scale limits are cut at 0 and 1. Source: Spiegelhalter 2005b, 2012.
    """
    error = np.sqrt(sampling_variance(scale, size) + tau2)
    centre = float(to_scale(scale, np.array([target]))[0])
    return tuple(from_scale(scale, centre + SIX_DIGIT_DEVIATES[tail] * error) for tail in TAILS)


def to_scale(scale: Scale, values: Numbers) -> Numbers:
    """Proportions to arcsine of their root, rates and ratios to root or log (0 becomes nan)."""
    if scale == "arcsine":
        return np.asarray(np.arcsin(np.sqrt(values)))
    if scale == "sqrt":
        return np.asarray(np.sqrt(values))
    return np.asarray(np.log(np.where(values > 0, values, np.nan)))


def from_scale(scale: Scale, values: Numbers) -> Numbers:
    """Back to proportions, rates or ratios, cut at the end of the scale."""
    if scale == "arcsine":
        return np.asarray(np.sin(np.clip(values, 0.0, np.pi / 2)) ** 2)
    if scale == "sqrt":
        return np.asarray(np.maximum(values, 0.0) ** 2)
    return np.asarray(np.exp(values))


def sampling_variance(scale: Scale, size: Numbers) -> Numbers:
    """Variance by chance on `scale`: 1/(4n) for arcsine and root, 1/E for the log of a ratio.

    For the log, `size` is the expected count.
    """
    return np.asarray(1 / size if scale == "log" else 1 / (4 * size))


def poisson_interval_limit(expected: Numbers, tail: float) -> Numbers:
    """Exact Poisson limit of each expected count, as chi-square quantiles halved.

    Lower tails use 2E degrees of freedom, upper tails 2(E + 1).
    """
    from scipy.special import gammaincinv

    shape = expected if tail < 0.5 else expected + 1
    return np.asarray(gammaincinv(shape, tail))


def poisson_quantile_interpolated(expected: Numbers, tail: float) -> Numbers:
    """Poisson quantile of each expected count, interpolated between whole counts, 0 or more."""
    from scipy.special import pdtr, pdtrik

    whole = np.ceil(pdtrik(tail, expected))
    whole = _smallest_reaching(lambda count: np.asarray(pdtr(count, expected)), whole, tail)
    below = np.where(whole > 0, pdtr(np.maximum(whole - 1, 0), expected), 0.0)
    return _interpolate(whole, below, np.asarray(pdtr(whole, expected)), tail)


def binomial_quantile_interpolated(size: Numbers, target: float, tail: float) -> Numbers:
    """Binomial quantile of each whole `size`, interpolated between counts, as a proportion."""
    from scipy.special import bdtr, bdtrik

    trials = size.astype(np.int64)

    def cumulated(count: Numbers) -> Numbers:
        return np.asarray(bdtr(count, trials, target))

    whole = _smallest_reaching(cumulated, np.ceil(bdtrik(tail, size, target)), tail)
    below = np.where(whole > 0, cumulated(np.maximum(whole - 1, 0)), 0.0)
    return _interpolate(whole, below, cumulated(whole), tail) / size


def _smallest_reaching(
    cumulated: Callable[[Numbers], Numbers], guess: Numbers, tail: float
) -> Numbers:
    """The smallest count whose cumulated probability reaches `tail`, from a guess one off."""
    count = np.maximum(guess, 0.0)
    count = np.where(cumulated(count) < tail, count + 1, count)
    lower = np.maximum(count - 1, 0.0)
    return np.where((count > 0) & (cumulated(lower) >= tail), lower, count)


def _interpolate(whole: Numbers, below: Numbers, reached: Numbers, tail: float) -> Numbers:
    """Step back from `whole` by the part of its probability that overshoots `tail`."""
    return np.maximum(whole - (reached - tail) / (reached - below), 0.0)


def _normal_proportion(size: Numbers, target: float, tail: float) -> Numbers:
    error = np.sqrt(target * (1 - target) / size)
    return np.clip(target + NormalDist().inv_cdf(tail) * error, 0.0, 1.0)


def _normal_count(expected: Numbers, tail: float) -> Numbers:
    return np.maximum(expected + NormalDist().inv_cdf(tail) * np.sqrt(expected), 0.0)


def _arcsine(size: Numbers, target: float, tail: float) -> Numbers:
    error = np.sqrt(sampling_variance("arcsine", size))
    centre = float(np.arcsin(np.sqrt(target)))
    return from_scale("arcsine", centre + SIX_DIGIT_DEVIATES[tail] * error)
