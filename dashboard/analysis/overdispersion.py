"""Overdispersion of a funnel: how much more the groups differ than chance would have it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.arrays import Numbers
from dashboard.analysis.funnel_limits import Scale, sampling_variance, to_scale

Adjustment = Literal["none", "winsorise", "truncate"]


@dataclass(frozen=True, slots=True)
class Overdispersion:
    """z-scores by chance (shape (n,), nan where there is none), phi and tau2.

    `phi` is the mean squared z after trimming, None without any z; `tau2` the variance between
    groups on the scale of the z-scores.
    """

    z: Numbers
    phi: float | None
    tau2: float


def overdispersion(
    value: Numbers, size: Numbers, target: float, scale: Scale, adjust: Adjustment, trim: float
) -> Overdispersion:
    """How far the groups lie from `target`, in standard errors by chance, and their excess spread.

    value, size: shape (n,), nan for a group left out; `size` is what the chance variance depends
    on, the expected count on the log scale. With `adjust` "none" nothing is trimmed and tau2 is
    0. Sources: Spiegelhalter 2005b; DerSimonian & Laird 1986.
    """
    z = _z_scores(value, size, target, scale)
    present = np.isfinite(z)
    trimmed = _trim(z[present], adjust, trim)
    if trimmed.z.size == 0:
        return Overdispersion(z, None, 0.0)
    phi = float(np.mean(trimmed.z**2))
    if adjust == "none":
        return Overdispersion(z, phi, 0.0)
    variance = sampling_variance(scale, size)[present][trimmed.kept]
    return Overdispersion(z, phi, between_group_variance(phi, variance))


def between_group_variance(phi: float, variance: Numbers) -> float:
    """tau2 by the method of moments from phi and each group's chance variance, shape (k,).

    0 when k·phi is below k - 1, as for one group (Spiegelhalter 2005b, DerSimonian & Laird 1986).
    """
    groups = variance.size
    excess = groups * phi - (groups - 1)
    weight = 1 / variance
    spread = float(weight.sum() - (weight**2).sum() / weight.sum())
    if excess < 0 or spread <= 0:
        return 0.0
    return excess / spread


def _z_scores(value: Numbers, size: Numbers, target: float, scale: Scale) -> Numbers:
    if target == 0 and scale == "log":
        return np.full(value.size, np.nan)
    middle = to_scale(scale, np.array([target]))
    return np.asarray((to_scale(scale, value) - middle) / np.sqrt(sampling_variance(scale, size)))


@dataclass(frozen=True, slots=True)
class _Trimmed:
    """z-scores after trimming and which groups they belong to, both of the groups with a z."""

    z: Numbers
    kept: NDArray[np.bool_]


def _trim(z: Numbers, adjust: Adjustment, share: float) -> _Trimmed:
    everyone = np.ones(z.size, dtype=bool)
    if adjust == "none" or share == 0 or z.size == 0:
        return _Trimmed(z, everyone)
    if adjust == "winsorise":
        low, high = np.quantile(z, [share, 1 - share])
        return _Trimmed(np.clip(z, low, high), everyone)
    bands = 1 / share
    band = np.floor(_average_ranks(z) * bands / (z.size + 1))
    kept = (band > 0) & (band < bands - 1)
    return _Trimmed(z[kept], kept)


def _average_ranks(values: Numbers) -> Numbers:
    """Ranks from 1, ties sharing the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[inverse])
