"""Take export files into a home: all of them or nothing, into one new generation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from dashboard.home import Home
from dashboard.ingest.checks import find_problems
from dashboard.ingest.confirmed_words import confirmed_words, fingerprint_of, know_confirmed
from dashboard.ingest.connection import create_macros, set_zone
from dashboard.ingest.coverage import write_coverage
from dashboard.ingest.demo_department import (
    is_demo,
    mark_demo,
    refuse_demo_exports,
    refuse_real_exports,
)
from dashboard.ingest.doubts import doubts_of
from dashboard.ingest.file_names import NamesTaken, without_words
from dashboard.ingest.generation import (
    Building,
    Publish,
    building,
    publish_and_point,
    republish,
    working_folder,
)
from dashboard.ingest.layouts import Layout, known_layouts, layout_named
from dashboard.ingest.merge import Origin, merge
from dashboard.ingest.people import open_people
from dashboard.ingest.readings import known_places
from dashboard.ingest.receipt import Receipt
from dashboard.ingest.recognise import Match, and_so_are, recognise, unknown_sentence
from dashboard.ingest.reconcile import rename_people, respell_places
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.rejects import RejectedTable, Rejects, rejected_table
from dashboard.ingest.sources import Source, read_sources
from dashboard.ingest.staging import Staged, patients_in_name, stage
from dashboard.ingest.table_text import TableText
from dashboard.warehouse.tables import Table, tables

Progress = Callable[[str, float], None]
Look = Callable[[duckdb.DuckDBPyConnection, Table, Staged], None]
__all__ = ["Progress", "Publish", "TakenExports", "republish", "take"]
ROSTER = "radiologists"
SHARE_OF_READING = 0.2
SHARE_OF_ROWS = 0.7


@dataclass(frozen=True, slots=True)
class TakenExports:
    """What a run did: the generation that is current now, and a receipt a file and table.

    `left_out` are the files that lay beside exports, in a folder or archive, and are no tables.
    """

    generation: int | None
    receipts: tuple[Receipt, ...]
    new: bool
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table of text with the layout it has."""

    source: Source
    table: TableText
    match: Match


def take(
    home: Home,
    paths: list[Path],
    *,
    publish: Publish,
    layout: str | None = None,
    beside: Sequence[Path] = (),
    rejects: Rejects | None = None,
    progress: Progress | None = None,
    received_on: date | None = None,
) -> TakenExports:
    """Take every export under `paths` into `home` and make the new generation current.

    `publish` gets the new warehouse and the path to write its published file to; it is not
    called, and no generation is made, when no row is new or changed. `layout` names that of the
    paths; the files `beside` are taken in the same run, each by the layout it is like. `rejects`
    gets the full rejected rows, once. Raises CannotTake or HomeProblem; then
    nothing has changed.
    """
    say = progress or (lambda words, share: None)
    with home.writing(), working_folder(home) as working:
        layouts = known_layouts(home.layouts_folder)
        named = layout_named(layout, layouts) if layout else None
        say("Reading the files", 0.0)
        others = read_sources(beside, layouts, working / "beside") if beside else []
        own = read_sources(paths, layouts, working)
        recognised = [*recognise_all(others, layouts, None), *recognise_all(own, layouts, named)]
        taken = take_recognised(
            home, working, layouts, recognised,
            publish=publish, rejects=rejects, progress=say, received_on=received_on,
        )  # fmt: skip
        return replace(taken, left_out=left_out(own))


def take_recognised(
    home: Home,
    working: Path,
    layouts: tuple[Layout, ...],
    recognised: Sequence[Recognised],
    *,
    publish: Publish,
    rejects: Rejects | None = None,
    progress: Progress | None = None,
    received_on: date | None = None,
) -> TakenExports:
    """Take tables that were read into `working`, as `take` does; the caller holds the lock."""
    say = progress or (lambda words, share: None)
    today = received_on or date.today()
    sources = [one.source for one in recognised]
    refuse_demo_exports(home, sources)
    with building(home, working, layouts) as new:
        tables = rosters_first(recognised)
        receipts = take_rows(home, new, tables, today, rejects=rejects, progress=say)
        if not new.changed:
            new.save_people(home)
            return TakenExports(new.number_before, receipts, new=False)
        say("Publishing", SHARE_OF_READING + SHARE_OF_ROWS)
        if is_demo(home, sources):
            mark_demo(home)
        publish_and_point(home, new, publish)
    home.record("ingest", generation=new.number, files=[r.file for r in receipts])
    say("Done", 1.0)
    return TakenExports(new.number, receipts, new=True)


def recognise_all(
    sources: list[Source], layouts: tuple[Layout, ...], named: Layout | None
) -> list[Recognised]:
    """Return the tables to take, rosters first: they say who the people of the others are.

    A sheet that is like no layout is left out when another sheet of its workbook is known.
    Raises CannotTake for a file without a known table.
    """
    found: list[Recognised] = []
    unknown: list[Source] = []
    for source in (one for one in sources if one.tables):
        matches = [(table, recognise(table, layouts, named)) for table in source.tables]
        known = [
            _noting(Recognised(source, table, match), *doubts_of(table, match))
            for table, match in matches
            if match
        ]
        unknown += [] if known else [source]
        found += _with_sheets_left_out(known, [table for table, match in matches if not match])
    if unknown:
        first, *more = (source.tables for source in unknown)
        raise CannotTake(unknown_sentence(first, layouts) + and_so_are(more))
    if beside := left_out(sources):
        found[0] = _noting(found[0], f"files left out, no tables: {len(beside)}")
    return rosters_first(found)


def left_out(sources: Sequence[Source]) -> tuple[str, ...]:
    """Return the names of the files without a table, to be said; the receipt counts them."""
    return tuple(source.file.name for source in sources if not source.tables)


def _noting(one: Recognised, *notes: str) -> Recognised:
    return replace(one, table=replace(one.table, notes=(*one.table.notes, *notes)))


def _with_sheets_left_out(known: list[Recognised], others: list[TableText]) -> list[Recognised]:
    """Return the known tables of a file, the first with a note on its sheets that are not taken.

    It counts them: a sheet may be called after somebody.
    """
    if not known:
        return []
    first, *more = known
    sheets = {"like no layout": len(others), "hidden": first.table.hidden_sheets}
    notes = [f"sheets left out, {why}: {count}" for why, count in sheets.items() if count]
    return [_noting(first, *notes), *more]


def rosters_first(found: Sequence[Recognised]) -> list[Recognised]:
    """Return the tables in the order they are taken: no other table refers to one after it."""
    order = [ROSTER, "leaves"]
    order += [name for name in tables() if name not in order]
    return sorted(found, key=lambda one: order.index(one.match.layout.table))


def take_rows(
    home: Home,
    new: Building,
    recognised: list[Recognised],
    today: date,
    *,
    rejects: Rejects | None = None,
    progress: Progress | None = None,
    look: Look | None = None,
) -> tuple[Receipt, ...]:
    """Stage, check and merge table after table into the generation being built.

    `look` is called when a table is staged and checked and not merged yet: a dry run reads there
    what it has to say. Raises CannotTake.
    """
    connection, key = new.connection, home.key()
    people, places = open_people(home), known_places(connection)
    create_macros(connection)
    confirmed = confirmed_words(home)
    know_confirmed(connection, confirmed)
    set_zone(connection, home.zone())
    demo = is_demo(home, [one.source for one in recognised])
    rejected: list[RejectedTable] = []
    files, sheets, patients = NamesTaken(), NamesTaken(), set[str]()
    merged = []
    for number, one in enumerate(recognised):
        if progress is not None:
            share = SHARE_OF_READING + SHARE_OF_ROWS * number / len(recognised)
            progress(f"Taking {one.table.called}", share)
        rostered = people.rostered
        staged = stage(connection, one.table, one.match, people, places, key)
        if demo:
            refuse_real_exports(one.table.called, staged, rostered)
        table = tables()[one.match.layout.table]
        find_problems(connection, table, one.match.layout, staged.read, today)
        if look is not None:
            look(connection, table, staged)
        patients |= patients_in_name(connection, one.table)
        text = replace(
            one.table,
            file=files.own(without_words(one.table.file, patients), one.source.file.path),
            sheet=_sheet(one.table.sheet, patients, sheets),
        )
        source, words = one.source, fingerprint_of(confirmed)
        origin = Origin(source.file_hash, source.bytes, today, new.number, words)
        if rejects and (failed := rejected_table(connection, text, one.match)):
            rejected.append(failed)
        merged.append(merge(connection, text, one.match, staged, origin))
        _forget_rows(connection)
    renamed = rename_people(connection, people.renamed())
    renamed += respell_places(connection, places.respelled)
    write_coverage(connection)
    if rejects:
        rejects.hand_out(home, rejected)
    new.people = people
    new.note_changes(renamed + sum(one.changes for one in merged))
    return tuple(one.receipt for one in merged)


def _sheet(name: str | None, patients: set[str], taken: NamesTaken) -> str | None:
    """Return what a sheet is called in what is kept; sheets of one name keep it in every file."""
    return None if name is None else taken.own(without_words(name, patients), name)


def _forget_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop what staging left: it holds identifiers, and memory."""
    for name in (
        "given",
        "staged",
        "redacted",
        "row_patients",
        "rows_naming_patients",
        "telling_cells",
        "text_words",
        "named_words",
        "colleague_words",
        "readings",
        "problems",
        "set_aside",
    ):
        connection.execute(f"drop table if exists temp.{name}")
