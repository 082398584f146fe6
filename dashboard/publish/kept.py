"""What a home's ledger has, read into a publishing run; and what the run adds to it.

Beside each published number the ledger keeps the rows of closed months as they were when the
months closed, so that whatever comes later is held. Readers never open it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.home import Home, HomeProblem
from dashboard.kept_ledger import KeptLedger, make_lasting
from dashboard.publish.ledger import LedgerRow, ledger_frame
from dashboard.published_folder import SAID, entry_of
from dashboard.sql_files import query
from dashboard.warehouse.names import with_names
from dashboard.written_down import ledger_problems

NUMBERS, MONTHS = "numbers.parquet", "months.parquet"
KEY = ("measure", "axis", "grain", "from_month", "to_month", "members", "part")


@dataclass(frozen=True)
class Kept:
    """The ledger of closed periods as it stands; empty outside a home and before a first publish.

    `numbers` are the rows in force, `closed` the closed months of each base. `withdrawn` names
    measure, axis and year of what an audit took back; `left` the keys of numbers that stand as
    they were first published, though rows of their months were taken in since.
    """

    workspace: duckdb.DuckDBPyConnection
    ledger: KeptLedger | None = None
    numbers: tuple[LedgerRow, ...] = ()
    closed: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    withdrawn: frozenset[tuple[str, str, int]] = frozenset()
    left: frozenset[tuple[object, ...]] = frozenset()
    entries: int = 0

    def take_rows_that_closed(self, base: str) -> None:
        """Make the table rows_that_closed: the base's rows as they were when they closed."""
        assert self.ledger is not None
        files = self.ledger.folder.glob(f"*/rows-{base}.parquet")
        self.workspace.execute(
            query("publish/kept", "rows_that_closed"),
            {"base": base, "files": [str(path) for path in sorted(files)]},
        )


@dataclass(frozen=True, slots=True)
class Addition:
    """What a run adds: numbers, numbers withdrawn, and the months whose rows it keeps, by base.

    `said` is what its line of the ledger says: which event, and why.
    """

    numbers: Sequence[LedgerRow]
    withdrawn: Sequence[LedgerRow]
    months: Mapping[str, Sequence[date]]
    said: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to add."""
        return not (self.numbers or self.withdrawn)


def read_kept(workspace: duckdb.DuckDBPyConnection, home: Home | None) -> Kept:
    """Return the ledger of a home, verified. Raises HomeProblem when it was changed by hand."""
    if home is None:
        return Kept(workspace, None)
    ledger = home.ledger()
    if problems := ledger_problems(home):
        raise HomeProblem(
            f"{ledger.folder}: {' '.join(problems)} Nothing was published; restore a backup, and "
            "find out who had access."
        )
    entries = ledger.entries()
    folders = [ledger.folder_of(entry.number) for entry in entries if "files" in entry.facts]
    if not folders:
        return Kept(workspace, ledger, entries=len(entries))
    numbers = _numbers(workspace, folders)
    kept_in = _closed(workspace, folders)
    closed: dict[str, list[date]] = {}
    for base, month in sorted(kept_in):
        closed.setdefault(base, []).append(month)
    return Kept(
        workspace,
        ledger,
        tuple(numbers),
        {base: tuple(months) for base, months in closed.items()},
        _withdrawn(workspace, folders),
        frozenset(key_of(row) for row, entry in numbers.items() if entry < _newest(row, kept_in)),
        len(entries),
    )


def write_addition(kept: Kept, published: Path, added: Addition) -> None:
    """Write what a run adds beside the readers' file, to become an entry when that is current."""
    if kept.ledger is None or added.is_empty:
        return
    folder = entry_of(published)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    entry, workspace = kept.entries + 1, kept.workspace
    rows = ledger_frame([*added.numbers, *added.withdrawn])
    gone = [False] * len(added.numbers) + [True] * len(added.withdrawn)
    months = pd.DataFrame(
        [(base, month) for base, some in added.months.items() for month in some],
        columns=["base", "month_start"],
    )
    workspace.register("entry_rows", rows.assign(withdrawn=gone))
    workspace.register("entry_months", months)
    _write(workspace, "write_numbers", folder / NUMBERS, {"entry": entry})
    _write(workspace, "write_months", folder / MONTHS, {"entry": entry})
    for base, some in added.months.items():
        if some:
            facts = {"entry": entry, "months": list(some)}
            _write(workspace, "write_rows", folder / f"rows-{base}.parquet", facts, base)
    for name in ("entry_rows", "entry_months"):
        workspace.unregister(name)
    (folder / SAID).write_text(json.dumps(dict(added.said), ensure_ascii=False), "utf-8")
    make_lasting(folder)


def key_of(row: LedgerRow) -> tuple[object, ...]:
    """Return what says which number a row is: two rows of one key are editions of it."""
    return tuple(getattr(row, name) for name in KEY)


def months_between(first: date, last: date) -> Iterator[date]:
    """Yield the first day of each month from one month to another."""
    position, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    while position <= end:
        yield date(position // 12, position % 12 + 1, 1)
        position += 1


def _numbers(workspace: duckdb.DuckDBPyConnection, folders: list[Path]) -> dict[LedgerRow, int]:
    """Return the numbers in force with the entry that wrote each."""
    found = workspace.execute(
        query("publish/kept", "numbers"), {"files": [str(each / NUMBERS) for each in folders]}
    )
    names = [column[0] for column in found.description or ()][1:]
    members = names.index("members")
    return {
        LedgerRow(
            **dict(
                zip(names, (*row[:members], tuple(row[members]), *row[members + 1 :]), strict=True)
            )
        ): entry
        for entry, *row in found.fetchall()
    }


def _newest(row: LedgerRow, kept_in: Mapping[tuple[str, date], int]) -> int:
    """Return the newest entry that has rows of a number's months."""
    months = months_between(row.from_month, row.to_month)
    return max((kept_in.get((row.base, month), 0) for month in months), default=0)


def _withdrawn(
    workspace: duckdb.DuckDBPyConnection, folders: list[Path]
) -> frozenset[tuple[str, str, int]]:
    found = workspace.execute(
        query("publish/kept", "withdrawn"), {"files": [str(each / NUMBERS) for each in folders]}
    )
    return frozenset((measure, axis, year) for measure, axis, year in found.fetchall())


def _closed(
    workspace: duckdb.DuckDBPyConnection, folders: list[Path]
) -> dict[tuple[str, date], int]:
    """Return by base and closed month the entry that has its rows."""
    files = [str(each / MONTHS) for each in folders]
    workspace.execute(
        f"create or replace temp table closed_months as {query('publish/kept', 'closed_months')}",
        {"files": files},
    )
    found = workspace.execute("select base, month_start, entry from closed_months").fetchall()
    return {(base, month): entry for base, month, entry in found}


def _write(
    workspace: duckdb.DuckDBPyConnection,
    name: str,
    path: Path,
    parameters: dict[str, object],
    base: str = "",
) -> None:
    statement = query("publish/kept", name)
    if base:
        statement = with_names(statement, the_base=base)
    place = str(path).replace("'", "''")
    workspace.execute(f"copy ({statement}) to '{place}' (format parquet)", parameters)
