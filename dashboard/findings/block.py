"""One block of a page, computed: its words, the tidy frame its chart draws, its table."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from dashboard.findings.table import Table
from dashboard.measures.definition import Measure

NO_TABLE = Table("empty", pd.DataFrame(), pd.DataFrame())


@dataclass(frozen=True, slots=True)
class Block:
    """Heading, one line on what a mark is, frame, alt text, source with n, table, definitions.

    `empty` says why there is nothing, and what would change that: the page then shows it in
    place of the chart. `notes` are sentences a reader must see about what is shown. `method`
    says what was done beyond the measures' own definitions.
    """

    title: str
    mark: str = ""
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    alt: str = ""
    source: str = ""
    table: Table = NO_TABLE
    measures: tuple[Measure, ...] = ()
    notes: tuple[str, ...] = ()
    method: str = ""
    empty: str = ""
