"""Odd ZIP archives and gzips: of exports, of other things, and ones made to fill a disk."""

from __future__ import annotations

import gzip
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.faults.odd_files import Account, OddFile, Refused, Taken, Write, file, taken
from tests.faults.valid_exports import as_bytes, cases, conferences, feedback, write_as, zipped
from tests.faults.workbook_parts import with_false_sizes

TEXT = cases(3).text().encode()
CASES = {"cases.csv": TEXT}
MEBIBYTE = 1024**2
BROKEN = Refused(r"month\.zip: the ZIP archive is damaged or protected by a password")
NO_EXPORTS = Refused(r"month\.zip: the ZIP archive holds no export files")


def month(data: bytes) -> Write:
    return file(data, "month.zip")


def bomb(folder: Path) -> Path:
    path = folder / "month.zip"
    with (
        ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("cases.csv", "w") as member,
    ):
        for _ in range(60):
            member.write(b"PL;" * (MEBIBYTE // 3))
    return path


def hidden_bomb(folder: Path) -> Path:
    path = bomb(folder)
    path.write_bytes(with_false_sizes(path.read_bytes(), "cases.csv", 900))
    return path


def nested(depth: int) -> bytes:
    made = zipped(CASES)
    for level in range(depth):
        made = zipped({f"level-{level}.zip": made})
    return made


def with_password() -> bytes:
    """A ZIP whose member is marked as enciphered."""
    made = bytearray(zipped(CASES))
    made[6] |= 1
    made[made.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def changed_on_the_way() -> bytes:
    """A ZIP with one byte of its member other than when it was packed."""
    made = bytearray(zipped(CASES))
    made[80] ^= 0xFF
    return bytes(made)


def many_members(folder: Path) -> Path:
    path = folder / "month.zip"
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for number in range(2_500):
            archive.writestr(f"{number}.csv", b"a,b\n")
    return path


def a_link(folder: Path) -> Path:
    """A ZIP whose member is a link to another file of the machine."""
    path = folder / "month.zip"
    link = ZipInfo("cases.csv")
    link.external_attr = 0o120777 << 16
    with ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/hostname")
    return path


def of_everything(folder: Path) -> Path:
    elsewhere = folder.parent / "parts"
    elsewhere.mkdir(exist_ok=True)
    files = (
        write_as(cases(3), "xlsx", elsewhere),
        write_as(conferences(2), "csv", elsewhere),
        write_as(feedback(2), "jsonl", elsewhere),
    )
    path = folder / "month.zip"
    path.write_bytes(zipped({f"March/{part.name}": part.read_bytes() for part in files}))
    return path


def twice_by_one_name(folder: Path) -> Path:
    """A ZIP with two members of one name, as a careless program appends them."""
    path = folder / "month.zip"
    with ZipFile(path, "w") as archive:
        for first in (1, 10):
            member = ZipInfo("cases.csv")
            with archive.open(member, "w") as made:
                made.write(cases(3, first).text().encode())
            archive.NameToInfo.clear()  # or zipfile warns of what is tested here
    return path


TABBED = cases(3).text("\t").encode("utf-16")
GZIPPED = gzip.compress(TEXT, mtime=0)
CUT_SHORT = Refused(r"cases\.csv\.gz: the gzip file is cut short or damaged")


def dense_gzip(folder: Path) -> Path:
    """A gzip of 60 MB that says, as any gzip may, that it is smaller."""
    path = folder / "cases.csv.gz"
    with gzip.open(path, "wb", compresslevel=1) as packed:
        for _ in range(60):
            packed.write(b"PL;" * (MEBIBYTE // 3))
    made = bytearray(path.read_bytes())
    made[-4:] = (900).to_bytes(4, "little")
    path.write_bytes(made)
    return path


def named_inside(name: str) -> bytes:
    """A gzip that says what its file is called."""
    return GZIPPED[:3] + b"\x08" + GZIPPED[4:10] + name.encode() + b"\0" + GZIPPED[10:]


GZIPS = [
    OddFile("a gzip of one export", file(GZIPPED, "cases.csv.gz"), taken(3)),
    OddFile(
        "a gzip of the export that was taken before",
        file(GZIPPED, "cases.csv.gz"),
        taken(3, duplicate=3),
        before=(file(TEXT),),
    ),
    OddFile(
        "a gzip of records",
        file(lambda: gzip.compress(as_bytes(cases(3), "jsonl"), mtime=0), "cases.jsonl.gz"),
        taken(3),
    ),
    OddFile(
        "a gzip of tabs in UTF-16, in two parts put together",
        file(
            gzip.compress(TABBED[:501], mtime=0) + gzip.compress(TABBED[501:], mtime=0),
            "cases.tsv.gz",
        ),
        taken(3),
    ),
    OddFile("a gzip that names its file", file(named_inside("cases.csv"), "dump.gz"), taken(3)),
    OddFile(
        "a gzip that names nothing",
        file(GZIPPED, "dump.gz"),
        Refused(r"dump\.gz, dump: the ending \(none\) is not an export's"),
    ),
    OddFile("half a gzip", file(GZIPPED[:-40], "cases.csv.gz"), CUT_SHORT),
    OddFile("a gzip without its last byte", file(GZIPPED[:-1], "cases.csv.gz"), CUT_SHORT),
    OddFile(
        "a gzip with other bytes behind it", file(GZIPPED + b"more", "cases.csv.gz"), CUT_SHORT
    ),
    OddFile(
        "a gzip changed on the way",
        file(GZIPPED[:60] + bytes([GZIPPED[60] ^ 0xFF]) + GZIPPED[61:], "cases.csv.gz"),
        CUT_SHORT,
    ),
    OddFile(
        "a gzip that unpacks to 60 MB",
        dense_gzip,
        Refused(r"cases\.csv\.gz: unpacks to more than 5\d MB from 0\.\d MB, more than an export"),
    ),
    OddFile(
        "a gzip of a PDF",
        file(gzip.compress(b"%PDF-1.7\n1 0 obj\n", mtime=0), "cases.csv.gz"),
        Refused(r"cases\.csv\.gz, cases\.csv: the name says a text table but the file is a PDF"),
    ),
    OddFile(
        "a gzip of a tar",
        file(gzip.compress(bytes(1024), mtime=0), "cases.tar.gz"),
        Refused(r"cases\.tar\.gz, cases\.tar: the ending \.tar is not an export's"),
    ),
    OddFile(
        "a gzip of a gzip",
        file(gzip.compress(GZIPPED, mtime=0), "cases.csv.gz.gz"),
        Refused(r"cases\.csv\.gz\.gz, cases\.csv\.gz: an archive within an archive"),
    ),
    OddFile(
        "a gzip of nothing",
        file(gzip.compress(b"", mtime=0), "cases.csv.gz"),
        Refused(r"cases\.csv\.gz, cases\.csv: the file is empty"),
    ),
    OddFile(
        "a table that is called a gzip",
        file(TEXT, "cases.csv.gz"),
        Refused(r"cases\.csv\.gz: the name says a gzip file but the file is a text table"),
    ),
]
ARCHIVES = [
    *GZIPS,
    OddFile("a ZIP of one export", month(zipped(CASES)), taken(3)),
    OddFile(
        "a ZIP of a workbook, a log and records",
        of_everything,
        Taken((Account("cases", 3), Account("conferences", 2), Account("feedback", 2))),
    ),
    OddFile(
        "a ZIP with names that climb out of it",
        month(zipped({"../../cases.csv": TEXT, "/tmp/log.csv": conferences(2).text().encode()})),
        Taken((Account("cases", 3), Account("conferences", 2))),
    ),
    OddFile(
        "a ZIP with what a Macintosh adds",
        month(zipped({"__MACOSX/._cases.csv": b"x", ".DS_Store": b"x", **CASES})),
        taken(3),
    ),
    OddFile(
        "a ZIP with one name twice",
        twice_by_one_name,
        Taken((Account("cases", 3), Account("cases", 3))),
    ),
    OddFile(
        "a ZIP with one file that is no export",
        month(zipped({**CASES, "notes.docx": b"x"})),
        taken(3, notes=("files left out, no tables: 1",)),
    ),
    OddFile("a ZIP of a document", month(zipped({"notes.docx": b"x"})), NO_EXPORTS),
    OddFile(
        "a ZIP of a readme",
        month(zipped({"readme.txt": b"March,\nas asked for.\n"})),
        Refused(r"month\.zip: holds no export files"),
    ),
    OddFile(
        "a ZIP with something packed in it",
        month(zipped({**CASES, "april.csv.gz": gzip.compress(TEXT, mtime=0)})),
        Refused(r"month\.zip, april\.csv\.gz: an archive within an archive"),
    ),
    OddFile(
        "a ZIP with one empty file",
        month(zipped({**CASES, "log.csv": b""})),
        Refused(r"month\.zip, log\.csv: the file is empty"),
    ),
    OddFile("an empty ZIP", month(zipped({})), NO_EXPORTS),
    OddFile("a ZIP of hidden files", month(zipped({".cases.csv": TEXT})), NO_EXPORTS),
    OddFile("a ZIP with a link", a_link, Refused(r"month\.zip, cases\.csv: ")),
    OddFile(
        "a ZIP in a ZIP in a ZIP",
        month(nested(2)),
        Refused(r"month\.zip, level-1\.zip: an archive within an archive"),
    ),
    OddFile("a ZIP with a password", month(with_password()), BROKEN),
    OddFile("a ZIP changed on the way", month(changed_on_the_way()), BROKEN),
    OddFile("half a ZIP", month(zipped(CASES)[:300]), Refused("neither text nor a known format")),
    OddFile(
        "a ZIP that unpacks to 60 MB",
        bomb,
        Refused(r"month\.zip: unpacks to 60 MB from .* nothing of it was opened"),
    ),
    OddFile("a ZIP that hides its size", hidden_bomb, BROKEN),
    OddFile(
        "a ZIP of 2,500 files",
        many_members,
        Refused(r"month\.zip: 2500 files inside, expected at most 2000"),
    ),
]
