"""Read a workbook, or a web page called one, through the child process: a table a sheet."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from dashboard.ingest.file_names import NamesTaken, without_numbers
from dashboard.ingest.limits import (
    LARGEST_RATIO,
    LARGEST_WORKBOOK_UNPACKED,
    MOST_ARCHIVE_MEMBERS,
    UNPACKED_WITHOUT_QUESTION,
    WORKBOOK_SECONDS,
)
from dashboard.ingest.refusal import CannotTake
from dashboard.ingest.table_text import TableText, peek

ZIPPED_BOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".ods"})
ROOT = Path(__file__).resolve().parent.parent.parent


def read_workbook(path: Path, name: str, folder: Path) -> list[TableText]:
    """Return the visible sheets of a workbook as text tables in `folder`.

    Raises CannotTake when the workbook is damaged, protected, larger than an export is, or
    makes its reader fail.
    """
    if path.suffix.lower() in ZIPPED_BOOKS and not zipfile.is_zipfile(path):
        raise CannotTake(f"{name}: the workbook is protected by a password; save it without one.")
    check_unpacked_size(path, name, LARGEST_WORKBOOK_UNPACKED)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = _run_child(path, name, folder)
    sheets = found["sheets"]
    if not sheets:
        raise CannotTake(
            f"{name}: the workbook is empty; expected a sheet with a header row and rows below. "
            "Export it again, or save the sheet that holds the table as its own file."
        )
    names = NamesTaken()
    return [
        TableText(
            path=folder / sheet["file"],
            file=name,
            sheet=_name_of(sheet["sheet"], names) if len(sheets) > 1 else None,
            separator=",",
            first_rows=peek(folder / sheet["file"], ","),
            marked=True,
            notes=_notes(sheet["formulas_without_value"]),
            hidden_sheets=found["hidden"],
        )
        for sheet in sheets
    ]


def _name_of(sheet: str, names: NamesTaken) -> str:
    return names.own(without_numbers(sheet), sheet)


def _notes(formulas_without_value: int) -> tuple[str, ...]:
    if not formulas_without_value:
        return ()
    return (
        f"formula cells that hold no value, read as empty: {formulas_without_value}; "
        "open the workbook in a spreadsheet program and save it to have them worked out",
    )


def check_unpacked_size(path: Path, name: str, largest: int) -> None:
    """Raise CannotTake for a ZIP that would unpack to more than an export can be."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise CannotTake(f"{name}: the file is damaged; export it again.") from error
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if len(members) > MOST_ARCHIVE_MEMBERS:
        raise CannotTake(
            f"{name}: {len(members)} files inside, expected at most {MOST_ARCHIVE_MEMBERS}; "
            "nothing of it was opened. Unpack it, and take the files that are exports."
        )
    if unpacked > largest or (
        unpacked > UNPACKED_WITHOUT_QUESTION and unpacked / packed > LARGEST_RATIO
    ):
        raise CannotTake(
            f"{name}: unpacks to {unpacked / 1024**2:,.0f} MB from {packed / 1024**2:,.1f} MB, "
            "more than an export would; nothing of it was opened. Save it as CSV."
        )


def _run_child(path: Path, name: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "dashboard.ingest.workbook_child"]
    try:
        child = subprocess.run(
            [*command, str(path.absolute()), str(folder.absolute())],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=WORKBOOK_SECONDS * 2,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotTake(
            f"{name}: reading it took more than {WORKBOOK_SECONDS * 2} seconds and was stopped; "
            "save the sheet as CSV."
        ) from error
    if child.returncode == 0:
        found: dict[str, Any] = json.loads(child.stdout)
        return found
    raise CannotTake(_why_child_failed(name, child.returncode, child.stderr))


def _why_child_failed(name: str, code: int, words: str) -> str:
    """Return the sentence; the child's own words come through only if they are a sentence."""
    last = words.strip().splitlines()[-1] if words.strip() else ""
    if "assword" in last or "ncrypt" in last:
        return f"{name}: the workbook is protected by a password; save it without one."
    if last.startswith("it"):
        return f"{name}: {last}; save the part that is the export as its own file."
    if code < 0 or "MemoryError" in last or "memory allocation" in last:
        return (
            f"{name}: reading the workbook needed more memory or time than is allowed, as cells "
            "far from the table do; copy the table to a new sheet, or save it as CSV."
        )
    return (
        f"{name}: the workbook is damaged or not one that can be read; open it in Excel and "
        "save it again as XLSX or CSV."
    )
