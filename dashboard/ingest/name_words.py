"""What lists say of words: which are names, which look like names, which stand beside names."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from dashboard.ingest.connection import run, staging
from dashboard.ingest.people import People

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "redaction"
KINDS = {
    "titles": "title",
    "before_any": "before_any",
    "before_capital": "before_capital",
    "before_surname": "before_surname",
    "particles": "particle",
    "after": "after",
    "belongings": "belonging",
    "words": "never",
}


_read_before: list[Any] = []
"""The lists as an Arrow table, once this process has read them, which takes a fifth of a second."""


def know_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the lists of data/redaction known as `known_words`; they are read once a process.

    They are looked up where they lie: to copy them into a table takes ten times as long.
    """
    if not _read_before:
        _read_before.append(_read_lists(connection))
    connection.register("known_words", _read_before[0])


def _read_lists(connection: duckdb.DuckDBPyConnection) -> Any:
    listed = listed_words()
    parameters = {
        "common_words": str(FOLDER / "words.txt"),
        "first_names": str(FOLDER / "first_names.txt"),
        "surnames": str(FOLDER / "surnames.txt"),
        "words": [word for word, _ in listed],
        "kinds": [kind for _, kind in listed],
    }
    return connection.sql(staging("known_words"), params=parameters).to_arrow_table()


def know_colleagues(connection: duckdb.DuckDBPyConnection, people: People) -> None:
    """Fill `colleague_words` from the roster."""
    pairs = [parts for person in people.book.values() for parts in first_and_last(person.names)]
    words = [(word, False) for first, _ in pairs for word in first.replace("-", " ").split()]
    words += [(word, True) for _, last in pairs for word in last.replace("-", " ").split()]
    parameters = {"names": [word for word, _ in words], "are_last": [last for _, last in words]}
    run(connection, staging("create_colleague_words"), parameters)


@cache
def listed_words() -> tuple[tuple[str, str], ...]:
    """Return each word of name_cues.toml and eponyms.toml with its kind; read once a process."""
    cues = _read("name_cues.toml")
    signs = _read("eponyms.toml")
    listed = [(word, kind) for name, kind in KINDS.items() for word in cues[name]]
    listed += [(word, "eponym") for name in signs["names"] for word in name.split()]
    listed += [(word + ending, "noun") for word in signs["nouns"] for ending in ("", "s")]
    return tuple(listed)


@cache
def cues_and_capital() -> str:
    """Return the pattern of a word that names follow and a capital after it: "Dr. Long"."""
    kinds = ("title", "before_any", "before_surname")
    words = sorted({re.escape(word) for word, kind in listed_words() if kind in kinds})
    return rf"(?i:\b(?:{'|'.join(words)})\b)[.,:]? ?\(?[A-ZÀ-Ž]"


def first_and_last(names: list[str]) -> list[tuple[str, str]]:
    """Return first and last name of each "First Last" and "Last, First"."""
    pairs = []
    for name in names:
        last, comma, first = name.partition(",")
        words = name.split()
        if comma and first.split():
            pairs.append((first.split()[0], last.strip()))
        elif len(words) > 1:
            pairs.append((words[0], " ".join(words[1:])))
    return pairs


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
