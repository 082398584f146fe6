"""What readers know already: the numbers in force, by table, as later runs go on from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dashboard.measures.definition import Grain
from dashboard.publish.grouping import Group
from dashboard.publish.ledger import OTHER, LedgerRow
from dashboard.publish.periods import GRAINS

Units = tuple[str, ...]


@dataclass
class KnownPeriod:
    """What is shown of a measure in one period: which units together, and which parts."""

    groups: set[Units] = field(default_factory=set)
    parts: set[str | None] = field(default_factory=set)


Periods = dict[tuple[str, Grain], dict[date, KnownPeriod]]
"""By measure and grain, then by the last month of the period."""


@dataclass(frozen=True)
class Known:
    """Every number in force, by base, axis and year."""

    years: Mapping[tuple[str, str, int], Periods]

    def of(self, base: str, axis: str, year: int, measures: Iterable[str] | None = None) -> Periods:
        """Return what is known of a base on an axis in a year, of all measures or some."""
        found = self.years.get((base, axis, year), {})
        if measures is None:
            return found
        chosen = set(measures)
        return {key: periods for key, periods in found.items() if key[0] in chosen}

    @cached_property
    def is_empty(self) -> bool:
        """Whether nothing is known yet."""
        return not self.years


def known_of(rows: Iterable[LedgerRow]) -> Known:
    """Return what some ledger rows tell."""
    years: dict[tuple[str, str, int], Periods] = {}
    for row in rows:
        periods = years.setdefault((row.base, row.axis, row.from_month.year), {})
        period = periods.setdefault((row.measure, row.grain), {}).setdefault(
            row.to_month, KnownPeriod()
        )
        period.groups.add(row.members)
        period.parts.add(row.part)
    return Known(years)


def finest_grain(periods: Periods) -> Grain:
    """Return the finest grain in which something is shown."""
    return min((grain for _, grain in periods), key=GRAINS.index)


def other_parts(periods: Periods, measure: str, grain: Grain, parts: Iterable[str]) -> Units:
    """Return which of the parts of a composition were shown together, in any of the periods."""
    shown = periods.get((measure, grain), {}).values()
    if not any(OTHER in each.parts for each in shown):
        return ()
    always = set.intersection(*(set(each.parts) for each in shown))
    return tuple(part for part in parts if part not in always)


def groups_known(periods: Periods, units: tuple[str, ...]) -> tuple[Group, ...]:
    """Return the smallest groups that are shown; a unit that is in none stands by itself."""
    place = {unit: position for position, unit in enumerate(units)}
    seen = {
        tuple(sorted(place[member] for member in members if member in place))
        for of_measure in periods.values()
        for period in of_measure.values()
        for members in period.groups
    }
    groups: list[Group] = []
    taken: set[int] = set()
    for group in sorted(seen, key=lambda each: (len(each), each)):
        if group and not taken & set(group):
            groups.append(group)
            taken |= set(group)
    groups += [(unit,) for unit in range(len(units)) if unit not in taken]
    return tuple(sorted(groups))
