"""Addenda were planted unchanged: no page, slide or analysis says that their rate changed."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from dashboard.demo.export_files import truth_path
from dashboard.findings.outcome_view import OutcomeView, outcome_view
from dashboard.findings.outcomes import Outcomes, outcomes
from dashboard.findings.outcomes.specifications import specifications
from dashboard.findings.saved_analysis import checked_analysis
from dashboard.findings.workbench import run_analysis
from dashboard.published.lens import Lens
from dashboard.published.open import Published
from dashboard.reports.deck.plan import plan_deck

MEASURE = "addenda_per_1000_exams"
CHANGED = re.compile(
    r"addenda per 1,000 exams[^.;]*\b"
    r"(rose|fell|were [\d.]+ times|(above|below) what was expected had)",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def judged(demo_published: Published) -> Outcomes:
    return outcomes(demo_published, whole(demo_published))


@pytest.fixture(scope="module")
def view(demo_published: Published, judged: Outcomes) -> OutcomeView:
    tried = specifications(demo_published, whole(demo_published))
    return outcome_view(judged, "addenda", tried, ())


def whole(published: Published) -> Lens:
    return Lens(published.months[0], published.months[-1])


def test_no_change_was_planted(demo_exports: Path) -> None:
    truths = json.loads(truth_path(demo_exports).read_text(encoding="utf-8"))["truths"]
    planted = {truth["name"]: truth["log_rate_ratio"] for truth in truths}
    assert planted["addenda per 1,000 exams"] == 0


def test_it_is_judged_over_both_eras_by_site_and_not_called_changed(judged: Outcomes) -> None:
    addenda = judged["addenda"]
    assert addenda.claimed_by == "staggered"
    assert len(addenda.points) == 60
    assert judged.adjusted_over == 3
    assert addenda.p_adjusted is not None
    assert addenda.verdict == "no clear change"
    assert addenda.effect.absolute.lower < 0 < addenda.effect.absolute.upper
    assert addenda.effect.ratio.lower < 1 < addenda.effect.ratio.upper


def test_the_series_by_itself_says_the_same(judged: Outcomes) -> None:
    by_itself = judged["addenda"].interrupted.at_12_months.absolute
    assert by_itself.lower < 0 < by_itself.upper


def test_what_did_change_is_still_said_to(judged: Outcomes) -> None:
    assert judged["learning_opportunities"].verdict == "changed up"
    assert judged.finding.startswith("Learning opportunities captured per 1,000 exams rose, ")
    assert judged.finding.endswith("and addenda per 1,000 exams did not clearly change.")


def test_no_sentence_of_the_page_says_it_changed(view: OutcomeView, judged: Outcomes) -> None:
    said = [view.headline, view.lead, *view.plain, *view.cannot, view.series.alt, judged.finding]
    assert view.headline == "Addenda per 1,000 exams show no clear change."
    assert not [each for each in said if CHANGED.search(each)]
    assert view.bar is None, "an effect is drawn though none is claimed"
    assert not view.control.frame.empty
    assert len(view.specifications.frame) > 10


def test_no_slide_says_it_changed(demo_published: Published) -> None:
    months = demo_published.months
    deck = plan_deck(demo_published, Lens(months[-12], months[-1]))
    words = [text for slide in deck.slides for text in (slide.title, slide.brief, *slide.notes)]
    said = [text for text in words if "addenda per 1,000 exams" in text]
    assert said, "no slide speaks of it at all"
    assert not [text for text in said if CHANGED.search(text)]


@pytest.mark.parametrize(
    ("site", "change", "phase_in"),
    [
        ("", "2023-01", 15),
        ("North Campus", "2023-01", 3),
        ("Harbour", "2023-07", 3),
        ("Riverside", "2024-01", 3),
        ("Westgate", "2023-01", 3),
    ],
)
@pytest.mark.parametrize("design", ["interrupted_time_series", "before_after"])
def test_no_saved_analysis_says_it_changed(
    demo_published: Published, design: str, site: str, change: str, phase_in: int
) -> None:
    saved = {"measure": MEASURE, "design": design, "change": change, "phase_in": phase_in}
    units = {"axis": "site", "member": site} if site else {}
    analysis = checked_analysis(saved | units, demo_published)
    assert analysis.start == date(2021, 1, 1)
    finding = run_analysis(demo_published, analysis).finding
    assert "cannot be told from" in finding, finding


def test_the_words_of_a_change_would_be_found() -> None:
    assert CHANGED.search("Since then, addenda per 1,000 exams were 0.8 times what was expected.")
    assert CHANGED.search("Learning opportunities rose, addenda per 1,000 exams fell.")
    assert not CHANGED.search("Percent taking part fell; addenda per 1,000 exams did not change.")
