"""What either system takes in hours, and in money: only as far as policy states both."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.findings.outcomes.stated_minutes import cost_an_hour, minutes_at
from dashboard.findings.sentences import count, figure, listed
from dashboard.reports.deck.material import Material

SCORED, LEARNING = "scored_review", "peer_learning"
HOURS = "reviewer_hours"


@dataclass(frozen=True, slots=True)
class Effort:
    """Hours spent and things found over some months; `money` is None where no cost is stated."""

    hours: float
    found: float
    minutes: str
    money: float | None

    @property
    def each(self) -> str:
        """Hours for each finding, as printed."""
        return figure(self.hours / self.found)

    @property
    def counted(self) -> str:
        """What the hours were counted from, and the money if a cost of an hour is stated."""
        cost = "" if self.money is None else f"; {count(self.money)} in money"
        return f"{count(self.hours)} hours for {count(self.found)} found: {self.minutes}{cost}"


def effort(material: Material, era: str) -> Effort | None:
    """Return the hours of one system, None where policy states no minutes.

    Scored review: all months before the first go-live. Peer learning: the deck's own months.
    """
    outcomes = material.outcomes
    if HOURS not in outcomes.codes:
        return None
    lens = material.scored if era == SCORED else material.period
    minutes = minutes_at(material.published, lens.end)
    points = outcomes[HOURS].points
    if minutes is None or points.empty:
        return None
    own = points[[lens.start <= month <= lens.end for month in points["month"]]]
    if own.empty or not own["denominator"].sum():
        return None
    hours = float(own["numerator"].sum())
    cost = cost_an_hour(material.published, lens.end)
    reviews, cases = float(own["reviews"].sum()), float(own["cases"].sum())
    stated = [
        *([f"{count(reviews)} reviews at {count(minutes.a_review)} minutes"] if reviews else []),
        *([f"{count(cases)} cases at {count(minutes.a_case)}"] if cases else []),
    ]
    return Effort(
        hours,
        float(own["denominator"].sum()),
        listed(stated),
        None if cost is None else hours * cost,
    )
