"""Patients nobody could mistake, planted everywhere, and a search through every byte for them."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from dashboard.ingest.identifiers import identifier_names
from dashboard.warehouse.names import quoted
from tests.faults.valid_exports import STAFF, Export, actions, cases, email, events, reviews

# Parts that stand in every planted identifier of their kind and nowhere else.
NAME, NUMBER, STREET, POST = "zqxv", "918273", "gnarlwick", "zqx-9w"
BIRTH_DAYS = ("1931-07-23", "07/23/1931", "23.07.1931", "19310723", "1931")
FRAGMENTS = (NAME, NUMBER, STREET, POST, *BIRTH_DAYS[:4])
ROWS = 6
KEYED = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def patient_name(row: int) -> str:
    return f"Zqxvark{row}, Wilzqxvina"


def plant(column: str, row: int) -> str:
    """What an identifier column of this name holds: a name, a number, a birth date, a contact."""
    words = column.split()
    if "birth" in column or "dob" in words or "birthdate" in words:
        return BIRTH_DAYS[row % 3]
    if "phone" in column or "telephone" in words:
        return f"({NUMBER[:3]}) {NUMBER[3:]}-{5000 + row}"
    if "email" in words:
        return f"{NAME}{row}@example.org"
    if "address" in words:
        return f"{row} Gnarlwick Lane"
    if "zip" in words or "postal" in words:
        return f"ZQX-9W{row}"
    if "first" in words or "given" in words:
        return "Wilzqxvina"
    if "last" in words or "surname" in words:
        return f"Zqxvark{row}"
    if "name" in words or column == "patient":
        return patient_name(row)
    if "accession" in words or "acc" in words:
        return f"NC25-{NUMBER}{row}"
    return f"{NUMBER}{row}"


def words_about(row: int) -> str:
    """Free text that names the patient of the row in every way, and two colleagues."""
    last, first, *_ = STAFF[row % len(STAFF)]
    return (
        f"Seen with Zqxvark{row} and again with Wilzqxvina ZQXVARK{row}; {patient_name(row)}. "
        f"MRN {NUMBER}{row}, accession NC25-{NUMBER}{row}, born 07/23/1931, DOB 1931-07-23, "
        f"{NUMBER}{row} again. Mrs Zqxvark{row} lives at {row} Gnarlwick Lane, ZQX-9W{row}. "
        f"Call ({NUMBER[:3]}) {NUMBER[3:]}-{5000 + row} or {NAME}{row}@example.org. "
        f"{first} {last} agreed, as did {last}, {first}; ask {email(row)}."
    )


def planted_cases(first: int) -> Export:
    """Cases with a column for every name an identifier goes by, and patients in the free text.

    Every second row has to be rejected: for its day, its site, its person, its number of cells.
    """
    export = cases(ROWS, first)
    own = {name.lower() for name in export.headings}
    more = sorted(name for name in identifier_names() if name not in own)
    rows = []
    for row in export.records():
        number = int(row["Case ID"].removeprefix("PL-"))
        known = {"Accession": "accession", "MRN": "mrn", "Patient Name": "patient name"}
        row |= {ours: plant(column, number) for ours, column in known.items()}
        row["Learning Point"] = words_about(number)
        row["Contributing Factors"] = f"Workload; {patient_name(number)}; {NUMBER}{number}"
        row["Status"] = f"Closed by Mrs Zqxvark{number}"
        spoilt = (None, "Submitted On", None, "Site", None, "Submitted By")[number % ROWS]
        if spoilt:
            row[spoilt] = ""
        rows.append((*row.values(), *(plant(column, number) for column in more)))
    return Export(export.file, ",", (*export.headings, *more), tuple(rows))


def planted_reviews() -> Export:
    """Scored reviews whose comments name the patients of columns that reviews need not have."""
    export, more = (
        reviews(ROWS),
        (
            "Patient",
            "MRN",
            "Accession No",
            "DOB",
            "Address",
            "Postal Code",
            "Phone",
            "Patient Email",
        ),
    )
    rows = tuple(
        (*row, *(plant(name.lower(), number) for name in more))
        for number, row in enumerate(export.rows, start=1)
    )
    planted = Export(export.file, ",", (*export.headings, *more), rows)
    return planted.with_column("Comments", [words_about(n) for n in range(1, ROWS + 1)])


def planted_titles() -> tuple[Export, Export]:
    """Actions and events whose titles and labels, which are published, name the patients too."""
    # A postal code of no country is an abbreviation in capitals, which titles may hold.
    words = [words_about(n).replace(f", ZQX-9W{n}", "") for n in range(1, ROWS + 1)]
    titles = [f"Checklist after {one}" for one in words]
    labels = [f"Went live: {one}" for one in words]
    return (
        actions(ROWS).with_column("Action", titles),
        events(ROWS).with_column("label", labels),
    )


def finds(places: Iterable[Path], fragments: Iterable[str]) -> list[str]:
    """Where below the places any fragment stands: in bytes, in tables, in what is zipped."""
    patterns = [*map(_pattern, fragments)]
    found = []
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if any(pattern.search(str(path.name).encode()) for pattern in patterns):
                found.append(f"{path}: its name")
            if path.is_file():
                found += [f"{path.name}: {what}" for what in _in_file(path, patterns)]
    return found


def plain_hashes(values: Iterable[str]) -> set[str]:
    """The hashes without a key that somebody might think hide a value, in hex."""
    kinds = (hashlib.md5, hashlib.sha1, hashlib.sha256)
    spelled = {spelling for value in values for spelling in (value, value.lower(), value.upper())}
    return {kind(value.encode()).hexdigest() for kind in kinds for value in spelled}


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    """Every text in a database, with the table and column it stands in; other types as text.

    Nothing for a file that is no database.
    """
    if path.read_bytes()[8:12] != b"DUCK":
        return
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = connection.execute(
            "select table_name, column_name from duckdb_columns() where not internal"
        ).fetchall()
        for table, column in columns:
            cells = f"select distinct cast({quoted(column)} as text) from {quoted(table)}"
            for (cell,) in connection.execute(cells).fetchall():
                if cell is not None:
                    yield f"{table}.{column}", cell


def _pattern(fragment: str) -> re.Pattern[bytes]:
    """A pattern of the fragment in any case, as UTF-8 or as UTF-16."""
    plain = re.escape(fragment.encode())
    wide = re.escape(fragment.encode("utf-16-le"))
    return re.compile(plain + b"|" + wide, re.IGNORECASE)


def _in_file(path: Path, patterns: list[re.Pattern[bytes]]) -> Iterator[str]:
    for data in (path.read_bytes(), *_zipped(path)):
        for pattern in patterns:
            if found := pattern.search(data):
                yield f"{data[max(0, found.start() - 30) : found.end() + 30]!r}"
    for where, cell in texts_of(path):
        # A keyed hash has the six figures of a number in it once in a thousand runs.
        if not KEYED.fullmatch(cell) and any(pattern.search(cell.encode()) for pattern in patterns):
            yield f"{where}: {cell[:120]!r}"


def _zipped(path: Path) -> Iterator[bytes]:
    """The members of a ZIP, as decks, documents and workbooks are."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())
