"""Which days an export covers: a day without rows is a zero inside them, unknown outside."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb

from dashboard.dates_in_words import day_name
from dashboard.ingest.connection import run, staging
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import Table, tables

MOST_DAYS_MISSING_AT_THE_END = 7
FEWEST_ROWS_TO_TELL = 28


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day one export covers; `note` says why it ends where it does."""

    first_day: date
    last_day: date
    note: str | None = None


def span_of(connection: duckdb.DuckDBPyConnection, table: Table, received_on: date) -> Span | None:
    """Return the days the rows in `staged` cover, None for a table without days or rows."""
    if table.day is None:
        return None
    row = run(connection, with_names(staging("export_span"), the_day=table.day)).fetchone()
    if row is None or row[0] is None:
        return None
    first, last, rows = row
    if table.whole_months:
        return _whole_months(first, last, received_on)
    return covered_days(first, last, rows, received_on)


def covered_days(first: date, last: date, rows: int, received_on: date) -> Span:
    """Return what an export with rows from `first` to `last` covers.

    It covers to the end of its last month, unless that month was not over when it was received,
    or the rows stop more than a week before in an export with a row a day or more (and 28 in
    all): such an export was cut short, and covers to its last row.
    """
    month_end = end_of_month(last)
    if received_on <= month_end:
        return Span(first, last)
    daily = rows >= max((last - first).days + 1, FEWEST_ROWS_TO_TELL)
    if daily and (month_end - last).days > MOST_DAYS_MISSING_AT_THE_END:
        note = (
            f"the rows stop on {day_name(last)}, before the end of their month; covered to that day"
        )
        return Span(first, last, note)
    return Span(first, month_end)


def write_coverage(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `coverage` anew from the exports received and the rows of each site."""
    run(connection, staging("clear_coverage"))
    dated = {table.name: table.day for table in tables().values() if table.day is not None}
    days = " union all ".join(_days_of(name, day) for name, day in dated.items())
    parameters: dict[str, Any] = {f"table_{name}": name for name in dated}
    parameters["dated"] = list(dated)
    parameters["whole_months"] = [name for name in dated if tables()[name].whole_months]
    run(connection, staging("write_coverage").replace("the_days", days), parameters)


def _days_of(table: str, day: str) -> str:
    """Return the statement that reads the days of a table's rows, with their sites if it has."""
    days = staging("days_with_sites" if tables()[table].has("site") else "days_without_sites")
    named = days.replace("$the_table_name", f"$table_{table}")
    return with_names(named, the_table=table, the_day=day)


def end_of_month(day: date) -> date:
    """Return the last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _whole_months(first: date, last: date, received_on: date) -> Span | None:
    """Return the months a monthly count covers; a month that is not over is not counted yet."""
    first_day, last_day = first.replace(day=1), end_of_month(last)
    if received_on > last_day:
        return Span(first_day, last_day)
    before = last.replace(day=1) - timedelta(days=1)
    if before < first_day:
        return None
    return Span(
        first_day, before, f"{last:%B %Y} was not over on {day_name(received_on)}; not covered yet"
    )
