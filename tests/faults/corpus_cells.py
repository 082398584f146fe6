"""Odd cells: numbers, dates, scores, words, and the layouts that read them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.faults.odd_files import OddFile, Refused, Taken, Write, file, taken
from tests.faults.valid_exports import (
    Export,
    Row,
    actions,
    cases,
    conferences,
    feedback,
    reviews,
    roster,
    targets,
    volumes,
)

THREE = cases(3)
SHORTENED = "was shortened to the form 1.23E.11 by a spreadsheet program"
NOT_A_DATE = "is not a date in the form the column is written in"
BOTH_WAYS = "can be read as .* and as"
DAYS_SUBMITTED = "select string_agg(cast(submitted_on as text), ' ' order by row_number) from cases"


def csv(export: Export, name: str = "") -> Write:
    return file(export.text(), name or export.file)


def held_on(*days: str) -> Export:
    return conferences(len(days)).with_column("Date", days)


def scored(*scores: str) -> Export:
    return reviews(len(scores)).with_column("Score", scores)


def counted(*counts: str) -> Export:
    return volumes(len(counts)).with_column("Exam Count", counts)


def first_rows(export: Export, rows: Sequence[Row]) -> Export:
    return Export(export.file, export.separator, export.headings, tuple(rows))


def days_of(*days: str) -> Taken:
    """The outcome of a log of conferences held on these days, in their order."""
    listed = "select string_agg(cast(held_on as text), ' ' order by row_number) from conferences"
    return taken(len(days), table="conferences", sees={listed: " ".join(days)})


def scores_of(*codes: str) -> Taken:
    listed = "select string_agg(cast(score as text), ' ' order by row_number) from reviews"
    return taken(len(codes), table="reviews", sees={listed: " ".join(codes)})


NUMBERS = [
    OddFile(
        "a case number shortened by a spreadsheet",
        csv(THREE.with_cells(1, Case_ID="1.23457E+11")),
        taken(3, 1, reasons={(3, "case_id"): SHORTENED}),
    ),
    OddFile(
        "accession numbers shortened by a spreadsheet",
        csv(THREE.with_column("Accession", ["1.23E+11", "1,23E+11", "2E+10"])),
        taken(3),
    ),
    OddFile(
        "numbers in every national way",
        csv(counted("1,234", "1234.0", "+7", "0", "12e2", " 5 ", "1 234", "2\u202f000")),
        taken(8, table="exam_volumes", sees={"select sum(exams) from exam_volumes": 6914}),
    ),
    OddFile(
        "numbers that are none",
        csv(counted("many", "-1", "1.5", "1.2.3", "9" * 400, "Infinity")),
        taken(
            6,
            6,
            table="exam_volumes",
            reasons={
                (row, "exams"): "below 0" if row == 3 else "not a number, or not a whole one"
                for row in range(2, 8)
            },
        ),
    ),
    OddFile(
        "full time in every way",
        csv(roster().with_column("FTE", ["0,5", "50 %", "50%", ".5", "0.50", ""])),
        taken(
            6,
            superseded=5,
            duplicate=1,
            table="radiologists",
            sees={"select count(*) from radiologists where fte = 0.5": 5},
        ),
    ),
    OddFile(
        "full time out of range",
        csv(roster().with_column("FTE", ["1.5", "0", "-1", "full", "1", "1"])),
        taken(
            6,
            4,
            duplicate=2,
            table="radiologists",
            reasons={
                (2, "fte"): "above 0 and at most 1",
                (3, "fte"): "above 0 and at most 1",
                (4, "fte"): "above 0 and at most 1",
                (5, "fte"): "not a number",
            },
        ),
    ),
    OddFile(
        "a share of full time that is no number, beside an empty one",
        csv(roster().with_column("FTE", ["full", "", "1", "1", "1", "1"])),
        taken(6, 1, duplicate=5, table="radiologists", reasons={(2, "fte"): "not a number"}),
    ),
    OddFile(
        "a target of nothing, and one that ends before it begins",
        csv(
            first_rows(
                targets(),
                [
                    ("submissions", "0", "quarter", "2025-01-01", "", "Yes"),
                    ("submissions", "3", "month", "2025-01-01", "2024-01-01", "Yes"),
                    ("submissions", "3", "fortnight", "2025-01-01", "", "Yes"),
                ],
            )
        ),
        taken(
            3,
            3,
            table="targets",
            reasons={
                (2, "threshold"): "not above 0",
                (3, "effective_to"): "before",
                (4, "period"): "does not know",
            },
        ),
    ),
]

DATES = [
    OddFile(
        "03/04/2025, which may be March or April", csv(held_on("03/04/2025")), Refused(BOTH_WAYS)
    ),
    OddFile("01/02/03", csv(held_on("01/02/03")), Refused(BOTH_WAYS)),
    OddFile(
        "first days of months alone", csv(held_on("01/02/2025", "01/03/2025")), Refused(BOTH_WAYS)
    ),
    OddFile(
        "03/04/2025 beside 25/04/2025",
        csv(held_on("03/04/2025", "25/04/2025")),
        days_of("2025-04-03", "2025-04-25"),
    ),
    OddFile(
        "04/03/2025 beside 04/25/2025",
        csv(held_on("04/03/2025", "04/25/2025")),
        days_of("2025-04-03", "2025-04-25"),
    ),
    OddFile("the same day and month", csv(held_on("04/04/2025")), days_of("2025-04-04")),
    OddFile(
        "years of two figures",
        csv(held_on("04/03/25", "04/25/25")),
        days_of("2025-04-03", "2025-04-25"),
    ),
    OddFile(
        "months as words",
        csv(held_on("3-Apr-2025", "25-APR-2025")),
        days_of("2025-04-03", "2025-04-25"),
    ),
    OddFile(
        "serial numbers of a spreadsheet",
        csv(held_on("45750", "45772")),
        days_of("2025-04-03", "2025-04-25"),
    ),
    OddFile(
        "two ways of writing dates in one column",
        csv(held_on("2025-04-03", "2025-04-04", "5 April 2025", "2025-04-06")),
        taken(4, 1, table="conferences", reasons={(4, "held_on"): NOT_A_DATE}),
    ),
    OddFile(
        "days that never were",
        csv(held_on("2025-02-30", "0000-00-00", "2025-13-01", "tomorrow", "2025-04-03")),
        taken(
            5, 4, table="conferences", reasons={(row, "held_on"): NOT_A_DATE for row in range(2, 6)}
        ),
    ),
    OddFile(
        "days too early and too late",
        csv(held_on("1899-12-30", "2026-01-11", "9999-12-31", "2025-04-03")),
        taken(
            4,
            3,
            table="conferences",
            reasons={
                (2, "held_on"): "before 1990",
                (3, "held_on"): "after the day the export was received",
                (4, "held_on"): "after the day the export was received",
            },
        ),
    ),
    OddFile(
        "times of the night the clocks change",
        csv(
            THREE.with_column(
                "Submitted On", ["2025-03-09 02:30", "2025-11-02 01:30:00", "2025-11-02 23:59:59"]
            )
        ),
        taken(
            3,
            sees={DAYS_SUBMITTED: "2025-03-09 2025-11-02 2025-11-02"},
        ),
    ),
    OddFile(
        "times of day in twelve hours",
        csv(held_on("04/03/2025 12:00 AM", "04/25/2025 11:59 pm")),
        days_of("2025-04-03", "2025-04-25"),
    ),
    OddFile(
        "an optional date that cannot be read",
        csv(THREE.with_cells(0, Exam_Date="last week")),
        taken(3, notes=("Exam date is not a date .* left empty: 1 row",)),
    ),
    OddFile(
        "acknowledged before it was sent",
        csv(feedback(2).with_cells(0, Feedback_Acknowledged="2025-01-01")),
        taken(2, 1, table="feedback", reasons={(2, "acknowledged_on"): "before feedback sent"}),
    ),
]

SCORES = [
    OddFile(
        "scores in every spelling",
        csv(scored("2B", "2 b", "2-b", "2b.", " 2b ", "3A", "1", "1.0")),
        scores_of("2b", "2b", "2b", "2b", "2b", "3a", "1", "1"),
    ),
    OddFile(
        "scores without their letter",
        csv(scored("2", "2.0", "3", "1")),
        scores_of("2", "2", "3", "1"),
    ),
    OddFile(
        "scores of the four-point scale",
        csv(scored("1", "3a", "4a", "4b")),
        scores_of("1", "3a", "3a", "3b"),
    ),
    OddFile(
        "scores that are none",
        csv(scored("", "7", "-", "two", "1")),
        taken(
            5,
            4,
            table="reviews",
            reasons={
                (2, "score"): "is empty",
                (3, "score"): "does not know",
                (4, "score"): "does not know|no letter or figure",
                (5, "score"): "does not know",
            },
        ),
    ),
]

WORDS = [
    OddFile(
        "words of no vocabulary",
        csv(THREE.with_column("Category", ["Gremlins", "", "Cognitive"])),
        taken(
            3,
            notes=("Category is a word its vocabulary does not know.* 1 row",),
            sees={"select theme_raw from cases where row_number = 2": "Gremlins"},
        ),
    ),
    OddFile(
        "words for nothing",
        csv(THREE.with_column("Status", ["NULL", "n/a", "N/A"])),
        taken(3, sees={"select count(status) from cases": 0}),
    ),
    OddFile(
        "what a spreadsheet writes for a mistake of its own",
        csv(THREE.with_column("Site", ["#REF!", "#VALUE!", "#N/A"])),
        taken(3, 3, reasons={(row, "site"): "is empty|says nothing" for row in (2, 3, 4)}),
    ),
    OddFile(
        "neither yes nor no",
        csv(THREE.with_column("Meaningful", ["perhaps", "Y", "0"])),
        taken(
            3,
            notes=("Meaningful is neither yes nor no; left empty: 1 row",),
            sees={"select count(*) from cases where meaningful is null": 1},
        ),
    ),
    OddFile(
        "cells that begin a formula",
        csv(THREE.with_column("Status", ["=1+1", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0"])),
        taken(3, sees={"select status from cases where row_number = 2": "=1+1"}),
    ),
    OddFile(
        "words that would end a statement",
        csv(THREE.with_column("Status", ["'; drop table cases; --", '"', "$1 $name {x}"])),
        taken(3, sees={"select status from cases where row_number = 2": "'; drop table cases; --"}),
    ),
    OddFile(
        "headings that would end a statement",
        file(THREE.text().replace("Contributing Factors", "x') from cases; drop table cases")),
        taken(3),
    ),
    OddFile(
        "an action without words",
        csv(actions(2).with_cells(0, Action="")),
        taken(2, 1, table="actions", reasons={(2, "title"): "is empty"}),
    ),
    OddFile(
        "a layout that fits no column",
        csv(THREE),
        Refused("columns? .* layout exam_volumes"),
        layout="exam_volumes",
    ),
    OddFile("a layout nobody has", csv(THREE), Refused("no such layout"), layout="nonsense"),
    OddFile(
        "a layout named that is one of two that fit",
        csv(THREE),
        taken(3),
        layout="peer_learning_cases",
    ),
]

CELLS = [*NUMBERS, *DATES, *SCORES, *WORDS]
