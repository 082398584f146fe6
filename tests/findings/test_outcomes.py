"""Outcomes across the change: the design, the claim, what is refused and what is described."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.findings.outcome_checks import effects_block
from dashboard.findings.outcomes import Outcomes, outcomes
from dashboard.findings.sentences import signed
from dashboard.published.lens import Lens
from dashboard.published.open import Published
from tests.findings.small_ledger import SmallLedger, months

START = date(2021, 1, 1)
FIVE_YEARS = Lens(START, date(2025, 12, 1))
LIVE = {"Harbour": date(2023, 1, 1), "North": date(2023, 7, 1)}
SITES = ("Harbour", "North", "Westgate")
CAPTURED, TAKING_PART = "learning_opportunities_per_1000_exams", "radiologists_taking_part"
EXAMS = 10_000


def wobble(place: int) -> int:
    """A small, even unrest that repeats every five months, so that lines leave a residual."""
    return (0, 2, -1, 1, -2)[place % 5]


def staggered(times: float) -> SmallLedger:
    """Three sites, two of which go live: captures are multiplied there, people stay as they are."""
    ledger = SmallLedger()
    for place, month in enumerate(months(START, 60)):
        whole = {CAPTURED: [0.0, 0.0], TAKING_PART: [0.0, 0.0]}
        for number, site in enumerate(SITES):
            live = site in LIVE and month >= LIVE[site]
            found = 20 + wobble(place + 2 * number)
            rows = {
                CAPTURED: (round(found * (times if live else 1)), EXAMS),
                TAKING_PART: (15 + wobble(place * (number + 2)), 20),
            }
            for measure, (hits, out) in rows.items():
                ledger.add(measure, month, hits, out, axis="site", members=[site])
                whole[measure][0] += hits
                whole[measure][1] += out
        for measure, (hits, out) in whole.items():
            ledger.add(measure, month, hits, out)
    for site, day in LIVE.items():
        ledger.event("go_live", day, f"Peer learning at {site}", site, phase_in=3)
    return ledger


def published(ledger: SmallLedger, folder: Path) -> Published:
    return ledger.write(folder / "p.duckdb")


@pytest.fixture(scope="module")
def tripled(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    folder = tmp_path_factory.mktemp("tripled")
    return outcomes(published(staggered(3), folder), FIVE_YEARS)


def test_a_planted_rise_is_found_and_its_ratio_covered(tripled):
    captured = tripled["learning_opportunities"]
    assert captured.verdict == "changed up"
    assert captured.claimed_by == "staggered"
    assert captured.effect.ratio.lower < 3 < captured.effect.ratio.upper
    assert captured.effect.absolute.value == pytest.approx(4, abs=0.2)
    assert captured.sentence.startswith(
        "Since each site's phase-in, learning opportunities captured per 1,000 exams were "
    )


def test_an_outcome_that_stayed_is_not_called_changed(tripled):
    people = tripled["taking_part"]
    assert people.verdict == "no clear change"
    assert "no clear change" in people.sentence
    assert people.effect.absolute.lower < 0 < people.effect.absolute.upper


def test_a_claim_must_survive_holm_over_the_outcomes_judged(tripled):
    judged = [one for one in tripled.all if one.p_value is not None]
    assert tripled.adjusted_over == len(judged) == 2
    smallest = min(judged, key=lambda one: one.p_value)
    assert smallest.p_adjusted == pytest.approx(2 * smallest.p_value)
    assert all(one.p_adjusted >= one.p_value for one in judged)


def test_nothing_planted_claims_nothing(tmp_path):
    found = outcomes(published(staggered(1), tmp_path), FIVE_YEARS)
    assert [one.verdict for one in found.all if one.p_value is not None] == 2 * ["no clear change"]
    assert found.finding == "No clear change in any of two outcomes."


def test_the_expected_line_is_what_the_sites_would_have_had(tripled):
    lines = tripled["learning_opportunities"].lines
    assert lines["month"].min() == date(2023, 5, 1), "a phase-in has no expected value"
    last = lines.iloc[-1]
    assert last["expected"] == pytest.approx(2.0, abs=0.3)
    assert last["expected_lower"] < last["expected"] < last["expected_upper"]


def test_one_date_for_all_is_judged_by_the_series_alone(tmp_path):
    ledger = SmallLedger()
    for place, month in enumerate(months(START, 60)):
        ledger.add(CAPTURED, month, (60 if place >= 30 else 30) + 3 * wobble(place), EXAMS)
    ledger.event("go_live", months(START, 31)[-1], "Peer learning", phase_in=3)
    captured = outcomes(published(ledger, tmp_path), FIVE_YEARS)["learning_opportunities"]
    assert captured.claimed_by == "interrupted"
    assert captured.interrupted.rows_before == 30
    assert captured.interrupted.rows_left_out == 3
    assert captured.verdict == "changed up"
    assert captured.at_12_months.absolute.lower < 3 < captured.at_12_months.absolute.upper


def test_a_change_of_the_scoring_tool_starts_the_series_anew(tmp_path):
    ledger = staggered(3)
    ledger.event("tool_change", date(2022, 1, 1), "Scoring built into PACS")
    found = outcomes(published(ledger, tmp_path), FIVE_YEARS)
    assert found["learning_opportunities"].staggered.first == date(2022, 1, 1)
    assert found["taking_part"].staggered.first == START


def test_what_one_era_records_is_described_and_not_judged(tripled, tmp_path):
    ledger = staggered(1)
    for month in months(date(2023, 1, 1), 36):
        ledger.add("feedback_per_radiologist_month", month, 30, 20)
    feedback = outcomes(published(ledger, tmp_path), FIVE_YEARS)["feedback"]
    assert feedback.verdict == "cannot be judged"
    assert "Recorded only since go-live" in feedback.reason
    assert feedback.facts[0].startswith("In 2025: 1.5 per radiologist-month (360 of 240 ")
    assert feedback.p_adjusted is None


def test_a_share_of_one_era_is_a_percent_of_what_it_divides_by(tmp_path):
    ledger = staggered(3)
    for month in months(date(2025, 1, 1), 12):
        ledger.add("addendum_share", month, 20, 80)
    share = outcomes(published(ledger, tmp_path), FIVE_YEARS)["addendum_share"]
    assert share.facts[0].startswith("In 2025: 25% (240 of 960 learning opportunities, 95%")
    assert set(share.points["value"]) == {25.0}


@pytest.mark.parametrize("cases", [0, 30], ids=["none recorded", "none named"])
def test_what_has_no_period_to_draw_is_said_and_not_drawn(tmp_path, cases):
    ledger = staggered(3)
    for month in months(date(2025, 1, 1), 12):
        ledger.add("addendum_share", month, 0, 0)
        ledger.add("learning_themes", month, cases, cases, part="unmapped")
    found = outcomes(published(ledger, tmp_path), FIVE_YEARS)
    for code in ("addendum_share", "themes"):
        assert found[code].points.empty
        assert found[code].facts == ()
        assert "no period can be drawn" in found[code].reason


def test_unlike_denominators_are_refused_with_the_reason(tripled):
    share = tripled["significant_share"]
    assert share.verdict == "cannot be judged"
    assert "denominators are unlike" in share.reason


def test_hours_are_an_empty_state_until_policy_states_minutes(tripled):
    hours = tripled["reviewer_hours"]
    assert "has not said how many minutes" in hours.reason
    assert hours.points.empty


def test_hours_are_counts_times_the_minutes_in_force(tmp_path):
    ledger = staggered(1)
    for month in months(START, 60):
        ledger.add("scored_reviews", month, 600, 600)
    for month in months(date(2023, 1, 1), 36):
        ledger.add("cases_submitted", month, 90, 90)
    ledger.target("minutes_a_review", 6, START)
    ledger.target("minutes_a_case", 12, START)
    hours = outcomes(published(ledger, tmp_path), FIVE_YEARS)["reviewer_hours"]
    before = hours.points.iloc[0]
    assert before["numerator"] == pytest.approx(60)
    assert before["value"] == pytest.approx(60 / before["denominator"])
    assert hours.points.iloc[-1]["numerator"] == pytest.approx(60 + 18)
    assert hours.verdict == "cannot be judged"
    assert "7,200 reviews at 6 minutes, for" in hours.facts[0]  # and no cases yet


def test_too_few_months_before_say_so(tmp_path):
    found = outcomes(published(staggered(3), tmp_path), Lens(date(2023, 1, 1), date(2025, 12, 1)))
    captured = found["learning_opportunities"]
    assert captured.verdict == "cannot be judged"
    assert "Fewer than three periods" in captured.reason
    assert found.finding == "No outcome can be judged across the change yet."


def test_level_and_slope_of_the_departments_line_have_their_limits(tripled):
    one = tripled["learning_opportunities"]
    said = effects_block(one).source
    for found in (one.interrupted.level, one.interrupted.slope):
        assert f"({signed(found.lower, 2)} to {signed(found.upper, 2)})" in said
