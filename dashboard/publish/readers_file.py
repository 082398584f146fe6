"""Write the one file readers open: the ledger, and what explains it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.measures.catalogue import Catalogue
from dashboard.publish.ledger import LedgerRow, ledger_frame
from dashboard.sql_files import query, query_folder
from dashboard.warehouse.tables import tables


def write_readers_file(
    path: Path,
    workspace: duckdb.DuckDBPyConnection,
    rows: Iterable[LedgerRow],
    left: Iterable[LedgerRow],
    catalogue: Catalogue,
) -> None:
    """Write the readers' database at `path`, which must not exist.

    `left` are rows that stand as first published, though their months were restated.

    It holds the tables of queries/published/tables and not one row about a person.
    """
    connection = duckdb.connect(str(path))
    try:
        ledger = ledger_frame(rows)
        measures = _measures_frame(catalogue)
        connection.register("ledger_rows", ledger)
        connection.register("measure_rows", measures)
        connection.execute(query("publish", "write_ledger"))
        connection.execute("create table measures as from measure_rows")
        workspace.register("column_labels", _labels_frame())
        workspace.register("left_rows", ledger_frame(left))
        for file in query_folder("publish/carried"):
            carried = workspace.execute(file.sql).df()
            if carried.empty:  # a frame without rows knows no types
                carried = workspace.sql(file.sql).to_arrow_table()
            connection.register("carried", carried)
            connection.execute(f"create table {file.name} as from carried")
            connection.unregister("carried")
        # close() would do it too, and say nothing when the disk is full.
        connection.execute("checkpoint")
    finally:
        connection.close()


def _labels_frame() -> pd.DataFrame:
    """Return what people call the columns of our tables."""
    return pd.DataFrame(
        [(table.name, one.name, one.label) for table in tables().values() for one in table.columns],
        columns=["table_name", "column_name", "label"],
    )


def _measures_frame(catalogue: Catalogue) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "name": measure.name,
                "definition": json.dumps(measure.model_dump(mode="json")),
                "base_definition": json.dumps(
                    catalogue.bases[measure.base].model_dump(mode="json")
                ),
            }
            for measure in catalogue.measures.values()
        ],
        columns=["name", "definition", "base_definition"],
    )
