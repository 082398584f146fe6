"""The generations a home keeps: list them, go back to one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dashboard.command_line import PROGRAM
from dashboard.home import Home, HomeProblem
from dashboard.ingest.connection import run, staging
from dashboard.ingest.generation import (
    current_number,
    generation_name,
    published_of,
)
from dashboard.warehouse.names import with_names
from dashboard.warehouse.open import read_warehouse
from dashboard.warehouse.tables import tables


@dataclass(frozen=True, slots=True)
class KeptGeneration:
    """One generation that is kept: its number, when it was made, how many rows and exports."""

    number: int
    current: bool
    made_at: datetime
    rows: int
    exports: int


def list_generations(home: Home) -> list[KeptGeneration]:
    """Return the generations that are kept, oldest first."""
    current = current_number(home)
    return [_describe(home, number, current) for number in home.generations()]


def roll_back(home: Home, number: int | None = None) -> int:
    """Point the home to generation `number`, or to the one before the current; return it.

    Nothing is deleted, so going forward again is the same command. Raises HomeProblem when
    there is no such generation.
    """
    with home.writing():
        kept, current = home.generations(), current_number(home)
        earlier = [one for one in kept if current is not None and one < current]
        wanted = number if number is not None else max(earlier, default=None)
        if wanted is None:
            raise HomeProblem(f"{home.path}: there is no generation before the current one.")
        if wanted not in kept:
            listed = ", ".join(map(str, kept)) or "none"
            raise HomeProblem(
                f"{home.path}: generation {wanted} is not kept; those kept are {listed}."
            )
        published = published_of(home, wanted)
        name = generation_name(wanted)
        version = _version(home.warehouse_folder / name)
        home.point_to(name, published[-1].name if published else None, version)
        home.record("rollback", generation=wanted, before=current)
        return wanted


def _describe(home: Home, number: int, current: int | None) -> KeptGeneration:
    path = home.warehouse_folder / generation_name(number)
    connection = read_warehouse(path)
    try:
        there = {name for (name,) in run(connection, staging("tables_there")).fetchall()}
        rows = sum(_count(connection, name) for name in tables() if name in there)
        exports = _count(connection, "exports")
    finally:
        connection.close()
    made_at = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    return KeptGeneration(number, number == current, made_at, rows, exports)


def _version(warehouse: Path) -> int:
    try:
        with read_warehouse(warehouse) as connection:
            row = run(connection, staging("read_schema_version")).fetchone()
    except duckdb.Error as error:
        raise HomeProblem(
            f"{warehouse}: this generation cannot be read, it is damaged; choose another one of "
            f"those that `{PROGRAM} generations` lists."
        ) from error
    return int(row[0]) if row else 1


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = run(connection, with_names(staging("count_rows"), the_table=table)).fetchone()
    return int(row[0]) if row else 0
