"""Odd rows: who they name, and what the file or an earlier export held already."""

from __future__ import annotations

from collections.abc import Sequence

from tests.faults.odd_files import OddFile, Write, file, taken
from tests.faults.valid_exports import (
    STAFF,
    Export,
    Row,
    cases,
    reviews,
)

THREE = cases(3)
NEVER_ON_ROSTER = "is on no roster; counted under a pseudonym of their own"
REOPENED = THREE.with_cells(0, Status="Reopened")
STATUS_OF_FIRST = "select status from cases where submitted_on = date '2025-03-02'"
REVIEWERS_ON_ROSTER = (
    "select count(*) from reviews "
    "where reviewing_radiologist in (select person_id from radiologists)"
)
KNOWN_TWICE = "select count(*) - count(distinct case_id) from cases"


def csv(export: Export, name: str = "") -> Write:
    return file(export.text(), name or export.file)


def first_rows(export: Export, rows: Sequence[Row]) -> Export:
    return Export(export.file, export.separator, export.headings, tuple(rows))


PEOPLE = [
    OddFile(
        "reviews of one's own reports",
        csv(reviews(2).with_column("Reviewed Physician ID", [STAFF[1][3], STAFF[2][3]])),
        taken(2, table="reviews", notes=("are the same person: 2 rows",)),
    ),
    OddFile(
        "people on no roster",
        csv(THREE.with_column("Submitted By", ["Nobody, Known", "unknown", "99999"])),
        taken(3, notes=(f"Submitted by {NEVER_ON_ROSTER}: 3 rows",)),
    ),
    OddFile(
        "a name in every order",
        csv(
            THREE.with_column(
                "Submitted By",
                ["Mirela Ashgrove", "ASHGROVE, MIRELA", "Dr. Mirela Ashgrove, MD"],
            )
        ),
        taken(3, sees={"select count(distinct submitting_radiologist) from cases": 1}),
    ),
    OddFile(
        "nobody",
        csv(THREE.with_column("Submitted By", ["", "-", "?"])),
        taken(
            3,
            3,
            reasons={
                (2, "submitting_radiologist"): "is empty",
                (3, "submitting_radiologist"): "no letter or figure",
                (4, "submitting_radiologist"): "no letter or figure",
            },
        ),
    ),
    OddFile(
        "numbers of people as a spreadsheet writes them",
        csv(reviews(2).with_column("Reviewer ID", ["640012.0", "640013"])),
        taken(2, table="reviews", sees={REVIEWERS_ON_ROSTER: 2}),
    ),
    OddFile(
        "one site in several spellings",
        csv(THREE.with_column("Site", ["HARBOUR", " harbour ", "Harbour"])),
        taken(3, sees={"select string_agg(distinct site, ' ') from cases": "Harbour"}),
    ),
]

ROWS_TWICE = [
    OddFile(
        "a row twice",
        csv(first_rows(THREE, [*THREE.rows, THREE.rows[0]])),
        taken(4, duplicate=1, sees={KNOWN_TWICE: 0}),
    ),
    OddFile(
        "a row twice, changed the second time",
        csv(first_rows(THREE, [*THREE.rows, REOPENED.rows[0]])),
        taken(4, superseded=1, sees={STATUS_OF_FIRST: "Reopened"}),
    ),
    OddFile(
        "the whole export twice",
        csv(first_rows(THREE, [*THREE.rows, *THREE.rows])),
        taken(6, duplicate=3, sees={KNOWN_TWICE: 0}),
    ),
    OddFile(
        "rows known from an earlier export",
        csv(cases(5), "april.csv"),
        taken(5, duplicate=3),
        before=(csv(THREE),),
    ),
    OddFile(
        "a row corrected since an earlier export",
        csv(REOPENED, "april.csv"),
        taken(3, duplicate=2, superseded=1, sees={STATUS_OF_FIRST: "Reopened"}),
        before=(csv(THREE),),
    ),
    OddFile(
        "the export from before the correction again",
        csv(THREE, "march again.csv"),
        taken(3, duplicate=3, sees={STATUS_OF_FIRST: "Reopened"}),
        before=(csv(THREE), csv(REOPENED)),
    ),
    OddFile(
        "a row gone since an earlier export",
        csv(first_rows(THREE, THREE.rows[::2]), "april.csv"),
        taken(
            2,
            duplicate=2,
            notes=("not in this file, kept: 1 row",),
            sees={"select count(*) from cases": 3},
        ),
        before=(csv(THREE),),
    ),
    OddFile(
        "a rejected row, corrected",
        csv(THREE, "april.csv"),
        taken(3, duplicate=2),
        before=(csv(THREE.with_cells(0, Submitted_On="soon")),),
    ),
    OddFile(
        "nothing new, in another form",
        file(THREE.text("|").encode("utf-16"), "april.txt"),
        taken(3, duplicate=3),
        before=(csv(THREE),),
    ),
]


ODD_ROWS = [*PEOPLE, *ROWS_TWICE]
