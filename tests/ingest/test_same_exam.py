"""The same exam twice: one row written twice is counted once, two readings of it are both kept."""

from pathlib import Path

import duckdb
import pytest

from dashboard.publish import publish_generation
from tests.ingest.exports import REVIEW, Department, table

EXAM = {**REVIEW, "Accession": "NC25-7712345"}
SEVERAL = "exams with several rows that differ, all of them kept: 1 exam"


def reviews(department: Department, *rows: dict[str, str], name: str = "reviews.csv") -> str:
    return department.write(name, table(EXAM, rows, ","))


def test_a_review_that_comes_under_two_numbers_is_counted_once(department: Department) -> None:
    reviews(department, {"Case ID": "R-1"}, {"Case ID": "R-2"}, {"Case ID": "R-3", "Comments": "x"})
    receipt = department.receipt()
    assert (receipt.accepted, receipt.duplicate) == (1, 2)
    assert receipt.notes[-1] == (
        "the same exam under another number, alike in reviewer, reviewed radiologist, review "
        "date, score, counted once: 2 rows"
    )
    reviews(department, {"Case ID": "R-9"}, name="another.csv")
    assert department.receipt("another.csv").duplicate == 1
    assert not department.take("reviews.csv").new


@pytest.mark.parametrize(
    "other",
    [{"Reviewer ID": "999"}, {"Review Date": "03/26/2025"}, {"Score": "2b"}],
)
def test_two_readings_of_an_exam_are_both_kept_and_said(
    department: Department, other: dict[str, str]
) -> None:
    reviews(department, {"Case ID": "R-1"}, {"Case ID": "R-2", **other})
    receipt = department.receipt()
    assert (receipt.accepted, receipt.duplicate) == (2, 0)
    assert SEVERAL in receipt.notes
    assert department.one("select count(*) from reviews") == 2


def test_a_case_submitted_twice_is_one_and_a_second_lesson_is_another(
    department: Department,
) -> None:
    same = {"Accession": "NC25-7712345"}
    department.cases(
        {"Case ID": "PL-1", **same},
        {"Case ID": "PL-2", **same},
        {"Case ID": "PL-3", **same, "Learning Point": "And at the corners."},
    )
    receipt = department.receipt()
    assert (receipt.accepted, receipt.duplicate) == (2, 1)
    assert SEVERAL in receipt.notes


def test_a_score_corrected_later_is_a_reading_of_its_own(department: Department) -> None:
    reviews(department, {"Case ID": "R-1"}, {"Case ID": "R-2"})
    department.take()
    reviews(department, {"Case ID": "R-1"}, {"Case ID": "R-2", "Score": "2a"})
    receipt = department.receipt()
    assert (receipt.accepted, receipt.duplicate) == (1, 1)


@pytest.mark.parametrize("mangled", ["1.23E+11", "1,23E+11", "N/A", "-", "0", ""])
def test_what_is_no_number_tells_no_exam(department: Department, mangled: str) -> None:
    rows = [{"Case ID": f"R-{n}", "Accession": mangled} for n in range(3)]
    reviews(department, *rows)
    receipt = department.receipt()
    assert (receipt.accepted, receipt.duplicate) == (3, 0)
    shortened = [note for note in receipt.notes if "not used to tell the same exam" in note]
    assert len(shortened) == ("E+" in mangled)
    assert department.one("select count(exam_key) from reviews") == 0


def test_reviews_numbered_by_their_exam_do_not_replace_each_other(department: Department) -> None:
    row = {
        "Accession": "NC25-7712345",
        "Rating Code": "1",
        "Rating Description": "Concur",
        "Verifier Status": "Done",
        "Reviewer": "Lee, Ann",
        "Original Radiologist": "Roe, Bob",
        "Review Date": "2025-03-25",
        "Site": "North Campus",
    }
    others = [{}, {"Reviewer": "Poe, Cy", "Rating Code": "2b"}]
    department.write("ps.csv", table(row, others, ","))
    assert department.receipt().accepted == 2
    department.write("ps.csv", table(row, [{"Rating Code": "2a"}, others[1]], ","))
    receipt = department.receipt()
    assert (receipt.accepted, receipt.superseded, receipt.duplicate) == (0, 1, 1)


def test_the_key_is_in_the_warehouse_alone(department: Department, tmp_path: Path) -> None:
    department.cases({"Accession": "QX25-7719264"})
    department.take(publish=publish_generation)
    key = str(department.one("select exam_key from cases"))
    assert key != str(department.one("select case_id from cases"))
    published = department.home.published_path()
    assert published is not None
    with duckdb.connect(str(published), read_only=True) as connection:
        for (name,) in connection.execute("show tables").fetchall():
            assert key not in repr(connection.execute(f'from "{name}"').fetchall())
        columns = connection.execute("select column_name from duckdb_columns()").fetchall()
    assert ("exam_key",) not in columns
    raw = department.home.warehouse_path()
    assert raw is not None
    assert b"7719264" not in raw.read_bytes()
