"""From the paths a person gave to tables of plain text, each with the file it came from."""

from __future__ import annotations

import hashlib
import lzma
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.ingest.file_names import NamesTaken, without_numbers
from dashboard.ingest.files import (
    EXPECTED,
    NO_TABLE,
    ExportFile,
    find_exports,
    kind_of,
    no_table_by_ending,
)
from dashboard.ingest.layouts import Layout
from dashboard.ingest.limits import LARGEST_ARCHIVE_UNPACKED
from dashboard.ingest.plain_text import make_plain
from dashboard.ingest.recognise import layout_words
from dashboard.ingest.records import read_json, read_parquet
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.table_text import TableText, check_width, find_separator, is_prose, peek
from dashboard.ingest.workbook import check_unpacked_size, read_workbook

UNREADABLE_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,  # a password
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
)
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
        for file in unpack_archives(find_exports(list(paths)), working)
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


def unpack_archives(files: list[ExportFile], working: Path) -> list[ExportFile]:
    """Return the files with each ZIP replaced by the exports in it. Raises CannotTake."""
    unpacked: list[ExportFile] = []
    for number, file in enumerate(files):
        if file.kind == "archive":
            unpacked += _unpack(file, working / f"archive-{number:04}")
        else:
            unpacked.append(file)
    return unpacked


def _unpack(file: ExportFile, folder: Path) -> list[ExportFile]:
    check_unpacked_size(file.path, file.name, LARGEST_ARCHIVE_UNPACKED)
    folder.mkdir(mode=0o700, parents=True)
    found: list[ExportFile] = []
    try:
        with zipfile.ZipFile(file.path) as archive:
            for number, member in enumerate(archive.infolist()):
                name = without_numbers(Path(member.filename.replace("\\", "/")).name)
                if member.is_dir() or _passed_over(member.filename):
                    continue
                # Its own numbered name: a member called ../../x cannot leave the folder.
                path = folder / f"{number:04}{Path(name).suffix.lower()}"
                path.write_bytes(archive.read(member))
                called = f"{file.name}, {name}"
                kind = NO_TABLE if no_table_by_ending(path) else _kind_of_member(path, called)
                found.append(ExportFile(path, called, kind, named=False))
    except UNREADABLE_ARCHIVE as error:
        raise CannotTake(
            f"{file.name}: the ZIP archive is damaged or protected by a password; "
            "unpack it yourself and take the files."
        ) from error
    if file.named and all(one.kind == NO_TABLE for one in found):
        raise CannotTake(f"{file.name}: the ZIP archive holds no export files; {EXPECTED}.")
    return found or [replace(file, kind=NO_TABLE)]


def _passed_over(name: str) -> bool:
    parts = [part for part in name.replace("\\", "/").split("/") if part not in (".", "..")]
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
    return hidden or name.endswith(".truth.json")


def _kind_of_member(path: Path, called: str) -> str:
    try:
        kind = kind_of(path)
    except CannotTake as error:
        raise CannotTake(str(error).replace(path.name, called, 1)) from error
    if kind == "archive":
        raise CannotTake(f"{called}: an archive within an archive; unpack it yourself.")
    return kind


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
