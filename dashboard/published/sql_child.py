"""The child process that runs one statement of the SQL box, and ends whatever the statement does.

`python -m dashboard.published.sql_child` reads {path, sql} as JSON and prints {columns, types,
rows, more} or {refused}. A statement can ask for more memory or time than the database counts,
inside one function call; a process of its own has limits that the system holds.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Sequence
from typing import Any

import duckdb

from dashboard.published.sql_rules import NotAllowed, check_reach, first_line, one_select
from dashboard.sql_files import query_folder

ROWS, BYTES = 1_000, 4_000_000
SECONDS = 4.0
MEMORY = 1_500 * 2**20
SETTINGS: dict[str, Any] = {
    "memory_limit": "256MB",
    "threads": "1",
    "temp_directory": "",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}
TOO_LARGE = "The answer is over 4 MB. Select fewer columns or rows, or add them up."


def main() -> int:
    """Answer one question and return 0; a refusal is an answer."""
    asked = json.load(sys.stdin)
    try:
        answer = run(asked["path"], asked["sql"])
    except NotAllowed as refusal:
        answer = {"refused": str(refusal)}
    json.dump(answer, sys.stdout, allow_nan=False)
    return 0


def run(path: str, sql: str) -> dict[str, Any]:
    """Return the answer to `sql` over the tables of the published file at `path`.

    Raises NotAllowed with one sentence for what is refused or fails.
    """
    one_select(sql)
    connection = holding_the_ledger_alone(path)
    _limit_this_process()
    return answer_within_limits(connection, sql)


def answer_within_limits(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    """Return what `sql` gives over `connection`, which holds the box's tables alone.

    Raises NotAllowed as `run` does.
    """
    one_select(sql)
    timer = threading.Timer(SECONDS, connection.interrupt)
    timer.start()
    try:
        check_reach(connection, sql, [file.name for file in query_folder("sql_box")])
        found = connection.sql(sql)
        rows = found.limit(ROWS + 1).fetchall()
        return _answer(found.columns, [str(kind) for kind in found.types], rows)
    except duckdb.InterruptException:
        raise NotAllowed(too_long()) from None
    except (duckdb.OutOfMemoryException, MemoryError):
        raise NotAllowed(
            "The statement needs more memory than the box gives. Add rows up, or read fewer."
        ) from None
    except duckdb.Error as error:
        raise NotAllowed(first_line(error)) from None
    finally:
        timer.cancel()


def holding_the_ledger_alone(path: str) -> duckdb.DuckDBPyConnection:
    """Return a database in memory with the box's tables, cut off from all else and locked."""
    connection = duckdb.connect(":memory:", config=dict(SETTINGS))
    connection.execute("attach $path as source (read_only)", {"path": path})
    for file in query_folder("sql_box"):
        connection.execute(file.sql)
    connection.execute("detach source")
    # Else a time would be told in the zone of the machine.
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def too_long() -> str:
    """Return the sentence for a statement that was stopped."""
    return (
        f"The statement was stopped after {SECONDS:.0f} seconds. Read fewer rows, or join on "
        "more columns."
    )


def _limit_this_process() -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the parent still ends the process in time.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(columns: Sequence[str], types: list[str], rows: list[Any]) -> dict[str, Any]:
    plain, size = [], 0
    for row in rows[:ROWS]:
        cells = [_cell(value) for value in row]
        size += sum(len(cell) for cell in cells if isinstance(cell, str))
        if size > BYTES:
            raise NotAllowed(TOO_LARGE)
        plain.append(cells)
    return {
        "columns": list(columns),
        "types": types,
        "rows": plain,
        "more": len(rows) > ROWS,
    }


def _cell(value: Any) -> Any:
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int):
        # JSON's readers keep whole numbers to 15 digits.
        return value if abs(value) < 10**15 else str(value)
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, list | tuple):
        return " + ".join("" if part is None else str(part) for part in value)
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
