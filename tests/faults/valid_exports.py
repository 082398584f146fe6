"""Small, valid exports of the demo department's systems: what the odd files are made from."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow
import pyarrow.parquet
import xlsxwriter

Row = tuple[str, ...]

# Last name, first name, employee number, eRADPEER number; every name stands for nobody.
STAFF = (
    ("Ashgrove", "Mirela", "E70011", "640011"),
    ("Brightwater", "Tobin", "E70012", "640012"),
    ("Coldharbor", "Anselm", "E70013", "640013"),
    ("Dunmarrow", "Ysolde", "E70014", "640014"),
    ("Eastlock", "Corvin", "E70015", "640015"),
    ("Fernhollow", "Idonea", "E70016", "640016"),
)
SITES = ("North Campus", "Harbour")
SECTIONS = ("Neuro", "Body", "Chest")


@dataclass(frozen=True, slots=True)
class Export:
    """One export as a grid of cells: its file name, separator, headings and rows."""

    file: str
    separator: str
    headings: Row
    rows: tuple[Row, ...]

    def text(self, separator: str | None = None, line_end: str = "\r\n") -> str:
        """The export as its system writes it, or with another separator or line end."""
        return text_of([self.headings, *self.rows], separator or self.separator, line_end)

    def lines(self) -> list[str]:
        """The header and the rows as lines of text; for exports without cells of two lines."""
        return self.text(line_end="\n").splitlines()

    def records(self) -> list[dict[str, str]]:
        """The rows as records, heading to cell."""
        return [dict(zip(self.headings, row, strict=True)) for row in self.rows]

    def with_cells(self, row: int, **cells: str) -> Export:
        """The export with some cells of one row (from 0) replaced; `_` stands for a space."""
        changed = dict(zip(self.headings, self.rows[row], strict=True))
        for name, value in cells.items():
            heading = name.replace("_", " ")
            assert heading in changed, heading
            changed[heading] = value
        rows = [*self.rows[:row], tuple(changed.values()), *self.rows[row + 1 :]]
        return Export(self.file, self.separator, self.headings, tuple(rows))

    def with_column(self, heading: str, cells: Sequence[str]) -> Export:
        """The export with every cell of one column replaced."""
        place = self.headings.index(heading)
        rows = tuple(
            (*row[:place], cell, *row[place + 1 :])
            for row, cell in zip(self.rows, cells, strict=True)
        )
        return Export(self.file, self.separator, self.headings, rows)

    def without(self, heading: str) -> Export:
        """The export without one of its columns."""
        place = self.headings.index(heading)
        rows = tuple((*row[:place], *row[place + 1 :]) for row in self.rows)
        headings = (*self.headings[:place], *self.headings[place + 1 :])
        return Export(self.file, self.separator, headings, rows)


def text_of(rows: Iterable[Sequence[str]], separator: str, line_end: str = "\r\n") -> str:
    """Rows as separated text, quoted where a cell needs it."""
    text = StringIO()
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(rows)
    return text.getvalue()


def write_workbook(
    path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], **options: Any
) -> Path:
    """Write a workbook with real dates and numbers, a list of rows a sheet."""
    given = {"default_date_format": "yyyy-mm-dd", **options}
    with xlsxwriter.Workbook(str(path), given) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return path


def write_as(export: Export, kind: str, folder: Path, name: str = "") -> Path:
    """Write an export as csv, tsv, xlsx, json, jsonl, parquet or zip; return the file."""
    path = folder / f"{name or Path(export.file).stem}.{kind}"
    if kind == "xlsx":
        return write_workbook(path, {"Export": [export.headings, *export.rows]})
    if kind == "parquet":
        places = range(len(export.headings))
        columns = [pyarrow.array([row[at] for row in export.rows], "string") for at in places]
        table = pyarrow.Table.from_arrays(columns, names=list(export.headings))
        pyarrow.parquet.write_table(table, path)
        return path
    path.write_bytes(as_bytes(export, kind))
    return path


def as_bytes(export: Export, kind: str) -> bytes:
    """An export as the bytes of a csv, tsv, json, jsonl or zip file."""
    if kind == "json":
        return json.dumps(export.records(), indent=1).encode()
    if kind == "jsonl":
        return "".join(f"{json.dumps(record)}\n" for record in export.records()).encode()
    if kind == "zip":
        return zipped({f"month/{export.file}": export.text().encode()})
    return export.text("\t" if kind == "tsv" else None).encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive with these members, the same bytes every time."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return buffer.getvalue()


def full_name(person: int) -> str:
    last, first, *_ = STAFF[person % len(STAFF)]
    return f"{last}, {first}"


def email(person: int) -> str:
    last, first, *_ = STAFF[person % len(STAFF)]
    return f"{first}.{last}@radiology.example".lower()


def cases(count: int = 3, first: int = 1) -> Export:
    """Peer learning cases of March 2025, semicolons between the cells."""
    headings = (
        "Case ID;Case Type;Submitted By;Submitted On;Interpreting Radiologist;Site;Section;"
        "Modality;Patient Class;Exam Date;Accession;MRN;Patient Name;Category;Contributing Factors;"
        "Meaningful;Clinical Impact;Addendum;Learning Point;Conference Date;Status"
    )
    rows = tuple(
        (
            f"PL-{n}",
            "Learning Opportunity",
            full_name(n),
            f"2025-03-{n % 27 + 1:02} 10:22",
            full_name(n + 1),
            SITES[n % 2],
            SECTIONS[n % 3],
            ("CT", "MRI", "X-ray")[n % 3],
            "Adult",
            f"2025-02-{n % 27 + 1:02}",
            f"NC25-{7310000 + n}",
            f"{36390000 + n}",
            f"Patientson{n}, Quill",
            ("Perceptual (missed finding)", "Cognitive", "Dictation")[n % 3],
            "Workload; Interruption",
            "Yes",
            "Minor",
            "No",
            "Look at the lung bases on every abdominal CT.",
            "",
            "Closed",
        )
        for n in range(first, first + count)
    )
    return Export("cases.csv", ";", tuple(headings.split(";")), rows)


def reviews(count: int = 3) -> Export:
    """Scored reviews of March 2025, commas between the cells."""
    headings = (
        "Group ID,Reviewer ID,Reviewed Physician ID,Site,Modality,Score,Body System,Pediatric,"
        "Comments,Case ID,Review Date"
    )
    rows = tuple(
        (
            ("NEU-1", "BOD-2", "CHE-1")[n % 3],
            STAFF[n % len(STAFF)][3],
            STAFF[(n + 2) % len(STAFF)][3],
            SITES[n % 2].upper(),
            ("CT", "MR", "DX")[n % 3],
            ("1", "2a", "2B", "3 a")[n % 4],
            "Chest",
            "N",
            "",
            f"RP-{n}",
            f"03/{n % 27 + 1:02}/2025",
        )
        for n in range(1, count + 1)
    )
    return Export("reviews.csv", ",", tuple(headings.split(",")), rows)


def feedback(count: int = 3) -> Export:
    headings = ("Case ID", "Recipient", "Feedback Sent", "Feedback Acknowledged", "Channel")
    rows = tuple(
        (f"PL-{n}", email(n + 1), f"2025-03-{n % 20 + 3:02}", f"2025-03-{n % 20 + 9:02}", "Portal")
        for n in range(1, count + 1)
    )
    return Export("feedback.tsv", "\t", headings, rows)


def volumes(count: int = 6) -> Export:
    headings = ("Month", "Location", "Division", "Modality", "Age Group", "Exam Count")
    rows = tuple(
        (
            f"2025-{n // 6 % 12 + 1:02}",
            SITES[n % 2],
            SECTIONS[n % 3],
            "CT",
            "Adult",
            str(800 + n),
        )
        for n in range(count)
    )
    return Export("volumes.csv", ",", headings, rows)


def conferences(count: int = 3) -> Export:
    headings = ("Conference No", "Date", "Site", "Section", "Cases Discussed")
    rows = tuple(
        (f"PLC-{n}", f"2025-03-{n % 27 + 1:02}", "", "", str(n)) for n in range(1, count + 1)
    )
    return Export("conference_log.csv", ",", headings, rows)


def attendance(count: int = 6) -> Export:
    headings = ("Conference No", "Attendee Employee ID")
    rows = tuple((f"PLC-{n // 6 + 1}", STAFF[n % len(STAFF)][2]) for n in range(count))
    return Export("attendance.csv", ",", headings, rows)


def actions(count: int = 3) -> Export:
    headings = ("Action No", "Action", "Category", "Site", "Section", "Opened", "Closed")
    rows = tuple(
        (f"QI-{n}", "Card for the workstation", "Detection", "", "Chest", "2025-03-04", "")
        for n in range(1, count + 1)
    )
    return Export("actions.csv", ",", headings, rows)


def events(count: int = 3) -> Export:
    headings = ("date", "kind", "site", "label", "phase_in_months")
    first = date(2025, 1, 6)
    rows = tuple(
        (str(first + timedelta(days=30 * n)), "go_live", "", f"New viewer {n}", "2")
        for n in range(count)
    )
    return Export("events.csv", ",", headings, rows)


def targets() -> Export:
    headings = ("Metric", "Threshold", "Period", "Effective From", "Effective To", "Prorated")
    row = ("submissions", "3", "quarter", "2025-01-01", "", "Yes")
    return Export("targets.csv", ",", headings, (row,))


def roster() -> Export:
    headings = (
        "Employee ID,Last Name,First Name,Email,eRADPEER ID,Home Site,Home Section,FTE,"
        "Start Date,End Date"
    )
    rows = tuple(
        (
            employee,
            last,
            first,
            email(n),
            eradpeer,
            SITES[n % 2],
            SECTIONS[n % 3],
            "1.0",
            "2020-01-06",
            "",
        )
        for n, (last, first, employee, eradpeer) in enumerate(STAFF)
    )
    return Export("roster.csv", ",", tuple(headings.split(",")), rows)
