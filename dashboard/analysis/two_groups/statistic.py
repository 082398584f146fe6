"""The row every comparison gives, and the tidying that keeps it free of nan and infinity."""

import math
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Statistic:
    """One number of a comparison: what it is, how it was made, its limits and its test.

    None stands where a number cannot be computed; `note` then says why. `statistic` is the
    value of the test statistic (chi-square, t, W), when the method has one.
    """

    stat: str
    method: str
    estimate: float | None = None
    lower: float | None = None
    upper: float | None = None
    p_value: float | None = None
    statistic: float | None = None
    note: str = ""

    def with_note(self, note: str) -> "Statistic":
        """The same row with `note` added after what its note already says."""
        return replace(self, note="; ".join(part for part in (self.note, note) if part))


def make_statistic(
    stat: str,
    method: str,
    estimate: float | None = None,
    lower: float | None = None,
    upper: float | None = None,
    p_value: float | None = None,
    statistic: float | None = None,
    note: str = "",
) -> Statistic:
    """Build a `Statistic`, turning nan to None and naming in the note a side without a limit."""
    notes = [note] if note else []
    if estimate is not None and math.isinf(estimate):
        notes.append("the estimate is infinite")
    if lower is not None and lower == -math.inf:
        notes.append("no lower limit")
    if upper is not None and upper == math.inf:
        notes.append("no upper limit")
    return Statistic(
        stat,
        method,
        finite(estimate),
        finite(lower),
        finite(upper),
        finite(p_value),
        finite(statistic),
        "; ".join(notes),
    )


def finite(value: float | None) -> float | None:
    """The value as a plain float, or None where it is missing, nan or infinite."""
    if value is None or not math.isfinite(value):
        return None
    return float(value)
