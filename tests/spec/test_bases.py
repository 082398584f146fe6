"""The bases in which something is decided hold to their specs, tests/spec/bases/*/*.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.spec.empty_warehouse import (
    column_types,
    create_bases,
    insert_rows,
    open_empty_warehouse,
)
from tests.spec.small_tables import read_rows, value_of

SPECS = sorted((Path(__file__).parent / "bases").glob("*/*.toml"))
BASES_WITH_LOGIC = {
    "actions",
    "addenda",
    "captures",
    "double_scored_exams",
    "exams_with_addenda",
    "feedback",
    "radiologist_months",
    "radiologist_periods",
    "radiologist_receipts",
}
# What a row says where its spec has nothing to say about it.
UNSAID = {
    "cases": {
        "case_kind": "learning_opportunity",
        "theme": "perception",
        "submitting_radiologist": "Somebody",
        "site": "North",
    },
    "reviews": {
        "reviewing_radiologist": "Somebody",
        "interpreting_radiologist": "Somebody else",
        "site": "North",
        "scale": "radpeer_2016",
        "score": "1",
    },
    "radiologists": {"site": "North", "section": "Neuro", "fte": "1", "joined_on": "2015-01-01"},
    "events": {"event_kind": "go_live", "label": "Go-live"},
    "targets": {"metric": "submissions", "period": "month", "effective_from": "2015-01-01"},
    "actions": {"title": "A checklist", "theme": "perception"},
    "exports": {
        "file": "export.csv",
        "file_hash": "0",
        "bytes": "1",
        "layout": "own",
        "layout_hash": "0",
        "table_name": "cases",
        "generation": "1",
        "received_on": "2026-01-01",
    },
}
NUMBERED = {"cases": "case_id", "reviews": "review_id", "actions": "action_id"}


def test_each_base_with_logic_has_a_spec() -> None:
    assert {path.parent.name for path in SPECS} == BASES_WITH_LOGIC


@pytest.mark.parametrize("path", SPECS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_base_gives_the_rows_its_spec_says(path: Path) -> None:
    spec = tomllib.loads(path.read_text(encoding="utf-8"))
    base = path.parent.name
    with open_empty_warehouse() as connection:
        for table, text in spec["given"].items():
            _fill(connection, table, text)
        create_bases(connection)
        expected = _expected(spec["expect"], column_types(connection, base))
        found = _found(connection, base, spec["expect"], list(expected[0]))
    assert len(found) == len(expected), found
    for found_row, expected_row in zip(found, expected, strict=True):
        assert found_row == pytest.approx(expected_row, abs=1e-9)


def test_without_a_feedback_export_nobody_is_said_to_receive_none() -> None:
    path = SPECS[0].parents[1] / "radiologist_receipts" / "receiving.toml"
    given = tomllib.loads(path.read_text(encoding="utf-8"))["given"]
    with open_empty_warehouse() as connection:
        for table, text in given.items():
            if table != "feedback":
                _fill(connection, table, text)
        connection.execute("delete from warehouse.coverage where table_name = 'feedback'")
        create_bases(connection)
        present = connection.execute("select count(*) from radiologist_months").fetchone()
        receipts = connection.execute("select count(*) from radiologist_receipts").fetchone()
    assert present is not None
    assert present[0] > 0
    assert receipts == (0,)


def _fill(connection: duckdb.DuckDBPyConnection, table: str, text: str) -> None:
    rows = read_rows(text)
    if table in NUMBERED:
        numbered = NUMBERED[table]
        rows = [{numbered: f"{table} {i}", **row} for i, row in enumerate(rows)]
    insert_rows(connection, f"warehouse.{table}", rows, UNSAID.get(table))


def _expected(expect: dict[str, Any], types: dict[str, str]) -> list[dict[str, Any]]:
    rows = []
    for row in read_rows(expect["rows"]):
        rows.append({column: _as_found(cell, types[column]) for column, cell in row.items()})
    return sorted(rows, key=_order)


def _as_found(cell: str | None, sql_type: str) -> Any:
    """Numbers stay numbers, everything else is compared as DuckDB writes it."""
    if cell is not None and sql_type in ("HUGEINT", "BIGINT", "INTEGER"):
        return float(cell)
    return value_of(cell, sql_type)


def _found(
    connection: duckdb.DuckDBPyConnection, base: str, expect: dict[str, Any], columns: list[str]
) -> list[dict[str, Any]]:
    types = column_types(connection, base)
    listed = ", ".join(
        f"{column}::double"
        if types[column] in ("HUGEINT", "BIGINT", "INTEGER", "DOUBLE")
        else f"{column}::text"
        for column in columns
    )
    rows = connection.execute(
        f"select {listed} from {base} where {expect.get('where', 'true')}"
    ).fetchall()
    return sorted((dict(zip(columns, row, strict=True)) for row in rows), key=_order)


def _order(row: dict[str, Any]) -> tuple[list[str], list[float]]:
    """Rows are matched by what names them, then by their numbers, smallest first."""
    cells = row.values()
    return (
        [str(cell) for cell in cells if not isinstance(cell, float)],
        [cell for cell in cells if isinstance(cell, float)],
    )
