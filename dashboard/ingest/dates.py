"""Which way a column writes its dates, settled from the whole column and never guessed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import duckdb

from dashboard.command_line import PROGRAM
from dashboard.ingest.connection import run, staging
from dashboard.ingest.month_words import in_english, names_a_month
from dashboard.ingest.refusal import CannotTake
from dashboard.warehouse.names import with_names

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "date_formats.toml"
NO_DATES = ["%Y-%m-%d"]
SIGN = re.compile(r"%(?P<sign>[A-Za-z])|(?P<between>.)")
TIME_SIGNS = re.compile(r"[ T]+%[HI].*")
WORDS, NUMBER = r"\pL+", r"[+-]?\d+"


@cache
def date_formats() -> tuple[str, ...]:
    """Return the formats that are tried, the most telling first; read once a process."""
    return tuple(tomllib.loads(FILE.read_text(encoding="utf-8"))["formats"])


def months_in_english(connection: duckdb.DuckDBPyConnection, column: str) -> None:
    """Write the months of a column of `given` as they are read, where one is in other words."""
    words = run(connection, with_names(staging("words_of_days"), the_column=column)).fetchall()
    if not names_a_month(word for (word,) in words):
        return
    cells = run(connection, with_names(staging("days_in_words"), the_column=column)).fetchall()
    given = [cell for (cell,) in cells]
    lists = {"cells": given, "english": [in_english(cell) for cell in given]}
    run(connection, with_names(staging("write_days_in_english"), the_column=column), lists)


def formats_said(
    connection: duckdb.DuckDBPyConnection, column: str, said: Sequence[str]
) -> list[str]:
    """Return the formats a layout says of a column, or that of the column where they hardly fit.

    The same system writes dates otherwise when it is set up otherwise. What can be read in two
    ways stays as the layout says, so that its rows are rejected, not guessed at.
    """
    sql = with_names(staging("first_days_read"), the_column=column)
    fits = run(connection, sql, {"styles": list(said)}).fetchone()
    assert fits is not None
    cells, read = fits
    if 2 * read >= cells:
        return list(said)
    best = _best(connection, column)
    as_said = {TIME_SIGNS.sub("", style) for style in said} & set(best)
    settled = len(set(best.values())) == 1 and not as_said
    return [next(iter(best))] if settled else list(said)


def formats_of(
    connection: duckdb.DuckDBPyConnection, column: str, called: str, heading: str
) -> list[str]:
    """Return the format that reads most cells of the column of `given`, alone.

    Raises CannotTake when two formats read as many and disagree, as day-first and month-first
    may: then only a person can tell, whether or not other cells are no dates at all.
    """
    best = _best(connection, column)
    first = next(iter(best), NO_DATES[0])
    other = next((style for style, days in best.items() if days != best[first]), None)
    if other is not None:
        raise CannotTake(
            f"{called}: the dates in '{heading}' can be read as {first} and as {other}; "
            'say which in a layout (dates = ["…"]), '
            f"which `{PROGRAM} layout suggest FILE` proposes."
        )
    return [first]


def _best(connection: duckdb.DuckDBPyConnection, column: str) -> dict[str, str]:
    """Return the formats that read the most cells, each with a fingerprint of the days it reads."""
    run(connection, with_names(staging("distinct_days"), the_column=column))
    cells = run(connection, staging("count_days")).fetchone()
    if not cells or not cells[0]:
        return {}
    counts = {style: _read_by(connection, style) for style in _possible(connection)}
    most = max(count for count, _ in counts.values())
    return {style: days for style, (count, days) in counts.items() if count == most and most}


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
