"""Publish one generation: from a warehouse to the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from dashboard.measures.catalogue import Catalogue
from dashboard.publish.audit.counted import read_counted_rows
from dashboard.publish.audit.years import YearToAudit, audit_years
from dashboard.publish.base_run import BaseRun
from dashboard.publish.continuing import planned, shown_again
from dashboard.publish.kept import Kept, key_of
from dashboard.publish.known import Known, known_of
from dashboard.publish.ledger import LedgerRow
from dashboard.publish.plan import Family, Gated
from dashboard.publish.policy import DisclosurePolicy
from dashboard.publish.restating import Restated
from dashboard.publish.workspace import calendar_of, count_people, home_of, people_in_order

Progress = Callable[[str, float], None]
COUNTING = 0.2
"""The share of a run that counting takes; the audit takes the rest."""
Families = dict[int, list[Family]]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a run comes to: all rows readers see, those that are new, and those withdrawn.

    `left` are rows that stand as first published, though rows of their months were taken in.
    """

    rows: tuple[LedgerRow, ...]
    new: tuple[LedgerRow, ...]
    withdrawn: tuple[LedgerRow, ...]
    left: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a run counted: rows shown at once, and what the gate has to judge."""

    open_rows: tuple[LedgerRow, ...]
    gated: tuple[Gated, ...]

    @property
    def years(self) -> list[int]:
        """Return the calendar years there are, in order."""
        return sorted({year for each in self.gated for year in each.places})


def count_bases(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    policy: DisclosurePolicy,
    closed: dict[str, date],
    progress: Progress,
) -> Counted:
    """Count every base in an open workspace; `closed` has the last closed month of gated ones."""
    people = count_people(connection)
    counted_bases = sorted({measure.base for measure in catalogue.measures.values()})
    open_rows: list[LedgerRow] = []
    gated: list[Gated] = []
    for position, name in enumerate(counted_bases):
        base = catalogue.bases[name]
        progress(base.title, position / len(counted_bases))
        received = all(calendar_of(connection, (table,)) for table in base.needs)
        calendar = calendar_of(connection, base.covered_by) if received else None
        if calendar is None:
            continue
        run = BaseRun(connection, catalogue, base, calendar, people, policy)
        open_rows += run.open_rows()
        ended = calendar.until(closed[name]) if name in closed else calendar
        if ended.length:
            gated += BaseRun(connection, catalogue, base, ended, people, policy).gated()
    return Counted(tuple(open_rows), tuple(gated))


def ledger_of(
    counted: Counted, kept: Kept, catalogue: Catalogue, anew: Restated | None = None
) -> Ledger:
    """Return the ledger by the rules for each table: what `kept` has, and what has closed since.

    `anew` are numbers that take the place of some that `kept` has.
    """
    known = known_of(kept.numbers)
    fresh = [
        family
        for each in counted.gated
        for year in each.places
        for family in planned(each, year, known, kept.withdrawn)
    ]
    anew = anew or Restated()
    new = (*(row for family in fresh for row in family.ledger_rows()), *anew.rows)
    superseded = anew.superseded
    stays = [row for row in kept.numbers if key_of(row) not in superseded]
    rows = (*counted.open_rows, *_shown(stays, catalogue), *new)
    left = (*(row for row in stays if key_of(row) in kept.left), *anew.left)
    return Ledger(rows, new, anew.withdrawn, left)


def audited_ledger_of(
    connection: duckdb.DuckDBPyConnection,
    counted: Counted,
    kept: Kept,
    catalogue: Catalogue,
    progress: Progress,
    remembered_in: Path,
) -> Ledger:
    """Return the ledger after all numbers of each year were judged together, old and new.

    Years that an earlier run judged, and left word of in the folder `remembered_in`, are not
    judged again. Numbers that were shown and prove something are withdrawn.
    """
    known = known_of(kept.numbers)
    families = {
        year: _whole_year(counted.gated, year, known, kept.withdrawn) for year in counted.years
    }
    _audit(connection, counted.gated, families, catalogue, progress, remembered_in)
    every = [row for year in counted.years for each in families[year] for row in each.ledger_rows()]
    built = {(each.base.name, each.axis, year) for each in counted.gated for year in each.places}
    before: dict[tuple[object, ...], list[LedgerRow]] = {}
    for row in _shown(kept.numbers, catalogue):
        before.setdefault(_cell(row), []).append(row)
    new = tuple(row for row in every if _cell(row) not in before)
    now = {_cell(row) for row in every}
    withdrawn = tuple(
        row
        for cell, rows in before.items()
        for row in rows
        if cell not in now and (row.base, row.axis, row.from_month.year) in built
    )
    gone = {_cell(row) for row in withdrawn}
    stays = [row for cell, rows in before.items() if cell not in gone for row in rows]
    left = tuple(row for row in stays if key_of(row) in kept.left)
    return Ledger((*counted.open_rows, *stays, *new), new, withdrawn, left)


def _whole_year(
    gated: Iterable[Gated], year: int, known: Known, withdrawn: frozenset[tuple[str, str, int]]
) -> list[Family]:
    """Return what is shown of a year, and what is to be added, as one family a column."""
    found: dict[tuple[str, str, str], Family] = {}
    for each in gated:
        added = planned(each, year, known, withdrawn)
        for family in (*shown_again(each, year, known), *added):
            first = found.setdefault(family.key, family)
            if first is not family:
                first.add(family)
    return list(found.values())


def _audit(
    connection: duckdb.DuckDBPyConnection,
    gated: tuple[Gated, ...],
    families: Families,
    catalogue: Catalogue,
    progress: Progress,
    remembered_in: Path,
) -> None:
    # Bases that name nobody pass by the rules alone: their rows are nobody's to prove.
    named = [each for each in gated if each.base.roles]
    measures = [measure for each in named if each.axis == "all" for measure in each.measures]
    rows = read_counted_rows(connection, measures, catalogue)
    audit_years(
        [
            YearToAudit(
                year,
                [family for family in of_year if family.gated.base.roles],
                rows.in_year(year),
                home_of(connection, rows.units, year),
            )
            for year, of_year in families.items()
        ],
        people_in_order(connection),
        remembered_in,
        lambda year, share: progress(f"Audit of {year}", share),
    )


def _cell(row: LedgerRow) -> tuple[object, ...]:
    """Return the table, period and units a row stands in, with the other parts of a whole."""
    return (row.measure, row.axis, row.grain, row.to_month, row.members)


def _shown(rows: Iterable[LedgerRow], catalogue: Catalogue) -> Iterator[LedgerRow]:
    """Yield the rows of measures that are published still."""
    for row in rows:
        measure = catalogue.measures.get(row.measure)
        if measure is not None and measure.status == "published":
            yield row
