"""Publish one generation: from a warehouse to the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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
from dashboard.publish.workspace import calendar_of, count_people, home_of

Progress = Callable[[str, float], None]
Families = Mapping[int, Sequence[Family]]
"""The new tables of each calendar year."""
Audit = Callable[[Families, Known], None]


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
    counted: Counted,
    kept: Kept,
    catalogue: Catalogue,
    audit: Audit | None = None,
    anew: Restated | None = None,
) -> Ledger:
    """Return the ledger: what `kept` has, and what has closed since, by the rules for each table.

    `audit` changes what is new until all numbers of a year together prove nothing. `anew` are
    numbers that take the place of some that `kept` has.
    """
    known = known_of(kept.numbers)
    fresh = {
        year: [
            family
            for each in counted.gated
            for family in planned(each, year, known, kept.withdrawn)
        ]
        for year in counted.years
    }
    if audit is not None:
        audit(fresh, known)
    anew = anew or Restated()
    added = (row for year in fresh.values() for family in year for row in family.ledger_rows())
    new = (*added, *anew.rows)
    superseded = anew.superseded
    stays = [row for row in kept.numbers if key_of(row) not in superseded]
    rows = (*counted.open_rows, *_shown(stays, catalogue), *new)
    left = (*(row for row in stays if key_of(row) in kept.left), *anew.left)
    return Ledger(rows, new, anew.withdrawn, left)


def audit_of(
    connection: duckdb.DuckDBPyConnection,
    gated: Sequence[Gated],
    catalogue: Catalogue,
    progress: Progress,
) -> Audit:
    """Return what judges the new tables of each year beside those that are known.

    A year without anything new was judged before.
    """
    # Bases that name nobody pass by the rules alone: their rows are nobody's to prove.
    named = [each for each in gated if each.base.roles]

    def audit(fresh: Families, known: Known) -> None:
        new = {
            year: [family for family in families if family.gated.base.roles]
            for year, families in fresh.items()
        }
        if not any(new.values()):
            return
        measures = [measure for each in named if each.axis == "all" for measure in each.measures]
        rows = read_counted_rows(connection, measures, catalogue)
        audit_years(
            [
                YearToAudit(
                    year,
                    families,
                    [family for each in named for family in shown_again(each, year, known)],
                    rows.in_year(year),
                    home_of(connection, rows.units, year),
                )
                for year, families in new.items()
                if families
            ],
            lambda year, share: progress(f"Audit of {year}", share),
        )

    return audit


def _shown(rows: Iterable[LedgerRow], catalogue: Catalogue) -> Iterator[LedgerRow]:
    """Yield the rows of measures that are published still."""
    for row in rows:
        measure = catalogue.measures.get(row.measure)
        if measure is not None and measure.status == "published":
            yield row
