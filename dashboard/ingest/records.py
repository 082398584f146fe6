"""Turn JSON and Parquet into the same plain table of text that every other export becomes."""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb

from dashboard.ingest.connection import run, staging
from dashboard.ingest.limits import MOST_COLUMNS
from dashboard.ingest.plain_text import PATTERN_SIGNS, make_utf8
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.table_text import TableText, peek
from dashboard.private_files import private_file
from dashboard.vocabularies import normalise

RECORDS_WRITTEN_AT_ONCE = 10_000
WRAPPINGS = frozenset({"value", "values", "results", "records", "data", "items", "rows", "entries"})
MOST_KEYS = 8
"""An answer has few keys beside its records; a record with a list has more."""
NEXT_PAGE = re.compile(r"next", re.IGNORECASE)
MORE_FOLLOWS = "the file says that more rows follow on another page: take those too"


def read_json(path: Path, name: str, folder: Path) -> TableText:
    """Return a JSON array of records, or a record a line, as a table of text."""
    path = make_utf8(path, folder / "utf-8.json")
    with duckdb.connect() as connection:
        try:
            run(connection, staging("read_json_records"), {"path": str(path)})
            notes = _unwrap(connection)
            keys = [row[0] for row in run(connection, staging("json_keys")).fetchall()]
        except duckdb.Error as error:
            raise CannotTake(
                f"{name}: not the JSON of an export; expected an array of records "
                '[{"column": value}, …] or a record a line. Export it again, or as CSV.'
            ) from error
        if not keys:
            raise CannotTake(
                f"{name}: not the JSON of an export, it holds no records; expected an array of "
                'records [{"column": value}, …] or a record a line. Export it again, or as CSV.'
            )
        pointers = ["/" + key.replace("~", "~0").replace("/", "~1") for key in keys]
        run(connection, staging("json_cells"), {"pointers": pointers})
        return replace(_write(connection, keys, name, folder), notes=notes)


def _unwrap(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Take the records out of an answer of a web service, {"value": [...]}; return what to say.

    Such an answer may be one page of several.
    """
    keys = run(connection, staging("wrapped_records")).fetchall()
    lists = [(key, pointer) for key, pointer, has_records, _ in keys if has_records]
    if len(lists) != 1 or normalise(lists[0][0]) not in WRAPPINGS or len(keys) > MOST_KEYS:
        return ()
    run(connection, staging("unwrap_records"), {"pointer": lists[0][1]})
    more = any(says and NEXT_PAGE.search(key) for key, _, _, says in keys)
    return (MORE_FOLLOWS,) if more else ()


def read_parquet(path: Path, name: str, folder: Path) -> TableText:
    """Return a Parquet file as a table of text."""
    path = without_pattern_signs(path, folder)
    with duckdb.connect() as connection:
        try:
            described = run(connection, staging("parquet_columns"), {"path": str(path)})
            names = [row[0] for row in described.fetchall()]
            run(connection, staging("read_parquet_records"), {"path": str(path)})
        except duckdb.Error as error:
            raise CannotTake(
                f"{name}: the Parquet file is damaged; write it again from its system."
            ) from error
        return _write(connection, names, name, folder)


def without_pattern_signs(path: Path, folder: Path) -> Path:
    """Return `path`, or a copy in `folder` if DuckDB would read it as a pattern of names."""
    if not PATTERN_SIGNS.intersection(str(path)):
        return path
    copy = folder / f"named-plainly{path.suffix}"
    with private_file(copy):
        pass
    shutil.copyfile(path, copy)
    return copy


def _write(
    connection: duckdb.DuckDBPyConnection, names: list[str], called: str, folder: Path
) -> TableText:
    """Write the rows of `cells` below a header; record numbers count from 1, as people do."""
    if len(names) > MOST_COLUMNS:
        raise CannotTake(
            f"{called}: {len(names)} columns, expected at most {MOST_COLUMNS}; export only the "
            "columns the layout needs."
        )
    path = folder / "records.csv"
    rows = run(connection, staging("record_cells"))
    with private_file(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        while records := rows.fetchmany(RECORDS_WRITTEN_AT_ONCE):
            writer.writerows([[_plain(cell) for cell in cells] for (cells,) in records])
    return TableText(path, called, None, ",", peek(path, ","), row_offset=1)


def _plain(cell: str | None) -> str:
    """Return a cell as a person writes it: a list as words with semicolons, 408213.0 as 408213."""
    if cell is None:
        return ""
    if cell.endswith(".0") and cell[:-2].lstrip("-").isdigit():
        return cell[:-2]
    if cell.startswith("[") and cell.endswith("]"):
        try:
            return "; ".join(str(item) for item in json.loads(cell))
        except ValueError:
            return cell
    return cell
