"""Which published results answer one question, and the department's own row where units match."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.findings.sentences import count, share_words
from dashboard.own_data.published_studies import PublishedResult
from dashboard.published.lens import Lens
from dashboard.published.lookup import totals
from dashboard.published.open import Published

MEASURES = Path(__file__).resolve().parents[2] / "data/published/measures.toml"


@dataclass(frozen=True, slots=True)
class PublishedMeasure:
    """One question and the published measures that answer it; see data/published/measures.toml."""

    name: str
    title: str
    results: tuple[str, ...]
    department: str = ""
    department_unit: str = ""
    caution: str = ""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """The department's own number: counts, their unit in the words of a study, and a sentence."""

    title: str
    numerator: int
    denominator: int
    unit: str
    sentence: str
    scored: bool


@cache
def published_measures() -> tuple[PublishedMeasure, ...]:
    """The questions, in the order of the file."""
    entries = tomllib.loads(MEASURES.read_text(encoding="utf-8"))
    return tuple(
        PublishedMeasure(
            name,
            entry["title"],
            tuple(entry["results"]),
            entry.get("department", ""),
            entry.get("department_unit", ""),
            entry.get("caution", ""),
        )
        for name, entry in entries.items()
    )


def questions(results: Sequence[PublishedResult]) -> tuple[PublishedMeasure, ...]:
    """The questions that `results` answer; a measure nobody knows is a question of its own."""
    named = {result.measure for result in results}
    known = [one for one in published_measures() if named & {*one.results, one.name}]
    familiar = {name for one in known for name in (*one.results, one.name)}
    new = [
        PublishedMeasure(name, name.replace("_", " ").capitalize(), (name,))
        for name in dict.fromkeys(result.measure for result in results)
        if name not in familiar
    ]
    return (*known, *new)


def answering(
    question: PublishedMeasure, results: Sequence[PublishedResult]
) -> tuple[PublishedResult, ...]:
    """The results that answer a question, in their order."""
    return tuple(one for one in results if one.measure in (*question.results, question.name))


def own_row(department: Published, question: PublishedMeasure) -> OwnRow | None:
    """The department's own number over all its months; None where it measures nothing alike."""
    measure = department.measures.get(question.department)
    if measure is None or not department.months:
        return None
    lens = Lens(department.months[0], department.months[-1])
    frame = totals(department, measure.name, lens).frame
    if len(frame) != 1 or not frame["denominator"].iloc[0]:
        return None
    row = frame.iloc[0]
    numerator, denominator = int(row["numerator"]), int(row["denominator"])
    sentence = (
        f"This department: {share_words(numerator / denominator)} ({count(numerator)} of "
        f"{count(denominator)} {question.department_unit})"
    )
    scored = measure.base == "reviews" or measure.name == "legacy_review_compliance"
    return OwnRow(measure.title, numerator, denominator, question.department_unit, sentence, scored)
