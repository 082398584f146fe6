"""The same exam under two numbers: one row written twice, or two rows that are both kept.

Exams are told by a keyed hash of their accession number, which goes no further than the
warehouse. Rows that agree in all that matters (`same_exam` of the table) are one row; two
reviewers of one exam are two, and how far they agree is counted.
"""

from __future__ import annotations

import duckdb

from dashboard.ingest.connection import run, staging
from dashboard.ingest.receipt import rows_in_words
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import Table

SAME_EXAM = "same exam"


def set_aside_same_exam(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Add to `set_aside` the new rows that say of an exam what another row says already."""
    if table.same_exam:
        exam = ["exam_key", *table.same_exam]
        sql = with_names(staging("set_aside_same_exam"), the_same_exam=exam, the_table=table.name)
        run(connection, sql)


def exam_notes(connection: duckdb.DuckDBPyConnection, table: Table, again: int) -> list[str]:
    """Return what a receipt says of exams that come twice; `again` counts rows set aside."""
    if not table.same_exam:
        return []
    notes = []
    if again:
        alike = ", ".join(table.column(name).label.lower() for name in table.same_exam)
        notes.append(
            "the same exam under another number, alike in "
            f"{alike}, counted once: {rows_in_words(again)}"
        )
    sql = with_names(staging("exams_more_than_once"), the_table=table.name)
    row = run(connection, sql).fetchone()
    if row and row[0]:
        exams = "1 exam" if row[0] == 1 else f"{row[0]:,} exams"
        notes.append(f"exams with several rows that differ, all of them kept: {exams}")
    return notes
