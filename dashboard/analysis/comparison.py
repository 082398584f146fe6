"""Two groups compared: every number a methods section asks for, one `Statistic` a row.

The rows carry the names of the reference files. Each formula lives in its own module of
`dashboard.analysis.two_groups`; this one puts them together by the kind of data.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import cast

import numpy as np
from numpy.typing import ArrayLike

from dashboard.analysis.denominators import unlike_denominators
from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.intervals import (
    Interval,
    ProportionMethod,
    RateMethod,
    proportion_interval,
    rate_interval,
)
from dashboard.analysis.two_groups.cluster_bootstrap import cluster_bootstrap
from dashboard.analysis.two_groups.composition import Composition, compare_composition
from dashboard.analysis.two_groups.differences import (
    agresti_caffo_difference,
    miettinen_nurminen_difference,
    newcombe_difference,
    wald_difference,
)
from dashboard.analysis.two_groups.effect_sizes import (
    cliffs_delta,
    cohens_d,
    cohens_h,
    hedges_g,
)
from dashboard.analysis.two_groups.exact_tests import (
    boschloo_exact,
    chi_square,
    fisher_exact,
    mid_p_odds_ratio,
)
from dashboard.analysis.two_groups.medians import (
    geometric_mean_ratio,
    hodges_lehmann,
    median_interval,
    median_of_differences,
    median_quartiles,
    sample,
    welch,
)
from dashboard.analysis.two_groups.multiplicity import AdjustmentMethod, adjust_p_values
from dashboard.analysis.two_groups.paired import mcnemar
from dashboard.analysis.two_groups.rates import (
    exact_rate_ratio,
    mid_p_rate_ratio,
    wald_rate_difference,
    wald_rate_ratio,
)
from dashboard.analysis.two_groups.ratios import (
    katz_risk_ratio,
    koopman_risk_ratio,
    score_odds_ratio,
    wald_odds_ratio,
)
from dashboard.analysis.two_groups.statistic import Statistic, make_statistic
from dashboard.analysis.two_groups.strata import (
    Stratified,
    mantel_haenszel,
    mantel_haenszel_rates,
)
from dashboard.analysis.two_groups.trend import cochran_armitage

__all__ = [
    "Composition",
    "Statistic",
    "Stratified",
    "adjust_p_values",
    "agresti_caffo_difference",
    "boschloo_exact",
    "chi_square",
    "cliffs_delta",
    "cluster_bootstrap",
    "cochran_armitage",
    "cohens_d",
    "cohens_h",
    "compare_composition",
    "compare_groups",
    "compare_many_samples",
    "compare_proportions",
    "compare_rates",
    "compare_samples",
    "exact_rate_ratio",
    "fisher_exact",
    "geometric_mean_ratio",
    "hedges_g",
    "hodges_lehmann",
    "katz_risk_ratio",
    "koopman_risk_ratio",
    "mantel_haenszel",
    "mantel_haenszel_rates",
    "mcnemar",
    "median_interval",
    "median_of_differences",
    "median_quartiles",
    "mid_p_odds_ratio",
    "mid_p_rate_ratio",
    "miettinen_nurminen_difference",
    "newcombe_difference",
    "score_odds_ratio",
    "unlike_denominators",
    "wald_difference",
    "wald_odds_ratio",
    "wald_rate_difference",
    "wald_rate_ratio",
    "welch",
]

_PROPORTION_NAMES: tuple[tuple[ProportionMethod, str], ...] = (
    ("wilson", "wilson"),
    ("exact", "clopper_pearson"),
    ("wilson-cc", "wilson_cc"),
    ("wald", "wald"),
)
_RATE_NAMES: tuple[tuple[RateMethod, str], ...] = (("garwood", "exact_garwood"), ("byar", "byar"))


def compare_proportions(
    x1: float,
    n1: float,
    x2: float,
    n2: float,
    unit1: str | None = None,
    unit2: str | None = None,
    names: tuple[str, str] = ("group 1", "group 2"),
) -> tuple[Statistic, ...]:
    """Everything on the proportions x1 / n1 and x2 / n2, the first against the second.

    Each proportion by Wilson, Clopper-Pearson and Wald; differences (Newcombe first), ratios,
    odds ratios, tests and Cohen's h; last the same numbers under the names other programs give
    them. Units that differ or are not given put the unlike-denominators warning in every note
    of a comparison. Raises CannotCompute when a group has no trials or impossible counts.
    """
    counts = (x1, n1, x2, n2)
    compared = (
        newcombe_difference(*counts),
        miettinen_nurminen_difference(*counts),
        agresti_caffo_difference(*counts),
        newcombe_difference(*counts, correction=True),
        wald_difference(*counts),
        koopman_risk_ratio(*counts),
        katz_risk_ratio(*counts),
        fisher_exact(*counts),
        score_odds_ratio(*counts),
        wald_odds_ratio(*counts),
        mid_p_odds_ratio(*counts),
        chi_square(*counts),
        boschloo_exact(*counts),
        cohens_h(*counts),
        *_proportion_aliases(counts),
    )
    warning = unlike_denominators(unit1, unit2)
    return (
        *_proportion_rows(names[0], x1, n1),
        *_proportion_rows(names[1], x2, n2),
        *(row.with_note(warning) for row in compared),
    )


def compare_rates(
    x1: float,
    t1: float,
    x2: float,
    t2: float,
    unit1: str | None = None,
    unit2: str | None = None,
    names: tuple[str, str] = ("group 1", "group 2"),
) -> tuple[Statistic, ...]:
    """Everything on the rates x1 / t1 and x2 / t2 (events over exposure), first against second.

    Units as in `compare_proportions`. Raises CannotCompute when an exposure is not above 0.
    """
    counts = (x1, t1, x2, t2)
    exact = exact_rate_ratio(*counts)
    compared = (
        exact,
        wald_rate_ratio(*counts),
        mid_p_rate_ratio(*counts),
        wald_rate_difference(*counts),
        _renamed(exact, "IRR", "epiR_wald", "rate_ratio exact_conditional"),
        _renamed(
            wald_rate_difference(*counts, per=100.0),
            "ARate",
            "epiR_wald",
            "rate_difference wald, times 100",
        ),
    )
    warning = unlike_denominators(unit1, unit2)
    return (
        *_rate_rows(names[0], x1, t1),
        *_rate_rows(names[1], x2, t2),
        *(row.with_note(warning) for row in compared),
    )


def compare_samples(
    a: ArrayLike, b: ArrayLike, names: tuple[str, str] = ("group 1", "group 2")
) -> tuple[Statistic, ...]:
    """Everything on two samples of a measured quantity, a minus b.

    Medians, the Hodges-Lehmann shift with the rank test, Welch, and effect sizes; Cohen's d and
    Hedges' g speak of symmetric data only. Raises CannotCompute when a sample is empty.
    """
    described = [
        row.with_note(f"{name}, n = {sample(values, name).size}")
        for name, values in zip(names, (a, b), strict=True)
        for row in (median_quartiles(values), median_interval(values))
    ]
    against = f"{names[0]} minus {names[1]}"
    compared = (
        median_of_differences(a, b),
        hodges_lehmann(a, b),
        hodges_lehmann(a, b, "wilcox_asymptotic_nocc"),
        welch(a, b),
        geometric_mean_ratio(a, b),
        cliffs_delta(a, b),
        cohens_d(a, b),
        hedges_g(a, b),
    )
    return (*described, *(row.with_note(against) for row in compared))


def compare_many_samples(samples: dict[str, ArrayLike]) -> tuple[Statistic, ...]:
    """Each pair of three or more samples by the rank test, with p adjusted for the looks.

    samples: the values of each group by its name. Raises CannotCompute with fewer than two.
    """
    if len(samples) < 2:
        raise CannotCompute("a comparison needs at least two groups")
    described = [
        row.with_note(f"{name}, n = {sample(values, name).size}")
        for name, values in samples.items()
        for row in (median_quartiles(values), median_interval(values))
    ]
    pairs = list(combinations(samples, 2))
    shifts = [hodges_lehmann(samples[a], samples[b]).with_note(f"{a} minus {b}") for a, b in pairs]
    return (*described, *shifts, *_adjusted_rows(shifts, pairs))


def compare_groups(
    x: Sequence[float],
    n: Sequence[float],
    names: Sequence[str],
    scores: Sequence[float] | None = None,
) -> tuple[Statistic, ...]:
    """Proportions of three or more groups in order: trend, composition, each pair.

    x, n: hits and trials of each group; names: the groups in order; scores: their places on a
    scale, 1, 2, 3, ... when not given. Raises CannotCompute with impossible counts.
    """
    trend = cochran_armitage(x, n, scores)
    misses = [trials - hits for hits, trials in zip(x, n, strict=True)]
    any_difference = _composition_test(list(x), misses)
    described = [
        row
        for name, hits, trials in zip(names, x, n, strict=True)
        for row in _proportion_rows(name, hits, trials)
    ]
    places = list(combinations(range(len(names)), 2))
    pairs = [(names[i], names[j]) for i, j in places]
    differences = [
        replace(
            newcombe_difference(x[i], n[i], x[j], n[j]),
            p_value=chi_square(x[i], n[i], x[j], n[j]).p_value,
        ).with_note(f"{names[i]} minus {names[j]}; p by chi-square")
        for i, j in places
    ]
    return (
        *described,
        trend,
        any_difference,
        *differences,
        *_adjusted_rows(differences, pairs),
    )


def _proportion_rows(name: str, x: float, n: float) -> list[Statistic]:
    return [
        _from_interval(
            "proportion", shown, proportion_interval(x, n, method), f"{name}, {x:g}/{n:g}"
        )
        for method, shown in _PROPORTION_NAMES
    ]


def _rate_rows(name: str, x: float, t: float) -> list[Statistic]:
    return [
        _from_interval("rate", shown, rate_interval(x, t, method=method), f"{name}, {x:g}/{t:g}")
        for method, shown in _RATE_NAMES
    ]


def _from_interval(stat: str, method: str, interval: Interval, note: str) -> Statistic:
    row = make_statistic(stat, method, interval.estimate, interval.lower, interval.upper)
    return row.with_note(note).with_note(interval.note)


def _proportion_aliases(counts: tuple[float, float, float, float]) -> tuple[Statistic, ...]:
    """The names under which epiR and PropCIs print some of the same numbers."""
    aliases: tuple[tuple[Callable[..., Statistic], str, str], ...] = (
        (miettinen_nurminen_difference, "risk_difference", "propcis_diffscoreci"),
        (katz_risk_ratio, "RR", "epiR_wald"),
        (wald_odds_ratio, "OR", "epiR_wald"),
        (wald_difference, "ARisk", "epiR_wald"),
    )
    rows = [(function(*counts), stat, method) for function, stat, method in aliases]
    return tuple(
        _renamed(row, stat, method, f"{row.stat} {row.method}") for row, stat, method in rows
    )


def _renamed(row: Statistic, stat: str, method: str, original: str) -> Statistic:
    return replace(row, stat=stat, method=method).with_note(f"the same as {original}")


def _composition_test(hits: list[float], misses: list[float]) -> Statistic:
    try:
        return compare_composition([hits, misses]).test
    except CannotCompute as reason:
        return make_statistic("chi_square", "pearson", note=str(reason))


def _adjusted_rows(
    rows: Sequence[Statistic], pairs: Sequence[tuple[str, str]]
) -> tuple[Statistic, ...]:
    raw = [np.nan if row.p_value is None else row.p_value for row in rows]
    return tuple(
        make_statistic("p_adjusted", method, p, p_value=adjusted, note=f"{a} and {b}")
        for method in cast(tuple[AdjustmentMethod, ...], ("holm", "BH"))
        for p, adjusted, (a, b) in zip(
            raw, adjust_p_values(raw, method).tolist(), pairs, strict=True
        )
    )
