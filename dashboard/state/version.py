"""Which version of the tables a home has, and what to say when it is not this program's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from dashboard.command_line import PROGRAM
from dashboard.home import Home, HomeProblem
from dashboard.ingest.connection import run, staging
from dashboard.schema_version import SCHEMA_VERSION, run_migrate, use_the_newer
from dashboard.warehouse.create import vocabularies_hash
from dashboard.warehouse.open import read_warehouse


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a generation was made by: the version of its tables, a fingerprint of its words."""

    version: int
    vocabularies_hash: str

    @property
    def of_today(self) -> bool:
        """Whether this program would make the same tables and vocabularies."""
        return self == Stamp(SCHEMA_VERSION, vocabularies_hash())


def stamp_of(warehouse: Path) -> Stamp:
    """Return the stamp of a generation. Raises HomeProblem if it is no warehouse or damaged."""
    try:
        about = warehouse.stat()
        row = _read_stamp(warehouse, about.st_ino, about.st_mtime_ns, about.st_size)
    except (OSError, duckdb.Error) as error:
        raise HomeProblem(
            f"{warehouse}: this generation cannot be read, it is damaged; choose another with "
            f"`{PROGRAM} rollback GENERATION`, or restore a backup."
        ) from error
    if row is None:
        raise HomeProblem(
            f"{warehouse}: this generation does not say which version it has, it is damaged; "
            f"choose another with `{PROGRAM} rollback GENERATION`, or restore a backup."
        )
    return Stamp(int(row[0]), str(row[1]))


@lru_cache(maxsize=64)
def _read_stamp(warehouse: Path, *_file: int) -> tuple[int, str] | None:
    """Return what a generation says of itself, read once a file: it never changes again."""
    with read_warehouse(warehouse) as connection:
        row: tuple[int, str] | None = run(connection, staging("read_schema_version")).fetchone()
        return row


def require_todays_version(home: Home) -> None:
    """Raise HomeProblem unless the current generation has this program's tables.

    A home without a generation, or whose generation is missing, passes: it has other words.
    """
    path = home.warehouse_path()
    if path is None or not path.exists():
        return
    version = stamp_of(path).version
    refuse_newer(version, home.path)
    if version < SCHEMA_VERSION:
        raise HomeProblem(f"{home.path}: {run_migrate(version)}")


def refuse_newer(version: int, place: Path) -> None:
    """Raise HomeProblem when the tables at `place` were made by a newer program than this."""
    if version > SCHEMA_VERSION:
        raise HomeProblem(f"{place}: {use_the_newer(version)} Nothing was changed.")
