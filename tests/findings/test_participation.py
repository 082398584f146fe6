"""The Participation page: units together, nobody by name, targets by their own period."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dashboard.findings.participation import Participation, participation
from dashboard.published.lens import Lens
from dashboard.published.open import Published
from tests.findings.program import YEAR, Target, program, written
from tests.findings.small_ledger import SmallLedger, months

BY_MONTH: Target = ("submissions", 1, "month", date(2024, 1, 1), date(2025, 6, 30))
BY_QUARTER: Target = ("submissions", 3, "quarter", date(2025, 7, 1), None)


def page(tmp_path: Path, ledger: SmallLedger, *targets: Target, lens: Lens = YEAR) -> Participation:
    return participation(written(ledger, tmp_path / "p.duckdb", targets), lens)


def test_the_finding_is_the_share_with_its_interval_in_the_lead(tmp_path: Path) -> None:
    found = page(tmp_path, program())
    assert found.finding == "78% of radiologists submit in a month."
    assert found.lead.startswith(
        "In 2025, 420 of 540 radiologist-months had a submission (95% interval 74% to 81%)"
    )


def test_a_point_far_below_the_limits_is_a_signal(tmp_path: Path) -> None:
    ledger = program()
    ledger.rows = [
        (*row[:7], 5.0, row[8])
        if row[0] == "radiologists_submitting" and row[3] == date(2025, 9, 1)
        else row
        for row in ledger.rows
    ]
    points = page(tmp_path, ledger).submitting.frame
    low = points[points["signal"]]
    assert [month.date() for month in low["month"]] == [date(2025, 9, 1)]
    assert (low["value"] < low["lower"]).all()


def test_how_a_chart_with_few_points_was_made_is_said_in_whole_sentences(tmp_path: Path) -> None:
    ledger = program()
    for quarter in months(date(2024, 1, 1), 24)[::3]:
        ledger.add("radiologists_receiving_feedback", quarter, 100, 120, months=3)
    method = page(tmp_path, ledger).receiving.method
    assert method.startswith("Chart: P chart; limits from all 8 quarters. ")
    assert method.endswith(".")
    assert all(part[:1].isupper() for part in method.split(". "))


def test_each_month_is_judged_by_the_period_of_the_target_in_force(tmp_path: Path) -> None:
    ledger = program()
    for month in months(date(2025, 1, 1), 6):
        ledger.add("radiologists_meeting_target", month, 30, 40)
    for quarter in (date(2025, 7, 1), date(2025, 10, 1)):
        ledger.add("radiologists_meeting_target", quarter, 38, 40, months=3)
    found = page(tmp_path, ledger, BY_MONTH, BY_QUARTER)
    assert found.finding.endswith("95% reach the target of 3 cases a quarter.")
    assert "75% reached 1 case a month (180 of 240 radiologist-months" in found.meeting.source
    assert "95% reached 3 cases a quarter (76 of 80 radiologist-quarters" in found.meeting.source
    # A gap between the two stretches: they are not one series.
    assert found.meeting.frame["value"].isna().sum() == 1


def test_without_a_target_the_page_says_what_would_fill_the_chart(tmp_path: Path) -> None:
    found = page(tmp_path, program())
    assert "A targets file" in found.meeting.empty


def test_units_shown_together_are_one_row_with_the_reason(tmp_path: Path) -> None:
    ledger = program()
    for month in months(date(2025, 1, 1), 12):
        ledger.add(
            "radiologists_submitting", month, 8, 10, axis="section", members=["Breast", "Pediatric"]
        )
        ledger.add("radiologists_submitting", month, 9, 12, axis="section", members=["Body"])
    found = page(tmp_path, ledger).by_section
    assert list(found.frame["label"]) == ["Body", "Breast + Pediatric"]
    assert found.notes == (
        "Breast + Pediatric, shown together: too few radiologists in one of them.",
    )
    assert found.frame["said"].to_list() == ["108 of 144", "96 of 120"]


def test_a_lens_on_a_site_leaves_the_sections_out_and_says_why(tmp_path: Path) -> None:
    ledger = program()
    for month in months(date(2025, 1, 1), 12):
        for site in ("Harbour", "Riverside"):
            ledger.add("radiologists_submitting", month, 8, 10, axis="site", members=[site])
    found = page(tmp_path, ledger, lens=Lens(YEAR.start, YEAR.end, "site", ("Harbour",)))
    assert found.finding == "80% of radiologists at Harbour submit in a month."
    assert list(found.by_site.frame["label"]) == ["Harbour", "Riverside"]
    assert found.by_section.empty.startswith("Site and section cannot be combined")


def test_the_demo_department_fills_every_block(demo_published: Published) -> None:
    found = participation(demo_published, YEAR)
    blocks = [
        found.submitting,
        found.receiving,
        found.meeting,
        found.by_site,
        found.by_section,
        found.spread,
        found.month_ends,
        found.attendance,
        found.quota,
    ]
    for block in blocks:
        assert block.empty == "", block.title
        assert "n = " in block.source or " of " in block.source
        assert len(block.table.raw)
    assert found.nothing == ""


def test_participation_has_no_modality_and_the_page_says_so(demo_published: Published) -> None:
    lens = Lens(YEAR.start, YEAR.end, "modality", ("CT",))
    assert "not to a modality" in participation(demo_published, lens).nothing
