"""Odd ZIP archives: of exports, of other things, and ones made to fill a disk."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.faults.odd_files import Account, OddFile, Refused, Taken, Write, file, taken
from tests.faults.valid_exports import cases, conferences, feedback, write_as, zipped
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


ARCHIVES = [
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
        month(zipped({**CASES, "april.csv.gz": b"x"})),
        Refused(r"month\.zip, april\.csv\.gz: the ending \.gz is not an export's"),
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
