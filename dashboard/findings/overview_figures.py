"""The overview's four subjects, and a figure with everything that is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.findings.change import Change
from dashboard.findings.targets import Target
from dashboard.findings.tile import Tile


@dataclass(frozen=True, slots=True)
class Subject:
    """What a tile is about: its measure, its words, and how it is said to rise and to fall."""

    measure: str
    label: str
    metric: str
    rose: str
    fell: str
    short: str


SUBMITTING = Subject(
    "radiologists_submitting",
    "Radiologists submitting in a month",
    "radiologists_submitting",
    "more radiologists take part",
    "fewer radiologists take part",
    "the share of radiologists submitting",
)
CAPTURED = Subject(
    "learning_opportunities_per_1000_exams",
    "Learning opportunities per 1,000 exams",
    "",
    "more is captured for the work done",
    "less is captured for the work done",
    "what is captured for the work done",
)
ACKNOWLEDGED = Subject(
    "feedback_acknowledged",
    "Feedback acknowledged within 30 days",
    "feedback_acknowledged",
    "more feedback is acknowledged",
    "less feedback is acknowledged",
    "acknowledged feedback",
)
DAYS = Subject(
    "days_to_feedback",
    "Median days from submission to feedback",
    "days_to_feedback",
    "feedback takes longer",
    "feedback comes sooner",
    "the time to feedback",
)


@dataclass(frozen=True, slots=True)
class Figured:
    """A tile and the numbers behind it: estimate and interval now, the change, the target."""

    subject: Subject
    tile: Tile
    estimate: float | None
    lower: float | None
    upper: float | None
    numerator: float
    denominator: float
    change: Change | None
    target: Target | None
    notes: tuple[str, ...]
    place: str

    @property
    def met(self) -> bool | None:
        """Return whether the figure reaches its target; None without figure or target."""
        if self.target is None or self.estimate is None:
            return None
        if self.subject is DAYS:
            return self.estimate <= self.target.threshold
        return self.estimate >= self.target.share

    @property
    def surely_short(self) -> bool:
        """Return whether the whole interval lies on the wrong side of the target."""
        if self.target is None or self.lower is None or self.upper is None:
            return False
        if self.subject is DAYS:
            return self.lower > self.target.threshold
        return self.upper < self.target.share
