"""What an odd file is: how it is made, and what has to become of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dashboard.ingest.receipt import Receipt
from dashboard.ingest.refusal import CannotTake
from tests.faults.department import Department, check_accounts, contents, left_behind

Write = Callable[[Path], Path]
Content = str | bytes | Callable[[], str | bytes]


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the rows of one table of an odd file."""

    table: str
    read: int
    rejected: int = 0
    duplicate: int = 0
    superseded: int = 0

    @property
    def accepted(self) -> int:
        return self.read - self.rejected - self.duplicate - self.superseded


@dataclass(frozen=True, slots=True)
class Taken:
    """The file goes in: its accounts, the reasons by row and column, notes, cells to be seen."""

    accounts: tuple[Account, ...]
    reasons: Mapping[tuple[int, str | None], str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    sees: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """The file does not go in: a pattern of the sentence that says so."""

    words: str


@dataclass(frozen=True, slots=True)
class OddFile:
    """One malformed or odd export. `before` are taken first; `layout` is named by the person."""

    name: str
    write: Write
    outcome: Taken | Refused
    before: tuple[Write, ...] = ()
    layout: str | None = None


def taken(
    read: int,
    rejected: int = 0,
    duplicate: int = 0,
    superseded: int = 0,
    *,
    table: str = "cases",
    reasons: Mapping[tuple[int, str | None], str] | None = None,
    notes: tuple[str, ...] = (),
    sees: Mapping[str, Any] | None = None,
) -> Taken:
    """The outcome of a file with one table."""
    account = Account(table, read, rejected, duplicate, superseded)
    return Taken((account,), reasons or {}, notes, sees or {})


def file(content: Content, name: str = "cases.csv") -> Write:
    """What writes a file with this content."""

    def write(folder: Path) -> Path:
        made = content() if callable(content) else content
        path = folder / name
        path.write_bytes(made.encode() if isinstance(made, str) else made)
        return path

    return write


def check(department: Department, odd: OddFile) -> None:
    """Take the odd file and check that what has to become of it does, and nothing else."""
    for number, write in enumerate(odd.before):
        earlier = department.folder.parent / f"before-{number}"
        earlier.mkdir()
        department.take(write(earlier))
    path = odd.write(department.folder)
    before, counts = contents(department.home), department.counts()
    if isinstance(odd.outcome, Refused):
        check_refused(department, odd, odd.outcome, path)
        assert contents(department.home) == before
        assert department.counts() == counts
        return
    run = department.take(path, layout=odd.layout)
    check_accounts(counts, department.counts(), run.receipts, run.new)
    check_taken(department, odd.outcome, run.receipts)
    assert left_behind(department.home) == []


def check_refused(department: Department, odd: OddFile, outcome: Refused, path: Path) -> None:
    with pytest.raises(CannotTake) as refusal:
        department.take(path, layout=odd.layout)
    sentence = str(refusal.value)
    assert re.search(outcome.words, sentence), sentence
    assert names(sentence, path) or odd.layout, f"does not name the file: {sentence}"
    assert "\n" not in sentence and len(sentence) < 600, sentence
    assert sentence.rstrip().endswith((".", "?")), f"not a whole sentence: {sentence}"


def names(sentence: str, path: Path) -> bool:
    """Whether the sentence names the path, or a file below it."""
    below = path.rglob("*") if path.is_dir() else ()
    return any(one.name in sentence for one in (path, *below))


def check_taken(department: Department, outcome: Taken, receipts: tuple[Receipt, ...]) -> None:
    seen = [
        Account(one.table, one.read, one.rejected, one.duplicate, one.superseded)
        for one in receipts
    ]
    notes = "; ".join(note for receipt in receipts for note in receipt.notes)
    assert seen == list(outcome.accounts), f"{seen}; reasons {reasons(department)}; notes {notes}"
    for words in outcome.notes:
        assert re.search(words, notes), f"{words!r} is not in {notes!r}"
    kept = reasons(department) if any(one.rejected for one in receipts) else {}
    assert set(kept) == set(outcome.reasons), kept
    for place, words in outcome.reasons.items():
        assert re.search(words, kept[place]), f"{place}: {words!r} is not in {kept[place]!r}"
    for sql, value in outcome.sees.items():
        assert department.one(sql) == value, sql


def reasons(department: Department) -> dict[tuple[int, str | None], str]:
    """Why rows were rejected, by row and column."""
    rows = department.rows("select row_number, column_name, reason from rejected_rows")
    return {(row, column): reason for row, column, reason in rows}
