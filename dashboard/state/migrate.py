"""Make a generation of today's version from an older one; nothing of the older one is changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.home import Home, HomeProblem
from dashboard.ingest.carry_over import carry_over
from dashboard.ingest.connection import run, staging
from dashboard.ingest.coverage import write_coverage
from dashboard.ingest.generation import (
    Building,
    Publish,
    coverage_of,
    current_number,
    current_or_say,
    publish_and_point,
    remove_unfinished,
    unfinished,
    working_folder,
)
from dashboard.ingest.layouts import known_layouts
from dashboard.private_files import private_file
from dashboard.schema_version import SCHEMA_VERSION
from dashboard.state.steps import Step, steps_between, take_steps
from dashboard.state.version import refuse_newer, stamp_of
from dashboard.warehouse.names import with_names
from dashboard.warehouse.open import build_warehouse
from dashboard.warehouse.tables import tables


@dataclass(frozen=True, slots=True)
class Migrated:
    """The generation a migration made, and the version of the one it was made from."""

    number: int
    version_before: int


def migrate(home: Home, publish: Publish, migrations: Path | None = None) -> Migrated | None:
    """Carry the current generation into today's tables, vocabularies and layouts.

    An older version is brought here, on a copy, by the steps of queries/migrations, or of the
    folder `migrations` if it is given. Raw words that a vocabulary or layout learned since are
    mapped. Returns None, and makes no generation, when all that would come out is what is
    there. Raises HomeProblem when there is no generation, it is newer than this program, or
    there is no room; BrokenQueryFile when a step fails.
    """
    with home.writing(), working_folder(home) as working:
        _, current = current_or_say(home)
        stamp = stamp_of(current)
        refuse_newer(stamp.version, home.path)
        steps = steps_between(stamp.version, SCHEMA_VERSION, migrations)
        with _building(home, working, current, steps) as new:
            if stamp.of_today and not _differs(new.connection, current):
                return None
            new.connection.execute("begin transaction")
            publish_and_point(home, new, publish)
        home.record("migrate", generation=new.number, version_before=stamp.version)
        return Migrated(new.number, stamp.version)


@contextmanager
def _building(
    home: Home, working: Path, current: Path, steps: tuple[Step, ...]
) -> Iterator[Building]:
    """Open the next generation, filled from the current one by way of `steps`."""
    remove_unfinished(home)
    number = home.next_generation()
    path = unfinished(home.warehouse_folder, number)
    try:
        earlier = _after_steps(current, working, steps) if steps else current
        with build_warehouse(path, working) as connection:
            path.chmod(0o600)
            carry_over(connection, earlier, known_layouts(home.layouts_folder))
            write_coverage(connection)
            days = coverage_of(connection)
            yield Building(number, current_number(home), path, connection, days, changed=True)
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise HomeProblem(
            f"{home.path}: the new generation cannot be written ({_why(error)}); free some space "
            "or give yourself write access. Nothing was changed."
        ) from error
    finally:
        remove_unfinished(home)


def _after_steps(current: Path, working: Path, steps: tuple[Step, ...]) -> Path:
    """Return a private copy of the current generation that took the steps."""
    copy = working / "earlier.duckdb"
    with private_file(copy):
        pass
    shutil.copyfile(current, copy)
    with build_warehouse(copy, working) as connection:
        take_steps(connection, steps)
    return copy


def _differs(connection: duckdb.DuckDBPyConnection, current: Path) -> bool:
    """Return whether a row of the new generation has another code than in `current`."""
    place = str(current).replace("'", "''")
    connection.execute(f"attach '{place}' as earlier (read_only)")
    try:
        return any(_recoded(connection, name) for name in tables())
    finally:
        connection.execute("detach earlier")


def _recoded(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = run(connection, with_names(staging("recoded_rows"), the_table=table)).fetchone()
    return int(row[0]) if row else 0


def _why(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return said.splitlines()[0] if said else "unknown"
