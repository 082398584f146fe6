"""Funnels against FunnelPlotR, PHEindicatormethods, exact Poisson numbers, and hard inputs."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.funnel import Funnel, exact_rate_limit_sizes, funnel
from dashboard.analysis.overdispersion import between_group_variance
from tests.analysis.reference import column, deviation, disagreements, rows

LIMITS = ("lower95", "upper95", "lower998", "upper998")


def of(path: str, count: str, size: str, **options: object) -> Funnel:
    table = rows(path)
    return funnel(column(table, count), column(table, size), **options)


def proportion_case(**options: object) -> Funnel:
    return of(
        "funnelplotr/rad_pr_discrepancy.csv",
        "numerator",
        "denominator",
        kind="proportion",
        multiply=100,
        **options,
    )


def ratio_case(**options: object) -> Funnel:
    return of("funnelplotr/rad_sr_shmi.csv", "numerator", "denominator", kind="ratio", **options)


@pytest.mark.parametrize(
    ("computed", "path", "names"),
    [
        (
            lambda: proportion_case(limits="arcsine"),
            "funnelplotr/rad_pr_discrepancy.csv",
            ("LCL95", "UCL95", "LCL99", "UCL99"),
        ),
        (
            lambda: proportion_case(adjust="winsorise"),
            "funnelplotr/rad_pr_discrepancy.csv",
            ("OD95LCL", "OD95UCL", "OD99LCL", "OD99UCL"),
        ),
        (
            lambda: ratio_case(),
            "funnelplotr/rad_sr_shmi.csv",
            ("LCL95", "UCL95", "LCL99", "UCL99"),
        ),
        (
            lambda: ratio_case(adjust="truncate", scale="log"),
            "funnelplotr/rad_sr_shmi.csv",
            ("OD95LCL", "OD95UCL", "OD99LCL", "OD99UCL"),
        ),
    ],
)
def test_limits_of_funnelplotr_are_met(
    computed: Callable[[], Funnel], path: str, names: tuple[str, ...]
) -> None:
    ours, reference = computed(), rows(path)
    for name, line in zip(names, LIMITS, strict=True):
        assert not list(disagreements(name, column(reference, name), getattr(ours, line)))


@pytest.mark.parametrize(
    ("case", "computed"),
    [
        ("rad_pr_discrepancy", lambda: proportion_case(adjust="winsorise")),
        ("rad_sr_shmi", lambda: ratio_case(adjust="truncate", scale="log")),
    ],
)
def test_overdispersion_of_funnelplotr_is_met(case: str, computed: Callable[[], Funnel]) -> None:
    ours, reference = computed(), rows(f"funnelplotr/{case}.csv")
    summary = next(row for row in rows("funnelplotr/_summary.csv") if row["case_id"] == case)
    assert deviation(float(summary["phi"]), ours.phi) < 1e-6
    assert deviation(float(summary["tau2"]), ours.tau2) < 1e-6
    multiply = 100 if case == "rad_pr_discrepancy" else 1
    assert deviation(float(summary["target"]) * multiply, ours.target) < 1e-6
    assert not list(disagreements("z", column(reference, "Uzscore"), ours.z))
    flagged = [
        row["group"]
        for row, signal in zip(reference, ours.signal, strict=True)
        if signal in ("below998", "above998")
    ]
    assert flagged == summary["flagged_groups"].split()
    assert len(flagged) == int(summary["outside_od998"])
    assert sum(signal != "inside" for signal in ours.signal) == int(summary["outside_od95"])


def test_unadjusted_signals_of_funnelplotr_are_met() -> None:
    for row in rows("funnelplotr/_summary.csv"):
        ours = (
            ratio_case() if row["case_id"] == "rad_sr_shmi" else proportion_case(limits="arcsine")
        )
        outside = [signal for signal in ours.signal if signal != "inside"]
        assert len(outside) == int(row["outside_unadj95"])
        assert sum(signal.endswith("998") for signal in outside) == int(row["outside_unadj998"])


@pytest.mark.parametrize(
    ("method", "prefix"), [("exact", "pois_chisq_"), ("poisson-interpolated", "pois_interp_")]
)
def test_exact_poisson_limits_are_met(method: str, prefix: str) -> None:
    ours = of(
        "inputs/synthetic_radiologists.csv", "submissions", "exams", kind="rate", limits=method
    )
    reference = rows("extra/exact_poisson_funnel.csv")
    assert not list(disagreements("target", column(reference, "target"), [ours.target] * 44))
    for tail, line in zip(("0.025", "0.975", "0.001", "0.999"), LIMITS, strict=True):
        theirs = column(reference, prefix + tail)
        assert not list(disagreements(prefix + tail, theirs, getattr(ours, line)))


@pytest.mark.parametrize(
    ("name", "tail"),
    [("lower_2s", 0.025), ("upper_2s", 0.975), ("lower_3s", 0.001), ("upper_3s", 0.999)],
)
def test_the_rate_funnel_of_phe_is_met_as_closely_as_it_was_searched(
    name: str, tail: float
) -> None:
    """It halves v = E / (E + events + 1) until its step is under 1e-7; we solve for E exactly."""
    reference = rows("phefunnel/rad_rate_limits.csv")
    events = np.array(column(reference, "Events"), dtype=float)
    target = float(reference[0]["baseline"]) / 1000
    sizes = exact_rate_limit_sizes(events, target, tail)
    theirs = np.array(column(reference, f"{name}_population_1_year"), dtype=float)

    def searched(size: np.ndarray) -> np.ndarray:
        expected = size * target
        return expected / (expected + events + 1)

    assert np.abs(searched(sizes) - searched(theirs)).max() < 1.2e-7
    assert np.median(np.abs(sizes / theirs - 1)) < 1e-6
    limits = np.array(column(reference, f"{name}_limit"), dtype=float)
    assert limits == pytest.approx(1000 * events / theirs, rel=1e-12)


def test_proportion_limits_are_interpolated_binomial_quantiles() -> None:
    ours = funnel([3, 30], [60, 300], kind="proportion", target=0.1)
    for size, lower in zip((60, 300), ours.lower95, strict=True):
        quantile = binom.ppf(0.025, size, 0.1)
        overshoot = binom.cdf(quantile, size, 0.1) - 0.025
        expected = (quantile - overshoot / binom.pmf(quantile, size, 0.1)) / size
        assert lower == pytest.approx(expected, rel=1e-12)


@pytest.mark.filterwarnings("ignore")  # what the other package warns of is its own affair
@pytest.mark.parametrize("kind", ["p", "u"])
def test_clinical_qikit_draws_the_same_exact_funnel(kind: str) -> None:
    from qikit import qic

    random = np.random.default_rng(8)
    size = np.sort(random.integers(40, 4000, 30))
    count = random.binomial(size, 0.12)
    other = qic(x=list(range(30)), y=count.tolist(), n=size.tolist(), chart=kind, funnel=True).data
    ours = (
        funnel(count, size, kind="proportion")
        if kind == "p"
        else funnel(count, size, kind="rate", limits="poisson-interpolated")
    )
    for name, line in (
        ("lcl_95", "lower95"),
        ("ucl_95", "upper95"),
        ("lcl", "lower998"),
        ("ucl", "upper998"),
    ):
        assert not list(disagreements(name, list(other[name]), getattr(ours, line), 1e-9))


def test_normal_limits_by_hand() -> None:
    ours = funnel([10, 40], [100, 400], kind="proportion", limits="normal")
    error = math.sqrt(0.1 * 0.9 / 100)
    assert ours.upper95[0] == pytest.approx(0.1 + 1.959963984540054 * error)
    rate = funnel([10, 40], [100, 400], kind="rate", limits="normal", multiply=1000)
    assert rate.upper998[1] == pytest.approx(1000 * (40 + 3.090232306167813 * math.sqrt(40)) / 400)


def test_ratio_square_root_scale_is_squared_back() -> None:
    expected = np.array([2.0, 8, 15, 40, 9, 30, 22, 12])
    observed = np.array([6.0, 2, 31, 22, 20, 14, 40, 5])
    ours = funnel(observed, expected, kind="ratio", adjust="winsorise")
    z = 2 * np.sqrt(expected) * (np.sqrt(observed / expected) - 1)
    assert ours.z == pytest.approx(tuple(z))
    low, high = np.quantile(z, [0.1, 0.9])
    phi = (np.clip(z, low, high) ** 2).mean()
    assert ours.phi == pytest.approx(phi)
    assert ours.tau2 == pytest.approx(between_group_variance(phi, 1 / (4 * expected)))
    reach = 1.959964 * math.sqrt(1 / (4 * 40) + ours.tau2)
    assert ours.upper95[3] == pytest.approx((1 + reach) ** 2)
    assert ours.lower95[3] == pytest.approx(max(0, 1 - reach) ** 2)


def test_rates_on_the_root_scale_use_the_pooled_rate() -> None:
    ours = funnel([4, 30, 9], [900, 4000, 2500], kind="rate", adjust="winsorise", trim=0)
    target = 43 / 7400
    z = [
        2 * math.sqrt(n) * (math.sqrt(x / n) - math.sqrt(target))
        for x, n in ((4, 900), (30, 4000), (9, 2500))
    ]
    assert ours.z == pytest.approx(z)
    assert ours.phi == pytest.approx(sum(value**2 for value in z) / 3)


def test_the_shown_unit_multiplies_values_target_and_limits_alone() -> None:
    one = funnel([4, 30, 9], [900, 4000, 2500], kind="rate")
    per_1000 = funnel([4, 30, 9], [900, 4000, 2500], kind="rate", multiply=1000)
    assert per_1000.upper95 == pytest.approx([1000 * value for value in one.upper95])
    assert per_1000.z == pytest.approx(one.z)
    given = funnel([4, 30, 9], [900, 4000, 2500], kind="rate", multiply=1000, target=5)
    assert given.target == 5
    assert given.value == per_1000.value


def test_adjusting_without_overdispersion_says_so_and_named_limits_stand() -> None:
    even = [10, 11, 9, 10], [100, 110, 95, 98]
    adjusted = funnel(*even, kind="proportion", adjust="winsorise")
    assert adjusted.tau2 == 0
    assert "no overdispersion" in adjusted.note
    assert adjusted.upper95 == funnel(*even, kind="proportion", limits="arcsine").upper95
    named = funnel(*even, kind="proportion", adjust="winsorise", limits="exact")
    assert named.upper95 == funnel(*even, kind="proportion").upper95


def test_unadjusted_limits_that_are_too_narrow_are_said_to_be() -> None:
    ours = funnel([5, 60, 10, 90], [100, 100, 100, 100], kind="proportion")
    assert ours.phi is not None and ours.phi > 1.5
    assert ours.tau2 == 0
    assert "too narrow" in ours.note


def test_groups_without_a_denominator_are_left_out_and_named() -> None:
    ours = funnel([1, 2, None, 4, 5], [10, 0, 10, None, 10], kind="proportion")
    assert ours.value == (0.1, None, None, None, 0.5)
    assert ours.target == pytest.approx(6 / 20)
    assert ours.notes[1:4] == (
        "left out: the denominator is 0",
        "left out: no count",
        "left out: no denominator",
    )
    assert ours.signal[1] is None
    assert ours.upper95[2] is None


def test_a_logarithm_has_no_place_for_nought() -> None:
    ours = funnel([0, 8, 12], [6, 6, 9], kind="ratio", adjust="truncate", scale="log")
    assert ours.z[0] is None
    assert "no logarithm" in ours.notes[0]
    assert ours.phi is not None
    assert ours.upper95[0] is not None


def test_one_group_no_event_and_all_events() -> None:
    assert "nothing to compare" in funnel([3], [9], kind="rate").note
    for counts, kind in (([0, 0], "rate"), ([0, 0], "proportion"), ([9, 3], "proportion")):
        ours = funnel(counts, [9, 3], kind=kind, adjust="winsorise")
        assert ours.lower95 == ours.upper95 == (ours.target,) * 2
        assert set(ours.signal) == {"inside"}
        assert "no width" in ours.note
    empty = funnel([1, None], [0, 4], kind="rate")
    assert empty.target is None
    assert "no group" in empty.note


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"count": [], "size": []}, "no groups"),
        ({"count": [5], "size": [3]}, "counts more"),
        ({"count": [-1], "size": [3]}, "negative in row 1"),
        ({"count": [1], "size": [2.5]}, "whole denominators"),
        ({"limits": "poisson-interpolated"}, "no poisson-interpolated limits"),
        ({"scale": "log"}, "no log scale"),
        ({"adjust": "shrink"}, "no adjustment"),
        ({"trim": 0.5}, "share trimmed"),
        ({"multiply": -1}, "multiplier"),
        ({"target": 1.2}, "outside what a proportion can be"),
        ({"kind": "odds"}, "no funnel is called odds"),
        ({"kind": "rate", "target": 0}, "above 0"),
        ({"kind": "rate", "limits": "arcsine"}, "no arcsine limits"),
    ],
)
def test_impossible_input_is_refused_in_words(options: dict[str, object], words: str) -> None:
    given_options = {"count": [1, 2], "size": [5, 6], "kind": "proportion", **options}
    with pytest.raises(CannotCompute, match=words):
        funnel(**given_options)


groups = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(0, 400)), st.one_of(st.none(), st.integers(0, 900))),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(
    groups,
    st.sampled_from(["proportion", "rate", "ratio"]),
    st.sampled_from(["none", "winsorise", "truncate"]),
    st.sampled_from([0.0, 0.1, 0.2]),
)
def test_whatever_comes_in_limits_are_nested_and_finite(
    pairs: list[tuple[int | None, int | None]], kind: str, adjust: str, trim: float
) -> None:
    counts = [
        min(count, size) if kind == "proportion" and count and size is not None else count
        for count, size in pairs
    ]
    ours = funnel(counts, [size for _, size in pairs], kind=kind, adjust=adjust, trim=trim)
    for row, value in enumerate(ours.value):
        lines = [
            ours.lower998[row], ours.lower95[row], ours.upper95[row], ours.upper998[row],
        ]  # fmt: skip
        if value is None:
            assert lines == [None] * 4 and ours.signal[row] is None
            continue
        assert all(line is not None and math.isfinite(line) for line in lines)
        assert lines == sorted(lines)
        assert (ours.signal[row] == "inside") == (
            lines[1] - 1e-9 * value <= value <= lines[2] + 1e-9 * value
        )
