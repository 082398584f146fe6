"""`publish` on the command line: what it prints, and restating with its exit codes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner, Result

from dashboard.commands.publish import COLUMNS, publish
from dashboard.home import Home
from tests.disclosure.at_home import home_with, take_instead
from tests.disclosure.department import TWELVE, invent

ROWS = invent(TWELVE, 1)
LATE = np.arange(len(ROWS.cases)) % 5 < 3


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose late cases came after it was published."""
    place = home_with(replace(ROWS, cases=ROWS.cases[~LATE]), tmp_path_factory.mktemp("publish"))
    assert typed(place).exit_code == 0
    take_instead(place, ROWS)
    return place


def typed(home: Home, *words: str) -> Result:
    return CliRunner().invoke(publish, [*words, "--home", str(home.path), "--format", "csv"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--restate", "2024"), "--restate needs --why TEXT"),
        (("--restate", "2024", "--why", " "), "--restate needs --why TEXT"),
        (("--why", "late"), "--why belongs to --restate PERIOD"),
        (("--restate", "soon", "--why", "late"), "expected a year, half-year, quarter or month"),
        (("--restate", "2023", "--why", "late"), "no number of it would change"),
    ],
)
def test_what_cannot_be_restated_is_said_in_a_sentence(
    home: Home, words: tuple[str, ...], says: str
) -> None:
    entries = len(home.ledger().entries())
    result = typed(home, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in " ".join(result.stderr.split())
    assert len(home.ledger().entries()) == entries


@pytest.mark.long
def test_late_rows_are_printed_as_held_and_one_readers_are_refused(home: Home) -> None:
    held = typed(home)
    rows = list(csv.DictReader(io.StringIO(held.stdout)))
    assert list(rows[0]) == COLUMNS
    of_cases = {row["held"] for row in rows if row["measure"] == "cases_submitted"}
    assert of_cases == {str(LATE.sum())}
    assert "publish --restate 2024-01 --why TEXT" in held.stderr
    one = (ROWS.cases["interpreting_radiologist"] == ROWS.roster["person_id"][0]).to_numpy()
    take_instead(home, replace(ROWS, cases=ROWS.cases[~(LATE & ~one)]))
    refused = typed(home, "--restate", "all", "--why", "late")
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "What has closed cannot be restated: too few radiologists" in refused.stderr
    take_instead(home, ROWS)
    taken = typed(home, "--restate", "2024", "--why", "an export was late")
    assert taken.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(taken.stdout)))
    assert {row["held"] for row in rows if row["measure"] == "cases_submitted"} == {"0"}
