"""Agreement of any number of raters, some ratings missing: Fleiss, Gwet AC1, Krippendorff."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.agreement import Agreement
from dashboard.analysis.arrays import Numbers
from dashboard.analysis.errors import CannotCompute

Level = Literal["nominal", "ordinal", "interval"]
Estimator = Callable[[Numbers], Numbers]
"""From case weights, shape (b, n), to an estimate a row, shape (b,); nan where undefined."""

RESAMPLES = 2000
SEED = 1
_MOST_ORDINAL_CATEGORIES = 100
_NUMBERS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class RatingCounts:
    """How many raters put each case in each category.

    `counts` has shape (n, q); `weight`, shape (n,), is how often such a case occurred; `values`,
    shape (q,), are the categories as numbers, in order.
    """

    counts: Numbers
    weight: Numbers
    values: Numbers

    @property
    def per_case(self) -> Numbers:
        """Ratings of each case, shape (n,)."""
        return np.asarray(self.counts.sum(axis=1))


def rating_counts(
    ratings: Sequence[Sequence[Hashable]], categories: Sequence[Hashable]
) -> RatingCounts:
    """Count the ratings of each case; cases without any are left out.

    ratings: n cases of m ratings, None where missing; categories: those that exist, in order.
    Raises CannotCompute for a rating outside the categories or no rating at all.
    """
    place = {category: index for index, category in enumerate(categories)}
    counts = np.zeros((len(ratings), len(place)))
    for row, case in enumerate(ratings):
        for rating in case:
            if rating is None:
                continue
            if rating not in place:
                raise CannotCompute(f"case {row + 1} has a rating outside the categories: {rating}")
            counts[row, place[rating]] += 1
    counts = counts[counts.sum(axis=1) > 0]
    if counts.size == 0:
        raise CannotCompute("there are no ratings")
    return RatingCounts(counts, np.ones(counts.shape[0]), _as_values(categories))


def rating_counts_of_table(table: Numbers, categories: Sequence[Hashable]) -> RatingCounts:
    """The same from a table of two raters, shape (q, q): one weighted case for each used cell."""
    first, second = np.nonzero(table)
    unit = np.eye(table.shape[0])
    return RatingCounts(unit[first] + unit[second], table[first, second], _as_values(categories))


def _as_values(categories: Sequence[Hashable]) -> Numbers:
    """The categories themselves where they are numbers, else their order."""
    if all(isinstance(category, int | float) for category in categories):
        return np.array(categories, dtype=float)
    return np.arange(len(categories), dtype=float)


def pairwise_agreement(ratings: RatingCounts) -> Agreement:
    """Share of pairs of raters who agree on a case, averaged over cases with two or more."""
    return _bootstrapped("percent_agreement", ratings, lambda w: _agreeing_pairs(ratings, w))


def fleiss_kappa(ratings: RatingCounts) -> Agreement:
    """Fleiss' kappa (1971) of the cases that every rater rated, with a bootstrap interval."""
    from statsmodels.stats.inter_rater import fleiss_kappa as of_counts

    most = ratings.per_case.max()
    complete = ratings.per_case == most
    kept = RatingCounts(ratings.counts[complete], ratings.weight[complete], ratings.values)
    used = kept.counts.sum(axis=0) > 0
    if used.sum() < 2:
        return _undefined("fleiss_kappa")

    def estimate(weight: Numbers) -> Numbers:
        shares = weight @ kept.counts / (weight.sum(axis=1, keepdims=True) * most)
        by_chance = (shares**2).sum(axis=1)
        return _beyond_chance(_agreeing_pairs(kept, weight), by_chance)

    result = _bootstrapped("fleiss_kappa", kept, estimate)
    whole = np.repeat(kept.counts, kept.weight.astype(int), axis=0)
    dropped = int(ratings.weight[~complete].sum())
    note = f"{dropped} cases with a missing rating are left out" if dropped else ""
    return Agreement(
        result.stat, result.method, float(of_counts(whole)), result.lower, result.upper,
        result.se, "; ".join(part for part in (note, result.note) if part),
    )  # fmt: skip


def gwet_ac1(ratings: RatingCounts) -> Agreement:
    """Gwet's AC1 with its closed variance and t quantiles on n - 1 (Gwet 2008), cut at 1."""
    from scipy.special import stdtrit

    categories = ratings.counts.shape[1]
    cases = float(ratings.weight.sum())
    paired = ratings.per_case >= 2
    if categories < 2 or not paired.any():
        return Agreement("gwet_ac1", "gwet", None, None, None, None, _why_not(categories))
    influence, estimate = _ac1_influence(ratings, paired, cases)
    if cases < 2:
        return Agreement("gwet_ac1", "gwet", estimate, None, None, None, "one case: no interval")
    spread = float((ratings.weight * (influence - estimate) ** 2).sum())
    error = float(np.sqrt(spread / (cases * (cases - 1))))
    reach = float(stdtrit(cases - 1, 0.975)) * error
    return Agreement(
        "gwet_ac1", "gwet", estimate, estimate - reach, min(1.0, estimate + reach), error
    )


def _why_not(categories: int) -> str:
    return "one category only" if categories < 2 else "no case was rated twice"


def _ac1_influence(
    ratings: RatingCounts, paired: NDArray[np.bool_], cases: float
) -> tuple[Numbers, float]:
    """What each case contributes to AC1, shape (n,), and AC1 itself."""
    categories = ratings.counts.shape[1]
    alike = _share_alike(ratings)
    shares = ratings.counts / ratings.per_case[:, None]
    use = ratings.weight @ shares / cases
    chance = float((use * (1 - use)).sum() / (categories - 1))
    cases_paired = float(ratings.weight[paired].sum())
    agreement = float((ratings.weight * alike)[paired].sum()) / cases_paired
    estimate = (agreement - chance) / (1 - chance)
    own = cases / cases_paired * (alike - chance * paired) / (1 - chance)
    own_chance = shares @ (1 - use) / (categories - 1)
    return own - 2 * (1 - estimate) * (own_chance - chance) / (1 - chance), estimate


def krippendorff_alpha(ratings: RatingCounts, level: Level) -> Agreement:
    """Krippendorff's alpha for the level of measurement, missing ratings allowed (2011).

    The interval is a bootstrap over cases. Raises CannotCompute for an ordinal scale of more than
    100 categories.
    """
    stat = f"kripp_alpha_{level}"
    paired = ratings.per_case >= 2
    kept = RatingCounts(ratings.counts[paired], ratings.weight[paired], ratings.values)
    if not paired.any() or (kept.counts.sum(axis=0) > 0).sum() < 2:
        return _undefined(stat)
    if level == "interval":
        return _bootstrapped(stat, kept, _interval_alpha(kept))
    if level == "ordinal" and kept.counts.shape[1] > _MOST_ORDINAL_CATEGORIES:
        raise CannotCompute(
            "an ordinal scale of more than 100 categories is better an interval one"
        )
    return _bootstrapped(stat, kept, _categorical_alpha(kept, level))


def _interval_alpha(kept: RatingCounts) -> Estimator:
    """Squared differences need no table: sums and sums of squares give them."""
    size = kept.per_case
    total, squares = kept.counts @ kept.values, kept.counts @ kept.values**2
    within = 2 * (size * squares - total**2) / (size - 1)

    def estimate(weight: Numbers) -> Numbers:
        n = weight @ size
        among = 2 * (n * (weight @ squares) - (weight @ total) ** 2) / (n - 1)
        return 1 - _ratio(weight @ within, among)

    return estimate


def _categorical_alpha(kept: RatingCounts, level: Level) -> Estimator:
    """From the coincidences of categories within cases, each case counting once for a rating."""
    counts = kept.counts
    categories = counts.shape[1]
    own = counts[:, :, None] * counts[:, None, :]
    own[:, np.arange(categories), np.arange(categories)] -= counts
    coincidences = (own / (kept.per_case - 1)[:, None, None]).reshape(len(counts), -1)

    def estimate(weight: Numbers) -> Numbers:
        margins = weight @ counts
        distance = _distances(margins, level)
        observed = (weight @ coincidences).reshape(distance.shape)
        expected = margins[:, :, None] * margins[:, None, :]
        n = margins.sum(axis=1)
        within = (observed * distance).sum(axis=(1, 2))
        among = (expected * distance).sum(axis=(1, 2)) / (n - 1)
        return 1 - _ratio(within, among)

    return estimate


def _distances(margins: Numbers, level: Level) -> Numbers:
    """Squared distance of each two categories, shape (b, q, q)."""
    categories = margins.shape[1]
    if level == "nominal":
        return np.broadcast_to(1 - np.eye(categories), (len(margins), categories, categories))
    # Ordinal: the ratings that lie between two categories, with half of those at either end.
    middle = np.cumsum(margins, axis=1) - margins / 2
    return np.asarray((middle[:, :, None] - middle[:, None, :]) ** 2)


def _share_alike(ratings: RatingCounts) -> Numbers:
    """Share of ordered pairs of raters who agree, for each case; 0 for a case rated once."""
    size = ratings.per_case
    pairs = np.maximum(size * (size - 1), 1)
    return np.asarray((ratings.counts * (ratings.counts - 1)).sum(axis=1) / pairs)


def _agreeing_pairs(ratings: RatingCounts, weight: Numbers) -> Numbers:
    paired = (ratings.per_case >= 2).astype(float)
    return _ratio(weight @ (_share_alike(ratings) * paired), weight @ paired)


def _beyond_chance(agreement: Numbers, chance: Numbers) -> Numbers:
    return _ratio(agreement - chance, 1 - chance)


def _ratio(top: Numbers, bottom: Numbers) -> Numbers:
    """top / bottom, nan where the bottom is 0."""
    ratio = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=ratio, where=bottom > 1e-12)
    return ratio


def _undefined(stat: str) -> Agreement:
    note = "every rating is in one category or no case was rated twice"
    return Agreement(stat, "bootstrap", None, None, None, None, note)


def _bootstrapped(stat: str, ratings: RatingCounts, estimator: Estimator) -> Agreement:
    """The estimate, and the 2.5 and 97.5 % points over resampled cases, always the same seed."""
    point = float(estimator(ratings.weight[None, :])[0])
    if not np.isfinite(point):
        return _undefined(stat)
    if ratings.weight.sum() < 2:
        return Agreement(stat, "bootstrap", point, None, None, None, "one case: no interval")
    drawn = _resampled(ratings.weight, estimator)
    usable = drawn[np.isfinite(drawn)]
    note = ""
    if usable.size < drawn.size:
        note = f"{drawn.size - usable.size} of {drawn.size} resamples had one category only"
    if usable.size < drawn.size / 2:
        return Agreement(stat, "bootstrap", point, None, None, None, note)
    lower, upper = np.quantile(usable, [0.025, 0.975])
    return Agreement(
        stat, "bootstrap", point, float(lower), float(upper), float(usable.std(ddof=1)), note
    )


def _resampled(weight: Numbers, estimator: Estimator) -> Numbers:
    """Estimates of resamples of the cases, drawn in portions that fit in memory."""
    random = np.random.default_rng(SEED)
    cases = int(weight.sum())
    portion = max(1, min(RESAMPLES, _NUMBERS_AT_ONCE // weight.size))
    estimates = []
    for start in range(0, RESAMPLES, portion):
        size = min(portion, RESAMPLES - start)
        drawn = random.multinomial(cases, weight / weight.sum(), size=size).astype(float)
        estimates.append(estimator(drawn))
    return np.concatenate(estimates)
