"""The demo department's files: the same bytes each time, written as real systems write them."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from dashboard.demo import case_rows, exam_volumes, feedback, program, scored_reviews
from dashboard.demo.export_files import FILES, LEAVE_COLUMNS, ROSTER_COLUMNS, truth_path, write_demo
from dashboard.demo.plan import plan_demo
from tests.demo.exports import (
    ACTIONS,
    ATTENDANCE,
    CASES,
    COMMITTED,
    CONFERENCES,
    EXAMS,
    FEEDBACK,
    REVIEWS,
    ROSTER,
    TARGETS,
    cases_of,
    committed_cases,
    committed_reviews,
    committed_truths,
    exams_of,
)


def test_regenerating_gives_the_committed_bytes(tmp_path: Path) -> None:
    again = tmp_path / "demo"
    written = write_demo(again)
    assert sorted(path.name for path in COMMITTED.iterdir()) == sorted(FILES)
    assert [file.path for file in written] == [*(again / n for n in FILES), truth_path(again)]
    for name in FILES:
        assert (again / name).read_bytes() == (COMMITTED / name).read_bytes(), name
    assert truth_path(again).read_bytes() == truth_path(COMMITTED).read_bytes()


def test_the_committed_set_is_small() -> None:
    size = sum(path.stat().st_size for path in COMMITTED.iterdir())
    assert size + truth_path(COMMITTED).stat().st_size < 10_000_000


def test_another_seed_is_another_department(tmp_path: Path) -> None:
    for seed in (1, 2):
        write_demo(tmp_path / str(seed), seed=seed, radiologists=12, months=12)
    for name in (REVIEWS, CASES, ROSTER, EXAMS):
        assert (tmp_path / "1" / name).read_bytes() != (tmp_path / "2" / name).read_bytes(), name


def test_each_file_is_written_as_its_system_writes_it() -> None:
    def header(name: str, delimiter: str, encoding: str, line_end: bytes) -> list[str]:
        content = (COMMITTED / name).read_bytes()
        first_line = content[: content.index(line_end)].decode(encoding)
        return next(csv.reader(io.StringIO(first_line), delimiter=delimiter))

    assert header(REVIEWS, ",", "utf-8", b"\r\n") == list(scored_reviews.COLUMNS)
    assert header(CASES, ";", "utf-8-sig", b"\r\n") == list(case_rows.COLUMNS)
    assert (COMMITTED / CASES).read_bytes().startswith(b"\xef\xbb\xbf")
    assert header(FEEDBACK, "\t", "utf-8", b"\n") == list(feedback.COLUMNS)
    assert header(EXAMS, ",", "utf-8", b"\r\n") == list(exam_volumes.COLUMNS)
    assert header(CONFERENCES, ",", "utf-8", b"\r\n") == list(program.CONFERENCE_COLUMNS)
    assert header(ATTENDANCE, ",", "utf-8", b"\r\n") == list(program.ATTENDANCE_COLUMNS)
    assert header(ACTIONS, ",", "utf-8", b"\r\n") == list(program.ACTION_COLUMNS)
    assert header(TARGETS, ",", "utf-8", b"\r\n") == list(program.TARGET_COLUMNS)
    book = CalamineWorkbook.from_path(str(COMMITTED / ROSTER))
    assert book.sheet_names == ["Radiologists", "Leave"]
    rows = book.get_sheet_by_name("Radiologists").to_python()
    assert str(rows[0][0]).startswith("Radiology department roster, printed ")
    assert rows[1] == list(ROSTER_COLUMNS)
    assert book.get_sheet_by_name("Leave").to_python()[0] == list(LEAVE_COLUMNS)
    start = ROSTER_COLUMNS.index("Start Date")
    assert all(isinstance(row[start], date | datetime) for row in rows[2:])


def test_files_add_up_to_the_plan() -> None:
    plan = plan_demo()
    reviews, cases, exams = committed_reviews(), committed_cases(), exams_of(COMMITTED)
    labels = [f"{plan.timeline.calendar.first_day(m):%Y-%m}" for m in range(60)]
    volume = exams.groupby(["Location", "Month"])["Exam Count"].sum()
    done = reviews.groupby(["site", "month"]).size()
    found = reviews[reviews["discrepant"]].groupby(["site", "month"]).size()
    opportunities = cases[cases["opportunity"]].groupby(["Site", "month"]).size()
    submitted = cases.groupby(["Site", "month"]).size()
    for s, site in enumerate(plan.department.shape.sites):
        for m, month in enumerate(labels):
            key = (site, month)
            assert volume[key] == plan.counts.exams[s, m].sum()
            assert done.get(key, 0) == plan.counts.reviews[s, m]
            assert found.get(key, 0) == plan.counts.discrepancies[s, m]
            assert submitted.get(key, 0) == plan.counts.cases[s, m].sum()
            both = found.get(key, 0) + opportunities.get(key, 0)
            assert both == plan.counts.captured[s, m]


def test_exam_volume_rows_stay_apart_when_radiography_is_one_modality() -> None:
    exams = exams_of(COMMITTED).replace({"Modality": {"CR": "XR", "DX": "XR"}})
    key = ["Month", "Location", "Division", "Modality", "Age Group"]
    assert not exams.duplicated(key).any()
    assert set(exams["Age Group"]) == {"Adult", "Pediatric"}


def test_exam_volume_scales(tmp_path: Path) -> None:
    for scale in (1.0, 3.0):
        write_demo(tmp_path / str(scale), radiologists=12, months=12, volume_scale=scale)
    once, thrice = (len(cases_of(tmp_path / scale)) for scale in ("1.0", "3.0"))
    assert 2.3 < thrice / once < 3.9


@pytest.mark.parametrize(
    "wrong", [{"radiologists": 4}, {"months": 5}, {"volume_scale": 0.0}, {"radiologists": 1001}]
)
def test_sizes_out_of_range_are_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        write_demo(tmp_path / "demo", **wrong)
    assert not (tmp_path / "demo").exists()


def test_conferences_agree_with_the_cases() -> None:
    held = pd.read_csv(COMMITTED / CONFERENCES, keep_default_na=False)
    came = pd.read_csv(COMMITTED / ATTENDANCE)
    cases = committed_cases()
    shown = cases[cases["Conference Date"] != ""]
    assert held["Cases Discussed"].sum() == len(shown)
    assert set(shown["Conference Date"]) <= set(held["Date"])
    assert (shown["Conference Date"] > shown["Submitted On"].str[:10]).all()
    assert set(came["Conference No"]) <= set(held["Conference No"])
    assert not came.duplicated().any()


def test_learning_points_are_many_and_some_hold_patient_details() -> None:
    cases = committed_cases().set_index("Case ID")
    written = cases[cases["Learning Point"] != ""]
    assert written["Learning Point"].nunique() > 1000
    assert not written["Learning Point"].str.contains(r"[{}]").any()
    for eponym in ("Hounsfield", "Lisfranc", "Baker cyst", "Segond", "Hill-Sachs"):
        assert written["Learning Point"].str.contains(eponym).any(), eponym

    slipped = {
        entry["case"]: entry["kind"] for entry in committed_truths()["patient_details_in_text"]
    }
    assert 0.005 < len(slipped) / len(written) < 0.02
    assert set(slipped.values()) == {"name", "mrn", "accession", "exam_date"}
    for case_id, row in written.iterrows():
        point = row["Learning Point"]
        year, month, day = row["Exam Date"].split("-")
        held = {
            "name": row["Patient Name"].split(", ")[0] in point,
            "mrn": row["MRN"] in point,
            "accession": row["Accession"] in point,
            "exam_date": row["Exam Date"] in point or f"{month}/{day}/{year}" in point,
        }
        assert {kind for kind, is_held in held.items() if is_held} == (
            {slipped[case_id]} if case_id in slipped else set()
        ), case_id
