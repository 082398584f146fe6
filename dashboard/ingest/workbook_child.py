"""The child process that opens a workbook: a hostile one can end this process and no other.

`python -m dashboard.ingest.workbook_child WORKBOOK FOLDER` writes each visible sheet as CSV into
FOLDER and prints, as JSON, how many sheets are hidden and a list of {sheet, file,
formulas_without_value}. It imports as little as it can, because it is started anew for every
workbook.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from dashboard.ingest.limits import (
    MOST_SHEETS,
    MOST_WORKBOOK_CELLS,
    WORKBOOK_MEMORY,
    WORKBOOK_SECONDS,
)

CELL = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
LONGEST_CELL_NAME = len(' r="XFD1048576"')
VALUELESS = re.compile(rb"(?:</f>|<f [^>]*/>|<f/>)(?:<v ?/>|<v></v>)?</c>")
SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)/?>")
LINK = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)/?>")
ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
LONGEST_MATCH = 512
PIECE = 1 << 20
BLANK_LINE_MARK = "\x1f"


def main(workbook: str, folder: str) -> None:
    """Write the sheets and print what was written."""
    if not limit_this_process():
        refuse_far_cells(Path(workbook))
    write = write_tables if is_web_page(Path(workbook)) else write_sheets
    json.dump(write(Path(workbook), Path(folder)), sys.stdout)


def is_web_page(workbook: Path) -> bool:
    """Return whether it is no workbook, but a web page that is called .xls."""
    with workbook.open("rb") as file:
        return file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")


def write_tables(page: Path, folder: Path) -> dict[str, Any]:
    """Write each table of a web page as write_sheets writes a sheet."""
    from dashboard.ingest.web_page import tables_of

    tables = [rows for rows in tables_of(page) if any(any(row) for row in rows)]
    if len(tables) > MOST_SHEETS:
        raise SystemExit(f"it has {len(tables)} tables, expected at most {MOST_SHEETS}")
    written = []
    for number, rows in enumerate(tables, start=1):
        path = folder / f"sheet-{number}.csv"
        _write_rows(path, rows)
        name = f"table {number}"
        written.append({"sheet": name, "file": path.name, "formulas_without_value": 0})
    return {"hidden": 0, "sheets": written}


def limit_this_process() -> bool:
    """Limit memory and processor time; return False where the system cannot, as on Windows."""
    try:
        import resource
    except ImportError:
        return False
    resource.setrlimit(resource.RLIMIT_AS, (WORKBOOK_MEMORY, WORKBOOK_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (WORKBOOK_SECONDS, WORKBOOK_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def refuse_far_cells(workbook: Path) -> None:
    """Exit with a sentence if a sheet spans more cells than memory would hold.

    The reader makes room for every cell up to the farthest, so one stray cell is enough.
    """
    if not zipfile.is_zipfile(workbook):
        return
    with zipfile.ZipFile(workbook) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                width, height = _farthest_cell(archive, part)
                if width * height > MOST_WORKBOOK_CELLS:
                    raise SystemExit(f"it has a sheet of more than {MOST_WORKBOOK_CELLS:,} cells")


def _farthest_cell(archive: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """Return the column and row, from 1, of the cells farthest out in a sheet."""
    width = height = 0
    rest = b""
    with archive.open(part) as sheet:
        while chunk := sheet.read(PIECE):
            seen = rest + chunk
            for letters, row in CELL.findall(seen):
                column = 0
                for letter in letters:
                    column = column * 26 + letter - ord("A") + 1
                width, height = max(width, column), max(height, int(row))
            rest = seen[-LONGEST_CELL_NAME:]
    return width, height


def write_sheets(workbook: Path, folder: Path) -> dict[str, Any]:
    """Write each visible sheet that holds anything as CSV; return what each one is."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_path(str(workbook))
    tables = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    shown = [one.name for one in tables if one.visible == SheetVisibleEnum.Visible]
    if len(shown) > MOST_SHEETS:
        raise SystemExit(f"it has {len(shown)} sheets, expected at most {MOST_SHEETS}")
    formulas = formulas_without_value(workbook)
    written = []
    for number, name in enumerate(shown, start=1):
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > MOST_WORKBOOK_CELLS:
            raise SystemExit(f"its sheet {name} spans more than {MOST_WORKBOOK_CELLS:,} cells")
        path = folder / f"sheet-{number}.csv"
        cells = sheet.to_python(skip_empty_area=False)
        _fill_merged_rows(cells, sheet.merged_cell_ranges or [])
        rows = _write_rows(path, cells)
        if rows:
            empty = formulas.get(name, 0)
            written.append({"sheet": name, "file": path.name, "formulas_without_value": empty})
    return {"hidden": len(tables) - len(shown), "sheets": written}


def _fill_merged_rows(rows: list[list[Any]], ranges: Iterable[Any]) -> None:
    """Give each row of cells merged downwards the value that stands in the first of them."""
    for (top, left), (bottom, _) in ranges:
        for row in rows[top + 1 : bottom + 1]:
            if bottom > top and left < len(row) and row[left] == "":
                row[left] = rows[top][left]


def formulas_without_value(workbook: Path) -> dict[str, int]:
    """Return how many formula cells of each sheet hold no value: to a reader they are empty.

    Programs that write workbooks without working them out leave such cells; saving the file in
    a spreadsheet program fills them.
    """
    if not zipfile.is_zipfile(workbook):
        return {}
    with zipfile.ZipFile(workbook) as archive:
        parts = _sheet_parts(archive)
        return {name: _count_in(archive, part, VALUELESS) for name, part in parts.items()}


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of each sheet to its part of the archive; none if it is not as usual."""
    try:
        book = archive.read("xl/workbook.xml").decode("utf-8", errors="replace")
        links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", errors="replace")
    except KeyError:
        return {}
    targets = {}
    for link in LINK.findall(links):
        attributes = dict(ATTRIBUTE.findall(link))
        targets[attributes.get("Id")] = attributes.get("Target", "").removeprefix("/xl/")
    sheets = (dict(ATTRIBUTE.findall(sheet)) for sheet in SHEET.findall(book))
    parts = {unescape(s.get("name", "")): f"xl/{targets.get(s.get('r:id'), '')}" for s in sheets}
    return {name: part for name, part in parts.items() if part in archive.namelist()}


def _count_in(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes]) -> int:
    """Return how often the pattern is met; a match is counted in the piece where it ends."""
    count, rest = 0, b""
    with archive.open(part) as sheet:
        while chunk := sheet.read(PIECE):
            seen = rest + chunk
            count += sum(match.end() > len(rest) for match in pattern.finditer(seen))
            rest = seen[-LONGEST_MATCH:]
    return count


def _write_rows(path: Path, rows: Iterable[list[Any]]) -> int:
    """Write the rows, a mark in each blank one so that row numbers stay; return how many."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    last_with_words = 0
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number, row in enumerate(rows, start=1):
            cells = [_as_text(cell) for cell in row]
            if any(cells):
                last_with_words = number
                writer.writerow(cells)
            else:
                writer.writerow([BLANK_LINE_MARK])
    return last_with_words


def _as_text(cell: Any) -> str:
    """Return a cell as a person reads it: whole numbers without .0, dates as ISO."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell).strip()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
