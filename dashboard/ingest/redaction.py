"""Take patients and colleagues out of free text: rules kept as data, and the row's own columns.

The order is: whole values of the row's patient columns; the rules of rules.toml for numbers,
dates and places; then names, word by word, the row's own patient and the roster among them. So
"DOB 03/04/1960" is still whole when its rule comes, though 1960 is in the birth date column.

Columns that are published lose more: every word that no list knows, until a person has confirmed
it by adding it to `words` of name_cues.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import duckdb

from dashboard.ingest.connection import run, staging
from dashboard.ingest.name_words import FOLDER, cues_and_capital, know_colleagues, know_words
from dashboard.ingest.people import People
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import Table

WORD = r"([^\p{L}\p{M}\p{N}]*)([\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)*)"
MARKS = ".,;:()[]{}/-_'’\"!?*#\n\r\t"
ROUNDS_OF_A_NAME = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is taken out: its pattern (RE2) and what stands in its place."""

    name: str
    pattern: str
    by: str


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of data/redaction, in the order they apply; read once a process."""
    records = tomllib.loads((FOLDER / "rules.toml").read_text(encoding="utf-8"))["rules"]
    return tuple(Rule(record["name"], record["pattern"], record["by"]) for record in records)


def know_names(connection: duckdb.DuckDBPyConnection, people: People) -> None:
    """Make ready what redaction looks words up in: the lists, and the roster of now."""
    know_words(connection)
    know_colleagues(connection, people)
    know_places(connection, [])


def know_places(connection: duckdb.DuckDBPyConnection, places: Sequence[str]) -> None:
    """Let the words of these names of sites and sections be known ones."""
    run(connection, staging("create_place_words"), {"places": list(places)})


def redact(connection: duckdb.DuckDBPyConnection, table: Table, places: Sequence[str] = ()) -> int:
    """Fill `redacted` from the words of `given`; return how many cells lost something.

    `places` are the names of sites and sections, which are no strange words.
    """
    run(connection, staging("create_redacted"))
    columns = [column.name for column in table.columns_of("words", "text")]
    if not columns:
        return 0
    published = [column.name for column in table.columns if column.is_published]
    parameters = {
        "any_rule": any_rule(cues_and_capital()),
        "marks": MARKS,
        "spaces": " " * len(MARKS),
        "is_published": bool(published),
    }
    for looked_for in ("telling_cells", "rows_naming_patients"):
        run(connection, with_names(staging(looked_for), the_columns=columns), parameters)
    for column in columns:
        words = with_names(staging("suspect_words"), the_column=column)
        run(connection, words, {"column_name": column})
    if not _count(connection):
        return 0
    know_places(connection, places)
    _take_out(connection, published)
    run(connection, staging("drop_unchanged_words"))
    for column in columns:
        spread = with_names(staging("spread_words"), the_column=column)
        run(connection, spread, {"column_name": column})
    return _count(connection)


def redact_cells(connection: duckdb.DuckDBPyConnection, cells: list[str]) -> list[str]:
    """Return cells of a list as redaction leaves them, for values kept beside their codes."""
    if not cells:
        return []
    run(connection, staging("create_redacted"))
    run(connection, staging("suspect_cells"), {"cells": cells})
    _take_out(connection)
    row = run(connection, staging("redacted_cells")).fetchone()
    return list(row[0]) if row else []


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    """Return how many cells are in `redacted`."""
    count = run(connection, staging("count_redacted")).fetchone()
    return int(count[0]) if count else 0


@cache
def any_rule(*more: str) -> str:
    """Return the pattern of whatever a rule finds, or one of `more`."""
    return "|".join(f"(?:{shape})" for shape in (*(rule.pattern for rule in rules()), *more))


@cache
def _all_rules() -> tuple[str, dict[str, str]]:
    """Return the statement that applies every rule in one pass, with its parameters."""
    words, parameters = "words", {"any_rule": any_rule()}
    for number, rule in enumerate(rules()):
        words = f"regexp_replace({words}, $pattern{number}, $by{number}, 'g')"
        parameters |= {f"pattern{number}": rule.pattern, f"by{number}": rule.by}
    return staging("take_out").replace("the_rules", words), parameters


def _take_out(connection: duckdb.DuckDBPyConnection, published: Sequence[str] = ()) -> None:
    """Take out of the words of `redacted` all that is found, of published columns the unknown."""
    run(connection, staging("take_out_own_values"))
    sql, parameters = _all_rules()
    run(connection, sql, parameters)
    run(connection, staging("text_words"), {"word": WORD})
    run(connection, staging("name_seeds"))
    for _ in range(ROUNDS_OF_A_NAME):
        run(connection, staging("name_rest"))
    if published:
        run(connection, staging("mask_unknown_words"), {"columns": list(published)})
    run(connection, staging("take_out_names"))
