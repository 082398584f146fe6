"""Make an empty warehouse: enums from the vocabularies, then the tables of queries/schema."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache

import duckdb

from dashboard.schema_version import SCHEMA_VERSION
from dashboard.sql_files import query, query_folder
from dashboard.vocabularies import Vocabulary, vocabularies
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import tables

PROVENANCE = {
    "export_id": "uuid",
    "row_number": "bigint",
    "source_key": "uuid",
}


def create_warehouse(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every type and table in the empty database that `connection` has open."""
    connection.execute(query("schema", "vocabularies"))
    for vocabulary in vocabularies().values():
        _keep_vocabulary(connection, vocabulary)
    for file in query_folder("schema"):
        if file.name != "vocabularies":
            connection.execute(file.sql)
    for table in tables():
        for column, sql_type in PROVENANCE.items():
            statement = query("staging", "add_provenance_column")
            connection.execute(
                with_names(statement, the_table=table, the_column=column, the_type=sql_type)
            )
    connection.execute(
        query("staging", "write_schema_version"),
        {"version": SCHEMA_VERSION, "vocabularies_hash": vocabularies_hash()},
    )


@cache
def vocabularies_hash() -> str:
    """Return a fingerprint of every vocabulary: another one means rows may map differently.

    They are read once a process, and so is this.
    """
    text = json.dumps({name: asdict(entry) for name, entry in vocabularies().items()})
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _keep_vocabulary(connection: duckdb.DuckDBPyConnection, vocabulary: Vocabulary) -> None:
    connection.execute(
        query("staging", "write_vocabulary"),
        {
            "vocabulary": vocabulary.name,
            "codes": [entry.code for entry in vocabulary.codes],
            "labels": [entry.label for entry in vocabulary.codes],
            "abouts": [entry.about for entry in vocabulary.codes],
        },
    )
    connection.execute("set variable vocabulary = $name", {"name": vocabulary.name})
    connection.execute(with_names(query("staging", "create_enum"), the_vocabulary=vocabulary.name))
