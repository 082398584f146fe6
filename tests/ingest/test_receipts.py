"""Every row is accounted for: new, rejected, known, replaced."""

from datetime import date

import pytest

from dashboard.audit_trail import account
from dashboard.ingest.kept_generations import roll_back
from dashboard.ingest.receipt import Receipt
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.rejects import Rejects
from tests.ingest.exports import CASE, Department, numbered, table


def counts(receipt: Receipt) -> tuple[int, int, int, int, int]:
    return (
        receipt.read,
        receipt.accepted,
        receipt.rejected,
        receipt.duplicate,
        receipt.superseded,
    )


def test_new_rows_are_accepted_and_known_ones_are_not_taken_twice(department: Department) -> None:
    department.cases(*numbered(3))
    first = department.take()
    assert counts(first.receipts[0]) == (3, 3, 0, 0, 0)
    assert (first.new, first.generation) == (True, 1)

    again = department.take()
    assert counts(again.receipts[0]) == (3, 0, 0, 3, 0)
    assert (again.new, again.generation) == (False, 1)
    assert department.home.generations() == [1]


def test_a_corrected_row_replaces_the_older_one(department: Department) -> None:
    department.cases(*numbered(3))
    department.take()
    corrected = [{**row, "Category": "Dictation"} for row in numbered(1)]
    department.cases(*corrected, *numbered(4)[1:])
    receipt = department.receipt()
    assert counts(receipt) == (4, 1, 0, 2, 1)
    assert department.rows("select theme::text, count(*) from cases group by 1 order by 2") == [
        ("reporting", 1),
        ("perception", 3),
    ]


def test_a_column_that_is_gone_from_many_replaced_rows_is_said(department: Department) -> None:
    department.cases(*numbered(6))
    department.take()
    department.cases(*({**row, "Category": "", "Status": ""} for row in numbered(6)))
    notes = department.receipt().notes
    assert "Category was filled before and is empty now: 6 rows" in notes
    assert "Status was filled before and is empty now: 6 rows" in notes
    assert not any(note.startswith("Section") for note in notes)


def test_a_cell_or_two_that_were_cleared_are_corrections(department: Department) -> None:
    department.cases(*numbered(6))
    department.take()
    cleared = [{**row, "Category": ""} for row in numbered(4)]
    department.cases(*cleared, *numbered(6)[4:])
    assert not any("is empty now" in note for note in department.receipt().notes)


def test_an_older_file_taken_again_does_not_undo_a_correction(department: Department) -> None:
    first = department.cases({"Category": "Cognitive"}, name="first.csv")
    corrected = department.cases({"Category": "Dictation"}, name="corrected.csv")
    department.take(first)
    department.take(corrected)
    assert counts(department.receipt(first)) == (1, 0, 0, 1, 0)
    assert department.one("select theme::text from cases") == "reporting"


def test_rows_given_twice_in_one_file(department: Department) -> None:
    department.cases({}, {"Case ID": "PL-2"}, {}, {"Case ID": "PL-2", "Status": "Open"})
    receipt = department.receipt()
    assert counts(receipt) == (4, 2, 0, 1, 1)
    assert department.rows("select status from cases order by status") == [("Closed",), ("Open",)]


def test_a_rejected_row_is_kept_as_file_row_column_and_reason(department: Department) -> None:
    department.cases({}, {"Case ID": "PL-2", "Submitted On": "03/33/2025", "Status": "secret"})
    assert counts(department.receipt()) == (2, 1, 1, 0, 0)
    assert department.rows("select * exclude (export_id) from rejected_rows") == [
        (
            "cases.csv",
            3,
            "submitted_on",
            "Submitted on is not a date in the form the column is written in.",
        )
    ]


def test_a_receipt_says_why_rows_were_rejected_the_most_frequent_first(
    department: Department,
) -> None:
    rows: list[dict[str, str]] = [{"Case ID": f"PL-{n}", "Submitted On": "soon"} for n in (2, 3)]
    department.cases({}, *rows, {"Case ID": "PL-4", "Site": ""})
    assert department.receipt().why_rejected == (
        "2 rows rejected, the first is row 3: Submitted on is not a date in the form the column "
        "is written in",
        "1 row rejected, row 5: Site is empty; every row needs one",
    )


def test_a_run_that_only_rejects_keeps_the_reasons_once(department: Department) -> None:
    department.cases({"Submitted On": "soon"})
    assert department.take().new
    assert department.one("select count(*) from rejected_rows") == 1
    assert not department.take().new


def test_rejected_rows_can_be_written_whole_corrected_and_taken(department: Department) -> None:
    point = "- compare first"
    department.cases(
        {},
        {"Case ID": "PL-2", "Submitted On": "soon", "Status": "=1+1", "Learning Point": point},
        first={**CASE, "=Heading": ""},
    )
    rejects = department.folder.parent / "rejects.csv"
    department.take(rejects=Rejects(rejects))
    text = rejects.read_bytes().decode("utf-8")
    assert text.startswith("\ufeffRow,")  # else a spreadsheet spoils the names
    assert "'=Heading" in text
    assert "3,Submitted on is not a date" in text
    assert "'=1+1" in text  # no formula goes out
    (told,) = [one for one in department.home.audit_trail().entries() if one.event == "export"]
    assert told.facts == {
        "who": account(), "file": "rejects.csv", "what": "rejected rows", "rows": 1,
    }  # fmt: skip
    corrected = rejects.with_name("corrected.csv")
    corrected.write_text(text.replace("soon", "2025-03-05 08:00"), encoding="utf-8")
    (department.folder / "corrected.csv").write_bytes(corrected.read_bytes())
    assert counts(department.receipt("corrected.csv")) == (1, 1, 0, 0, 0)
    taken = department.rows("select status, learning_point from cases where status <> 'Closed'")
    assert taken == [("=1+1", point)]  # as the export had it, without the file's apostrophe


def test_one_file_that_cannot_be_taken_stops_the_whole_run(department: Department) -> None:
    department.cases(*numbered(3))
    department.write("strange.csv", "a,b\n1,2\n")
    with pytest.raises(CannotTake, match=r"strange\.csv: .* no known layout"):
        department.take()
    assert department.home.current() is None
    assert department.home.generations() == []


MARKED = """
select came_in.file, marked.row_number, lacks.file from vanished_rows as marked
join exports as came_in on came_in.export_id = marked.export_id
join exports as lacks on lacks.export_id = marked.gone_from order by all
"""


def test_rows_that_an_export_of_the_same_days_lost_are_kept_said_and_marked(
    department: Department,
) -> None:
    five = numbered(5)
    department.cases(*five)
    department.take()
    department.cases(*five[:3], {"Case ID": "PL-9"}, name="again.csv")
    receipt = department.receipt("again.csv")
    assert counts(receipt) == (4, 1, 0, 3, 0)
    assert "received before for these days and not in this file, kept: 2 rows" in receipt.notes
    assert department.rows(MARKED) == [("cases.csv", 5, "again.csv"), ("cases.csv", 6, "again.csv")]
    # Missing once more, they keep the mark they have; the last row of the first export is new.
    department.cases(*five[:2], {"Case ID": "PL-9", "Status": "Open"}, name="third.csv")
    receipt = department.receipt("third.csv")
    assert "received before for these days and not in this file, kept: 3 rows" in receipt.notes
    assert department.rows(MARKED) == [
        ("cases.csv", 4, "third.csv"),
        ("cases.csv", 5, "again.csv"),
        ("cases.csv", 6, "again.csv"),
    ]
    assert department.one("select count(*) from cases") == 6


def test_a_row_that_comes_back_loses_its_mark(department: Department) -> None:
    five = numbered(5)
    department.cases(*five)
    department.take()
    department.cases(*five[:2], name="cut short.csv")
    department.take("cut short.csv")
    assert [row for _, row, _ in department.rows(MARKED)] == [4, 5, 6]
    corrected = {**five[3], "Status": "Closed, corrected"}
    department.cases(five[0], five[2], corrected, name="whole.csv")
    receipt = department.receipt("whole.csv")
    assert (receipt.duplicate, receipt.superseded) == (2, 1)
    assert department.rows(MARKED) == [
        ("cases.csv", 3, "whole.csv"),
        ("cases.csv", 6, "cut short.csv"),
    ]
    assert department.one("select count(*) from cases") == 5


def test_marks_follow_their_rows_into_a_new_generation(department: Department) -> None:
    five = numbered(5)
    department.cases(*five)
    department.take()
    department.cases(*five[:3], name="again.csv")
    department.take("again.csv")
    marked = department.rows(MARKED)
    department.reviews({})
    department.take("reviews.csv")
    assert department.rows(MARKED) == marked
    roll_back(department.home, 1)
    assert department.rows(MARKED) == []


def test_a_row_of_a_monthly_count_is_its_raw_modality(department: Department) -> None:
    department.volumes({"Modality": "CR"}, {"Modality": "DX"})
    assert counts(department.receipt()) == (2, 2, 0, 0, 0)
    assert department.rows("select modality::text, sum(exams) from exam_volumes group by 1") == [
        ("XR", 1624)
    ]


def test_each_row_says_where_it_came_from(department: Department) -> None:
    department.cases(*numbered(2))
    department.take()
    assert department.rows(
        """
        select exports.file, exports.layout, exports.table_name, exports.received_on,
               exports.generation, cases.row_number
        from cases join exports using (export_id) order by row_number
        """
    ) == [
        ("cases.csv", "peer_learning_cases", "cases", date(2026, 1, 10), 1, 2),
        ("cases.csv", "peer_learning_cases", "cases", date(2026, 1, 10), 1, 3),
    ]


def test_a_receipt_that_does_not_add_up_is_impossible() -> None:
    with pytest.raises(AssertionError, match="does not add up"):
        Receipt(
            "f", "l", "t", read=3, accepted=1, rejected=1, duplicate=0, superseded=0, redacted=0
        )


def test_a_cell_beyond_the_last_column_is_no_blank_line(department: Department) -> None:
    text = table(CASE, numbered(2), ";")
    department.write("cases.csv", text + ";" * len(CASE) + "more\n" + ";" * (len(CASE) - 1) + "\n")
    assert counts(department.receipt()) == (3, 2, 1, 0, 0)
