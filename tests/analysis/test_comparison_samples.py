"""Samples, strata, pairs, parts and radiologists: against scipy and statsmodels, and by hand."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable

from dashboard.analysis import comparison
from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.two_groups.medians import sample
from tests.analysis.reference import rows
from tests.analysis.test_comparison import COMPARED, by_name, values


def permutations_of_w(a: list[float], b: list[float]) -> list[float]:
    pooled = sorted([*a, *b])
    ranks = {value: rank for rank, value in enumerate(pooled, start=1)}
    m = len(a)
    return [
        sum(ranks[value] for value in chosen) - m * (m + 1) / 2
        for chosen in itertools.combinations(pooled, m)
    ]


def test_the_exact_rank_test_counts_every_order() -> None:
    a, b = [1.1, 3.5, 2.2, 9.0], [4.4, 5.5, 8.1, 7.2, 6.3]
    ours = comparison.hodges_lehmann(a, b)
    every = permutations_of_w(a, b)
    assert ours.statistic is not None and ours.p_value is not None
    tail = sum(w <= ours.statistic for w in every) / len(every)
    assert ours.p_value == pytest.approx(min(1.0, 2 * tail))
    assert ours.p_value == pytest.approx(stats.mannwhitneyu(a, b, method="exact").pvalue)


def test_the_normal_rank_test_is_that_of_scipy() -> None:
    a, b = values("c_skew", "a"), values("c_skew", "b")
    many = [*a, *(value + 0.37 for value in a)]
    ours = comparison.hodges_lehmann(many, b)
    theirs = stats.mannwhitneyu(many, b, method="asymptotic", use_continuity=True)
    assert ours.p_value == pytest.approx(theirs.pvalue, rel=1e-9)
    assert ours.statistic == theirs.statistic
    shift = comparison.median_of_differences(many, b)
    assert ours.estimate == pytest.approx(shift.estimate, abs=2e-2)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ([1.0], [2.0], "too few values"),
        ([2.0, 2.0], [2.0, 2.0, 2.0], "every value is the same"),
    ],
)
def test_small_and_constant_samples_say_what_they_cannot(
    a: list[float], b: list[float], said: str
) -> None:
    assert said in comparison.hodges_lehmann(a, b).note
    for row in comparison.compare_samples(a, b):
        assert all(
            value is None or math.isfinite(value)
            for value in (getattr(row, name) for name in COMPARED)
        )


def test_samples_are_cleaned_and_checked() -> None:
    assert sample([1, math.nan, 3]).tolist() == [1, 3]
    with pytest.raises(CannotCompute, match="no values"):
        sample([math.nan])
    with pytest.raises(CannotCompute, match="infinite"):
        sample([1, math.inf])
    assert "no log" in comparison.geometric_mean_ratio([0, 1], [1, 2]).note
    assert "no interval" in comparison.cliffs_delta([1, 2], [3, 4]).note
    assert "too few" in comparison.median_interval([1, 2, 3]).note


def test_cliffs_delta_counts_pairs() -> None:
    a, b = [3, 5, 5, 7], [5, 4, 9]
    pairs = [np.sign(x - y) for x in a for y in b]
    assert comparison.cliffs_delta(a, b).estimate == pytest.approx(np.mean(pairs))


def test_strata_are_pooled_as_statsmodels_does() -> None:
    tables: dict[str, np.ndarray] = {}
    for row in rows("inputs/twogroup_strata.csv"):
        table = tables.setdefault(row["Var3"], np.zeros((2, 2)))
        table["AB".index(row["Var1"]), "AB".index(row["Var2"])] = float(row["Freq"])
    x1, n1, x2, n2 = (
        [float(cells(table)) for table in tables.values()]
        for cells in (
            lambda table: table[0, 0],
            lambda table: table[0].sum(),
            lambda table: table[1, 0],
            lambda table: table[1].sum(),
        )
    )
    pooled = comparison.mantel_haenszel(x1, n1, x2, n2)
    found = by_name(pooled.rows)
    theirs = StratifiedTable(list(tables.values()))
    odds = found["odds_ratio", "mantel_haenszel"]
    assert odds.estimate == pytest.approx(theirs.oddsratio_pooled)
    assert (odds.lower, odds.upper) == pytest.approx(theirs.oddsratio_pooled_confint())
    ratio = found["risk_ratio", "mantel_haenszel"].estimate
    assert ratio == pytest.approx(theirs.riskratio_pooled)
    for method, correction in (("cc", True), ("nocc", False)):
        expected = theirs.test_null_odds(correction=correction).pvalue
        assert found["mantel_haenszel", method].p_value == pytest.approx(expected)
    homogeneity = theirs.test_equal_odds().pvalue
    assert found["breslow_day", "homogeneity"].p_value == pytest.approx(homogeneity)
    assert (pooled.strata, pooled.informative) == (3, 3)


def test_one_stratum_pools_to_itself() -> None:
    rows_of = by_name(comparison.mantel_haenszel([34], [180], [61], [175]).rows)
    plain = comparison.katz_risk_ratio(34, 180, 61, 175)
    ratio = rows_of["risk_ratio", "mantel_haenszel"]
    assert (ratio.estimate, ratio.lower) == pytest.approx((plain.estimate, plain.lower))
    difference = rows_of["risk_difference", "mantel_haenszel"]
    wald = comparison.wald_difference(34, 180, 61, 175)
    assert (difference.lower, difference.upper) == pytest.approx((wald.lower, wald.upper))
    assert "too few" in rows_of["breslow_day", "homogeneity"].note
    rate = comparison.mantel_haenszel_rates([52], [9.8], [24], [10.4]).rows[0]
    plain_rate = comparison.wald_rate_ratio(52, 9.8, 24, 10.4)
    assert (rate.lower, rate.upper) == pytest.approx((plain_rate.lower, plain_rate.upper))


def test_strata_that_tell_nothing_are_left_out_and_named() -> None:
    pooled = comparison.mantel_haenszel([1, 0, 0], [5, 0, 4], [2, 1, 0], [6, 3, 4])
    assert (pooled.strata, pooled.informative) == (3, 2)
    assert all("1 strata without trials" in row.note for row in pooled.rows)
    empty = by_name(comparison.mantel_haenszel([0, 0], [5, 5], [0, 0], [5, 5]).rows)
    assert empty["odds_ratio", "mantel_haenszel"].estimate is None
    assert "nothing to test" in empty["mantel_haenszel", "cc"].note
    with pytest.raises(CannotCompute, match="nothing can be pooled"):
        comparison.mantel_haenszel([1], [2], [0], [0])
    with pytest.raises(CannotCompute, match="more hits than trials"):
        comparison.mantel_haenszel([3], [2], [0], [1])
    with pytest.raises(CannotCompute, match="one length"):
        comparison.mantel_haenszel([1, 1], [2], [0], [1])
    no_events = comparison.mantel_haenszel_rates([0], [2.0], [0], [1.0]).rows[0]
    assert no_events.estimate is None and no_events.note


def test_trend_uses_the_scores_given() -> None:
    even = comparison.cochran_armitage([15, 10, 5], [40, 40, 40])
    stretched = comparison.cochran_armitage([15, 10, 5], [40, 40, 40], [0, 10, 20])
    assert stretched.p_value == pytest.approx(even.p_value)
    assert stretched.estimate == pytest.approx((even.estimate or 0) / 10)
    uneven = comparison.cochran_armitage([15, 10, 5], [40, 40, 40], [0, 1, 20])
    assert uneven.p_value != pytest.approx(even.p_value)
    assert "nothing to test" in comparison.cochran_armitage([0, 0], [4, 5]).note
    for arguments in (([1], [2]), ([3, 1], [2, 2]), ([1, 1], [2, 2], [1, 1])):
        with pytest.raises(CannotCompute):
            comparison.cochran_armitage(*arguments)  # type: ignore[arg-type]


def test_composition_is_that_of_scipy_and_its_residuals_are_z_values() -> None:
    table = [[30, 22, 14, 9], [41, 18, 25, 7]]
    found = comparison.compare_composition(table)
    theirs = stats.chi2_contingency(table, correction=False)
    assert found.test.p_value == pytest.approx(theirs.pvalue)
    assert found.expected == pytest.approx(theirs.expected_freq)
    # In two by two the squared standardised residual is the chi-square itself.
    two = comparison.compare_composition([[34, 146], [61, 114]])
    assert two.residuals**2 == pytest.approx(np.full((2, 2), two.test.statistic))
    empty = comparison.compare_composition([[3, 0, 2], [1, 0, 5]])
    assert empty.residuals[:, 1].tolist() == [0, 0]
    assert "under 5" in empty.test.note
    for bad in ([[1, 2]], [[1, 0], [2, 0]], [[-1, 2], [1, 1]], [1, 2]):
        with pytest.raises(CannotCompute):
            comparison.compare_composition(bad)


def test_pairs_that_never_change_say_so() -> None:
    assert all("nothing to test" in row.note for row in comparison.mcnemar(5, 0, 0, 7))
    one_way = by_name(comparison.mcnemar(5, 0, 6, 7))["mcnemar", "exact"]
    assert one_way.upper is None and "no upper limit" in one_way.note
    assert one_way.p_value == pytest.approx(2 * 0.5**6)
    with pytest.raises(CannotCompute, match="whole"):
        comparison.mcnemar(5, 0.5, 6, 7)


def clustered(clusters: int, spread: float) -> tuple[np.ndarray, ...]:
    generator = np.random.default_rng(3)
    who = np.repeat(np.arange(clusters), 2)
    second = np.tile([False, True], clusters)
    n = np.full(2 * clusters, 100.0)
    share = np.clip(0.3 + spread * generator.standard_normal(clusters), 0.01, 0.99)
    # Before and after are drawn apart, so that radiologists differ within themselves too.
    return generator.binomial(100, share[who]).astype(float), n, second, who


def test_the_cluster_bootstrap_is_seeded_and_keeps_pairs_together() -> None:
    x, n, second, who = clustered(40, 0.15)
    once = comparison.cluster_bootstrap(x, n, second, who)
    assert once == comparison.cluster_bootstrap(x, n, second, who)
    assert once != comparison.cluster_bootstrap(x, n, second, who, seed=2)
    assert once.lower is not None and once.upper is not None
    # Each radiologist is in both groups: pairing removes how they differ from one another.
    torn = comparison.cluster_bootstrap(x, n, second, np.arange(80))
    assert torn.lower is not None and torn.upper is not None
    assert once.upper - once.lower < 0.5 * (torn.upper - torn.lower)


def test_the_cluster_bootstrap_is_wider_than_counting_rows_as_independent() -> None:
    x, n, _, who = clustered(40, 0.15)
    nested = who % 2 == 0
    ours = comparison.cluster_bootstrap(x, n, nested, who)
    naive = comparison.newcombe_difference(
        x[~nested].sum(), n[~nested].sum(), x[nested].sum(), n[nested].sum()
    )
    assert ours.estimate == pytest.approx(naive.estimate)
    assert ours.upper is not None and ours.lower is not None
    assert naive.upper is not None and naive.lower is not None
    assert ours.upper - ours.lower > 2 * (naive.upper - naive.lower)


def test_few_radiologists_are_named_and_one_gives_no_interval() -> None:
    one = comparison.cluster_bootstrap([1, 2], [10, 10], [False, True], ["A", "A"])
    assert one.estimate == pytest.approx(-0.1)
    assert one.lower is None and "one radiologist" in one.note
    few = comparison.cluster_bootstrap(
        [1, 2, 3, 1], [10, 10, 10, 10], [False, True] * 2, ["A", "A", "B", "B"], "ratio"
    )
    assert "few radiologists" in few.note
    with pytest.raises(CannotCompute, match="no denominator"):
        comparison.cluster_bootstrap([1, 2], [10, 10], [True, True], ["A", "B"])
    with pytest.raises(CannotCompute, match="one length"):
        comparison.cluster_bootstrap([1, 2], [10], [True, True], ["A", "B"])


def test_three_groups_get_a_trend_every_pair_and_adjusted_p() -> None:
    found = comparison.compare_groups([15, 10, 5], [40, 40, 40], ["2023", "2024", "2025"])
    differences = [row for row in found if row.stat == "risk_difference"]
    assert [row.note.split(";")[0] for row in differences] == [
        "2023 minus 2024", "2023 minus 2025", "2024 minus 2025",
    ]  # fmt: skip
    holm = [row for row in found if (row.stat, row.method) == ("p_adjusted", "holm")]
    raw = [row.p_value for row in differences]
    assert [row.estimate for row in holm] == raw
    assert all((row.p_value or 0) >= (row.estimate or 0) for row in holm)
    samples = comparison.compare_many_samples({"a": [1, 2, 3], "b": [2, 3, 9], "c": [7, 8, 9]})
    assert sum(row.stat == "hodges_lehmann_shift" for row in samples) == 3
    with pytest.raises(CannotCompute, match="two groups"):
        comparison.compare_many_samples({"a": [1, 2, 3]})


def test_radiologists_of_one_group_are_drawn_within_it() -> None:
    """Drawn together, a resample would often lack a whole group and be left out."""
    row = comparison.cluster_bootstrap(
        [1, 2, 3, 4], [10] * 4, [False, False, True, True], ["A", "B", "C", "D"]
    )
    assert "left out" not in row.note
    assert (row.lower, row.upper) == (pytest.approx(-0.3), pytest.approx(-0.1))
