"""Tell which layout a table of text has, from its names and values; say how sure, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from dashboard.command_line import PROGRAM
from dashboard.ingest.layouts import Layout
from dashboard.ingest.limits import ROWS_SEARCHED_FOR_HEADER
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.table_text import TableText
from dashboard.ingest.value_fit import fit_of_values
from dashboard.vocabularies import normalise
from dashboard.warehouse.tables import tables

SURE_ENOUGH = 0.3
TOO_CLOSE = 0.06
NEARLY = 0.45
ELSE_MAP_IT = (
    " If it is there under another name, say so on the Data page "
    f"(`{PROGRAM} serve` opens it, if it is not open yet)."
)
SHEET_NAME_COUNTS = 0.05
VALUES_COUNT = 0.25
MANY_FOUND, WIDE = 8, 3


@dataclass(frozen=True, slots=True)
class Row:
    """A row that may be the headings, with its line and its cells in plain words."""

    number: int
    headings: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """How well a layout fits a row of headings.

    `positions` are our columns to the place of theirs, from 0. `missing` are required columns
    (in the export's words) that are not there. `score` is between 0 and 1. `strange` are
    headings under which hardly a value looks like what the layout expects.
    """

    layout: Layout
    header_row: int
    headings: tuple[str, ...]
    positions: dict[str, int]
    missing: tuple[str, ...]
    score: float
    strange: tuple[str, ...] = ()

    @property
    def doubt(self) -> str:
        """Where to look if rows are rejected, an empty text if every column is as expected."""
        strange = " and ".join(f"“{heading}”" for heading in self.strange)
        if not strange:
            return ""
        return f"Look at {strange}: hardly a value there is one the layout expects"

    @property
    def why(self) -> str:
        """The reason in words, for a receipt or a question."""
        found = len(self.positions)
        wanted = len(self.layout.sources())
        strange = f", but the values of {' and '.join(self.strange)} are unlike its"
        return (
            f"{found} of {wanted} columns of {self.layout.name}, {self.score:.0%} alike"
            f"{strange if self.strange else ''}"
        )


def recognise(
    table: TableText, layouts: tuple[Layout, ...], named: Layout | None = None
) -> Match | None:
    """Return the layout of a table, or None if it is like none of them.

    `named` is the layout a person chose; then only its columns are looked for. Raises CannotTake
    when a required column is missing, or two layouts fit equally well.
    """
    candidates = ranked(table, (named,) if named else layouts)
    fitting = [match for match in candidates if not match.missing and match.score >= SURE_ENOUGH]
    best = candidates[0] if candidates else None
    if named and (best is None or best.missing):
        raise CannotTake(_missing_sentence(table, best, named))
    if named:
        return best
    if best and best.missing and _nearly(best) and not _explained(best, fitting):
        raise CannotTake(_missing_sentence(table, best, best.layout) + ELSE_MAP_IT)
    if not fitting:
        return None
    _check_not_ambiguous(table, fitting)
    return fitting[0]


def ranked(table: TableText, layouts: tuple[Layout, ...]) -> list[Match]:
    """Return the best match of each layout that shares a column, best first."""
    rows = [
        Row(number, row, tuple(normalise(heading) for heading in row))
        for number, row in enumerate(table.first_rows[:ROWS_SEARCHED_FOR_HEADER], start=1)
    ]
    matches = (_best_row(table, layout, rows) for layout in layouts)
    found = [match for match in matches if match is not None]
    return sorted(found, key=lambda match: (-match.score, match.layout.generic))


@cache
def layout_words(name: str) -> str:
    """Return a layout's own name of a column in plain words; every row of every file asks again."""
    return normalise(name)


def find_columns(headings: tuple[str, ...], layout: Layout) -> dict[str, int]:
    """Return our column names to the place of the export's column, from 0."""
    return _find(tuple(normalise(heading) for heading in headings), layout)


def _find(headings: tuple[str, ...], layout: Layout) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(heading, place)
    positions = {}
    for ours, names in layout.sources().items():
        present = [places[words] for name in names if (words := layout_words(name)) in places]
        if present:
            positions[ours] = present[0]
    return positions


def unknown_sentence(sheets: tuple[TableText, ...], layouts: tuple[Layout, ...]) -> str:
    """Return what to say of an export none of whose tables is like a layout."""
    nearest = [(found[0], sheet) for sheet in sheets if (found := ranked(sheet, layouts))]
    best = max(nearest, key=lambda one: one[0].score, default=None)
    like = f"; the nearest is {best[0].layout.name} ({best[0].why})" if best else ""
    called = best[1].called if best else sheets[0].file
    return (
        f"{called}: its columns are like no known layout{like}. Map them on the Data page "
        f"(`{PROGRAM} serve` opens it, if it is not open yet), or "
        f"propose a layout with `{PROGRAM} layout suggest FILE`; one that is known can be "
        "named with --layout."
    )


def and_so_are(more: Sequence[tuple[TableText, ...]]) -> str:
    """Return a sentence that names the other exports without a layout, if there are any."""
    names = [tables[0].file for tables in more]
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f" So {'is' if len(names) == 1 else 'are'} {listed}."


def _best_row(table: TableText, layout: Layout, rows: Sequence[Row]) -> Match | None:
    matches = (_match(table, layout, row) for row in rows)
    found = [match for match in matches if match is not None]
    best = max(found, key=lambda match: (not match.missing, match.score), default=None)
    return _with_values(table, best) if best else None


def _with_values(table: TableText, match: Match) -> Match:
    """Return the match with its values weighed: names alone leave at most a quarter in doubt."""
    fit, strange = fit_of_values(table, match.layout, match.header_row, match.positions)
    headings = tuple(match.headings[match.positions[name]].strip() for name in strange)
    score = match.score * (1 - VALUES_COUNT + VALUES_COUNT * fit)
    return replace(match, score=score, strange=headings)


def _match(table: TableText, layout: Layout, row: Row) -> Match | None:
    positions = _find(row.words, layout)
    if not positions:
        return None
    here = set(row.words) - {""}
    extra = {layout_words(name) for name in layout.column_names()} - _source_words(layout)
    found = len(positions) + len(here & extra)
    score = 2 * found / (len(layout.sources()) + len(extra) + _counted(len(here), found))
    if table.sheet and layout.recognise.sheet == table.sheet:
        score += SHEET_NAME_COUNTS
    missing = tuple(
        layout.sources()[column.name][0]
        for column in tables()[layout.table].columns
        if column.required and column.name in layout.sources() and column.name not in positions
    )
    return Match(layout, row.number, row.headings, positions, missing, min(score, 1.0))


def _counted(headings: int, found: int) -> int:
    """Return how many headings count: of a wide export, three for each of many that are known."""
    most = WIDE * found if found >= MANY_FOUND else headings
    return max(min(headings, most), found)


def _source_words(layout: Layout) -> set[str]:
    return {layout_words(name) for names in layout.sources().values() for name in names}


def _nearly(match: Match) -> bool:
    """Return whether the table is this layout's but for what is missing.

    Words such as date, site and section stand in every list: half of the headings must be its own.
    """
    known = {layout_words(name) for name in match.layout.column_names()}
    headings = [words for heading in match.headings if (words := normalise(heading))]
    return match.score >= NEARLY and 2 * sum(one in known for one in headings) >= len(headings)


def _explained(best: Match, fitting: list[Match]) -> bool:
    """Return whether a layout that fits is nearly as like as the one with a column missing."""
    return bool(fitting) and fitting[0].score >= best.score - TOO_CLOSE


def _read_as(match: Match) -> tuple[str, str, dict[str, int]]:
    """Return whose rows they would be: case 1 of one installation is not case 1 of another."""
    return match.layout.system, match.layout.table, match.positions


def _check_not_ambiguous(table: TableText, fitting: list[Match]) -> None:
    best = fitting[0]
    for other in fitting[1:]:
        close = best.score - other.score < TOO_CLOSE
        same = _read_as(other) == _read_as(best)
        if close and not same and other.layout.generic == best.layout.generic:
            raise CannotTake(
                f"{table.called}: fits {best.layout.name} ({best.score:.0%}) and "
                f"{other.layout.name} ({other.score:.0%}) equally well; choose one with --layout."
            )


def _missing_sentence(table: TableText, match: Match | None, layout: Layout) -> str:
    if match is None:
        return (
            f"{table.called}: none of the columns of layout {layout.name} is there; expected "
            f"{', '.join(names[0] for names in layout.sources().values())}."
        )
    names = " and ".join(f"'{name}'" for name in match.missing)
    one = len(match.missing) == 1
    missing, them = (f"column {names} is", "it") if one else (f"columns {names} are", "them")
    return (
        f"{table.called}: {missing} missing, expected by layout {layout.name} in the "
        f"header of row {match.header_row}; export it again with {them}, or name another "
        "layout with --layout."
    )
