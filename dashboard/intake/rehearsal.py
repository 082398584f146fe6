"""A dry run: what would be accepted and rejected, and why, with nothing kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import duckdb

from dashboard.home import Home
from dashboard.ingest.checks import checks_of
from dashboard.ingest.connection import run
from dashboard.ingest.demo_department import refuse_demo_exports
from dashboard.ingest.generation import Building, building, working_folder
from dashboard.ingest.layouts import Layout, known_layouts
from dashboard.ingest.people import open_people
from dashboard.ingest.readings import Read
from dashboard.ingest.receipt import Receipt
from dashboard.ingest.recognise import recognise
from dashboard.ingest.sources import Source, read_sources
from dashboard.ingest.staging import Staged
from dashboard.ingest.take import Recognised, recognise_all, rosters_first, take_rows
from dashboard.intake.refused import Refused, in_words
from dashboard.intake.uploads import Upload, private_copies
from dashboard.sql_files import query
from dashboard.state.version import require_todays_version
from dashboard.vocabularies import vocabularies
from dashboard.warehouse.names import with_names
from dashboard.warehouse.tables import Table


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows would be rejected, or (a warning) taken with a word said of them.

    `column` is our label of the column it is about, an empty text if it is about the row.
    `listed` says that the dry run tells it apart: the words not known, who is on no roster.
    """

    why: str
    column: str
    rows: int
    first_rows: tuple[int, ...]
    rejects: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of a column that no code of ours is known for, and how many rows have it.

    `rejects` says that a row cannot do without its code: it is not taken. Else the word is kept.
    """

    column: str
    word: str
    rows: int
    rejects: bool


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would become of one table: its receipt to be, why rows fail, words not known.

    `people` counts the people in it, `strangers` those that are on no roster; `has_roster` says
    whether there is one.
    """

    receipt: Receipt
    holds: str
    reasons: tuple[Reason, ...]
    unknown: tuple[UnknownWord, ...]
    strangers: int
    people: int
    has_roster: bool

    @property
    def in_words(self) -> str:
        """What would become of the rows, as one sentence."""
        receipt = self.receipt
        outcomes = (
            (receipt.accepted, "would be new"),
            (receipt.duplicate, "are known already"),
            (receipt.superseded, "would replace an earlier version"),
            (receipt.rejected, "would be rejected"),
        )
        parts = [f"{count:,} {words}" for count, words in outcomes if count]
        became = ", ".join(parts) or "nothing would be taken"
        rows = f"of {receipt.read:,} rows, " if len(parts) > 1 else ""
        whole = "all " if len(parts) == 1 and receipt.read > 1 else ""
        sentence = f"{receipt.file}: {rows}{whole}{became}."
        if self.people and not self.has_roster:
            sentence += " No roster is in yet: take it in next, and its people are matched then."
        elif self.strangers:
            sentence += f" {self.strangers:,} of the {self.people:,} people in it are on no roster."
        elif self.people:
            sentence += " Everybody in it is on the roster."
        return sentence


@dataclass(frozen=True, slots=True)
class OneTable:
    """The table of an upload that is tried with a layout a person is making, by its name."""

    called: str
    layout: Layout


def rehearse(
    home: Home,
    uploads: Sequence[Upload],
    only: OneTable | None = None,
    today: date | None = None,
    beside: Sequence[Upload] = (),
) -> tuple[Rehearsal, ...]:
    """Return what taking the uploads in would do, table by table; the home stays as it is.

    `only` tries one table with a layout that is not saved yet. Those `beside` would be taken in
    the same run, and nothing is returned of them. Takes the steps of a real run on a copy that
    is thrown away, so new, same and changed rows are told as they would be. Raises Refused.
    """
    with in_words(), private_copies(home, [*uploads, *beside]) as paths, home.writing():
        require_todays_version(home)
        layouts = known_layouts(home.layouts_folder)
        with working_folder(home) as working, building(home, working, layouts) as new:
            sources = read_sources(paths[: len(uploads)], layouts, working)
            others = _others(paths[len(uploads) :], layouts, working / "beside")
            refuse_demo_exports(home, [*sources, *(one.source for one in others)])
            found = _one(sources, only) if only else recognise_all(sources, layouts, None)
            order = rosters_first([*others, *found])
            tried = _try(home, new, order, today or date.today())
            told = zip(order, tried, strict=True)
            return tuple(rehearsal for one, rehearsal in told if one in found)


def _others(paths: Sequence[Path], layouts: tuple[Layout, ...], working: Path) -> list[Recognised]:
    return recognise_all(read_sources(paths, layouts, working), layouts, None) if paths else []


def _one(sources: list[Source], only: OneTable) -> list[Recognised]:
    for source in sources:
        for table in source.tables:
            if table.called == only.called:
                match = recognise(table, (only.layout,), only.layout)
                return [Recognised(source, table, match)] if match else []
    raise Refused(f"{only.called}: there is no such table in the file any more; drop it again.")


def _try(home: Home, new: Building, found: list[Recognised], today: date) -> tuple[Rehearsal, ...]:
    """Take each table into the generation being built, as a real run does, and look at it."""
    seen: list[Callable[[Receipt], Rehearsal]] = []

    def look(connection: duckdb.DuckDBPyConnection, table: Table, staged: Staged) -> None:
        one = partial(
            Rehearsal,
            holds=table.title,
            reasons=_reasons(connection, table),
            unknown=_unknown_words(connection, table, staged.read),
            strangers=len(staged.read.strangers),
            people=staged.people if table.name != "radiologists" else 0,
            has_roster=open_people(home).rostered > 0,
        )
        seen.append(one)

    receipts = take_rows(home, new, found, today, look=look)
    return tuple(one(receipt) for one, receipt in zip(seen, receipts, strict=True))


def _reasons(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[Reason, ...]:
    rows = run(connection, query("intake", "reasons")).fetchall()
    listed = {check.reason for check in checks_of(table) if check.is_listed}
    return tuple(
        Reason(why, _label(table, column), count, tuple(first), severity == "reject", why in listed)
        for column, why, severity, count, first in rows
    )


def _label(table: Table, column: str | None) -> str:
    return table.column(column).label if column and table.has(column) else ""


def _unknown_words(
    connection: duckdb.DuckDBPyConnection, table: Table, read: Read
) -> tuple[UnknownWord, ...]:
    words = []
    for name, cells in read.unknown_codes.items():
        sql = with_names(query("intake", "unknown_words"), the_column=name)
        rows = run(connection, sql, {"unknown_cells": list(cells)}).fetchall()
        column = table.column(name)
        rejects = column.required and vocabularies()[column.vocabulary].unmapped is None
        words += [UnknownWord(column.label, word, count, rejects) for word, count in rows]
    return tuple(words)
