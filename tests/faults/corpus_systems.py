"""Odd exports as forms, lists, pivot tables and databases write them."""

from __future__ import annotations

from tests.faults.odd_files import OddFile, Write, file, taken
from tests.faults.valid_exports import STAFF, Export, Row, cases, text_of, volumes

THREE = cases(3)
SITES = "select string_agg(coalesce(site, '-'), ' ' order by row_number) from cases"
STATUS = "select string_agg(coalesce(status, '-'), ' ' order by row_number) from cases"
MEANINGFUL = (
    "select string_agg(coalesce(cast(meaningful as text), '-'), ' ' order by row_number) from cases"
)
EXAM_DAYS = "select string_agg(cast(exam_on as text), ' ' order by row_number) from cases"
EXAMS = "select string_agg(cast(exams as text), ' ' order by row_number) from exam_volumes"
ON_ROSTER = (
    "select count(*) from cases "
    "where submitting_radiologist in (select person_id from radiologists)"
)


def csv(export: Export) -> Write:
    return file(export.text())


def counted(*counts: str) -> Write:
    export = volumes(len(counts)).with_column("Exam Count", counts)
    return file(export.text(";"), export.file)


def headed(*headings: str) -> Write:
    return file(text_of([headings, *THREE.rows], ";"))


def with_columns(export: Export, places: int, heading: str, cells: Row) -> Write:
    """The export with columns of one heading behind it, or of numbered headings."""
    names = [heading.replace("#", str(number)) for number in range(places)]
    rows = [[*row, *[cell] * places] for row, cell in zip(export.rows, cells, strict=True)]
    return file(text_of([[*export.headings, *names], *rows], ";"))


SUBMITTED = "select string_agg(cast(submitted_on as text), ' ' order by row_number) from cases"
MONTHS = "select string_agg(cast(month as text), ' ' order by row_number) from exam_volumes"


def examined(*days: str) -> Write:
    return csv(THREE.with_column("Exam Date", days))


def submitted(*days: str) -> Write:
    return csv(THREE.with_column("Submitted On", days))


def in_months(*months: str) -> Write:
    return csv(volumes(len(months)).with_column("Month", months))


DAYS = [
    OddFile(
        "times of a form with AM and PM",
        submitted("3/4/2025 12:05:09 AM", "3/13/2025 1:15:00 PM", "3/14/2025 9:15 p.m."),
        taken(
            3,
            notes=("Submitted on: dates are not written as the layout says, read as %m/%d/%Y",),
            sees={SUBMITTED: "2025-03-04 2025-03-13 2025-03-14"},
        ),
    ),
    OddFile(
        "times of a form that may be read two ways",
        submitted("3/4/2025 12:05:09 AM", "3/5/2025 1:15:00 PM", "3/6/2025 9:15 PM"),
        taken(
            3,
            3,
            reasons={(row, "submitted_on"): "is not a date" for row in (2, 3, 4)},
            notes=("Look at “Submitted On”",),
        ),
    ),
    OddFile(
        "the days of a layout among others that are none",
        submitted("2025-03-02", "soon", "later"),
        taken(
            3,
            2,
            reasons={(row, "submitted_on"): "is not a date" for row in (3, 4)},
            sees={SUBMITTED: "2025-03-02"},
        ),
    ),
    OddFile(
        "Sept beside whole months",
        examined("3 Sept 2024", "14 July 2024", "5 Aug 2024"),
        taken(3, sees={EXAM_DAYS: "2024-09-03 2024-07-14 2024-08-05"}),
    ),
    OddFile(
        "German months",
        examined("Dienstag, 4. März 2025", "1. Dez. 2024", "6. Januar 2025"),
        taken(3, sees={EXAM_DAYS: "2025-03-04 2024-12-01 2025-01-06"}),
    ),
    OddFile(
        "French months",
        examined("1er août 2024", "5 févr. 2025", "6 décembre 2024"),
        taken(3, sees={EXAM_DAYS: "2024-08-01 2025-02-05 2024-12-06"}),
    ),
    OddFile(
        "a month in words and a word too many",
        examined("3. März 2025", "4. März 2025 oder so", "5. März 2025"),
        taken(
            3,
            notes=("Exam date is not a date .* left empty: 1 row",),
            sees={EXAM_DAYS: "2025-03-03 2025-03-05"},
        ),
    ),
    OddFile(
        "months beside quarters",
        in_months("2025/01", "2025/02", "Q3 2025"),
        taken(
            3,
            1,
            table="exam_volumes",
            reasons={(4, "month"): "is not a date"},
            sees={MONTHS: "2025-01-01 2025-02-01"},
        ),
    ),
    OddFile(
        "weeks where months belong",
        in_months("2025-W10", "2025-W11"),
        taken(
            2,
            2,
            table="exam_volumes",
            reasons={(row, "month"): "is not a date" for row in (2, 3)},
        ),
    ),
]

FOOT = text_of([THREE.headings, *THREE.rows, ["Applied filters:\nYear is 2025"]], ";")

SYSTEMS = [
    *DAYS,
    OddFile(
        "the filters of a report below its rows",
        file(FOOT),
        taken(3, notes=("closing lines left out: 1",)),
    ),
    OddFile(
        "a pivot table's word for nothing where a site belongs",
        csv(THREE.with_column("Site", ["Harbour", "(blank)", "(Leer)"])),
        taken(3, 2, reasons={(row, "site"): "is empty" for row in (3, 4)}, sees={SITES: "Harbour"}),
    ),
    OddFile(
        "a database's words for nothing",
        csv(THREE.with_column("Status", ["\\N", "<null>", "[NULL]"])),
        taken(3, sees={STATUS: "- - -"}),
    ),
    OddFile(
        "entries of a list with their numbers",
        csv(
            THREE.with_column("Site", ["1;#Harbour", "2;#North Campus", "1;#Harbour"])
            .with_column("Submitted By", [f"{n};#{s[0]}, {s[1]}" for n, s in enumerate(STAFF[:3])])
            .with_column("Status", ["4;#Open;#7;#Late", "Open", "4;#Open"])
        ),
        taken(
            3,
            sees={
                SITES: "Harbour North Campus Harbour",
                STATUS: "Open; Late Open Open",
                ON_ROSTER: 3,
            },
        ),
    ),
    OddFile(
        "days in hashes and minus one for yes",
        csv(
            THREE.with_column(
                "Exam Date", ["#2025-03-01#", "#2025-03-02#", "#2025-03-03#"]
            ).with_column("Meaningful", ["-1", "0", "-1"])
        ),
        taken(
            3, sees={EXAM_DAYS: "2025-03-01 2025-03-02 2025-03-03", MEANINGFUL: "true false true"}
        ),
    ),
    OddFile(
        "an apostrophe before figures, known without it",
        csv(THREE.with_column("Case ID", ["'1001", "'1002", "'1003"])),
        taken(3, duplicate=3),
        before=(csv(THREE.with_column("Case ID", ["1001", "1002", "1003"])),),
    ),
    OddFile(
        "ticks and crosses",
        csv(THREE.with_column("Meaningful", ["✓", "✗", "☑"])),
        taken(3, sees={MEANINGFUL: "true false true"}),
    ),
    OddFile(
        "an x beside a tick",
        csv(THREE.with_column("Meaningful", ["✓", "x", "✗"])),
        taken(
            3,
            notes=("Meaningful is neither yes nor no; left empty: 1 row",),
            sees={MEANINGFUL: "true - false"},
        ),
    ),
    OddFile(
        "crosses alone",
        csv(THREE.with_column("Meaningful", ["x", "", "x"])),
        taken(3, sees={MEANINGFUL: "true - true"}),
    ),
    OddFile(
        "points between thousands",
        counted("1.234", "2.000", "987", "1.234.567"),
        taken(
            4,
            table="exam_volumes",
            notes=("Exams: points read as between thousands: 3",),
            sees={EXAMS: "1234 2000 987 1234567"},
        ),
    ),
    OddFile(
        "counts with decimals of nothing",
        counted("812.000", "2.000", "12.5"),
        taken(
            3,
            1,
            table="exam_volumes",
            reasons={(4, "exams"): "not a whole one"},
            sees={EXAMS: "812 2"},
        ),
    ),
    OddFile(
        "apostrophes between thousands",
        counted("1'234", "12’345"),
        taken(2, table="exam_volumes", sees={EXAMS: "1234 12345"}),
    ),
    OddFile(
        "signs nobody sees in names of columns",
        headed(*(name.replace("i", "i\u200b").replace(" ", "\u00a0") for name in THREE.headings)),
        taken(3),
    ),
    OddFile(
        "signs nobody sees around cells",
        csv(THREE.with_column("Site", ["\u200bHarbour", "Harbour\u2060", "\u202fHarbour\u200b"])),
        taken(3, sees={SITES: "Harbour Harbour Harbour"}),
    ),
    OddFile(
        "a column twice, not alike",
        with_columns(THREE, 1, "Site", ("Westgate", "Westgate", "Westgate")),
        taken(3, notes=("“Site” comes more than once with different cells: the first is read",)),
    ),
    OddFile("300 columns", with_columns(THREE, 280, "q#___1", ("0", "1", "0")), taken(3)),
]
