"""Taking in: a new generation that readers see, the rejected rows once, both or neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.home import Home
from dashboard.intake.draft import first_draft
from dashboard.intake.drop import Drop, trial_of
from dashboard.intake.finished_layout import finished
from dashboard.intake.looking import look_at
from dashboard.intake.refused import Refused
from dashboard.intake.taking import save_and_take_in, take_in
from dashboard.intake.uploads import Upload
from dashboard.private_files import write_privately
from dashboard.published.open import open_published
from tests.faults.valid_exports import zipped
from tests.ingest.exports import CASE, ROSTER_HEADINGS, leave_a_file, table, write_workbook
from tests.intake.dropped import (
    MRN,
    PATIENT,
    contents,
    day_first_layout,
    flags,
    holds,
    numbered_flags,
)
from tests.intake.dropped import table as plain_table


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish by a stand-in: what is measured is another folder's test."""
    monkeypatch.setattr("dashboard.intake.taking.publish", leave_a_file)


@pytest.mark.usefixtures("quick")
def test_a_readme_dropped_in_an_archive_is_left_out_and_named(home: Home, cases: Upload) -> None:
    month = zipped({cases.name: cases.data, "readme.txt": b"Dear all,\nas asked for.\n"})
    dropped = Upload("month.zip", month)
    assert [one.state for one in look_at(home, dropped)] == ["known"]
    taken = take_in(home, [dropped])
    assert len(taken.receipts) == 1
    assert taken.beside == ("Left out, no table by ending or content: month.zip, readme.txt.",)


def test_readers_see_a_new_generation(home: Home, cases: Upload) -> None:
    before = home.published_path()
    taken = take_in(home, [cases])
    published = home.published_path()
    assert published is not None
    assert published != before
    assert (taken.generation, taken.new, taken.rejected) == (2, True, ())
    files = open_published(published).receipts["file"].tolist()
    assert "cases_april.csv" in files


@pytest.mark.usefixtures("quick")
def test_the_same_file_again_changes_nothing(home: Home, cases: Upload) -> None:
    take_in(home, [cases])
    again = take_in(home, [cases])
    assert not again.new
    assert again.generation == 2
    assert again.receipts[0].duplicate == 4


@pytest.mark.usefixtures("quick")
def test_rejected_rows_are_handed_over_whole_and_not_kept(home: Home) -> None:
    rows = [{"Case ID": "PL-8", "Submitted On": "soon", "Status": "=cmd()"}, {"Case ID": "PL-9"}]
    taken = take_in(home, [Upload("cases.csv", table(CASE, rows, ";").encode())])
    (rejected,) = taken.rejected
    text = rejected.data.decode()
    assert "PL-8" in text
    assert "PL-9" not in text
    assert "'=cmd()" in text
    assert PATIENT in text
    assert holds(home.path, "soon", PATIENT) == []
    assert "export" not in [entry.event for entry in home.audit_trail().entries()]
    assert rejected.hand_over(replace(home, who="sofia@example.org")) == rejected.data
    told = home.audit_trail().entries()[0]
    assert (told.event, told.facts) == (
        "export",
        {"who": "sofia@example.org", "file": rejected.name, "what": "rejected rows", "rows": 1},
    )


@pytest.mark.usefixtures("quick")
def test_no_identifier_stays_anywhere(home: Home, tmp_path: Path) -> None:
    rows = numbered_flags(5, Teaching_Comment=f"Quincy Zorblatt, MRN {MRN}, fell at home again.")
    upload = flags(*rows)
    layout = day_first_layout(home, upload)
    save_and_take_in(home, [upload], "radflow_flags", layout)
    assert holds(home.path, MRN, "Zorblatt", "ZORBLATT") == []


@pytest.mark.usefixtures("quick")
def test_a_file_nobody_knows_is_refused_in_words(home: Home) -> None:
    before = contents(home)
    with pytest.raises(Refused, match="like no known layout"):
        take_in(home, [flags()])
    assert contents(home) == before


def test_the_layout_goes_again_if_the_file_cannot_be_taken(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(warehouse: Path, published: Path, tell: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dashboard.intake.taking.publish", no_room)
    before = contents(home)
    layout = day_first_layout(home, flags())
    with pytest.raises(Refused, match="No space left"):
        save_and_take_in(home, [flags()], "radflow_flags", layout)
    assert contents(home) == before


@pytest.mark.usefixtures("quick")
def test_a_layout_that_was_corrected_comes_back(home: Home, cases: Upload) -> None:
    own = home.layouts_folder / "peer_learning_cases.toml"
    (looked,) = look_at(home, cases)
    assert looked.layout is not None
    layout = finished(first_draft(home, looked), looked, "peer_learning_cases")
    write_privately(own, "# before\n")
    broken = Upload("cases.csv", b"")
    with pytest.raises(Refused):
        save_and_take_in(home, [broken], "peer_learning_cases", layout, "peer_learning_cases")
    assert own.read_text() == "# before\n"


@pytest.mark.usefixtures("quick")
def test_a_drop_from_the_first_look_to_the_receipt(home: Home, cases: Upload) -> None:
    drop = Drop()
    unknown = flags(*numbered_flags(6))
    drop.add(home, [cases, unknown, cases])
    assert [file.upload.name for file in drop.files] == [cases.name, unknown.name]
    assert [file.ready for file in drop.files] == [True, False]
    assert drop.open == (2, 0)

    drop.try_all(home)
    (tried,) = drop.tried[drop.all_ready]
    assert tried.receipt.accepted == 3

    drop.take_ready(home)
    assert [file.number for file in drop.files] == [2]
    assert drop.taken[0].receipts[0].accepted == 3

    look = drop.file(2).looks[0]
    assert drop.draft(home, 2, 0, None) is drop.draft(home, 2, 0, None)
    layout = day_first_layout(home, unknown)
    drop.try_one(home, 2, look.called, layout)
    assert trial_of(2, look.called, layout) in drop.tried
    drop.save_and_take(home, 2, "radflow_flags", layout, None)
    assert drop.files == []
    assert drop.open is None
    assert [one.receipts[0].accepted for one in drop.taken] == [3, 6]

    drop.add(home, [flags({"Flag No": "RF-1"})])
    assert drop.ready != ()
    assert drop.taken == []


@pytest.fixture
def newcomers(tmp_path: Path) -> Upload:
    """A roster with one person more than the home knows."""
    nora = ["E7", "Newman", "Nora", "nora.newman@radiology.example", "600700"]
    row = [*nora, "North Campus", "Neuro", 1.0, date(2020, 1, 6), None]
    write_workbook(tmp_path / "newcomers.xlsx", {"Radiologists": [ROSTER_HEADINGS, row]})
    return Upload("newcomers.xlsx", (tmp_path / "newcomers.xlsx").read_bytes())


def staff_list() -> Upload:
    """A roster as no layout knows it."""
    headings = ["Employee ID", "Physician Full Name", "Campus", "Division", "Start Date"]
    rows = [[f"E{n}", f"Doe, J{n}", "North Campus", "Neuro", "2020-01-06"] for n in range(8)]
    return plain_table(headings, *rows, name="staff_list.csv")


@pytest.mark.usefixtures("quick")
def test_a_roster_dropped_with_a_file_to_map_is_taken_first(home: Home, newcomers: Upload) -> None:
    drop = Drop()
    unknown = flags({"Flagged By": "Newman, Nora", "Read By": "Newman, Nora"})
    drop.add(home, [unknown, newcomers])
    assert [(file.upload.name, file.ready) for file in drop.files] == [
        (newcomers.name, True),
        (unknown.name, False),
    ]
    assert drop.open == (1, 0)
    layout = day_first_layout(home, unknown)
    drop.try_one(home, 1, unknown.name, layout)
    ((tried,),) = drop.tried.values()
    assert (tried.people, tried.strangers, tried.holds) == (1, 0, "Peer learning cases")

    drop.save_and_take(home, 1, "radflow_flags", layout, None)
    assert drop.files == []
    (taken,) = drop.taken
    assert [one.table for one in taken.receipts] == ["radiologists", "cases"]
    assert not any("on no roster" in note for one in taken.receipts for note in one.notes)


@pytest.mark.usefixtures("quick")
def test_without_the_roster_its_people_are_said_to_be_on_none(home: Home) -> None:
    unknown = flags({"Flagged By": "Newman, Nora"})
    layout = day_first_layout(home, unknown)
    (receipt,) = save_and_take_in(home, [unknown], "radflow_flags", layout).receipts
    assert any("on no roster" in note for note in receipt.notes)


def test_of_two_files_to_map_the_roster_is_opened_first(home: Home) -> None:
    drop = Drop()
    drop.add(home, [flags(*numbered_flags(6)), staff_list()])
    assert drop.files[0].upload.name == "staff_list.csv"
    assert drop.open == (2, 0)


def test_a_file_that_cannot_be_read_stops_no_other(home: Home, cases: Upload) -> None:
    drop = Drop()
    drop.add(home, [Upload("empty.csv", b""), cases])
    assert [bool(file.problem) for file in drop.files] == [True, False]
    assert [file.upload.name for file in drop.ready] == [cases.name]
    drop.remove(1)
    assert [file.upload.name for file in drop.files] == [cases.name]
    with pytest.raises(KeyError):
        drop.file(1)
