"""Read the sets of sentences, and count what redaction took out of them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
MARK = re.compile(r"\{(\w+)\|([^}]*)\}")
WORD = re.compile(r"[^\W_]+")
TELLS_NOTHING = frozenset(
    {"mrs", "prof", "nurse", "the", "and", "rue", "des", "old", "year", "age", "little", "male"}
    | {"unknown", "later", "identified", "unit", "room", "ward", "bed", "east", "dot", "https"}
)


@dataclass(frozen=True)
class Planted:
    """One identifier in a sentence: what kind it is, and how it is written."""

    kind: str
    value: str

    def is_left_in(self, text: str) -> bool:
        """Return whether any word or number of it can still be read: half a name is a name."""
        left = {word.casefold() for word in WORD.findall(text)}
        return any(part.casefold() in left for part in WORD.findall(self.value) if tells(part))


@dataclass(frozen=True)
class Sentence:
    """Free text as a person wrote it, what is planted in it, the patient columns of its row."""

    text: str
    planted: tuple[Planted, ...]
    patient: tuple[str, ...]


@dataclass(frozen=True)
class Eponym:
    """Free text, and the words of it that look like names and must stay."""

    text: str
    keep: tuple[str, ...]


@dataclass(frozen=True)
class SentenceSet:
    """A whole set. Of the `harmless` texts not one word may go."""

    roster: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    eponyms: tuple[Eponym, ...]
    harmless: tuple[str, ...]


def tells(part: str) -> bool:
    """Return whether a part of an identifier says something by itself: not "of", no initial."""
    has_digit = any(mark.isdigit() for mark in part)
    return has_digit or (len(part) > 2 and part.lower() not in TELLS_NOTHING)


def read_set(name: str) -> SentenceSet:
    """Return the set `seen` (rules are written on it) or `unseen` (nobody looks at it)."""
    record = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return SentenceSet(
        roster=tuple(record["roster"]),
        sentences=tuple(
            Sentence(
                text=MARK.sub(r"\2", entry["text"]),
                planted=tuple(Planted(*found) for found in MARK.findall(entry["text"])),
                patient=tuple(entry.get("patient", ())),
            )
            for entry in record["sentences"]
        ),
        eponyms=tuple(Eponym(entry["text"], tuple(entry["keep"])) for entry in record["eponyms"]),
        harmless=tuple(record.get("harmless", ())),
    )


def taken_out(sentences: tuple[Sentence, ...], kept: list[str]) -> dict[str, tuple[int, int]]:
    """Return, by kind of identifier, how many of how many are gone from the texts `kept`."""
    gone: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    for sentence, text in zip(sentences, kept, strict=True):
        for one in sentence.planted:
            planted[one.kind] += 1
            gone[one.kind] += not one.is_left_in(text)
    return {kind: (gone[kind], planted[kind]) for kind in planted}


def recall(found: dict[str, tuple[int, int]], *kinds: str) -> float:
    """Return the share taken out, of the `kinds` or of all."""
    counted = [found[kind] for kind in (kinds or found)]
    return sum(gone for gone, _ in counted) / sum(planted for _, planted in counted)
