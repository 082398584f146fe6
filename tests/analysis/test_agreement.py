"""Agreement against irr, vcd, DescTools, psych and epiR, by hand, and on hard inputs."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import fleiss_kappa as fleiss_of_statsmodels

from dashboard.analysis.agreement import (
    Agreement,
    bias_index,
    kappa,
    specific_agreement,
    two_rater_agreement,
    two_rater_table,
)
from dashboard.analysis.agreement_many import (
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    pairwise_agreement,
    rating_counts,
    rating_counts_of_table,
)
from dashboard.analysis.agreement_scores import intraclass_correlations, kendall_w
from dashboard.analysis.errors import CannotCompute
from tests.analysis.reference import anchored, deviation, number, rows

CATEGORIES = (1, 2, 3, 4)


def table_of(case: str) -> np.ndarray:
    cells = [row for row in rows("inputs/agreement_tables.csv") if row["case"] == case]
    size = max(int(row["rater1"]) for row in cells)
    table = np.zeros((size, size))
    for row in cells:
        table[int(row["rater1"]) - 1, int(row["rater2"]) - 1] = float(row["n"])
    return table


def raters(path: str) -> list[list[float | None]]:
    names = [f"X{place}" for place in range(1, 6)]
    return [[number(row[name]) for name in names] for row in rows(f"inputs/{path}.csv")]


@lru_cache
def ours() -> dict[tuple[str, str], Agreement]:
    """Every statistic of every input, by case and name."""
    found = {
        (case, one.stat): one
        for case in ("score4", "binary", "paradox", "perfect", "empty_cat")
        for one in two_rater_agreement(table_of(case), ordered=True)
    }
    for case, path in (("raters5", "5raters"), ("raters5_missing", "5raters_missing")):
        counts = rating_counts(raters(f"agreement_{path}"), CATEGORIES)
        for level in ("nominal", "ordinal", "interval"):
            alpha = krippendorff_alpha(counts, level)
            found[case, alpha.stat] = alpha
    scores = raters("agreement_icc")
    for one in (*intraclass_correlations(scores), kendall_w(scores)):
        found["icc30x5", one.stat] = one
    return found


REFERENCE = rows("agreement/agreement.csv")


@pytest.mark.parametrize(
    "place",
    [place for place, row in enumerate(REFERENCE) if anchored(row)],
    ids=lambda place: "-".join(REFERENCE[place][name] for name in ("case", "stat", "package")),
)
def test_every_anchor_is_met(place: int) -> None:
    row = REFERENCE[place]
    one = ours()[row["case"], row["stat"]]
    for name in ("estimate", "lower", "upper", "se"):
        if row[name]:
            expected = float(row[name])
            gap = abs(expected - getattr(one, name))
            assert gap <= float(row["tolerance"]) * max(abs(expected), 1e-6), name
    if row["p.value"] and row["case"] == "icc30x5":  # the p values of kappa are set apart in `use`
        assert one.p_value == pytest.approx(float(row["p.value"]), rel=float(row["tolerance"]))


def test_no_anchor_is_passed_over() -> None:
    assert sum(anchored(row) for row in REFERENCE) == len(REFERENCE) - 2


def test_alpha_without_missing_ratings_is_the_right_one() -> None:
    """irr gives 0.5992 here; the right value is 0.6012."""
    assert ours()["raters5", "kripp_alpha_nominal"].estimate == pytest.approx(0.6012, abs=5e-5)


def test_alpha_of_krippendorffs_own_example() -> None:
    """Four observers, twelve units (Krippendorff 2011): 0.743 nominal, 0.815 ordinal, 0.849."""
    n = None
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, n, n, n],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, n, 3],
        [n, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, n],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, n],
    ]
    counts = rating_counts(list(zip(*observers, strict=True)), (1, 2, 3, 4, 5))
    expected = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849}
    for level, alpha in expected.items():
        assert krippendorff_alpha(counts, level).estimate == pytest.approx(alpha, abs=5e-4)


@pytest.mark.parametrize("case", ["score4", "binary", "paradox", "perfect", "empty_cat"])
def test_ac1_by_the_formula_for_two_raters(case: str) -> None:
    share = table_of(case) / table_of(case).sum()
    use = (share.sum(axis=0) + share.sum(axis=1)) / 2
    chance = (use * (1 - use)).sum() / (len(use) - 1)
    expected = (np.trace(share) - chance) / (1 - chance)
    one = gwet_ac1(rating_counts_of_table(table_of(case), range(len(use))))
    assert one.estimate == pytest.approx(expected)
    assert one.lower <= one.estimate <= one.upper <= 1


def test_a_table_and_its_cases_give_the_same() -> None:
    table = table_of("score4").astype(int)
    cases = [
        (row + 1, column + 1)
        for row in range(4)
        for column in range(4)
        for _ in range(table[row, column])
    ]
    first, second = zip(*cases, strict=True)
    assert (two_rater_table(first, second, CATEGORIES) == table).all()
    long = rating_counts(cases, CATEGORIES)
    short = rating_counts_of_table(table.astype(float), CATEGORIES)
    for compute in (gwet_ac1, pairwise_agreement):
        assert compute(long).estimate == pytest.approx(compute(short).estimate)
    assert gwet_ac1(long).se == pytest.approx(gwet_ac1(short).se)
    for level in ("nominal", "ordinal", "interval"):
        one, other = (krippendorff_alpha(counts, level) for counts in (long, short))
        assert one.estimate == pytest.approx(other.estimate)


def test_the_bootstrapped_fleiss_formula_is_that_of_statsmodels() -> None:
    counts = rating_counts(raters("agreement_5raters"), CATEGORIES)
    one = fleiss_kappa(counts)
    assert one.estimate == pytest.approx(fleiss_of_statsmodels(counts.counts))
    agreement = pairwise_agreement(counts).estimate
    chance = ((counts.counts.sum(axis=0) / counts.counts.sum()) ** 2).sum()
    assert one.estimate == pytest.approx((agreement - chance) / (1 - chance))
    assert one.lower < one.estimate < one.upper


def test_intervals_are_the_same_every_time() -> None:
    counts = rating_counts(raters("agreement_5raters"), CATEGORIES)
    assert fleiss_kappa(counts) == fleiss_kappa(counts)
    assert kendall_w(raters("agreement_icc")) == kendall_w(raters("agreement_icc"))


def test_fleiss_leaves_incomplete_cases_out_and_says_so() -> None:
    one = fleiss_kappa(rating_counts(raters("agreement_5raters_missing"), CATEGORIES))
    assert one.note == "6 cases with a missing rating are left out"


def test_the_kappa_paradox_shows_beside_agreement() -> None:
    found = {one.stat: one.estimate for one in two_rater_agreement(table_of("paradox"))}
    assert found["percent_agreement"] > 0.9
    assert found["kappa_unweighted"] < 0.2
    assert found["pabak"] > 0.8
    assert found["prevalence_index"] == pytest.approx(117 / 130)


def test_specific_agreement_interval_by_hand() -> None:
    positive, negative = specific_agreement(table_of("binary"))
    assert positive.estimate == pytest.approx(2 * 86 / (2 * 86 + 21))
    assert negative.estimate == pytest.approx(2 * 23 / (2 * 23 + 21))
    share, z = 86 / 107, 1.959963984540054
    middle = (share + z**2 / 214) / (1 + z**2 / 107)
    reach = z / (1 + z**2 / 107) * math.sqrt(share * (1 - share) / 107 + z**2 / (4 * 107**2))
    low = middle - reach
    assert positive.lower == pytest.approx(2 * low / (1 + low))


def test_weighted_kappa_by_hand() -> None:
    share = table_of("score4") / table_of("score4").sum()
    by_chance = np.outer(share.sum(axis=1), share.sum(axis=0))
    apart = np.abs(np.subtract.outer(np.arange(4), np.arange(4)))
    for weighting, power in (("equal", 1), ("squared", 2)):
        expected = 1 - (share * apart**power).sum() / (by_chance * apart**power).sum()
        assert kappa(table_of("score4"), weighting).estimate == pytest.approx(expected)


def test_one_category_only_has_no_kappa_and_says_so() -> None:
    found = {one.stat: one for one in two_rater_agreement([[9, 0], [0, 0]], ordered=True)}
    assert found["percent_agreement"].estimate == 1
    assert found["kappa_squared"].estimate is None
    assert "one category" in found["kappa_squared"].note
    assert found["specific_agreement_negative_cat2"].note == "no rater used this category"
    alone = rating_counts([[1, 1, 1]] * 4, (1,))
    for one in (fleiss_kappa(alone), gwet_ac1(alone), krippendorff_alpha(alone, "nominal")):
        assert one.estimate is None and one.note


def test_raters_who_never_differ() -> None:
    counts = rating_counts([[1, 1, 1], [2, 2, 2], [3, 3, 3]], (1, 2, 3))
    for one in (fleiss_kappa(counts), gwet_ac1(counts), krippendorff_alpha(counts, "ordinal")):
        assert one.estimate == pytest.approx(1)
    single, *_ = intraclass_correlations([[1, 1], [2, 2], [5, 5]])
    assert single.estimate == 1 and single.lower is None and "never differ" in single.note


def test_scores_that_cannot_tell_cases_apart() -> None:
    for one in intraclass_correlations([[1, 2], [1, 2], [1, 2]]):
        assert one.estimate is None and one.note == "no case differs from another"
    for one in intraclass_correlations([[3, 3], [3, 3]]):
        assert one.note == "all scores are the same"
    assert kendall_w([[1, 1], [1, 1]]).estimate is None


def test_a_constant_difference_between_raters_is_consistent_and_does_not_agree() -> None:
    found = {one.stat: one for one in intraclass_correlations([[1, 3], [2, 4], [5, 7], [9, 11]])}
    assert found["icc_twoway_consistency_single"].estimate == 1
    assert found["icc_twoway_agreement_single"].estimate < 1


def test_missing_scores_and_ties_are_said() -> None:
    scores = [[1.0, 2], [2, None], [3, 3], [3, 4], [7, 6]]
    assert intraclass_correlations(scores)[0].note == "1 cases with a missing score are left out"
    w = kendall_w(scores)
    assert "missing" in w.note and "ties" in w.note


def test_concordance_of_the_same_ranking_is_1() -> None:
    assert kendall_w([[1, 10, 5], [2, 20, 6], [3, 30, 9]]).estimate == pytest.approx(1)


def test_impossible_input_is_refused_in_words() -> None:
    for table, words in (
        ([[1, 2, 3], [1, 2, 3]], "as many rows as columns"),
        ([[1, -1], [0, 2]], "whole counts"),
        ([[1.5, 1], [0, 2]], "whole counts"),
        ([[0, 0], [0, 0]], "no case"),
    ):
        with pytest.raises(CannotCompute, match=words):
            two_rater_agreement(table)
    with pytest.raises(CannotCompute, match="two categories"):
        bias_index(np.eye(3))
    with pytest.raises(CannotCompute, match="not the same"):
        two_rater_table([1, 2], [1], (1, 2))
    with pytest.raises(CannotCompute, match="outside the categories"):
        two_rater_table([1, 9], [1, 2], (1, 2))
    with pytest.raises(CannotCompute, match="outside the categories: 7"):
        rating_counts([[1, 7]], (1, 2))
    with pytest.raises(CannotCompute, match="no ratings"):
        rating_counts([[None, None]], (1, 2))
    with pytest.raises(CannotCompute, match="two raters"):
        intraclass_correlations([[1], [2]])
    with pytest.raises(CannotCompute, match="two cases"):
        kendall_w([[1, 2], [None, 3]])


ratings = st.lists(
    st.lists(st.sampled_from([None, 1, 2, 3]), min_size=3, max_size=3), min_size=1, max_size=12
)


@settings(max_examples=40, deadline=None)
@given(ratings)
def test_whatever_comes_in_no_nan_goes_out(cases: list[list[int | None]]) -> None:
    if all(rating is None for case in cases for rating in case):
        return
    counts = rating_counts(cases, (1, 2, 3))
    found = [pairwise_agreement(counts), fleiss_kappa(counts), gwet_ac1(counts)]
    found += [krippendorff_alpha(counts, level) for level in ("nominal", "ordinal", "interval")]
    for one in found:
        for value in (one.estimate, one.lower, one.upper, one.se):
            assert value is None or math.isfinite(value)
        assert one.estimate is not None or one.note
        assert one.lower is not None or one.note
    assert deviation(found[0].estimate, pairwise_agreement(counts).estimate) == 0
