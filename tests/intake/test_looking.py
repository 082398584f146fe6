"""What a dropped file is said to be: known, asking, or not known, and why in one sentence."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from dashboard.home import Home
from dashboard.intake.column_words import open_dates
from dashboard.intake.draft import first_draft
from dashboard.intake.looking import LookedAt, look_at, ready
from dashboard.intake.refused import Refused
from dashboard.intake.uploads import Upload
from tests.intake.dropped import contents, flags, numbered_flags, table


def look(home: Home, upload: Upload) -> LookedAt:
    (looked,) = look_at(home, upload)
    return looked


def test_a_known_export_says_which_layout_and_how_sure(home: Home, cases: Upload) -> None:
    looked = look(home, cases)
    assert looked.state == "known"
    assert looked.why == (
        "Peer learning cases, by layout peer_learning_cases: all 18 of its columns are there, "
        "100% alike."
    )
    assert ready((looked,))


def test_an_unknown_export_names_the_nearest_layout(home: Home) -> None:
    looked = look(home, flags())
    assert (looked.state, looked.layout) == ("unknown", None)
    assert "like no layout known here; the nearest" in looked.why
    assert not ready((looked,))


def test_columns_nobody_knows_are_said_so(home: Home) -> None:
    assert look(home, table(["Qux", "Quux"], ["1", "2"])).why == (
        "Its columns are like no layout known here."
    )


def test_a_missing_column_is_asked_for(home: Home, cases: Upload) -> None:
    renamed = Upload(cases.name, cases.data.replace(b"Submitted By", b"Sent in by"))
    looked = look(home, renamed)
    assert looked.state == "asks"
    assert looked.layout is not None
    assert looked.layout.name == "peer_learning_cases"
    assert "column “Submitted By” is missing" in looked.why
    assert "--" not in looked.why


def test_two_layouts_that_fit_alike_are_both_named(home: Home, cases: Upload) -> None:
    built_in = Path(__file__).parents[2] / "data" / "layouts" / "peer_learning_cases.toml"
    other = built_in.read_text().replace('"Submitted By"', '"Interpreting Radiologist"')
    (home.layouts_folder / "other_way_round.toml").write_text(other)
    looked = look(home, cases)
    assert looked.state == "asks"
    assert set(looked.candidates) == {"other_way_round", "peer_learning_cases"}


def test_dates_that_can_be_read_two_ways_are_asked_about(home: Home) -> None:
    rows = [["A1", "Lower the worklist", "03/04/2025", ""], ["A2", "Hang priors", "05/06/2025", ""]]
    headings = ["Action ID", "Title", "Opened on", "Closed on"]
    looked = look(home, table(headings, *rows))
    assert looked.state == "asks"
    assert "“Opened on” can be read with the day first or the month first" in looked.why


def test_dates_written_otherwise_than_the_layout_says_are_settled_or_asked(
    home: Home, cases: Upload
) -> None:
    for day, state in ((b"3/14/2025", "known"), (b"3/4/2025", "asks")):
        (looked,) = look_at(home, Upload(cases.name, cases.data.replace(b"2025-03-04", day)))
        assert looked.state == state
        ways = open_dates(looked, first_draft(home, looked))["submitted_on"]
        assert [way.style for way in ways] == ["%m/%d/%Y", "%d/%m/%Y"][: 1 + (state == "asks")]


def test_a_list_of_courses_with_the_columns_of_a_roster_is_doubted(home: Home) -> None:
    headings = ["Employee ID", "Home Site", "Home Section", "Start Date", "End Date", "Course"]
    row = ["E1", "North Campus", "Neuro", "2025-03-14", "2025-03-15", "MRI safety"]
    looked = look(home, table(headings, row))
    assert looked.state == "known"
    assert "“Course” is a column of a list of courses" in looked.why


def test_each_sheet_of_a_workbook_is_looked_at(home: Home) -> None:
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.add_worksheet("Targets").write_row(
            0, 0, ["Metric", "Threshold", "Period", "Effective From", "Effective To", "Prorated"]
        )
        book.get_worksheet_by_name("Targets").write_row(
            1, 0, ["submissions", 2, "month", "2026-01-01"]
        )
        book.add_worksheet("Notes").write_row(0, 0, ["Qux", "Quux"])
    looks = look_at(home, Upload("policy.xlsx", data.getvalue()))
    assert [(one.called, one.state) for one in looks] == [
        ("policy.xlsx, sheet Targets", "known"),
        ("policy.xlsx, sheet Notes", "unknown"),
    ]
    assert ready(looks)


def test_an_archive_is_ready_only_when_each_file_in_it_is(home: Home, cases: Upload) -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("cases.csv", cases.data)
        archive.writestr("flags.csv", flags().data)
    looks = look_at(home, Upload("october.zip", data.getvalue()))
    assert {one.state for one in looks} == {"known", "unknown"}
    assert not ready(looks)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.csv", b"", "the file is empty"),
        ("report.csv", b"%PDF-1.7 \x00\x01", "the file is a PDF document"),
        ("report.pdf", b"%PDF-1.7", "the ending .pdf is not an export's"),
        ("broken.xlsx", b"PK\x03\x04nothing", "neither text nor a known format"),
        ("broken.json", b'[{"a": 1', "not the JSON of an export"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    home: Home, name: str, data: bytes, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        look_at(home, Upload(name, data))
    assert str(refused.value).count("\n") == 0
    assert str(home.path) not in str(refused.value)


def test_a_fault_of_ours_says_nothing_of_the_file(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Zorblatt, Quincy")

    monkeypatch.setattr("dashboard.intake.looking.read_sources", broken)
    with pytest.raises(Refused, match="a fault of ours") as refused:
        look_at(home, flags())
    assert "Zorblatt" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_looking_changes_nothing(home: Home) -> None:
    before = contents(home)
    look_at(home, flags(*numbered_flags(5)))
    assert contents(home) == before
