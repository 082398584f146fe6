"""Time to an event against R's survival, by hand, and on hard inputs."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.survival import log_rank, median_time, survival_at
from tests.analysis.reference import disagreements, number, rows


def turnaround(era: str) -> tuple[list[float], list[bool]]:
    table = [row for row in rows("inputs/synthetic_turnaround.csv") if row["era"] == era]
    return [float(row["days"]) for row in table], [row["closed"] == "1" for row in table]


@pytest.mark.parametrize("era", ["before", "after"])
def test_medians_of_r_are_met(era: str) -> None:
    reference = next(row for row in rows("extra/km_medians.csv") if row["era"] == era)
    ours = median_time(*turnaround(era))
    names = ("n", "events", "median", "lower", "upper", "naive_median_closed_only")
    theirs = [number(reference[name]) for name in names]
    assert not list(
        disagreements(
            era,
            theirs,
            [ours.n, ours.events, ours.median, ours.lower, ours.upper, ours.naive_median],
        )
    )


def test_open_items_lengthen_the_median() -> None:
    ours = median_time(*turnaround("before"))
    assert ours.median is not None and ours.naive_median is not None
    assert ours.median > ours.naive_median


def test_survival_at_a_time_by_hand() -> None:
    """Five items: closed at 2, open at 3, closed at 4; then S(4) = 4/5 · 2/3."""
    times, closed = [2.0, 3, 4, 6, 7], [True, False, True, False, False]
    (at4,) = survival_at(times, closed, [4])
    survival = 4 / 5 * 2 / 3
    error = math.sqrt(1 / (5 * 4) + 1 / (3 * 2))
    reach = 1.959963984540054 * error / math.log(survival)
    assert at4.survival == pytest.approx(survival)
    assert at4.lower == pytest.approx(survival ** math.exp(-reach))
    assert at4.upper == pytest.approx(survival ** math.exp(reach))
    assert at4.lower < at4.survival < at4.upper
    assert at4.at_risk == 3


def test_the_curve_before_after_and_beyond_the_items() -> None:
    times, closed = [2.0, 3, 4], [True, False, True]
    before, late = survival_at(times, closed, [1, 9])
    assert (before.survival, before.lower, before.upper, before.at_risk) == (1, 1, 1, 3)
    assert late.survival == 0 and late.lower is None and "all are closed" in late.note
    (beyond,) = survival_at([2.0, 3], [True, False], [5])
    assert beyond.survival is None and "longest follow-up" in beyond.note


@pytest.mark.parametrize(
    ("times", "closed", "median"),
    [
        ([1, 2, 3, 4], [1, 1, 1, 1], 2.5),
        ([1, 2, 3], [1, 1, 1], 2),
        ([5, 5, 5, 5], [1, 1, 1, 1], 5),
        ([1, 2, 6], [1, 0, 0], None),
        ([1, 3], [1, 0], 2),
        ([7], [1], 7),
    ],
)
def test_median_where_the_curve_touches_half(
    times: list[int], closed: list[int], median: float | None
) -> None:
    assert median_time(times, closed).median == median


def test_what_a_few_items_cannot_say_is_said() -> None:
    few = median_time([1, 2, 3, 4, 5], [1] * 5)
    assert few.median == 3 and few.upper is None and "upper limit" in few.note
    nothing = median_time([3, 4], [0, 0])
    assert nothing.median is None and nothing.naive_median is None
    assert "no item is closed" in nothing.note
    assert "not reached" in median_time([1, 2, 3, 4], [1, 0, 0, 0]).note


def test_log_rank_by_hand() -> None:
    """a closes at 1 and 2, b at 3 and 4: observed less expected is 2 - (2/4 + 1/3)."""
    ours = log_rank([1, 2, 3, 4], [1, 1, 1, 1], ["a", "a", "b", "b"])
    variance = 1 / 2 * 1 / 2 + 1 / 3 * 2 / 3
    statistic = (2 - 5 / 6) ** 2 / variance
    assert ours.statistic == pytest.approx(statistic)
    assert ours.p_value == pytest.approx(math.erfc(math.sqrt(statistic / 2)))
    assert ours.degrees_of_freedom == 1


def test_log_rank_keeps_tiny_p_values_and_counts_groups() -> None:
    times = [*range(1, 201), *range(301, 501)]
    ours = log_rank(times, [True] * 400, ["early"] * 200 + ["late"] * 200)
    assert ours.p_value is not None and 0 < ours.p_value < 1e-30
    three = log_rank([1, 2, 3, 4, 5, 6], [1] * 6, ["a", "b", "c"] * 2)
    assert three.degrees_of_freedom == 2


def test_log_rank_without_shared_risk_says_so() -> None:
    ours = log_rank([1, 2, 3, 4], [0, 0, 0, 0], [1, 2, 1, 2])
    assert ours.statistic is None and ours.p_value is None
    assert "no event" in ours.note
    for apart in (["a", "b"], ["a", "b", "c"]):
        assert log_rank([0] * len(apart), [1] * len(apart), apart).statistic is None
    never_together = log_rank(
        [1, 2, 3, 8, 9, 9], [1, 1, 0, 0, 0, 0], ["a", "b", "a", "c", "c", "b"]
    )
    assert never_together.statistic is not None


def test_impossible_input_is_refused_in_words() -> None:
    with pytest.raises(CannotCompute, match="no items"):
        median_time([], [])
    with pytest.raises(CannotCompute, match="missing in row 2"):
        median_time([1, None], [1, 1])
    with pytest.raises(CannotCompute, match="negative in row 1"):
        median_time([-1, 2], [1, 1])
    with pytest.raises(CannotCompute, match="closed has 1 rows"):
        median_time([1, 2], [1])
    with pytest.raises(CannotCompute, match="two groups"):
        log_rank([1, 2], [1, 1], ["a", "a"])
    with pytest.raises(CannotCompute, match="group has 1 rows"):
        log_rank([1, 2], [1, 1], ["a"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.sampled_from("ab")), min_size=1),
)
def test_whatever_comes_in_the_interval_holds_the_median(
    items: list[tuple[int, bool, str]],
) -> None:
    times, closed, group = zip(*items, strict=True)
    ours = median_time(times, closed)
    for value in (ours.median, ours.lower, ours.upper):
        assert value is None or math.isfinite(value)
    if ours.median is not None:
        assert ours.lower is None or ours.lower <= ours.median
        assert ours.upper is None or ours.upper >= ours.median
    for point in survival_at(times, closed, [0, 5, 31]):
        assert point.survival is None or 0 <= point.survival <= 1
    if len(set(group)) == 2:
        test = log_rank(times, closed, group)
        assert test.p_value is None or 0 <= test.p_value <= 1
