"""Odd text files: separators, encodings, lines that are no rows, quotes, widths, damage."""

from __future__ import annotations

import codecs
import gzip
from random import Random

from tests.faults.odd_files import Content, OddFile, Refused, Taken, file, taken
from tests.faults.valid_exports import Export, cases, conferences, text_of, volumes

THREE = cases(3)
HEADER, ONE, TWO, LAST = THREE.lines()
WIDTH = len(THREE.headings)
BLANK_ROW = ";" * (WIDTH - 1)
STATUS = "select status from cases where row_number = 2"
POINT = "select learning_point from cases where row_number = 2"
WORDS = "Look at the lung bases on every abdominal CT."
ACCENTED = "Fermé – \u201cdone\u201d, 5\u00a0mm"
ARABIC = "\U0001fac1 \u0645\u0631\u062d\u0628\u0627"
TWICE = "Look twice.\n\nThen; look again."
NOTHING = Refused("the file is empty")
NO_TEXT = Refused("neither text nor a known format")
GZIP_BY_ANOTHER_NAME = Refused("the name says a text table but the file is a gzip file")
OPEN_QUOTE = Refused(r"row \d opens a quotation mark and does not close it")

Case = tuple[str, Content, Taken | Refused]


def lines(*given: str, end: str = "\n") -> str:
    return "".join(f"{line}{end}" for line in given)


def with_status(words: str) -> str:
    return THREE.with_cells(0, Status=words).text()


def with_extra_columns(export: Export, places: tuple[int, ...], heading: str, cell: str) -> str:
    """The export with another column before each of these places."""
    rows = []
    for number, row in enumerate((export.headings, *export.rows)):
        cells = list(row)
        for place in sorted(places, reverse=True):
            cells.insert(place, cell if number else heading)
        rows.append(cells)
    return text_of(rows, export.separator)


SEPARATORS: list[Case] = [
    (
        f"separator: {name}",
        THREE.text(mark),
        taken(3, sees={"select count(distinct submitting_radiologist) from cases": 3}),
    )
    for name, mark in (("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("pipe", "|"))
]

HL7 = "MSH|^~\\&|RIS|NORTH|PEER|NORTH|20250303101500||ORU^R01|1|P|2.5\r"
SEPARATORS += [
    ("separator: caret", THREE.text("^"), taken(3)),
    ("separator: tilde", THREE.text("~"), taken(3)),
    (
        "separator: caret, with one of them in a cell",
        THREE.with_cells(0, Status="x").text("^").replace("x\r\n", "x^y\r\n", 1),
        taken(3, 1, reasons={(2, None): "more cells than the header"}),
    ),
    (
        "names written DOE^JOHN in every row",
        THREE.with_column("Patient Name", ["DOE^JOHN^A^^"] * 3).text(","),
        taken(3),
    ),
    (
        "messages of an interface",
        HL7 + "PID|1||99^^^NORTH^MR||DOE^JOHN~DOE^J\r",
        Refused("the name says a text table but the file is HL7 messages"),
    ),
]

ENCODINGS: list[Case] = [
    (name, mark + with_status(ACCENTED).encode(encoding), taken(3, sees={STATUS: ACCENTED}))
    for name, encoding, mark in (
        ("UTF-8", "utf-8", b""),
        ("UTF-8 with a mark", "utf-8", codecs.BOM_UTF8),
        ("UTF-16 little endian with a mark", "utf-16-le", codecs.BOM_UTF16_LE),
        ("UTF-16 big endian with a mark", "utf-16-be", codecs.BOM_UTF16_BE),
        ("UTF-16 little endian without a mark", "utf-16-le", b""),
        ("UTF-16 big endian without a mark", "utf-16-be", b""),
        ("Windows-1252 with curly quotes", "cp1252", b""),
    )
]
ENCODINGS += [
    (
        "a byte that Windows-1252 has no letter for",
        with_status("Clo\x81sed").encode("latin-1"),
        taken(3, notes=("not readable as cp1252: 1",)),
    ),
    (
        "two files with marks put together",
        lines("\ufeff" + HEADER, ONE) + lines("\ufeff" + HEADER, TWO, LAST),
        taken(3, notes=("repeated headings left out: 1",)),
    ),
    (
        "UTF-16 cut in the middle of a letter",
        THREE.text().encode("utf-16")[:-5],
        taken(
            3,
            notes=("not readable as utf-16: 1",),
            sees={"select status from cases where row_number = 4": "Close\ufffd"},
        ),
    ),
    ("letters beyond the first 65,536", with_status(ARABIC), taken(3, sees={STATUS: ARABIC})),
]

LINES_THAT_ARE_NO_ROWS: list[Case] = [
    ("three titles above", lines("Radiology", "Cases", "Printed", HEADER, ONE, TWO), taken(2)),
    ("a title padded with separators", lines(f"Cases{BLANK_ROW}", HEADER, ONE), taken(1)),
    ("a title of two lines in quotes", '"Peer learning\ncases"\n' + lines(HEADER, ONE), taken(1)),
    ("a line that names the separator", lines("sep=;", HEADER, ONE, TWO), taken(2)),
    (
        "a total row",
        lines(HEADER, ONE, TWO, f"Total{BLANK_ROW[:-1]}2"),
        taken(2, notes=("closing lines left out: 1",)),
    ),
    (
        "words at the foot",
        lines(HEADER, ONE, TWO, "", "2 records", "End of report"),
        taken(2, notes=("closing lines left out: 2",)),
    ),
    (
        "blank rows in between",
        lines("", HEADER, "", ONE, BLANK_ROW, "", TWO, "  ;\t", LAST, "", ""),
        taken(3, sees={"select max(row_number) from cases": 9}),
    ),
    (
        "the header repeated on every page",
        lines(HEADER, ONE, HEADER, TWO, HEADER, LAST),
        taken(3, notes=("repeated headings left out: 2",)),
    ),
    (
        "the title repeated on every page",
        lines("Cases", HEADER, ONE, "Page 1 of 2", "", "Cases", HEADER, TWO, "Page 2 of 2"),
        taken(
            3,
            1,
            reasons={
                (6, column): "is empty"
                for column in ("submitting_radiologist", "submitted_on", "site")
            },
        ),
    ),
    (
        "another table below",
        lines(HEADER, ONE, TWO, "", *volumes(2).text(";", "\n").splitlines()),
        Refused("fits peer_learning_cases .* and exam_volumes .* equally well; choose one"),
    ),
    ("a header in row 40", lines(*["Notes"] * 39, HEADER, ONE), taken(1)),
    ("a header in row 41", lines(*["Notes"] * 40, HEADER, ONE), Refused("like no known layout")),
    ("a header and no rows", lines(HEADER), taken(0, notes=("a header and no rows",))),
    ("a header without a line end", HEADER, taken(0, notes=("a header and no rows",))),
]

LINE_ENDS_AND_QUOTES: list[Case] = [
    ("lone carriage returns", lines(HEADER, ONE, TWO, LAST, end="\r"), taken(3)),
    (
        "mixed line ends",
        f"{HEADER}\r\n{ONE}\n{TWO}\r{LAST}",
        taken(3, sees={"select max(row_number) from cases": 4}),
    ),
    (
        "a carriage return within a cell without quotes",
        lines(HEADER, ONE.replace("lung bases", "lung\rbases"), TWO, end="\r\n"),
        taken(3, 1, reasons={(3, column): "is empty" for column in ("submitted_on", "site")}),
    ),
    (
        "line ends and separators in quotes",
        THREE.with_cells(0, Learning_Point=TWICE).text(),
        taken(3, sees={f"select replace(({POINT}), chr(13), '')": TWICE}),
    ),
    (
        "quotation marks doubled in quotes",
        THREE.with_cells(0, Learning_Point='A "subtle"; finding').text(),
        taken(3, sees={POINT: 'A "subtle"; finding'}),
    ),
    (
        "a quotation mark for inches",
        lines(HEADER, ONE.replace(WORDS, '5" catheter'), TWO),
        taken(2, sees={POINT: '5" catheter'}),
    ),
    ("a quote that is never closed", lines(HEADER, ONE, TWO.replace("Look", '"Look')), OPEN_QUOTE),
    ("a quote opened in the last cell", lines(HEADER, ONE, f'{TWO[:-6]}"Closed', LAST), OPEN_QUOTE),
    ("no line end at the end", lines(HEADER, ONE) + TWO, taken(2)),
    ("NULs between the letters", lines(HEADER, ONE.replace("Minor", "Mi\0n\0or")), taken(1)),
    ("a tail of NULs", lines(HEADER, ONE, TWO) + "\0" * 9, taken(2)),
    ("a page of NULs at the end", lines(HEADER, ONE, TWO) + "\0" * 4096, NO_TEXT),
    ("control signs in a cell", with_status("Clo\x01\x02sed"), taken(3)),
    (
        "spaces that do not break, and tabs, around cells",
        with_status("\u00a0 Closed\t "),
        taken(3, sees={STATUS: "Closed"}),
    ),
]

WIDTHS: list[Case] = [
    (
        "rows without their last cells",
        lines(HEADER, ";".join(ONE.split(";")[:10]), TWO),
        taken(2, sees={"select count(*) from cases where status is null": 1}),
    ),
    (
        "a row cut before cells it needs",
        lines(HEADER, "PL-1;Learning Opportunity", TWO),
        taken(
            2,
            1,
            reasons={
                (2, column): "is empty"
                for column in ("submitting_radiologist", "submitted_on", "site")
            },
        ),
    ),
    ("a separator at the end of every row", lines(HEADER, f"{ONE};", f"{TWO};"), taken(2)),
    (
        "one separator too many within a cell",
        lines(HEADER, ONE.replace("lung bases", "lung; bases"), TWO),
        taken(2, 1, reasons={(2, None): "more cells than the header"}),
    ),
    (
        "a volume written 1,234 without quotes",
        volumes(2).text().replace(",800", ",1,800"),
        taken(2, 1, table="exam_volumes", reasons={(2, None): "more cells than the header"}),
    ),
    ("blank columns", with_extra_columns(THREE, (0, 8, WIDTH), "", ""), taken(3)),
    (
        "columns nobody knows",
        with_extra_columns(THREE, (3, 9), "Scanner", "Planted Scanner"),
        taken(3),
    ),
    (
        "a column twice, alike",
        with_extra_columns(THREE, (6,), "Site", "Harbour"),
        taken(3),
    ),
    (
        "2,000 columns",
        with_extra_columns(THREE, (WIDTH,) * (2000 - WIDTH), "Scanner", "CT 1"),
        Refused("2000 columns, expected at most 500"),
    ),
    (
        "a cell of a million letters",
        THREE.with_cells(0, Learning_Point="Look twice. " * 90_000).text(),
        taken(3, sees={f"select length(({POINT})) > 1000000": True}),
    ),
    (
        "a cell of twenty million letters",
        lambda: THREE.with_cells(0, Learning_Point="Look twice. " * 1_700_000).text(),
        Refused("cannot be read as a table"),
    ),
    (
        "headings in another case, with marks",
        lines(HEADER.upper().replace(" ", "_"), ONE),
        taken(1),
    ),
    (
        "a column missing that every row needs",
        THREE.without("Submitted On").text(),
        Refused("column 'Submitted On' is missing, expected by layout peer_learning_cases"),
    ),
    (
        "columns of no system",
        "Name;Age\nA;1\n",
        Refused("its columns are like no known layout.*layout suggest"),
    ),
]

DAMAGE: list[Case] = [
    ("nothing", b"", NOTHING),
    ("blank lines", b"\r\n\r\n  \n\t\n", NOTHING),
    ("a mark and nothing else", codecs.BOM_UTF8, NOTHING),
    ("a UTF-16 mark and nothing else", codecs.BOM_UTF16_LE, Refused(".")),
    ("random bytes", Random(4).randbytes(20_000), NO_TEXT),
    ("zeros", bytes(20_000), Refused(".")),
    ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(400), NO_TEXT),
    ("a compressed file", gzip.compress(THREE.text().encode(), mtime=0), GZIP_BY_ANOTHER_NAME),
    ("a PDF", b"%PDF-1.7\n1 0 obj\n", Refused("the file is a PDF document")),
    ("a web page", b"<!DOCTYPE html><table><tr><td>Case ID", Refused("the file is a web page")),
    ("JSON", b'[{"Case ID": "PL-1"}]', Refused("the name says a text table but the file is JSON")),
    (
        "a database",
        b"SQLite format 3\0" + bytes(8000),
        Refused("neither text nor a known format|no known layout"),
    ),
    (
        "rows cut in the middle",
        THREE.text()[:-40],
        taken(3, sees={"select learning_point from cases where row_number = 4": WORDS[:15]}),
    ),
    ("one long line without a separator", "a" * 600_000, Refused("no known layout")),
    (
        "a log of conferences whose header is its last line",
        lines(*reversed(conferences(3).lines())),
        taken(0, table="conferences", notes=("a header and no rows",)),
    ),
]

TEXT = [
    OddFile(name, file(content), outcome)
    for name, content, outcome in (
        *SEPARATORS,
        *ENCODINGS,
        *LINES_THAT_ARE_NO_ROWS,
        *LINE_ENDS_AND_QUOTES,
        *WIDTHS,
        *DAMAGE,
    )
]
