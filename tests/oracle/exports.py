"""The export files of one folder as frames: people by employee ID, days as timestamps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tests.oracle import raw_values

NOT_GIVEN = "not given"
FINEST = ["month", "site", "section", "modality", "patient_group"]


@dataclass(frozen=True, slots=True)
class Exports:
    """One frame a file. Reviews, cases and exams have `month`, the first day of the month.

    `go_lives` gives the month of the go-live of each site that has one.
    """

    reviews: pd.DataFrame
    cases: pd.DataFrame
    feedback: pd.DataFrame
    spells: pd.DataFrame
    leaves: pd.DataFrame
    exams: pd.DataFrame
    conferences: pd.DataFrame
    attendance: pd.DataFrame
    actions: pd.DataFrame
    targets: pd.DataFrame
    go_lives: dict[str, pd.Timestamp]


def read_exports(folder: Path) -> Exports:
    """Read the ten files of `folder`. Raises KeyError at a value nobody gave a meaning."""
    spells = _spells(folder)
    return Exports(
        reviews=_reviews(folder, dict(zip(spells.eradpeer, spells.person, strict=True))),
        cases=_cases(folder, dict(zip(spells.name, spells.person, strict=True))),
        feedback=_feedback(folder, dict(zip(spells.email, spells.person, strict=True))),
        spells=spells,
        leaves=_leaves(folder),
        exams=_exams(folder),
        conferences=_conferences(folder),
        attendance=_attendance(folder),
        actions=_actions(folder),
        targets=_targets(folder),
        go_lives=_go_lives(folder),
    )


def month_of(days: pd.Series[Any]) -> pd.Series[Any]:
    """Return the first day of each day's month."""
    return days.dt.to_period("M").dt.to_timestamp()


def _text(path: Path, separator: str = ",") -> pd.DataFrame:
    return pd.read_csv(path, sep=separator, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def _meaning(column: pd.Series[Any], meanings: Mapping[str, Any]) -> pd.Series[Any]:
    return pd.Series([meanings[value] for value in column], index=column.index, dtype=object)


def _day(column: pd.Series[Any], written: str = "%Y-%m-%d") -> pd.Series[Any]:
    return pd.to_datetime(column.where(column != ""), format=written)


def _is_score(written: str) -> bool:
    return raw_values.score_of(written) in ("1", "2", "2a", "2b", "3", "3a", "3b")


def _with_units(frame: pd.DataFrame) -> pd.DataFrame:
    """Name what is missing, so that it can be counted."""
    units = FINEST[1:]
    given = frame[units].astype(object)
    return frame.assign(
        **{
            unit: given[unit].where(given[unit].notna() & (given[unit] != ""), NOT_GIVEN)
            for unit in units
        }
    )


def _reviews(folder: Path, person_of: dict[str, str]) -> pd.DataFrame:
    raw = _text(folder / "eradpeer_scored_reviews.csv")
    # Rows nobody can read: a day or score that is none, or nobody reviewed.
    day = pd.to_datetime(raw["Review Date"], format="%m/%d/%Y", errors="coerce")
    readable = day.notna() & raw["Score"].map(_is_score) & (raw["Reviewed Physician ID"] != "")
    raw, day = raw[readable], day[readable]
    frame = pd.DataFrame(
        {
            "day": day,
            "month": month_of(day),
            "reviewer": _meaning(raw["Reviewer ID"], person_of),
            "site": _meaning(raw["Site"], raw_values.SITE_IN_CAPITALS),
            "section": _meaning(raw["Group ID"].str[:3], raw_values.SECTION_OF_GROUP),
            "modality": _meaning(raw["Modality"], raw_values.DICOM_MODALITY),
            "patient_group": _meaning(raw["Pediatric"], raw_values.PATIENT_GROUP),
            "score": raw["Score"].map(raw_values.score_of),
            "accession": raw["Accession"],
        }
    )
    return _with_units(frame)


def _cases(folder: Path, person_of: dict[str, str]) -> pd.DataFrame:
    raw = _text(folder / "peer_learning_cases.csv", ";")
    day = _day(raw["Submitted On"].str[:10])
    frame = pd.DataFrame(
        {
            "case": raw["Case ID"],
            "day": day,
            "month": month_of(day),
            "submitter": _meaning(raw["Submitted By"], person_of),
            "reader": _meaning(raw["Interpreting Radiologist"], {**person_of, "": None}),
            "site": raw["Site"],
            "section": raw["Section"],
            "modality": _meaning(raw["Modality"], raw_values.TOOL_MODALITY),
            "patient_group": _meaning(raw["Patient Class"], raw_values.PATIENT_GROUP),
            "kind": _meaning(raw["Case Type"], raw_values.CASE_KIND),
            "theme": _meaning(raw["Category"], raw_values.THEME),
            "meaningful": _meaning(raw["Meaningful"], raw_values.JUDGED_MEANINGFUL),
            "addendum": _meaning(raw["Addendum"], raw_values.JUDGED_MEANINGFUL),
        }
    )
    return _with_units(frame)


def _feedback(folder: Path, person_of: dict[str, str]) -> pd.DataFrame:
    raw = _text(folder / "peer_learning_feedback.tsv", "\t")
    return pd.DataFrame(
        {
            "case": raw["Case ID"],
            "receiver": _meaning(raw["Recipient"], person_of),
            "sent": _day(raw["Feedback Sent"]),
            "acknowledged": _day(raw["Feedback Acknowledged"]),
        }
    )


def _spells(folder: Path) -> pd.DataFrame:
    raw = pd.read_excel(
        folder / "roster.xlsx", sheet_name="Radiologists", header=1, engine="calamine"
    )
    return pd.DataFrame(
        {
            "person": raw["Employee ID"],
            "name": raw["Last Name"] + ", " + raw["First Name"],
            "email": raw["Email"],
            "eradpeer": raw["eRADPEER ID"].astype(int).astype(str),
            "site": raw["Home Site"],
            "section": raw["Home Section"],
            "fte": raw["FTE"].astype(float),
            "first": pd.to_datetime(raw["Start Date"]),
            "last": pd.to_datetime(raw["End Date"]),
        }
    )


def _leaves(folder: Path) -> pd.DataFrame:
    raw = pd.read_excel(folder / "roster.xlsx", sheet_name="Leave", header=0, engine="calamine")
    return pd.DataFrame(
        {
            "person": raw["Employee ID"],
            "first": pd.to_datetime(raw["Leave From"]),
            "last": pd.to_datetime(raw["Leave To"]),
        }
    )


def _exams(folder: Path) -> pd.DataFrame:
    raw = _text(folder / "exam_volumes.csv")
    frame = pd.DataFrame(
        {
            "month": _day(raw["Month"], "%Y-%m"),
            "site": raw["Location"],
            "section": raw["Division"],
            "modality": _meaning(raw["Modality"], raw_values.DICOM_MODALITY),
            "patient_group": _meaning(raw["Age Group"], raw_values.PATIENT_GROUP),
            "exams": raw["Exam Count"].astype(int),
            "addenda": pd.to_numeric(raw["Addenda"]),
        }
    )
    return _with_units(frame)


def _conferences(folder: Path) -> pd.DataFrame:
    raw = _text(folder / "conference_log.csv")
    day = _day(raw["Date"])
    return pd.DataFrame(
        {
            "conference": raw["Conference No"],
            "day": day,
            "month": month_of(day),
            "site": raw["Site"],
            "section": raw["Section"],
        }
    )


def _attendance(folder: Path) -> pd.DataFrame:
    raw = _text(folder / "conference_attendance.csv")
    return pd.DataFrame({"conference": raw["Conference No"], "person": raw["Attendee Employee ID"]})


def _actions(folder: Path) -> pd.DataFrame:
    raw = _text(folder / "improvement_actions.csv")
    opened = _day(raw["Opened"])
    return pd.DataFrame({"day": opened, "month": month_of(opened), "closed": _day(raw["Closed"])})


def _targets(folder: Path) -> pd.DataFrame:
    raw = _text(folder / "targets.csv")
    return pd.DataFrame(
        {
            "metric": raw["Metric"],
            "threshold": raw["Threshold"],
            "months": _meaning(raw["Period"], raw_values.PERIOD_MONTHS).astype(int),
            "first": _day(raw["Effective From"]),
            "last": _day(raw["Effective To"]),
            "prorated": _meaning(raw["Prorated"], raw_values.PRORATED).astype(bool),
        }
    )


def _go_lives(folder: Path) -> dict[str, pd.Timestamp]:
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    return {
        event["site"]: pd.Timestamp(event["date"]).to_period("M").to_timestamp()
        for event in events
        if event["kind"] == raw_values.GO_LIVE
    }
