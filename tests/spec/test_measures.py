"""Every measure has a spec, and every spec holds."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import sql_files
from tests.spec.empty_warehouse import (
    column_types,
    create_bases,
    insert_rows,
    open_empty_warehouse,
)
from tests.spec.small_tables import read_rows, sum_of_fractions

SPECS = sorted(Path(__file__).parent.glob("*.toml"))
MEASURES = {file.name: file for file in sql_files.query_folder("measures")}
FEWEST_ROWS = 5

Counts = dict[str, tuple[float, float | None]]


@pytest.fixture(scope="module")
def base_columns() -> dict[str, dict[str, str]]:
    """The columns of each base, with their types."""
    with open_empty_warehouse() as connection:
        create_bases(connection)
        return {
            base.name: column_types(connection, base.name)
            for base in sql_files.query_folder("bases")
        }


def test_each_measure_has_a_spec_and_each_spec_a_measure() -> None:
    assert {path.stem for path in SPECS} == set(MEASURES)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_spec_has_enough_rows(path: Path) -> None:
    assert len(read_rows(_read(path)["given"])) >= FEWEST_ROWS


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_measure_counts_as_its_spec_says(
    path: Path, base_columns: dict[str, dict[str, str]]
) -> None:
    spec = _read(path)
    measure = MEASURES[path.stem]
    base = measure.header["base"]
    with duckdb.connect() as connection:
        _create_table(connection, base, base_columns[base])
        insert_rows(connection, base, read_rows(spec["given"]))
        if measure.header["kind"] == "duration":
            assert _durations(connection, measure.sql) == _expected_durations(spec["expect"])
        else:
            counted = _counts(connection, measure.sql, measure.header["kind"])
            expected = _expected_counts(spec["expect"])
            assert counted.keys() == expected.keys()
            for part, (numerator, denominator) in expected.items():
                assert counted[part][0] == pytest.approx(numerator, abs=1e-9), part
                assert counted[part][1] == pytest.approx(denominator, abs=1e-9), part


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _create_table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: dict[str, str]
) -> None:
    listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    connection.execute(f"create table {name} ({listed})")


def _counts(connection: duckdb.DuckDBPyConnection, sql: str, kind: str) -> Counts:
    """Return numerator and denominator a part; a count or rate of bare rows has no denominator."""
    rows = connection.sql(sql)
    numerator = "sum(hit::double)" if "hit" in rows.columns else "count(*)::double"
    if "out_of" in rows.columns:
        denominator = "sum(out_of::double)"
    else:
        denominator = "null" if kind in ("count", "rate") else "count(*)::double"
    part = "part::text" if kind == "composition" else "'all'"
    grouped = connection.execute(
        f"select {part}, coalesce({numerator}, 0), {denominator} from ({sql}) group by 1"
    ).fetchall()
    if kind != "composition":
        return {name: (hits, out_of) for name, hits, out_of in grouped} or {"all": (0, 0)}
    whole = sum(out_of for _, _, out_of in grouped)
    return {name: (hits, whole) for name, hits, _ in grouped}


def _durations(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[int, bool]]:
    return sorted(
        connection.execute(
            "select coalesce(ended_on, followed_until) - happened_on, ended_on is not null "
            f"from ({sql})"
        ).fetchall()
    )


def _expected_counts(text: str) -> Counts:
    return {
        row.get("part") or "all": (
            sum_of_fractions(row["numerator"] or ""),
            sum_of_fractions(row["denominator"] or "") if row.get("denominator") else None,
        )
        for row in read_rows(text)
    }


def _expected_durations(text: str) -> list[tuple[int, bool]]:
    return sorted((int(row["days"] or ""), row["closed"] == "true") for row in read_rows(text))
