"""A saved analysis on the command line: the numbers of the page, which are those of `measure`."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.commands.analysis import analysis as command
from dashboard.commands.measures import measure
from dashboard.findings.saved_analysis import Analysis, Design, as_toml
from dashboard.findings.table import csv_text
from dashboard.findings.workbench import run_analysis
from dashboard.home import Home
from dashboard.published.open import Published

NAME = "learning_opportunities_per_1000_exams"
FIRST, LAST, CHANGE = date(2021, 1, 1), date(2025, 12, 1), date(2023, 1, 1)


def printed(home: Home, folder: Path, saved: Analysis) -> list[dict[str, str]]:
    file = folder / "saved.toml"
    file.write_text(as_toml(saved), encoding="utf-8")
    done = CliRunner().invoke(
        command, ["run", str(file), "--home", str(home.path), "--format", "csv"]
    )
    assert done.exit_code == 0, (done.stderr, done.exception)
    assert done.stderr.strip()
    return list(csv.DictReader(io.StringIO(done.stdout)))


def downloaded(published: Published, saved: Analysis) -> list[dict[str, str]]:
    text = csv_text(run_analysis(published, saved).table.raw)
    return list(csv.DictReader(io.StringIO(text)))


def measured(home: Home, *options: str) -> list[dict[str, str]]:
    done = CliRunner().invoke(
        measure, [NAME, *options, "--home", str(home.path), "--format", "csv"]
    )
    assert done.exit_code == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


@pytest.mark.parametrize(
    ("design", "axis"),
    [
        ("control_chart", "all"),
        ("funnel", "site"),
        ("before_after", "all"),
        ("two_units", "site"),
        ("interrupted_time_series", "all"),
    ],
)
def test_the_command_prints_what_the_page_downloads(
    demo_home: Home, demo_published: Published, tmp_path: Path, design: Design, axis: str
) -> None:
    change = CHANGE if design in ("before_after", "interrupted_time_series") else None
    pair = {"member": "Westgate", "other": "Harbour"} if design == "two_units" else {}
    saved = Analysis(NAME, design, FIRST, LAST, axis, change=change, phase_in=3, **pair)
    ours, theirs = printed(demo_home, tmp_path, saved), downloaded(demo_published, saved)
    assert ours
    assert [list(row) for row in ours] == [list(row) for row in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        for column, cell in mine.items():
            assert same(cell, other[column]), (column, cell, other[column])


def same(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return one == other


def test_a_control_chart_holds_the_numbers_of_measure(demo_home: Home, tmp_path: Path) -> None:
    charted = printed(demo_home, tmp_path, Analysis(NAME, "control_chart", FIRST, LAST))
    plain = {row["period"]: row for row in measured(demo_home, "--grain", "month")}
    assert len(charted) == 60
    for row in charted:
        for column in ("numerator", "denominator", "estimate"):
            assert float(row[column]) == float(plain[row["period"]][column])


def test_a_funnel_holds_the_months_of_measure_added_up(demo_home: Home, tmp_path: Path) -> None:
    start = date(2024, 1, 1)
    drawn = printed(demo_home, tmp_path, Analysis(NAME, "funnel", start, LAST, "site"))
    rows = measured(demo_home, "--by", "site", "--start", "2024-01", "--end", "2025-12")
    assert len(drawn) >= 3
    for one in drawn:
        own = [row for row in rows if row["member"] == one["group"]]
        assert float(one["x"]) == sum(float(row["numerator"]) for row in own)
        assert float(one["n"]) == pytest.approx(sum(float(row["denominator"]) for row in own))


def test_two_units_divide_the_sums_of_measure(demo_home: Home, tmp_path: Path) -> None:
    saved = Analysis(NAME, "two_units", date(2024, 1, 1), LAST, "site", "Westgate", other="Harbour")
    rows = measured(demo_home, "--by", "site", "--start", "2024-01", "--end", "2025-12")
    sides = []
    for unit in (saved.member, saved.other):
        own = [row for row in rows if row["member"] == unit]
        hits, n = (sum(float(row[name]) for row in own) for name in ("numerator", "denominator"))
        sides.append(hits / n)
    ratio = next(row for row in printed(demo_home, tmp_path, saved) if row["stat"] == "rate_ratio")
    assert float(ratio["estimate"]) == pytest.approx(sides[0] / sides[1], rel=1e-12)


def test_before_and_after_divides_the_sums_of_measure(demo_home: Home, tmp_path: Path) -> None:
    saved = Analysis(NAME, "before_after", FIRST, LAST, change=CHANGE)
    ratio = next(row for row in printed(demo_home, tmp_path, saved) if row["stat"] == "rate_ratio")
    sides = []
    for rows in (
        measured(demo_home, "--start", "2023-01"), measured(demo_home, "--end", "2022-12"),
    ):  # fmt: skip
        hits, n = (sum(float(row[name]) for row in rows) for name in ("numerator", "denominator"))
        sides.append(hits / n)
    assert float(ratio["estimate"]) == pytest.approx(sides[0] / sides[1], rel=1e-12)


def test_a_series_is_that_of_its_on_the_rows_of_measure(demo_home: Home, tmp_path: Path) -> None:
    from dashboard.commands.statistics_models import its

    saved = Analysis(NAME, "interrupted_time_series", FIRST, LAST, change=CHANGE, phase_in=3)
    ours = {row["term"]: row for row in printed(demo_home, tmp_path, saved)}
    file = tmp_path / "own.csv"
    rows = measured(demo_home, "--grain", "month")
    lines = [f"{row['period']},{row['numerator']},{row['denominator']}" for row in rows]
    file.write_text("\n".join(["period,x,n", *lines]), encoding="utf-8")
    options = ["--data", str(file), "--time", "period", "--y", "x", "--n", "n", "--multiply"]
    done = CliRunner().invoke(
        its, [*options, "1000", "--start", "25", "--phase-in", "3", "--show", "effect"]
    )
    assert done.exit_code == 0, done.stderr
    for row in csv.DictReader(io.StringIO(done.stdout)):
        for column in ("estimate", "lower", "upper"):
            assert float(ours[row["stat"]][column]) == float(row[column])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "is not there"),
        ("measure = 1", "write it in quotes"),
        (
            'measure = "radiologists_submitting"\ndesign = "before_after"\nchange = "2023-01"',
            "no period on one side",
        ),
    ],
)
def test_what_cannot_be_run_is_one_sentence_and_code_2(
    demo_home: Home, tmp_path: Path, text: str | None, words: str
) -> None:
    file = tmp_path / "saved.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(command, ["run", str(file), "--home", str(demo_home.path)])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert words in " ".join(done.stderr.split())


def test_units_that_are_only_shown_together_are_refused_with_code_3(
    demo_home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "saved.toml"
    file.write_text(as_toml(Analysis("great_call_share", "funnel", FIRST, LAST, "section")))
    done = CliRunner().invoke(command, ["run", str(file), "--home", str(demo_home.path)])
    assert done.exit_code == 3, (done.stdout, done.stderr)
    assert done.stdout == ""
    assert "too few radiologists" in done.stderr
