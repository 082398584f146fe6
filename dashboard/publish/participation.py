"""Publish participation: live, at each submitter's home, in units of at least k people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    """One measure at one grain: arrays of equal length, one entry a person and period."""

    unit: NDArray[np.int64]
    month: NDArray[np.int64]
    part: NDArray[np.object_]
    hit: NDArray[np.float64]
    out_of: NDArray[np.float64]


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
        np.array([place.get(str(member), -1) for member in cells["member"]], dtype=np.int64),
        np.asarray(cells["month"], dtype=np.int64),
        np.ma.filled(np.ma.asarray(cells["part"], dtype=object), None),
        np.asarray(cells["hit"], dtype=np.float64),
        np.asarray(cells["out_of"], dtype=np.float64),
    )


def participation_rows(
    measure: Measure,
    axis: str,
    grain: Grain,
    units: tuple[str, ...],
    cells: PersonPeriods,
    exposed: Exposed | None,
    calendar: Calendar,
    complete: NDArray[np.bool_],
    policy: DisclosurePolicy,
) -> Iterator[LedgerRow]:
    """Yield the ledger rows of one participation measure on one axis at one grain.

    `complete` says of each month of the calendar whether it was received whole. Periods of
    more than a month appear once they have ended; the running month appears as incomplete.
    """
    for months in calendar.years().values():
        in_year = np.isin(cells.month, months)
        groups = _groups(units, cells, in_year, policy) if axis != "all" else ((0,),)
        if groups is None or (axis != "all" and len(groups) < 2):
            continue
        for month in sorted(set(cells.month[in_year].tolist())):
            last = min(month + MONTHS_IN_GRAIN[grain] - 1, calendar.length - 1)
            ended = month + MONTHS_IN_GRAIN[grain] <= calendar.length and bool(complete[last])
            if not ended and grain != "month":
                continue
            for group in groups:
                chosen = in_year & (cells.month == month) & np.isin(cells.unit, group)
                span = (month, last)
                yield from _cell(
                    measure, axis, grain, units, group, cells, chosen, span, exposed, calendar, ended, policy
                )


def _groups(
    units: tuple[str, ...],
    cells: PersonPeriods,
    in_year: NDArray[np.bool_],
    policy: DisclosurePolicy,
) -> tuple[Group, ...] | None:
    periods = sorted(set(cells.month[in_year].tolist()))

    def people(group: Group) -> list[int]:
        chosen = in_year & np.isin(cells.unit, group)
        return [int((chosen & (cells.month == period)).sum()) for period in periods]

    present = [
        (unit,) for unit in range(len(units)) if (in_year & (cells.unit == unit)).any()
    ]
    return safe_groups(
        present,
        [float(sum(people(unit))) for unit in present],
        lambda group: all(count == 0 or count >= policy.people for count in people(group)),
    )


def _cell(
    measure: Measure,
    axis: str,
    grain: Grain,
    units: tuple[str, ...],
    group: Group,
    cells: PersonPeriods,
    chosen: NDArray[np.bool_],
    span: tuple[int, int],
    exposed: Exposed | None,
    calendar: Calendar,
    complete: bool,
    policy: DisclosurePolicy,
) -> Iterator[LedgerRow]:
    if not chosen.any():
        return

    def row(part: str | None, numerator: float, denominator: float) -> LedgerRow:
        return LedgerRow(
            measure.name,
            measure.base,
            axis,
            grain,
            calendar.month(span[0]),
            calendar.month(span[1]),
            tuple(units[unit] for unit in group),
            part,
            numerator,
            denominator,
            complete=complete,
        )

    if measure.kind == "composition":
        yield from _bands(row, cells, chosen, policy)
        return
    denominator = float(cells.out_of[chosen].sum())
    if measure.exposure:
        denominator = float(exposed.amount[list(group), span[0] : span[1] + 1].sum()) if exposed else 0.0
    if denominator > 0:
        yield row(None, float(cells.hit[chosen].sum()), denominator)


def _bands(
    row: object, cells: PersonPeriods, chosen: NDArray[np.bool_], policy: DisclosurePolicy
) -> Iterator[LedgerRow]:
    parts = [str(part) for part in cells.part[chosen]]
    bands = sorted(set(parts), key=_lower_end)
    people = {band: parts.count(band) for band in bands}
    for joined in joined_bands(bands, people, policy.people):
        yield row(  # type: ignore[operator]
            _band_label(joined), float(sum(people[band] for band in joined)), float(len(parts))
        )


def _lower_end(band: str) -> int:
    return int(band.removesuffix("+").partition("-")[0])


def _band_label(bands: list[str]) -> str:
    if len(bands) == 1:
        return bands[0]
    if bands[-1].endswith("+"):
        return f"{_lower_end(bands[0])}+"
    return f"{_lower_end(bands[0])}-{bands[-1].rpartition('-')[2]}"
