"""Words of titles and labels that a person confirmed: they name nobody, though no list has them.

They are dated records in one file of the home, and count for its published columns alone.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import duckdb

from dashboard.home import Home, HomeProblem
from dashboard.ingest.connection import run, staging
from dashboard.private_files import write_privately
from dashboard.vocabularies import normalise


@dataclass(frozen=True, slots=True)
class ConfirmedWord:
    """A word and the day somebody said that it names nobody, as YYYY-MM-DD."""

    word: str
    confirmed_on: str


def confirmed_words(home: Home) -> tuple[ConfirmedWord, ...]:
    """Return the words confirmed in this home, the oldest first. Raises HomeProblem."""
    try:
        records = json.loads(_path(home).read_text(encoding="utf-8"))
        return tuple(ConfirmedWord(str(r["word"]), str(r["confirmed_on"])) for r in records)
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError) as error:
        raise HomeProblem(
            f"{_path(home)}: damaged; mend it, or remove it and confirm its words again."
        ) from error


def add_confirmed(home: Home, words: list[str], today: date) -> tuple[str, ...]:
    """Add the words that are not confirmed yet; return those. Raises HomeProblem."""
    with home.writing():
        before = confirmed_words(home)
        known = {normalise(one.word) for one in before}
        new = {normalise(word): word for word in words if normalise(word) not in known}
        if new:
            added = [ConfirmedWord(word, today.isoformat()) for word in new.values()]
            records = [asdict(one) for one in (*before, *added)]
            write_privately(_path(home), json.dumps(records, ensure_ascii=False, indent=1) + "\n")
            home.record("confirm words", words=len(new))
        return tuple(new.values())


def know_confirmed(connection: duckdb.DuckDBPyConnection, words: tuple[ConfirmedWord, ...]) -> None:
    """Fill `confirmed_words`, which the words of published columns are held against."""
    parameters = {"words": [one.word for one in words]}
    run(connection, staging("create_confirmed_words"), parameters)


def fingerprint_of(words: tuple[ConfirmedWord, ...]) -> str:
    """Return a fingerprint of the words, empty for none: with others a file reads otherwise."""
    keys = sorted({normalise(one.word) for one in words})
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16] if keys else ""


def _path(home: Home) -> Path:
    return home.path / "confirmed_words.json"
