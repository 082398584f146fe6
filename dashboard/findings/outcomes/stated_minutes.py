"""What policy states of time and money: minutes a review and a case take, cost of an hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.findings.targets import Target, target_at, targets_for
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


@dataclass(frozen=True, slots=True)
class Policy:
    """The minutes in force over some months, looked up once."""

    reviews: tuple[Target, ...]
    cases: tuple[Target, ...]

    def at(self, month: date) -> Minutes | None:
        """Return the minutes in force in a month; None unless policy states both."""
        review, case = _in_force(self.reviews, month), _in_force(self.cases, month)
        if review is None or case is None:
            return None
        return Minutes(review.threshold, case.threshold)


def minutes_policy(published: Published, first: date, last: date) -> Policy:
    """Return what policy states of minutes from `first` to `last`."""
    targets = published.targets
    return Policy(
        targets_for(targets, A_REVIEW, first, last), targets_for(targets, A_CASE, first, last)
    )


def minutes_at(published: Published, month: date) -> Minutes | None:
    """Return the minutes in force in a month; None unless policy states both."""
    return minutes_policy(published, month, month).at(month)


def _in_force(targets: tuple[Target, ...], month: date) -> Target | None:
    found = [
        target
        for target in targets
        if target.first <= month and (target.last is None or target.last >= month)
    ]
    return found[-1] if found else None


def cost_an_hour(published: Published, month: date) -> float | None:
    """Return what an hour of a radiologist costs in a month; None unless policy states it."""
    found = target_at(published.targets, COST_AN_HOUR, month)
    return None if found is None else found.threshold
