"""From a recognised table of text to rows in the types of our table: `given`, then `staged`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import duckdb

from dashboard.ingest.connection import rows_changed, run, staging
from dashboard.ingest.dates import formats_of, formats_said, months_in_english
from dashboard.ingest.file_names import words_of_name
from dashboard.ingest.people import People, as_entry
from dashboard.ingest.projection import Projection, project
from dashboard.ingest.quotes import check_quotes
from dashboard.ingest.readings import Places, Read, write_readings
from dashboard.ingest.recognise import Match
from dashboard.ingest.redaction import know_names, redact
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.row_keys import row_key
from dashboard.ingest.table_text import TableText
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import Table, tables

HMAC_BLOCK = 64
WHOLE = frozenset({"bigint", "integer"})


@dataclass(frozen=True, slots=True)
class Staged:
    """What reading one table left in the connection: how many rows, and what to say of them.

    `newcomers` counts the people whom a roster names and no roster before it did.
    """

    rows: int
    redacted: int
    read: Read
    notes: tuple[str, ...]
    newcomers: int = 0

    @property
    def people(self) -> int:
        """How many people the table names."""
        return self.read.people

    @property
    def strangers(self) -> int:
        """How many of them no earlier roster names."""
        return self.newcomers or len(self.read.strangers)


def stage(
    connection: duckdb.DuckDBPyConnection,
    source: TableText,
    match: Match,
    people: People,
    places: Places,
    key: bytes,
) -> Staged:
    """Fill `given` and `staged` from one table of text. Raises CannotTake."""
    table = tables()[match.layout.table]
    projection = project(source, match)
    _read_given(connection, source, match, projection)
    _tidy(connection, (*projection.read, *projection.people))
    notes = _drop_left_out(connection, (*projection.read, *projection.people))
    notes += _settle_by_column(connection, table, projection.read)
    rostered = people.rostered
    if match.layout.people is not None:
        _enrol(connection, projection, people)
    know_names(connection, people)
    run(connection, staging("create_row_patients"))
    read = write_readings(connection, table, match.layout, people, places)
    redacted = redact(connection, table, list(places.spellings.values()))
    days, otherwise = _date_formats(connection, source, match, table)
    parameters = {"pads": hmac_pads(key), "days": days, "system": match.layout.system}
    reading = staging("staged").replace("the_reading", staging(table.name))
    reading = reading.replace("the_row_key", row_key(table, "$system"))
    run(connection, reading, parameters)
    newcomers = people.rostered - rostered
    return Staged(_rows(connection), redacted, read, (*source.notes, *notes, *otherwise), newcomers)


def patients_in_name(connection: duckdb.DuckDBPyConnection, source: TableText) -> set[str]:
    """Return the words of the file's and sheet's name that its own patient columns hold."""
    words = {"words": sorted(words_of_name(source.called))}
    return {word for (word,) in run(connection, staging("patients_in_words"), words).fetchall()}


def hmac_pads(key: bytes) -> dict[str, bytes]:
    """Return the inner and outer pad of HMAC for the key, 64 bytes each."""
    block = key if len(key) <= HMAC_BLOCK else hashlib.sha256(key).digest()
    block = block.ljust(HMAC_BLOCK, b"\0")
    return {
        "inner_pad": bytes(byte ^ 0x36 for byte in block),
        "outer_pad": bytes(byte ^ 0x5C for byte in block),
    }


def _read_given(
    connection: duckdb.DuckDBPyConnection,
    source: TableText,
    match: Match,
    projection: Projection,
) -> None:
    sql = staging("given_from_text")
    sql = sql.replace("the_columns_of_the_layout", ",\n    ".join(projection.expressions))
    sql = sql.replace("the_required_cell_is_missing", projection.required_missing)
    parameters = {
        "path": str(source.path),
        "separator": source.separator,
        "cells": {f"c{place + 1}": "VARCHAR" for place in range(len(match.headings) + 1)},
        "row_offset": source.row_offset,
        "header_row": match.header_row,
        "headings": [heading or None for heading in match.headings],
        **projection.parameters,
    }
    try:
        run(connection, with_names(sql, the_cells=projection.cells), parameters)
    except duckdb.Error as error:
        raise CannotTake(
            f"{source.called}: its rows cannot be read as a table with "
            f"{len(match.headings)} columns, as a quote that is never closed does; "
            "export it again, or save it as XLSX."
        ) from error
    last = run(connection, staging("last_line")).fetchone()
    lines_read = match.header_row if last is None or last[0] is None else last[0]
    check_quotes(source, lines_read + source.row_offset, len(match.headings))


def _tidy(connection: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> None:
    """Empty the cells that hold a word for nothing, in those columns that have one."""
    asked = run(connection, staging("untidy_columns"))
    columns = [column[0] for column in asked.description or ()]
    answers = asked.fetchone() or ()
    untidy = {name for name, answer in zip(columns, answers, strict=True) if answer}
    for name in (name for name in names if name in untidy):
        run(connection, with_names(staging("tidy_column"), the_column=name))


def _drop_left_out(connection: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> list[str]:
    """Take out lines that are no rows; return what to say of them.

    `names` are the columns that come from the export: a constant of the layout stands in a
    blank line too.
    """
    counted = run(connection, with_names(staging("left_out_lines"), the_columns=names))
    lines = dict(counted.fetchall())
    if not lines:
        return []
    run(connection, with_names(staging("drop_left_out_lines"), the_columns=names))
    words = {
        "heading": "repeated headings left out: {}",
        "total": "total or closing lines left out: {}",
    }
    return [words[why].format(count) for why, count in lines.items() if why in words]


def _settle_by_column(
    connection: duckdb.DuckDBPyConnection, table: Table, read: tuple[str, ...]
) -> list[str]:
    """Settle what only the whole column tells: months in words, crosses beside ticks, 1.234."""
    notes = []
    for column in (table.column(name) for name in read):
        if column.kind == "day":
            months_in_english(connection, column.name)
        if column.kind == "yes_no":
            run(connection, with_names(staging("crosses_beside_ticks"), the_column=column.name))
        if column.kind == "number" and column.sql_type in WHOLE:
            sql = with_names(staging("points_of_thousands"), the_column=column.name)
            if counts := rows_changed(connection, sql):
                notes.append(f"{column.label}: points read as between thousands: {counts:,}")
    return notes


def _enrol(connection: duckdb.DuckDBPyConnection, projection: Projection, people: People) -> None:
    """Put the people of a roster into the book, then settle who was met before."""
    columns = ["person_id", *projection.people]
    sql = with_names(staging("distinct_people"), the_columns=columns)
    for cells in run(connection, sql).fetchall():
        people.enrol(as_entry(dict(zip(columns, cells, strict=True))))
    people.settle()


def _date_formats(
    connection: duckdb.DuckDBPyConnection, source: TableText, match: Match, table: Table
) -> tuple[dict[str, list[str]], list[str]]:
    """Return the formats of each day column, and what to say of those the layout has otherwise."""
    formats: dict[str, list[str]] = {}
    notes = []
    for column in table.columns_of("day"):
        rule = match.layout.columns.get(column.name)
        place = match.positions.get(column.name)
        heading = column.label if place is None else match.headings[place]
        if rule is None or not rule.dates:
            found = formats_of(connection, column.name, source.called, heading)
        else:
            found = formats_said(connection, column.name, rule.dates)
            if found != list(rule.dates):
                notes.append(
                    f"{column.label}: dates are not written as the layout says, read as {found[0]}"
                )
        formats[column.name] = found
    return formats, notes


def _rows(connection: duckdb.DuckDBPyConnection) -> int:
    count: tuple[Any, ...] | None = run(connection, staging("count_staged")).fetchone()
    return int(count[0]) if count else 0
