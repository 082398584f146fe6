"""The command compare: four numbers, or the columns of one's own file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from dashboard.commands.statistics_models import compare
from tests.commands.test_statistics_models import (
    INPUTS,
    MONTHLY,
    assert_same,
    found,
    printed,
    reference,
    refused,
    run,
    written,
)

BY_MONTH = ("--data", MONTHLY, "--group", "month", "--x", "i", "--n", "exams")
NUMBERS = {
    "tt_small": (7, 12, 2, 11),
    "tt_equal": (12, 100, 24, 200),
    "tt_zero_cell": (0, 25, 6, 27),
}


@pytest.mark.parametrize("case", list(NUMBERS))
def test_compare_prints_every_anchor_under_its_name(case: str) -> None:
    rows = printed(compare, *NUMBERS[case], "--unit1", "cases", "--unit2", "cases")
    for row in reference("twogroup/twogroup.csv"):
        if row["case"] == case and row["use"].startswith("anchor"):
            ours = found(rows, row["stat"], row["method"])
            for theirs, name in (("estimate", "estimate"), ("lower", "lower"), ("upper", "upper"),
                                 ("p.value", "p_value"), ("statistic", "statistic")):  # fmt: skip
                if row[theirs]:
                    assert_same(row[theirs], ours[name], float(row["tolerance"]))


def test_compare_rates_prints_every_anchor_under_its_name() -> None:
    rows = printed(compare, 3, 1.7, 9, 1.9, "--rates")
    for row in reference("twogroup/twogroup.csv"):
        if row["case"] == "rate_small" and row["use"].startswith("anchor"):
            ours = found(rows, row["stat"], row["method"])
            for name in ("estimate", "lower", "upper"):
                assert_same(row[name], ours[name], float(row["tolerance"]))


def test_compare_warns_of_unlike_denominators_on_stderr_and_in_every_note() -> None:
    result = run(compare, 23, 206, 13, 4861, "--unit1", "alerts", "--unit2", "reports reviewed",
                 "--format", "csv")  # fmt: skip
    assert "denominators are unlike" in result.stderr
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert all("unlike" in row["note"] for row in rows if row["stat"] != "proportion")
    assert "not both given" in run(compare, 23, 206, 13, 4861).stderr
    assert run(compare, 2, 6, 3, 8, "--unit1", "exams", "--unit2", "exams").stderr == ""


def test_compare_pairs() -> None:
    rows = printed(compare, "--paired", 40, 5, 12, 43)
    assert [row["method"] for row in rows] == ["cc", "nocc", "exact"]
    assert_same("0.143463134765625", rows[2]["p_value"])


def test_compare_measured_values(tmp_path: Path) -> None:
    wanted = [
        row for row in reference("inputs/twogroup_continuous.csv") if row["case"] == "c_noties"
    ]
    text = "who,group,y\n" + "".join(
        f"R{place % 4},{row['group']},{row['y']}\n" for place, row in enumerate(wanted)
    )
    path = written(tmp_path, text)
    rows = printed(compare, "--data", path, "--value", "y", "--group", "group", "--cluster", "who")
    for row in reference("twogroup/twogroup.csv"):
        if row["case"] == "c_noties" and row["method"] != "exactRankTests":
            ours = found(rows, row["stat"], row["method"])
            assert_same(row["estimate"], ours["estimate"])
    assert "4 radiologists" in found(rows, "cluster_bootstrap_difference")["note"]


def test_compare_counts_of_two_groups_is_the_comparison_of_their_sums(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "month,who,era,x,n\n1,A,before,20,90\n2,B,before,14,90\n3,A,after,30,85\n4,B,after,31,90\n"
        "5,B,after,,90\n",
    )
    counts = ("--x", "x", "--n", "n", "--group", "era")
    rows = printed(compare, "--data", path, *counts, "--cluster", "who")
    plain = printed(compare, 61, 175, 34, 180)
    same = ("risk_difference", "newcombe10_hybrid_wilson")
    assert found(rows, *same)["lower"] == found(plain, *same)["lower"]
    assert "seed 1" in found(rows, "cluster_bootstrap_ratio")["note"]
    rates = printed(compare, "--data", path, *counts, "--rates")
    assert_same(
        str(61 / 175 / (34 / 180)), found(rates, "rate_ratio", "exact_conditional")["estimate"]
    )


def test_compare_strata(tmp_path: Path) -> None:
    cells: dict[tuple[str, str], dict[str, int]] = {}
    for row in reference("inputs/twogroup_strata.csv"):
        cells.setdefault((row["Var3"], row["Var1"]), {})[row["Var2"]] = int(row["Freq"])
    lines = [f"{s},{g},{c['A']},{c['A'] + c['B']}" for (s, g), c in cells.items()]
    path = written(tmp_path, "modality,arm,x,n\n" + "\n".join(lines) + "\n")
    asked = ("--data", path, "--x", "x", "--n", "n", "--group", "arm", "--stratum", "modality")
    rows = printed(compare, *asked)
    odds = found(rows, "odds_ratio", "mantel_haenszel")
    assert_same("0.5956983392322353", odds["estimate"])
    assert "A against B over 3 strata" in odds["note"]
    assert_same(
        "0.6430288461538463", found(printed(compare, *asked, "--rates"), "rate_ratio")["estimate"]
    )


def test_compare_a_trend_orders_groups_by_their_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, "dose,x,n\n10,5,40\n9,10,40\n8,15,40\n")
    rows = printed(compare, "--data", path, "--x", "x", "--n", "n", "--group", "dose")
    trend = found(rows, "cochran_armitage", "chi2")
    assert_same("6.66666666666667", trend["statistic"])
    assert_same("-0.125", trend["estimate"])
    assert [row["note"] for row in rows if row["method"] == "wilson"] == [
        "8, 15/40", "9, 10/40", "10, 5/40",
    ]  # fmt: skip


def test_compare_named_parts_is_a_composition(tmp_path: Path) -> None:
    counts = {
        "before": {"search": 30, "satisfaction": 22},
        "after": {"search": 41, "satisfaction": 8},
    }
    lines = [f"{era},{part}" for era, parts in counts.items() for part, k in parts.items()
             for _ in range(k)]  # fmt: skip
    path = written(tmp_path, "era,theme\n" + "\n".join(lines) + "\n")
    rows = printed(compare, "--data", path, "--value", "theme", "--group", "era")
    residuals = [row for row in rows if row["stat"] == "standardised_residual"]
    assert len(residuals) == 4
    assert_same(found(rows, "chi_square")["statistic"], str(float(residuals[0]["estimate"]) ** 2))


def test_compare_many_groups_of_values(tmp_path: Path) -> None:
    path = written(tmp_path, "g,y\n" + "".join(f"{g},{v}\n" for g in "abc" for v in (1, 2, ord(g))))
    rows = printed(compare, "--data", path, "--value", "y", "--group", "g")
    assert sum(row["stat"] == "hodges_lehmann_shift" for row in rows) == 3
    assert sum(row["method"] == "holm" for row in rows) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((5, 3, 1, 2), "Group 1 has 5 hits of 3"),
        ((5, 3, 1), "3 numbers were given and four are needed"),
        ((1, "two", 3, 4), "two"),
        ((1, 2, 3, 4, "--group", "era"), "give --data"),
        ((1, 2, 3, 4, "--data", MONTHLY), "not both"),
        (("--data", MONTHLY, "--value", "exams"), "--group"),
        (("--data", MONTHLY, "--group", "era"), "--value, or --x and --n"),
        (("--data", MONTHLY, "--group", "era", "--value", "exms"), "exams"),
        (("--data", MONTHLY, "--group", "era", "--value", "exams", "--stratum", "i"), "--stratum"),
        (("--data", MONTHLY, "--paired", "--group", "era", "--value", "exams"), "four counts"),
        (("--data", "nowhere.csv", "--group", "era", "--value", "exams"), "nowhere.csv"),
        (("--data", MONTHLY, "--group", "era", "--x", "exams", "--n", "submissions"), "Group 1"),
        (
            ("--data", MONTHLY, "--group", "month", "--x", "i", "--n", "exams", "--rates"),
            "two groups",
        ),
        (
            ("--data", MONTHLY, "--group", "month", "--x", "i", "--n", "exams", "--stratum", "i"),
            "two groups",
        ),
        (("--data", INPUTS / "synthetic_shift30.csv", "--group", "i", "--value", "nope"), "nope"),
    ],
)
def test_compare_refuses_in_one_sentence(arguments: tuple[object, ...], said: str) -> None:
    assert said.casefold() in refused(compare, *arguments).casefold()


def test_a_single_group_cannot_be_compared(tmp_path: Path) -> None:
    path = written(tmp_path, "g,x,n\na,1,2\na,2,3\n")
    for columns in (("--x", "x", "--n", "n"), ("--value", "x")):
        assert "names one group" in refused(compare, "--data", path, "--group", "g", *columns)
