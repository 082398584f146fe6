"""What tells who a person is, and the search for it: staff, patients, their numbers."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

WORD = re.compile(r"[\w@.-]*\w")
CAPITALISED = re.compile(r"\b[^\W\d_a-z][\w'’-]+(?=,? ([^\W\d_a-z][\w'’-]+))")
SHORTEST = 5
"""Numbers with fewer digits are counts more often than anybody's."""
OF_A_CASE = ("Accession", "MRN", "Case ID")
OF_A_PATIENT = "Patient Name"


@dataclass(frozen=True)
class Personal:
    """Words and pairs of names that no reply may hold, each with whose they are ("" a patient's).

    words: pseudonyms, e-mails, employee, accession and record numbers. names: (first, last) and
    (last, first).
    """

    words: dict[str, str]
    names: dict[tuple[str, str], str]

    def found_in(self, text: str, apart: Iterable[str] = ()) -> list[str]:
        """Return what stands in `text`, except what belongs to the people `apart`."""
        allowed = set(apart)
        found = {word for word in WORD.findall(text) if self.words.get(word.casefold()) is not None}
        told = [word for word in found if self.words[word.casefold()] not in allowed]
        pairs = {(one.group(0), one.group(1)) for one in CAPITALISED.finditer(text)}
        told += [" ".join(pair) for pair in pairs if self.names.get(pair, "apart") not in (
            *allowed, "apart",
        )]  # fmt: skip
        return sorted(told)

    def without(self, numbers: set[str]) -> Personal:
        """Return the search without the numbers that the ledger itself holds as counts."""
        kept = {word: whose for word, whose in self.words.items() if word not in numbers}
        return Personal(kept, self.names)


def read_personal(home: Path, exports: Path, warehouse: Path) -> Personal:
    """Return everybody's marks: of people.json, of the raw exports and of the warehouse."""
    people = json.loads((home / "people.json").read_text(encoding="utf-8"))["people"]
    words = {word.casefold(): who for who, person in people.items() for word in _of(who, person)}
    names = {
        pair: who
        for who, person in people.items()
        for name in (*person["names"], *person["aliases"])
        for pair in _pairs(name)
    }
    words |= {word.casefold(): "" for word in _of_cases(exports)}
    words |= {word: "" for word in _of_warehouse(warehouse)}
    names = {pair: "" for name in _patients(exports) for pair in _pairs(name)} | names
    return Personal({word: who for word, who in words.items() if len(word) >= SHORTEST}, names)


def _of(who: str, person: dict) -> Iterator[str]:
    yield from (who, who.replace("-", ""), *person["emails"])
    for numbers in person["ids"].values():
        yield from numbers


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    """(first, last) and (last, first) of "First Last" or "Last, First"."""
    parts = name.replace(",", " ").split()
    if len(parts) >= 2:
        yield (parts[0], parts[-1])
        yield (parts[-1], parts[0])


def _of_cases(exports: Path) -> Iterator[str]:
    for row in _cases(exports):
        yield from (row[column].strip() for column in OF_A_CASE if row[column].strip())


def _patients(exports: Path) -> Iterator[str]:
    yield from (row[OF_A_PATIENT] for row in _cases(exports) if row[OF_A_PATIENT].strip())


def _cases(exports: Path) -> Iterator[dict[str, str]]:
    with (exports / "peer_learning_cases.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def _of_warehouse(warehouse: Path) -> Iterator[str]:
    """Pseudonyms of people and keys of rows."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        columns = connection.execute(
            "select table_name, column_name from duckdb_columns() where data_type = 'UUID' "
            "and not internal"
        ).fetchall()
        for table, column in columns:
            for (value,) in connection.execute(
                f'select distinct "{column}"::text from "{table}" where "{column}" is not null'
            ).fetchall():
                yield str(value)
