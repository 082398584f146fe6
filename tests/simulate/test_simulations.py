"""The simulations in short: seeded, able to find fault, and what they find is what is promised."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from dashboard.analysis.interrupted_time_series import Estimate
from dashboard.demo.plan import plan_demo
from tests.house.project_files import ROOT
from tests.simulate import statistics_page
from tests.simulate.__main__ import main
from tests.simulate.demo_questions import Question, questions
from tests.simulate.simulate_demo_truths import (
    LEAST,
    MOST,
    Coverage,
    committed_answers,
    committed_questions,
    coverage,
    covers,
    missed_sentences,
)
from tests.simulate.simulate_false_alarms import table
from tests.simulate.simulate_intervals import (
    median_coverage,
    rate_ratio_coverage,
    shift_coverage,
    two_group_coverage,
)
from tests.simulate.simulate_its import CHOICES, KINDS, share_called
from tests.simulate.statistics_page import (
    LONG,
    PARTS,
    SHORT,
    Promises,
    check_page,
    put_between_markers,
)

PAGE = ROOT / "docs" / "statistics.md"
SEEDS = 6


def asked_of(seed: int, effect: str = "planted") -> dict[str, Question]:
    """The questions of one department by name."""
    return {question.name: question for question in questions(plan_demo(seed, effect=effect))}


@cache
def several_departments() -> list[dict[str, Question]]:
    return [asked_of(seed) for seed in range(1, 21)]


def change_seen(question: Question) -> float:
    """Twelve months after less the twelve before, so that season falls out; no model between."""
    rate = 1000 * question.counts / question.exposure
    after = question.start - 1 + question.phase_in
    before = rate[: question.start - 1][-12:]
    return float(rate[after : after + 12].mean() - before.mean())


@pytest.mark.parametrize("effect", ["planted", "none"])
def test_planted_truths_are_covered(effect: str) -> None:
    """Of 72 answers at 90 % each, 57 or more cover in all but 2 of 1,000 runs."""
    rows = [row for row in coverage(effect, SEEDS) if row.judged]
    assert len(rows) == 12
    assert sum(row.change for row in rows) >= 57
    assert sum(row.ratio for row in rows) >= 57


@pytest.mark.parametrize(
    "name",
    ["tool change, discrepancy share", "tool change, capture", "go-live, Harbour",
     "closed action, theme prior_history", "other themes take up the difference"],
)  # fmt: skip
def test_the_change_expected_is_the_change_planted(name: str) -> None:
    departments = several_departments()
    seen = np.mean([change_seen(asked[name]) for asked in departments])
    expected = np.mean([asked[name].change for asked in departments])
    assert seen == pytest.approx(expected, rel=0.15)
    assert asked_of(1, "none")[name].change == pytest.approx(0)


def test_a_truth_that_was_not_planted_is_missed() -> None:
    """The check can fail: the planted department does not hold the truths of the empty one."""
    planted, empty = asked_of(1), asked_of(1, "none")
    assert planted.keys() == empty.keys()
    changed = [name for name in planted if planted[name].ratio != empty[name].ratio]
    assert len(changed) == 8
    assert not covers(Estimate(1.0, 0.5, 1.5), 1.6)
    assert not covers(Estimate(1.0, None, 1.5), 1.0)
    assert Coverage("planted", "x", True, 200, 179, 190, 0, 0, 0).outside
    assert Coverage("planted", "x", True, 200, 199, 190, 0, 0, 0).outside
    assert Coverage("planted", "x", True, 200, 190, 179, 0, 0, 0).outside
    assert not Coverage("planted", "x", True, 200, 190, 190, 0, 0, 0).outside


def test_the_committed_departments_misses_are_named_on_the_page() -> None:
    assert {q.name for q in committed_questions()} == {
        q.name for q in questions(plan_demo(1)) if q.judged
    }
    sentences = [line for line in missed_sentences(committed_answers()) if line]
    text = PAGE.read_text(encoding="utf-8")
    assert [line for line in sentences if line not in text] == []


def test_the_two_promises_stand_on_the_page() -> None:
    """The page's own table of planted truths: 90 to 99 % each, over 200 departments."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if line.startswith(("| planted | ", "| none | "))]
    judged = [row for row in rows if " truth " not in row and "not judged" not in row[2]]
    assert len(judged) == 24
    shares = [float(row[column]) for row in judged for column in (3, 4)]
    assert all(100 * LEAST <= share <= 100 * MOST for share in shares)
    assert f"Percent of {LONG.departments} demo departments" in "\n".join(lines)


def test_false_alarms_follow_the_rules_and_likeness_of_neighbours() -> None:
    rows = [[float(cell) for cell in line.split("|")[1:-1]] for line in list(table(120, 3))[2:]]
    alone = {row[1]: row[2:] for row in rows if row[0] == 0}
    alike = {row[1]: row[2:] for row in rows if row[0] == 0.3}
    assert list(alone) == list(alike) == [12, 24, 36, 60]
    for points in (24, 36, 60):
        runs, with_limits, dots = alone[points]
        assert runs < with_limits < dots
        assert all(a < b for a, b in zip(alone[points], alike[points], strict=True))
    assert list(table(20, 3)) == list(table(20, 3))


@pytest.mark.parametrize("name", ["difference, Newcombe", "difference, Miettinen-Nurminen"])
def test_differences_cover(name: str) -> None:
    assert two_group_coverage(name, 20, 400, 1)[0] > 0.92
    assert two_group_coverage("difference, Wald", 5, 400, 1)[0] < 0.90


def test_ratios_shifts_and_medians_cover() -> None:
    assert two_group_coverage("risk ratio, Koopman", 20, 300, 1)[0] > 0.92
    assert rate_ratio_coverage("rate ratio, exact", 10, 300, 1) > 0.93
    assert shift_coverage(20, 300, 1)[0] > 0.92
    for open_share in (0.0, 0.3):
        assert median_coverage(50, open_share, 300, 1)[0] > 0.91


def test_a_large_effect_is_seen_more_often_than_a_small_one() -> None:
    counts, default = KINDS[0], CHOICES["default"]
    called = [share_called(counts, default, 0.2, ratio, 1, 60, 4)[0] for ratio in (1.0, 1.4, 2.0)]
    assert called[0] < called[1] < called[2]


@pytest.mark.long
def test_the_short_form_writes_between_the_markers_and_nowhere_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["--short", "--write", str(page)]) == 0
    written = page.read_text(encoding="utf-8")
    empty = dict.fromkeys(PARTS, "")
    assert put_between_markers(written, empty) == put_between_markers(
        PAGE.read_text(encoding="utf-8"), empty
    )
    assert f"Percent of {SHORT.departments} demo departments" in written
    assert capsys.readouterr().err.count(" s\n") == len(PARTS)


def test_a_page_without_the_places_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- simulated: its -->\n<!-- end of simulated -->\n", encoding="utf-8")
    with pytest.raises(ValueError, match="markers for its; it needs them for demo, "):
        check_page(page)


def test_a_broken_promise_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics_page, "MOST_CALLED", -1.0)
    promises = Promises()
    list(statistics_page.its_part(SHORT, promises))
    assert len(promises.broken) == 1
    assert "The default called" in promises.broken[0]


@pytest.mark.long
@pytest.mark.parametrize("effect", ["planted", "none"])
def test_each_planted_truth_is_covered_in_90_to_99_percent(effect: str) -> None:
    rows = coverage(effect, LONG.departments)
    assert [row for row in rows if row.outside] == []


@pytest.mark.long
@pytest.mark.parametrize("phi", [0.0, 0.2, 0.4])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_default_calls_at_most_8_percent_of_null_series(kind: object, phi: float) -> None:
    called, fitted = share_called(kind, CHOICES["default"], phi, 1.0, 1, LONG.null_series, 1)  # type: ignore[arg-type]
    assert fitted == LONG.null_series
    assert called / fitted <= statistics_page.MOST_CALLED
