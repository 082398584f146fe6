"""A published file written by hand, so that a test says every number a page may speak of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.measures.catalogue import Catalogue, read_catalogue
from dashboard.published.open import Published, open_published
from dashboard.sql_files import QUERIES

COLUMNS = (
    "measure",
    "axis",
    "grain",
    "from_month",
    "to_month",
    "members",
    "part",
    "numerator",
    "denominator",
)


@cache
def catalogue() -> Catalogue:
    return read_catalogue(QUERIES)


@dataclass
class SmallLedger:
    """Rows, events and actions of a department made up for one test."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    events: list[tuple[object, ...]] = field(default_factory=list)
    actions: list[tuple[object, ...]] = field(default_factory=list)
    targets: list[tuple[object, ...]] = field(default_factory=list)
    first_cases: dict[str, date] = field(default_factory=dict)

    def add(
        self,
        measure: str,
        first: date,
        numerator: float,
        denominator: float,
        *,
        months: int = 1,
        axis: str = "all",
        members: Sequence[str] = ("all",),
        part: str | None = None,
    ) -> None:
        grain = {1: "month", 3: "quarter", 6: "half", 12: "year"}[months]
        last = month_on(first, months - 1)
        self.rows.append(
            (measure, axis, grain, first, last, list(members), part, numerator, denominator)
        )

    def event(
        self, kind: str, on: date, label: str, site: str | None = None, phase_in: int = 0
    ) -> None:
        self.events.append((on, kind, site, label, phase_in))

    def target(self, metric: str, threshold: float, begins: date, period: str = "month") -> None:
        self.targets.append((metric, threshold, period, begins, None, True))

    def action(
        self, title: str, theme: str, opened: date, closed: date | None, section: str | None = None
    ) -> None:
        self.actions.append((title, theme, None, section, opened, closed))

    def write(self, path: Path) -> Published:
        connection = duckdb.connect(str(path))
        frame(connection, "measures", self._measures())
        connection.execute(
            "create table ledger (measure text, axis text, grain text, from_month date, "
            "to_month date, members text[], part text, numerator double, denominator double, "
            "median double, median_lower double, median_upper double, complete boolean)"
        )
        if self.rows:
            connection.register("given", pd.DataFrame(self.rows, columns=COLUMNS))
            connection.execute("insert into ledger select *, null, null, null, true from given")
            connection.unregister("given")
        connection.execute(
            "create table events (happened_on date, event_kind text, site text, label text, "
            "phase_in_months integer)"
        )
        connection.execute(
            "create table actions (title text, theme text, site text, section text, "
            "opened_on date, closed_on date)"
        )
        connection.execute(
            "create table coverage (table_name text, site text, first_day date, last_day date)"
        )
        connection.execute(
            "create table targets (metric text, threshold double, period text, "
            "effective_from date, effective_to date, prorated boolean)"
        )
        connection.execute("create table rostered as select date '2024-01-01' as month_start")
        connection.execute("create table receipts (read bigint, accepted bigint, rejected bigint)")
        given = {"events": self.events, "actions": self.actions, "targets": self.targets}
        for table, rows in given.items():
            for row in rows:
                connection.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)
        for site, day in self.first_cases.items():
            connection.execute(
                "insert into coverage values ('cases', ?, ?, date '2099-12-31')", [site, day]
            )
        frame(connection, "vocabularies", vocabularies())
        connection.close()
        return open_published(path)

    @staticmethod
    def _measures() -> pd.DataFrame:
        known = catalogue()
        return pd.DataFrame(
            {
                "name": name,
                "definition": json.dumps(measure.model_dump(mode="json")),
                "base_definition": json.dumps(known.bases[measure.base].model_dump(mode="json")),
            }
            for name, measure in known.measures.items()
        )


def vocabularies() -> pd.DataFrame:
    words = {
        "theme": {
            "perception": "Perception",
            "interpretation": "Interpretation",
            "prior_history": "Prior or history not used",
            "reporting": "Reporting",
            "unmapped": "Not mapped",
        },
        "case_kind": {
            "learning_opportunity": "Learning opportunity",
            "great_call": "Great call",
        },
        "scale": {"radpeer_2016": "RADPEER 2016", "radpeer_2002": "RADPEER 2002"},
    }
    return pd.DataFrame(
        [
            {"vocabulary": vocabulary, "code": code, "label": label, "position": place}
            for vocabulary, codes in words.items()
            for place, (code, label) in enumerate(codes.items())
        ]
    )


def frame(connection: duckdb.DuckDBPyConnection, name: str, rows: pd.DataFrame) -> None:
    connection.register("given", rows)
    connection.execute(f"create table {name} as from given")
    connection.unregister("given")


def month_on(start: date, months: int) -> date:
    counted = start.year * 12 + start.month - 1 + months
    return date(counted // 12, counted % 12 + 1, 1)


def months(first: date, count: int) -> list[date]:
    return [month_on(first, place) for place in range(count)]
