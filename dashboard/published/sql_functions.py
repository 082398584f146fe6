"""Which functions say more than the published numbers: the clock, chance, the session, the machine.

The database's own catalogue says of each function whether it answers the same question alike;
a macro is as good as what its definition calls.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import duckdb

READ_WITHOUT_BRACKETS = frozenset({
    "current_catalog", "current_date", "current_role", "current_schema", "current_time",
    "current_timestamp", "current_user", "localtime", "localtimestamp", "session_user", "user",
})  # fmt: skip
"""Names that SQL takes for functions of the session where a column might stand."""
OF_THE_MACHINE = frozenset({
    "getenv", "json_serialize_plan", "pg_typeof_internal", "query", "query_table", "version",
})  # fmt: skip
"""What the catalogue calls consistent, or does not list, and is not of the numbers alone.

The plan of a statement given as text has its clock and settings filled in.
"""
FAILS_ALIKE = "error"
"""Volatile by the catalogue, so that it is not run ahead; it says the statement's own words."""
Macros = dict[str, list[tuple[list[str], str]]]


def says_more(connection: duckdb.DuckDBPyConnection, name: str, arguments: int) -> bool:
    """Return whether the function called `name`, in lower case, says more than the numbers.

    connection: whose catalogue it is looked up in.
    """
    # With one argument it counts from today, whatever the catalogue says.
    if name == "age" and arguments == 1:
        return True
    changing, macros = _changing(connection), _macros(connection)
    waiting, seen = [name], set[str]()
    while waiting:
        one = waiting.pop()
        if one in changing or one in OF_THE_MACHINE:
            return True
        if one in seen:
            continue
        seen.add(one)
        for parameters, definition in macros.get(one, ()):
            # Without an argument there is nothing but the session to speak of.
            if not parameters:
                return True
            for node in _nodes_of(connection, definition):
                if node.get("type") in ("TABLE_FUNCTION", "BASE_TABLE") or bare_name(node):
                    return True
                waiting.append(function_in(node))
    return False


def function_in(node: dict[str, Any]) -> str:
    """Return the name of the function a node of a parsed statement calls; "" for none."""
    return str(node.get("function_name", "")).casefold()


def bare_name(node: dict[str, Any]) -> str:
    """Return the function of the session that a node calls without brackets; "" for none."""
    path = node.get("column_names", ())
    name = str(path[0]).casefold() if len(path) == 1 else ""
    return name if name in READ_WITHOUT_BRACKETS else ""


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield every node of a parsed statement."""
    # A list in place of recursion: a statement may be nested deeper than Python goes.
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _nodes_of(connection: duckdb.DuckDBPyConnection, definition: str) -> Iterator[dict[str, Any]]:
    sql = {"sql": f"select {definition}"}
    rows = connection.execute("select json_serialize_sql($sql)", sql).fetchall()
    return nodes(json.loads(rows[0][0])["statements"])


@lru_cache(maxsize=2)
def _changing(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The functions of which no form, or not each run, answers the same question alike."""
    rows = connection.execute(
        "select function_name from duckdb_functions() where stability is not null "
        "group by function_name "
        "having bool_or(stability = 'VOLATILE') or not bool_or(stability = 'CONSISTENT')"
    ).fetchall()
    return frozenset(str(name).casefold() for (name,) in rows) - {FAILS_ALIKE}


@lru_cache(maxsize=2)
def _macros(connection: duckdb.DuckDBPyConnection) -> Macros:
    """Each macro's forms: the names of its parameters, and its definition."""
    rows = connection.execute(
        "select function_name, parameters, macro_definition from duckdb_functions() "
        "where function_type = 'macro'"
    ).fetchall()
    found: Macros = {}
    for name, parameters, definition in rows:
        found.setdefault(str(name).casefold(), []).append((list(parameters), str(definition)))
    return found
