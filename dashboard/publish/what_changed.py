"""Count what came, changed or went in the months that are restated, as a table of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
from numpy.typing import NDArray

from dashboard.measures.catalogue import Catalogue
from dashboard.publish.audit.counted import CountedRows, read_counted_rows
from dashboard.publish.audit.year import audit_year
from dashboard.publish.base_run import BaseRun
from dashboard.publish.continuing import shown_again
from dashboard.publish.known import Known
from dashboard.publish.plan import Gated
from dashboard.publish.policy import DisclosurePolicy
from dashboard.publish.workspace import calendar_of, count_people, home_of

TableKey = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """The difference between what was shown and what would be, counted and row by row.

    `homes` says by year who was at home where.
    """

    gated: tuple[Gated, ...]
    rows: CountedRows
    homes: dict[int, dict[str, NDArray[np.bool_]]]

    def tables_that_prove(self, known: Known, tables: set[TableKey]) -> set[TableKey]:
        """Return those of some tables whose changes, put together, would tell of a few people.

        Tables are named by year, base, column and axis.
        """
        proving: set[TableKey] = set()
        for year, home in self.homes.items():
            while True:
                families = [
                    family
                    for each in self.gated
                    if each.base.roles
                    for family in shown_again(each, year, known)
                    if (year, *family.key) in tables - proving
                ]
                steps = audit_year(families, self.rows.in_year(year), home)
                if not steps:
                    break
                proving |= {(year, *step.family) for step in steps}
        return proving


def count_what_changed(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    policy: DisclosurePolicy,
    closed: dict[str, date],
    months: dict[str, list[date]],
) -> WhatChanged:
    """Count the bases of `months`, which has by base the months that are restated.

    `closed` has the last closed month of each base.
    """
    people = count_people(connection)
    gated: list[Gated] = []
    with ExitStack() as alone:
        for name in months:
            alone.enter_context(_what_changed_alone(connection, name))
        for name in months:
            base = catalogue.bases[name]
            calendar = calendar_of(connection, base.covered_by)
            if calendar is not None:
                ended = calendar.until(closed[name])
                gated += BaseRun(connection, catalogue, base, ended, people, policy).gated()
        named = [each for each in gated if each.base.roles and each.axis == "all"]
        measures = [measure for each in named for measure in each.measures]
        rows = read_counted_rows(connection, measures, catalogue)
    years = _years(months.values())
    return WhatChanged(
        tuple(gated), rows, {year: home_of(connection, rows.units, year) for year in years}
    )


def _years(months: Iterable[list[date]]) -> set[int]:
    return {month.year for some in months for month in some}


@contextmanager
def _what_changed_alone(workspace: duckdb.DuckDBPyConnection, base: str) -> Iterator[None]:
    """Let a base hold what changed in the months that are restated, and no more."""
    workspace.execute(f'alter table "{base}" rename to "whole_{base}"')
    workspace.execute(f'alter table "changed_{base}" rename to "{base}"')
    try:
        yield
    finally:
        workspace.execute(f'alter table "{base}" rename to "changed_{base}"')
        workspace.execute(f'alter table "whole_{base}" rename to "{base}"')
