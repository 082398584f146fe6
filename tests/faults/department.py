"""A small department's home, copied fresh for every odd file, and what can be asked of it."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from dashboard.home import Home, create_home
from dashboard.ingest.receipt import Receipt
from dashboard.ingest.take import TakenExports, take
from dashboard.warehouse.names import quoted
from dashboard.warehouse.open import read_warehouse
from dashboard.warehouse.tables import tables
from tests.faults.valid_exports import roster

RECEIVED_ON = date(2026, 1, 10)
# A lock is touched by who only tried; the log says what was tried.
NOT_DATA = ("lock", "audit.log", "audit.head")


@dataclass(frozen=True, slots=True)
class Department:
    """A home and a folder of exports beside it."""

    home: Home
    folder: Path

    def take(self, *paths: Path, **options: Any) -> TakenExports:
        options = {"publish": leave_a_file, "received_on": RECEIVED_ON, **options}
        return take(self.home, list(paths) or [self.folder], **options)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        path = self.home.warehouse_path()
        assert path is not None, "nothing was taken"
        with read_warehouse(path) as connection:
            return connection.execute(sql).fetchall()

    def one(self, sql: str) -> Any:
        rows = self.rows(sql)
        assert len(rows) == 1 and len(rows[0]) == 1, (sql, rows)
        return rows[0][0]

    def counts(self) -> dict[str, int]:
        """How many rows each table of the current generation has."""
        path = self.home.warehouse_path()
        if path is None:
            return {}
        names = (*tables(), "rejected_rows")
        counted = " union all ".join(
            f"select '{name}', count(*) from {quoted(name)}" for name in names
        )
        with attached(path) as connection:
            return dict(connection.execute(counted).fetchall())


@contextmanager
def attached(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads a generation; a database of its own takes DuckDB 15 ms to start."""
    connection = _reader()
    connection.execute(f"attach '{warehouse}' as generation (read_only)")
    connection.execute("use generation")
    try:
        yield connection
    finally:
        connection.execute("use memory")
        connection.execute("detach generation")


@cache
def _reader() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def new_department(folder: Path) -> Department:
    """A department that has taken its roster and nothing else."""
    exports = folder / "exports"
    exports.mkdir(parents=True)
    department = Department(create_home(folder / "home"), exports)
    first = folder / roster().file
    first.write_text(roster().text())
    department.take(first)
    first.unlink()
    return department


def copy_of(department: Department, folder: Path) -> Department:
    """The same department in another folder."""
    home = folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(department.home.path, home)
    exports = folder / "exports"
    shutil.rmtree(exports, ignore_errors=True)
    exports.mkdir()
    return Department(Home(home), exports)


def leave_a_file(warehouse: Path, published: Path) -> None:
    """Stand in for publishing: read the warehouse as it does, and leave a file."""
    with attached(warehouse) as connection:
        connection.execute("from receipts").fetchall()
    published.write_bytes(b"published")


def contents(home: Home) -> dict[str, str]:
    """What a home holds: each file or folder of it, to the hash of its bytes."""
    return {
        path.relative_to(home.path).as_posix(): _hash(path)
        for path in sorted(home.path.rglob("*"))
        if path.name not in NOT_DATA
    }


def generation_files(home: Home) -> dict[str, str]:
    """The generations of a home and their published files, to the hash of their bytes."""
    return {
        name: digest
        for name, digest in contents(home).items()
        if name.startswith(("warehouse/", "published/")) and name.endswith(".duckdb")
    }


def left_behind(home: Home) -> list[str]:
    """What an ingest has to clear away, and has not."""
    names = [path.name for path in home.path.rglob("*")]
    return [
        name for name in names if name.startswith(("building-", ".")) or name.endswith(".wal")
    ] + (["working"] if home.working_folder.exists() else [])


def check_accounts(
    before: dict[str, int], after: dict[str, int], receipts: tuple[Receipt, ...], new: bool
) -> None:
    """Check the receipts against the rows that are really there, counted apart from them.

    `before` and `after` are Department.counts(). A run that made no generation keeps nothing.
    """
    for receipt in receipts:
        parts = (receipt.accepted, receipt.rejected, receipt.duplicate, receipt.superseded)
        assert receipt.read == sum(parts), receipt
        assert min(receipt.read, *parts, receipt.redacted) >= 0, receipt
    accepted = Counter[str]()
    for receipt in receipts:
        accepted[receipt.table] += receipt.accepted
    for table in tables():
        grown = after.get(table, 0) - before.get(table, 0)
        assert grown == accepted[table], (table, grown, receipts)
    if not new:
        assert after == before, (before, after)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
