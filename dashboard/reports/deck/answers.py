"""A board's five questions, each answered in one line by a named slide of the deck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.findings.sentences import count
from dashboard.reports.deck.effort import LEARNING, effort
from dashboard.reports.deck.material import Material
from dashboard.reports.deck.positions import fitting
from dashboard.reports.deck.slide import Question, Slide

# For each question the slides that answer it, the best first.
QUESTIONS: dict[Question, tuple[str, tuple[str, ...]]] = {
    "why": ("Why change?", ("why", "comparison", "definitions")),
    "cost": ("What does it cost?", ("ask", "why")),
    "gain": (
        "What does it give?",
        ("improvement", "comparison", "themes", "great-calls", "participation"),
    ),
    "safety": ("Is it safe?", ("definitions",)),
    "ask": ("What is asked?", ("ask",)),
}
WIDTH, SIZE = 8.6, 15.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, the slide that answers it in full, and the answer in a line or two."""

    question: str
    key: str
    said: str


def answers(material: Material, slides: Sequence[Slide]) -> tuple[Answer, ...]:
    """Return the answers the deck holds, in the order of the questions."""
    by_key = {slide.key: slide for slide in slides}
    found = []
    for question, (words, keys) in QUESTIONS.items():
        key = next((key for key in keys if key in by_key), None)
        if key is not None:
            found.append(Answer(words, key, _said(material, question, by_key[key])))
    return tuple(found)


def _said(material: Material, question: Question, slide: Slide) -> str:
    if question == "cost":
        return _cost(material)
    if question == "why" and slide.key == "definitions":
        return "There is no scored review in the data to set beside peer learning."
    return fitting(
        WIDTH, 1, SIZE, f"{slide.title}.", f"{slide.brief or slide.title}.", f"See “{slide.name}”."
    )


def _cost(material: Material) -> str:
    each = material.figure("submissions_per_radiologist_month")
    held = material.figure("conferences_held")
    parts = []
    if each is not None:
        parts.append(f"{each.value} cases a radiologist-month")
    if held is not None:
        parts.append(f"{held.value} conferences")
    spent = effort(material, LEARNING)
    if spent is not None:
        money = "" if spent.money is None else f", {count(spent.money)} in money"
        parts = [*parts[:1], f"{count(spent.hours)} hours{money}"]
    said = " and ".join(parts) or "Nothing is on record of the work it takes"
    return fitting(WIDTH, 1, SIZE, f"{said} in {material.when}.", f"{said}.")
