"""Open a generation of the warehouse: to read it locked down, or to build the next one."""

from __future__ import annotations

from pathlib import Path

import duckdb

MEMORY_LIMIT = "1GB"
NO_DOWNLOADS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}


def read_warehouse(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection that can read this generation and nothing else on the machine.

    Use it in one thread. Raises duckdb.IOException when the file is missing or damaged.
    """
    locked = {"enable_external_access": "false", "lock_configuration": "true"}
    limits = {"memory_limit": MEMORY_LIMIT, **NO_DOWNLOADS}
    return duckdb.connect(str(path), read_only=True, config={**limits, **locked})


def build_warehouse(path: Path, spill_folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection that can write the generation at `path`, made if it is not there.

    What does not fit in memory goes to `spill_folder`, which must be private.
    """
    limits = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(spill_folder),
        "preserve_insertion_order": "true",
    }
    return duckdb.connect(str(path), config={**limits, **NO_DOWNLOADS})
