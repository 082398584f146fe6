"""Control charts meet the numbers of qicharts2, NHSRplotthedots and clinical-qikit."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from dashboard.analysis.control_chart import ControlChart, control_chart
from dashboard.analysis.run_rules import (
    fewest_crossings_allowed,
    longest_run_allowed,
)
from tests.analysis.reference import column, disagreements, rows


def monthly(count: str, size: str | None = None, **options: object) -> ControlChart:
    table = rows("inputs/synthetic_pl_monthly.csv")
    return control_chart(column(table, count), size and column(table, size), **options)


def own(path: str, count: str, size: str | None = None, **options: object) -> ControlChart:
    table = rows(f"inputs/synthetic_{path}.csv")
    return control_chart(column(table, count), size and column(table, size), **options)


PER_1000 = {"multiply": 1000}
QICHARTS2: dict[str, Callable[[], ControlChart]] = {
    "pl_run_rate": lambda: monthly("submissions", "exams", **PER_1000),
    "pl_u_rate_part18": lambda: monthly("submissions", "exams", chart="u", breaks=[18], **PER_1000),
    "pl_up_rate_freeze18": lambda: monthly(
        "submissions", "exams", chart="up", freeze=18, **PER_1000
    ),
    "pl_p_participation": lambda: monthly("participants", "eligible", chart="p"),
    "pl_pp_participation_part18": lambda: monthly(
        "participants", "eligible", chart="pp", breaks=[18]
    ),
    "pl_i_tat_exclude20": lambda: monthly("tat_days", chart="i", exclude=[20]),
    "edge_missing_u": lambda: own("edge_missing", "submissions", "exams", chart="u", **PER_1000),
    "edge_ties_run": lambda: own("edge_ties", "y"),
    "edge_constant_i": lambda: own("edge_constant", "y", chart="i"),
    "shift30_i_freeze15": lambda: own("shift30", "y", chart="i", freeze=15),
    "spike_i": lambda: own("spike24", "y", chart="i"),
    "spike_i_noscreen": lambda: own("spike24", "y", chart="i", screen=False),
    "gaps_t": lambda: own("gaps", "gap_days", chart="t"),
}
DOTS = {"chart": "i", "rules": "plot-the-dots"}


def facet(name: str) -> ControlChart:
    table = [row for row in rows("inputs/synthetic_rules.csv") if row["s"] == name]
    return control_chart(column(table, "y"), better="higher", **DOTS)


def rebased() -> ControlChart:
    table = rows("inputs/synthetic_pl_monthly.csv")
    return control_chart(
        column(table, "submissions"),
        column(table, "exams"),
        breaks=[18],
        target=2,
        better="higher",
        **PER_1000,
        **DOTS,
    )


PLOT_THE_DOTS: dict[tuple[str, str], Callable[[], ControlChart]] = {
    ("pl_rate_rebase_target", ""): rebased,
    ("spike_screen", ""): lambda: own("spike24", "y", better="higher", **DOTS),
    **{
        ("rules_increase", name): (lambda name=name: facet(name))
        for name in (
            "equal_values_break_trend",
            "seven_one_side",
            "trend_up",
            "two_in_three",
            "two_in_three_opposite",
        )
    },
}
THEIR_RULES = {
    "Common Cause": "",
    "Above UCL": "above the upper limit",
    "Below LCL": "below the lower limit",
    "7 Point Trend (Increasing)": "7 points rising",
    "7 Point Trend (Decreasing)": "7 points falling",
    "2 in 3 Above CL": "2 of 3 points near the upper limit",
    "2 in 3 Below CL": "2 of 3 points near the lower limit",
    "7 Points Above CL": "7 points above the centre line",
    "7 Points Below CL": "7 points below the centre line",
}


def test_every_case_of_the_manifest_is_compared() -> None:
    cases = {
        row["case_id"]
        for row in rows("manifest.csv")
        if row["package"] in ("qicharts2", "NHSRplotthedots")
    }
    assert cases == set(QICHARTS2) | {case for case, _ in PLOT_THE_DOTS}


@pytest.mark.parametrize("case", QICHARTS2)
def test_every_line_of_qicharts2_is_met(case: str) -> None:
    chart, reference = QICHARTS2[case](), rows(f"qicharts2/{case}.csv")
    lines = {
        "y": chart.value,
        "cl": chart.centre,
        "lcl": chart.lower,
        "ucl": chart.upper,
        "lcl.95": chart.lower_two_sigma,
        "ucl.95": chart.upper_two_sigma,
    }
    wrong = [
        line
        for name, ours in lines.items()
        for line in disagreements(name, column(reference, name), ours)
    ]
    assert not wrong


@pytest.mark.parametrize("case", QICHARTS2)
def test_every_verdict_of_qicharts2_is_met(case: str) -> None:
    chart = QICHARTS2[case]()
    for row, reference in enumerate(rows(f"qicharts2/{case}.csv")):
        phase = chart.phases[chart.phase[row] - 1]
        assert chart.phase[row] == int(reference["part"])
        assert chart.sigma_signal[row] == (reference["sigma.signal"] == "TRUE")
        assert phase.runs.signal == (reference["runs.signal"] == "TRUE")
        assert phase.runs.useful == int(reference["n.useful"])
        ours = (
            phase.runs.longest_run,
            phase.runs.longest_run_max,
            phase.runs.crossings,
            phase.runs.crossings_min,
        )
        names = ("longest.run", "longest.run.max", "n.crossings", "n.crossings.min")
        assert ours == tuple(int(reference[name]) if reference[name] else None for name in names)


def test_the_summary_of_qicharts2_is_met() -> None:
    compared = 0
    for reference in rows("qicharts2/_summary.csv"):
        chart = QICHARTS2[reference["case_id"]]()
        phase = chart.phases[int(reference["part"]) - 1]
        here = slice(phase.first - 1, phase.last)
        lower = [line for line in chart.lower[here] if line is not None]
        upper = [line for line in chart.upper[here] if line is not None]
        ours = [
            float(phase.runs.useful),
            chart.centre[phase.first - 1],
            chart.centre[phase.last - 1],
            float(np.mean(lower)) if lower else None,
            float(np.mean(upper)) if upper else None,
            float(sum(chart.sigma_signal[here])),
        ]
        names = ["n.useful", "cl.first", "cl.last", "mean.lcl", "mean.ucl", "sigma.signals"]
        theirs = [float(reference[name]) if reference[name] else None for name in names]
        assert not list(disagreements(reference["case_id"], theirs, ours))
        compared += 1
    assert compared == len(rows("qicharts2/_summary.csv")) >= 15


def test_runs_and_crossings_allowed_are_those_of_qicharts2_up_to_400_points() -> None:
    for row in rows("qicharts2/_anhoej_limits.csv"):
        useful = int(row["n.useful"])
        assert longest_run_allowed(useful) == int(row["longest.run.max"])
        assert fewest_crossings_allowed(useful) == int(row["n.crossings.min"])


@pytest.mark.parametrize("case", PLOT_THE_DOTS)
def test_every_point_of_nhsrplotthedots_is_met(case: tuple[str, str]) -> None:
    chart = PLOT_THE_DOTS[case]()
    name, facet_name = case
    reference = rows(f"nhsrplotthedots/{name}.csv")
    if facet_name:
        reference = [row for row in reference if row["f"] == facet_name]
    for line, ours in (
        ("y", chart.value),
        ("mean_col", chart.centre),
        ("lpl", chart.lower),
        ("upl", chart.upper),
    ):
        assert not list(disagreements(line, column(reference, line), ours))
    assert list(chart.rule) == [THEIR_RULES[row["special_cause_type"]] for row in reference]
    assert list(chart.point_type) == [row["point_type"] for row in reference]
    assert [phase - 1 for phase in chart.phase] == [int(row["rebase_group"]) for row in reference]


def test_variation_and_assurance_of_nhsrplotthedots_are_met() -> None:
    for reference in rows("nhsrplotthedots/_summary.csv"):
        chart = PLOT_THE_DOTS[reference["case_id"], reference["f"]]()
        phase = chart.phases[int(reference["rebase_group"] or 0)]
        assert phase.variation == reference["variation_type"]
        assert (phase.assurance or "") == reference["assurance_type"]
        types = chart.point_type[phase.first - 1 : phase.last]
        for kind in ("common_cause", "special_cause_improvement", "special_cause_concern"):
            assert types.count(kind) == int(reference[kind])


SECOND_ORACLE = ("run", "i", "p", "pp", "u", "up", "c")
"""Its G chart sets the limits from the median, qicharts2 and we from the mean."""


@pytest.mark.filterwarnings("ignore")  # what the other package warns of is its own affair
@pytest.mark.parametrize("kind", SECOND_ORACLE)
@pytest.mark.parametrize("option", ["plain", "freeze", "part", "exclude"])
def test_clinical_qikit_draws_the_same_lines(kind: str, option: str) -> None:
    from qikit import qic

    random = np.random.default_rng(len(kind + option))
    size = random.integers(80, 200, 40)
    count = {
        "p": random.binomial(size, 0.3),
        "pp": random.binomial(size, random.uniform(0.1, 0.5, 40)),
        "u": random.poisson(size * 0.2),
        "up": random.poisson(size * random.uniform(0.1, 0.5, 40)),
        "c": random.poisson(12, 40),
    }.get(kind, random.normal(10, 2, 40))
    sizes = size if kind in ("p", "pp", "u", "up") else None
    theirs = {
        "plain": {},
        "freeze": {"freeze": 20},
        "part": {"part": [19]},
        "exclude": {"exclude": [7]},
    }
    ours = {
        "plain": {},
        "freeze": {"freeze": 20},
        "part": {"breaks": [18]},
        "exclude": {"exclude": [7]},
    }
    other = qic(
        y=count.tolist(), n=None if sizes is None else sizes.tolist(), chart=kind, **theirs[option]
    )
    # For P′ and U′ it does not screen and takes sigma_z for 1 where it is less; here it is more.
    chart = control_chart(count, sizes, chart=kind, screen=kind == "i", **ours[option])
    for line, drawn in (("cl", chart.centre), ("lcl", chart.lower), ("ucl", chart.upper)):
        expected = [None if math.isnan(value) else value for value in other.data[line]]
        assert not list(disagreements(line, expected, drawn, 1e-9))
    if option == "plain":
        runs = chart.phases[0].runs
        assert runs.useful == other.summary["n_useful"]
        assert runs.longest_run == other.summary["longest_run"]
        assert runs.longest_run_max == other.summary["run_threshold"]
        assert runs.crossings == other.summary["n_crossings"]
        # It names the largest number that signals, we the smallest that does not.
        assert runs.crossings_min == other.summary["crossings_threshold"] + 1
