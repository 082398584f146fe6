"""What is true: every row of one year, whom it names, and which published numbers count it.

Read from the warehouse through the statements of queries/bases and queries/measures; nothing of
the publishing gate beyond opening its workspace is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from dashboard.measures.catalogue import Catalogue
from dashboard.measures.definition import Measure
from dashboard.publish.workspace import open_workspace

AXES = ("site", "section", "modality", "patient_group")
GATED = ("volume", "content", "score")
WHOLE = "whole"  # the rows a measure divides by
HITS = "hits"  # the rows it counts


@dataclass(frozen=True, slots=True)
class Raw:
    """Rows by position: where and when each happened, whom it names, which sets hold it.

    `sets` maps (measure, WHOLE | HITS | part) to a truth value a row.
    """

    rows: pd.DataFrame
    sets: dict[tuple[str, str], np.ndarray]
    homes: pd.DataFrame

    def of_year(self, year: int) -> Raw:
        inside = (self.rows["month"].dt.year == year).to_numpy()
        return Raw(
            self.rows[inside].reset_index(drop=True),
            {name: held[inside] for name, held in self.sets.items()},
            self.homes[self.homes["year"] == year],
        )


def read_raw(warehouse: Path, catalogue: Catalogue) -> Raw:
    """Read every row that a gated measure counts and that names somebody."""
    connection = open_workspace(warehouse, catalogue)
    try:
        measures = [
            each
            for each in catalogue.measures.values()
            if each.sensitivity in GATED and catalogue.bases[each.base].roles
        ]
        read = {measure.name: _read(connection, measure) for measure in measures}
        homes = connection.execute(
            "select distinct year(happened_on) as year, person_id::text as person, site, section "
            "from radiologist_periods where grain = 'month'"
        ).df()
    finally:
        connection.close()
    every = pd.concat([*read.values()])
    rows = every.drop_duplicates("key").drop(columns=["hit", "part"], errors="ignore")
    rows = rows.sort_values("key").reset_index(drop=True)
    place = pd.Series(rows.index, index=rows["key"])
    sets: dict[tuple[str, str], np.ndarray] = {}
    for measure in measures:
        found = read[measure.name]
        at = place[found["key"]].to_numpy()
        for name, chosen in _sets_of(measure, found):
            held = np.zeros(len(rows), dtype=bool)
            held[at[chosen]] = True
            sets[measure.name, name] = held
    return Raw(rows, sets, homes)


def _read(connection: duckdb.DuckDBPyConnection, measure: Measure) -> pd.DataFrame:
    found = connection.execute(
        "select row_id::text as id, person_id::text as person, other_person_id::text as other, "
        f"* exclude (row_id, person_id, other_person_id) from ({measure.sql})"
    ).df()
    found["month"] = found["happened_on"].dt.to_period("M").dt.to_timestamp()
    for axis in AXES:
        given = found[axis].astype(object) if axis in found else pd.Series("all", found.index)
        found[axis] = given.where(given.notna(), "not given").astype(str)
    # A case is the same row in every base: its number, and where and when it happened.
    found["key"] = found["id"].str.cat([found[axis] for axis in AXES], "|") + found["month"].astype(
        str
    )
    if "ended_on" in found:
        found["hit"] = found["ended_on"].notna()
    kept = ["key", "month", *AXES, "person", "other", "hit", "part"]
    return found[[column for column in kept if column in found]]


def _sets_of(measure: Measure, found: pd.DataFrame):
    everything = np.ones(len(found), dtype=bool)
    if measure.kind in ("count", "rate"):
        yield HITS, everything
        return
    yield WHOLE, everything
    if measure.kind == "composition":
        parts = found["part"].astype(str).to_numpy()
        for part in sorted(set(parts)):
            yield part, parts == part
    else:
        yield HITS, found["hit"].astype(bool).to_numpy()
