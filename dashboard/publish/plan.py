"""What is to be shown of one year: tables by base, axis and column, before and after the audit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from dashboard.measures.definition import Base, Grain, Measure
from dashboard.publish.audit.equations import Shown
from dashboard.publish.counting import Counted, Exposed
from dashboard.publish.ledger import LedgerRow, cells_of_table, rows_of_table
from dashboard.publish.medians import Durations
from dashboard.publish.periods import GRAINS
from dashboard.publish.tables import Place, Table, base_table, family_tables


@dataclass(frozen=True, slots=True)
class Gated:
    """The gated measures of one base on one axis, counted over all years.

    `covered` is units x months. `counts` has for each measure its rows, what it divides by and
    how long its rows lasted.
    """

    base: Base
    axis: str
    units: tuple[str, ...]
    measures: tuple[Measure, ...]
    rows: Counted
    counts: dict[str, tuple[Counted, Exposed | None, Durations | None]]
    covered: NDArray[np.bool_]
    places: dict[int, Place]


@dataclass
class Family:
    """Measures about one column on one axis in one year, and the tables they are shown in."""

    gated: Gated
    place: Place
    about: str
    measures: tuple[Measure, ...]
    tables: dict[str, tuple[Table, ...]] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what names the family among those of a year."""
        return (self.gated.base.name, self.about, self.gated.axis)

    def add(self, other: Family) -> None:
        """Take in the tables of another family about the same column."""
        for name, tables in other.tables.items():
            self.tables[name] = (*self.tables.get(name, ()), *tables)

    def ledger_rows(self) -> Iterator[LedgerRow]:
        """Yield the rows of the ledger."""
        for measure in self.measures:
            counted, exposed, lasted = self.gated.counts[measure.name]
            for table in self.tables.get(measure.name, ()):
                yield from rows_of_table(
                    measure, counted, exposed, lasted, table, self.place, self.gated.covered
                )

    def shown(self) -> Iterator[Shown]:
        """Yield the same numbers as the audit reads them."""
        calendar = self.place.calendar
        start = calendar.first_month.year * 12 + calendar.first_month.month - 1
        for measure in self.measures:
            counted, exposed, _ = self.gated.counts[measure.name]
            for table in self.tables.get(measure.name, ()):
                for group, period, months in cells_of_table(
                    measure, exposed, table, self.place, self.gated.covered
                ):
                    yield Shown(
                        measure,
                        self.gated.axis,
                        tuple(self.place.units[unit] for unit in group),
                        start + months[0],
                        start + period.months[-1],
                        self.key,
                        tuple(part for part in counted.parts if part not in table.other),
                    )

    def rows_together(self, members: tuple[str, ...]) -> tuple[float, tuple[int, ...]] | None:
        """Return the rows a merge of the group with `members` would show together, and with what.

        None where the group is not shown, or alone.
        """
        groups = self._groups()
        units = {self.place.units.index(member) for member in members}
        group = next((each for each in groups if units & set(each)), None)
        others = [each for each in groups if each != group]
        if group is None or not others:
            return None
        smallest = min(others, key=lambda each: (self._size(each), each))
        both = tuple(sorted((*group, *smallest)))
        return self._size(both), both

    def merge(self, together: tuple[int, ...]) -> None:
        """Show some units together in every table; a table of one group is not shown."""
        for name, tables in self.tables.items():
            self.tables[name] = tuple(
                merged for table in tables if (merged := _merged(table, together)) is not None
            )

    def coarsen(self) -> None:
        """Take the next coarser grain in every table; one that has none is not shown."""
        allowed = self.place.grains()
        for name, tables in self.tables.items():
            coarser: dict[Grain, Table] = {}
            for table in tables:
                later = [
                    grain for grain in allowed if GRAINS.index(grain) > GRAINS.index(table.grain)
                ]
                if later:
                    there = coarser.get(later[0])
                    other = {*table.other, *(there.other if there else ())}
                    coarser[later[0]] = replace(
                        table, grain=later[0], other=tuple(sorted(other)), only=None
                    )
            self.tables[name] = tuple(coarser.values())

    def _groups(self) -> tuple[tuple[int, ...], ...]:
        return next((tables[0].groups for tables in self.tables.values() if tables), ())

    def _size(self, group: tuple[int, ...]) -> float:
        total = self.gated.rows.total
        return float(total[np.ix_(list(group), list(self.place.months))].sum())


def families_of(
    gated: Gated, year: int, shared: Table | None = None, about_columns: Sequence[str] | None = None
) -> list[Family]:
    """Return what one base may show on one axis in one year by the rules for each table.

    `shared` is how the base's rows are cut where that is known already; `about_columns` asks for
    the measures about some columns alone.
    """
    place = gated.places.get(year)
    if place is not None and shared is None:
        shared = base_table(gated.rows, place)
    if place is None or shared is None:
        return []
    found = []
    for about, measures in by_column(gated.measures):
        if about_columns is not None and about not in about_columns:
            continue
        pairs = [(measure, gated.counts[measure.name][0]) for measure in measures]
        tables = family_tables(pairs, shared, place)
        if any(tables.values()):
            found.append(Family(gated, place, about, measures, dict(tables)))
    return found


def by_column(measures: tuple[Measure, ...]) -> list[tuple[str, tuple[Measure, ...]]]:
    """Group measures about one column: they share groups, or they could be subtracted."""
    ordered = sorted(measures, key=lambda measure: (measure.about, measure.name))
    return [
        (about, tuple(family))
        for about, family in groupby(ordered, key=lambda measure: measure.about)
    ]


def _merged(table: Table, together: tuple[int, ...]) -> Table | None:
    units = set(together)
    for group in table.groups:
        if units & set(group):
            units |= set(group)
    apart = [group for group in table.groups if not units & set(group)]
    if not apart:
        return None
    return replace(table, groups=tuple(sorted([*apart, tuple(sorted(units))])))
