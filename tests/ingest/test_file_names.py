"""A file may be called after a patient: what is kept of its name says nothing of who that is."""

import json

import pytest

from dashboard.ingest.file_names import without_numbers
from tests.ingest.exports import CASE, Department, numbered, write_workbook


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Quackenbush_50012345 cases.csv", "Quackenbush_… cases.csv"),
        ("MRN123456.xlsx", "MRN….xlsx"),
        ("cases 19310723.csv", "cases ….csv"),  # a birth date
        ("cases 20251332.csv", "cases ….csv"),
        ("cases 2025-03.csv", "cases 2025-03.csv"),
        ("cases_202503.csv", "cases_202503.csv"),
        ("20250301-20250331.csv", "20250301-20250331.csv"),
        ("cases 31032025.csv", "cases 31032025.csv"),
        ("cases 20250301143059.csv", "cases 20250301143059.csv"),
        ("cases 12345.csv", "cases 12345.csv"),
    ],
)
def test_long_numbers_that_are_no_dates_are_not_kept(name: str, kept: str) -> None:
    assert without_numbers(name) == kept


def test_a_word_of_the_patient_columns_is_not_kept(department: Department) -> None:
    """In the receipt, beside a rejected row and in the audit trail."""
    patient = {"Patient Name": "O'Hara, Mónica", "Submitted On": "", "Case ID": "PL-2"}
    first = {**CASE, "DOB": "2-March-60"}
    named = "Monica OHARA's cases March 2025.csv"
    department.cases({}, patient, name=named, first=first)
    department.take()
    kept = "… … cases March 2025.csv"
    assert department.rows("select file from receipts") == [(kept,)]
    assert department.rows("select file from exports") == [(kept,)]
    assert {file for (file,) in department.rows("select file from rejected_rows")} == {kept}
    assert json.dumps(kept) in (department.home.path / "audit.log").read_text()


def test_files_whose_names_come_to_the_same_are_told_apart(department: Department) -> None:
    department.cases(*numbered(2), name="50012345.csv")
    department.cases(*numbered(3), name="50012346.csv")
    files = [receipt.file for receipt in department.take().receipts]
    assert files == ["….csv", "… (2).csv"]


def test_a_sheet_called_after_a_patient_and_sheets_of_one_name(department: Department) -> None:
    for first, book in enumerate(("march.xlsx", "april.xlsx")):
        rows = [[*CASE.values()][1:]] * 2
        sheets = {
            name: [[*CASE], [f"PL-{first}{number}", *row]]
            for number, (name, row) in enumerate(
                zip(("Cases", "Zorblatt 501234567"), rows, strict=True)
            )
        }
        write_workbook(department.folder / book, sheets)
    department.take()
    kept = department.rows("select file, sheet from exports order by all")
    assert kept == [
        (book, sheet) for book in ("april.xlsx", "march.xlsx") for sheet in ("Cases", "… …")
    ]
