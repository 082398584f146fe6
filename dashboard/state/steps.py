"""The steps from each version of the tables to the next: queries/migrations/1_to_2.sql.

A step of several statements has numbered parts (1_to_2_01.sql, 1_to_2_02.sql). It changes what
the version before would lose or misread: a column renamed, split or read anew. Columns and
tables that are only new need no more than their line of `alter table` or `create table`: what a
step leaves is then carried into tables made from queries/schema.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.sql_files import QUERIES, BrokenQueryFile, SqlFile, read_sql_file

MIGRATIONS = QUERIES / "migrations"
STEP_NAME = re.compile(r"(\d+)_to_(\d+)(?:_\d+)?")


@dataclass(frozen=True, slots=True)
class Step:
    """The statements that lead from one version to the next, in order."""

    version: int
    statements: tuple[SqlFile, ...]


def steps_between(before: int, after: int, folder: Path | None = None) -> tuple[Step, ...]:
    """Return the steps from version `before` to `after`, oldest first; none if they are the same.

    They are read from queries/migrations, or from `folder` if it is given. Raises
    BrokenQueryFile when one is missing, or a file of the folder is not named as a step.
    """
    folder = folder or MIGRATIONS
    written = _read_steps(folder)
    missing = [version for version in range(before, after) if version not in written]
    if missing:
        raise BrokenQueryFile(
            f"{folder.name}: no step leads from version {missing[0]} to {missing[0] + 1}; "
            "install the program anew."
        )
    return tuple(Step(version, tuple(written[version])) for version in range(before, after))


def take_steps(connection: duckdb.DuckDBPyConnection, steps: tuple[Step, ...]) -> None:
    """Run the steps on the database of `connection`, all of them or none.

    Raises BrokenQueryFile naming the statement that does not run, duckdb.IOException or
    duckdb.OutOfMemoryException when the machine has no room for it.
    """
    connection.execute("begin transaction")
    for step in steps:
        for file in step.statements:
            _run(connection, file)
    connection.execute("commit")


def _run(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    try:
        connection.execute(file.sql)
    except (duckdb.IOException, duckdb.OutOfMemoryException):
        raise
    except duckdb.Error as error:
        why = str(error).splitlines()[0]
        raise BrokenQueryFile(
            f"{file.path.name}: does not run on the tables it was written for ({why}); nothing "
            "was changed. Report it to whoever looks after the program."
        ) from error


def _read_steps(folder: Path) -> dict[int, list[SqlFile]]:
    steps: dict[int, list[SqlFile]] = {}
    for path in sorted(folder.glob("*.sql")):
        named = STEP_NAME.fullmatch(path.stem)
        if named is None or int(named[2]) != int(named[1]) + 1:
            raise BrokenQueryFile(
                f"{path.name}: not named as a step; call it 1_to_2.sql, or 1_to_2_01.sql for the "
                "first of several statements."
            )
        steps.setdefault(int(named[1]), []).append(read_sql_file(path))
    return steps
