"""Two groups compared when rows of one radiologist resemble each other."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.two_groups.statistic import Statistic, make_statistic

Floats = NDArray[np.float64]
Measure = Literal["difference", "ratio"]
FEW_CLUSTERS = 10


@dataclass(frozen=True, slots=True)
class _Clusters:
    """Sums of x and n by cluster (rows) and group (two columns)."""

    x: Floats
    n: Floats

    @property
    def nested(self) -> bool:
        """True when no cluster has rows in both groups."""
        return bool(((self.n > 0).sum(axis=1) <= 1).all())


def cluster_bootstrap(
    x: ArrayLike,
    n: ArrayLike,
    second: ArrayLike,
    cluster: ArrayLike,
    measure: Measure = "difference",
    draws: int = 2000,
    seed: int = 1,
    confidence: float = 0.95,
) -> Statistic:
    """Difference or ratio of two proportions, rates or means, resampling whole radiologists.

    x, n: numerator and denominator of each row (n of 1 and x the value, for a mean); second:
    True where the row belongs to the second group; cluster: the radiologist of the row. The
    estimate is first against second, from the sums; the interval is the percentile one (Davison
    and Hinkley 1997) of `draws` resamples with the seed given. Radiologists with rows in one
    group only are resampled within their group.
    Raises CannotCompute when a group has no denominator or the columns differ in length.
    """
    sums = _sums_by_cluster(x, n, second, cluster)
    estimate = float(_measure(sums.x.sum(axis=0), sums.n.sum(axis=0), measure))
    stat = f"cluster_bootstrap_{measure}"
    clusters = sums.n.shape[0]
    if clusters < 2 or (sums.nested and ((sums.n > 0).sum(axis=0) < 2).any()):
        note = "one radiologist in a group: how radiologists differ cannot be seen, so no interval"
        return make_statistic(stat, "percentile", estimate, note=note)
    values = _resampled(sums, measure, draws, np.random.default_rng(seed))
    told = values[np.isfinite(values)]
    notes = [f"{clusters} radiologists resampled whole, {draws} times, seed {seed}"]
    if clusters < FEW_CLUSTERS:
        notes.append("few radiologists: the interval is too narrow")
    if told.size < values.size:
        notes.append(f"{values.size - told.size} resamples without a denominator left out")
    if told.size < draws / 2:
        return make_statistic(stat, "percentile", estimate, note="; ".join(notes))
    tail = (1 - confidence) / 2
    lower, upper = np.quantile(told, [tail, 1 - tail])
    return make_statistic(stat, "percentile", estimate, lower, upper, note="; ".join(notes))


def _sums_by_cluster(
    x: ArrayLike, n: ArrayLike, second: ArrayLike, cluster: ArrayLike
) -> _Clusters:
    top, bottom = np.asarray(x, np.float64).ravel(), np.asarray(n, np.float64).ravel()
    group = np.asarray(second, dtype=bool).ravel().astype(int)
    names, where = np.unique(np.asarray(cluster).ravel(), return_inverse=True)
    if not top.size == bottom.size == group.size == where.size or top.size == 0:
        raise CannotCompute("x, n, group and radiologist must be of one length, at least 1")
    if not (np.isfinite(top).all() and np.isfinite(bottom).all() and (bottom >= 0).all()):
        raise CannotCompute("a row has a missing number or a denominator below 0")
    sums = _Clusters(np.zeros((names.size, 2)), np.zeros((names.size, 2)))
    np.add.at(sums.x, (where, group), top)
    np.add.at(sums.n, (where, group), bottom)
    if (sums.n.sum(axis=0) == 0).any():
        raise CannotCompute("a group has no denominator, so there is nothing to compare")
    return sums


def _measure(x: Floats, n: Floats, measure: Measure) -> Floats:
    """First group against second; x and n have the two groups along the last axis."""
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = x / n
        if measure == "ratio":
            return np.asarray(rate[..., 0] / rate[..., 1])
        return np.asarray(rate[..., 0] - rate[..., 1])


def _resampled(
    sums: _Clusters, measure: Measure, draws: int, generator: np.random.Generator
) -> Floats:
    """The measure in each resample, from how often each cluster was drawn."""
    pools = [np.arange(sums.n.shape[0])]
    if sums.nested:
        pools = [np.flatnonzero(sums.n[:, group] > 0) for group in (0, 1)]
    times = np.zeros((draws, sums.n.shape[0]))
    for pool in pools:
        times[:, pool] = generator.multinomial(pool.size, np.full(pool.size, 1 / pool.size), draws)
    return _measure(times @ sums.x, times @ sums.n, measure)
