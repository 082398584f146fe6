"""Put the staged rows into the generation being built, and account for each of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

import duckdb

from dashboard.ingest.connection import run, staging
from dashboard.ingest.coverage import Span, span_of
from dashboard.ingest.receipt import Receipt
from dashboard.ingest.recognise import Match
from dashboard.ingest.staging import Staged
from dashboard.ingest.table_text import TableText
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import Table, tables


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table of text came from: the file's hash and size, the day it was received."""

    file_hash: str
    bytes: int
    received_on: date
    generation: int


def merge(
    connection: duckdb.DuckDBPyConnection,
    source: TableText,
    match: Match,
    staged: Staged,
    origin: Origin,
) -> Receipt:
    """Accept what is sound in `staged`, keep why the rest is not, and return the receipt."""
    table = tables()[match.layout.table]
    export_id = str(uuid.uuid4())
    names = value_columns(table)
    run(connection, with_names(staging("set_aside"), the_values=names, the_table=table.name))
    outcomes = dict(run(connection, staging("count_outcomes")).fetchall())
    run(connection, with_names(staging("remove_replaced"), the_table=table.name))
    run(
        connection,
        with_names(staging("accept_rows"), the_table=table.name),
        {"export_id": export_id},
    )
    run(
        connection,
        staging("write_rejected_rows"),
        {"export_id": export_id, "file": source.called},
    )
    span = span_of(connection, table, _first_received(connection, origin, table))
    receipt = _receipt(connection, source, match, staged, outcomes, span)
    _write(connection, export_id, source, match, origin, receipt, span)
    return receipt


def value_columns(table: Table) -> list[str]:
    """Return the columns a row of the table consists of, raw words among them."""
    names = []
    for column in table.columns:
        names += [column.name, f"{column.name}_raw"] if column.keeps_raw else [column.name]
    return names


def _first_received(
    connection: duckdb.DuckDBPyConnection, origin: Origin, table: Table
) -> date:
    """Return the day this very file was first received: taken again, it covers no more."""
    row = run(
        connection,
        staging("first_received"),
        {"file_hash": origin.file_hash, "table_name": table.name},
    ).fetchone()
    return row[0] if row and row[0] else origin.received_on


def _receipt(
    connection: duckdb.DuckDBPyConnection,
    source: TableText,
    match: Match,
    staged: Staged,
    outcomes: dict[str, int],
    span: Span | None,
) -> Receipt:
    warnings = run(connection, staging("warned_rows")).fetchall()
    notes = [*staged.notes, *(f"{reason}: {_rows(count)}" for reason, count in warnings)]
    notes += [span.note] if span and span.note else []
    notes += ["the table has a header and no rows"] if not staged.rows else []
    set_aside = sum(outcomes.values())
    return Receipt(
        file=source.called,
        layout=match.layout.name,
        table=match.layout.table,
        read=staged.rows,
        accepted=staged.rows - set_aside,
        rejected=outcomes.get("rejected", 0),
        duplicate=outcomes.get("duplicate", 0),
        superseded=outcomes.get("superseded", 0) + outcomes.get("replaces", 0),
        redacted=staged.redacted,
        notes=tuple(notes),
    )


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _write(
    connection: duckdb.DuckDBPyConnection,
    export_id: str,
    source: TableText,
    match: Match,
    origin: Origin,
    receipt: Receipt,
    span: Span | None,
) -> None:
    layout = match.layout
    run(
        connection,
        staging("write_export"),
        {
            "export_id": export_id,
            "file": source.file,
            "sheet": source.sheet,
            "file_hash": origin.file_hash,
            "bytes": origin.bytes,
            "layout": layout.name,
            "layout_hash": layout.fingerprint,
            "system": layout.system,
            "table_name": layout.table,
            "generation": origin.generation,
            "received_on": origin.received_on,
            "covers_from": span.first_day if span else None,
            "covers_to": span.last_day if span else None,
        },
    )
    record = receipt.as_record()
    run(
        connection,
        staging("write_receipt"),
        {"export_id": export_id, "table_name": record.pop("table"), **record},
    )
