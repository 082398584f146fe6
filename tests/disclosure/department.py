"""Invented departments, written straight into a warehouse: who read and submitted what, when.

Rates are skewed, sections are small, and nobody reads outside their own section and sites, so
that whoever knows the roster knows a great deal.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from dashboard.warehouse.create import create_warehouse

SPACE = uuid.UUID("1f0b7a11-9d61-4e1c-8c0e-5bd7f9a42f6d")
SITES = ("North", "Harbour", "Riverside")
SECTIONS = ("Neuro", "Body", "Chest", "Bone", "Breast", "Children")
MODALITIES = ("CT", "MR", "XR", "US", "MG")
KINDS = ("learning_opportunity", "great_call", "consultation", "unclassified")
THEMES = ("perception", "interpretation", "communication", "reporting", "technique")
SCORES = ("1", "2a", "2b", "3a", "3b")


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a department is: people, sites, sections, cases and reviews a person and month."""

    people: int
    sites: int
    sections: int
    modalities: int = 5
    cases: float = 2.0
    reviews: float = 6.0
    discrepant: float = 0.06


SIXTY = Shape(60, 3, 6)
TWELVE = Shape(12, 2, 3, modalities=3, cases=4.0, reviews=10.0)
FIVE = Shape(5, 1, 2, modalities=2, cases=4.0, reviews=12.0, discrepant=0.15)


@dataclass(frozen=True, slots=True)
class Rows:
    """A department's tables, as frames with the warehouse's columns."""

    roster: pd.DataFrame
    cases: pd.DataFrame
    reviews: pd.DataFrame
    feedback: pd.DataFrame
    exams: pd.DataFrame
    first: date
    last: date


def invent(shape: Shape, seed: int, first: date = date(2024, 1, 1), months: int = 12) -> Rows:
    """Return the rows of one invented department; the same seed gives the same rows."""
    random = np.random.default_rng(seed)
    last = (pd.Timestamp(first) + pd.DateOffset(months=months)).date() - timedelta(days=1)
    days = [first + timedelta(days=day) for day in range((last - first).days + 1)]
    home = random.choice(shape.sites, shape.people, p=_falling(shape.sites))
    section = random.choice(shape.sections, shape.people, p=_falling(shape.sections))
    home[: shape.sites], section[: shape.sections] = range(shape.sites), range(shape.sections)
    away = np.where(random.random(shape.people) < 0.3, random.integers(0, shape.sites), home)
    eager = random.lognormal(0.0, 0.8, shape.people)
    busy = random.lognormal(0.0, 0.5, shape.people)
    people = np.array([_key("person", number) for number in range(shape.people)])

    def reports(rate: float, by: np.ndarray) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
        """Draw what was submitted or reviewed, of whose readings, and where."""
        count = random.poisson(rate * shape.people * months)
        read = random.choice(shape.people, count, p=busy / busy.sum())
        told = random.choice(shape.people, count, p=by / by.sum())
        told = np.where(told == read, (told + 1) % shape.people, told)
        there = np.where(random.random(count) < 0.2, away[read], home[read])
        weights = np.roll(_falling(shape.modalities), 0)
        modality = (
            random.choice(shape.modalities, count, p=weights) + section[read]
        ) % shape.modalities
        child = random.random(count) < np.where(section[read] == shape.sections - 1, 0.7, 0.05)
        frame = pd.DataFrame(
            {
                "site": np.array(SITES)[there],
                "section": np.array(SECTIONS)[section[read]],
                "modality": np.array(MODALITIES)[modality],
                "patient_group": np.where(child, "pediatric", "adult"),
                "day": random.choice(np.array(days), count),
                "interpreting_radiologist": people[read],
            }
        )
        return frame, people[told], read

    drawn, submitter, _ = reports(shape.cases, eager)
    kind = random.choice(KINDS, len(drawn), p=(0.55, 0.25, 0.13, 0.07))
    theme = np.where(
        kind == KINDS[0],
        random.choice(THEMES, len(drawn), p=_falling(len(THEMES))),
        "unmapped",
    )
    judged = (kind == KINDS[0]) & (random.random(len(drawn)) < 0.8)
    cases = drawn.rename(columns={"day": "submitted_on"}).assign(
        case_id=[_key("case", number) for number in range(len(drawn))],
        case_kind=kind,
        theme=theme,
        submitting_radiologist=submitter,
        meaningful=np.where(judged, random.random(len(drawn)) < 0.75, None),
    )
    drawn, reviewer, read = reports(shape.reviews, np.ones(shape.people))
    wrong = random.random(len(drawn)) < np.clip(
        shape.discrepant * random.lognormal(0, 0.5, shape.people)[read], 0, 0.5
    )
    reviews = drawn.rename(columns={"day": "reviewed_on"}).assign(
        review_id=[_key("review", number) for number in range(len(drawn))],
        score=np.where(wrong, random.choice(SCORES[1:], len(drawn), p=(0.5, 0.3, 0.15, 0.05)), "1"),
        scale="radpeer_2016",
        reviewing_radiologist=reviewer,
    )
    reviews = _read_twice(reviews)
    sent = cases[random.random(len(cases)) < 0.8]
    waited = pd.to_timedelta(random.integers(1, 40, len(sent)), unit="D")
    feedback = pd.DataFrame(
        {
            "case_id": sent["case_id"],
            "receiving_radiologist": sent["interpreting_radiologist"],
            "sent_on": (pd.to_datetime(sent["submitted_on"]) + waited).dt.date,
            "acknowledged_on": None,
        }
    )
    seen = random.random(len(feedback)) < 0.7
    feedback.loc[seen, "acknowledged_on"] = feedback.loc[seen, "sent_on"]
    roster = pd.DataFrame(
        {
            "person_id": people,
            "site": np.array(SITES)[home],
            "section": np.array(SECTIONS)[section],
            "joined_on": first,
        }
    )
    exams = pd.concat([cases, reviews])[["site", "section", "modality", "patient_group"]]
    exams = exams.drop_duplicates().merge(
        pd.DataFrame({"month": pd.date_range(first, periods=months, freq="MS").date}), how="cross"
    )
    exams = exams.assign(exams=400, addenda=np.arange(len(exams)) % 9)
    return Rows(roster, cases, reviews, feedback, exams, first, last)


def write_warehouse(rows: Rows, path: Path) -> Path:
    """Write a department into a new warehouse file and return its path."""
    with duckdb.connect(str(path)) as connection:
        create_warehouse(connection)
        for table, frame in {
            "radiologists": rows.roster,
            "cases": rows.cases,
            "reviews": rows.reviews,
            "feedback": rows.feedback,
            "exam_volumes": rows.exams,
        }.items():
            connection.register("frame", frame)
            connection.execute(f"insert into {table} by name from frame")
            connection.unregister("frame")
        for table in ("cases", "reviews", "feedback", "exam_volumes"):
            for site in (None, *sorted(set(rows.roster["site"]))):
                if table == "feedback" and site is not None:
                    continue
                connection.execute(
                    "insert into coverage values ($table, $site, $first, $last)",
                    {"table": table, "site": site, "first": rows.first, "last": rows.last},
                )
    return path


def _read_twice(reviews: pd.DataFrame) -> pd.DataFrame:
    """Make two reviews of one person's alike reports in one month reviews of one exam."""
    alike = ["site", "section", "modality", "patient_group", "interpreting_radiologist"]
    month = pd.to_datetime(reviews["reviewed_on"]).dt.to_period("M").rename("month")
    places = reviews.groupby([*alike, month], sort=True).cumcount() // 2
    numbered = reviews.groupby([*alike, month, places.rename("pair")], sort=True).ngroup()
    return reviews.assign(exam_key=[_key("exam", number) for number in numbered])


def _falling(count: int) -> np.ndarray:
    weights = 1.0 / np.arange(1, count + 1)
    return weights / weights.sum()


def _key(kind: str, number: int) -> str:
    return str(uuid.uuid5(SPACE, f"{kind} {number}"))
