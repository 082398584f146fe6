"""Ask the published ledger in SQL: read only, one statement, within limits, in its own process."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.sql_files import query_folder

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_THE_END = 7.0
AT_ONCE = 2
LONGEST = 20_000
_room = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class SqlAnswer:
    """Rows, or why there are none. cut: more rows were found than the box hands out."""

    frame: pd.DataFrame
    refused: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True)
class BoxTable:
    """A table of the box: what one row is, and each column in words."""

    name: str
    grain: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A statement to begin from."""

    title: str
    sql: str


def ask(published: Path, sql: str) -> SqlAnswer:
    """Return what `sql` gives over the tables of `box_tables`.

    One select, 1,000 rows, 4 seconds, no file, network or setting: what is beyond that is
    refused in one sentence, and nothing of it has run.
    """
    if len(sql) > LONGEST:
        return _refused(f"The statement is over {LONGEST:,} letters long. Shorten it.")
    if not _room.acquire(timeout=SECONDS_TO_THE_END):
        return _refused("Two other statements are running. Try again in a moment.")
    try:
        return _run_child(published, sql)
    finally:
        _room.release()


def box_tables() -> tuple[BoxTable, ...]:
    """The tables of the box, from the headers of queries/sql_box."""
    return tuple(
        BoxTable(file.name, file.header["grain"], tuple(file.header["columns"].items()))
        for file in query_folder("sql_box")
    )


def examples() -> tuple[Example, ...]:
    """The statements to begin from, without their headers."""
    return tuple(
        Example(file.header["title"], file.sql.partition("*/")[2].strip())
        for file in query_folder("sql_box_examples")
    )


def _run_child(published: Path, sql: str) -> SqlAnswer:
    asked = json.dumps({"path": str(published), "sql": sql})
    command = [sys.executable, "-m", "dashboard.published.sql_child"]
    try:
        done = subprocess.run(
            command, cwd=ROOT, input=asked, capture_output=True, text=True,
            timeout=SECONDS_TO_THE_END, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return _refused("The statement was stopped: it took too long. Read fewer rows.")
    if done.returncode > 0:
        raise RuntimeError(f"the process of the SQL box ended with {done.returncode}")
    if done.returncode < 0:
        return _refused(
            "The statement was stopped: it asked for more than the box gives. Read fewer rows."
        )
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        return _refused(answer["refused"])
    frame = pd.DataFrame(answer["rows"], columns=_different(answer["columns"]))
    return SqlAnswer(frame, cut=answer["more"])


def _different(names: list[str]) -> list[str]:
    """Column names with a number behind those that came before."""
    seen: dict[str, int] = {}
    named = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        named.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return named


def _refused(sentence: str) -> SqlAnswer:
    return SqlAnswer(pd.DataFrame(), sentence)
