"""The Overview claims what an interval bears, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.findings.overview import Overview, overview
from dashboard.findings.sentences import MINUS
from dashboard.findings.what_changed import MOST
from dashboard.published.lens import Lens
from dashboard.published.open import Published
from tests.findings.program import YEAR, Target, program, written
from tests.findings.small_ledger import months

SIXTY: Target = ("radiologists_submitting", 60, "month", date(2024, 1, 1), None)
EIGHTY: Target = ("feedback_acknowledged", 80, "quarter", date(2024, 1, 1), None)


def page(tmp_path: Path, *targets: Target, **given: object) -> Overview:
    return overview(written(program(**given), tmp_path / "p.duckdb", targets), YEAR)  # type: ignore[arg-type]


def test_two_years_alike_are_not_called_a_change(tmp_path: Path) -> None:
    found = page(tmp_path)
    assert found.finding == "78% of radiologists submit in a month."
    assert found.changes == ()
    assert found.no_change.startswith(
        "No change between 2024 and 2025 is claimed: with four figures"
    )


MR = Lens(YEAR.start, YEAR.end, "modality", ("MR",))


def test_under_a_lens_that_submissions_are_not_split_by_the_lead_is_about_feedback(
    tmp_path: Path,
) -> None:
    ledger = program()
    ledger.add(
        "feedback_acknowledged", YEAR.start, 70, 100, months=12, axis="modality", members=["MR"]
    )
    found = overview(written(ledger, tmp_path / "p.duckdb"), MR)
    assert found.lead.startswith(
        "In 2025, 70 of 100 feedback messages in MR were acknowledged within 30 days (70%, 95%"
    )
    assert found.finding == "Submissions are not split by modality."
    assert overview(written(program(), tmp_path / "q.duckdb"), MR).lead.startswith("Nothing was")
    children = Lens(YEAR.start, YEAR.end, "patient_group", ("pediatric",))
    kinds = overview(written(program(), tmp_path / "c.duckdb"), children).kinds
    assert kinds.title == "Learning opportunities and great calls for pediatric patients"


def test_a_note_on_some_of_the_figures_names_them(tmp_path: Path) -> None:
    ledger = program()
    ledger.rows = [row for row in ledger.rows if row[0] != "feedback_acknowledged"]
    for quarter in months(date(2024, 1, 1), 24)[::3]:
        ledger.add("feedback_acknowledged", quarter, 70, 100, months=3)
    lens = Lens(date(2025, 11, 1), date(2025, 12, 1))
    assert overview(written(ledger, tmp_path / "p.duckdb"), lens).notes == (
        "Feedback acknowledged within 30 days: shown from October 2025 to December 2025: these "
        "numbers are published by the quarter.",
    )


def test_a_sure_rise_is_the_finding_and_a_sentence(tmp_path: Path) -> None:
    found = page(tmp_path, submitting=(44, 45))
    assert found.finding == "More radiologists take part than in 2024."
    said = found.changes[0]
    assert said.subject == "More radiologists take part:"
    assert said.rest.startswith("98% now, +20 points (+16 to +24) on 2024")
    assert said.source == "Overview, 528 of 540 radiologist-months"


def test_a_sure_fall_is_said_as_plainly(tmp_path: Path) -> None:
    found = page(tmp_path, acknowledged=(40, 100))
    assert found.finding == "Less feedback is acknowledged than in 2024."
    assert f"{MINUS}30 points" in found.tiles[2].change


def test_a_small_rise_is_on_the_tile_with_its_interval_and_in_no_sentence(tmp_path: Path) -> None:
    found = page(tmp_path, submitting=(36, 45))
    assert found.tiles[0].change == "+2 points"
    assert found.tiles[0].change_note == f"on 2024 ({MINUS}3 to +7)"
    assert "more" not in found.finding.lower()
    assert found.changes == ()


def test_a_target_surely_missed_is_in_the_finding(tmp_path: Path) -> None:
    found = page(tmp_path, SIXTY, EIGHTY)
    assert found.finding == (
        "78% of radiologists submit in a month; acknowledged feedback is short of target."
    )
    assert "One of two targets is met." in found.lead
    assert [tile.target_words for tile in found.tiles[:3]] == [
        "Target 60%: met",
        "No target set",
        "Target 80%: not met",
    ]


def test_a_target_missed_by_a_hair_is_not_called_missed_in_the_finding(tmp_path: Path) -> None:
    near: Target = ("feedback_acknowledged", 71, "quarter", date(2024, 1, 1), None)
    found = page(tmp_path, near)
    assert "short of target" not in found.finding
    assert found.tiles[2].target_words == "Target 71%: not met"


def test_crowding_is_said_when_the_interval_lies_above_an_even_flow(tmp_path: Path) -> None:
    assert page(tmp_path).changes == ()
    (tmp_path / "p.duckdb").unlink()
    said = page(tmp_path, month_end=36).changes[0]
    assert said.subject == "Cases crowd into month ends:"
    assert "36% arrive in the last 5 days" in said.rest
    assert "an even flow would bring 16%" in said.rest


def test_a_section_that_received_nothing_is_set_apart_from_no_other(tmp_path: Path) -> None:
    ledger = program()
    for month in months(date(2025, 1, 1), 12):
        for section, hits, out in (("Chest", 90, 100), ("Neuro", 40, 100), ("Breast", 0, 0)):
            ledger.add("feedback_acknowledged", month, hits, out, axis="section", members=[section])
    said = [line.subject for line in overview(written(ledger, tmp_path / "p.duckdb"), YEAR).changes]
    assert "Chest acknowledges more feedback:" in said
    assert not any("Breast" in subject for subject in said)


def test_every_figure_has_its_numerator_denominator_and_months(tmp_path: Path) -> None:
    tile = page(tmp_path).tiles[0]
    assert tile.n == "420 of 540 radiologist-months"
    assert len(tile.points) == 24
    assert [point.now for point in tile.points] == [False] * 12 + [True] * 12
    assert [level.now for level in tile.levels] == [False, True]
    assert "78%" in tile.alt


def test_a_first_year_is_compared_with_nothing(tmp_path: Path) -> None:
    department = written(program(), tmp_path / "p.duckdb")
    found = overview(department, Lens(date(2024, 1, 1), date(2024, 12, 1)))
    assert found.tiles[0].change == ""
    assert found.tiles[0].change_note == "no earlier months to compare with"
    assert found.no_change == "There are no earlier months to compare with yet."


def test_what_was_not_received_is_a_reason_and_not_a_zero(tmp_path: Path) -> None:
    days = page(tmp_path).tiles[3]
    assert days.value == "–"
    assert "It is filled from: Peer learning case and feedback exports" in days.change_note
    assert days.points == ()


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_the_demo_departments_sentences_are_at_most_five_and_each_has_its_n(
    demo_published: Published, year: int
) -> None:
    found = overview(demo_published, Lens(date(year, 1, 1), date(year, 12, 1)))
    assert 0 < len(found.changes) <= MOST
    for statement in found.changes:
        assert statement.source
        assert statement.rest.endswith(".")


def test_the_demo_department_shows_its_planted_theme_and_only_that(
    demo_published: Published,
) -> None:
    found = overview(demo_published, YEAR)
    themes = [each for each in found.changes if each.source.startswith("Learning themes")]
    assert [theme.subject for theme in themes] == ["Prior or history not used fell"]


def test_units_shown_together_are_named_together_wherever_they_are_spoken_of(
    tmp_path: Path,
) -> None:
    ledger = program()
    pair = ["Breast", "Pediatric"]
    for month in months(date(2024, 1, 1), 24):
        ledger.add("radiologists_submitting", month, 8, 10, axis="section", members=pair)
        ledger.add("radiologists_submitting", month, 9, 12, axis="section", members=["Body"])
    lens = Lens(YEAR.start, YEAR.end, "section", ("Pediatric",))
    found = overview(written(ledger, tmp_path / "p.duckdb"), lens)
    assert found.finding == "80% of radiologists in Pediatric + Breast submit in a month."
    assert found.notes == (
        "Pediatric + Breast, shown together: too few radiologists in one of them.",
    )
