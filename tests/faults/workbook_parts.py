"""Workbooks written part by part, as no decent program would write them."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from tests.faults.valid_exports import zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def inline(place: str, words: str) -> str:
    """A cell that holds its words itself."""
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(words)}</t></is></c>'


def row_of(number: int, cells: Sequence[str]) -> str:
    """A row of inline cells that start at column A."""
    places = (f"{letters(at)}{number}" for at in range(len(cells)))
    made = "".join(inline(place, words) for place, words in zip(places, cells, strict=True))
    return f'<row r="{number}">{made}</row>'


def rows_of(*rows: Sequence[str]) -> str:
    """Rows of inline cells from row 1 on."""
    return "".join(row_of(number, row) for number, row in enumerate(rows, start=1))


def without_places(rows: str) -> str:
    """Rows whose rows and cells do not say where they stand."""
    return re.sub(r' r="[A-Z]*\d+"', "", rows)


def letters(at: int) -> str:
    """The letters of a column, from 0."""
    high, low = divmod(at, 26)
    return (letters(high - 1) if high else "") + chr(65 + low)


def sheet(rows: str, before: str = "") -> str:
    """The part of one sheet."""
    return f'{DECLARED}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'


def parts(sheets: Mapping[str, str], shared: str | None = None) -> dict[str, bytes]:
    """The parts of a workbook: `sheets` are names to parts, `shared` the shared words."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, sheets, strict=True)
    )
    kind = f"{RELATIONS}/worksheet"
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    if shared is not None:
        related += (
            f'<Relationship Id="rIdS" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in numbers
    )
    made = {
        "[Content_Types].xml": f'{DECLARED}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/'
        f'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'{DECLARED}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships">'
        f"{related}</Relationships>",
        **{
            f"xl/worksheets/sheet{n}.xml": part
            for n, part in zip(numbers, sheets.values(), strict=True)
        },
    }
    if shared is not None:
        made["xl/sharedStrings.xml"] = shared
    return {name: part.encode() for name, part in made.items()}


def workbook(sheets: Mapping[str, str], shared: str | None = None) -> bytes:
    """A workbook as the bytes of its file."""
    return zipped(parts(sheets, shared))


def with_false_sizes(archive: bytes, member: str, size: int) -> bytes:
    """The ZIP with a lie in its list of contents: this member is said to unpack to `size` bytes."""
    name = member.encode()
    at = archive.rindex(name)  # its entry in the list at the end
    start = archive.rindex(b"PK\x01\x02", 0, at)
    changed = archive[: start + 24] + struct.pack("<I", size) + archive[start + 28 :]
    local = changed.index(name) - 30
    assert changed[local : local + 4] == b"PK\x03\x04"
    return changed[: local + 22] + struct.pack("<I", size) + changed[local + 26 :]


def protected() -> bytes:
    """What Excel writes for a workbook with a password: a compound file, its content enciphered."""
    content = bytes(range(256)) * 16  # 8 sectors, so that it needs no short sectors
    count = len(content) // SECTOR
    table = [FAT, END, *(n + 1 for n in range(2, 2 + count - 1)), END]
    header = struct.pack(
        "<8s16s5H6x9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        4096,
        END,
        0,
        END,
        0,
    )
    header = (header + struct.pack("<I", 0)).ljust(SECTOR, b"\xff")
    sectors = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    folder = _entry("Root Entry", 5, 1, END, 0) + _entry("EncryptedPackage", 2, FREE, 2, 4096)
    return header + sectors + folder.ljust(SECTOR, b"\0") + content


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """One entry of the folder of a compound file, 128 bytes."""
    words = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, FREE, FREE, child)
    return (
        words.ljust(64, b"\0")
        + struct.pack("<H", len(words))
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
