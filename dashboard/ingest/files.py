"""Which files a run takes, and what each one really is, told from its first bytes."""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

from dashboard.ingest.file_names import without_numbers
from dashboard.ingest.limits import LARGEST_FILE
from dashboard.ingest.refusal import CannotTake

KINDS_BY_ENDING = {
    ".csv": "text",
    ".tsv": "text",
    ".tab": "text",
    ".txt": "text",
    ".psv": "text",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".parquet": "parquet",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xlsb": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
    ".zip": "archive",
    ".gz": "gzip",
}
# What holds other files: it is no table by its ending, and may hold one.
PACKED = frozenset({".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz"})
NO_TABLE = "no table"
KIND_IN_WORDS = {
    "text": "a text table",
    "json": "JSON",
    "parquet": "a Parquet file",
    "workbook": "an Excel workbook",
    "archive": "a ZIP archive",
    "gzip": "a gzip file",
    "pdf": "a PDF document",
    "web page": "a web page",
    "messages": "HL7 messages",
    "binary": "neither text nor a known format",
}
CONTROL_CODES = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1f")
STARTS_OF_WEB_PAGES = tuple(
    f"<{name}".encode()
    for name in ("html", "!doctype html", "?xml", "table", "head", "meta", "body", "style", "div")
)
STARTS_OF_MESSAGES = (b"MSH|", b"FHS|", b"BHS|")
EXPECTED = "expected CSV, TSV, JSON, Parquet, XLSX, or a ZIP or gzip of these"


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of a run: where it is, what to call it (no long number in it), and what it is.

    `named` says that the person named it, rather than the folder or archive it was found in.
    """

    path: Path
    name: str
    kind: str
    named: bool = True


def find_exports(paths: list[Path]) -> list[ExportFile]:
    """Return the files to take, folders walked, in order of name; each one's kind is known.

    Hidden files and the demo's *.truth.json are passed over; a file in a folder whose ending is
    no export's is of the kind NO_TABLE. Raises CannotTake for a path that is not there, a file
    that is empty, and one that is not what its name says.
    """
    found: dict[Path, ExportFile] = {}
    for path in paths:
        if not path.exists():
            raise CannotTake(f"{path}: there is no such file or folder; check the path.")
        named = not path.is_dir()
        for file in [path] if named else walk(path):
            kind = NO_TABLE if not named and no_table_by_ending(file) else kind_of(file)
            name = without_numbers(file.name)
            found.setdefault(file.resolve(), ExportFile(file, name, kind, named))
    if all(file.kind == NO_TABLE for file in found.values()):
        raise CannotTake(f"{paths[0]}: the folder holds no export files; {EXPECTED}.")
    return list(found.values())


def kind_of(path: Path) -> str:
    """Return what the file is: text, json, parquet, workbook, archive, gzip. Raises CannotTake."""
    called = without_numbers(path.name)
    named = KINDS_BY_ENDING.get(path.suffix.lower())
    if named is None:
        raise CannotTake(
            f"{called}: the ending {path.suffix or '(none)'} is not an export's; {EXPECTED}."
        )
    try:
        size = path.stat().st_size
        actual = _kind_of_content(path) if size else "empty"
    except OSError as error:
        raise CannotTake(
            f"{called}: cannot be read ({error.strerror}); give yourself access to it."
        ) from error
    if actual == "empty":
        raise CannotTake(
            f"{called}: the file is empty; {EXPECTED}. Export it again from its system."
        )
    if size > LARGEST_FILE:
        raise CannotTake(
            f"{called}: larger than {LARGEST_FILE // 1024**3} GB; export shorter periods."
        )
    if actual == "web page" and path.suffix.lower() == ".xls":
        return "workbook"  # a table in a web page, which spreadsheet programs open as one
    if actual != named:
        raise CannotTake(
            f"{called}: the name says {KIND_IN_WORDS[named]} but the file is "
            f"{KIND_IN_WORDS[actual]}; save it as what it is, or export it again."
        )
    return actual


def no_table_by_ending(path: Path) -> bool:
    """Return whether the file's ending is that of something else: a document, a picture."""
    return path.suffix.lower() not in {*KINDS_BY_ENDING, *PACKED}


def walk(folder: Path) -> list[Path]:
    """Return the files of a folder and the folders in it, hidden and demo truth files left out.

    Raises CannotTake for a folder in it that cannot be read: its files would be missed in silence.
    """
    found = [
        Path(parent) / name
        for parent, _, names in os.walk(folder, onerror=_cannot_read)
        for name in names
    ]
    files = (path for path in sorted(found) if path.is_file())
    return [path for path in files if not _passed_over(path.relative_to(folder))]


def _cannot_read(error: OSError) -> None:
    name = Path(error.filename).name if error.filename else "a folder"
    raise CannotTake(
        f"{name}: cannot be read ({error.strerror}); give yourself access or name the files."
    ) from error


def _passed_over(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or path.name.endswith(".truth.json")


def _kind_of_content(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(8192)
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return _kind_of_zip(path)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "workbook"
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    if start.startswith(b"%PDF"):
        return "pdf"
    return _kind_of_text(start)


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return "binary"
    workbook_parts = ("xl/", "mimetype", "content.xml")
    return "workbook" if any(name.startswith(workbook_parts) for name in names) else "archive"


def _kind_of_text(start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_utf16(start):
        start = start.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    words = start.removeprefix(b"\xef\xbb\xbf").strip()
    if not words:
        return "empty"
    if sum(byte in CONTROL_CODES for byte in start) > len(start) // 50:
        return "binary"
    if words[:200].lower().startswith(STARTS_OF_WEB_PAGES):
        return "web page"
    if words.lstrip(b"\x0b").startswith(STARTS_OF_MESSAGES):
        return "messages"
    return "json" if words.startswith((b"{", b"[")) else "text"


def looks_utf16(start: bytes) -> bool:
    """Return whether every other byte is (nearly always) NUL, as UTF-16 of plain words is."""
    pairs = len(start) // 2
    if pairs < 2:
        return False
    even, odd = start[0 : 2 * pairs : 2], start[1 : 2 * pairs : 2]
    most, least = max(even.count(0), odd.count(0)), min(even.count(0), odd.count(0))
    return most > 0.4 * pairs and least < 0.1 * pairs
