"""What is said of an outcome across the change from scored review to peer learning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from dashboard.findings.events import Event
from dashboard.measures.definition import Measure

Code = Literal[
    "learning_opportunities",
    "taking_part",
    "addenda",
    "addendum_share",
    "feedback",
    "themes",
    "reviewer_hours",
    "significant_share",
]
Verdict = Literal["changed up", "changed down", "no clear change", "cannot be judged"]
Plan = Literal["staggered", "interrupted"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % limits; None where there is none, and `note` says why."""

    value: float | None
    lower: float | None
    upper: float | None
    note: str = ""

    @property
    def known(self) -> bool:
        """Whether the number and both limits are there."""
        return None not in (self.value, self.lower, self.upper)

    def leaves_out(self, nothing: float) -> bool:
        """Whether the interval leaves out `nothing`: 0 for a difference, 1 for a ratio."""
        return self.known and not self.lower <= nothing <= self.upper  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class Effect:
    """What was seen less what was expected (absolute, in the outcome's unit), and their ratio.

    when: of which time it speaks, as the end of a sentence.
    """

    when: str
    absolute: Estimate
    ratio: Estimate
    seen: float | None
    expected: float | None


@dataclass(frozen=True, slots=True)
class Staggered:
    """Sites that went live at different times, each compared with those that had not yet.

    events: columns period (of `step_months`, 0 holds the go-live), estimate, lower, upper, sites,
    reference; the phase-in is left out and the last period gathers all later ones. average: since
    the phase-in; p_value belongs to it. imputed: the same by another route (Borusyak).
    """

    average: Effect
    at_12_months: Effect
    p_value: float | None
    imputed: float | None
    events: pd.DataFrame
    step_months: int
    sites: tuple[str, ...]
    never: tuple[str, ...]
    first: date
    last: date
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The series by itself: before, a jump and a new slope after, the roll-out left out.

    level and slope are changes, in the outcome's unit and in that unit a year; with a log or
    logit model they are on its scale and `scale` says so. rows: one row a published period with
    fitted, expected, expected_lower, expected_upper.
    """

    model: str
    formula: str
    formula_in_words: str
    scale: str
    level: Estimate
    slope: Estimate
    at_12_months: Effect
    p_value: float | None
    rows: pd.DataFrame
    rows_before: int
    rows_after: int
    rows_left_out: int
    first: date
    last: date
    step_months: int
    diagnostics: tuple[tuple[str, str, float | None, float | None, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome: its series, what was estimated by which design, and what may be claimed.

    points: one row a published period: from_month, to_month, grain, numerator, denominator,
    month, value (in `unit`), era, said. lines: columns month, fitted, expected, expected_lower,
    expected_upper by the design of `claimed_by`, on which the verdict rests. rollout: first month
    of the first go-live, last month of the last phase-in. effect: the effect that p_value tests.
    p_adjusted: Holm's, over all outcomes that could be judged. headline: the claim without its
    interval, for a title; sentence: the claim with it. facts: sentences that describe and
    claim no change. fractions: each side of what may not be compared, with its words.
    """

    code: Code
    label: str
    unit: str
    decimals: int
    measures: tuple[Measure, ...]
    points: pd.DataFrame
    lines: pd.DataFrame
    events: tuple[Event, ...]
    rollout: tuple[date, date] | None
    claimed_by: Plan | None
    staggered: Staggered | None
    interrupted: Interrupted | None
    effect: Effect | None
    at_12_months: Effect | None
    p_value: float | None
    p_adjusted: float | None
    verdict: Verdict
    reason: str
    headline: str
    sentence: str
    caveat: str
    source: str
    facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fractions: tuple[tuple[str, str], ...] = ()

    @property
    def claims(self) -> bool:
        """Whether a change may be claimed."""
        return self.verdict in ("changed up", "changed down")

    @property
    def is_share(self) -> bool:
        """Whether the value is a percent, so that differences are points."""
        return self.unit == "percent"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Every outcome offered, in the order offered, and the finding over them.

    finding: one sentence that claims only what survives Holm's adjustment. adjusted_over: how
    many outcomes had a p value.
    """

    all: tuple[Outcome, ...]
    finding: str
    adjusted_over: int

    def __getitem__(self, code: str) -> Outcome:
        """Return the outcome of this code. Raises KeyError when it is not offered."""
        for outcome in self.all:
            if outcome.code == code:
                return outcome
        raise KeyError(code)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in order, for a picker."""
        return tuple(outcome.code for outcome in self.all)

    @property
    def labels(self) -> dict[str, str]:
        """The label of each code."""
        return {outcome.code: outcome.label for outcome in self.all}
