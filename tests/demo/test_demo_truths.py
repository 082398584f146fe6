"""What is planted in the demo department can be seen, and with no effect there is nothing."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.demo.export_files import truth_path, write_demo
from dashboard.demo.plan import plan_demo
from tests.demo.exports import (
    ACTIONS,
    COMMITTED,
    EXAMS,
    PRIOR_HISTORY,
    REPORTING,
    ROSTER,
    cases_of,
    committed_cases,
    committed_reviews,
    committed_truths,
    exams_of,
    reviews_of,
)
from tests.demo.ratios import assert_ratio, captured, exams_at, exams_at_all, months_between


def test_the_tool_change_is_visible() -> None:
    reviews = committed_reviews()
    before, after = months_between("2021-01", "2021-12"), months_between("2022-01", "2022-12")
    old, new = (reviews[reviews["month"].isin(months)] for months in (before, after))
    found = int(new["discrepant"].sum()), len(new), int(old["discrepant"].sum()), len(old)
    assert_ratio(*found, truth=math.log(1.8))
    assert 0.023 < len(old) / exams_at_all(before) < 0.033


@pytest.mark.parametrize(
    ("site", "last_before", "first_after", "truth"),
    [
        ("North Campus", "2022-12", "2023-04", math.log(2.6)),
        ("Harbour", "2023-06", "2023-10", math.log(2.6)),
        ("Riverside", "2023-12", "2024-04", math.log(2.6)),
        ("Westgate", "2022-12", "2023-04", 0.0),
    ],
)
def test_go_live_is_visible_by_site_and_the_control_stays(
    site: str, last_before: str, first_after: str, truth: float
) -> None:
    reviews, cases, exams = committed_reviews(), committed_cases(), exams_of(COMMITTED)
    before, after = months_between("2022-01", last_before), months_between(first_after, "2025-12")
    assert_ratio(
        captured(reviews, cases, site, after),
        exams_at(exams, site, after),
        captured(reviews, cases, site, before),
        exams_at(exams, site, before),
        truth,
    )


def test_scored_review_stops_at_go_live_and_goes_on_at_the_control() -> None:
    last = committed_reviews().groupby("site")["day"].max()
    assert last["North Campus"] < pd.Timestamp("2023-01-14")
    assert last["Harbour"] < pd.Timestamp("2023-07-14")
    assert last["Riverside"] < pd.Timestamp("2024-01-14")
    assert last["Westgate"] > pd.Timestamp("2025-12-20")


def test_submissions_after_the_last_go_live() -> None:
    cases = committed_cases()
    monthly = cases[cases["month"] >= "2024-01"].groupby("month").size()
    assert len(monthly) == 24
    assert monthly.min() >= 90
    shares = cases["Case Type"].replace("Great Catch", "Great Call").value_counts(normalize=True)
    assert shares["Learning Opportunity"] == pytest.approx(0.60, abs=0.03)
    assert shares["Great Call"] == pytest.approx(0.27, abs=0.03)
    assert shares["Interesting Case"] > shares["System Issue"] > shares[""] > 0
    assert 0.04 < (cases["Interpreting Radiologist"] == "").mean() < 0.08


def test_one_theme_falls_and_the_other_stays() -> None:
    opportunities = committed_cases()[committed_cases()["opportunity"]]
    for categories, changed, truth in (
        (PRIOR_HISTORY, "2024-07", math.log(0.4)),
        (REPORTING, "2024-10", 0.0),
    ):
        theme = opportunities["Category"].isin(categories)
        after = opportunities["month"] >= changed
        assert_ratio(
            int((theme & after).sum()),
            int(after.sum()),
            int((theme & ~after).sum()),
            int((~after).sum()),
            truth,
        )
    live = opportunities[opportunities["month"].between("2024-01", "2024-06")]
    monthly = live[live["Category"].isin(PRIOR_HISTORY)].groupby("month").size()
    assert monthly.min() >= 12
    with (COMMITTED / ACTIONS).open(encoding="utf-8", newline="") as file:
        actions = list(csv.DictReader(file))
    closed = {row["Category"]: row["Closed"] for row in actions if row["Closed"]}
    assert closed["Prior not reviewed"] == "2024-06-30"
    assert closed["Laterality"] == "2024-09-30"
    assert any(not row["Closed"] for row in actions)


@pytest.mark.parametrize("site", ["North Campus", "Harbour", "Riverside", "Westgate"])
def test_addenda_stay_at_one_rate_in_both_systems(site: str) -> None:
    exams = exams_of(COMMITTED)
    here = exams[exams["Location"] == site]
    old, new = (
        here[here["Month"].isin(months)][["Addenda", "Exam Count"]].sum().tolist()
        for months in (months_between("2021-01", "2022-12"), months_between("2024-04", "2025-12"))
    )
    assert_ratio(*new, *old, truth=0.0)
    assert 8.5 < 1000 * old[0] / old[1] < 9.5


def test_judgements_of_learning_opportunities() -> None:
    opportunities = committed_cases()[committed_cases()["opportunity"]]
    judged = opportunities[opportunities["Meaningful"] != ""]["Meaningful"]
    assert len(judged) / len(opportunities) == pytest.approx(0.70, abs=0.04)
    assert (judged == "Yes").mean() == pytest.approx(0.75, abs=0.04)
    known = opportunities[opportunities["Addendum"] != ""]
    after = known["month"] >= "2024-07"
    yes = known["Addendum"] == "Yes"
    counts = (yes & after).sum(), after.sum(), (yes & ~after).sum(), (~after).sum()
    assert_ratio(*(int(count) for count in counts), truth=0.0)


def test_truths_name_each_planted_effect() -> None:
    truths = {truth["name"]: truth for truth in committed_truths()["truths"]}
    for name, where, month, ratio, phase_in in (
        ("tool change, discrepancy share", "all", "2022-01", 1.8, 0),
        ("tool change, capture", "all", "2022-01", 1.8, 0),
        ("go-live, North Campus", "North Campus", "2023-01", 2.6, 3),
        ("go-live, Harbour", "Harbour", "2023-07", 2.6, 3),
        ("go-live, Riverside", "Riverside", "2024-01", 2.6, 3),
        ("control, Westgate", "Westgate", "2023-01", 1.0, 3),
        ("closed action, theme prior_history", "all", "2024-07", 0.4, 0),
        ("closed action, theme reporting", "all", "2024-10", 1.0, 0),
        ("addendum share", "all", "2024-07", 1.0, 0),
        ("addenda per 1,000 exams", "all", "2023-01", 1.0, 3),
    ):
        truth = truths[name]
        assert (truth["where"], truth["month"]) == (where, month)
        assert truth["log_rate_ratio"] == pytest.approx(math.log(ratio))
        assert truth["phase_in_months"] == phase_in


def test_planted_effects_are_unbiased_over_seeds() -> None:
    """The mean log ratio over 40 seeds, from plans alone, meets the truth within its own error."""
    seen: dict[str, list[float]] = {"tool change": [], "go-live": [], "control": [], "theme": []}
    for seed in range(40):
        plan = plan_demo(seed)
        counts, exams = plan.counts, plan.counts.exams.sum(axis=2)

        def rate(site: int, months: slice, counts: Any = counts, exams: Any = exams) -> float:
            captured_there = counts.captured[site, months].sum()
            return math.log(captured_there / exams[site, months].sum())

        found, done = counts.discrepancies.sum(axis=0), counts.reviews.sum(axis=0)
        after, before = slice(12, 24), slice(0, 12)
        seen["tool change"].append(
            math.log(found[after].sum() / done[after].sum())
            - math.log(found[before].sum() / done[before].sum())
        )
        seen["go-live"].append(rate(0, slice(36, 60)) - rate(0, slice(12, 24)))
        seen["control"].append(rate(3, slice(36, 60)) - rate(3, slice(12, 24)))
        themes, opportunities = counts.themes.sum(axis=0)[:, 2], counts.cases[:, :, 0].sum(axis=0)
        seen["theme"].append(
            math.log(themes[42:].sum() / opportunities[42:].sum())
            - math.log(themes[24:42].sum() / opportunities[24:42].sum())
        )
    planted = {"tool change": 1.8, "go-live": 2.6, "control": 1.0, "theme": 0.4}
    for name, ratios in seen.items():
        mean = sum(ratios) / len(ratios)
        spread = math.sqrt(sum((r - mean) ** 2 for r in ratios) / (len(ratios) - 1))
        assert abs(mean - math.log(planted[name])) < 3.5 * spread / math.sqrt(len(ratios)), name


def test_effect_none_plants_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    write_demo(folder, effect="none")
    truths = json.loads(truth_path(folder).read_text(encoding="utf-8"))["truths"]
    assert [truth["log_rate_ratio"] for truth in truths] == [0.0] * len(truths)
    reviews, cases, exams = reviews_of(folder), cases_of(folder), exams_of(folder)
    before, after = months_between("2021-01", "2022-12"), months_between("2024-01", "2025-12")
    sites = sorted(set(exams["Location"]))
    for places in ([site] for site in sites):
        assert_ratio(
            sum(captured(reviews, cases, site, after) for site in places),
            sum(exams_at(exams, site, after) for site in places),
            sum(captured(reviews, cases, site, before) for site in places),
            sum(exams_at(exams, site, before) for site in places),
            truth=0.0,
        )
    old, new = (reviews[reviews["day"].dt.year == year] for year in (2021, 2022))
    found = int(new["discrepant"].sum()), len(new), int(old["discrepant"].sum()), len(old)
    assert_ratio(*found, truth=0.0)
    opportunities = cases[cases["opportunity"]]
    theme, late = opportunities["Category"].isin(PRIOR_HISTORY), opportunities["month"] >= "2024-07"
    counts = (theme & late).sum(), late.sum(), (theme & ~late).sum(), (~late).sum()
    assert_ratio(*(int(count) for count in counts), truth=0.0)
    # The same people and exams as the planted department.
    assert (folder / ROSTER).read_bytes() == (COMMITTED / ROSTER).read_bytes()
    assert (folder / EXAMS).read_bytes() == (COMMITTED / EXAMS).read_bytes()
