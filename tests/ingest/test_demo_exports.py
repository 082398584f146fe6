"""The demo department's exports, as real systems write them, taken whole."""

import csv
import json
import re
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from dashboard.home import create_home
from dashboard.ingest.take import TakenExports, take
from dashboard.warehouse.open import read_warehouse
from tests.ingest.exports import TODAY, Department, leave_a_file


@pytest.fixture(scope="module")
def taken(
    demo_exports: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Department, TakenExports]:
    home = create_home(tmp_path_factory.mktemp("demo") / "home")
    result = take(home, [demo_exports], publish=leave_a_file, received_on=TODAY)
    return Department(home, demo_exports), result


def rows_in(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def went_wrong(review: dict[str, str]) -> bool:
    """Return whether a scored review of the demo lacks what every review needs."""
    sound = re.fullmatch(r"1|[23] ?-?[ab]", review["Score"].strip().lower())
    try:
        datetime.strptime(review["Review Date"], "%m/%d/%Y")
    except ValueError:
        return True
    return not (sound and review["Reviewer ID"] and review["Reviewed Physician ID"])


@pytest.mark.parametrize(
    ("file", "delimiter", "table"),
    [
        ("eradpeer_scored_reviews.csv", ",", "reviews"),
        ("peer_learning_cases.csv", ";", "cases"),
        ("peer_learning_feedback.tsv", "\t", "feedback"),
        ("exam_volumes.csv", ",", "exam_volumes"),
        ("conference_log.csv", ",", "conferences"),
        ("conference_attendance.csv", ",", "attendance"),
        ("improvement_actions.csv", ",", "actions"),
        ("targets.csv", ",", "targets"),
    ],
)
def test_every_row_of_every_file_is_accounted_for(
    taken: tuple[Department, TakenExports],
    demo_exports: Path,
    file: str,
    delimiter: str,
    table: str,
) -> None:
    department, result = taken
    (receipt,) = [one for one in result.receipts if one.file == file]
    rows = rows_in(demo_exports / file, delimiter)
    wrong = sum(went_wrong(row) for row in rows) if table == "reviews" else 0
    assert (receipt.table, receipt.read, receipt.rejected) == (table, len(rows), wrong)
    assert receipt.accepted == len(rows) - wrong
    assert department.one(f"select count(*) from {table}") == len(rows) - wrong


def test_events_come_from_json(taken: tuple[Department, TakenExports], demo_exports: Path) -> None:
    written = json.loads((demo_exports / "events.json").read_text(encoding="utf-8"))
    kept = taken[0].rows("select happened_on::text, site from events order by all")
    expected = sorted(
        ((event["date"], event["site"]) for event in written), key=lambda e: (e[0], e[1] or "~")
    )
    assert kept == expected


def test_the_workbook_gives_the_roster_and_leave(taken: tuple[Department, TakenExports]) -> None:
    department, _ = taken
    assert department.one("select count(distinct person_id) from radiologists") == 60
    assert department.one("select min(joined_on) from radiologists").year < 2021
    assert department.one("select count(*) from leaves where to_on >= from_on") > 0


def test_everybody_in_the_exports_is_on_the_roster(
    taken: tuple[Department, TakenExports],
) -> None:
    department, result = taken
    strangers = department.rows(
        """
        with people as (
            select submitting_radiologist as id from cases
            union select interpreting_radiologist from cases
            union select receiving_radiologist from feedback
            union select reviewing_radiologist from reviews
            union select interpreting_radiologist from reviews
            union select person_id from attendance
            union select person_id from leaves
        )
        select id from people
        where id is not null and id not in (select person_id from radiologists)
        """
    )
    assert strangers == []
    assert not any("roster" in note for receipt in result.receipts for note in receipt.notes)


def test_feedback_finds_its_case(taken: tuple[Department, TakenExports]) -> None:
    assert taken[0].one("select count(*) from feedback anti join cases using (case_id)") == 0
    assert (
        taken[0].one("select count(*) from attendance anti join conferences using (conference_id)")
        == 0
    )


def test_sections_and_sites_are_spelled_as_the_roster_does(
    taken: tuple[Department, TakenExports],
) -> None:
    department, _ = taken
    for table in ("cases", "reviews", "exam_volumes"):
        for column in ("site", "section"):
            odd = department.rows(
                f"select distinct {column} from {table} where {column} is not null "
                f"and {column} not in (select {column} from radiologists)"
            )
            assert odd == [], (table, column)


def test_scores_keep_their_raw_spelling(taken: tuple[Department, TakenExports]) -> None:
    spellings = taken[0].rows(
        "select score::text, list_sort(list(distinct score_raw)) from reviews group by 1"
    )
    assert {score for score, _ in spellings} == {"1", "2a", "2b", "3a", "3b"}
    assert any(len(raw) > 1 for _, raw in spellings)
    assert taken[0].one("select count(distinct scale) from reviews") == 1


def test_coverage_follows_the_sites(taken: tuple[Department, TakenExports]) -> None:
    spans = {
        (table, site): (first, last)
        for table, site, first, last in taken[0].rows("select * from coverage")
    }
    assert str(spans["cases", None][1]) == "2025-12-31"
    assert ("cases", "Westgate") not in spans
    assert str(spans["reviews", "Westgate"][1]) == "2025-12-31"
    assert spans["reviews", "North Campus"][1] < spans["reviews", "Harbour"][1]
    assert spans["exam_volumes", "Harbour"] == spans["exam_volumes", "Westgate"]


def test_taking_the_same_files_again_accepts_nothing(
    taken: tuple[Department, TakenExports], demo_exports: Path
) -> None:
    department, first = taken
    again = take(department.home, [demo_exports], publish=leave_a_file, received_on=TODAY)
    assert not again.new
    assert [one.duplicate for one in again.receipts] == [one.accepted for one in first.receipts]
    assert [one.rejected for one in again.receipts] == [one.rejected for one in first.receipts]
    assert department.home.generations() == [1]


def test_no_patient_and_no_colleague_is_in_the_warehouse(
    taken: tuple[Department, TakenExports], demo_exports: Path
) -> None:
    department, _ = taken
    cases = rows_in(demo_exports / "peer_learning_cases.csv", ";")
    feedback = rows_in(demo_exports / "peer_learning_feedback.tsv", "\t")
    planted = {row["MRN"] for row in cases} | {row["Accession"] for row in cases}
    planted |= {row["Case ID"] for row in cases} | {row["Recipient"] for row in feedback}
    planted |= {row["Submitted By"] for row in cases} | {row["Patient Name"] for row in cases}
    words = texts_kept(department)
    kept = set(words.split()) | set(re.findall(r"\S+, \S+", words))
    assert len(planted) > 10_000
    assert len(kept) > 1_000
    assert not planted & kept


def texts_kept(department: Department) -> str:
    """Return every different text of the warehouse; ids are uuids, and random."""
    columns = department.rows(
        "select table_name, column_name from duckdb_columns() where data_type = 'VARCHAR' "
        "and not internal"
    )
    return "\n".join(
        text
        for table, column in columns
        for (text,) in department.rows(f"select distinct {column} from {table}")
        if text
    )


def test_a_tampered_generation_cannot_be_written_through_the_reader(
    taken: tuple[Department, TakenExports],
) -> None:
    warehouse = taken[0].home.warehouse_path()
    assert warehouse is not None
    with read_warehouse(warehouse) as connection:
        for statement in (
            "delete from cases",
            "copy cases to 'x.csv'",
            "attach 'y.duckdb'",
            "select * from read_csv('/etc/passwd')",
            "set memory_limit = '10GB'",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(statement)
