"""Publish an invented department, whole or with a part of the gate broken, and read it back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.measures.catalogue import Catalogue, read_catalogue
from dashboard.publish import publish_generation
from tests.disclosure.attack.raw import Raw, read_raw
from tests.disclosure.department import Rows, write_warehouse

CATALOGUE = read_catalogue()


@dataclass(frozen=True, slots=True)
class Published:
    """A ledger, and the rows behind it, which readers never see."""

    ledger: pd.DataFrame
    raw: Raw
    warehouse: Path


def publish(
    rows: Rows, folder: Path, catalogue: Catalogue = CATALOGUE, *, audited: bool = True
) -> Published:
    """Write and publish a department under `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    warehouse = write_warehouse(rows, folder / "warehouse.duckdb")
    ledger = publish_again(warehouse, folder, audited=audited)
    return Published(ledger, read_raw(warehouse, catalogue), warehouse)


def publish_again(warehouse: Path, folder: Path, *, audited: bool = True) -> pd.DataFrame:
    """Publish a warehouse into a new readers' file and return its ledger."""
    path = folder / f"published-{len(list(folder.iterdir()))}.duckdb"
    publish_generation(warehouse, path, audited=audited)
    return ledger_of(path)


def ledger_of(path: Path) -> pd.DataFrame:
    """Return the ledger of a readers' file."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("from ledger").df()
