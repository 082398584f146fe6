"""Which chart is chosen and why, where a break is suggested, how often charts cry wolf."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.chart_choice import choose_chart, suggest_break
from dashboard.analysis.control_chart import control_chart
from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.false_alarms import (
    RULES,
    SHARES,
    chart_false_alarm_share,
    false_alarm_sentence,
    false_alarm_share,
    simulate_false_alarm_share,
)
from tests.analysis.reference import column, rows


def noisy(extra: float, kind: str, mean: float = 60) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(11)
    size = np.full(36, 200 if kind == "proportion" else 20_000)
    share = mean / size * np.exp(random.normal(0, extra, 36))
    if kind == "proportion":
        return random.binomial(size, np.minimum(share, 1)), size
    return random.poisson(share * size), size


def test_a_proportion_with_chance_variation_gets_a_p_chart() -> None:
    choice = choose_chart("proportion", *noisy(0, "proportion"))
    assert choice.chart == "p"
    assert "about as much as chance" in choice.reason


def test_a_proportion_that_varies_more_gets_p_prime() -> None:
    choice = choose_chart("composition", *noisy(0.3, "proportion"))
    assert choice.chart == "pp"
    assert choice.sigma_z is not None and choice.sigma_z > 1.2
    assert f"{choice.sigma_z:.1f} times" in choice.reason


def test_a_rate_gets_u_prime_unless_that_would_narrow_its_limits() -> None:
    assert choose_chart("rate", *noisy(0.3, "rate")).chart == "up"
    steady = choose_chart("rate", [50, 51] * 12, [20_000] * 24)
    assert steady.chart == "u"
    assert "narrow the limits" in steady.reason


def test_counts_durations_and_scores() -> None:
    random = np.random.default_rng(2)
    assert choose_chart("count", random.poisson(20, 40)).chart == "c"
    assert choose_chart("count", random.poisson(20, 40) * 5).chart == "i"
    assert choose_chart("duration", [3.0, 4.0]).chart == "run"
    assert choose_chart("score", [3.0, 4.0]).chart == "i"


def test_few_events_get_no_limits() -> None:
    choice = choose_chart("proportion", [0, 1, 0, 2, 1], [30] * 5)
    assert choice.chart == "run"
    assert "T chart" in choice.reason
    assert choose_chart("count", [0, 1, 0]).chart == "run"


def test_few_eligible_are_better_shown_by_quarter() -> None:
    choice = choose_chart("proportion", [4, 5, 3, 4, 5, 4] * 3, [6] * 18)
    assert "by quarter" in choice.reason


def test_a_rate_without_denominator_and_an_unknown_kind_are_refused() -> None:
    with pytest.raises(CannotCompute, match="needs a denominator"):
        choose_chart("rate", [1, 2])
    with pytest.raises(CannotCompute, match="no chart is known"):
        choose_chart("feeling", [1, 2])  # type: ignore[arg-type]


def test_a_break_is_suggested_where_the_level_changed_and_nothing_is_moved() -> None:
    table = rows("inputs/synthetic_pl_monthly.csv")
    chart = control_chart(
        column(table, "submissions"), column(table, "exams"), chart="up", multiply=1000
    )
    suggestion = suggest_break(chart)
    assert suggestion is not None
    assert suggestion.after == 18
    assert suggestion.median_before < 1.5 < suggestion.median_after
    assert "What happened then?" in suggestion.question
    assert len(chart.phases) == 1


def test_no_break_is_suggested_without_a_signal_or_with_few_points() -> None:
    assert suggest_break(control_chart(np.random.default_rng(1).normal(size=30))) is None
    assert suggest_break(control_chart([1.0] * 5 + [9.0] * 6, centre=5)) is None


def test_a_gap_does_not_shift_the_suggested_row() -> None:
    values = [1.0, 2.0] * 8 + [None] + [8.0, 9.0] * 8
    suggestion = suggest_break(control_chart(values))
    assert suggestion is not None and suggestion.after == 16


def test_the_false_alarm_table_comes_from_its_simulation() -> None:
    for rules in RULES:
        share = simulate_false_alarm_share(24, rules, series=700, seed=7)
        spread = 4 * np.sqrt(0.19 * 0.81 / 700)
        assert share == pytest.approx(SHARES[24][RULES.index(rules)], abs=spread)


def test_false_alarms_grow_with_length_and_with_more_rules() -> None:
    for points in (12, 24, 36, 60):
        runs, both, dots = SHARES[points]
        assert runs < both < dots
    assert false_alarm_share(27, "plot-the-dots") == pytest.approx(
        (SHARES[24][2] + SHARES[30][2]) / 2
    )
    assert false_alarm_share(1000, "plot-the-dots") == SHARES[240][2]
    with pytest.raises(CannotCompute):
        false_alarm_share(0, "runs")


def test_likeness_of_neighbours_raises_false_alarms() -> None:
    alike = simulate_false_alarm_share(24, "plot-the-dots", series=300, seed=5, autocorrelation=0.3)
    assert alike > SHARES[24][2] + 0.1


def test_the_share_is_said_for_the_shown_length() -> None:
    values = np.random.default_rng(4).normal(size=24)
    assert chart_false_alarm_share(control_chart(values)) == pytest.approx(SHARES[24][0])
    two_phases = control_chart(values, chart="i", breaks=[12])
    assert chart_false_alarm_share(two_phases) == pytest.approx(1 - (1 - SHARES[12][1]) ** 2)
    sentence = false_alarm_sentence(control_chart(values, chart="i", rules="plot-the-dots"))
    assert "24 points, 1 phase" in sentence
    assert "19 %" in sentence
