"""Published numbers as equations: so many rows of a set in some units and months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.measures.definition import Measure
from dashboard.publish.audit.counted import CountedRows, Held, hits, part, whole
from dashboard.publish.ledger import OTHER

ALL = "all"


@dataclass(frozen=True, slots=True)
class Shown:
    """A number that is shown: of which measure and part, over which units and months.

    Months count from year 0, both ends included. `named` are the parts shown beside "other".
    `table` says which table it stands in; `fixed` that it was published before, and stays.
    """

    measure: Measure
    axis: str
    members: tuple[str, ...]
    first: int
    last: int
    table: tuple[str, str, str]
    named: tuple[str, ...] = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """So many rows of the set `held` in the units `members` of an axis, from month to month.

    `names` are the units by name, `table` the table that may be changed to say less, `part` the
    measure and the part of it that is counted, where it is one.
    """

    held: bytes
    axis: str
    members: tuple[int, ...]
    first: int
    last: int
    table: tuple[str, str, str]
    fixed: bool
    names: tuple[str, ...] = ()
    part: tuple[str, str] | None = None


def equations_of(shown: Iterable[Shown], rows: CountedRows) -> list[Equation]:
    """Return what is published of one year, each number once.

    Where a number was published before, that it stands in a new table too changes nothing.
    """
    found: dict[tuple[object, ...], Equation] = {}
    for number in shown:
        for equation in _equations(number, rows):
            key = (
                equation.held,
                equation.axis,
                equation.members,
                equation.first,
                equation.last,
            )
            if key not in found or equation.fixed:
                found[key] = equation
    return list(found.values())


def _equations(number: Shown, rows: CountedRows) -> Iterator[Equation]:
    members: tuple[int, ...] = ()
    if number.axis != ALL:
        units = rows.units[number.axis]
        members = tuple(units.index(unit) for unit in number.members if unit in units)
        if not members:
            return
    for held, part_of in _sets(number, rows):
        yield Equation(
            held.tobytes(),
            number.axis,
            members,
            number.first,
            number.last,
            number.table,
            number.fixed,
            number.members,
            part_of,
        )


def _sets(number: Shown, rows: CountedRows) -> Iterator[tuple[Held, tuple[str, str] | None]]:
    measure = number.measure
    everything = rows.set(whole(measure))
    yield everything, None
    if measure.kind in ("proportion", "duration"):
        yield rows.set(hits(measure)), None
    elif measure.kind == "composition":
        rest = everything.copy()
        for name in number.named:
            yield rows.set(part(measure, name)), (measure.name, name)
            rest &= ~rows.set(part(measure, name))
        if rest.any():
            yield rest, (measure.name, OTHER)


def as_set(held: bytes) -> Held:
    """Return the set an equation names."""
    return np.frombuffer(held, dtype=bool)
