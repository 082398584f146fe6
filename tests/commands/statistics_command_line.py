"""Run a statistics command and read what it prints."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

REFERENCE = Path(__file__).parents[1] / "reference"
INPUTS = REFERENCE / "inputs"
Rows = list[dict[str, str]]


def run(command: click.Command, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def printed(command: click.Command, *arguments: object) -> Rows:
    """The rows on stdout; no cell may hold what is no number."""
    result = run(command, *arguments, "--format", "csv")
    assert result.exit_code == 0, (result.stderr, result.exception)
    cells = result.stdout.replace("\n", ",").split(",")
    assert not {"nan", "inf", "-inf"} & {cell.lower() for cell in cells}
    assert "None" not in cells
    return list(csv.DictReader(io.StringIO(result.stdout)))


def refused(command: click.Command, *arguments: object) -> str:
    """The sentence on stderr; nothing may be on stdout."""
    result = run(command, *arguments)
    assert result.exit_code == 2, (result.stdout, result.stderr, result.exception)
    assert result.stdout == ""
    return " ".join(result.stderr.split())


def reference(path: str) -> Rows:
    with (REFERENCE / path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def written(folder: Path, text: str, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def assert_same(theirs: str, ours: str, tolerance: float = 1e-6) -> None:
    if theirs in ("", "NA"):
        assert ours == ""
    else:
        assert float(ours) == pytest.approx(float(theirs), rel=tolerance, abs=1e-12)


PL = INPUTS / "synthetic_pl_monthly.csv"
MONTHLY_RATE = (
    "--data", PL, "--x", "month", "--y", "submissions", "--n", "exams", "--multiply", 1000,
)  # fmt: skip
