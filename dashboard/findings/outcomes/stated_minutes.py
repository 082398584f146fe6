"""What policy states of time and money: minutes a review and a case take, cost of an hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.findings.targets import target_at
from dashboard.published.open import Published

A_REVIEW, A_CASE, COST_AN_HOUR = "minutes_a_review", "minutes_a_case", "cost_an_hour"
NOT_STATED = (
    "Not stated: the department has not said how many minutes a review takes. Two rows in the "
    "targets export would fill this, with the metrics minutes_a_review and minutes_a_case."
)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes one scored review and one peer learning case take, as policy states them."""

    a_review: float
    a_case: float

    def hours(self, reviews: float, cases: float) -> float:
        """Return the hours these reviews and cases take."""
        return (reviews * self.a_review + cases * self.a_case) / 60


def minutes_at(published: Published, month: date) -> Minutes | None:
    """Return the minutes in force in a month; None unless policy states both."""
    review = target_at(published.targets, A_REVIEW, month)
    case = target_at(published.targets, A_CASE, month)
    if review is None or case is None:
        return None
    return Minutes(review.threshold, case.threshold)


def cost_an_hour(published: Published, month: date) -> float | None:
    """Return what an hour of a radiologist costs in a month; None unless policy states it."""
    found = target_at(published.targets, COST_AN_HOUR, month)
    return None if found is None else found.threshold
