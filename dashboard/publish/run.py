"""Publish one generation: from a warehouse to the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

import duckdb
import numpy as np

from dashboard.measures.catalogue import Catalogue
from dashboard.measures.definition import Base, Grain, Measure
from dashboard.publish.counting import Counted, Exposed, count, exposure
from dashboard.publish.ledger import LedgerRow, rows_of_table
from dashboard.publish.medians import Durations, durations
from dashboard.publish.participation import ParticipationTable, read_person_periods
from dashboard.publish.periods import Calendar
from dashboard.publish.policy import DisclosurePolicy
from dashboard.publish.tables import Place, Table, base_table, family_tables
from dashboard.publish.workspace import (
    calendar_of,
    count_people,
    covered_cells,
    covered_matrix,
    rostered_matrix,
    take_rows,
    units_of,
)

Progress = Callable[[str, float], None]


def ledger_rows(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    policy: DisclosurePolicy,
    progress: Progress,
) -> Iterator[LedgerRow]:
    """Yield every ledger row of a run in an open workspace, base by base."""
    people = count_people(connection)
    counted_bases = sorted({measure.base for measure in catalogue.measures.values()})
    for position, name in enumerate(counted_bases):
        base = catalogue.bases[name]
        progress(base.title, position / len(counted_bases))
        calendar = calendar_of(connection, base.covered_by)
        if calendar is None:
            continue
        run = _BaseRun(connection, catalogue, base, calendar, people, policy)
        yield from run.rows()
    progress("Done", 1.0)


class _BaseRun:
    """The measures of one base, on every axis. Holds what they share."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        catalogue: Catalogue,
        base: Base,
        calendar: Calendar,
        people: int,
        policy: DisclosurePolicy,
    ) -> None:
        self.connection = connection
        self.catalogue = catalogue
        self.base = base
        self.calendar = calendar
        self.people = people
        self.policy = policy
        self.measures = [
            measure for measure in catalogue.on_base(base.name) if measure.status == "published"
        ]

    def rows(self) -> Iterator[LedgerRow]:
        """Yield the rows of each axis a measure of this base can be split by."""
        for axis in ("all", *self.base.axes):
            chosen = [
                measure for measure in self.measures if axis == "all" or axis in (measure.by or ())
            ]
            if not chosen:
                continue
            live = [measure for measure in chosen if measure.sensitivity == "participation"]
            yield from self._participation(axis, live)
            yield from self._program(axis, [m for m in chosen if m.sensitivity == "program"])
            gated = [m for m in chosen if m.sensitivity not in ("participation", "program")]
            if gated:
                yield from self._gated(axis, gated)

    def _participation(self, axis: str, measures: list[Measure]) -> Iterator[LedgerRow]:
        for measure in measures:
            take_rows(self.connection, measure, self.catalogue)
            covered = covered_cells(self.connection, axis, self.base.covered_by, self.calendar)
            units = units_of(self.connection, axis, covered["member"])
            complete = covered_matrix(covered, "all", ("all",), self.calendar)[0]
            exposed = self._exposure(measure, axis, units)
            for grain in measure.grains:
                cells = read_person_periods(self.connection, axis, grain, units, self.calendar)
                table = ParticipationTable(
                    measure,
                    axis,
                    grain,
                    units,
                    cells,
                    exposed,
                    self.calendar,
                    complete,
                    self.policy,
                )
                yield from table.rows()

    def _program(self, axis: str, measures: list[Measure]) -> Iterator[LedgerRow]:
        """Yield what names nobody: no rule applies."""
        for measure in measures:
            counted, durations_, units = self._count(measure, axis)
            covered = np.ones((len(units), self.calendar.length), dtype=bool)
            groups = tuple((position,) for position in range(len(units)))
            grain: Grain = "year" if measure.kind == "duration" else "month"
            table = Table(grain, groups, (), 0.0)
            for year, months in self.calendar.years().items():
                place = self._place(axis, units, year, months)
                yield from rows_of_table(measure, counted, None, durations_, table, place, covered)

    def _gated(self, axis: str, measures: list[Measure]) -> Iterator[LedgerRow]:
        take_rows(self.connection, self.base, self.catalogue)
        cells = covered_cells(self.connection, axis, self.base.covered_by, self.calendar)
        units = units_of(self.connection, axis, cells["member"])
        covered = covered_matrix(cells, axis, units, self.calendar)
        base_counted = self._counted(self.base, axis, units)
        counts: dict[str, tuple[Counted, Exposed | None, Durations | None]] = {}
        for measure in measures:
            take_rows(self.connection, measure, self.catalogue)
            counts[measure.name] = (
                self._counted(measure, axis, units),
                self._exposure(measure, axis, units),
                self._durations(measure, axis, units),
            )
        for year, months in self.calendar.years().items():
            place = self._place(axis, units, year, months)
            shared = base_table(base_counted, place)
            if shared is None:
                continue
            for family in _families(measures):
                pairs = [(measure, counts[measure.name][0]) for measure in family]
                tables = family_tables(pairs, shared, place)
                for measure in family:
                    counted, exposed, lasted = counts[measure.name]
                    for table in tables.get(measure.name, ()):
                        yield from rows_of_table(
                            measure, counted, exposed, lasted, table, place, covered
                        )

    def _count(
        self, measure: Measure, axis: str
    ) -> tuple[Counted, Durations | None, tuple[str, ...]]:
        take_rows(self.connection, measure, self.catalogue)
        cells = covered_cells(self.connection, axis, self.base.covered_by, self.calendar)
        units = units_of(self.connection, axis, cells["member"]) or ("all",)
        return (
            self._counted(measure, axis, units),
            self._durations(measure, axis, units),
            units,
        )

    def _counted(self, measure: Measure | Base, axis: str, units: tuple[str, ...]) -> Counted:
        return count(self.connection, measure, axis, units, self.people, self.calendar)

    def _exposure(self, measure: Measure, axis: str, units: tuple[str, ...]) -> Exposed | None:
        if not measure.exposure:
            return None
        return exposure(self.connection, axis, units, self.calendar)

    def _durations(self, measure: Measure, axis: str, units: tuple[str, ...]) -> Durations | None:
        if measure.kind != "duration":
            return None
        return durations(self.connection, axis, units, self.calendar)

    def _place(
        self, axis: str, units: tuple[str, ...], year: int, months: tuple[int, ...]
    ) -> Place:
        rostered = rostered_matrix(self.connection, axis, units, self.people)
        nobody = np.zeros((len(units), self.people), dtype=bool)
        at_home = rostered.get(year, nobody)
        department = int(at_home.any(axis=0).sum())
        return Place(
            axis=axis,
            units=units,
            calendar=self.calendar,
            months=months,
            rostered=at_home,
            policy=self.policy.for_department(department),
            small_department=self.policy.is_small_department(department),
        )


def _families(measures: list[Measure]) -> list[list[Measure]]:
    """Group measures about one column: they share groups, or they could be subtracted."""
    ordered = sorted(measures, key=lambda measure: (measure.about, measure.name))
    return [list(family) for _, family in groupby(ordered, key=lambda measure: measure.about)]
