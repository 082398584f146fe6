"""One base in a publishing run: its measures, counted on every axis."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np

from dashboard.measures.catalogue import Catalogue
from dashboard.measures.definition import Base, Grain, Measure
from dashboard.publish.counting import Counted, Exposed, count, exposure
from dashboard.publish.ledger import LedgerRow, rows_of_table
from dashboard.publish.medians import Durations, durations
from dashboard.publish.participation import ParticipationTable, read_person_periods
from dashboard.publish.periods import Calendar
from dashboard.publish.plan import Gated
from dashboard.publish.policy import DisclosurePolicy
from dashboard.publish.tables import Place, Table
from dashboard.publish.workspace import (
    covered_cells,
    covered_matrix,
    rostered_matrix,
    take_rows,
    units_of,
)


class BaseRun:
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
        """Take the rows of `base`, months as `calendar` has them, people by number."""
        self.connection = connection
        self.catalogue = catalogue
        self.base = base
        self.calendar = calendar
        self.people = people
        self.policy = policy
        self.measures = [
            measure for measure in catalogue.on_base(base.name) if measure.status == "published"
        ]

    def open_rows(self) -> Iterator[LedgerRow]:
        """Yield what is shown at once, axis by axis: participation, and what names nobody."""
        for axis in self._axes():
            chosen = self._measures_by(axis)
            live = [measure for measure in chosen if measure.sensitivity == "participation"]
            yield from self._participation(axis, live)
            yield from self._program(axis, [m for m in chosen if m.sensitivity == "program"])

    def gated(self) -> Iterator[Gated]:
        """Yield what the gate has to judge, axis by axis."""
        for axis in ("all", *(each for each in self.base.axes if each in self.policy.axes)):
            chosen = self._measures_by(axis)
            behind = [m for m in chosen if m.sensitivity not in ("participation", "program")]
            if behind:
                yield self._gated(axis, tuple(behind))

    def _axes(self) -> tuple[str, ...]:
        return ("all", *self.base.axes)

    def _measures_by(self, axis: str) -> list[Measure]:
        return [each for each in self.measures if axis == "all" or axis in (each.by or ())]

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

    def _gated(self, axis: str, measures: tuple[Measure, ...]) -> Gated:
        take_rows(self.connection, self.base, self.catalogue)
        cells = covered_cells(self.connection, axis, self.base.covered_by, self.calendar)
        units = units_of(self.connection, axis, cells["member"])
        covered = covered_matrix(cells, axis, units, self.calendar)
        rows = self._counted(self.base, axis, units)
        counts: dict[str, tuple[Counted, Exposed | None, Durations | None]] = {}
        for measure in measures:
            take_rows(self.connection, measure, self.catalogue)
            counts[measure.name] = (
                self._counted(measure, axis, units),
                self._exposure(measure, axis, units),
                self._durations(measure, axis, units),
            )
        places = {
            year: self._place(axis, units, year, months)
            for year, months in self.calendar.years().items()
        }
        return Gated(self.base, axis, units, measures, rows, counts, covered, places)

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
