"""Publish participation: live, at each submitter's home, in units of at least k people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from dashboard.measures.definition import MONTHS_IN_GRAIN, Grain, Measure
from dashboard.publish.counting import Exposed
from dashboard.publish.grouping import Group, joined_bands, safe_groups
from dashboard.publish.ledger import LedgerRow
from dashboard.publish.periods import Calendar
from dashboard.publish.policy import DisclosurePolicy
from dashboard.sql_files import query


@dataclass(frozen=True, slots=True)
class PersonPeriods:
    """One measure at one grain: arrays of equal length, one entry a person and period.

    `unit` is the position of the person's home among the units, `month` that of the period's
    first month in the calendar.
    """

    unit: NDArray[np.int64]
    month: NDArray[np.int64]
    part: NDArray[Any]
    hit: NDArray[np.float64]
    out_of: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ParticipationTable:
    """One participation measure on one axis at one grain.

    `complete` says of each month of the calendar whether it was received whole.
    """

    measure: Measure
    axis: str
    grain: Grain
    units: tuple[str, ...]
    cells: PersonPeriods
    exposed: Exposed | None
    calendar: Calendar
    complete: NDArray[np.bool_]
    policy: DisclosurePolicy

    def rows(self) -> Iterator[LedgerRow]:
        """Yield the ledger rows, year by year; groups of units are fixed for a year.

        Periods of more than a month appear once they have ended; the running month appears as
        incomplete.
        """
        for months in self.calendar.years().values():
            in_year = np.isin(self.cells.month, months)
            groups = self._groups(in_year)
            for month in sorted(set(self.cells.month[in_year].tolist())):
                ended = self._has_ended(month)
                if ended or self.grain == "month":
                    for group in groups:
                        at = (self.cells.month == month) & np.isin(self.cells.unit, group)
                        yield from self._rows_of(group, month, at, ended)

    def _has_ended(self, month: int) -> bool:
        last = month + MONTHS_IN_GRAIN[self.grain] - 1
        return last < self.calendar.length and bool(self.complete[last])

    def _groups(self, in_year: NDArray[np.bool_]) -> Sequence[Group]:
        """Return groups with at least k people in every period; none if there are not two."""
        if self.axis == "all":
            return ((0,),)
        present = [
            (unit,)
            for unit in range(len(self.units))
            if (in_year & (self.cells.unit == unit)).any()
        ]
        groups = safe_groups(
            present,
            [float(sum(self._people(unit, in_year))) for unit in present],
            lambda group: all(
                count >= self.policy.people for count in self._people(group, in_year)
            ),
        )
        return groups if groups is not None and len(groups) > 1 else ()

    def _people(self, group: Group, in_year: NDArray[np.bool_]) -> list[int]:
        """Return how many people a group has in each period in which it has any."""
        months = self.cells.month[in_year & np.isin(self.cells.unit, group)]
        return [int(count) for count in np.unique(months, return_counts=True)[1]]

    def _rows_of(
        self, group: Group, month: int, at: NDArray[np.bool_], ended: bool
    ) -> Iterator[LedgerRow]:
        if self.measure.kind == "composition":
            for band, people in self._bands(at):
                yield self._row(group, month, ended, band, people, float(at.sum()))
            return
        denominator = float(self.cells.out_of[at].sum())
        if self.exposed is not None:
            last = month + MONTHS_IN_GRAIN[self.grain]
            denominator = float(self.exposed.amount[list(group), month:last].sum())
        if denominator > 0:
            yield self._row(group, month, ended, None, float(self.cells.hit[at].sum()), denominator)

    def _row(
        self,
        group: Group,
        month: int,
        ended: bool,
        part: str | None,
        numerator: float,
        denominator: float,
    ) -> LedgerRow:
        last = min(month + MONTHS_IN_GRAIN[self.grain], self.calendar.length) - 1
        return LedgerRow(
            measure=self.measure.name,
            base=self.measure.base,
            axis=self.axis,
            grain=self.grain,
            from_month=self.calendar.month(month),
            to_month=self.calendar.month(last),
            members=tuple(self.units[unit] for unit in group),
            part=part,
            numerator=numerator,
            denominator=denominator,
            complete=ended,
        )

    def _bands(self, at: NDArray[np.bool_]) -> Iterator[tuple[str, float]]:
        parts = [str(part) for part in self.cells.part[at]]
        bands = sorted(set(parts), key=_lower_end)
        people = {band: parts.count(band) for band in bands}
        for joined in joined_bands(bands, people, self.policy.people):
            yield _band_label(joined), float(sum(people[band] for band in joined))


def read_person_periods(
    connection: duckdb.DuckDBPyConnection,
    axis: str,
    grain: Grain,
    units: tuple[str, ...],
    calendar: Calendar,
) -> PersonPeriods:
    """Read the people and periods in the view `measure_rows`."""
    parameters = {"axis": axis, "grain": grain, "first_month": calendar.first_month}
    cells = connection.execute(query("publish", "person_periods"), parameters).fetchnumpy()
    place = {unit: position for position, unit in enumerate(units)}
    return PersonPeriods(
        unit=np.array([place.get(str(member), -1) for member in cells["member"]], dtype=np.int64),
        month=np.asarray(cells["month"], dtype=np.int64),
        part=np.ma.filled(np.ma.asarray(cells["part"], dtype=object), None),
        hit=np.asarray(cells["hit"], dtype=np.float64),
        out_of=np.asarray(cells["out_of"], dtype=np.float64),
    )


def _lower_end(band: str) -> int:
    return int(band.removesuffix("+").partition("-")[0])


def _band_label(bands: Sequence[str]) -> str:
    if len(bands) == 1:
        return bands[0]
    if bands[-1].endswith("+"):
        return f"{_lower_end(bands[0])}+"
    return f"{_lower_end(bands[0])}-{bands[-1].rpartition('-')[2]}"
