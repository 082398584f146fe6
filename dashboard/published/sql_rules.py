"""What the SQL box may be asked: one select, over its own tables, by plain functions.

Judged by the database's own parser, never by the look of the text. The connection behind it
holds nothing else and can reach nothing else; these rules only say so in a sentence before it
has to refuse by itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import duckdb

from dashboard.published.sql_functions import (
    bare_name,
    function_in,
    nodes,
    says_more,
)

SERIES = frozenset({"range", "generate_series", "unnest"})
FROM = frozenset({
    "BASE_TABLE", "TABLE_FUNCTION", "SUBQUERY", "JOIN", "EMPTY", "EXPRESSION_LIST", "PIVOT",
})  # fmt: skip


class NotAllowed(Exception):
    """A statement the box does not run; the text is the sentence the page shows."""


def one_select(sql: str) -> duckdb.Statement:
    """Return the one select in `sql`. Raises NotAllowed for anything else."""
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise NotAllowed(first_line(error)) from error
    if not statements:
        raise NotAllowed("There is no statement. Write one select, or click an example.")
    if len(statements) > 1:
        raise NotAllowed(
            f"There are {len(statements)} statements and the box runs one. Remove the others."
        )
    if statements[0].type != duckdb.StatementType.SELECT:
        kind = statements[0].type.name.replace("_", " ").lower()
        raise NotAllowed(
            f"This is no plain select (the database calls it {kind}); the box only reads. "
            "Begin with select, from or with."
        )
    return statements[0]


def check_reach(connection: duckdb.DuckDBPyConnection, sql: str, tables: Collection[str]) -> None:
    """Raise NotAllowed if the select in `sql` names a table or function beyond its own.

    connection: one that holds the tables; it parses and looks names up, and runs nothing.
    """
    rows = connection.execute("select json_serialize_sql($sql)", {"sql": sql}).fetchall()
    parsed = json.loads(rows[0][0])
    if parsed["error"]:
        raise NotAllowed("The box does not run this kind of statement. Write one select.")
    parts = list(nodes(parsed["statements"]))
    known = {table.casefold() for table in tables} | (_named_here(parts) - _views(connection))
    for node in parts:
        _check_from(node, known, tables)
        _check_function(connection, node)


@lru_cache(maxsize=2)
def _views(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    return _names(connection, "select view_name from duckdb_views()")


def _check_from(node: dict[str, Any], known: set[str], tables: Collection[str]) -> None:
    kind = node.get("type")
    if kind == "SHOW_REF":
        raise NotAllowed("Describing is not needed here: the schema stands beside the box.")
    if "sample" in node and "alias" in node and "query_location" in node and kind not in FROM:
        raise NotAllowed("The box does not run this kind of statement. Write one select.")
    if kind == "BASE_TABLE":
        path = [str(part) for part in node["qualified_name"]["path"]]
        if len(path) > 1 or path[0].casefold() not in known:
            raise NotAllowed(
                f"There is no table {'.'.join(path)} here; there are {', '.join(tables)}."
            )
    if kind == "TABLE_FUNCTION":
        name = str(node["function"].get("function_name", "")).casefold()
        if name not in SERIES:
            raise NotAllowed(
                f"The box has no {name}(): it reads {', '.join(tables)} and nothing else."
            )


def _check_function(connection: duckdb.DuckDBPyConnection, node: dict[str, Any]) -> None:
    name = function_in(node)
    if name and says_more(connection, name, len(node.get("arguments", ()))):
        raise _no_such(f"{name}()")
    if bare_name(node):
        raise _no_such(bare_name(node))
    if node.get("sample"):
        raise _no_such("random sample")


def _no_such(what: str) -> NotAllowed:
    return NotAllowed(
        f"The box has no {what}: an answer may depend on the published numbers alone."
    )


def _named_here(parts: list[dict[str, Any]]) -> set[str]:
    """The names a statement gives to its own sub-selects (with NAME as ...)."""
    return {
        str(entry["key"]).casefold()
        for node in parts
        if isinstance(node.get("cte_map"), dict)
        for entry in node["cte_map"]["map"]
    }


def _names(connection: duckdb.DuckDBPyConnection, sql: str) -> frozenset[str]:
    return frozenset(str(row[0]).casefold() for row in connection.execute(sql).fetchall())


def first_line(error: duckdb.Error) -> str:
    """Return what the database says is wrong, as one sentence."""
    said = " ".join(str(error).split("\n\n")[0].splitlines()[:1]).strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."
