"""A reader's own file on the page: the rows that the commands print, or one sentence."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from dashboard.commands.statistics_charts import chart, funnel
from dashboard.commands.statistics_models import its
from dashboard.findings.own_file_study import Columns, OwnStudy, own_chart, own_funnel, own_series
from dashboard.findings.table import csv_text
from dashboard.own_data.own_file import read_own_file, read_own_text
from dashboard.own_data.refusal import WrongInput

INPUTS = Path(__file__).parents[1] / "reference" / "inputs"
MONTHS = INPUTS / "synthetic_pl_monthly.csv"
GROUPS = INPUTS / "synthetic_radiologists.csv"
RATE = Columns("month", "submissions", "exams", 1000)


def as_rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def said_by(command: click.Command, study: OwnStudy, path: Path) -> str:
    """Run the very line that the page says prints the same rows."""
    _, *options = study.command.split()
    options[options.index("--data") + 1] = str(path)
    done = CliRunner().invoke(command, [*options, "--format", "csv"])
    assert done.exit_code == 0, (study.command, done.stderr)
    return done.stdout


@pytest.mark.parametrize(
    ("make", "command", "path"),
    [
        (lambda file: own_chart(file, RATE, "up"), chart, MONTHS),
        (lambda file: own_chart(file, Columns("month", "tat_days"), "i"), chart, MONTHS),
        (lambda file: own_series(file, RATE, 19, 2), its, MONTHS),
        (
            lambda file: own_funnel(
                file, Columns("radiologist", "discrepancies", "reviews"), "proportion", True
            ),
            funnel,
            GROUPS,
        ),
    ],
    ids=["U′ chart", "I chart", "series", "funnel"],
)
def test_the_page_gives_the_rows_that_its_command_line_prints(
    make: Callable[..., OwnStudy], command: click.Command, path: Path
) -> None:
    study = make(read_own_file(path))
    ours, theirs = as_rows(csv_text(study.table.raw)), as_rows(said_by(command, study, path))
    assert ours[0] == theirs[0]
    assert len(ours) == len(theirs) > 10
    for mine, other in zip(ours, theirs, strict=True):
        assert [same(cell) for cell in mine] == [same(cell) for cell in other]
    assert all(sentence.endswith((".", "?")) for sentence in study.sentences)
    assert len(study.frame) == len(ours) - 1


def same(cell: str) -> object:
    try:
        return float(cell)
    except ValueError:
        return cell.removeprefix("'")


@pytest.mark.parametrize(
    ("text", "make", "words"),
    [
        ("m,x,n\n1,2,1\n2,1,3\n", lambda f: own_chart(f, Columns("m", "x", "n"), "p"), "row"),
        ("m,x\n1,many\n", lambda f: own_chart(f, Columns("m", "x"), "i"), "'many'"),
        ("m,x\n1,2\n", lambda f: own_series(f, Columns("m", "x"), 2, 0), "change"),
        ("g,x\na,2\n", lambda f: own_funnel(f, Columns("g", "x"), "rate", False), "denominator"),
        (
            "g,x,n\na,2,3\na,1,3\n",
            lambda f: own_funnel(f, Columns("g", "x", "n"), "rate", False),
            "rows 1 and 2",
        ),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(
    text: str, make: Callable[..., OwnStudy], words: str
) -> None:
    with pytest.raises(WrongInput) as refused:
        make(read_own_text("mine.csv", text.encode()))
    assert refused.value.message.startswith("mine.csv: ")
    assert words in refused.value.message


def test_a_heading_cannot_leave_the_code_it_is_set_in() -> None:
    file = read_own_text("`x`.csv", b"m,`![](https://example.org/x.png)`\n1,2\n2,3\n3,1\n")
    study = own_chart(file, Columns("m", file.header[1]), "i")
    assert "`" not in study.command
