"""The disclosure policy in force: the thresholds a group must pass to be shown."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

DEFAULT_POLICY = Path(__file__).resolve().parent.parent.parent / "data/policy/disclosure.toml"


@dataclass(frozen=True, slots=True)
class DisclosurePolicy:
    """Thresholds, as data/policy/disclosure.toml explains them."""

    people: int
    rostered_over: int
    rows: int
    rest_share: float
    content_people: int
    score_people: int
    one_person_share: float
    duration_rows: int
    shown_together: float
    small_department_people: int
    closing_days: int

    def numerator_people(self, tier: str) -> int:
        """Return how many people must stand behind a numerator of `tier`; 0 for no rule."""
        return {"content": self.content_people, "score": self.score_people}.get(tier, 0)

    def for_department(self, rostered: int) -> DisclosurePolicy:
        """Return the policy for a department with `rostered` people.

        Five people in each role out of seven cannot be had in a department of five or six: it
        sees its year with three, or it would see nothing.
        """
        if rostered >= self.people + self.rostered_over:
            return self
        few = self.small_department_people
        return replace(
            self,
            people=few,
            content_people=min(few, self.content_people),
            score_people=min(few, self.score_people),
        )

    def is_small_department(self, rostered: int) -> bool:
        """Return whether only the department's year may be shown."""
        return rostered < self.people + self.rostered_over


def read_policy(path: Path = DEFAULT_POLICY) -> DisclosurePolicy:
    """Read the policy in `path`. Raises KeyError naming a threshold that is missing."""
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    return DisclosurePolicy(
        **{field.name: values[field.name] for field in fields(DisclosurePolicy)}
    )
