"""The yearly summary: four items on the page, on the command line and in the Word document."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from dashboard.commands.cli import main
from dashboard.findings.accreditation import POLICY, Accreditation, accreditation
from dashboard.home import Home
from dashboard.published.lens import Lens
from dashboard.published.lookup import series, totals
from dashboard.published.open import Published
from dashboard.reports.accreditation_summary import accreditation_document
from tests.reports.conftest import last_year
from tests.reports.departments import edited

DATED = date(2025, 12, 31)


@pytest.fixture(scope="module")
def page(demo_published: Published) -> Accreditation:
    return accreditation(demo_published, last_year(demo_published))


def test_the_four_items_are_the_ledgers(page: Accreditation, demo_published: Published) -> None:
    lens = last_year(demo_published)
    cases = totals(demo_published, "cases_submitted", lens).frame["numerator"].iloc[0]
    year = series(demo_published, "radiologists_meeting_target", lens, grain="year").frame.iloc[0]
    assert page.submissions.startswith(f"{cases:,.0f} cases")
    people = f"{year['numerator']:.0f} of {year['denominator']:.0f} radiologists"
    assert page.meeting.startswith(people)
    verdicts = {each.label: each.verdict for each in page.standards}
    assert verdicts["Conferences held"] == "met"
    assert verdicts["Feedback acknowledged in 30 days"] == "not met"
    asked = {each.label: each.asked for each in page.standards}
    assert asked["Median days to feedback, at most"] == "14 days"
    assert page.standards_said == "Three of four minimum standards are met."
    assert page.actions_said.startswith("3 improvement actions were opened and 2 closed")
    held = next(each for each in page.standards if each.label == "Conferences held")
    assert held.asked == "12"  # a year's number, over a year


def test_half_a_year_is_held_to_half_the_conferences(demo_published: Published) -> None:
    half = accreditation(demo_published, Lens(date(2025, 1, 1), date(2025, 6, 1)))
    held = next(each for each in half.standards if each.label == "Conferences held")
    assert held.asked == "6 (12 a year)"
    assert "radiologist-quarters" in half.meeting


def test_the_document_holds_what_the_page_says(page: Accreditation) -> None:
    document = Document(io.BytesIO(accreditation_document(page, DATED, made_up=True)))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for said in (page.submissions, page.meeting, page.standards_said, page.actions_said, *POLICY):
        assert said in words
    assert "Made-up demo department" in words
    assert "Confidential" in words
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert all(each.title in cells for each in page.actions)


def test_the_same_data_give_the_same_bytes(page: Accreditation) -> None:
    assert accreditation_document(page, DATED) == accreditation_document(page, DATED)


@pytest.mark.long
def test_a_department_without_targets_or_actions_says_what_would_fill_them(
    departments: dict[str, Published], tmp_path: Path
) -> None:
    bare = edited(
        departments["three months"],
        tmp_path,
        "bare",
        lambda connection: connection.execute("delete from targets; delete from actions"),
    )
    page = accreditation(bare, last_year(bare))
    assert "a targets file" in page.meeting
    assert "a targets file" in page.standards_said
    assert "an action log" in page.actions_said
    assert accreditation_document(page, DATED)


def test_the_command_writes_it_and_prints_each_item(
    demo_home: Home, page: Accreditation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "year.docx"
    assert main(["report", "accreditation", "--out", str(out), "--home", str(demo_home.path)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed == [page.submissions, page.meeting, page.standards_said, page.actions_said]
    assert page.finding in [each.text for each in Document(str(out)).paragraphs][1:4]
