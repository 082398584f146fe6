"""Two groups against R, scipy and statsmodels, by hand, and on hard inputs."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from dashboard.analysis import comparison
from dashboard.analysis.comparison import Statistic
from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.two_groups.multiplicity import AdjustmentMethod
from dashboard.analysis.two_groups.root_finding import brent_root
from tests.analysis.reference import Row, anchored, deviation, number, rows

REFERENCE = rows("twogroup/twogroup.csv")
COMPARED = ("estimate", "lower", "upper", "p_value", "statistic")
IN_R = {"p_value": "p.value"}
# The p values of a textbook example (McDonald, Handbook of Biological Statistics).
FIFTEEN = [
    0.001, 0.008, 0.039, 0.041, 0.042, 0.060, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269,
    0.275, 0.34,
]  # fmt: skip
Found = dict[tuple[str, str], Statistic]


def values(case: str, group: str) -> list[float]:
    return [
        float(row["y"])
        for row in rows("inputs/twogroup_continuous.csv")
        if (row["case"], row["group"]) == (case, group)
    ]


def by_name(found: tuple[Statistic, ...]) -> Found:
    """The rows by stat and method; of two groups' own rows the second wins."""
    return {(row.stat, row.method): row for row in found}


@lru_cache
def case(name: str) -> Found:
    """Every number we print on one case of the reference."""
    proportions = {row["case"]: row for row in rows("inputs/twogroup_proportions.csv")}
    rates = {row["case"]: row for row in rows("inputs/twogroup_rates.csv")}
    if name in proportions and proportions[name]["x2"]:
        return by_name(comparison.compare_proportions(*_four(proportions[name], "n")))
    if name in rates:
        return by_name(comparison.compare_rates(*_four(rates[name], "t")))
    if name in ("c_noties", "c_ties"):
        return by_name(comparison.compare_samples(values(name, "a"), values(name, "b")))
    if name.startswith("c_"):
        own = values(name[:-2], name[-1])
        return by_name((comparison.median_quartiles(own), comparison.median_interval(own)))
    if name == "paired_40_5_12_43":
        return by_name(comparison.mcnemar(40, 5, 12, 43))
    if name == "themes_2x4":
        table = comparison.compare_composition([[30, 22, 14, 9], [41, 18, 25, 7]])
        return by_name((table.test, table.cramers_v))
    assert name == "trend"
    return by_name((comparison.cochran_armitage([15, 10, 5], [40, 40, 40]),))


def _four(row: Row, denominator: str) -> tuple[float, float, float, float]:
    x1, n1, x2, n2 = (float(row[f"{key}{group}"]) for group in "12" for key in ("x", denominator))
    return x1, n1, x2, n2


def own_rows(row: Row) -> bool:
    """Rows of this file's concern; single proportions and rates are in test_intervals."""
    return anchored(row) and row["stat"] not in ("proportion", "rate", "p_adjusted")


@pytest.mark.parametrize(
    "row",
    [row for row in REFERENCE if own_rows(row)],
    ids=lambda row: f"{row['case']}-{row['stat']}-{row['method']}",
)
def test_every_anchor_is_met(row: Row) -> None:
    key = (row["stat"], row["method"])
    if row["method"] == "exactRankTests":
        key = ("hodges_lehmann_shift", "wilcox_default")
    ours = case(row["case"])[key]
    tolerance = float(row["tolerance"] or 1e-6)
    compared = 0
    for name in COMPARED:
        theirs = number(row[IN_R.get(name, name)])
        if theirs is not None:
            compared += 1
            assert deviation(theirs, getattr(ours, name)) < tolerance, name
    assert compared


@pytest.mark.parametrize("method", ["holm", "BH", "bonferroni"])
def test_adjusted_p_values_are_those_of_r(method: AdjustmentMethod) -> None:
    ours = comparison.adjust_p_values(FIFTEEN, method)
    shown = [row for row in REFERENCE if row["method"] == method]
    assert len(shown) == 7
    for row in shown:
        place = int(row["case"].removeprefix("padj_")) - 1
        assert float(row["estimate"]) == FIFTEEN[place]
        assert deviation(float(row["p.value"]), float(ours[place])) < 1e-6


def test_missing_p_values_are_no_looks() -> None:
    ours = comparison.adjust_p_values([0.01, math.nan, 0.04], "bonferroni")
    assert ours[[0, 2]].tolist() == pytest.approx([0.02, 0.08])
    assert np.isnan(ours[1])
    with pytest.raises(CannotCompute, match="0 and 1"):
        comparison.adjust_p_values([1.2])
    with pytest.raises(CannotCompute, match="no adjustment"):
        comparison.adjust_p_values([0.2], "sidak")  # type: ignore[arg-type]


small = st.integers(1, 25).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(small, small)
@settings(max_examples=60)
def test_no_table_breaks_a_comparison(first: tuple[int, int], second: tuple[int, int]) -> None:
    """Zero cells, all hits, one trial: numbers that are finite, or empty with the reason."""
    for row in comparison.compare_proportions(*first, *second, "cases", "cases"):
        shown = [getattr(row, name) for name in COMPARED]
        assert all(value is None or math.isfinite(value) for value in shown)
        if row.lower is not None and row.upper is not None and row.estimate is not None:
            assert row.lower - 1e-6 <= row.estimate <= row.upper + 1e-6
        if row.stat not in ("chi_square", "boschloo", "cohens_h") and None in shown[:3]:
            assert row.note


@given(small, small)
@settings(max_examples=40)
def test_exchanged_groups_give_exchanged_limits(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    for function in (
        comparison.newcombe_difference,
        comparison.miettinen_nurminen_difference,
        comparison.agresti_caffo_difference,
    ):
        there, back = function(*first, *second), function(*second, *first)
        assert there.lower is not None and back.upper is not None
        assert there.lower == pytest.approx(-back.upper, abs=2e-7)


def test_miettinen_nurminen_limits_solve_the_score_equation() -> None:
    """Where statsmodels' own score method is off: the roots by another way."""
    ours = comparison.miettinen_nurminen_difference(34, 180, 61, 175)
    assert (ours.lower, ours.upper) == pytest.approx((-0.2500, -0.0680), abs=5e-5)
    assert ours.lower is not None
    grid = np.linspace(1e-9, 1 - 1e-9, 200_001)
    p2 = grid[(grid + ours.lower > 0) & (grid + ours.lower < 1)]
    p1 = p2 + ours.lower
    likelihood = 34 * np.log(p1) + 146 * np.log1p(-p1) + 61 * np.log(p2) + 114 * np.log1p(-p2)
    best = int(np.argmax(likelihood))
    variance = p1[best] * (1 - p1[best]) / 180 + p2[best] * (1 - p2[best]) / 175
    score = (34 / 180 - 61 / 175 - ours.lower) ** 2 / (variance * 355 / 354)
    assert score == pytest.approx(stats.chi2.ppf(0.95, 1), rel=1e-4)


@given(st.integers(2, 60), st.integers(2, 60), st.data())
@settings(max_examples=40)
def test_koopman_is_that_of_statsmodels_without_zero_cells(
    n1: int, n2: int, data: st.DataObject
) -> None:
    x1 = data.draw(st.integers(1, n1 - 1))
    x2 = data.draw(st.integers(1, n2 - 1))
    ours = comparison.koopman_risk_ratio(x1, n1, x2, n2)
    theirs = confint_proportions_2indep(
        x1, n1, x2, n2, method="score", compare="ratio", correction=False
    )
    assert (ours.lower, ours.upper) == pytest.approx(theirs, rel=1e-5)


def test_mid_p_can_be_had_exactly() -> None:
    rough = comparison.mid_p_odds_ratio(7, 12, 2, 11)
    exact = comparison.mid_p_odds_ratio(7, 12, 2, 11, tolerance=1e-13)
    assert rough.upper != exact.upper
    assert rough.upper == pytest.approx(exact.upper, rel=2e-3)
    assert exact.upper is not None
    below, at = (
        float(stats.nchypergeom_fisher.cdf(count, 23, 9, 12, exact.upper)) for count in (6, 7)
    )
    assert (below + at) / 2 == pytest.approx(0.025, rel=1e-8)


def test_mid_p_of_extreme_tables_stays_a_number() -> None:
    extreme = comparison.mid_p_odds_ratio(6000, 6001, 2, 11_000)
    assert extreme.estimate is not None and extreme.estimate > 1e6
    assert extreme.upper is not None and extreme.upper > extreme.estimate


def test_large_tables_are_not_searched_for_ever() -> None:
    row = comparison.boschloo_exact(950, 60_000, 410, 41_000)
    assert row.p_value is None
    assert "too large" in row.note
    score = comparison.score_odds_ratio(40_000, 60_000, 20_000, 50_000)
    wald = comparison.wald_odds_ratio(40_000, 60_000, 20_000, 50_000)
    assert (score.lower, score.upper) == pytest.approx((wald.lower, wald.upper), rel=1e-5)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((5, 3, 1, 2), "group 1 has 5 hits of 3"),
        ((1, 2, 0, 0), "group 2 has no trials"),
        ((1.5, 2, 0, 1), "whole"),
        ((math.nan, 2, 0, 1), "group 1"),
    ],
)
def test_impossible_counts_are_refused(counts: tuple[float, ...], said: str) -> None:
    with pytest.raises(CannotCompute, match=said):
        comparison.compare_proportions(*counts)  # type: ignore[arg-type]


@pytest.mark.parametrize("counts", [(1, 0, 1, 2), (-1, 2, 1, 2), (1.5, 2, 1, 2)])
def test_impossible_rates_are_refused(counts: tuple[float, ...]) -> None:
    with pytest.raises(CannotCompute, match="group 1"):
        comparison.compare_rates(*counts)  # type: ignore[arg-type]


def test_rates_without_events_say_so() -> None:
    for row in comparison.compare_rates(0, 5.0, 0, 7.0, "months", "months"):
        if row.stat == "rate_ratio":
            assert row.estimate is None
            assert "any ratio" in row.note
    one_sided = comparison.exact_rate_ratio(5, 10, 0, 10)
    assert one_sided.estimate is None and one_sided.upper is None
    assert one_sided.lower == pytest.approx(0.9163, abs=1e-4)


def test_unlike_denominators_are_named_wherever_groups_are_compared() -> None:
    unlike = comparison.compare_proportions(23, 206, 13, 4861, "alerts", "reports reviewed")
    for row in unlike:
        assert ("unlike" in row.note) == (row.stat != "proportion")
    assert "not both given" in comparison.unlike_denominators("alerts", None)
    assert "not both given" in comparison.unlike_denominators(" ", " ")
    assert comparison.unlike_denominators("Reports  reviewed", "reports reviewed") == ""


@pytest.mark.parametrize(
    ("function", "low", "high", "root"),
    [
        (lambda x: x**3 - 2, 0.0, 2.0, 2 ** (1 / 3)),
        (lambda x: math.cos(x) - x, 0.0, 1.0, 0.7390851332151607),
        (lambda x: x, 0.0, 1.0, 0.0),
        (lambda x: x - 1, 0.0, 1.0, 1.0),
        (lambda x: 1.0 if x > 0.3 else -1.0, 0.0, 1.0, 0.3),
    ],
)
def test_roots_are_found(
    function: Callable[[float], float], low: float, high: float, root: float
) -> None:
    assert brent_root(function, low, high) == pytest.approx(root, abs=1e-11)


def test_a_root_that_is_not_there_is_refused() -> None:
    with pytest.raises(CannotCompute, match="same sign"):
        brent_root(lambda x: x * x + 1, 0, 1)


@given(st.tuples(*[st.integers(1, 40)] * 2), st.tuples(*[st.floats(0, 1)] * 2))
@settings(max_examples=25, deadline=None)
def test_the_conditional_odds_ratio_is_scipys(
    sizes: tuple[int, int], shares: tuple[float, float]
) -> None:
    hits = [round(share * size) for share, size in zip(shares, sizes, strict=True)]
    found = comparison.fisher_exact(hits[0], sizes[0], hits[1], sizes[1])
    if sum(hits) in (0, sum(sizes)):
        assert found.estimate is None
        return
    table = [[x, n - x] for x, n in zip(hits, sizes, strict=True)]
    theirs = stats.contingency.odds_ratio(table, kind="conditional")
    limits = theirs.confidence_interval()
    for our, their in (
        (found.estimate, theirs.statistic), (found.lower, limits.low), (found.upper, limits.high)
    ):  # fmt: skip
        assert our == (pytest.approx(their, rel=1e-6) if math.isfinite(their) else None)


def test_counts_in_the_hundred_thousands_are_answered_and_beyond_them_it_says_why_not() -> None:
    large = comparison.fisher_exact(100_000, 200_000, 90_000, 210_000)
    assert large.estimate == pytest.approx(100_000 * 120_000 / (100_000 * 90_000), rel=1e-4)
    for answer in (comparison.fisher_exact, comparison.mid_p_odds_ratio):
        beyond = answer(5e8, 1e9, 5e8, 1e9)
        assert beyond.estimate is None
        assert "too large for an exact answer" in beyond.note
