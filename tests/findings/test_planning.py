"""How long a study must be: the months are those that simulation finds."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from dashboard.commands.power import power as command
from dashboard.findings.planning import (
    MONTHS,
    WANTED,
    Study,
    months_tried,
    power_sentences,
    power_table,
    study_like,
)
from dashboard.findings.workbench import first_analysis
from dashboard.own_data.refusal import WrongInput
from dashboard.published.open import Published

LARGE = Study(24, 20_000, 2.0, 1000, 3.0)


def test_a_large_effect_is_seen_soon_and_none_is_not_promised() -> None:
    rows = list(months_tried(LARGE, draws=20))
    assert rows[-1].power >= WANTED
    assert all(row.power < WANTED for row in rows[:-1])
    assert f"With {rows[-1].months_after} months" in power_sentences(LARGE, rows)[0]
    none = Study(12, 5_000, 1.0, 1000, 1.0)
    rows = list(months_tried(none, draws=20))
    assert [row.months_after for row in rows] == list(MONTHS)
    assert "Not even 48 months" in power_sentences(none, rows)[0]


def test_the_fields_begin_with_the_departments_months(demo_published: Published) -> None:
    study = study_like(demo_published, first_analysis(demo_published))
    lookup = demo_published.connection.cursor().execute(
        "select count(*), avg(denominator), 1000 * sum(numerator) / sum(denominator) from ledger "
        "where measure = 'learning_opportunities_per_1000_exams' and axis = 'all' "
        "and grain = 'month' and from_month < '2023-01-01'"
    )
    months, exposure, rate = lookup.fetchone() or (0, 0, 0)
    assert (study.months_before, study.per) == (months, 1000)
    assert study.exposure == pytest.approx(exposure, abs=0.51)
    assert study.rate == pytest.approx(rate, abs=0.0006)


def test_the_command_prints_the_pages_rows() -> None:
    done = CliRunner().invoke(
        command,
        ["--exposure", "20000", "--rate", "2", "--ratio", "3", "--draws", "20", "--format", "csv"],
    )
    assert done.exit_code == 0
    rows = list(months_tried(LARGE, draws=20))
    raw = power_table(rows).raw
    assert done.stdout.splitlines()[1:] == [
        f"{row.months_after},{row.power!r},{row.lower!r},{row.upper!r},{row.draws},{row.unusable}"
        for row in raw.itertuples()
    ]


def test_an_impossible_study_is_one_sentence() -> None:
    with pytest.raises(WrongInput, match="at least 3 months"):
        list(months_tried(Study(1, 100, 1.0)))
    done = CliRunner().invoke(command, ["--exposure", "0", "--rate", "1", "--ratio", "2"])
    assert done.exit_code == 2
    assert "above 0" in done.stderr


def test_months_named_are_each_answered_whatever_the_power() -> None:
    done = CliRunner().invoke(
        command,
        ["--exams", "20000", "--baseline-rate", "2", "--ratio", "3", "--months-before", "24",
         "--months-after", "24", "--months-after", "6", "--draws", "10", "--format", "csv"],
    )  # fmt: skip
    assert done.exit_code == 0
    assert [line.split(",")[0] for line in done.stdout.splitlines()[1:]] == ["24", "6"]
    assert done.stderr.count("after the change") == 2


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [("--ratio", "nan", "finite numbers"), ("--months-after", "2", "at least 3 months"),
     ("--autocorrelation", "1", "between -1 and 1"), ("--exams", "1e12", "are not simulated"),
     ("--months-before", "601", "at most 600"), ("--spread", "4", "between 0 and 3")],
)  # fmt: skip
def test_a_study_too_large_or_no_study_is_refused(option: str, value: str, says: str) -> None:
    plan = ["--exposure", "20000", "--rate", "2", "--ratio", "3", "--draws", "2"]
    done = CliRunner().invoke(command, [*plan, option, value])
    assert done.exit_code == 2
    assert says in done.stderr
