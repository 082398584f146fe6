"""The commands funnel, survival and agreement on files of one's own, and what goes wrong."""

from __future__ import annotations

import json
import math
from pathlib import Path

import duckdb
import pytest

from dashboard.commands.output import write_table
from dashboard.commands.statistics_charts import agreement, chart, funnel, survival
from tests.commands.statistics_command_line import (
    INPUTS,
    MONTHLY_RATE,
    PL,
    REFERENCE,
    assert_same,
    printed,
    reference,
    refused,
    run,
    written,
)

RAD = INPUTS / "synthetic_radiologists.csv"


def test_the_funnel_command_prints_exact_poisson_limits() -> None:
    rows = printed(
        funnel, "--type", "rate", "--data", RAD, "--group", "radiologist", "--x", "submissions",
        "--n", "exams", "--multiply", 1000,
    )  # fmt: skip
    promised = "group,x,n,y,target,lower95,upper95,lower998,upper998,z,phi,tau2,signal,note"
    assert ",".join(rows[0]) == promised
    for their, our in zip(reference("extra/exact_poisson_funnel.csv"), rows, strict=True):
        assert our["group"] == their["radiologist"]
        for column, name in (("lower95", "pois_chisq_0.025"), ("upper998", "pois_chisq_0.999")):
            assert float(our[column]) == pytest.approx(1000 * float(their[name]), rel=1e-9)


def test_the_funnel_command_prints_what_funnelplotr_gives() -> None:
    path = REFERENCE / "funnelplotr" / "rad_pr_discrepancy.csv"
    rows = printed(
        funnel, "--type", "proportion", "--data", path, "--group", "group", "--x", "numerator",
        "--n", "denominator", "--multiply", 100, "--adjust", "winsorise",
    )  # fmt: skip
    names = {"lower95": "OD95LCL", "upper95": "OD95UCL", "z": "Uzscore"}
    for their, our in zip(reference("funnelplotr/rad_pr_discrepancy.csv"), rows, strict=True):
        for column, name in names.items():
            assert_same(their[name], our[column])
        assert (our["signal"][-3:] == "998") == (their["outlier"] == "1")
    assert rows[0]["phi"] == "0.753906877483416"
    ratio = printed(
        funnel, "--type", "ratio", "--data", REFERENCE / "funnelplotr" / "rad_sr_shmi.csv",
        "--group", "group", "--x", "numerator", "--n", "denominator", "--adjust", "truncate",
        "--scale", "log",
    )  # fmt: skip
    assert float(ratio[0]["tau2"]) == pytest.approx(0.229424777645468, rel=1e-9)


def test_the_survival_command_prints_medians_and_log_rank() -> None:
    arguments = (
        "--data", INPUTS / "synthetic_turnaround.csv", "--time", "days", "--closed", "closed",
        "--group", "era",
    )  # fmt: skip
    rows = {row["group"]: row for row in printed(survival, *arguments)}
    for theirs in reference("extra/km_medians.csv"):
        ours = rows[theirs["era"]]
        for name in ("n", "events", "median", "lower", "upper"):
            assert_same(theirs[name], ours[name])
        assert_same(theirs["naive_median_closed_only"], ours["naive_median"])
    assert float(rows["logrank"]["p_value"]) == pytest.approx(0.00148012897919956)
    at = printed(survival, *arguments, "--at", 5, "--at", 14)
    assert [row["time"] for row in at] == ["5.0", "14.0", "5.0", "14.0", ""]
    assert at[0]["at_risk"] == "35"
    assert 0 < float(at[0]["lower"]) < float(at[0]["survival"]) < float(at[0]["upper"]) < 1


def test_the_agreement_command_prints_the_reference_names(tmp_path: Path) -> None:
    lines = (INPUTS / "agreement_tables.csv").read_text(encoding="utf-8").splitlines()
    binary = written(tmp_path, "\n".join(line for line in lines if "cas" in line or "bin" in line))
    rows = {
        row["stat"]: row
        for row in printed(
            agreement, "--data", binary, "--rater1", "rater1", "--rater2", "rater2", "--count", "n"
        )
    }
    compared = 0
    for theirs in reference("agreement/agreement.csv"):
        if theirs["case"] != "binary" or not theirs["use"].startswith("anchor"):
            continue
        ours = rows[theirs["stat"]]
        for name in ("estimate", "lower", "upper", "se"):
            if theirs[name]:
                assert_same(theirs[name], ours[name])
        compared += 1
    assert compared == 17


@pytest.mark.parametrize("scale", ["nominal", "ordinal"])
def test_alpha_from_a_column_a_rater(scale: str) -> None:
    rows = printed(
        agreement, "--data", INPUTS / "agreement_5raters_missing.csv",
        "--raters", "X1,X2,X3,X4,X5", "--scale", scale,
    )  # fmt: skip
    (ours,) = [row for row in rows if row["stat"].startswith("kripp")]
    (theirs,) = [
        row
        for row in reference("agreement/agreement.csv")
        if row["stat"] == f"kripp_alpha_{scale}" and row["case"] == "raters5_missing"
    ]
    assert ours["stat"] == theirs["stat"]
    assert_same(theirs["estimate"], ours["estimate"])
    assert float(ours["lower"]) < float(ours["estimate"]) < float(ours["upper"])


def test_many_different_numbers_are_taken_as_scores() -> None:
    rows = printed(
        agreement, "--data", INPUTS / "agreement_icc.csv", "--raters", "X1,X2", "--raters", "X3"
    )
    assert [row["stat"] for row in rows][:2] == [
        "icc_oneway_consistency_single",
        "icc_oneway_consistency_average",
    ]
    assert rows[-1]["stat"] == "kripp_alpha_interval"


def test_ratings_in_words(tmp_path: Path) -> None:
    text = "a,b\nminor,minor\nmajor,minor\nmajor,major\nnone,none\nminor,\n"
    path = written(tmp_path, text)
    rows = printed(agreement, "--data", path, "--raters", "a,b")
    assert rows[0]["estimate"] == "0.75"
    notes = {row["stat"]: row["note"] for row in rows}
    assert notes["specific_agreement_cat1"] == "category major"
    sentence = refused(agreement, "--data", path, "--raters", "a,b", "--scale", "ordinal")
    assert "an ordinal scale needs numbers" in sentence


def test_json_and_table_hold_the_same_rows() -> None:
    arguments = ("--type", "u", *MONTHLY_RATE)
    found = json.loads(run(chart, *arguments, "--format", "json").stdout)
    assert len(found) == 36
    assert found[0]["sigma_signal"] is False
    assert found[0]["y"] == 1.2852835038805677
    table = run(chart, *arguments, "--format", "table").stdout
    assert len(table.splitlines()) == 38
    assert "1.28528" in table


def test_separators_decimal_commas_tabs_and_parquet(tmp_path: Path) -> None:
    plain = run(chart, "--type", "i", "--data", PL, "--x", "month", "--y", "tat_days").stdout
    text = PL.read_text(encoding="utf-8").replace('"', "")
    german = "\ufeff" + text.replace(",", ";").replace(".", ",")
    files = [
        written(tmp_path, german, "german.csv"),
        written(tmp_path, text.replace(",", "\t"), "tabs.tsv"),
        tmp_path / "mine.parquet",
    ]
    with duckdb.connect() as connection:
        connection.execute(f"copy (from read_csv('{PL}')) to '{files[2]}' (format parquet)")
    for path in files:
        assert (
            run(chart, "--type", "i", "--data", path, "--x", "month", "--y", "tat_days").stdout
            == plain
        )


def test_missing_cells_are_written_in_many_ways(tmp_path: Path) -> None:
    text = "x,y\n1,3\n2,NA\n3,\n4,nan\n5,7\n6\n\n"
    rows = printed(chart, "--type", "i", "--data", written(tmp_path, text), "--x", "x", "--y", "y")
    assert [row["y"] for row in rows] == ["3.0", "", "", "", "7.0", ""]


def test_wrong_input_gets_one_sentence(tmp_path: Path) -> None:
    def mine(text: str) -> Path:
        return written(tmp_path, text)

    def charted(path: Path, *more: object) -> str:
        return refused(chart, "--type", "i", "--data", path, "--x", "x", "--y", "y", *more)

    assert "mine.csv: there is no column 'y'; it has x, yy. Did you mean 'yy'?" in charted(
        mine("x,yy\n1,2\n")
    )
    assert "row 2 of column 'y' holds 'many' where a number was expected" in charted(
        mine("x,y\n1,2\n2,many\n")
    )
    for beyond in ("1e300", "-1e-300"):
        assert f"column 'y' holds '{beyond}', which is beyond" in charted(
            mine(f"x,y\n1,2\n2,{beyond}\n")
        )
    assert "column 'y' is there twice" in charted(mine("x,y,y\n1,2,3\n"))
    assert "row 2 of column 'x' is empty" in charted(mine("x,y\n1,2\n,3\n"))
    assert "is empty" in charted(mine(""))
    assert "no rows below it" in charted(mine("x,y\n"))
    assert "row 1 has 3 cells and the header names 2" in charted(mine("x,y\n1,2,3\n"))
    assert "is not there" in charted(tmp_path / "nowhere.csv")
    assert "is a folder" in charted(tmp_path)
    assert "is a workbook" in charted(written(tmp_path, "x", "book.xlsx"))
    assert "cannot be read as Parquet" in charted(written(tmp_path, "x", "mine.parquet"))
    assert "cannot be read as a table" in charted(mine('x,y\n1,"2\n'))
    bad_bytes = tmp_path / "latin.csv"
    bad_bytes.write_bytes("x,y\n1,2\nä,3\n".encode("cp1252"))
    assert "is not UTF-8" in charted(bad_bytes)
    assert "outside the rows 1 to 1" in charted(mine("x,y\n1,2\n2,3\n"), "--part", 9)
    assert "infinite" not in charted(mine("x,y\n1,inf\n"))
    assert "takes no denominator" in refused(
        chart, "--type", "c", "--data", mine("x,y,n\n1,2,3\n"), "--x", "x", "--y", "y", "--n", "n"
    )


def test_wrong_input_to_the_other_commands(tmp_path: Path) -> None:
    path = written(tmp_path, "g,x,n,t,c\na,1,5,3,1\na,2,5,4,maybe\n")
    assert "'a' is in rows 1 and 2" in refused(
        funnel, "--type", "rate", "--data", path, "--group", "g", "--x", "x", "--n", "n"
    )
    assert "holds 'maybe' where 1 or 0" in refused(
        survival, "--data", path, "--time", "t", "--closed", "c"
    )
    assert "--raters A,B" in refused(agreement, "--data", path)
    assert "not both" in refused(agreement, "--data", path, "--raters", "x,n", "--rater1", "x")
    assert "two are needed" in refused(agreement, "--data", path, "--raters", "x")
    assert "no column 'z'" in refused(agreement, "--data", path, "--raters", "x,z")
    assert "no whole count" in refused(
        agreement, "--data", written(tmp_path, "a,b,n\n1,1,1.5\n", "p.csv"), "--rater1", "a",
        "--rater2", "b", "--count", "n",
    )  # fmt: skip
    no_time = written(tmp_path, "t,c\n1,1\n,0\n", "t.csv")
    assert "time is missing in row 2" in refused(
        survival, "--data", no_time, "--time", "t", "--closed", "c"
    )
    assert "holds no rating" not in refused(
        funnel, "--type", "proportion", "--data", path, "--group", "t", "--x", "n", "--n", "x"
    )


def test_numbers_that_do_not_exist_are_never_printed(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"a": math.nan, "b": math.inf, "c": None, "d": True, "e": 0.1 + 0.2}]
    for format in ("csv", "json", "table"):
        write_table(rows, list("abcde"), format)
        text = capsys.readouterr().out.lower()
        assert "nan" not in text and "inf" not in text
    write_table(rows, list("abcde"), "csv")
    assert capsys.readouterr().out == "a,b,c,d,e\n,,,true,0.30000000000000004\n"


def test_text_that_a_spreadsheet_would_run_is_printed_harmless(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_table([{"written": '=HYPERLINK("x")', "cells": -1}], ["written", "cells"], "csv")
    assert capsys.readouterr().out == 'written,cells\n"\'=HYPERLINK(""x"")",-1\n'


@pytest.mark.parametrize("moment", ["nan", "inf", -1])
def test_survival_is_asked_at_a_time(tmp_path: Path, moment: object) -> None:
    path = written(tmp_path, "t,c\n1,1\n2,0\n")
    said = refused(survival, "--data", path, "--time", "t", "--closed", "c", "--at", moment)
    assert "give a number of 0 or more" in said


def test_agreement_of_too_many_cases_says_so_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,n\n1,1,60000\n2,2,40001\n")
    said = refused(agreement, "--data", path, "--rater1", "a", "--rater2", "b", "--count", "n")
    assert "100,001 cases" in said


@pytest.mark.filterwarnings("error")
def test_agreement_of_one_case_has_no_interval_and_no_warning(tmp_path: Path) -> None:
    rows = printed(agreement, "--data", written(tmp_path, "a,b\n1,2\n"), "--raters", "a,b")
    assert {row["stat"] for row in rows} >= {"percent_agreement", "kappa_unweighted"}
