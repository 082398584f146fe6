"""Read the demo department's files with pandas, as they are."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook

from dashboard.demo.export_files import FILES, truth_path

COMMITTED = Path(__file__).resolve().parents[2] / "data" / "demo"
REVIEWS, CASES, FEEDBACK, ROSTER, EXAMS, CONFERENCES, ATTENDANCE, ACTIONS, EVENTS, TARGETS = FILES
LAST_DAY = date(2025, 12, 31)
PRIOR_HISTORY = {"Prior not reviewed", "History"}
REPORTING = {"Dictation", "Laterality", "Template"}


def reviews_of(folder: Path) -> pd.DataFrame:
    frame = pd.read_csv(folder / REVIEWS, dtype=str, keep_default_na=False)
    frame = frame[~frame["Case ID"].str.endswith("-D")].copy()  # damaged on purpose
    frame["day"] = pd.to_datetime(frame["Review Date"], format="%m/%d/%Y")
    frame["month"] = frame["day"].dt.strftime("%Y-%m")
    frame["site"] = frame["Site"].str.title()
    frame["discrepant"] = frame["Score"] != "1"
    return frame


def cases_of(folder: Path) -> pd.DataFrame:
    frame = pd.read_csv(
        folder / CASES, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig"
    )
    frame["day"] = pd.to_datetime(frame["Submitted On"].str[:10])
    frame["month"] = frame["Submitted On"].str[:7]
    frame["opportunity"] = frame["Case Type"] == "Learning Opportunity"
    return frame


def feedback_of(folder: Path) -> pd.DataFrame:
    frame = pd.read_csv(folder / FEEDBACK, sep="\t", dtype=str, keep_default_na=False)
    for column in ("Feedback Sent", "Feedback Acknowledged"):
        frame[column] = pd.to_datetime(frame[column], format="%Y-%m-%d")
    return frame


def exams_of(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / EXAMS)


def sheet_of(folder: Path, name: str, header_row: int) -> list[dict[str, Any]]:
    book = CalamineWorkbook.from_path(str(folder / ROSTER))
    rows = book.get_sheet_by_name(name).to_python()
    return [dict(zip(rows[header_row], row, strict=True)) for row in rows[header_row + 1 :]]


@cache
def committed_reviews() -> pd.DataFrame:
    return reviews_of(COMMITTED)


@cache
def committed_cases() -> pd.DataFrame:
    return cases_of(COMMITTED)


@cache
def committed_truths() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(truth_path(COMMITTED).read_text(encoding="utf-8"))
    return content
