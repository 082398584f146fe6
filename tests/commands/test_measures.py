"""The commands that print measures, on the demo department."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from dashboard.command_line import PROGRAM
from dashboard.commands.measures import MEASURE_COLUMNS, measure, measures
from dashboard.published.lens import Lens
from dashboard.published.lookup import series


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def rows(result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_measures_lists_every_file():
    listed = rows(run(measures, "--format", "csv"))
    assert {"great_call_share", "learning_themes"} <= {row["name"] for row in listed}
    assert all(row["title"] and row["kind"] and row["unit"] and row["status"] for row in listed)


def test_a_measure_prints_what_the_look_up_gives(demo_home, demo_published):
    printed = rows(
        run(
            measure,
            "submissions_per_radiologist_month",
            "--by",
            "site",
            "--format",
            "csv",
            "--home",
            demo_home.path,
        )
    )
    lens = Lens(demo_published.months[0], demo_published.months[-1], "site")
    frame = series(demo_published, "submissions_per_radiologist_month", lens).frame
    assert list(printed[0]) == MEASURE_COLUMNS
    assert [float(row["numerator"]) for row in printed] == frame["numerator"].tolist()
    assert [float(row["estimate"]) for row in printed] == frame["estimate"].tolist()
    assert {row["member"] for row in printed} == {"North Campus", "Harbour", "Riverside"}


def test_json_has_no_number_that_is_not_one(demo_home):
    result = run(measure, "cases_submitted", "--format", "json", "--home", demo_home.path)
    found = json.loads(result.stdout, parse_constant=lambda text: pytest.fail(text))
    assert found[0]["lower"] is None


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["no_such_measure"], 2, "no such measure"),
        (["great_call_share", "--start", "last year"], 2, "expected a month as YYYY-MM"),
        (["great_call_share", "--start", "2025-05", "--end", "2025-01"], 2, "is after --end"),
        (["great_call_share", "--by", "section", "--member", "Cardiac"], 2, "no such section"),
        (["great_call_share", "--member", "Neuro"], 2, "--member needs --by"),
        (["great_call_share", "--by", "theme"], 2, "Use learning_themes"),
        (["submissions_per_1000_exams", "--by", "site"], 3, "is not split by site"),
        (
            ["discrepancy_rate", "--by", "site", "--grain", "month", "--start", "2021-01"],
            3,
            "too few radiologists",
        ),
    ],
)
def test_what_is_wrong_or_refused_is_one_sentence(demo_home, arguments, code, says):
    result = run(measure, *arguments, "--home", demo_home.path)
    assert result.exit_code == code
    assert says in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_a_home_without_anything_published_says_what_to_do(tmp_path):
    result = run(measure, "great_call_share", "--home", tmp_path / "empty")
    assert result.exit_code == 2
    assert f"{PROGRAM} ingest PATH" in result.stderr
