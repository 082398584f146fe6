"""Reading the numbers other programs made, and comparing ours with them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "reference"
TOLERANCE = 1e-6
NEAR_NOTHING = 1e-12
"""Below this size a difference is judged absolutely."""

Row = dict[str, str]


def rows(path: str) -> list[Row]:
    with (FOLDER / path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float | None:
    return None if text in ("", "NA", "NaN", "Inf", "-Inf") else float(text)


def column(table: list[Row], name: str) -> list[float | None]:
    return [number(row[name]) for row in table]


def deviation(theirs: float | None, ours: float | None) -> float:
    """Relative difference; infinite where one has a number and the other none."""
    if theirs is None or ours is None:
        return 0.0 if theirs is ours else float("inf")
    return abs(theirs - ours) / max(abs(theirs), NEAR_NOTHING)


def disagreements(
    name: str,
    theirs: list[float | None],
    ours: tuple[float | None, ...] | list[float | None],
    tolerance: float = TOLERANCE,
) -> Iterator[str]:
    """A line for each row where the two differ by more than the tolerance."""
    assert len(theirs) == len(ours)
    for place, (their, our) in enumerate(zip(theirs, ours, strict=True), start=1):
        if deviation(their, our) > tolerance:
            yield f"{name} row {place}: reference {their}, ours {our}"


def anchored(row: Row) -> bool:
    """Whether a row of a file with a `use` column must be met."""
    return row["use"] == "" or row["use"].startswith("anchor")
