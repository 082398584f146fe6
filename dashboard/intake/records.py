"""Targets, events and leave as dated records: entered one by one, taken in as a small export.

A record is never written into the warehouse by hand: it becomes a file in the table's own form,
goes through the same checks, and stands in the receipts with the day it was entered.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import Any

from dashboard.home import Home
from dashboard.ingest.connection import run
from dashboard.ingest.layouts import known_layouts, layout_named
from dashboard.intake.publishing import Tell, quiet
from dashboard.intake.refused import Refused, in_words
from dashboard.intake.rehearsal import OneTable, Rehearsal, rehearse
from dashboard.intake.taking import Taken, take_in
from dashboard.intake.uploads import Upload
from dashboard.sql_files import query
from dashboard.vocabularies import vocabularies
from dashboard.warehouse.names import with_names
from dashboard.warehouse.open import read_warehouse
from dashboard.warehouse.tables import Column, Table, tables

__all__ = [
    "LISTED",
    "Column",
    "Record",
    "codes_of",
    "how_many",
    "key_columns",
    "label_of",
    "record_columns",
    "records",
    "save_record",
]
LISTED = ("targets", "events")


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it is kept: our column names to plain values, None where nothing is said."""

    values: Mapping[str, Any]


def record_columns(table: str) -> tuple[Column, ...]:
    """Return the columns a record of the table has, in its order."""
    return tables()[table].columns


def key_columns(table: str) -> tuple[str, ...]:
    """Return the columns that say which record it is: with another of these it is another one."""
    return tables()[table].key


def codes_of(column: Column) -> dict[str, str]:
    """Return the codes of a vocabulary column and their labels."""
    return {one.code: one.label for one in vocabularies()[column.vocabulary].codes}


def label_of(column: Column, word: str) -> str:
    """Return the label of a word as it is kept, or the word itself if it has no code."""
    vocabulary = vocabularies()[column.vocabulary]
    code = vocabulary.code_of(word)
    return vocabulary.label_of(code) if code is not None else word


def records(home: Home, table: str) -> tuple[Record, ...]:
    """Return the targets or events of the current generation, newest first. Raises Refused.

    Leave is not listed: it says who is away and when.
    """
    if table not in LISTED:
        raise ValueError(f"{table} is not listed on screen")
    with in_words():
        path = home.warehouse_path()
        if path is None or not path.exists():
            return ()
        with read_warehouse(path) as connection:
            found = run(connection, query("intake", table))
            names = [one[0] for one in found.description or ()]
            rows = found.fetchall()
        return tuple(Record(dict(zip(names, row, strict=True))) for row in rows)


def how_many(home: Home, table: str) -> int:
    """Return how many records of the table the current generation has. Raises Refused."""
    with in_words():
        path = home.warehouse_path()
        if path is None or not path.exists():
            return 0
        with read_warehouse(path) as connection:
            sql = with_names(query("intake", "how_many"), the_table=table)
            row = run(connection, sql).fetchone()
        return int(row[0]) if row else 0


def save_record(
    home: Home,
    table: str,
    values: Mapping[str, Any],
    at: datetime | None = None,
    tell: Tell = quiet,
) -> Taken:
    """Take one record in; one with the same key takes the place of the one before.

    Raises Refused with the reason when a check rejects it; then nothing changed.
    """
    described = tables()[table]
    upload = _as_export(described, values, at or datetime.now())
    with in_words():
        layout = layout_named(f"template_{table}", known_layouts(home.layouts_folder))
    for tried in rehearse(home, [upload], OneTable(upload.name, layout)):
        _refuse_what_fails(described, tried)
    return take_in(home, [upload], layout.name, tell=tell)


def _refuse_what_fails(table: Table, tried: Rehearsal) -> None:
    failed = [reason for reason in tried.reasons if reason.rejects]
    if failed:
        raise Refused(" ".join(dict.fromkeys(reason.why for reason in failed)))
    if tried.strangers:
        raise Refused(
            "Nobody on the roster goes by that name or number: write the staff number, the e-mail "
            "or the name as the roster has it."
        )
    if not tried.receipt.read:
        raise Refused(f"{table.title}: fill in at least what is required.")
    if tried.reasons:
        # A row of an export is taken with a warning; whoever types one record can mend it now.
        raise Refused(f"{tried.reasons[0].why}.")


def _as_export(table: Table, values: Mapping[str, Any], at: datetime) -> Upload:
    """Return a file of one record in the form of the table's template.

    Its first line says when it was entered: the same words entered again are a file of their own,
    so that going back to an earlier value is a change and not a file known already.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([f"# {table.title}, entered on the Data page {at:%Y-%m-%d %H:%M:%S.%f}."])
    writer.writerow([column.label for column in table.columns])
    writer.writerow([_cell(values.get(column.name)) for column in table.columns])
    name = f"{table.name} entered {at:%Y-%m-%d %H.%M}.csv"
    return Upload(name, text.getvalue().encode())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return value.isoformat()[:10]
    return f"{value:g}" if isinstance(value, float) else str(value)
