"""Agreement of two raters on categories, from their table of counts."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.analysis.arrays import Numbers
from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.intervals import proportion_interval

Weighting = Literal["unweighted", "equal", "squared"]

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One statistic with its 95 % interval; None where it cannot be computed, `note` says why.

    `p_value`, of no agreement beyond chance, is given for the ICC forms and Kendall's W only.
    """

    stat: str
    method: str
    estimate: float | None
    lower: float | None
    upper: float | None
    se: float | None = None
    note: str = ""
    p_value: float | None = None


def two_rater_table(
    rater1: Sequence[Hashable], rater2: Sequence[Hashable], categories: Sequence[Hashable]
) -> NDArray[np.int64]:
    """Counts of each pair of ratings, shape (k, k): rows rater 1, columns rater 2.

    rater1, rater2: shape (n,), None where missing; a case that either left out is not counted.
    Raises CannotCompute for ratings of different length or outside `categories`.
    """
    if len(rater1) != len(rater2):
        raise CannotCompute(f"the raters rated {len(rater1)} and {len(rater2)} cases, not the same")
    place = {category: index for index, category in enumerate(categories)}
    table = np.zeros((len(place), len(place)), dtype=np.int64)
    for first, second in zip(rater1, rater2, strict=True):
        if first is None or second is None:
            continue
        if first not in place or second not in place:
            raise CannotCompute(f"a rating lies outside the categories: {first} or {second}")
        table[place[first], place[second]] += 1
    return table


def two_rater_agreement(table: ArrayLike, *, ordered: bool = False) -> tuple[Agreement, ...]:
    """Every statistic for two raters: percent, kappa, PABAK, indices and specific agreement.

    table: shape (k, k), counts of cases, rows rater 1, columns rater 2, categories in order.
    ordered: add kappa with linear ("equal") and quadratic ("squared") weights. Prevalence and
    bias index exist for two categories only. Raises CannotCompute for a table that is not square,
    counts below 0, or no case.
    """
    counts = checked_table(table)
    weightings: tuple[Weighting, ...] = ("unweighted",)
    if ordered:
        weightings = ("unweighted", "equal", "squared")
    statistics = [
        percent_agreement(counts),
        *(kappa(counts, weighting) for weighting in weightings),
        pabak(counts),
    ]
    if counts.shape[0] == 2:
        statistics += [prevalence_index(counts), bias_index(counts)]
    return (*statistics, *specific_agreement(counts))


def checked_table(table: ArrayLike) -> Numbers:
    """The table as doubles; raises CannotCompute unless it is square, counted and not empty."""
    counts = np.asarray(table, dtype=float)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise CannotCompute("a table of two raters has as many rows as columns")
    if not np.isfinite(counts).all() or (counts < 0).any() or (counts != np.round(counts)).any():
        raise CannotCompute("a table of two raters holds whole counts of 0 or more")
    if counts.sum() == 0:
        raise CannotCompute("no case was rated by both")
    return counts


def percent_agreement(table: ArrayLike) -> Agreement:
    """Share of cases rated alike, 0 to 1, with Wilson's interval."""
    counts = checked_table(table)
    alike = _wilson(float(np.trace(counts)), float(counts.sum()))
    return Agreement("percent_agreement", "wilson", *alike)


def kappa(table: ArrayLike, weighting: Weighting = "unweighted") -> Agreement:
    """Cohen's kappa; "equal" weights fall linearly with distance, "squared" quadratically.

    Interval from the large-sample standard error of Fleiss, Cohen & Everitt 1969; it is not cut
    at 1. Categories are taken as evenly spaced.
    """
    from statsmodels.stats.inter_rater import cohens_kappa

    counts = checked_table(table)
    stat, method = f"kappa_{weighting}", "fleiss_cohen_everitt"
    used = (counts.sum(axis=0) > 0) | (counts.sum(axis=1) > 0)
    if used.sum() < 2:
        note = "both raters used one category only, so chance agreement is complete"
        return Agreement(stat, method, None, None, None, None, note)
    names = {"unweighted": None, "equal": "linear", "squared": "quadratic"}
    # It also divides by an error that is 0 where raters never share a case; that number is unused.
    with np.errstate(divide="ignore", invalid="ignore"):
        fitted = cohens_kappa(counts, wt=names[weighting])
    estimate, error = float(fitted.kappa), float(fitted.std_kappa)
    note = "" if error > 0 else "the raters never differ, so the interval has no width"
    lower, upper = estimate - _Z * error, estimate + _Z * error
    return Agreement(stat, method, estimate, lower, upper, error, note)


def kappa_given_chance(alike: int, rated_twice: int, shares: Sequence[float]) -> Agreement:
    """Kappa of raters who stand for one another, chance agreement from all ratings (Scott 1955).

    alike of rated_twice cases had one category from both raters; `shares` are those of each
    category among all ratings, once or twice, and add up to 1. Interval: Wilson's for the
    agreement, carried over; chance is taken as known, so it needs far more ratings than pairs.
    """
    by_chance = float(sum(share**2 for share in shares))
    stat, method = "kappa_given_chance", "wilson"
    if rated_twice == 0 or by_chance >= 1:
        note = "no case was rated twice" if rated_twice == 0 else "one category only"
        return Agreement(stat, method, None, None, None, None, note)
    estimate, lower, upper = (
        (share - by_chance) / (1 - by_chance) for share in _wilson(alike, rated_twice)
    )
    return Agreement(stat, method, estimate, lower, upper)


def pabak(table: ArrayLike) -> Agreement:
    """Prevalence- and bias-adjusted kappa: (k·agreement - 1) / (k - 1) (Byrt 1993).

    Interval from the exact (Clopper-Pearson) one of the agreement.
    """
    counts = checked_table(table)
    categories = counts.shape[0]
    if categories < 2:
        return Agreement("pabak", "clopper_pearson", None, None, None, None, "one category only")
    alike = proportion_interval(int(np.trace(counts)), int(counts.sum()), "exact")
    estimate, lower, upper = (
        None if share is None else (categories * share - 1) / (categories - 1)
        for share in (alike.estimate, alike.lower, alike.upper)
    )
    return Agreement("pabak", "clopper_pearson", estimate, lower, upper)


def prevalence_index(table: ArrayLike) -> Agreement:
    """Share both call category 1 less share both call category 2 (Byrt 1993), two categories.

    The Wald interval treats the two as separate proportions, as epiR does.
    """
    counts = _two_by_two(table)
    return _difference("prevalence_index", counts[0, 0], counts[1, 1], counts.sum())


def bias_index(table: ArrayLike) -> Agreement:
    """How much more often rater 1 calls category 1 than rater 2 does (Byrt 1993).

    The Wald interval treats the two as separate proportions, as epiR does.
    """
    counts = _two_by_two(table)
    return _difference("bias_index", counts[0].sum(), counts[:, 0].sum(), counts.sum())


def specific_agreement(table: ArrayLike) -> tuple[Agreement, ...]:
    """For each category, the share of its ratings that the other rater shares: 2a / (2a + b).

    Two categories are named positive (the first) and negative. The interval is Wilson's for
    a / (a + b), carried over: cases either rater put there, how many both did.
    """
    counts = checked_table(table)
    binary = ("positive_cat1", "negative_cat2")
    results = []
    for index in range(counts.shape[0]):
        name = binary[index] if counts.shape[0] == 2 else f"cat{index + 1}"
        both = float(counts[index, index])
        either = float(counts[index].sum() + counts[:, index].sum()) - both
        stat = f"specific_agreement_{name}"
        if either == 0:
            note = "no rater used this category"
            results.append(Agreement(stat, "wilson", None, None, None, None, note))
            continue
        share, lower, upper = (2 * part / (1 + part) for part in _wilson(both, either))
        results.append(Agreement(stat, "wilson", share, lower, upper))
    return tuple(results)


def _wilson(hits: float, total: float) -> tuple[float, float, float]:
    interval = proportion_interval(int(hits), int(total), "wilson")
    if interval.estimate is None or interval.lower is None or interval.upper is None:
        raise CannotCompute("a share of no case has no interval")
    return interval.estimate, interval.lower, interval.upper


def _two_by_two(table: ArrayLike) -> Numbers:
    counts = checked_table(table)
    if counts.shape != (2, 2):
        raise CannotCompute("prevalence and bias index are for two categories")
    return counts


def _difference(stat: str, first: float, second: float, total: float) -> Agreement:
    one, two = float(first / total), float(second / total)
    error = float(np.sqrt((one * (1 - one) + two * (1 - two)) / total))
    gap = one - two
    return Agreement(stat, "wald", gap, gap - _Z * error, gap + _Z * error, error)
