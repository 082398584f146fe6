"""Pooling against statsmodels and the literature; published counts against their print."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.evidence_synthesis import (
    PoolingMethod,
    Synthesis,
    between_study_variance,
    pool_effects,
    pool_proportions,
    pool_risk_ratios,
)
from dashboard.analysis.published_consistency import check_p, check_percent, round_half_up

# BCG vaccine against tuberculosis, 13 trials (Colditz and others 1994): ill and not ill, treated
# and control; the worked example of most programs.
BCG = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619),
    (33, 5036, 47, 5761), (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892),
    (29, 7470, 45, 7232), (17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]  # fmt: skip
NAMES = [f"trial {place}" for place in range(1, 14)]


def bcg(method: PoolingMethod, knapp_hartung: bool = False) -> Synthesis:
    x1, n1, x2, n2 = zip(*((a, a + b, c, c + d) for a, b, c, d in BCG), strict=True)
    return pool_risk_ratios(NAMES, x1, n1, x2, n2, method, knapp_hartung)


def effects_of(synthesis: Synthesis) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.array([study.effect for study in synthesis.studies]),
        np.array([study.se for study in synthesis.studies]) ** 2,
    )


def test_the_worked_example_of_the_literature() -> None:
    """tau2, I2 and the pooled log ratio as metafor's manual prints them."""
    dl, pm = bcg("dl"), bcg("pm")
    assert dl.tau2 == pytest.approx(0.3088, abs=5e-5)
    assert pm.tau2 == pytest.approx(0.3181, abs=5e-5)
    assert dl.i2 == pytest.approx(92.12, abs=5e-3)
    assert dl.q == pytest.approx(152.233, abs=5e-4)
    assert dl.summary_effect == pytest.approx(-0.7141, abs=5e-5)
    assert dl.summary_se == pytest.approx(0.1787, abs=5e-5)
    assert bcg("fixed").summary_effect == pytest.approx(-0.4303, abs=5e-5)


@pytest.mark.parametrize("method", ["dl", "pm"])
def test_pooling_is_that_of_statsmodels(method: PoolingMethod) -> None:
    plain, adjusted = bcg(method), bcg(method, True)
    effect, variance = effects_of(plain)
    options = {"atol": 1e-12} if method == "pm" else {}
    theirs = combine_effects(effect, variance, method_re=method, **options)
    assert plain.tau2 == pytest.approx(theirs.tau2, rel=1e-9)
    assert plain.q == pytest.approx(theirs.q)
    assert plain.summary_effect == pytest.approx(theirs.mean_effect_re)
    assert plain.summary_se == pytest.approx(theirs.sd_eff_w_re)
    assert adjusted.summary_se == pytest.approx(math.sqrt(theirs.var_hksj_re))
    weights = [study.weight for study in plain.studies]
    assert weights == pytest.approx(100 * theirs.weights_rel_re)


def test_hartung_knapp_uses_t_and_the_prediction_interval_is_wider() -> None:
    plain, adjusted = bcg("dl"), bcg("dl", True)
    assert adjusted.summary.lower is not None and plain.summary.lower is not None
    half = math.log(adjusted.summary.estimate or 1) - math.log(adjusted.summary.lower)
    assert half == pytest.approx(2.1788128 * adjusted.summary_se, rel=1e-6)
    assert plain.prediction.lower is not None
    assert plain.prediction.lower < plain.summary.lower
    middle = math.log(plain.prediction.estimate or 1) - math.log(plain.prediction.lower)
    spread = math.sqrt(plain.tau2 + plain.summary_se**2)
    assert middle == pytest.approx(2.2009852 * spread, rel=1e-6)


@given(
    st.lists(st.tuples(st.floats(-3, 3), st.floats(0.01, 2)), min_size=2, max_size=12),
    st.sampled_from(["dl", "pm"]),
)
def test_between_study_variance_solves_its_equation(
    studies: list[tuple[float, float]], method: PoolingMethod
) -> None:
    y, v = (np.array(column) for column in zip(*studies, strict=True))
    tau2 = between_study_variance(y, v, method)
    assert tau2 >= 0
    weights = 1 / (v + tau2)
    q = float((weights * (y - (weights @ y) / weights.sum()) ** 2).sum())
    if method == "pm" and tau2 > 0:
        assert q == pytest.approx(len(y) - 1, abs=1e-6)
    elif tau2 == 0:
        assert q <= len(y) - 1 + 1e-9


def test_like_studies_have_no_heterogeneity() -> None:
    pooled = pool_effects(["a", "b", "c"], [0.5, 0.5, 0.5], [0.1, 0.2, 0.3])
    assert (pooled.tau2, pooled.i2) == (0, 0)
    assert pooled.summary.estimate == pytest.approx(0.5)
    assert pool_effects(["a", "b"], [0.5, 0.5], [0.1, 0.2], "fixed").i2 == 0


def test_a_single_study_is_only_itself() -> None:
    one = pool_proportions(["only"], [5], [50], knapp_hartung=True)
    assert one.summary.estimate == pytest.approx(0.1)
    assert (one.i2, one.q, one.prediction.estimate) == (None, None, None)
    assert "at least three" in one.prediction.note
    assert any("one study" in note for note in one.notes)


def test_proportions_show_wilson_and_pool_on_logits() -> None:
    pooled = pool_proportions(["a", "b", "c"], [0, 5, 9], [20, 40, 60], "dl")
    assert pooled.studies[0].estimate == 0
    assert pooled.studies[0].lower == 0
    assert "one half added" in pooled.studies[0].note
    assert pooled.studies[1].lower == pytest.approx(0.054595, abs=1e-6)
    assert 0 < (pooled.summary.lower or 0) < (pooled.summary.estimate or 0) < 1
    assert any("Hartung-Knapp" in note for note in pooled.notes)


def test_studies_without_events_are_left_out_by_name() -> None:
    pooled = pool_risk_ratios(["a", "b"], [0, 3], [20, 40], [0, 6], [20, 40])
    assert pooled.studies[0].weight is None
    assert "left out" in pooled.studies[0].note
    assert pooled.studies[1].weight == pytest.approx(100)
    with pytest.raises(CannotCompute, match="no study"):
        pool_risk_ratios(["a"], [0], [20], [0], [20])


def test_impossible_studies_are_named() -> None:
    with pytest.raises(CannotCompute, match="study b"):
        pool_proportions(["a", "b"], [1, 5], [2, 4])
    with pytest.raises(CannotCompute, match="name and its counts"):
        pool_proportions(["a"], [1, 2], [2, 4])
    with pytest.raises(CannotCompute, match="one length"):
        pool_effects(["a"], [1, 2], [1, 1])
    with pytest.raises(CannotCompute, match="above 0"):
        pool_effects(["a", "b"], [1, 2], [1, 0])
    with pytest.raises(CannotCompute, match="no pooling method"):
        pool_effects(["a", "b"], [1, 2], [1, 1], "reml")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("events", "denominator", "printed", "verdict"),
    [
        (3, 172, "1.8", "does_not"),
        (3, 172, "1.7", "reproduces"),
        (64, 185, "34", "truncated"),
        (64, 185, "35", "reproduces"),
        (1, 8, "12.5", "reproduces"),
        (1, 8, "13", "reproduces"),
        (1, 8, "12", "truncated"),
        (1, 16, "6.3", "reproduces"),
        (206, 412, "50.0", "reproduces"),
        (206, 412, "50%", "reproduces"),
        (0, 40, "0", "reproduces"),
        (5, 40, "", "not_published"),
        (5, 40, None, "not_published"),
    ],
)
def test_percents_are_rounded_half_up_to_the_printed_decimals(
    events: int, denominator: int, printed: str | None, verdict: str
) -> None:
    found = check_percent(events, denominator, printed)
    assert found.verdict == verdict
    assert found.percent == pytest.approx(100 * events / denominator)
    if found.gap is not None:
        assert found.gap == pytest.approx(float((printed or "").rstrip("%")) - found.percent)
    assert bool(found.note) == (verdict in ("does_not", "truncated"))


def test_the_printed_decimals_are_kept_as_text() -> None:
    assert check_percent(206, 412, "50.0").published_percent == "50.0"
    assert check_percent(306, 11222, "2.7", "2.4", "3.0").published_upper == "3.0"


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 6))
def test_rounding_is_half_up_by_whole_numbers(top: int, bottom: int, decimals: int) -> None:
    value = Fraction(top, bottom)
    rounded = Fraction(round_half_up(value, decimals))
    step = Fraction(1, 10**decimals)
    assert rounded - step / 2 <= value < rounded + step / 2


@pytest.mark.parametrize(
    ("events", "denominator", "limits", "method", "said"),
    [
        (3, 1705, ("-0.02", "0.37"), "wald", ""),
        (3, 1705, ("0.06", "0.52"), "wilson", ""),
        (3, 1705, ("0.04", "0.51"), "exact", ""),
        (306, 11222, ("2.4", "3.0"), "wald", "also that of wilson and exact"),
        (610, 1153, ("50.1", "55.9"), "none", "plus and minus 2.9"),
        (610, 1153, ("40.0", "55.9"), "none", "no method tried"),
        (610, 1153, ("50.1", None), None, "only one limit"),
        (610, 1153, (None, None), None, ""),
    ],
)
def test_intervals_are_traced_to_their_method(
    events: int, denominator: int, limits: tuple[str | None, str | None], method: str, said: str
) -> None:
    percent = str(round_half_up(Fraction(100 * events, denominator), 0))
    found = check_percent(events, denominator, percent, *limits)
    assert found.interval_method == method
    assert said in found.note


def test_a_printed_p_is_traced_to_a_test_or_to_none() -> None:
    assert check_p(7, 12, 2, 11, "0.049").methods == ("chi-square",)
    assert check_p(7, 12, 2, 11, "0.09").methods == ("fisher",)
    assert "fisher" in check_p(34, 180, 61, 175, "<0.001").methods
    none = check_p(23, 206, 13, 4861, "0.03", "paired t test")
    assert none.methods == () and "paired t test" in none.note
    assert [name for name, _ in check_p(0, 5, 0, 6, "1.0").recomputed] == ["fisher"]
    with pytest.raises(CannotCompute, match="no p"):
        check_p(1, 2, 1, 2, " ")


@pytest.mark.parametrize(
    "arguments",
    [(5, 3, "1"), (1.5, 3, "1"), (1, 3, "about a third"), (1, 3, "inf"), (1, 3, "33", "x", "y")],
)
def test_impossible_print_is_refused(arguments: tuple[float, float, str]) -> None:
    with pytest.raises(CannotCompute):
        check_percent(*arguments)


def test_a_denominator_of_nothing_has_no_percent() -> None:
    found = check_percent(0, 0, "0")
    assert found.percent is None and "denominator is 0" in found.note
