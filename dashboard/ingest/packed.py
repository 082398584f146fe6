"""Files that hold other files: each ZIP or gzip replaced by the exports in it, within limits."""

from __future__ import annotations

import gzip
import lzma
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

from dashboard.ingest.file_names import without_numbers
from dashboard.ingest.files import EXPECTED, NO_TABLE, ExportFile, kind_of, no_table_by_ending
from dashboard.ingest.limits import (
    LARGEST_ARCHIVE_UNPACKED,
    LARGEST_RATIO,
    UNPACKED_WITHOUT_QUESTION,
)
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.workbook import check_unpacked_size

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
PIECE = 1024**2
LENGTH_OF_HEADER, LONGEST_START = 10, 512
ONLY_A_NAME = b"\x08"
"""The flag of a gzip whose header is followed by a name alone, as programs write it."""


def unpack(files: list[ExportFile], working: Path) -> list[ExportFile]:
    """Return the files with each packed one replaced by the exports in it. Raises CannotTake."""
    unpacked: list[ExportFile] = []
    for number, file in enumerate(files):
        folder = working / f"archive-{number:04}"
        if file.kind == "archive":
            unpacked += _unpack_zip(file, folder)
        elif file.kind == "gzip":
            unpacked.append(_unpack_gzip(file, folder))
        else:
            unpacked.append(file)
    return unpacked


def _unpack_zip(file: ExportFile, folder: Path) -> list[ExportFile]:
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
    if kind in ("archive", "gzip"):
        raise CannotTake(f"{called}: an archive within an archive; unpack it yourself.")
    return kind


def _unpack_gzip(file: ExportFile, folder: Path) -> ExportFile:
    """Return the file a gzip holds, called as it is inside.

    What a gzip says of its size may be a lie: it is counted while it is written.
    """
    inner = _name_inside(file)
    folder.mkdir(mode=0o700, parents=True)
    path = folder / f"0000{Path(inner).suffix.lower()}"
    if not file.named and no_table_by_ending(path):
        return replace(file, kind=NO_TABLE)
    try:
        with gzip.open(file.path) as packed, path.open("wb") as unpacked:
            while piece := packed.read(PIECE):
                unpacked.write(piece)
                _check_growth(file, unpacked.tell())
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CannotTake(
            f"{file.name}: the gzip file is cut short or damaged; copy it or export it again."
        ) from error
    except OSError as error:
        raise CannotTake(
            f"{file.name}: cannot be unpacked ({error.strerror or error}); free some space, or "
            "give yourself access to it."
        ) from error
    kind = _kind_of_member(path, f"{file.name}, {inner}")
    return replace(file, path=path, name=inner, kind=kind)


def _name_inside(file: ExportFile) -> str:
    """Return what the file in a gzip is called: cases.csv of cases.csv.gz, else as it says."""
    inner = Path(file.name).stem
    if Path(inner).suffix:
        return inner
    with file.path.open("rb") as packed:
        start = packed.read(LONGEST_START)
    if start[3:4] != ONLY_A_NAME:
        return inner
    said = start[LENGTH_OF_HEADER:].partition(b"\0")[0].decode("latin-1")
    return without_numbers(Path(said.replace("\\", "/")).name) or inner


def _check_growth(file: ExportFile, unpacked: int) -> None:
    packed = file.path.stat().st_size
    too_dense = unpacked > UNPACKED_WITHOUT_QUESTION and unpacked / packed > LARGEST_RATIO
    if unpacked > LARGEST_ARCHIVE_UNPACKED or too_dense:
        raise CannotTake(
            f"{file.name}: unpacks to more than {unpacked / 1024**2:,.0f} MB from "
            f"{packed / 1024**2:,.1f} MB, more than an export would; it was not read further. "
            "Unpack it yourself, and take the file if it is an export."
        )
