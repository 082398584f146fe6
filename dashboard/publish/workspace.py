"""The database a publishing run works in: bases, coverage and people, beside the warehouse."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from dashboard.measures.catalogue import Catalogue
from dashboard.measures.definition import Base, Measure
from dashboard.publish.counting import Cells
from dashboard.publish.periods import Calendar
from dashboard.sql_files import BrokenQueryFile, query

MEMORY_LIMIT = "1500MB"
NEEDED_COLUMNS = {
    "proportion": ("hit",),
    "composition": ("part",),
    "duration": ("ended_on", "followed_until"),
}


def open_workspace(warehouse: Path, catalogue: Catalogue) -> duckdb.DuckDBPyConnection:
    """Open an in-memory database with the warehouse attached read-only and every base built."""
    connection = duckdb.connect(config={"memory_limit": MEMORY_LIMIT})
    connection.execute(f"attach {_quoted(str(warehouse))} as warehouse (read_only)")
    connection.execute(query("publish", "create_unit_macro"))
    for name in ("covered_months", "empty_rows", "people"):
        table = {"covered_months": "covered"}.get(name, name)
        connection.execute(f"create table {table} as {query('publish', name)}")
    for base in _in_order(catalogue):
        _build(connection, base)
    return connection


def take_rows(
    connection: duckdb.DuckDBPyConnection, measure: Measure | Base, catalogue: Catalogue
) -> None:
    """Point the view `measure_rows` at a measure's rows, and `exposure_rows` at what it divides by.

    Numerator and exposure are cut to the same site-months. The statements come from the
    product's own query files, never from input. Raises BrokenQueryFile when a measure's select
    does not run on its base, or lacks the column its kind needs.
    """
    if isinstance(measure, Measure):
        _check_columns(connection, measure)
    source = measure.sql if isinstance(measure, Measure) else f"from {measure.name}"
    rows = f"from empty_rows union all by name ({source})"
    exposure = measure.exposure if isinstance(measure, Measure) else ""
    if not exposure:
        connection.execute(f"create or replace temp view measure_rows as {rows}")
        return
    assert isinstance(measure, Measure)
    parameters = {
        "counted_by": list(catalogue.bases[measure.base].covered_by),
        "exposed_by": list(catalogue.bases[exposure].covered_by),
    }
    counted = query("publish", "counted_site_months")
    connection.execute(f"create or replace temp table counted_site_months as {counted}", parameters)
    exposed = f"from empty_rows union all by name (from {exposure})"
    for view, source in (("measure_rows", rows), ("exposure_rows", exposed)):
        connection.execute(
            f"create or replace temp view {view} as from ({source}) as counted "
            "semi join counted_site_months as covered on covered.site = counted.site "
            "and covered.month_start = date_trunc('month', counted.happened_on)"
        )


def calendar_of(connection: duckdb.DuckDBPyConnection, tables: tuple[str, ...]) -> Calendar | None:
    """Return the months any of `tables` covers; None when none is covered whole."""
    first, last = connection.execute(
        query("publish", "covered_span"), {"tables": list(tables)}
    ).fetchall()[0]
    if first is None:
        return None
    return Calendar(first, (last.year - first.year) * 12 + last.month - first.month + 1)


def units_of(
    connection: duckdb.DuckDBPyConnection, axis: str, covered: NDArray[Any]
) -> tuple[str, ...]:
    """Return the units of an axis: those with rows and, for sites, those covered without any."""
    found = connection.execute(query("publish", "axis_units"), {"axis": axis}).fetchall()
    units = {str(member) for (member,) in found}
    if axis in ("site", "all"):
        units |= {str(member) for member in covered}
    return tuple(sorted(units))


def covered_cells(
    connection: duckdb.DuckDBPyConnection, axis: str, tables: tuple[str, ...], calendar: Calendar
) -> Cells:
    """Return member and month of every covered unit of an axis."""
    return connection.execute(
        query("publish", "covered_units"),
        {"axis": axis, "tables": list(tables), "first_month": calendar.first_month},
    ).fetchnumpy()


def covered_matrix(
    cells: Cells, axis: str, units: tuple[str, ...], calendar: Calendar
) -> NDArray[np.bool_]:
    """Return units x months, true where covered; only sites can be covered one by one."""
    matrix = np.zeros((len(units), calendar.length), dtype=bool)
    for member, month in zip(cells["member"], cells["month"], strict=True):
        if not 0 <= month < calendar.length:
            continue
        if axis == "site":
            matrix[units.index(str(member)), month] = True
        else:
            matrix[:, month] = True
    return matrix


def rostered_matrix(
    connection: duckdb.DuckDBPyConnection, axis: str, units: tuple[str, ...], people: int
) -> dict[int, NDArray[np.bool_]]:
    """Return for each year units x people, true where a person was rostered at home there.

    On an axis that is nobody's home (modality, patient group) everyone counts for each unit.
    """
    cells = connection.execute(query("publish", "rostered_people"), {"axis": axis}).fetchall()
    years: dict[int, NDArray[np.bool_]] = {}
    for year, member, person in cells:
        matrix = years.setdefault(year, np.zeros((len(units), people), dtype=bool))
        if axis not in ("site", "section"):
            matrix[:, person] = True
        elif member in units:
            matrix[units.index(member), person] = True
    return years


def home_of(
    connection: duckdb.DuckDBPyConnection, units: Mapping[str, tuple[str, ...]], year: int
) -> dict[str, NDArray[np.bool_]]:
    """Return who was at home where in a year: units x people, for site and section."""
    people = count_people(connection)
    return {
        axis: rostered_matrix(connection, axis, units[axis], people).get(
            year, np.zeros((len(units[axis]), people), dtype=bool)
        )
        for axis in ("site", "section")
    }


def count_people(connection: duckdb.DuckDBPyConnection) -> int:
    """Return how many people the run numbers."""
    return int(connection.execute("select count(*) from people").fetchall()[0][0])


def _check_columns(connection: duckdb.DuckDBPyConnection, measure: Measure) -> None:
    # A missing column would be lent by empty_rows and count as nothing, in silence.
    try:
        found = {row[0] for row in connection.execute(f"describe {measure.sql}").fetchall()}
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise BrokenQueryFile(
            f"{measure.name}.sql: the select does not run on its base, {measure.base} ({reason}). "
            f"The columns of the base are in queries/bases/{measure.base}.sql."
        ) from error
    needed = ["happened_on", "person_id", "other_person_id", *NEEDED_COLUMNS.get(measure.kind, ())]
    if missing := [column for column in needed if column not in found]:
        raise BrokenQueryFile(
            f"{measure.name}.sql: a {measure.kind} needs the column {missing[0]}, which the select "
            "does not give. Begin it with `select *` and add what is missing."
        )


def _in_order(catalogue: Catalogue) -> list[Base]:
    # Other bases may read these two, and the second reads the first.
    first = ("site_months", "radiologist_periods")
    others = [base for name, base in catalogue.bases.items() if name not in first]
    return [*(catalogue.bases[name] for name in first if name in catalogue.bases), *others]


def _build(connection: duckdb.DuckDBPyConnection, base: Base) -> None:
    if base.name in ("site_months", "radiologist_periods"):
        connection.execute(f"create table {base.name} as {base.sql}")
        return
    site = "covered.site = rows.site" if base.axes else "covered.site is null"
    connection.execute(
        f"create table {base.name} as from ({base.sql}) as rows semi join covered "
        f"on {site} and covered.complete and covered.month_start = "
        "date_trunc('month', rows.happened_on) "
        f"and list_contains({list(base.covered_by)!r}, covered.table_name)"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
