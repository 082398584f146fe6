"""One figure with its change: what a tile on the overview holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StripPoint:
    """One period of a tile's strip; `now` lies in the lens, `complete` says it is over."""

    month: date
    value: float
    now: bool
    complete: bool = True


@dataclass(frozen=True, slots=True)
class StripLevel:
    """The figure of a whole span, drawn as a line over its months."""

    first: date
    last: date
    value: float
    now: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """A label, a value with its unit, its change in words, its months, n and target in words.

    value "–" where there is none; change and change_note then say why. points in time order.
    target is in the unit of the points; alt says the strip in words, numbers included.
    """

    label: str
    value: str
    unit: str
    change: str
    change_note: str
    points: tuple[StripPoint, ...]
    levels: tuple[StripLevel, ...]
    target: float | None
    n: str
    target_words: str
    alt: str

    @property
    def figure(self) -> str:
        """Return the value with its unit: "88%", "11 days", "3.0"."""
        return f"{self.value}{self.unit if self.unit in ('', '%') else f' {self.unit}'}"
