"""The mapping assistant: a file nobody described is proposed a layout that works."""

import gzip
import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from dashboard.ingest.layouts import built_in_layouts, layout_from
from dashboard.ingest.people import open_people
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.suggest import suggest_layout
from tests.faults.valid_exports import zipped
from tests.ingest.exports import Department, write_workbook

HEADINGS = (
    "Report Number,Flag Type,Flagged By,Flagged,Original Reader,Facility,Modality,"
    "Issue Category,Teaching Comment,MRN"
)
STRANGE = f"""{HEADINGS}
1,Discrepancy,"Lee, Ann",03/14/2025 10:33,"Roe, Bob",North,CT,Perceptual,the lung bases always,123
2,Discrepancy,"Lee, Ann",03/15/2025 10:33,"Roe, Bob",North,MR,Gremlins,the corners of the film,124
"""
STAFF = """Staff Number,Surname,Given Name,Work Email,RadPeer ID,Site,Section,FTE,Hired,Shoe Size
77,Lee,Ann,ann.lee@radiology.example,9001,North,Neuro,1.0,2020-01-06,39
78,Roe,Bob,bob.roe@radiology.example,9002,North,Chest,0.5,2021-02-01,44
"""


def filled_in(text: str) -> str:
    """The layout with the number sign taken off every line that has one, and a code filled in."""
    lines = (
        line if line.startswith("##") else line.removeprefix("# ") for line in text.split("\n")
    )
    return "\n".join(lines).replace(' = ""', ' = "technique"')


def test_a_strange_file_is_proposed_saved_and_taken(department: Department) -> None:
    department.write("strange.csv", STRANGE)
    proposal = suggest_layout(department.folder / "strange.csv", built_in_layouts())
    found = {one.column.name: one.heading for one in proposal.columns}
    assert proposal.table.name == "cases"
    assert found == {
        "case_id": "Report Number",
        "case_kind": "Flag Type",
        "theme": "Issue Category",
        "submitting_radiologist": "Flagged By",
        "interpreting_radiologist": "Original Reader",
        "submitted_on": "Flagged",
        "site": "Facility",
        "modality": "Modality",
        "learning_point": "Teaching Comment",
    }
    assert proposal.dropped == ("MRN",)
    assert (proposal.missing, proposal.unused) == ((), ())
    assert '# "Gremlins" = ""' in proposal.text
    (department.home.layouts_folder / "strange.toml").write_text(proposal.text)
    receipt = department.receipt()
    assert (receipt.layout, receipt.accepted) == ("strange", 2)
    assert department.rows("select submitted_on::text, theme::text from cases order by 1") == [
        ("2025-03-14", "perception"),
        ("2025-03-15", "unmapped"),
    ]


@pytest.mark.parametrize(
    ("file", "table"),
    [
        ("eradpeer_scored_reviews.csv", "reviews"),
        ("peer_learning_cases.csv", "cases"),
        ("peer_learning_feedback.tsv", "feedback"),
        ("exam_volumes.csv", "exam_volumes"),
        ("roster.xlsx", "radiologists"),
        ("improvement_actions.csv", "actions"),
    ],
)
def test_the_demo_files_would_be_proposed_their_own_tables(
    demo_exports: Path, file: str, table: str
) -> None:
    proposal = suggest_layout(demo_exports / file, built_in_layouts())
    assert proposal.table.name == table
    assert layout_from(proposal.text, "proposed").table == table or proposal.missing


LEE, ROE = '"Lee, Ann"', '"Roe, Bob"'


@pytest.mark.parametrize(
    ("headings", "row", "table", "open_headings"),
    [
        ("Case No,Type,Category,Date", "1,Great call,Perception,2025-03-14", "cases", ()),
        (
            "Case No,Type,Category,Date,Radiologist",
            f"1,Great call,Perception,2025-03-14,{LEE}",
            "cases",
            (),
        ),
        (
            "Date,Attendance,Topic,Next date",
            "2025-03-14,12,Lungs,tbd",
            "conferences",
            ("Attendance", "Topic", "Next date"),
        ),
        (
            "Date,Attendee,Conference,Date of record",
            f"2025-03-14,{LEE},7,14.03.2025",
            "attendance",
            ("Date", "Date of record"),
        ),
        (
            "Title,Case Type,Error Type,Created By,Created",
            f"Lungs,Great call,Perception,{ROE},2025-03-14",
            "cases",
            ("Title",),
        ),
        (
            "No,Date,Reporter,Reader,Error,Comment",
            f"1,2025-03-14,{LEE},{ROE},Perception,look at the bases again",
            "cases",
            (),
        ),
    ],
)
def test_a_short_list_is_proposed_its_table_and_no_meaning_by_letters_alone(
    department: Department, headings: str, row: str, table: str, open_headings: tuple[str, ...]
) -> None:
    department.write("list.csv", f"{headings}\n{row}\n")
    proposal = suggest_layout(department.folder / "list.csv", built_in_layouts())
    assert (proposal.table.name, proposal.unused) == (table, open_headings)


def test_a_list_of_courses_or_staff_is_a_roster_with_a_doubt(department: Department) -> None:
    department.write("staff.csv", STAFF)
    assert not suggest_layout(department.folder / "staff.csv", built_in_layouts()).doubts
    others = STAFF.replace("Shoe Size", "Job Title").replace(",39", ",Chest radiologist")
    department.write("staff.csv", others.replace(",44", ",Secretary"))
    (doubt,) = suggest_layout(department.folder / "staff.csv", built_in_layouts()).doubts
    assert "“Job Title” says that not all of them are radiologists" in doubt
    assert "Secretary" not in doubt
    department.write(
        "courses.csv",
        "Employee ID,Home Site,Home Section,Start Date,End Date,Course\n"
        "77,North,Neuro,2025-03-14,2025-03-15,MRI safety\n"
        "78,North,Chest,2025-04-14,2025-04-15,MRI safety\n",
    )
    notes = department.receipt("courses.csv").notes
    assert any("“Course” is a column of a list of courses" in note for note in notes)
    assert any("Most rows last a few days" in note for note in notes)


def test_a_packed_file_is_proposed_what_is_in_it(department: Department) -> None:
    for name, data in (
        ("strange.csv.gz", gzip.compress(STRANGE.encode())),
        ("month.zip", zipped({"strange.csv": STRANGE.encode()})),
    ):
        department.write(name, data)
        proposal = suggest_layout(department.folder / name, built_in_layouts())
        assert (proposal.table.name, proposal.dropped) == ("cases", ("MRN",))


def test_a_table_can_be_asked_for(department: Department) -> None:
    department.write("strange.csv", STRANGE)
    path = department.folder / "strange.csv"
    assert suggest_layout(path, built_in_layouts(), "reviews").table.name == "reviews"
    with pytest.raises(CannotTake, match="--table nonsense: no such table"):
        suggest_layout(path, built_in_layouts(), "nonsense")


def test_dates_that_fit_two_ways_are_both_named(department: Department) -> None:
    department.write("strange.csv", STRANGE.replace("03/14", "03/04").replace("03/15", "03/05"))
    proposal = suggest_layout(department.folder / "strange.csv", built_in_layouts())
    (days,) = [one.formats for one in proposal.columns if one.column.kind == "day"]
    assert days == ("%m/%d/%Y", "%d/%m/%Y")
    assert any("can be read as" in remark for remark in proposal.remarks)
    (department.home.layouts_folder / "strange.toml").write_text(proposal.text)
    with pytest.raises(CannotTake, match="can be read as"):
        department.take()  # as it is printed the format is not settled in silence
    both = filled_in(proposal.text)
    with pytest.raises(ValueError, match="read 03/04 as two days; keep one"):
        layout_from(both, "strange")
    one = both.replace('["%m/%d/%Y", "%d/%m/%Y"]', '["%d/%m/%Y"]')
    (department.home.layouts_folder / "strange.toml").write_text(one)
    department.take()
    assert department.rows("select submitted_on::text, theme::text from cases order by 1") == [
        ("2025-04-03", "perception"),
        ("2025-05-03", "technique"),
    ]


def test_what_is_printed_stays_toml_when_its_blanks_are_filled_in(department: Department) -> None:
    department.write("strange.csv", STRANGE.replace("Discrepancy", 'The "odd" flag'))
    proposal = suggest_layout(department.folder / "strange.csv", built_in_layouts())
    assert tomllib.loads(proposal.text)["columns"]["theme"] == {"source": "Issue Category"}
    filled = filled_in(proposal.text).replace('flag" = "technique"', 'flag" = "great_call"')
    columns = tomllib.loads(filled)["columns"]
    assert columns["theme"]["values"] == {"Gremlins": "technique"}
    assert columns["modality"] == "Modality"
    (department.home.layouts_folder / "strange.toml").write_text(filled)
    assert department.receipt(layout="strange").accepted == 2
    assert department.rows("select case_kind::text, theme::text from cases order by theme") == [
        ("great_call", "perception"),
        ("great_call", "technique"),
    ]


def test_a_column_that_is_missing_can_be_named_where_it_says_so(department: Department) -> None:
    department.write("strange.csv", STRANGE.replace("Facility", "Xyz"))
    proposal = suggest_layout(department.folder / "strange.csv", built_in_layouts())
    assert [column.name for column in proposal.missing] == ["site"]
    filled = filled_in(proposal.text).replace("name its column", "Xyz")
    (department.home.layouts_folder / "strange.toml").write_text(filled)
    assert department.receipt().accepted == 2


def test_a_roster_that_was_proposed_says_who_its_people_are(department: Department) -> None:
    department.write("staff.csv", STAFF)
    proposal = suggest_layout(department.folder / "staff.csv", built_in_layouts())
    assert proposal.table.name == "radiologists"
    assert proposal.unused == ("Shoe Size",)
    (department.home.layouts_folder / "staff.toml").write_text(proposal.text)
    assert department.receipt("staff.csv").layout == "staff"
    book = open_people(department.home)
    for cell in ("Ann Lee", "Lee, Ann", "ann.lee@radiology.example", "77", "9001"):
        assert book.is_on_roster(cell)
    assert book.resolve("77", "employee") == book.resolve("Lee, Ann")


def test_the_sheet_that_is_most_like_a_table_is_proposed(department: Department) -> None:
    rows = [
        ["Submissions, January to March"],
        [],
        ["Ref #", "Logged", "Logged by", "Read by", "Campus", "Accession #"],
        [1001, date(2025, 1, 3), "Lee, Ann", "Roe, Bob", "North", "NC25-1"],
    ]
    sheets = {"Read me": [["Exported from a tool"], ["Contact x4411"]], "Submissions": rows}
    write_workbook(department.folder / "q1.xlsx", sheets)
    with pytest.raises(CannotTake, match=r"q1.xlsx, sheet Submissions: its columns are like no"):
        department.take()
    proposal = suggest_layout(department.folder / "q1.xlsx", built_in_layouts())
    assert proposal.dropped == ("Accession #",)
    (department.home.layouts_folder / "q1.toml").write_text(proposal.text)
    assert department.receipt().accepted == 1


def test_headings_parted_by_capitals_are_read(department: Department) -> None:
    person = {"staffNo": "77", "familyName": "Lee", "givenName": "Ann", "workEmail": "a@x.example"}
    place = {"homeSite": "North", "homeSection": "Neuro", "startDate": "2020-01-06"}
    department.write("staff.json", json.dumps([{**person, **place, "patientName": "Zorblatt"}]))
    proposal = suggest_layout(department.folder / "staff.json", built_in_layouts())
    assert (proposal.missing, proposal.dropped) == ((), ("patientName",))
    (department.home.layouts_folder / "staff.toml").write_text(proposal.text)
    assert department.receipt().accepted == 1
    assert open_people(department.home).is_on_roster("Ann Lee")


def test_scores_of_a_file_that_names_no_scale_are_asked_about(department: Department) -> None:
    text = "Case ID,Reviewer,Original Radiologist,Review Date,Site,Score,Verdict\n"
    department.write("r.csv", text + "R-1,Lee,Roe,2025-03-25,North,2,x\n")
    proposal = suggest_layout(department.folder / "r.csv", built_in_layouts(), "reviews")
    (department.home.layouts_folder / "r.toml").write_text(proposal.text)
    assert department.receipt(layout="r").rejected == 1
    (department.home.layouts_folder / "r.toml").write_text(filled_in(proposal.text))
    receipt = department.receipt(layout="r")
    assert (receipt.accepted, receipt.rejected) == (1, 0)
    assert any("without a or b" in note for note in receipt.notes)


def test_a_layout_whose_file_the_shell_has_just_made_is_none(department: Department) -> None:
    (department.home.layouts_folder / "strange.toml").touch()
    department.cases({})
    assert department.receipt().accepted == 1


def test_a_file_like_nothing_is_refused(department: Department) -> None:
    department.write("zzz.csv", "qqq,www\n###,%%%\n")
    with pytest.raises(CannotTake, match="no column is like one of ours"):
        suggest_layout(department.folder / "zzz.csv", built_in_layouts())


@pytest.mark.parametrize(
    "heading", ["Employee no.", "Employee #", "EmpID", "STAFF_NO", "Payroll number", "Emp. nr"]
)
def test_a_staff_number_is_who_the_person_is(department: Department, heading: str) -> None:
    """Beside a column of names, and however like "Employment" its heading is."""
    rows = (
        "Radiologist;Mail;Hospital;Division;Workload;From;To",
        "Lee, Ann;ann.lee@radiology.example;North;Neuro;100%;2020-01-06;",
        "Roe, Bob;bob.roe@radiology.example;North;Chest;50%;2021-02-01;",
    )
    numbers = (heading, "10077", "10078")
    lines = (f"{number};{row}" for number, row in zip(numbers, rows, strict=True))
    department.write("people.csv", "\n".join(lines))
    proposal = suggest_layout(department.folder / "people.csv", built_in_layouts())
    found = {one.column.name: one.heading for one in proposal.columns}
    assert proposal.table.name == "radiologists"
    assert found["person_id"] == heading
    assert (found["site"], found["fte"]) == ("Hospital", "Workload")
    assert proposal.people is not None
    assert proposal.people.ids == {"employee": heading}
    assert (proposal.people.name, proposal.people.email) == (("Radiologist",), "Mail")
    (department.home.layouts_folder / "people.toml").write_text(proposal.text)
    assert department.receipt().accepted == 2
    names = {tuple(person.names) for person in open_people(department.home).book.values()}
    assert names == {("Lee, Ann",), ("Roe, Bob",)}
