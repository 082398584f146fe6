"""Look at a dropped file: which tables it holds, which layout each has, how sure and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dashboard.home import Home
from dashboard.ingest.doubts import doubts_of
from dashboard.ingest.generation import working_folder
from dashboard.ingest.layouts import Layout, known_layouts
from dashboard.ingest.recognise import SURE_ENOUGH, TOO_CLOSE, Match, ranked, recognise
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.sources import read_sources
from dashboard.ingest.table_text import TableText
from dashboard.ingest.value_fit import written_as
from dashboard.ingest.value_shapes import date_readings
from dashboard.intake.file_columns import (
    ROWS_COUNTED,
    FileColumn,
    columns_of,
    header_row_of,
)
from dashboard.intake.refused import in_words
from dashboard.intake.uploads import Upload, private_copies
from dashboard.warehouse.tables import tables

State = Literal["known", "asks", "unknown"]


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One table of a dropped file: a text file has one, a workbook one a sheet.

    `state` is known (a layout fits), asks (only a person can tell) or unknown; `why` says so in
    one sentence. `layout` is the one that fits or nearly does, `candidates` those that fit
    alike. `rows` stops at 200,000, and then `more` is true.
    """

    file: str
    called: str
    state: State
    why: str
    layout: Layout | None
    candidates: tuple[str, ...]
    columns: tuple[FileColumn, ...]
    rows: int
    more: bool
    text: TableText

    def column(self, heading: str) -> FileColumn | None:
        """Return the column with this heading, None if there is none."""
        return next((one for one in self.columns if one.heading == heading), None)

    @property
    def holds(self) -> str:
        """What its rows are, in words, if a layout fits; else an empty text."""
        known = self.layout is not None and self.state == "known"
        return tables()[self.layout.table].title if known and self.layout else ""


def look_at(home: Home, upload: Upload) -> tuple[LookedAt, ...]:
    """Return every table of the upload as it looks to ingest. Nothing is taken.

    Raises Refused when the file cannot be read, or the home is being written to.
    """
    with in_words(), private_copies(home, [upload]) as paths, home.writing():
        layouts = known_layouts(home.layouts_folder)
        with working_folder(home) as working:
            return tuple(_looks(paths, layouts, working))


def ready(looks: tuple[LookedAt, ...]) -> bool:
    """Return whether ingest would take the file: each part has a table it knows, none asks.

    A sheet without a layout is left out where another sheet of its workbook has one.
    """
    known = {look.file for look in looks if look.state == "known"}
    return known == {look.file for look in looks} and all(look.state != "asks" for look in looks)


def _looks(paths: list[Path], layouts: tuple[Layout, ...], working: Path) -> list[LookedAt]:
    sources = read_sources(paths, layouts, working)
    return [
        _look(source.file.name, table, layouts) for source in sources for table in source.tables
    ]


def _look(file: str, table: TableText, layouts: tuple[Layout, ...]) -> LookedAt:
    nearest = ranked(table, layouts)
    best = nearest[0] if nearest else None
    candidates: tuple[str, ...] = ()
    try:
        match = recognise(table, layouts)
    except CannotTake:
        match = None
        candidates = _that_fit_alike(nearest)
        state, why = _asks(nearest, candidates)
        layout = best.layout if best and not candidates else None
    else:
        state, why = _known(table, match) if match else ("unknown", _unknown(best))
        layout = match.layout if match else None
    header = match.header_row if match else header_row_of(table)
    columns, rows = columns_of(table, header)
    if match and (open_dates := _open_dates(match, columns)):
        state, why = "asks", open_dates
    return LookedAt(
        file=file,
        called=table.called,
        state=state,
        why=why,
        layout=layout,
        candidates=candidates,
        columns=columns,
        rows=rows,
        more=rows >= ROWS_COUNTED,
        text=table,
    )


def _known(table: TableText, match: Match) -> tuple[State, str]:
    found, wanted = len(match.positions), len(match.layout.sources())
    columns = f"all {wanted}" if found == wanted else f"{found} of {wanted}"
    doubts = [f"{match.doubt}."] if match.doubt else []
    doubts += doubts_of(table, match)
    alike = (
        f"{tables()[match.layout.table].title}, by layout {match.layout.name}: {columns} of its "
        f"columns are there, {match.score:.0%} alike."
    )
    return "known", " ".join([alike, *doubts])


def _unknown(best: Match | None) -> str:
    if best is None:
        return "Its columns are like no layout known here."
    return (
        f"Its columns are like no layout known here; the nearest, {best.layout.name}, shares "
        f"{len(best.positions)} of {len(best.layout.sources())}."
    )


def _that_fit_alike(nearest: list[Match]) -> tuple[str, ...]:
    """Return the layouts that fit equally well, none if what is wrong is a missing column."""
    if nearest and nearest[0].missing:
        return ()
    fitting = [match for match in nearest if not match.missing and match.score >= SURE_ENOUGH]
    return tuple(
        match.layout.name for match in fitting if fitting[0].score - match.score < TOO_CLOSE
    )


def _asks(nearest: list[Match], candidates: tuple[str, ...]) -> tuple[State, str]:
    if candidates:
        return "asks", f"It fits {' and '.join(candidates)} equally well: choose one below."
    best = nearest[0]
    names = " and ".join(f"“{name}”" for name in best.missing)
    missing = f"column {names} is" if len(best.missing) == 1 else f"columns {names} are"
    return "asks", (
        f"Nearly {best.layout.name}, but {missing} missing: say below which column holds it, or "
        "export the file again."
    )


def _open_dates(match: Match, columns: tuple[FileColumn, ...]) -> str:
    """Return a sentence if a column's days can be read in two ways and the layout is silent."""
    by_heading = {column.heading: column for column in columns}
    for column in tables()[match.layout.table].columns_of("day"):
        rule = match.layout.columns.get(column.name)
        if rule is None or column.name not in match.positions:
            continue
        found = by_heading.get(match.headings[match.positions[column.name]].strip())
        values = [value for value, _ in found.values] if found else []
        as_said = bool(rule.dates) and written_as(values, rule.dates)
        if found and not as_said and len(date_readings(values)) > 1:
            return (
                f"The dates in “{found.heading}” can be read with the day first or the month "
                "first: say which below."
            )
    return ""
