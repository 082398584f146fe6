"""From the paths a person gave to tables of plain text, each with the file it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.ingest.file_names import NamesTaken
from dashboard.ingest.files import EXPECTED, NO_TABLE, ExportFile, find_exports
from dashboard.ingest.layouts import Layout
from dashboard.ingest.packed import unpack
from dashboard.ingest.plain_text import make_plain
from dashboard.ingest.recognise import layout_words
from dashboard.ingest.records import read_json, read_parquet
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.table_text import TableText, check_width, find_separator, is_prose, peek
from dashboard.ingest.workbook import read_workbook

HASHED_AT_ONCE = 8 * 1024**2


@dataclass(frozen=True, slots=True)
class Source:
    """One export file as tables of text, with its SHA-256 and size in bytes.

    It has no tables if it was found beside exports and is none: a document, a picture, a readme.
    """

    file: ExportFile
    file_hash: str
    bytes: int
    tables: tuple[TableText, ...]


def read_sources(paths: Sequence[Path], layouts: tuple[Layout, ...], working: Path) -> list[Source]:
    """Return every export under `paths` as text; copies lie in `working`. Raises CannotTake."""
    names = NamesTaken()
    files = [
        replace(file, name=names.own(file.name, file.path))
        for file in unpack(find_exports(list(paths)), working)
    ]
    known = column_words(layouts)
    sources = [read_source(file, known, working / f"{n:04}") for n, file in enumerate(files)]
    if not any(source.tables for source in sources):
        raise CannotTake(f"{paths[0]}: holds no export files; {EXPECTED}.")
    return sources


def read_source(file: ExportFile, known: frozenset[str], folder: Path) -> Source:
    """Return one export as text. Raises CannotTake."""
    if file.kind == NO_TABLE:
        return Source(file, "", 0, ())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        file_hash = _hash(file.path)
        size = file.path.stat().st_size
        tables = _tables(file, known, folder)
    except OSError as error:
        raise CannotTake(
            f"{file.name}: cannot be read ({error.strerror or error}); check that it is "
            "there and that you may read it. Nothing was changed."
        ) from error
    for table in tables:
        check_width(table)
    return Source(file, file_hash, size, tuple(tables))


def column_words(layouts: tuple[Layout, ...]) -> frozenset[str]:
    """Return every column name a layout knows, in plain words."""
    return frozenset(layout_words(name) for layout in layouts for name in layout.column_names())


def _tables(file: ExportFile, known: frozenset[str], folder: Path) -> list[TableText]:
    if file.kind == "workbook":
        return read_workbook(file.path, file.name, folder)
    if file.kind == "json":
        return [read_json(file.path, file.name, folder)]
    if file.kind == "parquet":
        return [read_parquet(file.path, file.name, folder)]
    text = _text(file, known, folder)
    beside = not file.named and file.path.suffix.lower() == ".txt"
    return [] if beside and is_prose(text.first_rows, known) else [text]


def _text(file: ExportFile, known: frozenset[str], folder: Path) -> TableText:
    plain = make_plain(file.path, folder / "plain.csv")
    separator = find_separator(plain.path, known)
    rows = peek(plain.path, separator)
    untidy = plain.untidy or (plain.tabs and separator != "\t")
    unreadable = plain.unreadable_characters
    return TableText(
        path=plain.path,
        file=file.name,
        sheet=None,
        separator=separator,
        first_rows=rows,
        marked=plain.mended,
        untidy=untidy,
        notes=(f"characters not readable as {plain.encoding}: {unreadable}",) if unreadable else (),
        lines=plain.lines,
        quotes=plain.quotes,
    )


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(HASHED_AT_ONCE):
            digest.update(chunk)
    return digest.hexdigest()
