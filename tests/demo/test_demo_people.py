"""The demo department's people: who they are, and what they may have done when."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.demo.export_files import truth_path, write_demo
from tests.demo.exports import (
    COMMITTED,
    EVENTS,
    LAST_DAY,
    cases_of,
    committed_cases,
    committed_reviews,
    exams_of,
    feedback_of,
    reviews_of,
    sheet_of,
)


def test_the_department_has_its_stated_size() -> None:
    people = sheet_of(COMMITTED, "Radiologists", 1)
    assert len({row["Employee ID"] for row in people}) == 60
    assert len({row["Email"] for row in people}) == 60
    assert len({row["eRADPEER ID"] for row in people}) == 60
    assert len(people) > 60, "somebody changes section or hours"
    assert len({row["Home Site"] for row in people}) == 4
    assert len({row["Home Section"] for row in people}) == 7
    assert any(row["FTE"] < 1 for row in people)
    assert any(row["Start Date"].year > 2020 for row in people)
    names = Counter(row["Last Name"] for row in {r["Employee ID"]: r for r in people}.values())
    assert names["Patel"] == 2
    assert {"Hill", "Young", "O'Rourke", "Núñez", "Achterberg-Lund"} <= set(names)
    assert 35_000 < exams_of(COMMITTED)["Exam Count"].sum() / 60 < 45_000


def assert_people_make_sense(folder: Path) -> None:
    """Nobody reviews themselves, everybody is in the roster and at work on the day."""
    roster, leave = sheet_of(folder, "Radiologists", 1), sheet_of(folder, "Leave", 0)
    by_number = {str(int(row["eRADPEER ID"])): row["Employee ID"] for row in roster}
    by_name = {f"{row['Last Name']}, {row['First Name']}": row["Employee ID"] for row in roster}
    by_mail = {row["Email"]: row["Employee ID"] for row in roster}
    site = {row["Employee ID"]: row["Home Site"] for row in roster}
    assert len(by_name) == len(site), "two people share their whole name"
    reviews, cases, sent = reviews_of(folder), cases_of(folder), feedback_of(folder)

    assert not (reviews["Reviewer ID"] == reviews["Reviewed Physician ID"]).any()
    assert not (cases["Submitted By"] == cases["Interpreting Radiologist"]).any()
    assert reviews["Case ID"].is_unique
    assert cases["Case ID"].is_unique
    assert sent["Case ID"].is_unique
    assert set(reviews["Reviewed Physician ID"]) <= set(by_number)
    assert set(cases["Interpreting Radiologist"]) <= {*by_name, ""}
    assert set(sent["Recipient"]) <= set(by_mail)
    received = cases.set_index("Case ID")["Interpreting Radiologist"].map(by_name)
    assert (sent["Recipient"].map(by_mail).values == received[sent["Case ID"]].values).all()

    acted = [
        *zip(reviews["Reviewer ID"].map(by_number), reviews["day"].dt.date, strict=True),
        *zip(cases["Submitted By"].map(by_name), cases["day"].dt.date, strict=True),
    ]
    spells: dict[str, list[tuple[date, date]]] = {}
    for row in roster:
        until = row["End Date"] if isinstance(row["End Date"], date) else LAST_DAY
        spells.setdefault(row["Employee ID"], []).append((row["Start Date"], until))
    away = [(row["Employee ID"], row["Leave From"], row["Leave To"]) for row in leave]
    days_of: dict[str, set[date]] = {}
    for person, day in acted:
        days_of.setdefault(person, set()).add(day)
    for person, days in days_of.items():
        for day in days:
            assert any(first <= day <= last for first, last in spells[person]), (person, day)
    for person, first, last in away:
        assert not any(first <= day <= last for day in days_of.get(person, ())), (person, first)
    submitted_from = cases["Submitted By"].map(by_name).map(site)
    assert "Westgate" not in set(submitted_from) | set(cases["Site"])


def test_people_of_the_committed_department_make_sense() -> None:
    assert_people_make_sense(COMMITTED)


@pytest.mark.parametrize(
    ("radiologists", "months", "sites", "sections"),
    [(5, 24, 1, 3), (5, 6, 1, 3), (12, 12, 3, 4), (60, 6, 4, 7), (200, 6, 4, 7)],
)
def test_other_sizes(
    tmp_path: Path, radiologists: int, months: int, sites: int, sections: int
) -> None:
    folder = tmp_path / "demo"
    write_demo(folder, seed=4, radiologists=radiologists, months=months)
    assert_people_make_sense(folder)
    people = sheet_of(folder, "Radiologists", 1)
    assert len({row["Employee ID"] for row in people}) == radiologists
    exams = exams_of(folder)
    assert exams["Month"].nunique() == months
    assert exams["Month"].max() == "2025-12"
    assert (exams["Location"].nunique(), exams["Division"].nunique()) == (sites, sections)
    assert len(cases_of(folder)) > 0
    assert reviews_of(folder)["month"].min() == exams["Month"].min()
    truths = json.loads(truth_path(folder).read_text(encoding="utf-8"))
    assert {t["month"] for t in truths["truths"]} <= set(exams["Month"])
    live = {e["site"] for e in json.loads((folder / EVENTS).read_text()) if e["kind"] == "go-live"}
    assert live == set(exams["Location"]) - {"Westgate"}


def test_contributors_by_site_and_section() -> None:
    roster = sheet_of(COMMITTED, "Radiologists", 1)
    name = {f"{row['Last Name']}, {row['First Name']}": row for row in roster}
    cases = committed_cases()
    for column in ("Home Site", "Home Section"):
        unit = cases["Submitted By"].map(lambda who, c=column: name[who][c])
        assert cases.groupby(unit)["Submitted By"].nunique().min() > 5
    live = {who for who, row in name.items() if row["Home Site"] != "Westgate"}
    silent = live - set(cases["Submitted By"])
    assert 1 <= len(silent) <= 5
    by_person = cases.groupby("Submitted By").size()
    assert by_person.max() > 5 * by_person.median(), "submitting is skewed"
    assert by_person.max() < 0.15 * by_person.sum()


def test_days_crowd_at_month_ends() -> None:
    for frame, days, at_least in ((committed_cases(), 3, 0.18), (committed_reviews(), 5, 0.30)):
        left_in_month = frame["day"].dt.days_in_month - frame["day"].dt.day
        assert (left_in_month < days).mean() > at_least


def test_double_reads_agree_poorly() -> None:
    reviews = committed_reviews().set_index("Case ID")
    second = reviews[reviews.index.str.endswith("-R2")]
    first = reviews.loc[second.index.str.removesuffix("-R2")]
    assert 1100 < len(second) < 1800
    assert (first["Reviewed Physician ID"].values == second["Reviewed Physician ID"].values).all()
    assert (first["Modality"].values == second["Modality"].values).all()
    assert not (first["Reviewer ID"].values == second["Reviewer ID"].values).any()
    a, b = first["discrepant"].to_numpy(), second["discrepant"].to_numpy()
    by_chance = a.mean() * b.mean() + (1 - a.mean()) * (1 - b.mean())
    kappa = ((a == b).mean() - by_chance) / (1 - by_chance)
    assert 0.0 < kappa < 0.4


def test_feedback_is_late_acknowledged_and_partly_open() -> None:
    cases, sent = committed_cases().set_index("Case ID"), feedback_of(COMMITTED)
    days = (sent["Feedback Sent"] - cases.loc[sent["Case ID"], "day"].values).dt.days
    assert days.min() >= 0
    assert 7 <= days.median() <= 11
    assert sent["Feedback Sent"].max() <= pd.Timestamp(LAST_DAY)
    wait = (sent["Feedback Acknowledged"] - sent["Feedback Sent"]).dt.days
    assert wait.min() >= 0
    assert sent["Feedback Acknowledged"].max() <= pd.Timestamp(LAST_DAY)
    settled = sent["Feedback Sent"] < "2025-12-01"
    assert (wait[settled] <= 30).mean() == pytest.approx(0.72, abs=0.03)
    recent = cases[(cases["month"] == "2025-12") & (cases["Interpreting Radiologist"] != "")]
    assert 0.3 < (~recent.index.isin(sent["Case ID"])).mean() < 0.9
