"""The disclosure policy in force: the thresholds a group must pass to be shown.

The program's own stand in data/policy. What a department changed are dated records in the
ledger of its home, each chained to the one before; they hold for what closes after them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from dashboard.home import Home
from dashboard.measures.definition import AXES
from dashboard.own_data.refusal import WrongInput
from dashboard.written_down import keep

DEFAULT_POLICY = Path(__file__).resolve().parent.parent.parent / "data/policy/disclosure.toml"
EVENT = "policy"
AXES_NAME = "axes"


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
    axes: tuple[str, ...]

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


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One thing a department may change: its value, what it may be, and since when and why."""

    name: str
    value: str
    allowed: str
    since: str
    why: str


def read_policy(path: Path = DEFAULT_POLICY) -> DisclosurePolicy:
    """Read the policy in `path`. Raises KeyError naming a threshold that is missing."""
    values = _values(path)
    values[AXES_NAME] = tuple(values[AXES_NAME])
    return DisclosurePolicy(
        **{field.name: values[field.name] for field in fields(DisclosurePolicy)}
    )


def policy_of(home: Home | None) -> DisclosurePolicy:
    """Return the policy in force in a home: the program's own, and what was changed since."""
    policy = read_policy()
    for _, facts in _records(home):
        value = facts["now"]
        changed: dict[str, Any] = {
            facts["threshold"]: tuple(value) if isinstance(value, list) else value
        }
        policy = replace(policy, **changed)
    return policy


def policy_lines(home: Home) -> list[PolicyLine]:
    """Return what a department may change, as it is now."""
    policy = policy_of(home)
    newest = {facts["threshold"]: (at, facts) for at, facts in _records(home)}
    lines = []
    for name in (*bounds(), AXES_NAME):
        at, facts = newest.get(name, ("", {}))
        value = getattr(policy, name)
        text = ",".join(value) if name == AXES_NAME else str(value)
        lines.append(PolicyLine(name, text, _allowed(name), at, str(facts.get("why", ""))))
    return lines


def change_policy(home: Home, name: str, text: str, why: str) -> bool:
    """Record a change of policy in the ledger; return whether it changed anything.

    It holds for what closes after it. Raises WrongInput for what may not be changed so.
    """
    value = _read(name, text)
    if not why.strip():
        raise WrongInput("--why: say why the policy is changed; it goes into the audit trail.")
    with home.writing():
        before = getattr(policy_of(home), name)
        if value == before:
            return False
        facts = {"threshold": name, "before": before, "now": value, "why": why.strip()}
        keep(home, EVENT, facts)
    return True


def bounds() -> dict[str, tuple[int, int]]:
    """Return the least and the most a department may choose, by threshold."""
    return {
        name: (least, most) for name, (least, most) in _values(DEFAULT_POLICY)["bounds"].items()
    }


def _read(name: str, text: str) -> int | tuple[str, ...]:
    if name == AXES_NAME:
        chosen = [each.strip() for each in text.split(",") if each.strip()]
        if set(chosen) <= set(AXES) and text.strip() != ",":
            return tuple(axis for axis in AXES if axis in chosen)
        raise WrongInput(f"axes {text}: expected some of {', '.join(AXES)}, with commas.")
    if name not in bounds():
        raise WrongInput(
            f"{name}: a department may change {', '.join((*bounds(), AXES_NAME))}, nothing else."
        )
    least, most = bounds()[name]
    try:
        value = int(text)
    except ValueError:
        value = least - 1
    if not least <= value <= most:
        raise WrongInput(f"{name} {text}: expected a whole number from {least} to {most}.")
    return value


def _allowed(name: str) -> str:
    if name == AXES_NAME:
        return "some of " + ",".join(AXES)
    least, most = bounds()[name]
    return f"{least} to {most}"


def _records(home: Home | None) -> list[tuple[str, dict[str, Any]]]:
    """Return the changes of a home, oldest first: when, and what."""
    if home is None:
        return []
    return [(one.at, one.facts) for one in home.ledger().entries() if one.event == EVENT]


def _values(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
