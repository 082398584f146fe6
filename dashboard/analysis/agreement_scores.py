"""Agreement of raters on a measured score: the ICC forms and Kendall's W."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.agreement import Agreement
from dashboard.analysis.agreement_many import RESAMPLES, SEED
from dashboard.analysis.arrays import Numbers, or_none
from dashboard.analysis.errors import CannotCompute

_VALUES_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class _MeanSquares:
    """Analysis of variance of cases by raters: mean squares of each source."""

    cases: int
    raters: int
    between: float
    within: float
    raters_effect: float
    residual: float


def complete_cases(
    ratings: Sequence[Sequence[float | None]] | NDArray[np.float64],
) -> tuple[Numbers, int]:
    """The cases that every rater scored, shape (n, m), and how many were left out.

    ratings: n cases of m scores, None or nan where missing. Raises CannotCompute with fewer than
    two raters or two complete cases.
    """
    scores = np.array(ratings, dtype=float)
    if scores.ndim != 2 or scores.shape[1] < 2:
        raise CannotCompute("scores of at least two raters are needed")
    whole = np.isfinite(scores).all(axis=1)
    if whole.sum() < 2:
        raise CannotCompute("fewer than two cases were scored by every rater")
    return scores[whole], int((~whole).sum())


def intraclass_correlations(
    ratings: Sequence[Sequence[float | None]] | NDArray[np.float64],
) -> tuple[Agreement, ...]:
    """ICC of one and of averaged scores: one-way, two-way consistency, two-way agreement.

    ratings: n cases of m scores; only complete cases count. Intervals from F quantiles (Shrout &
    Fleiss 1979; McGraw & Wong 1996).
    """
    scores, dropped = complete_cases(ratings)
    note = f"{dropped} cases with a missing score are left out" if dropped else ""
    squares = _mean_squares(scores)
    results = []
    for model, single in (
        ("oneway_consistency", True),
        ("oneway_consistency", False),
        ("twoway_consistency", True),
        ("twoway_consistency", False),
        ("twoway_agreement", True),
        ("twoway_agreement", False),
    ):
        stat = f"icc_{model}_{'single' if single else 'average'}"
        results.append(_icc(stat, model, single, squares, note))
    return tuple(results)


def _mean_squares(scores: Numbers) -> _MeanSquares:
    cases, raters = scores.shape
    grand = scores.mean()
    case_means, rater_means = scores.mean(axis=1), scores.mean(axis=0)
    between = raters * ((case_means - grand) ** 2).sum()
    raters_effect = cases * ((rater_means - grand) ** 2).sum()
    within = ((scores - case_means[:, None]) ** 2).sum()
    residual = ((scores - case_means[:, None] - rater_means[None, :] + grand) ** 2).sum()
    return _MeanSquares(
        cases=cases,
        raters=raters,
        between=float(between / (cases - 1)),
        within=float(within / (cases * (raters - 1))),
        raters_effect=float(raters_effect / (raters - 1)),
        residual=float(residual / ((cases - 1) * (raters - 1))),
    )


def _icc(stat: str, model: str, single: bool, squares: _MeanSquares, note: str) -> Agreement:
    method = "mcgraw_wong"
    error = squares.within if model.startswith("oneway") else squares.residual
    tiny = 1e-14 * (squares.between + squares.within)
    if squares.between <= tiny and squares.within <= tiny:
        return Agreement(stat, method, None, None, None, None, "all scores are the same")
    if squares.between <= tiny:
        return Agreement(stat, method, None, None, None, None, "no case differs from another")
    disagrees = error > tiny or (model == "twoway_agreement" and squares.raters_effect > tiny)
    if not disagrees:
        return Agreement(stat, method, 1.0, None, None, None, "the raters never differ")
    if model == "twoway_agreement":
        form = _agreement_form(squares, single)
    else:
        form = _consistency_form(squares, single, error, model == "oneway_consistency")
    p_value = _chance_of_ratio(squares, error, form.freedom)
    lower, upper = or_none(form.lower), or_none(form.upper)
    return Agreement(stat, method, form.estimate, lower, upper, None, note, p_value)


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of the ICC with its F interval; `freedom` belongs to its error term."""

    estimate: float
    lower: float
    upper: float
    freedom: float


def _chance_of_ratio(squares: _MeanSquares, error: float, freedom: float) -> float | None:
    """p value of the F ratio of cases to error; None without any error."""
    from scipy.special import fdtrc

    if error == 0:
        return None
    return or_none(float(fdtrc(squares.cases - 1, freedom, squares.between / error)))


def _consistency_form(squares: _MeanSquares, single: bool, error: float, one_way: bool) -> _Form:
    """One-way and consistency: the ratio of two mean squares and its F interval."""
    from scipy.special import fdtri

    freedom = (squares.cases if one_way else squares.cases - 1) * (squares.raters - 1)
    numerator = squares.cases - 1
    ratio = squares.between / error
    low = ratio / float(fdtri(numerator, freedom, 0.975))
    high = ratio * float(fdtri(freedom, numerator, 0.975))
    if single:
        others = squares.raters - 1
        estimate, lower, upper = ((value - 1) / (value + others) for value in (ratio, low, high))
    else:
        estimate, lower, upper = (1 - 1 / value for value in (ratio, low, high))
    return _Form(estimate, lower, upper, freedom)


def _agreement_form(squares: _MeanSquares, single: bool) -> _Form:
    """Absolute agreement: differences between raters count as error (McGraw & Wong 1996)."""
    from scipy.special import fdtri

    n, k = squares.cases, squares.raters
    case, rater, error = squares.between, squares.raters_effect, squares.residual
    if single:
        estimate = (case - error) / (case + (k - 1) * error + k / n * (rater - error))
        share, rest = k, k * n - k - n
    else:
        estimate = (case - error) / (case + (rater - error) / n)
        share, rest = 1, -1
    freedom = _satterthwaite(squares, estimate)
    low = float(fdtri(n - 1, freedom, 0.975))
    high = float(fdtri(freedom, n - 1, 0.975))
    noise = share * rater + rest * error
    lower = n * (case - low * error) / (low * noise + n * case)
    upper = n * (high * case - error) / (noise + n * high * case)
    return _Form(estimate, lower, upper, freedom)


def _satterthwaite(squares: _MeanSquares, estimate: float) -> float:
    """Degrees of freedom of the mixture of rater and residual mean squares."""
    n, k = squares.cases, squares.raters
    a = k * estimate / (n * (1 - estimate))
    b = 1 + k * estimate * (n - 1) / (n * (1 - estimate))
    by_rater, by_error = a * squares.raters_effect, b * squares.residual
    spread = by_rater**2 / (k - 1) + by_error**2 / ((n - 1) * (k - 1))
    return (by_rater + by_error) ** 2 / spread


def kendall_w(
    ratings: Sequence[Sequence[float | None]] | NDArray[np.float64],
) -> Agreement:
    """Kendall's coefficient of concordance of the raters' rankings, 0 to 1, uncorrected for ties.

    The interval is a bootstrap over cases, corrected for the ties that resampling makes.
    """
    scores, dropped = complete_cases(ratings)
    notes = [f"{dropped} cases with a missing score are left out"] if dropped else []
    estimate = float(_concordance(scores[None], correct=False)[0])
    if any(np.unique(column).size < column.size for column in scores.T):
        corrected = float(_concordance(scores[None], correct=True)[0])
        if not np.isfinite(corrected):
            note = "every rater scored all cases alike"
            return Agreement("kendall_w", "bootstrap", None, None, None, None, note)
        notes.append(f"there are ties; corrected for them W is {corrected:.4f}")
    drawn = _resampled_concordance(scores)
    drawn = drawn[np.isfinite(drawn)]
    lower = upper = error = None
    if drawn.size < RESAMPLES / 2:
        notes.append("too few different cases for an interval")
    else:
        lower, upper = (float(limit) for limit in np.quantile(drawn, [0.025, 0.975]))
        error = float(drawn.std(ddof=1))
    p_value = _chance_of_concordance(estimate, *scores.shape)
    return Agreement(
        "kendall_w", "bootstrap", estimate, lower, upper, error, "; ".join(notes), p_value
    )


def _chance_of_concordance(estimate: float, cases: int, raters: int) -> float:
    """p value of W by its chi-square approximation, m (n - 1) W on n - 1 degrees of freedom."""
    from scipy.special import chdtrc

    return float(chdtrc(cases - 1, raters * (cases - 1) * estimate))


def _resampled_concordance(scores: Numbers) -> Numbers:
    random = np.random.default_rng(SEED)
    portion = max(1, min(RESAMPLES, _VALUES_AT_ONCE // scores.size))
    drawn = []
    for start in range(0, RESAMPLES, portion):
        size = min(portion, RESAMPLES - start)
        rows = random.integers(0, scores.shape[0], size=(size, scores.shape[0]))
        drawn.append(_concordance(scores[rows], correct=True))
    return np.concatenate(drawn)


def _concordance(scores: Numbers, *, correct: bool) -> Numbers:
    """W of each set of scores, shape (b, n, m); nan where a correction for ties leaves nothing."""
    from scipy.stats import rankdata

    _, cases, raters = scores.shape
    ranks = rankdata(scores, axis=1)
    totals = ranks.sum(axis=2)
    spread = 12 * ((totals - totals.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    # The squared ranks of one rater fall short of their untied sum by a twelfth of t³ - t a tie.
    untied = cases * (cases + 1) * (2 * cases + 1) / 6
    ties = 12 * (untied - (ranks**2).sum(axis=1)).sum(axis=1)
    possible = np.full(len(scores), float(raters**2 * (cases**3 - cases)))
    if correct:
        possible = possible - raters * ties
    concordance = np.full(len(scores), np.nan)
    np.divide(spread, possible, out=concordance, where=possible > 1e-9)
    return concordance
