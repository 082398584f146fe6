"""Restate a closed period: take the rows held of it in, where the difference tells of nobody.

Readers saw the numbers before and see those after, so they know the difference of each. So the
rows that came, changed or went are judged like a table of their own, in the groups that are
shown, by the rules and by the audit. A table that fails is left as it was first published: an old
number is no news. It is the custodian's act, never an import's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dashboard.dates_in_words import months_in_words
from dashboard.measures.definition import Measure
from dashboard.own_data.refusal import RefusedByDisclosure, WrongInput
from dashboard.publish.continuing import shown_again
from dashboard.publish.counting import Counted, sum_of
from dashboard.publish.kept import Kept, key_of, months_between
from dashboard.publish.known import Known, known_of
from dashboard.publish.ledger import OTHER, LedgerRow
from dashboard.publish.plan import Family, Gated
from dashboard.publish.rules import base_rule, numerator_rule
from dashboard.publish.tables import rostered_in
from dashboard.publish.what_changed import TableKey, WhatChanged

PERIOD = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|[Qq]([1-4])|[Hh]([12])))?")
EVERY, FIRST = "all", date(1970, 1, 1)
Cell = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A period to restate, in the words it was asked for, its months, and why."""

    text: str
    months: tuple[date, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Restated:
    """The numbers that take the place of others, and those that have no successor.

    `left` are numbers that stay as they were first published: their tables would tell of a few.
    """

    rows: tuple[LedgerRow, ...] = ()
    withdrawn: tuple[LedgerRow, ...] = ()
    left: tuple[LedgerRow, ...] = ()

    @property
    def superseded(self) -> frozenset[tuple[object, ...]]:
        """Return the keys of the numbers that are no longer in force."""
        return frozenset(key_of(row) for row in (*self.rows, *self.withdrawn))


@dataclass(frozen=True, slots=True)
class _Table:
    """Measures about one column on one axis in one year: the cells shown, as they are now."""

    year: int
    family: Family
    cells: dict[Cell, list[LedgerRow]]
    changed: dict[Cell, list[LedgerRow]]

    @property
    def key(self) -> TableKey:
        return (self.year, *self.family.key)


def read_period(text: str, why: str = "") -> Period:
    """Return the months of 2026, 2026-H1, 2026-Q2 or 2026-03, or all there may be.

    Raises WrongInput for other words.
    """
    if text.strip() == EVERY:
        return Period(EVERY, tuple(months_between(FIRST, date.today())), why)
    found = PERIOD.fullmatch(text.strip())
    if found is None:
        raise WrongInput(
            f"--restate {text}: expected a year, half-year, quarter or month: 2026, 2026-H1, "
            f"2026-Q2 or 2026-03; or {EVERY}."
        )
    year, month, quarter, half = (int(part) if part else 0 for part in found.groups())
    first, last = 1, 12
    if month:
        first = last = month
    elif quarter:
        first, last = quarter * 3 - 2, quarter * 3
    elif half:
        first, last = half * 6 - 5, half * 6
    return Period(text, tuple(months_between(date(year, first, 1), date(year, last, 1))), why)


def restated(gated: Sequence[Gated], changed: WhatChanged, kept: Kept, period: Period) -> Restated:
    """Return the numbers that change when the rows held of a period are taken in.

    `gated` is counted with those rows, `changed` on what came, changed or went alone. A table is
    restated whole or left as it is: where the change of any of its groups would not pass the
    rules, where all changes put together would prove something, and where it was left before.
    Raises RefusedByDisclosure when no table can be restated; WrongInput when nothing of the
    period was published, or nothing changed.
    """
    numbers = numbers_of(kept, period)
    known, before = known_of(numbers), _by_cell(numbers)
    tables = [each for each in _tables(gated, known, before, period) if each.changed]
    if not tables:
        raise WrongInput(
            f"{_words(period)} is not restated, as no number of it would change: either nothing "
            "of it was published yet, or nothing came, changed or went since. Nothing was done."
        )
    differences = {(each.base.name, each.axis): each for each in changed.gated if each.base.roles}
    passing = [
        table
        for table in tables
        if not any(key_of(row) in kept.left for rows in table.cells.values() for row in rows)
        and _may_be_known(table, before, differences)
    ]
    proving = changed.tables_that_prove(known, {table.key for table in passing})
    taken = [table for table in passing if table.key not in proving]
    if not taken:
        raise RefusedByDisclosure(
            f"{_words(period)} cannot be restated: too few radiologists stand behind what came, "
            "changed or went, and whoever saw the numbers before would learn what they did. The "
            "rows stay held; restate another period, longer or shorter, or wait until more come."
        )
    return _taken(taken, [table for table in tables if table not in taken], before)


def _words(period: Period) -> str:
    if period.text == EVERY:
        return "What has closed"
    return months_in_words(period.months[0], period.months[-1])


def _taken(
    taken: Sequence[_Table], left: Sequence[_Table], before: dict[Cell, list[LedgerRow]]
) -> Restated:
    rows = [row for table in taken for rows in table.cells.values() for row in rows]
    keys = {key_of(row) for row in rows}
    was = [row for table in taken for cell in table.cells for row in before[cell]]
    return Restated(
        tuple(rows),
        tuple(row for row in was if key_of(row) not in keys),
        tuple(row for table in left for cell in table.cells for row in before[cell]),
    )


def _tables(
    gated: Sequence[Gated], known: Known, before: dict[Cell, list[LedgerRow]], period: Period
) -> Iterator[_Table]:
    for each in gated:
        for year in sorted({month.year for month in period.months} & set(each.places)):
            for family in shown_again(each, year, known):
                now = _by_cell(list(family.ledger_rows()))
                cells = {cell: rows for cell, rows in now.items() if cell in before}
                changed = {
                    cell: rows
                    for cell, rows in cells.items()
                    if _values(rows) != _values(before[cell])
                }
                yield _Table(year, family, cells, changed)


def numbers_of(kept: Kept, period: Period) -> list[LedgerRow]:
    """Return the numbers in force that count any month of a period."""
    first, last = period.months[0], period.months[-1]
    return [row for row in kept.numbers if row.from_month <= last and row.to_month >= first]


def _by_cell(rows: Sequence[LedgerRow]) -> dict[Cell, list[LedgerRow]]:
    found: dict[Cell, list[LedgerRow]] = {}
    for row in rows:
        found.setdefault(_cell_of(row), []).append(row)
    return found


def _values(rows: Sequence[LedgerRow]) -> set[tuple[object, ...]]:
    """Return what rows say; sums of parts of a month may differ in their last digits."""
    return {
        (
            row.from_month,
            row.part,
            row.numerator,
            *(_rounded(each) for each in (row.denominator, row.median)),
            *(_rounded(each) for each in (row.median_lower, row.median_upper)),
        )
        for row in rows
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.9g}")


def _may_be_known(
    table: _Table,
    before: dict[Cell, list[LedgerRow]],
    differences: Mapping[tuple[str, str], Gated],
) -> bool:
    """Return whether the change of each group may be known, and what it is now."""
    family = table.family
    difference = differences.get((family.gated.base.name, family.gated.axis))
    if difference is None:
        return True
    return _adds_up(table, difference) and all(
        _cell_may_be_known(family, rows, before[cell], difference)
        for cell, rows in table.changed.items()
    )


def _adds_up(table: _Table, difference: Gated) -> bool:
    """Return whether all rows that changed lie in groups of the table.

    Those of a unit that has none could be had by subtraction from the department's.
    """
    if table.family.gated.axis == "all":
        return True
    shown: dict[tuple[str, object, date, date], set[str]] = {}
    for rows in table.cells.values():
        row = rows[0]
        period = (row.measure, row.grain, row.from_month, row.to_month)
        shown.setdefault(period, set()).update(row.members)
    return not any(
        difference.counts[name][0]
        .total[[n for n, unit in enumerate(difference.units) if unit not in units]][
            :, _positions(table.family, first, last)
        ]
        .any()
        for (name, _, first, last), units in shown.items()
    )


def _cell_may_be_known(
    family: Family,
    rows: Sequence[LedgerRow],
    before: Sequence[LedgerRow],
    difference: Gated,
) -> bool:
    row, place = rows[0], family.place
    measure = next(each for each in family.measures if each.name == row.measure)
    months = _positions(family, row.from_month, row.to_month)
    group = [place.units.index(unit) for unit in row.members]
    inside = [difference.units.index(unit) for unit in row.members if unit in difference.units]
    now, since = family.gated.counts[measure.name][0], difference.counts[measure.name][0]
    rostered = rostered_in(now, tuple(group), place)
    was = {each.part: each.numerator for each in before}
    parts = [each.part for each in rows if was.get(each.part, 0.0) != each.numerator]
    named = {each.part for each in rows}
    judged = (
        _Judged(measure, since, inside, months, rostered, family),
        _Judged(measure, now, group, months, rostered, family),
    )
    return all(each.rows() and all(each.part(part, named) for part in parts) for each in judged)


@dataclass(frozen=True, slots=True)
class _Judged:
    """Rows of a measure in some units and months, held against the two rules."""

    measure: Measure
    counted: Counted
    units: list[int]
    months: list[int]
    rostered: int
    family: Family

    def rows(self) -> bool:
        policy = self.family.place.policy
        total = self._sum(self.counted.total)
        return bool(base_rule(self._people(self.counted.rows), total, self.rostered, policy).all())

    def part(self, part: str | None, named: set[str | None]) -> bool:
        """Judge what is counted: a share's hits, or a part, or the parts shown together."""
        policy = self.family.place.policy
        people = policy.numerator_people(self.measure.sensitivity)
        if not people or part == self.measure.unremarkable or not self.counted.rows:
            return True
        chosen = self._parts(part, named)
        if not chosen:
            return True
        hits = [
            self._people([sum_of([self.counted.hits[one][role] for one in chosen])])[0]
            for role in range(len(self.counted.rows))
        ]
        rows = self._people(self.counted.rows)
        return bool(numerator_rule(hits, rows, people, self.rostered, policy).all())

    def _parts(self, part: str | None, named: set[str | None]) -> list[str]:
        if self.measure.kind != "composition":
            return [each for each in self.counted.parts if part is None]
        if part == OTHER:
            return [each for each in self.counted.parts if each not in named]
        return [each for each in self.counted.parts if each == part]

    def _people(self, roles: Sequence[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
        """Return for each role the rows by person, as one period."""
        return [
            role[self.units][:, :, self.months].sum(axis=(0, 2)).reshape(-1, 1) for role in roles
        ]

    def _sum(self, total: NDArray[np.int64]) -> NDArray[np.int64]:
        inside: NDArray[np.int64] = total[self.units][:, self.months].sum().reshape(1)
        return inside


def _cell_of(row: LedgerRow) -> Cell:
    return (row.measure, row.axis, row.grain, row.to_month, row.members)


def _positions(family: Family, first: date, last: date) -> list[int]:
    calendar = family.place.calendar
    return [calendar.position(month) for month in months_between(first, last)]
