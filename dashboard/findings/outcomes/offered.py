"""The outcomes a reader may choose, and how each is counted in either system."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

from dashboard.findings.outcomes.results import Code

Kind = Literal["both_eras", "one_era", "hours", "unlike"]


@dataclass(frozen=True, slots=True)
class Offered:
    """One outcome before any number is looked up.

    said: the outcome in the middle of a sentence, with its unit. per: a value is this many times
    numerator over denominator. kind: recorded in both eras, in one, from stated minutes, or over
    denominators that differ in kind. scored: scores are counted, so a change of the scoring tool
    starts the series anew. plural: grammar of `said`. counted: what one era divides by, many.
    """

    code: Code
    label: str
    said: str
    unit: str
    measure: str
    per: float
    kind: Kind
    plural: bool
    decimals: int = 1
    scored: bool = False
    counted: str = ""
    caveat: str = ""


NOT_ERRORS = (
    "More captured does not mean more errors made, nor fewer: it means more was put forward. The "
    "program itself asks for that, so the way cases are found changed at the same date."
)

OFFERED: tuple[Offered, ...] = (
    Offered(
        "learning_opportunities",
        "Learning opportunities captured per 1,000 exams",
        "learning opportunities captured per 1,000 exams",
        "per 1,000 exams",
        "learning_opportunities_per_1000_exams",
        1000,
        "both_eras",
        plural=True,
        scored=True,
        caveat=NOT_ERRORS,
    ),
    Offered(
        "taking_part",
        "Percent of radiologists taking part",
        "the percent of radiologists taking part in a month",
        "percent",
        "radiologists_taking_part",
        100,
        "both_eras",
        plural=False,
        decimals=0,
        caveat=(
            "Scored reviews were assigned with a quota; cases are put forward freely. A fall here "
            "is what ending a duty looks like, not people turning away."
        ),
    ),
    Offered(
        "addenda",
        "Addenda per 1,000 exams",
        "addenda per 1,000 exams",
        "per 1,000 exams",
        "addenda_per_1000_exams",
        1000,
        "both_eras",
        plural=True,
        decimals=2,
        caveat=(
            "The radiology information system counts addenda of every cause, whichever system "
            "reviews. Most never pass through either, so a rate that stays says little of how "
            "well either works."
        ),
    ),
    Offered(
        "addendum_share",
        "Addendum share of learning opportunities",
        "the addendum share of learning opportunities",
        "percent",
        "addendum_share",
        100,
        "one_era",
        plural=False,
        counted="learning opportunities",
        caveat="Scored review kept no record of which reviewed reports were addended.",
    ),
    Offered(
        "feedback",
        "Feedback received per radiologist-month",
        "feedback received per radiologist-month",
        "per radiologist-month",
        "feedback_per_radiologist_month",
        1,
        "one_era",
        plural=False,
        decimals=2,
        counted="radiologist-months",
        caveat="Scored review kept no record of who was told what.",
    ),
    Offered(
        "themes",
        "Breadth of themes",
        "breadth of themes",
        "effective themes",
        "learning_themes",
        1,
        "one_era",
        plural=False,
        caveat="Scored review gave a number and no theme.",
    ),
    Offered(
        "reviewer_hours",
        "Reviewer hours for each finding",
        "reviewer hours for each finding",
        "hours",
        "scored_reviews",
        1,
        "hours",
        plural=True,
        caveat=(
            "Hours are counts times minutes that policy states, not measured time. A scored review "
            "re-reads a report that was assigned, a case is somebody's find already, so the two "
            "are costs of different work and no effect is estimated."
        ),
    ),
    Offered(
        "significant_share",
        "Share found significant",
        "the share found significant",
        "percent",
        "significant_discrepancy_rate",
        100,
        "unlike",
        plural=False,
        caveat="",
    ),
)


def offered_labels(measures: Container[str]) -> dict[str, str]:
    """Return the label of each outcome whose measure was published, in the order offered."""
    return {one.code: one.label for one in OFFERED if one.measure in measures}
