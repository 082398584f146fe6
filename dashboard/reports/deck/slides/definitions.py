"""Definitions and data notes: what is counted, over what, who is protected, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.dates_in_words import day_name
from dashboard.findings.sentences import count
from dashboard.reports.deck.material import Material
from dashboard.reports.deck.positions import body, columns, fitting_title
from dashboard.reports.deck.slide import Box, Element, LeftOut, Rule, Run, Slide, Text

KEY, NAME = "definitions", "Definitions and data notes"
SIZE = 16.0
WORDS = (
    (
        "Learning opportunity",
        "a case a radiologist puts forward so that others can learn from it",
    ),
    ("Great call", "a catch worth celebrating, put forward in the same way"),
    ("Theme", "what a case teaches, given by the program"),
    (
        "Captured per 1,000 exams",
        "scores of 2a or above plus learning opportunities, over the exams read at the same sites "
        "in the same months; the one base both systems share",
    ),
    (
        "95% interval",
        "the range the true value plausibly lies in; if it includes no change, none is claimed",
    ),
    ("Radiologist-month", "one radiologist present for at least half of one month"),
)
SAFE = (
    "Every figure counts a group. Nobody is named, ranked or scored, and groups too small to show "
    "are shown together.",
    "More captured does not mean more errors, nor fewer: it counts what was put forward.",
    "Scored review divides by reports assigned, whatever they show, peer learning by cases people "
    "chose; the two shares are never set against each other.",
)
MOST_LEFT_OUT = 3


def definitions(material: Material, left_out: Sequence[LeftOut]) -> Slide:
    """Return the last slide; it names the slides that have nothing to show, and why."""
    title = fitting_title("Every figure counts groups, never a person")
    left, right = columns(body(title), 1, 1, gap=0.6)
    return Slide(
        key=KEY,
        name=NAME,
        title=title,
        subtitle=_through(material),
        elements=(
            *_column("Words", left, _words()),
            *_column("Data", right, _data(material, left_out)),
        ),
        notes=_notes(material, left_out),
        answers=("safety", "why") if _without_why(left_out) else ("safety",),
        brief="Figures count groups, never a person, and what was put forward, not errors",
    )


def _without_why(left_out: Sequence[LeftOut]) -> bool:
    """Whether there was no scored review to say why to change; the notes then say so here."""
    return {"why", "comparison"} <= {each.key for each in left_out}


def _through(material: Material) -> str:
    as_of = material.published.as_of
    reach = f"Data through {day_name(as_of)}; " if as_of else ""
    return f"{reach}this deck is about {material.when}, the whole department"


def _column(name: str, room: Box, paragraphs: Sequence[tuple[Run, ...]]) -> tuple[Element, ...]:
    return (
        Rule(f"{name} rule", room.left, room.top, room.right, room.top, "ink", 1),
        Text(
            name,
            Box(room.left, room.top + 0.12, room.width, room.height - 0.12),
            ((Run(name, 18, bold=True),), *paragraphs),
            gap=0.09,
        ),
    )


def _words() -> list[tuple[Run, ...]]:
    return [(Run(f"{term}: ", SIZE, bold=True), Run(f"{said}.", SIZE)) for term, said in WORDS]


def _data(material: Material, left_out: Sequence[LeftOut]) -> list[tuple[Run, ...]]:
    lines: list[tuple[Run, ...]] = [
        (Run(line, SIZE),) for line in (*SAFE, _rows_taken(material)) if line
    ]
    if left_out:
        names = ", ".join(each.name for each in left_out)
        lines.append(
            (Run("Not in this deck: ", SIZE, bold=True), Run(f"{names}. The notes say why.", SIZE))
        )
    return lines


def _rows_taken(material: Material) -> str:
    receipts = material.published.receipts
    if receipts.empty:
        return ""
    read, rejected = int(receipts["read"].sum()), int(receipts["rejected"].sum())
    files = receipts["file"].nunique()
    of = f"{count(read)} rows in {files} {'file' if files == 1 else 'files'}"
    return (
        f"Of {of}, {count(rejected)} could not be taken; the Data page lists each with its reason."
    )


def _notes(material: Material, left_out: Sequence[LeftOut]) -> tuple[str, ...]:
    measures = material.published.measures
    used = (
        "radiologists_submitting",
        "learning_opportunities_per_1000_exams",
        "feedback_acknowledged",
        "days_to_feedback",
        "radiologists_meeting_target",
    )
    return (
        "Say: these are counts of groups. Intervals: Wilson for shares, Garwood for rates, "
        "Kaplan-Meier for days; changes with Newcombe's or Wald's, widened for months that vary.",
        *(
            f"{measures[name].title}: {measures[name].how_calculated}"
            for name in used
            if name in measures
        ),
        *(f"Left out, {each.name}: {each.why.rstrip('.')}." for each in left_out),
        "Nobody in this deck can be singled out from it; guard the file as you guard the exports.",
    )
