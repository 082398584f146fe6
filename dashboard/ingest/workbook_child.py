"""The child process that opens a workbook: a hostile one can end this process and no other.

`python -m dashboard.ingest.workbook_child WORKBOOK FOLDER` writes each visible sheet as CSV into
FOLDER and prints, as JSON, a list of {sheet, file, rows, columns}. It imports as little as it
can, because it is started anew for every workbook.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from dashboard.ingest.limits import (
    MOST_SHEETS,
    MOST_WORKBOOK_CELLS,
    WORKBOOK_MEMORY,
    WORKBOOK_SECONDS,
)

BLANK_LINE_MARK = "\x1f"


def main(workbook: str, folder: str) -> None:
    """Write the sheets and print what was written."""
    limit_this_process()
    sheets = write_sheets(Path(workbook), Path(folder))
    json.dump(sheets, sys.stdout)


def limit_this_process() -> None:
    """Limit memory and processor time, where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (WORKBOOK_MEMORY, WORKBOOK_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (WORKBOOK_SECONDS, WORKBOOK_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def write_sheets(workbook: Path, folder: Path) -> list[dict[str, Any]]:
    """Write each visible sheet that holds anything as CSV; return what each one is."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_path(str(workbook))
    shown = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    if len(shown) > MOST_SHEETS:
        raise SystemExit(f"it has {len(shown)} sheets, expected at most {MOST_SHEETS}")
    written = []
    for number, name in enumerate(shown, start=1):
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > MOST_WORKBOOK_CELLS:
            raise SystemExit(f"its sheet {name} spans more than {MOST_WORKBOOK_CELLS:,} cells")
        path = folder / f"sheet-{number}.csv"
        rows = _write_rows(path, sheet.to_python(skip_empty_area=False))
        if rows:
            written.append({"sheet": name, "file": path.name, "rows": rows})
    return written


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
