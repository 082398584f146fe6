"""The commands for one's own file: chart, funnel, survival, agreement."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.commands.statistics_charts import chart
from dashboard.own_data.time_axis import time_axis
from tests.commands.statistics_command_line import (
    INPUTS,
    MONTHLY_RATE,
    PL,
    assert_same,
    printed,
    reference,
    run,
    written,
)

EDGE = INPUTS / "synthetic_edge_missing.csv"
SPIKE = ("--data", INPUTS / "synthetic_spike24.csv", "--x", "i", "--y", "y")
PARTICIPATION = ("--data", PL, "--x", "month", "--y", "participants", "--n", "eligible")
CHART_CALLS = {
    "pl_run_rate": ("--type", "run", *MONTHLY_RATE),
    "pl_u_rate_part18": ("--type", "u", *MONTHLY_RATE, "--part", 18),
    "pl_up_rate_freeze18": ("--type", "up", *MONTHLY_RATE, "--freeze", 18),
    "pl_p_participation": ("--type", "p", *PARTICIPATION),
    "pl_pp_participation_part18": ("--type", "pp", *PARTICIPATION, "--part", 18),
    "pl_i_tat_exclude20": (
        "--type", "i", "--data", PL, "--x", "month", "--y", "tat_days", "--exclude", 20,
    ),
    "edge_missing_u": (
        "--type", "u", "--data", EDGE, "--x", "month", "--y", "submissions", "--n", "exams",
        "--multiply", 1000,
    ),
    "spike_i": ("--type", "i", *SPIKE),
    "spike_i_noscreen": ("--type", "i", *SPIKE, "--no-screen"),
    "shift30_i_freeze15": (
        "--type", "i", "--data", INPUTS / "synthetic_shift30.csv", "--x", "i", "--y", "y",
        "--freeze", 15,
    ),
    "gaps_t": (
        "--type", "t", "--data", INPUTS / "synthetic_gaps.csv", "--x", "i", "--y", "gap_days",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CHART_CALLS)
def test_the_chart_command_prints_what_qicharts2_gives(case: str) -> None:
    rows = printed(chart, *CHART_CALLS[case])
    for theirs, ours in zip(reference(f"qicharts2/{case}.csv"), rows, strict=True):
        for name, column in (("y", "y"), ("cl", "centre"), ("lcl", "lower"), ("ucl", "upper")):
            assert_same(theirs[name], ours[column])
        assert ours["sigma_signal"] == theirs["sigma.signal"].lower()
        assert ours["runs_signal"] == theirs["runs.signal"].lower()
        assert ours["phase"] == theirs["part"]
        for name in ("longest_run", "longest_run_max"):
            assert ours[name] == theirs[name.replace("_", ".")]
        assert ours["crossings"] == theirs["n.crossings"]
        assert ours["crossings_min"] == theirs["n.crossings.min"]


def test_the_columns_are_those_promised() -> None:
    rows = printed(chart, "--type", "up", *MONTHLY_RATE)
    promised = (
        "x,y,centre,lower,upper,phase,sigma_signal,runs_signal,longest_run,longest_run_max,"
        "crossings,crossings_min,sigma_z,note"
    )
    assert ",".join(rows[0]) == promised
    assert rows[0]["x"] == "2023-01-01"
    dots = printed(chart, "--type", "i", *SPIKE, "--rules", "plot-the-dots", "--target", 50)
    assert list(dots[0])[-5:] == ["target", "point_type", "variation", "assurance", "note"]


def test_plot_the_dots_prints_what_nhsrplotthedots_gives() -> None:
    rows = printed(
        chart, "--type", "i", *MONTHLY_RATE, "--part", 18, "--target", 2, "--better", "higher",
        "--rules", "plot-the-dots",
    )  # fmt: skip
    theirs = reference("nhsrplotthedots/pl_rate_rebase_target.csv")
    for their, our in zip(theirs, rows, strict=True):
        assert_same(their["mean_col"], our["centre"])
        assert_same(their["lpl"], our["lower"])
        assert_same(their["upl"], our["upper"])
        assert our["point_type"] == their["point_type"]
    assert rows[0]["assurance"] == "" and rows[-1]["assurance"] == "inconsistent"
    assert rows[-1]["variation"] == "common_cause"


def test_gaps_are_empty_with_the_reason() -> None:
    rows = printed(chart, *CHART_CALLS["edge_missing_u"])
    assert rows[4]["y"] == rows[4]["lower"] == ""
    assert rows[4]["note"] == "gap: the denominator is 0"
    assert rows[8]["note"] == "gap: no denominator"
    assert rows[13]["note"] == "gap: no value"


def test_too_few_points_have_no_run_verdict(tmp_path: Path) -> None:
    text = "x,y\n" + "".join(f"{place},{place % 3}\n" for place in range(9))
    rows = printed(
        chart, "--type", "run", "--data", written(tmp_path, text), "--x", "x", "--y", "y"
    )
    assert {row["runs_signal"] for row in rows} == {""}
    assert "no run verdict" in rows[0]["note"]
    assert rows[0]["longest_run"] != ""


def test_words_go_to_stderr() -> None:
    result = run(chart, "--type", "u", *MONTHLY_RATE)
    assert "36 points, 1 phase" in result.stderr
    assert "--type up allows for that" in result.stderr
    assert "What happened then?" in result.stderr
    assert result.stdout.startswith("x,y,")


def test_rows_are_put_in_time_order_and_it_is_said(tmp_path: Path) -> None:
    lines = PL.read_text(encoding="utf-8").splitlines()
    shuffled = written(tmp_path, "\n".join([lines[0], *reversed(lines[1:])]))
    arguments = ("--x", "month", "--y", "submissions", "--n", "exams", "--part", 18)
    result = run(chart, "--type", "u", "--data", shuffled, *arguments)
    assert "put in the order of 'month'" in result.stderr
    assert result.stdout == run(chart, "--type", "u", "--data", PL, *arguments).stdout


def test_named_units_have_no_runs(tmp_path: Path) -> None:
    text = "site,hits,n\n" + "".join(f"site {place},{place + 3},50\n" for place in range(12))
    path = written(tmp_path, text)
    result = run(chart, "--type", "p", "--data", path, "--x", "site", "--y", "hits", "--n", "n")
    assert "count as units" in result.stderr
    assert "not in time order" in result.stdout


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["2024-03", "2024-01", "2024-02"], (1, 2, 0)),
        (["2024-03-01", "2023-12-31T08:00", "20240115"], (1, 2, 0)),
        (["2024-Q3", "2024 Q1", "2023-Q4"], (2, 1, 0)),
        (["Mar 2024", "Jan 2024", "Feb 2024"], (1, 2, 0)),
        (["31/01/2024", "01/02/2024"], (0, 1)),
        (["01/02/2024", "02/01/2024"], (0, 1)),
        (["02/01/2024", "01/02/2024", "01/03/2024"], (0, 1, 2)),
        (["10", "9", "11"], (1, 0, 2)),
    ],
)
def test_what_counts_as_time(cells: list[str], order: tuple[int, ...]) -> None:
    axis = time_axis(cells)
    assert axis.ordered
    assert axis.order == order


def test_what_does_not_count_as_time() -> None:
    assert time_axis(["a", "b"]).ordered is False
    assert time_axis(["2024-01", "later"]).ordered is False
