"""Files that would take the machine down, and workbooks that are none."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import pairwise
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from tests.faults.odd_files import OddFile, Refused, file, taken
from tests.faults.valid_exports import cases, write_workbook, zipped
from tests.faults.workbook_parts import (
    MAIN,
    inline,
    parts,
    protected,
    rows_of,
    sheet,
    with_false_sizes,
    workbook,
)

THREE = cases(3)
ROWS = rows_of(THREE.headings, *THREE.rows)
MEBIBYTE = 1024**2
TOO_MUCH = Refused("more memory or time than is allowed|spans more than|unpacks to")
DAMAGED = Refused("the workbook is damaged")
NO_WORKBOOK = Refused("the name says an Excel workbook but the file is")
SHARED = f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"></sst>'
UNFOLDING = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    + f']><sst xmlns="{MAIN}"><si><t>&j;</t></si></sst>'
)
SHARED_CELL = '<row r="9"><c r="A9" t="s"><v>0</v></c></row>'


ASKING = '<!DOCTYPE html [<!ENTITY own SYSTEM "file:///etc/passwd">]>'


def web_page(before: str = "", between: str = "") -> str:
    """A title in a table of its own, then cases whose site is one cell over all rows."""
    heading, *rows = (list(row) for row in (THREE.headings, *THREE.rows))
    at = heading.index("Site")
    heading.insert(at + 1, "")
    for row in rows:
        row.insert(at + 1, "")
    sites = ("<td rowspan=3 colspan=2>Häfen &amp; Co</td>", "", "")
    cells = [[f"<td>{escape(cell)}</td>" for cell in row] for row in rows]
    for row, site in zip(cells, sites, strict=True):
        row[at : at + 2] = [site]
    lines = ["".join(f"<th>{escape(name)}</th>" for name in heading), *map("".join, cells)]
    table = "".join(f"<tr>{line}</tr>" for line in lines)
    title = f"<table><tr><td colspan=21>March</td></tr></table>{between}"
    return f"{before}<html><meta charset=utf-8>{title}<table>{table}</table></html>"


def far_cells() -> bytes:
    """Excel's Solver leaves cells like the second one."""
    near, far = inline("A1", "a"), inline("XFD1048576", "b")
    rows = f'<row r="1">{near}</row><row r="1048576">{far}</row>'
    return workbook({"Cases": sheet(rows)})


def with_large_part(name: str, mebibytes: int, fill: bytes) -> Callable[[Path], Path]:
    """What writes a small workbook, one part of which unpacks to much of nothing."""

    def write(folder: Path) -> Path:
        path = folder / "cases.xlsx"
        made = parts({"Cases": sheet(ROWS)}, f'<sst xmlns="{MAIN}"></sst>')
        with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as archive:
            for part, data in made.items():
                with archive.open(part, "w") as member:
                    start, _, end = data.partition(b"</")
                    member.write(start)
                    for _ in range(mebibytes if part == name else 0):
                        member.write(fill * (MEBIBYTE // len(fill)))
                    member.write(b"</" + end)
        return path

    return write


def hidden_size(folder: Path) -> Path:
    """A workbook whose list of contents says that its largest part is small."""
    path = with_large_part("xl/worksheets/sheet1.xml", 60, b" ")(folder)
    path.write_bytes(with_false_sizes(path.read_bytes(), "xl/worksheets/sheet1.xml", 9000))
    return path


def cut(share: float) -> Callable[[Path], Path]:
    """What writes a workbook of which only the first part arrived."""

    def write(folder: Path) -> Path:
        path = write_workbook(folder / "cases.xlsx", {"Cases": [THREE.headings, *THREE.rows]})
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        return path

    return write


def book(shared: str | None = None, rows: str = ROWS, before: str = "") -> bytes:
    return workbook({"Cases": sheet(rows, before)}, shared)


HOSTILE_WORKBOOKS = [
    OddFile("cells at both ends of a sheet, in 2 kB", file(far_cells, "cases.xlsx"), TOO_MUCH),
    OddFile(
        "a sheet that says it ends at XFD1048576",
        file(book(before='<dimension ref="A1:XFD1048576"/>'), "cases.xlsx"),
        taken(3),
    ),
    OddFile("four billion shared words, it says", file(book(SHARED), "cases.xlsx"), TOO_MUCH),
    OddFile(
        "shared words of 60 MB",
        with_large_part("xl/sharedStrings.xml", 60, b"<si><t>Look at the bases.</t></si>"),
        TOO_MUCH,
    ),
    OddFile(
        "a sheet of 60 MB of spaces",
        with_large_part("xl/worksheets/sheet1.xml", 60, b" "),
        TOO_MUCH,
    ),
    OddFile("a sheet that hides its size", hidden_size, Refused(r"^cases\.xlsx: ")),
    OddFile(
        "words that unfold to ten billion letters",
        file(book(UNFOLDING, ROWS + SHARED_CELL), "cases.xlsx"),
        Refused("damaged|more memory"),
    ),
]

NO_WORKBOOKS = [
    OddFile(
        "a workbook with a password",
        file(protected(), "cases.xlsx"),
        Refused("protected by a password; save it without"),
    ),
    OddFile(
        "an old workbook of random bytes",
        file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + Random(4).randbytes(6000), "cases.xls"),
        DAMAGED,
    ),
    OddFile("half a workbook", cut(0.5), NO_WORKBOOK),
    OddFile("a workbook without its last bytes", cut(0.99), NO_WORKBOOK),
    OddFile(
        "a CSV named as a workbook",
        file(THREE.text(), "cases.xlsx"),
        Refused("says an Excel workbook but the file is a text table"),
    ),
    OddFile(
        "a workbook named as a CSV",
        lambda folder: write_workbook(folder / "cases.csv", {"Cases": [THREE.headings]}),
        Refused("says a text table but the file is an Excel workbook"),
    ),
    OddFile(
        "a report saved as a web page, named as a workbook",
        file(lambda: web_page(), "cases.xls"),
        taken(
            3,
            notes=("sheets left out, like no layout: 1",),
            sees={
                "select string_agg(distinct site, ' ') from cases": "Häfen & Co",
                "select max(row_number) from cases": 4,
            },
        ),
    ),
    OddFile(
        "a web page of 5,000 boxes in each other, named as a workbook",
        file(lambda: web_page(between="<div>" * 5000), "cases.xls"),
        Refused("a web page that cannot be read to its end"),
    ),
    OddFile(
        "a web page that asks for a file of the machine",
        file(lambda: web_page(before=ASKING).replace("Häfen &amp; Co", "&own;"), "cases.xls"),
        taken(3, notes=(), sees={"select count(*) from cases where site like '%root%'": 0}),
    ),
    OddFile(
        "a web page without a table, named as a workbook",
        file(b"<html><body>Please sign in</body>", "cases.xls"),
        Refused("the workbook is empty"),
    ),
    OddFile(
        "a workbook without its book",
        file(zipped({"xl/other.xml": b"<a/>"}), "cases.xlsx"),
        DAMAGED,
    ),
    OddFile(
        "a workbook without its sheet",
        file(
            zipped(
                {
                    name: part
                    for name, part in parts({"Cases": sheet(ROWS)}).items()
                    if "sheet1" not in name
                }
            ),
            "cases.xlsx",
        ),
        DAMAGED,
    ),
    OddFile(
        "a sheet cut in the middle",
        file(
            zipped(
                {
                    name: part[: len(part) // 2] if "sheet1" in name else part
                    for name, part in parts({"Cases": sheet(ROWS)}).items()
                }
            ),
            "cases.xlsx",
        ),
        DAMAGED,
    ),
    OddFile(
        "a sheet that is no XML",
        file(
            zipped({**parts({"Cases": ""}), "xl/worksheets/sheet1.xml": Random(4).randbytes(4000)}),
            "cases.xlsx",
        ),
        Refused(r"damaged|workbook is empty"),
    ),
    OddFile(
        "a document named as a workbook",
        file(zipped({"word/document.xml": b"<a/>"}), "cases.xlsx"),
        Refused("but the file is a ZIP archive"),
    ),
]

HOSTILE = [*HOSTILE_WORKBOOKS, *NO_WORKBOOKS]
