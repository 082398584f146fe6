"""The commands for one's own numbers: compare, its, pool, published."""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path

import click
import pytest

from dashboard.commands.statistics_models import compare, its, pool, published
from tests.commands.statistics_command_line import (
    INPUTS,
    Rows,
    printed,
    reference,
    refused,
    run,
    written,
)

MONTHLY = INPUTS / "synthetic_pl_monthly.csv"


def found(rows: Rows, stat: str, method: str = "") -> dict[str, str]:
    matching = [row for row in rows if row["stat"] == stat and method in ("", row["method"])]
    assert matching, (stat, method)
    return matching[-1]


def assert_same(theirs: str, ours: str, tolerance: float = 1e-6) -> None:
    assert float(ours) == pytest.approx(float(theirs), rel=tolerance, abs=1e-12)


ITS_CASES = {
    "pl_negbin": (
        "--y", "submissions", "--n", "exams", "--model", "negative-binomial",
    ),
    "pl_quasibinomial_participation": (
        "--y", "participants", "--n", "eligible", "--model", "quasi-binomial",
    ),
    "pl_ols_rate_phasein": (
        "--y", "submissions", "--n", "exams", "--multiply", "1000", "--phase-in", "3", "--model",
        "ols", "--se", "newey-west", "--lag", "3",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", list(ITS_CASES))
def test_its_prints_the_coefficients_of_r(case: str) -> None:
    rows = printed(its, "--data", MONTHLY, "--time", "month", "--start", 19, *ITS_CASES[case])
    theirs = [row for row in reference("its/its_coefficients.csv") if row["model"] == case]
    assert [row["term"] for row in rows] == ["intercept", "time", "level", "after"]
    for ours, row in zip(rows, theirs, strict=True):
        for name, column in (("estimate", "estimate"), ("se", "se"), ("p_value", "p.value"),
                             ("lower", "lower"), ("exp_upper", "exp_upper")):  # fmt: skip
            if row[column]:
                assert_same(row[column], ours[name])
            else:
                assert ours[name] == ""


def test_its_with_a_control_names_its_terms() -> None:
    data = INPUTS / "synthetic_controlled_its.csv"
    asked = ("--data", data, "--time", "i", "--y", "rate", "--control", "site", "--start", 19)
    rows = printed(its, *asked, "--model", "ols")
    theirs = [
        row for row in reference("its/its_coefficients.csv") if row["model"] == "pl_controlled_its"
    ]
    assert [row["term"] for row in rows] == [
        "intercept", "time", "level", "after", "control", "control:time", "control:level",
        "control:after",
    ]  # fmt: skip
    for ours, row in zip(rows, theirs, strict=True):
        assert_same(row["estimate"], ours["estimate"])
        assert_same(row["p.value"], ours["p_value"])
    assert "one series" in refused(its, *asked, "--show", "sensitivity")


RATE = ("--data", MONTHLY, "--time", "month", "--y", "submissions", "--n", "exams", "--multiply",
        "1000", "--start", 19)  # fmt: skip


def test_its_effect_reads_off_the_coefficients() -> None:
    terms = {row["term"]: float(row["estimate"]) for row in printed(its, *RATE, "--model", "ols")}
    effect = {row["stat"]: row for row in printed(its, *RATE, "--model", "ols", "--show", "effect")}
    assert_same(str(terms["level"] + 12 * terms["after"]), effect["absolute"]["estimate"])
    ratio = float(effect["fitted"]["estimate"]) / float(effect["counterfactual"]["estimate"])
    assert_same(str(ratio - 1), effect["relative"]["estimate"])
    assert effect["absolute"]["p_value"] == effect["relative"]["p_value"]
    later = printed(its, *RATE, "--show", "effect", "--at", 40)
    assert "extrapolated" in later[0]["note"]


def test_its_shows_diagnostics_fitted_rows_and_the_panel() -> None:
    diagnostics = printed(its, *RATE, "--show", "diagnostics")
    assert diagnostics[0]["method"] == "ar1"
    assert "intercept + time + level + after" in diagnostics[0]["note"]
    fitted = printed(its, *RATE, "--phase-in", 3, "--show", "fitted")
    assert [row["row"] for row in fitted] == [str(place) for place in range(1, 37)]
    assert (fitted[17]["counterfactual"], fitted[18]["fitted"]) == ("", "")
    assert fitted[18]["note"] == "phase-in, left out"
    panel = printed(its, *RATE, "--show", "sensitivity")
    assert panel[0]["kind"] == "chosen"
    assert {row["kind"] for row in panel} >= {"model", "lag", "season", "phase-in", "date"}


def test_its_puts_rows_in_order_of_time_and_counts_from_the_first(tmp_path: Path) -> None:
    lines = MONTHLY.read_text(encoding="utf-8").splitlines()
    path = written(tmp_path, "\n".join([lines[0], *reversed(lines[1:])]) + "\n")
    moved = printed(its, "--data", path, *RATE[2:])
    assert moved == printed(its, *RATE)


def test_its_says_when_it_is_provisional_or_months_are_missing(tmp_path: Path) -> None:
    lines = MONTHLY.read_text(encoding="utf-8").splitlines()
    path = written(tmp_path, "\n".join([*lines[:10], *lines[11:21]]) + "\n")
    result = run(its, "--data", path, *RATE[2:-1], 12, "--format", "csv")
    assert "missing before 2023-11-01" in result.stderr
    assert "provisional" in result.stderr
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert all("provisional" in row["note"] for row in rows)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*RATE[:-1], 2), "rows known before the change: 1, after: 35"),
        ((*RATE[:-1], 99), "between 2 and 36"),
        ((*RATE, "--model", "ar1", "--se", "newey-west"), "Newey-West with another"),
        ((*RATE, "--season", 9), "0 to 6"),
        ((*RATE, "--model", "arima"), "arima"),
        ((*RATE[:3], "era", *RATE[4:]), "two rows|is in rows"),
        ((*RATE, "--control", "i"), "not 0 or 1"),
        (RATE[:-2], "--start"),
    ],
)
def test_its_refuses_in_one_sentence(arguments: tuple[object, ...], said: str) -> None:
    assert any(part in refused(its, *arguments) for part in said.split("|"))


def test_a_control_with_a_time_twice_or_never_is_refused(tmp_path: Path) -> None:
    asked = ("--time", "t", "--y", "y", "--control", "c", "--start", 3)
    twice = written(tmp_path, "t,y,c\n1,2,1\n1,3,1\n")
    assert "two rows of one series" in refused(its, "--data", twice, *asked)
    never = written(tmp_path, "t,y,c\n1,2,1\n2,3,1\n", "never.csv")
    assert "is never 0" in refused(its, "--data", never, *asked)


STUDIES = "study,ill,treated,ill2,control\nA,4,123,11,139\nB,6,306,29,303\nC,3,231,11,220\n"
PAIRS = ("--x", "ill", "--n", "treated", "--x2", "ill2", "--n2", "control")


def test_pool_prints_studies_then_the_summary(tmp_path: Path) -> None:
    path = written(tmp_path, STUDIES)
    rows = printed(pool, "--data", path, *PAIRS, "--method", "pm", "--knha")
    assert [row["study"] for row in rows] == [
        "A", "B", "C", "summary", "tau2", "i2", "q", "prediction interval",
    ]  # fmt: skip
    assert_same(str(4 / 123 / (11 / 139)), rows[0]["estimate"])
    assert sum(float(row["weight"]) for row in rows[:3]) == pytest.approx(100)
    single = printed(pool, "--data", path, "--x", "ill", "--n", "treated", "--method", "fixed")
    assert "one fixed effect" in single[-1]["note"] or "share one" in single[-1]["note"]
    assert_same(str(4 / 123), single[0]["estimate"])


def test_pool_says_what_two_studies_cannot(tmp_path: Path) -> None:
    path = written(tmp_path, "x,n\n1,20\n3,30\n")
    rows = printed(pool, "--data", path, "--x", "x", "--n", "n")
    assert [row["study"] for row in rows[:2]] == ["1", "2"]
    assert "at least three" in rows[-1]["note"]


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        (STUDIES, PAIRS[:6], "go together"),
        ("x,n\n5,3\n", ("--x", "x", "--n", "n"), "study 1"),
        ("x,n\n,3\n", ("--x", "x", "--n", "n"), "is empty"),
        ("study,x,n\nA,1,3\nA,2,3\n", ("--x", "x", "--n", "n"), "rows 1 and 2"),
    ],
)
def test_pool_refuses_in_one_sentence(
    tmp_path: Path, text: str, columns: tuple[str, ...], said: str
) -> None:
    assert said in refused(pool, "--data", written(tmp_path, text), *columns)


def test_published_judges_what_we_ship_as_its_readers_did() -> None:
    rows = printed(published)
    shipped = Path(__file__).parents[2] / "data" / "published" / "published_results.csv"
    with shipped.open(newline="", encoding="utf-8") as file:
        entered = list(csv.DictReader(file))
    assert len(rows) == len(entered)
    for ours, theirs in zip(rows, entered, strict=True):
        assert ours["published_percent"] == theirs["published_percent"]
        expected = {"yes": ("reproduces", "not_published"), "no": ("does_not", "truncated")}
        assert ours["verdict"] in expected[theirs["reproduces"]]
        assert math.isclose(
            float(ours["percent"]), 100 * int(theirs["events"]) / int(theirs["denominator"])
        )
    by_study = {(row["study_id"], row["measure"], row["arm"]): row for row in rows}
    assert by_study["harvey2016", "discordance", "score_based"]["interval_method"] == "wald"
    assert "unlike" in by_study["trinh2019", "addenda", "peer_learning"]["note"]
    assert "paired t test" in by_study["trinh2019", "addenda", "score_based"]["note"]
    assert by_study["sharpe2023", "uses_peer_learning", "survey"]["interval_method"] == "none"


def test_published_reads_a_file_of_ones_own(tmp_path: Path) -> None:
    head = "study_id,measure,arm,events,denominator,published_percent\n"
    rows = printed(published, "--data", written(tmp_path, head + "x,m,a,1,8,13\nx,m,b,1,8,12\n"))
    assert [row["verdict"] for row in rows] == ["reproduces", "truncated"]
    assert "not both given" in rows[0]["note"]
    assert "row 1" in refused(published, "--data", written(tmp_path, head + "x,m,a,9,8,13\n"))
    assert "no events" in refused(published, "--data", written(tmp_path, head + "x,m,a,,8,13\n"))
    assert "no column 'measure'" in refused(published, "--data", written(tmp_path, "study_id\nx\n"))


@pytest.mark.parametrize("command", [compare, its, pool, published])
def test_json_is_json_and_a_table_is_a_table(command: click.Command, tmp_path: Path) -> None:
    arguments = {
        "compare": (1, 20, 3, 20),
        "its": RATE,
        "pool": ("--data", written(tmp_path, STUDIES), *PAIRS),
        "published": (),
    }[command.name or ""]
    rows = json.loads(run(command, *arguments, "--format", "json").stdout)
    assert list(rows[0]) == list(printed(command, *arguments)[0])
    table = run(command, *arguments, "--format", "table").stdout
    assert str(next(iter(rows[0].values()))) in table
