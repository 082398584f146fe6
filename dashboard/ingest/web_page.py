"""The tables of a web page saved as .xls, as many systems write their reports: rows of text.

It is read in the child process that opens workbooks. The parser loads nothing: no entity, no other
file, no address; and what it does not read to the end is refused, so that no row is lost.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard.ingest.limits import LARGEST_WEB_PAGE, MOST_COLUMNS

CHARSET = re.compile(rb"charset=[\"']?([\w-]{2,40})", re.IGNORECASE)
START = 4096


def tables_of(path: Path) -> list[list[list[str]]]:
    """Return the rows of each table that holds no other; exit with a sentence if it cannot."""
    from lxml import etree

    if path.stat().st_size > LARGEST_WEB_PAGE:
        raise SystemExit(f"it is a web page of more than {LARGEST_WEB_PAGE // 1024**2} MB")
    page = path.read_bytes()
    parser = etree.HTMLParser(
        encoding=_encoding(page), no_network=True, huge_tree=False, remove_comments=True
    )
    root = etree.fromstring(page, parser)
    if root is None or any(one.level_name == "FATAL" for one in parser.error_log):
        raise SystemExit("it is a web page that cannot be read to its end, as one nested too deep")
    tables = root.iter("table")
    return [list(_rows(table)) for table in tables if table.find(".//table") is None]


def _encoding(page: bytes) -> str:
    if page.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        page.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        said = CHARSET.search(page[:START])
    try:
        name = codecs.lookup(said[1].decode()).name if said else "cp1252"
    except LookupError:
        return "cp1252"
    return "cp1252" if name in ("utf-8", "ascii", "iso8859-1") else name


def _rows(table: Any) -> Iterator[list[str]]:
    """Give the cells of each row, a cell over several rows in each of them, as in a workbook."""
    below: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _take_from_above(cells, below)
            spanned = [_words(cell), *[""] * (_span(cell, "colspan") - 1)]
            if (rows := _span(cell, "rowspan")) > 1:
                below |= {len(cells) + at: (rows - 1, words) for at, words in enumerate(spanned)}
            cells += spanned
        _take_from_above(cells, below)
        yield cells[: MOST_COLUMNS + 1]


def _take_from_above(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    while (place := len(cells)) in below:
        rows, words = below.pop(place)
        if rows > 1:
            below[place] = (rows - 1, words)
        cells.append(words)


def _span(cell: Any, side: str) -> int:
    number = cell.get(side, "1").strip()
    wide = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    return max(1, min(wide, MOST_COLUMNS + 1)) if side == "colspan" else max(1, wide)


def _words(cell: Any) -> str:
    for line_end in cell.iter("br"):
        line_end.tail = f" {line_end.tail or ''}"
    return " ".join("".join(cell.itertext()).split())
