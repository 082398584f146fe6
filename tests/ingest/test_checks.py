"""Row checks: which rows, which column, and why."""

from datetime import date

import pytest

from dashboard.ingest.checks import checks_of
from dashboard.sql_files import query_folder
from dashboard.warehouse.tables import tables
from tests.ingest.exports import (
    ANN,
    BOB,
    ROSTER_HEADINGS,
    VOLUME,
    Department,
    table,
    write_workbook,
)


def rejections(department: Department) -> list[tuple[str, str]]:
    return department.rows("select column_name, reason from rejected_rows order by all")


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"Case ID": ""}, "case_id", "Case ID is empty; every row needs one."),
        ({"Submitted On": ""}, "submitted_on", "Submitted on is empty; every row needs one."),
        ({"Submitted By": ""}, "submitting_radiologist", "Submitted by is empty; every"),
        ({"Submitted By": "--"}, "submitting_radiologist", "no letter or figure"),
        ({"Site": "-"}, "site", "Site has no letter or figure"),
        ({"Submitted On": "2027-01-01 08:00"}, "submitted_on", "after the day the export was"),
        ({"Exam Date": "2027-01-01"}, "exam_on", "Exam date is after the day the export was"),
        ({"Submitted On": "0025-03-04 08:00"}, "submitted_on", "before 1990"),
        ({"Case ID": "1.23E+11"}, "case_id", "shortened to the form 1.23E+11"),
    ],
)
def test_cases_that_are_rejected(
    department: Department, change: dict[str, str], column: str, reason: str
) -> None:
    department.cases(change)
    receipt = department.receipt()
    assert (receipt.read, receipt.rejected) == (1, 1)
    ((found, why),) = rejections(department)
    assert found == column
    assert reason in why


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Conference Date": "TBD"}, "Conference date is not a date"),
        ({"Meaningful": "perhaps"}, "Meaningful is neither yes nor no; left empty"),
        ({"Category": "Gremlins"}, "Category is a word its vocabulary does not know"),
        ({"Modality": "ZZ"}, "Modality is a word its vocabulary does not know"),
        ({"Exam Date": "2025-03-20"}, "Exam date is after Submitted on"),
    ],
)
def test_cases_that_are_kept_with_a_warning(
    department: Department, change: dict[str, str], reason: str
) -> None:
    department.roster(ANN, BOB)
    department.cases(change)
    (_, receipt) = department.take().receipts
    assert receipt.accepted == 1
    (note,) = receipt.notes
    assert reason in note
    assert note.endswith(": 1 row")


ONE_LIST = """
title = "One list for kind and category"
system = "Huddle"
table = "cases"

[columns]
case_id = "No"
submitting_radiologist = "Who"
submitted_on = "Day"
site = "Place"

[columns.case_kind]
source = "About"
values = { Perception = "learning_opportunity" }

[columns.theme]
source = "About"
"""


def test_a_word_that_is_a_kind_alone_is_no_category_that_is_not_mapped(
    department: Department,
) -> None:
    department.home.layouts_folder.mkdir(exist_ok=True)
    (department.home.layouts_folder / "huddle.toml").write_text(ONE_LIST)
    department.roster(ANN)
    words = ["Great call", "Interesting case", "Great call", "Perception", "Sunspots", ""]
    lines = [f"{n},Ann Lee,2025-03-04,North Campus,{word}" for n, word in enumerate(words)]
    department.write("huddle.csv", "\n".join(["No,Who,Day,Place,About", *lines]))
    (_, receipt) = department.take().receipts
    assert receipt.accepted == 6
    assert list(receipt.notes) == [
        "Case type is a word its vocabulary does not know; kept as it is, not mapped: 1 row",
        "Category is a word its vocabulary does not know; kept as it is, not mapped: 1 row",
        "Category is not given, its word says the case type alone: 3 rows",
    ]
    assert department.rows(
        "select cast(case_kind as text), cast(theme as text), theme_raw, count(*) from cases "
        "where theme_raw is not null group by all order by all"
    ) == [
        ("great_call", "unmapped", "Great call", 2),
        ("interesting_case", "unmapped", "Interesting case", 1),
        ("learning_opportunity", "perception", "Perception", 1),
        ("unclassified", "unmapped", "Sunspots", 1),
    ]


def test_a_kind_in_the_column_of_categories_alone_is_not_mapped(department: Department) -> None:
    department.roster(ANN, BOB)
    department.cases({"Category": "Great call"})
    (_, receipt) = department.take().receipts
    assert "Category is a word its vocabulary does not know" in receipt.notes[0]


def test_reviews(department: Department) -> None:
    department.roster(ANN, BOB)
    scores = ["1", "2a", "2B", "2 b", "2-b", "3a", "4b", "1.0", "2", "7", "x"]
    rows = [{"Case ID": f"R{n}", "Score": score} for n, score in enumerate(scores)]
    department.reviews(*rows, {"Case ID": "R99", "Reviewed Physician ID": "408213"})
    (_, receipt) = department.take().receipts
    assert (receipt.accepted, receipt.rejected) == (10, 2)
    assert {reason for _, reason in rejections(department)} == {
        "Score is a word its vocabulary does not know; map it on the Data page, or under values in "
        "the layout."
    }
    assert receipt.notes == (
        "Score is 2 or 3 without a or b, so it does not say whether it mattered; counted as a "
        "discrepancy, a 2 not as 2b or above: 1 row",
        "Score is 4a or 4b, which the RADPEER scale of 2016 does not have; counted as 3a or 3b; "
        "where the four-point scale was used, say so in the layout (scale radpeer_2002): 1 row",
        "reviewer and reviewed radiologist are the same person: 1 row",
    )
    assert department.rows(
        "select score::text, list_sort(list(score_raw)) from reviews group by 1 order by 1"
    ) == [
        ("1", ["1", "1", "1.0"]),
        ("2", ["2"]),
        ("2a", ["2a"]),
        ("2b", ["2 b", "2-b", "2B"]),
        ("3a", ["3a"]),
        ("3b", ["4b"]),
    ]


def test_counts(department: Department) -> None:
    counts = ["0", "1,226", "-1", "many", "1.5", "1e300", "nan", "inf"]
    rows = [{"Exam Count": count, "Division": f"D{n}"} for n, count in enumerate(counts)]
    department.volumes(*rows)
    receipt = department.receipt()
    assert (receipt.accepted, receipt.rejected) == (2, 6)
    assert department.rows("select exams from exam_volumes order by 1") == [(0,), (1226,)]


def test_addenda(department: Department) -> None:
    counts = ["0", "12", "", "-1", "many", "1.5"]
    department.volumes(*({"Addenda": n, "Division": f"D{at}"} for at, n in enumerate(counts)))
    receipt = department.receipt()
    assert (receipt.accepted, receipt.rejected) == (3, 3)
    assert department.rows("select addenda from exam_volumes order by 1") == [(0,), (12,), (None,)]


def test_exam_volumes_need_not_count_addenda(department: Department) -> None:
    older = {name: value for name, value in VOLUME.items() if name != "Addenda"}
    department.write("volumes.csv", table(older, [{}], ","))
    assert department.receipt().accepted == 1
    assert department.rows("select exams, addenda from exam_volumes") == [(812, None)]


def test_feedback(department: Department) -> None:
    department.feedback({"Feedback Acknowledged": "2025-03-01"})
    assert department.receipt().rejected == 1
    assert rejections(department) == [
        ("acknowledged_on", "Feedback acknowledged is before feedback sent.")
    ]


def test_roster_and_leave(department: Department) -> None:
    spells = [(0.5, date(2020, 1, 1), None), (1.5, date(2020, 1, 1), None)]
    spells += [(0, date(2020, 1, 1), None), (1, date(2021, 1, 1), date(2020, 1, 1))]
    rows = [[f"E{n}", "Lee", f"A{n}", "", "", "N", "B", *spell] for n, spell in enumerate(spells)]
    leave = [["Employee ID", "Name", "Leave From", "Leave To", "Leave Type"]]
    leave += [["E0", "Lee", date(2025, 2, 1), date(2025, 1, 1), "Sick"]]
    write_workbook(
        department.folder / "r.xlsx", {"Radiologists": [ROSTER_HEADINGS, *rows], "Leave": leave}
    )
    roster, leaves = department.take().receipts
    assert (roster.accepted, roster.rejected, leaves.rejected) == (1, 3, 1)
    assert {column for column, _ in rejections(department)} == {"fte", "left_on", "to_on"}


def test_a_row_is_rejected_once_for_all_its_reasons(department: Department) -> None:
    department.cases({"Case ID": "", "Submitted On": "", "Site": ""})
    assert department.receipt().rejected == 1
    assert len(rejections(department)) == 3


def test_every_check_concerns_a_table() -> None:
    used = {check.file.name for table in tables().values() for check in checks_of(table)}
    assert used == {file.name for file in query_folder("checks")}


def test_every_check_says_what_is_wrong() -> None:
    for file in query_folder("checks"):
        assert {"title", "severity", "reason"} <= set(file.header), file.name
        assert ("{label}" in file.header["reason"]) <= ("columns" in file.header), file.name
