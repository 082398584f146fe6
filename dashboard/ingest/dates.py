"""Which way a column writes its dates, settled from the whole column and never guessed."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import duckdb

from dashboard.command_line import PROGRAM
from dashboard.ingest.connection import run, staging
from dashboard.ingest.refusal import CannotTake
from dashboard.warehouse.names import with_names

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "date_formats.toml"
NO_DATES = ["%Y-%m-%d"]
SIGN = re.compile(r"%(?P<sign>[A-Za-z])|(?P<between>.)")
WORDS, NUMBER = r"\pL+", r"[+-]?\d+"


@cache
def date_formats() -> tuple[str, ...]:
    """Return the formats that are tried, the most telling first; read once a process."""
    return tuple(tomllib.loads(FILE.read_text(encoding="utf-8"))["formats"])


def formats_of(
    connection: duckdb.DuckDBPyConnection, column: str, called: str, heading: str
) -> list[str]:
    """Return the format that reads most cells of the column of `given`, alone.

    Raises CannotTake when two formats read as many and disagree, as day-first and month-first
    may: then only a person can tell, whether or not other cells are no dates at all.
    """
    run(connection, with_names(staging("distinct_days"), the_column=column))
    cells = run(connection, staging("count_days")).fetchone()
    total = cells[0] if cells else 0
    if not total:
        return NO_DATES
    counts = {style: _read_by(connection, style) for style in _possible(connection)}
    most = max(count for count, _ in counts.values())
    if not most:
        return NO_DATES
    best = [style for style, (count, _) in counts.items() if count == most]
    other = next((style for style in best if counts[style][1] != counts[best[0]][1]), None)
    if other is not None:
        raise CannotTake(
            f"{called}: the dates in '{heading}' can be read as {best[0]} and as {other}; "
            'say which in a layout (dates = ["…"]), '
            f"which `{PROGRAM} layout suggest FILE` proposes."
        )
    return [best[0]]


def pattern_of(style: str) -> str:
    """Return a regular expression that fits whatever a format reads, and more.

    A format is tried on a whole column; most are told from it by a look at its signs.
    """
    signs = (
        re.escape(between) if between else WORDS if sign in "abAB" else NUMBER
        for sign, between in SIGN.findall(style)
    )
    return rf"\s*{''.join(signs)}\s*".replace(r"\ ", r"\s*")


def _possible(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the formats that may read a cell, or one where none does: all then read as many."""
    patterns = {style: pattern_of(style) for style in date_formats()}
    lists = {"styles": list(patterns), "patterns": list(patterns.values())}
    found = {style for (style,) in run(connection, staging("possible_formats"), lists).fetchall()}
    return [style for style in patterns if style in found] or [next(iter(patterns))]


def _read_by(connection: duckdb.DuckDBPyConnection, style: str) -> tuple[int, str]:
    """Return how many different cells the format reads, and a fingerprint of the days."""
    row = run(connection, staging("read_days_by"), {"style": style}).fetchone()
    assert row is not None
    return int(row[0]), str(row[1])
