"""Take patients and colleagues out of free text: rules kept as data, and the row's own columns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from dashboard.ingest.connection import run, staging
from dashboard.ingest.people import People
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import Table

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "redaction" / "rules.toml"
NAMED_BY = r"(?:[Pp]er|[Bb]y|[Ww]ith|[Ff]rom|[Tt]o|[Aa]sk|[Tt]hanks|[Cc]olleague|[Rr]esident)"
SHORTEST_SURNAME = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is taken out: its pattern (RE2) and what stands in its place."""

    name: str
    pattern: str
    by: str


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of data/redaction, in the order they apply; read once a process."""
    records = tomllib.loads(FILE.read_text(encoding="utf-8"))["rules"]
    return tuple(Rule(record["name"], record["pattern"], record["by"]) for record in records)


def colleague_rules(people: People) -> tuple[Rule, ...]:
    """Return rules for the names of the roster.

    A full name goes wherever it stands, a surname only where somebody is plainly meant ("per
    Baker"), because many surnames are also words and signs (a Baker cyst).
    """
    pairs = [parts for person in people.book.values() for parts in _first_and_last(person.names)]
    if not pairs:
        return ()
    full = sorted({form for pair in pairs for form in _forms(*pair)})
    last = sorted({re.escape(pair[1]) for pair in pairs if len(pair[1]) >= SHORTEST_SURNAME})
    return (
        Rule("colleague's name", rf"\b(?:{'|'.join(full)})\b", "[name]"),
        Rule("colleague's surname", rf"\b{NAMED_BY}\s+(?:{'|'.join(last)})\b", "[name]"),
    )


def redact(connection: duckdb.DuckDBPyConnection, table: Table, applied: tuple[Rule, ...]) -> int:
    """Fill `redacted` from the words of `given`; return how many cells lost something."""
    run(connection, staging("create_redacted"))
    columns = [column.name for column in table.columns_of("words", "text")]
    if not columns:
        return 0
    any_rule = "|".join(f"(?:{rule.pattern})" for rule in applied)
    suspects = with_names(staging("suspect_rows"), the_columns=columns)
    run(connection, suspects, {"any_rule": any_rule})
    for column in columns:
        words = with_names(staging("suspect_words"), the_column=column)
        run(connection, words, {"column_name": column})
    run(connection, staging("take_out_own_patient"))
    for rule in applied:
        run(connection, staging("take_out"), {"pattern": rule.pattern, "by": rule.by})
    run(connection, staging("drop_unchanged_words"))
    count = run(connection, staging("count_redacted")).fetchone()
    return int(count[0]) if count else 0


def redact_cells(
    connection: duckdb.DuckDBPyConnection, cells: list[str], applied: tuple[Rule, ...]
) -> list[str]:
    """Return cells of a list with the rules applied, for values kept beside their codes."""
    kept = cells
    for rule in applied:
        row = run(
            connection,
            staging("take_out_of_cells"),
            {"cells": kept, "pattern": rule.pattern, "by": rule.by},
        ).fetchone()
        kept = row[0] if row else kept
    return kept


def _first_and_last(names: list[str]) -> list[tuple[str, str]]:
    """Return first and last name of each "First Last" and "Last, First"."""
    pairs = []
    for name in names:
        last, comma, first = name.partition(",")
        words = name.split()
        if comma and first.split():
            pairs.append((first.split()[0], last.strip()))
        elif len(words) > 1:
            pairs.append((words[0], " ".join(words[1:])))
    return pairs


def _forms(first: str, last: str) -> tuple[str, str]:
    return (f"{re.escape(first)} {re.escape(last)}", f"{re.escape(last)}, {re.escape(first)}")
