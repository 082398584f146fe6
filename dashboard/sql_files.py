"""Read the SQL files under queries/: a block comment of TOML, then one statement."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

QUERIES = Path(__file__).resolve().parent.parent / "queries"


class BrokenQueryFile(Exception):
    """A file under queries/ that cannot be read: which one, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One statement and what its header says of it.

    `name` is the file's name without its ending, `header` the parsed TOML (empty if there is
    none) and `sql` the statement, with the header left in place as a comment.
    """

    name: str
    path: Path
    header: dict[str, Any]
    sql: str


def read_sql_file(path: Path) -> SqlFile:
    """Return the statement in `path` and its header.

    Raises BrokenQueryFile when the file is not UTF-8 or its header is not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError as error:
        raise BrokenQueryFile(f"{path.name}: not UTF-8 text. Save the file as UTF-8.") from error
    if not text.startswith("/*"):
        return SqlFile(path.stem, path, {}, text)
    comment, closed, _ = text.removeprefix("/*").partition("*/")
    if not closed:
        raise BrokenQueryFile(f"{path.name}: the header comment is never closed. End it with */.")
    try:
        header = tomllib.loads(comment)
    except tomllib.TOMLDecodeError as error:
        message = f"{path.name}: the header is not TOML ({error}). Mend the header comment."
        raise BrokenQueryFile(message) from error
    return SqlFile(path.stem, path, header, text)


@cache
def query(kind: str, name: str) -> str:
    """Return the statement of queries/`kind`/`name`.sql; read once a process."""
    return read_sql_file(QUERIES / kind / f"{name}.sql").sql


@cache
def query_folder(kind: str) -> tuple[SqlFile, ...]:
    """Return the files of queries/`kind`, by name; read once a process."""
    return tuple(read_sql_file(path) for path in sorted((QUERIES / kind).glob("*.sql")))
