"""Control charts by hand, in phases, and on hard inputs."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.control_chart import Break, ControlChart, control_chart
from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.run_rules import (
    analyse_runs,
)
from tests.analysis.reference import column, rows


def monthly(count: str, size: str | None = None, **options: object) -> ControlChart:
    table = rows("inputs/synthetic_pl_monthly.csv")
    return control_chart(column(table, count), size and column(table, size), **options)


def own(path: str, count: str, size: str | None = None, **options: object) -> ControlChart:
    table = rows(f"inputs/synthetic_{path}.csv")
    return control_chart(column(table, count), size and column(table, size), **options)


PER_1000 = {"multiply": 1000}
DOTS = {"chart": "i", "rules": "plot-the-dots"}


def test_moving_range_chart_by_hand() -> None:
    chart = control_chart([10, 13, 12, 18], chart="mr")
    assert chart.value == (None, 3, 1, 6)
    assert chart.notes == ("no moving range: no point before it", "", "", "")
    mean = 10 / 3
    assert chart.centre == pytest.approx((mean,) * 4)
    assert chart.upper == pytest.approx((3.267 * mean,) * 4)
    assert chart.upper_two_sigma == pytest.approx((3.267 * mean * 2 / 3,) * 4)
    assert chart.lower == (0, 0, 0, 0)
    assert chart.phases[0].runs.signal is False
    assert "share a point" in " ".join(chart.phases[0].notes)


def test_count_and_cases_between_by_hand() -> None:
    chart = control_chart([4, 6, 5, 5], chart="c")
    assert chart.centre[0] == 5
    assert chart.upper[0] == pytest.approx(5 + 3 * math.sqrt(5))
    assert chart.lower[0] == 0
    between = control_chart([1, 2, 9], chart="g")
    assert between.centre[0] == 2
    assert between.upper[0] == pytest.approx(4 + 3 * math.sqrt(20))


def test_plot_the_dots_factor_is_2_66_and_the_other_3_over_1_128() -> None:
    values = [1.0, 2, 4, 3, 5, 4]
    moving_range = np.abs(np.diff(values)).mean()
    centre = float(np.mean(values))
    dots = control_chart(values, chart="i", rules="plot-the-dots", screen=False)
    runs = control_chart(values, chart="i", screen=False)
    assert dots.upper[0] == pytest.approx(centre + 2.66 * moving_range, rel=1e-12)
    assert runs.upper[0] == pytest.approx(centre + 3 / 1.128 * moving_range, rel=1e-12)


def test_a_baseline_is_counted_within_each_phase() -> None:
    values = [1.0, 2, 1, 2, 9, 9, 11, 12, 11, 12, 30, 30]
    chart = control_chart(values, chart="i", breaks=[6], freeze=4)
    assert chart.centre[0] == pytest.approx(1.5)
    assert chart.centre[6] == pytest.approx(11.5)
    assert [phase.baseline_points for phase in chart.phases] == [4, 4]


def test_a_break_keeps_its_reason() -> None:
    chart = control_chart(range(20), breaks=[Break(12, "go-live of peer learning")])
    assert [phase.reason for phase in chart.phases] == ["", "go-live of peer learning"]
    assert [(phase.first, phase.last) for phase in chart.phases] == [(1, 12), (13, 20)]


def test_a_fixed_centre_and_target_are_in_the_shown_unit() -> None:
    chart = control_chart([5] * 12, [1000] * 12, chart="u", multiply=1000, centre=4, target=6)
    assert chart.centre[0] == pytest.approx(4)
    assert chart.upper[0] == pytest.approx(4 + 3 * math.sqrt(4))
    assert chart.target == 6


def test_a_time_between_chart_takes_a_fixed_centre_in_days() -> None:
    table = rows("inputs/synthetic_gaps.csv")
    free = control_chart(column(table, "gap_days"), chart="t")
    fixed = control_chart(column(table, "gap_days"), chart="t", centre=free.centre[0])
    assert fixed.upper == pytest.approx(free.upper)


def test_zero_and_missing_denominators_are_gaps_and_named() -> None:
    chart = control_chart([1, 0, 2, None, 3], [10, 0, None, 10, 10], chart="p")
    assert [value is None for value in chart.value] == [False, True, True, True, False]
    assert chart.notes[1:4] == (
        "gap: the denominator is 0",
        "gap: no denominator",
        "gap: no value",
    )
    assert chart.centre[0] == pytest.approx(4 / 20)
    assert chart.upper[1] is None


def test_a_gap_does_not_join_its_neighbours_in_a_moving_range() -> None:
    joined = control_chart([1, 2, 9, 10], chart="i", screen=False)
    parted = control_chart([1, 2, None, 9, 10], chart="i", screen=False)
    assert joined.upper[0] == pytest.approx(5.5 + 3 * 3 / 1.128)
    assert parted.upper[0] == pytest.approx(5.5 + 3 * 1 / 1.128)


@pytest.mark.parametrize("useful", range(1, 10))
def test_no_run_verdict_under_10_useful_points(useful: int) -> None:
    runs = analyse_runs([1.0] * useful + [0.0] * 20, 0.0)
    assert runs.signal is None
    assert runs.useful == useful
    assert runs.longest_run == useful
    assert f"{useful} useful points" in runs.note


def test_ten_points_on_one_side_signal() -> None:
    assert analyse_runs([1.0] * 10, 0.0).signal is True


def test_rounding_does_not_take_a_point_off_the_line() -> None:
    runs = analyse_runs([0.1 + 0.2, 0.3, 1.0, -1.0], 0.3)
    assert runs.useful == 2


def test_a_constant_series_says_so_and_does_not_signal() -> None:
    for kind in ("run", "i"):
        chart = control_chart([0.1] * 15, chart=kind)
        assert chart.phases[0].runs.signal is False
        assert not any(chart.sigma_signal)
    assert "do not vary" in " ".join(control_chart([7] * 15, chart="i").phases[0].notes)
    unscreened = control_chart([0.1] * 15, chart="i", screen=False)
    assert not any(unscreened.sigma_signal)


@pytest.mark.parametrize("kind", ["p", "pp", "u", "up"])
@pytest.mark.parametrize("hits", [0, 10])
def test_counts_of_none_or_all(kind: str, hits: int) -> None:
    chart = control_chart([hits] * 12, [10] * 12, chart=kind)
    assert chart.centre[0] == hits / 10
    assert not any(chart.sigma_signal)


def test_phases_of_one_month() -> None:
    chart = control_chart([3, 5, 4, 6], chart="i", breaks=[1, 2])
    assert [phase.last for phase in chart.phases] == [1, 2, 4]
    assert chart.upper[0] is None
    assert "no moving range" in " ".join(chart.phases[0].notes)
    assert chart.upper[3] is not None


def test_limits_from_few_points_are_provisional() -> None:
    notes = control_chart([3, 5, 4, 6, 5], chart="i").phases[0].notes
    assert "provisional limits: 5 points inform them" in notes


def test_sigma_z_below_1_is_said() -> None:
    chart = control_chart([10, 11, 10, 11, 10, 11] * 3, [100] * 18, chart="up")
    sigma_z = chart.phases[0].sigma_z
    assert sigma_z is not None and sigma_z < 1
    assert "narrower than chance" in " ".join(chart.phases[0].notes)


def test_rows_without_time_order_have_no_run_verdict_and_a_plain_sigma_z() -> None:
    count, size = [5, 9, 12, 3, 8, 7, 15, 4, 6, 9, 11, 2], [100] * 12
    chart = control_chart(count, size, chart="up", ordered=False)
    centre = sum(count) / 1200
    z = (np.array(count) / 100 - centre) / math.sqrt(centre / 100)
    assert chart.phases[0].sigma_z == pytest.approx(z.std(ddof=1))
    assert chart.phases[0].runs.signal is False


def test_everything_excluded_gives_no_line() -> None:
    chart = control_chart([1, 2, 3], chart="i", exclude=[1, 2, 3])
    assert chart.centre == (None, None, None)
    assert "no centre line" in " ".join(chart.phases[0].notes)


def test_an_excluded_point_may_still_lie_beyond_the_limits() -> None:
    chart = control_chart([5, 6, 5, 6, 5, 60, 5, 6], chart="i", exclude=[6])
    assert chart.sigma_signal[5]
    assert "excluded" in chart.notes[5]


def test_direction_orients_point_types_and_assurance() -> None:
    values = [5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 60]
    seen = {
        better: control_chart(values, better=better, target=100, **DOTS)
        for better in ("higher", "lower", None)
    }
    assert seen["higher"].phases[0].variation == "special_cause_improvement"
    assert seen["lower"].phases[0].variation == "special_cause_concern"
    assert seen[None].phases[0].variation == "special_cause_neutral_high"
    assert seen["higher"].phases[0].assurance == "consistent_fail"
    assert seen["lower"].phases[0].assurance == "consistent_pass"
    assert seen[None].phases[0].assurance is None


def test_a_peak_between_two_trends_counts_as_falling() -> None:
    values = [1.0, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]
    chart = control_chart(values, better="higher", chart="run", rules="plot-the-dots")
    assert chart.rule[5] == "7 points rising"
    assert chart.rule[6] == "7 points falling"
    assert chart.point_type[6] == "special_cause_concern"


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (lambda: control_chart([]), "no rows"),
        (lambda: control_chart([1, 2], chart="p"), "needs a denominator"),
        (lambda: control_chart([1, 2], [1, 2], chart="c"), "takes no denominator"),
        (lambda: control_chart([3, 2], [1, 2], chart="p"), "row 1 counts more"),
        (lambda: control_chart([-1, 2], [1, 2], chart="u"), "count is negative in row 1"),
        (lambda: control_chart([1, 2], [1, -2], chart="u"), "denominator is negative in row 2"),
        (lambda: control_chart([1, 0], chart="t"), "above 0"),
        (lambda: control_chart([1, 2], chart="x"), "no chart is called x"),
        (lambda: control_chart([1, 2], rules="weco"), "no rule set"),
        (lambda: control_chart([1, 2], [1]), "1 rows where 2"),
        (lambda: control_chart([1, 2], breaks=[2]), "outside the rows 1 to 1"),
        (lambda: control_chart([1, 2, 3], breaks=[1, 1]), "two phases end at row 1"),
        (lambda: control_chart([1, 2], exclude=[3]), "outside the rows"),
        (lambda: control_chart([1, 2], freeze=0), "at least 1 row"),
        (lambda: control_chart([1, 2], multiply=0), "multiplier"),
        (lambda: control_chart([1, math.inf]), "infinite number in row 2"),
        (lambda: control_chart(["a", 2]), "must be numbers"),
        (lambda: control_chart([1, 2], [5, 5], chart="p", centre=2), "lies in 0 to 1"),
        (lambda: control_chart([1, 2], [5, 5], chart="u", centre=-2), "cannot be negative"),
    ],
)
def test_impossible_input_is_refused_in_words(
    refused: Callable[[], ControlChart], words: str
) -> None:
    with pytest.raises(CannotCompute, match=words):
        refused()


cells = st.one_of(st.none(), st.integers(0, 50))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(cells, st.one_of(st.none(), st.integers(0, 60))), min_size=1, max_size=40),
    st.sampled_from(["run", "i", "mr", "p", "pp", "u", "up", "c", "g"]),
    st.sampled_from(["anhoej", "plot-the-dots"]),
    st.booleans(),
    st.booleans(),
    st.data(),
)
def test_whatever_comes_in_no_nan_goes_out(
    pairs: list[tuple[int | None, int | None]],
    kind: str,
    rules: str,
    screen: bool,
    ordered: bool,
    data: st.DataObject,
) -> None:
    proportion = kind in ("p", "pp")
    counts = [
        min(count, size) if proportion and count is not None and size is not None else count
        for count, size in pairs
    ]
    sizes = [size for _, size in pairs] if kind in ("p", "pp", "u", "up") else None
    breaks = []
    if len(pairs) > 2:
        breaks = [data.draw(st.integers(1, len(pairs) - 1))]
    chart = control_chart(
        counts, sizes, chart=kind, rules=rules, screen=screen, ordered=ordered,
        breaks=breaks, target=3, better="lower",
    )  # fmt: skip
    for line in (chart.value, chart.centre, chart.lower, chart.upper):
        assert all(value is None or math.isfinite(value) for value in line)
    for lower, centre, upper in zip(chart.lower, chart.centre, chart.upper, strict=True):
        if lower is not None and upper is not None and centre is not None:
            assert lower <= upper
            assert centre <= upper + 1e-9
    for value, lower, signal in zip(chart.value, chart.lower, chart.sigma_signal, strict=True):
        assert not (signal and (value is None or lower is None))


@pytest.mark.timed
@pytest.mark.parametrize("rules", ["anhoej", "plot-the-dots"])
def test_a_chart_of_120_points_takes_under_5_ms(rules: str) -> None:
    random = np.random.default_rng(3)
    size = random.poisson(20_000, 120)
    count = random.poisson(40, 120)
    control_chart(count, size, chart="up", rules=rules)
    start = time.perf_counter()
    for _ in range(20):
        control_chart(count, size, chart="up", rules=rules, multiply=1000, breaks=[60])
    assert (time.perf_counter() - start) / 20 < 0.005
