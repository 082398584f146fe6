"""What a reader looks at: some months, and all of the department or some units of one axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.measures.definition import AXES

AXIS_WORDS = {
    "site": "site",
    "section": "section",
    "modality": "modality",
    "patient_group": "patient group",
}


class CrossedAxes(ValueError):
    """Two axes were asked for at once; the text is the sentence a page or command shows."""


@dataclass(frozen=True, slots=True)
class Lens:
    """Months from `start` to `end` (first days, both included) and units of at most one axis.

    `axis` "all" is the whole department; `members` empty is every unit of the axis.
    """

    start: date
    end: date
    axis: str = "all"
    members: tuple[str, ...] = ()


def one_axis(lens: Lens, by: str | None) -> str:
    """Return the axis an answer lies on.

    Raises CrossedAxes when the lens is on one axis and the split on another.
    """
    if by is None or by == lens.axis:
        return lens.axis
    if lens.axis == "all" or not lens.members:
        return by
    raise CrossedAxes(crossed_sentence([lens.axis, by], lens.members))


def crossed_sentence(axes: Iterable[str], members: Iterable[str]) -> str:
    """Return why two axes cannot be combined, and what is shown in place of that."""
    kept, *others = list(dict.fromkeys(axes))
    words = [AXIS_WORDS[axis] for axis in (kept, *others)]
    shown = " and ".join(members) or f"every {words[0]}"
    every = ", ".join(f"all {word}s" for word in words[1:])
    return (
        f"{words[0].capitalize()} and {' and '.join(words[1:])} cannot be combined, so that no one "
        f"can be singled out. Showing {shown}, {every}."
    )


assert set(AXIS_WORDS) == set(AXES)
