"""Small export files as real systems write them, and a home to take them into."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from dashboard.home import Home
from dashboard.ingest.receipt import Receipt
from dashboard.ingest.take import TakenExports, take
from dashboard.warehouse.open import read_warehouse

CASE = {
    "Case ID": "PL-1",
    "Case Type": "Learning Opportunity",
    "Submitted By": "Lee, Ann",
    "Submitted On": "2025-03-04 10:22",
    "Interpreting Radiologist": "Roe, Bob",
    "Site": "North Campus",
    "Section": "Neuro",
    "Modality": "CT",
    "Patient Class": "Adult",
    "Exam Date": "2025-03-01",
    "Accession": "NC25-1234567",
    "MRN": "36395482",
    "Patient Name": "Zorblatt, Quincy",
    "Category": "Perceptual (missed finding)",
    "Contributing Factors": "Workload; Interruption",
    "Meaningful": "Yes",
    "Clinical Impact": "Minor",
    "Addendum": "No",
    "Learning Point": "Look at the lung bases on every abdominal CT.",
    "Conference Date": "",
    "Status": "Closed",
}
REVIEW = {
    "Group ID": "NEU-1",
    "Reviewer ID": "408213",
    "Reviewed Physician ID": "507100",
    "Site": "NORTH CAMPUS",
    "Modality": "CT",
    "Score": "1",
    "Body System": "Head/Neck/Spine",
    "Pediatric": "N",
    "Comments": "",
    "Case ID": "RP-1",
    "Review Date": "03/25/2025",
}
FEEDBACK = {
    "Case ID": "PL-1",
    "Recipient": "bob.roe@radiology.example",
    "Feedback Sent": "2025-03-05",
    "Feedback Acknowledged": "",
    "Channel": "Portal",
}
VOLUME = {
    "Month": "2025-03",
    "Location": "North Campus",
    "Division": "Neuro",
    "Modality": "CT",
    "Age Group": "Adult",
    "Exam Count": "812",
    "Addenda": "7",
}
ROSTER_HEADINGS = [
    "Employee ID",
    "Last Name",
    "First Name",
    "Email",
    "eRADPEER ID",
    "Home Site",
    "Home Section",
    "FTE",
    "Start Date",
    "End Date",
]
ANN = ["E1", "Lee", "Ann", "ann.lee@radiology.example", "408213"]
BOB = ["E2", "Roe", "Bob", "bob.roe@radiology.example", "507100"]
TODAY = date(2026, 1, 10)


@dataclass(frozen=True)
class Department:
    """A home and a folder to write exports to; publishing is a stand-in that leaves a file."""

    home: Home
    folder: Path

    def take(self, *names: str, **options: Any) -> TakenExports:
        options = {"publish": leave_a_file, "received_on": TODAY, **options}
        paths = [self.folder / name for name in names] or [self.folder]
        return take(self.home, paths, **options)

    def receipt(self, *names: str, **options: Any) -> Receipt:
        (receipt,) = self.take(*names, **options).receipts
        return receipt

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        path = self.home.warehouse_path()
        assert path is not None
        with read_warehouse(path) as connection:
            return connection.execute(sql).fetchall()

    def one(self, sql: str) -> Any:
        ((value,),) = self.rows(sql)
        return value

    def write(self, name: str, content: str | bytes) -> str:
        data = content.encode() if isinstance(content, str) else content
        (self.folder / name).write_bytes(data)
        return name

    def cases(
        self,
        *rows: Mapping[str, str],
        name: str = "cases.csv",
        first: Mapping[str, str] = CASE,
    ) -> str:
        return self.write(name, table(first, rows, ";"))

    def reviews(self, *rows: Mapping[str, str], name: str = "reviews.csv") -> str:
        return self.write(name, table(REVIEW, rows, ","))

    def feedback(self, *rows: Mapping[str, str], name: str = "feedback.tsv") -> str:
        return self.write(name, table(FEEDBACK, rows, "\t"))

    def volumes(self, *rows: Mapping[str, str], name: str = "volumes.csv") -> str:
        return self.write(name, table(VOLUME, rows, ","))

    def roster(self, *people: list[str], name: str = "roster.xlsx") -> str:
        spells = [
            [*person, "North Campus", "Neuro", 1.0, date(2020, 1, 6), None] for person in people
        ]
        write_workbook(self.folder / name, {"Radiologists": [ROSTER_HEADINGS, *spells]})
        return name


def leave_a_file(warehouse: Path, published: Path, tell: object = None) -> None:
    """Stand in for publishing: read the warehouse as it does, and leave a file."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute("from receipts").fetchall()
    published.touch()


def table(first: Mapping[str, str], rows: Iterable[Mapping[str, str]], separator: str) -> str:
    """Return the text of an export: the headings of `first`, and `first` changed by each row."""
    from io import StringIO

    text = StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(first)
    for row in rows or [{}]:
        assert set(row) <= set(first), set(row) - set(first)
        writer.writerow({**first, **own_exam(first, row), **row}.values())
    return text.getvalue()


def own_exam(first: Mapping[str, str], row: Mapping[str, str]) -> dict[str, str]:
    """Return an accession number for a case of another number: another exam."""
    number = row.get("Case ID")
    if number is None or "Patient Name" not in first:
        return {}
    return {"Accession": f"NC25-{zlib.crc32(number.encode())}"}


def numbered(count: int, column: str = "Case ID", prefix: str = "PL-") -> list[dict[str, str]]:
    return [{column: f"{prefix}{number}"} for number in range(1, count + 1)]


def write_workbook(path: Path, sheets: Mapping[str, list[list[Any]]]) -> None:
    """Write a workbook with real dates and numbers, a list of rows a sheet."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
