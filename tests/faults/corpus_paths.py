"""Odd places and names: folders named as files, links to nowhere, names that break things."""

from __future__ import annotations

import os
from pathlib import Path

from tests.faults.odd_files import Account, OddFile, Refused, Taken, Write, file, taken
from tests.faults.valid_exports import cases, conferences

TEXT = cases(3).text()
NO_SUCH_FILE = Refused("there is no such file or folder; check the path")
NO_EXPORTS = Refused("the folder holds no export files")


def named(name: str) -> Write:
    return file(TEXT, name)


def folder_named_as_file(folder: Path) -> Path:
    path = folder / "cases.csv"
    path.mkdir()
    return path


def folder_named_as_file_with_export(folder: Path) -> Path:
    path = folder_named_as_file(folder)
    named("march.csv")(path)
    return path


def deep_folder(folder: Path) -> Path:
    """A folder with an export two folders down, and what is no export beside it."""
    deep = folder / "2025" / "March"
    deep.mkdir(parents=True)
    named("cases.csv")(deep)
    for name in (".hidden.csv", "~$cases.xlsx", "demo.truth.json"):
        (deep / name).write_text("x")
    return folder


def loop_of_links(folder: Path) -> Path:
    first, second = folder / "cases.csv", folder / "other.csv"
    first.symlink_to(second)
    second.symlink_to(first)
    return first


def folder_that_holds_itself(folder: Path) -> Path:
    named("cases.csv")(folder)
    (folder / "again").symlink_to(folder, target_is_directory=True)
    return folder


def link_to_an_export(folder: Path) -> Path:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (folder / "cases.csv").symlink_to(named("march.csv")(elsewhere))
    return folder / "cases.csv"


def link_to_nothing(folder: Path) -> Path:
    (folder / "cases.csv").symlink_to(folder / "gone.csv")
    return folder / "cases.csv"


def export_and_a_link_to_it(folder: Path) -> Path:
    (folder / "again.csv").symlink_to(named("cases.csv")(folder))
    return folder


def pipe(folder: Path) -> Path:
    """A named pipe: reading it would wait for ever."""
    os.mkfifo(folder / "cases.csv")
    return folder / "cases.csv"


def one_good_one_bad(folder: Path) -> Path:
    named("march.csv")(folder)
    (folder / "cases.csv").write_text("Name;Age\nA;1\n")
    return folder


def good_one_and_a_picture(folder: Path) -> Path:
    named("march.csv")(folder)
    (folder / "cases.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    return folder


def two_exports(folder: Path) -> Path:
    named("cases.csv")(folder)
    (folder / "log.csv").write_text(conferences(2).text())
    return folder


NAMES = [
    OddFile(f"a file named {shown}", named(name), taken(3))
    for shown, name in (
        ("with the signs of a pattern", "export[1] *?{a,b}.csv"),
        ("with quotes and a statement", "o'brien\"; drop table x; --.csv"),
        ("with accents and letters of Asia", "Fälle 症例.csv"),
        ("with a new line", "cases\nmarch.csv"),
        ("as a choice of the command line", "--layout.csv"),
        ("with 250 letters", f"{'a' * 246}.csv"),
        ("in capitals", "CASES.CSV"),
        ("with two endings", "cases.xlsx.csv"),
        ("with spaces at its ends", " cases .csv"),
        ("with a dot before it, named by the person", ".cases.csv"),
    )
]

PLACES_OF_FILES = [
    OddFile("a folder named as a file", folder_named_as_file, NO_EXPORTS),
    OddFile("a folder named as a file, with an export", folder_named_as_file_with_export, taken(3)),
    OddFile("a folder of folders", deep_folder, taken(3)),
    OddFile(
        "a folder with two exports",
        two_exports,
        Taken((Account("cases", 3), Account("conferences", 2))),
    ),
    OddFile("a folder without files", lambda folder: folder, NO_EXPORTS),
    OddFile("a folder that holds itself", folder_that_holds_itself, taken(3)),
    OddFile("a folder with an export and a link to it", export_and_a_link_to_it, taken(3)),
    OddFile(
        "a good export beside one of no system",
        one_good_one_bad,
        Refused(r"cases\.csv: its columns are like no known layout"),
    ),
    OddFile(
        "a good export beside a picture",
        good_one_and_a_picture,
        taken(3, notes=("files left out, no tables: 1",)),
    ),
    OddFile("a link to an export", link_to_an_export, taken(3)),
    OddFile("a link to nothing", link_to_nothing, NO_SUCH_FILE),
    OddFile("two links to each other", loop_of_links, NO_SUCH_FILE),
    OddFile("a file that is not there", lambda folder: folder / "cases.csv", NO_SUCH_FILE),
    OddFile("a pipe", pipe, Refused(r"cases\.csv: ")),
    OddFile("no ending", named("cases"), Refused(r"cases: the ending \(none\) is not an export's")),
    OddFile("the ending of a document", named("cases.docx"), Refused(r"the ending \.docx")),
]

PATHS = [*NAMES, *PLACES_OF_FILES]
