"""Write the file that answers one person at a time: no page on the department opens it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard.published_folder import own_file_of
from dashboard.sql_files import query_folder


def write_own_file(published: Path, workspace: duckdb.DuckDBPyConnection) -> None:
    """Write the own rows beside the readers' file `published`; neither may exist."""
    connection = duckdb.connect(str(own_file_of(published)))
    try:
        for file in query_folder("publish/own"):
            connection.register("carried", workspace.sql(file.sql).to_arrow_table())
            connection.execute(f"create table {file.name} as from carried order by person_id")
            connection.unregister("carried")
        connection.execute("checkpoint")
    finally:
        connection.close()
