"""One proportion, one rate: against R, scipy and statsmodels, by hand, and on hard inputs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2
from statsmodels.stats.proportion import proportion_confint

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.intervals import (
    Interval,
    ProportionMethod,
    RateMethod,
    normal_quantile,
    proportion_interval,
    proportion_intervals,
    rate_interval,
    rate_intervals,
)
from tests.analysis.reference import deviation, number, rows
from tests.simulate.simulate_intervals import (
    main,
    proportion_coverage,
    rate_coverage,
)

PROPORTION_METHODS: tuple[ProportionMethod, ...] = ("wilson", "wilson-cc", "wald", "exact")
RATE_METHODS: tuple[RateMethod, ...] = ("garwood", "byar")
NAMES_IN_R: dict[str, ProportionMethod] = {
    "clopper_pearson": "exact",
    "wilson": "wilson",
    "wilson_cc": "wilson-cc",
}
counts = st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def limits(interval: Interval) -> tuple[float, float, float]:
    assert interval.estimate is not None
    assert interval.lower is not None
    assert interval.upper is not None
    return interval.lower, interval.estimate, interval.upper


@pytest.mark.parametrize(
    "row",
    [row for row in rows("twogroup/twogroup.csv") if row["stat"] == "proportion"],
    ids=lambda row: f"{row['case']}-{row['method']}",
)
def test_proportions_are_those_of_r(row: dict[str, str]) -> None:
    given = {case["case"]: case for case in rows("inputs/twogroup_proportions.csv")}[row["case"]]
    ours = proportion_interval(int(given["x1"]), int(given["n1"]), NAMES_IN_R[row["method"]])
    for name in ("estimate", "lower", "upper"):
        assert deviation(number(row[name]), getattr(ours, name)) < 1e-6


@pytest.mark.parametrize(
    "row",
    [row for row in rows("twogroup/twogroup.csv") if row["stat"] == "rate"],
    ids=lambda row: f"{row['case']}-{row['method']}",
)
def test_rates_are_those_of_r(row: dict[str, str]) -> None:
    case, group = row["case"].rsplit("_group", 1)
    given = {case["case"]: case for case in rows("inputs/twogroup_rates.csv")}[case]
    method: RateMethod = "byar" if row["method"] == "byar" else "garwood"
    ours = rate_interval(int(given[f"x{group}"]), float(given[f"t{group}"]), method=method)
    for name in ("estimate", "lower", "upper"):
        assert deviation(number(row[name]), getattr(ours, name)) < 1e-6


def test_a_column_of_proportions_is_that_of_r() -> None:
    table = rows("phefunnel/rad_wilson.csv")
    ours = proportion_intervals(
        [int(row["discrepancies"]) for row in table], [int(row["reviews"]) for row in table]
    )
    for place, row in enumerate(table):
        assert deviation(float(row["lowercl"]), 100 * float(ours.lower[place])) < 1e-6
        assert deviation(float(row["uppercl"]), 100 * float(ours.upper[place])) < 1e-6


@given(counts)
def test_other_programs_agree(pair: tuple[int, int]) -> None:
    x, n = pair
    exact = binomtest(x, n).proportion_ci(method="exact")
    assert limits(proportion_interval(x, n, "exact"))[::2] == pytest.approx(exact, rel=1e-9)
    wilson = proportion_confint(x, n, method="wilson")
    assert limits(proportion_interval(x, n))[::2] == pytest.approx(wilson, rel=1e-9, abs=1e-12)


@given(st.integers(0, 10_000), st.floats(0.01, 1e6))
def test_garwood_is_half_a_chi_square_quantile(x: int, exposure: float) -> None:
    lower, _, upper = limits(rate_interval(x, exposure))
    assert upper * exposure == pytest.approx(chi2.ppf(0.975, 2 * x + 2) / 2)
    assert lower * exposure == pytest.approx(chi2.ppf(0.025, 2 * x) / 2 if x else 0.0)


@given(counts, st.sampled_from(["wilson", "wilson-cc", "exact"]))
def test_limits_enclose_the_estimate_inside_0_and_1(
    pair: tuple[int, int], method: ProportionMethod
) -> None:
    lower, estimate, upper = limits(proportion_interval(*pair, method))
    assert 0 <= lower <= estimate <= upper <= 1
    assert upper > lower


@given(counts, st.sampled_from(PROPORTION_METHODS))
def test_hits_and_misses_mirror_each_other(pair: tuple[int, int], method: ProportionMethod) -> None:
    x, n = pair
    lower, _, upper = limits(proportion_interval(x, n, method))
    mirrored_lower, _, mirrored_upper = limits(proportion_interval(n - x, n, method))
    assert (lower, upper) == pytest.approx((1 - mirrored_upper, 1 - mirrored_lower), abs=1e-9)


@pytest.mark.parametrize("method", PROPORTION_METHODS)
def test_arrays_give_the_numbers_of_single_calls(method: ProportionMethod) -> None:
    x, n = [0, 3, 10, 0, 5, 1], [10, 10, 10, 0, 11, 631]
    singly = [proportion_interval(*pair, method) for pair in zip(x, n, strict=True)]
    assert list(proportion_intervals(x, n, method).rows()) == singly


@pytest.mark.parametrize("method", RATE_METHODS)
def test_arrays_of_rates_give_the_numbers_of_single_calls(method: RateMethod) -> None:
    x, exposure = [0, 3, 4, 1200], [10.0, 10.5, 0.0, 310.0]
    singly = [rate_interval(*pair, 1000, method) for pair in zip(x, exposure, strict=True)]
    assert list(rate_intervals(x, exposure, 1000, method).rows()) == singly


def test_one_denominator_serves_many_counts() -> None:
    together = proportion_intervals([1, 2, 3], 10)
    assert together.upper.tolist() == [proportion_interval(x, 10).upper for x in (1, 2, 3)]


def test_a_rate_is_printed_per_as_many_as_asked() -> None:
    assert rate_interval(3, 1500, per=1000).estimate == 2.0
    one, thousand = rate_interval(3, 1500), rate_interval(3, 1500, per=1000)
    assert limits(thousand) == pytest.approx([1000 * value for value in limits(one)])


def test_nothing_out_of_nothing_is_empty_and_says_why() -> None:
    for empty in (proportion_interval(0, 0), rate_interval(0, 0)):
        assert (empty.estimate, empty.lower, empty.upper) == (None, None, None)
        assert "denominator is 0" in empty.note
    together = proportion_intervals([0, 1], [0, 2])
    assert np.isnan(together.estimate[0]) and np.isnan(together.lower[0])
    assert next(together.rows()).estimate is None
    assert together.note == (proportion_interval(0, 0).note, "")


def test_wald_is_left_as_it_comes_but_named() -> None:
    below = proportion_interval(3, 1705, "wald")
    assert below.lower is not None and below.lower < 0
    assert "outside 0 to 1" in below.note
    assert "no width" in proportion_interval(0, 20, "wald").note
    assert proportion_interval(10, 20, "wald").note == ""


@pytest.mark.parametrize(
    ("x", "n", "said"),
    [
        (5, 3, "hits exceed trials"),
        (-1, 3, "0 or more"),
        (1, math.nan, "finite"),
        (math.inf, math.inf, "finite"),
    ],
)
def test_impossible_proportions_are_refused(x: float, n: float, said: str) -> None:
    with pytest.raises(CannotCompute, match=said):
        proportion_interval(x, n)


def test_impossible_rows_are_named() -> None:
    with pytest.raises(CannotCompute, match="row 2 has more hits"):
        proportion_intervals([1, 5], [3, 3])
    with pytest.raises(CannotCompute, match="row 1 has a denominator"):
        rate_intervals([1], [-3])
    with pytest.raises(CannotCompute, match="row 3 has a count"):
        rate_intervals([1, 2, math.nan], 10)
    with pytest.raises(CannotCompute, match="one length"):
        proportion_intervals([1, 2], [3, 3, 3])


def test_unknown_methods_and_confidences_are_refused() -> None:
    for attempt in (
        lambda: proportion_interval(1, 2, "agresti"),  # type: ignore[arg-type]
        lambda: proportion_intervals([1], [2], "agresti"),  # type: ignore[arg-type]
        lambda: rate_interval(1, 2, method="wald"),  # type: ignore[arg-type]
        lambda: rate_intervals([1], [2], method="wald"),  # type: ignore[arg-type]
    ):
        with pytest.raises(CannotCompute, match="no interval method"):
            attempt()
    with pytest.raises(CannotCompute, match="between 0 and 1"):
        proportion_interval(1, 2, confidence=95)
    assert normal_quantile(0.95) == pytest.approx(1.959963984540054, rel=1e-14)


def test_coverage_is_what_the_default_was_chosen_for() -> None:
    """Wilson's mean is near 95 and its worst tolerable; Wald's worst is not; exact never fails."""
    for n in (10, 50):
        mean, least = proportion_coverage(n, "wilson")
        assert 0.94 < mean < 0.965
        assert least > 0.9
        assert proportion_coverage(n, "exact")[1] > 0.95
        assert proportion_coverage(n, "wald")[1] < 0.7
    assert all(rate_coverage(expected, "garwood") > 0.95 for expected in (0.5, 5, 50))


def test_the_simulation_prints_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--draws", "5"])
    printed = capsys.readouterr().out
    assert printed.count("\n## ") == 6
    assert "| difference, Miettinen-Nurminen |" in printed
