"""The mapping assistant: a file nobody described is proposed a layout that works."""

from pathlib import Path

import pytest

from dashboard.ingest.layouts import built_in_layouts, layout_from
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.suggest import suggest_layout
from tests.ingest.exports import Department

HEADINGS = (
    "Report Number,Flag Type,Flagged By,Flagged,Original Reader,Facility,Modality,"
    "Issue Category,Teaching Comment,MRN"
)
STRANGE = f"""{HEADINGS}
1,Discrepancy,"Lee, Ann",03/14/2025 10:33,"Roe, Bob",North,CT,Perceptual,the lung bases always,123
2,Discrepancy,"Lee, Ann",03/15/2025 10:33,"Roe, Bob",North,MR,Gremlins,the corners of the film,124
"""


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


def test_a_file_like_nothing_is_refused(department: Department) -> None:
    department.write("zzz.csv", "qqq,www\n###,%%%\n")
    with pytest.raises(CannotTake, match="no column is like one of ours"):
        suggest_layout(department.folder / "zzz.csv", built_in_layouts())
