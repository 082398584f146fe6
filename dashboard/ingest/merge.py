"""Put the staged rows into the generation being built, and account for each of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

import duckdb

from dashboard.ingest.connection import run, staging
from dashboard.ingest.coverage import Span, span_of
from dashboard.ingest.layouts import Layout
from dashboard.ingest.receipt import Receipt, rows_in_words
from dashboard.ingest.recognise import Match
from dashboard.ingest.same_exam import SAME_EXAM, exam_notes, set_aside_same_exam
from dashboard.ingest.staging import Staged
from dashboard.ingest.table_text import TableText
from dashboard.ingest.vanished import mark_vanished, unmark_vanished
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import Table, tables

MANY_ROWS = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table of text came from: the file's hash and size, the day it was received.

    `words` is a fingerprint of the words that were confirmed then.
    """

    file_hash: str
    bytes: int
    received_on: date
    generation: int
    words: str = ""

    def read_by(self, layout: Layout) -> str:
        """Return a fingerprint of all that decides how the file is read."""
        published = any(column.is_published for column in tables()[layout.table].columns)
        return f"{layout.fingerprint} {self.words}".strip() if published else layout.fingerprint


@dataclass(frozen=True, slots=True)
class Merged:
    """The receipt of a table, and whether its file had never been received before.

    `marks` is how many rows of earlier exports it is the first to lack, or has again.
    """

    receipt: Receipt
    new_file: bool
    marks: int

    @property
    def changes(self) -> int:
        """How much of it a home must keep: new and replaced rows, marks, reasons for rejection."""
        receipt = self.receipt
        rejected = receipt.rejected if self.new_file else 0
        return receipt.accepted + receipt.superseded + rejected + self.marks


@dataclass(frozen=True, slots=True)
class _Before:
    """When this very file was first received (None if never), and whether it was read alike."""

    first_day: date | None
    read_alike: bool


def merge(
    connection: duckdb.DuckDBPyConnection,
    source: TableText,
    match: Match,
    staged: Staged,
    origin: Origin,
) -> Merged:
    """Accept what is sound in `staged`, keep why the rest is not, and return the receipt."""
    table = tables()[match.layout.table]
    export_id = str(uuid.uuid4())
    before = _received_before(connection, origin, match)
    sql = with_names(staging("set_aside"), the_values=value_columns(table), the_table=table.name)
    run(connection, sql, {"taken_before": before.read_alike})
    set_aside_same_exam(connection, table)
    outcomes = dict(run(connection, staging("count_outcomes")).fetchall())
    emptied = _emptied(connection, table) if outcomes.get("replaces") else []
    back = 0 if before.first_day else unmark_vanished(connection, table)
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
    span = span_of(connection, table, before.first_day or origin.received_on)
    vanished, marked = 0, 0
    if before.first_day is None and outcomes.keys() & {"duplicate", "replaces"}:
        vanished, marked = mark_vanished(connection, table, match.layout.system, span, export_id)
    receipt = _receipt(connection, source, match, staged, outcomes, span, vanished, emptied)
    _write(connection, export_id, source, match, origin, receipt, span)
    return Merged(receipt, new_file=before.first_day is None, marks=marked + back)


def value_columns(table: Table) -> list[str]:
    """Return the columns a row of the table consists of, raw words among them."""
    names = []
    for column in table.columns:
        names += [column.name, f"{column.name}_raw"] if column.keeps_raw else [column.name]
    return names


def _received_before(
    connection: duckdb.DuckDBPyConnection, origin: Origin, match: Match
) -> _Before:
    """Return what is known of this very file: taken again, it is never newer than a correction."""
    row = run(
        connection,
        staging("first_received"),
        {
            "file_hash": origin.file_hash,
            "table_name": match.layout.table,
            "layout_hash": origin.read_by(match.layout),
        },
    ).fetchone()
    return _Before(*row) if row else _Before(None, False)


def _emptied(connection: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    """Return what to say of columns that many replaced rows filled and their new version does not.

    One row whose cell was cleared is a correction; a column that is gone from all of them is
    more likely a mapping that lost it.
    """
    columns = [one for one in table.columns if not one.required and one.kind != "id"]
    counts = " union all ".join(
        with_names(
            staging("lost_values").replace("$the_label", f"$label_{number}"),
            the_table=table.name,
            the_column=f"{column.name}_raw" if column.keeps_raw else column.name,
        )
        for number, column in enumerate(columns)
    )
    labels = {f"label_{number}": column.label for number, column in enumerate(columns)}
    return [
        f"{label} was filled before and is empty now: {rows_in_words(rows)}"
        for label, rows in run(connection, counts, labels).fetchall()
        if rows >= MANY_ROWS
    ]


def _receipt(
    connection: duckdb.DuckDBPyConnection,
    source: TableText,
    match: Match,
    staged: Staged,
    outcomes: dict[str, int],
    span: Span | None,
    vanished: int,
    emptied: list[str],
) -> Receipt:
    warnings = run(connection, staging("warned_rows")).fetchall()
    notes = [match.doubt] if match.doubt and outcomes.get("rejected") else []
    notes += [*staged.notes, *(f"{reason}: {rows_in_words(count)}" for reason, count in warnings)]
    notes += [f"the layout assumes: {match.layout.assumes}"] if match.layout.assumes else []
    notes += [span.note] if span and span.note else []
    if vanished:
        notes.append(
            f"received before for these days and not in this file, kept: {rows_in_words(vanished)}"
        )
    notes += emptied
    notes += exam_notes(connection, tables()[match.layout.table], outcomes.get(SAME_EXAM, 0))
    notes += ["the table has a header and no rows"] if not staged.rows else []
    set_aside = sum(outcomes.values())
    return Receipt(
        file=source.called,
        layout=match.layout.name,
        table=match.layout.table,
        read=staged.rows,
        accepted=staged.rows - set_aside,
        rejected=outcomes.get("rejected", 0),
        duplicate=outcomes.get("duplicate", 0) + outcomes.get(SAME_EXAM, 0),
        superseded=outcomes.get("superseded", 0) + outcomes.get("replaces", 0),
        redacted=staged.redacted,
        notes=tuple(notes),
        why_rejected=_why_rejected(connection) if outcomes.get("rejected") else (),
    )


def _why_rejected(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    reasons = run(connection, staging("rejecting_reasons")).fetchall()
    return tuple(
        f"{rows_in_words(rows)} rejected, {'row' if rows == 1 else 'the first is row'} "
        f"{first_row:,}: {reason.rstrip('.')}"
        for reason, rows, first_row in reasons
    )


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
            "layout_hash": origin.read_by(layout),
            "system": layout.system,
            "table_name": layout.table,
            "generation": origin.generation,
            "received_on": origin.received_on,
            "covers_from": span.first_day if span else None,
            "covers_to": span.last_day if span else None,
        },
    )
    record = receipt.as_record()
    del record["why_rejected"]  # kept row by row
    run(
        connection,
        staging("write_receipt"),
        {"export_id": export_id, "table_name": record.pop("table"), **record},
    )
