"""A dry run says what taking then does, and keeps nothing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from dashboard.home import Home, create_home
from dashboard.ingest.take import take
from dashboard.intake.looking import LookedAt, look_at
from dashboard.intake.rehearsal import OneTable, Rehearsal, UnknownWord, rehearse
from dashboard.intake.uploads import Upload
from tests.ingest.exports import CASE, REVIEW, leave_a_file
from tests.ingest.exports import table as export
from tests.intake.dropped import contents, day_first_layout, flags, numbered_flags

TODAY = date(2026, 1, 10)


def tried_with_a_draft(home: Home, upload: Upload) -> Rehearsal:
    layout = day_first_layout(home, upload)
    (tried,) = rehearse(home, [upload], OneTable(upload.name, layout), TODAY)
    return tried


def test_new_same_and_rejected_rows_are_told_apart(home: Home) -> None:
    rows = [{"Case ID": "PL-3"}, {"Case ID": "PL-4"}, {"Case ID": "PL-1", "Site": "Harbour"}]
    rows += [{"Case ID": "PL-5", "Submitted On": "soon"}, {"Case ID": ""}]
    upload = Upload("cases.csv", export(CASE, rows, ";").encode())
    (tried,) = rehearse(home, [upload], today=TODAY)
    receipt = tried.receipt
    assert (receipt.read, receipt.accepted, receipt.duplicate) == (5, 1, 1)
    assert (receipt.superseded, receipt.rejected) == (1, 2)
    assert [(r.column, r.rows, r.first_rows) for r in tried.reasons if r.rejects] == [
        ("Case ID", 1, (6,)),
        ("Submitted on", 1, (5,)),
    ]


def test_words_without_a_code_are_counted(home: Home) -> None:
    rows = [*numbered_flags(4, Error_Category="Hanging protocol"), *numbered_flags(3)]
    tried = tried_with_a_draft(home, flags(*rows))
    assert [(one.column, one.word, one.rows) for one in tried.unknown if not one.rejects] == [
        ("Category", "Hanging protocol", 4)
    ]


def test_a_word_that_is_a_kind_alone_is_said_and_not_listed(home: Home) -> None:
    rows = [{"Case ID": f"PL-7{n}", "Case Type": "Great call"} for n in range(3)]
    rows = [{**row, "Category": "Great call"} for row in rows] + [{"Exam Date": "2025-03-20"}]
    (tried,) = rehearse(home, [Upload("c.csv", export(CASE, rows, ";").encode())], today=TODAY)
    assert tried.unknown == ()
    assert [(reason.why, reason.rows, reason.listed) for reason in tried.reasons] == [
        ("Category is not given, its word says the case type alone", 3, False),
        ("Exam date is after Submitted on", 1, False),
    ]


def test_words_that_reject_their_rows_are_counted_too(home: Home) -> None:
    rows = [{"Case ID": "RP-1", "Score": "7z"}, {"Case ID": "RP-2"}]
    (tried,) = rehearse(home, [Upload("r.csv", export(REVIEW, rows, ",").encode())], today=TODAY)
    assert tried.unknown == (UnknownWord("Score", "7z", 1, rejects=True),)
    assert tried.receipt.rejected == 1


def test_people_on_no_roster_are_counted(home: Home) -> None:
    assert tried_with_a_draft(home, flags()).strangers == 0
    assert tried_with_a_draft(home, flags({"Flagged By": "Stranger, Total"})).strangers == 1


def test_nothing_is_kept(home: Home, cases: Upload) -> None:
    before = contents(home)
    rehearse(home, [cases], today=TODAY)
    tried_with_a_draft(home, flags({"Flagged By": "Stranger, Total"}))
    assert contents(home) == before


def test_a_named_table_of_a_workbook_is_tried_alone(home: Home, small_roster: Upload) -> None:
    looked: LookedAt = look_at(home, small_roster)[0]
    assert looked.layout is not None
    (tried,) = rehearse(home, [small_roster], OneTable(looked.called, looked.layout), TODAY)
    assert (tried.holds, tried.receipt.duplicate) == ("Roster", 2)


@pytest.mark.parametrize("name", ["roster.xlsx", "conference_log.csv", "events.json"])
def test_it_says_what_taking_then_does(demo_exports: Path, tmp_path: Path, name: str) -> None:
    home, path = create_home(tmp_path / "demo"), tmp_path / name
    shutil.copy(demo_exports / name, path)
    tried = rehearse(home, [Upload(name, path.read_bytes())], today=TODAY)
    taken = take(home, [path], publish=leave_a_file, received_on=TODAY)
    assert tuple(one.receipt for one in tried) == taken.receipts


def test_it_says_what_taking_bad_rows_then_does(home: Home, tmp_path: Path) -> None:
    rows = [{"Case ID": f"PL-{n}", "Submitted On": day} for n, day in enumerate(["", "2025-13-01"])]
    rows += [{"Case ID": "PL-9", "Category": "Odd"}, {"Case ID": "PL-9"}]
    path = tmp_path / "cases.csv"
    path.write_text(export(CASE, rows, ";"))
    (tried,) = rehearse(home, [Upload(path.name, path.read_bytes())], today=TODAY)
    (receipt,) = take(home, [path], publish=leave_a_file, received_on=TODAY).receipts
    assert tried.receipt == receipt
    assert receipt.rejected == 2
