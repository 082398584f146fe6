"""Open a published file, read-only and locked down, and say what it holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.measures.definition import AXES, Base, Measure
from dashboard.sql_files import query

LOCKED_DOWN = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "memory_limit": "512MB",
    "threads": "2",
    "lock_configuration": "true",
}


@dataclass(frozen=True)
class Published:
    """A published generation. Safe to share between threads: each look-up has its own cursor."""

    path: Path
    connection: duckdb.DuckDBPyConnection

    def frame(self, name: str, **parameters: object) -> pd.DataFrame:
        """Return the result of queries/published/`name`.sql as a frame."""
        cursor = self.connection.cursor()
        try:
            return cursor.execute(query("published", name), parameters or None).df()
        finally:
            cursor.close()

    def ledger_rows(self, measure: str, axis: str) -> pd.DataFrame:
        """Return every row of a measure on one axis, read once: a lens is a part of them."""
        key = (measure, axis)
        if key not in self._ledger_rows:
            self._ledger_rows[key] = self.frame("ledger_rows", measure=measure, axis=axis)
        return self._ledger_rows[key]

    @cached_property
    def _ledger_rows(self) -> dict[tuple[str, str], pd.DataFrame]:
        return {}

    def _later_frame(self, name: str, columns: list[str]) -> pd.DataFrame:
        """Return a table that files of an earlier program have not: empty for those."""
        try:
            return self.frame(name)
        except duckdb.CatalogException:
            return pd.DataFrame(columns=columns)

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Return the definitions in force when this file was published."""
        rows = self.frame("measures")
        return {
            str(name): Measure(**json.loads(text))
            for name, text in zip(rows["name"], rows["definition"], strict=True)
        }

    @cached_property
    def bases(self) -> dict[str, Base]:
        """Return what the rows of each measure are, by measure."""
        rows = self.frame("measures")
        return {
            str(name): Base(**json.loads(text))
            for name, text in zip(rows["name"], rows["base_definition"], strict=True)
        }

    @cached_property
    def as_of(self) -> date | None:
        """Return the last day any export covers; None when nothing was taken."""
        return _day(self.frame("about")["as_of"].iloc[0])

    @cached_property
    def months(self) -> tuple[date, ...]:
        """Return the months that were received whole, first day each."""
        about = self.frame("about").iloc[0]
        first, last = _day(about["first_month"]), _day(about["last_month"])
        if first is None or last is None:
            return ()
        span = (last.year - first.year) * 12 + last.month - first.month + 1
        return tuple(_month_after(first, position) for position in range(span))

    @cached_property
    def axes(self) -> dict[str, tuple[str, ...]]:
        """Return the units each axis can be asked for."""
        rows = self.frame("axis_members")
        return {
            axis: tuple(str(member) for member in rows.loc[rows["axis"] == axis, "member"])
            for axis in AXES
            if (rows["axis"] == axis).any()
        }

    def unit_words(self, axis: str) -> dict[str, str]:
        """Return the words for the units of an axis; sites and sections are their own words."""
        return self.labels(axis) if axis in ("modality", "patient_group") else {}

    def labels(self, vocabulary: str) -> dict[str, str]:
        """Return the words for each code of a vocabulary, in its order."""
        rows = self._vocabularies
        chosen = rows[rows["vocabulary"] == vocabulary]
        return dict(zip(chosen["code"].astype(str), chosen["label"].astype(str), strict=True))

    @cached_property
    def _vocabularies(self) -> pd.DataFrame:
        return self.frame("vocabularies")

    @cached_property
    def events(self) -> pd.DataFrame:
        """Return dated changes of tool, policy or program; an empty site means everywhere."""
        return self.frame("events")

    @cached_property
    def targets(self) -> pd.DataFrame:
        """Return targets and when they are in force."""
        return self.frame("targets")

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Return the first and last day received, by table and site."""
        return self.frame("coverage")

    @cached_property
    def actions(self) -> pd.DataFrame:
        """Return improvement actions, which name nobody."""
        return self.frame("actions")

    @cached_property
    def receipts(self) -> pd.DataFrame:
        """Return one row a file and table taken."""
        return self.frame("receipts")

    @cached_property
    def rejected_rows(self) -> pd.DataFrame:
        """Return where each row stood that was not taken, and why."""
        return self.frame("rejected_rows")

    @cached_property
    def vanished_rows(self) -> pd.DataFrame:
        """Return where each row last stood that is kept though a later export lacks it."""
        columns = ["file", "row_number", "table_name", "gone_from", "gone_since"]
        return self._later_frame("vanished_rows", columns)

    @cached_property
    def held(self) -> pd.DataFrame:
        """Return how many rows came, changed or went since their month was published."""
        return self._later_frame("held", ["base", "month_start", "held"])

    @cached_property
    def as_first_published(self) -> pd.DataFrame:
        """Return what stands as first published though rows of its months were taken in."""
        columns = ["measure", "axis", "from_month", "to_month"]
        return self._later_frame("as_first_published", columns)

    @cached_property
    def closing(self) -> dict[str, tuple[date, int]]:
        """Return by base its last closed month, and how many days after its end a month closes."""
        return {
            str(base): (pd.Timestamp(month).date(), int(days))
            for base, month, days, _ in self._closing.itertuples(index=False)
        }

    @property
    def is_kept(self) -> bool:
        """Whether months close; not while a department is being set up."""
        return bool(self._closing["is_kept"].all())

    @cached_property
    def _closing(self) -> pd.DataFrame:
        return self._later_frame("closing", ["base", "last_month", "closing_days", "is_kept"])

    @cached_property
    def rostered(self) -> pd.DataFrame:
        """Return how many radiologists were rostered, month by month."""
        return self.frame("rostered")


def open_published(path: Path) -> Published:
    """Open the published file at `path`.

    The database cannot reach other files, the network or its own settings. Raises
    FileNotFoundError when it is not there.
    """
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there. Ingest exports to publish one.")
    return Published(path, duckdb.connect(str(path), read_only=True, config=dict(LOCKED_DOWN)))


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _month_after(first: date, months: int) -> date:
    position = first.year * 12 + first.month - 1 + months
    return date(position // 12, position % 12 + 1, 1)
