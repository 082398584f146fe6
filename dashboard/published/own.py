"""Look one person's rows up in their own file, and who met the target in everybody's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.command_line import PROGRAM
from dashboard.published.open import LOCKED_DOWN
from dashboard.published_folder import own_file_of
from dashboard.sql_files import query


@dataclass(frozen=True, slots=True)
class OwnRows:
    """One person's periods and learning points, as the queries of published/own give them."""

    periods: pd.DataFrame
    points: pd.DataFrame


def own_rows(published: Path, person: str) -> OwnRows:
    """Return the rows of one person, by pseudonym, beside the readers' file `published`.

    Raises FileNotFoundError when they were never published.
    """
    return OwnRows(
        _rows(published, "months_of_person", person),
        _rows(published, "learning_points_of_person", person),
    )


def targets_by_person(published: Path) -> pd.DataFrame:
    """Return a row a person and period: submissions and target, and nothing of any case."""
    return _rows(published, "targets_by_person")


def _rows(published: Path, name: str, person: str | None = None) -> pd.DataFrame:
    path = own_file_of(published)
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there; make it with `{PROGRAM} publish`.")
    connection = duckdb.connect(str(path), read_only=True, config=dict(LOCKED_DOWN))
    try:
        parameters = {"person": person} if person is not None else None
        return connection.execute(query("published/own", name), parameters).df()
    finally:
        connection.close()
