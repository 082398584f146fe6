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
from dashboard.publish.tables import Place, Table, base_table, composed, family_tables


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

    def measure(self, name: str) -> Measure:
        """Return a measure of the family by its name."""
        return next(each for each in self.measures if each.name == name)

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

    def smallest_with(self, members: tuple[str, ...]) -> tuple[int, ...]:
        """Return the group with `members` and the smallest group beside it, as one group.

        Nothing where the group is not shown, or alone.
        """
        groups = self._groups()
        units = {self.place.units.index(member) for member in members}
        group = next((each for each in groups if units & set(each)), None)
        others = [each for each in groups if each != group]
        if group is None or not others:
            return ()
        return tuple(sorted((*group, *min(others, key=lambda each: (self._size(each), each)))))

    def smallest_named(self, name: str) -> str | None:
        """Return the rarest part of a composition that a table names; None where it names none."""
        measure = self.measure(name)
        counted = self.gated.counts[name][0]
        months = list(self.place.months)
        named = {
            part: int(counted.hit_total[part][:, months].sum())
            for table in self.tables.get(name, ())
            for part in counted.parts
            if part not in table.other and part != measure.unremarkable
        }
        return min(named, key=lambda part: (named[part], part), default=None)

    def named_share(self) -> float:
        """Return what share of rows have a name of their own: of their unit, and of their part.

        It is added up over the measures. The usual part of a whole does not count.
        """
        return sum(
            max(
                (self._named_in(measure, table) for table in self.tables.get(measure.name, ())),
                default=0.0,
            )
            for measure in self.measures
        )

    def periods(self) -> int:
        """Return how many periods the measures are shown in, all together."""
        return sum(
            len(self.place.periods(table.grain)) if table.only is None else len(table.only)
            for tables in self.tables.values()
            for table in tables
        )

    def merge(self, together: tuple[int, ...]) -> None:
        """Show some units together in every table; a table of one group is not shown."""
        for name, tables in self.tables.items():
            self.tables[name] = tuple(
                merged for table in tables if (merged := _merged(table, together)) is not None
            )

    def join(self, name: str, part: str) -> None:
        """Show a part of a composition with "other", in the finest tables that name it."""
        measure = self.measure(name)
        tables = self.tables.get(name, ())
        naming = [table for table in tables if part not in table.other]
        finest = min((GRAINS.index(table.grain) for table in naming), default=None)
        self.tables[name] = tuple(
            changed
            for table in tables
            if (
                changed := self._joined(measure, table, part)
                if table in naming and GRAINS.index(table.grain) == finest
                else table
            )
            is not None
        )

    def coarsen(self) -> None:
        """Take the next coarser grain in the tables of the finest; where none is, show none."""
        grains = [grain for grain in GRAINS if grain in self._grains_shown()]
        if not grains:
            return
        later = self.place.grains()[self.place.grains().index(grains[0]) + 1 :]
        for name, tables in self.tables.items():
            finest = [table for table in tables if table.grain == grains[0]]
            rest = [table for table in tables if table.grain != grains[0]]
            if finest and later:
                same = [table for table in rest if table.grain == later[0]]
                rest = [table for table in rest if table.grain != later[0]]
                coarser = _as_one([*finest, *same], later[0])
                rest += [coarser] if coarser is not None else []
            self.tables[name] = tuple(rest)

    def _grains_shown(self) -> set[Grain]:
        return {table.grain for tables in self.tables.values() for table in tables}

    def _joined(self, measure: Measure, table: Table, part: str) -> Table | None:
        months = (
            period.months
            for period in self.place.periods(table.grain)
            if table.only is None or period.months[-1] in table.only
        )
        place = replace(self.place, months=tuple(month for some in months for month in some))
        counted = self.gated.counts[measure.name][0]
        return composed(measure, counted, table, place, (*table.other, part))

    def _named_in(self, measure: Measure, table: Table) -> float:
        counted = self.gated.counts[measure.name][0]
        months = list(self.place.months)
        alone = list(range(len(self.place.units)))
        if self.gated.axis != "all":
            alone = [group[0] for group in table.groups if len(group) == 1]
        total = float(counted.total[:, months].sum())
        share = float(counted.total[np.ix_(alone, months)].sum()) / (total or 1.0)
        if measure.kind != "composition":
            return share
        sizes = {each: float(counted.hit_total[each][:, months].sum()) for each in counted.parts}
        rest = sum(sizes.values()) - max(sizes.values(), default=0.0)
        unnamed = sum(sizes[each] for each in table.other)
        return share * (1 - min(1.0, unnamed / rest)) if rest else share

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


def _as_one(tables: Sequence[Table], grain: Grain) -> Table | None:
    """Return one table for the whole year: together is what is together in any of them."""
    one: Table | None = replace(
        tables[0],
        grain=grain,
        other=tuple(sorted({part for table in tables for part in table.other})),
        only=None,
    )
    for group in (group for table in tables for group in table.groups if len(group) > 1):
        one = one and _merged(one, group)
    return one


def _merged(table: Table, together: tuple[int, ...]) -> Table | None:
    units = set(together)
    for group in table.groups:
        if units & set(group):
            units |= set(group)
    apart = [group for group in table.groups if not units & set(group)]
    if not apart:
        return None
    return replace(table, groups=tuple(sorted([*apart, tuple(sorted(units))])))
